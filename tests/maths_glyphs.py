"""Writes `generator/assets/maths/glyphs.json` out of STIX Two Math, by hand and seldom: when the commands of maths change.

    python tests/maths_glyphs.py STIXTwoMath-Regular.ttf      (needs fontTools; the font is that of the STIX fonts project, 2.11)

Outlines are kept in thousandths of an em, each point from the one before; the font's MATH table gives the sizes of
delimiters and the constants.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from fontTools.pens.basePen import BasePen  # noqa: E402
from fontTools.ttLib import TTFont  # noqa: E402

from generator.assets.maths import symbols  # noqa: E402

TARGET = ROOT / "generator" / "assets" / "maths" / "glyphs.json"
TALL = "()[]{}|‖⟨⟩⌊⌋⌈⌉/√↑↓↕⇑⇓" + "".join(symbols.LARGE.values())
WIDE = "\u0302\u0303\u20d7\u20d6\u20e1⏞⏟"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
MOST = 8
"""Sizes of a delimiter; what is larger yet is the last one drawn out."""
CONSTANTS = (
    "AxisHeight DisplayOperatorMinHeight AccentBaseHeight SubscriptShiftDown SubscriptTopMax SubscriptBaselineDropMin "
    "SuperscriptShiftUp SuperscriptShiftUpCramped SuperscriptBottomMin SuperscriptBaselineDropMax SubSuperscriptGapMin "
    "SuperscriptBottomMaxWithSubscript SpaceAfterScript UpperLimitGapMin UpperLimitBaselineRiseMin LowerLimitGapMin "
    "LowerLimitBaselineDropMin StackGapMin StackDisplayStyleGapMin FractionNumeratorShiftUp FractionDenominatorShiftDown "
    "FractionNumDisplayStyleGapMin FractionNumeratorGapMin FractionNumeratorDisplayStyleShiftUp "
    "FractionDenominatorDisplayStyleShiftDown FractionRuleThickness OverbarVerticalGap OverbarRuleThickness UnderbarVerticalGap "
    "RadicalVerticalGap RadicalDisplayStyleVerticalGap RadicalRuleThickness RadicalExtraAscender RadicalKernBeforeDegree "
    "RadicalKernAfterDegree RadicalDegreeBottomRaisePercent"
)


class Outline(BasePen):
    """Collects an outline: `m`, `l`, `q` (one control point) in whole thousandths of an em from the point before, `h` closes."""

    def __init__(self, glyphs: Any) -> None:
        super().__init__(glyphs)
        self.parts: list[str] = []
        self.at = (0, 0)

    def _add(self, sign: str, *points: tuple[float, float]) -> None:
        whole = [(round(x), round(y)) for x, y in points]
        self.parts.append(sign + " ".join(f"{x - self.at[0]} {y - self.at[1]}" for x, y in whole).replace(" -", "-"))
        self.at = whole[-1]

    def _moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._add("m", point)

    def _lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        if (round(point[0]), round(point[1])) != self.at:
            self._add("l", point)

    def _qCurveToOne(self, control: tuple[float, float], point: tuple[float, float]) -> None:  # noqa: N802
        self._add("q", control, point)

    def _closePath(self) -> None:  # noqa: N802
        self.parts.append("h")


def wanted() -> list[str]:
    """Every sign that a formula may hold, in order."""
    signs = {*map(chr, range(0x20, 0x7F)), *map(chr, range(0xA0, 0x100)), *TALL, *WIDE, "\u2009", *"–—‘’“”€"}
    for table in (symbols.COMMANDS.values(), ((sign, "") for sign in (*symbols.SIGNS, *symbols.AS.values()))):
        signs |= {sign for sign, _ in table}
    signs |= {*symbols.NEGATED.values(), *symbols.ACCENTS.values(), *symbols.GREEK_ITALIC}
    for alphabet in symbols.ALPHABET_STARTS:
        letters = LETTERS[:26] if alphabet in ("double", "script") else (*LETTERS, *"0123456789", *symbols.GREEK_ITALIC)
        signs |= {symbols.lettered(char, alphabet) for char in letters}
    return sorted(signs)


def main(path: str) -> None:
    font = TTFont(path)
    cmap, glyphs, table = font.getBestCmap(), font.getGlyphSet(), font["MATH"].table
    info = table.MathGlyphInfo
    slants, accents = info.MathItalicsCorrectionInfo, info.MathTopAccentAttachment
    slant = {name: one.Value for name, one in zip(slants.Coverage.glyphs, slants.ItalicsCorrection, strict=True)}
    tops = {name: one.Value for name, one in zip(accents.TopAccentCoverage.glyphs, accents.TopAccentAttachment, strict=True)}

    def measured(name: str) -> list[Any]:
        pen = Outline(glyphs)
        glyphs[name].draw(pen)
        glyph = font["glyf"][name]
        box = [getattr(glyph, side, 0) for side in ("xMin", "yMin", "xMax", "yMax")]
        return [font["hmtx"][name][0], slant.get(name, 0), tops.get(name), *box, "".join(pen.parts)]

    made = {sign: measured(cmap[ord(sign)]) for sign in wanted() if ord(sign) in cmap}
    variants = table.MathVariants
    sizes: dict[str, dict[str, list[Any]]] = {"tall": {}, "wide": {}}
    for kind, signs, coverage, records in (
        ("tall", TALL, variants.VertGlyphCoverage.glyphs, variants.VertGlyphConstruction),
        ("wide", WIDE, variants.HorizGlyphCoverage.glyphs, variants.HorizGlyphConstruction),
    ):
        known = dict(zip(coverage, records, strict=True))
        for sign in signs:
            construction = known.get(cmap[ord(sign)])
            sizes[kind][sign] = [[sign, made[sign][6] - made[sign][4] if kind == "tall" else made[sign][5] - made[sign][3]]]
            for number, record in enumerate(construction.MathGlyphVariantRecord[1:MOST] if construction else (), 1):
                made[f"{sign}{number}"] = measured(record.VariantGlyph)
                sizes[kind][sign].append([f"{sign}{number}", record.AdvanceMeasurement])
    constants = {name: _value(getattr(table.MathConstants, name)) for name in CONSTANTS.split()}
    data = {"font": "STIX Two Math 2.11 b159, SIL Open Font License 1.1", "constants": constants, **sizes, "glyphs": made}
    TARGET.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8", newline="\n")


def _value(constant: Any) -> int:
    return int(getattr(constant, "Value", constant))


if __name__ == "__main__":
    main(sys.argv[1])
