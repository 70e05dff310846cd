"""A course bound as books: its topics' documents as chapters, with cover and contents, glossary, index and references.

Chapters are printed first, since contents and index name their pages; pages are counted through the book. Every book is read
back, chapter by chapter, before any is given out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from generator import source
from generator.build.book import BookMaker, Chapter, Order
from generator.build.caching.facts import Fact
from generator.build.job import Cell, CourseJob, Job, Made
from generator.build.pipeline import Maker
from generator.check import Checked
from generator.compose import KINDS
from generator.compose.book import BOOKS
from generator.diagnostics import Diagnostic, Failed, finding
from generator.frozen import replace
from generator.model.course import Course
from generator.model.level import Level
from generator.model.topic import Topic
from generator.source import Fields, Scalar, Value
from generator.write import Artifact, digest


def bind_course(job: CourseJob) -> Made:
    """Do a job. Never raises: what goes wrong is in its result."""
    findings: list[Diagnostic] = []
    try:
        bundler = Bundler(job, findings)
        cells = tuple(bundler.cells())
        return Made(cells, tuple(dict.fromkeys(findings)), inputs=bundler.inputs())
    except Failed as failure:
        return Made(findings=tuple(dict.fromkeys([*findings, *failure.diagnostics])))
    except Exception:  # a defect of ours is reported, as for topics
        import traceback

        return Made(bug=traceback.format_exc())


class Bundler:
    """One course in the making."""

    def __init__(self, job: CourseJob, findings: list[Diagnostic]) -> None:
        self.job, self.request, self.findings = job, job.request, findings
        self.data = source.bytes_of(Path(job.file))
        value = source.read_bytes(self.data, job.file).value
        self.fields = value.entries if isinstance(value, Fields) else {}
        self.order = Order(job.request, job.file, digest(self.data))
        self.languages = job.languages or tuple(text for text in [_text(self.fields.get("language"), "")] if text)
        self.makers: list[Maker] = []

    def cells(self) -> list[Cell]:
        """Return what comes of the course, language by language; warnings and errors go to `findings`. Raises Failed."""
        job = self.job
        makers = self.makers = [
            Maker(
                Job(name, file, self.languages, job.levels, replace(job.request, had=had), job.school, job.judged_at),
                self.findings,
            )
            for name, file, had in job.topics
        ]
        read = list(self.checked(makers))
        if len(read) < len(makers):
            return []
        owns = [one.topic(one.languages[0], job.levels[0].text) for one in read]
        languages = [maker.languages(own) for maker, own in zip(makers, owns, strict=True)]
        if any(maker.stopped() for maker in makers):
            return []
        kinds = [KINDS[book.chapters] for book in BOOKS if book.chapters in self.request.made]
        result = []
        for language in self.languages or languages[0]:
            for level in job.levels:
                chapters = []
                for maker, one, own in zip(makers, read, owns, strict=True):
                    having = [kind for kind in kinds if getattr(own, kind.needs)]
                    plans = maker.plans(one.topic(own.language, level.text), level, having)
                    chapters.append(Chapter(maker, one.topic(language, level.text), plans))
                result.append(self.cell(language, level, chapters))
        return result

    def inputs(self) -> tuple[Fact, ...]:
        """Return what was read of the disk: the course, and what its topics need."""
        return (("file", self.job.file, self.order.digest), *(fact for maker in self.makers for fact in maker.inputs()))

    def checked(self, makers: Sequence[Maker]) -> Iterator[Checked]:
        """Yield the topics that have no errors; what is wrong with the others goes to `findings`."""
        for maker in makers:
            try:
                read = maker.checked()
            except Failed as failure:
                self.findings += failure.diagnostics
            else:
                maker.start()
                yield read

    def cell(self, language: str, level: Level, chapters: Sequence[Chapter]) -> Cell:
        """Make and read back the books of the course in one language at one level."""
        course = Course(self.job.name, _text(self.fields.get("title"), language) or self.job.name)
        books = [book for book in BOOKS if book.chapters in self.request.made]
        scopes = frozenset((course.name, language, level.name, book.name, self.request.profile) for book in books)
        artifacts: list[Artifact] = []
        notes: list[Diagnostic] = []
        for book in books:
            kind = KINDS[book.chapters]
            having = [one for one in chapters if getattr(one.topic, kind.needs)]
            count = len(having[0].plans[kind.sheet]) if having and kind.sheet and not kind.versions_of else 1
            for number in range(count if having else 0):
                maker = BookMaker(self.order, book, course, language, level, having, number)
                artifacts.append(maker.artifact())
                notes += maker.notes(self.request.output / artifacts[-1].path)
        wrong = self.read_back(artifacts, level)
        if wrong:
            facts = {"topic": course.name, "language": language, "level": level.name}
            return Cell(language, level.name, (), frozenset(), (*wrong, finding("withheld", None, **facts)))
        self.findings += notes
        previewed = chapters[0].maker.with_more(artifacts)
        return Cell(language, level.name, tuple(previewed), scopes)

    def read_back(self, artifacts: Sequence[Artifact], level: Level) -> tuple[Diagnostic, ...]:
        """Return what is wrong with finished books, judged by the topic files' bytes alone."""
        if not self.request.verify or not artifacts:
            return ()
        from generator.build.verify import Finished, anew
        from generator.build.verify.books import judge_books

        topics: dict[str, Topic] = {}
        for name, file, _ in self.job.topics:
            read = anew(source.bytes_of(Path(file)), file, self.job.levels, self.languages)
            topics[name] = read.topic(artifacts[0].row["language"], level.text)
        return judge_books([Finished(one.row, one.data, one.path) for one in artifacts], topics, level)


def _text(value: Value | None, language: str) -> str:
    """Return a text of a course in a language, or in the first one that it has."""
    if isinstance(value, Fields):
        value = value.entries.get(language) or next(iter(value.entries.values()), None)
    return value.text if isinstance(value, Scalar) else ""
