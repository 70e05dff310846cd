"""A formula as read: a small tree of signs and what is done with them, before anything is measured."""

from __future__ import annotations

from typing import Literal, Union

from generator.assets.maths.symbols import Kind
from generator.frozen import frozen

Size = Literal["", "display", "text", "script"]


class Unreadable(Exception):
    """A formula cannot be printed: `problem` says what is in it; `word` is a command that may have been meant otherwise."""

    def __init__(self, problem: str, word: str = "") -> None:
        self.problem, self.word = problem, word
        super().__init__(problem, word)


@frozen
class Sign:
    """Signs set as they are, without space between them: a letter, a number, the name of a function."""

    text: str
    kind: Kind = "ord"
    limits: Literal["", "display", "always", "never"] = ""
    """Where what belongs to an operator stands: beside it, under it in a displayed formula, always or never under it."""


@frozen
class Space:
    """A space, in eighteenths of an em."""

    width: float


@frozen
class Style:
    """From here on in its row: a size, or a delimiter that is larger than its row."""

    size: Size


@frozen
class Row:
    """Parts one after the other; `kind` is what the whole is."""

    parts: tuple[Node, ...]
    kind: Kind = "ord"


@frozen
class Scripts:
    """A base with what is raised and lowered."""

    base: Node
    above: Node | None = None
    below: Node | None = None


@frozen
class Fraction:
    """One over the other, with a rule or without; `size` where the command says it; fences for binomials."""

    top: Node
    bottom: Node
    rule: bool = True
    size: Size = ""
    fences: tuple[str, str] = ("", "")


@frozen
class Root:
    """A root, of a degree where one is written."""

    body: Node
    degree: Node | None = None


@frozen
class Fenced:
    """Parts between delimiters as high as they; a part that is a text is a delimiter in the middle. Empty: none."""

    left: str
    parts: tuple[Node | str, ...]
    right: str


@frozen
class Delimiter:
    """A delimiter of a given height in ems."""

    text: str
    height: float
    kind: Kind


@frozen
class Accent:
    """A sign over (or under) a body: an accent, an arrow, a brace, a rule; `wide` ones grow with the body."""

    body: Node
    sign: str
    wide: bool = False
    under: bool = False


@frozen
class Stacked:
    """Something small over or under a body."""

    body: Node
    above: Node | None = None
    below: Node | None = None


@frozen
class Grid:
    """Rows and columns; `align` one letter for each column (the last serves the rest), rules before columns and rows."""

    rows: tuple[tuple[Node, ...], ...]
    align: str = "c"
    fences: tuple[str, str] = ("", "")
    gap: float = 1.0
    small: bool = False
    columns: tuple[int, ...] = ()
    lines: tuple[int, ...] = ()


@frozen
class Framed:
    """A body in a box, struck through, or not shown at all (`phantom`, `hphantom`, `vphantom`)."""

    body: Node
    how: str


Node = Union[Sign, Space, Style, Row, Scripts, Fraction, Root, Fenced, Delimiter, Accent, Stacked, Grid, Framed]
