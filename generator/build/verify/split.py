"""Which items of a sheet are parted by a page's or a column's end, though they are low enough to stand in one piece."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.build.verify.asked import Asked
from generator.build.verify.printed import Printed, extent
from generator.model.blocks import Figure

HALF, AROUND = 0.44, 5.8
"""Half of a frame in shares of the page's height; less so many times the height of its number, for what is drawn around texts
and between them, an item lower than that stands on one page (page design, section 6, "Item")."""

COLUMN, EDGE = 100.0, 6.0
"""Numbers of two columns stand at least so many points apart, those of one hardly more than a figure's width."""


def split(asked: Sequence[Asked], printed: Printed) -> Iterator[Asked]:
    """Yield the items, all of them found, of at most half a frame whose texts stand on two pages or in two columns."""
    columns = second_columns(asked, printed)
    for one in asked:
        if any(isinstance(block, Figure) for block in one.body.blocks) or one.item.picture:
            continue
        pages = [page for spot in one.read for page in (printed.page(spot.start), printed.page(spot.end - 1))]
        if min(pages) == max(pages):
            high = in_columns(one, printed, min(pages), columns)
        else:
            high = on_pages(one, printed, min(pages), max(pages)) if max(pages) - min(pages) == 1 else 0.0
        if 0.0 < high < HALF - AROUND * number_height(one, printed):
            yield one


def number_height(one: Asked, printed: Printed) -> float:
    """Return how high the number of an item is, in shares of the page's height."""
    assert one.spot is not None
    return extent(printed.boxes(one.spot.start, one.spot.start + 1)) / printed.high(printed.page(one.spot.start))


def on_pages(one: Asked, printed: Printed, first: int, last: int) -> float:
    """Return how high an item on two pages is altogether, in shares of a page's height."""
    part = printed.part(first)
    before = max(min(spot.end, part.end) for spot in one.read if spot.start < part.end)
    begin = printed.part(last).start
    after = min(max(spot.start, begin) for spot in one.read if spot.end > begin)
    start, end = min(spot.start for spot in one.read), max(spot.end for spot in one.read)
    return (extent(printed.boxes(start, before)) + extent(printed.boxes(after, end))) / printed.high(first)


def in_columns(one: Asked, printed: Printed, page: int, columns: Mapping[int, float]) -> float:
    """Return how high an item is altogether that goes on in the second column, in shares of the page's height, else 0.

    It does where its signs stand there, above its number.
    """
    if page not in columns:
        return 0.0
    boxes = [box for spot in sorted(one.read, key=lambda spot: spot.start) for box in printed.boxes(spot.start, spot.end)]
    right = columns[page]
    if boxes[0][0] >= right:
        return 0.0
    turn = next((i for i, box in enumerate(boxes) if box[0] >= right and box[1] > boxes[0][3]), 0)
    return (extent(boxes[:turn]) + extent(boxes[turn:])) / printed.high(page) if turn else 0.0


def second_columns(asked: Sequence[Asked], printed: Printed) -> dict[int, float]:
    """Return where the second column of pages begins that have one: their numbers stand under two edges."""
    lefts: dict[int, list[float]] = {}
    for one in asked:
        assert one.spot is not None
        place = one.spot.start
        lefts.setdefault(printed.page(place), []).append(printed.boxes(place, place + 1)[0][0])
    return {page: max(edges) - EDGE for page, edges in lefts.items() if max(edges) - min(edges) > COLUMN}
