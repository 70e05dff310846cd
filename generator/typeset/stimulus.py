"""Stimulus blocks: a passage with its bar and line numbers, and the group of items that belong to it."""

from __future__ import annotations

from generator.model.markup import Node
from generator.typeset.canvas import Canvas
from generator.typeset.setter import Setter, builds
from generator.typeset.slices import Around, Paint, Slice, fuse, stacked


@builds("passage")
def passage(setter: Setter, node: Node, width: float) -> list[Slice]:
    """A stimulus: its head at the margin, a bar along its text, every fifth line numbered."""
    gutter, bar = setter.gutter, setter.stroke("bar")
    around = Around(lambda canvas, x, top, bottom: canvas.fill(x, top, bar, bottom - top))
    slices: list[Slice] = []
    if node.get("title"):
        title = setter.text([node.get("title")], "subhead", width - gutter)
        slices.append(Slice(title.height, title.paint, after=setter.gap(5.0)).shifted(gutter))
    counted = 0
    for part in node.nodes():
        if part.tag == "source":
            box = setter.text(part.children, "meta", width - gutter)
            slices.append(Slice(box.height, box.paint, before=setter.gap(4.0), stay=True).shifted(gutter))
            continue
        made = setter.flow([part], width - gutter)
        if part.tag == "p" and node.get("numbered") == "yes":
            for slice_ in made:
                counted += 1
                if counted % 5 == 0:
                    slice_.paint = _counted(setter, slice_, counted)
        if slices and len(slices) == 1 and node.get("title"):
            made[0].stay = True
        slices += [slice_.shifted(gutter) for slice_ in made]
    for slice_ in slices:
        slice_.around = (*slice_.around, (around, 0.0))
    if node.get("head"):
        head = setter.text([node.get("head")], "instruction", width, weight=600)
        slices.insert(0, Slice(head.height, head.paint, after=setter.gap(6.0)))
        if len(slices) > 1:
            slices[1].stay = True
    if not slices:
        return []
    made_all = [fuse(slices)] if stacked(slices) <= setter.whole else slices
    made_all[0].before, made_all[-1].after = setter.space("instruction"), setter.space("item")
    made_all[0].stretch = "section"
    return made_all


@builds("group")
def group(setter: Setter, node: Node, width: float) -> list[Slice]:
    """A stimulus and its items; a page that begins with one of these repeats what they are about."""
    slices = setter.flow(node.nodes("passage"), width)
    items = setter.flow([child for child in node.nodes() if child.tag != "passage"], width)
    if slices and items:
        items[0].stay = True
    if node.get("continued"):
        box = setter.text([node.get("continued")], "meta", width)
        reminder = Slice(box.height + setter.gap(6.0), box.paint, reminds=True)
        for slice_ in items:
            if slice_.stretch:  # it begins an item: one that goes on says nothing of the text
                slice_.carry = slice_.carry or reminder
    return slices + items


def _counted(setter: Setter, slice_: Slice, number: int) -> Paint:
    box = setter.text([str(number)], "running", 40.0)
    paint = slice_.paint

    def draw(canvas: Canvas, x: float, y: float) -> None:
        box.paint_line(canvas, box.lines[0], x - 6 - box.natural(), y + 0.75 * setter.style("body").size + slice_.rise)
        paint(canvas, x, y)

    return draw
