"""Ordering: steps in a drawn order, to be put into the right one.

    type: ordering
    stem: Urutkanlah peristiwa berikut dari yang paling awal!
    steps:
      - PBB berdiri
      - ASEAN didirikan
      - Timor-Leste merdeka

`steps` are three to twenty-six texts in the right order. They are printed in another one, as A, B, C ..., with a place for
each letter; with `shuffle: false` they are sorted by their text. The key is their letters in the right order.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

from generator.diagnostics import Diagnostic, finding
from generator.frozen import frozen_record
from generator.items.phrases import canonical, equal_entries
from generator.model.blocks import Body, OrderInteraction, SimpleChoice
from generator.model.draw import Draw, Stream
from generator.model.item import Item, Size
from generator.model.key import Key, OrderResponse
from generator.model.level import Level
from generator.model.text import Text


@frozen_record
class Ordering(Item):
    """An ordering item; its draw `steps` holds written positions in printed order. The written order is the secret."""

    TYPE: ClassVar[str] = "ordering"

    steps: Annotated[tuple[Annotated[Text, Size(1)], ...], Size(3, 26)]

    def findings(self, level: Level) -> Iterator[Diagnostic]:
        """Yield steps that read the same, and a sheet that would be printed solved."""
        equal = list(equal_entries("steps", [(text, self.at(f"steps.{i}")) for i, text in enumerate(self.steps)]))
        yield from equal
        if not equal and not self.shuffle and self.solved({"steps": self._sorted()}):
            yield finding("already-solved", self.at("shuffle"))

    def draw(self, stream: Stream, level: Level) -> Draw:
        """Shuffle the steps from canonical order."""
        steps = self._sorted()
        return {"steps": stream.shuffle(steps) if self.shuffle else steps}

    def solved(self, draw: Draw) -> bool:
        """Say whether the steps would stand in the right order."""
        return list(draw["steps"]) == sorted(draw["steps"])

    def body(self, draw: Draw, level: Level) -> Body:
        """Return the steps in printed order."""
        return Body(self.stem, (OrderInteraction(tuple(SimpleChoice(self.steps[i]) for i in draw["steps"])),))

    def key(self, draw: Draw, level: Level) -> Key:
        """Return the printed positions in the right order."""
        place = {i: n for n, i in enumerate(draw["steps"])}
        return Key((OrderResponse(tuple(place[i] for i in sorted(place))),), self.worth(), self.rationale)

    def answer_marks(self) -> object:
        """Return the right order, which is the written one."""
        return tuple(range(len(self.steps)))

    def _sorted(self) -> tuple[int, ...]:
        return tuple(sorted(range(len(self.steps)), key=lambda i: canonical(self.steps[i])))
