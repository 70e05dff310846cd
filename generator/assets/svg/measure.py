"""Numbers, lengths and matrices of SVG (SVG 1.1, 4.2, 7.6 and 7.10)."""

from __future__ import annotations

import math
import re

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
PX = 0.75
"""Points in a CSS pixel, which is the user unit."""

UNITS = {"": 1.0, "px": 1.0, "pt": 1 / PX, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
"""User units in a unit."""

_LENGTH = re.compile(rf"\s*({NUMBER.pattern})\s*(px|pt|pc|mm|cm|in|em|%)?\s*")
_GAP = re.compile(r"[\s,]*")
_CALL = re.compile(r"[\s,]*(matrix|translate|scale|rotate|skewX|skewY)\s*\(([^()]*)\)")
_COUNTS = {"matrix": (6,), "translate": (1, 2), "scale": (1, 2), "rotate": (1, 3), "skewX": (1,), "skewY": (1,)}


def number(text: str) -> float:
    """Return a plain number. Raises ValueError."""
    if not NUMBER.fullmatch(text.strip()):
        raise ValueError(text)
    return finite(float(text))


def finite(value: float) -> float:
    """Return a number that can be drawn with. Raises ValueError for one beyond a million."""
    if not abs(value) <= 1e6:
        raise ValueError("a number out of range")
    return value


def length(text: str, whole: float = 0.0, em: float = 0.0) -> float:
    """Return a length in user units; `whole` is what 100% is, `em` the size of type. Raises ValueError."""
    match = _LENGTH.fullmatch(text)
    if not match:
        raise ValueError(text)
    value, unit = float(match[1]), match[2] or ""
    if unit == "%":
        return finite(value * whole / 100)
    return finite(value * em if unit == "em" else value * UNITS[unit])


def numbers(text: str) -> list[float]:
    """Return the numbers of a list parted by blanks or commas. Raises ValueError."""
    found, at = [], _skip(text, 0)
    while at < len(text):
        match = NUMBER.match(text, at)
        if not match:
            raise ValueError(text)
        found.append(finite(float(match[0])))
        at = _skip(text, match.end())
    return found


def _skip(text: str, at: int) -> int:
    match = _GAP.match(text, at)
    return match.end() if match else at


def transform(text: str) -> Matrix:
    """Return the matrix of a `transform` attribute. Raises ValueError."""
    result, at = IDENTITY, 0
    while at < len(text.rstrip()):
        match = _CALL.match(text, at)
        if not match:
            raise ValueError(text)
        result = times(result, _matrix(match[1], numbers(match[2])))
        at = match.end()
    return result


def _matrix(name: str, values: list[float]) -> Matrix:
    if len(values) not in _COUNTS[name]:
        raise ValueError(name)
    if name == "matrix":
        a, b, c, d, e, f = values
        return a, b, c, d, e, f
    first, second = values[0], values[1] if len(values) > 1 else None
    if name == "translate":
        return 1.0, 0.0, 0.0, 1.0, first, second or 0.0
    if name == "scale":
        return first, 0.0, 0.0, first if second is None else second, 0.0, 0.0
    angle = math.radians(first)
    if name == "skewX":
        return 1.0, 0.0, math.tan(angle), 1.0, 0.0, 0.0
    if name == "skewY":
        return 1.0, math.tan(angle), 0.0, 1.0, 0.0, 0.0
    turn = (math.cos(angle), math.sin(angle), -math.sin(angle), math.cos(angle), 0.0, 0.0)
    if second is None:
        return turn
    return times(times((1.0, 0.0, 0.0, 1.0, second, values[2]), turn), (1.0, 0.0, 0.0, 1.0, -second, -values[2]))


def times(outer: Matrix, inner: Matrix) -> Matrix:
    """Return the matrix that does `inner` first and then `outer`."""
    a, b, c, d, e, f = outer
    g, h, i, j, k, m = inner
    return a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * m + e, b * k + d * m + f


def moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Return a point in the outer space. Raises ValueError for one out of range."""
    a, b, c, d, e, f = matrix
    return finite(a * x + c * y + e), finite(b * x + d * y + f)


def scale(matrix: Matrix) -> float:
    """Return how much longer lengths get, on average over all directions."""
    return finite(math.sqrt(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2])))


def viewport(box: tuple[float, float, float, float], width: float, height: float, stretched: bool) -> Matrix:
    """Return the matrix from the view box to (0, 0, width, height): filled when `stretched`, else centred at one scale."""
    x, y, across, down = box
    wide, high = width / across, height / down
    if not stretched:
        wide = high = min(wide, high)
    return wide, 0.0, 0.0, high, (width - wide * across) / 2 - wide * x, (height - high * down) / 2 - high * y
