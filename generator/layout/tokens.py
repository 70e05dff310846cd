"""Design tokens as written: each value checked against what its token may be; the papers.

The tokens are those of the page design, section 11; papers and their margins come from `generator/papers.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Union

from generator import source
from generator.diagnostics import Diagnostic, Failed, Span, finding
from generator.diagnostics.nearest import nearest
from generator.layout.scale import Kind, Lengths, OneOf, Table
from generator.model.imposition import SCHEMES
from generator.model.tokens import Paper, TypeStyle
from generator.source.values import Absent, Fields, Listing, Scalar, Value

PAPERS = Path(__file__).resolve().parent.parent / "papers.yaml"
NARROW = PAPERS.with_name("narrow.yaml")
UNITS = {"": 1.0, "pt": 1.0, "mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0}
_LENGTH = re.compile(r"(-?\d{1,6}(?:\.\d{1,6})?) ?(pt|mm|cm|in|)")
SIZE, RATIO, WEIGHTS, CONTRAST = (4.0, 72.0), (1.0, 3.0), (400, 600, 700), 7.0
"""Ranges of a font size in points, of leading to size, the weights there are, and the least contrast of an accent."""
MARGINS = Lengths(0, 250, 4)
Token = Union[float, str, tuple[float, ...], Mapping[str, object], None]


class Reading:
    """Reads tokens and gathers what is wrong with them."""

    def __init__(self) -> None:
        self.findings: list[Diagnostic] = []

    def refuse(self, value: Value, name: str, wanted: str) -> None:
        """Add the finding that a token is not what it may be."""
        found = value.text if isinstance(value, Scalar) else "nothing" if isinstance(value, Absent) else "a list or fields"
        self.findings.append(finding("bad-token", value.span, name=name, found=found, wanted=wanted))

    def length(self, value: Value, name: str, low: float, high: float) -> float:
        """Return a length in points between two bounds."""
        match = _LENGTH.fullmatch(value.text) if isinstance(value, Scalar) else None
        points = float(match[1]) * UNITS[match[2]] if match else low - 1
        if match is None or not low <= points <= high:
            self.refuse(value, name, f"a length from {low:g} to {high:g} points, such as `12` or `5mm`")
        return points

    def style(self, value: Value, name: str, fonts: Mapping[str, str]) -> TypeStyle:
        """Return a role of the type scale: size, leading, weight, family."""
        entries = value.entries if isinstance(value, Listing) else ()
        if len(entries) != 4:
            self.refuse(value, name, "a list of size, leading, weight and family")
            return TypeStyle(11, 15, 400, "text")
        size = self.length(entries[0], f"{name}, size", *SIZE)
        leading = self.length(entries[1], f"{name}, leading", size * RATIO[0], size * RATIO[1])
        weight, family = (entry.text if isinstance(entry, Scalar) else "" for entry in entries[2:])
        if weight not in map(str, WEIGHTS):
            self.refuse(entries[2], f"{name}, weight", "400, 600 or 700")
        if family not in fonts:
            self.refuse(entries[3], f"{name}, family", "one of " + ", ".join(f"`{font}`" for font in fonts))
        return TypeStyle(size, leading, int(weight) if weight.isdecimal() and len(weight) < 4 else 400, family)

    def token(self, value: Value, name: str, kind: Kind) -> Token:
        """Return one token of the kind that it has."""
        if isinstance(kind, Lengths):
            if kind.count == 1:
                return self.length(value, name, kind.low, kind.high)
            entries = value.entries if isinstance(value, Listing) else ()
            if len(entries) != kind.count:
                self.refuse(value, name, f"a list of {kind.count} lengths")
                return (0.0,) * kind.count
            return tuple(self.length(entry, name, kind.low, kind.high) for entry in entries)
        if isinstance(kind, OneOf):
            return self.one_of(value, name, kind)
        return self.table(value, name, kind)

    def one_of(self, value: Value, name: str, kind: OneOf) -> Token:
        """Return a word out of several, or a colour, or nothing where the token may be empty."""
        text = value.text if isinstance(value, Scalar) else ""
        if kind.empty and (isinstance(value, Absent) or text in ("null", "none", "")):
            return None
        if text in kind.words or (kind.colour and re.fullmatch(r"#[0-9A-Fa-f]{6}", text)):
            if kind.contrast and contrast(text) < kind.contrast:
                self.findings.append(finding("pale-accent", value.span, colour=text, ratio=f"{contrast(text):.1f}"))
            return text
        self.refuse(value, name, kind.wanted)
        return kind.words[0] if kind.words else None

    def table(self, value: Value, name: str, kind: Table) -> Token:
        """Return fields of lengths, of lists of them, or of the word `rest`."""
        if not isinstance(value, Fields):
            self.refuse(value, name, "fields")
            return {}
        result: dict[str, object] = {}
        for field, entry in value.entries.items():
            if not re.fullmatch(kind.names, field):
                self.unknown(field, value.keys[field], kind.known, f"{name}.")
            elif kind.lists:
                numbers = entry.entries if isinstance(entry, Listing) else (entry,)
                result[field] = tuple(self.length(number, f"{name}.{field}", kind.low, kind.high) for number in numbers)
            elif isinstance(entry, Scalar) and entry.text == "rest":
                result[field] = "rest"
            else:
                result[field] = self.length(entry, f"{name}.{field}", kind.low, kind.high)
        return result

    def unknown(self, name: str, span: Span, known: Sequence[str], within: str = "") -> None:
        """Add the finding for a token that no layout has."""
        close = nearest(name, known)
        hint = f"did you mean `{within}{close}`?" if close else "known here: " + ", ".join(f"`{one}`" for one in known)
        self.findings.append(finding("unknown-token", span, name=within + name, hint=hint))


def four(values: object) -> tuple[float, float, float, float]:
    """Return margins, top, right, bottom, left, in points."""
    top, right, bottom, left = values if isinstance(values, tuple) else (0.0,) * 4
    return top, right, bottom, left


def contrast(colour: str) -> float:
    """Return a colour's contrast ratio to white (WCAG 2.2, relative luminance)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)


