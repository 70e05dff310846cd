"""The order of a sheet: sections, within them types, within these as written or, in versions, permuted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

from generator.items import REGISTRY
from generator.model.plan import ACTIVITIES
from generator.model.topic import Topic
from generator.select.chance import rank
from generator.select.pool import Unit

Sections = list[tuple[str, list[Unit]]]


def sections(topic: Topic, units: Sequence[Unit], kind: str) -> Sections:
    """Return the sections with their units: activities in a worksheet of a topic whose every item has `cognitive`, else types.

    Within a section types come in the order of the registry, units of a type as written; a group goes with its first item.
    """
    places = _places()
    by_activity = kind == "worksheet" and all(item.cognitive for item in topic.every_item())

    def section(unit: Unit) -> tuple[int, str]:
        first = unit.items[0]
        if by_activity:
            activity = ACTIVITIES[first.cognitive or "C1"]
            return activity, f"activity-{activity}"
        return places[first.TYPE], first.TYPE

    ordered = sorted(units, key=lambda unit: (section(unit), places[unit.items[0].TYPE]))
    return [(name, list(inside)) for (_, name), inside in groupby(ordered, key=section)]


def by_registry(units: Sequence[Unit]) -> list[Unit]:
    """Return the units of one section: types in the order of the registry, those of a type as written."""
    places = _places()
    return sorted(units, key=lambda unit: places[unit.items[0].TYPE])


def _places() -> dict[str, int]:
    return {each.TYPE: place for place, each in enumerate(REGISTRY)}


def versions(written: Sections, names: Sequence[str], kind: str, seed: int) -> list[Sections]:
    """Return the order of every version: units permuted within section and type, each by a rank of its own.

    A rank depends on the unit alone, so another item does not change the order of these. Only where a version would come out
    like its neighbour, which happens on sheets of a few items, is it turned round.
    """
    orders: list[Sections] = []
    for label in names:
        order = [(name, _permuted(units, kind, seed, label)) for name, units in written]
        if orders and order == orders[-1]:
            order = [(name, _by_type(units, lambda block: block[::-1])) for name, units in order]
        orders.append(order)
    return orders


def labels(count: int) -> list[str]:
    """Return the labels of `count` versions: a, b, ... z, aa, ab ..."""
    return [_label(number) for number in range(1, count + 1)]


def _label(number: int) -> str:
    label = ""
    while number:
        number, place = divmod(number - 1, 26)
        label = chr(ord("a") + place) + label
    return label


def _permuted(units: list[Unit], kind: str, seed: int, label: str) -> list[Unit]:
    ranks = {unit.name: rank("order", kind, str(seed), label, unit.name) for unit in units}
    return _by_type(units, lambda block: sorted(block, key=lambda unit: ranks[unit.name]))


def _by_type(units: list[Unit], arrange: Callable[[list[Unit]], list[Unit]]) -> list[Unit]:
    blocks = groupby(units, key=lambda unit: unit.items[0].TYPE)
    return [unit for _, block in blocks for unit in arrange(list(block))]
