"""A candidate's sheet as read: where each number stands, what each label leads to, and what of it is not as the topic has it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from generator.build.verify.expected import labels, rows, texts, worded
from generator.build.verify.printed import PAGE, Printed, Spot, plain
from generator.diagnostics import Diagnostic, finding
from generator.languages import Words
from generator.model.blocks import (
    INTERACTIONS,
    Body,
    ChoiceInteraction,
    ExtendedTextInteraction,
    Figure,
    MatchInteraction,
    SimpleChoice,
)
from generator.model.draw import written
from generator.model.item import Item
from generator.model.key import Key
from generator.model.level import Level
from generator.model.topic import Topic

OPENING = 25
"""So many signs of a stem tell that an item begins."""

NEAR = 600
"""An item without a stem begins its first text within so many signs after its number."""

HALF = 0.42
"""Half of a frame, in shares of the page's height; what is lower stands on one page (page design, section 6, "Item")."""

Leads = Mapping[str, str]
"""From a label to the text that stands after it, in compared form."""


@dataclass
class Asked:
    """One item of a sheet: as the topic has it, in written order, and as it was read."""

    number: int
    item: Item
    body: Body
    key: Key
    spot: Spot | None = None
    leads: list[tuple[Leads, Leads]] = field(default_factory=list)
    """For each interaction: what its (row) labels lead to, and for a matching what its target labels lead to."""

    read: list[Spot] = field(default_factory=list)


