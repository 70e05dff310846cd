"""A line with its text put in quotes, as a help prints it."""

from __future__ import annotations

LONGEST = 300
"""Of a longer line a help shows only the text."""


def quoted(text: str) -> str:
    """Return a text in the quotes that need no escapes."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def corrected(line: str, start: int, end: int) -> str:
    """Return the line, without indentation and comment, with the stretch from `start` to `end` in quotes."""
    if len(line) > LONGEST:
        return quoted(line[start : min(end, start + LONGEST)].strip())
    return (line[:start] + quoted(line[start:end].strip()) + line[end:].partition(" #")[0]).strip()
