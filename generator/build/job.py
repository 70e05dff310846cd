"""What is to be built, and what was: plain data, so that any process can do a job and send back what it made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.build.caching.facts import Fact
from generator.build.judging import Told
from generator.build.request import BuildRequest
from generator.compose import Kind
from generator.diagnostics import Diagnostic
from generator.frozen import frozen
from generator.model.level import Level
from generator.model.plan import Plan
from generator.model.roster import Pupil
from generator.model.school import Exam, School
from generator.write import Artifact
from generator.write.manifest import Row

Plans = Mapping[str, Sequence[Plan]]
"""The plans of each sheet, worksheet or exam, that a build needs."""


@frozen
class Job:
    """One topic file in some languages (none: its own) at some levels, and all else that its outputs depend on.

    Only these, and the topic's own language, are checked: what is wrong with another one is for `lembar check` to say.
    Where there are `judged_at`, all levels, the topic is judged at them too. With `pupils` it is printed in named copies.
    """

    name: str
    file: str
    languages: tuple[str, ...]
    levels: tuple[Level, ...]
    request: BuildRequest
    school: School = School()
    judged_at: tuple[Level, ...] = ()
    exam: Exam = Exam()
    pupils: tuple[Pupil, ...] = ()


@frozen
class CourseJob:
    """One course to bind: its file, the names and files of its topics in order, and of each the items that the class has had.

    The rest is as in a job.
    """

    name: str
    file: str
    topics: tuple[tuple[str, str, tuple[str, ...]], ...]
    languages: tuple[str, ...]
    levels: tuple[Level, ...]
    request: BuildRequest
    school: School = School()
    judged_at: tuple[Level, ...] = ()


@frozen
class Part:
    """Which documents of a topic: those in one language (empty: its own) at one level, all of them or some.

    Of what has versions there are those from `first` up to `last`; what has none goes with the first. What tells of other
    documents is made where all the others are, or of their rows, `built`, alone.
    """

    language: str
    level: str
    first: int = 0
    last: int | None = None
    built: tuple[Row, ...] | None = None

    def plans(self, kind: Kind, plans: Plans) -> Sequence[Plan | None]:
        """Return the plan of each document of a kind that is to be made, None for one without a plan."""
        if kind.tells:
            whole = self.built is not None or (not self.first and self.last is None)
            return (None,) if whole else ()
        if self.built is not None:
            return ()
        return plans[kind.sheet][self.first : self.last] if kind.sheet else () if self.first else (None,)


@frozen
class Cell:
    """What was made of a topic in one language at one level, and what earlier outputs it takes the place of (`scopes`)."""

    language: str
    level: str
    artifacts: tuple[Artifact, ...]
    scopes: frozenset[tuple[str, ...]]
    findings: tuple[Diagnostic, ...] = ()
    """What reading back found wrong; then nothing of the cell is given out."""


@frozen
class Made:
    """A job's result: `told` is how much judging found, `bug` the traceback of an exception that should not be."""

    cells: tuple[Cell, ...] = ()
    findings: tuple[Diagnostic, ...] = ()
    told: Told = Told(0, 0)
    bug: str = ""
    inputs: tuple[Fact, ...] = ()
    """What was read that no other job need read: the topic file, its pictures, the day."""
    damaged: tuple[str, ...] = ()
    """What was kept for the job, and is damaged."""
