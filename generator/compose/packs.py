"""What a teacher hands out by: the class list (who has which copy) and the packing list (what there is to print)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from generator.compose import furniture
from generator.compose.blocks import Masthead, Roll
from generator.compose.code import sheet_code
from generator.compose.kind import Setting
from generator.compose.wording import bare
from generator.frozen import frozen
from generator.languages import Words
from generator.model.document import Document
from generator.model.level import Level
from generator.model.topic import Topic

LIST, PACKING = "class-list", "packing-list"
Align = Literal["start", "center", "end"]


@frozen
class Listed:
    """One copy as a list names it: whose, of which sheet, with which code. A spare copy has no name."""

    name: str
    number: str
    sheet: str
    code: str


@frozen
class Packed:
    """What is printed of one document for a class: copies of a sheet with a code, pages and sheets of paper in all."""

    document: str
    sheet: str
    code: str
    copies: int
    pages: int
    papers: int


def sheet_words(words: Words, label: str, level: str, language: str, profile: str) -> str:
    """Return what tells a sheet from the others of a build, in words; only what is given."""
    parts = (
        words("sheet.version", label=label.upper()) if label else "",
        words(f"levels.{level}") if level else "",
        words(f"packs.languages.{language}") if language else "",
        words(f"packs.profiles.{profile}") if profile else "",
    )
    return ", ".join(part for part in parts if part)


def class_list(topic: Topic, level: Level, words: Words, setting: Setting, group: str, rows: Sequence[Listed]) -> Document:
    """Return who of a class has which copy, in hand-out order, with room for a mark."""
    columns = ("number", "name", "sheet", "code", "mark")
    cells = [(one.number, one.name or words("packs.spare"), one.sheet, one.code, "") for one in rows]
    return _listed(LIST, topic, level, words, setting, group, columns, cells)


def packing_list(topic: Topic, level: Level, words: Words, setting: Setting, group: str, rows: Sequence[Packed]) -> Document:
    """Return what is printed for a class: copies of each sheet, pages and paper."""
    columns = ("document", "sheet", "code", "copies", "pages", "papers")
    cells = [(one.document, one.sheet, one.code, str(one.copies), str(one.pages), str(one.papers)) for one in rows]
    total = (
        words("packs.total"),
        "",
        "",
        *(str(sum(getattr(one, name) for one in rows)) for name in ("copies", "pages", "papers")),
    )
    return _listed(PACKING, topic, level, words, setting, group, columns, [*cells, total])


def _listed(
    kind: str,
    topic: Topic,
    level: Level,
    words: Words,
    setting: Setting,
    group: str,
    columns: Sequence[str],
    cells: Sequence[tuple[str, ...]],
) -> Document:
    head = tuple(words(f"packs.columns.{column}") for column in columns)
    align: tuple[Align, ...] = tuple("start" if column in ("name", "sheet", "document") else "center" for column in columns)
    title = words("packs.title", group=group) if group else ""
    masthead = Masthead(words(f"kinds.{kind}.label"), topic.title, furniture.facts(topic, words, setting, bare(title)))
    lines = tuple(["\t".join([" ".join(cell.split()) for cell in row]) for row in (head, *cells)])
    blocks = (masthead, Roll(lines, align))
    running = furniture.running(
        topic, level, words, sheet_code(blocks), furniture.labels("", words, setting), banner=words("sheet.banner")
    )
    return furniture.document(kind, topic, words, running, blocks, audience="teacher")
