"""The cover sheet: what was printed of a topic, with codes, pages and points; copies to fill in, and what to check first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from generator.compose import furniture
from generator.compose.blocks import Masthead, Part
from generator.compose.code import sheet_code
from generator.compose.forms import Identity
from generator.compose.furniture import Sections
from generator.compose.kind import Built, Setting
from generator.compose.wording import bare
from generator.frozen import frozen
from generator.languages import Words
from generator.model.blocks import ExtendedTextInteraction
from generator.model.document import Document, DocumentBlock
from generator.model.level import Level
from generator.model.plan import Plan
from generator.model.text import Text
from generator.model.topic import Topic

COLUMNS = ("document", "code", "pages", "sheets", "items", "points", "copies")
NOTES = 6
"""So many lines to write on, or more where the page has room."""


@frozen
class BuiltTable(DocumentBlock):
    """Documents in rows; the last cell of a row is to be filled in."""

    macro: ClassVar[str] = "built_table"
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@frozen
class Checklist(DocumentBlock):
    """Things to do, each with a box to tick."""

    macro: ClassVar[str] = "checklist"
    entries: tuple[str, ...]


def compose(topic: Topic, plan: Plan | None, level: Level, words: Words, setting: Setting) -> Document:
    """Return the cover sheet of the documents that the setting says were built; it has no plan."""
    blocks = tuple(_blocks(topic, level, words, setting))
    code = setting.code or sheet_code((topic.name, *(one.code for one in setting.built)))
    labels = furniture.labels("", words, setting)
    running = furniture.running(topic, level, words, code, labels, banner=words("sheet.banner"))
    covers = tuple(dict.fromkeys(one.code for one in setting.built))
    return furniture.document("cover-sheet", topic, words, running, blocks, audience="teacher", covers=covers)


def _blocks(topic: Topic, level: Level, words: Words, setting: Setting) -> Iterator[Part]:
    yield Masthead(words("kinds.cover-sheet.label"), topic.title, furniture.facts(topic, words, setting))
    yield Identity(tuple(_facts(topic, level, words, setting)))
    sections = Sections(words)
    for audience, copies in (("pupil", ""), ("teacher", "1")):
        built = [one for one in setting.built if one.audience == audience]
        if built:
            yield sections.head(f"cover-sheet.for-{audience}")
            yield _table(built, words, copies)
    yield sections.head("cover-sheet.checks")
    yield Checklist(words.lines("cover-sheet.checklist"))
    yield sections.head("cover-sheet.notes")
    yield ExtendedTextInteraction(expected_lines=NOTES)


def _facts(topic: Topic, level: Level, words: Words, setting: Setting) -> Iterator[tuple[str, Text]]:
    """Yield what is known, and as empty values what is filled in by hand."""
    school = setting.school
    known = {
        "school": bare(school.name),
        "subject": topic.subject,
        "class": Text(),
        "teacher": bare(school.teacher.name if school.teacher else ""),
        "date": Text(),
        "pupils": Text(),
        "year": bare(school.year),
        "level": bare(words(f"levels.{level.name}")),
    }
    for name, value in known.items():
        if value or name in ("class", "teacher", "date", "pupils"):
            yield words(f"cover-sheet.facts.{name}"), value


def _table(built: Sequence[Built], words: Words, copies: str) -> BuiltTable:
    rows = []
    for one in built:
        version = words("sheet.version", label=one.label.upper()) if one.label else ""
        name = " – ".join(part for part in (words(f"kinds.{one.kind}.name"), version) if part)
        rows.append((name, one.code, str(one.pages), str(one.sheets), str(one.items or ""), one.points, copies))
    return BuiltTable(tuple(words(f"cover-sheet.columns.{column}") for column in COLUMNS), tuple(rows))
