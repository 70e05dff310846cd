"""What a page may hold: the heights of stretches of slices, and where a page that begins with one of them may end."""

from __future__ import annotations

from collections.abc import Sequence

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


class Stack:
    """Slices with running sums, so that the height of any stretch of them is one subtraction."""

    def __init__(self, slices: Sequence[Slice], tighten: float) -> None:
        self.slices = slices
        self.gaps = [0.0] * (len(slices) + 1)
        self.sums = [0.0] * (len(slices) + 1)
        self.give = [0.0] * (len(slices) + 1)
        upper: Slice | None = None
        for index, slice_ in enumerate(slices):
            self.gaps[index] = gap_between(upper, slice_) * tighten
            self.sums[index + 1] = self.sums[index] + self.gaps[index] + slice_.height
            self.give[index + 1] = self.give[index] + sum(flex.pitch for flex in slice_.flexes if flex.gives)
            upper = slice_

    def height(self, start: int, end: int) -> float:
        """Return the height of slices start to end (not included) at the top of a page."""
        carry = self.slices[start].carry
        return self.sums[end] - self.sums[start] - self.gaps[start] + (carry.height if carry else 0.0)

    def shrink(self, start: int, end: int) -> float:
        """Return how much answer lines on that stretch can give."""
        return self.give[end] - self.give[start]


def ends(stack: Stack, start: int, frame: float, foot: float, rules: Rules, squeeze: bool) -> list[tuple[int, float]]:
    """Return where a page that begins with `start` may end, each with its cost."""
    slices, count = stack.slices, len(stack.slices)
    found: list[tuple[int, float]] = []
    fallback = start + 1
    for end in range(start + 1, count + 1):
        final = end == count
        height = stack.height(start, end)
        over = height - (frame - foot if final else frame)
        give = stack.shrink(start, end)
        if over > give + EASE:
            if height - give > frame + EASE:
                break
            continue
        fallback = end
        if final:
            found.append((end, 2.0 * over if over > EASE and not squeeze else 0.0))
        elif not slices[end].stay or slices[end].forced:
            empty = max(0.0, -over)
            cost = (empty / rules.spare) ** 2 + slices[end].cost
            found.append((end, cost + (1.0 + over / rules.spare if over > EASE and not squeeze else 0.0)))
        if not final and slices[end].forced:
            return found or [(end, 0.0)]
    return found or [(fallback, 10.0)]
