"""How many items of each difficulty, and which: shares by largest remainder, ranks by digest ("Which items", 3 to 5)."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from generator.diagnostics import Diagnostic, Span, finding
from generator.frozen import field, frozen, slotted
from generator.model.level import DIFFICULTIES
from generator.model.plan import Fate, Reason
from generator.select.chance import rank
from generator.select.pool import Unit

# Which difficulties fill up a short one, the nearest first, of two equally near the easier.
NEAREST = ((1, 2), (0, 2), (1, 0))


@frozen
class Taken:
    """The units that were taken, as written; how many items of each difficulty were wanted and given; why, by a unit's name."""

    units: tuple[Unit, ...]
    wanted: tuple[int, ...]
    given: tuple[int, ...]
    groups: bool
    reasons: Mapping[str, Reason]

    def findings(self, span: Span | None) -> tuple[Diagnostic, ...]:
        """Return what a request for a number of items hears: a mix that is not the level's, and fewer than it asked for.

        One item more or less in a share through a group is no thin mix.
        """
        found: tuple[Diagnostic, ...] = ()
        if any(given - wanted > self.groups for given, wanted in zip(self.given, self.wanted, strict=True)):
            found += (finding("thin-mix", span, wanted=said(self.wanted), given=said(self.given)),)
        if sum(self.given) < sum(self.wanted):
            found += (finding("too-few-items", span, wanted=sum(self.wanted), given=sum(self.given)),)
        return found


