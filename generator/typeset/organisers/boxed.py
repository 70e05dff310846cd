"""Organisers made of columns and boxes: T-chart, KWL table, Frayer model, six questions, concept map."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from generator.typeset import operators as op
from generator.typeset.canvas import Canvas
from generator.typeset.lines import TextBox
from generator.typeset.organisers.fields import PAD, UNDER_TITLE, Cell, Children, Kit, Part, row_height
from generator.typeset.slices import Paint

Drawn = tuple[float, Paint]
"""An organiser's height in points, and what paints it."""

WHITE = (1.0, 1.0, 1.0)
APART, NARROW = 9.0, 400.0
"""Between boxes; a column of fewer points has two boxes side by side instead of three."""
CLEAR = 8.0
"""Between a line and an outline that is not straight."""


def t_chart(kit: Kit, parts: Sequence[Part], centre: Children, width: float) -> Drawn:
    """Columns under one rule, with a rule between them and nothing round them."""
    across = width / len(parts)
    cells = [Cell(kit, part, across, "center") for part in parts]
    high, head = row_height(cells)
    rule = kit.setter.stroke("rule")

    def paint(canvas: Canvas, x: float, y: float) -> None:
        for index, cell in enumerate(cells):
            cell.paint(canvas, x + index * across, y - PAD, high + PAD, head + PAD)
            if index:
                canvas.line(x + index * across, y + head, x + index * across, y + high, rule)
        canvas.rule(x, y + head, width, rule)

    return high, paint


def kwl(kit: Kit, parts: Sequence[Part], centre: Children, width: float) -> Drawn:
    """Columns in a box, their heads over a rule."""
    across = width / len(parts)
    cells = [Cell(kit, part, across, "center") for part in parts]
    high, head = row_height(cells)
    head, high = head + PAD + 2, high + PAD + 2
    fine, rule = kit.setter.stroke("fine"), kit.setter.stroke("rule")

    def paint(canvas: Canvas, x: float, y: float) -> None:
        canvas.box(x, y, width, high, fine)
        canvas.rule(x, y + head + UNDER_TITLE - 4, width, rule)
        for index, cell in enumerate(cells):
            if index:
                canvas.line(x + index * across, y, x + index * across, y + high, fine)
            cell.paint(canvas, x + index * across, y, high, head)

    return high, paint


def five_w_one_h(kit: Kit, parts: Sequence[Part], centre: Children, width: float) -> Drawn:
    """Six boxes in rows of three, or of two on a narrow paper."""
    across = 3 if width >= NARROW else 2
    rows = [_boxes(kit, parts[start : start + across], width, across) for start in range(0, len(parts), across)]
    high = max(high for high, _, _ in rows)

    def paint(canvas: Canvas, x: float, y: float) -> None:
        for index, (_, head, cells) in enumerate(rows):
            _paint_boxes(canvas, cells, x, y + index * (high + APART), high, head)

    return len(rows) * (high + APART) - APART, paint


Boxes = tuple[float, float, "list[Cell]"]
"""A row's height, that of its titles, its cells."""


def _boxes(kit: Kit, parts: Sequence[Part], width: float, columns: int) -> Boxes:
    across = (width - APART * (columns - 1)) / columns
    cells = [Cell(kit, part, across) for part in parts]
    return (*row_height(cells), cells)


def _paint_boxes(canvas: Canvas, cells: Sequence[Cell], x: float, y: float, height: float, head: float) -> None:
    for cell in cells:
        canvas.box(x, y, cell.width, height, canvas.strokes["fine"])
        cell.paint(canvas, x, y, height, head)
        x += cell.width + APART


NODE = (12.0, 8.0)
"""From the outline of a term to its text, to the sides and above."""
STEM = 20.0
"""Between a row of boxes and the term in the middle."""


def term(kit: Kit, centre: Children, most: float) -> tuple[TextBox, float, float]:
    """Return the term of a middle with the width and height of what goes round it; without one there is room to write it."""
    box = kit.whole(centre or [""], "subhead", most - 2 * NODE[0], align="center")
    wide = max(box.natural() + 2 * NODE[0], most * 0.6 if not centre else 0.0)
    return box, max(wide, 90.0), max(box.height + 2 * NODE[1], kit.setter.tokens.number("table", "row-write"))


