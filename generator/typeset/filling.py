"""What a page may hold: the heights of stretches of slices, and where a page that begins with one of them may end."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from generator.frozen import frozen
from generator.typeset.slices import Slice, gap_between

EASE = 0.05
"""How much a page may exceed its frame by rounding, in points."""


@frozen
class Rules:
    """The token group `compose`.

    spare: empty height at which a page's emptiness costs 1, in points. sections: by how much of themselves the spaces above
    heads may stretch; items: by how many points those above items; answers, rows: how much of themselves open answers, and
    rows of pupils' tables, may grow on the last page.
    """

    spare: float = 72.0
    sections: float = 0.5
    items: float = 4.0
    answers: float = 0.5
    rows: float = 0.2


class Region(NamedTuple):
    """Slices `start` to `end` (not included) of one page, on one another or in two columns.

    cut: where the second column begins, `end` where it is empty, 0 where there are no columns. filled: the columns go on
    on the next page, so they reach down to the frame's foot.
    """

    start: int
    end: int
    cut: int = 0
    filled: bool = False


class Way(NamedTuple):
    """One way to fill a page: what it costs, how high it is, and its regions from top to bottom."""

    cost: float
    height: float
    regions: tuple[Region, ...]


_new = tuple.__new__  # a long table has thousands of ways; this makes one in a third of the time that its class would take


class Stack:
    """Slices with running sums, so that the height of any stretch of them is one subtraction.

    stops: where the stretch ends that each slice is in, by a forced page break or since columns begin or end.
    origins: of what slices carry, by identity, the first that carries it. least: running sums without what answer lines can
    give. ends: where a page may end. tables: where the rows begin that carry what a slice carries, else itself.
    """

    def __init__(self, slices: Sequence[Slice], tighten: float) -> None:
        count = len(slices)
        self.slices = slices
        self.gaps = [0.0] * (count + 1)
        self.sums = [0.0] * (count + 1)
        self.give = [0.0] * (count + 1)
        self.stops = [count] * count
        self.origins: dict[int, int] = {}
        upper: Slice | None = None
        for index, slice_ in enumerate(slices):
            self.origins.setdefault(id(slice_.carry), index)
            self.gaps[index] = gap_between(upper, slice_) * tighten
            self.sums[index + 1] = self.sums[index] + self.gaps[index] + slice_.height
            self.give[index + 1] = self.give[index] + sum(flex.pitch for flex in slice_.flexes if flex.gives)
            upper = slice_
        self.least = [total - give for total, give in zip(self.sums, self.give, strict=True)]
        self.tables = list(range(count))
        for index in range(1, count):
            if slices[index].carry is not None and slices[index].carry is slices[index - 1].carry:
                self.tables[index] = self.tables[index - 1]
        self.ends = [index for index in range(1, count) if not slices[index].stay or slices[index].forced] + [count]
        for index in range(count - 2, -1, -1):
            after = slices[index + 1]
            joined = after.columns is slices[index].columns and not after.forced
            self.stops[index] = self.stops[index + 1] if joined else index + 1

    def height(self, start: int, end: int, carried: Slice | None) -> float:
        """Return the height of slices start to end (not included), below what the first of them may carry."""
        if start == end:
            return 0.0
        return self.sums[end] - self.sums[start] - self.gaps[start] + (carried.height if carried else 0.0)

    def carried(self, start: int, first: int) -> Slice | None:
        """Return what a slice carries that stands on top of a column, or of a page, where `first` is that page's first slice."""
        carry = self.slices[start].carry if start < len(self.slices) else None
        if carry is not None and carry.reminds and self.origins[id(carry)] > first:
            return None
        return carry


class _Begun(NamedTuple):
    """The upper part of a page: its regions, how high they are, and how much their answer lines can give."""

    regions: tuple[Region, ...] = ()
    used: float = 0.0
    give: float = 0.0


ROWS = 8
"""A table is not parted where a page could hold so many rows of it more, so that a long one costs little."""
SPLIT = 24.0
"""So many points may columns differ more for a break that costs 1 less."""


