"""Keeping what is costly to make again: compiled templates and font subsets, by the digest of all that they depend on."""

from __future__ import annotations

from collections.abc import Callable

Keep = Callable[[str, bytes, Callable[[], bytes]], bytes]
"""Called with a kind (a folder's name), everything that the result depends on, and what makes it; returns the result, which
may come from an earlier run. What is returned is always what making it anew would give."""


def forget(kind: str, facts: bytes, make: Callable[[], bytes]) -> bytes:
    """Make it anew: a Keep that keeps nothing."""
    return make()
