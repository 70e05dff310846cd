"""Stage 5: a topic, its plan and the words of a language become a document: numbered, worded blocks without looks.

Whoever may not see a thing does not get it: a candidate's document is made of bodies; keys enter only a teacher's.
A document kind is one file, with one line here and its words in the language files.
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.compose import (
    answer_key,
    answer_keys,
    answer_sheet,
    blueprint_table,
    cover_sheet,
    enrichment_plan,
    exam,
    exam_keys,
    flashcards,
    handout,
    item_cards,
    remedial_plan,
    rubric,
    scoring_guide,
    teacher_notes,
    term_list,
    worksheet,
)
from generator.compose.blueprint_table import FORMS
from generator.compose.code import is_code, sheet_code
from generator.compose.forms import headed
from generator.compose.kind import Built, Kind, Setting
from generator.compose.runs import runs_of
from generator.languages import Words
from generator.model.document import Document
from generator.model.level import Level
from generator.model.plan import Plan
from generator.model.topic import Topic

__all__ = ["FORMS", "KINDS", "Built", "Kind", "Setting", "compose", "is_code", "runs_of", "sheet_code"]

KINDS: Mapping[str, Kind] = {
    module.KIND.name: module.KIND
    for module in (
        handout,
        term_list,
        flashcards,
        worksheet,
        answer_key,
        answer_keys,
        exam,
        scoring_guide,
        exam_keys,
        answer_sheet,
        blueprint_table,
        item_cards,
        rubric,
        remedial_plan,
        enrichment_plan,
        teacher_notes,
        cover_sheet,
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
