"""Imposition: copies to cut apart, booklets to fold, blank backs; whole builds are read back as they are printed."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
from click.testing import CliRunner, Result
from finished import topic

from generator.bind import bind, impose
from generator.build.verify.opening import read
from generator.cli.group import lembar
from generator.diagnostics import Exit, Failed
from generator.layout import leaf, papers
from generator.model.imposition import SCHEMES, sides
from generator.model.sheet import Heading, Link, Metadata, PageObject, PdfObject, Place, Sheet

METADATA = Metadata("Lembar", "id")
WIDTH, HEIGHT = 300.0, 400.0


def document(pages: int) -> Sheet:
    """A sheet whose pages say their number; each has a link, a place and a heading at known points."""
    font = PdfObject(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")
    words = [b"BT /F1 12 Tf 30 350 Td (page-%d end) Tj ET" % number for number in range(1, pages + 1)]
    streams = [PdfObject(b"<</Length %d>>" % len(data), data) for data in words]
    made = tuple(
        PageObject(WIDTH, HEIGHT, (index + 2,), 0, (Link(30, 340, 90, 360, f"https://example.org/{index}"),), str(index + 1))
        for index in range(pages)
    )
    places = tuple(Place("item", f"item-{index}", index, 30, 340, 90, 360) for index in range(pages))
    headings = tuple(Heading(f"Page {index + 1}", 1, index, 390) for index in range(pages))
    return Sheet((PdfObject(b"<</Font<</F1 \x011\x02>>>>"), font, *streams), made, places, headings)


def shown(data: bytes) -> list[list[str]]:
    """The words of each side, with the columns and rows (from the top left) that they stand in."""
    result = []
    for page in pdfium.PdfDocument(data):
        text = page.get_textpage()
        _, height = page.get_size()
        found = []
        for match in re.finditer(r"page-(\d+)", text.get_text_range()):
            left, bottom, *_ = text.get_charbox(match.start())
            column, row = int(left // WIDTH), int((height - bottom) // HEIGHT)
            found.append(f"{match[1]}@{column},{row}")
        result.append(sorted(found, key=lambda one: one.partition("@")[2][::-1]))
    return result


def test_a_booklet_folds_into_its_order() -> None:
    assert sides(8, "booklet") == ((7, 0), (1, 6), (5, 2), (3, 4))
    assert sides(5, "booklet") == ((None, 0), (1, None), (None, 2), (3, 4))
    assert sides(1, "booklet") == ((None, 0), (None, None))
    for count in range(1, 41):
        arranged = sides(count, "booklet")
        assert len(arranged) % 2 == 0
        assert sorted(leaf for side in arranged for leaf in side if leaf is not None) == list(range(count))
        folded = fold(arranged)
        assert folded[:count] == list(range(count))
        assert set(folded[count:]) <= {None}


def fold(arranged: tuple[tuple[int | None, ...], ...]) -> list[int | None]:
    """Fold printed sheets, laid into one another, and turn the pages: the right half of a front is read before its back."""
    first: list[int | None] = []
    last: list[int | None] = []
    for front, back in zip(arranged[::2], arranged[1::2], strict=True):
        first += [front[1], back[0]]
        last = [back[1], front[0], *last]
    return first + last


@pytest.mark.parametrize(("scheme", "pages", "duplex", "wanted"), [
    ("", 3, True, [["1@0,0"], ["2@0,0"], ["3@0,0"], []]),
    ("", 2, True, [["1@0,0"], ["2@0,0"]]),
    ("2up", 2, False, [["1@0,0", "1@1,0"], ["2@0,0", "2@1,0"]]),
    ("2up", 1, True, [["1@0,0", "1@1,0"], []]),
    ("4up", 1, False, [["1@0,0", "1@1,0", "1@0,1", "1@1,1"]]),
    ("booklet", 6, False, [["1@1,0"], ["2@0,0"], ["6@0,0", "3@1,0"], ["4@0,0", "5@1,0"]]),
])  # fmt: skip
def test_leaves_stand_where_they_are_cut_or_folded(scheme: str, pages: int, duplex: bool, wanted: list[list[str]]) -> None:
    data = bind([impose(document(pages), scheme, duplex=duplex)], METADATA)
    assert shown(data) == wanted
    pdf = pikepdf.open(io.BytesIO(data))
    assert pdf.check_pdf_syntax() == []
    chosen = SCHEMES.get(scheme)
    size = [WIDTH * (chosen.columns if chosen else 1), HEIGHT * (chosen.rows if chosen else 1)]
    assert all([float(edge) for edge in page.MediaBox[2:]] == size for page in pdf.pages)


def test_links_places_bookmarks_and_page_labels_move_along() -> None:
    made = impose(document(6), "booklet")
    data = bind([made], METADATA)
    by_name = {place.name: (place.page, place.x0, place.y0, place.x1, place.y1) for place in made.places}
    assert by_name["item-0"] == (0, 330, 340, 390, 360)
    assert by_name["item-5"] == (2, 30, 340, 90, 360)
    links = {link.href[-1]: (index, link.x0, link.y1) for index, page in enumerate(made.pages) for link in page.links}
    assert links["0"] == (0, 330, 360)
    assert links["5"] == (2, 30, 360)
    opened = pdfium.PdfDocument(data)
    assert [(entry.get_title(), entry.get_dest().get_index()) for entry in opened.get_toc()][2] == ("Page 3", 2)
    assert [opened.get_page_label(index) for index in range(4)] == ["1", "2", "6, 3", "4, 5"]
    four = impose(document(1), "4up")
    assert sorted((place.x0, place.y0) for place in four.places) == [(30, 340), (30, 740), (330, 340), (330, 740)]
    assert [(heading.page, heading.top) for heading in four.headings] == [(0, 790)]


def test_content_is_shared_by_all_copies() -> None:
    plain, four = document(5), impose(document(5), "4up")
    streams = {index for page in four.pages for index in page.contents if index < len(plain.objects)}
    assert streams == {2, 3, 4, 5, 6}
    assert len(bind([four], METADATA)) < len(bind([plain], METADATA)) + 4000


def test_cut_lines_stand_on_fronts_alone() -> None:
    def dashed(sheet: Sheet) -> list[bool]:
        pdf = pikepdf.open(io.BytesIO(bind([sheet], METADATA)))
        return [any(str(one.operator) == "d" for one in pikepdf.parse_content_stream(page)) for page in pdf.pages]

    assert dashed(impose(document(4), "2up", duplex=True)) == [True, False, True, False]
    assert dashed(impose(document(3), "4up")) == [True, True, True]
    assert dashed(impose(document(5), "booklet")) == [False] * 4
    assert dashed(impose(document(3), duplex=True)) == [False] * 4


def test_what_needs_no_imposing_stays_as_it_is() -> None:
    sheet = document(2)
    assert impose(sheet, duplex=True) is sheet
    assert impose(document(3), "") == document(3)


@pytest.mark.parametrize("paper", papers())
def test_leaves_are_halves_and_quarters_of_any_paper(paper: str) -> None:
    whole = papers()[paper]
    half, quarter, folded = (leaf(whole, scheme) for scheme in ("2up", "4up", "booklet"))
    assert (half.width, half.height) == (folded.width, folded.height) == (whole.height / 2, whole.width)
    assert (quarter.width, quarter.height) == (whole.width / 2, whole.height / 2)
    for one in (half, quarter):
        top, right, bottom, left = (edge / 72 * 25.4 for edge in one.margins)
        assert 13 <= top <= 16 and 14 <= bottom <= 20 and 9 <= right <= 14 and 9 <= left <= 15


def run(*words: str) -> Result:
    return CliRunner().invoke(lembar, words, catch_exceptions=False)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("sources").mkdir()
    Path("sources/kerja-sama.yaml").write_bytes(topic())
    return tmp_path


def rows() -> dict[str, dict]:
    listed = json.loads(Path("output/manifest.json").read_text(encoding="utf-8"))["outputs"]
    return {row["kind"] + row["label"]: row for row in listed}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_an_imposed_build_is_read_back_and_says_what_it_takes(here: Path, scheme: str) -> None:
    built = run("build", "--impose", scheme, "--paper", "f4", "--duplex")
    assert built.exit_code == 0, built.output
    row = rows()["worksheet"]
    document = pdfium.PdfDocument(Path("output", row["path"]).read_bytes())
    assert row["sides"] == len(document) == len(sides(row["pages"], scheme, duplex=True))
    assert row["sheets"] == -(-row["sides"] // 2)
    width, height = document[0].get_size()
    assert (width > height) == (scheme != "4up")
    whole = papers()["f4"]
    assert sorted((round(width), round(height))) == sorted((round(whole.width), round(whole.height)))
    assert rows()["answer-key"]["impose"] == ""
    named = {"2up": "2 copies on ", "4up": "4 copies on ", "booklet": "a booklet of "}[scheme]
    assert f"{named}{row['sheets']} sheet" in built.stderr
    assert run("verify").exit_code == 0


def test_duplex_gives_each_document_an_even_number_of_sides(here: Path) -> None:
    built = run("build", "--duplex", "--variants", "2")
    assert built.exit_code == 0, built.output
    for row in rows().values():
        data = Path("output", row["path"]).read_bytes()
        document = pdfium.PdfDocument(data)
        assert len(document) == row["sides"] == row["pages"] + row["pages"] % 2
        with pikepdf.open(io.BytesIO(data)) as pdf:
            assert pdf.Root.ViewerPreferences.Duplex == "/DuplexFlipLongEdge"
        last = document[row["pages"] - 1].get_textpage().get_text_range()
        assert f"Halaman {row['pages']} dari {row['pages']}" in last
        assert row["pages"] == row["sides"] or not document[row["pages"]].get_textpage().get_text_range().strip()
    assert any(row["pages"] % 2 for row in rows().values()), "nothing was padded"
    assert run("verify").exit_code == 0


def test_a_build_ends_with_the_paper_that_it_takes(here: Path) -> None:
    built = run("build")
    made = rows().values()
    pages, sheets = sum(row["pages"] for row in made), sum(row["sheets"] for row in made)
    pupils = [row for row in made if row["audience"] == "pupil"]
    theirs = sum(row["pages"] for row in pupils), sum(row["sheets"] for row in pupils)
    assert built.stderr.splitlines()[-3:] == [
        f"{pages} pages: {sheets} sheets of A4 printed on both sides",
        f"to copy for pupils: {theirs[0]} pages, {theirs[1]} sheets",
        f"for the teacher: {pages - theirs[0]} page, {sheets - theirs[1]} sheet",
    ]
    assert sheets == sum(-(-row["pages"] // 2) for row in made)
    alone = run("build", "--kind", "handout", "--paper", "letter")
    assert alone.stderr.splitlines()[-1] == "1 page: 1 sheet of letter"
    assert run("build", "--format", "json").stderr == ""


def test_a_leaf_that_is_too_small_to_write_on_is_wrong_usage(here: Path) -> None:
    built = run("build", "--impose", "4up", "--paper", "a5")
    assert built.exit_code == Exit.USAGE
    assert "error[leaf-too-small]" in built.stderr
    assert "`--impose 4up` would cut a5" in built.stderr
    assert run("build", "--impose", "2up", "--paper", "a5", "--kind", "worksheet").exit_code == 0


def test_a_copy_that_differs_a_mark_outside_and_a_back_that_is_not_blank_are_seen() -> None:
    def codes(sheet: Sheet, **row: object) -> set[str]:
        try:
            printed = read(bind([sheet], METADATA), "x.pdf", {"pages": 3, "impose": "2up", **row})
        except Failed as failure:
            return {found.code for found in failure.diagnostics}
        return {"outside"} if list(printed.outside()) else set()

    made = impose(document(3), "2up", duplex=True)
    assert codes(made, duplex=True) == set()
    assert codes(made) == {"wrong-pages"}
    booklet = impose(document(3), "booklet")
    assert codes(booklet, impose="booklet") == set()
    assert codes(booklet, pages=2) == {"copies-differ"}
    assert codes(impose(document(4), "2up"), duplex=True) == {"not-blank"}
    stray = PdfObject(b"<</Length 40>>", b"BT /F1 12 Tf 30 900 Td (beyond all) Tj ET"[:40])
    first = made.pages[0]
    beyond = Sheet((*made.objects, stray), (replaced(first, len(made.objects)), *made.pages[1:]))
    assert codes(beyond, duplex=True) == {"outside"}


def replaced(page: PageObject, more: int) -> PageObject:
    return PageObject(page.width, page.height, (*page.contents, more), page.resources)


def test_flashcards_ask_for_both_sides_and_are_never_imposed(here: Path) -> None:
    file = Path("sources/kerja-sama.yaml")
    more = "terms: [{name: asean, term: ASEAN, meaning: perhimpunan bangsa-bangsa}]\n"
    file.write_bytes(topic(more=more))
    assert run("build", "--kind", "flashcards", "--impose", "2up").exit_code == 0
    row = rows()["flashcards"]
    assert row["impose"] == ""
    with pikepdf.open(Path("output", row["path"])) as pdf:
        assert pdf.Root.ViewerPreferences.Duplex == "/DuplexFlipLongEdge"
