"""Finished files as other programs see them: valid, quiet, with every font inside, and nothing that acts by itself."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
from click.testing import CliRunner
from PIL import Image

from generator.cli.group import lembar
from generator.compose import KINDS

FORBIDDEN = (
    "/JavaScript", "/JS", "/Launch", "/OpenAction", "/AA", "/EmbeddedFile", "/EmbeddedFiles", "/GoToR", "/GoToE", "/SubmitForm",
    "/ImportData", "/RichMedia", "/Rendition", "/Movie", "/Sound", "/AcroForm", "/XFA", "/Filespec", "/URIAction", "/Named",
)  # fmt: skip

TOPIC = """\
format: 1
name: everything
language: en
languages: [en, id]
title: {en: "Links & pictures <all>", id: "Tautan & gambar"}
lead:
  id: Teks.
  en: "See [the site](https://example.org/a?b=c&d=e), [the old one](http://example.org) or [write](mailto:a@example.org)."
terms: [{name: site, term: {en: "site", id: "situs"}, meaning: {en: "a place", id: "tempat"}}]
references: [{name: wto, title: "WTO", url: "https://www.wto.org/x(y)"}]
handout:
  - text: {en: "## One\\nRun `code`, x^2^, H~2~O, $a/b$ and *this* or **that** at the site.", id: "## Satu\\nTeks."}
  - figure: {image: "a.png", alt: "x", caption: "A"}
  - figure: {image: "b.jpg", alt: "x"}
  - figure: {image: "c.svg", alt: "x"}
  - table: {header: ["a", "b"], rows: [["c", "d"]]}
  - callout: {kind: caution, text: "Look."}
  - timeline: [{when: "1967", what: "ASEAN"}]
  - quotation: {text: "Words.", reference: wto}
  - break: page
items:
  - name: a
    type: multiple-choice
    stem: What?
    picture: a.png
    choices: [{text: one, key: true}, {text: two, drop: 1}, {text: three}, {text: four}]
  - {name: b, type: true-false, stem: "So it is.", answer: false, correction: "It is not."}
  - {name: c, type: matching, pairs: [{left: l, right: r}, {left: m, right: s}], extra: [t]}
  - {name: d, type: cloze, text: "A [[b]] and [[c|d]].", extra: [e]}
  - {name: e, type: essay, stem: "Why?", rubric: [{points: 2, text: "reason"}], starter: "Since", hint: "Think.", keywords: [x]}
  - name: g
    type: group
    reference: wto
    stimulus: [{text: "A text."}]
    items: [{name: f, type: essay, stem: "And?", space: grid, model: "So."}]
