"""A topic in one language at one level: typed, frozen, its Markdown read into runs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from generator.frozen import frozen_record
from generator.model.item import Between, Blocks, Cognitive, Date, Entry, Group, Item, Name
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

    def lowest_grade(self) -> int | None:
        """Return the lowest grade, which settles the number of choices; None where the topic names none."""
        return min(self.grade, default=None)
