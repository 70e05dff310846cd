"""Courses bound as books: pages counted through, contents and index that lead where they say, chapters read back whole."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
from click.testing import CliRunner, Result
from finished import topic
from test_non_interference import PICTURE, SECRET, holds

from generator.build import book
from generator.cli.group import lembar
from generator.compose.book import Opened
from generator.diagnostics import Exit
from generator.frozen import replace

MORE = """\
authors: [Penyusun]
licence: CC BY-SA 4.0
references: [{name: pbb, title: "Situs PBB", url: "https://www.un.org"}]
terms:
  - {name: bilateral, term: bilateral, meaning: antara dua negara}
  - {name: wilayah, term: regional, meaning: dalam satu kawasan}
"""
OTHER = """\
format: 1
name: organisasi
language: id
title: Organisasi Dunia
grade: 9
handout:
  - text: |
      ## Enam badan
      Kerja sama bilateral berbeda dari organisasi. ASEAN adalah organisasi regional.
  - {break: page}
  - text: "## Lagi\\nSekali lagi tentang kerja sama bilateral, lalu tentang forum."
  - {break: page}
  - text: "## Akhir\\nSudah selesai."
terms:
  - {name: bilateral, term: bilateral, meaning: di antara dua pihak}
  - {name: forum, term: forum, meaning: tempat bertemu}
items:
  - {name: satu, type: short-answer, stem: "Apa kepanjangan PBB?", answers: [Perserikatan Bangsa-Bangsa]}
  - {name: dua, type: true-false, stem: "ASEAN itu regional.", answer: true}
