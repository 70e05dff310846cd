"""How fractions, roots, scripts, delimiters, accents and tables of a formula are set (TeXbook, appendix G, rules 9 to 19)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.assets.maths.box import Box, Mark, Rule, Stroke
from generator.assets.maths.symbols import LARGE

if TYPE_CHECKING:
    from generator.assets.maths.setting import Look, Setting

RULE = 0.055
"""Thickness of rules in ems of their size."""
GAP, FREE_GAP = 0.1, 0.15
"""Between a fraction's rule and its parts, within a line and free."""
SIDE = 0.08
"""What a fraction's rule keeps from its neighbours."""
BARRED = 0.12
"""Between a body and the rule over or under it."""
FACTOR, SHORT = 0.9, 0.4
"""How much of a body's height its delimiters must have, and how many ems they may lack (TeX: delimiterfactor, -shortfall)."""
LINE, STRUT, LEAST = 1.25, (0.72, 0.28), 0.12
"""Of tables: between baselines, a row's least height and depth, between rows; in ems."""
ARROWS = {"rightarrow": "\u20d7", "leftarrow": "\u20d6", "leftrightarrow": "\u20e1"}
BRACES = "⏞⏟"


def scripts(setting: Setting, node: Any, look: Look) -> Box:
    """A base with what is raised and lowered; beside it, or over and under an operator that wants it so."""
    limits = getattr(node.base, "limits", "")
    if limits == "always" or (limits == "display" and look.display) or getattr(node.base, "sign", "x") in BRACES:
        return _limits(setting, setting.box(node.base, look), node.above, node.below, look)
    base = setting.box(node.base, look)
    if getattr(node.base, "text", "") in LARGE.values():
        base.width -= base.italic  # the advance of an integral holds its slant: what is lowered begins before it
    constants, size = setting.constants, look.size
    above = setting.box(node.above, look.script()) if node.above is not None else None
    below = setting.box(node.below, look.script()._replace(cramped=True)) if node.below is not None else None
    single = base.accent is not None or not base.marks
    up = down = 0.0
    if above is not None:
        name = "SuperscriptShiftUpCramped" if look.cramped else "SuperscriptShiftUp"
        up = max(constants[name] * size, above.depth + constants["SuperscriptBottomMin"] * size)
        if not single:
            up = max(up, base.height - constants["SuperscriptBaselineDropMax"] * size)
    if below is not None:
        down = max(constants["SubscriptShiftDown"] * size, below.height - constants["SubscriptTopMax"] * size)
        if not single:
            down = max(down, base.depth + constants["SubscriptBaselineDropMin"] * size)
    if above is not None and below is not None:
        between = (up - above.depth) - (below.height - down)
        down += max(0.0, constants["SubSuperscriptGapMin"] * size - between)
    made = Box(base.width)
    made.put(base)
    for script, x, y in ((above, base.width + base.italic, up), (below, base.width, -down)):
        if script is not None:
            made.put(script, x, y)
            made.width = max(made.width, x + script.width + constants["SpaceAfterScript"] * size)
    return made


def _limits(setting: Setting, base: Box, above: Any, below: Any, look: Look) -> Box:
    """A base with small parts over and under its middle."""
    constants, size = setting.constants, look.size
    parts: list[tuple[Box, float]] = []
    if above is not None:
        box = setting.box(above, look.script())
        rise = max(constants["UpperLimitGapMin"] * size + box.depth, constants["UpperLimitBaselineRiseMin"] * size * 0.6)
        parts.append((box, base.height + rise))
    if below is not None:
        box = setting.box(below, look.script()._replace(cramped=True))
        parts.append((box, -base.depth - constants["LowerLimitGapMin"] * size - box.height))
    made = Box(max([base.width, *(box.width for box, _ in parts)]))
    made.put(base, (made.width - base.width) / 2)
    for box, y in parts:
        made.put(box, (made.width - box.width) / 2, y)
    return made


def stacked(setting: Setting, node: Any, look: Look) -> Box:
    """Something small over or under a body."""
    return _limits(setting, setting.box(node.body, look), node.above, node.below, look)


