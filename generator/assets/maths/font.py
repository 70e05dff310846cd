"""The signs of formulas: STIX Two Math as kept in `glyphs.json` (written by tests/maths_glyphs.py), in ems and PDF operators."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

FILE = Path(__file__).with_name("glyphs.json")
EM = 1000.0

_STEP = re.compile(r"([mlqh])([^mlqh]*)")
_NUMBER = re.compile(r"-?\d+")


class Glyph(NamedTuple):
    """A sign's advance, italic correction, place of an accent over it, and its ink from left to right, bottom to top; in ems."""

    advance: float
    italic: float
    accent: float | None
    left: float
    bottom: float
    right: float
    top: float


class Font:
    """The one maths font: constants of its MATH table by name, signs, larger variants of signs."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data
        self.constants: dict[str, float] = {name: value / EM for name, value in data["constants"].items()}
        self._glyphs: dict[str, Glyph] = {}

    def __contains__(self, name: str) -> bool:
        return name in self.data["glyphs"]

    def glyph(self, name: str) -> Glyph:
        """Return the measures of a sign or variant. Raises KeyError for one that the font lacks."""
        if name not in self._glyphs:
            advance, italic, accent, *box, _ = self.data["glyphs"][name]
            left, bottom, right, top = (side / EM for side in box)
            place = None if accent is None else accent / EM
            self._glyphs[name] = Glyph(advance / EM, italic / EM, place, left, bottom, right, top)
        return self._glyphs[name]

    def tall(self, sign: str, height: float) -> tuple[str, float]:
        """Return the smallest variant of a sign that is so high, or the largest and how far it must be drawn out."""
        return self._fitting("tall", sign, height)

    def wide(self, sign: str, width: float) -> tuple[str, float]:
        """Return the smallest variant of a sign that is so wide, or the largest and how far it must be drawn out."""
        return self._fitting("wide", sign, width)

    def within(self, sign: str, width: float) -> str:
        """Return the widest variant of an accent that is no wider than what it stands on."""
        sizes = self.data["wide"].get(sign, [[sign, 0]])
        return str(next((name for name, size in reversed(sizes) if size / EM <= width), sign))

    def _fitting(self, kind: str, sign: str, size: float) -> tuple[str, float]:
        sizes = self.data[kind].get(sign)
        if sizes is None:
            return sign, 1.0
        for name, has in sizes:
            if has / EM >= size - 0.005:
                return name, 1.0
        name, has = sizes[-1]
        return name, max(1.0, size * EM / has) if has else 1.0

    def outline(self, name: str) -> str:
        """Return a sign's outline as PDF path operators in thousandths of an em, without painting it."""
        x = y = 0
        parts = []
        for sign, rest in _STEP.findall(self.data["glyphs"][name][-1]):
            if sign == "h":
                parts.append("h")
                continue
            points = list(map(int, _NUMBER.findall(rest)))
            if sign == "q":
                across, up, x1, y1 = x + points[0], y + points[1], x + points[2], y + points[3]
                first, second = _third(x, y, across, up), _third(x1, y1, across, up)
                parts.append(f"{first} {second} {x1} {y1} c")
                x, y = x1, y1
            else:
                x, y = x + points[0], y + points[1]
                parts.append(f"{x} {y} {sign}")
        return " ".join(parts)


def _third(x: int, y: int, control_x: int, control_y: int) -> str:
    """The control point of a cubic curve that stands for one of a quadratic curve, in whole units."""
    return f"{round(x + 2 * (control_x - x) / 3)} {round(y + 2 * (control_y - y) / 3)}"


@lru_cache(maxsize=1)
def font() -> Font:
    """Return the font, read once."""
    return Font(json.loads(FILE.read_text(encoding="utf-8")))
