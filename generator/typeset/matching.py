"""Matching: two columns to pair by letter, an answer gap at the end of each left row."""

from __future__ import annotations

from generator.frozen import slotted
from generator.model.markup import Node
from generator.typeset.canvas import Canvas
from generator.typeset.lines import TextBox
from generator.typeset.setter import Setter, builds
from generator.typeset.slices import Slice, paint_stack, stacked

GAP, HANG, ANSWER, ROW, HEAD = 30.0, 18.0, 32.0, 8.0, 6.0
"""Between the columns; from letter to text; the answer gap; between rows; between head and first row (points)."""
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
    wide = (width - GAP) * RATIO / (1 + RATIO)
    columns = [_column(setter, node, "left", 0.0, wide), _column(setter, node, "right", wide + GAP, width - wide - GAP)]
    whole = [[column.head, *column.rows] for column in columns]
    if max(map(stacked, whole)) <= setter.whole:
        made = [_side_by_side(columns, whole)]
    else:
        heads = [[column.head] for column in columns]
        head, again = _side_by_side(columns, heads), _side_by_side(columns, heads)
        again.height += HEAD
        count = max(len(column.rows) for column in columns)
        made = [head, *(_side_by_side(columns, [column.rows[i : i + 1] for column in columns]) for i in range(count))]
        for index, row in enumerate(made[1:]):
            row.before, row.stay, row.carry, row.cost = ROW if index else HEAD, index < 2 or index == count - 1, again, 3.0
    made[0].before, made[-1].after = 6.0, setter.space("item")
    return made


def _side_by_side(columns: list[Column], parts: list[list[Slice]]) -> Slice:
    def paint(canvas: Canvas, x: float, y: float) -> None:
        for column, slices in zip(columns, parts, strict=True):
            paint_stack(slices, canvas, x + column.x, y)

    return Slice(max(map(stacked, parts)), paint)


def _column(setter: Setter, node: Node, side: str, x: float, width: float) -> Column:
    answer = ANSWER if side == "left" else 0.0
    room = width - HANG - (answer + 10 if answer else 0.0)
    head = setter.text([node.get("start" if side == "left" else "end")], "table", width, weight=700)
    rule = setter.stroke("rule")

    def paint_head(canvas: Canvas, x: float, y: float) -> None:
        head.paint(canvas, x, y)
        canvas.rule(x, y + head.height + 3, width, rule)

    rows = []
    for entry in node.nodes(side):
        label = setter.text([entry.get("label")], "number", HANG * 2)
        rows.append(_row(setter, label, setter.text(entry.children, "body", room), width, answer))
    for index, row in enumerate(rows):
        row.before = ROW if index else HEAD
    return Column(x, width, Slice(head.height + 3 + rule, paint_head), rows)


def _row(setter: Setter, label: TextBox, box: TextBox, width: float, answer: float) -> Slice:
    fine, at = setter.stroke("fine"), setter.at

    def paint(canvas: Canvas, x: float, y: float) -> None:
        label.paint(canvas, x, y + box.rise)
        box.paint(canvas, x + HANG, y)
        if answer:
            foot = y + 0.75 * box.size + box.rise + 2.5
            canvas.line(x + width - answer, foot, x + width, foot, fine)
            canvas.place("gap", at, x + width - answer, y, x + width, foot)

    return Slice(box.height, paint)
