"""Which fields of a topic a document prints, and their digests, by which `lembar verify` tells later what was changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator import __version__
from generator.frozen import fields
from generator.model.item import Group, Item
from generator.model.topic import Topic
from generator.write import digest
from generator.write.manifest import Row

SILENT = frozenset({"format", "name", "language", "languages", "items", "tags", "allow", "review_by"})
"""Fields that print nothing of their own."""
READING = frozenset({"handout", "lead", "terms"})
"""Fields that only these kinds of documents print."""
READERS = frozenset({"handout", "term-list", "flashcards", "teacher-notes"})

PARTS = tuple(name for name in Topic.__annotations__ if name not in SILENT)
ITEM = "items."
DIGITS = 16
"""Of a digest, in the manifest: enough to see a change, which nobody makes on purpose to deceive himself."""


def prints(kind: str, name: str) -> bool:
    """Say whether a kind of document prints a field of the topic."""
    return name not in READING or kind in READERS


class FieldDigests:
    """The digests of one topic's fields and items in each language and at each level of text, each made when it is wanted."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, str, str], str] = {}
        self._entries: dict[tuple[str, str], Mapping[str, Item | Group]] = {}

    def of(self, topic: Topic, language: str, text: str, kind: str, items: Iterable[str]) -> dict[str, str]:
        """Return the digests of what a document prints: of fields by name, of its items and their groups as `items.NAME`."""
        if (language, text) not in self._entries:
            self._entries[language, text] = entries(topic)
        known, found = self._entries[language, text], {}
        for name in PARTS:
            value = getattr(topic, name)
            if value and prints(kind, name):
                found[name] = self._digest((language, text, name), value)
        for name in dict.fromkeys(items):
            if name in known:
                found[f"{ITEM}{name}"] = self._digest((language, text, f"{ITEM}{name}"), facts(known[name]))
        return found

    def _digest(self, place: tuple[str, str, str], value: object) -> str:
        if place not in self._made:
            self._made[place] = digest(repr(value).encode("utf-8"))[:DIGITS]
        return self._made[place]


def entries(topic: Topic) -> dict[str, Item | Group]:
    """Return every item and group of a topic by name."""
    found: dict[str, Item | Group] = {str(item.name): item for item in topic.every_item()}
    return found | {str(entry.name): entry for entry in topic.items if isinstance(entry, Group)}


def facts(entry: Item | Group) -> tuple[object, ...]:
    """Return what counts of an item, or of a group without its items; a field with its default is as good as none."""
    kept = ((field, getattr(entry, field.name)) for field in fields(entry) if field.compare and field.name not in SILENT)
    return (entry.TYPE, *((field.name, value) for field, value in kept if value is not field.default and value != field.default))


def changed(row: Row, topic: Topic, language: str, text: str) -> list[str] | None:
    """Return the fields of a document's row that are others, or gone, in a topic as it is now; None where none can be told.

    Digests are of values as this version of the program has them.
    """
    known = row.get("fields")
    if known is None or row["versions"]["lembar"] != __version__:
        return None
    items = [name.removeprefix(ITEM) for name in known if name.startswith(ITEM)]
    now = FieldDigests().of(topic, language, text, row["kind"], items)
    return [name for name in dict.fromkeys([*known, *now]) if known.get(name) != now.get(name)]
