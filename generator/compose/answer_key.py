"""The answer key: grid, explanations, scoring guide, corrections of the topic; for the teacher of one worksheet or exam.

It is numbered, lettered and coded as its sheet, from the same plan. Parts follow the school form (guides, 2.10).
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from generator.compose import furniture
from generator.compose.answers import Answered, explanation, grid, grid_text
from generator.compose.blocks import Corrections, Formula, Masthead, Part, Remark, RubricTable, ScoreTable
from generator.compose.forms import signatures
from generator.compose.furniture import Sections, amount
from generator.compose.kind import Setting
from generator.compose.numbering import number, worth
from generator.compose.runs import letter, long_runs
from generator.compose.wording import Wording, bare, filled
from generator.frozen import replace
from generator.languages import Words
from generator.model.document import Document
from generator.model.level import Level
from generator.model.plan import Plan
from generator.model.text import Sign, Text
from generator.model.topic import Topic

NOTHING = "–"
"""Stands in a cell of the corrections that has nothing to say."""


def compose(topic: Topic, plan: Plan | None, level: Level, words: Words, setting: Setting) -> Document:
    """Return the answer key of a plan's worksheet."""
    assert plan is not None
    return key_of("answer-key", topic.title, topic, plan, level, words, setting)


def key_of(
    kind: str, title: Text, topic: Topic, plan: Plan, level: Level, words: Words, setting: Setting, mastery: str = ""
) -> Document:
    """Return the key of a plan's sheet under the sheet's title; `mastery`: see the formula."""
    sheet = number(topic, plan, level)
    code = setting.code or sheet.code
    version, draft = furniture.labels(plan.label, words, setting)
    running = furniture.running(
        topic, level, words, code, (words("key.answer"), version, draft), banner=words("sheet.banner"), pitch=level.pitch
    )
    running = replace(running, title=furniture.short(title, furniture.ALONE))
    items = sheet.items()
    total = amount(worth(items))
    named = str(plan.title.text(words.code, level.text)) if kind == "answer-key" else ""
    below = (
        named,
        version,
        words("sheet.code", code=code),
        words("sheet.seed", seed=plan.seed),
        words("sheet.total-items", n=len(items)),
        words("sheet.total-points", points=total),
    )
    wording = Wording(words)
    answered = [Answered(one, one.key(level), wording.interactions(one.body)) for one in items]
    masthead = Masthead(
        words(f"kinds.{kind}.label"),
        title,
        furniture.facts(topic, words, setting, furniture.level_fact(level, words)),
        tuple(bare(fact) for fact in below if fact),
    )
    return furniture.document(
        kind,
        topic,
        words,
        running,
        (masthead, *_blocks(topic, answered, level, words, wording, mastery), *signatures(words, setting)),
        audience="teacher",
        label=plan.label,
        items=len(items),
        points=words.number(total),
    )


def _blocks(topic: Topic, answered: list[Answered], level: Level, words: Words, wording: Wording, mastery: str) -> Iterator[Part]:
    sections = Sections(words)
    yield sections.head("sections.key")
    yield grid([(each.one.number, grid_text(each, words)) for each in answered])
    yield from _runs(answered, words)
    explanations = [made for each in answered if (made := explanation(each, words, wording)) is not None]
    if explanations:
        yield sections.head("sections.explanations")
        yield from explanations
    yield sections.head("sections.scoring")
    rubrics = tuple(_rubric_rows(answered, words, wording))
    if rubrics:
        yield RubricTable((words("key.column-number"), words("key.column-answer"), words("key.column-points")), rubrics)
    yield _scores(answered, words)
    yield Formula(
        words("key.formula.mark"),
        words("key.formula.earned"),
        words("key.formula.most"),
        words("key.formula.times"),
        words.rows("key.bands"),
        mastery,
    )
    if topic.corrections:
        yield sections.head("sections.corrections")
        yield _corrections(topic, words, wording)
    if level.mark != "none":
        yield Remark(filled(words, "levels.mark", mark=Sign(level.mark), level=words(f"levels.{level.name}")))


def _runs(answered: list[Answered], words: Words) -> Iterator[Remark]:
    for run in long_runs((each.one.number, letter(each.pairs(), words)) for each in answered):
        yield Remark(words.text("key.long-run", n=run.length, first=run.first, last=run.last))


def _rubric_rows(answered: list[Answered], words: Words, wording: Wording) -> Iterator[tuple[str, Text, str]]:
    for each in answered:
        for index, row in enumerate(each.key.rubric):
            shown = "" if index else str(each.one.number)
            yield shown, wording.text(row.text), words.number(amount(row.points))


def _scores(answered: list[Answered], words: Words) -> ScoreTable:
    """Return the table of points by question type, in the order of first appearance; it adds up to the sheet's points."""
    by_type: dict[str, list[Decimal]] = {}
    for each in answered:
        by_type.setdefault(each.one.item.TYPE, []).append(each.one.worth())
    rows = []
    for kind, points in by_type.items():
        each_points = words.number(amount(points[0])) if len(set(points)) == 1 else words("key.varies")
        name = words(f"types.{kind}.name")
        rows.append((name, str(len(points)), each_points, words.number(amount(sum(points, Decimal(0))))))
    every = [point for points in by_type.values() for point in points]
    total = (words("key.total"), str(len(every)), "", words.number(amount(sum(every, Decimal(0)))))
    head = (words("key.column-type"), words("key.column-count"), words("key.column-each"), words("key.column-most"))
    return ScoreTable(head, tuple(rows), total)


def _corrections(topic: Topic, words: Words, wording: Wording) -> Corrections:
    """Return what sources got wrong; a column that no correction fills is left out."""
    titles = {reference.name: reference.title for reference in topic.references}
    columns = {
        "claim": [correction.claim for correction in topic.corrections],
        "error": [correction.error for correction in topic.corrections],
        "correction": [correction.correction for correction in topic.corrections],
        "note": [correction.note for correction in topic.corrections],
        "reference": [
            titles.get(correction.reference, Text()) if correction.reference else Text() for correction in topic.corrections
        ],
    }
    filled_columns = {
        name: [wording.text(text) or bare(NOTHING) for text in texts] for name, texts in columns.items() if any(texts)
    }
    head = tuple(words(f"key.corrections.{name}") for name in filled_columns)
    return Corrections(head, tuple(zip(*filled_columns.values(), strict=True)))
