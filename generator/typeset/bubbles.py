"""The bubbles of an answer sheet: rows of circles with letters, in columns of ten; and how they are to be filled in.

Each bubble leaves its place, named by its item's number, its row's letter and its own: `12//A`, `14/b/S`.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.frozen import frozen
from generator.model.markup import Node
from generator.typeset.canvas import Canvas
from generator.typeset.lines import TextBox
from generator.typeset.setter import Setter, builds
from generator.typeset.slices import Slice

FIVE = 5
"""Bubbles stand in groups of so many numbers."""
APART = 5.0
"""Points between two columns, at least."""
SPREAD, BESIDE = 3, 36.0
"""So many columns, or more, are spread to both edges; of fewer the second stands so many points beside the first, at most."""


@frozen
class Row:
    """A row of bubbles: its letter and those of its bubbles, set."""

    name: str
    label: TextBox | None
    bubbles: tuple[tuple[str, TextBox], ...]


@frozen
class Marks:
    """The rows of one item, under a line that says what their letters mean where it needs one; its number."""

    name: str
    number: TextBox | None
    legend: TextBox | None
    rows: tuple[Row, ...]


class Grid:
    """Measures: how wide and high what is marked is. A bubble's circle touches neither its row's ends nor the next row."""

    def __init__(self, setter: Setter, width: float, *, numbered: bool) -> None:
        token = {name: setter.tokens.number("bubble", name) for name in setter.tokens.groups["bubble"]}
        self.size, self.stroke, self.across, self.down = (token[name] for name in ("size", "stroke", "across", "down"))
        self.fifth, self.number, self.clear, self.letter = (token[name] for name in ("fifth", "number", "clear", "letter"))
        self.most, self.width, self.setter, self.numbered = int(token["columns"]), width, setter, numbered

    def marks(self, node: Node) -> Marks:
        """Set the letters of one item."""
        text, caption = self.setter.text, node.first("caption")
        rows = []
        for row in node.nodes("row"):
            label = text([row.get("label")], "number", self.width, weight=400) if row.get("label") else None
            letters = [(_letter(one), text(one.children, "answer", self.width)) for one in row.nodes("bubble")]
            rows.append(Row(row.get("label"), label, tuple(letters)))
        return Marks(
            node.get("name"),
            text([node.get("number")], "number", self.width) if node.get("number") else None,
            text(caption.children, "caption", self.width - self.indent(rows)) if caption is not None else None,
            tuple(rows),
        )

    def indent(self, rows: Sequence[Row]) -> float:
        """Return how far from a column's start the first bubble stands."""
        return (self.number + self.clear if self.numbered else 0.0) + (self.letter if any(row.label for row in rows) else 0.0)

    def wide(self, marks: Marks) -> float:
        """Return how wide an item is."""
        many = max(len(row.bubbles) for row in marks.rows)
        bubbles = self.size + (many - 1) * self.across
        return self.indent(marks.rows) + max(bubbles, marks.legend.natural() if marks.legend else 0.0)

    def high(self, marks: Marks) -> float:
        """Return how high an item is, from the top of its first row to the top of the next item's."""
        legend = marks.legend.height + self.clear if marks.legend else 0.0
        return legend + len(marks.rows) * self.down

    def paint(self, marks: Marks, canvas: Canvas, x: float, y: float) -> None:
        """Draw an item with its top left corner at (x, y)."""
        start = x + self.indent(marks.rows)
        if marks.legend:
            marks.legend.paint(canvas, start, y)
            y += marks.legend.height + self.clear
        if marks.number:
            self._centred(canvas, marks.number, x + self.number - marks.number.natural(), y)
        for row in marks.rows:
            if row.label:
                self._centred(canvas, row.label, start - self.letter, y)
            for place, (letter, box) in enumerate(row.bubbles):
                middle, radius = start + self.size / 2 + place * self.across, self.size / 2
                canvas.circle(middle, y + radius, radius - self.stroke / 2, self.stroke)
                self._centred(canvas, box, middle - box.natural() / 2, y)
                name = f"{marks.name}/{row.name}/{letter}"
                canvas.place("bubble", name, middle - radius, y, middle + radius, y + self.size)
            y += self.down

    def _centred(self, canvas: Canvas, box: TextBox, x: float, y: float) -> None:
        """Draw a letter or number whose capitals stand in the middle of a row's bubbles."""
        face = box.lines[0].runs[0].face
        cap = face.metrics.cap_height * box.size if face is not None else 0.0
        box.paint_line(canvas, box.lines[0], x, y + (self.size + cap) / 2)


def _letter(node: Node) -> str:
    return "".join(child for child in node.children if isinstance(child, str)).strip()


@builds("bubbles")
def bubbles(setter: Setter, node: Node, width: float) -> list[Slice]:
    """What is marked, in columns read down one after the other; one slice for each band of columns."""
    grid = Grid(setter, width, numbered=any(one.get("number") for one in node.nodes("marks")))
    items = [grid.marks(one) for one in node.nodes("marks")]
    across = max(map(grid.wide, items))
    most = max(1, min(grid.most, int((width + APART) / (across + APART))))
    single = all(len(item.rows) == 1 and item.legend is None for item in items)
    columns = _by_fives(items, most, setter.whole / grid.down) if single else _by_height(grid, items, most, setter.whole)
    made = []
    for start in range(0, len(columns), most):
        made.append(_band(grid, columns[start : start + most], across, most, single))
        made[-1].before = 0.0 if len(made) == 1 else setter.gap(12.0)
    made[-1].after = setter.space("item")
    return [_lowered(made[0], float(node.get("drop") or 0)), *made[1:]]


