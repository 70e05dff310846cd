"""Cells are filled by matching: an item goes where it fits, others making room for it where they can.

With augmenting paths, what is in stays in, and a cell stays short only where no choice of items would fill them all. A group is
taken whole, into one section, or not at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.frozen import frozen
from generator.model.blueprint import Cell
from generator.model.item import Group, Item
from generator.select.pool import Unit

Place = tuple[Unit, Item]
TRIES = 500
"""So many choices of groups are tried where the first one leaves a cell short."""


def fits(item: Item, cell: Cell, grouped: bool = False) -> bool:
    """Say whether an item is one that a cell asks for; `grouped`: it stands in a group."""
    return not misfits(item, cell, grouped)


def misfits(item: Item, cell: Cell, grouped: bool = False) -> tuple[str, ...]:
    """Return the fields of a cell that an item does not meet."""
    wrong = []
    if cell.type and item.TYPE not in cell.type and not (grouped and Group.TYPE in cell.type):
        wrong.append("type")
    if cell.difficulty and item.difficulty not in cell.difficulty:
        wrong.append("difficulty")
    if cell.objective and not set(cell.objective) & set(map(str, item.objective)):
        wrong.append("objective")
    if cell.cognitive and item.cognitive not in cell.cognitive:
        wrong.append("cognitive")
    return tuple(wrong)


@frozen
class Fitting:
    """Where each item of some units may be: the cells that ask for what it is, by its name."""

    cells: tuple[Cell, ...]
    places: dict[str, tuple[int, ...]]

    @staticmethod
    def of(units: Sequence[Unit], cells: Sequence[Cell]) -> Fitting:
        """Look at every item once."""
        return Fitting(
            tuple(cells),
            {
                item.name: tuple(place for place, cell in enumerate(cells) if fits(item, cell, bool(unit.group)))
                for unit in units
                for item in unit.items
            },
        )

    def sections(self, unit: Unit) -> list[int]:
        """Return the sections that all items of a unit may be in."""
        each = [{self.cells[place].section for place in self.places[item.name]} for item in unit.items]
        return sorted(set.intersection(*each))


class Matching:
    """Cells while they are filled. Items of sections after `reach` wait: so no section is filled with what another has over."""

    def __init__(self, fitting: Fitting) -> None:
        self.fitting, self.cells = fitting, fitting.cells
        self.inside: list[list[Place]] = [[] for _ in self.cells]
        self.pinned: dict[str, int] = {}
        self.reach = max((cell.section for cell in self.cells), default=0)

    def add(self, unit: Unit, section: int) -> bool:
        """Put a unit in, a group into this section; say whether there was room, which others may have made."""
        if not unit.group:
            return self._place((unit, unit.items[0]))
        before = [list(places) for places in self.inside]
        self.pinned[unit.name] = section
        if all(self._place((unit, item)) for item in unit.items):
            return True
        self.inside = before
        del self.pinned[unit.name]
        return False

    def lacking(self) -> tuple[int, ...]:
        """Return how many items each cell lacks."""
        return tuple(cell.count - len(places) for cell, places in zip(self.cells, self.inside, strict=True))

    def homes(self) -> dict[str, int]:
        """Return the cell that each item is in, by its name."""
        return {str(item.name): cell for cell, places in enumerate(self.inside) for _, item in places}

    def ways(self, place: Place) -> Iterator[int]:
        """Yield the cells that an item may be in now."""
        unit, item = place
        for cell in self.fitting.places[item.name]:
            section = self.cells[cell].section
            if section <= self.reach and self.pinned.get(unit.name, section) == section:
                yield cell

    def _place(self, place: Place) -> bool:
        """Put an item into a cell, along the shortest way on which others move from cell to cell until one has room."""
        came: dict[int, tuple[Place, int, int]] = {}
        queue = [(place, -1, 0)]
        for who, left, index in queue:
            for cell in self.ways(who):
                if cell in came:
                    continue
                came[cell] = (who, left, index)
                if len(self.inside[cell]) < self.cells[cell].count:
                    self._move(came, cell)
                    return True
                queue += [(other, cell, at) for at, other in enumerate(self.inside[cell])]
        return False

    def _move(self, came: Mapping[int, tuple[Place, int, int]], cell: int) -> None:
        """Let everyone on the way that ends in a cell move up: who comes to each, from which cell and place in it."""
        who, left, index = came[cell]
        self.inside[cell].append(who)
        while left >= 0:
            who, before, place = came[left]
            self.inside[left][index] = who
            left, index = before, place


def with_groups(fitting: Fitting, groups: Sequence[Unit], singles: Sequence[Unit]) -> list[tuple[Unit, int]] | None:
    """Return which groups, each with its section, let single items fill all the rest; None where no choice does.

    The groups come in the order in which they are wanted. A choice is left as soon as its cells would stay short even if the
    other groups could be taken apart; after TRIES choices nothing is found, which takes more groups than topics have.
    """
    homes = {unit.name: fitting.sections(unit) for unit in groups}
    left = TRIES

    def search(chosen: list[tuple[Unit, int]], start: int) -> list[tuple[Unit, int]] | None:
        nonlocal left
        left -= 1
        made = Matching(fitting)
        if left < 0 or not all(made.add(unit, section) for unit, section in chosen):
            return None
        for unit in singles:
            made.add(unit, 0)
        if not any(made.lacking()):
            return chosen
        for unit in groups[start:]:
            for item in unit.items:
                made.add(Unit(f"{unit.name}/{item.name}", (item,)), 0)
        if any(made.lacking()):
            return None
        for place, unit in enumerate(groups[start:], start):
            for section in homes[unit.name]:
                found = search([*chosen, (unit, section)], place + 1)
                if found is not None:
                    return found
        return None

    return search([], 0)
