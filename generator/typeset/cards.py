"""Cards to cut out: fronts on one page and their backs on the next, so that both meet when the sheet turns on its long edge."""

from __future__ import annotations

from collections.abc import Sequence

from generator.diagnostics import finding
from generator.frozen import frozen, replace
from generator.model.markup import Node
from generator.model.tokens import TypeStyle
from generator.typeset.canvas import Canvas
from generator.typeset.furniture import paint_row
from generator.typeset.lines import TextBox
from generator.typeset.setter import Setter, builds
from generator.typeset.slices import Slice

EDGE = 17.0
"""Points that cards keep clear of a sheet's sides: 6 mm, which printers leave white."""
HEAD = 9.0
"""Points between the line over the cards and the cards."""
CORNER = 9.0
"""Points from a card's edges to its number and code."""
SMALLER, LEAST = 0.92, 10.0
"""A text too long for its card is set smaller by steps, down to a size in points."""
FRONT, BACK = range(2)
SIDES = ("term", "meaning")
"""The roles of type of fronts and backs, by which their places are called too."""


@frozen
class Grid:
    """Cards side by side in the middle of a sheet, both ways; points from its top left corner."""

    columns: int
    rows: int
    left: float
    top: float
    width: float
    height: float

    def corner(self, index: int, side: int) -> tuple[float, float]:
        """Return the top left corner of a card; backs stand mirrored, so that each lies behind its front."""
        row, column = divmod(index, self.columns)
        column = self.columns - 1 - column if side == BACK else column
        return self.left + column * self.width, self.top + row * self.height


def _grid(setter: Setter) -> Grid:
    """Return as many cards as the paper holds between what stands over and under them; one at least."""
    paper = setter.tokens.paper
    middle = paper.height / 2
    above = middle - paper.margins[0] - setter.style("running").size - HEAD
    across, down = paper.width - 2 * EDGE, 2 * min(above, middle - paper.margins[2])
    width = min(setter.tokens.number("cards", "width"), across)  # cards larger than the paper are as large as it allows
    height = min(setter.tokens.number("cards", "height"), down)
    columns, rows = int(across / width), int(down / height)
    return Grid(columns, rows, (paper.width - columns * width) / 2, middle - rows * height / 2, width, height)


@builds("cards")
def cards(setter: Setter, node: Node, width: float) -> list[Slice]:
    """Pages of fronts and backs in turn, as many cards on each as the paper holds."""
    grid = _grid(setter)
    heads, entries = node.nodes("head"), node.nodes("card")
    many = grid.columns * grid.rows
    made = []
    for start in range(0, len(entries), many):
        for side in (FRONT, BACK):
            page = [(card.get("number"), _fitted(setter, card, side, grid)) for card in entries[start : start + many]]
            made.append(_page(setter, grid, heads[side], page, side, "" if side == BACK else node.get("code")))
            made[-1].forced = len(made) > 1
    return made


def _fitted(setter: Setter, card: Node, side: int, grid: Grid) -> TextBox:
    """Return the text of a card's side, as large as its role or smaller by steps until it fits."""
    style, children = setter.style(SIDES[side]), card.nodes("side")[side].children
    width = grid.width - 3 * CORNER
    height = grid.height - 4 * CORNER - 2 * setter.style("running").size
    while True:
        widest = max((word.width for word in setter.words(children, style)), default=0.0)
        box = setter.text(children, style, width, align="center")
        if widest <= width and box.height <= height:
            return _balanced(setter, children, style, box, widest)
        if style.size * SMALLER < max(LEAST, setter.style("credit").size):
            size = f"{grid.width / 72 * 25.4:.0f} x {grid.height / 72 * 25.4:.0f}"
            setter.findings.append(finding("full-card", label=card.get("at"), number=card.get("number"), size=size))
            return box
        style = replace(style, size=style.size * SMALLER, leading=style.leading * SMALLER)


def _balanced(setter: Setter, children: Sequence[Node | str], style: TypeStyle, box: TextBox, least: float) -> TextBox:
    """Return a text in as many lines on the narrowest measure that needs no more of them: lines of like length."""
    low, best = least, box
    while len(box.lines) > 1 and best.width - low > 1:
        middle = (low + best.width) / 2
        tried = setter.text(children, style, middle, align="center")
        if len(tried.lines) == len(box.lines):
            best = tried
        else:
            low = middle
    return best


def _page(setter: Setter, grid: Grid, head: Node, page: Sequence[tuple[str, TextBox]], side: int, code: str) -> Slice:
    """Return one page of cards, drawn from the sheet's own edges; its height is what it takes of the frame."""
    frame_left, frame_top = setter.tokens.paper.margins[3], setter.tokens.paper.margins[0]
    cut = setter.tokens.numbers("stroke", "cut")
    running = setter.style("running")
    sign = setter.text([code], "running", grid.width) if code else None
    across, high = grid.columns * grid.width, grid.rows * grid.height

    def paint(canvas: Canvas, x: float, y: float) -> None:
        shift, down = x - frame_left, y - frame_top
        start, wide = (x, setter.measure) if setter.measure > across else (grid.left + shift, across)
        paint_row(setter, head, canvas, start, wide, grid.top + down - HEAD - 0.25 * running.size)
        for index, (number, box) in enumerate(page):
            left, top = (at + by for at, by in zip(grid.corner(index, side), (shift, down), strict=True))
            right, bottom = left + grid.width, top + grid.height
            label = setter.text([number], "running", grid.width, weight=700)
            label.paint(canvas, left + CORNER, top + CORNER)
            box.paint(canvas, left + (grid.width - box.width) / 2, top + (grid.height - box.height) / 2)
            if sign is not None:
                sign.paint(canvas, right - CORNER - sign.natural(), bottom - CORNER - sign.height)
            canvas.place(SIDES[side], number, left, top, right, bottom)
        for column in range(grid.columns + 1):  # the whole grid: cards that are left over are for pupils' own words
            left = grid.left + shift + column * grid.width
            canvas.dashes(left, grid.top + down, left, grid.top + down + high, cut)
        for row in range(grid.rows + 1):
            top = grid.top + down + row * grid.height
            canvas.dashes(grid.left + shift, top, grid.left + shift + across, top, cut)

    return Slice(grid.top + grid.rows * grid.height - frame_top, paint)
