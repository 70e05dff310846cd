"""From a request to outputs: what is asked, which topics, through all stages, read back, written."""
