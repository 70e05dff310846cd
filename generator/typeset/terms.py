"""A glossary: terms and their meanings in columns."""

from __future__ import annotations

from collections.abc import Sequence

from generator.model.markup import Node
from generator.typeset.canvas import Canvas
from generator.typeset.lines import TextBox
from generator.typeset.setter import Setter, builds
from generator.typeset.slices import Slice, paint_stack, stacked


@builds("terms")
def terms(setter: Setter, node: Node, width: float) -> list[Slice]:
    """Terms and meanings in two columns, read down one and then the other, under a rule with a head where it has a title.

    A term that stands in the margin already is left out.
    """
    columns = 2 if setter.tokens.number("column", "most") > 1 else 1
    gap = 22.0
    across = (width - gap * (columns - 1)) / columns
    boxes = [
        setter.text([Node("b", {}, [term.get("name")]), "\u00a0 ", *term.children], "table", across)
        for term in node.nodes("term")
        if term.get("for") not in setter.glossed
    ]
    if not boxes:
        return []
    half = -(-len(boxes) // columns)
    rows = _term_rows(boxes, half, across + gap, setter.whole, setter.gap(4.0))
    head = _term_head(setter, node.get("title"), width) if node.get("title") else []
    if head:
        rows[0].stay = True
    rows[-1].after = setter.gap(12.0)
    return [*head, *rows]


def _term_rows(boxes: Sequence[TextBox], half: int, step: float, most: float, between: float) -> list[Slice]:
    """Return columns as one slice where that is at most `most` points high, else row by row, so that pages may part them."""
    columns = [[Slice(box.height, box.paint, before=between) for box in part] for part in (boxes[:half], boxes[half:])]
    height = max(stacked(column) for column in columns)
    if height <= most:

        def paint(canvas: Canvas, x: float, y: float) -> None:
            for index, column in enumerate(columns):
                paint_stack(column, canvas, x + index * step, y)

        return [Slice(height, paint)]
    rows = [_pair([*boxes[index : index + 1], *boxes[half + index : half + index + 1]], step) for index in range(half)]
    for index, row in enumerate(rows):
        row.before, row.stay = between if index else 0.0, index in (1, half - 1)
    return rows


def _pair(boxes: Sequence[TextBox], step: float) -> Slice:
    def paint(canvas: Canvas, x: float, y: float) -> None:
        for column, box in enumerate(boxes):
            box.paint(canvas, x + column * step, y)

    return Slice(max(box.height for box in boxes), paint)


def _term_head(setter: Setter, title: str, width: float) -> list[Slice]:
    rule = setter.stroke("rule")
    box = setter.text([title], "section", width)

    def paint(canvas: Canvas, x: float, y: float) -> None:
        canvas.rule(x, y, width, rule, canvas.accent)
        box.paint(canvas, x, y + rule + 4)
        canvas.heading(title, 2, y)

    return [
        Slice(rule + 4 + box.height, paint, before=setter.space("section"), after=setter.gap(6.0), stretch="section", cost=-0.5)
    ]
