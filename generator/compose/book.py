"""The parts of a book that binds a course: cover, contents, a topic's document as a chapter, glossary, index and references.

Page numbers are given: the build measures the chapters first, and composes contents and index when it knows them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar, Literal

from generator.compose import furniture
from generator.compose.blocks import Foot, Glossary, Masthead, Part, Running
from generator.compose.code import sheet_code
from generator.compose.furniture import Sections
from generator.compose.glosses import alphabetical
from generator.compose.kind import Setting
from generator.compose.wording import bare, filled
from generator.frozen import frozen, replace
from generator.languages import Words
from generator.model.course import Course
from generator.model.document import Document, DocumentBlock
from generator.model.text import Line, Run, Slot, Text
from generator.model.topic import Term, Topic


@frozen
class Book:
    """A kind of book, and the document kind that its chapters are."""

    name: str
    audience: Literal["pupil", "teacher"]
    chapters: str


BOOKS = (
    Book("handout-book", "pupil", "handout"),
    Book("workbook", "pupil", "worksheet"),
    Book("key-book", "teacher", "answer-key"),
    Book("key-table-book", "teacher", "answer-keys"),
)
"""The books that a course can be bound as, in the order in which a build makes them."""


@frozen
class BookCover(DocumentBlock):
    """The cover: whose and what the book is, its title, facts, its chapters (number, title), and fields (name, label)."""

    macro: ClassVar[str] = "book_cover"
    school: str
    kind: str
    title: Text
    facts: tuple[Text, ...]
    chapters: tuple[tuple[str, Text], ...]
    fields: tuple[tuple[str, str], ...] = ()


@frozen
class BookContents(DocumentBlock):
    """The contents: entries (number, title, page, heads), each head a pair (title, page)."""

    macro: ClassVar[str] = "book_contents"
    entries: tuple[tuple[str, str, str, tuple[tuple[str, str], ...]], ...]


@frozen
class Opened:
    """Where a chapter begins, and the heads in it with their pages: what the contents say of it."""

    number: str
    title: str
    page: str
    heads: tuple[tuple[str, str], ...] = ()


class Binding:
    """One book of a course in the making: `chapters` are its topics with their documents, in order."""

    def __init__(
        self, book: Book, course: Course, chapters: Sequence[tuple[Topic, Document]], words: Words, setting: Setting
    ) -> None:
        self.book, self.course, self.topics, self.words, self.setting = book, course, [one for one, _ in chapters], words, setting
        self.label = chapters[0][1].label
        self.code = sheet_code(document.code for _, document in chapters)
        self.codes = tuple(dict.fromkeys(code for _, document in chapters for code in (document.code, *document.covers)))
        self.chapters = [self._chapter(number, document) for number, (_, document) in enumerate(chapters, 1)]

    def cover(self) -> Document:
        """Return the cover, without a header and without a page number."""
        topics, words = self.topics, self.words
        school = self.setting.school
        facts = furniture.facts(topics[0], words, replace(self.setting, kop=True))
        fields = ("name", "class", "number") if self.book.name == "workbook" else ()
        cover = BookCover(
            school.name,
            words(f"book.kinds.{self.book.name}.label"),
            bare(self.course.title),
            (*facts, *([bare(school.year)] if school.year else [])),
            tuple((str(number), topic.title) for number, topic in enumerate(topics, 1)),
            tuple((name, words(f"sheet.fields.{name}")) for name in fields),
        )
        authors = tuple(dict.fromkeys(author for topic in topics for author in topic.authors))
        licences = tuple(dict.fromkeys(topic.licence for topic in topics if topic.licence))
        said = [words("sheet.authors", authors=words.listed(authors))] if authors else []
        said += [words("sheet.licence", licence=licence) for licence in licences]
        foot = Foot("", tuple(bare(f"{line}.") for line in said)) if said else None
        return self._document((cover,), title=Text(), page=Text(), foot=foot)

    def contents(self, opened: Sequence[Opened]) -> Document:
        """Return the contents: the chapters and what stands after them, with the pages that they begin on."""
        words = self.words
        head = Masthead(words(f"book.kinds.{self.book.name}.label"), bare(words("book.contents")), (bare(self.course.title),))
        entries = tuple((one.number, one.title, one.page, one.heads) for one in opened)
        return self._document((head, BookContents(entries)), title=Text())

    def back(self, index: Sequence[tuple[str, Sequence[str]]]) -> Document | None:
        """Return what stands after the chapters of a book to read: glossary, index and references; None for other books.

        `index` has pairs of a term and the pages that it stands on, numbers or ranges of them.
        """
        if self.book.chapters != "handout":
            return None
        blocks = tuple(self._back(index))
        return self._document(blocks, title=bare(self.course.title)) if blocks else None

    def terms(self) -> tuple[tuple[str, Text, Text], ...]:
        """Return the terms of all topics by their letters, each once with all that it means in them."""
        found: dict[str, tuple[Term, dict[str, Text]]] = {}
        for term in alphabetical([term for topic in self.topics for term in topic.terms]):
            found.setdefault(str(term.term).casefold(), (term, {}))[1].setdefault(str(term.meaning), term.meaning)
        return tuple((str(term.name), term.term, _together(tuple(each.values()))) for term, each in found.values())

    def _back(self, index: Sequence[tuple[str, Sequence[str]]]) -> Iterator[Part]:
        sections, terms = Sections(self.words), self.terms()
        if terms:
            yield sections.head("sections.glossary")
            yield Glossary("", terms)
        if index:
            yield sections.head("book.index")
            yield Glossary("", tuple((term, bare(term), _pages(pages)) for term, pages in index))
        listed = [(number, topic) for number, topic in enumerate(self.topics, 1) if topic.references]
        if listed:
            yield sections.head("book.references")
        for number, topic in listed:
            cited = tuple(furniture.cited(reference, self.words) for reference in topic.references)
            yield References(_numbered(str(number), topic.title), cited)

    def _chapter(self, number: int, document: Document) -> Document:
        """Return a topic's document as a chapter: its kind and header say which one, its pages are counted through the book."""
        running, book = document.running, self.book
        assert isinstance(running, Running)
        reading = book.chapters == "handout"
        running = replace(
            running,
            title=_numbered(str(number), running.title),
            page=filled(self.words, "book.page", n=Slot("page")),
            code=self.code if reading else running.code,
            foot=None if reading else running.foot,
        )
        return replace(document, running=running, blocks=tuple(self._opened(number, document, reading)), code=running.code)

    def _opened(self, number: int, document: Document, reading: bool) -> Iterator[Part]:
        chapter = self.words("book.chapter", n=number)
        for block in document.blocks:
            if isinstance(block, Masthead):
                yield replace(block, kind=chapter if reading else f"{chapter} · {block.kind}")
            elif not (reading and isinstance(block, Glossary)):
                yield block

    def _document(self, blocks: Iterable[Part], title: Text, page: Text | None = None, foot: Foot | None = None) -> Document:
        words = self.words
        running = Running(
            words.direction,
            title,
            self.code,
            tuple(label for label in furniture.labels(self.label, words, self.setting) if label),
            filled(words, "book.page", n=Slot("page")) if page is None else page,
            banner=words("sheet.banner") if self.book.audience == "teacher" else "",
            foot=foot,
        )
        name = words(f"book.kinds.{self.book.name}.name")
        authors = ", ".join(dict.fromkeys(author for topic in self.topics for author in topic.authors))
        return Document(
            kind=self.book.name,
            language=words.tag,
            title=f"{self.course.title} – {name}",
            running=running,
            blocks=tuple(blocks),
            code=self.code,
            audience=self.book.audience,
            label=self.label,
            author=authors,
            subject=str(self.topics[0].subject),
            covers=self.codes,
        )


@frozen
class References(DocumentBlock):
    """The sources of one chapter, as they are listed."""

    macro: ClassVar[str] = "references"
    title: Text
    entries: tuple[Text, ...]


def _numbered(number: str, title: Text) -> Text:
    """Return a chapter's title after its number."""
    first: Line = title.paragraphs[0] if title else ()
    return Text(((Run(f"{number}\u2002"), *first), *title.paragraphs[1:]))


def _together(meanings: Sequence[Text]) -> Text:
    """Return what a term means in several topics, parted by semicolons."""
    lines = [piece for meaning in meanings for piece in (Run("; "), *(one for line in meaning.paragraphs for one in line))]
    return Text((tuple(lines[1:]),)) if len(meanings) > 1 else meanings[0]


def _pages(pages: Sequence[str]) -> Text:
    """Return page numbers and ranges parted by commas, each leading to its first page."""
    line: list[Run] = []
    for page in pages:
        line += [Run(", ")] if line else []
        line.append(Run(page, link=f"#{page.partition('–')[0]}"))
    return Text((tuple(line),))
