"""Boxed and drawn blocks: call-outs, margin notes, quotations, figures, timelines, glossary, formula."""

from __future__ import annotations

from collections.abc import Sequence

from generator.frozen import replace
from generator.model.markup import Node
from generator.typeset.canvas import Canvas
from generator.typeset.hotspots import marked
from generator.typeset.lines import TextBox, break_lines
from generator.typeset.setter import MARGIN, Setter, builds
from generator.typeset.slices import Around, Beside, Slice, fuse, paint_stack, stacked
from generator.typeset.tabs import paint_tab

KEY = frozenset({"important", "caution", "summary"})
"""Call-outs that keep their box where only what is important has one; the others get a bar."""


def _around(setter: Setter, width: float, stroke: float, key: bool = False) -> Around:
    """Return what goes round a box: a frame, or a bar at its start."""
    if key or setter.tokens.groups["callout"]["boxes"] == "all":
        return Around(lambda canvas, x, top, under: canvas.box(x, top, width, under - top, stroke))
    bar = setter.stroke("bar")
    return Around(lambda canvas, x, top, under: canvas.fill(x, top, bar, under - top))


@builds("callout")
def callout(setter: Setter, node: Node, width: float) -> list[Slice]:
    """A fine box with a glyph in a black tab at its top corner; unbroken up to half a frame."""
    token = setter.tokens.number
    indent, right, bottom, gap = (token("callout", name) for name in ("indent", "right", "bottom", "title-gap"))
    tab = token("tab", "callout")
    fine = setter.stroke("fine") * (2 if node.get("role") == "caution" else 1)
    slices = [slice_.shifted(indent) for slice_ in _inner(setter, node.nodes(), width - indent - right, "boxed")]
    if not slices:
        return []
    if node.get("title"):
        slices[0].before, slices[0].stay = gap, True
        slices.insert(0, _callout_title(setter, node, width - indent - right, tab, indent))
    else:
        slices.insert(0, Slice(setter.em(8.0), _nothing))
    slices.append(Slice(bottom, _nothing, stay=True))
    slices[-2].after = 0.0
    frame = _around(setter, width, fine, node.get("role") in KEY)
    for slice_ in slices:
        slice_.around = (*slice_.around, (frame, 0.0))
    made = [fuse(slices)] if stacked(slices) <= setter.whole else slices
    made[0].before = made[-1].after = setter.gap(12.0)
    return made


def _nothing(canvas: Canvas, x: float, y: float) -> None:
    """Paint nothing: the slice is only height."""


def _callout_title(setter: Setter, node: Node, width: float, tab: float, indent: float) -> Slice:
    title = setter.text([node.get("title")], "callout", width)
    drop = (tab - title.size) / 2 + 0.4

    def paint(canvas: Canvas, x: float, y: float) -> None:
        _tab(setter, canvas, node.get("glyph"), x, y, tab)
        title.paint(canvas, x + indent, y + drop)

    return Slice(max(tab, drop + title.height) if len(title.lines) > 1 else tab, paint)


def _inner(setter: Setter, nodes: Sequence[Node], width: float, role: str) -> list[Slice]:
    return setter.flow([_in_role(node, role) for node in nodes], width)


def _in_role(node: Node, role: str) -> Node:
    """Return a block with its paragraphs set in another role of the type scale."""
    if node.tag == "p" and node.get("role", "body") in ("", "body"):
        return Node("p", {**node.attributes, "role": role}, node.children)
    if node.tag == "list":
        return Node("list", {"hang": "13", **node.attributes, "role": role}, node.children)
    return node


DRIFT, CALLOUT_DRIFT = 60.0, 150.0
"""How far from the line of its term a gloss may stand, and from its place a call-out, in points: four lines, ten."""


def _tab(setter: Setter, canvas: Canvas, glyph: str, x: float, y: float, tab: float) -> None:
    if glyph:
        paint_tab(setter, canvas, glyph, setter.style("callout").size, x, y, tab, tab, up=0.33)


