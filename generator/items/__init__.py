"""Question types: one file each, listed here in the order that sections by type have on paper (format page, "Items")."""

from __future__ import annotations

from generator.items.cloze import Cloze
from generator.items.essay import Essay
from generator.items.fact_check import FactCheck
from generator.items.labelling import Labelling
from generator.items.matching import Matching
from generator.items.multiple_choice import MultipleChoice
from generator.items.multiple_response import MultipleResponse
from generator.items.numeric import Numeric
from generator.items.ordering import Ordering
from generator.items.organiser import Organiser
from generator.items.short_answer import ShortAnswer
from generator.items.sorting import Sorting
from generator.items.statement_table import StatementTable
from generator.items.table_completion import TableCompletion
from generator.items.true_false import TrueFalse
from generator.model.item import Item

__all__ = ["REGISTRY", "type_of"]

REGISTRY: tuple[type[Item], ...] = (
    MultipleChoice,
    MultipleResponse,
    TrueFalse,
    StatementTable,
    Matching,
    Ordering,
    Sorting,
    Cloze,
    ShortAnswer,
    Numeric,
    Essay,
    TableCompletion,
    FactCheck,
    Labelling,
    Organiser,
)
_BY_NAME = {each.TYPE: each for each in REGISTRY}


def type_of(name: str) -> type[Item] | None:
    """Return the question type called `name`, or None where there is none; `group` is no question type."""
    return _BY_NAME.get(name)
