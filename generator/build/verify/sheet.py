"""A candidate's sheet as read: where each number stands, what each label leads to, and what of it is not as the topic has it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from generator.build.verify.asked import Asked, Leads
from generator.build.verify.expected import labels, rows, texts, worded
from generator.build.verify.places import misplaced
from generator.build.verify.printed import PAGE, Printed, Run, Spot, plain, stretch
from generator.build.verify.split import split
from generator.diagnostics import Diagnostic, finding
from generator.languages import Words
from generator.model.blocks import (
    INTERACTIONS,
    Body,
    ChoiceInteraction,
    ExtendedTextInteraction,
    Figure,
    GapMatchInteraction,
    Interaction,
    Listing,
    MatchInteraction,
    OrderInteraction,
    SimpleChoice,
)
from generator.model.draw import written
from generator.model.item import Group
from generator.model.level import Level
from generator.model.topic import Topic

OPENING = 25
"""So many signs of a stem tell an item from others."""

NEAR = 600
"""An item without a stem begins its first text within so many signs after its number."""


@dataclass
class SheetReader:
    """Reads one sheet. `shares`: what items are worth by name, where the topic does not say it.

    lined: whether free answers are written on this sheet.
    """

    printed: Printed
    path: str
    words: Words
    level: Level
    findings: list[Diagnostic] = field(default_factory=list)
    shares: Mapping[str, Decimal] = field(default_factory=dict)
    lined: bool = True

    def read(self, topic: Topic, entries: Sequence[Mapping[str, Any]]) -> list[Asked]:
        """Return the items that the manifest lists, numbered from 1, with what the sheet says of them."""
        asked = list(self.planned(topic, entries))
        self.locate(asked)
        found = [(one, one.spot.start) for one in asked if one.spot is not None]
        ends = [*(start for _, start in found[1:]), len(self.printed.whole)]
        for (one, _), end in zip(found, ends, strict=True):
            self.follow(one, end)
        self.whole([one for one, _ in found])
        self.strangers(asked, topic)
        return asked

    def whole(self, found: Sequence[Asked]) -> None:
        """Report items that are parted though they are low enough to stand in one piece."""
        for one in split(found, self.printed):
            self.report("split-item", item=one.item.name, number=one.number)

    def planned(self, topic: Topic, entries: Sequence[Mapping[str, Any]]) -> Iterator[Asked]:
        """Yield the items that the manifest lists, as the topic has them."""
        by_name = {item.name: item for item in topic.every_item()}
        for number, entry in enumerate(entries, 1):
            item = by_name.get(entry["name"])
            if item is None:
                self.report("missing-item", item=entry["name"], number=number)
                continue
            draw = written({name: tuple(positions) for name, positions in entry["draw"].items()})
            key = item.key(draw, self.level)
            key = key.scaled(self.shares[item.name]) if item.name in self.shares else key
            body = item.body(draw, self.level)
            yield Asked(number, item, body if self.lined else body.unlined(), key)

    def report(self, code: str, /, **facts: object) -> None:
        """Add a finding about this file."""
        self.findings.append(finding(code, None, path=self.path, **facts))

    def between(self, one: Asked) -> re.Pattern[str]:
        """What may stand between two lines of an item's stem: its points, its letters."""
        points = re.escape(plain(self.words("sheet.points", points=Decimal(f"{one.key.points.normalize():f}"))))
        letters = re.escape(plain("".join(self.words.letter("truth", i) for i in range(2))))
        return re.compile(f"(?:{points}|{letters}){{1,2}}")

    def locate(self, asked: Sequence[Asked]) -> None:
        """Find each number with the stem of its item, one after the other; then, between these, the numbers without words."""
        start = 0
        for one in asked:
            if plain(worded(one.body.stem, self.words)):
                text = f"{one.number}.{worded(one.body.stem, self.words)}"
                one.spot = self.printed.find(text, start, between=self.between(one))
                start = one.spot.end if one.spot is not None else start
        limit = len(self.printed.whole)
        for place in reversed(range(len(asked))):
            one = asked[place]
            if one.spot is None and not plain(worded(one.body.stem, self.words)):
                floor = max((before.spot.end for before in asked[:place] if before.spot is not None), default=0)
                one.spot = self.opening(one, floor, limit)
            limit = one.spot.start if one.spot is not None else limit
        for one in asked:
            if one.spot is None:
                self.report("missing-item", item=one.item.name, number=one.number)
            else:
                one.read.append(one.spot)

    def opening(self, one: Asked, start: int, end: int) -> Spot | None:
        """Return where an item without words in its stem begins: its last number there, its first text near."""
        firsts = self.firsts(one.body)
        for spot in reversed(list(self.printed.every(f"{one.number}.", start, end))):
            near = min(spot.end + NEAR, end)
            if not firsts or any(next(self.printed.every(first, spot.end, near), None) for first in firsts):
                return spot
        return None

    def firsts(self, body: Body) -> list[str]:
        """Return what may stand first in an item without a stem, in compared form."""
        for block in body.blocks:
            if isinstance(block, ChoiceInteraction) and block.style == "truth":
                return [plain("".join(labels(block, self.words)))]  # a statement that is a formula: its letters come first
            if isinstance(block, ChoiceInteraction):
                return [plain(f"{labels(block, self.words)[0]}.{worded(one.text, self.words)}") for one in block.choices]
            if isinstance(block, MatchInteraction):
                label = rows(block, self.words)[0] if block.look != "groups" else ""
                return [plain(label + worded(one.text, self.words)) for one in block.sources[: None if not label else 1]]
            if isinstance(block, OrderInteraction):
                return [plain(labels(block, self.words)[0] + worded(one.text, self.words)) for one in block.choices]
            found = [text for text in (plain(text)[:OPENING] for text in texts(block, self.words)) if text]
            if found:
                return found[:1]
        return []

    def strangers(self, asked: Sequence[Asked], topic: Topic) -> None:
        """Report stems that stand at a number where the plan does not have them: twice, or of items left out."""
        stems = ((one, plain(worded(one.item.stem, self.words))) for one in asked)
        numbered = [(one.number, text) for one, stem in stems for text in ([stem] if stem else self.firsts(one.body))]
        numbered += list(self.listed({str(one.item.name) for one in asked}, topic))
        names = {plain(worded(item.stem, self.words))[:OPENING]: item.name for item in topic.every_item()}
        for begin, name in names.items():
            if not begin:
                continue
            expected = Counter(number for number, text in numbered if text.startswith(begin))
            found = [(number, spot) for spot in self.printed.every(begin) if (number := self.printed.number_before(spot.start))]
            if Counter(number for number, _ in found) - expected:  # or else a text says "in the 20. century"
                own = [spot for one in asked for spot in one.read]
                found = [
                    (number, at)
                    for number, at in found
                    if not any(spot.start < at.start - len(f"{number}.") and at.start < spot.end for spot in own)
                ]
            for number in Counter(number for number, _ in found) - expected:
                self.report("extra-item", item=name, number=number)

    def listed(self, names: set[str], topic: Topic) -> Iterator[tuple[int, str]]:
        """Yield the numbered entries of lists in the stimuli of the sheet's groups: they look like items and are none."""
        for group in topic.items:
            if isinstance(group, Group) and not names.isdisjoint(str(item.name) for item in group.items):
                for block in group.stimulus:
                    for label, entry in zip(block.labels, block.entries, strict=False) if isinstance(block, Listing) else ():
                        if re.fullmatch(r"\d+\.", label):
                            yield int(label[:-1]), plain(" ".join(text for part in entry for text in texts(part, self.words)))

    def follow(self, one: Asked, end: int) -> None:
        """Read the item's texts in its stretch of the sheet, and what each label of its interactions leads to."""
        assert one.spot is not None
        start = one.spot.end
        for text in self.helps(one):
            self.there(one, text, (start, end))
        for block in one.body.blocks:
            for text in texts(block, self.words):
                self.there(one, text, (start, end))
            if isinstance(block, INTERACTIONS):
                one.leads.append(self.leads(one, block, (start, end)))

    def leads(self, one: Asked, block: Interaction, within: tuple[int, int]) -> tuple[Leads, Leads]:
        """Return what the labels of an interaction lead to: of its choices or sources, and of its targets."""
        if isinstance(block, ChoiceInteraction) and block.style == "truth":
            return self.letters(one, labels(block, self.words), within[1]), {}
        if isinstance(block, (ChoiceInteraction, OrderInteraction)):
            return self.chain(one, labels(block, self.words), block.choices, within, tight=True), {}
        if isinstance(block, GapMatchInteraction) and block.figure is not None:
            self.hotspots(one, block.figure, within)
        if not isinstance(block, MatchInteraction):
            return {}, {}
        rights: Leads = {label: label for label in labels(block, self.words)}
        if block.look == "groups":
            return self.gathered(one, block.sources, within), rights
        sources = zip(rows(block, self.words), block.sources, strict=True)
        lefts = [self.chain(one, [label], [entry], within) for label, entry in sources]
        if block.look == "letters":
            rights = self.chain(one, labels(block, self.words), block.targets, within)
        return {label: text for left in lefts for label, text in left.items()}, rights

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
        firsts = {spot.start for text in left if tight and (spot := self.printed.marked(marks[0], text, start, end))}
        for first in sorted(firsts):
            run, rest = self.printed.run(left, first, end, marks)
            if not rest:
                one.read += [spot for spot, _ in run]
                return {mark: plain(text) for mark, (_, text) in zip(marks, run, strict=True)}
        last: Spot | None = None
        for mark in marks:
            found = [
                (spot.start, spot.end - spot.start > len(plain(mark + text)) + 1, -len(text), spot, text)
                for text in left
                for spot in [self.printed.marked(mark, text, start, end)]
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

    def gathered(self, one: Asked, entries: Sequence[SimpleChoice], within: tuple[int, int]) -> Leads:
        """Return the texts of a list without labels, each leading to itself: they stand one after the other in any order."""
        wanted = [text for entry in entries if plain(text := worded(entry.text, self.words))]
        return {plain(text): plain(text) for _, text in self.together(one, wanted, within)}

    def hotspots(self, one: Asked, figure: Figure, within: tuple[int, int]) -> None:
        """Report two numbers in a picture that stand otherwise to each other than their places do."""
        found = self.together(one, [str(number) for number, _ in enumerate(figure.hotspots, 1)], within)
        middles = {int(mark): self.printed.middle(spot) for spot, mark in found}
        for first, second in misplaced(figure.hotspots, middles):
            self.report("misplaced-mark", item=one.item.name, first=first, second=second)

    def together(self, one: Asked, wanted: Sequence[str], within: tuple[int, int]) -> Run:
        """Return where texts stand that follow one another in any order; report those that do not."""
        starts = {spot.start for text in wanted for spot in self.printed.every(plain(text), *within)}
        runs = (self.printed.run(wanted, start, within[1]) for start in sorted(starts, reverse=True))
        run, left = min(runs, key=lambda found: (len(found[1]), stretch(found[0])), default=([], wanted))
        one.read += [spot for spot, _ in run]
        for text in left:
            self.report("missing-text", what=f"a text of `{one.item.name}`", text=text)
        return run

    def there(self, one: Asked, text: str, within: tuple[int, int]) -> None:
        """Report a text that does not stand in the item's stretch."""
        if not plain(text):
            return
        spot = self.printed.find(text, *within)
        if spot is None:
            self.report("missing-text", what=f"a text of `{one.item.name}`", text=text)
        else:
            one.read.append(spot)