def _margin_width(setter: Setter) -> float:
    return setter.measure - setter.tokens.number("column", "handout-text") - setter.tokens.number("column", "handout-gap")


def margin_callout(setter: Setter, node: Node, width: float) -> Beside:
    """A call-out in the margin column: rule above, fine rule below, no sides."""
    across = _margin_width(setter)
    rule, fine, tab = setter.stroke("rule"), setter.stroke("fine"), setter.tokens.number("tab", "margin")
    title = setter.text([node.get("title")], "note", across - tab - 6, weight=700)
    slices = _inner(setter, node.nodes(), across, "note")
    height = rule + tab + 5 + stacked(slices) + 6 + fine

    def paint(canvas: Canvas, x: float, y: float) -> None:
        canvas.fill(x, y, across, rule, canvas.accent)
        _tab(setter, canvas, node.get("glyph"), x, y, tab)
        title.paint(canvas, x + tab + 6, y + rule + (tab - title.size) / 2)
        paint_stack(slices, canvas, x, y + rule + tab + 5)
        canvas.rule(x, y + height - fine, across, fine)

    return Beside(height, paint, 0.0, drift=CALLOUT_DRIFT)


def aside(setter: Setter, node: Node, width: float) -> Beside:
    """A titled note in the margin column."""
    across = _margin_width(setter)
    rule, fine = setter.stroke("rule"), setter.stroke("fine")
    title = setter.text([node.get("title")], "note", across, weight=700)
    slices = _inner(setter, node.nodes(), across, "note")
    height = rule + 4 + title.height + 6 + stacked(slices) + 6 + fine

    def paint(canvas: Canvas, x: float, y: float) -> None:
        canvas.rule(x, y, across, rule)
        title.paint(canvas, x, y + rule + 4)
        paint_stack(slices, canvas, x, y + rule + 4 + title.height + 6)
        canvas.rule(x, y + height - fine, across, fine)

    return Beside(height, paint, 0.0)


def gloss(setter: Setter, node: Node, width: float) -> Beside:
    """A term and its meaning in the margin column, level with the line of the term."""
    term = Node("b", {}, [node.get("name")])
    box = setter.text([term, "\u00a0 ", *node.children], "note", _margin_width(setter))
    body = setter.style("body")
    return Beside(box.height, box.paint, 0.75 * body.size - 0.75 * box.size, drift=DRIFT)


MARGIN.update(callout=margin_callout, aside=aside, gloss=gloss)


@builds("aside")
def inline_aside(setter: Setter, node: Node, width: float) -> list[Slice]:
    """A titled note where there is no margin column."""
    return callout(setter, Node("callout", {"title": node.get("title")}, node.children), width)


@builds("quote")
def quote(setter: Setter, node: Node, width: float) -> list[Slice]:
    """A quotation or claim in a fine box; unbroken up to half a frame."""
    fine = setter.stroke("fine")
    pad_x, pad_y = setter.em(10.0), setter.em(8.0) + fine
    slices = [slice_.shifted(pad_x) for slice_ in setter.flow(node.nodes(), width - 2 * pad_x)]
    if not slices:
        return []
    slices[0].before, slices[0].stay, slices[-1].after = 0.0, True, 0.0
    slices = [Slice(pad_y, _nothing), *slices, Slice(pad_y, _nothing, stay=True)]
    frame = _around(setter, width, fine)
    for slice_ in slices:
        slice_.around = (*slice_.around, (frame, 0.0))
    made = [fuse(slices)] if stacked(slices) <= setter.whole else slices
    made[0].before, made[-1].after = setter.gap(9.0), setter.gap(12.0)
    return made


SMALLEST = 0.6
"""To what share of its size a formula may shrink to fit its box."""


