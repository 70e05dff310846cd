"""The looks of tables, and how wide their columns are: as the markup wishes, else shared out by what they hold."""

from __future__ import annotations

from collections.abc import Sequence

from generator.frozen import frozen, replace, slotted
from generator.model.markup import Node
from generator.typeset.setter import Role, Setter
from generator.typeset.words import natural_width


@frozen
class Look:
    """How a kind of table is drawn.

    verticals: between all columns. serif: cells are set like body text, to write in. low: heads stand on their rule.
    under: the stroke under the head. role: of the type scale; head: of heads, where it is another. pad: at the sides of a cell,
    above and below its text, in points, where it is not the token `table.pad`. room: what columns of the rest have at least,
    before the others give way. share: of its size that its text has, where words would be cut otherwise. split: what a page's
    end between two rows costs.
    """

    verticals: bool = False
    serif: bool = False
    first_heavy: bool = False
    centred: bool = False
    ruled: bool = True
    low: bool = False
    under: str = "fine"
    role: Role = "table"
    head: Role = ""
    pad: tuple[float, float] | None = None
    room: float = 0.0
    share: float = 1.0
    split: float = 3.0


LOOKS = {
    "reading": Look(first_heavy=True),
    "pupil": Look(verticals=True, serif=True, centred=True, under="rule"),
    "key": Look(verticals=True, centred=True),
    "form": Look(verticals=True, low=True, under="rule", role="meta", pad=(4.5, 4.5)),
    "register": Look(verticals=True, centred=True, low=True, under="rule", role="meta", pad=(4.5, 4.5), room=90.0),
    "sum": Look(role="meta", pad=(4.5, 3.0)),
    "card": Look(verticals=True, role="meta", pad=(4.5, 3.0)),
    "versions": Look(verticals=True, centred=True, under="rule", pad=(4.0, 3.0), split=20.0),
    "marks": Look(verticals=True, centred=True, under="rule", role="number", head="table", pad=(4.0, 3.0), split=20.0),
    "plain": Look(ruled=False),
    "contents": Look(ruled=False, pad=(0.0, 4.0)),
    "cover": Look(ruled=False, role="lead", pad=(0.0, 6.0)),
}
"""contents: lines of a book's contents, from edge to edge; cover: the chapters on its cover; form: the teachers' tables of many
columns (page design, section 7, "Kisi-kisi"); register: such a table to write in; sum: what recapitulates them; card: such a
table set closer; versions: what several versions of a sheet have, side by side;
marks: the same where it is letters and numbers alone.
"""


@slotted
class Spot:
    """Where a cell stands: its first column and row, from 0, and how many of each it takes; whether in the table's head."""

    node: Node
    column: int
    span: int
    row: int
    rows: int
    head: bool = False


Grid = Sequence[Sequence[Spot]]
"""The cells that begin in each row."""
Needs = tuple[Sequence[float], Sequence[float]]
"""The width of each column that its longest word needs, and that its longest text needs on one line, in points."""


def placed(rows: Sequence[Node]) -> tuple[list[list[Spot]], int]:
    """Return each row's cells where they stand, beside those that go on from rows above, and how many columns there are."""
    free: dict[int, int] = {}
    grid: list[list[Spot]] = []
    count = 0
    for index, row in enumerate(rows):
        spots, column, head = [], 0, row.get("head") == "yes"
        for node in row.nodes("td"):
            while free and free.get(column, 0) > index:
                column += 1
            span, down = max(1, int(node.get("colspan", "1"))), max(1, int(node.get("rowspan", "1")))
            spots.append(Spot(node, column, span, index, min(down, len(rows) - index), head))
            if down > 1:
                free.update(dict.fromkeys(range(column, column + span), index + down))
            column += span
        grid.append(spots)
        count = max(count, column)
    return grid, count


HANG = 18.0
"""From the label of a cell to its text."""
TICKS = 0.6
"""The most that columns of tick boxes take of a table; longer heads wrap."""
ALIKE = 10.0
"""Columns of tick boxes that differ by less are made equal (page design, section 6, "Statement table")."""
SHARE, LEAST, LEGIBLE = 0.7, 10.0, 7.5
"""The least share of its size that the text of a table has, and its least size in points, elsewhere and in a form."""
ENTRY = 40.0
"""The least room for a gap in a cell."""


