"""Path data and basic shapes become absolute operators M, L, C, Z (SVG 1.1, 8.3 and 9)."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence

from generator.assets.pictures import Step
from generator.assets.svg.measure import NUMBER, finite

KAPPA = 0.5522847498
"""How far a Bezier quarter circle's control points stand from its ends, in radii."""

Point = tuple[float, float]
_COUNTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
_GAP = re.compile(r"[\s,]*")


def path(data: str) -> list[Step]:
    """Return the steps of a `d` attribute. Raises ValueError where it breaks off or holds what is no path."""
    pen = _Pen()
    at = _skip(data, 0)
    command = ""
    while at < len(data):
        if data[at].isalpha():
            command, at = data[at], _skip(data, at + 1)
            if command.upper() not in _COUNTS:
                raise ValueError(f"`{command}` in a path")
            if not pen.steps and command not in "Mm":
                raise ValueError("a path that does not begin with `M`")
        elif not command or command in "Zz":
            raise ValueError("a number without a command in a path")
        values, at = _values(data, at, command.upper())
        pen.draw(command, values)
        command = {"M": "L", "m": "l"}.get(command, command)
    return pen.steps


def _skip(data: str, at: int) -> int:
    match = _GAP.match(data, at)
    return match.end() if match else at


def _values(data: str, at: int, command: str) -> tuple[list[float], int]:
    values: list[float] = []
    for index in range(_COUNTS[command]):
        if command == "A" and index in (3, 4):  # flags are one digit and need no gap
            if data[at : at + 1] not in ("0", "1"):
                raise ValueError("a bad flag of an arc")
            values.append(float(data[at]))
            at = _skip(data, at + 1)
            continue
        match = NUMBER.match(data, at)
        if not match:
            raise ValueError("a number missing in a path")
        values.append(finite(float(match[0])))
        at = _skip(data, match.end())
    return values, at


