"""Sets a formula's tree into boxes by the rules of TeX (TeXbook, appendix G) with the constants of the maths font.

Fractions within a line are larger than TeX's, since pupils must read them: lines with them get more room instead.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from generator.assets.maths import constructs, nodes
from generator.assets.maths.box import Box, Formula, Mark
from generator.assets.maths.font import Font, Glyph
from generator.assets.maths.nodes import Node, Row, Sign, Space, Style, Unreadable
from generator.assets.maths.symbols import LARGE, Kind

SCRIPT, SMALLEST, PART = 0.7, 0.5, 0.86
"""How large scripts are, the least size of anything, and the parts of a fraction within a line; of the size round them."""
THIN, MEDIUM, THICK = 3 / 18, 4 / 18, 5 / 18
WHOLE, LONG = 9.0, 16.0
"""Up to so many ems a formula stays on its line; a longer one may break before relations, a long part before + and -."""

_SPACES: Mapping[str, Mapping[str, float]] = {
    "ord": {"op": THIN, "bin": MEDIUM, "rel": THICK, "inner": THIN},
    "op": {"ord": THIN, "op": THIN, "rel": THICK, "inner": THIN},
    "bin": {"ord": MEDIUM, "op": MEDIUM, "open": MEDIUM, "inner": MEDIUM},
    "rel": {"ord": THICK, "op": THICK, "open": THICK, "inner": THICK},
    "open": {},
    "close": {"op": THIN, "bin": MEDIUM, "rel": THICK, "inner": THIN},
    "punct": dict.fromkeys(("ord", "op", "rel", "open", "close", "punct", "inner"), THIN),
    "inner": {"ord": THIN, "op": THIN, "bin": MEDIUM, "rel": THICK, "open": THIN, "punct": THIN, "inner": THIN},
}
"""The space between neighbours in ems (TeXbook, chapter 18)."""


class Look(NamedTuple):
    """How a part is set: its size, whether the formula stands free (`display`), whether scripts stay low (`cramped`)."""

    size: float = 1.0
    display: bool = False
    cramped: bool = False

    def script(self) -> Look:
        """Return how scripts of this are set."""
        return Look(max(SMALLEST, self.size * SCRIPT), False, self.cramped)

    def part(self) -> Look:
        """Return how the parts of a fraction of this are set."""
        return Look(self.size if self.display else max(SMALLEST, self.size * PART), False, self.cramped)


class Placed(NamedTuple):
    """A part of a row: its box, what it is, and the space before it in ems."""

    box: Box
    kind: Kind
    space: float


class Setting:
    """Sets trees with one font. Raises Unreadable for a sign that the font lacks."""

    def __init__(self, font: Font) -> None:
        self.font = font
        self.constants = font.constants

    def formulas(self, row: Row) -> tuple[Formula, ...]:
        """Return a formula in the parts between which a line may end."""
        placed = self.placed(row, Look())
        if _width(placed) <= WHOLE:
            return (_joined(placed).finished(),)
        parts: list[list[Placed]] = []
        for part in _cut(placed, "rel"):
            parts += _cut(part, "bin") if _width(part) > LONG else [part]
        later = (_joined([part[0]._replace(space=0.0), *part[1:]]).finished(part[0].space) for part in parts[1:])
        return (_joined(parts[0]).finished(), *later)

    def box(self, node: Node, look: Look) -> Box:
        """Return the box of any part."""
        if isinstance(node, Row):
            return _joined(self.placed(node, look))
        if isinstance(node, Sign):
            return self.sign(node, look)
        if isinstance(node, Space):
            return Box(node.width / 18 * look.size)
        return _CONSTRUCTS[type(node)](self, node, look)

    def placed(self, row: Row, look: Look) -> list[Placed]:
        """Return the parts of a row with the spaces that belong between them."""
        placed: list[Placed] = []
        before: Kind | None = None
        extra = 0.0
        for node, kind in _kinds(row.parts):
            if isinstance(node, Style):
                sizes = {"display": Look(1.0, True), "text": Look(), "script": Look().script()}
                look = sizes[node.size]._replace(cramped=look.cramped)
                continue
            if isinstance(node, Space):
                extra += node.width / 18 * look.size
                continue
            space = _SPACES[before].get(kind, 0.0) * look.size if before else 0.0
            if look.size < 0.75 and space != THIN * look.size:
                space = 0.0
            placed.append(Placed(self.box(node, look), kind, space + extra))
            before, extra = kind, 0.0
        if extra:
            placed.append(Placed(Box(extra), "ord", 0.0))
        return placed

    def sign(self, node: Sign, look: Look) -> Box:
        """Return the box of a letter, number or operator."""
        if node.text in LARGE.values():
            return self.large(node.text, look)
        box = Box()
        for char in node.text:
            glyph = self.glyph(char)
            box.marks.append(Mark(char, box.width, 0.0, look.size, look.size))
            box.width += glyph.advance * look.size
            box.height, box.depth = max(box.height, glyph.top * look.size), max(box.depth, -glyph.bottom * look.size)
            box.italic = glyph.italic * look.size
        if len(node.text) == 1:
            accent = self.glyph(node.text).accent
            box.accent = None if accent is None else accent * look.size
        return box

    def large(self, sign: str, look: Look) -> Box:
        """Return the box of a sum or integral: larger in a formula that stands free, in the middle of the row."""
        self.glyph(sign)
        name = self.font.tall(sign, self.constants["DisplayOperatorMinHeight"])[0] if look.display else sign
        return self.centred(name, 1.0, look)

    def delimiter(self, sign: str, height: float, look: Look) -> Box:
        """Return a delimiter at least so many ems high, in the middle of the row; an empty one for none."""
        if not sign:
            return Box()
        self.glyph(sign)
        name, factor = self.font.tall(sign, height / look.size)
        return self.centred(name, factor, look)

    def centred(self, name: str, factor: float, look: Look) -> Box:
        """Return a sign drawn up by a factor, its middle on the axis."""
        glyph, size = self.font.glyph(name), look.size
        half = (glyph.top - glyph.bottom) * factor * size / 2
        axis = self.constants["AxisHeight"] * size
        low = axis - half - glyph.bottom * factor * size
        mark = Mark(name, 0.0, low, size, size * factor)
        return Box(glyph.advance * size, axis + half, half - axis, glyph.italic * size, None, [mark])

    def glyph(self, name: str) -> Glyph:
        """Return a sign's measures. Raises Unreadable where the font lacks it."""
        if name not in self.font:
            raise Unreadable(f"there is no sign `{name}` for formulas")
        return self.font.glyph(name)


