"""Stage 3b, judge: what a careful colleague would say of a topic that has no errors; warnings and hints, never errors."""

from __future__ import annotations

from generator.diagnostics import Diagnostic, Span
from generator.judge.rules import RULES
from generator.judge.subject import Subject
from generator.model.allow import allowing, silenced

__all__ = ["Subject", "judge"]


def judge(subject: Subject) -> tuple[Diagnostic, ...]:
    """Return what the rules find, each once and by place, without what items allow."""
    found = dict.fromkeys(one for rule in RULES for one in rule(subject))
    allowed = [entry for topic in subject.every() for entry in allowing(topic)]
    kept = [one for one in found if not silenced(one, allowed)]
    return tuple(sorted(kept, key=lambda one: (one.span or Span(subject.source.file), one.code)))
