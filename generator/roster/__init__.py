"""A roster file becomes pupils: headings in any of the known languages, wrong rows named, nothing guessed silently."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from generator import source
from generator.diagnostics import Diagnostic, Failed, Severity, Span, finding
from generator.diagnostics.nearest import did_you_mean, nearest
from generator.model.roster import Pupil
from generator.roster.tables import LONGEST, Line, lines

__all__ = ["read"]

HEADINGS = Path(__file__).with_name("headings.yaml")
MOST_COPIES = 500
TITLES = 15
"""So many lines of a list may stand above its headings: what school, which class."""
SHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Signs that no name has: control characters and marks of direction."""


def read(data: bytes, file: str) -> tuple[tuple[Pupil, ...], tuple[Diagnostic, ...]]:
    """Return the pupils in the order of the file, with warnings. Raises Failed with every error."""
    table = lines(data, file)
    if not table:
        raise Failed([finding("roster-empty", Span(file))])
    findings: list[Diagnostic] = []
    start = next((place for place, row in enumerate(table[:TITLES]) if "name" in map(_column, row.cells)), 0)
    heading, rows = table[start], table[start + 1 :]
    columns = headed(heading, file, findings)
    pupils = [pupil for row in rows if (pupil := _pupil(row, columns, len(heading.cells), file, findings)) is not None]
    if not pupils and not findings:
        findings.append(finding("roster-empty", Span(file)))
    findings += twice(pupils)
    if any(found.severity is Severity.ERROR for found in findings):
        raise Failed(findings)
    return tuple(pupils), tuple(findings)


def headed(heading: Line, file: str, findings: list[Diagnostic]) -> Mapping[str, int]:
    """Return where each known column stands; what is missing, unknown or there twice goes to `findings`."""
    places: dict[str, int] = {}
    for place, cell in enumerate(heading.cells):
        column = _column(cell)
        if not column:
            close = nearest(_plain(cell), [word for words in _known()["columns"].values() for word in words])
            code = "roster-odd-column" if close else "roster-unknown-column"
            findings += [finding(code, Span(file, heading.number), name=cell, close=close)] if cell else []
        elif column in places:
            findings.append(finding("roster-two-columns", Span(file, heading.number), name=cell, column=column))
        else:
            places[column] = place
    if "name" not in places:
        shown = ", ".join(f"`{cell}`" for cell in heading.cells if cell)
        findings[:] = [finding("roster-no-name", Span(file, heading.number), found=shown)]
        raise Failed(findings)
    return places


def _pupil(row: Line, columns: Mapping[str, int], width: int, file: str, findings: list[Diagnostic]) -> Pupil | None:
    span = Span(file, row.number)
    cells = {column: row.cells[place] if place < len(row.cells) else "" for column, place in columns.items()}
    before = len(findings)
    if any(row.cells[width:]):
        findings.append(finding("roster-long-row", span, found=len(row.cells), wanted=width))
    for column, cell in cells.items():
        if len(cell) > LONGEST:
            findings.append(finding("roster-long-cell", span, column=column, limit=LONGEST))
        elif SHOWN.search(cell):
            number = f"U+{ord(SHOWN.search(cell)[0]):04X}"  # type: ignore[index]
            findings.append(finding("roster-bad-character", span, column=column, number=number))
    if not cells["name"]:
        findings.append(finding("roster-nameless", span))
    settled = dict(_settled(cells, span, findings))
    copies = _count(cells.get("copies", ""), span, findings)
    if len(findings) > before and any(found.severity is Severity.ERROR for found in findings[before:]):
        return None
    return Pupil(
        name=unicodedata.normalize("NFC", cells["name"]),
        number=_whole(cells.get("number", "")),
        group=unicodedata.normalize("NFC", cells.get("class", "")),
        copies=copies,
        span=span,
        **settled,
    )


def _settled(cells: Mapping[str, str], span: Span, findings: list[Diagnostic]) -> Iterator[tuple[str, str]]:
    """Yield level, language, profile and variant as the program calls them."""
    for column in ("level", "language", "profile"):
        cell = cells.get(column, "")
        if not cell:
            yield column, ""
            continue
        meant = {word: name for name, words in _known()[column].items() for word in words}
        if _plain(cell) not in meant:
            hint = did_you_mean(cell.casefold(), list(meant), "known are " + ", ".join(f"`{name}`" for name in _known()[column]))
            findings.append(finding("roster-bad-value", span, column=column, value=cell, hint=hint))
        yield column, meant.get(_plain(cell), "")
    variant = cells.get("variant", "")
    variant = variant and re.sub(r"^(paket|version|versi|variant|varian)\s*", "", variant.casefold())
    if variant and not re.fullmatch(r"[a-z]{1,2}", variant):
        hint = "a variant is a letter, such as `A`"
        findings.append(finding("roster-bad-value", span, column="variant", value=cells["variant"], hint=hint))
    yield "variant", variant


def _count(cell: str, span: Span, findings: list[Diagnostic]) -> int:
    if not cell:
        return 1
    whole = _whole(cell)
    if whole.isascii() and whole.isdecimal() and len(whole) < 5 and 1 <= int(whole) <= MOST_COPIES:
        return int(whole)
    hint = f"write a number from 1 to {MOST_COPIES}, or nothing for one copy"
    findings.append(finding("roster-bad-value", span, column="copies", value=cell, hint=hint))
    return 1


def _whole(cell: str) -> str:
    """Return a number as a school means it: a spreadsheet's `7.0` is 7; everything else as it is written."""
    return cell[:-2] if cell.endswith(".0") and re.fullmatch(r"\d+\.0", cell) else cell


def twice(pupils: Sequence[Pupil]) -> Iterator[Diagnostic]:
    """Yield a warning for each row that says the same as one before it, and for each number that a class has twice."""
    seen: dict[tuple[str, ...], int] = {}
    for pupil in pupils:
        assert pupil.span is not None
        same = ("", pupil.name, pupil.number, pupil.group)
        number = (pupil.group, pupil.number)
        if pupil.number and same in seen:
            yield finding("roster-same-row", pupil.span, name=pupil.name, line=seen[same])
        elif pupil.number and number in seen:
            yield finding("roster-same-number", pupil.span, number=pupil.number, line=seen[number])
        seen.setdefault(same, pupil.span.line)
        seen.setdefault(number, pupil.span.line)


def _column(heading: str) -> str:
    """Return the column that a heading names, empty where it names none."""
    plain = _plain(heading)
    return next((column for column, words in _known()["columns"].items() if plain in words), "")


def _plain(cell: str) -> str:
    """Return a heading or a word as it is compared: small letters and digits only."""
    return "".join(char for char in unicodedata.normalize("NFKC", cell).casefold() if char.isalnum())


@cache
def _known() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    from generator.source.values import Fields, Listing, Scalar

    value = source.read(HEADINGS).value
    assert isinstance(value, Fields)
    return {
        name: {
            column: tuple(word.text for word in words.entries if isinstance(word, Scalar))
            for column, words in part.entries.items()
            if isinstance(words, Listing)
        }
        for name, part in value.entries.items()
        if isinstance(part, Fields)
    }