class _Pen:
    """Where the path stands, and what it has drawn."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.at: Point = (0.0, 0.0)
        self.start: Point = (0.0, 0.0)
        self.cubic: Point | None = None  # the last control point, where a smooth curve goes on from it
        self.quadratic: Point | None = None
        self.closed = False

    def draw(self, command: str, values: Sequence[float]) -> None:
        """Draw one command, relative when it is written small."""
        name = command.upper()
        if command.islower():
            values = self._absolute(name, values)
        if self.closed and name not in "MZ":
            self.steps.append(("M", self.at))
        self.closed = name == "Z"
        cubic, quadratic = self.cubic, self.quadratic
        self.cubic = self.quadratic = None
        if name in "ML":
            self._to(name, (values[0], values[1]))
        elif name == "H":
            self._to("L", (values[0], self.at[1]))
        elif name == "V":
            self._to("L", (self.at[0], values[0]))
        elif name == "Z":
            self.steps.append(("Z", ()))
            self.at = self.start
        elif name == "A":
            for curve in arc(self.at, values):
                self._curve(*curve)
            self.cubic = None
        elif name in "CS":
            first = (values[0], values[1]) if name == "C" else self._mirrored(cubic)
            self._curve(first, (values[-4], values[-3]), (values[-2], values[-1]))
        else:
            control = (values[0], values[1]) if name == "Q" else self._mirrored(quadratic)
            self._quadratic(control, (values[-2], values[-1]))

    def _absolute(self, name: str, values: Sequence[float]) -> list[float]:
        x, y = self.at
        if name == "V":
            return [values[0] + y]
        if name == "A":
            return [*values[:5], values[5] + x, values[6] + y]
        return [value + (y if index % 2 else x) for index, value in enumerate(values)]

    def _mirrored(self, control: Point | None) -> Point:
        return self.at if control is None else (2 * self.at[0] - control[0], 2 * self.at[1] - control[1])

    def _to(self, name: str, point: Point) -> None:
        if name == "M":
            self.start = point
            self.steps.append(("M", point))
        else:
            self.steps.append(("L", point))
        self.at = point

    def _curve(self, first: Point, second: Point, end: Point) -> None:
        self.steps.append(("C", (*first, *second, *end)))
        self.at, self.cubic = end, second

    def _quadratic(self, control: Point, end: Point) -> None:
        first = tuple(a + 2 / 3 * (c - a) for a, c in zip(self.at, control, strict=True))
        second = tuple(b + 2 / 3 * (c - b) for b, c in zip(end, control, strict=True))
        self._curve((first[0], first[1]), (second[0], second[1]), end)
        self.cubic, self.quadratic = None, control


def arc(start: Point, values: Sequence[float]) -> list[tuple[Point, Point, Point]]:
    """Return an elliptical arc as curves of at most a quarter turn (SVG 1.1, F.6: from ends to centre)."""
    rx, ry, slope, large, sweep, x, y = values
    rx, ry, end = abs(rx), abs(ry), (x, y)
    if end == start:
        return []
    if not rx or not ry:
        return [(start, end, end)]
    cos, sin = math.cos(math.radians(slope)), math.sin(math.radians(slope))
    dx, dy = (start[0] - x) / 2, (start[1] - y) / 2
    u, v = (cos * dx + sin * dy) / rx, (cos * dy - sin * dx) / ry  # half the chord, in a circle of radius 1
    square = u * u + v * v
    if square > 1:
        rx, ry = rx * math.sqrt(square), ry * math.sqrt(square)
        u, v, square = u / math.sqrt(square), v / math.sqrt(square), 1.0
    reach = math.sqrt((1 - square) / square) if square else 0.0
    reach = -reach if large == sweep else reach
    centre_u, centre_v = reach * v, -reach * u
    first = math.atan2(v - centre_v, u - centre_u)
    turn = math.atan2(-v - centre_v, -u - centre_u) - first
    if sweep and turn < 0:
        turn += 2 * math.pi
    elif not sweep and turn > 0:
        turn -= 2 * math.pi
    middle = ((start[0] + x) / 2, (start[1] + y) / 2)

    def back(p: float, q: float) -> Point:
        p, q = (p + centre_u) * rx, (q + centre_v) * ry
        return cos * p - sin * q + middle[0], sin * p + cos * q + middle[1]

    curves = _turned(first, turn, back)
    curves[-1] = (*curves[-1][:2], end)
    return curves


def _turned(first: float, turn: float, back: Callable[[float, float], Point]) -> list[tuple[Point, Point, Point]]:
    """Return an arc of the unit circle from the angle `first` over `turn`, each point through `back`."""
    count = max(1, math.ceil(abs(turn) / (math.pi / 2) - 1e-9))
    step = turn / count
    k = 4 / 3 * math.tan(step / 4)
    curves = []
    for index in range(count):
        angle = first + index * step
        c0, s0, c1, s1 = math.cos(angle), math.sin(angle), math.cos(angle + step), math.sin(angle + step)
        curves.append((back(c0 - k * s0, s0 + k * c0), back(c1 + k * s1, s1 - k * c1), back(c1, s1)))
    return curves


def polygon(points: Sequence[float], closed: bool) -> list[Step]:
    """Return lines through points given as x, y, x, y ... Raises ValueError for an odd number."""
    if len(points) % 2:
        raise ValueError("an odd number of coordinates")
    if not points:
        return []
    steps: list[Step] = [("L", (points[at], points[at + 1])) for at in range(0, len(points), 2)]
    steps[0] = ("M", steps[0][1])
    return [*steps, ("Z", ())] if closed else steps


def ellipse(x: float, y: float, rx: float, ry: float) -> list[Step]:
    """Return an ellipse round its centre, from its right end clockwise (y down)."""
    k, m = rx * KAPPA, ry * KAPPA
    return [
        ("M", (x + rx, y)),
        ("C", (x + rx, y + m, x + k, y + ry, x, y + ry)),
        ("C", (x - k, y + ry, x - rx, y + m, x - rx, y)),
        ("C", (x - rx, y - m, x - k, y - ry, x, y - ry)),
        ("C", (x + k, y - ry, x + rx, y - m, x + rx, y)),
        ("Z", ()),
    ]


def rectangle(x: float, y: float, width: float, height: float, rx: float, ry: float) -> list[Step]:
    """Return a rectangle from its top left corner; radii are cut to half of the sides."""
    right, bottom = x + width, y + height
    rx, ry = min(rx, width / 2), min(ry, height / 2)
    if not rx or not ry:
        return polygon((x, y, right, y, right, bottom, x, bottom), closed=True)
    k, m = rx * (1 - KAPPA), ry * (1 - KAPPA)
    return [
        ("M", (x + rx, y)),
        ("L", (right - rx, y)),
        ("C", (right - k, y, right, y + m, right, y + ry)),
        ("L", (right, bottom - ry)),
        ("C", (right, bottom - m, right - k, bottom, right - rx, bottom)),
        ("L", (x + rx, bottom)),
        ("C", (x + k, bottom, x, bottom - m, x, bottom - ry)),
        ("L", (x, y + ry)),
        ("C", (x, y + m, x + k, y, x + rx, y)),
        ("Z", ()),
    ]
