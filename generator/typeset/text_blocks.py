"""Blocks of running text: paragraphs, heads, lists, columns, and what groups them."""

from __future__ import annotations

from generator.model.markup import INLINE, Node
from generator.typeset.canvas import Canvas
from generator.typeset.lines import TextBox
from generator.typeset.setter import Setter, builds
from generator.typeset.slices import Slice, fuse, paint_stack, stacked
from generator.typeset.tabs import paint_tab, tab_across


@builds("p")
def paragraph(setter: Setter, node: Node, width: float) -> list[Slice]:
    """A paragraph in its role, breakable between lines."""
    role = node.get("role") or "body"
    box = setter.text(node.children, role, width, align="center" if role == "end" else "start")
    slices = setter.line_slices(box)
    slices[-1].after = setter.space("paragraph")
    if role == "end":
        slices[0].before, slices[0].stay = setter.gap(14.0), True
    return slices


@builds("instruction")
def instruction(setter: Setter, node: Node, width: float) -> list[Slice]:
    """What to do with the items that follow; stands on the edge."""
    box = setter.text(node.children, "instruction", width - setter.gutter)
    made = Slice(box.height, box.paint, setter.space("instruction"), setter.space("instruction-after"), stretch="section")
    return [made.shifted(setter.gutter)]


@builds("heading")
def heading(setter: Setter, node: Node, width: float) -> list[Slice]:
    """A head without a letter, level 2 or 3."""
    second = node.get("level") != "3"
    box = setter.text(node.children, "section" if second else "subhead", width)
    before, after = (setter.space("heading"), setter.space("heading-after")) if second else (setter.gap(12.0), setter.gap(3.0))
    words = bare(node)

    def paint(canvas: Canvas, x: float, y: float) -> None:
        box.paint(canvas, x, y)
        canvas.heading(words, 2 if second else 3, y)

    return [Slice(box.height, paint, before, after, stretch="section", cost=-0.2)]


TAB_GAP = 6.0
"""Between a section's tab and its title, at least (points): a tab grows with its letters, such as VIII."""


@builds("section")
def section(setter: Setter, node: Node, width: float) -> list[Slice]:
    """The sign: a rule with a black tab hanging from its start, the title on the edge, a note at the end; or the title alone."""
    token, ruled = setter.tokens.number, node.get("rule") != "no"
    rule, drop = (setter.stroke("rule"), token("tab", "title-drop")) if ruled else (0.0, 0.0)
    tab_height, letter, note = token("tab", "height"), node.get("letter"), node.get("note")
    alone = setter.text([letter], "section", width) if letter and setter.tokens.groups["tab"]["style"] == "none" else None
    across = alone.natural() if alone else tab_across(setter, letter, token("tab", "letter"), token("tab", "width"))
    edge = max(setter.gutter, across + TAB_GAP) if ruled or letter else 0.0
    title = setter.text(node.children, "section", width - edge)
    note_box = setter.text([note], "meta", width - edge) if note else None
    under = note_box is not None and title.natural() + 10 + note_box.natural() > width - edge
    words = bare(node)

    def paint(canvas: Canvas, x: float, y: float) -> None:
        if ruled:
            canvas.fill(x, y, width, rule, canvas.accent)
        baseline = y + rule + drop + 0.75 * title.size + title.rise
        if alone:
            alone.paint_line(canvas, alone.lines[0], x, baseline)
        elif letter:
            paint_tab(setter, canvas, letter, token("tab", "letter"), x, y, across, tab_height)
        title.paint(canvas, x + edge, y + rule + drop)
        if note_box and under:
            note_box.paint(canvas, x + edge, y + rule + drop + title.height + setter.gap(3))
        elif note_box:
            note_box.paint_line(canvas, note_box.lines[0], x + width - note_box.natural(), baseline)
        canvas.heading(words, 2, y)

    height = max(rule + drop + title.height, tab_height if not alone and (ruled or letter) else 0.0)
    if note_box and under:
        height = max(height, rule + drop + title.height + setter.gap(3) + note_box.height)
    return [Slice(height, paint, setter.space("section"), setter.space("section-after"), stretch="section", cost=-0.5)]


def bare(node: Node) -> str:
    """Return the words of an inline node, without marks."""
    words = "".join(child if isinstance(child, str) else bare(child) for child in node.children)
    if node.tag == "maths":
        from generator.model.linear import linear

        words = linear(words)
    return " ".join(words.split()) if node.tag not in INLINE else words


SPLIT = 3.0
"""What a page that ends between two entries of a list costs."""
LEAST_AFTER = 3.0
"""Between the widest label of a list and its text, at least (points)."""


