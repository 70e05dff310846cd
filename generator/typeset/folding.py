"""Tables of more columns than their measure holds, set below one another; of so few that parts of them stand side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil
from typing import NamedTuple

from generator.model.markup import Node
from generator.typeset.setter import Setter
from generator.typeset.widths import Look, measured, placed

ROWS = 24
"""A table of more rows stands in parts side by side, where there is room for them."""
GAP = 16.0
"""Between such parts, in points."""


class Part(NamedTuple):
    """A part of a table as a table of its own, with the widths of its columns in points."""

    node: Node
    widths: list[float]


def needed(setter: Setter, node: Node, look: Look) -> tuple[float, float]:
    """Return how wide the first column of a table with `fold` is, and each of the others at least, in points.

    These are all as wide: they need the room of their longest word, and for more take no more than `fold`.
    """
    grid, count = placed(node.nodes("tr"))
    least, most = measured(setter, grid, count, look)
    return most[0], max(*least[1:], 0.0, min(max(most[1:], default=0.0), setter.em(float(node.get("fold")))))


def folded(setter: Setter, node: Node, look: Look, width: float) -> Iterator[Part]:
    """Yield a table's parts, one below the other: the first column, and as many others as fit, about as many in each.

    A cell over all columns stands in each part, a caption over the first.
    """
    rows = node.nodes("tr")
    grid, count = placed(rows)
    first, wide = needed(setter, node, look)
    size = ceil((count - 1) / ceil((count - 1) / max(1, int((width - first) / wide))))
    for start in range(1, count, size):
        kept = range(start, min(start + size, count))
        made = []
        for row, spots in zip(rows, grid, strict=True):
            cells = [spot.node for spot in spots if spot.span == 1 and (spot.column == 0 or spot.column in kept)]
            whole = [Node("td", {**spot.node.attributes, "colspan": f"{len(kept) + 1}"}, spot.node.children)
                     for spot in spots if spot.span > 1]  # fmt: skip
            made.append(Node("tr", row.attributes, [*cells, *whole]))
        caption = node.nodes("caption") if start == 1 else []
        yield Part(Node("table", node.attributes, [*caption, *made]), [first, *[(width - first) / size] * len(kept)])


def beside(setter: Setter, node: Node, look: Look, width: float) -> Sequence[Node]:
    """Return a long table with `fold` in parts that stand side by side, each with its head; one part where there is no room."""
    rows = node.nodes("tr")
    head = [row for row in rows if row.get("head") == "yes"]
    rest = rows[len(head) :]
    first, wide = needed(setter, node, look)
    across = first + wide * (placed(rows)[1] - 1)
    count = min(ceil(len(rest) / ROWS), int((width + GAP) / (across + GAP)), int(setter.tokens.number("column", "most")))
    if count < 2:
        return [node]
    parts, start = [], 0
    for place in range(1, count + 1):
        end = ceil(len(rest) * place / count)
        while rest[end - 1].get("hold") == "yes":
            end -= 1
        parts.append(Node("table", node.attributes, [*head, *rest[start:end]]))
        start = end
    return parts
