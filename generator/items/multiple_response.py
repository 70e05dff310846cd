"""Multiple response: one right answer or more among two to twelve choices, each behind a box to tick.

    type: multiple-response
    stem: Manakah yang termasuk kerja sama multilateral?
    choices:
      - {text: Perserikatan Bangsa-Bangsa, key: true}
      - {text: Organisasi Perdagangan Dunia, key: true}
      - {text: ASEAN, why: "ASEAN sekawasan.", drop: 1}
      - Uni Eropa

`choices` are written as those of a multiple choice; one or more have `key: true`. `min` and `max` say how many boxes a pupil
may tick, and are printed. The level easy prints how many choices are right. Choices are shuffled and left out as those of a
multiple choice; where too few have a `drop` number, all are printed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

from generator.diagnostics import Diagnostic, finding
from generator.frozen import frozen_record
from generator.items.multiple_choice import MultipleChoice
from generator.model.blocks import Body, ChoiceInteraction
from generator.model.draw import Draw
from generator.model.item import Between
from generator.model.level import Level


@frozen_record
class MultipleResponse(MultipleChoice):
    """A multiple-response item; which choices are right is the secret, and where no level states it, how many are."""

    TYPE: ClassVar[str] = "multiple-response"

    min: Annotated[int, Between(1, 12)] | None = None
    max: Annotated[int, Between(1, 12)] | None = None

    def _keys(self) -> Iterator[Diagnostic]:
        keys = [choice for choice in self.choices if choice.key]
        if not keys:
            yield finding("no-key", self.at("choices"), type=self.TYPE)
        least, most, count = self.min or 1, self.max or len(self.choices), len(self.choices)
        if most > count:
            yield finding("out-of-range", self.at("max"), found=most, low=1, high=count)
        elif keys and not least <= len(keys) <= most:
            marks = "–".join(str(bound) for bound in dict.fromkeys((least, most)))
            yield finding("other-marks", self.at("max" if len(keys) > most else "min"), count=len(keys), marks=marks)
        for choice in keys:
            if choice.drop is not None:
                yield finding("dropped-key", choice.at("drop"))

    def _drops(self, level: Level) -> Iterator[Diagnostic]:
        yield from ()

    def body(self, draw: Draw, level: Level) -> Body:
        """Return the choices in printed order, with how many may be ticked, and are right where the level states it."""
        (made,) = super().body(draw, level).interactions()
        assert isinstance(made, ChoiceInteraction)
        right = sum(self.choices[i].key for i in draw["choices"]) if level.stated else 0
        boxes = ChoiceInteraction(made.choices, self.max or 0, self.min or 0, "box", right)
        return Body(self.stem, (boxes,), "stated" if right else "")