def fitted(children: Sequence[Node | str], most: float, own: float = 0.0) -> list[Node | str]:
    """Return inline children with gaps no wider than `most` points; one that does not say its width has its `own`, or all."""
    return [
        Node("gap", {**child.attributes, "width": f"{min(float(child.get('width') or own or most), most):g}"})
        if isinstance(child, Node) and child.tag == "gap"
        else child
        for child in children
    ]


def dress(setter: Setter, node: Node, column: int, look: Look, head: bool) -> tuple[Role, int | None]:
    """Return the role and the weight that a cell is set in."""
    heavy = 700 if head else int(node.get("weight")) if node.get("weight") else 600 if look.first_heavy and not column else None
    role = "body" if look.serif and not head else look.head if look.head and head else look.role
    if look.share == 1.0:
        return role, heavy
    style = setter.style(role)
    return replace(style, size=style.size * look.share, leading=style.leading * look.share), heavy


def fitting(setter: Setter, grid: Grid, count: int, look: Look, width: float) -> tuple[Look, Needs]:
    """Return a look in which no word is wider than its column, as far as type may be smaller for it, and its needs."""
    needs = measured(setter, grid, count, look)
    least = sum(needs[0])
    pads = 2 * count * (look.pad or setter.tokens.numbers("table", "pad"))[0]
    if least <= width or least <= pads:
        return look, needs
    size = setter.style(look.role).size
    smallest = LEGIBLE / size if look.pad is not None else max(SHARE, LEAST / size)
    smaller = replace(look, share=min(1.0, max(smallest, (width - pads) / (least - pads) - 0.01)))
    return smaller, measured(setter, grid, count, smaller)


def widths_of(setter: Setter, node: Node, count: int, look: Look, width: float, needs: Needs) -> list[float]:
    """Return the widths: as `widths` says ("rest", "auto", "least", "tick" or points), else shared out by what they hold."""
    least, most = needs
    wishes = node.get("widths").split()
    if not wishes:
        return _shared(least, most, width)
    wishes = [*wishes, *["auto"] * count][:count]
    ticks = iter(_ticks(setter, least, most, [i for i, wish in enumerate(wishes) if wish == "tick"], width))
    own = {"auto": lambda i: most[i], "least": lambda i: least[i], "rest": lambda i: 0.0, "tick": lambda i: next(ticks)}
    scale = 1.0 if look.low else setter.em(1.0)  # a form's widths are those of the page, whatever the size of its text
    fixed = [own[wish](i) if wish in own else max(float(wish) * scale, least[i]) for i, wish in enumerate(wishes)]
    rest = [i for i, wish in enumerate(wishes) if wish == "rest"]
    lack = setter.em(look.room) * len(rest) - (width - sum(fixed))
    if rest and lack > 0:
        over = [max(0.0, wish - need) if i not in rest else 0.0 for i, (wish, need) in enumerate(zip(fixed, least, strict=True))]
        share = min(1.0, lack / max(sum(over), lack))
        fixed = [wish - share * more for wish, more in zip(fixed, over, strict=True)]
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


def measured(setter: Setter, grid: Grid, count: int, look: Look) -> Needs:
    """Return how wide each column is at least, for its longest word, and how wide with every cell on one line, in points."""
    pad_x = (look.pad or setter.tokens.numbers("table", "pad"))[0]
    least, most = [2 * pad_x] * count, [2 * pad_x] * count
    tick = setter.tokens.number("tick", "size")
    for spots in grid:
        for spot in spots:
            cell, column = spot.node, spot.column
            if spot.span == 1:
                words = setter.words(fitted(cell.children, ENTRY), *dress(setter, cell, column, look, spot.head))
                more = 2 * pad_x + 0.5 + (setter.em(HANG) if cell.get("label") else 0.0)
                least[column] = max(least[column], max((word.width for word in words), default=tick) + more)
                most[column] = max(most[column], natural_width(words) + more)
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
