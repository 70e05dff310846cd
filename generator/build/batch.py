"""A whole build: jobs for all topics, done, written, reported in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from generator.build import turns
from generator.build.blueprints import settled
from generator.build.caching.facts import Fact, Look
from generator.build.caching.jobs import DoneJobs
from generator.build.caching.kept import users
from generator.build.caching.requests import Request
from generator.build.executors import Executor, executor, workers
from generator.build.find import Found
from generator.build.job import Cell, CourseJob, Job, Made, due
from generator.build.judging import Told, asked_for
from generator.build.pieces import LEAST
from generator.build.request import BuildRequest, given
from generator.build.settings import Settings
from generator.build.tally import Tally
from generator.diagnostics import Diagnostic, Exit, Failed, Severity, finding
from generator.frozen import replace
from generator.model.roster import Pupil
from generator.write import OutputFolder
from generator.write.manifest import NAME as MANIFEST

if TYPE_CHECKING:
    from generator.build.processes import Processes

DONE_ONCE = frozenset({"removed-output", "kept-aside", "damaged-cache", "replaced-sealed"})
"""Findings about what was done to outputs and to what was kept; all others about them come again with every build."""


class Watcher(Protocol):
    """Who is told what a build does, as it does it."""

    def findings(self, found: Iterable[Diagnostic]) -> None:
        """Take findings, each once."""

    def passing(self, found: Iterable[Diagnostic]) -> None:
        """Take findings about what was done to outputs, which building the same again would not do."""

    def document(self, path: Path, row: Mapping[str, Any], written: bool) -> None:
        """Take a file that was written or found up to date."""

    def told(self, topic: str, told: Told) -> None:
        """Take how much judging found in a topic, if anything."""

    def progress(self, done: int, total: int, unit: str, name: str) -> None:
        """Take how many documents or copies (`unit`) are done, and whose turn it is."""

    def bug(self, trace: str) -> None:
        """Take the traceback of a defect of ours."""


class Batch:
    """One build in the making.

    read, made: what its jobs read, and the outputs that it has, as facts about the disk. lasting: whether the same build would
    say and do nothing else but find all up to date.
    """

    def __init__(
        self,
        request: BuildRequest,
        settings: Settings,
        topics: Sequence[Found],
        watcher: Watcher,
        courses: Sequence[tuple[Found, Sequence[Found]]] = (),
        record: Request | None = None,
        crew: Processes | None = None,
    ) -> None:
        self.crew = crew
        self.look = record.look if record else Look()
        self.damaged = list(record.keep.damaged) if record else []
        self.request = replace(request, ground=self.look.at("ground") if request.cache else "")
        self.settings, self.topics, self.watcher, self.courses = settings, topics, watcher, courses
        self.exits: set[Exit] = {Exit.DONE}
        self.read: set[Fact] = set()
        self.made: set[Fact] = set()
        self.lasting = request.cache
        self.given = given(request, settings)
        self._told: set[Diagnostic] = set()

    def run(self) -> Exit:
        """Build everything and return what the exit code says. Raises Failed: folder in use, disk errors."""
        request = self.request = self.settled()
        jobs: Sequence[Job | CourseJob] = self.bindings() if self.courses else self.jobs()
        records = DoneJobs(users(request.cache), self.look) if request.cache else None
        with OutputFolder(request.output, force=request.force, total=sum(due(job).files for job in jobs)) as folder:
            known = [records.find(job) if records else None for job in jobs]
            new = [job for job, made in zip(jobs, known, strict=True) if made is None]
            tally = Tally(new, self.watcher.progress)
            documents = [due(job).documents for job in new]
            count = workers(request.jobs, sum(max(1, one // LEAST) for one in documents), sum(documents))
            with closing(turns.made(new, count, self.executor(count), tally.more)) as results:
                for job, made in zip(jobs, known, strict=True):
                    self.take(job, made or next(results), folder, None if made else records)
                    tally.done(job)
            self.damaged += records.keep.damaged if records else []
        self.written([*folder.findings, *self.healed(), *_sealed(folder)])
        self.made.add(("file", str(request.output / MANIFEST), folder.listed))
        return Exit.worst(self.exits)

    def executor(self, count: int) -> Executor:
        """Return what does jobs with `count` processes: those that were begun, where there are some."""
        if self.crew is None or count < 2:
            return executor(count)
        self.crew.count = count
        return self.crew

    def settled(self) -> BuildRequest:
        """Return the request with what its blueprint asks for. Raises Failed with what is wrong in it."""
        request, found = settled(self.request)
        self.tell(found)
        return request

    def bindings(self) -> list[CourseJob]:
        """Return the jobs of binding courses as books, one for each."""
        levels, every = tuple(self.settings.levels[name] for name in self.request.levels), tuple(self.settings.levels.values())
        had = _had(self.request.avoid)
        return [
            CourseJob(
                entry.name,
                str(entry.path),
                tuple((topic.name, str(topic.path), had.get(topic.name, ())) for topic in topics),
                self.request.languages,
                levels,
                self.request,
                self.settings.school,
                every,
            )
            for entry, topics in self.courses
        ]

    def jobs(self) -> list[Job]:
        """Return the jobs, one for each topic."""
        request = self.request
        pupils = self.pupils()
        had = _had(request.avoid)
        names = dict.fromkeys([*request.levels, *(pupil.level for pupil in pupils if pupil.level)])
        levels = tuple(self.settings.levels[name] for name in names)
        languages = tuple(dict.fromkeys([*request.languages, *(one.language for one in pupils if one.language)]))
        result = []
        for topic in self.topics:
            every = tuple(self.settings.levels.values())
            asked = replace(request, had=had.get(topic.name, ()))
            result.append(
                Job(
                    topic.name, str(topic.path), languages, levels, asked, self.settings.school, every, self.settings.exam, pupils
                )
            )
        return result

    def pupils(self) -> tuple[Pupil, ...]:
        """Return whose copies are made, if the request has a roster. Raises Failed with what is wrong in it."""
        if not self.request.roster:
            return ()
        from generator import roster

        path = Path(self.request.roster)
        try:
            data = path.read_bytes()
        except OSError as error:
            raise Failed([finding("no-roster", None, path=path, reason=error.strerror or error)], Exit.USAGE) from None
        pupils, found = roster.read(data, str(path))
        self.tell(found)
        return pupils

    def take(self, job: Job | CourseJob, made: Made, folder: OutputFolder, records: DoneJobs | None = None) -> None:
        """Write what a job made, tell what went wrong with it, and note it in the records if there are any."""
        if made.disk:
            self.tell(made.findings)
            raise folder.failed(*made.disk)
        if made.bug:
            self.exits.add(Exit.BUG)
            self.watcher.bug(made.bug)
        self.tell(made.findings)
        for cell in made.cells:
            self.put(cell, folder)
        if any(made.told):
            self.watcher.told(asked_for(job.name, Path(job.file)), made.told)
        self.read.update(made.inputs)
        self.damaged += made.damaged
        if records:
            records.note(job, made)

    def put(self, cell: Cell, folder: OutputFolder) -> None:
        """Write the files of one topic, language and level, unless reading back withholds them."""
        if cell.findings:
            self.exits.add(Exit.UNVERIFIED)
            self.tell(cell.findings)
            return
        artifacts = [replace(artifact, row={**artifact.row, "given": self.given}) for artifact in cell.artifacts]
        result = folder.put(artifacts, cell.scopes)
        if result.kept:
            self.exits.add(Exit.KEPT)
        for artifact in cell.artifacts:
            if artifact.path not in result.kept:
                path = self.request.output / artifact.path
                self.watcher.document(path, artifact.row, artifact.path in result.written)
                self.made.add(("file", str(path), artifact.sha256()))
        self.written(result.findings)

    def written(self, found: Sequence[Diagnostic]) -> None:
        """Tell what writing came upon."""
        self.lasting = self.lasting and all(one.code in DONE_ONCE for one in found)
        self.tell(found, self.watcher.passing)

    def healed(self) -> list[Diagnostic]:
        """Return what to say of damaged files of the cache: they are whole again."""
        files = sorted(set(self.damaged))
        return [finding("damaged-cache", None, count=len(files), path=files[0])] if files else []

    def tell(self, found: Iterable[Diagnostic], to: Callable[[Iterable[Diagnostic]], None] | None = None) -> None:
        """Tell findings that were not told before, and settle what they mean for the exit code."""
        new = [one for one in found if one not in self._told]
        self._told.update(new)
        stops = {Severity.ERROR, Severity.WARNING} if self.request.strict else {Severity.ERROR}
        if any(one.severity in stops for one in new):
            self.exits.add(Exit.FINDINGS)
        (to or self.watcher.findings)(new)


def _sealed(folder: OutputFolder) -> Iterable[Diagnostic]:
    """Return which seals hold what a build replaced; only what was there before can be sealed."""
    if not folder.replaced:
        return ()
    from generator.build.sealing.comparing import replaced

    return replaced(folder.replaced, folder.path)


def _had(file: str) -> Mapping[str, tuple[str, ...]]:
    """Return what a class has had, by topic; nothing without a ledger."""
    if not file:
        return {}
    from generator.build import ledger

    return ledger.read(Path(file))
