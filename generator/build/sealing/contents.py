"""What the rows of a manifest say of printed documents and copies: which key belongs to which code, and where it lies.

A seal's manifest may come from a stranger, so nothing in it is taken for granted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

from generator.build.sealing.archive import Seal
from generator.diagnostics import Failed, finding
from generator.frozen import frozen
from generator.write.manifest import NAME, Row, rows_of

MAX_MANIFEST = 64 << 20
OUTPUTS, SOURCES, LEDGER = "outputs", "sources", "ledger"
KEYS = ("answer-key", "scoring-guide")
"""The kinds of documents by which a sheet is marked."""
TABLES = ("answer-keys", "exam-keys")
"""Those that hold the keys of several sheets side by side."""

_TEXTS = ("path", "kind", "audience", "topic", "language", "level", "label", "code", "source")
T = TypeVar("T")


@frozen
class Document:
    """One document in an output; `first` is its first page there, from 1 (0 where it stands there more than once).

    covers: codes of other documents that it tells of. items: names of items and their groups in printed order.
    """

    path: str
    kind: str
    audience: str
    topic: str
    language: str
    level: str
    label: str
    code: str
    source: str
    digest: str
    covers: tuple[str, ...]
    items: tuple[tuple[str, str], ...]
    first: int
    pages: int


@frozen
class Copy:
    """One named copy in a pack: whose it is, its code and its sheet's, where its pages stand."""

    code: str
    sheet: str
    whose: str
    path: str
    first: int
    pages: int


def outputs(seal: Seal) -> dict[str, Row]:
    """Return the rows of a seal's manifest by path. Raises Failed where there is none, or it was never one of ours."""
    if NAME not in seal.sums:
        raise seal.altered(NAME)
    try:
        rows = rows_of(seal.read(NAME, MAX_MANIFEST), seal.path)
    except Failed as failure:
        raise (_not_ours(seal.path) if any(found.code == "bad-manifest" for found in failure.diagnostics) else failure) from None
    for path, row in rows.items():
        if seal.sums.get(f"{OUTPUTS}/{path}") != row["sha256"]:
            raise seal.altered(f"{OUTPUTS}/{path}")
    return rows


def documents(rows: Iterable[Row], path: Path) -> tuple[Document, ...]:
    """Return the documents of some rows; `path` is the manifest or seal that they stand in. Raises Failed."""
    return sound(lambda: [one for row in rows if "of" not in row for one in _documents(row)], path)


def copies(rows: Iterable[Row], path: Path) -> tuple[Copy, ...]:
    """Return the named copies of some rows. Raises Failed as `documents` does."""
    return sound(lambda: [one for row in rows for one in _copies(row)], path)


def sound(read: Callable[[], Iterable[T]], path: Path) -> tuple[T, ...]:
    """Return what is read from the manifest `path`, or that of the seal `path`. Raises Failed where it is not as ours are."""
    try:
        return tuple(read())
    except (KeyError, TypeError, AttributeError, ValueError, ArithmeticError):
        raise _not_ours(path) from None


def _not_ours(path: Path) -> Failed:
    if path.name == NAME:
        return Failed([finding("bad-manifest", None, path=path)])
    return Failed([finding("unsafe-seal", None, path=path, name=NAME, problem="is no manifest of lembar's")])


def _documents(row: Row) -> Iterator[Document]:
    first = 1
    if row.get("parts"):
        for part in row["parts"]:
            yield _document({**part, "path": row["path"]}, part["inputs"]["topic"], 0 if "copies" in row else first)
            first += int(part["sides"])
    elif row.get("chapters"):
        for chapter in row["chapters"]:
            facts = {**row, **chapter, "audience": row["audience"]}
            yield _document(facts, row["inputs"][f"topic {chapter['topic']}"], int(chapter["begins"]) + 1)
    else:
        yield _document(row, row["inputs"]["course" if "chapters" in row else "topic"], first)


def _document(row: Mapping[str, Any], digest: str, first: int) -> Document:
    path, kind, audience, topic, language, level, label, code, source = (str(row[name]) for name in _TEXTS)
    items = tuple((str(entry["name"]), str(entry["group"])) for entry in row["items"])
    covers, pages = tuple(map(str, row.get("covers", ()))), int(row["pages"])
    return Document(path, kind, audience, topic, language, level, label, code, source, str(digest), covers, items, first, pages)


def _copies(row: Row) -> Iterator[Copy]:
    page = 1
    for copy in row.get("copies", ()):
        whose = ", ".join(str(copy[name]) for name in ("name", "class", "number") if copy[name])
        pages = int(copy["pages"])
        yield Copy(str(copy["code"]), str(copy["sheet"]), whose, str(row["path"]), page, pages)
        page += pages


def keys(known: Iterable[Document], code: str, beside: str = "") -> tuple[Document, ...]:
    """Return the keys of the sheet with a code, one of each kind; of several that are alike that of the pack `beside` it.

    A sheet that has no key of its own is marked by the table that tells of it.
    """
    found: dict[str, Document] = {}
    for one in sorted(known, key=lambda one: _far(one, beside)):
        if one.kind in KEYS and one.code == code:
            found.setdefault(one.kind, one)
    for one in () if found else known:
        if one.kind in TABLES and code in one.covers:
            return (one,)
    return tuple(found.values())


def _far(key: Document, beside: str) -> tuple[bool, bool, str]:
    """Return by what keys of one code are ordered: that of the copy's own class first, then a file of its own."""
    path = PurePosixPath(key.path)
    pack = path.name.removesuffix(f"_{key.kind}{path.suffix}")
    own = path.parent.parent in PurePosixPath(beside).parents and PurePosixPath(beside).name.startswith(f"{pack}_")
    return (bool(beside) and not own, key.first != 1, key.path)
