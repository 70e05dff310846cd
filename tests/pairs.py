"""A covering set: few rows in which each value of a factor meets each value of every other one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

Row = dict[str, str]
Pair = frozenset[tuple[str, str]]


def covering(factors: Mapping[str, Sequence[str]]) -> list[Row]:
    """Rows that hold every pair of values of two factors, found greedily; always the same for the same factors."""
    left = dict.fromkeys(_every(factors))  # in order, so that ties fall alike everywhere
    rows = []
    while left:
        row: Row = dict(sorted(next(iter(left))))
        for factor in sorted(factors, key=lambda name: -len(factors[name])):
            if factor not in row:
                row[factor] = max(factors[factor], key=lambda value: _gain(row, factor, value, left))
        rows.append({factor: row[factor] for factor in factors})
        for pair in pairs(row):
            left.pop(pair, None)
    return rows


def pairs(row: Mapping[str, str]) -> Iterator[Pair]:
    """The pairs of values in a row."""
    yield from (frozenset(pair) for pair in combinations(row.items(), 2))


def _every(factors: Mapping[str, Sequence[str]]) -> Iterator[Pair]:
    for one, other in combinations(factors, 2):
        yield from (frozenset(((one, a), (other, b))) for a in factors[one] for b in factors[other])


def _gain(row: Row, factor: str, value: str, left: Mapping[Pair, None]) -> int:
    return sum(frozenset(((factor, value), known)) in left for known in row.items())
