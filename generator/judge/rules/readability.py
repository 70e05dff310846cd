"""Readability: each passage keeps the bound of its level and class, and the levels go from easy to hard."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import reduce

from generator.diagnostics import Diagnostic, finding
from generator.frozen import frozen
from generator.judge.guide import Bound, Readability, guide
from generator.judge.prose import LEAST, SHORT, Measure, Passage, measured, passages
from generator.judge.subject import Subject
from generator.model.topic import Topic

NEAR = 0.05
"""Numbers that are printed as the same tenth are the same."""


@frozen
class Reading:
    """A passage in one language at one level of text: its measure and its bound.

    A passage that is the same at all levels is judged as the medium one alone.
    """

    passage: Passage
    language: str
    text: str
    by: Readability
    measure: Measure
    bound: Bound | None

    @property
    def judged(self) -> bool:
        """Say whether there are words enough for a judgement."""
        return self.measure.words >= LEAST

    @property
    def kept(self) -> bool:
        """Say whether the bound is kept; what the topic's own terms cost in syllables is not counted against it."""
        bound, measure = self.bound, self.measure
        if bound is None or not self.judged:
            return True
        return not (
            (bound.sentences is not None and measure.sentences < float(bound.sentences) - NEAR)
            or (bound.syllables is not None and min(measure.syllables, measure.bare) > float(bound.syllables) + NEAR)
            or (bound.grade is not None and measure.grade > float(bound.grade) + NEAR)
        )

    def told(self) -> str:
        """Return the numbers that count in this language."""
        if self.by.scale == "flesch-kincaid":
            return f"is for school year {self.measure.grade:.1f}"
        return f"has {self.measure.sentences:.1f} sentences and {self.measure.bare:.1f} syllables in 100 words"

    def due(self) -> str:
        """Return the bound in words; empty where there is none."""
        if self.bound is None:
            return ""
        if self.bound.grade is not None:
            return f"at most {self.bound.grade}"
        return f"at least {self.bound.sentences} and at most {self.bound.syllables}"


def readings(subject: Subject) -> Iterator[Reading]:
    """Yield every passage in every language at every level, measured; passages that are short somewhere are one."""
    for language in subject.languages:
        by = guide(language).readability
        if by is None:
            continue
        levels = {text: _measured(topic, by) for text, topic in subject.levels(language)}
        short = {name for found in levels.values() for name, (_, measure) in found.items() if measure.words < LEAST}
        taken = {text: _together(found, short) for text, found in levels.items()}
        for name in dict.fromkeys(name for found in taken.values() for name in found):
            there = {text: found[name] for text, found in taken.items() if name in found}
            same = len({passage.paragraphs for passage, _ in there.values()}) == 1 and "medium" in there
            for text in ("medium",) if same else there:
                passage, measure = there[text]
                grade = subject.topics[language, text].lowest_grade()
                yield Reading(passage, language, text, by, measure, _bound(by, text, grade))


def _measured(topic: Topic, by: Readability) -> dict[str, tuple[Passage, Measure]]:
    return {passage.name: (passage, measured(passage, topic.terms, by)) for passage in passages(topic)}


def _together(found: Mapping[str, tuple[Passage, Measure]], short: set[str]) -> Mapping[str, tuple[Passage, Measure]]:
    """Return the passages with all that are short, where there are several, as one."""
    rest = [found[name] for name in found if name in short]
    if len(rest) < 2:
        return found
    paragraphs = tuple(text for passage, _ in rest for text in passage.paragraphs)
    measure = reduce(Measure.with_another, (measure for _, measure in rest))
    long = {name: found[name] for name in found if name not in short}
    return long | {SHORT: (Passage(SHORT, paragraphs, rest[0][0].at), measure)}


def _bound(by: Readability, text: str, grade: int | None) -> Bound | None:
    return next((bound for bound in by.bounds if bound.text == text and grade in bound.grades), None)


def readability(subject: Subject) -> Iterator[Diagnostic]:
    """Yield passages that miss the bound of their level, and those that are harder than at the next level."""
    before: Reading | None = None
    for reading in readings(subject):
        facts = {"passage": reading.passage.name, "language": reading.language}
        if not reading.kept:
            yield finding("hard-to-read", reading.passage.at, **facts, level=reading.text, has=reading.told(), due=reading.due())
        if before and reading.judged and before.judged and _same(before, reading) and _harder(before, reading):
            yield finding(
                "levels-out-of-order",
                before.passage.at,
                **facts,
                level=before.text,
                has=before.told(),
                next=reading.text,
                other=reading.told(),
            )
        before = reading


def _same(one: Reading, other: Reading) -> bool:
    return (one.language, one.passage.name) == (other.language, other.passage.name)


def _harder(easier: Reading, harder: Reading) -> bool:
    """Say whether the text of the easier level is harder in one way and not easier in the other."""
    one, other = easier.measure, harder.measure
    if easier.by.scale == "flesch-kincaid":
        return one.grade > other.grade + NEAR
    longer, shorter = one.sentences < other.sentences - NEAR, one.sentences > other.sentences + NEAR
    heavier, lighter = one.syllables > other.syllables + NEAR, one.syllables < other.syllables - NEAR
    return (longer and not lighter) or (heavier and not shorter)


RULES = (readability,)
