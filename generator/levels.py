"""The levels of a sheet, read from `levels.yaml` and from what `lembar.yaml` changes in them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Literal

from generator import schema, source
from generator.diagnostics import Diagnostic, Failed, Severity, finding
from generator.frozen import fields, frozen_record
from generator.model.item import Between
from generator.model.level import Difficulty, Level
from generator.model.record import Record

__all__ = ["load"]

FILE = Path(__file__).resolve().parent / "levels.yaml"


@frozen_record
class Mix(Record):
    """Shares of items in percent."""

    easy: Annotated[int, Between(0, 100)]
    medium: Annotated[int, Between(0, 100)]
    hard: Annotated[int, Between(0, 100)]

    def shares(self) -> tuple[int, int, int]:
        """Return the shares from easy to hard."""
        return self.easy, self.medium, self.hard


@frozen_record
class LevelFields(Record):
    """A level as written; `levels.yaml` explains the fields. What is None is not written."""

    text: Difficulty | None = None
    mix: Mix | None = None
    choices: Annotated[int, Between(2, 12)] | None = None
    bank: Literal["words", "extras", "none"] | None = None
    hints: bool | None = None
    starters: bool | None = None
    keywords: bool | None = None
    extra_matches: Annotated[int, Between(0, 26)] | None = None
    given: Annotated[Decimal, Between(0, 100)] | None = None
    stated: bool | None = None
    underlined: bool | None = None
    pitch: Annotated[Decimal, Between(5, 20)] | None = None
    more_lines: Annotated[int, Between(0, 200)] | None = None
    mark: Literal["disc", "triangle", "square", "none"] | None = None


@frozen_record
class Levels(Record):
    """The levels by name, in the order in which they are offered."""

    easy: LevelFields | None = None
    medium: LevelFields | None = None
    hard: LevelFields | None = None
    mixed: LevelFields | None = None

    def named(self) -> Iterator[tuple[str, LevelFields]]:
        """Yield the levels that are written, with their names."""
        for each in fields(self):
            level = getattr(self, each.name)
            if isinstance(level, LevelFields):
                yield each.name, level


def load(overrides: source.Value | None = None) -> tuple[Level, ...]:
    """Return the levels easy, medium, hard and mixed, changed as `overrides` (the field `levels` of `lembar.yaml`) says.

    Raises Failed with every finding about the overrides.
    """
    findings: list[Diagnostic] = []
    own = schema.record(Levels, source.read(FILE).value, findings)
    changed: Levels | None = Levels()
    if overrides is not None and not isinstance(overrides, source.Absent):
        changed = schema.record(Levels, overrides, findings)
    for each in (own, changed):
        for _, level in each.named() if each else ():
            if level.mix and sum(level.mix.shares()) != 100:
                findings.append(finding("mix-sum", level.at("mix"), sum=sum(level.mix.shares())))
    if own is None or changed is None or any(found.severity is Severity.ERROR for found in findings):
        raise Failed(findings)
    changes = dict(changed.named())
    return tuple(_level(name, written, changes.get(name)) for name, written in own.named())


def _level(name: str, written: LevelFields, change: LevelFields | None) -> Level:
    def settled(field: str) -> object:
        changed = getattr(change, field, None)
        return getattr(written, field) if changed is None else changed

    facts = {each.name: settled(each.name) for each in fields(LevelFields) if each.name != "spans"}
    mix, given, pitch = facts.pop("mix"), facts.pop("given"), facts.pop("pitch")
    assert isinstance(mix, Mix)
    assert isinstance(given, Decimal)
    assert isinstance(pitch, Decimal)
    return Level(name=name, mix=mix.shares(), given=Fraction(given) / 100, pitch=float(pitch), **facts)  # type: ignore[arg-type]
