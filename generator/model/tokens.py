"""Design tokens: what `layout.yaml` sets and the typesetter obeys. Lengths are points (YAML also takes `15mm`)."""

from __future__ import annotations

from collections.abc import Mapping

from generator.frozen import frozen


@frozen
class TypeStyle:
    """A role of the type scale: size and leading in points, weight 400, 600 or 700, family one of the token `fonts`."""

    size: float
    leading: float
    weight: int
    family: str


@frozen
class Paper:
    """A paper: width and height in points, and its margins top, right, bottom, left in points."""

    name: str
    width: float
    height: float
    margins: tuple[float, float, float, float]


@frozen
class Tokens:
    """All tokens of one layout on one paper, settled. Numbers are points unless the field says otherwise.

    Groups are flat mappings named as in `layout.yaml` (page design, section 11); `numbers("space", "masthead")` style
    access goes through `get`. Values are floats, tuples of floats, strings or mappings of these.
    """

    fonts: Mapping[str, str]
    size: Mapping[str, TypeStyle]
    groups: Mapping[str, Mapping[str, float | str | tuple[float, ...] | Mapping[str, object] | None]]
    paper: Paper

    def number(self, group: str, name: str) -> float:
        """Return one number, e.g. `number("space", "section")`. Raises KeyError for a token that no layout sets."""
        value = self.groups[group][name]
        if not isinstance(value, (int, float)):
            raise KeyError(f"{group}.{name} is no number")
        return float(value)

    def numbers(self, group: str, name: str) -> tuple[float, ...]:
        """Return a list of numbers, e.g. `numbers("space", "masthead")`; one number is a list of one."""
        value = self.groups[group][name]
        if isinstance(value, tuple):
            return value
        if isinstance(value, (int, float)):
            return (float(value),)
        raise KeyError(f"{group}.{name} is no list of numbers")
