"""Labelling: a picture with numbered places, and a line to name each of them.

    type: labelling
    picture: {image: pictures/daun.svg, alt: Gambar daun}
    labels:
      - {x: 0.5, y: 0.2, text: helai daun}
      - {x: 0.5, y: 0.9, text: tangkai daun}
    extra: [akar]

`labels` are two to thirty places of the `picture`: `x` and `y` run from 0 to 1, from its top left to its bottom right, and
`text` is what stands there. The places are marked 1, 2, 3 ... as written; keep them so far apart that the marks, 5 mm wide, do
not touch. The sheet's level prints a word bank of the texts, of these and the words of `extra`, or none. Each label is worth
one point unless `points` says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, ClassVar

from generator.diagnostics import Diagnostic, finding
from generator.frozen import frozen_record
from generator.items.phrases import bank, equal_entries, folded
from generator.model.blocks import Body, Figure, GapMatchInteraction
from generator.model.draw import Draw
from generator.model.item import Between, Item, Picture, Size
from generator.model.key import Key, TextResponse
from generator.model.level import Level
from generator.model.record import Record
from generator.model.text import Blank, Run, Text

NEAR = Decimal("0.02")
"""Two places that differ by less both ways have marks that overlap on every paper: 2 % of the widest column are 3.5 mm."""


@frozen_record
class Label(Record):
    """A place in the picture, and what stands there, which is the secret."""

    x: Annotated[Decimal, Between(0, 1)]
    y: Annotated[Decimal, Between(0, 1)]
    text: Annotated[str, Size(1)]


@frozen_record
class Labelling(Item):
    """A labelling item; nothing is drawn for it. Which text belongs to which place is the secret, without a bank all are."""

    TYPE: ClassVar[str] = "labelling"

    picture: Picture
    labels: Annotated[tuple[Label, ...], Size(2, 30)]
    extra: tuple[Annotated[str, Size(1)], ...] = ()

    def findings(self, level: Level) -> Iterator[Diagnostic]:
        """Yield labels that read the same, labels at the same place, and extras that are a label."""
        yield from equal_entries("labels", [(_text(label.text), label.at("text")) for label in self.labels])
        for second, label in enumerate(self.labels):
            for first, other in enumerate(self.labels[:second]):
                if abs(label.x - other.x) < NEAR and abs(label.y - other.y) < NEAR:
                    yield finding("same-place", label.at("x"), first=first + 1, second=second + 1)
        texts = {folded(_text(label.text)) for label in self.labels}
        for i, word in enumerate(self.extra):
            if folded(_text(word)) in texts:
                yield finding("extra-labels", self.at(f"extra.{i}"), word=word)

    def body(self, draw: Draw, level: Level) -> Body:
        """Return the picture with its places, a blank for each of them, and the level's bank."""
        picture, places = self.picture, tuple((float(label.x), float(label.y)) for label in self.labels)
        figure = Figure(picture.image, picture.alt, picture.caption, picture.credit, float(picture.width), hotspots=places)
        blanks = Text(tuple((Blank(number),) for number in range(1, len(self.labels) + 1)))
        words = bank(level, self.written_words(), self.extra)
        return Body(self.stem, (GapMatchInteraction(blanks, words, figure=figure),), "bank" if words else "")

    def key(self, draw: Draw, level: Level) -> Key:
        """Return what stands at each place."""
        return Key((TextResponse(tuple((label.text,) for label in self.labels)),), self.worth(), self.rationale)

    def worth(self) -> Decimal:
        """Return the points: as written, else one for each label."""
        return self.points if self.points is not None else Decimal(len(self.labels))

    def written_words(self) -> tuple[str, ...]:
        """Return the text of each label."""
        return tuple(label.text for label in self.labels)

    def answer_marks(self) -> object:
        """Return the places."""
        return tuple((label.x, label.y) for label in self.labels)


def _text(words: str) -> Text:
    return Text(((Run(words),),))
