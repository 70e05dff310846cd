"""The term list: the topic's terms with their meanings in a table, and its sources at the foot."""

from __future__ import annotations

from collections.abc import Iterator

from generator.compose import furniture
from generator.compose.blocks import Masthead, Part
from generator.compose.code import sheet_code
from generator.compose.glosses import alphabetical
from generator.compose.kind import Setting
from generator.compose.wording import bare
from generator.frozen import replace
from generator.languages import Words
from generator.model.blocks import Table
from generator.model.document import Document
from generator.model.level import Level
from generator.model.plan import Plan
from generator.model.text import Run, Text
from generator.model.topic import Topic


def compose(topic: Topic, plan: Plan | None, level: Level, words: Words, setting: Setting) -> Document:
    """Return the term list of a topic; it has no plan."""
    blocks = tuple(_blocks(topic, words, setting))
    code = setting.code or sheet_code(blocks)
    foot = furniture.foot(topic, words, [furniture.cited(one, words) for one in topic.references], "")
    running = furniture.running(topic, level, words, code, furniture.labels("", words, setting), foot=foot)
    return furniture.document("term-list", topic, words, running, blocks)


def _blocks(topic: Topic, words: Words, setting: Setting) -> Iterator[Part]:
    yield Masthead(words("kinds.term-list.label"), topic.title, furniture.facts(topic, words, setting, topic.scope))
    head = tuple(bare(words(f"term-list.{column}")) for column in ("term", "meaning"))
    yield Table(head, tuple((_strong(term.term), term.meaning) for term in alphabetical(topic.terms)))


def _strong(text: Text) -> Text:
    lines = (tuple(replace(run, strong=True) if isinstance(run, Run) else run for run in line) for line in text.paragraphs)
    return Text(tuple(lines))
