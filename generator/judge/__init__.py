"""Stage 3b, judge: what a careful colleague would say of a topic that has no errors; warnings and hints, never errors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.diagnostics import Diagnostic, Span
from generator.judge.rules import RULES
from generator.judge.rules.coverage import same_elsewhere
from generator.judge.subject import Subject, subject
from generator.model.allow import allowing, silenced

__all__ = ["Subject", "judge", "judge_together", "subject"]


def judge(subject: Subject) -> tuple[Diagnostic, ...]:
    """Return what the rules find in one topic, each once and by place, without what its items allow."""
    return _kept((one for rule in RULES for one in rule(subject)), [subject])


def judge_together(subjects: Sequence[Subject]) -> tuple[Diagnostic, ...]:
    """Return what only shows when several topics are held against one another."""
    return _kept(same_elsewhere(subjects), subjects)


def _kept(found: Iterable[Diagnostic], subjects: Sequence[Subject]) -> tuple[Diagnostic, ...]:
    allowed = [entry for subject in subjects for topic in subject.every() for entry in allowing(topic)]
    kept = [one for one in dict.fromkeys(found) if not silenced(one, allowed)]
    return tuple(sorted(kept, key=lambda one: (one.span or Span(""), one.code)))
