"""The keys of all versions as read: each cell leads on its own version's sheet to what is right, each number to the same item.

A table's columns are taken as its heads name them, and a cell belongs to the column under whose head it stands.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from generator.build.verify.asked import Asked
from generator.build.verify.expected import quantity, worded
from generator.build.verify.key import KeyReader, Mark, told
from generator.build.verify.printed import Spot, plain
from generator.diagnostics import finding
from generator.frozen import frozen
from generator.model.blocks import MatchInteraction
from generator.model.key import MatchResponse, NumberResponse, TextResponse
from generator.model.plan import ACTIVITIES
from generator.model.text import Run, Text

DASH = "–"
LONG = 60
"""An answer of at least so many signs may be a dash, as a free one is, or one with a formula; the version's own key has it."""
BESIDE = 6.0
"""The middles of numbers under one another lie at most so many points apart: figures stand out unevenly."""


@frozen
class Column:
    """A column of a table: its version's label, and where the middle of its head lies, in points from the page's left edge."""

    label: str
    middle: float


@frozen
class Head:
    """The head of a table, or of a part of one: where its rows begin, and its columns."""

    end: int
    columns: tuple[Column, ...]


@dataclass
class VersionsReader(KeyReader):
    """Judges one table by the sheets that it covers: their items by number, and their codes, by label.

    titled: whether a blueprint has sections with titles of its own.
    """

    sheets: Mapping[str, Mapping[int, Asked]] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)
    titled: bool = False

    def compare(self) -> None:
        """Look for every answer of every version, then for the numbers of every item."""
        self.names = {label: plain(self.words("sheet.version", label=label.upper())) for label in self.sheets}
        self.begins = sorted(self.printed.begins)
        same = self.printed.find(self.words("keys.same"))
        heads = list(self.heads())
        seen: set[tuple[str, int]] = set()
        stops = [*(head.end for head in heads[1:]), same.start if same is not None else len(self.printed.whole)]
        for head, stop in zip(heads, stops, strict=False):
            seen |= set(self.rows(head, stop))
        for label, asked in self.sheets.items():
            for number, one in asked.items():
                if (label, number) not in seen:
                    self.report("missing-answer", path=self.path, number=self.shown(number, label), item=one.item.name)
        self.placed(dict(self.places(same.end if same is not None else len(self.printed.whole))))

    def report(self, code: str, /, **facts: object) -> None:
        """Add a finding."""
        self.findings.append(finding(code, None, **facts))

    def shown(self, number: int, label: str) -> str:
        """Return a number with its version, as findings show it."""
        return f"{number} ({self.words('sheet.version', label=label.upper())})"

    def word(self, place: int) -> str:
        """Return the word that begins at a place."""
        after = bisect_right(self.begins, place)
        return self.printed.whole[place : self.begins[after]] if after < len(self.begins) else ""

    def named(self, place: int) -> str:
        """Return the label of the version whose name stands at a place, or nothing."""
        ends = ((label, place + len(name)) for label, name in self.names.items() if self.printed.whole.startswith(name, place))
        return next((label for label, end in ends if end in self.printed.begins), "")

    def middle(self, start: int, end: int) -> float:
        """Return the middle of a stretch of signs from the page's left edge, in points."""
        return self.printed.middle(Spot(start, end))[0]

    def heads(self) -> Iterator[Head]:
        """Yield the heads of all tables; a version without a column, or one with another code, is a finding."""
        first, seen = plain(self.words("key.column-number")), set()
        for spot in self.printed.every(first):
            place, columns = spot.end, []
            while label := self.named(place):
                end = place + len(self.names[label])
                code = self.word(end)
                if code != self.codes[label]:
                    self.report("other-code", path=self.path, code=code, other=self.codes[label])
                columns.append(Column(label, self.middle(place, end)))
                place = end + len(code)
            seen |= {column.label for column in columns}
            if columns:
                yield Head(place, tuple(columns))
        for label in self.sheets:
            if label not in seen:
                self.report("missing-text", path=self.path, what="the column of a version", text=self.names[label])

    def rows(self, head: Head, stop: int) -> Iterator[tuple[str, int]]:
        """Judge the rows under a head; yield the label and number of each answer that there is."""
        titles = set(self.titles())
        numbers = sorted({number for column in head.columns for number in self.sheets[column.label]})
        place, lost = head.end, True
        for number in numbers:
            spot = next(self.printed.every(f"{number}.", place, stop), None)
            if spot is None or not (lost or self.between_rows(self.printed.whole[place : spot.start], titles)):
                continue
            place, lost = spot.end, False
            for column in head.columns:
                one = self.sheets[column.label].get(number)
                mark = self.cell(one, place) if one is not None else None
                if one is None or mark is None:
                    lost = True
                    break
                yield column.label, number
                self.answer(one, mark, place, head, column)
                place = mark.end

    def between_rows(self, text: str, titles: Collection[str]) -> bool:
        """Say whether a text may stand between two rows: a blueprint's titles are words, and no marks."""
        return text in titles or (self.titled and re.search("[a-z]{3}", text) is not None)

    def titles(self) -> Iterator[str]:
        """Yield what may stand between two rows: nothing, or the title of a section."""
        yield ""
        for kind in {one.item.TYPE for asked in self.sheets.values() for one in asked.values()}:
            yield plain(self.words(f"types.{kind}.name"))
        for activity in set(ACTIVITIES.values()):
            yield from (plain(self.words(f"sections.activity-{activity}", n=n)) for n in set(ACTIVITIES.values()))

    def cell(self, one: Asked, place: int) -> Mark | None:
        """Read a cell: a dash where the answer is free or long, else its marks."""
        if self.printed.whole.startswith(DASH, place) and place + 1 in self.printed.begins:
            return Mark(DASH, self.right(one), place + 1) if not self.right(one) or self.long(one) else None
        return self.mark(one, place) if self.right(one) else None

    def long(self, one: Asked) -> bool:
        """Say whether an answer may be too long for a cell, or cannot be read since there is a formula in it."""
        signs = 0
        for interaction, response in zip(one.body.interactions(), one.key.responses, strict=True):
            texts: list[Text] = []
            if isinstance(interaction, MatchInteraction) and isinstance(response, MatchResponse):
                texts = [interaction.targets[right].text for _, right in response.pairs] if interaction.look != "letters" else []
                texts += [interaction.sources[left].text for left, _ in response.pairs] if interaction.look == "groups" else []
                signs += 6 * len(response.pairs)
            elif isinstance(response, NumberResponse):
                texts = [response.unit]
                signs += len(quantity(response, self.words))
            elif isinstance(response, TextResponse):
                signs += sum(len(accepted[0]) + 6 for accepted in response.texts)
            if any(isinstance(piece, Run) and piece.maths for text in texts for line in text.paragraphs for piece in line):
                return True
            signs += sum(len(worded(text, self.words)) for text in texts)
        return signs >= LONG

    def answer(self, one: Asked, mark: Mark, start: int, head: Head, column: Column) -> None:
        """Judge what a cell says, and where it stands."""
        right = self.right(one)
        if sorted(mark.found) != sorted(right):
            facts = {"mark": mark.shown, "found": told(mark.found), "right": told(right), "item": one.item.name}
            self.findings.append(
                finding("wrong-answer", one.item.at("name"), number=self.shown(one.number, column.label), **facts)
            )
            return
        middle = self.middle(start, mark.end)
        if min(head.columns, key=lambda each: abs(each.middle - middle)) != column:
            self.report("wrong-column", path=self.path, mark=mark.shown, number=self.shown(one.number, column.label))

    def places(self, start: int) -> Iterator[tuple[tuple[str, int], int]]:
        """Yield the numbers that stand under each other: a version's label, the first version's number, and the own one."""
        first = next(iter(self.sheets))
        order: list[tuple[int, float]] = []
        for place in self.begins:
            label = self.named(place) if place >= start else ""
            if not label:
                continue
            row = list(self.numbers(place + len(self.names[label])))
            order = row if label == first else order
            for (own, middle), (number, above) in zip(row, order, strict=False):
                if abs(middle - above) > BESIDE:
                    self.report("wrong-column", path=self.path, mark=str(own), number=self.shown(number, first))
                yield (label, number), own

    def numbers(self, place: int) -> Iterator[tuple[int, float]]:
        """Yield the numbers that stand from a place on, each with its middle."""
        while re.fullmatch(r"\d{1,4}", word := self.word(place)):
            yield int(word), self.middle(place, place + len(word))
            place += len(word)

    def placed(self, found: Mapping[tuple[str, int], int]) -> None:
        """Report numbers that are not those which an item has on the finished sheets."""
        first, *_ = self.sheets
        own = {label: {one.item.name: number for number, one in asked.items()} for label, asked in self.sheets.items()}
        for number, one in self.sheets[first].items():
            for label, numbers in own.items():
                wanted = numbers.get(one.item.name)
                if wanted is not None and found.get((label, number)) != wanted:
                    facts = {"first": self.shown(number, first), "right": self.shown(wanted, label)}
                    said = found.get((label, number), DASH)
                    self.report("wrong-place", path=self.path, item=one.item.name, found=said, **facts)
