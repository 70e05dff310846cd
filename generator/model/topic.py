"""A topic in one language at one level: typed, frozen, its Markdown read into runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Annotated

from generator.frozen import frozen_record
from generator.model.draw import Draw
from generator.model.item import Between, Blocks, Cognitive, Date, Entry, Group, Item, Name
from generator.model.points import shared
from generator.model.record import Record
from generator.model.text import Text


@frozen_record
class Objective(Record):
    """A learning objective; `outcome` is the CP or KD that it serves."""

    name: Name
    text: Text
    cognitive: Cognitive | None = None
    outcome: Text = Text()


@frozen_record
class Reference(Record):
    """A source: as much as is known."""

    name: Name
    title: Text
    author: str = ""
    publisher: str = ""
    date: Date | None = None
    url: str = ""
    licence: str = ""


@frozen_record
class Term(Record):
    """A glossary entry."""

    name: Name
    term: Text
    meaning: Text


@frozen_record
class Correction(Record):
    """What a source got wrong."""

    claim: Text
    error: Text = Text()
    correction: Text
    note: Text = Text()
    reference: Name | None = None


@frozen_record
class Topic(Record):
    """A topic file in one language at one level. `handout` holds content blocks; `items` items and groups as written."""

    format: str
    name: Name
    language: str
    languages: tuple[str, ...]
    title: Text
    subject: Text = Text()
    grade: tuple[Annotated[int, Between(1, 12)], ...] = ()
    duration: int | None = None
    authors: tuple[str, ...] = ()
    licence: str = ""
    scope: Text = Text()
    lead: Text = Text()
    objectives: tuple[Objective, ...] = ()
    references: tuple[Reference, ...] = ()
    terms: tuple[Term, ...] = ()
    summary: tuple[Text, ...] = ()
    materials: tuple[Text, ...] = ()
    handout: Blocks = Blocks(())
    corrections: tuple[Correction, ...] = ()
    items: tuple[Entry, ...] = ()

    def every_item(self) -> Iterator[Item]:
        """Yield every item, those of groups in their place."""
        for entry in self.items:
            if isinstance(entry, Group):
                yield from entry.items
            else:
                yield entry

    def shares(self, draws: Mapping[str, Draw], total: int, worths: Mapping[str, Decimal]) -> dict[str, Decimal] | None:
        """Return the points of a sheet's items, given by name with their draws, where their worths share a total.

        `worths`: what items are worth where the sheet says it and not the topic. Ties go by the order of writing, so that
        every version gives an item the same. None where the total is too small.
        """
        taken = [item for item in self.every_item() if item.name in draws]
        weights = [worths[item.name] if item.name in worths else item.worth_drawn(draws[item.name]) for item in taken]
        points = shared(weights, Decimal(total))
        return None if points is None else {str(item.name): share for item, share in zip(taken, points, strict=True)}

    def lowest_grade(self) -> int | None:
        """Return the lowest grade, which settles the number of choices; None where the topic names none."""
        return min(self.grade, default=None)
