"""A blueprint's cells are filled: items in the order of their ranks, each where it fits, others making room where they can.

That is a matching with augmenting paths, so a cell stays short only where no choice of items would fill them all. A group is
taken whole, into one section, or not at all.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.frozen import frozen
from generator.model.blueprint import Cell
from generator.model.item import Item
from generator.select.chance import rank
from generator.select.pool import Unit


@frozen
class Filled:
    """The units of each section, as written, and how many items each cell lacks."""

    sections: tuple[tuple[Unit, ...], ...]
    lacking: tuple[int, ...]


def fill(units: Sequence[Unit], cells: Sequence[Cell], seed: int) -> Filled:
    """Return the units for a blueprint's cells; without groups where these would leave a cell short."""
    made = _Filling(cells).take(_ranked(units, seed))
    if any(made.lacking()) and any(unit.group for unit in units):
        single = _Filling(cells).take(_ranked([unit for unit in units if not unit.group], seed))
        made = min(made, single, key=lambda filling: sum(filling.lacking()))
    count = max((cell.section for cell in cells), default=-1) + 1
    sections = tuple(tuple(unit for unit in units if made.home(unit) == place) for place in range(count))
    return Filled(sections, made.lacking())


def _ranked(units: Sequence[Unit], seed: int) -> list[Unit]:
    return sorted(units, key=lambda unit: rank("item", str(seed), unit.name))


def fits(item: Item, cell: Cell) -> bool:
    """Say whether an item is one that a cell asks for."""
    return (
        (not cell.type or cell.type == item.TYPE)
        and (not cell.difficulty or item.difficulty == cell.difficulty)
        and (not cell.objectives or not cell.objectives.isdisjoint(map(str, item.objective)))
        and (not cell.cognitive or item.cognitive in cell.cognitive)
    )


class _Filling:
    """Cells while they are filled: which items are in each, and where each item may be."""

    def __init__(self, cells: Sequence[Cell]) -> None:
        self.cells = cells
        self.inside: list[list[Item]] = [[] for _ in cells]
        self.open: dict[str, tuple[int, ...]] = {}

    def take(self, units: Sequence[Unit]) -> _Filling:
        """Take each unit that finds room, in this order."""
        for unit in units:
            if unit.group:
                any(self._whole(unit, section) for section in sorted({cell.section for cell in self.cells}))
            else:
                self._add(unit.items[0], range(len(self.cells)))
        return self

    def lacking(self) -> tuple[int, ...]:
        """Return how many items each cell lacks."""
        return tuple(cell.count - len(items) for cell, items in zip(self.cells, self.inside, strict=True))

    def home(self, unit: Unit) -> int:
        """Return the section that a unit is in, -1 for none."""
        name = unit.items[0].name
        for cell, items in zip(self.cells, self.inside, strict=True):
            if any(item.name == name for item in items):
                return cell.section
        return -1

    def _whole(self, unit: Unit, section: int) -> bool:
        before = [list(items) for items in self.inside]
        own = [place for place, cell in enumerate(self.cells) if cell.section == section]
        if all(self._add(item, own) for item in unit.items):
            return True
        self.inside = before
        return False

    def _add(self, item: Item, places: Sequence[int]) -> bool:
        self.open[item.name] = tuple(place for place in places if fits(item, self.cells[place]))
        return self._place(item, set())

    def _place(self, item: Item, tried: set[int]) -> bool:
        """Put an item into a cell, moving others on where that makes room."""
        for place in self.open[item.name]:
            if place in tried:
                continue
            tried.add(place)
            items = self.inside[place]
            if len(items) < self.cells[place].count:
                items.append(item)
                return True
            for index, other in enumerate(items):
                if self._place(other, tried):
                    self.inside[place][index] = item
                    return True
        return False
