"""True or false: a statement that the pupil judges.

    type: true-false
    stem: ASEAN adalah contoh kerja sama bilateral.
    answer: false
    correction: ASEAN adalah contoh kerja sama regional.

`answer` is `true` or `false`. Every statement ends with the two letters of the language (B and S, T and F) to choose from.
`correction` belongs to a false statement only. When one true-false item of the topic has it, every one prints a line to write
a correction on, so that the line gives nothing away.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from generator.diagnostics import Diagnostic, finding
from generator.frozen import fields, frozen_record
from generator.model.blocks import Block, Body, ChoiceInteraction, ExtendedTextInteraction, SimpleChoice
from generator.model.draw import Draw
from generator.model.item import Item
from generator.model.key import ChoiceResponse, ExtendedResponse, Key, Note, Response
from generator.model.level import Level
from generator.model.text import Text


@frozen_record
class TrueFalse(Item):
    """A true-false item; nothing is drawn for it. Its choices are true, then false: their letters come from the words."""

    TYPE: ClassVar[str] = "true-false"
    NEEDS_STEM: ClassVar[bool] = True
    LINE: ClassVar[bool] = False

    answer: bool
    correction: Text = Text()

    @classmethod
    def settled(cls, items: Sequence[TrueFalse]) -> Sequence[TrueFalse]:
        """Return the topic's true-false items with a line for the correction where any of them has one."""
        if not any(item.correction for item in items):
            return items
        return tuple(TrueFalseWithLine(**{each.name: getattr(item, each.name) for each in fields(item)}) for item in items)

    def findings(self, level: Level) -> Iterator[Diagnostic]:
        """Yield `correction-of-true` for a true statement with a correction."""
        if self.answer and self.correction:
            yield finding("correction-of-true", self.at("correction"))

    def body(self, draw: Draw, level: Level) -> Body:
        """Return the statement with its two letters, and the line where the topic has corrections."""
        blocks: tuple[Block, ...] = (ChoiceInteraction((SimpleChoice(Text()), SimpleChoice(Text())), style="truth"),)
        if self.LINE:
            blocks += (ExtendedTextInteraction(1, label="types.true-false.correction-line"),)
        return Body(self.stem, blocks, "correction" if self.LINE else "")

    def key(self, draw: Draw, level: Level) -> Key:
        """Return which letter is right, and the correction."""
        responses: tuple[Response, ...] = (ChoiceResponse((0 if self.answer else 1,)),)
        if self.LINE:
            responses += (ExtendedResponse(),)
        notes = (Note(self.correction, word="key.correction"),) if self.correction else ()
        return Key(responses, self.worth(), self.rationale, notes)

    def answer_marks(self) -> object:
        """Return the truth of the statement."""
        return self.answer


@frozen_record
class TrueFalseWithLine(TrueFalse):
    """A true-false item of a topic in which some true-false item has a correction; made by `settled` only."""

    LINE: ClassVar[bool] = True
