"""How many warnings and hints judging has for a topic: all that a build tells of it, remembered until the file changes."""

from __future__ import annotations

import time
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import generator
from generator.build.find import roots
from generator.build.kept import Kept, cache_folder
from generator.diagnostics import Diagnostic, Severity
from generator.model.level import Level


class Told(NamedTuple):
    """How many warnings and hints there are."""

    warnings: int
    hints: int


def today() -> str:
    """Return the day on which the program runs, for rules that ask for it."""
    return time.strftime("%Y-%m-%d")


def told(data: bytes, file: str, levels: Sequence[Level], *, strict: bool) -> tuple[list[Diagnostic], Told]:
    """Return what stops a build, and how much else `lembar check` would find by judging a topic's bytes at all levels.

    Warnings stop a `strict` build. Else judging, which takes a good part of a small build's time, is remembered.
    """
    if strict:
        found = judged(data, file, levels)
        warnings = [one for one in found if one.severity is Severity.WARNING]
        return warnings, Told(0, len(found) - len(warnings))
    day = today() if b"review_by" in data else ""
    facts = repr((generator.__version__, sha256(data).hexdigest(), tuple(levels), day)).encode("utf-8")

    def make() -> bytes:
        found = [one.severity for one in judged(data, file, levels)]
        return b"%d %d" % (found.count(Severity.WARNING), found.count(Severity.HINT))

    return [], Told(*map(int, Kept(cache_folder())("judged", facts, make).split()))


def judged(data: bytes, file: str, levels: Sequence[Level]) -> tuple[Diagnostic, ...]:
    """Return what judging finds in a topic's bytes; nothing where the topic has errors."""
    from generator.check import check
    from generator.judge import judge, subject
    from generator.source import read_bytes

    read = read_bytes(data, file, partial=True)
    made = check(read, levels)
    return () if made.failed else judge(subject(read, made.topics, made.languages, tuple(levels), today()))


def asked_for(name: str, path: Path) -> str:
    """Return the word by which the commands find a topic: its name where they look names up, else its path."""
    return name if any(path.resolve().is_relative_to(root.resolve()) for root in roots()) else path.as_posix()
