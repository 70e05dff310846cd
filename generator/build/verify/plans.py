"""What the teachers' papers around a lesson must say: rubric, remedial and enrichment plan, teacher's notes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from generator.build.verify.expected import texts, worded
from generator.languages import Words
from generator.model.topic import Topic

Entries = Sequence[Mapping[str, Any]]
"""The items of a sheet, as the manifest lists them."""


def rubric(topic: Topic, words: Words, entries: Entries) -> Iterator[str]:
    """Yield the rubric's rows: an aspect with its indicator and what each score looks like."""
    yield worded(topic.title, words)
    for part in ("attitude", "skill"):
        yield from (" ".join(row) for row in words.rows(f"rubric.{part}.aspects"))


def mapped(topic: Topic, words: Words, entries: Entries) -> Iterator[str]:
    """Yield each objective that the sheet serves, with the numbers of its items right behind it."""
    yield worded(topic.title, words)
    items = {item.name: item for item in topic.every_item()}
    for objective in topic.objectives:
        numbers = [
            str(number)
            for number, entry in enumerate(entries, 1)
            if entry["name"] in items and objective.name in items[entry["name"]].objective
        ]
        if numbers:
            yield f"{worded(objective.text, words)} {words.listed(numbers)}"


def notes(topic: Topic, words: Words, entries: Entries) -> Iterator[str]:
    """Yield the aims, what sources get wrong with what is right behind it, and each model answer with its question."""
    yield worded(topic.title, words)
    yield from (worded(objective.text, words) for objective in topic.objectives)
    for each in topic.corrections:
        yield f"{worded(each.claim, words)} {worded(each.correction, words)}"
    for item in topic.every_item():
        model = getattr(item, "model", ())
        if item.stem and model:
            yield from (worded(line, words) for line in item.stem.paragraphs)
            for block in model:
                yield from texts(block, words)


TOLD: Mapping[str, Callable[[Topic, Words, Entries], Iterator[str]]] = {
    "rubric": rubric,
    "remedial-plan": mapped,
    "enrichment-plan": mapped,
    "teacher-notes": notes,
}
"""From a kind to the texts that stand in it."""
