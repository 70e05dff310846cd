"""Class packs: one command makes named copies in hand-out order, and everything agrees to the last letter."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner, Result
from finished import topic as topic_file

from generator.cli.group import lembar
from generator.compose.code import is_code
from generator.diagnostics import Exit

ROSTER = """Nama;No;Kelas;Tingkat
Dewi Lestari;3;IX-B;
Siti Aminah;1;IX-A;
Budi Santoso;2;IX-A;mudah
Budi Santoso;10;IX-A;
"""


def run(*args: str) -> Result:
    return CliRunner().invoke(lembar, list(args))


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("topic.yaml").write_bytes(topic_file())
    Path("class.csv").write_text(ROSTER, encoding="utf-8")
    return tmp_path


def build(*more: str) -> Result:
    kinds = ("--kind", "worksheet", "--kind", "answer-key")
    return run("build", "topic.yaml", *kinds, "--variants", "2", "--roster", "class.csv", *more)


def pages(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_range() for page in document]


def rows() -> list[dict[str, object]]:
    return json.loads(Path("output/manifest.json").read_text(encoding="utf-8"))["outputs"]


def test_a_pack_for_each_class_and_lists_for_the_teacher(here: Path) -> None:
    result = build()
    assert result.exit_code == 0, result.stderr
    made = [Path(line).relative_to("output").as_posix().partition("/packs/")[2] for line in result.stdout.splitlines()]
    of = ("worksheet.pdf", "answer-key.pdf", "class-list.pdf", "packing-list.pdf")
    wanted = [f"{'' if name == of[0] else 'teacher/'}{group}_{name}" for group in ("ix-a", "ix-b") for name in of]
    assert made == wanted
    assert run("verify").exit_code == 0


def test_a_class_with_versions_has_their_keys_side_by_side(here: Path) -> None:
    roster = "Nama;No;Kelas;Tingkat;Paket\n" + "".join(f"Siswa {n};{n};A;;\n" for n in range(1, 4)) + "Ana;9;A;mudah;b\n"
    Path("class.csv").write_text(roster + "Beni;1;B;;b\nCici;2;B;;c\nDodi;1;C;;\n", encoding="utf-8")
    result = build("--variants", "3", "--kind", "exam-keys", "--kind", "exam")
    assert result.exit_code == 0, result.stderr
    made = {Path(str(row["path"])).stem: row for row in rows()}
    keys = {part["label"]: part["code"] for part in made["a_answer-key"]["parts"] if part["level"] == "mixed"}  # type: ignore[attr-defined]
    (table,) = made["a_answer-keys"]["parts"]  # type: ignore[misc]
    assert table["covers"] == [keys[label] for label in "abc"], "one copy of another level has nothing beside it"
    assert made["b_answer-keys"]["parts"][0]["covers"] == [keys["b"], keys["c"]]  # type: ignore[index]
    assert {"a_exam-keys", "b_exam-keys"} < set(made) and not {"c_answer-keys", "c_exam-keys"} & set(made)
    verified = run("verify")
    assert (verified.exit_code, "lone-key" in verified.stderr) == (0, False)
    told = run("explain", made["b_worksheet"]["copies"][0]["code"]).stdout  # type: ignore[index]
    assert "b_answer-keys.pdf" in told


def test_copies_come_by_number_with_names_codes_and_versions(here: Path) -> None:
    assert build().exit_code == 0
    packs = {row["path"]: row for row in rows() if "copies" in row}
    row = next(row for path, row in packs.items() if path.endswith("ix-a_worksheet.pdf"))
    copies = row["copies"]
    assert [(one["name"], one["number"], one["label"], one["level"]) for one in copies] == [
        ("Siti Aminah", "1", "a", "mixed"),
        ("Budi Santoso", "2", "b", "easy"),
        ("Budi Santoso", "10", "a", "mixed"),
    ]
    codes = [one["code"] for pack in packs.values() for one in pack["copies"]]
    assert len(set(codes)) == 4
    assert all(map(is_code, codes))
    found = pages(Path("output") / row["path"])
    at = 0
    for one in copies:
        for text in found[at : at + one["pages"]]:
            assert one["code"] in text
            assert one["sheet"] in text
        assert one["name"] in found[at]
        at += one["pages"]
    assert at == len(found)


def test_keys_carry_the_codes_of_the_class_and_no_others(here: Path) -> None:
    assert build().exit_code == 0
    sheets = {one["sheet"] for row in rows() if str(row["path"]).endswith("ix-b_worksheet.pdf") for one in row["copies"]}
    keys = pages(next(Path("output").rglob("teacher/ix-b_answer-key.pdf")))
    assert all(any(code in page for code in sheets) for page in keys)
    assert len(sheets) == 1


def test_a_key_stands_once_whatever_the_looks_and_what_most_get_comes_first(here: Path) -> None:
    roster = (
        "Nama;No;Kelas;Tingkat;Profil;Paket\nAna;1;A;;large-print;a\nBeni;2;A;mudah;;a\nCici;3;A;;;a\nDodi;4;A;;large-print;b\n"
    )
    Path("class.csv").write_text(roster, encoding="utf-8")
    assert build().exit_code == 0
    made = {Path(str(row["path"])).stem: row for row in rows()}
    parts = made["a_answer-key"]["parts"]
    assert [(one["label"], one["level"], one["profile"]) for one in parts] == [  # type: ignore[attr-defined]
        ("a", "mixed", "standard"),
        ("a", "easy", "standard"),
        ("b", "mixed", "large-print"),
    ]
    assert {one["code"] for one in parts} == {one["sheet"] for one in made["a_worksheet"]["copies"]}  # type: ignore[attr-defined]
    (text,) = pages(next(Path("output").rglob("a_packing-list.pdf")))
    listed = [text.index(sheet) for sheet in ("Paket A ", "Paket A, cetak besar", "Paket A, Mudah", "Paket B, cetak besar")]
    assert listed == sorted(listed)
    assert run("verify").exit_code == 0


def test_a_class_list_names_everybody(here: Path) -> None:
    assert build("--spare", "1").exit_code == 0
    (text,) = pages(next(Path("output").rglob("ix-a_class-list.pdf")))
    row = next(row for row in rows() if str(row["path"]).endswith("ix-a_worksheet.pdf"))
    for one in row["copies"]:
        assert one["code"] in text
        assert one["name"] in text
    assert len(row["copies"]) == 4


def test_one_file_for_each_pupil(here: Path) -> None:
    result = build("--split")
    assert result.exit_code == 0, result.stderr
    made = sorted(path.name for path in Path("output").rglob("packs/ix-a/*.pdf"))
    assert made == ["ix-a_worksheet_1.pdf", "ix-a_worksheet_2.pdf", "ix-a_worksheet_3.pdf"]
    assert run("verify").exit_code == 0


def test_the_same_again_is_up_to_date_and_byte_for_byte_the_same(here: Path) -> None:
    assert build().exit_code == 0
    before = {path: path.read_bytes() for path in Path("output").rglob("*.pdf")}
    again = build()
    assert again.stderr.count("(up to date)") == len(before)
    assert {path: path.read_bytes() for path in Path("output").rglob("*.pdf")} == before
    assert not list(Path("output/.lembar").glob("*"))


def test_a_name_that_cannot_be_printed_is_named_with_its_row(here: Path) -> None:
    Path("class.csv").write_text("name\nAna\n山田\n", encoding="utf-8")
    result = build()
    assert result.exit_code == Exit.FINDINGS
    assert "class.csv:3" in result.stderr
    assert "unsupported-character" in result.stderr
    assert not list(Path("output").rglob("*.pdf"))


def test_a_roster_that_is_not_there(here: Path) -> None:
    result = run("build", "topic.yaml", "--roster", "none.csv")
    assert result.exit_code == Exit.USAGE
    assert "no-roster" in result.stderr


def test_a_copy_of_another_pupil_is_found(here: Path) -> None:
    assert build().exit_code == 0
    manifest = Path("output/manifest.json")
    manifest.write_text(manifest.read_text(encoding="utf-8").replace("Siti Aminah", "Siti Aminoh"), encoding="utf-8")
    result = run("verify")
    assert result.exit_code == Exit.UNVERIFIED
    assert "wrong-copy" in result.stdout + result.stderr


def test_a_copy_leads_to_its_pupil_its_pages_and_the_key(here: Path) -> None:
    assert build().exit_code == 0
    row = next(row for row in rows() if str(row["path"]).endswith("ix-a_worksheet.pdf"))
    copy = row["copies"][1]
    for asked in (copy["code"], copy["code"].lower(), copy["sheet"] + copy["code"]):
        told = run("explain", asked)
        assert told.exit_code == 0, told.stderr
        first = row["copies"][0]["pages"] + 1
        assert "Budi Santoso, IX-A, 2" in told.stdout
        assert f"pages {first} to {first + copy['pages'] - 1} of {'output/' + row['path']}" in told.stdout
        assert "ix-a_answer-key.pdf" in told.stdout
        assert f"code {copy['sheet']}, " in told.stdout
        assert re.findall(r"^ +\d+\. \S+ \(.*?\): .* share; ", told.stdout, re.MULTILINE)
    pack = run("explain", f"output/{row['path']}").stdout
    assert re.findall(r"^code (\w+), ", pack, re.MULTILINE) == list(dict.fromkeys(part["code"] for part in row["parts"]))
    assert "worksheet of kerja-sama" in run("explain", copy["sheet"]).stdout


def test_an_exam_with_an_answer_sheet_carries_the_name_at_its_foot(here: Path) -> None:
    kinds = ("--kind", "exam", "--kind", "answer-sheet", "--kind", "scoring-guide")
    result = run("build", "topic.yaml", *kinds, "--variants", "2", "--roster", "class.csv")
    assert result.exit_code == 0, result.stderr
    packs = {str(row["path"]): row["copies"] for row in rows() if "copies" in row}
    exam, sheet = (next(one for path, one in packs.items() if path.endswith(f"ix-a_{kind}.pdf")) for kind in kinds[1:4:2])
    assert [(one["name"], one["code"], one["sheet"]) for one in exam] == [
        (one["name"], one["code"], one["sheet"]) for one in sheet
    ]
    first = pages(next(Path("output").rglob("packs/ix-a_exam.pdf")))[0]
    assert f"{exam[0]['code']} · Siti Aminah · IX-A · 1" in first
    assert run("verify").exit_code == 0


@pytest.mark.parametrize("flags", [("--bundle",), ("--impose", "2up"), ("--preview",)], ids=lambda flags: flags[0])
def test_what_cannot_go_with_a_roster(here: Path, flags: tuple[str, ...]) -> None:
    result = run("build", "topic.yaml", "--roster", "class.csv", *flags)
    assert result.exit_code == Exit.USAGE
    assert "roster-not-with" in result.stderr
    assert flags[0] in result.stderr


def test_a_roster_without_sheets_for_pupils(here: Path) -> None:
    result = run("build", "topic.yaml", "--roster", "class.csv", "--kind", "answer-key")
    assert result.exit_code == Exit.FINDINGS
    assert "nothing-to-hand-out" in result.stderr


def test_answer_sheets_alone(here: Path) -> None:
    result = run("build", "topic.yaml", "--roster", "class.csv", "--kind", "answer-sheet", "--no-verify", "--spare", "2")
    assert result.exit_code == 0, result.stderr
    assert len(next(row for row in rows() if str(row["path"]).endswith("ix-b_answer-sheet.pdf"))["copies"]) == 3
