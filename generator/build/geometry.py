"""The geometry of an answer sheet: where its bubbles, fields and answers stand, for those who read scans of it.

It is written as JSON beside the PDF and has neither names of items nor keys. All lengths are points, from a page's top left
corner, x to the right and y down; the page on scanning says what each field means.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

import generator
from generator.build.rows import beside
from generator.model.sheet import Place, Sheet
from generator.write import Artifact

FORMAT = 1
Fact = dict[str, Any]


def geometry(sheet: Sheet, artifact: Artifact) -> Artifact | None:
    """Return the geometry of a sheet with squares in its corners, with its row of the manifest; None for any other."""
    if not any(place.kind == "corner" for place in sheet.places):
        return None
    row = artifact.row
    numbers = {str(entry["name"]): number for number, entry in enumerate(row["items"], 1)}
    lists = {
        "items": _items(sheet, numbers),
        "pages": [_page(sheet, number) for number in range(len(sheet.pages))],
    }
    facts = {"format": FORMAT, "code": row["code"], "label": row["label"], "unit": "pt", "origin": "top-left"}
    data = _rendered(facts, lists)
    path = str(PurePosixPath(artifact.path).with_suffix(".json"))
    return Artifact(data, {**beside(artifact), "path": path, "versions": {"lembar": generator.__version__}})


def _rendered(facts: Fact, lists: Mapping[str, Sequence[Fact]]) -> bytes:
    """Return JSON with each page and item on a line of its own, fields by name."""
    lines = [f" {json.dumps(name)}: {json.dumps(value)}" for name, value in sorted(facts.items())]
    for name, entries in lists.items():
        shown = ",\n".join(f"  {json.dumps(entry, ensure_ascii=False, sort_keys=True)}" for entry in entries)
        lines.append(f" {json.dumps(name)}: [\n{shown}\n ]")
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def _page(sheet: Sheet, number: int) -> Fact:
    page = sheet.pages[number]
    places = [place for place in sheet.places if place.page == number]
    return {
        "page": number + 1,
        "width": _short(page.width),
        "height": _short(page.height),
        "corners": {place.name: _rectangle(sheet, place) for place in places if place.kind == "corner"},
        "fields": {place.name: _rectangle(sheet, place) for place in places if place.kind in ("field", "slot")},
    }


def _items(sheet: Sheet, numbers: Mapping[str, int]) -> list[Fact]:
    """Return the items in the order of their numbers: the bubbles of each, and the areas that are written on."""
    items: dict[int, Fact] = {number: {"number": number, "bubbles": [], "areas": []} for number in numbers.values()}
    for place in _sorted(sheet.places):
        if place.kind == "bubble":
            number, row, label = place.name.split("/")
            x0, y0, x1, y1 = _rectangle(sheet, place)
            circle = {"x": _short((x0 + x1) / 2), "y": _short((y0 + y1) / 2), "radius": _short((x1 - x0) / 2)}
            items[int(number)]["bubbles"].append({"page": place.page + 1, "row": row, "label": label, **circle})
        elif place.kind == "item" and place.name in numbers:
            area = {"page": place.page + 1, "rectangle": _rectangle(sheet, place)}
            items[numbers[place.name]]["areas"].append(area)
    return [items[number] for number in sorted(items)]


def _sorted(places: Iterable[Place]) -> list[Place]:
    """Return places as one reads: by page, rows from above, each from the left."""
    return sorted(places, key=lambda place: (place.page, -round(place.y1, 2), round(place.x0, 2)))


def _rectangle(sheet: Sheet, place: Place) -> tuple[float, float, float, float]:
    """Return a place as left, top, right and bottom."""
    height = sheet.pages[place.page].height
    return _short(place.x0), _short(height - place.y1), _short(place.x1), _short(height - place.y0)


def _short(length: float) -> float:
    return round(length, 2)
