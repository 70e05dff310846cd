"""Where a topic is another than when it was printed: which items of a sheet, which of their fields, on which line.

Both files are read and settled in the language and at the level of each printed document, so a change in the English text does
not touch an Indonesian sheet, and moving an item or writing it in another way touches none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from generator.build.fields import SILENT, prints
from generator.build.sealing.contents import Document
from generator.diagnostics import Diagnostic, Span, finding
from generator.frozen import field, frozen, slotted
from generator.model.level import Level
from generator.resolve import Resolver
from generator.source import Absent, Fields, Listing, Scalar, Source, Value

SHOWN = 3


@frozen
class Change:
    """One place where two values differ: its path from 1 (`choices.2.text`), what stood there, where it stands now."""

    path: str
    was: Value | None
    now: Value | None
    span: Span


@slotted
class Changed:
    """An item, or a field of the topic, that differs: where first, how often, and in which documents by code and number."""

    name: str
    first: Change
    count: int
    gone: bool = False
    places: dict[str, int] = field(default_factory=dict)


def differing(
    old: Source, new: Source, known: Sequence[Document], levels: Mapping[str, Level], help_for: Callable[[str], str]
) -> Iterator[Diagnostic]:
    """Yield what of printed documents differs from a topic as it is now; `help_for` says what to do about a sheet's code."""
    found: dict[tuple[str, str], Changed] = {}
    apart: set[str] = set()
    before, after = Settling(old), Settling(new)
    for language, level in sorted({(one.language, one.level) for one in known}):
        text = levels[level].text if level in levels else "medium"
        alike = [one for one in known if (one.language, one.level) == (language, level)]
        compare(before.settled(language, text), after.settled(language, text), alike, found, apart)
    for (what, name), one in sorted(found.items(), key=lambda entry: entry[1].first.span):
        facts = {"places": listed(one.places), "help": help_for(min(one.places))}
        more = f", and {one.count - 1} more of its fields differ" if one.count > 1 else ""
        how = f": `{one.first.path}` was {shown(one.first.was)}{more}"
        if one.gone:
            yield finding("gone-item", one.first.span, item=name, **facts)
        elif what == "item":
            yield finding("changed-item", one.first.span, item=name, how=how, **facts)
        else:
            yield finding("changed-part", one.first.span, field=name, how=how, **facts)
    apart -= {name for _, name in found}
    if apart:
        names = sorted(apart)
        more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
        yield finding("changed-elsewhere", Span(new.file), names=", ".join(f"`{name}`" for name in names[:SHOWN]) + more)


class Settling:
    """A topic's source, settled in one language at one level after the other."""

    def __init__(self, source: Source) -> None:
        value = source.value if isinstance(source.value, Fields) else Fields({}, {}, Span(source.file))
        named = [entry.text for name in ("language", "languages") for entry in _entries(value.entries.get(name))
                 if isinstance(entry, Scalar)]  # fmt: skip
        self._resolver = Resolver(source, named[0] if named else "", named)
        self._empty = value

    def settled(self, language: str, text: str) -> Fields:
        """Return its fields."""
        value = self._resolver.take(language, text).value
        return value if isinstance(value, Fields) else self._empty


def compare(old: Fields, new: Fields, known: Sequence[Document], found: dict[tuple[str, str], Changed], apart: set[str]) -> None:
    """Note what differs between two topics in `found`, and what differs and no document prints in `apart`."""
    before, after = items(old), items(new)
    for name in before.keys() | after.keys():
        places = {one.code: number for one in known for number, names in reversed(list(enumerate(one.items, 1))) if name in names}
        if name in before and name in after:
            changes = list(differences(before[name], after[name], "", after[name].span))
        else:
            changes = [Change("", before.get(name), after.get(name), new.keys.get("items", new.span))]
        if changes and places:
            entry = found.setdefault(("item", name), Changed(name, changes[0], len(changes), name not in after))
            entry.places.update(places)
        elif changes:
            apart.add(name)
    for name in (old.entries.keys() | new.entries.keys()) - SILENT:
        printing = [one for one in known if prints(one.kind, name)]
        changes = list(differences(old.entries.get(name), new.entries.get(name), name, new.keys.get(name, new.span)))
        if changes and printing:
            entry = found.setdefault(("part", name), Changed(name, changes[0], len(changes)))
            entry.places.update({one.code: 0 for one in printing})
        elif changes:
            apart.add(name)


def items(topic: Fields) -> dict[str, Fields]:
    """Return the items and groups of a topic by name; a group without its items."""
    found: dict[str, Fields] = {}
    for entry in _entries(topic.entries.get("items")):
        if not isinstance(entry, Fields):
            continue
        inner = _entries(entry.entries.get("items"))
        for one in (entry, *(one for one in inner if isinstance(one, Fields))):
            name = one.entries.get("name")
            if isinstance(name, Scalar):
                found[name.text] = one
    return found


def differences(old: Value | None, new: Value | None, path: str, span: Span) -> Iterator[Change]:
    """Yield where two values differ, in the order of the new one; how they are written and where they stand do not count."""
    if isinstance(old, Fields) and isinstance(new, Fields):
        for name in dict.fromkeys([*new.entries, *old.entries]):
            if name not in SILENT:
                inner = f"{path}.{name}" if path else name
                yield from differences(old.entries.get(name), new.entries.get(name), inner, new.span)
        return
    before, after = _entries(old), _entries(new)
    if len(before) == len(after) and (isinstance(old, Listing) or isinstance(new, Listing)):
        for number, (one, other) in enumerate(zip(before, after, strict=True), 1):
            yield from differences(one, other, f"{path}.{number}", span)
    elif plain(old) != plain(new):
        yield Change(path, old, new, new.span if new is not None else span)


def _entries(value: Value | None) -> tuple[Value, ...]:
    """Return the entries of a list; one value is a list of one, nothing an empty list."""
    if isinstance(value, Listing):
        return value.entries
    return () if value is None or isinstance(value, Absent) else (value,)


def plain(value: Value | None) -> object:
    """Return a value as it counts: texts, and no places."""
    if isinstance(value, Scalar):
        return value.text
    if isinstance(value, Fields):
        return {name: plain(entry) for name, entry in value.entries.items()}
    return tuple(map(plain, _entries(value)))


def shown(value: Value | None) -> str:
    """Return a value for a message."""
    if isinstance(value, Scalar):
        text = " ".join(value.text.split())
        return f"`{text[:60]}{'...' if len(text) > 60 else ''}`"
    count = len(_entries(value))
    return "not there" if not count else "a list of another length" if isinstance(value, Listing) else "other fields"


def listed(places: Mapping[str, int]) -> str:
    """Return where something was printed, by codes and numbers."""
    told = [f"number {number} of {code}" if number else code for code, number in sorted(places.items()) if code]
    more = f" and {len(told) - SHOWN} more" if len(told) > SHOWN else ""
    return ", ".join(told[:SHOWN]) + more
