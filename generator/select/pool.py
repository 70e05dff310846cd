"""The pool: the entries of a topic that the request allows, groups whole."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from generator.diagnostics import Diagnostic, finding
from generator.diagnostics.nearest import did_you_mean
from generator.frozen import frozen
from generator.items import REGISTRY
from generator.model.item import Entry, Group, Item
from generator.model.plan import Fate, Reason
from generator.model.topic import Topic

LISTED = 8


@frozen
class Unit:
    """What is taken whole or not at all: an item, or the items of a group. `group` is the group's name, or empty."""

    name: str
    items: tuple[Item, ...]
    group: str = ""

    @staticmethod
    def of(entry: Entry) -> Unit:
        """Return the unit of an entry of the topic."""
        if isinstance(entry, Group):
            return Unit(entry.name, entry.items, entry.name)
        return Unit(entry.name, (entry,))

    def names(self) -> set[str]:
        """Return the names by which a request may mean this unit: its own and those of its items."""
        return {self.name, *(item.name for item in self.items)}

    def inner(self) -> tuple[str, ...]:
        """Return the names of its items."""
        return tuple(item.name for item in self.items)

    def is_of(self, types: Sequence[str]) -> bool:
        """Say whether the unit holds items of these types alone; `group` lets every group in."""
        return (bool(self.group) and Group.TYPE in types) or all(item.TYPE in types for item in self.items)


def pool(
    topic: Topic, only: Sequence[str], skip: Sequence[str], types: Sequence[str], avoid: Collection[str] = ()
) -> tuple[tuple[Unit, ...], tuple[Diagnostic, ...], tuple[Reason, ...]]:
    """Return the units that may be taken, as written, a finding for every name that means nothing here, and why others may not.

    A name of an item inside a group means the group, since a group is taken whole or not at all. `avoid` may hold names that the
    topic has no longer.
    """
    units = [Unit.of(entry) for entry in topic.items]
    units = [unit for unit in units if unit.items]
    known = sorted({name for unit in units for name in unit.names()})
    kinds = [each.TYPE for each in REGISTRY] + [Group.TYPE]
    findings = (
        *_unknown("unknown-item", "--only", only, known),
        *_unknown("unknown-item", "--skip", skip, known),
        *_unknown("unknown-item-type", "--type", types, kinds),
    )
    allowed: list[Unit] = []
    left_out: list[Reason] = []
    for unit in units:
        fate: Fate | None = None
        if not unit.names().isdisjoint(skip):
            fate = "skipped"
        elif not unit.names().isdisjoint(avoid):
            fate = "had"
        elif only and unit.names().isdisjoint(only):
            fate = "not-among"
        elif types and not unit.is_of(types):
            fate = "other-type"
        if fate is None:
            allowed.append(unit)
        else:
            left_out.append(Reason(unit.name, fate, unit.inner(), bool(unit.group)))
    return tuple(allowed), findings, tuple(left_out)


def _unknown(code: str, flag: str, names: Iterable[str], known: Sequence[str]) -> Iterator[Diagnostic]:
    for name in dict.fromkeys(names):
        if name not in known:
            listed = "there are " + ", ".join(f"`{each}`" for each in known[:LISTED]) + (" ..." if len(known) > LISTED else "")
            yield finding(code, flag=flag, name=name, hint=did_you_mean(name, known, listed))
