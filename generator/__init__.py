"""Lembar: topic files become printable handouts, worksheets and answer keys."""

__version__ = "0.1.0"
