"""Reading back books: each chapter as the document that it is, then page numbers, contents, glossary and index of the book."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.build.verify import Finished, Judgement, judge
from generator.build.verify.expected import worded
from generator.build.verify.printed import Printed, plain
from generator.diagnostics import Diagnostic
from generator.frozen import replace
from generator.model.level import Level
from generator.model.topic import Topic

Topics = Mapping[str, Topic]
"""Topics by name, in the language and at the level of the books."""


def judge_books(files: Sequence[Finished], topics: Topics, level: Level) -> tuple[Diagnostic, ...]:
    """Return what is wrong with the finished books of one course in one language at one level; nothing, if all is well."""
    found: list[Diagnostic] = []
    for file in files:
        found += BookReader(file, topics, level).judge()
    by_topic: dict[str, list[Finished]] = {}
    for file in files:
        for chapter in file.row["chapters"]:
            by_topic.setdefault(chapter["topic"], []).append(_chapter(file, chapter))
    for name, chapters in by_topic.items():
        found += judge(chapters, topics[name], level)
    return tuple(dict.fromkeys(found))


def _chapter(file: Finished, chapter: Mapping[str, Any]) -> Finished:
    """Return a chapter as the document that it is, a part of the book's file."""
    kind = "chapter" if chapter["kind"] == "handout" else chapter["kind"]
    return replace(file, row={**file.row, **chapter, "kind": kind, "whole": file.row["pages"]})


class BookReader:
    """Reads what a book has beside its chapters."""

    def __init__(self, file: Finished, topics: Topics, level: Level) -> None:
        self.file, self.row, self.level = file, file.row, level
        self.topics = [topics[chapter["topic"]] for chapter in file.row["chapters"]]
        self.judgement = Judgement(self.topics[0], level)
        self.chapters = [(one, self.judgement.opened(_chapter(file, one))) for one in file.row["chapters"]]

    def judge(self) -> list[Diagnostic]:
        """Return what is wrong."""
        chapters = self.row["chapters"]
        front = sum(self.row["contents"])
        printed = self.judgement.opened(self.part(0, front))
        if printed is not None:
            self.contents(printed)
        after = chapters[-1]["begins"] + chapters[-1]["pages"]
        if after < self.row["pages"]:
            back = self.judgement.opened(self.part(after, self.row["pages"] - after))
            if back is not None:
                self.numbered(back, after)
                self.back(back)
        return self.judgement.findings

    def part(self, begins: int, pages: int) -> Finished:
        """Return some pages of the book as a file of their own."""
        return replace(self.file, row={**self.row, "begins": begins, "pages": pages, "whole": self.row["pages"]})

    def missing(self, what: str, text: str) -> None:
        """Report a text that does not stand where it should."""
        self.judgement.report("missing-text", path=self.file.path, what=what, text=text)

    def contents(self, printed: Printed) -> None:
        """Judge the contents: each chapter stands in them with the page that it begins on, and begins there."""
        self.numbered(printed, 0)
        for number, (chapter, opened) in enumerate(self.chapters, 1):
            page = chapter["begins"] + 1
            title = plain(f"{number} {chapter['title']}")
            listed = {plain(f"{number} {page} {chapter['title']}"), plain(f"{number} {chapter['title']} {page}")}
            if not any(next(printed.every(text), None) for text in listed):
                self.missing("the page of a chapter in the contents", f"{title} {page}")
            if opened is not None:
                self.numbered(opened, chapter["begins"])
                if opened.find(chapter["title"], 0, opened.part(0).end) is None:
                    self.missing("a chapter's title on its first page", chapter["title"])

    def numbered(self, printed: Printed, before: int) -> None:
        """Report pages that do not carry their number; the cover has none."""
        for page in range(len(printed.raw)):
            number = before + page + 1
            if number > self.row["contents"][0] and not printed.has_word(page, str(number)):
                self.missing("the number of a page", str(number))

    def back(self, printed: Printed) -> None:
        """Judge what stands after the chapters: every term with its meaning, and in the index the pages that it stands on."""
        words = self.file.words()
        pages = dict(self.pages())
        shared = Counter(plain(worded(term.term, words)).casefold() for topic in self.topics for term in topic.terms)
        for topic in self.topics:
            for term in topic.terms:
                name = worded(term.term, words)
                meaning = worded(term.meaning, words)
                wanted = meaning if shared[plain(name).casefold()] > 1 else f"{name} {meaning}"
                if printed.find(wanted) is None and printed.find(f"{wanted};") is None:
                    self.missing("a term with its meaning", name)
                on = _ranges([number for number, text in pages.items() if _holds(text, name)])
                if on and printed.find(f"{name} {on}") is None:
                    self.missing("a term with its pages in the index", f"{name} {on}")

    def pages(self) -> Iterator[tuple[int, str]]:
        """Yield the chapters' pages by number, without their headers."""
        for number, (chapter, printed) in enumerate(self.chapters, 1):
            for place, text in enumerate(printed.raw if printed is not None else ()):
                header = f"{number} {chapter['title']}" if place else ""
                yield chapter["begins"] + place + 1, " ".join(text.split()).removeprefix(header)


def _holds(text: str, term: str) -> bool:
    pattern = rf"(?<!\w){re.escape(' '.join(term.split()))}(?!\w)"
    return re.search(pattern, text, re.IGNORECASE) is not None


def _ranges(numbers: Sequence[int]) -> str:
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in runs)
