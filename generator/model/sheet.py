"""Finished pages as plain PDF objects in bytes, and where everything stands on them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from generator.frozen import frozen, replace

REFERENCE = re.compile(rb"\x01(\d+)\x02")
"""How an object refers to another one of its sheet: see `reference`."""


@frozen
class Place:
    """A rectangle on a page (from 0), in points from the bottom left. `kind`: item, lines, gap, slot, choice."""

    kind: str
    name: str
    page: int
    x0: float
    y0: float
    x1: float
    y1: float


@frozen
class Heading:
    """An outline entry: `level` from 1, `top` in points from the bottom of its page."""

    title: str
    level: int
    page: int
    top: float


@frozen
class Link:
    """A rectangle of a page, in points from the bottom left, that leads to an address, or by `#7` to the page labelled 7."""

    x0: float
    y0: float
    x1: float
    y1: float
    href: str


@frozen
class PageObject:
    """A page: size in points; positions in `Sheet.objects` of its content streams and its resources; its links.

    label: the page number that is printed on it, shown by viewers; empty for a page that has none, such as a blank back.
    """

    width: float
    height: float
    contents: tuple[int, ...]
    resources: int
    links: tuple[Link, ...] = ()
    label: str = ""


@frozen
class PdfObject:
    """A PDF object. In `head`, `reference(k)` stands for a reference to object k of the same sheet.

    `stream` is its finished, possibly compressed, data; `head` then holds /Length and /Filter.
    """

    head: bytes
    stream: bytes | None = None


@frozen
class Sheet:
    """What `typeset` gives: no live object of any library, only bytes and numbers."""

    objects: tuple[PdfObject, ...]
    pages: tuple[PageObject, ...]
    places: tuple[Place, ...] = ()
    headings: tuple[Heading, ...] = ()


@frozen
class Metadata:
    """What a PDF says of itself. duplex: the edge over which its leaves turn, for a file that is meant for both sides."""

    title: str
    language: str
    author: str = ""
    subject: str = ""
    direction: Literal["L2R", "R2L"] = "L2R"
    duplex: Literal["", "long", "short"] = ""


def joined(sheets: Sequence[Sheet]) -> Sheet:
    """Return sheets as one, their pages one after the other; each page keeps its own resources."""
    objects: list[PdfObject] = []
    pages: list[PageObject] = []
    places: list[Place] = []
    headings: list[Heading] = []
    for sheet in sheets:
        before, first = len(objects), len(pages)
        for one in sheet.objects:
            head = REFERENCE.sub(lambda match, before=before: reference(int(match[1]) + before), one.head)  # type: ignore[misc]
            objects.append(PdfObject(head, one.stream))
        for page in sheet.pages:
            contents = tuple(index + before for index in page.contents)
            pages.append(replace(page, contents=contents, resources=page.resources + before))
        places += [replace(place, page=place.page + first) for place in sheet.places]
        headings += [replace(heading, page=heading.page + first) for heading in sheet.headings]
    return Sheet(tuple(objects), tuple(pages), tuple(places), tuple(headings))


def reference(index: int) -> bytes:
    """Return how a sheet's object refers to the object at `index` until `bind` numbers them."""
    return b"\x01%d\x02" % index
