"""Odd ones out: tick all that do not belong. A type as somebody might add it to `generator/items`."""

from __future__ import annotations

from typing import Annotated, ClassVar

from generator.frozen import frozen_record
from generator.items.phrases import canonical
from generator.model.blocks import Body, ChoiceInteraction, SimpleChoice
from generator.model.draw import Draw, Stream
from generator.model.item import Item, Size
from generator.model.key import ChoiceResponse, Key
from generator.model.level import Level
from generator.model.record import Record
from generator.model.text import Text


@frozen_record
class Thing(Record):
    """One of the things, which may be odd."""

    text: Text
    odd: bool = False


@frozen_record
class OddOnesOut(Item):
    """An odd-ones-out item; which things are odd is the secret."""

    TYPE: ClassVar[str] = "odd-ones-out"
    NEEDS_STEM: ClassVar[bool] = True

    things: Annotated[tuple[Thing, ...], Size(2, 12)]

    def draw(self, stream: Stream, level: Level) -> Draw:
        """Return the things in drawn order."""
        order = sorted(range(len(self.things)), key=lambda place: canonical(self.things[place].text))
        return {"things": stream.shuffle(order)}

    def body(self, draw: Draw, level: Level) -> Body:
        """Return the stem and the things, each behind a box."""
        shown = tuple(SimpleChoice(self.things[place].text) for place in draw["things"])
        return Body(self.stem, (ChoiceInteraction(shown, max_choices=0, style="box"),))

    def key(self, draw: Draw, level: Level) -> Key:
        """Return which are odd."""
        odd = tuple(place for place, thing in enumerate(draw["things"]) if self.things[thing].odd)
        return Key((ChoiceResponse(odd),), self.worth(), self.rationale)

    def answer_marks(self) -> object:
        """Return the positions of what is odd."""
        return tuple(thing.odd for thing in self.things)
