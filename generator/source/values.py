"""What `read` gives: the author's own texts, lists and fields, each with the place where it stands."""

from __future__ import annotations

from typing import NamedTuple, Union

from generator.diagnostics import Diagnostic, Span
from generator.frozen import frozen


class Scalar(NamedTuple):
    """A text as written (`no`, `1.50`, `012` stay what they are); `quoted` is true for quotes and for block texts (`|`, `>`)."""

    text: str
    span: Span
    quoted: bool = False


class Listing(NamedTuple):
    """A list."""

    entries: tuple[Value, ...]
    span: Span


class Fields(NamedTuple):
    """Fields by name; `keys` says where each name stands."""

    entries: dict[str, Value]
    keys: dict[str, Span]
    span: Span


class Absent(NamedTuple):
    """Nothing after the colon: the field is there in name only."""

    span: Span


Value = Union[Scalar, Listing, Fields, Absent]


@frozen
class Source:
    """A file as read. `lines` are its raw lines; `findings` are notes, and under `partial` the errors that reading survived."""

    file: str
    value: Value
    lines: tuple[str, ...] = ()
    findings: tuple[Diagnostic, ...] = ()

    def find(self, within: Span, fragment: str, nth: int = 0) -> Span:
        """Return where `fragment` stands for the `nth` time (from 0) inside a text's span, or the span where it is not seen."""
        if not fragment or "\n" in fragment:
            return within
        for number in range(within.line, min(within.end_line, len(self.lines)) + 1):
            line = self.lines[number - 1]
            stop = within.end_column - 1 if number == within.end_line else len(line)
            column = line.find(fragment, within.column - 1 if number == within.line else 0, stop)
            while column >= 0 and nth:
                nth -= 1
                column = line.find(fragment, column + 1, stop)
            if column >= 0:
                return Span(within.file, number, column + 1, number, column + 1 + len(fragment))
        return within