@builds("list")
def listing(setter: Setter, node: Node, width: float) -> list[Slice]:
    """A list whose labels hang; an entry without label has a disc."""
    role = node.get("role") or "body"
    style = setter.style(role)
    labels = [entry.get("label") for entry in node.nodes("entry")]
    widest = max((_label(setter, label, role).natural() for label in labels if label), default=0.0)
    hang = max(setter.em(float(node.get("hang") or 15)), widest + setter.em(LEAST_AFTER))
    slices: list[Slice] = []
    for entry in node.nodes("entry"):
        made = setter.body(entry, role, width - hang)
        if not made:
            continue
        made = [slice_.shifted(hang) for slice_ in made]
        made[0] = _labelled(setter, made[0], entry.get("label"), role)
        made[0].before = style.leading - style.size
        made[0].stay, made[0].cost = len(slices) == 1, SPLIT
        made[-1].after = style.leading - style.size
        slices += made
    if slices:
        slices[-1].after = setter.space("paragraph")
    return slices


def _label(setter: Setter, label: str, role: str) -> TextBox:
    """Return the label of an entry, heavier than its text."""
    if setter.style(role).family == "text":
        return setter.text([label], "number", 200.0)
    return setter.text([label], role, 200.0, weight=700)


def _labelled(setter: Setter, slice_: Slice, label: str, role: str) -> Slice:
    style, paint, rise = setter.style(role), slice_.paint, slice_.rise
    box = _label(setter, label, role) if label else None

    def draw(canvas: Canvas, x: float, y: float) -> None:
        baseline = y + 0.75 * style.size + rise
        if box is not None:
            box.paint_line(canvas, box.lines[0], x, baseline)
        else:
            canvas.disc(x + setter.em(4), baseline - 0.24 * style.size, setter.em(1.5))
        paint(canvas, x, y)

    slice_.paint = draw
    return slice_


@builds("indent")
def indent(setter: Setter, node: Node, width: float) -> list[Slice]:
    """Blocks that start at the edge."""
    slices = setter.flow(node.nodes(), width - setter.gutter)
    return [slice_.shifted(setter.gutter) for slice_ in slices]


@builds("keep")
def keep(setter: Setter, node: Node, width: float) -> list[Slice]:
    """Blocks that no page break parts, as long as a page holds them; more than that begin a page."""
    slices = setter.flow(node.nodes(), width)
    if slices and stacked(slices) <= setter.room:
        return [fuse(slices)]
    for slice_ in slices[:1]:
        slice_.forced = True
    return slices


@builds("columns")
def columns(setter: Setter, node: Node, width: float) -> list[Slice]:
    """Columns side by side, never split; where a layout has fewer, or one would be too narrow, one after the other."""
    shares = [float(part) for part in (node.get("ratio") or "1 1").split()]
    gap = float(node.get("gap") or setter.tokens.number("column", "pair-gap"))
    room = width - gap * (len(shares) - 1)
    narrow = room * min(shares) / sum(shares) < float(node.get("least") or 0)
    if narrow or len(node.nodes("column")) > setter.tokens.number("column", "most"):
        return setter.flow([block for part in node.nodes("column") for block in part.nodes()], width)
    placed: list[tuple[float, list[Slice]]] = []
    left = 0.0
    for share, part in zip(shares, node.nodes("column"), strict=False):
        across = room * share / sum(shares)
        placed.append((left, setter.flow(part.nodes(), across)))
        left += across + gap
    filled = [(x, slices) for x, slices in placed if slices]
    if not filled:
        return []

    def paint(canvas: Canvas, x: float, y: float) -> None:
        for offset, slices in filled:
            paint_stack(slices, canvas, x + offset, y)

    return [
        Slice(
            max(stacked(slices) for _, slices in filled),
            paint,
            before=max(slices[0].before for _, slices in filled),
            after=max(slices[-1].after for _, slices in filled),
            stretch=filled[0][1][0].stretch,
        )
    ]


@builds("space")
def space(setter: Setter, node: Node, width: float) -> list[Slice]:
    """Empty height."""
    return [Slice(0.0, lambda canvas, x, y: None, before=setter.gap(float(node.get("height") or 0)), stay=True)]


@builds("rule")
def rule(setter: Setter, node: Node, width: float) -> list[Slice]:
    """A rule over the measure."""
    stroke = setter.stroke("rule")
    return [Slice(stroke, lambda canvas, x, y: canvas.rule(x, y, width, stroke))]


@builds("break")
def page_break(setter: Setter, node: Node, width: float) -> list[Slice]:
    """The author's page break."""
    return [Slice(0.0, lambda canvas, x, y: None, forced=True)]
