"""Sheets that were typeset before: pages are drawn again only where their markup, tokens, pictures or fonts are others now.

A sheet is kept as JSON with the streams of its objects after it; numbers come back as they were, to the last digit.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from operator import attrgetter
from typing import Any

from generator.assets import Assets
from generator.diagnostics import Failed
from generator.frozen import fields
from generator.model.keep import Keep
from generator.model.markup import Markup
from generator.model.sheet import Heading, Link, PageObject, PdfObject, Place, Sheet
from generator.typeset import FontSet, typeset

KIND = "sheets"
SOURCE = re.compile(r"""src\s*=\s*(?:"([^"]*)"|'([^']*)')""")
PLACE = attrgetter(*(part.name for part in fields(Place)))
LENGTH = 8
"""Bytes of the number that says how long the JSON is."""


def sheet_of(markup: Markup, assets: Assets, fonts: FontSet, first: int, keep: Keep, ground: str) -> Sheet:
    """Return the finished pages of one document as `typeset` does, or as it did. Raises Failed as it does.

    ground: the digest of the program, its layouts and its fonts; where there is none, nothing is kept.
    """
    if not ground:
        return typeset(markup, assets, fonts, first)
    drawn: list[Sheet] = []

    def draw() -> bytes:
        drawn.append(typeset(markup, assets, fonts, first))
        return packed(drawn[0], assets.used())

    pictures = "\0".join(f"{path}\0{digest}" for path, digest in shown(markup.text, assets))
    kept = keep(KIND, f"{ground}\0{first}\0{markup.tokens!r}\0{pictures}\0\0{markup.text}".encode(), draw)
    if drawn:
        return drawn[0]
    sheet, used = unpacked(kept)
    assets.reuse(used)
    return sheet


def shown(text: str, assets: Assets) -> Iterator[tuple[str, str]]:
    """Yield the pictures that a markup names, each with the digest of its file; typesetting tells what is wrong with one."""
    for path in sorted({double or single for double, single in SOURCE.findall(text)}):
        if "&" in path:
            from html import unescape  # rarely needed

            path = unescape(path)
        try:
            yield path, assets.digest(path)
        except Failed:
            yield path, ""


def packed(sheet: Sheet, used: list[str]) -> bytes:
    """Return a sheet, and the pictures that it shows, as bytes."""
    objects = [(one.head.decode("latin-1"), None if one.stream is None else len(one.stream)) for one in sheet.objects]
    places = list(map(PLACE, sheet.places))  # there are thousands
    parts = {"used": used, "objects": objects, "pages": sheet.pages, "places": places, "headings": sheet.headings}
    head = json.dumps(parts, default=_values, separators=(",", ":")).encode("ascii")
    return b"".join([len(head).to_bytes(LENGTH, "big"), head, *(one.stream for one in sheet.objects if one.stream)])


def unpacked(data: bytes) -> tuple[Sheet, list[str]]:
    """Return the sheet that was packed, and the pictures that it shows."""
    at = LENGTH + int.from_bytes(data[:LENGTH], "big")
    parts = json.loads(data[LENGTH:at])
    objects = []
    for head, size in parts["objects"]:
        objects.append(PdfObject(head.encode("latin-1"), None if size is None else data[at : at + size]))
        at += size or 0
    pages = (
        PageObject(width, height, tuple(contents), resources, tuple(Link(*link) for link in links), label)
        for width, height, contents, resources, links, label in parts["pages"]
    )
    places = tuple(Place(*place) for place in parts["places"])
    return Sheet(tuple(objects), tuple(pages), places, tuple(Heading(*one) for one in parts["headings"])), parts["used"]


def _values(part: Any) -> list[object]:
    """Return the fields of a part of a sheet, in order."""
    values: list[object] = part.__getstate__()
    return values
