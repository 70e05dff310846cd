"""An answer key as read: its grid, number by number, and whether each mark leads to what the topic file marks as right.

The grid prints number, full stop, answer: `12. C`, `6. a R, b P`, `5. a Benar, b Salah`, `8. group: members; group: members`,
`7. (1) PBB, (2) 1945`, `9. 12,5 km`; an essay a few words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from generator.build.verify.asked import Asked, Leads
from generator.build.verify.expected import labels, quantity, rows, stopless, texts, worded
from generator.build.verify.printed import PAGE, Printed, plain
from generator.diagnostics import Diagnostic, finding
from generator.frozen import frozen
from generator.languages import Words
from generator.model.blocks import ChoiceInteraction, GapMatchInteraction, MatchInteraction, OrderInteraction
from generator.model.key import ChoiceResponse, MatchResponse, NumberResponse, OrderResponse, TextResponse
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
            self.model(one)
            if mark is None:
                self.findings.append(finding("missing-answer", None, path=self.path, number=one.number, item=one.item.name))
            elif sorted(mark.found) != sorted(right):
                shown = {"mark": mark.shown, "found": told(mark.found), "right": told(right)}
                self.findings.append(finding("wrong-answer", one.item.at("name"), number=one.number, item=one.item.name, **shown))

    def model(self, one: Asked) -> None:
        """Look for the model answer of an item."""
        for block in one.key.model:
            for text in texts(block, self.words):
                if plain(text) and self.printed.find(text) is None:
                    what = f"the model answer of `{one.item.name}`"
                    self.findings.append(finding("missing-text", None, path=self.path, what=what, text=text))

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
                most = 2 if interaction.style == "truth" else MOST
                read = self.letters([self.words.letter(interaction.style, i) for i in range(most)], leads[0], place)
            elif isinstance(interaction, OrderInteraction):
                read = self.letters(labels(interaction, self.words), leads[0], place, ordered=True)
            elif isinstance(interaction, MatchInteraction):
                read = self.pairs(interaction, leads, place)
                if interaction.look == "groups" and isinstance(response, MatchResponse):
                    read = self.groups(interaction, response, leads[0], place)
            elif isinstance(response, NumberResponse):
                read = self.texts(TextResponse(((quantity(response, self.words),),)), place, numbered=False)
            elif isinstance(response, TextResponse):
                read = self.texts(response, place, numbered=isinstance(interaction, GapMatchInteraction))
            else:
                continue
            if read is None:
                return None
            found += read[0]
            place = read[1]
        free = plain(self.words.free(one.item.TYPE))
        if not found and not self.printed.whole.startswith(free, start):
            return None
        place = place if found else start + len(free)
        return Mark(self.printed.whole[start:place], found, place)

    def letters(self, marks: Iterable[str], leads: Leads, start: int, *, ordered: bool = False) -> tuple[Pairs, int] | None:
        """Read `C` or `A, D`: the texts after these letters on the sheet, with their places where these matter."""
        letter = either(marks)
        match = re.compile(f"{letter}(?:,{letter})*").match(self.printed.whole, start)
        if match is None or match.end() not in self.printed.begins:
            return None
        found = [leads.get(mark, NOWHERE) for mark in match.group().split(",")]
        return [(str(place), text) if ordered else (text,) for place, text in enumerate(found, 1)], match.end()

    def pairs(self, interaction: MatchInteraction, leads: tuple[Leads, Leads], start: int) -> tuple[Pairs, int] | None:
        """Read `a R, b P` or `a Benar, b Salah`: the texts after these letters on the sheet, the columns that are named."""
        row = either(rows(interaction, self.words))
        targets = labels(interaction, self.words)
        if interaction.look == "letters":
            targets = tuple(self.words.letter("target", i) for i in range(MOST_TARGETS))
        target = either(targets)
        match = re.compile(f"{row}{target}(?:,{row}{target})*").match(self.printed.whole, start)
        if match is None or match.end() not in self.printed.begins:
            return None
        marks = re.findall(f"({row})({target})", match.group())
        return [(leads[0].get(left, NOWHERE), leads[1].get(right, NOWHERE)) for left, right in marks], match.end()

    def groups(
        self, interaction: MatchInteraction, response: MatchResponse, leads: Leads, start: int
    ) -> tuple[Pairs, int] | None:
        """Read `group: members; group: members`; each member once, those of the group before others, the longer ones first.

        Formulas are no text: a member that is nothing else leaves a comma.
        """
        found: Pairs = []
        left = {source: stopless(worded(interaction.sources[source].text, self.words)) for source, _ in response.pairs}
        place = start
        for number, group in enumerate(labels(interaction, self.words)):
            if not self.printed.whole.startswith(f"{group}:", place):
                break
            place += len(group) + 1
            own = {source for source, target in response.pairs if target == number}
            while True:
                member = self.longest([text for source, text in left.items() if source in own], place)
                member = member or self.longest(left.values(), place)
                if member:
                    source = next(source for source in sorted(left, key=lambda one: one not in own) if left[source] == member)
                    del left[source]
                    text = self.compared(interaction.sources[source].text)
                    found.append((leads.get(text, NOWHERE), named(number, group)))
                elif not self.printed.whole.startswith(",", place):
                    break
                place += len(member) or 1
            place += self.printed.whole.startswith(";", place)
        return (found, place) if place > start else None

    def longest(self, marks: Iterable[str], place: int) -> str:
        """Return the longest of the marks that stand at a place; nothing where none does."""
        return max((mark for mark in marks if self.printed.whole.startswith(mark, place)), key=len, default="")

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
                groups = interaction.look == "groups"
                for left, right in response.pairs:
                    text, target = (self.compared(one.text) for one in (interaction.sources[left], interaction.targets[right]))
                    if text or not groups:
                        result.append((text, named(right, target) if groups else target))
            elif isinstance(interaction, OrderInteraction) and isinstance(response, OrderResponse):
                for number, position in enumerate(response.places, 1):
                    result.append((str(number), self.compared(interaction.choices[position].text)))
            elif isinstance(response, NumberResponse):
                result.append(("", plain(quantity(response, self.words))))
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


def named(number: int, group: str) -> str:
    """Return what a group is called: its text in compared form, or its number where it is a formula."""
    return group or str(number + 1)


def told(pairs: Pairs) -> str:
    """Return texts as a finding shows them."""
    return ", ".join(" – ".join(part for part in pair if part) for pair in pairs) or NOWHERE
