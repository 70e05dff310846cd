"""What is filled in by hand at the top of a sheet: a strip of cells, or rows with a label before each line."""

from __future__ import annotations

from collections.abc import Sequence

from generator.frozen import frozen
from generator.model.markup import Node
from generator.typeset.canvas import Canvas
from generator.typeset.lines import TextBox
from generator.typeset.setter import Setter, builds
from generator.typeset.slices import Slice, fuse

REST = ("", "rest")
"""Widths of a cell that takes what the others leave."""
LEAST_REST = 120.0
"""Points that such a cell needs, since a name is written into it."""
LEAST, APART, AFTER = 60.0, 18.0, 8.0
"""The shortest line that one can write on; between two fields of a row; from label to line (points)."""


@frozen
class Field:
    """A field: what its place is called, its label, and what is filled in already."""

    name: str
    label: TextBox
    value: TextBox | None

    def paint_value(self, canvas: Canvas, x: float, line: float) -> None:
        """Draw what is filled in above the line that one writes on."""
        if self.value is not None:
            self.value.paint_line(canvas, self.value.lines[0], x, line)


def _field(setter: Setter, node: Node, width: float) -> Field:
    label = setter.text(node.children, "field", width)
    return Field(node.get("name"), label, setter.text([node.get("value")], "number", width) if node.get("value") else None)


@builds("fields")
def fields(setter: Setter, node: Node, width: float) -> list[Slice]:
    """The fields of a sheet, each a place to stamp or to write on."""
    if setter.tokens.groups["fields"]["style"] == "rows":
        return _rows(setter, node, width)
    cells = node.nodes("field")
    fixed = [cell for cell in cells if cell.get("width") not in REST]
    if fixed and len(fixed) < len(cells) and width - sum(_widths(setter, fixed)) < setter.em(LEAST_REST):
        rest = [cell for cell in cells if cell not in fixed]  # on narrow paper the name has a strip of its own
        return [fuse([_strip(setter, node, rest, width), _strip(setter, node, fixed, width)])]
    return [_strip(setter, node, cells, width)]


def _widths(setter: Setter, cells: Sequence[Node]) -> list[float]:
    return [setter.em(float(cell.get("width"))) for cell in cells]


def _strip(setter: Setter, node: Node, cells: Sequence[Node], width: float) -> Slice:
    """Return one strip of cells; where none takes what the others leave, all grow."""
    height = float(node.get("height") or setter.tokens.number("fields", "height"))
    fine = setter.stroke("fine")
    fixed = _widths(setter, [cell for cell in cells if cell.get("width") not in REST])
    grown, waiting = 1.0, len(cells) - len(fixed)
    if not waiting:
        grown = width / sum(fixed)
    across_rest = (width - sum(fixed)) / max(1, waiting)
    widths = [across_rest if cell.get("width") in REST else _widths(setter, [cell])[0] * grown for cell in cells]
    made = [_field(setter, cell, across - 8) for cell, across in zip(cells, widths, strict=True)]

    def paint(canvas: Canvas, x: float, y: float) -> None:
        canvas.box(x, y, width, height, fine)
        left = x
        for one, across in zip(made, widths, strict=True):
            if left > x:
                canvas.line(left, y, left, y + height, fine)
            one.label.paint(canvas, left + 4, y + 3.5)
            one.paint_value(canvas, left + 4, y + height - 6)
            canvas.place("field", one.name, left, y, left + across, y + height)
            left += across

    return Slice(height, paint, before=-fine, after=-fine)


def _rows(setter: Setter, node: Node, width: float) -> list[Slice]:
    """Return rows of one field or two; one that takes what others leave has a row of its own."""
    height = setter.tokens.number("fields", "height")
    apart, after, least = setter.em(APART), setter.em(AFTER), setter.em(LEAST)
    rows: list[list[Field]] = []
    pending = False
    for cell in node.nodes("field"):
        one = _field(setter, cell, width)
        wide = cell.get("width") in REST
        needed = max(one.label.natural(), rows[-1][0].label.natural() if pending else 0.0) + after + least
        if pending and not wide and 2 * needed + apart <= width:
            rows[-1].append(one)
            pending = False
        else:
            rows.append([one])
            pending = not wide
    return [_row(setter, row, width, height, apart, after) for row in rows]


def _row(setter: Setter, row: list[Field], width: float, height: float, apart: float, after: float) -> Slice:
    fine = setter.stroke("fine")
    across = (width - apart * (len(row) - 1)) / len(row)

    def paint(canvas: Canvas, x: float, y: float) -> None:
        for index, one in enumerate(row):
            left, line = x + index * (across + apart), y + height - fine
            start = left + one.label.natural() + after
            one.label.paint_line(canvas, one.label.lines[0], left, line - 4)
            one.paint_value(canvas, start, line - 4)
            canvas.rule(start, line, left + across - start, fine)
            canvas.place("slot", one.name, start, line - one.label.size - 4, left + across, line - 2)

    return Slice(height, paint)
