"""Flashcards as read: each term on a front, and its meaning behind it when the sheet turns on its long edge."""

from __future__ import annotations

from collections.abc import Iterator

from generator.build.verify.expected import worded
from generator.build.verify.printed import Printed, Spot, plain
from generator.diagnostics import Diagnostic, finding
from generator.languages import Words
from generator.model.topic import Topic

ASIDE, ABOVE = 4.0, 9.0
"""The middles of two texts that are centred on a card lie at most so many points apart: letters stand out unevenly."""


def misprinted(printed: Printed, path: str, topic: Topic, words: Words) -> Iterator[Diagnostic]:
    """Yield what is wrong: a side that does not stand on a card of its number, a back that does not lie behind its front."""
    start = 0
    for number, term in enumerate(topic.terms, 1):
        sides = [worded(side, words) for side in (term.term, term.meaning)]
        front = printed.find(f"{number} {sides[0]}", start)
        page = printed.page(front.start) + 1 if front is not None else 0
        part = printed.part(min(page, len(printed.raw) - 1))
        back = printed.find(f"{number} {sides[1]}", part.start, part.end)
        for spot, side in zip((front, back), sides, strict=True):
            if spot is None:
                yield finding("missing-text", None, path=path, what=f"card {number}", text=side)
        if front is not None and back is not None:
            start = front.end
            label = len(str(number))
            if page % 2 == 0 or not _behind(printed, Spot(front.start + label, front.end), Spot(back.start + label, back.end)):
                yield finding("card-back", None, path=path, number=number)


def _behind(printed: Printed, front: Spot, back: Spot) -> bool:
    """Say whether two texts lie behind each other when a sheet turns on its long edge; formulas alone are outside the proof."""
    if not all(plain(printed.whole[spot.start : spot.end]) for spot in (front, back)):
        return True
    (x, y), (other, down) = printed.middle(front), printed.middle(back)
    return abs(x + other - printed.wide(printed.page(front.start))) <= ASIDE and abs(y - down) <= ABOVE
