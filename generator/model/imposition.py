"""Imposition: which leaf of a document stands in which place of which side of paper.

`2up` and `4up` print the same leaf side by side, as copies to cut apart; `booklet` prints leaves two by two, so that the
sheets, laid into one another, folded and stitched at the fold, give a booklet.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Union

from generator.frozen import frozen

Side = tuple[Union[int, None], ...]
"""The leaves of one side of paper, from 0, row by row from the top left; None is a blank."""


@frozen
class Scheme:
    """A way of imposing: so many columns and rows of leaves on a side, all of them copies of one leaf or not.

    turned: the paper lies on its longer side.
    """

    columns: int = 1
    rows: int = 1
    copies: bool = False
    turned: bool = False

    def leaf(self, width: float, height: float) -> tuple[float, float]:
        """Return the size of a leaf of upright paper, each as long as the paper gives, never scaled."""
        across, down = (height, width) if self.turned else (width, height)
        return across / self.columns, down / self.rows


PLAIN = Scheme()
SCHEMES: Mapping[str, Scheme] = {
    "2up": Scheme(2, 1, True, True),
    "4up": Scheme(2, 2, True),
    "booklet": Scheme(2, 1, turned=True),
}


def sides(leaves: int, scheme: str = "", *, duplex: bool = False) -> tuple[Side, ...]:
    """Return the sides of paper that a document of so many leaves takes, in the order of printing.

    With `duplex` the last side is blank where the others leave a back over; a booklet is always printed on both sides.
    """
    if scheme == "booklet":
        return _folded(leaves)
    chosen = SCHEMES.get(scheme, PLAIN)
    places = chosen.columns * chosen.rows
    made: list[Side] = [(leaf,) * places for leaf in range(leaves)]
    if duplex and leaves % 2:
        made.append((None,) * places)
    return tuple(made)


@frozen
class Spot:
    """Where a leaf stands: a side, from 0, and the edges left, bottom, right, top in shares of its width and height."""

    side: int
    left: float = 0.0
    bottom: float = 0.0
    right: float = 1.0
    top: float = 1.0

    @property
    def whole(self) -> bool:
        """Whether the leaf is the whole side."""
        return (self.left, self.bottom, self.right, self.top) == (0.0, 0.0, 1.0, 1.0)

    def box(self, width: float, height: float) -> tuple[float, float, float, float]:
        """Return the edges in points on a side of this size."""
        return self.left * width, self.bottom * height, self.right * width, self.top * height


def spots(leaves: int, scheme: str = "", *, duplex: bool = False) -> tuple[tuple[Spot, ...], ...]:
    """Return for each leaf where it stands: as often as there are copies."""
    chosen = SCHEMES.get(scheme, PLAIN)
    found: list[list[Spot]] = [[] for _ in range(leaves)]
    for number, side in enumerate(sides(leaves, scheme, duplex=duplex)):
        for place, leaf in enumerate(side):
            if leaf is not None:
                row, column = divmod(place, chosen.columns)
                left, top = column / chosen.columns, 1 - row / chosen.rows
                found[leaf].append(Spot(number, left, top - 1 / chosen.rows, left + 1 / chosen.columns, top))
    return tuple(map(tuple, found))


def _folded(leaves: int) -> tuple[Side, ...]:
    """Return the sides of a saddle-stitched booklet, the outermost sheet first; blanks stand at its end."""
    count = -(-leaves // 4) * 4
    made: list[Side] = []
    for sheet in range(count // 4):
        first, last = 2 * sheet, count - 1 - 2 * sheet
        for left, right in ((last, first), (first + 1, last - 1)):
            made.append((left if left < leaves else None, right if right < leaves else None))
    return tuple(made)


def paper_sheets(sides: int, *, both: bool = True) -> int:
    """Return how many sheets of paper so many sides take, printed on both sides or on one."""
    return -(-sides // 2) if both else sides
