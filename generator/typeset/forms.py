"""Blocks of school forms: the letterhead, facts as `label : value`, the places of signatures (page design, sections 5 to 7)."""

from __future__ import annotations

from collections.abc import Sequence

from generator.model.markup import Node
from generator.typeset.canvas import Canvas
from generator.typeset.lines import TextBox
from generator.typeset.setter import Setter, builds
from generator.typeset.slices import Paint, Slice, fuse
from generator.typeset.text_blocks import bare

LOGO, LOGO_COLUMN, LOGO_GAP = 42.0, 48.0, 8.0
"""Points: how high a logo is at most, how wide its column, and what lies between that and the text."""
SIGNATURE, SIGNATURE_GAP, PEN = 150.0, 25.0, 34.0
"""Points: how wide the column of one signature is, what lies between two, and the height left for the pen."""
DOT = "\u00a0\u00a0·\u00a0 "


@builds("letterhead")
def letterhead(setter: Setter, node: Node, width: float) -> list[Slice]:
    """The school's head: centred lines between logos over a double rule. Where one logo is missing its column stays empty."""
    logos = [(logo.get("side"), _logo(setter, logo)) for logo in node.nodes("logo")]
    side = LOGO_COLUMN + LOGO_GAP if logos else 0.0
    lines = list(_lines(setter, node, width - 2 * side))
    tall = sum(before + box.height for before, box in lines)
    head = max(tall, LOGO if logos else 0.0)
    thick, gap, thin = setter.tokens.numbers("stroke", "kop")

    def paint(canvas: Canvas, x: float, y: float) -> None:
        for place, draw in logos:
            draw(canvas, x + (width - LOGO_COLUMN if place == "end" else 0.0), y + (head - LOGO) / 2)
        top = y + (head - tall) / 2
        for before, box in lines:
            box.paint(canvas, x + side, top + before)
            top += before + box.height
        canvas.rule(x, y + head + 6, width, thick)
        canvas.rule(x, y + head + 6 + thick + gap, width, thin)

    return [Slice(head + 6 + thick + gap + thin, paint, after=setter.gap(10.0))]


def _logo(setter: Setter, node: Node) -> Paint:
    """Return what paints a logo in its column, as large as it may be, from the top left corner of that column's square."""
    setter.at = node.get("at")
    across, tall, _ = setter.pictures.size(node.get("src"))
    share = min(LOGO_COLUMN / across, LOGO / tall)
    draw = setter.pictures.painter(node.get("src"), across * share, tall * share)
    right, down = (LOGO_COLUMN - across * share) / 2, (LOGO - tall * share) / 2

    def paint(canvas: Canvas, x: float, y: float) -> None:
        draw(canvas, x + right, y + down)
        canvas.place("logo", node.get("side"), x + right, y + down, x + LOGO_COLUMN - right, y + LOGO - down)

    return paint


def _lines(setter: Setter, node: Node, width: float) -> list[tuple[float, TextBox]]:
    """Return the centred lines, each with the space above it: who the school belongs to, its name, where it is found."""
    lines = []
    for tag, role, above in (("authority", "authority", 3.0), ("school", "school", 4.0)):
        lines += [(above, setter.text(part.children, role, width, align="center")) for part in node.nodes(tag)]
    facts = [bare(fact) for fact in node.nodes("fact")]
    wide = [setter.text([fact + DOT], "address", 10_000.0).natural() for fact in facts]
    rows = _rows(wide, width)
    even = min((limit for part in range(1, 21) if len(_rows(wide, limit := width * part / 20)) == len(rows)), default=width)
    for index, row in enumerate(_rows(wide, even)):
        text = DOT.join(facts[place] for place in row)
        lines.append((1.5 if index else 5.0, setter.text([text], "address", width, align="center")))
    return [(above if index else 0.0, box) for index, (above, box) in enumerate(lines)]


def _rows(widths: Sequence[float], limit: float) -> list[list[int]]:
    """Return which facts stand on which line where none is wider than `limit` (alone a fact may be)."""
    rows: list[list[int]] = []
    used = limit + 1
    for index, width in enumerate(widths):
        if used + width > limit:
            rows.append([])
            used = 0.0
        rows[-1].append(index)
        used += width
    return rows


