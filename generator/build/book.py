"""One book of a course: its parts printed until contents and pages agree, then bound as one file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.bind import bind
from generator.build.find import recorded
from generator.build.job import Plans
from generator.build.pipeline import Maker
from generator.build.press import Printed
from generator.build.request import BuildRequest
from generator.build.rows import asked, drawn, path_of
from generator.build.runs import runs
from generator.compose import KINDS, compose
from generator.compose.book import Binding, Book, Opened
from generator.diagnostics import Diagnostic
from generator.frozen import frozen, replace
from generator.languages import Words, words
from generator.model.course import Course
from generator.model.level import Level
from generator.model.plan import Plan
from generator.model.sheet import Metadata, joined
from generator.model.topic import Topic
from generator.write import Artifact

TURNS = 4
"""So often contents are set at most, until they take as many pages as were kept for them."""


@frozen
class Order:
    """What all books of a course are made by: the request, the course's file and its digest."""

    request: BuildRequest
    file: str
    digest: str


@frozen
class Chapter:
    """A topic in one language at one level, with who makes its documents."""

    maker: Maker
    topic: Topic
    plans: Plans


class BookMaker:
    """One book in the making; `number` says which plan of each chapter it holds."""

    def __init__(
        self, order: Order, book: Book, course: Course, language: str, level: Level, chapters: Sequence[Chapter], number: int
    ) -> None:
        self.order, self.course, self.language, self.level, self.chapters = order, course, language, level, chapters
        self.press = chapters[0].maker.press
        request = order.request
        self.words: Words = words(language, request.curriculum)
        setting = replace(chapters[0].maker.setting(), kop=False)
        kind = KINDS[book.chapters]
        every = [tuple(one.plans[kind.sheet]) if kind.sheet else () for one in chapters]
        self.plans: list[Plan | None] = [plans[number] if plans and not kind.versions_of else None for plans in every]
        documents = [
            compose(
                kind, one.topic, plan, level.for_grade(one.topic.lowest_grade()), self.words, replace(setting, versions=plans)
            )
            for one, plan, plans in zip(chapters, self.plans, every, strict=True)
        ]
        self.binding = Binding(book, course, [(one.topic, made) for one, made in zip(chapters, documents, strict=True)],
                               self.words, setting)  # fmt: skip

    def artifact(self) -> Artifact:
        """Print the parts of the book until contents and pages agree, and bind them. Raises Failed."""
        cover = self.press.printed(self.binding.cover())
        front = len(cover.sheet.pages)
        kept = 1
        for _ in range(TURNS):
            parts = self.body(front + kept + 1)
            back = self.back(parts, front + kept + 1)
            contents = self.press.printed(self.binding.contents(list(self.opened(parts, back))), front + 1)
            if len(contents.sheet.pages) == kept:
                break
            kept = len(contents.sheet.pages)
        quiet = contents._replace(sheet=replace(contents.sheet, headings=contents.sheet.headings[:1]))
        return self.bound([cover, quiet, *parts, *back], len(parts))

    def notes(self, path: Path) -> Iterator[Diagnostic]:
        """Yield a note for each long run of a key letter in a chapter of the book at `path`."""
        kind = KINDS[self.binding.book.chapters]
        for one, plan in zip(self.chapters, self.plans, strict=True):
            level = self.level.for_grade(one.topic.lowest_grade())
            yield from runs(kind, one.topic, level, plan, self.words, f"{one.topic.name} in {path}")

    def body(self, first: int) -> list[Printed]:
        """Return the chapters, their pages counted from `first`."""
        printed = []
        for one, document in zip(self.chapters, self.binding.chapters, strict=True):
            printed.append(one.maker.press.printed(document, first))
            first += len(printed[-1].sheet.pages)
        return printed

    def back(self, parts: Sequence[Printed], first: int) -> list[Printed]:
        """Return what stands after the chapters, as a list of one part or none."""
        terms = [(str(term), str(term)) for _, term, _ in self.binding.terms()]
        pages = self.texts(parts) if self.binding.book.chapters == "handout" else []
        index = [(shown, found) for shown, term in dict.fromkeys(terms) if (found := ranges(pages_with(term, pages, first)))]
        document = self.binding.back(index)
        if document is None:
            return []
        printed = self.press.printed(document, first + sum(len(part.sheet.pages) for part in parts))
        raised = tuple(replace(heading, level=1) for heading in printed.sheet.headings if heading.level == 2)
        return [printed._replace(sheet=replace(printed.sheet, headings=raised))]

    def texts(self, parts: Sequence[Printed]) -> list[str]:
        """Return the texts of the chapters' pages as they are printed, without their headers."""
        from generator.build.verify.opening import read

        found = []
        for part, document in zip(parts, self.binding.chapters, strict=True):
            data = bind([part.sheet], Metadata(document.title, document.language))
            header = " ".join(str(getattr(document.running, "title", "")).split())
            for text in read(data, "").raw:
                found.append(" ".join(text.split()).replace(header, "", 1))
        return found

    def opened(self, parts: Sequence[Printed], back: Sequence[Printed]) -> Iterator[Opened]:
        """Yield what the contents tell: chapters with their heads or facts, then what stands after them."""
        reading = self.binding.book.chapters == "handout"
        for number, (part, one) in enumerate(zip(parts, self.chapters, strict=True), 1):
            labels = [page.label for page in part.sheet.pages]
            heads = [(heading.title, labels[heading.page]) for heading in part.sheet.headings if heading.level == 2]
            facts = [(self.facts(part), "")]
            yield Opened(str(number), " ".join(str(one.topic.title).split()), labels[0], tuple(heads if reading else facts))
        for part in back:
            labels = [page.label for page in part.sheet.pages]
            for place, heading in enumerate(part.sheet.headings):
                yield Opened(self.words.letter("section", place), heading.title, labels[heading.page])

    def facts(self, part: Printed) -> str:
        """Return what the contents say of a sheet or key: how many items and points, and its code."""
        document, speech = part.document, self.words
        items = speech("sheet.total-items", n=document.items)
        untold = document.audience == "pupil" and not self.order.request.points
        points = "" if untold else speech("sheet.total-points", points=document.points)
        return " · ".join(filter(None, (items, points, speech("sheet.code", code=document.code))))

    def bound(self, parts: Sequence[Printed], count: int) -> Artifact:
        """Bind the parts: cover, contents, so many chapters, and what stands after them."""
        book, course, request = self.binding.book, self.course, self.order.request
        document = parts[0].document
        lengths = [len(part.sheet.pages) for part in parts]
        chapters = []
        for place, (one, plan) in enumerate(zip(self.chapters, self.plans, strict=True), 2):
            chapters.append({
                "topic": str(one.topic.name),
                "title": " ".join(str(one.topic.title).split()),
                "kind": book.chapters,
                "audience": book.audience,
                "label": document.label,
                "code": parts[place].document.code,
                "covers": list(parts[place].document.covers),
                "begins": sum(lengths[:place]),
                "pages": lengths[place],
                "asked": asked(one.maker.request) if plan else None,
                "items": [drawn(planned) for planned in plan.items()] if plan else [],
                "source": recorded(Path(one.maker.job.file), request.output),
                "fields": one.maker.press.fields(one.topic, self.language, self.level, book.chapters, plan),
            })  # fmt: skip
        inputs = {"course": self.order.digest}
        for one, part in zip(self.chapters, parts[2:], strict=False):
            made = one.maker.press.inputs(part.assets, part.layout, book.chapters, self.language, self.level)
            for name, value in made.items():
                inputs[f"{name} {one.topic.name}" if name == "topic" else name] = value
        facts = {
            "path": path_of(course.name, self.language, self.level.name, document, request.profile),
            "topic": course.name,
            "level": self.level.name,
            "sheet": "",
            "points": "",
            "seed": next((plan.seed for plan in self.plans if plan), None),
            "asked": None,
            "items": [],
            "contents": lengths[:2],
            "chapters": chapters,
            "source": recorded(Path(self.order.file), request.output),
            "inputs": inputs,
        }
        sheet = joined([part.sheet for part in parts])
        whole = parts[0]._replace(sheet=sheet, formulas=sum(part.formulas for part in parts))
        return self.press.bound(whole, self.language, facts, both=True)


def pages_with(term: str, pages: Sequence[str], first: int) -> list[int]:
    """Return the numbers of the pages, counted from `first`, on which a term stands as a whole word."""
    pattern = re.compile(rf"(?<!\w){re.escape(' '.join(term.split()))}(?!\w)", re.IGNORECASE)
    return [number for number, text in enumerate(pages, first) if pattern.search(text)]


def ranges(numbers: Sequence[int]) -> tuple[str, ...]:
    """Return numbers as an index prints them: `3`, `5–7`."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return tuple(str(start) if start == end else f"{start}–{end}" for start, end in found)
