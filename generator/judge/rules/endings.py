"""How stems and choices end: four dots after what a choice completes, and no full stop after such a choice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.diagnostics import Diagnostic, finding
from generator.items.multiple_choice import MultipleChoice
from generator.judge.subject import Subject

DOTS = " ...."
"""What an unfinished stem ends with: a space, an ellipsis and the full stop of the sentence (EYD V, III.J)."""

_ASKED = re.compile(r"[?:]")
_SERIES = re.compile(r"[,;=+×−-] ?(?:\.{3,4}|…)$")
_DOTTED = re.compile(r"(?:\.{2,}|…\.?|_{2,})[\"”’)]*$")


def stem_ending(subject: Subject) -> Iterator[Diagnostic]:
    """Yield stems of choices that are no whole sentence and do not end with a space and four dots."""
    for _, item in subject.items():
        if not isinstance(item, MultipleChoice):
            continue
        stem = str(item.stem).rstrip()
        if stem.endswith(DOTS) or _SERIES.search(stem):
            continue
        if _DOTTED.search(stem) or (stem[-1:].isalpha() and not _ASKED.search(stem)):
            yield finding("stem-ending", item.at("stem"), end=stem[-12:])


def choice_ending(subject: Subject) -> Iterator[Diagnostic]:
    """Yield choices that finish a stem and end with a full stop, though the stem has it already."""
    for _, item in subject.items():
        if isinstance(item, MultipleChoice) and str(item.stem).rstrip().endswith(DOTS):
            for choice in item.choices:
                if str(choice.text).endswith(".") and not str(choice.text).endswith(".."):
                    yield finding("choice-ending", choice.at("text"), text=str(choice.text)[-20:])
                    break


RULES = (stem_ending, choice_ending)