def fraction(setting: Setting, node: Any, look: Look) -> Box:
    """One over the other; the rule lies on the axis, the parts are as near to it as they may."""
    if node.size:
        look = look._replace(display=node.size == "display")
    inner = look.script() if node.size == "text" else look.part()
    top, bottom = setting.box(node.top, inner), setting.box(node.bottom, inner._replace(cramped=True))
    size, axis = look.size, setting.constants["AxisHeight"] * look.size
    thick = RULE * size if node.rule else 0.0
    gap = (FREE_GAP if look.display else GAP) * size * (1.0 if node.rule else 1.5)
    strut = 0.66 * inner.size
    width = max(top.width, bottom.width)
    made = Box(width + 2 * SIDE * size)
    made.put(top, (made.width - top.width) / 2, axis + thick / 2 + gap + top.depth)
    made.put(bottom, (made.width - bottom.width) / 2, axis - thick / 2 - gap - max(strut, bottom.height))
    if node.rule:
        made.rules.append(Rule(SIDE * size, axis - thick / 2, width, thick))
    return _between(setting, node.fences, made, look) if any(node.fences) else made


def root(setting: Setting, node: Any, look: Look) -> Box:
    """A root: the sign as high as the body, a rule over it, the degree in its hook."""
    constants, size = setting.constants, look.size
    body = setting.box(node.body, look._replace(cramped=True))
    gap = constants["RadicalDisplayStyleVerticalGap" if look.display else "RadicalVerticalGap"] * size
    thick = constants["RadicalRuleThickness"] * size
    height, depth = max(body.height, 0.45 * size), max(body.depth, 0.0)
    need = height + depth + gap + thick
    name, factor = setting.font.tall("√", need / size)
    glyph = setting.font.glyph(name)
    has = (glyph.top - glyph.bottom) * factor * size
    gap += max(0.0, (has - need) / 2)
    top = height + gap + thick
    sign = Box(
        glyph.advance * size, top, has - top, marks=[Mark(name, 0.0, top - glyph.top * factor * size, size, size * factor)]
    )
    made = Box()
    if node.degree is not None:
        degree = setting.box(node.degree, look.script().script())
        raised = constants["RadicalDegreeBottomRaisePercent"] * 10 * has - sign.depth
        made.put(degree, constants["RadicalKernBeforeDegree"] * size, raised)
        after = constants["RadicalKernBeforeDegree"] * size + degree.width + constants["RadicalKernAfterDegree"] * size
        made.width = max(0.0, after)
    made.beside(sign)
    made.rules.append(Rule(made.width, top - thick, body.width, thick))
    made.beside(body)
    made.height = max(made.height, top + constants["RadicalExtraAscender"] * size * 0.5)
    return made


def fenced(setting: Setting, node: Any, look: Look) -> Box:
    """Parts between delimiters that grow with them."""
    boxes = [part if isinstance(part, str) else setting.box(part, look) for part in node.parts]
    height = _reach(setting, [box for box in boxes if isinstance(box, Box)], look)
    made = setting.delimiter(node.left, height, look)
    for box in boxes:
        made.beside(setting.delimiter(box, height, look) if isinstance(box, str) else box)
    made.beside(setting.delimiter(node.right, height, look))
    made.accent = None
    return made


def _reach(setting: Setting, boxes: list[Box], look: Look) -> float:
    """How high delimiters round some boxes must be."""
    axis = setting.constants["AxisHeight"] * look.size
    most = max((max(box.height - axis, box.depth + axis) for box in boxes), default=0.0)
    return max(2 * most * FACTOR, 2 * most - SHORT * look.size)


def _between(setting: Setting, fences: tuple[str, str], body: Box, look: Look) -> Box:
    height = _reach(setting, [body], look)
    made = setting.delimiter(fences[0], height, look)
    made.accent = None
    made.beside(body)
    made.beside(setting.delimiter(fences[1], height, look))
    return made


def delimiter(setting: Setting, node: Any, look: Look) -> Box:
    """A delimiter whose height the author chose."""
    return setting.delimiter(node.text, node.height * look.size, look)


def accent(setting: Setting, node: Any, look: Look) -> Box:
    """An accent, an arrow or a brace over or under a body."""
    body = setting.box(node.body, look._replace(cramped=True))
    sign, size = ARROWS.get(node.sign, node.sign), look.size
    made = Box(body.width, italic=body.italic, accent=body.accent)
    made.put(body)
    if sign in (*ARROWS.values(), *BRACES) and node.wide:
        name, factor = setting.font.wide(sign, body.width / size)
        glyph = setting.font.glyph(name)
        across = max(factor, 1.0) * size if glyph.right - glyph.left < body.width / size else size
        low = glyph.top if node.under else glyph.bottom
        y = -body.depth - BARRED * size - low * size if node.under else body.height + BARRED * size - low * size
        x = (body.width - (glyph.right + glyph.left) * across) / 2
        made.put(Box(0.0, glyph.top * size, -glyph.bottom * size, marks=[Mark(name, 0.0, 0.0, across, size)]), x, y)
        return made
    name = setting.font.within(sign, body.width / size) if node.wide else sign
    glyph = setting.glyph(name)
    at = body.accent if body.accent is not None else (body.width + body.italic) / 2
    middle = glyph.accent if glyph.accent is not None else (glyph.left + glyph.right) / 2
    y = max(0.0, body.height - setting.constants["AccentBaseHeight"] * size)
    made.put(Box(0.0, glyph.top * size, -glyph.bottom * size, marks=[Mark(name, 0.0, 0.0, size, size)]), at - middle * size, y)
    made.depth = body.depth
    return made