def _lowered(band: Slice, drop: float) -> Slice:
    paint = band.paint
    band.height += drop
    band.paint = lambda canvas, x, y: paint(canvas, x, y + drop)
    return band


def _by_fives(items: Sequence[Marks], most: int, rows: float) -> list[Sequence[Marks]]:
    """Return columns of five, ten, fifteen ...: the shortest in which all stand side by side, or about half a frame."""
    longest = max(1, int(rows) // FIVE)
    tall = FIVE * min(longest, -(-len(items) // (FIVE * most)))
    return [items[start : start + tall] for start in range(0, len(items), tall)]


def _by_height(grid: Grid, items: Sequence[Marks], most: int, frame: float) -> list[Sequence[Marks]]:
    """Return columns of about the same height, none of them much higher than half a frame."""
    limit = max(map(grid.high, items))
    while True:
        columns: list[list[Marks]] = [[]]
        used = 0.0
        for item in items:
            if columns[-1] and used + grid.high(item) > limit:
                columns.append([])
                used = 0.0
            columns[-1].append(item)
            used += grid.high(item) + grid.fifth
        if len(columns) <= most or limit >= frame:
            return list(columns)
        limit += grid.down / 2


def _band(grid: Grid, columns: Sequence[Sequence[Marks]], across: float, most: int, single: bool) -> Slice:
    spread = len(columns) if len(columns) >= SPREAD else most
    step = (grid.width - across) / (spread - 1) if spread > 1 else 0.0
    step = step if len(columns) >= SPREAD else min(step, across + BESIDE)
    tops = [_tops(grid, column, single) for column in columns]
    height = max(column[-1] for column in tops) - (grid.down - grid.size)

    def paint(canvas: Canvas, x: float, y: float) -> None:
        for index, (column, starts) in enumerate(zip(columns, tops, strict=True)):
            for item, top in zip(column, starts, strict=False):
                grid.paint(item, canvas, x + index * step, y + top)

    return Slice(height, paint)


def _tops(grid: Grid, column: Sequence[Marks], single: bool) -> list[float]:
    """Return where the items of a column begin, and where the last one ends: more room after each fifth, or after rows."""
    tops = [0.0]
    for place, item in enumerate(column, 1):
        more = place < len(column) and (not single or place % FIVE == 0)
        tops.append(tops[-1] + grid.high(item) + (grid.fifth if more else 0.0))
    return tops


@builds("boxes")
def boxes(setter: Setter, node: Node, width: float) -> list[Slice]:
    """Squares for one letter each, labelled in their corners, in as many rows as they need."""
    size, fine = setter.tokens.number("bubble", "box"), setter.stroke("fine")
    labels = [setter.text(one.children, "field", size) for one in node.nodes("field")]
    many = max(1, int(width / size))

    def paint(canvas: Canvas, x: float, y: float) -> None:
        for place, label in enumerate(labels):
            left, top = x + place % many * size, y + place // many * size
            canvas.box(left, top, size + fine, size + fine, fine)
            label.paint(canvas, left + 3, top + 3)

    return [Slice(-(-len(labels) // many) * size, paint, after=setter.space("item"))]


@builds("marking")
def marking(setter: Setter, node: Node, width: float) -> list[Slice]:
    """How bubbles are filled in: a text, and at its end what is right and what is wrong, drawn."""
    size, stroke = setter.tokens.number("bubble", "size"), setter.tokens.number("bubble", "stroke")
    labels = [setter.text([node.get(name)], "field", width, weight=600) for name in ("right", "wrong")]
    after, apart = setter.em(6.0), setter.em(18.0)
    wide = sum(label.natural() + after for label in labels) + 3 * size + after + apart
    below = wide + apart > width / 2
    box = setter.text(node.children, "instruction", width if below else width - wide - apart)
    height = box.height + setter.gap(9.0) + size if below else max(box.height, size)

    def paint(canvas: Canvas, x: float, y: float) -> None:
        box.paint(canvas, x, y if below else y + (height - box.height) / 2)
        left, middle = (x, y + height - size / 2) if below else (x + width - wide, y + height / 2)
        for label, shapes in zip(labels, (("full",), ("cross", "dot")), strict=True):
            label.paint_line(canvas, label.lines[0], left, middle + 0.33 * label.size)
            left += label.natural() + after
            for shape in shapes:
                _example(canvas, shape, left + size / 2, middle, size / 2, stroke)
                left += size + after
            left += apart - after

    return [Slice(height, paint, before=setter.gap(12.0), after=setter.gap(12.0))]


def _example(canvas: Canvas, shape: str, x: float, y: float, radius: float, stroke: float) -> None:
    """Draw a bubble round its centre as it is filled in well, or with a cross or a dot instead."""
    if shape == "full":
        canvas.disc(x, y, radius)
        return
    canvas.circle(x, y, radius - stroke / 2, stroke)
    arm = radius * 0.35
    if shape == "dot":
        canvas.disc(x, y, arm)
    else:
        canvas.line(x - arm, y - arm, x + arm, y + arm, stroke)
        canvas.line(x - arm, y + arm, x + arm, y - arm, stroke)
