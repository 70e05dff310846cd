"""The elements that are read: where each may stand, its attributes, and the outlines of shapes (SVG 1.1, 9)."""

from __future__ import annotations

from collections.abc import Mapping

from generator.assets.pictures import Step
from generator.assets.svg import outline
from generator.assets.svg.measure import length, numbers
from generator.assets.svg.unusable import Unusable, bad_value

_DRAWN = ("g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "title", "desc")
_TOLD = ("title", "desc")

ALLOWED: dict[str, tuple[str, ...]] = {
    "": ("svg",),
    "svg": _DRAWN,
    "g": _DRAWN,
    "text": ("tspan", *_TOLD),
    "tspan": ("tspan", *_TOLD),
    **dict.fromkeys(("path", "rect", "circle", "ellipse", "line", "polyline", "polygon"), _TOLD),
    "title": (),
    "desc": (),
}
"""By element, which elements may stand in it."""

_EVERY = {"id", "class", "style", "role", "lang", "tabindex", "focusable", "space"}
_PLACED = {
    "svg": {"width", "height", "viewBox", "preserveAspectRatio", "version", "baseProfile", "x", "y", "zoomAndPan"},
    "g": {"transform"},
    "path": {"transform", "d"},
    "rect": {"transform", "x", "y", "width", "height", "rx", "ry"},
    "circle": {"transform", "cx", "cy", "r"},
    "ellipse": {"transform", "cx", "cy", "rx", "ry"},
    "line": {"transform", "x1", "y1", "x2", "y2"},
    "polyline": {"transform", "points"},
    "polygon": {"transform", "points"},
    "text": {"transform", "x", "y", "dx", "dy"},
    "tspan": {"x", "y", "dx", "dy"},
    "title": set[str](),
    "desc": set[str](),
}

ATTRIBUTES = {tag: frozenset(_EVERY | own) for tag, own in _PLACED.items()}
"""By element, its attributes besides presentation properties."""


def geometry(tag: str, attributes: Mapping[str, str], box: tuple[float, float], em: float) -> list[Step]:
    """Return a shape's outline in user units, nothing for one without extent.

    `box` is the view box's width and height (100%), `em` the size of type. Raises Unusable, and ValueError for numbers
    that cannot be drawn.
    """
    diagonal = ((box[0] ** 2 + box[1] ** 2) / 2) ** 0.5
    wholes = {"x": box[0], "width": box[0], "cx": box[0], "rx": box[0], "x1": box[0], "x2": box[0], "r": diagonal}

    def at(name: str, size: bool = False) -> float:
        text = attributes.get(name, "0")
        try:
            value = length(text, wholes.get(name, box[1]), em)
        except ValueError:
            raise bad_value(name, text) from None
        if size and value < 0:
            raise bad_value(name, text)
        return value

    if tag == "path":
        try:
            return outline.path(attributes.get("d", ""))
        except ValueError as error:
            raise Unusable(f"a path with a mistake ({error})" if str(error) else "a path with a mistake", "d") from None
    if tag in ("polyline", "polygon"):
        try:
            return outline.polygon(numbers(attributes.get("points", "")), closed=tag == "polygon")
        except ValueError:
            raise bad_value("points", attributes["points"]) from None
    if tag == "line":
        return outline.polygon((at("x1"), at("y1"), at("x2"), at("y2")), closed=False)
    if tag == "rect":
        return _rectangle(attributes, at("x"), at("y"), at("width", True), at("height", True), at("rx", True), at("ry", True))
    rx, ry = (at("r", True),) * 2 if tag == "circle" else (at("rx", True), at("ry", True))
    return outline.ellipse(at("cx"), at("cy"), rx, ry) if rx and ry else []


def _rectangle(
    attributes: Mapping[str, str], x: float, y: float, width: float, height: float, rx: float, ry: float
) -> list[Step]:
    """One radius alone stands for both."""
    if "rx" not in attributes:
        rx = ry
    if "ry" not in attributes:
        ry = rx
    return outline.rectangle(x, y, width, height, rx, ry) if width and height else []
