"""Drawings and pixels on a page, seen by an independent reader (pdfium)."""

from __future__ import annotations

import io
import re
import zlib
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image

from generator.assets import Assets, Drawing, Label, Raster, Shape
from generator.bind import bind
from generator.model.sheet import Metadata, PageObject, PdfObject, Sheet, reference
from generator.typeset import operators as op
from generator.typeset.drawing import draw, image_object, place_image

FIGURES = Path(__file__).parents[2] / "shared" / "page-design" / "figures"
FONT = PdfObject(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")
SQUARE = (("M", (2.0, 2.0)), ("L", (8.0, 2.0)), ("L", (8.0, 8.0)), ("L", (2.0, 8.0)), ("Z", ()))


def show(text: str, x: float, y: float, size: float, weight: int, italic: bool, anchor: str, family: str) -> str:
    """Helvetica without its widths: half an em a letter is near enough to centre by."""
    shift = {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor] * len(text) * size / 2
    escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT /F1 {op.fmt(size)} Tf 1 0 0 1 {op.numbers(x - shift, y)} Tm ({escaped}) Tj ET"


def page(operators: str, width: float, height: float, *images: PdfObject) -> pdfium.PdfPage:
    packed = zlib.compress(operators.encode("latin-1"))
    names = b"".join(b"/I%d " % (index + 1) + reference(index + 3) for index in range(len(images)))
    objects = (
        PdfObject(b"<</Font<</F1 " + reference(1) + b">>/XObject<<" + names + b">>>>"),
        FONT,
        PdfObject(b"<</Length %d/Filter/FlateDecode>>" % len(packed), packed),
        *images,
    )
    data = bind([Sheet(objects, (PageObject(width, height, (2,), 0),))], Metadata("t", "id"))
    return pdfium.PdfDocument(data)[0]


def seen(operators: str, width: float, height: float, *images: PdfObject, scale: float = 1.0) -> Image.Image:
    return page(operators, width, height, *images).render(scale=scale).to_pil().convert("RGB")


def drawn(*parts: Shape | Label, side: float = 10.0, paper: float = 10.0) -> Image.Image:
    return seen(draw(Drawing(side, side, parts), 0, 0, paper, paper, show), paper, paper, scale=10 * side / paper)


WHITE, BLACK = (255, 255, 255), (0, 0, 0)


def test_a_drawing_is_turned_over_to_stand_upright() -> None:
    top = (("M", (0.0, 0.0)), ("L", (10.0, 0.0)), ("L", (10.0, 3.0)), ("L", (0.0, 3.0)), ("Z", ()))
    picture = drawn(Shape(top, "#ff0000"))
    assert picture.getpixel((50, 10)) == (255, 0, 0)
    assert picture.getpixel((50, 90)) == WHITE


def test_fill_stroke_and_both_are_told_apart() -> None:
    filled = drawn(Shape(SQUARE, "#00ff00"))
    stroked = drawn(Shape(SQUARE, None, "#0000ff", 1.0))
    both = drawn(Shape(SQUARE, "#00ff00", "#0000ff", 1.0))
    edge, middle = (50, 20), (50, 50)
    assert (filled.getpixel(middle), stroked.getpixel(middle), both.getpixel(middle)) == ((0, 255, 0), WHITE, (0, 255, 0))
    assert stroked.getpixel(edge) == both.getpixel(edge) == (0, 0, 255)
    assert stroked.getpixel((50, 30)) == WHITE


def test_strokes_and_dashes_grow_with_the_drawing() -> None:
    line = (("M", (0.0, 5.0)), ("L", (10.0, 5.0)))
    operators = draw(Drawing(10, 10, (Shape(line, None, "#000000", 1.0, (2.0, 1.0), -1.0),)), 0, 0, 30, 30, show)
    assert "3 w" in operators
    assert "[6 3] 6 d" in operators


def test_the_rule_of_even_odd_leaves_the_inner_square_open() -> None:
    inner = (("M", (4.0, 4.0)), ("L", (6.0, 4.0)), ("L", (6.0, 6.0)), ("L", (4.0, 6.0)), ("Z", ()))
    assert drawn(Shape((*SQUARE, *inner), "#000000")).getpixel((50, 50)) == BLACK
    assert drawn(Shape((*SQUARE, *inner), "#000000", even_odd=True)).getpixel((50, 50)) == WHITE


def test_what_leaves_the_drawing_is_cut_off() -> None:
    far = (("M", (5.0, 5.0)), ("L", (40.0, 5.0)), ("L", (40.0, 8.0)), ("L", (5.0, 8.0)), ("Z", ()))
    operators = draw(Drawing(10, 10, (Shape(far, "#000000"),)), 0, 0, 10, 10, show)
    picture = seen(operators, 30, 10, scale=10)
    assert picture.getpixel((80, 65)) == BLACK
    assert picture.getpixel((150, 65)) == WHITE


def test_only_what_changes_of_the_state_is_written() -> None:
    one = Shape(SQUARE, "#ff0000", "#000000", 2.0)
    operators = draw(Drawing(10, 10, (one, one, Shape(SQUARE, None, "#000000", 2.0))), 0, 0, 10, 10, show)
    assert operators.count(" w") == operators.count(" RG") + 1 == operators.count(" rg") == 1
    assert operators.startswith("q") and operators.endswith("Q")


def test_labels_get_place_size_and_colour() -> None:
    heard: list[tuple[object, ...]] = []

    def hear(*asked: object) -> str:
        heard.append(asked)
        return "% label"

    parts = (Label("Hai", 2, 3, 4, 600, True, "label", "middle", "#ff0000"), Label("B", 2, 3, 4, turn=(0.0, -1.0, 1.0, 0.0)))
    operators = draw(Drawing(10, 10, parts), 100, 200, 20, 20, hear)
    assert heard == [("Hai", 104.0, 214.0, 8.0, 600, True, "middle", "label"), ("B", 0.0, 0.0, 8.0, 400, False, "start", "text")]
    assert operators.split("\n")[1:3] == ["1 0 0 rg", "% label"]
    assert "0 1 -1 0 104 214 cm % label" in operators


def test_a_turned_label_runs_upwards() -> None:
    up = Label("llllll", 8, 9, 3, turn=(0.0, -1.0, 1.0, 0.0))
    picture = drawn(up).convert("L").point(lambda value: 255 if value < 128 else 0)
    left, top, right, bottom = picture.getbbox() or (0, 0, 0, 0)
    assert bottom - top > 1.5 * (right - left)
    assert left >= 50


@pytest.mark.parametrize("mode", ["gray", "rgb"])
def test_pixels_stand_upright_and_keep_their_colours(mode: str, tmp_path: Path) -> None:
    picture = Image.new("L" if mode == "gray" else "RGB", (40, 20), "white")
    picture.paste(100 if mode == "gray" else (200, 30, 60), (0, 0, 20, 10))
    picture.save(tmp_path / "a.png")
    raster = Assets(tmp_path, []).picture("a.png")
    assert isinstance(raster, Raster)
    image = seen(place_image("I1", 0, 0, 40, 20), 40, 20, image_object(raster), scale=2)
    assert image.getpixel((10, 5)) == ((100,) * 3 if mode == "gray" else (200, 30, 60))
    assert image.getpixel((10, 35)) == WHITE


def test_a_photograph_stays_a_photograph(tmp_path: Path) -> None:
    Image.radial_gradient("L").convert("RGB").save(tmp_path / "a.jpg", quality=95)
    raster = Assets(tmp_path, []).picture("a.jpg")
    assert isinstance(raster, Raster)
    image = seen(place_image("I1", 0, 0, 256, 256), 256, 256, image_object(raster))
    wanted = Image.open(io.BytesIO((tmp_path / "a.jpg").read_bytes()))
    for at in ((5, 5), (60, 128), (128, 128), (250, 20)):
        assert all(abs(a - b) <= 6 for a, b in zip(image.getpixel(at), wanted.getpixel(at), strict=True))


@pytest.mark.parametrize("name", ["three-forms.svg", "asean-members.svg"])
def test_the_figures_of_the_page_design_read_well(name: str) -> None:
    if not FIGURES.is_dir():
        pytest.skip("the page design is not here")
    drawing = Assets(FIGURES, []).picture(name)
    assert isinstance(drawing, Drawing)
    source = (FIGURES / name).read_text(encoding="utf-8")
    sheet = page(draw(drawing, 20, 20, drawing.width, drawing.height, show), drawing.width + 40, drawing.height + 40)
    text = " ".join(sheet.get_textpage().get_text_bounded().split())
    words = re.findall(r">([^<>\n]+)</text>", source)
    assert words and all(word in text for word in words)
    drawn_shapes = len(re.findall(r"<(?:rect|circle|line)\b", source))
    assert sum(isinstance(part, Shape) for part in drawing.parts) == drawn_shapes
    picture = sheet.render(scale=1).to_pil().convert("L")
    left, top, right, bottom = picture.point(lambda value: 255 if value < 200 else 0).getbbox() or (0, 0, 0, 0)
    assert left >= 18 and top >= 18 and right <= drawing.width + 22 and bottom <= drawing.height + 22
    assert right - left > 0.8 * drawing.width and bottom - top > 0.9 * drawing.height
