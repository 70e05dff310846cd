"""Tables: measured columns, rows as slices; head and cells over several rows are repeated where a page parts them."""

from __future__ import annotations

from collections.abc import Sequence

from generator.frozen import slotted
from generator.model.markup import INLINE, Node
from generator.typeset.canvas import Canvas
from generator.typeset.folding import GAP, beside, folded
from generator.typeset.lines import TextBox
from generator.typeset.setter import Setter, builds
from generator.typeset.slices import Around, Flex, Slice, fuse, stacked
from generator.typeset.widths import HANG, LOOKS, Grid, Look, Spot, dress, fitted, fitting, placed, widths_of

ROW_STEP = 2.0
"""Rows of a last page grow by so many points at a time."""
MOST = 0.8
"""So much of a frame is what stands side by side at most, since no page parts it."""


@slotted
class Cell:
    """A cell ready to draw: its text or a tick box, where it stands; what hangs before its text."""

    spot: Spot
    box: TextBox | None = None
    tick: bool = False
    label: TextBox | None = None
    hang: float = 0.0


@builds("table")
def table(setter: Setter, node: Node, width: float) -> list[Slice]:
    """A table; with `fold` several of the same columns, where it is wider than its measure or long and narrow."""
    look = LOOKS[node.get("kind") or "reading"]
    if not node.get("fold"):
        return _table(setter, node, width, look)
    parts = beside(setter, node, look, width)
    if len(parts) > 1:
        shares = {"ratio": "1 " * len(parts), "gap": f"{GAP}"}
        made = setter.block(Node("columns", shares, [Node("column", {}, [part]) for part in parts]), width)
        if isinstance(made, list) and stacked(made) <= MOST * setter.frame:
            return made
    return [slice_ for part, widths in folded(setter, node, look, width) for slice_ in _table(setter, part, width, look, widths)]


def _table(setter: Setter, node: Node, width: float, look: Look, widths: Sequence[float] = ()) -> list[Slice]:
    """One table; unbreakable up to half a frame, else parted between rows with at least two on each side."""
    rows = node.nodes("tr")
    grid, count = placed(rows)
    if not count:
        return []
    look, needs = (look, None) if widths else fitting(setter, grid, count, look, width)
    widths = widths if needs is None else widths_of(setter, node, count, look, width, needs)
    slices = Rows(setter, look, widths).slices(rows, grid)
    caption = node.first("caption")
    if caption is not None:
        box = setter.text(caption.children, "caption", width)
        slices[0].stay = True
        slices.insert(0, Slice(box.height, box.paint, before=setter.space("figure"), after=setter.gap(4.0)))
    made = [fuse(slices)] if stacked(slices) <= setter.whole else slices
    made[0].before, made[-1].after = max(made[0].before, setter.gap(6.0)), setter.gap(12.0)
    return made


