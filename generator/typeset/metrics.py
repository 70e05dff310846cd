"""Widths of a TrueType font's characters, read one by one as they are asked for: nothing is unpacked ahead."""

from __future__ import annotations

import struct
from collections.abc import Callable

from generator.assets.cmap import glyphs, tables


class Metrics:
    """What setting text needs of a font file. Raises ValueError where the file is damaged or no TrueType font.

    head, hmtx: where these tables start; count: how many glyphs have a width of their own; glyph: from code point to glyph;
    advances: of characters in the font's own units, whole numbers; `scale` turns their sum into a width at size 1.
    """

    __slots__ = ("_data", "_last", "advances", "cap_height", "count", "glyph", "head", "hmtx", "scale")

    def __init__(self, data: bytes) -> None:
        try:
            where = tables(data)
            self._data = data
            self.head = where[b"head"][0]
            (units,) = struct.unpack_from(">H", data, self.head + 18)
            (self.count,) = struct.unpack_from(">H", data, where[b"hhea"][0] + 34)
            self.hmtx = where[b"hmtx"][0]
            self.scale = 1 / units
            start, length = where[b"cmap"]
            self.glyph = glyphs(data[start : start + length])
            self._last = self._advance(self.count - 1)
            self.cap_height = self._cap_height(where)
        except (struct.error, KeyError, IndexError, ZeroDivisionError) as error:
            raise ValueError("a damaged TrueType font") from error
        self.advances = _Advances(self._of)

    def _advance(self, glyph: int) -> int:
        (advance,) = struct.unpack_from(">H", self._data, self.hmtx + 4 * glyph)
        return int(advance)

    def _cap_height(self, where: dict[bytes, tuple[int, int]]) -> float:
        """Return the height of capitals at size 1 (OS/2 table, version 2 and later), else a usual share."""
        offset, length = where.get(b"OS/2", (0, 0))
        if length < 90:
            return 0.66
        return float(struct.unpack_from(">h", self._data, offset + 88)[0] * self.scale)

    def has(self, char: str) -> bool:
        """Say whether the font has a character."""
        return self.advances[char] is not None

    def width(self, char: str) -> float | None:
        """Return a character's width at size 1, None where the font lacks it; a no-break space is a space."""
        advance = self.advances[char]
        return None if advance is None else advance * self.scale

    def _of(self, char: str) -> int | None:
        glyph = self.glyph(32 if char == "\xa0" else ord(char))
        if not glyph:
            return None
        return self._advance(glyph) if glyph < self.count else self._last


class _Advances(dict[str, "int | None"]):
    """Advances by character, each looked up once."""

    def __init__(self, look_up: Callable[[str], int | None]) -> None:
        self._look_up = look_up

    def __missing__(self, char: str) -> int | None:
        advance = self[char] = self._look_up(char)
        return advance
