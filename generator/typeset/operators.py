"""PDF content operators as text: what a page's content stream is written with.

Every function returns operators without a trailing blank or newline, for points in PDF's space (y up). Numbers are short
and deterministic; no operator changes the graphics state for good unless its docstring says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

KAPPA = 0.5522847498
"""How far a Bezier quarter circle's control points stand from its ends, in radii."""

CAPS = {"butt": 0, "round": 1, "square": 2}
JOINS = {"miter": 0, "round": 1, "bevel": 2}

Colour = tuple[float, float, float]
"""Red, green and blue from 0 to 1."""

BLACK: Colour = (0.0, 0.0, 0.0)


@lru_cache(maxsize=8192)
def fmt(value: float) -> str:
    """Return a number with at most 3 decimals, without exponent, trailing zeros or a minus before nothing.

    Cached: sheets repeat the same few hundred distances tens of thousands of times.
    """
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def numbers(*values: float) -> str:
    """Return numbers with blanks between them."""
    return " ".join(map(fmt, values))


def saved(*operators: str) -> str:
    """Return operators between saving and restoring the graphics state; empty ones are left out."""
    return " ".join(["q", *filter(None, operators), "Q"])


def moved(x: float, y: float) -> str:
    """Shift the coordinate system (lasts until the state is restored)."""
    return f"1 0 0 1 {numbers(x, y)} cm"


def matrix(a: float, b: float, c: float, d: float, e: float, f: float) -> str:
    """Put a matrix before the coordinate system (lasts until the state is restored); its scales keep 6 decimals."""
    return " ".join([*map(_fine, (a, b, c, d)), fmt(e), fmt(f), "cm"])


def _fine(value: float) -> str:
    text = f"{value:.6f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def rgb(colour: str) -> Colour:
    """Return `#rrggbb` or `#rgb` as numbers from 0 to 1. Raises ValueError for anything else."""
    digits = colour[1:]
    if not colour.startswith("#") or len(digits) not in (3, 6):
        raise ValueError(f"not a colour: {colour!r}")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    red, green, blue = (int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4))
    return red, green, blue


def fill_colour(colour: Colour) -> str:
    """Set the colour of fills and text (lasts); grey where red, green and blue are equal."""
    return f"{fmt(colour[0])} g" if colour[0] == colour[1] == colour[2] else f"{numbers(*colour)} rg"


def stroke_colour(colour: Colour) -> str:
    """Set the colour of strokes (lasts); grey where red, green and blue are equal."""
    return f"{fmt(colour[0])} G" if colour[0] == colour[1] == colour[2] else f"{numbers(*colour)} RG"


def pen(width: float, dash: Sequence[float] = (), cap: str = "butt", join: str = "miter", phase: float = 0.0) -> str:
    """Set line width, dashes, cap and join (lasts); what stands at PDF's default in a fresh state is not written."""
    parts = [f"{fmt(width)} w"]
    if cap != "butt":
        parts.append(f"{CAPS[cap]} J")
    if join != "miter":
        parts.append(f"{JOINS[join]} j")
    if dash:
        parts.append(f"[{numbers(*dash)}] {fmt(phase)} d")
    return " ".join(parts)


def line_path(x0: float, y0: float, x1: float, y1: float) -> str:
    """Return a straight path, not painted."""
    return f"{numbers(x0, y0)} m {numbers(x1, y1)} l"


def rect_path(x: float, y: float, width: float, height: float) -> str:
    """Return a rectangle from its bottom left corner, not painted."""
    return f"{numbers(x, y, width, height)} re"


def round_rect_path(x: float, y: float, width: float, height: float, radius: float) -> str:
    """Return a rectangle with quarter circles as corners, not painted; the radius is cut to half of the shorter side."""
    r = min(radius, width / 2, height / 2)
    k = r * (1 - KAPPA)
    right, top = x + width, y + height
    return " ".join(
        [
            f"{numbers(x + r, y)} m",
            f"{numbers(right - r, y)} l",
            f"{numbers(right - k, y, right, y + k, right, y + r)} c",
            f"{numbers(right, top - r)} l",
            f"{numbers(right, top - k, right - k, top, right - r, top)} c",
            f"{numbers(x + r, top)} l",
            f"{numbers(x + k, top, x, top - k, x, top - r)} c",
            f"{numbers(x, y + r)} l",
            f"{numbers(x, y + k, x + k, y, x + r, y)} c",
            "h",
        ]
    )


