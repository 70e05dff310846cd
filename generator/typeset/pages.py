"""Page breaks composed over measured slices by dynamic choice (page design, section 10): nothing stands alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from generator.frozen import field, slotted
from generator.typeset.filling import EASE, Rules, Stack, ends
from generator.typeset.slices import Beside, Flex, Slice

PAGE = 60.0
"""What one page more costs: pages are saved before they are evened out."""
THIN = 0.2
"""A last page filled less than this is squeezed away where that is possible."""


@slotted
class Placed:
    """A slice on its page, its top `y` points below the frame's top."""

    slice: Slice
    y: float


@slotted
class Page:
    """One page of the flow, and what stands in its margin column."""

    placed: list[Placed] = field(default_factory=list)
    margin: list[tuple[Beside, float]] = field(default_factory=list)


def compose(slices: Sequence[Slice], frame: float, foot: float, rules: Rules) -> list[Page]:
    """Return the pages of a flow in frames `frame` points high; the last one keeps `foot` points free."""
    if not slices:
        return [Page()]
    stack = Stack(slices, 1.0)
    starts = _break(stack, frame, foot, rules, squeeze=False)
    last = stack.height(starts[-1], len(slices)) + foot
    if len(starts) > 1 and last < THIN * frame:
        tight = Stack(slices, 0.9)
        squeezed = _break(tight, frame, foot, rules, squeeze=True)
        if len(squeezed) < len(starts):
            stack, starts = tight, squeezed
    ends = [*starts[1:], len(slices)]
    pages = []
    for start, end in zip(starts, ends, strict=True):
        final = end == len(slices)
        room = frame - foot if final else frame
        pages.append(_place(stack, start, end, room, final, rules))
    return pages


def _break(stack: Stack, frame: float, foot: float, rules: Rules, squeeze: bool) -> list[int]:
    """Return where pages start, at least cost; ties go to the earlier break."""
    count = len(stack.slices)
    best: dict[int, tuple[float, int]] = {0: (0.0, -1)}
    waiting = [0]
    while waiting:
        start = waiting.pop(0)
        if start == count:
            continue
        found = ends(stack, start, frame, foot, rules, squeeze)
        for end, cost in found:
            total = best[start][0] + cost + PAGE
            known = best.get(end)
            if known is None:
                _insert(waiting, end)
            if known is None or total < known[0] - 1e-9:
                best[end] = (total, start)
    starts, at = [], count
    while at > 0:
        at = best[at][1]
        starts.append(at)
    return starts[::-1] or [0]


def _insert(waiting: list[int], end: int) -> None:
    index = len(waiting)
    while index and waiting[index - 1] > end:
        index -= 1
    waiting.insert(index, end)


def _place(stack: Stack, start: int, end: int, room: float, final: bool, rules: Rules) -> Page:
    """Place one page's slices: answer lines shrink or grow, spaces stretch (page design, section 10, rules 4 and 5)."""
    slices = stack.slices[start:end]
    spare = room - stack.height(start, end)
    flexes = [flex for slice_ in slices for flex in slice_.flexes]
    for flex in reversed(flexes):
        if spare < -EASE and flex.gives:
            flex.extra = -1
            spare += flex.pitch
    if final and spare > 0:
        spare = _grow([flex for flex in flexes if not flex.row], spare, rules.answers)
        spare = _grow([flex for flex in flexes if flex.row], spare, rules.rows)
    gaps = [0.0, *stack.gaps[start + 1 : end]]
    if not final and spare > 0:
        spare = _stretch(gaps, slices, spare, "section", lambda gap: gap * rules.sections)
        spare = _stretch(gaps, slices, spare, "item", lambda gap: rules.items)
    if not final and 0 < spare <= 32 and slices[-1].wide and len(slices) > 1:
        gaps[-1] += spare
    page = Page()
    y = 0.0
    carry = slices[0].carry
    if carry is not None:
        page.placed.append(Placed(carry, 0.0))
        y = carry.height
    for slice_, gap in zip(slices, gaps, strict=True):
        y += gap
        page.placed.append(Placed(slice_, y))
        y += slice_.actual
    return page


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


def _stretch(gaps: list[float], slices: Sequence[Slice], spare: float, kind: str, most: Callable[[float], float]) -> float:
    wishes = {i: most(gaps[i]) for i in range(1, len(slices)) if slices[i].stretch == kind}
    total = sum(wishes.values())
    if total <= 0:
        return spare
    share = min(1.0, spare / total)
    for i, wish in wishes.items():
        gaps[i] += wish * share
    return spare - total * share
