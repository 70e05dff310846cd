"""SVG pictures become drawings: a small reader of our own on expat, which knows no reference of any kind.

Elements: svg, g, path, rect, circle, ellipse, line, polyline, polygon, text, tspan, title, desc. What it does not know is a
finding at its line, never left out in silence. Rules: SVG 1.1 (second edition); lengths in CSS pixels of 0.75 points.
"""

from __future__ import annotations

from generator.assets.pictures import Drawing
from generator.assets.svg.reader import Reader

__all__ = ["parse"]


def parse(data: bytes, path: str, shown: str) -> Drawing:
    """Return the drawing in an SVG file. Raises Failed with everything found; `shown` is the file's path in findings."""
    return Reader(data, path, shown).drawing()
