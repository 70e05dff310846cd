"""`lembar.yaml` in the current folder: defaults for flags, the school and its exam, changed levels."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from generator.diagnostics import Diagnostic, Failed, finding
from generator.frozen import frozen, frozen_record
from generator.model.item import Between, Name
from generator.model.level import Level
from generator.model.record import Record
from generator.model.school import Exam, School

if TYPE_CHECKING:
    from generator.source import Value

FILE = Path("lembar.yaml")


@frozen_record
class SettingsFile(Record):
    """The fields of `lembar.yaml`: every long flag by its name, and what has no flag."""

    kind: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    difficulty: Literal["easy", "medium", "hard", "mixed", "all"] | None = None
    layout: Name | None = None
    paper: str | None = None
    profile: str | None = None
    binding: bool | None = None
    impose: Literal["2up", "4up", "booklet"] | None = None
    duplex: bool | None = None
    items: Annotated[int, Between(1, 2000)] | None = None
    type: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    blueprint: str | None = None
    avoid: str | None = None
    variants: Annotated[int, Between(2, 200)] | None = None
    seed: Annotated[int, Between(0, 2**63)] | None = None
    total: Annotated[int, Between(1, 100_000)] | None = None
    points: bool | None = None
    output: str | None = None
    jobs: Annotated[int, Between(1, 256)] | None = None
    strict: bool | None = None
    draft: bool | None = None
    verify: bool | None = None
    force: bool | None = None
    preview: bool | None = None
    bundle: bool | None = None
    cache: bool | None = None
    format: Literal["full", "concise", "json"] | None = None
    kop: bool | None = None
    curriculum: Literal["k13", "merdeka", "merdeka-pm"] | None = None
    form: Literal["tka"] | None = None
    roster: str | None = None
    split: bool | None = None
    spare: Annotated[int, Between(0, 100)] | None = None
    school: School | None = None
    exam: Exam | None = None


@frozen_record
class SchoolFile(Record):
    """What the file of `--school` may hold."""

    school: School | None = None
    exam: Exam | None = None


@frozen
class Settings:
    """What holds for every command in this folder: the flags' defaults, the school, the levels by name, the exam."""

    flags: SettingsFile
    school: School
    levels: Mapping[str, Level]
    exam: Exam = Exam()


def load(school_file: str | None = None, here: Path = FILE) -> Settings:
    """Return the settings; without `lembar.yaml` the defaults. Raises Failed with every finding."""
    from generator import levels

    findings: list[Diagnostic] = []
    flags, changes = read(here, findings) if here.is_file() else (SettingsFile(), None)
    school, exam = flags.school or School(), flags.exam or Exam()
    if school_file is not None:
        beside = read_school(Path(school_file), findings)
        school, exam = beside.school or school, beside.exam or exam
    if exam.start and exam.end and exam.end <= exam.start:
        findings.append(finding("exam-ends-early", exam.at("end"), start=exam.start, end=exam.end))
    try:
        by_name = {level.name: level for level in levels.load(changes)}
    except Failed as failure:
        raise Failed([*findings, *failure.diagnostics]) from None
    if findings:
        raise Failed(findings)
    return Settings(flags, school, by_name, exam)


def read(path: Path, findings: list[Diagnostic]) -> tuple[SettingsFile, Value | None]:
    """Return the fields of a settings file, and its `levels` as written; what is wrong goes to `findings`."""
    from generator import schema, source

    value = source.read(path).value
    if isinstance(value, source.Absent):
        return SettingsFile(), None
    changes: Value | None = None
    if isinstance(value, source.Fields):
        changes = value.entries.get("levels")
        rest = {name: entry for name, entry in value.entries.items() if name != "levels"}
        value = value._replace(entries=rest)
    return schema.record(SettingsFile, value, findings) or SettingsFile(), changes


def read_school(path: Path, findings: list[Diagnostic]) -> SchoolFile:
    """Return `school:` and `exam:` of another file than `lembar.yaml`; without such fields the whole file is the school."""
    from generator import schema, source

    value = source.read(path).value
    if isinstance(value, source.Fields) and value.entries.keys() & {"school", "exam"}:
        value = value._replace(entries={name: entry for name, entry in value.entries.items() if name in ("school", "exam")})
        return schema.record(SchoolFile, value, findings) or SchoolFile()
    return SchoolFile(school=schema.record(School, value, findings))