"""
COURSE = 'title: {id: "Kerja Sama", en: "Cooperation"}\nlanguage: id\ntopics: [kerja-sama, organisasi]\n'
FOLDER = Path("output/dunia/id/mixed")
HANDOUTS, WORK, KEYS = FOLDER / "dunia_handout-book.pdf", FOLDER / "dunia_workbook.pdf", FOLDER / "teacher/dunia_key-book.pdf"


def run(*words: str) -> Result:
    return CliRunner().invoke(lembar, words, catch_exceptions=False)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("sources").mkdir()
    Path("sources/kerja-sama.yaml").write_bytes(topic(more=MORE))
    Path("sources/organisasi.yaml").write_text(OTHER, encoding="utf-8")
    Path("sources/dunia.yaml").write_text(COURSE, encoding="utf-8")
    return tmp_path


@pytest.fixture
def built(here: Path) -> Result:
    result = run("build", "dunia", "--bundle")
    assert result.exit_code == 0, result.output
    return result


def rows() -> dict[str, dict]:
    listed = json.loads(Path("output/manifest.json").read_text(encoding="utf-8"))["outputs"]
    return {row["kind"] + row["label"]: row for row in listed}


def pages(path: Path) -> list[str]:
    return [" ".join(page.get_textpage().get_text_range().split()) for page in pdfium.PdfDocument(path)]


def test_a_course_becomes_three_books(built: Result) -> None:
    assert built.stdout.splitlines() == [str(HANDOUTS), str(WORK), str(KEYS)]
    assert all(path.exists() for path in (HANDOUTS, WORK, KEYS))
    assert set(rows()) == {"handout-book", "workbook", "key-book"}
    assert run("verify").exit_code == 0


@pytest.mark.parametrize("path", [HANDOUTS, WORK, KEYS])
def test_pages_are_counted_through_the_book(built: Result, path: Path) -> None:
    document, texts = pdfium.PdfDocument(path), pages(path)
    assert [document.get_page_label(index) for index in range(len(document))] == [str(n) for n in range(1, len(document) + 1)]
    for number, text in enumerate(texts[1:], 2):
        assert text.endswith(f"Halaman {number}"), number
    assert "Halaman" not in texts[0]


@pytest.mark.parametrize(("path", "name"), [(HANDOUTS, "handout-book"), (WORK, "workbook"), (KEYS, "key-book")])
def test_contents_tell_the_pages_of_the_chapters_and_lead_there(built: Result, path: Path, name: str) -> None:
    texts, chapters = pages(path), rows()[name]["chapters"]
    titles = ["Kerja Sama Antarnegara", "Organisasi Dunia"]
    assert [chapter["title"] for chapter in chapters] == titles
    pdf = pikepdf.open(path)
    by_number = {page.objgen: index + 1 for index, page in enumerate(pdf.pages)}
    led = [by_number[link.Dest[0].objgen] for link in pdf.pages[1].Annots]
    for number, (title, chapter) in enumerate(zip(titles, chapters, strict=True), 1):
        page = chapter["begins"] + 1
        assert re.search(rf"{number} ({title} )?{page}( {title})?", texts[1]), texts[1]
        assert f"BAB {number}" in texts[page - 1] and title in texts[page - 1]
        assert page in led
        later = texts[page : page + chapter["pages"] - 1]
        assert all(f"{number} {title}" in text for text in later), "the running head tells the chapter"


def test_a_handout_book_has_bookmarks_for_its_chapters_and_what_stands_after_them(built: Result) -> None:
    toc = [(entry.level, entry.get_title(), entry.get_dest().get_index() + 1) for entry in pdfium.PdfDocument(HANDOUTS).get_toc()]
    begins = [chapter["begins"] + 1 for chapter in rows()["handout-book"]["chapters"]]
    assert [entry for entry in toc if entry[0] == 0][:4] == [
        (0, "Kerja Sama", 1), (0, "Daftar Isi", 2), (0, "Kerja Sama Antarnegara", begins[0]), (0, "Organisasi Dunia", begins[1]),
    ]  # fmt: skip
    assert [title for level, title, _ in toc if level == 0][4:] == ["Glosarium", "Indeks", "Daftar Pustaka"]
    assert (1, "Lagi", begins[1] + 1) in toc


def test_glossary_index_and_references_stand_at_the_end(built: Result) -> None:
    row, texts = rows()["handout-book"], pages(HANDOUTS)
    last = row["chapters"][-1]["begins"] + row["chapters"][-1]["pages"]
    end = " ".join(texts[last:])
    first, second = (chapter["begins"] + 1 for chapter in row["chapters"])
    assert "bilateral antara dua negara; di antara dua pihak" in end
    assert "forum tempat bertemu" in end
    assert f"bilateral {first}, {second}–{second + 1}" in end or f"bilateral {first}–{second + 1}" in end
    assert f"forum {second + 1}" in end
    assert "1 Kerja Sama Antarnegara" in end and "Situs PBB" in end
    assert not any("Glosarium" in text for text in texts[2:last])
    pdf = pikepdf.open(HANDOUTS)
    led = {link.Dest[0].objgen for page in list(pdf.pages)[last:] for link in page.get("/Annots", []) if "/Dest" in link}
    assert pdf.pages[second].objgen in led


def test_a_workbook_and_its_key_book_belong_together(built: Result) -> None:
    work, keys = rows()["workbook"], rows()["key-book"]
    assert work["code"] == keys["code"]
    assert [chapter["code"] for chapter in work["chapters"]] == [chapter["code"] for chapter in keys["chapters"]]
    assert [chapter["items"] for chapter in work["chapters"]] == [chapter["items"] for chapter in keys["chapters"]]
    for path, row in ((WORK, work), (KEYS, keys)):
        texts = pages(path)
        for chapter in row["chapters"]:
            own = texts[chapter["begins"] : chapter["begins"] + chapter["pages"]]
            assert all(chapter["code"] in text for text in own)
            assert any(re.search(r"(^|\s)1\. ", text) for text in own), "items are counted anew in each chapter"
    alone = run("build", "kerja-sama", "--kind", "worksheet", "--output", "alone")
    assert alone.exit_code == 0
    listed = json.loads(Path("alone/manifest.json").read_text(encoding="utf-8"))["outputs"]
    assert listed[0]["code"] == work["chapters"][0]["code"], "the sheet of a book is the sheet that is printed alone"


def test_books_are_explained_by_file_and_by_the_code_of_a_chapter(built: Result) -> None:
    explained = run("explain", str(WORK))
    assert explained.exit_code == 0
    assert "workbook of dunia" in explained.stdout
    code = rows()["workbook"]["chapters"][1]["code"]
    assert str(WORK) in run("explain", code).stdout


def test_every_version_has_its_books(here: Path) -> None:
    result = run("build", "dunia", "--bundle", "--variants", "2", "--kind", "worksheet", "--kind", "answer-key")
    assert result.exit_code == 0, result.output
    names = [Path(line).name for line in result.stdout.splitlines()]
    books = ["workbook_a", "workbook_b", "key-book_a", "key-book_b", "key-table-book"]
    assert names == [f"dunia_{book}.pdf" for book in books]
    made = rows()
    versions = [made[f"workbook{label}"]["chapters"] for label in "ab"]
    for number, chapter in enumerate(made["key-table-book"]["chapters"]):
        assert chapter["covers"] == [chapters[number]["code"] for chapters in versions]
        assert set(chapter["covers"]) < set(made["key-table-book"]["covers"])
    assert run("verify").exit_code == 0
    assert made["workbooka"]["code"] == made["key-booka"]["code"] != made["workbookb"]["code"]


@pytest.mark.parametrize("more", [("--impose", "booklet"), ("--duplex", "--paper", "f4"), ("--draft", "--difficulty", "easy")])
def test_books_are_read_back_on_any_paper(here: Path, more: tuple[str, ...]) -> None:
    result = run("build", "dunia", "--bundle", *more)
    assert result.exit_code == 0, result.output
    assert run("verify").exit_code == 0
    for row in rows().values():
        with pikepdf.open(Path("output", row["path"])) as pdf:
            assert pdf.check_pdf_syntax() == []
            assert "/Duplex" in pdf.Root.ViewerPreferences
        assert row["audience"] == "teacher" or "booklet" not in more or row["impose"] == "booklet"


def test_what_is_asked_of_sheets_holds_in_books(here: Path) -> None:
    Path("had.yaml").write_text("organisasi: [satu]\n", encoding="utf-8")
    assert run("build", "dunia", "--bundle", "--kind", "worksheet").exit_code == 0
    assert any(re.search(r"Skor|poin", page) for page in pages(WORK))
    assert run("build", "dunia", "--bundle", "--kind", "worksheet", "--no-points", "--avoid", "had.yaml").exit_code == 0
    assert not any(re.search(r"Skor|poin", page) for page in pages(WORK))
    assert [entry["name"] for entry in rows()["workbook"]["chapters"][1]["items"]] == ["dua"]


def test_what_is_no_course_is_wrong_usage(here: Path) -> None:
    result = run("build", "kerja-sama", "--bundle")
    assert result.exit_code == Exit.USAGE
    assert "error[no-course]" in result.stderr
    assert "name a course: `dunia`" in result.stderr
    result = run("build", "dunia", "--bundle", "--kind", "term-list")
    assert result.exit_code == Exit.USAGE
    assert "error[no-book-of-kind]" in result.stderr
    assert run("build", "--bundle", "--kind", "handout").stdout.splitlines() == [str(HANDOUTS)]


def test_a_topic_with_errors_keeps_the_course_from_being_bound(here: Path) -> None:
    Path("sources/organisasi.yaml").write_text(OTHER.replace("answer: true", "answer: maybe"), encoding="utf-8")
    result = run("build", "dunia", "--bundle")
    assert result.exit_code == Exit.FINDINGS
    assert "organisasi.yaml:" in result.stderr
    assert result.stdout == ""


def test_a_wrong_page_in_the_contents_withholds_the_books(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = book.BookMaker.opened

    def later(self: book.BookMaker, *parts: list[book.Printed]) -> list[Opened]:
        return [replace(one, page=str(int(one.page) + (one.number == "2"))) for one in opened(self, *parts)]

    monkeypatch.setattr(book.BookMaker, "opened", later)
    result = run("build", "dunia", "--bundle", "--kind", "handout")
    assert result.exit_code == Exit.UNVERIFIED
    assert "the page of a chapter in the contents" in result.stderr
    assert not HANDOUTS.exists()


def test_a_wrong_page_in_the_index_withholds_the_books(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(book, "ranges", lambda numbers: tuple(map(str, numbers[:1])))
    result = run("build", "dunia", "--bundle")
    assert result.exit_code == Exit.UNVERIFIED
    assert "a term with its pages in the index" in result.stderr


def test_verify_reads_books_again_by_their_topics(built: Result) -> None:
    file = Path("sources/organisasi.yaml")
    file.write_text(OTHER.replace("ASEAN adalah", "APEC adalah"), encoding="utf-8")
    found = run("verify")
    assert found.exit_code == Exit.UNVERIFIED
    assert "error[changed-part]: `handout`" in found.output
    assert "missing-text" not in found.output


def test_the_same_course_gives_the_same_bytes(built: Result) -> None:
    before = [path.read_bytes() for path in (HANDOUTS, WORK, KEYS)]
    assert run("build", "dunia", "--bundle", "--output", "other").exit_code == 0
    assert [Path("other", *path.parts[1:]).read_bytes() for path in (HANDOUTS, WORK, KEYS)] == before


def test_no_secret_is_hidden_in_a_pupils_book(here: Path) -> None:
    Path("sources/kenari.yaml").write_text(SECRET, encoding="utf-8")
    Path("sources/plant.svg").write_bytes(PICTURE)
    Path("sources/dunia.yaml").write_text(COURSE.replace("kerja-sama,", "kenari,"), encoding="utf-8")
    result = run("build", "dunia", "--bundle", "--seed", "9182736450")
    assert result.exit_code == 0, result.output
    for path in (HANDOUTS, WORK, KEYS):
        assert holds(path.read_bytes()) == (path == KEYS), path
        assert holds(path.read_bytes(), "9182736450") == (path == KEYS), path


def test_pages_of_terms() -> None:
    texts = ["Forum itu", "forumku, informal", "sebuah  forum baru", "hak asasi manusia", "hak asasi"]
    assert book.pages_with("forum", [" ".join(text.split()) for text in texts], 3) == [3, 5]
    assert book.pages_with("hak  asasi manusia", texts, 1) == [4]
    assert book.ranges([1, 2, 3, 5, 8, 9]) == ("1–3", "5", "8–9")
