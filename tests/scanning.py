"""A small reader of answer sheets: sets a picture of a page straight by its corner squares, and says which bubbles are dark."""

from __future__ import annotations

from collections.abc import Iterable
from math import dist
from typing import Any

from PIL import Image, ImageDraw, ImageFilter, ImageStat

REACH = 110.0
"""Points from a picture's corners within which the squares are looked for."""
CORE, DARK = 0.6, 128.0
"""What share of a bubble's radius is looked at, and how light its mean may be to count as filled in."""
Point = tuple[float, float]
Mark = tuple[int, str, str]
"""An item's number, a row's letter and a bubble's."""


def middle(rectangle: list[float]) -> Point:
    x0, y0, x1, y1 = rectangle
    return (x0 + x1) / 2, (y0 + y1) / 2


def found(picture: Image.Image, size: float, scale: float) -> dict[str, Point]:
    """Return the middles of the corner squares of `size` points in a picture of `scale` pixels a point."""
    reach, result = round(REACH * scale), {}
    for down, top in (("top", 0), ("bottom", picture.height - reach)):
        for across, left in (("left", 0), ("right", picture.width - reach)):
            part = picture.crop((left, top, left + reach, top + reach)).filter(ImageFilter.BoxBlur(size * scale / 2))
            values = part.tobytes()
            dark = [divmod(place, reach)[::-1] for place, value in enumerate(values) if value < DARK / 2]
            corner = (0 if across == "left" else reach, 0 if down == "top" else reach)
            nearest = min(dark, key=lambda place: dist(place, corner))  # a section's tab is dark too, and farther in
            near = [place for place in dark if dist(place, nearest) < size * scale]
            darkest = min(values[y * reach + x] for x, y in near)
            core = [(x, y) for x, y in near if values[y * reach + x] <= darkest + 2]
            x, y = (sum(place[axis] for place in core) / len(core) for axis in (0, 1))
            result[f"{down}-{across}"] = (left + x + 0.5, top + y + 0.5)
    return result


class Straight:
    """Leads from points of a page to pixels of a picture of it that was moved, turned and stretched."""

    def __init__(self, page: dict[str, Any], picture: Image.Image) -> None:
        self.scale = picture.width / page["width"]
        corners = page["corners"]
        x0, _, x1, _ = corners["top-left"]
        self.seen = found(picture, x1 - x0, self.scale)
        self.start, self.end = middle(corners["top-left"]), middle(corners["bottom-right"])

    def at(self, x: float, y: float) -> Point:
        across = (x - self.start[0]) / (self.end[0] - self.start[0])
        down = (y - self.start[1]) / (self.end[1] - self.start[1])
        shares = {
            "top-left": (1 - across) * (1 - down),
            "top-right": across * (1 - down),
            "bottom-left": (1 - across) * down,
            "bottom-right": across * down,
        }
        return (
            sum(share * self.seen[name][0] for name, share in shares.items()),
            sum(share * self.seen[name][1] for name, share in shares.items()),
        )


def bubbles(geometry: dict[str, Any], page: int) -> Iterable[tuple[Mark, Any]]:
    """Yield the bubbles of a page, from 1."""
    for item in geometry["items"]:
        for bubble in item["bubbles"]:
            if bubble["page"] == page:
                yield (item["number"], bubble["row"], bubble["label"]), bubble


def fill(picture: Image.Image, geometry: dict[str, Any], page: int, marks: Iterable[Mark]) -> None:
    """Fill in bubbles of a page as a pencil does: a little smaller than they are, and grey."""
    scale, wanted, pen = picture.width / geometry["pages"][page - 1]["width"], set(marks), ImageDraw.Draw(picture)
    for mark, bubble in bubbles(geometry, page):
        if mark in wanted:
            x, y, radius = (bubble[name] * scale for name in ("x", "y", "radius"))
            radius *= 0.9
            pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=70)


def read(picture: Image.Image, geometry: dict[str, Any], page: int) -> set[Mark]:
    """Return the bubbles of a page that are filled in."""
    straight = Straight(geometry["pages"][page - 1], picture)
    marks = set()
    for mark, bubble in bubbles(geometry, page):
        x, y = straight.at(bubble["x"], bubble["y"])
        radius = bubble["radius"] * straight.scale * CORE
        part = picture.crop((round(x - radius), round(y - radius), round(x + radius), round(y + radius)))
        if ImageStat.Stat(part).mean[0] < DARK:
            marks.add(mark)
    return marks
