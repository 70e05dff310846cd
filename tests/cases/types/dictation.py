"""Dictation: the teacher says a word, the pupil writes it on a line. A type as somebody might add it to `generator/items`."""

from __future__ import annotations

from typing import Annotated, ClassVar

from generator.frozen import frozen_record
from generator.model.blocks import Body, ExtendedTextInteraction
from generator.model.draw import Draw
from generator.model.item import Item, Size
from generator.model.key import Key, TextResponse
from generator.model.level import Level


@frozen_record
class Dictation(Item):
    """A dictation item; nothing is drawn for it. What is said is the secret."""

    TYPE: ClassVar[str] = "dictation"
    NEEDS_STEM: ClassVar[bool] = True

    said: Annotated[tuple[str, ...], Size(1)]

    def body(self, draw: Draw, level: Level) -> Body:
        """Return the stem and a line."""
        return Body(self.stem, (ExtendedTextInteraction(1),))

    def key(self, draw: Draw, level: Level) -> Key:
        """Return what is said, the model first."""
        return Key((TextResponse((self.said,)),), self.worth(), self.rationale)
