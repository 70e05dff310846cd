"""A blueprint: how many items of which kind a paper holds, section by section (the format page, "Beside the topics")."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Annotated

from generator.diagnostics import Diagnostic, Span, finding
from generator.frozen import field, frozen, frozen_record
from generator.model.item import Between
from generator.model.record import Record
from generator.model.text import Text

COUNTING = ("type", "difficulty", "objective", "cognitive")
"""The fields of a section that say which items it wants; one of them may say how many of each."""


@frozen_record
class Texts(Record):
    """A text in every language and at every level of text. `lacks`: the languages that it has no words of its own for."""

    said: tuple[tuple[str, str, Text], ...] = ()
    lacks: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any(text for _, _, text in self.said)

    def text(self, language: str, level: str) -> Text:
        """Return the text in a language at a level of text; empty where nothing was written."""
        return next((text for code, name, text in self.said if (code, name) == (language, level)), Text())


@frozen_record
class Among(Record):
    """Names of which an item has one; with `counts`, so many items have each."""

    names: tuple[str, ...] = ()
    counts: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.names)


@frozen
class Cell:
    """So many items alike: of one section (from 0), each of one of the names that a field lists; an empty field takes all.

    `span` is where the blueprint asks for them.
    """

    section: int
    count: int
    type: tuple[str, ...] = ()
    difficulty: tuple[str, ...] = ()
    objective: tuple[str, ...] = ()
    cognitive: tuple[str, ...] = ()
    span: Span | None = field(default=None, compare=False, repr=False)

    def wanted(self) -> dict[str, tuple[str, ...]]:
        """Return the fields that narrow the cell, with the names that they take."""
        return {name: names for name in COUNTING if (names := getattr(self, name))}

    def said(self) -> str:
        """Return what the cell asks for, as findings say it: `type essay, difficulty hard`; nothing where all items do."""
        return ", ".join(f"{name} {' or '.join(names)}" for name, names in self.wanted().items())


@frozen_record
class BlueprintSection(Record):
    """One section: so many items of a type, of a difficulty, for an objective, at a cognitive level.

    title, instruction: printed in place of the type's own. points: what each item is worth; None for what the topic says.
    """

    title: Texts = Texts()
    instruction: Texts = Texts()
    type: Among = Among()
    count: Annotated[int, Between(1, 2000)] | None = None
    difficulty: Among = Among()
    objective: Among = Among()
    cognitive: Among = Among()
    points: Annotated[Decimal, Between(Decimal("0.01"), 1000)] | None = None

    def counting(self) -> tuple[str, ...]:
        """Return which fields say how many items of each there are: one at most, once the section is read."""
        return tuple(name for name in COUNTING if getattr(self, name).counts)

    def cells(self, place: int) -> Iterator[Cell]:
        """Yield what the section asks for; it is section number `place`, from 0, of its blueprint."""
        alike = {name: getattr(self, name).names for name in COUNTING}
        for name in self.counting():
            among = getattr(self, name)
            for one, count in zip(among.names, among.counts, strict=True):
                if count:
                    yield Cell(place, count, **{**alike, name: (one,)}, span=self.at(f"{name}.{one}"))
        if not self.counting() and self.count:
            yield Cell(place, self.count, **alike, span=self.at("count"))


@frozen_record
class Blueprint(Record):
    """A blueprint as written: a number of items, or sections."""

    title: Texts = Texts()
    items: Annotated[int, Between(1, 2000)] | None = None
    sections: tuple[BlueprintSection, ...] = ()

    def cells(self) -> tuple[Cell, ...]:
        """Return all cells in the order of the sections."""
        return tuple(cell for place, section in enumerate(self.sections) for cell in section.cells(place))

    def lacking(self, languages: Iterable[str]) -> Iterator[Diagnostic]:
        """Yield a finding for each text that has no words in one of the languages that are printed."""
        owners: tuple[Blueprint | BlueprintSection, ...] = (self, *self.sections)
        texts = [(owner.title, owner.at("title")) for owner in owners]
        texts += [(section.instruction, section.at("instruction")) for section in self.sections]
        for text, span in texts:
            for language in languages:
                if language in text.lacks:
                    other = next(code for code, _, _ in text.said if code not in text.lacks)
                    yield finding("missing-translation", span, language=language, other=other)
