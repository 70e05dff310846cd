"""Page breaks composed over measured slices by dynamic choice (page design, section 10): nothing stands alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from generator.frozen import field, slotted
from generator.typeset.filling import EASE, Filler, Rules, Stack, Way
from generator.typeset.slices import Beside, Flex, Slice

PAGE = 60.0
"""What one page more costs: pages are saved before they are evened out."""
THIN = 0.2
"""A last page filled less than this is squeezed away where that is possible."""
SHORT, LONELY = 0.35, 16.0
"""What a last page filled less than this costs where it is not: four times `spare` left empty on the page before."""


@slotted
class Placed:
    """A slice on its page, its top `y` points below the frame's top, its start `x` points from the frame's."""

    slice: Slice
    y: float
    x: float = 0.0


@slotted
class Page:
    """One page of the flow, what stands in its margin column, and the rules between columns: x, top and bottom."""

    placed: list[Placed] = field(default_factory=list)
    margin: list[tuple[Beside, float]] = field(default_factory=list)
    rules: list[tuple[float, float, float]] = field(default_factory=list)


def compose(slices: Sequence[Slice], frame: float, foot: float, rules: Rules) -> list[Page]:
    """Return the pages of a flow in frames `frame` points high; the last one keeps `foot` points free."""
    if not slices:
        return [Page()]
    stack = Stack(slices, 1.0)
    filler = Filler(stack, frame, foot, rules, squeeze=False)
    ways = _break(filler)
    last = ways[-1].height + foot
    if len(ways) > 1 and last < SHORT * frame:
        tight = Stack(slices, 0.9)
        squeezed = _break(Filler(tight, frame, foot, rules, squeeze=True)) if last < THIN * frame else ways
        if len(squeezed) < len(ways):
            stack, ways = tight, squeezed
        else:
            ways = _break(filler, LONELY)
    return [_place(stack, way, frame - foot if way is ways[-1] else frame, way is ways[-1], rules) for way in ways]


def _break(filler: Filler, lonely: float = 0.0) -> list[Way]:
    """Return how pages are filled, at least cost; ties go to the earlier break. `lonely`: what a short last page costs."""
    count = len(filler.stack.slices)
    best: dict[int, tuple[float, Way | None]] = {0: (0.0, None)}
    waiting = [0]
    while waiting:
        start = waiting.pop(0)
        if start == count:
            continue
        for way in filler.ways(start):
            end = way.regions[-1].end
            total = best[start][0] + way.cost + PAGE
            if end == count and start and way.height + filler.foot < SHORT * filler.frame:
                total += lonely
            known = best.get(end)
            if known is None:
                _insert(waiting, end)
            if known is None or total < known[0] - 1e-9:
                best[end] = (total, way)
    ways: list[Way] = []
    last = best[count][1]
    while last is not None:
        ways.append(last)
        last = best[last.regions[0].start][1]
    return ways[::-1]


def _insert(waiting: list[int], end: int) -> None:
    index = len(waiting)
    while index and waiting[index - 1] > end:
        index -= 1
    waiting.insert(index, end)


def _place(stack: Stack, way: Way, room: float, final: bool, rules: Rules) -> Page:
    """Place one page's slices: answer lines shrink or grow, spaces stretch (page design, section 10, rules 4 and 5).

    What stands in columns neither shrinks nor grows; columns that go on on the next page stretch to the foot.
    """
    slices, first, last = stack.slices, way.regions[0], way.regions[-1]
    gaps = stack.gaps[: last.end]
    gaps[first.start] = 0.0
    full = [index for region in way.regions if not region.cut for index in range(region.start, region.end)]
    spare = room - way.height
    flexes = [flex for index in full for flex in slices[index].flexes]
    for flex in reversed(flexes):
        if spare < -EASE and flex.gives:
            flex.extra = -1
            spare += flex.pitch
    if final and spare > 0:
        spare = _grow([flex for flex in flexes if not flex.row], spare, rules.answers)
        spare = _grow([flex for flex in flexes if flex.row], spare, rules.rows)
    if spare > 0 and not last.filled:
        between = [index for index in full if index != first.start]
        spare = _fill(gaps, between, slices, spare, rules, items=not final)
        if not final and 0 < spare <= 32 and slices[last.end - 1].wide and last.end - first.start > 1:
            gaps[last.end - 1] += spare
    page = Page()
    y = 0.0
    for region in way.regions:
        y += gaps[region.start]
        top = stack.carried(first.start, first.start) if region is first else None
        if not region.cut:
            y = _put(page, stack, range(region.start, region.end), gaps, y, top)
            continue
        columns = slices[region.start].columns
        assert columns is not None
        bottom = y
        for x, start, end in ((0.0, region.start, region.cut), (columns.step, region.cut, region.end)):
            carried = stack.carried(start, first.start) if x else top
            if region.filled:
                _fill(gaps, range(start + 1, end), slices, room - y - stack.height(start, end, carried), rules)
            bottom = max(bottom, _put(page, stack, range(start, end), gaps, y, carried, x))
        if region.cut < region.end:
            page.rules.append(((columns.width + columns.step) / 2, y, bottom))
        y = bottom
    return page


def _fill(
    gaps: list[float], indices: Sequence[int], slices: Sequence[Slice], spare: float, rules: Rules, *, items: bool = True
) -> float:
    """Stretch spaces above sections, then above items, to fill a page or column; return what is left."""
    spare = _stretch(gaps, [i for i in indices if slices[i].stretch == "section"], spare, lambda gap: gap * rules.sections)
    if not items:
        return spare
    return _stretch(gaps, [i for i in indices if slices[i].stretch == "item"], spare, lambda gap: rules.items)


def _put(page: Page, stack: Stack, part: range, gaps: Sequence[float], y: float, carried: Slice | None, x: float = 0.0) -> float:
    """Place slices on one another from y, below what is carried; return where they end."""
    if carried is not None and part:
        page.placed.append(Placed(carried, y, x))
        y += carried.height
    for index in part:
        y += gaps[index] if index > part.start else 0.0
        page.placed.append(Placed(stack.slices[index], y, x))
        y += stack.slices[index].actual
    return y


def _grow(flexes: Sequence[Flex], spare: float, share: float) -> float:
    """Give spare height of the last page to what may grow, in whole steps, in proportion, at most `share` of each."""
    flexes = [flex for flex in flexes if flex.extra == 0 and flex.count > 1]
    wanted = {id(flex): int(flex.count * share) for flex in flexes}
    while True:
        open_ = [flex for flex in flexes if flex.extra < wanted[id(flex)] and flex.pitch <= spare]
        if not open_:
            return spare
        flex = min(open_, key=lambda one: (one.extra / one.count, -one.count))
        flex.extra += 1
        spare -= flex.pitch


def _stretch(gaps: list[float], indices: Sequence[int], spare: float, most: Callable[[float], float]) -> float:
    wishes = {index: most(gaps[index]) for index in indices}
    total = sum(wishes.values())
    if total <= 0 or spare <= 0:
        return spare
    share = min(1.0, spare / total)
    for index, wish in wishes.items():
        gaps[index] += wish * share
    return spare - total * share
