"""What a build depends on, as facts: a kind, a path and a digest of what the disk says there. Times are never looked at.

Imports next to nothing: on an unchanged request this, and what reads the record, is all that runs.
"""

# ruff: noqa: PTH113, PTH116, PTH208 -- a Path costs more than to read a small file, and there are hundreds
from __future__ import annotations

import hashlib
import os
import stat
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from generator.folders import PACKAGE, bundled

Fact = tuple[str, str, str]
"""A kind of `KINDS`, a path as the build names it, and what was found there."""
BLOCK = 1 << 20
BINARY = getattr(os, "O_BINARY", 0)
NOT_CODE = frozenset({"__pycache__", "bundled", "docs"})
"""Folders of the package on which no output depends, or that are looked at as layouts and topics."""


class Look:
    """One look at the disk: each fact is settled once, by the bytes as they were when it was first asked for."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], str] = {}

    def at(self, kind: str, path: str = "") -> str:
        """Return what the disk says at a path; nothing where there is nothing of the kind."""
        known = self._known.get((kind, path))
        if known is None:
            known = self._known[kind, path] = KINDS[kind](path)
        return known

    def facts(self, asked: Iterable[tuple[str, str]]) -> list[Fact]:
        """Return the facts of these kinds and paths."""
        return [(kind, path, self.at(kind, path)) for kind, path in asked]

    def agrees(self, facts: Iterable[Sequence[str]]) -> bool:
        """Say whether all facts hold still."""
        return all(self.at(kind, path) == digest for kind, path, digest in facts)


def digest(path: str) -> str:
    """Return the digest of a file's bytes; nothing where there is no plain file that can be read."""
    sums = hashlib.sha256()
    try:
        found = os.stat(path)
        if not stat.S_ISREG(found.st_mode):  # pipes and devices are not opened
            return ""
        room = min(BLOCK, found.st_size + 1)
        handle = os.open(path, os.O_RDONLY | BINARY)
        try:
            while block := os.read(handle, room):
                sums.update(block)
        finally:
            os.close(handle)
    except (OSError, ValueError):
        return ""
    return sums.hexdigest()


def below(folder: str | Path, endings: tuple[str, ...] = (), passed: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield the files below a folder, those with one of the endings where there are some; hidden ones are passed over."""
    try:
        with os.scandir(folder) as found:
            entries = sorted((entry for entry in found if not entry.name.startswith(".")), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if not entry.is_dir() and (not endings or entry.name.endswith(endings)):
            yield entry.path
    for entry in entries:
        if entry.is_dir() and not entry.is_symlink() and entry.name not in passed:
            yield from below(entry.path, endings, passed)


def tree(folder: str | Path, endings: tuple[str, ...] = (), passed: frozenset[str] = frozenset()) -> str:
    """Return the digest of the names and bytes of all files below a folder."""
    sums = hashlib.sha256()
    for path in below(folder, endings, passed):
        sums.update(os.fsencode(path) + b"\0" + digest(path).encode("ascii") + b"\n")
    return sums.hexdigest()


def ground(_: str = "") -> str:
    """Return the digest of all that every output depends on: the program, what it runs on, layouts and fonts."""
    layouts = [tree("layouts"), tree(bundled("layouts"))]
    return hashlib.sha256("\n".join([code(), sys.version, *libraries(), *layouts]).encode("utf-8")).hexdigest()


def code() -> str:
    """Return the digest of the program's own files."""
    return tree(PACKAGE, passed=NOT_CODE)


def libraries() -> Iterator[str]:
    """Yield names and versions of the libraries that Python finds, by the names of the folders that tell of them."""
    for folder in sys.path:
        try:
            names = os.listdir(folder)
        except OSError:
            continue
        yield from sorted(name for name in names if name.endswith((".dist-info", ".egg-info")))


def today(_: str = "") -> str:
    """Return the day on which the program runs, for rules that ask for it."""
    return time.strftime("%Y-%m-%d")


KINDS: dict[str, Callable[[str], str]] = {
    "file": digest,
    "there": lambda path: "yes" if os.path.isfile(path) else "",
    "topics": lambda folder: tree(folder, (".yaml",)),
    "ground": ground,
    "day": today,
}
