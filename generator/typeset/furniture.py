"""What stands on every page round the frame: header, footer, the teacher's banner."""

from __future__ import annotations

from generator.frozen import replace
from generator.model.markup import Node
from generator.model.tokens import Tokens
from generator.typeset.canvas import Canvas
from generator.typeset.lines import Line
from generator.typeset.setter import Setter

BESIDE_CORNERS = 11.0
"""Points between a square in a corner of the paper and the text: a reader of scans tells them apart."""
APART = 12.0
"""Points between what stands at the start and at the end of a header or footer."""
EDGE = 17.0
"""Points along a paper's edge that printers leave white (6 mm)."""
SYMBOL = (28.35, 31.18)
"""The least and the usual side of a copy's QR symbol: 10 and 11 mm."""
QUIET = 4 / 21
"""What of its side stays white beside a symbol."""


def paint_header(setter: Setter, node: Node, canvas: Canvas, x: float, frame_top: float) -> None:
    """Draw the running header: its rule lies a header gap above the frame, its text 3 points above the rule."""
    fine = setter.stroke("fine")
    y = frame_top - setter.tokens.number("running", "header-gap")
    canvas.rule(x, y - fine, setter.measure, fine)
    style = setter.style("running")
    paint_row(setter, node, canvas, x, setter.measure, y - fine - 3 - 0.25 * style.size)


def paint_footer(setter: Setter, node: Node, canvas: Canvas, x: float, frame_bottom: float) -> None:
    """Draw the running footer: its rule lies a footer gap below the frame, its text 4 points below the rule.

    Where copies get a symbol, it stands at the end of the footer, and their code after what is at the start.
    """
    fine = setter.stroke("fine")
    y = frame_bottom + setter.tokens.number("running", "footer-gap")
    size = setter.style("running").size
    baseline = y + fine + 4 + 0.75 * size
    width = setter.measure - (_symbol(setter, canvas, x, frame_bottom) if node.get("symbol") else 0.0)
    canvas.rule(x, y, width, fine)
    start = paint_row(setter, node, canvas, x, width, baseline)
    if node.get("symbol"):
        ends = x + width / 2 if node.first("center") else x + width - _end_width(setter, node, width)
        canvas.place("slot", "copy", start + APART, baseline - size, max(ends - APART, start + 2 * APART), baseline + 2)


def _symbol(setter: Setter, canvas: Canvas, x: float, frame_bottom: float) -> float:
    """Note where a copy's symbol goes, as far from the paper's edge as printers need; return the width that it takes."""
    margin = canvas.height - frame_bottom
    side = max(SYMBOL[0], min(SYMBOL[1], margin - EDGE))
    foot = canvas.height - min(EDGE, max(margin - side, 0.0))
    end = x + setter.measure
    canvas.place("slot", "symbol", end - side, foot - side, end, foot)
    return side * (1 + QUIET)


def paint_row(setter: Setter, node: Node, canvas: Canvas, x: float, width: float, baseline: float) -> float:
    """Draw what stands at the start, in the middle and at the end of a line `width` points wide; return where the start ends."""
    taken = _end_width(setter, node, width)
    start_end = x
    for place in ("start", "center", "end"):
        part = node.first(place)
        if part is None:
            continue
        box = setter.text(part.children, "running", width)
        line = box.lines[0]
        if place == "start" and line.width > width - taken:
            line = _shortened(setter, part, width - taken)
        spare = width - line.width
        left = x + (spare if place == "end" else spare / 2 if place == "center" else 0.0)
        box.paint_line(canvas, line, left, baseline)
        start_end = left + line.width if place == "start" else start_end
    return start_end


def _end_width(setter: Setter, node: Node, width: float) -> float:
    """Return what stands at the end of a line, with the space before it, in points."""
    end = node.first("end")
    return setter.text(end.children, "running", width).lines[0].width + APART if end is not None else 0.0


def _shortened(setter: Setter, part: Node, width: float) -> Line:
    """The first line of what does not fit, with dots: on narrow papers a long title makes way for the name line."""
    dots = setter.text(["\u2026"], "running", width).natural()
    kept = setter.text(part.children, "running", max(1.0, width - dots)).lines[0]
    words = "".join(run.text for run in kept.runs).rstrip(" ,;:\u2013-")
    return setter.text([f"{words}\u2026"], "running", setter.measure).lines[0]


def banner_height(setter: Setter) -> float:
    """Return what the banner takes from the top of every frame, with the space under it, in points."""
    return _bar(setter) + setter.gap(9)


def _bar(setter: Setter) -> float:
    """The height of the banner itself."""
    return setter.style("table").size + 2 * setter.em(4)


def paint_banner(setter: Setter, node: Node, canvas: Canvas, x: float, y: float) -> None:
    """Draw the bar over the measure: black with white letters, or a box; capitals are set apart."""
    size, height = setter.style("table").size, _bar(setter)
    filled = setter.tokens.groups["banner"]["style"] == "filled"
    if filled:
        canvas.fill(x, y, setter.measure, height)
    else:
        canvas.box(x, y, setter.measure, height, setter.stroke("rule"))
    text = "".join(child for child in node.children if isinstance(child, str)).strip()
    tracking = 0.08 * size if setter.tokens.groups["text"]["capitals"] == "yes" else 0.0
    draw = canvas.white if filled else canvas.text
    pieces = setter.fonts.pieces(text.replace(" ", "\u00a0"), "label", 700, False)
    width = sum(across * size + tracking * len(shown) for _, shown, across in pieces)
    left = x + (setter.measure - width) / 2
    for face, shown, across in pieces:
        draw(left, y + setter.em(4) + 0.75 * size + 0.4, face, size, shown, tracking)
        left += across * size + tracking * len(shown)


def foot_height(setter: Setter, node: Node | None) -> float:
    """Return what the sources take from the last frame's foot, with the space above them, in points."""
    if node is None:
        return 0.0
    return setter.text(node.children, "meta", setter.measure).height + 14


def paint_foot(setter: Setter, node: Node, canvas: Canvas, x: float, frame_bottom: float) -> None:
    """Draw the sources on the foot of the last frame."""
    box = setter.text(node.children, "meta", setter.measure)
    box.paint(canvas, x, frame_bottom - box.height)


def clear_of(node: Node | None, tokens: Tokens) -> Tokens:
    """Return tokens with margins at the sides that keep a page clear of the squares in its corners, where it has these."""
    if node is None:
        return tokens
    least = float(node.get("size")) + float(node.get("inset")) + BESIDE_CORNERS
    top, right, bottom, left = tokens.paper.margins
    margins = (top, max(right, least), bottom, max(left, least))
    return replace(tokens, paper=replace(tokens.paper, margins=margins))


def paint_corners(node: Node, canvas: Canvas) -> None:
    """Draw black squares near the paper's corners, so that a scan of the page can be set straight."""
    size, inset = float(node.get("size")), float(node.get("inset"))
    for down, y in (("top", inset), ("bottom", canvas.height - inset - size)):
        for across, x in (("left", inset), ("right", canvas.width - inset - size)):
            canvas.fill(x, y, size, size)
            canvas.place("corner", f"{down}-{across}", x, y, x + size, y + size)
