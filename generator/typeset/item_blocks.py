"""Blocks of items: stem, choices, matching, word bank, gaps, answer lines, stimulus."""

from __future__ import annotations

from collections.abc import Mapping

from generator.frozen import replace
from generator.model.markup import Node
from generator.typeset.canvas import Canvas
from generator.typeset.lines import TextBox
from generator.typeset.setter import Setter, builds
from generator.typeset.slices import Around, Flex, Paint, Slice, fuse, stacked
from generator.typeset.widths import fitted

DROPS = {"table": 3.5, "bank": 6.0, "quote": 8.6, "matching": 0.0}
"""How far an item's number drops so that it meets the first text inside a box or table that the item begins with."""

RAISED = {
    "lines": ("lines", "pitch"),
    "gaps": ("lines", "pitch"),
    "boxes": ("bubble", "box"),
    "bubbles": ("bubble", "size"),
    "columns": ("lines", "pitch"),
}
"""The tokens that say how high the place is that an item without a stem begins with."""


@builds("item")
def item(setter: Setter, node: Node, width: float) -> list[Slice]:
    """A numbered item: number at the margin, everything else on the edge; broken only when higher than half a frame."""
    gutter = setter.gutter
    blocks = node.nodes()
    slices = [slice_.shifted(gutter) for slice_ in setter.flow(blocks, width - gutter)]
    if not slices:
        return []
    slices[0].stay = False
    number, at = node.get("number"), node.get("at")
    if number:
        slices[0].paint = _numbered(setter, slices[0], number, next(block for block in blocks if block.tag != "together"))
    frame = Around(lambda canvas, x, top, bottom: canvas.place("item", at, x, top, x + width, bottom))
    for slice_ in slices:
        slice_.around = (*slice_.around, (frame, 0.0))
    made = [fuse(slices)] if stacked(slices) <= setter.whole else slices
    made[0].stretch, made[0].cost = "item", 0.0
    made[-1].after = setter.space("item")
    return made


def _numbered(setter: Setter, slice_: Slice, number: str, first: Node) -> Paint:
    box = setter.text([number], "number", setter.gutter * 3)
    body = setter.style("body")
    drop = setter.em(DROPS.get(first.tag, 0.0))
    paint = slice_.paint
    baseline = 0.75 * body.size + drop + slice_.rise
    if first.tag == "matching":
        baseline = 0.75 * setter.style("table").size
    elif first.tag == "bank":
        baseline = 0.75 * body.size + setter.tokens.numbers("cloze", "bank")[1] + setter.stroke("fine")
    elif first.tag in RAISED:  # nothing stands above the place to write on: the number stands beside it
        height = float(first.get("pitch") or first.get("height") or setter.tokens.number(*RAISED[first.tag]))
        baseline = height - 4 if first.tag == "lines" and not first.get("label") else height - 2.5
        if first.tag in ("boxes", "bubbles"):
            baseline = height / 2 + 0.33 * box.size

    def draw(canvas: Canvas, x: float, y: float) -> None:
        box.paint_line(canvas, box.lines[0], x, y + baseline)
        paint(canvas, x, y)

    return draw


@builds("stem")
def stem(setter: Setter, node: Node, width: float) -> list[Slice]:
    """A stem, unbroken up to half a frame; what stands at the end of its first line (points, bubbles) keeps 10 points clear."""
    end = node.first("end")
    end_box = setter.text(end.children, "meta", width) if end else None
    room = width - (end_box.natural() + setter.em(10) if end_box else 0.0)
    box = setter.text(node.children, "body", room)
    slices = setter.line_slices(box)
    for slice_ in slices[1:]:
        slice_.before = box.leading - box.size
    if end_box:
        paint = slices[0].paint

        def draw(canvas: Canvas, x: float, y: float) -> None:
            paint(canvas, x, y)
            end_box.paint_line(canvas, end_box.lines[0], x + width - end_box.natural(), y + 0.75 * box.size + box.rise)

        slices[0].paint = draw
    return [fuse(slices)] if stacked(slices) <= setter.whole else slices


@builds("hint")
def hint(setter: Setter, node: Node, width: float) -> list[Slice]:
    """A hint under the stem, its label strong."""
    label = Node("b", {}, [node.get("label")])
    children: list[Node | str] = [label, "\u00a0 ", *node.children] if node.get("label") else list(node.children)
    box = setter.text(children, "table", width)
    return [Slice(box.height, box.paint, before=setter.gap(3.0), stay=True)]


def columns_of(setter: Setter, count: int, widest: float, hang: float, width: float) -> int:
    """Return the largest number of columns in which no choice wraps (page design, section 6: Choices)."""
    allowed = setter.tokens.groups["choice"]["columns"]
    gap = setter.tokens.number("choice", "gap")
    wishes = allowed.get(str(count)) if isinstance(allowed, Mapping) else None
    if not isinstance(wishes, tuple):
        wishes = (3, 2, 1) if count > 6 else (1,)
    most = setter.tokens.number("choice", "most")
    for k in sorted({int(wish) for wish in wishes if wish <= most}, reverse=True):
        if k == 1 or hang + widest <= (width - gap * (k - 1)) / k:
            return k
    return 1