def shares(count: int, mix: Sequence[int]) -> tuple[int, ...]:
    """Return how many of `count` items each difficulty gets, by largest remainder; ties go to the easier."""
    whole = sum(mix)
    given = [count * share // whole for share in mix]
    by_remainder = sorted(range(len(mix)), key=lambda d: (-(count * mix[d] % whole), d))
    for d in by_remainder[: count - sum(given)]:
        given[d] += 1
    return tuple(given)


def take(units: Sequence[Unit], count: int, mix: Sequence[int], seed: int) -> Taken:
    """Return the units for a sheet of `count` items; labels and language do not enter, nor does what is right."""
    careful = _filled(_Taking(units, count, shares(count, mix), seed, OVER))
    if sum(careful.given) < count:
        loose = _filled(_Taking(units, count, shares(count, mix), seed, count))
        careful = loose if sum(loose.given) > sum(careful.given) else careful
    taken = tuple(unit for unit in units if unit.name in careful.names)
    groups = any(unit.group for unit in units)
    return Taken(taken, careful.wanted, tuple(careful.given), groups, careful.told())


def _filled(taking: _Taking) -> _Taking:
    """Fill a sheet: each share from its own difficulty, then what is short from the nearest."""
    for d in range(len(DIFFICULTIES)):
        while taking.short(d) and taking.one(d):
            pass
    for d, missing in enumerate([taking.short(d) for d in range(len(DIFFICULTIES))]):
        for near in NEAREST[d]:
            while missing > 0 and (given := taking.one(near, DIFFICULTIES[d])):
                missing -= given
    return taking


Look = tuple[tuple[str, ...], tuple[str, ...], tuple[int, int, int]]
"""What tells units of a store apart: their objectives, their types, and how many items of each difficulty they have."""
OVER = 1
"""So many items more than the shares want groups may bring, as long as without more the sheet can be filled."""


@slotted
class _Taking:
    """One sheet while it is filled: what is left in each difficulty's store, what was given, and how it is spread.

    `over`: so many items more than the shares want groups may bring.
    """

    units: Sequence[Unit]
    left: int
    wanted: tuple[int, ...]
    seed: int
    over: int
    given: list[int] = field(default_factory=lambda: [0, 0, 0])
    names: set[str] = field(default_factory=set)
    stores: list[dict[Look, list[Unit]]] = field(default_factory=lambda: [{}, {}, {}])
    objectives: list[Counter[str]] = field(default_factory=lambda: [Counter(), Counter(), Counter()])
    types: list[Counter[str]] = field(default_factory=lambda: [Counter(), Counter(), Counter()])
    places: dict[str, tuple[int, int]] = field(default_factory=dict)
    turns: list[int] = field(default_factory=lambda: [0, 0, 0])
    passed: dict[str, int] = field(default_factory=dict)
    reasons: dict[str, Reason] = field(default_factory=dict)

    def __post_init__(self) -> None:
        order: list[list[str]] = [[], [], []]
        for unit in sorted(self.units, key=lambda unit: rank("item", str(self.seed), unit.name)):
            needs = _needs(unit)
            if not unit.group or all(wanted for wanted, need in zip(self.wanted, needs, strict=True) if need):
                d = needs.index(max(needs))
                self.stores[d].setdefault(_look(unit), []).append(unit)
                order[d].append(unit.name)
        for names in order:
            self.places.update({name: (place, len(names)) for place, name in enumerate(names, 1)})

    def short(self, d: int) -> int:
        """Return how many items the share of a difficulty still wants."""
        return max(0, self.wanted[d] - self.given[d])

    def one(self, d: int, instead: str = "") -> int:
        """Take the next unit out of a difficulty's store; return how many items it has, 0 where none fits.

        `instead` is the difficulty that was short, where this one fills up.
        """
        fitting = []
        for (_, _, needs), units in self.stores[d].items():
            room = self._room(needs, bool(instead) or not units[0].group)
            if room >= sum(needs):
                fitting.append(units)
            else:
                for unit in units:
                    self.passed.setdefault(unit.name, room)
        if not fitting:
            return 0
        unit = min((units[0] for units in fitting), key=lambda unit: (self._spread(d, unit), self._place(unit)))
        ahead = sum(bisect_left(units, self._place(unit), key=self._place) for units in fitting)
        facts = {"instead": instead, "seen": self._spread(d, unit), "ahead": ahead, "turn": 1 + self.turns[d]}
        self.reasons[unit.name] = self._reason(unit, d, "filled" if instead else "taken", **facts)
        self._take(d, unit)
        return len(unit.items)

    def _room(self, needs: tuple[int, int, int], free: bool) -> int:
        """Return for how many of so many items of each difficulty there is room; `free` passes by the shares."""
        over = [max(0, given + need - wanted) for given, need, wanted in zip(self.given, needs, self.wanted, strict=True)]
        most = sum(needs) if free else sum(needs) - max(0, sum(over) - self.over)
        return min(self.left, most)

    def told(self) -> dict[str, Reason]:
        """Return the reason of every unit, taken or not."""
        for d, store in enumerate(self.stores):
            for unit in sorted((unit for units in store.values() for unit in units), key=self._place):
                room = self.passed.get(unit.name, 0)
                fate: Fate = "too-large" if unit.group and unit.name in self.passed and room else "full"
                self.reasons[unit.name] = self._reason(unit, d, fate, room=room)
        for unit in self.units:
            if unit.name not in self.reasons:
                self.reasons[unit.name] = Reason(unit.name, "no-share", unit.inner(), True)
        return self.reasons

    def _reason(self, unit: Unit, d: int, fate: Fate, **facts: Any) -> Reason:
        place, among = self.places[unit.name]
        return Reason(unit.name, fate, unit.inner(), bool(unit.group), DIFFICULTIES[d], place=place, among=among, **facts)

    def _place(self, unit: Unit) -> int:
        return self.places[unit.name][0]

    def _spread(self, d: int, unit: Unit) -> tuple[int, int]:
        """How often the share has the unit's objectives, then its types."""
        return (
            min(self.objectives[d][name] for name in _objectives(unit)),
            min(self.types[d][item.TYPE] for item in unit.items),
        )

    def _take(self, d: int, unit: Unit) -> None:
        self.turns[d] += 1
        alike = self.stores[d][_look(unit)]
        alike.remove(unit)  # the first of them
        if not alike:
            del self.stores[d][_look(unit)]
        self.names.add(unit.name)
        self.left -= len(unit.items)
        self.objectives[d].update(_objectives(unit))
        self.types[d].update({item.TYPE for item in unit.items})
        self.given = [given + need for given, need in zip(self.given, _needs(unit), strict=True)]


def _needs(unit: Unit) -> tuple[int, int, int]:
    """Return how many items of each difficulty a unit has, easy first."""
    easy, medium, hard = (sum(item.difficulty == difficulty for item in unit.items) for difficulty in DIFFICULTIES)
    return easy, medium, hard


def _look(unit: Unit) -> Look:
    return tuple(sorted(_objectives(unit))), tuple(sorted({item.TYPE for item in unit.items})), _needs(unit)


def _objectives(unit: Unit) -> set[str]:
    return {name for item in unit.items for name in item.objective} or {""}


def said(numbers: Iterable[int]) -> str:
    """Return counts by difficulty, easy first, as findings say them."""
    return ", ".join(str(number) for number in numbers)
