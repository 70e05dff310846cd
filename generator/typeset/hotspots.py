"""Numbered places in a picture, and the lines to name them on."""

from __future__ import annotations

from math import hypot

from generator.diagnostics import finding
from generator.model.markup import Node
from generator.typeset.canvas import Canvas
from generator.typeset.lines import TextBox
from generator.typeset.setter import Setter, builds
from generator.typeset.slices import Paint, Slice
from generator.typeset.words import natural_width

RADIUS, HALO = 7 / 9, 1.2
"""Of a number's disc for each point of the number, and of the white round it (points)."""


def marked(setter: Setter, figure: Node, paint: Paint, width: float, height: float) -> Paint:
    """Return what paints a picture and over it its hotspots, kept inside it; marks that would overlap are a finding."""
    marks = figure.nodes("hotspot")
    if not marks:
        return paint
    radius = RADIUS * setter.style("bubble").size
    places = [(_inside(mark.get("x"), width, radius), _inside(mark.get("y"), height, radius)) for mark in marks]
    labels = [setter.text(mark.children, "number", 2 * radius, align="center") for mark in marks]
    for second, (x, y) in enumerate(places):
        for first, (left, top) in enumerate(places[:second]):
            if hypot(x - left, y - top) < 2 * radius:
                facts = {"first": first + 1, "second": second + 1, "width": f"{width / 72 * 25.4:.0f}"}
                setter.findings.append(finding("marks-overlap", label=setter.at, **facts))

    def draw(canvas: Canvas, x: float, y: float) -> None:
        paint(canvas, x, y)
        for (across, down), label in zip(places, labels, strict=True):
            _mark(setter, canvas, label, x + across, y + down)

    return draw


def _inside(percent: str, size: float, radius: float) -> float:
    """Return a place in points, the whole disc inside the picture."""
    edge = radius + HALO
    return max(edge, min(float(percent) * size / 100, size - edge))


def _mark(setter: Setter, canvas: Canvas, label: TextBox, x: float, y: float) -> None:
    stroke, number = setter.stroke("box"), setter.style("bubble").size
    radius = RADIUS * number
    canvas.disc(x, y, radius + HALO, WHITE)
    canvas.circle(x, y, radius - stroke / 2, stroke)
    canvas.place("hotspot", "", x - radius, y - radius, x + radius, y + radius)
    run = label.lines[0].runs[0]
    if run.face is not None:
        across = (run.face.width(run.text) or 0.0) * number
        cap = run.face.metrics.cap_height * number
        canvas.text(x - across / 2, y + cap / 2, run.face, number, run.text)


WHITE = (1.0, 1.0, 1.0)

BETWEEN = 20.0
"""Between two columns of lines, in points."""


@builds("gaps")
def gaps(setter: Setter, node: Node, width: float) -> list[Slice]:
    """Numbered lines to write on, row by row in as many equal columns as the sheet's gap width allows."""
    pitch = float(node.get("pitch") or setter.tokens.number("lines", "pitch"))
    entries = [entry.children for entry in node.nodes("p")]
    needed = max((natural_width(setter.words(entry, "body")) for entry in entries), default=width)
    fitting = min(max(1, int((width + BETWEEN) / (needed + BETWEEN))), int(setter.tokens.number("choice", "most")))
    rows = -(-len(entries) // min(fitting, max(1, len(entries))))
    columns = max(min(fitting, int(node.get("columns") or 1)), -(-len(entries) // max(1, rows)))
    across = (width - BETWEEN * (columns - 1)) / columns
    slices = []
    for start in range(0, len(entries), columns):
        boxes = [_line(setter, entry, across, needed) for entry in entries[start : start + columns]]
        slices.append(_row(boxes, across + BETWEEN, pitch))
        slices[-1].stay, slices[-1].cost = len(slices) in (2, rows), 3.0
    slices[-1].after = setter.space("item")
    return slices


def _line(setter: Setter, entry: list[Node | str], across: float, needed: float) -> TextBox:
    """Return a label with its gap, the gap as long as the column allows."""
    longer = [
        Node("gap", {**child.attributes, "width": f"{float(child.get('width')) + across - needed - 0.1:.2f}"})
        if isinstance(child, Node) and child.tag == "gap"
        else child
        for child in entry
    ]
    return setter.text(longer, "body", across)


def _row(boxes: list[TextBox], step: float, pitch: float) -> Slice:
    def paint(canvas: Canvas, x: float, y: float) -> None:
        for column, box in enumerate(boxes):
            box.paint_line(canvas, box.lines[0], x + column * step, y + pitch - 2.5)

    return Slice(pitch, paint)
