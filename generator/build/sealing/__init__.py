"""Seals: what was printed, kept in one file with its keys, so that copies can be marked when all else has changed."""
