"""The exam paper: boxes round the title, data, general instructions with the counts filled in, sections by type, end mark.

It is made of bodies; nothing here asks an item for its key. Where the build makes an answer sheet too, names and answers are
written there, and the paper has no room for them; the code is the same. Parts and wording follow the school form (guides, 2.8).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import ClassVar

from generator.compose import furniture
from generator.compose.blocks import Fields, GroupBlock, Instruction, ItemBlock, Part
from generator.compose.forms import Identity
from generator.compose.furniture import amount
from generator.compose.items import Items, running_of, section_title
from generator.compose.kind import Setting
from generator.compose.numbering import Numbered, NumberedSection, Sheet, number, worth
from generator.compose.wording import Wording, bare
from generator.frozen import frozen, replace
from generator.languages import Words
from generator.model.blocks import ChoiceInteraction, Table, Timeline
from generator.model.document import Document, DocumentBlock
from generator.model.level import Level
from generator.model.plan import Plan
from generator.model.text import Text
from generator.model.topic import Topic

FIELDS = ("name", "class", "number", "mark")


@frozen
class ExamHead(DocumentBlock):
    """The head of an exam: kind, title and lines below it, centred between two boxes.

    start: the lines of the first box. end: a label and what stands large under it; empty boxes are not drawn.
    """

    macro: ClassVar[str] = "exam_head"
    kind: str
    title: Text
    below: tuple[Text, ...] = ()
    start: tuple[str, ...] = ()
    end: tuple[str, str] = ("", "")


@frozen
class Directions(DocumentBlock):
    """The general instructions of an exam under their head, as (number, text), in columns of about the same length."""

    macro: ClassVar[str] = "directions"
    title: str
    columns: tuple[tuple[tuple[str, Text], ...], ...]


@frozen
class ExamSection(DocumentBlock):
    """A section of an exam with all that stands in it; `narrow`: it reads well in half the measure, so in two columns too."""

    macro: ClassVar[str] = "exam_section"
    letter: str
    title: str
    notes: tuple[str, ...]
    blocks: tuple[Instruction | ItemBlock | GroupBlock, ...]
    narrow: bool = False


@frozen
class EndMark(DocumentBlock):
    """The line that says that nothing follows."""

    macro: ClassVar[str] = "end_mark"
    text: str


def compose(topic: Topic, plan: Plan | None, level: Level, words: Words, setting: Setting) -> Document:
    """Return the exam of a plan."""
    assert plan is not None
    sheet = number(topic, plan, level)
    if setting.on_sheet:
        sheet = replace(sheet, sections=tuple(map(_unlined, sheet.sections)))
    running = running_of(topic, sheet, plan, level, words, setting)
    running = replace(running, title=furniture.short(title(topic, plan, level, words, setting), furniture.BESIDE_FIELDS))
    running = replace(running, fields=()) if setting.on_sheet else running
    return furniture.document(
        "exam",
        topic,
        words,
        running,
        _blocks(topic, sheet, plan, level, words, setting),
        label=plan.label,
        items=len(sheet.items()),
        points=words.number(amount(worth(sheet.items()))),
    )


def title(topic: Topic, plan: Plan, level: Level, words: Words, setting: Setting) -> Text:
    """Return what the exam is called: as its blueprint or the school calls it, else as its topic."""
    return own_title(plan, level, words, setting) or topic.title


def own_title(plan: Plan, level: Level, words: Words, setting: Setting) -> Text:
    """Return what the exam is called by its blueprint, else by the school; empty where neither says it."""
    return plan.title.text(words.code, level.text) or bare(setting.exam.title)


def facts(topic: Topic, words: Words, setting: Setting) -> tuple[tuple[str, Text], ...]:
    """Return the data of the exam as (label, value); what is not known is empty, to be filled in by hand."""
    exam, semester = setting.exam, setting.school.semester
    grade = words.grade_numbers(topic.grade) if topic.grade else ""
    if semester:
        grade = words("exam.semester", grade=grade, semester=semester)
    return (
        (words("specification.facts.subject"), topic.subject),
        (words("exam.facts.grade-semester" if semester else "specification.facts.grade"), bare(grade)),
        (words("exam.facts.date"), bare(words.weekday(exam.date) if exam.date else "")),
        (words("exam.facts.time"), bare(_time(topic, words, setting))),
    )


def _time(topic: Topic, words: Words, setting: Setting) -> str:
    exam = setting.exam
    lasts = exam.minutes() or topic.duration
    minutes = words("sheet.minutes", minutes=lasts) if lasts else ""
    if exam.start is None or exam.end is None:
        return minutes
    return words("exam.span", start=words.time(exam.start), end=words.time(exam.end), minutes=minutes)


def _blocks(topic: Topic, sheet: Sheet, plan: Plan, level: Level, words: Words, setting: Setting) -> Iterator[Part]:
    yield _head(title(topic, plan, level, words, setting), plan, words, setting)
    yield Identity(facts(topic, words, setting), ruled=True)
    if not setting.on_sheet:
        yield Fields(tuple((name, words(f"sheet.fields.{name}")) for name in FIELDS))
    entries = [(f"{place}.", text) for place, text in enumerate(_directions(sheet, words, setting), 1)]
    half = _half([len(str(text)) for _, text in entries])
    yield Directions(words("exam.instructions"), (tuple(entries[:half]), tuple(entries[half:])))
    makes = Items(level, words, Wording(words), {reference.name: reference for reference in topic.references}, setting.on_sheet)
    for index, section in enumerate(sheet.sections):
        yield _section(index, section, makes, setting)
    yield EndMark(words("exam.end"))


def _head(called: Text, plan: Plan, words: Words, setting: Setting) -> ExamHead:
    school, exam = setting.school, setting.exam
    packet = (words("exam.packet"), plan.label.upper()) if plan.label else ("", exam.box_right)
    year = words("exam.year", year=school.year) if school.year else ""
    below = tuple(bare(line) for line in ("" if setting.kop else school.name, year) if line)
    return ExamHead(words("kinds.exam.label"), called, below, exam.box_left, packet)


def _directions(sheet: Sheet, words: Words, setting: Setting) -> Iterator[Text]:
    """Yield the general instructions, numbered by the layout; counts and points are those of the plan."""
    items = sheet.items()
    counts = Counter(one.item.TYPE for one in items)
    kinds = words.listed([words(f"types.{kind}.counted", n=count) for kind, count in counts.items()])
    crossed = any(
        isinstance(block, ChoiceInteraction) and block.style != "box" for one in items for block in one.body.interactions()
    )
    for name in ("identity-on-sheet" if setting.on_sheet else "identity", "read", "report"):
        yield words.text(f"exam.{name}")
    yield words.text("exam.counts" if len(counts) > 1 else "exam.counts-one", n=len(items), kinds=kinds)
    if setting.points:
        yield words.text("exam.points", points=words.number(amount(worth(items))))
    change = ("on-sheet",) if setting.on_sheet else ("change",) if crossed else ()
    for name in ("easy-first", *change, "closed", "check"):
        yield words.text(f"exam.{name}")


def _half(lengths: Sequence[int]) -> int:
    """Return how many entries stand in the first of two columns, so that these are of about the same length."""
    return min(range(1, len(lengths)), key=lambda cut: (abs(sum(lengths[:cut]) - sum(lengths[cut:])), cut))


def _section(index: int, section: NumberedSection, makes: Items, setting: Setting) -> ExamSection:
    """Return a section; where all its items are worth the same, its head says so instead of each of them."""
    words = makes.words
    worths = {one.worth() for one in section.items}
    makes.points = "all" if setting.points and len(worths) > 1 else "none"
    notes = [words("exam.each", points=amount(min(worths)))] if len(worths) == 1 else []
    notes.append(words("sheet.total-points", points=amount(section.points())))
    return ExamSection(
        letter=words.letter("part", index),
        title=section_title(section, makes.level, words),
        notes=tuple(notes) if setting.points else (),
        blocks=tuple(makes.section(section)),
        narrow=_narrow(section.items),
    )


def _unlined(section: NumberedSection) -> NumberedSection:
    return replace(section, items=tuple(replace(one, body=one.body.unlined()) for one in section.items))


def _narrow(items: Sequence[Numbered]) -> bool:
    """Say whether items read well in half the measure: choices, and passages without tables."""
    return all(isinstance(block, ChoiceInteraction) for one in items for block in one.body.blocks) and not any(
        isinstance(block, (Table, Timeline)) for one in items if one.group for block in one.group.stimulus
    )
