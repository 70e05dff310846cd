"""Whether a topic's parts serve one another: objectives, terms, levels and types of items; and topics that repeat others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from generator.diagnostics import Diagnostic, Span, finding
from generator.judge.subject import Subject
from generator.model.item import Group, Item
from generator.model.level import DIFFICULTIES
from generator.model.topic import Topic

SHEET = 20
"""A sheet has so many items where nothing else is asked for (format page, "Which items")."""
FEW = 10
"""A topic with fewer items is still being written, or is meant to be small."""
MOST_OF_ONE = 0.7


def objective_without_items(subject: Subject) -> Iterator[Diagnostic]:
    """Yield objectives that no item serves."""
    topic = subject.own()
    served = {name for item in topic.every_item() for name in item.objective}
    for objective in topic.objectives if topic.items else ():
        if objective.name not in served:
            yield finding("objective-without-items", objective.at("name"), name=objective.name)


def unused_term(subject: Subject) -> Iterator[Diagnostic]:
    """Yield terms that stand nowhere but in the glossary."""
    topic = subject.own()
    if not topic.terms:
        return
    written = (text for text in subject.written if text.path[:1] != ("terms",))
    used = "\n".join(text.text for text in written if text.language in ("", topic.language)).casefold()
    for term in topic.terms:
        if str(term.term).casefold() not in used:
            yield finding("unused-term", term.at("term"), term=term.term)


def thin_level(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the difficulties of which a sheet at some level would get fewer than half of the items that it wants."""
    topic = subject.own()
    has = Counter(item.difficulty for item in topic.every_item())
    count = min(SHEET, has.total())
    if has.total() < FEW:
        return
    for place, difficulty in enumerate(DIFFICULTIES):
        share, level = max(((level.mix[place], level.name) for level in subject.profiles), default=(0, ""))
        wanted = count * share // 100
        if has[difficulty] < wanted / 2:
            yield finding("thin-level", topic.at("items"), has=has[difficulty], difficulty=difficulty, level=level, wanted=wanted)


def one_type(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the type of which most items are."""
    topic = subject.own()
    types = Counter(item.TYPE for item in topic.every_item())
    for name, count in types.most_common(1) if types.total() >= FEW else ():
        if count > MOST_OF_ONE * types.total():
            yield finding("one-type", topic.at("items"), count=count, total=types.total(), type=name)


def same_elsewhere(subjects: Sequence[Subject]) -> Iterator[Diagnostic]:
    """Yield items that ask the same as an item of an earlier topic."""
    seen: dict[tuple[str, ...], tuple[Topic, Item, Span | None]] = {}
    for subject in subjects:
        topic = subject.own()
        for entry in topic.items:
            about = str(entry.stimulus) if isinstance(entry, Group) else ""
            for item in entry.items if isinstance(entry, Group) else (entry,):
                stem = " ".join(str(item.stem).casefold().split())
                if not (stem and item.NEEDS_STEM):
                    continue
                picture = item.picture.image if item.picture else ""
                other, first, at = seen.setdefault((about, picture, stem), (topic, item, item.at("stem")))
                if other is not topic:
                    facts = {"other": first.name, "topic": other.name, "line": at.line if at else 1}
                    yield finding("same-elsewhere", item.at("stem"), **facts)


RULES = (objective_without_items, unused_term, thin_level, one_type)
