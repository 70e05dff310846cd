"""Texts as runs: what Markdown becomes once, at check, and what the typesetter sets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, Union

from generator.frozen import frozen


@frozen
class Run:
    """A stretch of text in one style. `link` is an https, http or mailto address; `gloss` names a term of the topic."""

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    script: Literal["", "sup", "sub"] = ""
    maths: bool = False
    link: str = ""
    gloss: str = ""
    underline: bool = False


@frozen
class Gap:
    """A gap as written in a topic: its number from 1 and the accepted words, the first one the model. Never on a pupil's page."""

    number: int
    words: tuple[str, ...]


@frozen
class Blank:
    """A gap as printed: its number, and the label that compose gives it. QTI: textEntryInteraction or gap."""

    number: int
    label: str = ""


@frozen
class Word:
    """A word of the language file, by its path; compose puts the word in its place."""

    path: str


@frozen
class Break:
    """A line break inside a paragraph."""


@frozen
class Slot:
    """A place filled after compose: `page`, `pages`; `name`, `number`, `class` are a line to write on or a stamp."""

    name: str
    strong: bool = False


@frozen
class Sign:
    """A drawn sign: disc, triangle, square, or check."""

    shape: str


Inline = Union[Run, Gap, Blank, Word, Break, Slot, Sign]
Line = tuple[Inline, ...]


@frozen
class Text:
    """An inline text: one paragraph or more (a blank line parts them). Empty text: no paragraphs, prints nothing."""

    paragraphs: tuple[Line, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.paragraphs)

    def __str__(self) -> str:
        """The bare words, paragraphs joined by a blank line; gaps show as their first word, blanks as nothing."""
        return plain(self.paragraphs[0]) if len(self.paragraphs) == 1 else "\n\n".join(map(plain, self.paragraphs))

    def gaps(self) -> Iterator[Gap]:
        """Yield the gaps in order."""
        for line in self.paragraphs:
            for inline in line:
                if isinstance(inline, Gap):
                    yield inline


def plain(line: Line) -> str:
    """Return the bare words of one paragraph."""
    if len(line) == 1 and type(line[0]) is Run and not line[0].maths:
        return line[0].text
    parts = []
    for inline in line:
        if isinstance(inline, Run):
            parts.append(_linear(inline.text) if inline.maths else inline.text)
        elif isinstance(inline, Gap):
            parts.append(inline.words[0])
        elif isinstance(inline, Break):
            parts.append(" ")
    return "".join(parts)


def _linear(latex: str) -> str:
    from generator.model.linear import linear  # only texts with maths need it

    return linear(latex)


def said(words: str) -> Text:
    """Return a text of one paragraph in which `**` marks strong words: for words of language files only."""
    if not words:
        return Text()
    pieces = words.split("**")
    return Text((tuple(Run(piece, strong=bool(i % 2)) for i, piece in enumerate(pieces) if piece),))
