"""Which characters a TrueType file has, from its character map alone: no library, and no more read than that table."""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Callable
from pathlib import Path

MAX_TABLE = 4 << 20
"""A character map larger than this is broken; that of a font of all Chinese characters takes less than 1 MiB."""

Lookup = Callable[[int], int]
"""Leads from a code point to its glyph's number; 0 where the file has none."""


def lookup(path: Path) -> Lookup:
    """Return the lookup of a font file. Raises ValueError where the file has no map that can be read (formats 4 and 12)."""
    try:
        with path.open("rb") as file:
            head = file.read(12 + 16 * 64)
            offset, length = tables(head)[b"cmap"]
            if length > MAX_TABLE:
                raise ValueError("a `cmap` table that is too large")
            file.seek(offset)
            return glyphs(file.read(length))
    except (struct.error, IndexError, KeyError, OSError) as error:
        raise ValueError(f"no character map in {path.name}") from error


def tables(head: bytes) -> dict[bytes, tuple[int, int]]:
    """Return offset and length of each table, from a file's start (OpenType 1.9, "Table Directory")."""
    (count,) = struct.unpack_from(">H", head, 4)
    found = {}
    for index in range(count):
        tag, _, offset, length = struct.unpack_from(">4sLLL", head, 12 + 16 * index)
        found[tag] = (offset, length)
    return found


def glyphs(table: bytes) -> Lookup:
    """Return the lookup of a `cmap` table: its fullest Unicode map, format 12 (all planes) before format 4 (the first).

    Raises ValueError, struct.error or IndexError for a table that is damaged.
    """
    (count,) = struct.unpack_from(">H", table, 2)
    found: dict[int, int] = {}
    for index in range(count):
        platform, encoding, offset = struct.unpack_from(">HHL", table, 4 + 8 * index)
        if platform == 0 or (platform, encoding) in ((3, 1), (3, 10)):
            found.setdefault(struct.unpack_from(">H", table, offset)[0], offset)
    if 12 in found:
        return _format_12(table, found[12])
    if 4 in found:
        return _format_4(table, found[4])
    raise ValueError("no Unicode map")


def _format_12(table: bytes, start: int) -> Lookup:
    """Groups (first, last, glyph of the first), sorted; glyph 0 stands for none."""
    (count,) = struct.unpack_from(">L", table, start + 12)
    flat = struct.unpack_from(f">{3 * count}L", table, start + 16)
    firsts, lasts, starts = flat[0::3], flat[1::3], flat[2::3]

    def glyph(point: int) -> int:
        index = bisect_right(firsts, point) - 1
        return starts[index] + point - firsts[index] if index >= 0 and point <= lasts[index] else 0

    return glyph


def _format_4(table: bytes, start: int) -> Lookup:
    """Segments (last, first, delta, where its glyphs are listed, 0 for nowhere), sorted by last."""
    (double,) = struct.unpack_from(">H", table, start + 6)
    count = double // 2
    lasts = struct.unpack_from(f">{count}H", table, start + 14)
    firsts = struct.unpack_from(f">{count}H", table, start + 16 + double)
    deltas = struct.unpack_from(f">{count}H", table, start + 16 + 2 * double)
    ranges = start + 16 + 3 * double
    offsets = struct.unpack_from(f">{count}H", table, ranges)

    def glyph(point: int) -> int:
        index = bisect_right(lasts, point - 1)
        if point > 0xFFFF or index >= count or point < firsts[index]:
            return 0
        found = point
        if offsets[index]:
            place = ranges + 2 * index + offsets[index] + 2 * (point - firsts[index])
            if place + 2 > len(table):
                return 0
            (found,) = struct.unpack_from(">H", table, place)
            if not found:
                return 0
        return int(found + deltas[index]) & 0xFFFF

    return glyph