def framed(setting: Setting, node: Any, look: Look) -> Box:
    """A rule over or under a body, a frame round it, a line through it, or the body not shown."""
    body, size = setting.box(node.body, look), look.size
    thick = RULE * size
    if node.how.endswith("phantom"):
        flat, thin = node.how == "hphantom", node.how == "vphantom"
        return Box(0.0 if thin else body.width, 0.0 if flat else body.height, 0.0 if flat else body.depth)
    made = Box(body.width, body.height, body.depth)
    made.put(body)
    if node.how == "overline":
        made.rules.append(Rule(0.0, body.height + BARRED * size, body.width, thick))
        made.height = body.height + BARRED * size + 2 * thick
    elif node.how == "underline":
        made.rules.append(Rule(0.0, -body.depth - BARRED * size - thick, body.width, thick))
        made.depth = body.depth + BARRED * size + 2 * thick
    elif node.how == "boxed":
        return _boxed(body, 0.18 * size, thick)
    else:
        low, high = -body.depth - 0.05 * size, body.height + 0.05 * size
        if node.how != "bcancel":
            made.strokes.append(Stroke(0.0, low, body.width, high, thick))
        if node.how != "cancel":
            made.strokes.append(Stroke(0.0, high, body.width, low, thick))
    return made


def _boxed(body: Box, pad: float, thick: float) -> Box:
    made = Box(body.width + 2 * pad, body.height + pad, body.depth + pad)
    made.put(body, pad)
    tall = made.height + made.depth
    made.rules += [
        Rule(0.0, -made.depth, made.width, thick),
        Rule(0.0, made.height - thick, made.width, thick),
        Rule(0.0, -made.depth, thick, tall),
        Rule(made.width - thick, -made.depth, thick, tall),
    ]
    return made


def grid(setting: Setting, node: Any, look: Look) -> Box:
    """Rows and columns round the axis, between delimiters where there are any."""
    inner = look.script() if node.small else look._replace(display=False)
    size = inner.size
    cells = [[setting.box(cell, inner) for cell in row] for row in node.rows]
    count = max((len(row) for row in cells), default=0)
    widths = [max((row[i].width for row in cells if i < len(row)), default=0.0) for i in range(count)]
    lefts = [sum(widths[:i]) + i * node.gap * size for i in range(count)]
    made = Box(sum(widths) + max(0, count - 1) * node.gap * size)
    y, below = 0.0, 0.0
    edges = [STRUT[0] * size]
    for index, row in enumerate(cells):
        height = max([STRUT[0] * size, *(cell.height for cell in row)])
        if index:
            step = max(LINE * size, below + height + LEAST * size)
            edges.append(y - below - (step - below - height) / 2)
            y -= step
        else:
            edges[0] = height
        below = max([STRUT[1] * size, *(cell.depth for cell in row)])
        for column, cell in enumerate(row):
            spare = widths[column] - cell.width
            align = node.align[min(column, len(node.align) - 1)]
            made.put(cell, lefts[column] + {"l": 0.0, "c": spare / 2, "r": spare}[align], y)
    edges.append(y - below)
    made.height, made.depth = edges[0], -edges[-1]
    _ruled(made, node, [*lefts, made.width], edges, size)
    shifted = Box(made.width)
    shifted.put(made, 0.0, setting.constants["AxisHeight"] * look.size - (made.height - made.depth) / 2)
    return _between(setting, node.fences, shifted, look) if any(node.fences) else shifted


def _ruled(made: Box, node: Any, lefts: list[float], edges: list[float], size: float) -> None:
    """Draw the rules before columns and rows that the author asked for."""
    thick = RULE * size
    for column in node.columns:
        x = 0.0 if column == 0 else made.width if column >= len(lefts) - 1 else lefts[column] - node.gap * size / 2
        made.rules.append(Rule(x - thick / 2, edges[-1], thick, edges[0] - edges[-1]))
    for row in node.lines:
        made.rules.append(Rule(0.0, edges[min(row, len(edges) - 1)] - thick / 2, made.width, thick))
