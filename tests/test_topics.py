"""The bundled topics are complete: items of every kind, help and reasons at each, and texts that really differ by level."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from making import LEVELS

from generator.check import Checked, check
from generator.items import REGISTRY
from generator.items.essay import Essay
from generator.items.matching import Matching
from generator.items.multiple_choice import MultipleChoice
from generator.items.multiple_response import MultipleResponse
from generator.items.short_answer import ShortAnswer
from generator.items.statement_table import StatementTable
from generator.items.true_false import TrueFalse
from generator.judge import Subject, judge, subject
from generator.judge.rules.readability import readings
from generator.model.blocks import Figure
from generator.model.item import Group, Item
from generator.model.topic import Topic
from generator.source import Source, read_bytes

SOURCES = Path(__file__).resolve().parent.parent / "sources"
COMPLETE = sorted(path.stem for path in SOURCES.glob("*.yaml") if "\nitems:" in path.read_text(encoding="utf-8"))
"""The topics that are held to the measures of this file."""
TEXT_LEVELS = ("easy", "medium", "hard")
TODAY = "2026-11-23"

every_topic = pytest.mark.parametrize("name", COMPLETE)


@cache
def source(name: str) -> Source:
    path = SOURCES / f"{name}.yaml"
    return read_bytes(path.read_bytes(), str(path))


@cache
def checked(name: str) -> Checked:
    return check(source(name), list(LEVELS.values()))


def judged(name: str) -> Subject:
    made = checked(name)
    return subject(source(name), made.topics, made.languages, tuple(LEVELS.values()), TODAY)


def topic(name: str, language: str = "id", level: str = "medium") -> Topic:
    return checked(name).topic(language, level)


def items(name: str, *kinds: type[Item]) -> list[Item]:
    return [item for item in topic(name).every_item() if not kinds or isinstance(item, kinds)]


def stimulated(name: str) -> Iterator[Item]:
    """The items that a stimulus or a picture comes with."""
    for entry in topic(name).items:
        yield from entry.items if isinstance(entry, Group) else [entry] if entry.picture else []


@every_topic
def test_nothing_is_found_in_either_language_at_any_level(name: str) -> None:
    assert checked(name).findings == ()
    assert checked(name).languages == ("id", "en")
    assert judge(judged(name)) == ()


@every_topic
def test_there_are_enough_items_of_every_kind(name: str) -> None:
    every = items(name)
    assert len(every) >= 60
    assert {item.TYPE for item in every} >= {kind.TYPE for kind in REGISTRY}
    assert any(isinstance(entry, Group) for entry in topic(name).items)
    assert min(Counter(item.difficulty for item in every)[level] for level in TEXT_LEVELS) >= 15
    assert {item.cognitive for item in every} == {"C1", "C2", "C3", "C4", "C5", "C6"}
    assert sum((item.cognitive or "") >= "C4" for item in stimulated(name)) >= 10
    assert sum(item.TYPE == "fact-check" for item in every) >= 3


@every_topic
def test_every_item_serves_an_objective_and_gives_its_reasons(name: str) -> None:
    lacking = [item.name for item in items(name) if not (item.objective and item.indicator and item.rationale)]
    for item in items(name, MultipleChoice):
        assert isinstance(item, MultipleChoice)
        lacking += [f"{item.name}: {choice.text}" for choice in item.choices if not choice.key and not choice.why]
    for item in items(name, StatementTable):
        assert isinstance(item, StatementTable)
        lacking += [f"{item.name}: {row.text}" for row in item.rows if not row.why]
    for item in items(name, TrueFalse):
        assert isinstance(item, TrueFalse)
        lacking += [item.name] if not item.answer and not item.correction else []
    for item in items(name, Essay):
        assert isinstance(item, Essay)
        lacking += [] if item.model and len(item.rubric) >= 2 and item.keywords else [item.name]
    assert lacking == []


@every_topic
def test_easy_and_medium_items_help(name: str) -> None:
    helped = [item for item in items(name) if item.difficulty != "hard"]
    assert [item.name for item in helped if not item.hint] == []
    assert [item.name for item in helped if isinstance(item, (Essay, ShortAnswer)) and not item.starter] == []
    assert [item.name for item in helped if isinstance(item, Matching) and len(item.extra) < 2] == []


@every_topic
def test_keys_give_nothing_away(name: str) -> None:
    """Places of keys as written are balanced, keys are seldom the longest choice, and true is as common as false."""
    single = [item for item in items(name, MultipleChoice) if not isinstance(item, MultipleResponse)]
    for language in ("id", "en"):
        longest = 0
        for item in topic(name, language).every_item():
            if not isinstance(item, MultipleChoice) or isinstance(item, MultipleResponse):
                continue
            right = next(len(str(choice.text)) for choice in item.choices if choice.key)
            others = sorted(len(str(choice.text)) for choice in item.choices if not choice.key)
            assert right <= max(1.5 * others[-1], others[-1] + 8), (language, item.name)
            longest += right > others[-1]
        assert longest <= len(single) * 0.4
    places = Counter(next(i for i, choice in enumerate(item.choices) if choice.key) for item in single)  # type: ignore[attr-defined]
    assert max(places.values()) <= len(single) * 0.4
    answers = Counter(item.answer for item in items(name, TrueFalse))  # type: ignore[attr-defined]
    assert abs(answers[True] - answers[False]) <= 3


@every_topic
def test_facts_that_change_say_when_they_held(name: str) -> None:
    """Whoever writes of a year after 2020 says as of when, and when to look at it again."""
    for entry in topic(name).items:
        inner = entry.items if isinstance(entry, Group) else [entry]
        told = str([inner, entry.stimulus if isinstance(entry, Group) else ""])
        if re.search(r"\b202\d\b", re.sub(r"(as_of|review_by)=.*?\)", "", told)):
            assert entry.as_of and entry.review_by, entry.name


@every_topic
def test_pictures_have_words(name: str) -> None:
    figures = [block for block in topic(name).handout if isinstance(block, Figure)]
    assert len(figures) >= 2
    assert all(figure.alt and figure.caption and figure.credit for figure in figures)


@every_topic
@pytest.mark.parametrize("language", ["id", "en"])
def test_texts_really_differ_from_level_to_level(name: str, language: str) -> None:
    """Easy and medium keep the bounds of their class, the topic's own terms counted too; hard is harder than medium."""
    read = [one for one in readings(judged(name)) if one.language == language]
    assert {one.text for one in read} == set(TEXT_LEVELS)
    for passage in {one.passage.name for one in read}:
        easy, medium, hard = (one for one in read if one.passage.name == passage)
        assert easy.kept and medium.kept
        if language == "en":
            assert easy.measure.grade + 1 < medium.measure.grade < hard.measure.grade - 1
            continue
        for one in (easy, medium):
            assert one.bound and one.bound.syllables and one.measure.syllables <= float(one.bound.syllables)
        assert easy.measure.sentences > medium.measure.sentences > hard.measure.sentences
        assert easy.measure.syllables < medium.measure.syllables < hard.measure.syllables
