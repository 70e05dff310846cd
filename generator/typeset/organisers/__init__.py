"""Organisers: a drawn form whose fields hold a title, what is given, and lines to write on; it grows, no field overflows."""

from __future__ import annotations

from generator.model.markup import Node
from generator.typeset.organisers.boxed import concept_map, five_w_one_h, frayer, kwl, t_chart
from generator.typeset.organisers.curved import TAB, fishbone, venn
from generator.typeset.organisers.fields import PAD, Kit, Part
from generator.typeset.setter import Setter, builds
from generator.typeset.slices import Slice

SHAPES = {
    "venn": venn,
    "t-chart": t_chart,
    "kwl": kwl,
    "frayer": frayer,
    "fishbone": fishbone,
    "concept-map": concept_map,
    "five-w-one-h": five_w_one_h,
}


DROPS = {"venn": 0.0, "t-chart": 0.0, "fishbone": TAB}
"""How far below the top of a shape its first title stands; in others it is in a box (points)."""
MOST, LEAST_LINES = 0.85, 2
"""A form that takes more of a frame than this, so that its stem would stand alone, has fewer lines, down to two in a field."""


@builds("organiser")
def organiser(setter: Setter, node: Node, width: float) -> list[Slice]:
    """A form of the full width in one piece, its lines as far apart as those of the sheet, and fewer of them on a small page."""
    pitch = float(node.get("pitch") or setter.tokens.number("lines", "pitch"))
    lines = int(node.get("lines") or 0)
    parts = []
    for row in node.nodes("tr"):
        title, entries = row.nodes("td")
        parts.append(Part(title.children, [entry.children for entry in entries.nodes("p")]))
    middle = node.first("td")
    draw, centre = SHAPES[node.get("shape")], middle.children if middle else ()
    high, paint = draw(Kit(setter, lines, pitch), parts, centre, width)
    while high > MOST * setter.frame and lines > LEAST_LINES:
        lines -= 1
        high, paint = draw(Kit(setter, lines, pitch), parts, centre, width)
    # where an item without a stem has its number: level with the first title
    rise = DROPS.get(node.get("shape"), PAD) + 0.75 * (setter.style("instruction").size - setter.style("body").size)
    return [Slice(high, paint, before=setter.gap(9.0), after=setter.space("item"), rise=rise)]