"""
SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">
<rect width="40" height="20" fill="#ddd"/><text x="2" y="9">T</text></svg>"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Every kind in both languages, at every level, as versions, as drafts, on another paper."""
    folder = tmp_path_factory.mktemp("everything")
    (folder / "everything.yaml").write_text(TOPIC, encoding="utf-8")
    Image.new("RGBA", (20, 10), (200, 0, 0, 90)).save(folder / "a.png")
    Image.effect_noise((20, 10), 60).convert("CMYK").save(folder / "b.jpg")
    (folder / "c.svg").write_text(SVG, encoding="utf-8")
    both = ("--language", "en", "--language", "id")
    for number, more in enumerate([("--difficulty", "all", *both), ("--variants", "2", "--draft", "--paper", "f4")]):
        words = ["build", str(folder / "everything.yaml"), "--output", str(folder / f"out-{number}"), *more]
        words += [word for kind in KINDS.values() if number or not kind.versions_of for word in ("--kind", kind.name)]
        result = CliRunner().invoke(lembar, words, catch_exceptions=False)
        assert result.exit_code == 0, result.output
    bundled = ["build", "bilateral-regional-multilateral", "--output", str(folder / "out-2")]
    assert CliRunner().invoke(lembar, bundled, catch_exceptions=False).exit_code == 0
    pdfs = {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.pdf"))}
    tables = sum(bool(kind.versions_of) for kind in KINDS.values())
    versions = sum(2 if kind.sheet and not kind.versions_of else 1 for kind in KINDS.values())
    assert len(pdfs) == 2 * 3 * (len(KINDS) - tables) + versions + 3
    assert {name for name in KINDS if any(f"_{name}" in path for path in pdfs)} == set(KINDS)
    return pdfs


@pytest.fixture(scope="module")
def opened(made: dict[str, bytes]) -> dict[str, pikepdf.Pdf]:
    return {path: pikepdf.open(io.BytesIO(data)) for path, data in made.items()}


def walk(thing: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Yield an object and all direct objects inside it."""
    yield thing
    if isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
        inner = list(thing.values())
    else:
        inner = list(thing) if isinstance(thing, pikepdf.Array) else []
    for one in inner:
        if isinstance(one, pikepdf.Object) and not one.is_indirect:
            yield from walk(one)


def everything(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    yield from walk(pdf.trailer)
    for each in pdf.objects:
        if isinstance(each, pikepdf.Object):
            yield from walk(each)


def test_qpdf_has_no_warning(opened: dict[str, pikepdf.Pdf]) -> None:
    for path, pdf in opened.items():
        assert pdf.check_pdf_syntax() == [], path
        assert pdf.get_warnings() == [], path
        assert not pdf.is_encrypted
        for page in pdf.pages:
            assert pikepdf.parse_content_stream(page)


def test_the_qpdf_program_finds_nothing_to_say(made: dict[str, bytes], tmp_path: Path) -> None:
    if shutil.which("qpdf") is None:
        pytest.skip("qpdf is not installed")
    for path, data in made.items():
        (tmp_path / "one.pdf").write_bytes(data)
        run = subprocess.run(["qpdf", "--check", str(tmp_path / "one.pdf")], capture_output=True, encoding="utf-8", check=False)
        assert (run.returncode, run.stderr) == (0, ""), (path, run.stdout)
        assert "WARNING" not in run.stdout, path


def test_every_document_has_bookmarks_under_its_title_and_its_printed_page_numbers(made: dict[str, bytes]) -> None:
    for path, data in made.items():
        document = pdfium.PdfDocument(data)
        bookmarks = [(entry.level, entry.get_title()) for entry in document.get_toc()]
        assert bookmarks[0][0] == 0, path
        assert [title for level, title in bookmarks if level == 0] == [bookmarks[0][1]], path
        assert bookmarks[0][1] in document.get_metadata_value("Title"), path
        labels = [document.get_page_label(index) for index in range(len(document))]
        assert labels == [str(number) for number in range(1, len(document) + 1)], path


def test_nothing_acts_by_itself_or_hides_a_file(opened: dict[str, pikepdf.Pdf]) -> None:
    for path, pdf in opened.items():
        for one in everything(pdf):
            if isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)):
                assert not set(one.keys()) & set(FORBIDDEN), path
                assert str(one.get("/S", "")) not in FORBIDDEN, path
                assert str(one.get("/Type", "")) not in FORBIDDEN, path


def test_links_lead_to_the_web_or_to_mail_alone(opened: dict[str, pikepdf.Pdf]) -> None:
    targets = set()
    for path, pdf in opened.items():
        for one in everything(pdf):
            if isinstance(one, pikepdf.Dictionary) and "/URI" in one:
                targets.add(str(one["/URI"]))
            if isinstance(one, pikepdf.Dictionary) and str(one.get("/Type", "")) == "/Annot":
                assert str(one["/Subtype"]) == "/Link", path
                assert str(one["/A"]["/S"]) == "/URI", path
    assert {"https://example.org/a?b=c&d=e", "http://example.org", "mailto:a@example.org", "https://www.wto.org/x(y)"} <= targets
    assert all(target.startswith(("https://", "http://", "mailto:")) for target in targets)


def test_every_font_is_inside_and_can_be_read_as_text(opened: dict[str, pikepdf.Pdf]) -> None:
    for path, pdf in opened.items():
        fonts = [one for one in everything(pdf) if isinstance(one, pikepdf.Dictionary) and str(one.get("/Type", "")) == "/Font"]
        assert fonts, path
        for font in fonts:
            assert str(font["/Subtype"]) in ("/TrueType", "/Type0", "/CIDFontType2"), path
            holder = font["/DescendantFonts"][0] if "/DescendantFonts" in font else font
            assert len(holder["/FontDescriptor"]["/FontFile2"].read_bytes()) > 1000, path
            if str(font["/Subtype"]) != "/CIDFontType2":
                assert b"begincmap" in font["/ToUnicode"].read_bytes(), path


def test_files_say_whose_they_are_and_no_more(opened: dict[str, pikepdf.Pdf]) -> None:
    for path, pdf in opened.items():
        assert set(pdf.docinfo.keys()) <= {"/Title", "/Author", "/Subject", "/Producer", "/Lang"}, path
        assert str(pdf.Root["/Lang"])[:2] == ("id" if "/id/" in path else "en")
        assert str(pdf.docinfo["/Title"]), path
        for page in pdf.pages:
            assert [float(side) for side in page.MediaBox[:2]] == [0, 0]
