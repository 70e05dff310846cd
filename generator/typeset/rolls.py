"""Rolls: tables of one-line texts with many rows, such as a list of pupils, set without looking for the ends of lines.

Where a row needs more than one line they are set as tables are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from generator.model.markup import Node
from generator.typeset.canvas import Canvas
from generator.typeset.fonts import Face
from generator.typeset.setter import Setter, builds
from generator.typeset.slices import Around, Slice, fuse, stacked
from generator.typeset.tables import table
from generator.typeset.words import Ink

TOGETHER = 5
"""Rows that no page break parts."""

Pieces = Sequence[tuple[Face, str, float]]
"""A text where it changes its face, each part with its width at size 1."""


@builds("roll")
def roll(setter: Setter, node: Node, width: float) -> list[Slice]:
    """A head and its rows, one a line of the text, cells parted by tabs; aligned as `align` says."""
    rows = [line.split("\t") for line in "".join(map(str, node.children)).split("\n")]
    align = node.get("align").split()
    made = Roll(setter, rows, align)
    if made.least > width:
        return table(setter, _as_table(rows, align), width)
    slices = made.slices(width)
    slices = [fuse(slices)] if stacked(slices) <= setter.whole else slices
    slices[0].before, slices[-1].after = setter.gap(6.0), setter.gap(12.0)
    return slices


class Roll:
    """One roll: `least` is how wide it is at least, in points."""

    def __init__(self, setter: Setter, rows: Sequence[Sequence[str]], align: Sequence[str]) -> None:
        self.setter, self.align = setter, align
        self.inks = setter.ink("table", 700), setter.ink("table")
        self.pad_x, self.pad_y = setter.tokens.numbers("table", "pad")
        head, plain = map(self.measurer, self.inks)
        self.rows = [[(plain if index else head)(cell) for cell in row] for index, row in enumerate(rows)]
        size = self.inks[0].size
        self.needs = [
            2 * self.pad_x + 1.0 + size * max(across for _, across in column) for column in zip(*self.rows, strict=True)
        ]
        self.least = sum(self.needs)
        self.height = size + 2 * self.pad_y

    def measurer(self, ink: Ink) -> Callable[[str], tuple[Pieces, float]]:
        """Return what gives a text in its faces, and its width at size 1; what stands in many rows is measured once."""

        @cache
        def measured(text: str) -> tuple[Pieces, float]:
            pieces = self.setter.fonts.pieces(text.replace(" ", "\u00a0"), ink.family, ink.weight, ink.italic) if text else ()
            return pieces, sum([across for _, _, across in pieces])

        return measured

    def slices(self, width: float) -> list[Slice]:
        """Return the roll on a measure of `width` points, its head repeated on every page."""
        more = (width - self.least) / self.least
        widths = [need + need * more for need in self.needs]
        lefts = [sum(widths[:place]) for place in range(len(widths))]
        head = self.block(0, 1, lefts, widths)
        frame = Around(lambda canvas, x, top, bottom: self.frame(canvas, x, top, bottom, width))
        made = [head]
        for first in range(1, len(self.rows), TOGETHER):
            made.append(self.block(first, min(first + TOGETHER, len(self.rows)), lefts, widths))
            made[-1].carry, made[-1].cost, made[-1].stay = head, 3.0, first == 1
        for slice_ in made:
            slice_.around = ((frame, 0.0),)
        return made

    def block(self, first: int, end: int, lefts: Sequence[float], widths: Sequence[float]) -> Slice:
        """Return rows as one slice."""
        size, height = self.inks[0].size, self.height
        under, inner = self.setter.stroke("fine"), self.setter.stroke("inner")

        def paint(canvas: Canvas, x: float, y: float) -> None:
            tops = [y + place * height for place in range(end - first)]
            canvas.rules(x, tops if first > 1 else tops[1:], sum(widths), inner)
            for row, top in zip(self.rows[first:end], tops, strict=True):
                self.paint(canvas, row, [x + left for left in lefts], widths, top + self.pad_y + 0.75 * size)
            if not first:
                canvas.rule(x, y + height, sum(widths), under)

        return Slice((end - first) * height, paint)

    def paint(
        self,
        canvas: Canvas,
        row: Sequence[tuple[Pieces, float]],
        lefts: Sequence[float],
        widths: Sequence[float],
        baseline: float,
    ) -> None:
        """Draw the cells of a row on its baseline."""
        size, placed = self.inks[0].size, []
        for (pieces, across), left, width, align in zip(row, lefts, widths, self.align, strict=True):
            spare = width - 2 * self.pad_x - across * size
            x = left + self.pad_x + (spare / 2 if align == "center" else spare if align == "end" else 0.0)
            for face, text, advance in pieces:
                placed.append((x, face, text))
                x += advance * size
        canvas.cells(baseline, size, placed)

    def frame(self, canvas: Canvas, x: float, top: float, bottom: float, width: float) -> None:
        """Draw the rules over and under what of the roll is on a page."""
        rule = self.setter.stroke("rule")
        canvas.rule(x, top, width, rule)
        canvas.rule(x, bottom - rule, width, rule)


def _as_table(rows: Sequence[Sequence[str]], align: Sequence[str]) -> Node:
    """Return the same as a table, whose cells may take several lines."""
    return Node("table", {"kind": "reading"}, [
        Node("tr", {} if index else {"head": "yes"}, [
            Node("td", {"align": side} if side != "start" else {}, [cell] if cell else [])
            for cell, side in zip(row, align, strict=True)
        ])
        for index, row in enumerate(rows)
    ])  # fmt: skip
