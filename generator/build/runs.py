"""What a build tells the teacher of long runs of a key letter."""

from __future__ import annotations

from collections.abc import Iterator

from generator.compose import Kind, runs_of
from generator.diagnostics import Diagnostic, finding
from generator.languages import Words
from generator.model.level import Level
from generator.model.plan import Plan
from generator.model.topic import Topic


def runs(kind: Kind, topic: Topic, level: Level, plan: Plan | None, speech: Words, path: object) -> Iterator[Diagnostic]:
    """Yield a note for each long run of a key letter on a candidate's sheet; `path` is what the teacher knows it by."""
    if plan is not None and kind.name == kind.sheet:
        for run in runs_of(topic, plan, level, speech):
            yield finding("long-run", None, path=path, n=run.length, **run._asdict())
