"""Named copies: shared pages, stamps in the slots, symbols that scanners read, memory that stays."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from random import Random
from shutil import which

import pikepdf
import pypdfium2
import pytest
import segno
import zxingcpp
from sample import made

from generator.assets import Assets
from generator.bind import Copy, bind_copies
from generator.build.folders import font_folders, layout_folders
from generator.compose.code import ALPHABET, copy_codes, is_code
from generator.diagnostics import Failed
from generator.frozen import replace
from generator.layout import lay_out, load
from generator.model.sheet import Metadata, Sheet
from generator.typeset import FontSet, typeset
from generator.typeset.stamps import LARGEST, SMALLEST, Stamper, spots
from generator.typeset.symbols import LONGEST, Symbols

NAMES = (
    "Siti Aminah",
    "Ñandú O'Brien-Łukasz (III)",
    "Raden Ajeng Kartini Djojo Adhiningrat binti Sosroningrat al-Jepara dari Mayong",
)


@cache
def sheets() -> tuple[Sheet, Sheet, FontSet]:
    """Versions a and b of the sample worksheet, with slots for copies, and their fonts."""
    assets = Assets(Path(__file__).parent / "cases" / "good", font_folders())
    layout = load("lkpd", layout_folders(), "a4")
    fonts = FontSet(layout.tokens.fonts, assets)
    result = []
    for seed in (1, 2):
        document = made("worksheet", seed=seed)
        document = replace(document, running=replace(document.running, named=True))
        result.append(typeset(lay_out(document, layout), assets.document(), fonts))
    return result[0], result[1], fonts


def texts(number: int) -> Mapping[str, str]:
    own = code(number)
    return {"name": NAMES[number % 3], "number": str(number + 1), "class": "IX-A", "copy": own, "symbol": f"ABCDEF{own}"}


def code(number: int) -> str:
    return f"{number:08d}"


def pack(count: int) -> bytes:
    """A file of so many copies, sheets in turn."""
    first, second, fonts = sheets()
    stamper = Stamper(fonts)
    stamper.learn("".join(NAMES) + "IX-A0123456789")
    ready = [stamper.ready(sheet) for sheet in (first, second)]
    found = [spots(sheet) for sheet in ready]
    order = [number % 2 for number in range(count)]

    def copies() -> Iterator[Copy]:
        for number, index in enumerate(order):
            yield Copy(index, NAMES[number % 3], stamper.stamps(len(ready[index].pages), found[index], texts(number)))

    out = io.BytesIO()
    bind_copies(out, ready, order, copies(), Metadata("Pack", "id-ID"))
    return out.getvalue()


def test_each_page_carries_its_pupil_and_a_symbol_that_is_read_at_150_dpi() -> None:
    document = pypdfium2.PdfDocument(pack(5))
    pages = [len(sheet.pages) for sheet in sheets()[:2]]
    at = 0
    for number in range(5):
        for _ in range(pages[number % 2]):
            page = document[at]
            found = page.get_textpage().get_text_range()
            assert code(number) in found
            if number % 3 < 2:
                assert NAMES[number % 3] in found
            picture = page.render(scale=150 / 72, grayscale=True).to_pil().convert("L")
            assert [one.text for one in zxingcpp.read_barcodes(picture)] == [texts(number)["symbol"]]
            at += 1
    assert at == len(document)


def test_a_long_name_stays_in_its_field() -> None:
    page = pypdfium2.PdfDocument(pack(3))[2 * len(sheets()[0].pages)]
    textpage = page.get_textpage()
    spot = next(spot for spot in spots(sheets()[0]) if spot.name == "name" and spot.page == 0)
    found = textpage.get_text_bounded(spot.x - 1, spot.y - 3, spot.x + spot.width + 1, spot.y + LARGEST)
    assert found.startswith("Raden Ajeng Kartini Djojo Adhiningrat")
    assert spot.width * SMALLEST > 0


def test_pages_are_shared_and_stamps_are_small() -> None:
    few, many = pack(10), pack(110)
    pages = 100 * len(sheets()[0].pages)
    assert (len(many) - len(few)) / pages < 1000
    with pikepdf.open(io.BytesIO(many)) as file:
        shared = {page.Contents[0].objgen for page in file.pages}
        assert len(shared) == sum(len(sheet.pages) for sheet in sheets()[:2])
        assert [str(label) for label in (file.Root.Outlines.First.Title, file.Root.Outlines.Last.Title)] == [
            NAMES[0],
            NAMES[109 % 3],
        ]
        assert int(file.Root.Outlines.Count) == 110


@pytest.mark.skipif(which("qpdf") is None, reason="qpdf is not installed")
def test_qpdf_has_nothing_to_say(tmp_path: Path) -> None:
    (tmp_path / "pack.pdf").write_bytes(pack(70))
    result = subprocess.run(
        ["qpdf", "--check", str(tmp_path / "pack.pdf")], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert result.returncode == 0, result.stderr
    assert "WARNING" not in result.stdout + result.stderr


def test_the_same_copies_give_the_same_bytes_and_another_name_others() -> None:
    assert pack(3) == pack(3)
    assert pack(3) != pack(4)


def test_a_name_that_no_font_has_is_refused() -> None:
    with pytest.raises(Failed) as failure:
        Stamper(sheets()[2]).learn("山田")
    assert [one.code for one in failure.value.diagnostics] == ["unsupported-character"]


def test_copies_out_of_order_are_refused() -> None:
    first, second, _ = sheets()
    none = tuple(b"" for _ in second.pages)
    with pytest.raises(ValueError, match="order"):
        bind_copies(io.BytesIO(), [first, second], [0], [Copy(1, "x", none)], Metadata("Pack", "id-ID"))


@pytest.mark.parametrize("length", [1, 8, 14])
def test_symbols_are_those_of_a_library(length: int) -> None:
    chance, symbols = Random(length), Symbols(length)
    for _ in range(40):
        text = "".join(chance.choice("23456789ABCDEFGHJKMNPQRSTUVWXYZ") for _ in range(length))
        wanted = segno.make(text.encode(), version=1, error="m", boost_error=False, mask=2, mode="byte", micro=False).matrix
        rows = tuple(int("".join("1" if module else "0" for module in row), 2) for row in wanted)
        assert symbols.rows(text) == rows


def test_a_symbol_holds_no_more_than_it_can() -> None:
    with pytest.raises(ValueError, match="14 signs"):
        Symbols(LONGEST + 1)
    with pytest.raises(ValueError, match="8 signs"):
        Symbols(8).rows("ABC")


def test_codes_of_a_hundred_thousand_copies_differ_and_check_themselves() -> None:
    codes = list(copy_codes("ABCDEF" for _ in range(100_000)))
    assert len(set(codes)) == 100_000
    assert all(map(is_code, codes[:2000]))


def test_a_clash_of_codes_is_counted_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.compose.code.COPY_SIGNS", 1)
    codes = list(copy_codes("ABCDEF" for _ in range(31)))
    assert len(set(codes)) == 31
    assert codes == list(copy_codes("ABCDEF" for _ in range(31)))


def test_every_single_wrong_sign_of_a_code_is_seen_and_every_swap() -> None:
    (own,) = copy_codes(["ABCDEF"])
    for place, sign in enumerate(own):
        wrong = {own[:place] + other + own[place + 1 :] for other in ALPHABET if other != sign}
        assert not any(map(is_code, wrong))
    swaps = {own[:i] + own[i + 1] + own[i] + own[i + 2 :] for i in range(len(own) - 1)} - {own}
    assert not any(map(is_code, swaps))
