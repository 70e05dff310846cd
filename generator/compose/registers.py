"""Tables of the teachers' forms: what is filled in already, and rows to write in, such as one for each pupil of a class."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from generator.frozen import frozen
from generator.model.document import DocumentBlock
from generator.model.text import Text

Heads = tuple[tuple[str, int, int], ...]


@frozen
class Register(DocumentBlock):
    """A table of a school form. columns: their names, which settle how wide they are. heads: rows of (text, columns, rows).

    rows: what is filled in. blank: so many rows to write in, whose first column is their number.
    """

    macro: ClassVar[str] = "register"
    columns: tuple[str, ...]
    heads: tuple[Heads, ...]
    rows: tuple[tuple[Text, ...], ...] = ()
    blank: int = 0


def head(texts: Iterable[str]) -> Heads:
    """Return one row of heads, each over a column of its own."""
    return tuple((text, 1, 1) for text in texts)


def under(groups: Sequence[tuple[str, Sequence[str]]]) -> tuple[Heads, Heads]:
    """Return two rows of heads: each group over its own columns; one without a name stands beside, as high as both rows."""
    above, below = [], []
    for name, texts in groups:
        above += [(name, len(texts), 1)] if name else [(text, 1, 2) for text in texts]
        below += list(head(texts)) if name else []
    return tuple(above), tuple(below)
