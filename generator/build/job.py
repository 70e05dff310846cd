"""What is to be built, and what was: plain data, so that any process can do a job and send back what it made."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from generator.build.caching.facts import Fact
from generator.build.judging import Told
from generator.build.request import BuildRequest
from generator.compose import KINDS, Kind
from generator.diagnostics import Diagnostic
from generator.frozen import frozen
from generator.model.level import Level
from generator.model.plan import Plan
from generator.model.roster import Pupil
from generator.model.school import Exam, School
from generator.write import Artifact
from generator.write.manifest import Row

if TYPE_CHECKING:
    from generator.build.handing import Wanted
    from generator.build.press import Ready

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
    documents, or of all versions, is made where all the others are, or of their rows, `built`, alone.
    """

    language: str
    level: str
    first: int = 0
    last: int | None = None
    built: tuple[Row, ...] | None = None
    sheets: tuple[tuple[tuple[str, Wanted], Ready], ...] | None = None

    def again(self, kinds: Iterable[Kind]) -> frozenset[str]:
        """Return the sheets that were made elsewhere, and are made again to read back what shows all their versions together."""
        return frozenset(kind.sheet for kind in kinds if kind.versions_of and self.built is not None)

    def plans(self, kind: Kind, plans: Plans, again: Collection[str] = ()) -> Sequence[Plan | None]:
        """Return the plan of each document of a kind that is to be made, None for one without a plan.

        `again` are the kinds that are made once more, so that what is made of `built` can be read back.
        """
        if kind.name in again:
            return plans[kind.sheet]
        if kind.tells or kind.versions_of:
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


class Unwritten(Exception):
    """A file could not be written: the number of the disk's error, and the path."""


@frozen
class Made:
    """A job's result: `told` is how much judging found, `bug` the traceback of an exception that should not be."""

    cells: tuple[Cell, ...] = ()
    findings: tuple[Diagnostic, ...] = ()
    told: Told = Told(0, 0)
    bug: str = ""
    sheets: tuple[tuple[tuple[str, Wanted], Ready], ...] = ()
    """The sheets that a part of packs printed, by kind and by who wants them."""
    disk: tuple[int, str] | None = None
    """The number of a disk error, and the file that could not be written."""
    inputs: tuple[Fact, ...] = ()
    """What was read that no other job need read: the topic file, its pictures, the day."""
    damaged: tuple[str, ...] = ()
    """What was kept for the job, and is damaged."""


READ = 1.0
"""What reading a document back costs, in documents that are printed."""
COPY, COPY_READ = 0.015, 0.15
"""What a copy of a sheet costs, and reading it back."""


@frozen
class Due:
    """What a job will make: so many documents to lay out, copies of them, files to write."""

    documents: int
    copies: int
    files: int
    verify: bool

    def work(self) -> float:
        """Return what all this costs, in documents that are printed."""
        read = self.verify
        return self.documents * (1 + READ * read) + self.copies * (COPY + COPY_READ * read)


def due(job: Job | CourseJob) -> Due:
    """Return what a job will make, as far as that is known before its topic is read."""
    request, pupils = job.request, getattr(job, "pupils", ())
    kinds = [KINDS[name] for name in request.kinds]
    if not pupils:
        cells = len(job.levels) * max(1, len(job.languages))
        documents = cells * sum(request.variants or 1 if kind.sheet else 1 for kind in kinds)
        return Due(documents, 0, documents, request.verify)
    kinds = [kind for kind in kinds if kind.sheet]
    handed = sum(kind.audience == "pupil" for kind in kinds)
    groups = len({pupil.group for pupil in pupils})
    looks = len({(pupil.language, pupil.level, pupil.profile) for pupil in pupils})
    people = sum(pupil.copies for pupil in pupils) + groups * request.spare
    files = groups * (len(kinds) - handed + 2) + handed * (people if request.split else groups)
    return Due(min(people, looks * (request.variants or 1)) * len(kinds), people * handed, files, request.verify)
