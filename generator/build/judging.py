"""What judging finds in a topic, remembered until the file or the rules change; a build tells only how much it is."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import generator
from generator.build.caching.facts import today
from generator.build.find import roots
from generator.diagnostics import Diagnostic, Severity, Span
from generator.model.keep import Keep, forget
from generator.model.level import Level

RULES = Path(generator.__file__).resolve().parent / "judge"


class Told(NamedTuple):
    """How many warnings and hints there are."""

    warnings: int
    hints: int


def has_its_day(data: bytes) -> bool:
    """Say whether what judging finds in a topic's bytes depends on the day on which it judges."""
    return b"review_by" in data


def told(data: bytes, file: str, levels: Sequence[Level], *, strict: bool, keep: Keep = forget) -> tuple[list[Diagnostic], Told]:
    """Return what stops a build, and how much else `lembar check` would find by judging a topic's bytes at all levels."""
    found = remembered(data, file, levels, lambda: judged(data, file, levels), keep)
    severities = [one.severity for one in found]
    warnings = [one for one in found if one.severity is Severity.WARNING] if strict else []
    return warnings, Told(severities.count(Severity.WARNING) - len(warnings), severities.count(Severity.HINT))


def remembered(
    data: bytes, file: str, levels: Sequence[Level], judge: Callable[[], Iterable[Diagnostic]], keep: Keep
) -> tuple[Diagnostic, ...]:
    """Return what `judge` finds in a topic's bytes, or found when it last judged the same by the same rules."""
    day = today() if has_its_day(data) else ""
    facts = repr((generator.__version__, marshal.version, rules(), sha256(data).hexdigest(), tuple(levels), day)).encode("utf-8")
    kept = keep("judged", facts, lambda: marshal.dumps([_plain(one) for one in judge()]))
    return tuple(
        Diagnostic(code, Severity(severity), message, Span(file, *place) if place else None, label, help_text)
        for code, severity, message, place, label, help_text in marshal.loads(kept)
    )


def _plain(one: Diagnostic) -> tuple[object, ...]:
    place = tuple(one.span)[1:] if one.span else ()
    return one.code, one.severity.value, one.message, place, one.label, one.help


@cache
def rules() -> str:
    """Return the digest of all that judging goes by."""
    files = sorted(path for path in RULES.rglob("*") if path.suffix in (".py", ".yaml"))
    return sha256(b"".join(sha256(path.read_bytes()).digest() for path in files)).hexdigest()


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
