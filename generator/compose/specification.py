"""What the forms around an exam say of it and of each of its items: kisi-kisi and kartu soal (guides, 2.1, 2.6, 2.12, 2.13)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from generator.compose.furniture import amount, continuing, objective_label
from generator.compose.kind import Setting
from generator.compose.numbering import Numbered, Sheet
from generator.compose.wording import Wording, bare, filled_in
from generator.frozen import frozen, replace
from generator.languages import Words
from generator.model.blocks import Block, Figure, Quotation, Table, Timeline
from generator.model.text import Inline, Run, Text
from generator.model.topic import Objective, Topic

LEVELS = {"C1": "l1", "C2": "l1", "C3": "l2", "C4": "l3", "C5": "l3", "C6": "l3"}
"""The level of each class of Bloom's revised taxonomy: knowing, applying, reasoning."""
SEEN: dict[type, str] = {Figure: "picture", Table: "table", Timeline: "timeline", Quotation: "quotation"}
"""What an item may show beside its stem, by the word for it."""


@frozen
class Specified:
    """An item of a sheet as forms have it: what is known of it, worded; what is not is empty.

    level: l1, l2 or l3. form: the question type's name. shown: what it shows (a picture, a text ...).
    """

    one: Numbered
    objectives: tuple[Objective, ...]
    outcome: Text
    objective: Text
    scope: Text
    material: Text
    indicator: Text
    level: str
    form: str
    shown: str

    @property
    def number(self) -> int:
        """Its number on the sheet."""
        return self.one.number

    @property
    def points(self) -> Decimal:
        """What the item is worth on this sheet."""
        return amount(self.one.worth())


def specified(topic: Topic, sheet: Sheet, words: Words) -> tuple[Specified, ...]:
    """Return the items of a sheet in the order of their numbers."""
    return tuple(_specified(topic, one, words) for one in sheet.items())


def _specified(topic: Topic, one: Numbered, words: Words) -> Specified:
    objectives = tuple(objective for objective in topic.objectives if objective.name in one.item.objective)
    cognitive = one.item.cognitive or next((each.cognitive for each in objectives if each.cognitive), None)
    shown = words(f"specification.shown.{stimulus(one)}") if stimulus(one) else ""
    return Specified(
        one,
        objectives,
        outcome=objectives[0].outcome if objectives else Text(),
        objective=joined(tuple(map(named, objectives))),
        scope=topic.scope or topic.title,
        material=Wording(words).text(one.item.material) or topic.title,
        indicator=indicator(one.item.indicator, words) or _indicated(objectives, shown, words),
        level=LEVELS[cognitive] if cognitive else "",
        form=words(f"types.{one.item.TYPE}.name"),
        shown=shown,
    )


def joined(texts: tuple[Text, ...]) -> Text:
    """Return texts as paragraphs of one."""
    return Text(tuple(line for text in texts for line in text.paragraphs))


def named(objective: Objective) -> Text:
    """Return an objective behind its name: **TP2** and its text."""
    label = objective_label(objective.name)
    first, *others = objective.text.paragraphs
    return Text(((Run(f"{label} ", strong=True), *first), *others)) if label else objective.text


def stimulus(one: Numbered) -> str:
    """Return what an item shows: a picture, table, timeline, quotation or text, or nothing."""
    blocks: list[Block] = [*one.group.stimulus] if one.group else []
    shown = next((SEEN[type(block)] for block in [*blocks, *one.body.blocks] if type(block) in SEEN), "")
    return shown or ("picture" if one.item.picture else "text" if blocks else "")


def indicator(written: Text, words: Words) -> Text:
    """Return an indicator as a sentence: who shall be able to do what; one that says so already is left as it is.

    A topic may write it in short: "Menjelaskan ...", or with its stimulus "Disajikan tabel, menghitung ...".
    """
    if not written or f" {words('specification.able')} " in str(written):
        return written
    first, *others = written.paragraphs
    given = words("specification.given", shown="")
    if isinstance(first[0], Run) and first[0].text.startswith(given):
        shown, comma, competence = first[0].text.partition(", ")
        rest: tuple[Inline, ...] = (replace(first[0], text=competence), *first[1:])
        return _able(Text((rest, *others)), shown, words) if comma else written
    return _able(written, "", words)


def _able(competence: Text, shown: str, words: Words) -> Text:
    sentence = filled_in(words, "specification.can", "competence", continuing(competence))
    if not shown:
        return sentence
    behind = continuing(sentence).paragraphs[0]
    return Text(((Run(f"{shown}, "), *behind, Run(".")),))


def _indicated(objectives: tuple[Objective, ...], shown: str, words: Words) -> Text:
    """Return the indicator of an item that has none of its own: its first objective; nothing without one."""
    if not objectives:
        return Text()
    return _able(objectives[0].text, words("specification.given", shown=shown) if shown else "", words)


def facts(topic: Topic, words: Words, setting: Setting) -> Iterator[tuple[str, Text]]:
    """Yield label and value of what the head of a form says; without a school there is a line to write its name on."""
    yield words("specification.facts.school"), bare(setting.school.name)
    if topic.subject:
        yield words("specification.facts.subject"), topic.subject
    place = list(_place(topic, words, setting))
    if place:
        yield "/".join(words(f"specification.facts.{name}") for name, _ in place), bare(" / ".join(said for _, said in place))
    yield words("specification.facts.curriculum"), bare(words("specification.curriculum"))


def _place(topic: Topic, words: Words, setting: Setting) -> Iterator[tuple[str, str]]:
    """Yield phase, grade and semester, as far as they are known."""
    if topic.grade:
        grades = sorted(set(topic.grade))
        phases = words.rows("specification.phases")
        found = dict.fromkeys(next((phase for last, phase in phases if grade <= int(last)), "") for grade in grades)
        if any(found):
            yield "phase", words.listed([phase for phase in found if phase])
        yield "grade", words.listed([words.letter("grade", grade - 1) for grade in grades])
    if setting.school.semester:
        yield "semester", setting.school.semester


def author(topic: Topic, setting: Setting) -> str:
    """Return who made an exam: the school's teacher, else the topic's authors."""
    teacher = setting.school.teacher
    return teacher.name if teacher is not None and teacher.name else ", ".join(topic.authors)
