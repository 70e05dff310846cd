"""A blueprint's sections are filled, one after the other: items by rank, spread over objectives first, then over types.

A section that says nothing of difficulty takes the level's mix as far as there is; what it says itself is kept to the letter.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from generator.frozen import frozen
from generator.model.blueprint import Cell
from generator.model.level import DIFFICULTIES
from generator.model.plan import Fate, Reason
from generator.select.chance import rank
from generator.select.matching import Fitting, Matching, with_groups
from generator.select.pool import Unit
from generator.select.shares import shares


@frozen
class Filled:
    """The units of each section, as written; how many items each cell lacks; why, by a unit's name.

    mixed: for each section of free difficulty how many items of each difficulty were wanted and given.
    """

    sections: tuple[tuple[Unit, ...], ...]
    lacking: tuple[int, ...]
    reasons: Mapping[str, Reason]
    mixed: Mapping[int, tuple[tuple[int, ...], tuple[int, ...]]]
    fitting: Fitting
    homes: Mapping[str, int]


def fill(units: Sequence[Unit], cells: Sequence[Cell], mix: Sequence[int], seed: int) -> Filled:
    """Return the units for a blueprint's cells; other groups than the best ranked where these leave a cell short."""
    fitting = Fitting.of(units, cells)
    ranked = sorted(units, key=lambda unit: rank("item", str(seed), unit.name))
    filling = Filling(fitting, ranked, mix)
    filling.fill()
    groups = [unit for unit in ranked if unit.group and fitting.sections(unit)]
    if any(filling.matching.lacking()) and groups:
        chosen = with_groups(fitting, groups, [unit for unit in ranked if not unit.group])
        if chosen is not None:
            filling = Filling(fitting, ranked, mix)
            filling.fill(chosen)
    return filling.filled(units)


