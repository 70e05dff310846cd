"""Finished leaves are put on paper: copies side by side to cut apart, a booklet to fold, blank backs.

A leaf is never scaled: it was laid out at its own size. Its content stream is shared by all sides that show it, each moving
and clipping it; links, bookmarks and places move along.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from generator.bind.statements import number
from generator.frozen import replace
from generator.model.imposition import PLAIN, SCHEMES, sides, spots
from generator.model.sheet import PageObject, PdfObject, Sheet, reference

SCISSORS = (
    b"0.6 w 2 J -1.3 -4.9 m 1.7 6 l S 1.3 -4.9 m -1.7 6 l S "  # the blades cross where they are joined
    b"q 1 0 0 1 -2.1 -6.6 cm %(ring)s S Q q 1 0 0 1 2.1 -6.6 cm %(ring)s S Q"
) % {b"ring": b"1.8 0 m 1.8 1 1 1.8 0 1.8 c -1 1.8 -1.8 1 -1.8 0 c -1.8 -1 -1 -1.8 0 -1.8 c 1 -1.8 1.8 -1 1.8 0 c h"}
"""A small pair of scissors that cuts upwards, round the origin: 17 points high, 8 wide."""
FROM_EDGE, HIGH = 28.0, 12.0
"""Where the scissors stand on a cut line, points from the paper's edge, and how far they reach along it."""


def impose(sheet: Sheet, scheme: str = "", *, duplex: bool = False, cut: Sequence[float] = (0.6, 4, 3)) -> Sheet:
    """Return a sheet whose pages are sides of paper with the leaves of another on them; the same one where nothing changes.

    Copies are parted by lines of the token stroke.cut, drawn where they are cut: on fronts. Raises KeyError for a scheme that
    there is not.
    """
    if not scheme and len(sides(len(sheet.pages), duplex=duplex)) == len(sheet.pages):
        return sheet
    return _Imposing(sheet, scheme, duplex).sheet(_marks(sheet.pages[0], scheme, cut))


def turns_over(page: PageObject) -> Literal["long", "short"]:
    """Return the edge of the paper over which sides like this one turn as the pages of a book do: the upright one."""
    return "long" if page.height >= page.width else "short"


class _Imposing:
    """One sheet on its way to paper. `at` lists where each leaf stands: side, and points from the side's bottom left."""

    def __init__(self, source: Sheet, scheme: str, duplex: bool) -> None:
        self.source, self.both = source, duplex
        self.arranged = sides(len(source.pages), scheme, duplex=duplex)
        chosen = SCHEMES[scheme] if scheme else PLAIN
        self.objects = list(source.objects)
        self.known: dict[bytes, int] = {}
        wide, high = source.pages[0].width * chosen.columns, source.pages[0].height * chosen.rows
        self.size = wide, high
        placed = spots(len(source.pages), scheme, duplex=duplex)
        self.at = [[(spot.side, *spot.box(wide, high)[:2]) for spot in leaf] for leaf in placed]

    def sheet(self, marks: bytes) -> Sheet:
        """Return the sides as a sheet; `marks` stand on all that are fronts."""
        pages = [self.page(side, b"" if self.both and side % 2 else marks) for side in range(len(self.arranged))]
        places = tuple(
            replace(place, page=side, x0=place.x0 + x, y0=place.y0 + y, x1=place.x1 + x, y1=place.y1 + y)
            for place in self.source.places
            for side, x, y in self.at[place.page]
        )
        headings = tuple(
            replace(heading, page=side, top=heading.top + y)
            for heading in self.source.headings
            for side, _, y in self.at[heading.page][:1]
        )
        return Sheet(tuple(self.objects), tuple(pages), places, headings)

    def page(self, side: int, marks: bytes) -> PageObject:
        """Return one side of paper."""
        leaves = [(self.source.pages[leaf], leaf) for leaf in dict.fromkeys(self.arranged[side]) if leaf is not None]
        resources = {page.resources for page, _ in leaves}
        apart = len(resources) > 1  # parts of a book: fonts of different leaves have the same names
        contents: list[int] = []
        links = []
        for page, x, y in ((page, x, y) for page, leaf in leaves for at, x, y in self.at[leaf] if at == side):
            edges = b" ".join(map(number, (page.width, page.height)))
            start = b"q 1 0 0 1 %s %s cm 0 0 %s re W n" % (number(x), number(y), edges)
            shown = [self.stream(b"/L%d Do" % index) for index in page.contents] if apart else page.contents
            contents += [self.stream(start), *shown, self.stream(b"Q")]
            links += [replace(one, x0=one.x0 + x, y0=one.y0 + y, x1=one.x1 + x, y1=one.y1 + y) for one in page.links]
        if marks or not contents:
            contents.append(self.stream(marks))
        return PageObject(
            *self.size,
            tuple(contents),
            self.forms([page for page, _ in leaves]) if apart else min(resources, default=self.source.pages[0].resources),
            tuple(links),
            ", ".join(page.label for page, _ in leaves if page.label),
        )

    def forms(self, pages: Sequence[PageObject]) -> int:
        """Return the position of resources that hold each page as a form of its own: its content with its own resources."""
        listed = b""
        for page in pages:
            edges = b" ".join(map(number, (page.width, page.height)))
            head = b"<</Type/XObject/Subtype/Form/BBox[0 0 %s]/Resources %s" % (edges, reference(page.resources))
            for index in page.contents:
                content = self.objects[index]
                listed += b"/L%d %s" % (index, reference(len(self.objects)))
                self.objects.append(PdfObject(head + content.head[2:], content.stream))
        self.objects.append(PdfObject(b"<</XObject<<%s>>>>" % listed))
        return len(self.objects) - 1

    def stream(self, data: bytes) -> int:
        """Return the position of a stream among the objects; one that reads the same is there once."""
        if data not in self.known:
            self.known[data] = len(self.objects)
            self.objects.append(PdfObject(b"<</Length %d>>" % len(data), data))
        return self.known[data]


def _marks(leaf: PageObject, scheme: str, cut: Sequence[float]) -> bytes:
    """Return the operators of the lines along which copies are cut apart; none where nothing is cut."""
    chosen = SCHEMES.get(scheme, PLAIN)
    if not chosen.copies:
        return b""
    wide, high = leaf.width * chosen.columns, leaf.height * chosen.rows
    upright = (b"1 0 0 1 %s 0 cm" % number(leaf.width * column) for column in range(1, chosen.columns))
    level = (b"0 -1 1 0 0 %s cm" % number(leaf.height * row) for row in range(1, chosen.rows))
    return b" ".join([*_cuts(upright, high, cut), *_cuts(level, wide, cut)])


def _cuts(turns: Iterator[bytes], length: float, cut: Sequence[float]) -> Iterator[bytes]:
    """Yield a dashed line upwards with scissors at its start, turned as each of `turns` says."""
    stroke, on, off = map(number, cut)
    for turn in turns:
        line = b"%s w [%s %s] 0 d 0 0 m 0 %s l 0 %s m 0 %s l S" % (
            stroke, on, off, number(FROM_EDGE - HIGH), number(FROM_EDGE + HIGH), number(length),
        )  # fmt: skip
        yield b"q %s q %s Q q 1 0 0 1 0 %s cm %s Q Q" % (turn, line, number(FROM_EDGE), SCISSORS)
