"""Matching: two columns to pair by letter, an answer gap at the end of each left row."""

from __future__ import annotations

from generator.frozen import slotted
from generator.model.markup import Node
from generator.typeset.canvas import Canvas
from generator.typeset.lines import TextBox
from generator.typeset.setter import Setter, builds
from generator.typeset.slices import Slice, fuse, paint_stack, stacked

GAP, HANG, ROW, HEAD, APART = 30.0, 18.0, 8.0, 6.0, 12.0
"""Between the columns; from letter to text; between rows; between head and first row; between columns on one another (points)."""
MOST = 0.8
"""How much of a frame columns on one another take at most in one piece."""
RATIO = 1.25
"""How much wider the left column is than the right one."""


@slotted
class Column:
    """One column: where it starts, how wide it is, its head and its rows."""

    x: float
    width: float
    head: Slice
    rows: list[Slice]


@builds("matching")
def matching(setter: Setter, node: Node, width: float) -> list[Slice]:
    """Two columns 1.25 : 1, unbroken up to half a frame; higher ones are parted between rows, the heads repeated."""
    if setter.tokens.number("column", "most") < 2:
        return _on_one_another(setter, node, width)
    gap = setter.em(GAP)
    wide = (width - gap) * RATIO / (1 + RATIO)
    columns = [_column(setter, node, "left", 0.0, wide), _column(setter, node, "right", wide + gap, width - wide - gap)]
    whole = [[column.head, *column.rows] for column in columns]
    if max(map(stacked, whole)) <= setter.whole:
        made = [_side_by_side(columns, whole)]
    else:
        heads = [[column.head] for column in columns]
        head, again = _side_by_side(columns, heads), _side_by_side(columns, heads)
        again.height += setter.gap(HEAD)
        count = max(len(column.rows) for column in columns)
        made = [head, *(_side_by_side(columns, [column.rows[i : i + 1] for column in columns]) for i in range(count))]
        for index, row in enumerate(made[1:]):
            row.before, row.carry, row.cost = setter.gap(ROW if index else HEAD), again, 3.0
            row.stay = index < 2 or index == count - 1
    made[0].before, made[-1].after = setter.gap(6.0), setter.space("item")
    return made


def _on_one_another(setter: Setter, node: Node, width: float) -> list[Slice]:
    """Return the right column under the left one: one piece as long as most of a frame holds it, so that nobody turns pages."""
    made: list[Slice] = []
    for side in ("left", "right"):
        column = _column(setter, node, side, 0.0, width)
        parts = [column.head, *column.rows]
        for index, part in enumerate(parts):
            part.stay = index in (1, 2, len(parts) - 1)
        parts[-1].after = setter.gap(APART)
        made += parts
    made = [fuse(made)] if stacked(made) <= MOST * setter.frame else made
    made[0].before, made[-1].after = setter.gap(6.0), setter.space("item")
    return made


def _side_by_side(columns: list[Column], parts: list[list[Slice]]) -> Slice:
    def paint(canvas: Canvas, x: float, y: float) -> None:
        for column, slices in zip(columns, parts, strict=True):
            paint_stack(slices, canvas, x + column.x, y)

    return Slice(max(map(stacked, parts)), paint)


def _column(setter: Setter, node: Node, side: str, x: float, width: float) -> Column:
    answer, hang = setter.tokens.number("cloze", "letter") if side == "left" else 0.0, setter.em(HANG)
    room = width - hang - (answer + setter.em(10) if answer else 0.0)
    head = setter.text([node.get("start" if side == "left" else "end")], "table", width, weight=700)
    rule = setter.stroke("rule")

    def paint_head(canvas: Canvas, x: float, y: float) -> None:
        head.paint(canvas, x, y)
        canvas.rule(x, y + head.height + 3, width, rule)

    rows = []
    for entry in node.nodes(side):
        label = setter.text([entry.get("label")], "number", hang * 2)
        rows.append(_row(setter, label, setter.text(entry.children, "body", room), width, answer))
    for index, row in enumerate(rows):
        row.before = setter.gap(ROW if index else HEAD)
    return Column(x, width, Slice(head.height + 3 + rule, paint_head), rows)


def _row(setter: Setter, label: TextBox, box: TextBox, width: float, answer: float) -> Slice:
    fine, at, hang = setter.stroke("fine"), setter.at, setter.em(HANG)

    def paint(canvas: Canvas, x: float, y: float) -> None:
        label.paint(canvas, x, y + box.rise)
        box.paint(canvas, x + hang, y)
        if answer:
            foot = y + 0.75 * box.size + box.rise + 2.5
            canvas.line(x + width - answer, foot, x + width, foot, fine)
            canvas.place("gap", at, x + width - answer, y, x + width, foot)

    return Slice(box.height, paint)
