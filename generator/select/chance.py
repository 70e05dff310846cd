"""Chance out of SHA-256: the same on every machine, in every version of Python, and never shared between items."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

WORD = 1 << 32


def rank(*parts: str) -> bytes:
    """Return the digest by which things are put in an order that no other thing influences."""
    return hashlib.sha256("\0".join(parts).encode()).digest()


class DigestStream:
    """A stream of 32-bit words, the digests of its parts and a counter; implements `model.draw.Stream`.

    Two streams with different parts are independent; parts hold no NUL.
    """

    __slots__ = ("_block", "_blocks", "_parts")

    def __init__(self, *parts: str) -> None:
        self._parts = parts
        self._blocks = 0
        self._block = b""

    def shuffle(self, positions: Sequence[int]) -> tuple[int, ...]:
        """Return the positions in a uniformly drawn order (Fisher and Yates, from the end)."""
        order = list(positions)
        for last in range(len(order) - 1, 0, -1):
            other = self._below(last + 1)
            order[last], order[other] = order[other], order[last]
        return tuple(order)

    def _below(self, bound: int) -> int:
        """A number from 0 to `bound` - 1, each equally likely: words past the last whole multiple of it are rejected."""
        while True:
            word = self._word()
            if word < WORD - WORD % bound:
                return word % bound

    def _word(self) -> int:
        if not self._block:
            self._block = rank(*self._parts, str(self._blocks))
            self._blocks += 1
        word, self._block = self._block[:4], self._block[4:]
        return int.from_bytes(word, "big")
