"""Stage 5: a topic, its plan and the words of a language become a document: numbered, worded blocks without looks.

Whoever may not see a thing does not get it: a candidate's document is made of bodies; keys enter only a teacher's.
A document kind is one file, with one line here and its words in the language files.
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.compose.code import is_code, sheet_code
from generator.compose.forms import headed
from generator.compose.kind import FORMS, Built, Kind, Setting
from generator.compose.runs import runs_of
from generator.languages import Words
from generator.model.document import Document
from generator.model.level import Level
from generator.model.plan import Plan
from generator.model.topic import Topic

__all__ = ["FORMS", "KINDS", "Built", "Kind", "Setting", "compose", "is_code", "runs_of", "sheet_code"]

KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("handout", "pupil", "", "handout"),
        Kind("term-list", "pupil", "", "terms"),
        Kind("flashcards", "pupil", "", "terms", kop=False),
        Kind("worksheet", "pupil", "worksheet", "items"),
        Kind("answer-key", "teacher", "worksheet", "items"),
        Kind("answer-keys", "teacher", "worksheet", "items", versions_of="answer-key"),
        Kind("exam", "pupil", "exam", "items"),
        Kind("scoring-guide", "teacher", "exam", "items"),
        Kind("exam-keys", "teacher", "exam", "items", versions_of="scoring-guide"),
        Kind("answer-sheet", "pupil", "exam", "items"),
        Kind("blueprint-table", "teacher", "exam", "items"),
        Kind("item-cards", "teacher", "exam", "items", kop=False),
        Kind("rubric", "teacher", "", "title"),
        Kind("remedial-plan", "teacher", "worksheet", "items"),
        Kind("enrichment-plan", "teacher", "worksheet", "items"),
        Kind("teacher-notes", "teacher", "", "title"),
        Kind("cover-sheet", "teacher", "", "title", tells=True),
    )
}
"""The document kinds by name, in the order in which a build makes them."""


def compose(
    kind: Kind | str, topic: Topic, plan: Plan | None, level: Level, words: Words, setting: Setting | None = None
) -> Document:
    """Return one document. `plan` is None for kinds without chance. Raises KeyError for a kind that there is not."""
    chosen = KINDS[kind] if isinstance(kind, str) else kind
    setting = setting or Setting()
    made = chosen.compose(topic, plan, level, words, setting)
    return headed(made, words, setting) if chosen.kop else made