@builds("formula")
def formula(setter: Setter, node: Node, width: float) -> list[Slice]:
    """A formula centred in a box of rule strokes."""
    rule, style = setter.stroke("rule"), setter.style("body")
    natural = break_lines(setter.words(node.children, style), 10_000.0)[0].width
    if natural > width - 12:  # a narrow paper: smaller, rather than on two lines
        style = replace(style, size=style.size * max(SMALLEST, (width - 12) / natural - 0.01))
    box = TextBox(break_lines(setter.words(node.children, style), width - 12), style.size, style.leading, width - 12, "center")
    height = box.height + 2 * setter.em(17)

    def paint(canvas: Canvas, x: float, y: float) -> None:
        canvas.box(x, y, width, height, rule)
        box.paint(canvas, x + 6, y + setter.em(17))

    return [Slice(height, paint, before=setter.gap(9.0), after=setter.gap(12.0))]


@builds("figure")
def figure(setter: Setter, node: Node, width: float) -> list[Slice]:
    """A picture at a share of the column, never enlarged beyond a drawing's own size, with caption and credit."""
    natural, tall, _ = setter.pictures.size(node.get("src"))
    across = shown(setter, node, width)
    height = across * tall / natural
    paint = marked(setter, node, setter.pictures.painter(node.get("src"), across, height), across, height)
    pieces = [Slice(height, paint, before=setter.space("figure"))]
    caption, credit = node.first("caption"), node.first("credit")
    if caption is not None:
        box = setter.text(caption.children, "caption", width)
        pieces.append(Slice(box.height, box.paint, before=setter.space("caption")))
    if credit is not None:
        box = setter.text(credit.children, "credit", width)
        pieces.append(Slice(box.height, box.paint, before=1.0 if caption is not None else setter.gap(6.0)))
    made = fuse(pieces)
    made.after = setter.space("figure-after")
    return [made]


def shown(setter: Setter, node: Node, width: float) -> float:
    """Return how wide a picture is shown in points; of the two columns of a page each takes as much as the whole would.

    A drawing is not larger than its own size, unless its labels would be smaller than any text.
    """
    natural, tall, vector = setter.pictures.size(node.get("src"))
    across = min(width, width * setter.widen * float(node.get("width") or 100) / 100)
    legible = natural * setter.tokens.number("text", "least") / setter.pictures.smallest(node.get("src"))
    across = max(min(across, natural if vector else across), min(width, legible))
    return min(across, setter.frame / 2 * natural / tall)


@builds("timeline")
def timeline(setter: Setter, node: Node, width: float) -> list[Slice]:
    """Years, an axis with discs, and what happened."""
    year_width, gap, axis, size = setter.em(58.0), setter.em(7.0), setter.em(9.0), setter.style("timeline").size
    start = year_width + gap + axis + gap
    events = node.nodes("event")
    years = [
        setter.text([event.get("when")], replace(setter.style("instruction"), weight=600), year_width, align="end")
        for event in events
    ]
    texts = [setter.text(event.children, "timeline", width - start) for event in events]
    tops, y, between = [], 0.0, setter.gap(7.5)
    for year, text in zip(years, texts, strict=True):
        tops.append(y)
        y += max(text.height, year.height) + between
    height = y - between
    centre = year_width + gap + axis / 2
    x_height = 0.75 * size - 0.235 * size

    def paint(canvas: Canvas, x: float, y: float) -> None:
        if len(tops) > 1:
            canvas.line(x + centre, y + tops[0] + x_height, x + centre, y + tops[-1] + x_height, setter.stroke("rule"))
        for top, year, text in zip(tops, years, texts, strict=True):
            year.paint(canvas, x, y + top + 0.75 * (size - year.size) + text.rise)
            canvas.disc(x + centre, y + top + x_height + text.rise, setter.em(2.8))
            text.paint(canvas, x + start, y + top)

    return [Slice(height, paint, before=setter.gap(6.0), after=setter.gap(12.0))] if events else []
