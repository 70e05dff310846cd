"""A plan: which items one sheet holds, in which order, with which draw. Made only by `select`."""

from __future__ import annotations

from generator.frozen import frozen
from generator.model.draw import Draw


@frozen
class Planned:
    """One item with its draw; `group` is the name of the group that it belongs to, or empty."""

    name: str
    draw: Draw
    group: str = ""


@frozen
class PlanSection:
    """A section: `name` is activity-1, activity-2, activity-3, or the type of its items."""

    name: str
    items: tuple[Planned, ...]


@frozen
class Plan:
    """One sheet's plan. `label` is empty or a, b, ... z, aa ...; `seed` is printed only for teachers."""

    sections: tuple[PlanSection, ...]
    label: str = ""
    seed: int = 1

    def items(self) -> tuple[Planned, ...]:
        """Return all planned items in printed order; their numbers are 1, 2, 3 ..."""
        return tuple(planned for section in self.sections for planned in section.items)
