"""The author's texts as they stand in the file: each once, with its language, its field and its place."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from generator.diagnostics import Span
from generator.model.level import DIFFICULTIES
from generator.source import Fields, Listing, Scalar, Source, Value

_NOT_WORDS = """format name language languages grade duration type difficulty cognitive objective reference points key fixed drop
shuffle lines space tolerance min max image width url licence author authors publisher date as_of review_by tags allow kind
break answer column"""
_NOT_OURS = "claim error quotation references"
LEVELS = frozenset(DIFFICULTIES)
PASSED_OVER = frozenset(f"{_NOT_WORDS} {_NOT_OURS}".split())
"""Fields that hold no text of the author's: settings and names, and what others wrote or got wrong."""


class Written(NamedTuple):
    """A text as written. `language` is empty for one that serves several; `path` are the fields around it, from the topic's;
    `record` is the item, choice, call-out ... that it belongs to."""

    text: str
    span: Span
    language: str
    path: tuple[str, ...]
    record: Fields

    def says(self, field: str, value: str) -> bool:
        """Say whether another field of the same record has a value."""
        found = self.record.entries.get(field)
        return isinstance(found, Scalar) and found.text.casefold() == value


def texts(source: Source, languages: Collection[str]) -> Iterator[Written]:
    """Yield the texts of a file that are prose of the author's own."""
    alone = next(iter(languages)) if len(languages) == 1 else ""
    if isinstance(source.value, Fields):
        yield from _texts(source.value, source.value, alone, (), frozenset(languages))


def _texts(value: Value, record: Fields, language: str, path: tuple[str, ...], languages: frozenset[str]) -> Iterator[Written]:
    if type(value) is Scalar:
        yield Written(value.text, value.span, language, path, record)
    elif type(value) is Listing:
        for entry in value.entries:
            yield from _texts(entry, record, language, path, languages)
    elif type(value) is Fields:
        translated, levelled = languages.issuperset(value.entries), LEVELS.issuperset(value.entries)
        for name, entry in value.entries.items():
            if translated or levelled:
                yield from _texts(entry, record, name if translated else language, path, languages)
            elif name not in PASSED_OVER:
                yield from _texts(entry, value, language, (*path, name), languages)


def dates(source: Source, field: str) -> Iterator[tuple[str, Span]]:
    """Yield the dates of a field, wherever in the file it stands, with their places."""
    yield from _dates(source.value, field)


def _dates(value: Value, field: str) -> Iterator[tuple[str, Span]]:
    if type(value) is Listing:
        for entry in value.entries:
            yield from _dates(entry, field)
    elif type(value) is Fields:
        for name, entry in value.entries.items():
            if name != field:
                yield from _dates(entry, field)
            elif type(entry) is Scalar:
                yield entry.text, entry.span
