"""Fonts: our quick reading of widths and subsets gives what ReportLab's own full reading gives; damage is told."""

from __future__ import annotations

import io
import random

import pytest
from reportlab.pdfbase.ttfonts import TTFontFace

from generator.assets import Assets
from generator.diagnostics import Failed
from generator.folders import bundled
from generator.typeset.embedding import Face, embed
from generator.typeset.fonts import COMMON, Encoder, FontSet
from generator.typeset.metrics import Metrics

FOLDER = bundled("layouts") / "fonts"
FILES = sorted(FOLDER.glob("*.ttf"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_widths_and_subsets_are_those_of_the_full_reading(path: object) -> None:
    data = path.read_bytes()  # type: ignore[attr-defined]
    full, quick = TTFontFace(io.BytesIO(data)), Metrics(data)
    points = sorted(point for point, glyph in full.charToGlyph.items() if glyph and point != 0xA0)[:900]
    assert all(abs(full.charWidths[p] - 1000 * (quick.width(chr(p)) or 0)) < 0.6 for p in points)
    assert quick.width("\ue123") is None
    subset = (0, *points[:200])
    assert Face(data).subset(subset) == full.makeSubset(list(subset))


@pytest.mark.parametrize("seed", range(60))
def test_a_damaged_font_is_a_finding(seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(FILES[0].read_bytes())
    for _ in range(30):
        data[chance.randrange(4000)] = chance.randrange(256)
    try:
        embed(bytes(data), (0, 65, 66))
    except Failed as failed:
        assert failed.diagnostics[0].code == "broken-font"


def test_plain_documents_share_their_font_objects() -> None:
    fonts = FontSet({"text": "source-serif-4", "label": "source-sans-3"}, Assets(None, [FOLDER]))
    face = fonts.pick("text", 400, False)
    made = []
    for text in ("Kerja sama", "“Zebra” – 12 €"):
        encoder = Encoder()
        encoder.show(face, text)
        made.append(encoder.objects(1))
    assert made[0] == made[1]
    assert set("“–”") <= set(COMMON)


def test_characters_beyond_the_first_subset_keep_their_order() -> None:
    fonts = FontSet({"text": "source-serif-4", "label": "source-sans-3"}, Assets(None, [FOLDER]))
    face = fonts.pick("text", 400, False)
    encoder = Encoder()
    letters = "".join(chr(p) for p in range(0x100, 0x250) if face.metrics.has(chr(p)))
    parts = encoder.show(face, "a" + letters + "a")
    assert len({name for name, _ in parts}) == 2
    objects, _ = encoder.objects(1)
    assert len(objects) == 8
