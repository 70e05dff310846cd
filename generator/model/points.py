"""Points shared out over a total, by largest remainder, so that the shares add up to it exactly."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

FINE = tuple(map(Decimal, ("1", "0.5", "0.25", "0.1", "0.01")))
"""What the rows of a rubric may be worth multiples of: the first of these that gives each of them something."""


def shared(weights: Sequence[Decimal], total: Decimal, unit: Decimal = FINE[0]) -> tuple[Decimal, ...] | None:
    """Return a total shared out in whole units in proportion to weights; what is left goes to the largest remainders.

    Of equal remainders the earlier comes first. Whatever weighs anything gets a unit at least, what weighs nothing gets nothing.
    None where there are too few units for that, or nothing weighs anything.
    """
    units = int(total / unit)
    heavy = [place for place, weight in enumerate(weights) if weight > 0]
    if not heavy or units < len(heavy):
        return None
    exact = dict.fromkeys(range(len(weights)), Fraction(0))
    small: set[int] = set()
    while True:
        rest = [place for place in heavy if place not in small]
        whole = sum(Fraction(weights[place]) for place in rest)
        exact |= {place: Fraction(weights[place]) * (units - len(small)) / whole for place in rest}
        below = {place for place in rest if exact[place] < 1}
        if not below:
            break
        small |= below
        exact |= dict.fromkeys(below, Fraction(1))
    shares = [int(exact[place]) for place in range(len(weights))]
    by_remainder = sorted(exact, key=lambda place: (shares[place] - exact[place], place))
    for place in by_remainder[: units - sum(shares)]:
        shares[place] += 1
    return tuple(share * unit for share in shares)


def finely_shared(weights: Sequence[Decimal], total: Decimal) -> tuple[Decimal, ...]:
    """Return a total shared out as coarsely as gives all that weighs anything a share; nothing at all where nothing does."""
    for unit in FINE:
        shares = shared(weights, total, unit)
        if shares is not None:
            return shares
    return tuple(Decimal(0) for _ in weights)