def circle_path(x: float, y: float, radius: float) -> str:
    """Return a circle round its centre as four Beziers, not painted."""
    k = radius * KAPPA
    left, right, bottom, top = x - radius, x + radius, y - radius, y + radius
    return " ".join(
        [
            f"{numbers(right, y)} m",
            f"{numbers(right, y + k, x + k, top, x, top)} c",
            f"{numbers(x - k, top, left, y + k, left, y)} c",
            f"{numbers(left, y - k, x - k, bottom, x, bottom)} c",
            f"{numbers(x + k, bottom, right, y - k, right, y)} c",
            "h",
        ]
    )


def polygon_path(*points: tuple[float, float], closed: bool = True) -> str:
    """Return straight lines through the points, not painted."""
    parts = [f"{numbers(*point)} {'l' if index else 'm'}" for index, point in enumerate(points)]
    return " ".join([*parts, "h"] if closed else parts)


def stroked(
    path: str,
    width: float,
    dash: Sequence[float] = (),
    cap: str = "butt",
    colour: Colour = BLACK,
    join: str = "miter",
) -> str:
    """Return a path stroked, the graphics state left as it was."""
    return saved("" if colour == BLACK else stroke_colour(colour), pen(width, dash, cap, join), path, "S")


def filled(path: str, colour: Colour = BLACK) -> str:
    """Return a path filled; the graphics state is left as it was. Black is taken to be the state's fill colour."""
    return f"{path} f" if colour == BLACK else saved(fill_colour(colour), path, "f")


def painted(path: str, width: float, fill: Colour, colour: Colour = BLACK, dash: Sequence[float] = ()) -> str:
    """Return a path filled and then stroked, the graphics state left as it was."""
    return saved(fill_colour(fill), "" if colour == BLACK else stroke_colour(colour), pen(width, dash), path, "B")


def line(x0: float, y0: float, x1: float, y1: float, width: float, colour: Colour = BLACK) -> str:
    """Return a stroked straight line."""
    return stroked(line_path(x0, y0, x1, y1), width, colour=colour)


def dotted(x0: float, y0: float, x1: float, y1: float, width: float, gap: float, on: float = 0.0, colour: Colour = BLACK) -> str:
    """Return a line of round dots as wide as the line (`on` 0), one every `gap`, or of dashes `on` long and `gap` apart."""
    return stroked(line_path(x0, y0, x1, y1), width, (on, gap), "round" if on == 0 else "butt", colour)


def rect(x: float, y: float, width: float, height: float, stroke: float, colour: Colour = BLACK) -> str:
    """Return a stroked rectangle from its bottom left corner."""
    return stroked(rect_path(x, y, width, height), stroke, colour=colour)


def bar(x: float, y: float, width: float, height: float, colour: Colour = BLACK) -> str:
    """Return a filled rectangle from its bottom left corner."""
    return filled(rect_path(x, y, width, height), colour)


def round_rect(x: float, y: float, width: float, height: float, radius: float, stroke: float, colour: Colour = BLACK) -> str:
    """Return a stroked rectangle with round corners."""
    return stroked(round_rect_path(x, y, width, height, radius), stroke, colour=colour)


def circle(x: float, y: float, radius: float, stroke: float, colour: Colour = BLACK) -> str:
    """Return a stroked circle round its centre."""
    return stroked(circle_path(x, y, radius), stroke, colour=colour)


def disc(x: float, y: float, radius: float, colour: Colour = BLACK) -> str:
    """Return a filled circle round its centre."""
    return filled(circle_path(x, y, radius), colour)
