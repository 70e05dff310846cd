"""Reading back: finished files are judged by an independent reader and by the topic file, read and resolved anew.

Nothing here knows how sheets are made: no selection, composition, layout, typesetting or binding. The manifest's rows say
only which items a sheet holds, and what a level left out or gave; the order in which things were drawn is never trusted.
Pictures are outside the proof.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from generator.build.verify import points
from generator.build.verify.asked import Asked
from generator.build.verify.cards import misprinted
from generator.build.verify.expected import texts, worded
from generator.build.verify.forms import Blueprint
from generator.build.verify.item_cards import misfits
from generator.build.verify.key import KeyReader
from generator.build.verify.marks import MarksReader
from generator.build.verify.opening import read
from generator.build.verify.plans import TOLD
from generator.build.verify.printed import Printed, plain
from generator.build.verify.sheet import SheetReader
from generator.build.verify.versions import VersionsReader
from generator.check import Checked, check
from generator.diagnostics import Diagnostic, Failed, finding
from generator.frozen import frozen
from generator.languages import CURRICULA, Words, words
from generator.model.item import Group
from generator.model.level import Level
from generator.model.topic import Topic
from generator.source import read_bytes

__all__ = ["Finished", "anew", "judge"]


@frozen
class Finished:
    """A finished file: its row of the manifest, its bytes, and its path as findings show it.

    One that is made only so that others can be read back is not `given` out.
    """

    row: Mapping[str, Any]
    data: bytes
    path: str
    given: bool = True

    def words(self) -> Words:
        """Return the words that it was printed with."""
        return words(str(self.row["language"]), str(self.row.get("curriculum", CURRICULA[0])))


def anew(data: bytes, file: str, levels: Sequence[Level], languages: Sequence[str] | None = None) -> Checked:
    """Return a topic in its own language and these (all, if None) from its file's bytes. Raises Failed where it has errors."""
    checked = check(read_bytes(data, file, anew=True), levels, languages=languages)
    if checked.failed:
        raise Failed(checked.findings)
    return checked


def judge(
    files: Iterable[Finished],
    topic: Topic,
    level: Level,
    others: Iterable[Finished] = (),
    tick: Callable[[float], object] = bool,
) -> tuple[Diagnostic, ...]:
    """Return what is wrong with the finished files of one topic in one language at one level; nothing, if all is well.

    `others` were judged before: they are only what files tell of. `tick` is called with 1 for each file.
    """
    taken = tuple(files)
    judgement = Judgement(topic, level, (*taken, *others))
    sheets: list[tuple[Finished, list[Asked] | None]] = []
    for file in taken:
        kind = file.row["kind"]
        if kind in KEYS or kind in TABLES:
            continue
        if kind in READERS:
            READERS[kind](judgement, file)
        else:
            sheets.append((file, judgement.sheet(file)))
        tick(1)
    for key in (file for file in taken if file.row["kind"] in KEYS):
        sheet, asked = sheet_of(key, sheets)
        if sheet is None:
            judgement.opened(key)
            judgement.report("lone-key", path=key.path, code=key.row["code"])
        elif asked is not None:
            judgement.key(key, sheet, asked)
        tick(1)
    for table in (file for file in taken if file.row["kind"] in TABLES):
        judgement.versions(table, sheets)
        tick(1)
    return tuple(dict.fromkeys(judgement.findings))


def sheet_of(key: Finished, sheets: Iterable[tuple[Finished, list[Asked] | None]]) -> tuple[Finished | None, list[Asked] | None]:
    """Return the sheet that a key belongs to: of its label and profile, else of its label and code, whatever its profile."""
    alike = [one for one in sheets if (one[0].row["kind"], one[0].row["label"]) == (KEYS[key.row["kind"]], key.row["label"])]
    for fact in ("profile", "code"):
        for sheet, asked in alike:
            if sheet.row.get(fact) == key.row.get(fact):
                return sheet, asked
    return None, None


