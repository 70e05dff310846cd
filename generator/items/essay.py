"""Essay: a free answer on lines, scored by a rubric.

    type: essay
    stem: Jelaskan dua manfaat kerja sama internasional bagi Indonesia.
    model: Kerja sama membuka pasar bagi barang Indonesia dan mempercepat pertukaran ilmu.
    rubric:
      - {points: 2, text: menyebutkan dua manfaat}
      - {points: 3, text: menjelaskan keduanya dengan contoh}

`rubric` says what scores how much; its sum is what the item is worth, and `points` may not say otherwise. `model` is a model
answer for the key. `lines` says how many lines are printed, 0 for none; without it they are reckoned from the model answer's
words. `space` is `lines`, `blank`, `grid` or `none`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from math import ceil
from typing import Annotated, ClassVar, Literal

from generator.diagnostics import Diagnostic, finding
from generator.frozen import frozen_record
from generator.model.blocks import (
    Block,
    Body,
    Callout,
    ExtendedTextInteraction,
    Heading,
    Listing,
    Paragraph,
    Quotation,
    Table,
    Timeline,
)
from generator.model.draw import Draw
from generator.model.item import Between, Blocks, Item, Size
from generator.model.key import ExtendedResponse, Key, RubricRow
from generator.model.level import Level
from generator.model.record import Record
from generator.model.text import Text, plain

# A pupil writes about 8 words on a line and needs 1.3 times the model's words (guides, 5.2: 3 to 24 lines).
WORDS_A_LINE = 8
LEAST_LINES, MOST_LINES, LINES_WITHOUT_MODEL = 3, 24, 5


@frozen_record
class Criterion(Record):
    """A row of the rubric: so many points for what `text` says."""

    points: Annotated[Decimal, Between(0, 1000)]
    text: Text


@frozen_record
class Essay(Item):
    """An essay item; nothing is drawn for it. Its model answer and rubric are secrets but for two sizes: lines and points."""

    TYPE: ClassVar[str] = "essay"
    NEEDS_STEM: ClassVar[bool] = True

    model: Blocks = Blocks(())
    rubric: Annotated[tuple[Criterion, ...], Size(0, 20)] = ()
    lines: Annotated[int, Between(0, 60)] | None = None
    space: Literal["lines", "blank", "grid", "none"] = "lines"

    def findings(self, level: Level) -> Iterator[Diagnostic]:
        """Yield `points-differ` where `points` is not the rubric's sum."""
        if self.rubric and self.points is not None and self.points != self.worth():
            yield finding("points-differ", self.at("points"), points=self.points, sum=self.worth())

    def body(self, draw: Draw, level: Level) -> Body:
        """Return the stem and the space for the answer, begun with the starter where the level gives it."""
        starter = self.starter if level.starters else Text()
        return Body(self.stem, (ExtendedTextInteraction(self._lines(level), self.space, starter=starter),))

    def key(self, draw: Draw, level: Level) -> Key:
        """Return the model answer and the rubric."""
        rubric = tuple(RubricRow(row.points, row.text) for row in self.rubric)
        return Key((ExtendedResponse(),), self.worth(), self.rationale, model=self.model, rubric=rubric)

    def worth(self) -> Decimal:
        """Return the points: the rubric's sum, else as written, else 1."""
        if self.rubric:
            return sum((row.points for row in self.rubric), Decimal(0))
        return super().worth()

    def _lines(self, level: Level) -> int:
        lines = self.lines
        if lines is None:
            words = sum(len(line.split()) for line in _said(self.model))
            wanted = ceil(words * 13 / (WORDS_A_LINE * 10))
            lines = min(max(wanted, LEAST_LINES), MOST_LINES) if words else LINES_WITHOUT_MODEL
        return 0 if self.space == "none" else ceil(lines * (100 + level.more_lines) / 100)


def _said(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield the bare words of blocks, text by text."""
    for block in blocks:
        if isinstance(block, (Paragraph, Heading)):
            yield plain(block.text)
        elif isinstance(block, Listing):
            for entry in block.entries:
                yield from _said(entry)
        elif isinstance(block, Callout):
            yield from _said(block.blocks)
        elif isinstance(block, Table):
            yield from (str(cell) for row in (block.header, *block.rows) for cell in row)
        elif isinstance(block, Timeline):
            yield from (str(text) for event in block.events for text in event)
        elif isinstance(block, Quotation):
            yield str(block.text)
