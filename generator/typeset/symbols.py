"""QR symbols of version 1 as image masks for content streams (ISO/IEC 18004); segno makes the first one, sums the others.

With version, level, mask and length fixed, each bit of the text flips the same modules whatever the others are (the code is
linear over GF(2)), so a symbol is a sum of such patterns: microseconds instead of a tenth of a millisecond.
"""

from __future__ import annotations

from functools import cache

MODULES = 21
"""Modules on a side of version 1."""
LONGEST = 14
"""Bytes that version 1 holds at level M."""
QUIET = 4
"""Modules that stay white round a symbol."""
_PAD = -MODULES % 8


class Symbols:
    """Makes the symbols of all texts of one length, 1 to 14 signs of ASCII."""

    def __init__(self, length: int) -> None:
        if not 1 <= length <= LONGEST:
            raise ValueError(f"a symbol holds 1 to {LONGEST} signs, not {length}")
        blank = bytes(length)
        self._length = length
        self._base = _modules(blank)
        self._patterns = [self._byte(blank, place) for place in range(length)]

    def _byte(self, blank: bytes, place: int) -> list[int]:
        """Return what each value of one byte flips."""
        bits = [_modules(blank[:place] + bytes([1 << bit]) + blank[place + 1 :]) ^ self._base for bit in range(8)]
        table = [0]
        for pattern in bits:  # the table doubles with each bit: the values that have it are those that have not, and its pattern
            table += [known ^ pattern for known in table]
        return table

    def modules(self, text: str) -> int:
        """Return the modules row by row as the bits of one number, 1 for black."""
        data = text.encode("ascii")
        if len(data) != self._length:
            raise ValueError(f"a text of {self._length} signs is wanted, not {len(data)}")
        value = self._base
        for table, byte in zip(self._patterns, data, strict=True):
            value ^= table[byte]
        return value

    def mask(self, text: str) -> bytes:
        """Return the symbol as a 1-bit image, rows filled up to whole bytes, 0 for black."""
        value = self.modules(text) ^ ((1 << MODULES * MODULES) - 1)
        row = (1 << MODULES) - 1
        rows = ((value >> MODULES * (MODULES - 1 - i) & row) << _PAD for i in range(MODULES))
        return b"".join(bits.to_bytes((MODULES + _PAD) // 8, "big") for bits in rows)

    def operators(self, text: str, x: float, y: float, side: float) -> str:
        """Return the content stream operators of a symbol `side` points wide with its lower left corner at (x, y)."""
        image = f"BI/W {MODULES}/H {MODULES}/IM true/BPC 1/F/AHx ID {self.mask(text).hex()}> EI"
        return f"q {side:.3f} 0 0 {side:.3f} {x:.3f} {y:.3f} cm {image} Q"


@cache
def symbols(length: int) -> Symbols:
    """Return the maker of symbols for texts of one length; to make it costs some milliseconds."""
    return Symbols(length)


def _modules(data: bytes) -> int:
    import segno

    made = segno.make(data, version=1, error="m", boost_error=False, mask=2, mode="byte", micro=False)
    return int("".join("1" if module else "0" for row in made.matrix for module in row), 2)