@cache
def _written() -> Value:
    return source.read(PAPERS).value


@cache
def papers(*, landscape: bool = False) -> Mapping[str, Paper]:
    """Return the papers by name, upright or with the longer side below, each with its margins (page design, section 4)."""
    value = _written()
    reading, result = Reading(), {}
    for name, entry in value.entries.items() if isinstance(value, Fields) else ():
        fields = entry.entries if isinstance(entry, Fields) else {}
        width, height = (reading.length(fields[side], side, 200, 2000) for side in ("width", "height"))
        margins = four(reading.token(fields["landscape" if landscape else "margins"], "margins", MARGINS))
        result[name] = Paper(name, height, width, margins) if landscape else Paper(name, width, height, margins)
    if reading.findings:
        raise Failed(reading.findings)
    return result


def leaf(paper: Paper, scheme: str) -> Paper:
    """Return the leaf of a scheme of imposition, half or a quarter of an upright paper.

    Its margins are 8 % of its width at the left, 7.5 % at the right (page design, section 4), and such that running lines keep
    6 mm from edges that may be a printer's.
    """
    width, height = SCHEMES[scheme].leaf(paper.width, paper.height)
    mm = UNITS["mm"]
    margins = (max(0.057 * height, 13 * mm), max(0.075 * width, 9 * mm), max(0.076 * height, 14 * mm), max(0.08 * width, 9 * mm))
    return Paper(f"{paper.name}-{scheme}", width, height, margins)


@cache
def narrow() -> tuple[tuple[float, Value], ...]:
    """Return the tokens of narrow papers, each with the width in points up to which they hold, the widest first."""
    value = source.read(NARROW).value
    reading = Reading()
    entries = [entry.entries for entry in value.entries if isinstance(entry, Fields)] if isinstance(value, Listing) else []
    found = [(reading.length(entry["width"], "width", 72, 2000), entry["tokens"]) for entry in entries]
    if reading.findings:
        raise Failed(reading.findings)
    return tuple(sorted(found, key=lambda pair: -pair[0]))
