"""The rubric: what attitude and skill look like at each score, and a class list for the scores (guides, 2.16).

Its texts stand in the language files, since they serve every topic; a teacher who wants others writes them there.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.compose import furniture
from generator.compose.blocks import Formula, Masthead, Part
from generator.compose.code import sheet_code
from generator.compose.forms import Identity, signatures
from generator.compose.furniture import Sections
from generator.compose.kind import Setting
from generator.compose.plans import place
from generator.compose.registers import Register, head, under
from generator.compose.wording import bare
from generator.languages import Words
from generator.model.document import Document
from generator.model.level import Level
from generator.model.plan import Plan
from generator.model.text import Text
from generator.model.topic import Topic

PARTS = ("attitude", "skill")
SCORES = (4, 3, 2, 1)


def compose(topic: Topic, plan: Plan | None, level: Level, words: Words, setting: Setting) -> Document:
    """Return the rubric of a topic; it has no plan."""
    blocks = tuple(_blocks(topic, words, setting))
    code = setting.code or sheet_code(blocks)
    running = furniture.running(topic, level, words, code, furniture.labels("", words, setting), banner=words("sheet.banner"))
    blocks += signatures(words, setting)
    return furniture.document("rubric", topic, words, running, blocks, audience="teacher", landscape=True)


def _blocks(topic: Topic, words: Words, setting: Setting) -> Iterator[Part]:
    yield Masthead(words("kinds.rubric.label"), topic.title, furniture.year(words, setting))
    lines = ((words(f"rubric.facts.{name}"), Text()) for name in ("activity", "date"))
    yield Identity((*place(topic, words, setting), *lines))
    sections = Sections(words)
    columns = [words(f"rubric.columns.{name}") for name in ("aspect", "indicator")]
    scores = [words(f"rubric.scores.{score}") for score in SCORES]
    for part in PARTS:
        yield sections.head(f"rubric.{part}.title")
        rows = words.rows(f"rubric.{part}.aspects")
        numbered = tuple((f"{number}. {row[0]}", *row[1:]) for number, row in enumerate(rows, 1))
        cells = tuple(tuple(map(bare, row)) for row in numbered)
        yield Register(("aspect", "indicator", *("score",) * len(SCORES)), (head([*columns, *scores]),), cells)
    yield sections.head("rubric.recap.title")
    yield _recap(topic, words)
    yield Formula(
        words("key.formula.mark"),
        words("rubric.recap.earned"),
        words("rubric.recap.most", points=SCORES[0] * len(words.rows("rubric.attitude.aspects"))),
        words("key.formula.times"),
        words.rows("key.bands"),
    )


def _recap(topic: Topic, words: Words) -> Register:
    """Return the class list: for each part the score of each aspect by its number, their sum, the mark and what it means."""
    results = [words(f"rubric.recap.{name}") for name in ("sum", "mark", "grade")]
    pupil = words("plans.columns.learner", title=words("learning.title"))
    groups = [("", [words("plans.columns.number"), pupil])]
    columns = ["number", "learner"]
    for part in PARTS:
        count = len(words.rows(f"rubric.{part}.aspects"))
        groups.append((words(f"rubric.{part}.short"), [*map(str, range(1, count + 1)), *results]))
        columns += ["points"] * count + ["sum", "sum", "grade"]
    grade = max(topic.grade, default=9)
    sizes = [int(size) for last, size in words.rows("learning.class-sizes") if grade <= int(last)]
    return Register(tuple(columns), under(groups), blank=sizes[0])
