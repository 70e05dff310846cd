"""PNG and JPEG files become clean pixels; the only place that imports Pillow."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from typing import TYPE_CHECKING, Literal

from generator.assets.folder import too_large
from generator.assets.pictures import Raster
from generator.diagnostics import Diagnostic, Failed, finding

if TYPE_CHECKING:
    from PIL import Image

MAX_PIXELS = 12_500_000
"""Of one picture (reliability, D6)."""

MAX_SCANS = 200
"""Passes of a progressive JPEG; programs write about ten, and each costs a walk over all pixels."""

JPEG_QUALITY = 90
"""A photograph is encoded anew, without anything but pixels; at this quality nobody sees it in print."""

_ORIENTATION = 0x0112
_TURNS = {
    2: "FLIP_LEFT_RIGHT",
    3: "ROTATE_180",
    4: "FLIP_TOP_BOTTOM",
    5: "TRANSPOSE",
    6: "ROTATE_270",
    7: "TRANSVERSE",
    8: "ROTATE_90",
}
"""By Exif orientation, what Pillow calls the turn that sets the picture upright (Exif 2.32, tag 274)."""


def decode(data: bytes, path: str) -> Raster:
    """Return the pixels of a PNG or JPEG file. Raises Failed: too large, cut off, damaged, or of a kind that is not printed."""
    kind: Literal["PNG", "JPEG"] = "PNG" if data.startswith(b"\x89PNG") else "JPEG"
    try:
        size = _png_size(data) if kind == "PNG" else _jpeg_size(data)
    except (struct.error, ValueError):
        raise Failed([_broken(path, "its size cannot be read")]) from None
    if size[0] * size[1] > MAX_PIXELS:
        raise Failed([too_large(path, f"{size[0]:,} by {size[1]:,} pixels", f"{MAX_PIXELS:,} in all")])
    if kind == "JPEG" and data.count(b"\xff\xda") > MAX_SCANS:
        raise Failed([_broken(path, "it has too many passes")])
    if kind == "PNG" and not _sound(data):
        raise Failed([_broken(path, "it is cut off, or a part of it has changed")])
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            return _pixels(data, kind, size)
    except Exception:  # on hostile files Pillow raises nearly everything there is, warnings as well
        raise Failed([_broken(path, "its pixels cannot be read")]) from None


def _broken(path: str, problem: str) -> Diagnostic:
    return finding("broken-picture", path=path, problem=problem)


def _png_size(data: bytes) -> tuple[int, int]:
    """Read the first chunk, which says the size (PNG 1.2, 4.1.1)."""
    length, name, width, height = struct.unpack_from(">L4sLL", data, 8)
    if name != b"IHDR" or length != 13 or not width or not height:
        raise ValueError("no header")
    return width, height


def _sound(data: bytes) -> bool:
    """Say whether every chunk up to the end of a PNG is there and has its check sum (PNG 1.2, 3.2 and 3.4)."""
    at, name = 8, b""
    while name != b"IEND" and at + 12 <= len(data):
        length, name = struct.unpack_from(">L4s", data, at)
        end = at + 8 + length
        if end + 4 > len(data) or zlib.crc32(data[at + 4 : end]) != struct.unpack_from(">L", data, end)[0]:
            return False
        at = end + 4
    return name == b"IEND"


def _jpeg_size(data: bytes) -> tuple[int, int]:
    """Walk the segments to the first frame header, which says the size (ITU-T T.81, B.2.2)."""
    at = 2
    while True:
        marker, length = struct.unpack_from(">HH", data, at)
        if marker == 0xFFFF:
            at += 1  # a fill byte
        elif 0xFFC0 <= marker <= 0xFFCF and marker not in (0xFFC4, 0xFFC8, 0xFFCC):
            height, width = struct.unpack_from(">HH", data, at + 5)
            if not width or not height:
                raise ValueError("no size")
            return width, height
        elif marker < 0xFFC0 or marker in (0xFFD9, 0xFFDA):
            raise ValueError("no frame")
        else:
            at += 2 + length


def _pixels(data: bytes, kind: str, size: tuple[int, int]) -> Raster:
    from PIL import Image

    with Image.open(io.BytesIO(data), formats=(kind,)) as opened:
        if opened.size != size:
            raise ValueError("two sizes")
        opened.load()
        upright = _upright(_narrowed(opened), opened)
    flat = _flattened(upright)
    clean = Image.frombytes(flat.mode, flat.size, flat.tobytes())
    file = io.BytesIO()
    if kind == "JPEG":
        clean.save(file, "JPEG", quality=JPEG_QUALITY)
    else:
        clean.save(file, "PNG", compress_level=6)
    return Raster(
        width=clean.width,
        height=clean.height,
        mode="gray" if clean.mode == "L" else "rgb",
        encoding="jpeg" if kind == "JPEG" else "flate",
        data=file.getvalue() if kind == "JPEG" else _rows(file.getvalue()),
    )


def _narrowed(image: Image.Image) -> Image.Image:
    """Return 16-bit grey as 8-bit: Pillow's own conversion cuts off instead of scaling."""
    if not image.mode.startswith("I"):
        return image
    from PIL import Image as Pillow

    wide = image.convert("I").point(lambda value: value * (1 / 256) + 0)
    narrow = Pillow.frombytes("L", image.size, wide.convert("L").tobytes())
    if isinstance(clear := image.info.get("transparency"), int):
        narrow.info["transparency"] = clear >> 8
    return narrow


def _upright(image: Image.Image, source: Image.Image) -> Image.Image:
    """Turn the pixels as the file's Exif says."""
    from PIL import Image as Pillow

    turn = _TURNS.get(source.getexif().get(_ORIENTATION, 1))
    return image.transpose(Pillow.Transpose[turn]) if turn else image


def _flattened(image: Image.Image) -> Image.Image:
    """Return grey or RGB pixels, what is see-through laid on white."""
    from PIL import Image as Pillow

    grey = image.mode in ("1", "L", "LA", "La")
    mode = "L" if grey else "RGB"
    if "transparency" not in image.info and image.mode not in ("LA", "La", "RGBA", "RGBa", "PA"):
        return image.convert(mode)
    layered = image.convert("LA" if grey else "RGBA")
    paper = Pillow.new(mode, image.size, 255 if grey else (255, 255, 255))
    paper.paste(layered.convert(mode), mask=layered.getchannel("A"))
    return paper


def _rows(png: bytes) -> bytes:
    """Return the data of a PNG file that we have just encoded: zlib of filtered rows, just what /Predictor 15 wants."""
    at, parts = 8, []
    while at < len(png):
        length, name = struct.unpack_from(">L4s", png, at)
        if name == b"IDAT":
            parts.append(png[at + 8 : at + 8 + length])
        at += 12 + length
    return b"".join(parts)
