"""A blueprint: how many items of which kind a paper holds, section by section (the format page, "Beside the topics")."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, NewType

from generator.frozen import frozen, frozen_record
from generator.model.item import Between, Cognitive, Name
from generator.model.record import Record
from generator.model.text import Text

Shares = NewType("Shares", tuple[tuple[str, int], ...])
"""One level (`easy`) or a count for each (`{easy: 6, medium: 8}`): pairs of level and count, 0 for what is left of `count`."""


@frozen_record
class BlueprintSection(Record):
    """One section: so many items of a type, of a difficulty, for objectives, at cognitive levels; all but `count` may be absent.

    title and instruction are printed in place of the type's own. points: what each item is worth.
    """

    title: Text = Text()
    instruction: Text = Text()
    type: str = ""
    count: Annotated[int, Between(1, 2000)] | None = None
    difficulty: Shares = Shares(())
    objective: tuple[Name, ...] = ()
    cognitive: tuple[Cognitive, ...] = ()
    points: Annotated[Decimal, Between(Decimal("0.01"), 1000)] | None = None

    def cells(self, place: int) -> tuple[Cell, ...]:
        """Return what the section asks for, difficulty by difficulty; it is the section number `place` of its blueprint."""
        asked = dict(self.difficulty)
        counts = {name: asked[name] or (self.count or 0) for name in asked} or {"": self.count or 0}
        kinds = self.type, frozenset(map(str, self.objective)), frozenset(self.cognitive)
        return tuple(Cell(place, count, name, *kinds) for name, count in counts.items() if count)


@frozen_record
class Blueprint(Record):
    """A blueprint as written: a number of items, or sections."""

    title: Text = Text()
    items: Annotated[int, Between(1, 2000)] | None = None
    sections: tuple[BlueprintSection, ...] = ()

    def cells(self) -> tuple[Cell, ...]:
        """Return all cells in the order of the sections."""
        return tuple(cell for place, section in enumerate(self.sections) for cell in section.cells(place))


@frozen
class Cell:
    """So many items alike: of one section, difficulty and type (empty: any), for some objectives, at some cognitive levels."""

    section: int
    count: int
    difficulty: str = ""
    type: str = ""
    objectives: frozenset[str] = frozenset()
    cognitive: frozenset[str] = frozenset()
