"""What an item allows: findings inside it that are not told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.diagnostics import Diagnostic, Severity, Span
from generator.model.item import Group, Item
from generator.model.topic import Topic

Allowing = tuple[Item | Group, Span]
"""An item or group with `allow`, and its place."""


def allowing(topic: Topic) -> Iterator[Allowing]:
    """Yield the items and groups that allow something."""
    for entry in topic.items:
        for one in (entry, *(entry.items if isinstance(entry, Group) else ())):
            span = one.at()
            if one.allow and span:
                yield one, span


def silenced(found: Diagnostic, allowing: Iterable[Allowing]) -> bool:
    """Say whether a warning or hint lies inside an item that allows it."""
    if found.severity is Severity.ERROR or found.span is None:
        return False
    return any(found.code in (one.allow or {}) and inside(found.span, span) for one, span in allowing)


def inside(span: Span | None, outer: Span | None) -> bool:
    """Say whether a place begins inside another."""
    if span is None or outer is None:
        return False
    if span.file != outer.file:
        return False
    return (outer.line, outer.column) <= (span.line, span.column) < (outer.end_line, outer.end_column)
