"""Question types: one file each, listed here in the order that sections by type have on paper (format page, "Items")."""

from __future__ import annotations

from generator.items.cloze import Cloze
from generator.items.essay import Essay
from generator.items.matching import Matching
from generator.items.multiple_choice import MultipleChoice
from generator.items.true_false import TrueFalse
from generator.model.item import Item

__all__ = ["REGISTRY", "type_of"]

REGISTRY: tuple[type[Item], ...] = (MultipleChoice, TrueFalse, Matching, Cloze, Essay)
_BY_NAME = {each.TYPE: each for each in REGISTRY}


def type_of(name: str) -> type[Item] | None:
    """Return the question type called `name`, or None where there is none; `group` is no question type."""
    return _BY_NAME.get(name)
