"""Who gets which sheet: a roster's pupils in hand-out order, each with a language, a level, a look and a version."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from generator.diagnostics import Failed, finding
from generator.frozen import frozen
from generator.model.roster import Pupil


@frozen
class Wanted:
    """What tells the sheets of a topic apart; `label` is empty without versions."""

    language: str
    level: str
    profile: str
    label: str = ""


@frozen
class Handed:
    """One copy: whose it is, and of which sheet. A spare one has a pupil without a name."""

    pupil: Pupil
    wanted: Wanted


@frozen
class Versions:
    """Versions of one sheet that a class has, in one language and at one level."""

    language: str
    level: str
    labels: tuple[str, ...]


def versions(members: Sequence[Handed]) -> tuple[Versions, ...]:
    """Return the versions that a class has, where these are two or more."""
    found: dict[tuple[str, str], set[str]] = {}
    for wanted in sorted({one.wanted for one in members}, key=repr):
        found.setdefault((wanted.language, wanted.level), set()).add(wanted.label)
    counted = ((place, tuple(sorted(labels, key=_count))) for place, labels in found.items())
    return tuple(Versions(*place, labels) for place, labels in counted if len(labels) > 1)


def handed(pupils: Sequence[Pupil], usual: Wanted, labels: Sequence[str], spare: int = 0) -> tuple[Handed, ...]:
    """Return all copies by class and number; where a row says nothing, the `usual` holds, and versions go round.

    Neighbours get different versions, unless the roster says otherwise. Each class has `spare` copies more at its end.
    Raises Failed with each row whose version is not among `labels`.
    """
    findings = [
        finding("roster-no-variant", pupil.span, variant=pupil.variant.upper(), count=max(_count(pupil.variant), 2))
        for pupil in pupils
        if pupil.variant and pupil.variant not in labels
    ]
    if findings:
        raise Failed(findings)
    return tuple(_given(pupils, usual, labels, spare))


def _given(pupils: Sequence[Pupil], usual: Wanted, labels: Sequence[str], spare: int) -> Iterator[Handed]:
    known: dict[tuple[str, str, str, str], Wanted] = {}  # a thousand copies are of few sheets
    for group, members in groupby(sorted(pupils, key=_place), key=lambda pupil: pupil.group):
        turn, before = 0, ""
        for pupil in (*members, *(Pupil("", group=group) for _ in range(spare))):
            label = pupil.variant
            if not label and labels:
                turn += labels[turn % len(labels)] == before and len(labels) > 1
                label = labels[turn % len(labels)]
                turn += 1
            before = label
            asked = pupil.language or usual.language, pupil.level or usual.level, pupil.profile or usual.profile, label
            wanted = known[asked] = known.get(asked) or Wanted(*asked)
            for _ in range(pupil.copies):
                yield Handed(pupil, wanted)


def _place(pupil: Pupil) -> tuple[list[tuple[int, int, str]], list[tuple[int, int, str]]]:
    return _natural(pupil.group), _natural(pupil.number)


def _natural(text: str) -> list[tuple[int, int, str]]:
    """Return what sorts 2 before 10, and IX-A before IX-B, whatever the capitals; what is empty comes last."""
    if not text:
        return [(2, 0, "")]
    parts = re.findall(r"\d+|\D+", text.casefold())
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts]


def _count(label: str) -> int:
    """Return how many versions there must be for one with this label: 3 for c, 27 for aa."""
    count = 0
    for letter in label:
        count = count * 26 + ord(letter) - ord("a") + 1
    return count


def folder_names(groups: Sequence[str]) -> dict[str, str]:
    """Return a file name's beginning for each class: small letters, digits and `-`; no two alike."""
    names: dict[str, str] = {}
    for group in groups:
        plain = re.sub(r"[^a-z0-9]+", "-", group.casefold()).strip("-")[:40] or "class"
        name, number = plain, 1
        while name in names.values():
            number += 1
            name = f"{plain}-{number}"
        names[group] = name
    return names
