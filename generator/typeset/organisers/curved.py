"""Organisers whose fields are not boxes: Venn diagram and fishbone."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from generator.typeset import operators as op
from generator.typeset.canvas import Canvas
from generator.typeset.lines import TextBox
from generator.typeset.organisers.boxed import Drawn, term
from generator.typeset.organisers.fields import BETWEEN, HANG, PAD, UNDER_TITLE, Children, Kit, Part, Stack

WIDE, LEAST, LEAST_FILLED, GROWTH = 0.67, 0.38, 0.3, 1.05
"""An ellipse's width; its least height with lines, and without, in shares of the drawing's width; how it grows."""
CLEAR, SHORT = 9.0, 54.0
"""From an outline to text and lines; the least length of a line (points)."""


class Region:
    """A field of two ellipses: 0 left only, 1 right only, 2 both."""

    def __init__(self, which: int, width: float, high: float) -> None:
        self.which, self.high = which, high
        self.axis, self.wide = WIDE * width / 2, width
        self.left, self.right = self.axis, width - self.axis

    def half(self, y: float) -> float:
        """Half of an ellipse's width at a height from its top."""
        away = (y - self.high / 2) / (self.high / 2)
        return self.axis * sqrt(1 - away * away) if abs(away) < 1 else 0.0

    def span(self, top: float, bottom: float) -> tuple[float, float]:
        """Where a strip may begin and end; the end lies before the beginning where there is no room."""
        least, most = sorted((self.half(top), self.half(bottom)))
        if top < self.high / 2 < bottom:
            most = self.axis
        if self.which == 2:
            return self.right - least + CLEAR, self.left + least - CLEAR
        if self.which == 1:
            return self.left + most + CLEAR, self.right + least - CLEAR
        return self.left - least + CLEAR, self.right - most - CLEAR


