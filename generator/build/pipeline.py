"""One topic through all stages: with `press`, the only module that knows them all.

A `Job` is plain data, so that any process can do it; its `Made` is plain data too. Every document of one topic, language and
level is made, and read back, before any of them is given out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal

from generator import source
from generator.assets import Assets
from generator.build.caching.facts import Fact, today
from generator.build.caching.kept import users
from generator.build.folders import font_folders
from generator.build.judging import Told, has_its_day, told
from generator.build.press import Press, told_of
from generator.build.request import BuildRequest
from generator.check import Checked, check
from generator.compose import KINDS, Kind, Setting, compose
from generator.diagnostics import Diagnostic, Failed, Severity, finding
from generator.frozen import frozen, replace
from generator.languages import words
from generator.model.level import Level
from generator.model.plan import Plan
from generator.model.roster import Pupil
from generator.model.school import Exam, School
from generator.model.topic import Topic
from generator.select import select
from generator.write import Artifact, digest

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

    job: Job
    cells: tuple[Cell, ...] = ()
    findings: tuple[Diagnostic, ...] = ()
    told: Told = Told(0, 0)
    bug: str = ""
    inputs: tuple[Fact, ...] = ()
    """What was read that no other job need read: the topic file, its pictures, the day."""


def make(job: Job) -> Made:
    """Do a job. Never raises: what goes wrong is in its result."""
    findings: list[Diagnostic] = []
    try:
        maker = Maker(job, findings)
        cells = tuple(_packed(maker) if job.pupils else maker.cells())
        return Made(job, cells, tuple(dict.fromkeys(findings)), maker.told, inputs=maker.inputs())
    except Failed as failure:
        return Made(job, findings=tuple(dict.fromkeys([*findings, *failure.diagnostics])))
    except Exception:  # a defect of ours must not keep the other topics from being built
        import traceback

        return Made(job, bug=traceback.format_exc())


def _packed(maker: Maker) -> list[Cell]:
    from generator.build.packs import Packer  # only for a roster

    return Packer(maker).cells()


class Maker:
    """One job in the making."""

    def __init__(self, job: Job, findings: list[Diagnostic]) -> None:
        self.job = job
        self.path = Path(job.file)
        self.request = job.request
        self.findings = findings
        self.data = b""
        self.keep = users(job.request.cache)
        source.keeping(self.keep)
        self.assets = Assets(self.path.parent, font_folders(), keep=self.keep, school=job.school.folder)
        self.again: Checked | None = None
        self.told = Told(0, 0)

    def cells(self) -> list[Cell]:
        """Return what comes of the job, language by language; warnings and errors go to `findings`. Raises Failed."""
        read = self.checked()
        own = read.topic(read.languages[0], self.job.levels[0].text)
        languages = self.languages(own)
        kinds = self.kinds(own)
        plans = {level.name: self.plans(read.topic(own.language, level.text), level, kinds) for level in self.job.levels}
        if self.stopped():
            return []
        self.start()
        return [
            self.cell(read.topic(language, level.text), language, level, plans[level.name], kinds)
            for language in languages
            for level in self.job.levels
        ]

    def inputs(self) -> tuple[Fact, ...]:
        """Return what was read of the disk that depends on the topic, and the day where judging goes by it."""
        day = (("day", "", today()),) if self.job.judged_at and has_its_day(self.data) else ()
        return (("file", self.job.file, digest(self.data)), *self.assets.seen(), *day)

    def start(self) -> None:
        """Make ready what prints the topic that was read."""
        self.press = self.press_for(self.request.profile)

    def press_for(self, profile: str) -> Press:
        """Return what prints in a profile."""
        return Press(replace(self.request, profile=profile), self.job.file, self.data, self.assets, self.keep)

    def setting(self) -> Setting:
        """Return what documents are made of beside topic, plan and level."""
        asked = self.request
        return Setting(
            self.job.school,
            asked.draft,
            kop=asked.kop,
            form=asked.form,
            exam=self.job.exam,
            points=asked.points,
            on_sheet=asked.on_sheet,
        )

    def stopped(self) -> bool:
        """Say whether a finding so far stops the topic: an error, or under `--strict` a warning."""
        stops = {Severity.ERROR, Severity.WARNING} if self.request.strict else {Severity.ERROR}
        return any(found.severity in stops for found in self.findings)

    def checked(self) -> Checked:
        """Read and check the topic file. Raises Failed where it has errors."""
        self.data = source.bytes_of(self.path)
        read = check(
            source.read_bytes(self.data, self.job.file, partial=True),
            self.job.levels,
            languages=self.job.languages,
            covers=self.assets.covers,
            exists=self.assets.exists,
            formulas=self.assets.formulas,
        )
        self.findings += read.findings
        if self.job.judged_at and not self.stopped():
            stopping, self.told = told(self.data, self.job.file, self.job.judged_at, strict=self.request.strict, keep=self.keep)
            self.findings += stopping
        if self.stopped():
            raise Failed([])
        return read

    def languages(self, topic: Topic) -> tuple[str, ...]:
        """Return the languages to build, the topic's own where none is asked for; one that it lacks is a finding."""
        for language in self.job.languages:
            if language not in topic.languages:
                listed = ", ".join(f"`{code}`" for code in topic.languages)
                self.findings.append(finding("language-not-offered", topic.at("languages"), language=language, languages=listed))
        return self.job.languages or (topic.language,)

    def kinds(self, topic: Topic) -> tuple[Kind, ...]:
        """Return the kinds that the topic has something for; an empty default is a note, an empty one asked for an error."""
        result = []
        for kind in (KINDS[name] for name in KINDS if name in self.request.kinds):
            if getattr(topic, kind.needs):
                result.append(kind)
            elif self.request.asked:
                facts = {"topic": topic.name, "kind": kind.name, "needs": kind.needs}
                self.findings.append(finding("nothing-for-kind", topic.at(), **facts))
            else:
                self.findings.append(finding("skipped-kind", None, topic=topic.name, kind=kind.name))
        return tuple(result)

    def plans(self, topic: Topic, level: Level, kinds: Sequence[Kind]) -> Plans:
        """Return the plans of the sheets that the kinds are made from at one level, the same for every language."""
        sheets = dict.fromkeys(kind.sheet for kind in kinds)
        return {sheet: self.selected(topic, level, sheet) for sheet in sheets if sheet}

    def selected(self, topic: Topic, level: Level, sheet: Literal["worksheet", "exam"]) -> tuple[Plan, ...]:
        """Return the plans of one sheet at one level."""
        request = self.request
        selection = select(
            topic,
            level,
            kind=sheet,
            items=request.items,
            only=request.only,
            skip=request.skip,
            avoid=request.had,
            types=request.types,
            variants=request.variants,
            seed=request.seed,
            total=request.total,
        )
        self.findings += selection.findings
        return selection.plans

    def cell(self, topic: Topic, language: str, level: Level, plans: Plans, kinds: Sequence[Kind]) -> Cell:
        """Make and read back every document of one topic, language and level."""
        speech = words(language, self.request.curriculum)
        level = level.for_grade(topic.lowest_grade())
        scopes = frozenset((topic.name, language, level.name, kind, self.request.profile) for kind in self.request.kinds)
        setting = self.setting()
        artifacts: list[Artifact] = []
        given: set[str] = set()
        for kind in self.with_sheets(kinds):
            for plan in plans[kind.sheet] if kind.sheet else (None,):
                built = tuple(told_of(artifact) for artifact in artifacts if artifact.path in given)
                document = compose(kind, topic, plan, level, speech, replace(setting, built=built))
                artifact = self.press.artifact(document, topic, language, level, plan)
                artifacts.append(artifact)
                if kind in kinds:
                    given.add(artifact.path)
        wrong = self.read_back(artifacts, language, level, given)
        if wrong:
            facts = {"topic": topic.name, "language": language, "level": level.name}
            return Cell(language, level.name, (), frozenset(), (*wrong, finding("withheld", None, **facts)))
        wanted = self.with_more([artifact for artifact in artifacts if artifact.path in given])
        return Cell(language, level.name, tuple(wanted), scopes)

    def with_more(self, artifacts: Sequence[Artifact]) -> Iterator[Artifact]:
        """Yield the documents, each followed by its geometry where it has one and by pictures of its pages where asked for."""
        for artifact in artifacts:
            yield artifact
            if artifact.path in self.press.beside:
                yield self.press.beside[artifact.path]
            if self.request.preview:
                from generator.build.preview import previews

                yield from previews(artifact)

    def with_sheets(self, kinds: Sequence[Kind]) -> Sequence[Kind]:
        """Return the kinds, and where keys are to be read back without their sheets, the sheets too."""
        sheets = {kind.sheet for kind in kinds if kind.audience == "teacher"} if self.request.verify else ()
        return [kind for kind in KINDS.values() if kind in kinds or kind.name in sheets]

    def read_back(
        self, artifacts: Sequence[Artifact], language: str, level: Level, given: Collection[str] | None = None
    ) -> tuple[Diagnostic, ...]:
        """Return what is wrong with finished files, judged by the topic file's bytes alone; `given` are the paths given out."""
        if not self.request.verify or not artifacts:
            return ()
        from generator.build.verify import Finished, anew, judge

        self.again = self.again or anew(self.data, self.job.file, self.job.levels, self.job.languages)
        topic = self.again.topic(language, level.text)
        files = [Finished(one.row, one.data, one.path, given is None or one.path in given) for one in artifacts]
        return judge(files, topic, level)