class Filler:
    """Finds how pages of `frame` points may be filled; the last one keeps `foot` points free."""

    def __init__(self, stack: Stack, frame: float, foot: float, rules: Rules, squeeze: bool) -> None:
        self.stack, self.frame, self.foot, self.rules, self.squeeze = stack, frame, foot, rules, squeeze
        self.found: list[Way] = []
        self.last = Way(0.0, 0.0, ())
        self.known: dict[int, list[Way]] = {}

    def ways(self, start: int) -> list[Way]:
        """Return how a page that begins with `start` may be filled: at least one way, whatever it breaks."""
        if start not in self.known:
            self.known[start] = self._ways(start)
        return self.known[start]

    def _ways(self, start: int) -> list[Way]:
        stack = self.stack
        slices, count = stack.slices, len(stack.slices)
        self.found, at = [], start
        begun: _Begun | None = _Begun()
        self._fall_back(_Begun(), Region(start, start + 1, start + 1 if slices[start].columns else 0), slices[start].height)
        while begun is not None and at < count and (at == start or not slices[at].forced):
            begun = (self._columns if slices[at].columns else self._full)(begun, at, stack.stops[at])
            at = stack.stops[at]
        return self.found or [self.last]

    def _full(self, begun: _Begun, at: int, stop: int) -> _Begun | None:
        """Note all page ends in a stretch without columns; return what is then on the page, None where not all of it fits."""
        stack = self.stack
        top, carried = self._top(begun, at)
        above = top + (carried.height if carried else 0.0) - stack.sums[at] - stack.gaps[at]
        give = begun.give - stack.give[at]
        last = bisect_right(stack.least, self.frame + EASE - above + give, at + 1, stop + 1) - 1
        full = min(last, len(stack.slices) - 1)
        if full > at:
            self._fall_back(begun, Region(at, full), above + stack.sums[full])
        slices, before, spare = stack.slices, begun.regions, self.rules.spare
        for end in self._ends(at, last, last < stop):
            height = above + stack.sums[end]
            empty = self.frame - height
            if empty < -EASE or end == len(slices):
                self._end(begun, Region(at, end), height, give + stack.give[end])
                continue
            cost = (max(0.0, empty) / spare) ** 2 + slices[end].cost
            self.found.append(_new(Way, (cost, height, (*before, _new(Region, (at, end, 0, False))))))
        if last < stop:
            return None
        return _Begun((*begun.regions, Region(at, stop)), above + stack.sums[stop], give + stack.give[stop])

    def _ends(self, at: int, last: int, more: bool) -> Sequence[int]:
        """Return where a page may end that begins with `at` and can hold up to `last`, or `more`."""
        ends = self.stack.ends
        first, stop = bisect_right(ends, at), bisect_right(ends, last)
        if not more or last <= at:
            return ends[first:stop]
        table, rows = (bisect_left(ends, end) for end in (self.stack.tables[last], last - ROWS + 1))
        return ends[first:stop] if table >= rows else ends[first:table] + ends[max(first, rows) : stop]

    def _columns(self, begun: _Begun, at: int, stop: int) -> _Begun | None:
        """Note all page ends in two columns; return what is then on the page, None where not all of it fits."""
        stack, slices = self.stack, self.stack.slices
        top, carried = self._top(begun, at)
        first = begun.regions[0].start if begun.regions else at
        room = self.frame - top + EASE
        even: tuple[float, float, int] | None = None
        for cut in range(at + 1, stop + 1):
            left = stack.height(at, cut, carried)
            if left > room:
                break
            if cut < len(slices):
                self._fall_back(begun, Region(at, cut, cut, True), top + left)
            if cut < stop and slices[cut].stay:
                continue
            for end in range(cut, stop + 1):
                right = stack.height(cut, end, stack.carried(cut, first))
                if right > room:
                    break
                if end == stop:
                    high = max(left, right)
                    wish = (high + SPLIT * (slices[cut].cost if cut < stop else 0.0), high, -cut)
                    even = min(even or wish, wish)
                elif not slices[end].stay:
                    self._go_on(begun, Region(at, end, cut, True), (room - left, room - right))
        if even is None:
            return None
        region, height = Region(at, stop, -even[2]), top + even[1]
        self._end(begun, region, height, begun.give)
        return _Begun((*begun.regions, region), height, begun.give)

    def _top(self, begun: _Begun, at: int) -> tuple[float, Slice | None]:
        """Return where the next region begins, in points below the frame's top, and what is carried there."""
        return (begun.used + self.stack.gaps[at], None) if begun.regions else (0.0, self.stack.carried(at, at))

    def _end(self, begun: _Begun, region: Region, height: float, give: float) -> None:
        """Note that a page may end with a region, if it may."""
        slices, spare, end = self.stack.slices, self.rules.spare, region.end
        final = end == len(slices)
        over = height - (self.frame - self.foot if final else self.frame)
        if over > give + EASE:
            return
        self._fall_back(begun, region, height)
        tight = over > EASE and not self.squeeze
        if final:
            self.found.append(Way(2.0 * over if tight else 0.0, height, (*begun.regions, region)))
        elif not slices[end].stay or slices[end].forced:
            cost = (max(0.0, -over) / spare) ** 2 + slices[end].cost + (1.0 + over / spare if tight else 0.0)
            self.found.append(Way(cost, height, (*begun.regions, region)))

    def _go_on(self, begun: _Begun, region: Region, empty: tuple[float, float]) -> None:
        """Note that a page may end with columns that go on on the next one."""
        slices, spare = self.stack.slices, self.rules.spare
        breaks = {region.cut, region.end}
        cost = sum((room / spare) ** 2 for room in empty) / 2 + sum(slices[index].cost for index in breaks)
        self.found.append(Way(cost, self.frame, (*begun.regions, region)))

    def _fall_back(self, begun: _Begun, region: Region, height: float) -> None:
        """Remember the most that fits so far, in case that no page end is allowed."""
        self.last = Way(10.0, height, (*begun.regions, region))
