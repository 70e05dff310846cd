"""Seals: what was printed lies in one file, and its keys come out of it when everything else is gone."""

from __future__ import annotations

import hashlib
import json
import shutil
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from finished import topic as topic_file

from generator.build.sealing import archive, gathering
from generator.build.sealing.archive import Member, Seal, stored, write
from generator.build.sealing.contents import KEYS, Document, keys
from generator.build.sealing.taking import read
from generator.build.verify import KEYS as SHEET_OF
from generator.cli.group import lembar
from generator.compose.code import ALPHABET, checked
from generator.diagnostics import Exit, Failed

ROSTER = "Nama;No;Kelas\nDewi;3;IX-B\nSiti Aminah;1;IX-A\nBudi Santoso;2;IX-A\n"
PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 200"><rect width="400" height="200" fill="#888"/></svg>'
DRAWN = """\
  - {name: gambar, type: labelling, picture: {image: pictures/peta.svg, alt: peta}, labels: [{x: 0.2, y: 0.5, text: laut},
     {x: 0.8, y: 0.5, text: darat}]}
"""
SEAL = Path("output/kerja-sama.seal")


def run(*args: str) -> Result:
    return CliRunner().invoke(lembar, list(args))


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    begun()
    return tmp_path


def begun() -> None:
    """Write a topic with a picture, a roster and settings into the current folder."""
    Path("sources/pictures").mkdir(parents=True)
    Path("sources/pictures/peta.svg").write_bytes(PICTURE)
    Path("sources/kerja-sama.yaml").write_bytes(topic_file(more=DRAWN))
    Path("class.csv").write_text(ROSTER, encoding="utf-8")
    Path("lembar.yaml").write_text("variants: 2\nschool: {name: SMP Satu}\n", encoding="utf-8")


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with sheets, packs and their seal, made once."""
    folder = tmp_path_factory.mktemp("once")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        begun()
        assert run("build").exit_code == 0
        assert run("build", "--kind", "worksheet", "--kind", "answer-key", "--roster", "class.csv").exit_code == 0
        result = run("seal")
        assert (result.exit_code, result.stdout, "left-unsealed" in result.stderr) == (0, f"{SEAL}\n", False), result.stderr
    return folder


@pytest.fixture
def sealed(once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of such a folder, to do with as one likes."""
    shutil.copytree(once, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def rows() -> list[dict[str, object]]:
    return json.loads(Path("output/manifest.json").read_text(encoding="utf-8"))["outputs"]


def row(end: str) -> dict[str, object]:
    return next(one for one in rows() if str(one["path"]).endswith(end))


def test_a_seal_holds_everything_that_was_printed_and_made_from(sealed: Path) -> None:
    with zipfile.ZipFile(SEAL) as file:
        names = set(file.namelist())
        assert file.read("sources/kerja-sama.yaml") == Path("sources/kerja-sama.yaml").read_bytes()
        assert file.read("sources/pictures/peta.svg") == PICTURE
        assert file.read("settings/settings/lembar.yaml") == Path("lembar.yaml").read_bytes()
        assert file.read("settings/roster/class.csv") == Path("class.csv").read_bytes()
        assert file.read("manifest.json") == Path("output/manifest.json").read_bytes()
        for one in rows():
            assert file.read(f"outputs/{one['path']}") == Path("output", str(one["path"])).read_bytes()
        assert {"reportlab", "lembar", "python"} <= set(json.loads(file.read("versions.json")))
        listed = dict(reversed(line.split("  ")) for line in file.read("SHA256SUMS").decode().splitlines())
        assert listed == {name: hashlib.sha256(file.read(name)).hexdigest() for name in names - {"SHA256SUMS"}}
        assert {info.compress_type for info in file.infolist()} == {zipfile.ZIP_STORED}
    assert {"layouts/bundled/lkpd/layout.yaml", "layouts/bundled/base/blocks.xml.j2", "program/languages/id.yaml"} <= names
    assert "layouts/bundled/fonts/SourceSerif4_400Regular.ttf" in names


def test_the_same_prints_give_the_same_seal_and_another_one_is_never_overwritten(sealed: Path) -> None:
    before = SEAL.read_bytes()
    again = run("seal", "output")
    assert again.exit_code == 0
    assert "(up to date)" in again.stderr
    assert run("seal", "--output", "kept").exit_code == 0
    assert Path("kept").read_bytes() == before
    assert run("build", "--seed", "7").exit_code == 0
    other = run("seal", "--format", "concise")
    assert other.exit_code == Exit.KEPT
    assert "other-file-there" in other.stderr
    assert SEAL.read_bytes() == before
    names = {path.name for path in Path("output").iterdir()} - {".lembar"}
    assert names == {"kerja-sama", "kerja-sama.seal", "manifest.json"}
    forced = run("seal", "--force")
    assert forced.exit_code == 0
    assert "kept-aside" in forced.stderr
    assert Path("output/kerja-sama.seal.bak").read_bytes() == before


def test_the_key_comes_out_when_all_else_is_gone(sealed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = str(row("worksheet_b.pdf")["code"])
    key = Path("output", str(row("answer-key_b.pdf")["path"])).read_bytes()
    away = tmp_path / "years" / "later"
    away.mkdir(parents=True)
    SEAL.rename(away / "ix-a.seal")
    for name in ("sources", "output", "lembar.yaml", "class.csv"):
        shutil.rmtree(name) if Path(name).is_dir() else Path(name).unlink()
    monkeypatch.chdir(away)
    monkeypatch.setattr(gathering, "gathered", None)
    result = run("key", "--from", "ix-a.seal", code)
    assert (result.exit_code, result.stdout) == (0, "kerja-sama_answer-key_b.pdf\n")
    assert f"to sheet {code}" in result.stderr
    assert Path("kerja-sama_answer-key_b.pdf").read_bytes() == key
    assert run("key", "--from", "ix-a.seal", code).exit_code == 0
    assert sorted(path.name for path in Path().iterdir()) == ["ix-a.seal", "kerja-sama_answer-key_b.pdf"]


def test_a_copy_leads_to_the_key_of_its_class(sealed: Path) -> None:
    for group, whose in (("ix-a", "Budi Santoso"), ("ix-b", "Dewi")):
        copy = next(one for one in row(f"{group}_worksheet.pdf")["copies"] if one["name"] == whose)  # type: ignore[attr-defined]
        for typed in (
            copy["code"],
            copy["sheet"] + copy["code"],
            f"{copy['sheet']} {copy['code'][:4]}-{copy['code'][4:]}".lower(),
        ):
            result = run("key", "--from", str(SEAL), typed, "--output", "mark")
            assert result.exit_code == 0, result.stderr
            assert Path(result.stdout.strip()).name == f"{group}_answer-key.pdf"
            assert whose in result.stderr
            assert f"to sheet {copy['sheet']}" in result.stderr
        made = Path("mark", f"{group}_answer-key.pdf").read_bytes()
        assert made == Path(f"output/kerja-sama/packs/teacher/{group}_answer-key.pdf").read_bytes()


def test_a_key_is_never_written_over_another_file(sealed: Path) -> None:
    code, mine = str(row("worksheet_a.pdf")["code"]), Path("kerja-sama_answer-key_a.pdf")
    mine.write_bytes(b"my own")
    result = run("key", "--from", str(SEAL), code)
    assert result.exit_code == Exit.KEPT
    assert "other-file-there" in result.stderr
    assert mine.read_bytes() == b"my own"
    assert run("key", "--from", str(SEAL), code, "--force").exit_code == 0
    assert mine.with_name(f"{mine.name}.bak").read_bytes() == b"my own"


@pytest.mark.parametrize("typed", ["2BWG-5UV9", "2bwg 5uv9", "2BWG\u20115UV9", " 2BWG5UV9 ", "2bwg_5uv9"])
def test_a_code_may_be_typed_as_people_type(typed: str) -> None:
    assert read(typed) == ("", "2BWG5UV9")


@pytest.mark.parametrize("code", ["", "ABC", "2BWG5UV8", "0BWG5UV9", "2BWG5UV9X", "RQPBWM2BWG5UV8", "☂☂☂☂☂☂"])
def test_a_misread_code_is_told(sealed: Path, code: str) -> None:
    result = run("key", "--from", str(SEAL), code)
    assert result.exit_code == Exit.USAGE
    assert "error[misread-code]" in result.stderr


def test_a_sheet_without_a_key_of_its_own_has_that_of_a_table() -> None:
    def made(kind: str, code: str, *covers: str) -> Document:
        return Document(f"t/{kind}.pdf", kind, "teacher", "t", "id", "mixed", "", code, "", "", covers, (), 1, 1)

    table, own = made("answer-keys", "T", "A", "B"), made("answer-key", "A")
    assert keys([table, own], "A") == (own,)
    assert keys([table, own], "B") == (table,)
    assert keys([made("cover-sheet", "C", "A", "B"), own], "B") == ()


def test_every_single_slip_in_a_code_is_seen() -> None:
    for code in (checked(123456789, 5), checked(987654321012, 7)):
        for place in range(len(code)):
            for sign in ALPHABET:
                slip = code[:place] + sign + code[place + 1 :]
                if slip != code:
                    with pytest.raises(Failed):
                        read(slip)
            swapped = code[:place] + code[place : place + 2][::-1] + code[place + 2 :]
            if swapped != code:
                with pytest.raises(Failed):
                    read(swapped)


def test_codes_that_do_not_belong_together_or_are_not_there(sealed: Path) -> None:
    copies = row("ix-a_worksheet.pdf")["copies"]
    one, other = copies  # type: ignore[misc]
    mixed = run("key", "--from", str(SEAL), other["sheet"] + one["code"])
    assert (mixed.exit_code, "misread-code" in mixed.stderr) == (Exit.USAGE, True)
    unknown = run("key", "--from", str(SEAL), checked(1, 7))
    assert (unknown.exit_code, "code-not-sealed" in unknown.stderr) == (1, True)
    assert not list(Path().glob("*.pdf"))


def test_a_sheet_whose_key_was_not_built_is_told(here: Path) -> None:
    run("build", "--kind", "worksheet", "--kind", "handout")
    assert run("seal").exit_code == 0
    for name, kind in (("worksheet_a.pdf", "worksheet"), ("handout.pdf", "handout")):
        result = run("key", "--from", str(SEAL), str(row(name)["code"]))
        assert (result.exit_code, f"[no-key-sealed]: {SEAL} holds the {kind} with" in result.stderr) == (1, True)


def test_a_blueprint_and_a_ledger_are_sealed_and_a_ledger_may_change(here: Path) -> None:
    Path("kisi.yaml").write_text("title: Ulangan\nsections: [{type: multiple-choice, count: 3}]\n", encoding="utf-8")
    Path("had.yaml").write_text("kerja-sama: [pg-1]\n", encoding="utf-8")
    assert run("build", "--kind", "exam", "--blueprint", "kisi.yaml", "--avoid", "had.yaml").exit_code == 0
    assert run("seal").exit_code == 0
    with Seal(SEAL) as seal:
        assert {"settings/blueprint/kisi.yaml", "settings/ledger/had.yaml", "settings/settings/lembar.yaml"} <= set(seal.sums)
    assert run("ledger", "add", "had.yaml").exit_code == 0
    again = run("seal", "--output", "later.seal")
    assert (again.exit_code, "left-unsealed" in again.stderr) == (0, False)
    with Seal(Path("later.seal")) as seal:
        assert "settings/ledger/had.yaml" not in seal.sums


def test_an_exam_has_its_key_in_its_scoring_guide(here: Path) -> None:
    run("build", "--kind", "exam", "--kind", "scoring-guide", "--kind", "answer-sheet", "--kind", "blueprint-table")
    assert run("seal").exit_code == 0
    result = run("key", "--from", str(SEAL), str(row("exam_b.pdf")["code"]))
    assert result.stdout == "kerja-sama_scoring-guide_b.pdf\n"
    assert set(KEYS) == set(SHEET_OF)


@pytest.mark.parametrize(
    ("harm", "code"),
    [
        (lambda: Path("output/kerja-sama/id/mixed/kerja-sama_handout.pdf").write_bytes(b"%PDF"), "altered-output"),
        (lambda: Path("output/kerja-sama/id/mixed/kerja-sama_handout.pdf").unlink(), "missing-output"),
        (lambda: Path("sources/kerja-sama.yaml").write_bytes(topic_file()), "changed-before-seal"),
        (lambda: Path("sources/kerja-sama.yaml").unlink(), "missing-source"),
        (lambda: Path("sources/pictures/peta.svg").write_bytes(PICTURE + b" "), "changed-before-seal"),
        (lambda: Path("output/manifest.json").write_bytes(b"{}"), "bad-manifest"),
    ],
)
def test_what_is_not_whole_is_not_sealed(sealed: Path, harm: object, code: str) -> None:
    SEAL.unlink()
    harm()  # type: ignore[operator]
    result = run("seal")
    assert result.exit_code == Exit.FINDINGS
    assert f"error[{code}]" in result.stderr
    assert not SEAL.exists()


def test_another_layout_level_or_roster_is_left_out_with_a_warning(here: Path) -> None:
    Path("layouts/mine").mkdir(parents=True)
    Path("layouts/mine/layout.yaml").write_text("extends: lkpd\n", encoding="utf-8")
    assert run("build", "--layout", "mine", "--roster", "class.csv", "--kind", "worksheet").exit_code == 0
    assert run("seal").stderr.count("left-unsealed") == 0
    with Seal(SEAL) as seal:
        assert "layouts/project/mine/layout.yaml" in seal.sums
    Path("layouts/mine/layout.yaml").write_text("extends: lkpd\nsizes: {body: 12}\n", encoding="utf-8")
    Path("class.csv").write_text(ROSTER + "\n", encoding="utf-8")
    Path("lembar.yaml").write_text("variants: 2\nlevels: {mixed: {pitch: 9}}\n", encoding="utf-8")
    result = run("seal", "--output", "other.seal", "--format", "concise")
    assert result.exit_code == 0
    for what in ("class.csv", "lembar.yaml", "the layout `mine`", "the level `mixed`"):
        assert sum("left-unsealed" in line and what in line for line in result.stderr.splitlines()) == 1, what
    with Seal(Path("other.seal")) as seal:
        assert not any(name.startswith("settings/") or "/mine/" in name for name in seal.sums)


def test_only_some_topics_and_a_name_for_several(here: Path) -> None:
    Path("sources/lain.yaml").write_bytes(topic_file().replace(b"name: kerja-sama\n", b"name: lain\n"))
    run("build", "--output", "Kelas IX")
    assert run("seal", "Kelas IX").stdout == f"{Path('Kelas IX/kelas-ix.seal')}\n"
    assert run("seal", "Kelas IX", "--topic", "lain").stdout == f"{Path('Kelas IX/lain.seal')}\n"
    with Seal(Path("Kelas IX/lain.seal")) as seal:
        assert not any("kerja-sama/" in name for name in seal.sums)
    assert run("seal", "Kelas IX", "--topic", "lian").exit_code == Exit.USAGE
    assert run("seal", "nowhere").exit_code == Exit.USAGE


def test_a_seal_is_neither_an_output_nor_a_topic(sealed: Path) -> None:
    before = SEAL.read_bytes()
    assert run("verify").exit_code == 0
    assert run("check", "output").exit_code == Exit.USAGE
    assert run("build", "--force").exit_code == 0
    assert SEAL.read_bytes() == before
    assert not any("seal" in str(one["path"]) for one in rows())


def test_a_build_says_that_it_replaced_sealed_sheets(sealed: Path) -> None:
    assert "replaced-sealed" not in run("build").stderr
    result = run("build", "--seed", "3")
    assert result.exit_code == 0
    assert result.stderr.count("note[replaced-sealed]: 5 of the sheets and keys") == 1
    assert "replaced-sealed" not in run("build", "--seed", "5").stderr


def test_a_course_is_sealed_with_its_topics(here: Path) -> None:
    Path("sources/kursus.yaml").write_text("title: Kursus\nlanguage: id\ntopics: [kerja-sama]\n", encoding="utf-8")
    assert run("build", "kursus", "--bundle").exit_code == 0
    assert run("seal").stdout == f"{Path('output/kursus.seal')}\n"
    with Seal(Path("output/kursus.seal")) as seal:
        assert {"sources/kursus.yaml", "sources/kerja-sama.yaml"} <= set(seal.sums)
        assert "sources/pictures/peta.svg" in seal.sums
    book = next(one for one in rows() if "workbook" in str(one["kind"]) and "_a" in str(one["path"]))
    result = run("key", "--from", "output/kursus.seal", str(book["chapters"][0]["code"]))  # type: ignore[index]
    assert result.exit_code == 0, result.stderr
    assert "pages " in result.stderr or "page " in result.stderr


def test_names_in_a_seal_serve_every_system() -> None:
    assert stored("a", "b/../c?.svg") == "a/b/c%3F.svg"
    assert stored("a", "/x\\y:z") == "a/x%5Cy%3Az"
    assert len(stored("a", "y" * 300)) < 100


def test_memory_stays_flat(tmp_path: Path) -> None:
    big = tmp_path / "big.pdf"
    with big.open("wb") as file:
        for _ in range(48):
            file.write(bytes(1 << 20))
    tracemalloc.start()
    with (tmp_path / "big.seal").open("wb") as file:
        write(file, [Member("outputs/big.pdf", big)])
    with Seal(tmp_path / "big.seal") as seal:
        assert sum(len(block) for block in seal.blocks("outputs/big.pdf")) == 48 << 20
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8 << 20


def test_limits_hold_for_making_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_FILES", 2)
    with (tmp_path / "x").open("wb") as file, pytest.raises(Failed, match="seal-too-large"):
        write(file, [Member(name, b"") for name in "abc"])
    monkeypatch.setattr(archive, "MAX_BYTES", 1000)
    with (tmp_path / "x").open("wb") as file, pytest.raises(Failed, match="seal-too-large"):
        write(file, [Member("a", bytes(1001))])


def test_a_file_that_changes_while_it_is_sealed_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"now")
    with (tmp_path / "x").open("wb") as file, pytest.raises(Failed, match="altered-output"):
        write(file, [Member("a.pdf", tmp_path / "a.pdf", hashlib.sha256(b"before").hexdigest())])
