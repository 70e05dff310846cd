"""Short answer: a few words on a line.

    type: short-answer
    stem: Organisasi apa yang mengatur perdagangan antarnegara?
    answers: [WTO, Organisasi Perdagangan Dunia]

`answers` are the accepted texts; the first is the one that the key prints, the others stand in its explanations. `lines` says
how many lines are printed (1), 0 for none; `space` is `lines`, `blank`, `grid` or `none`.
"""

from __future__ import annotations

from math import ceil
from typing import Annotated, ClassVar, Literal

from generator.frozen import frozen_record
from generator.model.blocks import Body, ExtendedTextInteraction
from generator.model.draw import Draw
from generator.model.item import Between, Item, Size
from generator.model.key import Key, TextResponse
from generator.model.level import Level
from generator.model.text import Text


@frozen_record
class ShortAnswer(Item):
    """A short-answer item; nothing is drawn for it. What is accepted is the secret."""

    TYPE: ClassVar[str] = "short-answer"
    NEEDS_STEM: ClassVar[bool] = True

    answers: Annotated[tuple[Annotated[Text, Size(1)], ...], Size(1, 20)]
    lines: Annotated[int, Between(0, 60)] = 1
    space: Literal["lines", "blank", "grid", "none"] = "lines"

    def body(self, draw: Draw, level: Level) -> Body:
        """Return the stem and the space for the answer, begun with the starter where the level gives it."""
        lines = 0 if self.space == "none" else ceil(self.lines * (100 + level.more_lines) / 100)
        starter = self.starter if level.starters else Text()
        return Body(self.stem, (ExtendedTextInteraction(lines, self.space, starter=starter),))

    def key(self, draw: Draw, level: Level) -> Key:
        """Return what is accepted, the model first."""
        return Key((TextResponse((tuple(map(str, self.answers)),)),), self.worth(), self.rationale)

    def answer_marks(self) -> object:
        """Return how many answers there are."""
        return len(self.answers)
