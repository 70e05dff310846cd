"""The rules, by group. A rule takes the subject and yields what it finds; adding one is a function, its code and its case."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.diagnostics import Diagnostic
from generator.judge.rules import choices, coverage, endings, language, readability, sources, stems
from generator.judge.subject import Subject

Rule = Callable[[Subject], Iterator[Diagnostic]]

RULES: tuple[Rule, ...] = (
    *readability.RULES,
    *choices.RULES,
    *stems.RULES,
    *endings.RULES,
    *language.RULES,
    *coverage.RULES,
    *sources.RULES,
)
