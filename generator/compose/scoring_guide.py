"""The scoring guide of an exam: its key, in the same grid as a worksheet's, and how points become a mark (guides, 2.10, 2.11)."""

from __future__ import annotations

from generator.compose import exam
from generator.compose.answer_key import key_of
from generator.compose.kind import Setting
from generator.languages import Words
from generator.model.document import Document
from generator.model.level import Level
from generator.model.plan import Plan
from generator.model.topic import Topic


def compose(topic: Topic, plan: Plan | None, level: Level, words: Words, setting: Setting) -> Document:
    """Return the scoring guide of a plan's exam, with a line for what counts as mastery: the teacher settles that."""
    assert plan is not None
    mastery = words("learning.mastery")
    return key_of("scoring-guide", exam.title(topic, plan, level, words, setting), topic, plan, level, words, setting, mastery)
