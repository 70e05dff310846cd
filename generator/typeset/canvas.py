"""A page being drawn: y runs down from the paper's top edge; content operators, places and links come out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from generator.frozen import field, slotted
from generator.model.sheet import Heading, Link, Place
from generator.typeset import operators as op
from generator.typeset.fonts import Encoder, Face

if TYPE_CHECKING:
    from generator.typeset.words import Piece


@slotted
class Canvas:
    """One page of `width` x `height` points. `strokes` are the token group `stroke`, `signs` the names of formulas' signs."""

    width: float
    height: float
    encoder: Encoder
    strokes: Mapping[str, float]
    number: int = 0
    accent: op.Colour = op.BLACK
    operators: list[str] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    signs: dict[str, str] = field(default_factory=dict)

    def text(self, x: float, baseline: float, face: Face, size: float, text: str, tracking: float = 0.0) -> None:
        """Draw a text in one face from x on its baseline; `tracking` points are added after each letter."""
        self.operators.append(self.shown(x, self.height - baseline, face, size, text, tracking))

    def shown(self, x: float, up: float, face: Face, size: float, text: str, tracking: float = 0.0) -> str:
        """Return the operators of a text in one face from x, its baseline `up` points above the page's bottom."""
        parts = self.encoder.show(face, text)
        tracking += face.letters * size
        between = face.words * size
        start = f"BT {op.fmt(tracking)} Tc 1 0 0 1" if tracking else "BT 1 0 0 1"
        if between:
            start = f"{op.fmt(between)} Tw {start}"
        letters = " ".join([f"/{name} {op.fmt(size)} Tf {literal} Tj" for name, literal in parts])
        return f"{start} {op.fmt(x)} {op.fmt(up)} Tm {letters} {'0 Tc ET' if tracking else 'ET'}{' 0 Tw' if between else ''}"

    def cells(self, baseline: float, size: float, placed: Iterable[tuple[float, Face, str]]) -> None:
        """Draw texts, each with its x and its face, on one baseline: the cells of a row."""
        up = op.fmt(self.height - baseline)
        parts, font = [], ""
        for x, face, text in placed:
            if face.letters or face.words:
                self.text(x, baseline, face, size, text)
                continue
            parts.append(f"1 0 0 1 {op.fmt(x)} {up} Tm")
            for name, literal in self.encoder.show(face, text):
                parts.append(f"{literal} Tj" if name == font else f"/{name} {op.fmt(size)} Tf {literal} Tj")
                font = name
        if parts:
            self.operators.append(f"BT {' '.join(parts)} ET")

    def white(self, x: float, baseline: float, face: Face, size: float, text: str, tracking: float = 0.0) -> None:
        """Draw a text in white, on black."""
        self.operators.append("1 g")
        self.text(x, baseline, face, size, text, tracking)
        self.operators.append("0 g")

    def line(self, x0: float, y0: float, x1: float, y1: float, stroke: float, colour: op.Colour = op.BLACK) -> None:
        """Draw a straight line."""
        self.operators.append(op.line(x0, self.height - y0, x1, self.height - y1, stroke, colour))

    def rule(self, x: float, y: float, width: float, stroke: float, colour: op.Colour = op.BLACK) -> None:
        """Draw a horizontal rule whose upper edge lies at y."""
        self.line(x, y + stroke / 2, x + width, y + stroke / 2, stroke, colour)

    def rules(self, x: float, ys: Iterable[float], width: float, stroke: float) -> None:
        """Draw horizontal rules on one another, whose upper edges lie at `ys`."""
        paths = (op.line_path(x, up, x + width, up) for up in (self.height - y - stroke / 2 for y in ys))
        path = " ".join(paths)
        if path:
            self.operators.append(op.stroked(path, stroke))

    def dots(self, x: float, y: float, width: float, dash: tuple[float, ...]) -> None:
        """Draw a dotted line: `dash` is stroke, length on and period of the token stroke.dots."""
        stroke, on, period = dash
        if period:
            self.operators.append(op.dotted(x + stroke / 2, self.height - y, x + width, self.height - y, stroke, period, on))
        else:
            self.line(x, y, x + width, y, stroke)

    def dashes(self, x0: float, y0: float, x1: float, y1: float, dash: tuple[float, ...]) -> None:
        """Draw a dashed line: `dash` is stroke, length on and length off of the token stroke.cut."""
        stroke, on, off = dash
        self.operators.append(op.dotted(x0, self.height - y0, x1, self.height - y1, stroke, off, on))

    def box(self, x: float, y: float, width: float, height: float, stroke: float) -> None:
        """Draw a rectangle whose outer edge is the given one (top left corner at x, y)."""
        half = stroke / 2
        self.operators.append(op.rect(x + half, self.height - y - height + half, width - stroke, height - stroke, stroke))

    def fill(self, x: float, y: float, width: float, height: float, colour: op.Colour = op.BLACK) -> None:
        """Draw a filled rectangle, top left corner at x, y."""
        self.operators.append(op.bar(x, self.height - y - height, width, height, colour))

    def circle(self, x: float, y: float, radius: float, stroke: float) -> None:
        """Draw a circle round its centre."""
        self.operators.append(op.circle(x, self.height - y, radius, stroke))

    def disc(self, x: float, y: float, radius: float, colour: op.Colour = op.BLACK) -> None:
        """Draw a filled circle round its centre."""
        self.operators.append(op.disc(x, self.height - y, radius, colour))

    def mark(self, shape: str, x: float, baseline: float, size: float) -> None:
        """Draw a level mark `size` points high standing on the baseline: a disc, a triangle wider than that, a smaller square."""
        y, share = self.height - baseline, size / 5.4
        if shape == "disc":
            self.operators.append(op.disc(x + size / 2, y + size / 2, size / 2))
        elif shape == "triangle":
            self.operators.append(op.filled(op.polygon_path((x, y), (x + 6.2 * share, y), (x + 3.1 * share, y + size))))
        elif shape == "square":
            self.operators.append(op.bar(x, y + 0.2 * share, 5 * share, 5 * share))

    def place(self, kind: str, name: str, x0: float, y0: float, x1: float, y1: float) -> None:
        """Note where something stands, given by its top left and bottom right corner."""
        self.places.append(Place(kind, name, self.number, x0, self.height - y1, x1, self.height - y0))

    def link(self, x0: float, y0: float, x1: float, y1: float, href: str) -> None:
        """Note a link over a rectangle."""
        self.links.append(Link(x0, self.height - y1, x1, self.height - y0, href))

    def heading(self, title: str, level: int, y: float) -> None:
        """Note a head for the outline."""
        self.headings.append(Heading(title, level, self.number, self.height - y))

    def slot(self, piece: Piece, x: float, baseline: float) -> None:
        """Draw the line of a slot that is written on, or stamped later, and note where it stands."""
        self.line(x, baseline + 2, x + piece.width, baseline + 2, self.strokes["fine"])
        self.place("slot", piece.name, x, baseline - piece.ink.size, x + piece.width, baseline + 2)
