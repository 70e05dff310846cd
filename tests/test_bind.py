"""Bind: sheets of plain objects become a PDF file that every reader opens without complaint."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zlib
from pathlib import Path
from typing import Literal

import pikepdf
import pypdfium2 as pdfium
import pytest

from generator.bind import bind
from generator.frozen import replace
from generator.model.sheet import Heading, Link, Metadata, PageObject, PdfObject, Sheet, reference

METADATA = Metadata(title="Kerja Sama", language="id", author="A. Penyusun", subject="IPS")
FONT = PdfObject(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")


def stream(data: bytes) -> PdfObject:
    packed = zlib.compress(data)
    return PdfObject(b"<</Length %d/Filter/FlateDecode>>" % len(packed), packed)


def sheet(*texts: str, headings: tuple[Heading, ...] = ()) -> Sheet:
    """A sheet with one page for each text, all with one font and one resource dictionary."""
    contents = [stream(b"BT /F1 12 Tf 72 700 Td (%s) Tj ET" % text.encode("ascii")) for text in texts]
    objects = (PdfObject(b"<</Font<</F1 " + reference(1) + b">>>>"), FONT, *contents)
    pages = tuple(PageObject(595.276, 841.89, (index + 2,), 0) for index in range(len(texts)))
    return Sheet(objects, pages, headings=headings)


def opened(data: bytes) -> pikepdf.Pdf:
    pdf = pikepdf.open(io.BytesIO(data))
    assert pdf.check_pdf_syntax() == []
    return pdf


def texts(data: bytes) -> list[str]:
    document = pdfium.PdfDocument(data)
    return [page.get_textpage().get_text_bounded() for page in document]


def test_pages_of_several_sheets_stand_in_order() -> None:
    data = bind([sheet("one", "two"), sheet("three")], METADATA)
    assert texts(data) == ["one", "two", "three"]
    pdf = opened(data)
    assert [float(side) for side in pdf.pages[0].MediaBox] == [0, 0, 595.276, 841.89]


def test_qpdf_finds_nothing_to_complain_of(tmp_path: Path) -> None:
    if shutil.which("qpdf") is None:
        pytest.skip("qpdf is not installed")
    headings = (Heading("Bab 1", 1, 0, 800), Heading("Bagian", 3, 1, 400.5), Heading("Bab 2", 1, 1, 300))
    path = tmp_path / "bound.pdf"
    path.write_bytes(bind([sheet(*map(str, range(70)), headings=headings)], METADATA))
    run = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True, encoding="utf-8", check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "WARNING" not in run.stdout + run.stderr


def test_objects_that_read_the_same_are_written_once() -> None:
    data = bind([sheet("same"), sheet("same"), sheet("other")], METADATA)
    assert data.count(b"/Subtype/Type1") == 1
    assert data.count(b"/FlateDecode") == 2
    pdf = opened(data)
    pages = pdf.pages
    assert pages[0].Contents.objgen == pages[1].Contents.objgen != pages[2].Contents.objgen
    assert pages[0].objgen != pages[1].objgen


def test_a_stream_and_a_dictionary_of_the_same_bytes_are_two_objects() -> None:
    twins = (PdfObject(b"<</Length 0>>"), PdfObject(b"<</Length 0>>", b""))
    pages = (PageObject(10, 10, (1,), 0),)
    assert bind([Sheet(twins, pages)], METADATA).count(b"<</Length 0>>") == 2


def test_objects_in_a_circle_keep_their_references() -> None:
    circle = (
        PdfObject(b"<</Kid " + reference(1) + b">>"),
        PdfObject(b"<</Up " + reference(0) + b"/Length 0>>", b""),
    )
    one = Sheet(circle, (PageObject(10, 10, (1,), 0),))
    pdf = opened(bind([one, one], METADATA))
    pages = pdf.pages
    for page in pages:
        assert page.Resources.Kid.Up.objgen == page.Resources.objgen
    assert pages[0].Resources.objgen != pages[1].Resources.objgen


def test_links_are_annotations_of_their_pages() -> None:
    link = Link(0, 0, 1, 1, "https://example.org/a(b)")
    objects = (PdfObject(b"<<>>"), stream(b""))
    pages = (PageObject(10, 10, (1,), 0, (link,)), PageObject(10, 10, (1,), 0, (link,)))
    pdf = opened(bind([Sheet(objects, pages)], METADATA))
    found = pdf.pages
    for page in found:
        assert page.Annots[0].A.URI == "https://example.org/a(b)"
        assert [float(edge) for edge in page.Annots[0].Rect] == [0, 0, 1, 1]


@pytest.mark.parametrize("count", [1, 32, 33, 1024, 1025])
def test_the_page_tree_is_balanced(count: int) -> None:
    pdf = opened(bind([sheet(*["x"] * count)], METADATA))
    root = pdf.Root.Pages
    assert root.Count == count
    assert len(root.Kids) <= 32

    def walk(node: pikepdf.Object) -> int:
        if node.Type == "/Page":
            return 1
        assert len(node.Kids) <= 32
        assert all(kid.Parent.objgen == node.objgen for kid in node.Kids)
        pages = sum(map(walk, node.Kids))
        assert node.Count == pages
        return pages

    assert walk(root) == count


def test_the_outline_follows_the_headings() -> None:
    first = (Heading("Bab 1", 1, 0, 800), Heading("Isi (a)", 2, 1, 400.5), Heading("Dalam", 4, 1, 300))
    second = (Heading("Bab ✓", 1, 0, 700),)
    data = bind([sheet("one", "two", headings=first), sheet("three", headings=second)], METADATA)
    toc = [(e.level, e.get_title(), e.get_dest().get_index()) for e in pdfium.PdfDocument(data).get_toc()]
    assert toc == [(0, "Bab 1", 0), (1, "Isi (a)", 1), (2, "Dalam", 1), (0, "Bab ✓", 2)]
    pdf = opened(data)
    assert pdf.Root.PageMode == "/UseOutlines"
    assert pdf.Root.Outlines.Count == 4
    assert float(pdf.Root.Outlines.First.First.Dest[3]) == 400.5


def test_without_headings_the_title_is_the_one_bookmark_and_no_panel_opens() -> None:
    data = bind([sheet("one")], METADATA)
    assert [(e.get_title(), e.get_dest().get_index()) for e in pdfium.PdfDocument(data).get_toc()] == [("Kerja Sama", 0)]
    assert opened(data).Root.PageMode == "/UseNone"


def labelled(*labels: str) -> list[str]:
    """The labels that an independent reader gives pages which ask for these."""
    one = sheet(*["x"] * len(labels))
    pages = tuple(replace(page, label=label) for page, label in zip(one.pages, labels, strict=True))
    data = bind([replace(one, pages=pages)], METADATA)
    opened(data)
    document = pdfium.PdfDocument(data)
    return [document.get_page_label(index) for index in range(len(document))]


@pytest.mark.parametrize(
    "labels",
    [
        ["1", "2", "3"],
        ["1", "2", ""],
        ["", "i", "1", "2", "", "", "9", "10"],
        ["8, 1", "2, 7", "(", "é", "01", "0"],
        ["7", "7", "7, 8", "7, 8"],
    ],
)
def test_a_viewer_counts_pages_as_they_are_numbered_on_paper(labels: list[str]) -> None:
    assert labelled(*labels) == labels


def test_labels_that_count_on_share_an_entry() -> None:
    one = sheet(*"123")
    pages = tuple(replace(page, label=str(index)) for index, page in enumerate(one.pages, 5))
    assert b"/PageLabels <</Nums[0<</S/D/St 5>>]>>" in bind([replace(one, pages=pages)], METADATA)


@pytest.mark.parametrize(("edge", "wanted"), [("long", "/DuplexFlipLongEdge"), ("short", "/DuplexFlipShortEdge"), ("", None)])
def test_a_file_for_both_sides_says_over_which_edge_it_turns(edge: Literal["", "long", "short"], wanted: str | None) -> None:
    pdf = opened(bind([sheet("one")], replace(METADATA, duplex=edge)))
    preferences = pdf.Root.ViewerPreferences
    assert preferences.get("/Duplex") == wanted
    assert preferences.PickTrayByPDFSize is True


def test_the_catalogue_speaks_for_the_document() -> None:
    pdf = opened(bind([sheet("one")], Metadata("عنوان", "ar", direction="R2L")))
    root = pdf.Root
    assert root.Lang == "ar"
    assert root.ViewerPreferences.DisplayDocTitle is True
    assert root.ViewerPreferences.PrintScaling == "/None"
    assert root.ViewerPreferences.Direction == "/R2L"


HOSTILE = ["a (b) \\ c", ")", "<&>\"'", "é✓😀", "tab\tnew\nline\r", "\x00\x01k\x02", "]]>", "?>", ""]


@pytest.mark.parametrize("title", HOSTILE)
def test_title_author_and_subject_are_told_twice_and_alike(title: str) -> None:
    pdf = opened(bind([sheet("one")], Metadata(title, "id", title, title)))
    info = pdf.trailer.Info
    for name in ("/Title", "/Author", "/Subject"):
        assert str(info.get(name, "")) == title
    with pdf.open_metadata() as xmp:
        shown = re.sub("[\x00-\x08]", "\ufffd", title).replace("\r", "\n")
        assert xmp.get("dc:title", "") == shown
        assert xmp.get("dc:creator", [""]) == [shown]
        assert xmp.get("dc:description", "") == shown
        assert list(xmp["dc:language"]) == ["id"]


def test_no_date_is_told_and_the_same_sheets_give_the_same_bytes() -> None:
    data = bind([sheet("one", "two")], METADATA)
    assert data == bind([sheet("one", "two")], METADATA)
    assert b"Date" not in data


def test_the_id_follows_the_content() -> None:
    ids = {re.search(rb"/ID\[<(\w{32})><\1>\]", bind([sheet(text)], METADATA))[1] for text in ("one", "two", "one")}  # type: ignore[index]
    assert len(ids) == 2


def test_nothing_to_bind_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a page"):
        bind([], METADATA)
