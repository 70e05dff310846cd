"""Measured blocks: what the page breaker stacks. A slice is never split; between slices a page may end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from generator.frozen import field, slotted
from generator.typeset.canvas import Canvas

Paint = Callable[[Canvas, float, float], None]


@slotted
class Flex:
    """What may grow or shrink by whole steps of `pitch` points: answer lines, or by points the row of a table, which only grows.

    `extra` is settled by the page breaker.
    """

    count: int
    pitch: float
    extra: int = 0
    row: bool = False

    @property
    def gives(self) -> bool:
        """Say whether it may shrink by a step."""
        return self.count > 2 and not self.row


@slotted
class Beside:
    """Something for the margin column, level with the slice that carries it, `offset` points below its top.

    `name` tells it apart: where the margin has no room for it within `drift` points below, the flow is set again without it.
    """

    height: float
    paint: Paint
    offset: float
    name: str = ""
    drift: float = 1e6


@slotted
class Around:
    """Something drawn round neighbouring slices on one page: given left edge, top and bottom. Identity matters."""

    paint: Callable[[Canvas, float, float, float], None]


@slotted
class Columns:
    """Two columns that slices stand in: each `width` points wide, the second `step` points from the first. Identity matters."""

    width: float
    step: float


@slotted
class Slice:
    """A piece of the flow `height` points high.

    before, after: wanted space above and below (the larger of neighbours' wins). stay: never begins a page.
    cost: of a page break before it. carry: repeated on top of a page that begins with it. stretch: which space above it
    may grow. wide: also takes the margin column. forced: a page break before it.
    at: the item or block that a finding about it is about. rise: how much lower than usual its first baseline lies.
    columns: what it stands in; a page break may then be a column's end. reminds: carried only onto pages where what is before
    the first slice that carries it does not stand.
    """

    height: float
    paint: Paint
    before: float = 0.0
    after: float = 0.0
    stay: bool = False
    cost: float = 0.0
    stretch: Literal["", "section", "item"] = ""
    at: str = ""
    wide: bool = False
    forced: bool = False
    carry: Slice | None = None
    flexes: tuple[Flex, ...] = ()
    around: tuple[tuple[Around, float], ...] = ()
    beside: list[Beside] = field(default_factory=list)
    rise: float = 0.0
    columns: Columns | None = None
    reminds: bool = False

    @property
    def actual(self) -> float:
        """The height with its answer lines as settled."""
        if not self.flexes:
            return self.height
        return self.height + sum(flex.extra * flex.pitch for flex in self.flexes)

    def shifted(self, dx: float) -> Slice:
        """Move what it paints `dx` points towards the end edge (in place)."""
        paint = self.paint
        self.paint = lambda canvas, x, y: paint(canvas, x + dx, y)
        self.around = tuple((around, left + dx) for around, left in self.around)
        return self


Open = dict[int, tuple[Around, float, float, float]]
"""What goes round slices of the page being painted: by identity, with its left edge, top and bottom so far."""


def gap_between(upper: Slice | None, lower: Slice) -> float:
    """Return the space between two neighbours: the larger wish wins; none at the top of a page."""
    return 0.0 if upper is None else max(upper.after, lower.before)


def stacked(slices: Sequence[Slice]) -> float:
    """Return the height of slices on one another, with the spaces between them."""
    total, upper = 0.0, None
    for slice_ in slices:
        total += gap_between(upper, slice_) + slice_.height
        upper = slice_
    return total


def paint_stack(slices: Sequence[Slice], canvas: Canvas, x: float, y: float) -> None:
    """Paint slices from (x, y) downwards, and what goes round them."""
    open_: Open = {}
    upper: Slice | None = None
    for slice_ in slices:
        y += gap_between(upper, slice_)
        note_around(open_, slice_, x, y, y + slice_.actual)
        slice_.paint(canvas, x, y)
        y += slice_.actual
        upper = slice_
    paint_around(open_, canvas)


def note_around(open_: Open, slice_: Slice, x: float, top: float, bottom: float) -> None:
    """Remember that a slice stands from top to bottom inside what goes round it."""
    for around, left in slice_.around:
        known = open_.get(id(around))
        open_[id(around)] = (around, x + left, known[2] if known else top, bottom)


def paint_around(open_: Open, canvas: Canvas) -> None:
    """Paint all that goes round slices on this page."""
    for around, x, top, bottom in open_.values():
        around.paint(canvas, x, top, bottom)


def fuse(slices: Sequence[Slice]) -> Slice:
    """Make one slice of several: a block that no page break parts."""
    if len(slices) == 1:
        return slices[0]
    kept = tuple(slices)
    first, last = kept[0], kept[-1]
    fused = Slice(
        height=stacked(kept),
        paint=lambda canvas, x, y: paint_stack(kept, canvas, x, y),
        before=first.before,
        after=last.after,
        stay=first.stay,
        cost=first.cost,
        stretch=first.stretch,
        wide=any(slice_.wide for slice_ in kept),
        forced=first.forced,
        carry=first.carry,
        at=first.at,
        rise=first.rise,
        flexes=tuple(flex for slice_ in kept for flex in slice_.flexes),
    )
    y, upper = 0.0, None
    for slice_ in kept:
        y += gap_between(upper, slice_)
        for beside in slice_.beside:
            fused.beside.append(Beside(beside.height, beside.paint, y + beside.offset, beside.name, beside.drift))
        y += slice_.height
        upper = slice_
    return fused


def hold(slices: Sequence[Slice], keep_next: Sequence[Slice]) -> None:
    """Forbid a page break between a block and the one after it."""
    if slices and keep_next:
        keep_next[0].stay = True
