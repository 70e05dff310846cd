"""Font subsets as PDF objects: ReportLab reads the font and writes the subset. Imported when pages are done."""

from __future__ import annotations

import hashlib
import io
import os
import struct
import sys
import types
import zlib
from functools import lru_cache

from generator.diagnostics import Failed, finding
from generator.model.sheet import PdfObject
from generator.typeset.metrics import Metrics
from generator.typeset.subset import Embedded

for _name in ("settings", "mods"):
    for _place in (f"reportlab_{_name}", f"local_reportlab_{_name}", f"reportlab.local_rl_{_name}"):
        sys.modules.setdefault(_place, types.ModuleType(_place))  # no settings file of the user's is run
for _name in [name for name in os.environ if name.startswith("RL_")]:
    del os.environ[_name]

from reportlab.pdfbase.ttfonts import TTFError, TTFontFile, makeToUnicodeCMap  # noqa: E402

DAMAGE = (TTFError, KeyError, ValueError, IndexError, OverflowError, struct.error)
"""What ReportLab raises for a font that it cannot read."""


class Face(TTFontFile):
    """A font file for subsetting: what ReportLab would unpack of every glyph is unpacked whole, or only where it is needed."""

    def __init__(self, data: bytes) -> None:
        super().__init__(io.BytesIO(data), charInfo=0)
        metrics = Metrics(data)
        self.metrics = metrics
        count = self.numGlyphs
        pairs = struct.unpack_from(f">{2 * metrics.count}H", data, metrics.hmtx)
        last = pairs[-2]
        bearings = struct.unpack_from(f">{count - metrics.count}H", data, metrics.hmtx + 4 * metrics.count)
        self.hmetrics = [*zip(pairs[0::2], pairs[1::2], strict=True), *((last, bearing) for bearing in bearings)]
        long = struct.unpack_from(">h", data, metrics.head + 50)[0] == 1
        positions = struct.unpack_from(f">{count + 1}{'L' if long else 'H'}", data, self.get_table_pos("loca")[0])
        self.glyphPos = positions if long else [2 * position for position in positions]

    def subset(self, points: tuple[int, ...]) -> bytes:
        """Return the font file that has just these characters, each at its place in `points`."""
        self.charToGlyph = {point: glyph for point in points if (glyph := self.metrics.glyph(point))}
        return bytes(self.makeSubset(list(points)))


@lru_cache(maxsize=64)
def _face(data: bytes) -> Face:
    try:
        return Face(data)
    except DAMAGE as error:
        raise Failed([finding("broken-font", name="of the layout", problem=error)]) from None


def embed(data: bytes, subset: tuple[int, ...]) -> Embedded:
    """Return the subset of a font file: `subset` gives the code point of each code, 0 for none.

    Raises Failed for a font that cannot be read. The same font and characters give the same bytes.
    """
    face = _face(data)
    own = face.name.decode("ascii", "replace")
    try:
        file = face.subset(subset)
    except DAMAGE as error:
        raise Failed([finding("broken-font", name=own, problem=error)]) from None
    letters = hashlib.sha256(hashlib.sha256(data).digest() + repr(subset).encode("ascii")).digest()
    name = "".join(chr(65 + byte % 26) for byte in letters[:6]) + "+" + own
    widths = " ".join(f"{1000 * (face.metrics.width(chr(point)) or 0.0):g}" if point else "0" for point in subset)
    bbox = " ".join(f"{edge:g}" for edge in face.bbox)
    font = (
        f"<</Type/Font/Subtype/TrueType/BaseFont/{name}/FirstChar 0/LastChar {len(subset) - 1}/Widths[{widths}]/FontDescriptor "
    )
    descriptor = (
        f"<</Type/FontDescriptor/FontName/{name}/Flags {(face.flags & ~32) | 4}/FontBBox[{bbox}]/ItalicAngle {face.italicAngle:g}"
        f"/Ascent {face.ascent:g}/Descent {face.descent:g}/CapHeight {face.capHeight:g}/StemV {face.stemV:g}/FontFile2 "
    )
    packed = _stream(file, f"/Length1 {len(file)}")
    return Embedded(font.encode("ascii"), descriptor.encode("ascii"), packed, _stream(_to_unicode(name, subset)))


def _to_unicode(name: str, subset: tuple[int, ...]) -> bytes:
    used = [(code, point) for code, point in enumerate(subset) if point]
    head, _, tail = makeToUnicodeCMap(name, [32]).partition("1 beginbfchar")
    rows = []
    for at in range(0, len(used), 100):  # at most 100 a block (Adobe technical note 5411)
        block = used[at : at + 100]
        rows.append(f"{len(block)} beginbfchar")
        rows += [f"<{code:02X}> <{chr(point).encode('utf-16-be').hex().upper()}>" for code, point in block]
        rows.append("endbfchar")
    rest = tail.partition("endbfchar")[2]
    return (head.replace("<00> <00>", "<00> <FF>") + "\n".join(rows) + rest).encode("ascii")


def _stream(data: bytes, extra: str = "") -> PdfObject:
    packed = zlib.compress(data, 6)
    return PdfObject(f"<</Length {len(packed)}/Filter/FlateDecode{extra}>>".encode("ascii"), packed)
