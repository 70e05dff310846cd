"""What builds keep in the user's cache folder, so that the next one need not make it again; docs/caching tells the rules."""
