"""What rendering one document may cost: a count of steps and signs, so that no template runs for ever or fills the memory.

Nothing here looks at a clock: the same template always spends the same.
"""

from __future__ import annotations

STEP, CALL = 25, 200
"""What one turn of a loop and one call of a macro cost, in signs."""
START, EACH = 5_000_000, 20_000
"""What a document may spend: so much, and so much more for each of its blocks (a worksheet spends about 60,000)."""


class OverBudget(Exception):
    """A template wants more steps or signs than any sheet needs."""


class Budget:
    """Counts down what is left for the document that is rendered just now."""

    __slots__ = ("left",)

    def __init__(self) -> None:
        self.left = START

    def begin(self, blocks: int) -> None:
        """Start anew for a document of so many blocks."""
        self.left = START + EACH * blocks

    def spend(self, cost: int) -> None:
        """Take `cost` off. Raises OverBudget when nothing is left."""
        self.left -= cost
        if self.left < 0:
            raise OverBudget
