"""The margin column: what stands beside the flow finds its room once the pages are broken."""

from __future__ import annotations

from collections.abc import Sequence

from generator.typeset.filling import EASE
from generator.typeset.pages import Page
from generator.typeset.slices import Beside


def place_margin(pages: Sequence[Page], frame: float, gap: float) -> list[Beside]:
    """Place what stands beside the flow, each as near to its slice as the margin column has room; return what found none."""
    homeless: list[Beside] = []
    for page in pages:
        blocked = [(placed.y, placed.y + placed.slice.actual) for placed in page.placed if placed.slice.wide]
        taken = 0.0
        for placed in page.placed:
            for beside in placed.slice.beside:
                wish = placed.y + beside.offset
                y = _free(max(wish, taken), beside.height, blocked, gap)
                if y + beside.height > frame:
                    y = _free(taken, beside.height, blocked, gap)
                if y + beside.height > frame + EASE or abs(y - wish) > beside.drift:
                    homeless.append(beside)
                    continue
                page.margin.append((beside, y))
                taken = y + beside.height + gap
    return homeless


def _free(y: float, height: float, blocked: Sequence[tuple[float, float]], gap: float) -> float:
    for top, bottom in blocked:
        if y < bottom + gap and y + height > top - gap:
            y = bottom + gap
    return y
