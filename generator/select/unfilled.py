"""What a topic lacks for a blueprint, said so that the teacher can write it: which items, how many, and what comes nearest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.diagnostics import Diagnostic, finding
from generator.model.blueprint import Cell
from generator.model.item import Item
from generator.model.plan import Reason
from generator.model.topic import Topic
from generator.select.cells import Filled
from generator.select.matching import fits, misfits
from generator.select.pool import Unit

FLAGS = {"skipped": "--skip", "had": "--avoid", "not-among": "--only", "other-type": "--type"}
SHOWN = 3
FAR = 2
"""Items that differ from what is wanted in more than so many things are not near it."""


def unfilled(
    topic: Topic, filled: Filled, titles: Sequence[str], units: Sequence[Unit], left_out: Sequence[Reason]
) -> Iterator[Diagnostic]:
    """Yield a finding for each cell that lacks items."""
    for place, (cell, lack) in enumerate(zip(filled.fitting.cells, filled.lacking, strict=True)):
        if lack:
            telling = _Telling(filled, place, units)
            title = titles[cell.section]
            fewer = f"{cell.count - lack or 'none'}{telling.near()}{_hidden(topic, cell, left_out)}"
            yield finding(
                "unfilled-cell",
                cell.span,
                topic=topic.name,
                lack=_items(lack),
                section=f"{cell.section + 1}{f' `{title}`' if title else ''}",
                wanted=cell.count,
                what=_of(cell),
                there=telling.there(),
                hint=f"write {lack} more{_of(cell)}, or ask for {fewer}",
            )


class _Telling:
    """Tells of one cell that lacks items."""

    def __init__(self, filled: Filled, place: int, units: Sequence[Unit]) -> None:
        self.filled, self.place, self.units = filled, place, units
        self.cells = filled.fitting.cells
        self.fitting = [(unit, item) for unit in units for item in unit.items if place in filled.fitting.places[item.name]]

    def there(self) -> str:
        """Say how many items fit, and why they are not enough."""
        count = len(self.fitting)
        said = "there is 1" if count == 1 else f"there are {count or 'none'}"
        if count < self.cells[self.place].count:
            return said
        whole = sum(item.name not in self.filled.homes for _, item in self.fitting)
        if whole:  # a single item would have found room
            return f"{said}, {whole} of them in groups that do not fit in whole"
        others = [self.cells[other] for other in sorted(self.rivals() - {self.place})]
        listed = ", ".join(f"section {cell.section + 1}{f' ({cell.said()})' if cell.said() else ''}" for cell in others[:SHOWN])
        return f"{said}, but they are wanted elsewhere too: {listed}{' ...' if len(others) > SHOWN else ''}"

    def rivals(self) -> set[int]:
        """Return the cells that hold what this one could use, and those that these could use in turn."""
        reached = {self.place}
        queue = [self.place]
        for cell in queue:
            for name, places in self.filled.fitting.places.items():
                home = self.filled.homes.get(name, cell)
                if cell in places and home not in reached:
                    reached.add(home)
                    queue.append(home)
        return reached

    def near(self) -> str:
        """Name the free items that differ in the fewest things from what is wanted."""
        cell, homes = self.cells[self.place], self.filled.homes
        free = [(unit, item) for unit in self.units for item in unit.items if unit.items[0].name not in homes]
        wrong = {str(item.name): misfits(item, cell, bool(unit.group)) for unit, item in free}
        least = min((len(fields) for fields in wrong.values() if fields), default=FAR + 1)
        if least > FAR:
            return ""
        found = [item for _, item in free if len(wrong[item.name]) == least]
        listed = ", ".join(f"`{item.name}` ({_differs(item, wrong[item.name])})" for item in found[:SHOWN])
        return f"; nearest {'comes' if len(found) == 1 else 'come'} {listed}{' ...' if len(found) > SHOWN else ''}"


def _of(cell: Cell) -> str:
    return f" of {cell.said()}" if cell.said() else ""


def _items(count: int) -> str:
    return f"{count} item{'' if count == 1 else 's'}"


def _differs(item: Item, fields: Sequence[str]) -> str:
    said = {
        "type": item.TYPE,
        "difficulty": item.difficulty,
        "objective": " and ".join(map(str, item.objective)) or "without objective",
        "cognitive": str(item.cognitive or "without cognitive"),
    }
    return ", ".join(said[name] for name in fields)


def _hidden(topic: Topic, cell: Cell, left_out: Sequence[Reason]) -> str:
    """Name the items that would fit, but that flags leave out."""
    items = {str(item.name): item for item in topic.every_item()}
    found = [(name, FLAGS[reason.fate]) for reason in left_out for name in reason.items if fits(items[name], cell, reason.group)]
    if not found:
        return ""
    flags = " and ".join(dict.fromkeys(flag for _, flag in found))
    listed = ", ".join(f"`{name}`" for name, _ in found[:SHOWN])
    return f"; {flags} leave{'s' if ' and ' not in flags else ''} out {listed}{' ...' if len(found) > SHOWN else ''}"
