"""How the parts of the SVG reader say that they cannot go on with an element."""

from __future__ import annotations


class Unusable(Exception):
    """A value or a use that is not printed. `part` completes "an SVG picture cannot have ..."; `attribute` is where it stands."""

    def __init__(self, part: str, attribute: str = "") -> None:
        self.part = part
        self.attribute = attribute
        super().__init__(part, attribute)


def bad_value(name: str, value: str) -> Unusable:
    """Return what is said of a value that is not understood."""
    return Unusable(f"`{name}: {shortened(value)}`", name)


def shortened(value: str) -> str:
    """Return the beginning of a long value."""
    return value if len(value) <= 40 else value[:37] + "..."
