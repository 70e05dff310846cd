"""Where the items and blocks of a document stand in the topic file, so that a late finding points at its line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.diagnostics import Span
from generator.model.item import Group
from generator.model.topic import Topic


def origins(topic: Topic) -> Mapping[str, Span]:
    """Return the place of every `at` of this topic's documents: names of items and groups, `term.x`, `handout.0` ..."""
    return {at: span for at, span in _every(topic) if span is not None}


def _every(topic: Topic) -> Iterator[tuple[str, Span | None]]:
    for entry in topic.items:
        yield str(entry.name), entry.at()
        if isinstance(entry, Group):
            yield from ((str(item.name), item.at()) for item in entry.items)
    yield from ((f"handout.{index}", topic.at(f"handout.{index}")) for index in range(len(topic.handout)))
    yield from ((f"term.{term.name}", term.at()) for term in topic.terms)
    yield "summary", topic.at("summary")
