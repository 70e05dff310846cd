"""Boxes of a formula being set: what is in them and where, in ems from the left end of the baseline, y upwards."""

from __future__ import annotations

from typing import NamedTuple

from generator.frozen import field, frozen, slotted


class Mark(NamedTuple):
    """A sign of the maths font with its left end at (x, y) on its baseline, drawn `across` and `up` times its size."""

    name: str
    x: float
    y: float
    across: float
    up: float


class Rule(NamedTuple):
    """A filled rectangle from its bottom left corner."""

    x: float
    y: float
    width: float
    height: float


class Stroke(NamedTuple):
    """A straight line of a thickness."""

    x0: float
    y0: float
    x1: float
    y1: float
    thick: float


@frozen
class Formula:
    """A finished formula, or the part of one that no line end cuts: all in ems, to be set at any size.

    `space` stands before it where no line begins with it; `ascent` and `descent` are how far it goes above and below the line.
    """

    space: float
    width: float
    ascent: float
    descent: float
    marks: tuple[Mark, ...]
    rules: tuple[Rule, ...]
    strokes: tuple[Stroke, ...]


@slotted
class Box:
    """A part with its measures. `italic`: how far it leans out at its top right; `accent`: where an accent stands over it."""

    width: float = 0.0
    height: float = 0.0
    depth: float = 0.0
    italic: float = 0.0
    accent: float | None = None
    marks: list[Mark] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)

    def put(self, other: Box, x: float = 0.0, y: float = 0.0) -> None:
        """Take in what another box holds, its baseline's left end at (x, y), and grow in height, not in width."""
        self.marks += [mark._replace(x=mark.x + x, y=mark.y + y) for mark in other.marks]
        self.rules += [rule._replace(x=rule.x + x, y=rule.y + y) for rule in other.rules]
        self.strokes += [one._replace(x0=one.x0 + x, y0=one.y0 + y, x1=one.x1 + x, y1=one.y1 + y) for one in other.strokes]
        self.height, self.depth = max(self.height, other.height + y), max(self.depth, other.depth - y)

    def beside(self, other: Box, space: float = 0.0) -> None:
        """Append another box on the baseline, `space` behind this one."""
        self.put(other, self.width + space)
        self.width += space + other.width

    def finished(self, space: float = 0.0) -> Formula:
        """Return the box as a formula."""
        return Formula(space, self.width, self.height, self.depth, tuple(self.marks), tuple(self.rules), tuple(self.strokes))
