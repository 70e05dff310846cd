"""Where YAML breaks off, and in which way."""

from __future__ import annotations

_KINDS = (
    ("mapping values", "colon"),
    ("find expected ':'", "no-colon"),
    ("sequence entries", "dash"),
    ("cannot start any token", "sign"),
    ("quoted scalar", "open-quote"),
    ("block scalar", "block-sign"),
    ("parsing a flow", "flow"),
    ("parsing a block", "block"),
)


class Fault(Exception):
    """A parser's error: its kind, where it was noticed and where the thing began that it broke (line and column from 0)."""

    def __init__(self, kind: str, line: int, column: int, from_line: int, from_column: int) -> None:
        self.kind, self.line, self.column = kind, line, column
        self.from_line, self.from_column = from_line, from_column
        super().__init__(kind, line, column)


def kind_of(sentence: str) -> str:
    """Return the kind of a parser's error from its context and problem."""
    return next((kind for words, kind in _KINDS if words in sentence), "broken")