@builds("choices")
def choices(setter: Setter, node: Node, width: float) -> list[Slice]:
    """Lettered choices in as many columns as none of them wraps in; tick boxes where several may be right."""
    token = setter.tokens.number
    box_mark = node.get("mark") == "box"
    hang = token("tick", "hang") + token("tick", "letter") if box_mark else token("choice", "hang")
    row_gap, gap = token("choice", "row"), token("choice", "gap")
    entries = node.nodes("choice")
    words = [setter.words(entry.children, "body") for entry in entries]
    widest = max((sum(word.width + word.space for word in one) for one in words), default=0.0)
    if any(word.forced for one in words for word in one):
        widest = width
    k = columns_of(setter, len(entries), widest, hang, width)
    across = (width - gap * (k - 1)) / k
    cells = [_choice(setter, entry, across, hang, box_mark) for entry in entries]
    rows = [cells[start : start + k] for start in range(0, len(cells), k)]
    made: list[Slice] = []
    for row in rows:
        parts = row[0] if k == 1 else [_abreast([fuse(cell) for cell in row], across + gap)]
        parts[0].before, parts[0].stay = row_gap, True
        made += parts
    made[0].before, made[-1].after = token("choice", "stem"), setter.space("item")
    return made


def _choice(setter: Setter, entry: Node, width: float, hang: float, tick: bool) -> list[Slice]:
    """Return a choice's lines, its letter before the first: one slice unless it is so long that a page may have to part it."""
    box = setter.text(entry.children, "body", width - hang)
    letter = setter.text([entry.get("label")], "number", 100.0)
    size, letter_x = (setter.tokens.number("tick", "size"), setter.tokens.number("tick", "hang")) if tick else (0.0, 0.0)
    name = setter.at + entry.get("label")
    lines = [slice_.shifted(hang) for slice_ in setter.line_slices(box)]
    for line in lines:
        line.stay, line.after = True, 0.0
    first = lines[0] if box.height > setter.frame / 4 else fuse(lines)
    inner, height = first.paint, first.height  # not the slice itself: it would hold itself, and all memory with it

    def paint(canvas: Canvas, x: float, y: float) -> None:
        baseline = y + 0.75 * box.size + box.rise
        if tick:
            canvas.box(x, baseline - size, size, size, canvas.strokes["box"])
        letter.paint_line(canvas, letter.lines[0], x + letter_x, baseline)
        inner(canvas, x, y)
        canvas.place("choice", name, x, y, x + width, y + height)

    first.paint = paint
    return [first, *lines[1:]] if first is lines[0] and len(lines) > 1 else [first]


def _abreast(cells: list[Slice], step: float) -> Slice:
    """Return cells side by side, `step` points from start to start."""

    rise = max(cell.rise for cell in cells)

    def paint(canvas: Canvas, x: float, y: float) -> None:
        for index, cell in enumerate(cells):
            cell.paint(canvas, x + index * step, y + rise - cell.rise)

    return Slice(max(cell.height + rise - cell.rise for cell in cells), paint, rise=rise)


