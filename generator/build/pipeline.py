"""One topic through all stages: with `press`, the only module that knows them all.

Every document of one topic, language and level is made, and read back, before any of them is given out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from generator import source
from generator.assets import Assets
from generator.build.caching.facts import Fact, today
from generator.build.caching.kept import named, users
from generator.build.executors import Tick, unheard
from generator.build.folders import font_folders
from generator.build.job import Cell, Job, Made, Part, Plans, Unwritten
from generator.build.judging import Told, has_its_day, told
from generator.build.press import Press, told_of
from generator.build.runs import runs
from generator.check import Checked, check
from generator.compose import KINDS, Kind, Setting, compose
from generator.diagnostics import Diagnostic, Failed, Severity, finding
from generator.frozen import replace
from generator.languages import words
from generator.model.level import Level
from generator.model.plan import Plan
from generator.model.topic import Topic
from generator.select import select
from generator.write import Artifact, digest
from generator.write.manifest import Row

if TYPE_CHECKING:
    from generator.build.packs import Packer

_LAST: list[Maker] = []
"""Who made the last part of a topic in this process: it has read and planned what the next part is made of."""


def make(job: Job, part: Part | None = None, tick: Tick = unheard) -> Made:
    """Do a job, or a part of it. Never raises: what goes wrong is in its result."""
    maker = Maker(job, []) if part is None else _again(job)
    maker.tick = tick
    try:
        cells = tuple(_packed(maker, part) if job.pupils else maker.cells(part))
        if part and not job.pupils:
            from generator.build.named import all_aside  # several processes write files sooner than one

            cells = all_aside(job.request.output, cells)
        sheets = tuple(maker.packer.printed.items()) if maker.packer and part and part.sheets is None else ()
        facts, damaged = maker.inputs(), tuple(maker.keep.damaged)
        return Made(cells, tuple(dict.fromkeys(maker.findings)), maker.told, sheets=sheets, inputs=facts, damaged=damaged)
    except Failed as failure:
        return Made(findings=tuple(dict.fromkeys([*maker.findings, *failure.diagnostics])))
    except Unwritten as error:
        return Made(findings=tuple(dict.fromkeys(maker.findings)), disk=error.args)
    except Exception:  # a defect of ours must not keep the other topics from being built
        import traceback

        return Made(bug=traceback.format_exc())
    finally:
        del maker.findings[maker.begun or 0 :]  # what the next part begins with


def _again(job: Job) -> Maker:
    """Return the maker of the last part, if that was of the same job; the first part alone may judge."""
    if not _LAST or replace(_LAST[0].job, judged_at=()) != replace(job, judged_at=()):
        _LAST[:] = [Maker(job, [])]
    return _LAST[0]


def _packed(maker: Maker, part: Part | None) -> list[Cell]:
    from generator.build.packs import Packer  # only for a roster

    maker.packer = maker.packer or Packer(maker)
    return maker.packer.cells(part)


class Maker:
    """One job in the making. tick: who is told of each document that is printed or read back."""

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
        self.tick: Tick = unheard
        self.begun: int | None = None
        self.packer: Packer | None = None

    def cells(self, part: Part | None = None) -> list[Cell]:
        """Return what comes of the job, or of a part of it, language by language.

        Warnings and errors go to `findings`. Raises Failed.
        """
        if self.begun is None:
            self.begin()
        if self.stopped():
            return []
        parts = [part] if part else [Part(language, level.name) for language in self.spoken for level in self.job.levels]
        return [self.cell(one) for one in parts]

    def begin(self) -> None:
        """Read, check and plan what documents are made of. Raises Failed where the topic has errors."""
        self.read = self.checked()
        own = self.own = self.read.topic(self.read.languages[0], self.job.levels[0].text)
        self.spoken = self.languages(own)
        self.having = self.kinds(own)
        self.planned = {
            level.name: self.plans(self.read.topic(own.language, level.text), level, self.having) for level in self.job.levels
        }
        self.begun = len(self.findings)
        self.start()

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
        languages = self.job.languages or (topic.language,)
        if self.request.wanted is not None:
            self.findings += self.request.wanted.lacking(languages)
        return languages

    def kinds(self, topic: Topic) -> tuple[Kind, ...]:
        """Return the kinds that the topic has something for; an empty default is a note, an empty one asked for an error."""
        result = []
        for kind in map(KINDS.__getitem__, self.request.made):
            if getattr(topic, kind.needs):
                result.append(kind)
            elif kind.name not in self.request.kinds:
                continue
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
            blueprint=request.wanted,
        )
        self.findings += selection.findings
        return selection.plans

    def cell(self, part: Part) -> Cell:
        """Make and read back the documents of a part of the topic that was begun."""
        language, level = part.language or self.own.language, next(one for one in self.job.levels if one.name == part.level)
        topic, speech = self.read.topic(language, level.text), words(language, self.request.curriculum)
        level = level.for_grade(topic.lowest_grade())
        scopes = frozenset((topic.name, language, level.name, kind, self.request.profile) for kind in self.request.made)
        setting = self.setting()
        artifacts: list[Artifact] = []
        given: set[str] = set()
        again = part.again(self.having) if self.request.verify else frozenset()
        notes: list[Diagnostic] = []
        for kind in self.with_sheets(self.having):
            setting = replace(setting, versions=tuple(self.planned[level.name].get(kind.sheet, ())))
            for plan in part.plans(kind, self.planned[level.name], again=again):
                if kind.tells:
                    built = [*(part.built or ()), *(artifact.row for artifact in artifacts if artifact.path in given)]
                    places = {name: place for place, name in enumerate(KINDS)}
                    setting = replace(setting, built=tuple(map(told_of, sorted(built, key=lambda row: places[row["kind"]]))))
                document = compose(kind, topic, plan, level, speech, setting)
                artifact = self.press.artifact(document, topic, language, level, plan)
                artifacts.append(artifact)
                if kind in self.having and kind.name not in again:
                    given.add(artifact.path)
                    self.tick(1)
                    notes += runs(kind, topic, level, plan, speech, self.request.output / artifact.path)
        wrong = self.read_back(artifacts, language, level, given, part.built or ())
        if wrong:
            facts = {"topic": topic.name, "language": language, "level": level.name}
            return Cell(language, level.name, (), frozenset(), (*wrong, finding("withheld", None, **facts)))
        self.findings += notes
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
        self,
        artifacts: Sequence[Artifact],
        language: str,
        level: Level,
        given: Collection[str] | None = None,
        others: Sequence[Row] = (),
    ) -> tuple[Diagnostic, ...]:
        """Return what is wrong with finished files, judged by the topic file's bytes alone.

        `given` are the paths given out, `others` the rows of documents that were read back elsewhere.
        """
        if not self.request.verify or not artifacts:
            return ()
        from generator.build.verify import Finished, anew, judge

        self.again = self.again or anew(self.data, self.job.file, self.job.levels, self.job.languages)
        topic = self.again.topic(language, level.text)
        files = [Finished(one.row, one.data, one.path, given is None or one.path in given) for one in artifacts]
        sums = [(one.sha256(), {**one.row, "inputs": ""}, file.given) for one, file in zip(artifacts, files, strict=True)]
        rows = [{**row, "inputs": ""} for row in others]
        facts = named(repr((self.request.ground, topic, level, sums, rows)).encode())
        if self.keep.get("verified", facts) is not None:
            return ()
        wrong = judge(files, topic, level, [Finished(row, b"", row["path"]) for row in others], self.tick)
        if not wrong:
            self.keep.put("verified", facts, b"nothing is wrong")
        return wrong
