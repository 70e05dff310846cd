"""A stretch of the flow in two columns, filled one after the other and balanced where it ends (page design, sections 7, 10)."""

from __future__ import annotations

from generator.model.markup import Node
from generator.typeset.setter import Setter, builds
from generator.typeset.slices import Columns, Slice

LEAST = 18
"""So many times the size of running text is a column wide at least; a narrower paper or a larger type has one column."""
WHOLE = 0.75
"""What is at most so much of a frame high is not parted in a column."""


@builds("span")
def span(setter: Setter, node: Node, width: float) -> list[Slice]:
    """Blocks in two columns, where these are wide enough; the page breaker says which block stands in which."""
    gap = setter.tokens.number("column", "exam-gap")
    across = (width - gap) / 2
    if node.get("columns") != "2" or setter.tokens.number("column", "most") < 2 or across < LEAST * setter.style("body").size:
        return setter.flow(node.nodes(), width)
    outer, setter.whole = setter.whole, WHOLE * setter.frame
    slices = setter.flow(node.nodes(), across)
    setter.whole = outer
    columns = Columns(across, across + gap)
    for slice_ in slices:
        slice_.columns = columns
    return slices
