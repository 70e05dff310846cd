"""What finished files say of points: at the items of a candidate's sheet, in the rubrics and sums of its key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from generator.build.verify.asked import Asked
from generator.build.verify.expected import worded
from generator.build.verify.printed import Printed, plain
from generator.diagnostics import Diagnostic, finding
from generator.languages import Words
from generator.model.topic import Topic


def shares(topic: Topic, row: Mapping[str, Any]) -> dict[str, Decimal]:
    """Return what the items of a sheet are worth by name where a blueprint says so or they share a total, reckoned anew."""
    total = (row.get("asked") or {}).get("total")
    worths = {entry["name"]: Decimal(entry["worth"]) for entry in row["items"] if "worth" in entry}
    if total is None:
        return worths
    draws = {entry["name"]: {name: tuple(positions) for name, positions in entry["draw"].items()} for entry in row["items"]}
    return topic.shares(draws, total, worths) or {}


def on_sheet(printed: Printed, path: str, words: Words, row: Mapping[str, Any], asked: Sequence[Asked]) -> Iterator[Diagnostic]:
    """Yield a finding for each item that does not say what it is worth, nor the section that it stands in.

    One point need not be said; a sheet that was asked for without points says none.
    """
    if not (row.get("asked") or {}).get("points", True):
        return
    found = [(one, one.spot.start) for one in asked if one.spot is not None]
    ends = [*(start for _, start in found[1:]), len(printed.whole)]
    for (one, start), end in zip(found, ends, strict=True):
        points = amount(one.key.points)
        headed = next(printed.every(plain(words("exam.each", points=points)), 0, start), None) if row["kind"] == "exam" else None
        beside = printed.find(words("sheet.points", points=points), start, end)
        if points != 1 and beside is None and headed is None:
            yield finding("missing-text", None, path=path, what=f"the points of `{one.item.name}`", text=str(points))


def in_key(printed: Printed, path: str, words: Words, asked: Sequence[Asked]) -> Iterator[Diagnostic]:
    """Yield a finding for each row of a rubric, and for the sum of the sheet, that a key does not have with its points."""
    rows = [(row.text, row.points, one.item.name) for one in asked for row in one.key.rubric]
    for text, points, name in rows:
        said = worded(text, words)
        if plain(said) and printed.find(f"{said} {words.number(amount(points))}") is None:
            yield finding("missing-text", None, path=path, what=f"the rubric of `{name}`", text=f"{said}: {points}")
    total = sum((one.key.points for one in asked), Decimal(0))
    line = f"{words('key.total')} {len(asked)} {words.number(amount(total))}"
    if asked and printed.find(line) is None:
        yield finding("missing-text", None, path=path, what="the sum of points", text=line)


def amount(points: Decimal) -> Decimal:
    """Return points without idle zeros, as they are printed."""
    return Decimal(f"{points.normalize():f}")
