"""An answer key as read: its grid, number by number, and whether each mark leads to what the topic file marks as right.

The grid prints number, full stop, answer: `12. C`, `6. a R, b P`, `7. (1) PBB, (2) 1945`; an essay a few words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from generator.build.verify.expected import rows, worded
from generator.build.verify.printed import PAGE, Printed, plain
from generator.build.verify.sheet import Asked, Leads
from generator.diagnostics import Diagnostic, finding
from generator.frozen import frozen
from generator.languages import Words
from generator.model.blocks import ChoiceInteraction, GapMatchInteraction, MatchInteraction
from generator.model.key import ChoiceResponse, MatchResponse, TextResponse
from generator.model.level import Level
from generator.model.text import Text

REST = 60
"""So many signs of what a grid prints in an answer's place are shown."""

MOST = 12
"""Letters that a choice may have; a mark beyond the sheet's choices is read, and leads nowhere."""

MOST_TARGETS = 26

GAP = 600
"""So far apart two numbers of a grid stand at most: a page's end between them, with its foot and head."""

ACROSS = 1000
"""An answer that a page's end interrupts is looked for so much further."""

NOWHERE = "–"

Pairs = list[tuple[str, ...]]


@frozen
class Mark:
    """What the grid says for one number: as it reads, the texts or pairs of texts that it leads to, and where it ends."""

    shown: str
    found: Pairs
    end: int


@dataclass
class KeyReader:
    """Judges one key by the sheet that carries its code."""

    printed: Printed
    path: str
    words: Words
    level: Level
    findings: list[Diagnostic] = field(default_factory=list)

    def judge(self, asked: Sequence[Asked]) -> None:
        """Compare every number's answer with the topic's."""
        if not asked:
            return
        starts = [spot.start for spot in self.printed.every(f"{asked[0].number}.")] or [0]
        grids = [self.grid(asked, start) for start in starts]
        best = max(grids, key=lambda grid: sum(mark is not None for mark in grid))
        for one, mark in zip(asked, best, strict=True):
            right = self.right(one)
            if mark is None:
                self.findings.append(finding("missing-answer", None, path=self.path, number=one.number, item=one.item.name))
            elif sorted(mark.found) != sorted(right):
                shown = {"mark": mark.shown, "found": told(mark.found), "right": told(right)}
                self.findings.append(finding("wrong-answer", one.item.at("name"), number=one.number, item=one.item.name, **shown))

    def grid(self, asked: Sequence[Asked], start: int) -> list[Mark | None]:
        """Return the marks of all numbers of the grid that begins at `start`; None where a number or its mark is missing."""
        marks: list[Mark | None] = []
        lost = False
        for one in asked:
            spot = next(self.printed.every(f"{one.number}.", start, start + GAP), None)
            if spot is None or not (lost or spot.start == start or PAGE in self.printed.whole[start : spot.start]):
                marks.append(None)
                lost = True
                continue
            mark = self.mark(one, spot.end)
            marks.append(mark)
            lost = mark is None or mark.end == spot.end
            start = spot.end if mark is None else mark.end
        return marks

    def mark(self, one: Asked, start: int) -> Mark | None:
        """Read the answer of one number, whose marks begin at `start`."""
        place, found = start, []
        for interaction, response, leads in zip(one.body.interactions(), one.key.responses, one.leads, strict=True):
            place += place > start and self.printed.whole.startswith(";", place)
            if isinstance(interaction, ChoiceInteraction):
                read = self.letters(interaction, leads[0], place)
            elif isinstance(interaction, MatchInteraction):
                read = self.pairs(interaction, leads, place)
            elif isinstance(response, TextResponse):
                read = self.texts(response, place, numbered=isinstance(interaction, GapMatchInteraction))
            else:
                continue
            if read is None:
                return None
            found += read[0]
            place = read[1]
        free = plain(self.words("key.no-grid"))
        if not found and not self.printed.whole.startswith(free, start):
            return None
        place = place if found else start + len(free)
        return Mark(self.printed.whole[start:place], found, place)

    def letters(self, interaction: ChoiceInteraction, leads: Leads, start: int) -> tuple[Pairs, int] | None:
        """Read `C` or `A, D`: the texts after these letters on the sheet."""
        letter = either(self.words.letter(interaction.style, i) for i in range(2 if interaction.style == "truth" else MOST))
        match = re.compile(f"{letter}(?:,{letter})*").match(self.printed.whole, start)
        if match is None or match.end() not in self.printed.begins:
            return None
        return [(leads.get(mark, NOWHERE),) for mark in match.group().split(",")], match.end()

    def pairs(self, interaction: MatchInteraction, leads: tuple[Leads, Leads], start: int) -> tuple[Pairs, int] | None:
        """Read `a R, b P`: the texts after these letters on the sheet."""
        row = either(rows(interaction, self.words))
        target = either(self.words.letter("target", i) for i in range(MOST_TARGETS))
        match = re.compile(f"{row}{target}(?:,{row}{target})*").match(self.printed.whole, start)
        if match is None or match.end() not in self.printed.begins:
            return None
        marks = re.findall(f"({row})({target})", match.group())
        return [(leads[0].get(left, NOWHERE), leads[1].get(right, NOWHERE)) for left, right in marks], match.end()

    def texts(self, response: TextResponse, start: int, *, numbered: bool) -> tuple[Pairs, int]:
        """Read `(1) PBB, (2) 1945`, or one answer: the grid prints the texts themselves, so what stands there must be they."""
        found: Pairs = []
        for number, accepted in enumerate(response.texts):
            label = self.words.letter("gap", number) if numbered else ""
            start += number > 0 and self.printed.whole.startswith(",", start)
            spot = self.printed.find(f"{label}{accepted[0]}", start, start + len(label) + len(accepted[0]) + ACROSS)
            if spot is None or (spot.start != start and PAGE not in self.printed.whole[start : spot.start]):
                return [*found, (label, self.printed.whole[start : start + REST])], start
            found.append((label, plain(accepted[0])))
            start = spot.end
        return found, start

    def right(self, one: Asked) -> Pairs:
        """Return what the topic marks as right for an item, as texts in compared form."""
        result: Pairs = []
        for interaction, response in zip(one.body.interactions(), one.key.responses, strict=True):
            if isinstance(interaction, ChoiceInteraction) and isinstance(response, ChoiceResponse):
                truth = interaction.style == "truth"
                for position in response.choices:
                    result.append((str(position) if truth else self.compared(interaction.choices[position].text),))
            elif isinstance(interaction, MatchInteraction) and isinstance(response, MatchResponse):
                for left, right in response.pairs:
                    pair = interaction.sources[left].text, interaction.targets[right].text
                    result.append((self.compared(pair[0]), self.compared(pair[1])))
            elif isinstance(response, TextResponse):
                numbered = isinstance(interaction, GapMatchInteraction)
                for number, accepted in enumerate(response.texts):
                    result.append((self.words.letter("gap", number) if numbered else "", plain(accepted[0])))
        return result

    def compared(self, text: Text) -> str:
        """Return a text in compared form."""
        return plain(worded(text, self.words))


def either(marks: Iterable[str]) -> str:
    """Return the pattern of any of the marks, the longer ones first."""
    return "(?:" + "|".join(re.escape(mark) for mark in sorted(set(marks), key=lambda mark: (-len(mark), mark))) + ")"


def told(pairs: Pairs) -> str:
    """Return texts as a finding shows them."""
    return ", ".join(" – ".join(part for part in pair if part) for pair in pairs) or NOWHERE
