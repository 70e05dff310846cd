"""The head of an exam: kind, title and lines below it, centred between two boxes (page design, section 7)."""

from __future__ import annotations

from generator.frozen import replace
from generator.model.markup import Node
from generator.typeset.canvas import Canvas
from generator.typeset.lines import TextBox
from generator.typeset.masthead import tracked, tracked_width
from generator.typeset.setter import Setter, builds
from generator.typeset.slices import Slice
from generator.typeset.text_blocks import bare

BOX, BOX_GAP, BOX_PAD = 92.0, 12.0, 6.0
"""Points: how wide a box is, what lies between it and the title, and between it and its text, for body text of 11 points."""
TITLE = 0.8
"""The size of an exam's title, in those of other documents' titles."""
ROOM = 12.0
"""So many times its size a title has room between boxes, at least."""
LARGE = 16.0
"""Points of what stands under a box's label: the version's letter."""

Stack = list[tuple[float, TextBox]]
"""Texts below one another, each with the space above it in points."""


@builds("exam-head")
def exam_head(setter: Setter, node: Node, width: float) -> list[Slice]:
    """Kind, title and subtitles between a box at the start and one at the end; where there is one, the other's room stays.

    Where that leaves a title little room, both boxes stand above it.
    """
    boxes = {box.get("side"): _box(setter, box) for box in node.nodes("box")}
    across, pad = setter.em(BOX), setter.gap(BOX_PAD)
    style = setter.style("title")
    smaller = replace(style, size=style.size * TITLE, leading=style.leading * TITLE * 25 / 24)
    side = across + setter.em(BOX_GAP) if boxes else 0.0
    between = width - 2 * side >= ROOM * smaller.size
    side = side if between else 0.0
    title = node.first("title")
    middle: Stack = [(0.0, setter.text(kind.children, "kind", width - 2 * side)) for kind in node.nodes("kind")]
    label = len(middle)
    middle.append((setter.gap(6.0), setter.text(title.children if title else [], smaller, width - 2 * side, align="center")))
    for index, line in enumerate(node.nodes("subtitle")):
        middle.append((setter.gap(3.0 if index else 6.0), setter.text(line.children, "second", width - 2 * side, align="center")))
    boxed = max((_height(box) + 2 * pad for box in boxes.values()), default=0.0)
    height = max(_height(middle), boxed) if between else boxed + setter.gap(BOX_GAP) + _height(middle)
    words = bare(title) if title else ""

    def paint(canvas: Canvas, x: float, y: float) -> None:
        top = y + (height - _height(middle)) / (2 if between else 1)
        for kind in (box for _, box in middle[:label]):
            tracked(setter, canvas, kind, x + (width - tracked_width(setter, kind)) / 2, top + 0.75 * kind.size)
        _down(middle, canvas, x + side, top, skip=label)
        for place, box in boxes.items():
            tall = _height(box) + 2 * pad
            left, upper = x + (width - across if place == "end" else 0.0), y + ((height if between else boxed) - tall) / 2
            canvas.box(left, upper, across, tall, setter.stroke("box"))
            _down(box, canvas, left + pad, upper + pad)
        canvas.place("title", "title", x, y, x + width, y + height)
        if words:
            canvas.heading(words, 1, y)

    return [Slice(height, paint, after=setter.gap(setter.tokens.numbers("space", "masthead")[2]))]


def _box(setter: Setter, node: Node) -> Stack:
    """Return the lines of a box; of several the last is strong, after a label there is one that is large."""
    width = setter.em(BOX) - 2 * setter.gap(BOX_PAD)
    label, lines = node.get("label"), node.nodes("p")
    if label:
        large = replace(setter.style("section"), size=setter.em(LARGE), leading=setter.em(LARGE))
        return [(0.0, setter.text([label], "meta", width, align="center"))] + [
            (2.0, setter.text(line.children, large, width, align="center")) for line in lines
        ]
    weights = [400] * (len(lines) - 1) + [700]
    return [
        (2.5 if index else 0.0, setter.text(line.children, "meta", width, align="center", weight=weight))
        for index, (line, weight) in enumerate(zip(lines, weights, strict=True))
    ]


def _height(stack: Stack) -> float:
    return sum((above if index else 0.0) + box.height for index, (above, box) in enumerate(stack))


def _down(stack: Stack, canvas: Canvas, x: float, y: float, skip: int = 0) -> None:
    for index, (above, box) in enumerate(stack):
        y += above if index else 0.0
        if index >= skip:
            box.paint(canvas, x, y)
        y += box.height
