"""An answer sheet as read: for each number of the exam its bubbles, no more and no fewer, or what its answer is written on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from generator.build.verify.expected import labels, rows, texts, worded
from generator.build.verify.printed import Printed, plain
from generator.diagnostics import Diagnostic, finding
from generator.languages import Words
from generator.model.blocks import (
    Body,
    ChoiceInteraction,
    ExtendedTextInteraction,
    GapMatchInteraction,
    Interaction,
    MatchInteraction,
    OrderInteraction,
)
from generator.model.draw import written
from generator.model.level import Level
from generator.model.text import Blank, Text
from generator.model.topic import Topic

MOST = 10
"""Of more targets the letter is written, not marked."""


@dataclass
class MarksReader:
    """Reads one answer sheet from its beginning to its end, number by number."""

    printed: Printed
    path: str
    words: Words
    level: Level
    findings: list[Diagnostic] = field(default_factory=list)
    place: int = 0

    def judge(self, topic: Topic, entries: Sequence[Mapping[str, Any]]) -> None:
        """Look for what each of the items that the manifest lists is answered on."""
        items = {item.name: item for item in topic.every_item()}
        for number, entry in enumerate(entries, 1):
            item = items.get(entry["name"])
            if item is None:
                self.findings.append(finding("missing-item", None, path=self.path, item=entry["name"], number=number))
                continue
            draw = written({name: tuple(positions) for name, positions in entry["draw"].items()})
            self.item(number, str(item.name), item.body(draw, self.level))

    def item(self, number: int, name: str, body: Body) -> None:
        """Look for an item: its number, then what each of its interactions is answered on."""
        blocks = body.interactions()
        marked = [is_marked(block) for block in blocks]
        for text in self.legend(body, blocks[0]) if all(marked) else ():
            self.there(name, text)
        before = f"{number}" if len(blocks) == 1 and all(marked) else f"{number}."
        for block, is_one in zip(blocks, marked, strict=True):
            if is_one:
                self.bubbles(number, before, list(self.rows(body, block)))
            else:
                self.there(name, before)
                self.together(name, list(self.parts(block)))
            before = ""

    def bubbles(self, number: int, before: str, wanted: Sequence[tuple[str, tuple[str, ...]]]) -> None:
        """Look for rows of bubbles, one right after the other, with none behind them that no choice has."""
        shown = [f"{label} {' '.join(letters)}" for label, letters in wanted]
        spot = self.printed.find(f"{before} {' '.join(shown)}", self.place)
        if spot is None or self.more(wanted[-1][1], spot.end):
            facts = {"number": number, "wanted": ", ".join(text.strip() for text in shown)}
            self.findings.append(finding("wrong-bubbles", None, path=self.path, **facts))
        self.place = spot.end if spot is not None else self.place

    def more(self, letters: Sequence[str], place: int) -> bool:
        """Say whether the letter that follows the last one in its alphabet stands right behind it, by itself."""
        for style in ("choice", "target"):
            if letters[0] == self.words.letter(style, 0):
                after = self.words.letter(style, len(letters))
                return any(spot.start == place and spot.end in self.printed.begins for spot in self.printed.every(after, place))
        return False

    def rows(self, body: Body, block: Interaction) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield what is marked: rows of a letter, or none, and of the letters in their bubbles."""
        if isinstance(block, ChoiceInteraction):
            yield "", labels(block, self.words)
        elif isinstance(block, MatchInteraction):
            letters = tuple(self.words.letter(self.alphabet(body, block), place) for place in range(len(block.targets)))
            yield from ((label, letters) for label in rows(block, self.words))

    def alphabet(self, body: Body, block: MatchInteraction) -> str:
        """Return whose letters the targets of a row have: those of a matching, of right and wrong, or of choices."""
        return "target" if block.look == "letters" else "truth" if body.form == "truth" else "choice"

    def legend(self, body: Body, block: Interaction) -> Iterator[str]:
        """Yield what the letters of columns stand for."""
        if isinstance(block, MatchInteraction) and self.alphabet(body, block) == "choice":
            for place, target in enumerate(block.targets):
                yield f"{self.words.letter('choice', place)} {worded(target.text, self.words)}"

    def parts(self, block: Interaction) -> Iterator[str]:
        """Yield what a written answer stands beside: labels of boxes and gaps, heads of columns and lines."""
        if isinstance(block, OrderInteraction):
            yield " ".join(str(place) for place, _ in enumerate(block.choices, 1))
        elif isinstance(block, MatchInteraction) and block.look == "groups":
            yield " ".join(worded(target.text, self.words) for target in block.targets)
        elif isinstance(block, MatchInteraction):
            yield " ".join(rows(block, self.words))
        elif isinstance(block, GapMatchInteraction):
            cells: list[Text] = [*chain.from_iterable(block.table.rows)] if block.table is not None else [block.text]
            pieces = [piece for cell in cells for line in cell.paragraphs for piece in line]
            numbers = sorted({piece.number for piece in pieces if isinstance(piece, Blank)})
            yield from (self.words.letter("gap", number - 1) for number in numbers)
        elif isinstance(block, ExtendedTextInteraction):
            yield from texts(block, self.words)

    def together(self, name: str, wanted: Sequence[str]) -> None:
        """Look for texts that stand behind the number in any order."""
        start, ends = self.place, [self.place]
        for text in wanted:
            self.place = start
            self.there(name, text)
            ends.append(self.place)
        self.place = max(ends)

    def there(self, name: str, text: str) -> None:
        """Report a text that does not stand where it is due."""
        spot = self.printed.find(text, self.place) if plain(text) else None
        if spot is not None:
            self.place = spot.end
        elif plain(text):
            what = f"what `{name}` is answered on"
            self.findings.append(finding("missing-text", None, path=self.path, what=what, text=text))


def is_marked(block: Interaction) -> bool:
    """Say whether an interaction is answered by marks."""
    if isinstance(block, MatchInteraction):
        return block.look != "groups" and len(block.targets) <= MOST
    return isinstance(block, ChoiceInteraction)
