"""The picture in each bundled layout's folder: three first pages side by side.

`pytest tests/test_layout_previews.py --update` draws them anew; without the flag the test only looks whether they are there,
since a picture that is a little old still shows the look.
"""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner
from PIL import Image

from generator.build.request import DEFAULT_KINDS
from generator.cli.group import lembar
from generator.compose import KINDS
from generator.folders import bundled
from generator.layout import default, names

FOLDER = bundled("layouts")
TOPIC = "bilateral-regional-multilateral"
WIDTH, GAP, PAGES, FINER, STEP = 330, 11, 3, 4, 17
"""Of each page, between them, in pixels; how many pages, how much finer they are drawn, and between their greys."""
MOST = 60_000
"""Bytes of one picture."""


def shown(name: str) -> list[str]:
    """Return the kinds whose first pages show a layout: those it is the default for, the usual ones first."""
    own = [kind for kind in KINDS if default(kind, [FOLDER]) == name]
    return ([kind for kind in DEFAULT_KINDS if kind in own] or own or list(DEFAULT_KINDS))[:PAGES]


def draw(name: str, folder: Path) -> Image.Image:
    """Return pages of a layout side by side on a grey ground: of few documents the first ones."""
    flags = [flag for kind in shown(name) for flag in ("--kind", kind)]
    made = CliRunner().invoke(lembar, ["build", TOPIC, "--layout", name, "--output", str(folder), *flags])
    assert made.exit_code == 0, made.output
    documents = [pypdfium2.PdfDocument(path) for path in made.stdout.split()]
    pages = (
        [page for document in documents for page in document][:PAGES] if len(documents) < PAGES else [one[0] for one in documents]
    )
    scale = FINER * WIDTH
    pictures = [page.render(scale=scale / page.get_width(), grayscale=True).to_pil().reduce(FINER) for page in pages]
    high = max(picture.height for picture in pictures)
    sheet = Image.new("L", (len(pictures) * (WIDTH + GAP) + GAP, high + 2 * GAP), 12 * STEP)
    for place, picture in enumerate(pictures):
        sheet.paste(picture, (GAP + place * (WIDTH + GAP), GAP))
    return sheet.point([STEP * round(grey / STEP) for grey in range(256)]).quantize(256 // STEP + 1, dither=Image.Dither.NONE)


@pytest.mark.parametrize("name", names([FOLDER]))
def test_a_layout_shows_itself(name: str, update: bool, tmp_path: Path) -> None:
    path = FOLDER / name / "preview.png"
    if update:
        draw(name, tmp_path).save(path, optimize=True)
    assert path.stat().st_size < MOST
    picture = Image.open(path)
    assert picture.format == "PNG"
    assert picture.width > picture.height > WIDTH
