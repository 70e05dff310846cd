"""What stands in an organiser's fields, whatever shape goes round them: title, given entries, lines to write on."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from generator.frozen import replace, slotted
from generator.model.markup import Node
from generator.typeset.canvas import Canvas
from generator.typeset.lines import Align, TextBox
from generator.typeset.setter import Setter

Children = Sequence["Node | str"]
Span = Callable[[float], "tuple[float, float]"]
"""From a height to where a line at it may begin and end, both in points."""

PAD, UNDER_TITLE, FOOT = 7.0, 4.0, 9.0
"""From a field's edge to its text; from its title to what follows; from its last line to the edge (points)."""
HANG, BETWEEN = 8.0, 3.0
"""From an entry's disc to its text; between entries."""
SHORTEST = 36.0
"""A line of fewer points is not printed: nothing can be written on it."""


@slotted
class Part:
    """A field as the markup has it: its title, and the entries that are given."""

    title: Children
    entries: list[Children]


@slotted
class Stack:
    """The entries of a field, one under the other."""

    boxes: list[TextBox]

    @property
    def height(self) -> float:
        """All of them with the space between them, in points."""
        return sum(box.height + BETWEEN for box in self.boxes) - (BETWEEN if self.boxes else 0.0)

    def paint(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw them from (x, y) downwards, each after its disc."""
        for box in self.boxes:
            canvas.disc(x + 2.5, y + box.rise + 0.51 * box.size, 1.2)
            box.paint(canvas, x + HANG, y)
            y += box.height + BETWEEN


class Kit:
    """Sets the fields of one organiser. `lines` are what a field without given entries has, `pitch` their distance in points."""

    def __init__(self, setter: Setter, lines: int, pitch: float) -> None:
        self.setter, self.lines, self.pitch = setter, lines, pitch
        self.foot = FOOT if lines else PAD

    def title(self, title: Children, width: float, align: Align = "start") -> TextBox:
        """Return a field's title."""
        return self.whole(title, "instruction", width, 700, align)

    def stack(self, part: Part, width: float) -> Stack:
        """Return a field's given entries."""
        return Stack([self.entry(entry, width) for entry in part.entries])

    def entry(self, entry: Children, width: float) -> TextBox:
        """Return one given entry, its disc being part of the width."""
        return self.whole(entry, "table", width - HANG)

    def whole(self, children: Children, role: str, width: float, weight: int | None = None, align: Align = "start") -> TextBox:
        """Return a text, smaller where its longest word would be cut otherwise, down to the smallest size anywhere."""
        style = self.setter.style(role)
        longest = max((word.width for word in self.setter.words(children, role, weight)), default=0.0)
        if longest > width:
            share = max((width - 0.1) / longest, self.setter.style("credit").size / style.size)
            style = replace(style, size=style.size * share, leading=style.leading * share)
        return self.setter.text(children, style, width, weight=weight, align=align)

    def room(self, part: Part) -> float:
        """Return the height of the lines under what is given: at least one, so that no field tells that it is full."""
        return max(1, self.lines - len(part.entries)) * self.pitch if self.lines else 0.0

    def dots(self, canvas: Canvas, top: float, bottom: float, span: Span) -> None:
        """Draw lines from `bottom` upwards, the highest at least a pitch below `top`; fields side by side share their heights."""
        dash = self.setter.tokens.numbers("stroke", "dots")
        count = int((bottom - top) / self.pitch + 0.1) if self.lines else 0
        for number in reversed(range(count)):
            y = bottom - number * self.pitch
            start, end = span(y)
            if end - start >= SHORTEST:
                canvas.dots(start, y, end - start, dash)
                canvas.place("lines", "", start, y - self.pitch, end, y)


class Cell:
    """A field in a rectangle `width` points wide, its title inside or (`head` False) elsewhere."""

    def __init__(self, kit: Kit, part: Part, width: float, align: Align = "start", head: bool = True) -> None:
        self.kit, self.part, self.width = kit, part, width
        self.title = kit.title(part.title, width - 2 * PAD, align)
        self.stack = kit.stack(part, width - 2 * PAD)
        self.head = self.title.height + UNDER_TITLE if head else 0.0
        self.body = self.stack.height + kit.room(part)

    def paint(self, canvas: Canvas, x: float, y: float, height: float, head: float = 0.0) -> None:
        """Draw it `height` points high; `head` is the height that titles side by side share, with the space under them."""
        if self.head:
            self.title.paint(canvas, x + PAD, y + PAD)
        top = y + PAD + (head or self.head)
        self.stack.paint(canvas, x + PAD, top)
        self.kit.dots(canvas, top + self.stack.height, y + height - self.kit.foot, lambda _: (x + PAD, x + self.width - PAD))


def row_height(cells: Sequence[Cell]) -> tuple[float, float]:
    """Return the height of cells side by side, and that of their titles."""
    head = max(cell.head for cell in cells)
    return PAD + head + max(cell.body for cell in cells) + cells[0].kit.foot, head
