"""Tables: measured columns, rows as slices, head repeated where a page parts them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from generator.frozen import frozen, slotted
from generator.model.markup import INLINE, Node
from generator.typeset.canvas import Canvas
from generator.typeset.lines import TextBox
from generator.typeset.setter import Setter, builds
from generator.typeset.slices import Around, Flex, Slice, fuse, stacked
from generator.typeset.words import natural_width


@frozen
class Look:
    """How a kind of table is drawn. `verticals`: between all columns; `serif`: cells are set like body text."""

    verticals: bool = False
    serif: bool = False
    first_heavy: bool = False
    centred: bool = False
    ruled: bool = True


LOOKS = {
    "reading": Look(first_heavy=True),
    "pupil": Look(verticals=True, serif=True, centred=True),
    "key": Look(verticals=True, centred=True),
    "plain": Look(ruled=False),
}


HANG = 18.0
"""From the label of a cell to its text."""
TICKS = 0.6
"""The most that columns of tick boxes take of a table; longer heads wrap."""
ALIKE = 10.0
"""Columns of tick boxes that differ by less are made equal (page design, section 6, "Statement table")."""
ROW_STEP = 2.0
"""Rows of a last page grow by so many points at a time."""
ENTRY = 40.0
"""The least room for a gap in a cell."""


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
    count = max((sum(_span(cell) for cell in row.nodes("td")) for row in rows), default=0)
    if not count:
        return []
    widths = _widths(setter, node, rows, count, look, width)
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


def _span(cell: Node) -> int:
    return max(1, int(cell.get("colspan") or 1))


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
        span = min(_span(node), len(lefts) - column)
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


def fitted(children: Sequence[Node | str], most: float, own: float = 0.0) -> list[Node | str]:
    """Return inline children with gaps no wider than `most` points; one that does not say its width has its `own`, or all."""
    return [
        Node("gap", {**child.attributes, "width": f"{min(float(child.get('width') or own or most), most):g}"})
        if isinstance(child, Node) and child.tag == "gap"
        else child
        for child in children
    ]


def _dress(node: Node, column: int, look: Look, head: bool) -> tuple[str, int | None]:
    """Return the role and the weight that a cell is set in."""
    if head:
        return "table", 700
    heavy = int(node.get("weight")) if node.get("weight") else 600 if look.first_heavy and not column else None
    return "body" if look.serif else "table", heavy


def _cell(setter: Setter, node: Node, column: int, span: int, across: float, look: Look, head: bool) -> Cell:
    if node.first("tick") is not None and all(not isinstance(child, str) or not child.strip() for child in node.children):
        return Cell(node, column, span, tick=True)
    gap = _alone(node)
    if gap is not None or not node.children:
        return Cell(node, column, span, label=setter.text([gap.get("label")], "meta", across) if gap is not None else None)
    role, weight = _dress(node, column, look, head)
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


def _widths(setter: Setter, node: Node, rows: Sequence[Node], count: int, look: Look, width: float) -> list[float]:
    """Return the column widths: as `widths` says ("rest", "auto" or points), else shared out by what the columns hold."""
    least, most = _measured(setter, rows, count, look)
    wishes = node.get("widths").split()
    if not wishes:
        if look.verticals and not look.serif:
            wishes = ["auto"] * count
        return _shared(least, most, width)
    wishes = [*wishes, *["auto"] * count][:count]
    ticks = iter(_ticks(setter, least, most, [i for i, wish in enumerate(wishes) if wish == "tick"], width))
    own = {"auto": lambda i: most[i], "rest": lambda i: 0.0, "tick": lambda i: next(ticks)}
    fixed = [own[wish](i) if wish in own else float(wish) for i, wish in enumerate(wishes)]
    rest = [i for i, wish in enumerate(wishes) if wish == "rest"]
    spare = width - sum(fixed)
    if rest and all(spare / len(rest) >= least[i] for i in rest):
        for i in rest:
            fixed[i] = spare / len(rest)
        return fixed
    if not rest and abs(spare) < 0.01:
        return fixed
    return _shared(least, [max(a, b) for a, b in zip(fixed, least, strict=True)], width)


def _ticks(setter: Setter, least: Sequence[float], most: Sequence[float], columns: Sequence[int], width: float) -> list[float]:
    """Return the widths of columns of tick boxes: as wide as their heads, and equal where they are almost so."""
    if not columns:
        return []
    narrow = setter.tokens.number("table", "tick-column")
    widest = max(narrow, TICKS * width / len(columns))
    wishes = [max(narrow, least[i], min(most[i], widest)) for i in columns]
    return [max(wishes)] * len(wishes) if max(wishes) - min(wishes) < ALIKE else wishes


def _measured(setter: Setter, rows: Sequence[Node], count: int, look: Look) -> tuple[list[float], list[float]]:
    pad_x = setter.tokens.numbers("table", "pad")[0]
    least, most = [2 * pad_x] * count, [2 * pad_x] * count
    for row in rows:
        column = 0
        head = row.get("head") == "yes"
        for cell in row.nodes("td"):
            span = _span(cell)
            if span == 1 and column < count:
                words = setter.words(fitted(cell.children, ENTRY), *_dress(cell, column, look, head))
                more = 2 * pad_x + 0.5 + (HANG if cell.get("label") else 0.0)
                least[column] = max(least[column], max((word.width for word in words), default=9.0) + more)
                most[column] = max(most[column], natural_width(words) + more)
            column += span
    return least, most


def _shared(least: Sequence[float], most: Sequence[float], width: float) -> list[float]:
    """Return widths that sum to `width`: what each needs, and the spare or lack shared in proportion."""
    if sum(most) <= width:
        spare = width - sum(most)
        return [wish + spare * wish / sum(most) for wish in most]
    if sum(least) >= width:
        return [need * width / sum(least) for need in least]
    room = width - sum(least)
    stretch = [wish - need for wish, need in zip(most, least, strict=True)]
    return [need + room * more / sum(stretch) for need, more in zip(least, stretch, strict=True)]
