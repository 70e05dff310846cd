"""A stretch of the flow in two columns, filled one after the other and balanced where it ends (page design, sections 7, 10).

What a column cannot hold whole stands across both: the columns end above it and go on below. So does a block that would stand in
them alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from generator.model.markup import Node
from generator.typeset.boxes import shown
from generator.typeset.setter import Setter, builds
from generator.typeset.slices import Columns, Slice, stacked

LEAST = 18
"""So many times the size of running text is a column wide at least; a narrower paper or a larger type has one column."""
WHOLE = 0.75
"""What is at most so much of a frame high is not parted in a column."""
ACROSS = frozenset({"area", "bank", "columns", "formula", "matching", "organiser", "table", "terms", "timeline"})
"""Blocks that are wider than a column, or that pupils write much in."""
LINES = 2
"""So many lines to write on an item in a column may have, none of them after a label."""
SMALL = 7.5
"""The least size of labels in a picture, in points (page design, section 3)."""
AHEAD = frozenset({"heading", "instruction", "section", "together"})
"""Blocks that stand as the block after them does."""


@builds("span")
def span(setter: Setter, node: Node, width: float) -> list[Slice]:
    """Blocks in two columns, where these are wide enough; the page breaker says which block stands in which."""
    gap = setter.tokens.number("column", "exam-gap")
    across = (width - gap) / 2
    if node.get("columns") != "2" or setter.tokens.number("column", "most") < 2 or across < LEAST * setter.style("body").size:
        return setter.flow(node.nodes(), width)
    full = setter.whole, setter.widen
    narrow = WHOLE * setter.frame, width / across
    columns, slices = Columns(across, across + gap), list[Slice]()
    setter.whole, setter.widen = narrow
    for wide, pairs in groupby(list(_judged(setter, node.nodes(), across)), key=lambda pair: pair[0]):
        setter.whole, setter.widen = full if wide else narrow
        made = setter.flow([_opened(part) if wide else part for _, part in pairs], width if wide else across)
        for slice_ in made:
            slice_.columns = slice_.columns if wide else columns
        slices += made
    setter.whole, setter.widen = full
    return slices


def _judged(setter: Setter, nodes: Sequence[Node], across: float) -> Iterator[tuple[bool, Node]]:
    """Yield blocks, each with whether it stands across both columns."""
    wide, judged = False, []
    for node in reversed(nodes):
        wide = wide if node.tag in AHEAD else _is_wide(setter, node, across)
        judged.append((wide, node))
    judged.reverse()
    for narrow, pairs in groupby(judged, key=lambda pair: not pair[0]):
        run = list(pairs)
        lonely = narrow and sum(part.tag not in AHEAD for _, part in run) == 1 and run[-1][1].tag != "group"
        yield from ((lonely or not narrow, part) for _, part in run)


def _is_wide(setter: Setter, node: Node, across: float) -> bool:
    """Say whether a column cannot hold a block; of a group, any part of it, or its text together with the first item."""
    if node.tag == "group":
        first = next((place for place, part in enumerate(node.nodes()) if part.tag == "item"), 0)
        if any(_is_wide(setter, part, across) for part in node.nodes()):
            return True
        return stacked(setter.flow(node.nodes()[: first + 1], across)) > setter.frame
    inside = list(_inside(node))
    if any(part.tag in ACROSS or (part.tag == "figure" and _is_large(setter, part, across)) for part in inside):
        return True
    if any(part.tag == "cloze" and sum(one.tag == "gap" for one in _inside(part)) > 1 for part in inside):
        return True
    lines = [part for part in inside if part.tag == "lines"]
    if sum(int(part.get("count") or 1) for part in lines) > LINES or any(part.get("label") for part in lines):
        return True
    known = len(setter.findings)
    slices = setter.flow([node], across)
    wrong = len(setter.findings) > known  # what has its fault at any width tells it again
    del setter.findings[known:]
    return wrong or stacked(slices) > setter.whole


def _is_large(setter: Setter, figure: Node, across: float) -> bool:
    """Say whether a picture as wide as a column has labels that are too small to read."""
    natural, _, _ = setter.pictures.size(figure.get("src"))
    return shown(setter, figure, across) / natural * setter.pictures.smallest(figure.get("src")) < SMALL


def _inside(node: Node) -> Iterator[Node]:
    yield node
    for child in node.nodes():
        yield from _inside(child)


def _opened(node: Node) -> Node:
    """Return a group with its items in columns of their own, for a text that stands across; any other block as it is."""
    if node.tag != "group":
        return node
    text, items = node.nodes("passage"), [part for part in node.nodes() if part.tag != "passage"]
    return Node("group", node.attributes, [*text, Node("span", {"columns": "2"}, [*items])])
