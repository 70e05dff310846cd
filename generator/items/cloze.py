"""Cloze: a text with gaps to fill.

    type: cloze
    text: Kerja sama internasional adalah kolaborasi [[dua]] negara atau lebih untuk mencapai [[tujuan|cita-cita]] bersama.
    extra: [konsensus, kawasan]

`text` holds the gaps: `[[word]]`, or `[[word|also accepted]]`. The sheet's level prints a word bank of the gap words, of these
and the words of `extra`, or none; a bank is alphabetical and holds each word once. Gaps are numbered in order and all
equally wide; each is worth one point unless `points` says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, ClassVar

from generator.diagnostics import Diagnostic, finding
from generator.frozen import frozen_record
from generator.items.phrases import bank
from generator.model.blocks import Body, GapMatchInteraction
from generator.model.draw import Draw
from generator.model.item import GapText, Item, Size
from generator.model.key import Key, TextResponse
from generator.model.level import Level
from generator.model.text import Blank, Gap, Text


@frozen_record
class Cloze(Item):
    """A cloze item; nothing is drawn for it. Which word fills which gap is the secret, without a bank all words are."""

    TYPE: ClassVar[str] = "cloze"

    text: GapText
    extra: tuple[Annotated[str, Size(1)], ...] = ()

    def findings(self, level: Level) -> Iterator[Diagnostic]:
        """Yield a text without gaps, gap numbers that are not 1, 2, 3 ..., and extras that fill a gap."""
        gaps = list(self.text.gaps())
        if not gaps:
            yield finding("no-gaps", self.at("text"), type=self.TYPE)
        elif sorted(gap.number for gap in gaps) != list(range(1, len(gaps) + 1)):
            numbers = ", ".join(str(gap.number) for gap in gaps)
            yield finding("gap-numbers", self.at("text"), numbers=numbers, count=len(gaps))
        accepted = {word.casefold() for gap in gaps for word in gap.words}
        for i, word in enumerate(self.extra):
            if word.casefold() in accepted:
                yield finding("extra-fills", self.at(f"extra.{i}"), word=word)

    def body(self, draw: Draw, level: Level) -> Body:
        """Return the text with numbered blanks, and the level's bank."""
        lines = tuple(
            tuple(Blank(inline.number) if isinstance(inline, Gap) else inline for inline in line) for line in self.text.paragraphs
        )
        words = bank(level, self.written_words(), self.extra)
        return Body(self.stem, (GapMatchInteraction(Text(lines), words),), "bank" if words else "")

    def key(self, draw: Draw, level: Level) -> Key:
        """Return what each gap accepts, by the gaps' numbers."""
        gaps = sorted(self.text.gaps(), key=lambda gap: gap.number)
        return Key((TextResponse(tuple(gap.words for gap in gaps)),), self.worth(), self.rationale)

    def worth(self) -> Decimal:
        """Return the points: as written, else one for each gap."""
        return self.points if self.points is not None else Decimal(sum(1 for _ in self.text.gaps()))

    def written_words(self) -> tuple[str, ...]:
        """Return the model word of each gap, by the gaps' numbers."""
        return tuple(gap.words[0] for gap in sorted(self.text.gaps(), key=lambda gap: gap.number))

    def answer_marks(self) -> object:
        """Return the gaps' numbers."""
        return tuple(sorted(gap.number for gap in self.text.gaps()))
