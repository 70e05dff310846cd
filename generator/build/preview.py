"""Preview pictures: each page of a finished PDF as a grey PNG beside it, drawn by pdfium. Imported when they are asked for."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

import pypdfium2

import generator
from generator.build.rows import beside
from generator.write import Artifact

DPI = 96


def previews(artifact: Artifact) -> Iterator[Artifact]:
    """Yield the pictures of a PDF's pages, `<file>-1.png`, `<file>-2.png` ..., each with its row of the manifest."""
    path = PurePosixPath(artifact.path)
    versions = {"lembar": generator.__version__, "pdfium": str(pypdfium2.PDFIUM_INFO)}
    for page, data in enumerate(pictures(artifact.data), 1):
        row = {
            **beside(artifact),
            "path": str(path.with_name(f"{path.stem}-{page}.png")),
            "page": page,
            "versions": versions,
        }
        yield Artifact(data, row)


def pictures(data: bytes) -> Iterator[bytes]:
    """Yield each page of a PDF as a PNG file: 96 dots an inch, 8 bits of grey."""
    document = pypdfium2.PdfDocument(data)
    try:
        for page in document:
            bitmap = page.render(scale=DPI / 72, grayscale=True)
            pixels, width, stride = bytes(bitmap.buffer), bitmap.width, bitmap.stride
            rows = b"".join(b"\0" + pixels[start : start + width] for start in range(0, stride * bitmap.height, stride))
            yield png(width, bitmap.height, rows)
    finally:
        document.close()


def png(width: int, height: int, rows: bytes) -> bytes:
    """Return a PNG file of 8 bit grey; each of `rows` begins with its filter (PNG, 3rd edition, 5 and 11)."""
    dots = round(DPI / 0.0254)
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)),
        (b"pHYs", struct.pack(">IIB", dots, dots, 1)),
        (b"IDAT", zlib.compress(rows, 6)),
        (b"IEND", b""),
    )
    chunks = (struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)