@dataclass
class SheetReader:
    """Reads one sheet."""

    printed: Printed
    path: str
    words: Words
    level: Level
    findings: list[Diagnostic] = field(default_factory=list)

    def read(self, topic: Topic, entries: Sequence[Mapping[str, Any]]) -> list[Asked]:
        """Return the items that the manifest lists, numbered from 1, with what the sheet says of them."""
        by_name = {item.name: item for item in topic.every_item()}
        asked = []
        for number, entry in enumerate(entries, 1):
            item = by_name.get(entry["name"])
            if item is None:
                self.report("missing-item", item=entry["name"], number=number)
                continue
            draw = written({name: tuple(positions) for name, positions in entry["draw"].items()})
            asked.append(Asked(number, item, item.body(draw, self.level), item.key(draw, self.level)))
        self.locate(asked)
        self.strangers(asked, by_name.values())
        found = [(one, one.spot.start) for one in asked if one.spot is not None]
        ends = [*(start for _, start in found[1:]), len(self.printed.whole)]
        for (one, _), end in zip(found, ends, strict=True):
            self.follow(one, end)
            self.unbroken(one)
        return asked

    def report(self, code: str, /, **facts: object) -> None:
        """Add a finding about this file."""
        self.findings.append(finding(code, None, path=self.path, **facts))

    @cached_property
    def between(self) -> re.Pattern[str]:
        """What may stand between two lines of a stem: its points, its letters."""
        points = re.escape(plain(self.words("sheet.points", points="0"))).replace("0", r"[\d.,/\u2044]+")
        letters = re.escape(plain("".join(self.words.letter("truth", i) for i in range(2))))
        return re.compile(f"(?:{points}|{letters}){{1,2}}")

    def locate(self, asked: Sequence[Asked]) -> None:
        """Find each number with the stem of its item, one after the other."""
        start = 0
        for one in asked:
            for begin in (start, 0):
                one.spot = self.opening(one, begin)
                if one.spot is not None:
                    break
            if one.spot is None or one.spot.start < start:
                self.report("missing-item", item=one.item.name, number=one.number)
                one.spot = None
            else:
                one.read.append(one.spot)
                start = one.spot.end

    def opening(self, one: Asked, start: int) -> Spot | None:
        """Return where an item begins: its number and stem, or its number with its first text near."""
        if one.body.stem:
            return self.printed.find(f"{one.number}.{worded(one.body.stem, self.words)}", start, between=self.between)
        firsts = self.firsts(one.body)
        for spot in self.printed.every(f"{one.number}.", start):
            if any(next(self.printed.every(first, spot.end, spot.end + NEAR), None) for first in firsts):
                return spot
        return None

    def firsts(self, body: Body) -> list[str]:
        """Return what may stand first in an item without a stem, in compared form."""
        for block in body.blocks:
            if isinstance(block, ChoiceInteraction):
                return [plain(f"{labels(block, self.words)[0]}.{worded(one.text, self.words)}") for one in block.choices]
            if isinstance(block, MatchInteraction):
                return [plain(rows(block, self.words)[0] + worded(block.sources[0].text, self.words))]
            found = [text for text in (plain(text)[:OPENING] for text in texts(block, self.words)) if text]
            if found:
                return found[:1]
        return []

    def strangers(self, asked: Sequence[Asked], items: Iterable[Item]) -> None:
        """Report stems that stand at a number where the plan does not have them: twice, or of items left out."""
        wanted: dict[str, Counter[int]] = {}
        names: dict[str, str] = {}
        numbers = {one.item.name: one.number for one in asked}
        for item in items:
            begin = plain(worded(item.stem, self.words))[:OPENING]
            if begin:
                wanted.setdefault(begin, Counter()).update([numbers[item.name]] if item.name in numbers else [])
                names[begin] = item.name
        for begin, expected in wanted.items():
            numbers_before = (self.printed.number_before(spot.start) for spot in self.printed.every(begin))
            found = Counter(number for number in numbers_before if number is not None)
            for number in found - expected:
                self.report("extra-item", item=names[begin], number=number)

    def follow(self, one: Asked, end: int) -> None:
        """Read the item's texts in its stretch of the sheet, and what each label of its interactions leads to."""
        assert one.spot is not None
        start = one.spot.end
        for text in self.helps(one):
            self.there(one, text, (start, end))
        for block in one.body.blocks:
            leads: tuple[Leads, Leads] = ({}, {})
            if isinstance(block, ChoiceInteraction) and block.style == "truth":
                leads = (self.letters(one, labels(block, self.words), end), {})
            elif isinstance(block, ChoiceInteraction):
                leads = (self.chain(one, labels(block, self.words), block.choices, (start, end), tight=True), {})
            elif isinstance(block, MatchInteraction):
                sources = zip(rows(block, self.words), block.sources, strict=True)
                lefts = [self.chain(one, [label], [entry], (start, end)) for label, entry in sources]
                rights = self.chain(one, labels(block, self.words), block.targets, (start, end))
                leads = ({label: text for left in lefts for label, text in left.items()}, rights)
            else:
                for text in texts(block, self.words):
                    self.there(one, text, (start, end))
            if isinstance(block, INTERACTIONS):
                one.leads.append(leads)

    def helps(self, one: Asked) -> Iterator[str]:
        """Yield what the level helps with: the hint, the starter where there are lines to write on."""
        if self.level.hints:
            yield worded(one.item.hint, self.words)
        lines = next((block for block in one.body.blocks if isinstance(block, ExtendedTextInteraction)), None)
        if self.level.starters and lines is not None and lines.expected_lines and lines.space == "lines" and not lines.label:
            yield worded(lines.starter or one.item.starter, self.words)

    def letters(self, one: Asked, marks: Sequence[str], end: int) -> Leads:
        """Return the letters of a truth choice, each leading to its position: they have no texts of their own on paper."""
        assert one.spot is not None
        for mark in marks:
            if next(self.printed.every(mark, one.spot.start, end), None) is None:
                self.report("missing-text", what=f"a letter of `{one.item.name}`", text=mark)
        return {mark: str(position) for position, mark in enumerate(marks)}

    def chain(
        self, one: Asked, marks: Sequence[str], entries: Sequence[SimpleChoice], within: tuple[int, int], *, tight: bool = False
    ) -> Leads:
        """Return what each label leads to: labels in order, each followed by one of the texts, each text once.

        `tight` says that nothing stands between one text and the next label.
        """
        left = [worded(entry.text, self.words) for entry in entries]
        leads: dict[str, str] = {}
        start, end = within
        last: Spot | None = None
        for mark in marks:
            found = [
                (spot.start, spot.end - spot.start > len(plain(mark + text)) + 1, -len(text), spot, text)
                for text in left
                for spot in [self.marked(mark, text, start, end)]
                if spot is not None
            ]
            if not found:
                continue
            _, _, _, spot, text = min(found, key=lambda entry: entry[:3])  # one in one piece before one over a page's end
            between = self.printed.whole[last.end : spot.start] if last is not None else ""
            if tight and between and PAGE not in between:
                self.report("missing-text", what=f"the choices of `{one.item.name}`", text=between)
            left.remove(text)
            leads[mark] = plain(text)
            one.read.append(spot)
            last, start = spot, spot.end
        for text in left:
            self.report("missing-text", what=f"a text of `{one.item.name}` with its letter", text=text)
        return leads

    def marked(self, mark: str, text: str, start: int, end: int) -> Spot | None:
        """Return where a text stands after its label."""
        spots = (self.printed.find(f"{mark}{stop}{text}", start, end) for stop in (".", ""))
        return min((spot for spot in spots if spot is not None), key=lambda spot: spot.start, default=None)

    def there(self, one: Asked, text: str, within: tuple[int, int]) -> None:
        """Report a text that does not stand in the item's stretch."""
        if not plain(text):
            return
        spot = self.printed.find(text, *within)
        if spot is None:
            self.report("missing-text", what=f"a text of `{one.item.name}`", text=text)
        else:
            one.read.append(spot)

    def unbroken(self, one: Asked) -> None:
        """Report an item of at most half a frame whose texts stand on two pages."""
        pages = [(self.printed.page(spot.start), self.printed.page(spot.end - 1)) for spot in one.read]
        first, last = min(page for page, _ in pages), max(page for _, page in pages)
        if first == last or any(isinstance(block, Figure) for block in one.body.blocks) or one.item.picture:
            return
        part = self.printed.part(first)
        before = max(min(spot.end, part.end) for spot in one.read if spot.start < part.end)
        begin = self.printed.part(last).start
        after = min(max(spot.start, begin) for spot in one.read if spot.end > begin)
        level, start = self.printed.level, min(spot.start for spot in one.read)
        height = level(start) - level(before - 1) + level(after) - level(max(spot.end for spot in one.read) - 1)
        if last - first == 1 and height < HALF:
            self.report("split-item", item=one.item.name, number=one.number)
