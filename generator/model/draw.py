"""What chance gave an item, as plain data in written positions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

Draw = Mapping[str, tuple[int, ...]]
"""By name of what was drawn ("choices", "rights", "extras", "cells" ...): written positions from 0, in printed order.
What is missing from the positions is what the level left out. Goes into the manifest; serves every language."""


class Stream(Protocol):
    """An independent source of chance for one (seed, label, item name); made only by `select`."""

    def shuffle(self, positions: Sequence[int]) -> tuple[int, ...]:
        """Return the positions in a uniformly drawn order; each call draws anew from the same stream."""
        ...


def written(draw: Draw) -> Draw:
    """Return the draw in written order: the same positions, sorted. Verification judges by this, never by the draw."""
    return {name: tuple(sorted(positions)) for name, positions in draw.items()}