Construct = Callable[[Setting, Node, Look], Box]
_CONSTRUCTS: Mapping[type, Construct] = {
    nodes.Scripts: constructs.scripts,
    nodes.Fraction: constructs.fraction,
    nodes.Root: constructs.root,
    nodes.Fenced: constructs.fenced,
    nodes.Delimiter: constructs.delimiter,
    nodes.Accent: constructs.accent,
    nodes.Stacked: constructs.stacked,
    nodes.Grid: constructs.grid,
    nodes.Framed: constructs.framed,
}


def kind_of(node: Node) -> Kind:
    """Return what a part is for the space round it."""
    if isinstance(node, (Sign, Row, nodes.Delimiter)):
        return node.kind
    if isinstance(node, nodes.Scripts):
        return kind_of(node.base)
    if isinstance(node, nodes.Stacked):
        return kind_of(node.body)
    return "inner" if isinstance(node, (nodes.Fraction, nodes.Fenced, nodes.Grid)) else "ord"


def _kinds(parts: Sequence[Node]) -> list[tuple[Node, Kind]]:
    """Return parts with what they are; an operator with nothing on one side is a sign like any other: -5, (+3), |-7|."""
    found: list[tuple[Node, Kind]] = []
    last = -1
    bars = 0
    for node in parts:
        kind = kind_of(node)
        if isinstance(node, Sign) and node.text in ("|", "‖"):
            kind = "close" if bars % 2 else "open"
            bars += 1
        if not isinstance(node, (Style, Space)):
            before = found[last][1] if last >= 0 else None
            if kind == "bin" and before in (None, "bin", "op", "rel", "open", "punct"):
                kind = "ord"
            elif kind in ("rel", "close", "punct") and before == "bin":
                found[last] = (found[last][0], "ord")
            last = len(found)
        found.append((node, kind))
    if last >= 0 and found[last][1] == "bin":
        found[last] = (found[last][0], "ord")
    return found


def _width(placed: Sequence[Placed]) -> float:
    return sum(part.space + part.box.width for part in placed)


def _cut(placed: Sequence[Placed], kind: Kind) -> list[list[Placed]]:
    """Return a row in pieces, each but the first beginning with a sign of a kind."""
    pieces: list[list[Placed]] = [[]]
    for part in placed:
        if part.kind == kind and pieces[-1] and pieces[-1][-1].kind != kind:
            pieces.append([])
        pieces[-1].append(part)
    return pieces


def _joined(placed: Sequence[Placed]) -> Box:
    box = Box()
    for part in placed:
        box.beside(part.box, part.space)
    if placed:
        box.italic = placed[-1].box.italic
        if len(placed) == 1:
            box.accent = placed[0].box.accent
    return box
