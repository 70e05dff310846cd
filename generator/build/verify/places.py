"""Whether the numbers in a picture stand to each other as the topic's places do; the picture itself is outside the proof."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

NOISE = 2.0
"""The middles of signs on one line differ by so many points in height."""
LEVEL = 0.02
"""Places that differ by less, in shares of the picture, are level with each other: discs keep off its edges and each other."""

Point = tuple[float, float]


def misplaced(places: Sequence[Point], middles: Mapping[int, Point]) -> Iterator[tuple[int, int]]:
    """Yield two numbers, from 1, of which one is right of the other, or lower, where its place in the topic is not.

    `middles`: where each number was found, in points from the page's top left.
    """
    for second in sorted(middles):
        for first in sorted(number for number in middles if number < second):
            for wanted, other, found, seen in zip(
                places[first - 1], places[second - 1], middles[first], middles[second], strict=True
            ):
                if abs(wanted - other) > LEVEL and (wanted - other) * (found - seen) < 0 and abs(found - seen) > NOISE:
                    yield first, second
                    break