class Filling:
    """What stands in a region: its entries from `top` down, all from one left edge, and its lines, the last of them at `low`."""

    def __init__(self, kit: Kit, part: Part, region: Region) -> None:
        self.kit, self.part, self.region = kit, part, region
        start, end = region.span(region.high / 2 - 1, region.high / 2 + 1)
        longest = max((word.width for entry in part.entries for word in kit.setter.words(entry, "table")), default=0.0)
        self.needed, self.short = min(longest, 0.9 * (end - start - HANG)), min(SHORT, 0.6 * (end - start))
        self.stack, self.start, self.top, self.low = kit.stack(part, end - start), start, 0.0, 0.0

    @property
    def tall(self) -> float:
        """The height of entries and lines as set."""
        return self.stack.height + self.kit.room(self.part)

    def fits(self, top: float, low: float) -> bool:
        """Set the entries, and say whether they, each of their words, and the lines under them have room."""
        self.top, self.low = top, low
        tall = 0.0
        while tall < self.stack.height:
            tall = self.stack.height
            self.start, end = self.region.span(top, top + tall)
            if end - self.start - HANG < self.needed:
                return False
            self.stack = self.kit.stack(self.part, end - self.start)
        start, end = self.region.span(low - 2, low)
        return self.tall <= low - top + 0.1 and (end - start >= self.short or not self.kit.lines)

    def paint(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw it in a form whose ellipses have their top left at (x, y)."""
        self.stack.paint(canvas, x + self.start, y + self.top)

        def span(at: float) -> tuple[float, float]:
            start, end = self.region.span(at - y - 2, at - y)
            return x + start, x + end

        self.kit.dots(canvas, y + self.top + self.stack.height, y + self.low, span)


def _fillings(kit: Kit, parts: Sequence[Part], width: float, high: float) -> list[Filling] | None:
    """Return the fields of ellipses so high, in their middle; None where something has no room."""
    made = [Filling(kit, part, Region(which, width, high)) for which, part in enumerate(parts)]
    tall = max(filling.tall for filling in made)
    while tall < high:
        top = (high - tall) / 2
        # each of them is set before the height is judged
        if sum(filling.fits(top, high - top) for filling in made) == len(made):
            return made
        tall = max(tall + 2, *(filling.tall for filling in made))
    return None


def venn(kit: Kit, parts: Sequence[Part], centre: Children, width: float) -> Drawn:
    """Two ellipses that overlap: what is of the left only, of the right only, of both; titles above."""
    titles = [kit.title(part.title, width * share, "center") for part, share in zip(parts, (0.32, 0.32, 0.28), strict=True)]
    middles = [0.19 * width, 0.81 * width, width / 2]
    head = max(title.height for title in titles) + UNDER_TITLE
    high = (LEAST if kit.lines else LEAST_FILLED) * width
    while (fillings := _fillings(kit, parts, width, high)) is None:
        high *= GROWTH
    rule = kit.setter.stroke("rule")

    def paint(canvas: Canvas, x: float, y: float) -> None:
        under, axis = y + head, WIDE * width / 2
        for middle in (axis, width - axis):
            path = _ellipse(x + middle, canvas.height - under - high / 2, axis - rule / 2, high / 2 - rule / 2)
            canvas.operators.append(op.stroked(path, rule))
        for which in (0, 2, 1):  # from left to right, since readers of the file sort what stands on one line
            title, left = titles[which], x + middles[which] - titles[which].width / 2
            title.paint(canvas, left, under - UNDER_TITLE - title.height)
            fillings[which].paint(canvas, x, under)

    return head + high, paint


def _ellipse(x: float, y: float, across: float, up: float) -> str:
    """Return the path of an ellipse round its centre, not painted."""
    k, r = across * op.KAPPA, up * op.KAPPA
    return " ".join(
        [
            f"{op.numbers(x + across, y)} m",
            f"{op.numbers(x + across, y + r, x + k, y + up, x, y + up)} c",
            f"{op.numbers(x - k, y + up, x - across, y + r, x - across, y)} c",
            f"{op.numbers(x - across, y - r, x - k, y - up, x, y - up)} c",
            f"{op.numbers(x + k, y - up, x + across, y - r, x + across, y)} c",
            "h",
        ]
    )


SLANT, NARROW_SLANT, TAB, LEAST_RIB = 26.0, 0.2, 4.0, 50.0
"""How far a rib leans, at most in shares of its width; from its title to the frame of it; the least height of ribs (points)."""
HEAD, MOST_HEAD = 0.26, 124.0
"""The head's share of the width, and its most (points)."""


def fishbone(kit: Kit, parts: Sequence[Part], centre: Children, width: float) -> Drawn:
    """A spine that leads to the effect, with a rib for each field; its lines end at the rib."""
    columns = -(-len(parts) // 2)
    box, wide, tall = term(kit, centre, min(HEAD * width, MOST_HEAD))
    across = (width - wide - SLANT - PAD) / columns
    sides = [_Side(kit, parts[:columns], across), _Side(kit, parts[columns:], across)]
    over, under = (max(side.tab + side.rib, tall / 2) for side in sides)
    rule, bar = kit.setter.stroke("rule"), kit.setter.stroke("bar")

    def paint(canvas: Canvas, x: float, y: float) -> None:
        level = y + over
        canvas.line(x, level, x + width - wide, level, bar)
        canvas.box(x + width - wide, level - tall / 2, wide, tall, rule)
        box.paint(canvas, x + width - wide / 2 - box.width / 2, level - box.height / 2)
        sides[0].paint(canvas, x, level, -1)
        sides[1].paint(canvas, x, level, 1)

    return over + under, paint


class _Side:
    """The ribs above the spine, or those below it: titles at their ends, entries and lines between them.

    rib: how high they are; tab: how high the frames of the titles are (points).
    """

    def __init__(self, kit: Kit, parts: Sequence[Part], across: float) -> None:
        self.kit, self.across, self.slant = kit, across, min(SLANT, NARROW_SLANT * across)
        self.titles = [kit.title(part.title, across - PAD - 2 * TAB, "center") for part in parts]
        self.tab = max(title.height for title in self.titles) + 2 * TAB
        self.rib = LEAST_RIB
        while True:
            self.stacks = [Stack([self.leaning(entry) for entry in part.entries]) for part in parts]
            needed = max(stack.height + kit.room(part) for part, stack in zip(parts, self.stacks, strict=True)) + PAD + kit.foot
            if needed <= self.rib:
                break
            self.rib = needed

    def leaning(self, entry: Children) -> TextBox:
        """Return an entry as narrow as it must be to stand between two ribs that lean."""
        lines = 0
        box = self.kit.entry(entry, self.across - 2 * CLEAR)
        while len(box.lines) > lines:
            lines = len(box.lines)
            box = self.kit.entry(entry, self.across - 2 * CLEAR - self.slant * min(1.0, box.height / self.rib))
        return box

    def paint(self, canvas: Canvas, x: float, level: float, way: int) -> None:
        """Draw them above (`way` -1) or below the spine at `level`."""
        end = level + way * self.rib
        edge = end if way > 0 else end - self.tab

        def lean(y: float) -> float:
            """How far the ribs have leaned at a height, from nothing at their titles."""
            return self.slant * (1 - abs(y - level) / self.rib)

        for index, (title, stack) in enumerate(zip(self.titles, self.stacks, strict=True)):
            left = x + index * self.across
            canvas.box(left + PAD, edge, self.across - PAD, self.tab, canvas.strokes["fine"])
            title.paint(canvas, left + PAD + (self.across - PAD - title.width) / 2, edge + (self.tab - title.height) / 2)
            canvas.line(left + self.across, end, left + self.across + self.slant, level, canvas.strokes["rule"])
            y = min(level, end) + PAD
            for box in stack.boxes:
                Stack([box]).paint(canvas, left + max(lean(y), lean(y + box.height)) + CLEAR, y)
                y += box.height + BETWEEN
            y -= BETWEEN if stack.boxes else 0.0

            def span(at: float, left: float = left) -> tuple[float, float]:
                return left + lean(at) + CLEAR, left + self.across + lean(at) - 2

            self.kit.dots(canvas, y, max(level, end) - (self.kit.foot if way < 0 else PAD), span)
