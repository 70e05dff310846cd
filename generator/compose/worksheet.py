"""The worksheet: fields to fill in, objectives and instructions, summary, the plan's items, reflection, sources.

It is made of bodies; nothing here asks an item for its key. Parts and wording follow the school form (guides, 2.4).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.compose import furniture
from generator.compose.blocks import (
    Fields,
    Front,
    Masthead,
    Part,
    Question,
    SelfAssessment,
    SideBySide,
    Summary,
)
from generator.compose.furniture import Sections, amount
from generator.compose.items import Items, running_of, section_title
from generator.compose.kind import Setting
from generator.compose.numbering import NumberedSection, Sheet, number, worth
from generator.compose.wording import Wording, bare
from generator.languages import Words
from generator.model.document import Document
from generator.model.level import Level
from generator.model.plan import Plan
from generator.model.text import Text
from generator.model.topic import Topic

FIELDS = ("name", "class", "number", "date", "mark")
HALF_LINE = 46
"""So many signs of an instruction fill a line of half the measure."""
SHORT = 6
"""Front parts of at most so many lines each stand side by side."""
REFLECTION_LINES = 2
RATINGS = ("good", "fair", "poor")


def compose(topic: Topic, plan: Plan | None, level: Level, words: Words, setting: Setting) -> Document:
    """Return the worksheet of a plan."""
    assert plan is not None
    sheet = number(topic, plan, level)
    items = sheet.items()
    running = running_of(topic, sheet, plan, level, words, setting)
    return furniture.document(
        "worksheet",
        topic,
        words,
        running,
        _blocks(topic, plan, sheet, level, words, setting),
        label=plan.label,
        items=len(items),
        points=words.number(amount(worth(items))),
    )


def _blocks(topic: Topic, plan: Plan, sheet: Sheet, level: Level, words: Words, setting: Setting) -> Iterator[Part]:
    sections = Sections(words)
    title = plan.title.text(words.code, level.text)
    duration = bare(words.duration(topic.duration, topic.grade)) if topic.duration else Text()
    below = (title,) if title else ()
    yield Masthead(words("kinds.worksheet.label"), topic.title, furniture.facts(topic, words, setting, duration), below)
    yield Fields(tuple((name, words(f"sheet.fields.{name}")) for name in FIELDS))
    yield from _front(topic, sheet, words, sections)
    if topic.materials:
        yield sections.head("sections.materials")
        yield Front("", topic.materials)
    if topic.summary:
        yield sections.head("sections.summary")
        yield Summary(topic.summary)
    makes = Items(level, words, Wording(words), {reference.name: reference for reference in topic.references})
    makes.points = "not-one" if setting.points else "none"
    for index, section in enumerate(sheet.sections, 1):
        notes = tuple(_notes(topic, section, words, setting))
        if section.name.startswith("activity-"):
            yield sections.head(f"sections.{section.name}", notes, n=index)
        else:
            yield sections.titled(section_title(section, level, words), notes)
        yield from makes.section(section)
    yield sections.head("sections.reflection")
    for question in words.lines("sheet.reflection"):
        yield Question(question, REFLECTION_LINES)
    objectives = furniture.served(topic, [one.item for one in sheet.items()]) or topic.objectives
    if objectives:
        yield sections.head("sections.assessment")
        yield SelfAssessment(
            words("sheet.assessment.statement"),
            tuple(words(f"sheet.assessment.{rating}") for rating in RATINGS),
            tuple(furniture.continuing(objective.text) for objective in objectives),
        )


def _front(topic: Topic, sheet: Sheet, words: Words, sections: Sections) -> Iterator[Part]:
    """Yield objectives and instructions: side by side where both are short, so that the first task stays on page one."""
    steps = tuple(bare(line) for line in words.lines("sheet.instructions"))
    instructions = Front("", steps, tuple(f"{i}." for i in range(1, len(steps) + 1)))
    objectives = furniture.served(topic, [one.item for one in sheet.items()]) or topic.objectives
    if not objectives:
        yield sections.head("sections.instructions")
        yield instructions
        return
    lead = words("sheet.objectives-lead")
    goals = Front(lead, tuple(furniture.continuing(each.text, furniture.objective_label(each.name)) for each in objectives))
    parts = (
        (sections.head("sections.objectives"), goals),
        (sections.head("sections.instructions"), instructions),
    )
    if _lines((lead, *map(str, goals.entries))) <= SHORT and _lines(map(str, steps)) <= SHORT:
        yield SideBySide(parts)
    else:
        for part in parts:
            yield from part


def _lines(texts: Iterator[str] | Sequence[str] | map[str]) -> int:
    return sum(-(-len(text) // HALF_LINE) for text in texts)


def _notes(topic: Topic, section: NumberedSection, words: Words, setting: Setting) -> Iterator[str]:
    """Yield what a section's head says at its end: its objectives, and what it is worth."""
    names = [furniture.objective_label(one.name) for one in furniture.served(topic, [each.item for each in section.items])]
    shown = ", ".join(name for name in names if name)
    if shown:
        yield shown
    if setting.points:
        yield words("sheet.total-points", points=amount(section.points()))
