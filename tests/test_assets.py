"""Assets: only files inside the topic's folder, only clean pixels, only the project's fonts."""

from __future__ import annotations

import io
import os
import struct
import subprocess
import sys
import tracemalloc
import zlib
from pathlib import Path

import pytest
from PIL import Image

from generator.assets import Assets, Drawing, Raster
from generator.assets import folder as opener
from generator.assets.cmap import lookup
from generator.diagnostics import Failed
from generator.folders import bundled

FONTS = bundled("layouts") / "fonts"
ATKINSON = "AtkinsonHyperlegibleNext_400Regular.ttf"
CORPORA = Path(__file__).parents[2] / "shared" / "corpora"


def png(width: int = 4, height: int = 3, mode: str = "RGB", **info: object) -> bytes:
    file = io.BytesIO()
    Image.new(mode, (width, height)).save(file, "PNG", **info)
    return file.getvalue()


def refused(assets: Assets, path: str) -> str:
    with pytest.raises(Failed) as caught:
        assets.picture(path)
    return caught.value.diagnostics[0].code


def raster(folder: Path, path: str) -> Raster:
    picture = Assets(folder, []).picture(path)
    assert isinstance(picture, Raster)
    return picture


def pixels(picture: Raster) -> Image.Image:
    """Undo the encoding with zlib and the five filters of PNG, not with the code under test."""
    if picture.encoding == "jpeg":
        return Image.open(io.BytesIO(picture.data))
    colours = 1 if picture.mode == "gray" else 3
    header = struct.pack(">LLBBBBB", picture.width, picture.height, 8, 0 if colours == 1 else 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", picture.data), (b"IEND", b"")]
    file = b"".join(struct.pack(">L", len(d)) + n + d + struct.pack(">L", zlib.crc32(n + d)) for n, d in chunks)
    return Image.open(io.BytesIO(b"\x89PNG\r\n\x1a\n" + file))


@pytest.mark.parametrize(
    "path",
    [
        *("/etc/passwd", "../outside.png", "a/../../outside.png", "https://example.org/a.png", "file:a.png", "data:image/png,x"),
        *("C:/a.png", "\\\\host\\a.png", "~/a.png", "link.png", "a\x00.png"),
    ],
)
def test_nothing_outside_the_folder_is_opened(path: str, tmp_path: Path) -> None:
    (tmp_path / "outside.png").write_bytes(png())
    topic = tmp_path / "topic"
    (topic / "a").mkdir(parents=True)
    (topic / "link.png").symlink_to(tmp_path / "outside.png")
    assets = Assets(topic, [])
    assert refused(assets, path) == "picture-outside"
    assert not assets.exists(path)


def test_a_link_inside_the_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(png())
    (tmp_path / "b.png").symlink_to("a.png")
    assert Assets(tmp_path, []).exists("b.png")
    assert raster(tmp_path, "b.png").width == 4


@pytest.mark.parametrize("path", ["", "none.png", "none/none.png", "x" * 5000, "circle.png", "a.png/b.png"])
def test_what_is_not_there_is_missing(path: str, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(png())
    (tmp_path / "circle.png").symlink_to("circle.png")
    assert refused(Assets(tmp_path, []), path) == "missing-picture"


def test_a_missing_picture_names_its_like(tmp_path: Path) -> None:
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "Peta.png").write_bytes(png())
    for path in ("pictures/peta.PNG", "pictures/pete.png", "pictures\\Peta.png"):
        with pytest.raises(Failed) as caught:
            Assets(tmp_path, []).picture(path)
        assert caught.value.diagnostics[0].help == "did you mean `pictures/Peta.png`?"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_pipes_and_folders_are_no_pictures(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.png")
    (tmp_path / "folder.png").mkdir()
    assets = Assets(tmp_path, [])
    assert refused(assets, "pipe.png") == refused(assets, "folder.png") == "unsupported-picture"


def test_size_is_looked_at_before_reading(tmp_path: Path) -> None:
    with (tmp_path / "huge.png").open("wb") as file:
        file.truncate(60 << 20)
    tracemalloc.start()
    assert refused(Assets(tmp_path, []), "huge.png") == "picture-too-large"
    assert tracemalloc.get_traced_memory()[1] < 1 << 20
    tracemalloc.stop()


OTHER_KINDS = [b"?", b"%!PS-Adobe-3.0 EPSF", b"GIF89a" + bytes(40), b"RIFF\0\0\0\0WEBP", b"%PDF-1.7", b"BM" + bytes(60)]


@pytest.mark.parametrize("data", OTHER_KINDS)
def test_other_kinds_are_told_by_content_not_by_name(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(data)
    assert refused(Assets(tmp_path, []), "a.png") == "unsupported-picture"


def test_an_empty_file_is_told_as_such(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"")
    with pytest.raises(Failed, match="the file is empty"):
        Assets(tmp_path, []).opens("a.png")


def test_a_bomb_is_refused_by_its_header(tmp_path: Path) -> None:
    header = struct.pack(">LLBBBBB", 13000, 13000, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes(13000 * 1626), 9)
    chunks = [(b"IHDR", header), (b"IDAT", rows), (b"IEND", b"")]
    file = b"".join(struct.pack(">L", len(d)) + n + d + struct.pack(">L", zlib.crc32(n + d)) for n, d in chunks)
    (tmp_path / "bomb.png").write_bytes(b"\x89PNG\r\n\x1a\n" + file)
    tracemalloc.start()
    assert refused(Assets(tmp_path, []), "bomb.png") == "picture-too-large"
    assert tracemalloc.get_traced_memory()[1] < 4 << 20
    tracemalloc.stop()


@pytest.mark.parametrize("cut", [20, 40, 60, -20, -12, -4])
def test_a_file_that_is_cut_off_is_broken(cut: int, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(png(30, 30)[:cut])
    assert refused(Assets(tmp_path, []), "a.png") == "broken-picture"


def test_jpegs_that_are_damaged_are_broken(tmp_path: Path) -> None:
    file = io.BytesIO()
    Image.effect_noise((64, 64), 50).save(file, "JPEG")
    data = file.getvalue()
    scans = data[:-2] + b"\xff\xda" * 300 + data[-2:]
    damaged = {"cut": data[: len(data) // 2], "head": data[:3], "scans": scans, "zero": data[:200] + bytes(400)}
    for name, bad in damaged.items():
        (tmp_path / name).write_bytes(bad)
        assert refused(Assets(tmp_path, []), name) == "broken-picture"


def test_a_document_has_a_budget_and_the_next_one_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.assets.MAX_PIXELS", 1000)
    for name in ("a.png", "b.png", "c.png"):
        (tmp_path / name).write_bytes(png(20, 20))
    assets = Assets(tmp_path, [])
    assert assets.picture("a.png") is assets.picture("a.png")
    assets.picture("b.png")
    assert refused(assets, "c.png") == "picture-too-large"
    assert isinstance(assets.document().picture("c.png"), Raster)
    assert assets.document().picture("a.png") is assets.picture("a.png")


def test_only_pixels_are_kept(tmp_path: Path) -> None:
    from PIL import PngImagePlugin

    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", "SECRET-TEXT")
    exif = Image.Exif()
    exif[0x9286] = exif[0x010E] = "SECRET-TEXT"
    picture = Image.effect_noise((30, 20), 60).convert("RGB")
    picture.save(tmp_path / "a.png", pnginfo=text, exif=exif)
    picture.save(tmp_path / "a.jpg", exif=exif, comment=b"SECRET-TEXT", quality=95)
    for name in ("a.png", "a.jpg"):
        with (tmp_path / name).open("ab") as file:
            file.write(b"SECRET-TEXT")
        assert b"SECRET-TEXT" in (tmp_path / name).read_bytes()
        assert b"SECRET-TEXT" not in raster(tmp_path, name).data
        assert b"Exif" not in raster(tmp_path, name).data
    assert pixels(raster(tmp_path, "a.png")).tobytes() == picture.tobytes()


@pytest.mark.parametrize("orientation", range(1, 9))
def test_exif_turns_the_picture_upright(orientation: int, tmp_path: Path) -> None:
    """The picture is turned the wrong way round as a camera stores it; red must come out at the top left."""
    upright = Image.new("RGB", (48, 32), "white")
    upright.paste("red", (0, 0, 16, 16))
    t = Image.Transpose
    stored = {
        1: upright,
        2: upright.transpose(t.FLIP_LEFT_RIGHT),
        3: upright.transpose(t.ROTATE_180),
        4: upright.transpose(t.FLIP_TOP_BOTTOM),
        5: upright.transpose(t.TRANSPOSE),
        6: upright.transpose(t.ROTATE_90),
        7: upright.transpose(t.TRANSVERSE),
        8: upright.transpose(t.ROTATE_270),
    }[orientation]
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored.save(tmp_path / "a.png", exif=exif)
    found = raster(tmp_path, "a.png")
    assert (found.width, found.height) == (48, 32)
    assert pixels(found).tobytes() == upright.tobytes()


@pytest.mark.parametrize(
    ("mode", "colour", "seen"),
    [
        ("RGBA", (255, 0, 0, 0), (255, 255, 255)),
        ("RGBA", (0, 0, 0, 51), (204, 204, 204)),
        ("RGBA", (10, 20, 30, 255), (10, 20, 30)),
        ("LA", (0, 0), 255),
        ("L", 77, 77),
        ("1", 1, 255),
        ("I;16", 0x80FF, 0x80),
        ("RGB", (1, 2, 3), (1, 2, 3)),
    ],
)
def test_what_is_see_through_lies_on_white(mode: str, colour: object, seen: object, tmp_path: Path) -> None:
    Image.new(mode, (5, 5), colour).save(tmp_path / "a.png")  # type: ignore[arg-type]
    assert pixels(raster(tmp_path, "a.png")).getpixel((2, 2)) == seen


def test_a_clear_entry_of_a_palette_is_white(tmp_path: Path) -> None:
    picture = Image.new("P", (4, 4), 0)
    picture.putpalette([200, 0, 0, 0, 0, 200])
    picture.putpixel((1, 1), 1)
    picture.save(tmp_path / "a.png", transparency=0)
    found = pixels(raster(tmp_path, "a.png"))
    assert (found.getpixel((0, 0)), found.getpixel((1, 1))) == ((255, 255, 255), (0, 0, 200))


def test_cmyk_photographs_are_printed_in_rgb(tmp_path: Path) -> None:
    Image.new("CMYK", (16, 16), (0, 255, 255, 0)).save(tmp_path / "a.jpg")
    found = raster(tmp_path, "a.jpg")
    red, green, blue = pixels(found).getpixel((8, 8))
    assert found.mode == "rgb" and red > 200 and green < 60 and blue < 60


def test_the_same_file_gives_the_same_picture(tmp_path: Path) -> None:
    Image.effect_noise((50, 50), 60).save(tmp_path / "a.jpg")
    assert raster(tmp_path, "a.jpg") == raster(tmp_path, "a.jpg")


@pytest.mark.parametrize("folder", ["nasty-png", "nasty-xml"])
@pytest.mark.timeout(120)
def test_no_hostile_file_gets_through_or_hangs(folder: str) -> None:
    base = CORPORA / folder
    if not base.is_dir():
        pytest.skip("the corpora are not here")
    paths = [path.relative_to(base).as_posix() for path in sorted(base.rglob("*")) if path.is_file()]
    tracemalloc.start()
    outcome = {}
    for path in paths:
        try:
            outcome[path] = type(Assets(base, []).picture(path)).__name__
        except Failed as failed:
            outcome[path] = failed.diagnostics[0].code
    assert tracemalloc.get_traced_memory()[1] < 50 << 20
    tracemalloc.stop()
    if folder == "nasty-xml":
        assert set(outcome.values()) <= {"unsupported-svg", "unsupported-picture", "broken-picture"}
        assert outcome["xmlbomb.xml"] == outcome["quadratic.xml"] == outcome["external_file.xml"] == "unsupported-svg"
    else:
        read = {Path(path).name for path, result in outcome.items() if result == "Raster"}
        assert not {name for name in read if name.startswith("x")}  # the suite's own sign of a broken file
        assert len(read) > 80


def test_fonts_come_from_the_first_folder_that_has_them(tmp_path: Path) -> None:
    (tmp_path / "SourceSans3_400Regular.ttf").write_bytes(b"mine")
    assets = Assets(None, [tmp_path, FONTS])
    assert assets.font("SourceSans3_400Regular.ttf") == b"mine"
    assert assets.font("SourceSerif4_400Regular.ttf") == (FONTS / "SourceSerif4_400Regular.ttf").read_bytes()
    assert assets.font("Arial.ttf") is None


@pytest.mark.parametrize("file", ["../fonts/SourceSans3_400Regular.ttf", "/etc/passwd", "", ".."])
def test_a_font_is_a_plain_name(file: str) -> None:
    assert Assets(None, [FONTS]).font(file) is None


@pytest.mark.parametrize("faces", [("SourceSerif4_400Regular.ttf", "SourceSans3_400Regular.ttf"), (ATKINSON,)])
def test_covers_agrees_with_the_fonts(faces: tuple[str, ...]) -> None:
    """ReportLab reads the same character maps by code of its own."""
    from reportlab.pdfbase.ttfonts import TTFontFace

    known: set[int] = set()
    for name in faces:
        known |= {point for point, glyph in TTFontFace(str(FONTS / name)).charToGlyph.items() if glyph}
    assets = Assets(None, [FONTS], faces)
    points = [*range(0x20, 0x3000), *range(0xFB00, 0x10000), *range(0x1F300, 0x1F700)]
    assert [point for point in points if assets.covers(chr(point)) != (point in known)] == []


@pytest.mark.parametrize("name", [ATKINSON, "SourceSans3_400Regular.ttf"])
def test_both_kinds_of_character_map_are_read(name: str) -> None:
    has = lookup(FONTS / name)
    assert has(ord("A")) and has(ord("é"))
    assert not has(0x4E2D) and not has(0x1F600) and not has(0xFFFF) and not has(0x10FFFF)


def test_a_map_that_lists_glyphs_one_by_one_is_read(tmp_path: Path) -> None:
    """Format 4 with a list: 65 has glyph 3, 66 none, 67 one that its delta takes to none, 68 one that the delta brings."""
    glyphs = struct.pack(">4H", 4, 0, 1, 0xFFFF)
    segments = struct.pack(">2HH2H2h2H", 68, 0xFFFF, 0, 65, 0xFFFF, -1, 1, 4, 0) + glyphs
    table = struct.pack(">HHHHL", 0, 1, 3, 1, 12) + struct.pack(">7H", 4, 14 + len(segments), 0, 4, 4, 1, 0) + segments
    (tmp_path / "a.ttf").write_bytes(struct.pack(">LHHHH4sLLL", 0x10000, 1, 0, 0, 0, b"cmap", 0, 28, len(table)) + table)
    has = lookup(tmp_path / "a.ttf")
    assert [has(point) for point in range(64, 70)] == [0, 3, 0, 0, 0xFFFE, 0]


NO_FONTS = [b"", b"\0\1\0\0\0\1", b"\0\1\0\0\0\1" + bytes(6) + b"cmap" + b"\xff" * 12, bytes(200)]


@pytest.mark.parametrize("data", NO_FONTS)
def test_a_file_that_is_no_font_has_no_map(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.ttf").write_bytes(data)
    with pytest.raises(ValueError, match=r"character map|table"):
        lookup(tmp_path / "a.ttf")


def test_checking_characters_and_drawings_needs_no_library(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text('<svg viewBox="0 0 9 9"><circle r="3"/></svg>', encoding="utf-8")
    program = (
        "import sys; from pathlib import Path; from generator.assets import Assets\n"
        f"assets = Assets(Path({str(tmp_path)!r}), [Path({str(FONTS)!r})])\n"
        "assert assets.covers('✓') and not assets.covers('中')\n"
        "assets.picture('a.svg'); print(sorted({'PIL', 'reportlab', 'fontTools'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, encoding="utf-8", check=True)
    assert run.stdout.split("\n")[0] == "[]"


def test_a_picture_may_be_a_drawing(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_bytes(b"\xef\xbb\xbf\n <svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 40 20'/>")
    assert Assets(tmp_path, []).picture("a.svg") == Drawing(30.0, 15.0, ())


def test_digest_is_that_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"abc")
    assert Assets(tmp_path, []).digest("a.png") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert opener.read(tmp_path, "a.png") == b"abc"
