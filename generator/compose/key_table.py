"""The keys of all versions of a sheet on one paper: answers side by side by number, and where each item stands (guides, 2.8).

A teacher who marks the papers of several versions follows one column down; the code in its head is that of the version's sheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import ClassVar

from generator.compose import furniture
from generator.compose.answers import Answered, answer_line
from generator.compose.blocks import Masthead, Part
from generator.compose.code import sheet_code
from generator.compose.furniture import amount
from generator.compose.items import section_title
from generator.compose.kind import Setting
from generator.compose.numbering import NumberedSection, Sheet, number, worth
from generator.compose.wording import Wording, bare
from generator.frozen import frozen, replace
from generator.languages import Words
from generator.model.blocks import Paragraph
from generator.model.document import Document, DocumentBlock
from generator.model.level import Level
from generator.model.text import Run, Text, plain
from generator.model.topic import Topic

LONGEST = 90
"""An answer of more signs is none to compare at a glance; a dash leads to the version's own key, as for a free answer."""
DASH = "–"
MARK = 16
"""An answer of at most so many signs is a mark, such as a letter, an order or a number."""
MOST_MARKS, MOST_ANSWERS = 10, 4
"""So many columns of marks, and of longer answers, has an upright page; for more it lies across."""
HEADED = 2
"""So many items have the sections of a sheet, taken together, for their titles to stand in the table."""
EXAMPLES = 4
"""So many versions show how the numbers of one item belong together."""


@frozen
class VersionTable(DocumentBlock):
    """Answers by number, with a column for each version.

    number: the head of the first column. versions: name and code of each column. sections: a title, empty where the sheet has
    one section only or hardly more items than sections, and rows (number, answers). mark: an answer of at most so many signs
    is a mark, such as a letter, an order or a number. marks: whether all are.
    """

    macro: ClassVar[str] = "version_table"
    number: str
    versions: tuple[tuple[str, str], ...]
    sections: tuple[tuple[str, tuple[tuple[str, tuple[Text, ...]], ...]], ...]
    mark: int = MARK
    marks: bool = False


@frozen
class PlaceTable(DocumentBlock):
    """Which numbers one item has: a row (name, numbers) for each version, the first in the order of its own numbers.

    title: what stands over it, with an example of how it is read.
    """

    macro: ClassVar[str] = "place_table"
    title: str
    example: str
    rows: tuple[tuple[str, tuple[str, ...]], ...]


def table_of(kind: str, title: Text, topic: Topic, level: Level, words: Words, setting: Setting) -> Document:
    """Return the keys of all versions side by side under a sheet's title."""
    sheets = [number(topic, plan, level) for plan in setting.versions]
    names = [words("sheet.version", label=plan.label.upper()) for plan in setting.versions]
    codes = tuple(sheet.code for sheet in sheets)
    running = furniture.running(
        topic,
        level,
        words,
        sheet_code((topic.name, kind, *codes)),
        (words("key.answer"), *furniture.labels("", words, setting)),
        banner=words("sheet.banner"),
    )
    items, total = sheets[0].items(), words.number(amount(worth(sheets[0].items())))
    below = (
        words("keys.versions", n=len(sheets)),
        words("sheet.seed", seed=setting.versions[0].seed),
        words("sheet.total-items", n=len(items)),
        words("sheet.total-points", points=total),
    )
    facts = furniture.facts(topic, words, setting, furniture.level_fact(level, words))
    table = _answers(sheets, names, level, words)
    return furniture.document(
        kind,
        topic,
        words,
        replace(running, title=furniture.short(title, furniture.ALONE)),
        (
            Masthead(words(f"kinds.{kind}.label"), title, facts, tuple(map(bare, below))),
            *_parts(table, _places(sheets, names, [plan.label for plan in setting.versions], words), words),
        ),
        audience="teacher",
        items=len(items),
        points=total,
        covers=codes,
        landscape=len(sheets) > (MOST_MARKS if table.marks else MOST_ANSWERS),
    )


def _parts(table: VersionTable, places: PlaceTable, words: Words) -> Iterator[Part]:
    yield table
    if any(str(one) == DASH for _, rows in table.sections for _, answers in rows for one in answers):
        yield Paragraph(words.text("keys.dash").paragraphs[0], role="table")
    yield places


def _answers(sheets: Sequence[Sheet], names: Sequence[str], level: Level, words: Words) -> VersionTable:
    wording = Wording(words)
    sections = []
    for index, parts in enumerate(zip(*(sheet.sections for sheet in sheets), strict=True)):
        rows = []
        for alike in zip(*(part.items for part in parts), strict=True):
            answered = (Answered(one, one.key(level), wording.interactions(one.body)) for one in alike)
            rows.append((f"{alike[0].number}.", tuple(_short(each, words) for each in answered)))
        sections.append((_title(parts[0], index, sheets[0], level, words), tuple(rows)))
    versions = tuple(zip(names, (sheet.code for sheet in sheets), strict=True))
    marks = all(len(str(one)) <= MARK for _, rows in sections for _, answers in rows for one in answers)
    return VersionTable(words("key.column-number"), versions, tuple(sections), marks=marks)


def _short(answered: Answered, words: Words) -> Text:
    """Return an item's answer as its version's key has it, or a dash: it is free, or too long or wide for a column."""
    line = answer_line(answered, words)
    wide = len(plain(line)) > LONGEST or any(isinstance(piece, Run) and piece.maths for piece in line)
    return Text((line,)) if line and not wide else bare(DASH)


def _title(section: NumberedSection, index: int, sheet: Sheet, level: Level, words: Words) -> str:
    """Return a section's title as the sheet has it; none where the numbers are as soon found without."""
    if len(sheet.sections) == 1 or len(sheet.items()) < HEADED * len(sheet.sections):
        return ""
    if section.name.startswith("activity-"):
        return words(f"sections.{section.name}", n=index + 1)
    return section_title(section, level, words)


def _places(sheets: Sequence[Sheet], names: Sequence[str], labels: Sequence[str], words: Words) -> PlaceTable:
    """Return where each item stands in each version, with an example of the first versions: `A1 = B7`."""
    numbers = [{one.item.name: str(one.number) for one in sheet.items()} for sheet in sheets]
    order = [one.item.name for one in sheets[0].items()]
    rows = tuple((name, tuple(each[item] for item in order)) for name, each in zip(names, numbers, strict=True))
    example = (f"{label.upper()}{row[0]}" for label, (_, row) in zip(labels, rows, strict=True))
    return PlaceTable(words("keys.same"), " = ".join(islice(example, EXAMPLES)), rows)