@builds("bank")
def bank(setter: Setter, node: Node, width: float) -> list[Slice]:
    """A boxed word bank: label, then words in equal cells, at most six in a row; unbroken up to half a frame."""
    pad_x, pad_y = setter.tokens.numbers("cloze", "bank")
    fine = setter.stroke("fine")
    label = setter.text([node.get("label")], "note", width, weight=700)
    start = pad_x + label.natural() + setter.em(12)
    room = width - start - pad_x
    words = [setter.text(word.children, "body", room) for word in node.nodes("word")]
    widest = max((word.natural() for word in words), default=0.0) + setter.em(8)
    most = max(1, min(6, len(words), int(room / widest)))
    per_row = -(-len(words) // -(-len(words) // most)) if words else 1
    long = any(len(word.lines) > 1 for word in words)
    rows = [_bank_row(words[i : i + per_row], start, room / per_row, long) for i in range(0, len(words), per_row)]
    drop = pad_y + fine + 0.75 * (setter.style("body").size - label.size)
    edge = Slice(pad_y + fine, lambda canvas, x, y: label.paint(canvas, x + pad_x, y + drop))
    slices = [edge, *rows, Slice(pad_y + fine, lambda canvas, x, y: None, stay=True)]
    frame = Around(lambda canvas, x, top, bottom: canvas.box(x, top, width, bottom - top, fine))
    for slice_ in slices:
        slice_.around = ((frame, 0.0),)
    for index, row in enumerate(rows):
        row.before, row.stay = setter.gap(6.0) if index else 0.0, index in (0, 1, len(rows) - 1)
    made = [fuse(slices)] if stacked(slices) <= setter.whole else slices
    made[0].before, made[-1].after = setter.gap(6.0), setter.gap(9.0)
    return made


def _bank_row(words: list[TextBox], start: float, across: float, long: bool) -> Slice:
    """Return words side by side in cells `across` points wide, in their middle unless they are long."""

    def paint(canvas: Canvas, x: float, y: float) -> None:
        for column, word in enumerate(words):
            word.paint(canvas, x + start + column * across + (0.0 if long else (across - word.natural()) / 2), y)

    return Slice(max(word.height for word in words), paint)


GAP_NUMBER, LABEL = 24.0, 96.0
"""Room for the number before a gap, where the gap takes a whole line of a narrow paper; for a label before answer lines."""


@builds("cloze")
def cloze(setter: Setter, node: Node, width: float) -> list[Slice]:
    """Text with numbered gaps, lines far enough apart to write between."""
    style = replace(setter.style("body"), leading=setter.tokens.number("cloze", "leading"))
    slices: list[Slice] = []
    most = width - setter.em(GAP_NUMBER)
    for part in node.nodes("p"):
        inline = fitted(part.children, most, setter.maker.gap)
        over = max((word.width for word in setter.words(inline, style)), default=0.0) - width
        if over > 0:  # a unit right behind a gap: the gap makes room
            widest = max((float(gap.get("width")) for gap in inline if isinstance(gap, Node) and gap.tag == "gap"), default=0.0)
            inline = fitted(inline, max(widest - over, setter.em(GAP_NUMBER)))
        made = setter.line_slices(setter.text(inline, style, width))
        made[0].before = style.leading - style.size if slices else 0.0
        made[-1].after = style.leading - style.size
        slices += made
    if slices:
        slices[-1].after = setter.space("item")
    return [fuse(slices)] if slices else []


@builds("lines")
def lines(setter: Setter, node: Node, width: float) -> list[Slice]:
    """Dotted answer lines, the first one pitch under what stands above; a starter stands on the first, a label before it.

    A starter of several lines stands on as many of them.
    """
    count = int(node.get("count") or 1)
    pitch = float(node.get("pitch") or setter.tokens.number("lines", "pitch"))
    if count < 1:
        return []
    label = setter.text([node.get("label")], "table", width, weight=600) if node.get("label") else None
    starter = setter.text(node.children, "body", width - setter.em(LABEL)) if any(str(c).strip() for c in node.children) else None
    count = max(count, len(starter.lines) if starter is not None else 0)
    parts = [count] if count < 7 or (starter is not None and len(starter.lines) > 3) else [3, *[1] * (count - 6), 3]
    slices = []
    for index, many in enumerate(parts):
        flex = Flex(count, pitch) if index == len(parts) - 1 and label is None else None
        before = (label, starter) if not index else (None, None)
        slices.append(_answer_lines(setter, many, pitch, width, flex, *before))
        slices[-1].cost, slices[-1].stay = 2.0, index == 0
    slices[-1].after = setter.space("item")
    return slices


def _answer_lines(
    setter: Setter, count: int, pitch: float, width: float, flex: Flex | None, label: TextBox | None, starter: TextBox | None
) -> Slice:
    dash = setter.tokens.numbers("stroke", "dots")

    def paint(canvas: Canvas, x: float, y: float) -> None:
        for index in range(count + (flex.extra if flex else 0)):
            line, left = y + (index + 1) * pitch, x
            if index == 0 and label is not None:
                label.paint_line(canvas, label.lines[0], x, line - 1.5)
                left = x + max(setter.em(LABEL), label.natural() + setter.em(6))
            elif starter is not None and index < len(starter.lines):
                starter.paint_line(canvas, starter.lines[index], x, line - 1.5)
                left = x + starter.lines[index].width + setter.em(6)
            if starter is None or index >= len(starter.lines) - 1:
                canvas.dots(left, line, x + width - left, dash)
        canvas.place("lines", "", x, y, x + width, y + (count + (flex.extra if flex else 0)) * pitch)

    return Slice(count * pitch, paint, flexes=(flex,) if flex else ())


@builds("area")
def area(setter: Setter, node: Node, width: float) -> list[Slice]:
    """Room to draw or reckon: a fine box, with a 5 mm grid where asked."""
    height, fine, inner = float(node.get("height") or 120), setter.stroke("fine"), setter.stroke("inner")
    step = 14.173

    def paint(canvas: Canvas, x: float, y: float) -> None:
        if node.get("kind") == "grid":
            for index in range(1, int(width / step) + 1):
                canvas.line(x + index * step, y, x + index * step, y + height, inner)
            for index in range(1, int(height / step) + 1):
                canvas.line(x, y + index * step, x + width, y + index * step, inner)
        canvas.box(x, y, width, height, fine)
        canvas.place("area", "", x, y, x + width, y + height)

    return [Slice(height, paint, before=setter.gap(6.0), after=setter.space("item"))]
