"""The tab of a section or a call-out: a letter or sign, white on black, in a box, or alone."""

from __future__ import annotations

from generator.typeset.canvas import Canvas
from generator.typeset.setter import Setter

PAD = 3.5
"""Points from a tab's letters to its sides, at least."""


def tab_across(setter: Setter, sign: str, size: float, width: float) -> float:
    """Return how wide a tab is: `width` points, more where its letters need it."""
    return max(width, sum(share for _, _, share in setter.fonts.pieces(sign, "label", 700, False)) * size + 2 * PAD)


def paint_tab(
    setter: Setter, canvas: Canvas, sign: str, size: float, x: float, y: float, width: float, height: float, up: float = 0.0
) -> None:
    """Draw a tab with its top left corner at (x, y), its sign `size` points large in its middle.

    up: how high the sign is, in shares of its size; its capital height where it is not said.
    """
    face, shown, share = setter.fonts.pieces(sign, "label", 700, False)[0]
    left = x + (width - share * size) / 2
    baseline = y + (height + 2 * up * size) / 2 if up else y + (height + face.metrics.cap_height * size) / 2
    style = setter.tokens.groups["tab"]["style"]
    if style == "filled":
        canvas.fill(x, y, width, height, canvas.accent)
        canvas.white(left, baseline, face, size, shown)
        return
    if style == "outlined":
        canvas.box(x, y, width, height, setter.stroke("rule"))
    canvas.text(left, baseline, face, size, shown)
