"""The answer keys of all versions of a worksheet side by side."""

from __future__ import annotations

from generator.compose.key_table import table_of
from generator.compose.kind import Setting
from generator.languages import Words
from generator.model.document import Document
from generator.model.level import Level
from generator.model.plan import Plan
from generator.model.topic import Topic


def compose(topic: Topic, plan: Plan | None, level: Level, words: Words, setting: Setting) -> Document:
    """Return the keys of the worksheets whose plans are the setting's versions."""
    return table_of("answer-keys", topic.title, topic, level, words, setting)
