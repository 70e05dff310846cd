"""Numbers: which item is which on a sheet, with the body that the plan's draw gives it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from generator.compose.code import sheet_code
from generator.frozen import frozen
from generator.model.blocks import Body
from generator.model.blueprint import Texts
from generator.model.draw import Draw
from generator.model.item import Group, Item
from generator.model.key import Key
from generator.model.level import Level
from generator.model.plan import Plan
from generator.model.topic import Topic


@frozen
class Numbered:
    """An item of a sheet: its number from 1, its draw and body, the group that it belongs to, its share of a total."""

    number: int
    item: Item
    draw: Draw
    body: Body
    group: Group | None = None
    points: Decimal | None = None

    def worth(self) -> Decimal:
        """Return what the item is worth on this sheet."""
        return self.item.worth_drawn(self.draw) if self.points is None else self.points

    def key(self, level: Level) -> Key:
        """Return the item's key as this sheet draws and scores it."""
        key = self.item.key(self.draw, level)
        return key if self.points is None else key.scaled(self.points)


@frozen
class NumberedSection:
    """A section of a sheet: `name` is activity-1, -2, -3, the type of its items, or section-1 ... of a blueprint.

    title, instruction: what a blueprint says, in every language.
    """

    name: str
    items: tuple[Numbered, ...]
    title: Texts = Texts()
    instruction: Texts = Texts()

    def points(self) -> Decimal:
        """Return what the section's items are worth together."""
        return worth(self.items)


@frozen
class Sheet:
    """A plan numbered."""

    sections: tuple[NumberedSection, ...]
    code: str

    def items(self) -> tuple[Numbered, ...]:
        """Return all items in the order of their numbers."""
        return tuple(item for section in self.sections for item in section.items)


def worth(items: tuple[Numbered, ...]) -> Decimal:
    """Return what items are worth together."""
    return sum((one.worth() for one in items), Decimal(0))


_LAST: list[tuple[Topic, Plan, Level, Sheet]] = []
"""What was numbered last: a sheet is composed, and then looked at for what its teacher is told."""


def number(topic: Topic, plan: Plan, level: Level) -> Sheet:
    """Return the plan's items numbered 1 to n, with their bodies, and the code that these give the sheet."""
    for one, other, graded, sheet in _LAST:
        if one is topic and other is plan and graded is level:
            return sheet
    sheet = _numbered(topic, plan, level)
    _LAST[:] = [(topic, plan, level, sheet)]
    return sheet


def _numbered(topic: Topic, plan: Plan, level: Level) -> Sheet:
    known = dict(_entries(topic))
    sections, count = [], 0
    for section in plan.sections:
        items = []
        for planned in section.items:
            count += 1
            item, group = known[planned.name]
            items.append(Numbered(count, item, planned.draw, item.body(planned.draw, level), group, planned.points))
        sections.append(NumberedSection(section.name, tuple(items), section.title, section.instruction))
    return Sheet(tuple(sections), sheet_code(_given(plan, sections)))


def _entries(topic: Topic) -> Iterator[tuple[str, tuple[Item, Group | None]]]:
    for entry in topic.items:
        if isinstance(entry, Group):
            yield from ((str(item.name), (item, entry)) for item in entry.items)
        else:
            yield str(entry.name), (entry, None)


def _given(plan: Plan, sections: list[NumberedSection]) -> Iterator[object]:
    """Yield what the candidate gets: the bodies in order, each stimulus before the first of its items.

    An exam says that it is one, so that a worksheet of the same items has another code; and so do shares of a total.
    """
    if plan.sheet != "worksheet":
        yield plan.sheet
    group = None
    for section in sections:
        for one in section.items:
            if one.group is not None and one.group is not group:
                yield tuple(one.group.stimulus)
            group = one.group
            yield one.body
            if one.points is not None:
                yield one.points