class Rows:
    """Makes the rows of one table: `made` are their slices so far, `cells` what begins in each, `over` what goes on in it."""

    def __init__(self, setter: Setter, look: Look, widths: Sequence[float]) -> None:
        self.setter, self.look, self.widths, self.at = setter, look, widths, setter.at
        self.lefts = [sum(widths[:i]) for i in range(len(widths))]
        self.tick = setter.tokens.number("tick", "size")
        self.pad_x, self.pad_y = look.pad or setter.tokens.numbers("table", "pad")
        self.heads = 0
        self.made: list[Slice] = []
        self.cells: list[list[Cell]] = []
        self.over: dict[int, list[Cell]] = {}

    def slices(self, rows: Sequence[Node], grid: Grid) -> list[Slice]:
        """Return the rows as slices, framed, held together at both ends of the table, with what a page repeats."""
        self.heads = sum(row.get("head") == "yes" for row in rows)
        for index, (row, spots) in enumerate(zip(rows, grid, strict=True)):
            self.cells.append([self.cell(spot) for spot in spots])
            for cell in self.cells[index]:
                for below in range(index + 1, index + cell.spot.rows):
                    self.over.setdefault(below, []).append(cell)
            self.made.append(self.row(index, float(row.get("height") or 0.0)))
        self.stretch()
        frame = Around(self.frame)
        head = fuse(self.made[: self.heads]) if self.heads else None
        for index, slice_ in enumerate(self.made):
            slice_.around = ((frame, 0.0),)
            if index:
                held = rows[index - 1].get("hold") == "yes" or index <= self.heads + 1 or index == len(rows) - 1
                slice_.stay = held or not self.may_part(index)
                slice_.carry = self.carried(head, index)
                slice_.cost = self.look.split
                if slice_.carry is not None:
                    slice_.carry.around = ((frame, 0.0),)
        return list(self.made)

    def hanging(self, index: int) -> list[Cell]:
        """Return the cells that begin above a row and go on in it."""
        return self.over.get(index, [])

    def needed(self, cell: Cell) -> float:
        """Return the height that a cell's text needs."""
        return (cell.box.height if cell.box else self.tick) + 2 * self.pad_y

    def stretch(self) -> None:
        """Make rows higher whose cells over several of them need more than they have together."""
        spanned = [cell for cells in self.cells for cell in cells if cell.spot.rows > 1]
        for cell in sorted(spanned, key=lambda cell: cell.spot.rows):
            under = self.made[cell.spot.row : cell.spot.row + cell.spot.rows]
            lack = self.needed(cell) - sum(slice_.height for slice_ in under)
            for slice_ in under:
                slice_.height += max(0.0, lack) / len(under)

    def may_part(self, index: int) -> bool:
        """Say whether a page may end above a row: each cell that goes on in it has room for its text on both sides."""
        for cell in self.hanging(index):
            first, last = cell.spot.row, cell.spot.row + cell.spot.rows
            sides = self.made[first:index], self.made[index:last]
            if min(sum(slice_.height for slice_ in side) for side in sides) < self.needed(cell) - self.pad_y / 2:
                return False
        return True

    def carried(self, head: Slice | None, index: int) -> Slice | None:
        """Return what a page repeats that begins with a row: the head, and the text of cells that go on in it."""
        hanging = [cell for cell in self.hanging(index) if index >= self.heads]
        if not hanging:
            return head
        height = head.height if head else 0.0

        def paint(canvas: Canvas, x: float, y: float) -> None:
            if head is not None:
                head.paint(canvas, x, y)
            for cell in hanging:
                self.draw(canvas, cell, x, y + height, self.pad_y, 0.0)

        return Slice(height, paint)

    def frame(self, canvas: Canvas, x: float, top: float, bottom: float) -> None:
        """Draw the rules over and under the table, or what of it is on a page."""
        rule, width = self.setter.stroke("rule"), sum(self.widths)
        if self.look.ruled:
            canvas.rule(x, top, width, rule)
            canvas.rule(x, bottom - rule, width, rule)

    def row(self, index: int, wish: float) -> Slice:
        """Return one row, at least `wish` points high."""
        look, setter, cells, head = self.look, self.setter, self.cells[index], index < self.heads
        single = [cell for cell in cells if cell.spot.rows == 1]
        style = setter.style("body" if look.serif and not head else look.role)
        rise = max((cell.box.rise for cell in cells if cell.box), default=0.0)
        tallest = max((cell.box.height + rise - cell.box.rise if cell.box else self.tick for cell in single), default=style.size)
        blank = look.serif and not head and any(_written(cell.spot.node) for cell in cells)
        extra = 0.0 if look.ruled else (style.leading - style.size) / 2 - self.pad_y
        least = setter.tokens.number("table", "row-write") if blank else 0.0
        height = max(tallest + 2 * (self.pad_y + extra), least, wish)
        flex = Flex(int(height / ROW_STEP), ROW_STEP, row=True)

        def paint(canvas: Canvas, x: float, y: float) -> None:
            self.lines(canvas, index, x, y)
            for cell in cells:
                tall = sum(slice_.actual for slice_ in self.made[index : index + cell.spot.rows])
                down = self.pad_y + extra
                if cell.box is not None and head and look.low:
                    down = tall - self.pad_y - cell.box.height
                elif cell.box is not None and look.centred:
                    down = (tall - cell.box.height) / 2 if cell.spot.rows == 1 or head else down
                elif cell.box is not None:
                    down += rise - cell.box.rise
                self.draw(canvas, cell, x, y, down, tall)

        return Slice(height, paint, flexes=(flex,) if look.serif and not head else ())

    def lines(self, canvas: Canvas, index: int, x: float, y: float) -> None:
        """Draw a row's rules: above it under what begins in it, under the last row of the head, and between columns."""
        stroke, height, head = self.setter.stroke, self.made[index].actual, index < self.heads
        hanging = self.hanging(index)
        if self.look.ruled and index:
            above = stroke("fine" if head else "inner")
            if hanging:
                for cell in self.cells[index]:
                    canvas.rule(x + self.lefts[cell.spot.column], y, self.across(cell), above)
            else:
                canvas.rule(x, y, sum(self.widths), above)
        if self.look.ruled and index == self.heads - 1:
            canvas.rule(x, y + height, sum(self.widths), stroke(self.look.under))
        for cell in [*hanging, *self.cells[index]] if self.look.verticals else ():
            if cell.spot.column:
                left = x + self.lefts[cell.spot.column]
                canvas.line(left, y, left, y + height, stroke("inner"))

    def across(self, cell: Cell) -> float:
        """Return a cell's width, in points."""
        return sum(self.widths[cell.spot.column : cell.spot.column + cell.spot.span])

    def draw(self, canvas: Canvas, cell: Cell, x: float, y: float, down: float, height: float) -> None:
        """Draw what a cell holds, in a row whose top is at y: its text `down` points below, or a box in the middle."""
        left, across = x + self.lefts[cell.spot.column] + self.pad_x, self.across(cell) - 2 * self.pad_x
        if cell.label is not None:
            cell.label.paint(canvas, left, y + down + (cell.box.rise if cell.box is not None else 0.0))
        if cell.tick:
            tick = self.tick
            canvas.box(left + (across - tick) / 2, y + (height - tick) / 2, tick, tick, self.setter.stroke("box"))
            canvas.place("tick", self.at, left - self.pad_x, y, left + across + self.pad_x, y + height)
        elif cell.box is not None:
            cell.box.paint(canvas, left + cell.hang, y + down)
        elif height:
            canvas.place("gap", self.at, left - self.pad_x, y, left + across + self.pad_x, y + height)

    def cell(self, spot: Spot) -> Cell:
        """Return a cell measured."""
        setter, node = self.setter, spot.node
        across = sum(self.widths[spot.column : spot.column + spot.span]) - 2 * self.pad_x
        if node.first("tick") is not None and all(not isinstance(child, str) or not child.strip() for child in node.children):
            return Cell(spot, tick=True)
        gap = _alone(node)
        if gap is not None or not node.children:
            return Cell(spot, label=setter.text([gap.get("label")], "meta", across) if gap is not None else None)
        role, weight = dress(setter, node, spot.column, self.look, spot.head)
        align = node.get("align") or "start"
        label = setter.text([node.get("label")], "number", across) if node.get("label") else None
        hang = setter.em(HANG) if label is not None else 0.0
        inline = [child for child in node.children if isinstance(child, str) or child.tag in INLINE]
        box = setter.text(
            fitted(inline, max(across - hang - setter.em(HANG), 0.0)),
            role,
            across - hang,
            weight=weight,
            align=align if align in ("center", "end") else "start",  # type: ignore[arg-type]
        )
        return Cell(spot, box, label=label, hang=hang)


def _written(cell: Node) -> bool:
    """Say whether a pupil writes into a cell: there is nothing in it, or a gap."""
    return not cell.children or cell.first("gap") is not None


def _alone(cell: Node) -> Node | None:
    """Return the gap that is all of a cell: the cell itself is then the space to write in."""
    gap = cell.first("gap")
    return gap if gap is not None and all(child is gap or not str(child).strip() for child in cell.children) else None