def concept_map(kit: Kit, parts: Sequence[Part], centre: Children, width: float) -> Drawn:
    """A term in the middle, with boxes above and below it that lines lead to."""
    upper = -(-len(parts) // 2)
    over, under = _boxes(kit, parts[:upper], width, upper), _boxes(kit, parts[upper:], width, upper)
    box, wide, tall = term(kit, centre, width * 0.6)
    high = max(over[0], under[0])
    middle = high + STEM + tall / 2
    shift = (upper - (len(parts) - upper)) * (over[2][0].width + APART) / 2
    rule = kit.setter.stroke("rule")

    def paint(canvas: Canvas, x: float, y: float) -> None:
        cx, cy = x + width / 2, y + middle
        for (_, _, cells), left, edge in ((over, x, y + high), (under, x + shift, y + 2 * (middle - high) + high)):
            for index, cell in enumerate(cells):
                canvas.line(cx, cy, left + index * (cell.width + APART) + cell.width / 2, edge, canvas.strokes["fine"])
        _node(canvas, cx - wide / 2, cy - tall / 2, wide, tall, rule)
        box.paint(canvas, cx - box.width / 2, cy - box.height / 2)
        _paint_boxes(canvas, over[2], x, y, high, over[1])
        _paint_boxes(canvas, under[2], x + shift, y + 2 * middle - high, high, under[1])

    return 2 * middle, paint


def _node(canvas: Canvas, x: float, y: float, width: float, height: float, stroke: float) -> None:
    """Draw a white rectangle with round ends."""
    path = op.round_rect_path(x, canvas.height - y - height, width, height, height / 2)
    canvas.operators.append(op.painted(path, stroke, WHITE))


def frayer(kit: Kit, parts: Sequence[Part], centre: Children, width: float) -> Drawn:
    """Four boxes that meet behind the term in the middle; lines near it are shorter."""
    half = width / 2
    box, wide, tall = term(kit, centre, half * 0.8)
    side = half - wide / 2 - CLEAR
    cells = [Cell(kit, part, half, "end" if index % 2 else "start") for index, part in enumerate(parts)]
    for cell in cells[2:]:
        cell.title = kit.title(cell.part.title, max(side - PAD, half / 3), cell.title.align)
    above = max(max(cell.head + cell.body for cell in cells[:2]) + PAD + kit.foot, _behind(kit, cells[:2], tall))
    head = max(tall / 2, *(PAD + cell.title.height for cell in cells[2:])) + UNDER_TITLE
    high = max(above, head + max(cell.body for cell in cells[2:]) + kit.foot)
    rule, fine = kit.setter.stroke("rule"), kit.setter.stroke("fine")

    def free(y: float, cy: float) -> float:
        """How far a line at a height stays clear of the term, from the middle."""
        away = (y - cy) / (tall / 2 + 3)
        return wide / 2 * sqrt(1 - away * away) + CLEAR if abs(away) < 1 else PAD

    def paint(canvas: Canvas, x: float, y: float) -> None:
        cx, cy = x + half, y + high
        canvas.box(x, y, width, 2 * high, fine)
        canvas.line(x, cy, x + width, cy, fine)
        canvas.line(cx, y, cx, y + 2 * high, fine)
        _node(canvas, cx - wide / 2, cy - tall / 2, wide, tall, rule)
        box.paint(canvas, cx - box.width / 2, cy - box.height / 2)
        for index, cell in enumerate(cells):
            right, low = index % 2, index // 2
            left, top = x + right * half, y + low * high
            start = left + half - PAD - cell.title.width if right else left + PAD
            cell.title.paint(canvas, start, top + PAD)
            body = top + (head if low else PAD + cell.head)
            cell.stack.paint(canvas, left + PAD, body)

            def span(at: float, left: float = left, right: int = right) -> tuple[float, float]:
                return (cx + free(at, cy), left + half - PAD) if right else (left + PAD, cx - free(at, cy))

            kit.dots(canvas, body + cell.stack.height, top + high - kit.foot, span)

    return 2 * high, paint


def _behind(kit: Kit, cells: Sequence[Cell], tall: float) -> float:
    """The least height of boxes whose text must end above the term that covers their corner."""
    return max(PAD + cell.head + cell.stack.height for cell in cells) + tall / 2 + UNDER_TITLE
