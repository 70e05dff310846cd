"""The keys of all versions of an exam side by side."""

from __future__ import annotations

from generator.compose import exam
from generator.compose.key_table import table_of
from generator.compose.kind import Setting
from generator.languages import Words
from generator.model.document import Document
from generator.model.level import Level
from generator.model.plan import Plan
from generator.model.topic import Topic


def compose(topic: Topic, plan: Plan | None, level: Level, words: Words, setting: Setting) -> Document:
    """Return the keys of the exams whose plans are the setting's versions."""
    return table_of("exam-keys", exam.title(topic, setting.versions[0], level, words, setting), topic, level, words, setting)
