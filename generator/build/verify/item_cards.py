"""Item cards as read: on each its item's number, its task as the topic has it, and a key that leads to what is right on it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from generator.build.verify.asked import Asked
from generator.build.verify.expected import texts, worded
from generator.build.verify.key import KeyReader, told
from generator.build.verify.points import shares
from generator.build.verify.printed import Printed, plain
from generator.build.verify.sheet import SheetReader
from generator.diagnostics import Diagnostic, finding
from generator.frozen import replace
from generator.languages import Words
from generator.model.blocks import INTERACTIONS, ExtendedTextInteraction
from generator.model.item import Group
from generator.model.level import Level
from generator.model.topic import Topic

LINE_NUMBER = re.compile(r"\d{1,3}")
"""Every fifth line of a stimulus carries its number."""


class CardReader(SheetReader):
    """Reads cards as a sheet of items without room to write on."""

    def planned(self, topic: Topic, entries: Sequence[Mapping[str, Any]]) -> Iterator[Asked]:
        """Yield the items that the manifest lists, without the lines that a pupil writes on."""
        for one in super().planned(topic, entries):
            kept = tuple(block for block in one.body.blocks if not roomy(block))
            yield Asked(one.number, one.item, replace(one.body, blocks=kept), one.key)

    def whole(self, found: Sequence[Asked]) -> None:
        """Let items be: a card that a page holds is never parted, and on one that is higher more than the item is."""

    def follow(self, one: Asked, end: int) -> None:
        """Read the item's texts on its own card: what stands before the head of the next one."""
        assert one.spot is not None
        head = self.printed.find(self.words("item-cards.title"), one.spot.end, end)
        super().follow(one, head.start if head is not None else end)


def roomy(block: object) -> bool:
    """Say whether a block is nothing but room to write on."""
    return isinstance(block, ExtendedTextInteraction) and block.space != "entry" and block.table is None


def misfits(printed: Printed, path: str, words: Words, level: Level, topic: Topic, row: Mapping[str, Any]) -> list[Diagnostic]:
    """Return what is wrong with the cards of an exam's items."""
    entries, worths = row["items"], shares(topic, row)
    reader = CardReader(printed, path, words, level, shares=worths)
    asked = [one for one in reader.read(topic, entries) if one.spot is not None]
    findings = reader.findings
    keys = KeyReader(printed, path, words, level)
    whole = {one.number: one.body for one in SheetReader(printed, path, words, level, shares=worths).planned(topic, entries)}
    groups = [entry for entry in topic.items if isinstance(entry, Group)]
    stimuli = ((group, [text for block in group.stimulus for text in texts(block, words)]) for group in groups)
    shown = {item.name: said for group, said in stimuli for item in group.items}
    for before, one, after in zip([None, *asked], asked, [*asked[1:], None], strict=False):
        assert one.spot is not None
        start = before.spot.end if before is not None and before.spot else 0
        end = after.spot.start if after is not None and after.spot else len(printed.whole)
        one.body = whole[one.number]
        blocks = [block for block in one.body.blocks if isinstance(block, INTERACTIONS)]
        leads = iter(one.leads)
        one.leads = [({}, {}) if roomy(block) else next(leads) for block in blocks]
        if printed.find(f"{words('item-cards.number')} {one.number}", start, one.spot.start) is None:
            findings.append(finding("missing-item", None, path=path, item=one.item.name, number=one.number))
        for text in shown.get(one.item.name, ()):
            if plain(text) and printed.find(text, start, one.spot.start, between=LINE_NUMBER) is None:
                findings.append(finding("missing-text", None, path=path, what=f"the stimulus of `{one.item.name}`", text=text))
        findings += scored(one, printed, path, words, (one.spot.end, end)) if one.key.rubric else ()
        if one.key.model and not one.key.rubric:
            keys.model(one)
        elif not one.key.rubric:
            findings += marked(one, keys, words, start)
    return [*findings, *keys.findings]


def marked(one: Asked, keys: KeyReader, words: Words, start: int) -> Iterator[Diagnostic]:
    """Yield what is wrong with the key on a card."""
    assert one.spot is not None
    label = keys.printed.find(words("item-cards.key"), start, one.spot.start)
    mark = keys.mark(one, label.end) if label is not None else None
    right = keys.right(one)
    if mark is None:
        yield finding("missing-answer", None, path=keys.path, number=one.number, item=one.item.name)
    elif sorted(mark.found) != sorted(right):
        shown = {"mark": mark.shown, "found": told(mark.found), "right": told(right)}
        yield finding("wrong-answer", one.item.at("name"), number=one.number, item=one.item.name, **shown)


def scored(one: Asked, printed: Printed, path: str, words: Words, within: tuple[int, int]) -> Iterator[Diagnostic]:
    """Yield the rows of a scoring guide, and its sum, that a card does not print."""
    rows = [(worded(row.text, words), row.points) for row in one.key.rubric]
    total = sum((points for _, points in rows), Decimal(0))
    for text, points in (*rows, (words("item-cards.total"), total)):
        wanted = f"{text} {words.number(Decimal(f'{points.normalize():f}'))}"
        if plain(text) and printed.find(wanted, *within) is None:
            yield finding("missing-text", None, path=path, what=f"the scoring guide of `{one.item.name}`", text=wanted)