@builds("identity")
def identity(setter: Setter, node: Node, width: float) -> list[Slice]:
    """Facts `label : value`, in two columns read down one by one, colons aligned; no value is a line to write on."""
    facts = [fact for fact in node.nodes("fact") if fact.get("wide") != "yes"]
    wide = [fact for fact in node.nodes("fact") if fact.get("wide") == "yes"]
    most = 2 if setter.tokens.number("column", "most") > 1 else 1
    half = -(-len(facts) // most)
    gap = setter.tokens.number("column", "pair-gap")
    across = (width - gap * (most - 1)) / most
    columns = [_Facts(setter, part, across, index * (across + gap)) for index, part in enumerate((facts[:half], facts[half:]))]
    below = _Facts(setter, wide, width, 0.0, columns[0].edge)
    rows = [max(column.height(row) for column in columns) for row in range(half)]
    if below.room in rows:
        rows = [max(row, below.room) for row in rows]
    between = below.colon.leading - below.colon.size
    slices = [_row(columns, row, tall) for row, tall in enumerate(rows)]
    slices += [_row([below], row, below.height(row)) for row in range(len(wide))]
    for index, slice_ in enumerate(slices):
        slice_.before = between * (2 if index == half else 1)
        slice_.stay = index in (1, len(slices) - 1)
    return _ruled(setter, slices, width) if slices and node.get("ruled") == "yes" else _apart(setter, slices)


def _row(columns: Sequence[_Facts], row: int, tall: float) -> Slice:
    """Return one row of facts `tall` points high, across all columns."""

    def paint(canvas: Canvas, x: float, y: float) -> None:
        for column in columns:
            column.paint(canvas, x, y, row, tall)

    return Slice(tall, paint)


def _apart(setter: Setter, slices: list[Slice]) -> list[Slice]:
    """Set the space round facts."""
    if slices:
        slices[0].before = slices[-1].after = setter.gap(9.0)
    return slices


def _ruled(setter: Setter, slices: list[Slice], width: float) -> list[Slice]:
    """Return facts between two fine lines, which no page parts."""
    fine, pad, inner = setter.stroke("fine"), 6.0, fuse(slices)
    height = inner.height + 2 * (fine + pad)

    def paint(canvas: Canvas, x: float, y: float) -> None:
        canvas.rule(x, y, width, fine)
        inner.paint(canvas, x, y + fine + pad)
        canvas.rule(x, y + height - fine, width, fine)

    return _apart(setter, [Slice(height, paint)])


class _Facts:
    """One column of facts at `left`: labels, aligned colons, values. Beside a line to write on, a text stands on its baseline."""

    def __init__(self, setter: Setter, facts: Sequence[Node], width: float, left: float, edge: float = 0.0) -> None:
        self.setter, self.width, self.left = setter, width, left
        self.names = [fact.get("label") for fact in facts]
        self.labels = [setter.text([name], "table", width) for name in self.names]
        self.colon = setter.text([":"], "table", width)
        self.edge = max([edge, *(label.natural() + 8 for label in self.labels)])
        self.start = self.edge + self.colon.natural() + 6
        self.values = [
            setter.text(fact.children, "table", width - self.start, weight=600) if fact.children else None for fact in facts
        ]
        self.room = setter.tokens.number("lines", "pitch") - self.colon.leading + self.colon.size

    def height(self, row: int) -> float:
        """Return how high a row is here; none where the column is shorter."""
        value = self.values[row] if row < len(self.values) else self.colon
        return value.height if value is not None else self.room

    def paint(self, canvas: Canvas, x: float, y: float, row: int, tall: float) -> None:
        """Draw one row `tall` points high, if the column has it."""
        if row >= len(self.labels):
            return
        x, value = x + self.left, self.values[row]
        top = y + (tall - self.colon.height if tall == self.room else 0.0)
        self.labels[row].paint(canvas, x, top)
        self.colon.paint(canvas, x + self.edge, top)
        if value is not None:
            value.paint(canvas, x + self.start, top)
        else:
            under = top + 0.75 * self.colon.size + 2
            canvas.line(x + self.start, under, x + self.width, under, self.setter.stroke("fine"))
            canvas.place("fact", self.names[row], x + self.start, y, x + self.width, under)


@builds("signatures")
def signatures(setter: Setter, node: Node, width: float) -> list[Slice]:
    """Columns at the end edge, each for one signature: what stands over it, room for the pen, name and number."""
    nodes = node.nodes("signature")
    step = min(setter.em(SIGNATURE) + SIGNATURE_GAP, (width + SIGNATURE_GAP) / max(2, len(nodes)))
    signers = [_Signer(setter, signer, step - SIGNATURE_GAP) for signer in nodes]
    lead = max((stack_height(signer.lead) for signer in signers), default=0.0)
    height = lead + PEN + max((stack_height(signer.below) for signer in signers), default=0.0)

    def paint(canvas: Canvas, x: float, y: float) -> None:
        left = x + width + SIGNATURE_GAP - len(signers) * step
        for index, signer in enumerate(signers):
            signer.paint(canvas, left + index * step, y, lead)

    return [Slice(height, paint, before=setter.gap(18.0), after=setter.gap(9.0), stay=True)] if signers else []


BETWEEN = 3.0
"""Points between two lines of a signature's column."""


def stack_height(boxes: Sequence[TextBox]) -> float:
    """Return the height of lines on one another in points."""
    return sum(box.height for box in boxes) + BETWEEN * max(0, len(boxes) - 1)


class _Signer:
    """One signature's column; where its first line is open, a line to write on goes from there to the column's edge."""

    def __init__(self, setter: Setter, node: Node, width: float) -> None:
        self.setter, self.width, self.open, self.name = setter, width, node.get("open") == "yes", node.get("name")
        self.lead = [setter.text(line.children, "table", width) for line in node.nodes("p")]
        name = setter.text([Node("u", {}, [self.name])], "table", width, weight=700)
        number = [setter.text([node.get("number")], "table", width)] if node.get("number") else []
        self.below = [name, *number]

    def paint(self, canvas: Canvas, x: float, y: float, lead: float) -> None:
        """Draw the column, with what stands over the pen `lead` points high."""
        fine, top = self.setter.stroke("fine"), y + lead - stack_height(self.lead)
        if self.open:
            box = self.lead[0]
            baseline = top + 0.75 * box.size + 2
            written = box.lines[-1].width
            canvas.line(x + written + (4 if written else 0), baseline, x + self.width, baseline, fine)
        _down(self.lead, canvas, x, top)
        _down(self.below, canvas, x, y + lead + PEN)
        canvas.place("signature", self.name, x, y + lead, x + self.width, y + lead + PEN)
        if not self.name:
            under = y + lead + PEN + 0.75 * self.below[0].size + 2
            canvas.line(x, under, x + self.width, under, fine)


def _down(boxes: Sequence[TextBox], canvas: Canvas, x: float, y: float) -> None:
    for box in boxes:
        box.paint(canvas, x, y)
        y += box.height + BETWEEN
