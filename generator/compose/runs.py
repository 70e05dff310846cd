"""Long runs of one key letter on a sheet: told to the teacher, never repaired, since a repair would give answers away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from generator.compose.numbering import number
from generator.languages import Words
from generator.model.blocks import ChoiceInteraction, Interaction
from generator.model.key import ChoiceResponse, Response
from generator.model.level import Level
from generator.model.plan import Plan
from generator.model.topic import Topic

LONGEST = 3
"""So many equal key letters in a row need no remark."""


class LetterRun(NamedTuple):
    """A letter that is right at all numbers from the first to the last."""

    letter: str
    first: int
    last: int

    @property
    def length(self) -> int:
        """How many numbers it has."""
        return self.last - self.first + 1


def letter(pairs: Iterable[tuple[Interaction, Response]], words: Words) -> tuple[str, str] | None:
    """Return the style and letter of an item's one right choice; None where there is no such thing."""
    interaction, response = next(iter(pairs), (None, None))
    if isinstance(interaction, ChoiceInteraction) and isinstance(response, ChoiceResponse) and len(response.choices) == 1:
        return interaction.style, words.letter(interaction.style, response.choices[0])
    return None


def long_runs(letters: Iterable[tuple[int, tuple[str, str] | None]]) -> Iterator[LetterRun]:
    """Yield what is long among the letters of a sheet's numbers, in order."""
    for found, run in groupby(letters, key=lambda one: one[1]):
        numbers = [place for place, _ in run]
        if found is not None and len(numbers) > LONGEST:
            yield LetterRun(found[1], numbers[0], numbers[-1])


def runs_of(topic: Topic, plan: Plan, level: Level, words: Words) -> Iterator[LetterRun]:
    """Yield the long runs on a plan's sheet."""
    items = number(topic, plan, level).items()
    pairs = ((one.number, zip(one.body.interactions(), one.key(level).responses, strict=True)) for one in items)
    yield from long_runs((place, letter(each, words)) for place, each in pairs)
