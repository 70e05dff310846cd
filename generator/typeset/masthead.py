"""The head of page one: kind and facts over a rule, the title and what stands below it."""

from __future__ import annotations

from generator.frozen import replace
from generator.model.markup import Node
from generator.typeset.canvas import Canvas
from generator.typeset.lines import TextBox
from generator.typeset.setter import Setter, builds
from generator.typeset.slices import Slice
from generator.typeset.text_blocks import bare

TRACKING, BELOW = 0.06, 3.0
"""Of the capitals over the title, in shares of their size; between them and facts below them, in points."""
SMALLER = (0.85, 0.875)
"""What size and leading of a title of three lines become."""


@builds("masthead")
def masthead(setter: Setter, node: Node, width: float) -> list[Slice]:
    """Kind and meta over a rule, the title below; a title of three lines is set smaller. Under a letterhead there is no rule."""
    above, under, after = map(setter.gap, setter.tokens.numbers("space", "masthead"))
    stroke, ruled, subtitle = setter.stroke("rule"), node.get("rule") != "no", node.first("subtitle")
    over = _over_rule(setter, node, width)
    title_node = node.first("title")
    title = _title(setter, title_node, width)
    second = setter.text(subtitle.children, "second", width) if subtitle else None
    words = bare(title_node) if title_node else ""
    apart = above + stroke + under if ruled else setter.gap(6.0)

    def paint(canvas: Canvas, x: float, y: float) -> None:
        over.paint(canvas, x, y)
        if ruled:
            canvas.fill(x, y + over.height + above, width, stroke, canvas.accent)
        top = y + over.height + apart
        title.paint(canvas, x, top)
        if second:
            second.paint(canvas, x, top + title.height + 3)
        canvas.place("title", "title", x, y, x + width, top + title.height)
        if words:
            canvas.heading(words, 1, y)

    height = over.height + apart + title.height + (3 + second.height if second else 0)
    return [Slice(height, paint, after=after)]


def _title(setter: Setter, node: Node | None, width: float) -> TextBox:
    """Return the title, on more than one line with lines about as long as one another."""
    children, style = node.children if node else [], setter.style((node.get("role") if node else "") or "title")
    title = setter.text(children, style, width)
    if len(title.lines) > 2:
        style = replace(style, size=style.size * SMALLER[0], leading=style.leading * SMALLER[1])
        title = setter.text(children, style, width)
    low, high = 0.0, width
    while len(title.lines) > 1 and high - low > 1:
        middle = (low + high) / 2
        tried = setter.text(children, style, middle)
        if len(tried.lines) == len(title.lines):
            title, high = tried, middle
        else:
            low = middle
    return title


def _over_rule(setter: Setter, node: Node, width: float) -> Slice:
    """Return the kind at the start and the facts at the end of a line, or below it where they have no room there."""
    kind, meta = node.first("kind"), node.first("meta")
    box = setter.text(kind.children if kind else [], "kind", width)
    room = width - tracked_width(setter, box) - 10
    facts = setter.text(meta.children, "meta", width, align="end") if meta else None
    below = facts is not None and (len(facts.lines) > 1 or facts.natural() > room)
    height = max(box.height, facts.height if facts else 0.0)
    if facts and below:
        facts.align = "start"
        height = box.height + setter.gap(BELOW) + facts.height

    def paint(canvas: Canvas, x: float, y: float) -> None:
        tracked(setter, canvas, box, x, y + (box.height if below else height) - 0.25 * box.size)
        if facts:
            facts.paint(canvas, x, y + height - facts.height)

    return Slice(height, paint)


def tracked(setter: Setter, canvas: Canvas, box: TextBox, x: float, baseline: float) -> None:
    """Draw a line of capitals from x, its letters a little apart where the profile has capitals."""
    tracking = _tracking(setter, box)
    for run in box.lines[0].runs:
        if run.face is not None:
            canvas.text(x, baseline, run.face, run.ink.size, run.text.strip(), tracking)
            x += run.width + tracking * (len(run.text) + 1)


def tracked_width(setter: Setter, box: TextBox) -> float:
    """Return how wide such a line is, in points."""
    return box.natural() + _tracking(setter, box) * sum(len(run.text) for run in box.lines[0].runs)


def _tracking(setter: Setter, box: TextBox) -> float:
    return TRACKING * box.size if setter.tokens.groups["text"]["capitals"] == "yes" else 0.0