class Filling:
    """One sheet while it is filled. `ranked` are the units that there are, the best ranked first."""

    def __init__(self, fitting: Fitting, ranked: Sequence[Unit], mix: Sequence[int]) -> None:
        self.fitting, self.cells, self.ranked = fitting, fitting.cells, ranked
        self.matching = Matching(fitting)
        self.sections = list(dict.fromkeys(cell.section for cell in self.cells))
        self.waiting = {unit.name: unit for unit in ranked}
        self.fits = {unit.name: fitting.sections(unit) for unit in ranked}
        self.objectives: Counter[str] = Counter()
        self.types: Counter[str] = Counter()
        self.facts: dict[str, dict[str, Any]] = {}
        free = [cell for cell in self.cells if not cell.difficulty]
        counts = {place: sum(cell.count for cell in free if cell.section == place) for place in self.sections}
        self.wishes = {place: shares(count, mix) for place, count in counts.items() if count}

    def fill(self, chosen: Sequence[tuple[Unit, int]] | None = None) -> None:
        """Fill the sections in order; with `chosen` groups, each with its section, these and no others."""
        for unit, section in chosen or ():
            self.put(unit, section)
        if chosen is not None:
            self.waiting = {name: unit for name, unit in self.waiting.items() if not unit.group}
        for section in self.sections:
            self.matching.reach = section
            self.take(section, {name for name in self.waiting if section in self.fits[name]})
        if any(self.matching.lacking()):
            for section in self.sections:  # now what fits only elsewhere may move what fits here
                self.take(section, {name for name in self.waiting if self.fits[name]})

    def take(self, section: int, may: Collection[str]) -> None:
        """Take units of these names until a section is full or none is left that finds room.

        Of units that are alike in all that counts here only the best ranked is looked at; where it finds no room, nor do they.
        """
        waiting = [unit for name, unit in self.waiting.items() if name in may]
        places = {unit.name: place for place, unit in enumerate(waiting, 1)}
        stores: dict[object, list[Unit]] = {}
        for unit in waiting:
            stores.setdefault(self.look(unit), []).append(unit)
        while stores and self.room(section):
            short = self.short(section)
            firsts = ((look, units[0]) for look, units in stores.items())
            look, unit = min(firsts, key=lambda one: (self.off(one[1], short), self.spread(one[1]), places[one[1].name]))
            alike = stores.pop(look)[1:]
            place = places[unit.name]
            if self.matching.add(unit, section):
                ahead = sum(bisect_left(units, place, key=lambda one: places[one.name]) for units in stores.values())
                self.note(unit, seen=self.spread(unit), place=place, among=len(waiting), ahead=ahead)
            elif not unit.group:
                continue
            if alike:
                stores[look] = alike

    def look(self, unit: Unit) -> object:
        """Return what tells a unit from others: its objectives, and of each item type, difficulty and the cells that take it."""
        items = ((item.TYPE, item.difficulty, self.fitting.places[item.name]) for item in unit.items)
        return frozenset(_objectives(unit)), bool(unit.group), tuple(items)

    def put(self, unit: Unit, section: int) -> None:
        """Take a group that was chosen so that all cells can be filled."""
        self.matching.add(unit, section)
        self.note(unit)

    def note(self, unit: Unit, **facts: Any) -> None:
        """Remember what was taken, and why."""
        del self.waiting[unit.name]
        self.facts[unit.name] = facts
        self.objectives.update(_objectives(unit))
        self.types.update({item.TYPE for item in unit.items})

    def room(self, section: int) -> bool:
        """Say whether a section lacks anything."""
        return any(lack for lack, cell in zip(self.matching.lacking(), self.cells, strict=True) if cell.section == section)

    def given(self, section: int) -> tuple[int, ...]:
        """Return how many items of each difficulty the cells of free difficulty of a section have."""
        free = [
            places for cell, places in zip(self.cells, self.matching.inside, strict=True)
            if cell.section == section and not cell.difficulty
        ]  # fmt: skip
        counts = Counter(item.difficulty for places in free for _, item in places)
        return tuple(counts[difficulty] for difficulty in DIFFICULTIES)

    def short(self, section: int) -> tuple[int, ...]:
        """Return the difficulties, as numbers, of which a section has fewer than the level's mix gives it."""
        wished = self.wishes.get(section, ())
        return tuple(d for d, (wish, given) in enumerate(zip(wished, self.given(section), strict=False)) if given < wish)

    def off(self, unit: Unit, short: Sequence[int]) -> tuple[int, int]:
        """Say how far a unit's difficulties are from those that are short; of equally near ones the easier comes first."""
        own = [DIFFICULTIES.index(item.difficulty) for item in unit.items]
        away = sum(min((abs(d - other) for other in short), default=0) for d in own)
        return away, sum(own) if away else 0

    def spread(self, unit: Unit) -> tuple[int, int]:
        """Say how often the sheet has a unit's rarest objective, then its rarest type."""
        return (
            min(self.objectives[name] for name in _objectives(unit)),
            min(self.types[item.TYPE] for item in unit.items),
        )

    def filled(self, units: Sequence[Unit]) -> Filled:
        """Return what was taken; `units` are all, as written."""
        homes = self.matching.homes()
        home = {unit.name: self.cells[homes[unit.items[0].name]].section for unit in units if unit.items[0].name in homes}
        count = max(self.sections) + 1
        return Filled(
            tuple(tuple(unit for unit in units if home.get(unit.name) == place) for place in range(count)),
            self.matching.lacking(),
            {unit.name: self.reason(unit, homes) for unit in units},
            {place: (wished, self.given(place)) for place, wished in self.wishes.items()},
            self.fitting,
            homes,
        )

    def reason(self, unit: Unit, homes: Mapping[str, int]) -> Reason:
        """Return why a unit is on the sheet, or is not."""
        names, grouped = unit.inner(), bool(unit.group)
        if unit.name in self.facts:
            cells = tuple(homes[name] for name in names)
            return Reason(unit.name, "cell", names, grouped, cells=cells, **self.facts[unit.name])
        cells = tuple(dict.fromkeys(place for name in names for place in self.fitting.places[name]))
        fate: Fate = "no-room" if self.fits[unit.name] else "no-cell"
        return Reason(unit.name, fate, names, grouped, cells=cells)


def _objectives(unit: Unit) -> set[str]:
    return {str(name) for item in unit.items for name in item.objective} or {""}
