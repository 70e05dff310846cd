"""Finished pages as plain PDF objects in bytes, and where everything stands on them."""

from __future__ import annotations

from typing import Literal

from generator.frozen import frozen


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
    """A rectangle of a page, in points from the bottom left, that leads to an address."""

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


def reference(index: int) -> bytes:
    """Return how a sheet's object refers to the object at `index` until `bind` numbers them."""
    return b"\x01%d\x02" % index
