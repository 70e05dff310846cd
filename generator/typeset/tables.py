"""Tables: measured columns, rows as slices, head repeated where a page parts them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from generator.frozen import slotted
from generator.model.markup import INLINE, Node
from generator.typeset.canvas import Canvas
from generator.typeset.lines import TextBox
from generator.typeset.setter import Setter, builds
from generator.typeset.slices import Around, Flex, Slice, fuse, stacked
from generator.typeset.widths import HANG, LOOKS, Look, dress, fitted, span_of, widths_of

ROW_STEP = 2.0
"""Rows of a last page grow by so many points at a time."""


@slotted
class Cell:
    """A cell ready to draw: its text or a tick box, its column and how many it spans; what hangs before its text."""

    node: Node
    column: int
    span: int
    box: TextBox | None = None
    tick: bool = False
    label: TextBox | None = None
    hang: float = 0.0


@builds("table")
def table(setter: Setter, node: Node, width: float) -> list[Slice]:
    """A table; unbreakable up to half a frame, else parted between rows with at least two on each side."""
    look = LOOKS[node.get("kind") or "reading"]
    rows = node.nodes("tr")
    count = max((sum(span_of(cell) for cell in row.nodes("td")) for row in rows), default=0)
    if not count:
        return []
    widths = widths_of(setter, node, rows, count, look, width)
    lefts = [sum(widths[:i]) for i in range(count)]
    heads = [row for row in rows if row.get("head") == "yes"]
    slices = [_row(setter, row, lefts, widths, look, index == 0, row in heads) for index, row in enumerate(rows)]
    frame = Around(_frame(setter, width, look))
    for slice_ in slices:
        slice_.around = ((frame, 0.0),)
    head = slices[0] if heads else None
    for index, slice_ in enumerate(slices[1:], 1):
        slice_.stay = index <= len(heads) + 1 or index == len(slices) - 1
        slice_.carry = head
        slice_.cost = 3.0
    caption = node.first("caption")
    if caption is not None:
        box = setter.text(caption.children, "caption", width)
        slices[0].stay = True
        slices.insert(0, Slice(box.height, box.paint, before=setter.space("figure"), after=4.0))
    made = [fuse(slices)] if stacked(slices) <= setter.whole else slices
    made[0].before, made[-1].after = max(made[0].before, 6.0), 12.0
    return made


def _frame(setter: Setter, width: float, look: Look) -> Callable[[Canvas, float, float, float], None]:
    rule = setter.stroke("rule")

    def paint(canvas: Canvas, x: float, top: float, bottom: float) -> None:
        if look.ruled:
            canvas.rule(x, top, width, rule)
            canvas.rule(x, bottom - rule, width, rule)

    return paint


def _row(setter: Setter, row: Node, lefts: Sequence[float], widths: Sequence[float], look: Look, top: bool, head: bool) -> Slice:
    pad_x, pad_y = setter.tokens.numbers("table", "pad")
    cells: list[Cell] = []
    column = 0
    for node in row.nodes("td"):
        span = min(span_of(node), len(lefts) - column)
        across = sum(widths[column : column + span]) - 2 * pad_x
        cells.append(_cell(setter, node, column, span, across, look, head))
        column += span
    style = setter.style("body" if look.serif and not head else "table")
    rise = max((cell.box.rise for cell in cells if cell.box), default=0.0)
    tallest = max((cell.box.height + rise - cell.box.rise if cell.box else 9.0 for cell in cells), default=style.size)
    blank = look.serif and not head and any(_written(cell.node) for cell in cells)
    extra = 0.0 if look.ruled else (style.leading - style.size) / 2 - pad_y
    height = max(
        tallest + 2 * (pad_y + extra),
        setter.tokens.number("table", "row-write") if blank else 0.0,
        float(row.get("height") or 0.0),
    )
    at = setter.at
    under = 0.0 if not look.ruled else setter.stroke("fine") if head else setter.stroke("inner")

    flex = Flex(int(height / ROW_STEP), ROW_STEP, row=True)

    def paint(canvas: Canvas, x: float, y: float) -> None:
        height = slice_.actual
        if under and not top:
            canvas.rule(x, y, sum(widths), setter.stroke("inner") if not head else setter.stroke("fine"))
        if head and under:
            canvas.rule(x, y + height, sum(widths), setter.stroke("rule") if look.serif else under)
        for cell in cells:
            if look.verticals and cell.column:
                canvas.line(x + lefts[cell.column], y, x + lefts[cell.column], y + height, setter.stroke("inner"))
            left = x + lefts[cell.column] + pad_x
            across = sum(widths[cell.column : cell.column + cell.span]) - 2 * pad_x
            down = (height - cell.box.height) / 2 if look.centred and cell.box else pad_y + extra
            if cell.box is not None and not look.centred:
                down += rise - cell.box.rise
            if cell.label is not None:
                cell.label.paint(canvas, left, y + down + (cell.box.rise if cell.box is not None else 0.0))
            if cell.tick:
                canvas.box(left + (across - 9) / 2, y + (height - 9) / 2, 9, 9, setter.stroke("box"))
                canvas.place("tick", at, left - pad_x, y, left + across + pad_x, y + height)
            elif cell.box is not None:
                cell.box.paint(canvas, left + cell.hang, y + down)
            else:
                canvas.place("gap", at, left - pad_x, y, left + across + pad_x, y + height)

    slice_ = Slice(height, paint, flexes=(flex,) if look.serif and not head else ())
    return slice_


def _written(cell: Node) -> bool:
    """Say whether a pupil writes into a cell: there is nothing in it, or a gap."""
    return not cell.children or cell.first("gap") is not None


def _alone(cell: Node) -> Node | None:
    """Return the gap that is all of a cell: the cell itself is then the space to write in."""
    gap = cell.first("gap")
    return gap if gap is not None and all(child is gap or not str(child).strip() for child in cell.children) else None


def _cell(setter: Setter, node: Node, column: int, span: int, across: float, look: Look, head: bool) -> Cell:
    if node.first("tick") is not None and all(not isinstance(child, str) or not child.strip() for child in node.children):
        return Cell(node, column, span, tick=True)
    gap = _alone(node)
    if gap is not None or not node.children:
        return Cell(node, column, span, label=setter.text([gap.get("label")], "meta", across) if gap is not None else None)
    role, weight = dress(node, column, look, head)
    align = node.get("align") or "start"
    label = setter.text([node.get("label")], "number", across) if node.get("label") else None
    hang = HANG if label is not None else 0.0
    inline = [child for child in node.children if isinstance(child, str) or child.tag in INLINE]
    room = across - hang
    box = setter.text(
        fitted(inline, max(room - HANG, 0.0)),
        role,
        room,
        weight=weight,
        align=align if align in ("center", "end") else "start",  # type: ignore[arg-type]
    )
    return Cell(node, column, span, box, label=label, hang=hang)
