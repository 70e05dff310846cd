"""What rendered pages measure: contrast, ink, sizes of letters, and what a copier leaves of strokes.

Pages are drawn by pdfium at 200 dpi; lengths are points from the page's top left.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from math import ceil, floor, hypot
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageFilter, ImageStat

DPI = 200
SCALE = DPI / 72
DARK = 80
"""Words without anything darker, or without white, are looked at more closely: a thin sign is paler than its ink."""
BLUR, THRESHOLD = 0.9, 150
"""A copier: pixels of blur at 200 dpi, and the grey below which it prints black (page design, section 12)."""


class Letter(NamedTuple):
    """A letter on a page: its box, its size in points, and its baseline."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    baseline: float


class Stroke(NamedTuple):
    """A straight horizontal or vertical stroke or bar: both ends, its width, and the period of its dots or dashes."""

    x0: float
    y0: float
    x1: float
    y1: float
    width: float
    period: float = 0.0


class Page:
    """A page of a file, its letters, strokes and picture."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self.page = page
        self.width, self.height = page.get_size()
        self.image: Image.Image = page.render(scale=SCALE, grayscale=True).to_pil().convert("L")

    def ink(self) -> float:
        """The mean darkness, 0 white to 1 black."""
        return 1 - ImageStat.Stat(self.image).mean[0] / 255

    def words(self) -> Iterator[list[Letter]]:
        """Letters that stand together without white space."""
        word: list[Letter] = []
        for letter in self.letters():
            if letter.text.isspace() or (word and not _beside(word[-1], letter)):
                if word:
                    yield word
                word = []
            if not letter.text.isspace():
                word.append(letter)
        if word:
            yield word

    def letters(self) -> Iterator[Letter]:
        """All letters in the file's own order."""
        text = self.page.get_textpage()
        matrix, x, y = pdfium.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
        for index in range(text.count_chars()):
            char = chr(pdfium.FPDFText_GetUnicode(text, index))
            left, bottom, right, top = text.get_charbox(index)
            pdfium.FPDFText_GetMatrix(text, index, matrix)
            pdfium.FPDFText_GetCharOrigin(text, index, x, y)
            size = pdfium.FPDFText_GetFontSize(text, index) * hypot(matrix.a, matrix.b)
            yield Letter(char, left, self.height - top, right, self.height - bottom, size, self.height - y.value)

    def contrast(self, word: list[Letter]) -> float:
        """The contrast ratio between the darkest and the lightest point of a word (WCAG 2.2); thin signs are seen enlarged."""
        left, top = min(one.left for one in word), min(one.top for one in word)
        right, bottom = max(one.right for one in word), max(one.bottom for one in word)
        edges = (floor(left * SCALE), floor(top * SCALE), ceil(right * SCALE), ceil(bottom * SCALE))
        low, high = self.image.crop(edges).getextrema()
        if low > DARK or high < 255:
            cut = (max(0, left - 1), max(0, self.height - bottom - 1), max(0, self.width - right - 1), max(0, top - 1))
            low, high = self.page.render(scale=4 * SCALE, crop=cut, grayscale=True).to_pil().convert("L").getextrema()
        return (_luminance(high) + 0.05) / (_luminance(low) + 0.05)

    def strokes(self) -> Iterator[Stroke]:
        """The straight strokes and thin bars, at least 10 points long."""
        for thing in self.page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=1):
            yield from (stroke for stroke in _strokes(thing.raw, self.height) if _length(stroke) >= 10)


def _beside(one: Letter, other: Letter) -> bool:
    return abs(one.baseline - other.baseline) < one.size and -one.size < other.left - one.right < one.size


def _luminance(grey: int) -> float:
    part = grey / 255
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _length(stroke: Stroke) -> float:
    return abs(stroke.x1 - stroke.x0) + abs(stroke.y1 - stroke.y0)


def _strokes(thing: object, height: float) -> Iterator[Stroke]:
    """A path's straight parts: lines by their stroke's width, filled bars by their lesser side."""
    width, fill, stroked = ctypes.c_float(), ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPageObj_GetStrokeWidth(thing, width)
    pdfium.FPDFPath_GetDrawMode(thing, fill, stroked)
    dashes = (ctypes.c_float * pdfium.FPDFPageObj_GetDashCount(thing))()
    period = sum(dashes) if len(dashes) and pdfium.FPDFPageObj_GetDashArray(thing, dashes, len(dashes)) else 0.0
    points = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(pdfium.FPDFPath_CountSegments(thing)):
        segment = pdfium.FPDFPath_GetPathSegment(thing, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        points.append((kind, x.value, height - y.value))
    if any(kind == pdfium.FPDF_SEGMENT_BEZIERTO for kind, _, _ in points):
        return
    if fill.value and len(points) in (4, 5):
        xs, ys = [x for _, x, _ in points], [y for _, _, y in points]
        wide, tall = max(xs) - min(xs), max(ys) - min(ys)
        if min(wide, tall) <= 3:
            middle_x, middle_y = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
            if wide > tall:
                yield Stroke(min(xs), middle_y, max(xs), middle_y, tall)
            else:
                yield Stroke(middle_x, min(ys), middle_x, max(ys), wide)
    elif stroked.value:
        for (_, x0, y0), (kind, x1, y1) in pairwise(points):
            if kind == pdfium.FPDF_SEGMENT_LINETO and (abs(x0 - x1) < 0.01 or abs(y0 - y1) < 0.01):
                yield Stroke(x0, y0, x1, y1, width.value, period)


def pages(path: Path) -> list[Page]:
    """The pages of a file."""
    return [Page(page) for page in pypdfium2.PdfDocument(path)]


def copied(image: Image.Image) -> Image.Image:
    """What a copier makes of a picture."""
    return image.filter(ImageFilter.GaussianBlur(BLUR)).point(lambda grey: 0 if grey < THRESHOLD else 255)


def whole(stroke: Stroke, copy: Image.Image) -> float:
    """How much of a stroke is black in a copy, 0 to 1, in stretches of a period for one that is dotted or dashed."""
    reach = max(1, round(stroke.width * SCALE / 2)) + 1
    x0, x1 = sorted((stroke.x0 * SCALE, stroke.x1 * SCALE))
    y0, y1 = sorted((stroke.y0 * SCALE, stroke.y1 * SCALE))
    across = x1 - x0 > y1 - y0
    edges = (x0 + 2, y0 - reach, x1 - 2, y1 + reach) if across else (x0 - reach, y0 + 2, x1 + reach, y1 - 2)
    band = copy.crop(tuple(round(edge) for edge in edges))
    thick = band.height if across else band.width
    step = max(1, ceil(stroke.period * SCALE))
    line = band.resize((band.width, 1) if across else (1, band.height), Image.Resampling.BOX)
    dark = [grey < 255 * (1 - 0.5 / thick) for grey in line.tobytes()]
    windows = [any(dark[start : start + step]) for start in range(0, max(1, len(dark) - step + 1), step)]
    return sum(windows) / max(1, len(windows))
