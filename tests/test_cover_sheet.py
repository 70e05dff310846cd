"""The cover sheet: what it lists is what was built with it, and what is no more is listed by none."""

from __future__ import annotations

import json
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from click.testing import CliRunner, Result
from finished import topic

from generator.cli.group import lembar
from generator.diagnostics import Exit

COVER = Path("output/kerja-sama/id/mixed/teacher/kerja-sama_cover-sheet.pdf")
ALL = ("--kind", "handout", "--kind", "worksheet", "--kind", "answer-key", "--kind", "cover-sheet")


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


def lines(path: Path = COVER) -> list[str]:
    return "\n".join(page.get_textpage().get_text_range() for page in pdfium.PdfDocument(path)).splitlines()


def test_it_lists_what_was_built_with_code_pages_sheets_items_and_points(here: Path) -> None:
    built = run("build", *ALL, "--variants", "2")
    assert built.exit_code == 0, built.output
    assert built.stdout.splitlines()[-1] == str(COVER)
    text = " ".join(" ".join(lines()).split())
    made = rows()
    listed = {name: row for name, row in made.items() if name != "cover-sheet"}
    assert len(listed) == 6
    for row in listed.values():
        facts = [row["code"], row["pages"], row["sheets"], *([len(row["items"]), row["points"]] if row["items"] else [])]
        assert " ".join(map(str, facts)) in text, row["path"]
    assert "Lembar Kerja Peserta Didik – Paket B" in text
    assert sorted(made["cover-sheet"]["covers"]) == sorted({row["code"] for row in listed.values()})
    assert run("verify").exit_code == 0


def test_school_and_teacher_are_named_and_the_rest_is_filled_in(here: Path) -> None:
    school = '{name: "SMP Contoh", year: "2026/2027", teacher: {name: "Rina"}}'
    Path("lembar.yaml").write_text(f"school: {school}\n", encoding="utf-8")
    assert run("build", *ALL).exit_code == 0
    text = " ".join(lines())
    for wanted in ("SMP Contoh", "2026/2027", "Rina", "Jumlah murid", "Kelas", "Salinan", "Sebelum dibagikan"):
        assert wanted in text


def test_alone_it_is_wrong_usage(here: Path) -> None:
    built = run("build", "--kind", "cover-sheet")
    assert built.exit_code == Exit.USAGE
    assert "error[nothing-to-cover]" in built.stderr


def test_it_goes_with_the_sheet_that_it_lists(here: Path) -> None:
    assert run("build", *ALL).exit_code == 0
    assert COVER.exists()
    built = run("build", "--kind", "worksheet", "--seed", "7", "--items", "5")
    assert built.exit_code == 0, built.output
    assert not COVER.exists()
    assert "was removed" in built.stderr


def test_a_cover_sheet_that_tells_another_code_or_number_is_found(here: Path) -> None:
    assert run("build", *ALL).exit_code == 0
    manifest = Path("output/manifest.json")
    changed = json.loads(manifest.read_text(encoding="utf-8"))
    row = next(row for row in changed["outputs"] if row["kind"] == "worksheet")
    row["sheets"] += 1
    manifest.write_text(json.dumps(changed), encoding="utf-8")
    found = run("verify")
    assert found.exit_code == Exit.UNVERIFIED
    assert "missing-text" in found.output


def test_a_sheet_that_is_made_to_read_others_back_is_not_listed(here: Path) -> None:
    built = run("build", "--kind", "answer-key", "--kind", "cover-sheet")
    assert built.exit_code == 0, built.output
    assert "worksheet" not in rows()
    assert "Lembar Kerja Peserta Didik" not in " ".join(lines())
