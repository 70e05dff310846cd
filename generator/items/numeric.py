"""Numeric: a number, with its unit where it has one.

    type: numeric
    stem: Berapa jarak kedua kota itu?
    answer: 12.5
    tolerance: 0.5
    unit: km

`answer` is a number with a decimal point; paper shows it in the language's way (`12,5 km`). `tolerance` says how far off is
accepted: a number, or percent of the answer (`5%`); without it none. `unit` is printed behind the gap.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from generator.diagnostics import Diagnostic, finding
from generator.frozen import frozen_record
from generator.model.blocks import Body, ExtendedTextInteraction
from generator.model.draw import Draw
from generator.model.item import Item
from generator.model.key import Key, NumberResponse
from generator.model.level import Level
from generator.model.text import Text

TOLERANCE = re.compile(r"(\d{1,15}(?:\.\d{1,15})?) ?(%?)", re.ASCII)


@frozen_record
class Numeric(Item):
    """A numeric item; nothing is drawn for it. Answer and tolerance are the secret, the unit is printed."""

    TYPE: ClassVar[str] = "numeric"
    NEEDS_STEM: ClassVar[bool] = True

    answer: Decimal
    tolerance: str = "0"
    unit: Text = Text()

    def findings(self, level: Level) -> Iterator[Diagnostic]:
        """Yield a tolerance that is neither a number from 0 on nor percent."""
        if not TOLERANCE.fullmatch(self.tolerance):
            help_text = "write a number from 0 on, or percent: `0.5` or `5%`"
            yield finding("not-a-number", self.at("tolerance"), found=self.tolerance[:60], help=help_text)

    def body(self, draw: Draw, level: Level) -> Body:
        """Return the stem and a gap with the unit behind it."""
        return Body(self.stem, (ExtendedTextInteraction(1, "entry", unit=self.unit),))

    def key(self, draw: Draw, level: Level) -> Key:
        """Return the number with its unit and tolerance."""
        match = TOLERANCE.fullmatch(self.tolerance)
        tolerance, percent = (Decimal(match[1]), bool(match[2])) if match else (Decimal(0), False)
        return Key((NumberResponse(self.answer, self.unit, tolerance, percent),), self.worth(), self.rationale)

    def answer_marks(self) -> object:
        """Return the number."""
        return self.answer