class Judgement:
    """The findings about the files of one topic, language and level."""

    def __init__(self, topic: Topic, level: Level, files: Sequence[Finished] = ()) -> None:
        self.topic, self.level, self.files = topic, level, files
        self.findings: list[Diagnostic] = []

    def report(self, code: str, /, **facts: object) -> None:
        """Add a finding."""
        self.findings.append(finding(code, None, **facts))

    def opened(self, file: Finished) -> Printed | None:
        """Return a file's text after what holds for every file: pages, signs, edges, its code on each page."""
        try:
            printed = read(file.data, file.path, file.row)
        except Failed as failure:
            self.findings += failure.diagnostics
            return None
        for page, sign in printed.lost():
            self.report("lost-sign", path=file.path, page=page + 1, sign=sign)
        for page in printed.outside():
            self.report("outside-page", path=file.path, page=page + 1)
        for page in range(len(printed.raw)):
            if not printed.has_word(page, file.row["code"]):
                self.report("missing-code", path=file.path, page=page + 1, code=file.row["code"])
        return printed

    def reading(self, file: Finished) -> None:
        """Judge a document to read: every text of the topic's handout stands in it."""
        printed = self.opened(file)
        if printed is not None:
            self.handout(printed, file)
            for text in (text for term in self.topic.terms for text in (term.term, term.meaning)):
                self.printed_in(printed, file.path, [worded(line, file.words()) for line in text.paragraphs])

    def handout(self, printed: Printed, file: Finished) -> None:
        """Judge the running text of a handout."""
        topic = self.topic
        for text in (topic.title, topic.lead, *topic.summary):
            self.printed_in(printed, file.path, [worded(line, file.words()) for line in text.paragraphs])
        for block in topic.handout:
            self.printed_in(printed, file.path, texts(block, file.words()))

    def chapter(self, file: Finished) -> None:
        """Judge a handout that is a chapter of a book: its terms stand at the end of the book."""
        printed = self.opened(file)
        if printed is not None:
            self.handout(printed, file)

    def term_list(self, file: Finished) -> None:
        """Judge a term list: each term of the topic stands in it with its own meaning right behind it."""
        printed = self.opened(file)
        if printed is not None:
            rows = (f"{worded(term.term, file.words())} {worded(term.meaning, file.words())}" for term in self.topic.terms)
            self.printed_in(printed, file.path, [worded(self.topic.title, file.words()), *rows])

    def flashcards(self, file: Finished) -> None:
        """Judge flashcards: each term of the topic on a front, and its meaning behind it."""
        printed = self.opened(file)
        if printed is not None:
            self.findings += misprinted(printed, file.path, self.topic, file.words())

    def beside(self, file: Finished) -> None:
        """Judge a form round an exam by the exam of the same label: it says of the same items, in the same order."""
        for exam in self.files:
            if (exam.row["kind"], exam.row["label"]) == ("exam", file.row["label"]) and exam.row["code"] != file.row["code"]:
                self.report("other-code", path=exam.path, code=exam.row["code"], other=file.row["code"])

    def answer_sheet(self, file: Finished) -> None:
        """Judge an answer sheet: each number of the exam has what its item is answered on."""
        self.beside(file)
        printed = self.opened(file)
        if printed is not None:
            reader = MarksReader(printed, file.path, file.words(), self.level)
            reader.judge(self.topic, file.row["items"])
            self.findings += reader.findings

    def blueprint(self, file: Finished) -> None:
        """Judge a blueprint: each item of the exam has its row, and the sums are those of the paper."""
        self.beside(file)
        printed = self.opened(file)
        if printed is not None:
            form = str(file.row.get("form", ""))
            reader = Blueprint(printed, file.path, file.words(), self.level, self.topic, form)
            reader.judge(file.row["items"], points.shares(self.topic, file.row))
            self.findings += reader.findings

    def cover_sheet(self, file: Finished) -> None:
        """Judge a cover sheet: it tells of each document that it lists the code, pages and sheets that the document has."""
        printed = self.opened(file)
        if printed is not None:
            listed = set(file.row.get("covers", ()))
            rows = (one.row for one in self.files if one.given and one.row["code"] in listed)
            facts = (f"{row['code']} {row['pages']} {row['sheets']}" for row in rows)
            self.printed_in(printed, file.path, [worded(self.topic.title, file.words()), *facts])

    def told(self, file: Finished) -> None:
        """Judge a paper for the teacher: what its kind says of the topic stands in it."""
        printed = self.opened(file)
        if printed is not None:
            self.printed_in(printed, file.path, TOLD[file.row["kind"]](self.topic, file.words(), file.row["items"]))

    def item_cards(self, file: Finished) -> None:
        """Judge item cards: each item of the exam as a sheet has it, with its number and key."""
        self.beside(file)
        printed = self.opened(file)
        if printed is not None:
            self.findings += misfits(printed, file.path, file.words(), self.level, self.topic, file.row)

    def printed_in(self, printed: Printed, path: str, wanted: Iterable[str]) -> None:
        """Report each text that does not stand in a file."""
        for text in wanted:
            if plain(text) and printed.find(text, between=LINE_NUMBER) is None:
                self.report("missing-text", path=path, what="a text", text=" ".join(text.split()))

    def sheet(self, file: Finished) -> list[Asked] | None:
        """Judge a candidate's sheet and return what it says of its items."""
        printed = self.opened(file)
        if printed is None:
            return None
        lined = file.row["kind"] != "exam" or not (file.row.get("asked") or {}).get("on_sheet")
        shares = points.shares(self.topic, file.row)
        reader = SheetReader(printed, file.path, file.words(), self.level, shares=shares, lined=lined)
        asked = reader.read(self.topic, file.row["items"])
        self.findings += reader.findings
        self.findings += points.on_sheet(printed, file.path, file.words(), file.row, asked)
        held = {entry["group"] for entry in file.row["items"]}
        for entry in self.topic.items:
            if isinstance(entry, Group) and entry.name in held:
                for block in entry.stimulus:
                    self.printed_in(printed, file.path, texts(block, file.words()))
        return asked

    def key(self, file: Finished, sheet: Finished, asked: Sequence[Asked]) -> None:
        """Judge a key by the sheet of the same label."""
        if file.row["code"] != sheet.row["code"]:
            self.report("other-code", path=sheet.path, code=sheet.row["code"], other=file.row["code"])
        printed = self.opened(file)
        if printed is not None:
            reader = KeyReader(printed, file.path, file.words(), self.level)
            reader.judge([one for one in asked if one.spot is not None])
            self.findings += reader.findings
            self.findings += points.in_key(printed, file.path, file.words(), asked)

    def versions(self, file: Finished, sheets: Sequence[tuple[Finished, list[Asked] | None]]) -> None:
        """Judge the keys of all versions by the sheets whose codes they carry."""
        covered = {}
        for sheet, asked in sorted(sheets, key=lambda one: one[0].row.get("profile") == file.row.get("profile")):
            if sheet.row["kind"] == TABLES[file.row["kind"]] and sheet.row["code"] in file.row["covers"]:
                covered[sheet.row["label"]] = sheet.row["code"], asked
        for code in sorted(set(file.row["covers"]) - {code for code, _ in covered.values()}):
            self.report("lone-key", path=file.path, code=code)
        printed = self.opened(file)
        if printed is None or len(covered) < len(file.row["covers"]) or any(asked is None for _, asked in covered.values()):
            return
        labels = sorted(covered, key=lambda label: (len(label), label))
        reader = VersionsReader(printed, file.path, file.words(), self.level)
        reader.codes = {label: covered[label][0] for label in labels}
        reader.sheets = {label: {one.number: one for one in covered[label][1] or () if one.spot is not None} for label in labels}
        reader.titled = any((sheet.row.get("asked") or {}).get("blueprint") for sheet, _ in sheets)
        reader.compare()
        self.findings += reader.findings


LINE_NUMBER = re.compile(r"\d{1,3}")
"""Every fifth line of a stimulus carries its number."""

KEYS = {"answer-key": "worksheet", "scoring-guide": "exam"}
"""From the kinds that are keys to the kind of the sheet that they belong to."""

TABLES = {"answer-keys": "worksheet", "exam-keys": "exam"}
"""From the kinds that show the keys of all versions to the kind of their sheets."""

READERS: Mapping[str, Callable[[Judgement, Finished], None]] = {
    "handout": Judgement.reading,
    "chapter": Judgement.chapter,
    "term-list": Judgement.term_list,
    "flashcards": Judgement.flashcards,
    "answer-sheet": Judgement.answer_sheet,
    "blueprint-table": Judgement.blueprint,
    "item-cards": Judgement.item_cards,
    "cover-sheet": Judgement.cover_sheet,
    **dict.fromkeys(TOLD, Judgement.told),
}
"""How the kinds that are neither sheets nor keys are read."""
