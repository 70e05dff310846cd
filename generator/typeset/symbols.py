"""QR symbols of version 1 as image masks for content streams (ISO/IEC 18004); segno makes the first one, sums the others.

With version, level, mask and length fixed, each bit of the text flips the same modules whatever the others are (the code is
linear over GF(2)), so a symbol is a sum of such patterns: microseconds instead of a tenth of a millisecond.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.keep import Keep, forget

MODULES = 21
"""Modules on a side of version 1."""
LONGEST = 14
"""Bytes that version 1 holds at level M."""
QUIET = 4
"""Modules that stay white round a symbol."""
_PAD = -MODULES % 8
ROW = MODULES + _PAD
"""Bits of a row of an image: a symbol is one number of so many bits for each row, 1 for black."""
SIZE = ROW * MODULES // 8
"""Bytes of a symbol."""
_BLACK = int(("1" * MODULES + "0" * _PAD) * MODULES, 2)


class Symbols:
    """Makes the symbols of all texts of one length, 1 to 14 signs of ASCII."""

    def __init__(self, length: int, keep: Keep = forget) -> None:
        if not 1 <= length <= LONGEST:
            raise ValueError(f"a symbol holds 1 to {LONGEST} signs, not {length}")
        kept = keep("symbols", b"%d" % length, lambda: b"".join(_patterns(length)))
        first, *bits = (int.from_bytes(kept[at : at + SIZE], "big") for at in range(0, len(kept), SIZE))
        self._length, self._base = length, first
        self._tables = [_table(bits[at : at + 8]) for at in range(0, len(bits), 8)]

    def rows(self, text: str) -> tuple[int, ...]:
        """Return the modules of each row, from the top, as the bits of a number, 1 for black."""
        value = self._sum(text)
        return tuple(value >> ROW * (MODULES - 1 - row) + _PAD & (1 << MODULES) - 1 for row in range(MODULES))

    def _sum(self, text: str) -> int:
        data = text.encode("ascii")
        if len(data) != self._length:
            raise ValueError(f"a text of {self._length} signs is wanted, not {len(data)}")
        value = self._base
        for table, byte in zip(self._tables, data, strict=True):
            value ^= table[byte]
        return value

    def image(self, text: str) -> str:
        """Return the symbol as an inline image of 1 by 1 in content stream operators, rows filled up to whole bytes."""
        value = _BLACK ^ self._sum(text)
        return f"BI/W {MODULES}/H {MODULES}/IM true/BPC 1/F/AHx ID {value.to_bytes(SIZE, 'big').hex()}> EI"


def _table(bits: list[int]) -> list[int]:
    """Return what each value of a byte flips, of what each of its bits does."""
    table = [0]
    for pattern in bits:  # the table doubles with each bit: the values that have it are those that have not, and its pattern
        table += [known ^ pattern for known in table]
    return table


def _patterns(length: int) -> Iterator[bytes]:
    """Yield the symbol of a text of zeros, then what each bit of each byte flips in it."""
    base = _symbol(bytes(length))
    yield base.to_bytes(SIZE, "big")
    for place in range(length):
        for bit in range(8):
            text = bytes(place) + bytes([1 << bit]) + bytes(length - place - 1)
            yield (_symbol(text) ^ base).to_bytes(SIZE, "big")


def _symbol(data: bytes) -> int:
    import segno

    made = segno.make(data, version=1, error="m", boost_error=False, mask=2, mode="byte", micro=False)
    return int("".join("".join("1" if module else "0" for module in row) + "0" * _PAD for row in made.matrix), 2)
