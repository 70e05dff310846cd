"""The command: what it prints where, its exit codes, and that nothing of a folder or of the environment is run or obeyed."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import get_type_hints

import pytest
from click.testing import CliRunner, Result
from finished import topic

from generator.build import settings
from generator.build.verify.opening import read
from generator.cli.group import lembar
from generator.diagnostics import Exit
from generator.model.school import School
from generator.write import OutputFolder

ROOT = Path(__file__).resolve().parents[1]
START = f"import sys; sys.path[:0] = ['', {str(ROOT)!r}]; from generator.cli import main; main()"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write("sources/kerja-sama.yaml", topic())
    return tmp_path


def write(path: str, data: bytes | str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))


def run(*words: str) -> Result:
    result = CliRunner().invoke(lembar, words, catch_exceptions=False)
    assert "Traceback" not in result.output
    return result


def command(*words: str, **more: object) -> subprocess.CompletedProcess[str]:
    result = subprocess.run(
        [sys.executable, "-c", START, *words], capture_output=True, text=True, encoding="utf-8", check=False, **more
    )  # type: ignore[call-overload]
    assert "Traceback" not in result.stderr
    return result


def outputs() -> dict[str, bytes]:
    return {path.as_posix(): path.read_bytes() for path in sorted(Path("output").rglob("*")) if path.is_file()}


def test_alone_it_says_what_to_do_first() -> None:
    result = run()
    assert result.exit_code == 0
    assert "lembar build TOPIC" in result.stdout


def test_build_prints_paths_in_order_and_a_line_for_each_pdf(here: Path) -> None:
    result = run("build", "kerja-sama", "--variants", "2")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        str(Path("output/kerja-sama/id/mixed") / name)
        for name in (
            "kerja-sama_handout.pdf",
            "kerja-sama_worksheet_a.pdf",
            "kerja-sama_worksheet_b.pdf",
            "teacher/kerja-sama_answer-key_a.pdf",
            "teacher/kerja-sama_answer-key_b.pdf",
            "teacher/kerja-sama_answer-keys.pdf",
        )
    ]
    assert all(Path(line).read_bytes().startswith(b"%PDF") for line in result.stdout.splitlines())
    lines = result.stderr.splitlines()
    assert lines[6:] == [
        "2 hints: lembar check kerja-sama",
        "8 pages: 6 sheets of A4 printed on both sides",
        "to copy for pupils: 5 pages, 3 sheets",
        "for the teacher: 3 pages, 3 sheets",
    ]
    assert re.fullmatch(r"kerja-sama_worksheet_a.pdf: 2 pages, 14 items, 20 points", lines[1])


def test_a_term_list_is_built_where_it_is_asked_for(here: Path) -> None:
    file = Path("sources/kerja-sama.yaml")
    told = run("build", "--kind", "term-list")
    assert told.exit_code == 1
    assert "error[nothing-for-kind]" in told.stderr
    file.write_bytes(file.read_bytes().replace(b"handout:", b"terms: [{name: a, term: impor, meaning: beli}]\nhandout:", 1))
    assert run("build", "--kind", "term-list", "--variants", "2").stdout.splitlines() == [
        str(Path("output/kerja-sama/id/mixed/kerja-sama_term-list.pdf"))
    ]
    assert "term-list" not in run("build", "--output", "other").stdout


def test_manifest_lists_what_was_built(here: Path) -> None:
    run("build", "kerja-sama")
    rows = json.loads(Path("output/manifest.json").read_text(encoding="utf-8"))["outputs"]
    assert [row["kind"] for row in rows] == ["handout", "worksheet", "answer-key"]
    for row in rows:
        assert row["sha256"] == hashlib.sha256((Path("output") / row["path"]).read_bytes()).hexdigest()
        assert row["inputs"]["topic"] == hashlib.sha256(Path("sources/kerja-sama.yaml").read_bytes()).hexdigest()
        assert row["source"] == "../sources/kerja-sama.yaml"
    assert rows[1]["code"] == rows[2]["code"] != rows[0]["code"]
    assert rows[1]["items"] == rows[2]["items"]
    assert {entry["name"]: entry["group"] for entry in rows[1]["items"]}["dalam"] == "bacaan"
    drawn = {entry["name"]: entry["draw"] for entry in rows[1]["items"]}
    assert sorted(drawn["pg-1"]["choices"]) == [0, 1, 2, 3]


def test_the_second_build_finds_everything_up_to_date(here: Path) -> None:
    first = run("build")
    before = outputs()
    stamps = [path.stat().st_mtime_ns for path in sorted(Path("output").rglob("*.pdf"))]
    again = run("build")
    assert again.stdout == first.stdout
    assert again.stderr.count("(up to date)") == 3
    assert outputs() == before
    assert [path.stat().st_mtime_ns for path in sorted(Path("output").rglob("*.pdf"))] == stamps


def test_the_report_of_check_has_a_table_of_passages_and_one_of_objectives(here: Path) -> None:
    write(
        "sources/report.yaml",
        "format: 1\nlanguage: id\ntitle: Sengketa\ngrade: 9\nhandout:\n  - text: Negara berunding. Mereka sepakat.\n"
        "objectives:\n  - {name: tp1, text: Menjelaskan sengketa}\n  - {name: tp2, text: Menilai sengketa}\nitems:\n"
        "  - {name: a, type: true-false, stem: 'Sengketa itu baik.', answer: false, objective: tp1, difficulty: hard}\n"
        "  - {name: b, type: true-false, stem: 'Sengketa itu buruk.', answer: true}\n",
    )
    plain = run("check", "report", "--report").stdout.splitlines()
    (handout,) = [" ".join(line.split()) for line in plain if line.startswith("  handout")]
    assert handout == "handout id medium 4 50.0 180.0 180.0 at least 7.5 and at most 160 too short to judge"
    assert [line.split() for line in plain if re.match("  (tp|.none)", line)] == [
        ["tp1", "true-false", "0", "0", "1", "1"], ["tp1", "all", "types", "0", "0", "1", "1"],
        ["tp2", "all", "types", "0", "0", "0", "0"],
        ["(none)", "true-false", "0", "1", "0", "1"], ["(none)", "all", "types", "0", "1", "0", "1"],
    ]  # fmt: skip
    rows = [json.loads(line) for line in run("check", "report", "--report", "--format", "json").stdout.splitlines()]
    assert [row["code"] for row in rows if "code" in row] == ["objective-without-items"]
    assert [row["total"] for row in rows if row.get("report") == "coverage"] == [1, 1, 0, 1, 1]
    assert [row["words"] for row in rows if row.get("report") == "readability"] == [4]


def test_check_tells_dates_of_review_by_the_day_it_is_run(here: Path) -> None:
    text = "format: 1\nlanguage: id\ntitle: A\nhandout:\n  - {{text: Sebelas anggota., review_by: {}}}\n"
    write("sources/passed.yaml", text.format(2020))
    write("sources/far.yaml", text.format(2999))
    assert "warning[review-passed]" in run("check", "passed").stdout
    assert run("check", "passed", "--strict").exit_code == Exit.FINDINGS
    assert (run("check", "far", "--strict").stdout, run("check", "passed").exit_code) == ("", 0)


NEGATIVE = (
    "format: 1\nlanguage: id\ntitle: Laut\nitems:\n  - {{name: a, type: multiple-choice, stem: 'Yang {} laut adalah ....'{},\
 choices: [{{text: Bali, key: true}}, Banda, Jawa]}}\n"
)


def test_a_build_only_counts_what_judging_finds_and_check_tells_it(here: Path) -> None:
    write("sources/laut.yaml", NEGATIVE.format("bukan", ""))
    built = run("build", "laut")
    assert (built.exit_code, len(built.stdout.splitlines())) == (0, 2)
    assert built.stderr.count("lembar check") == 1
    assert "1 warning: lembar check laut" in built.stderr.splitlines()
    assert "warning[unmarked-negative]" in run("check", "laut").stdout
    assert "lembar check" not in run("build", "laut", "--format", "json").stderr
    write("sources/laut.yaml", NEGATIVE.format("bukan", ", allow: {unmarked-negative: so it stands in the law}"))
    assert "lembar check" not in run("build", "laut").stderr
    write("elsewhere/danau.yaml", NEGATIVE.format("tidak termasuk", ""))
    assert "1 warning: lembar check elsewhere/danau.yaml" in run("build", "elsewhere/danau.yaml").stderr


def test_what_judging_finds_is_remembered_until_the_file_changes(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.build.caching.kept.cache_folder", lambda: here / "cache")
    write("sources/laut.yaml", NEGATIVE.format("bukan", ""))
    first = run("check", "laut").stdout
    assert "sources/laut.yaml:5:" in first
    (kept,) = (here / "cache" / "judged").iterdir()
    monkeypatch.setattr("generator.judge.judge", lambda subject: ())
    assert run("check", "laut").stdout == first
    assert "1 warning: lembar check laut" in run("build", "laut").stderr
    assert list((here / "cache" / "judged").iterdir()) == [kept]
    write("sources/laut.yaml", NEGATIVE.format("**bukan**", ""))
    assert run("check", "laut").stdout == ""
    monkeypatch.setattr("generator.build.judging.rules", lambda: "others")
    write("sources/laut.yaml", NEGATIVE.format("bukan", ""))
    assert run("check", "laut").stdout == ""


def test_a_strict_build_is_stopped_by_what_judging_warns_of(here: Path) -> None:
    write("sources/laut.yaml", NEGATIVE.format("bukan", ""))
    built = run("build", "laut", "--strict", "--language", "id", "--difficulty", "all", "--jobs", "3")
    assert (built.exit_code, built.stdout) == (1, "")
    assert built.stderr.count("warning[unmarked-negative]") == 1
    write("sources/laut.yaml", NEGATIVE.format("**bukan**", ""))
    assert run("build", "laut", "--strict", "--jobs", "3").exit_code == 0


def test_a_topic_with_errors_gives_no_file_and_the_others_are_built(here: Path) -> None:
    write(
        "sources/wrong.yaml",
        topic().replace(b"name: kerja-sama", b"name: wrong").replace(b"format: 1\n", b"format: 1\npoitns: 3\n"),
    )
    result = run("build", "--format", "concise")
    assert result.exit_code == 1
    assert re.search(r"^sources/wrong.yaml:2:1: error\[unknown-field\]: ", result.stderr, re.MULTILINE)
    assert len(result.stdout.splitlines()) == 3
    assert not Path("output/wrong").exists()


def test_check_prints_findings_to_stdout_and_builds_nothing(here: Path) -> None:
    assert run("check").exit_code == 0
    write("sources/wrong.yaml", "format: 1\nlanguage: id\ntitle: x\nitems:\n  - {name: a, type: esay}\n")
    result = run("check", "--format", "json")
    assert result.exit_code == 1
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert {"file", "line", "column", "end_line", "end_column", "help", "severity", "code", "message"} == set(found[0])
    assert any(one["file"] == "sources/wrong.yaml" and one["line"] == 5 for one in found)
    assert not Path("output").exists()


def test_json_findings_are_alone_on_their_stream(here: Path) -> None:
    result = run("build", "--kind", "worksheet", "--items", "30", "--format", "json")
    assert result.exit_code == 0
    assert [json.loads(line)["severity"] for line in result.stderr.splitlines()].count("warning") > 0


def test_strict_makes_warnings_count(here: Path) -> None:
    arguments = ("build", "--kind", "worksheet", "--items", "30")
    relaxed = run(*arguments)
    assert relaxed.exit_code == 0
    assert "warning[" in relaxed.stderr
    shutil.rmtree("output")
    strict = run(*arguments, "--strict")
    assert strict.exit_code == 1
    assert not Path("output").exists()


def test_a_default_kind_is_skipped_one_asked_for_is_an_error(here: Path) -> None:
    write("sources/kerja-sama.yaml", topic().partition(b"items:")[0])
    default = run("build")
    assert default.exit_code == 0
    assert len(default.stdout.splitlines()) == 1
    assert "note[skipped-kind]" in default.stderr
    asked = run("build", "--kind", "worksheet")
    assert asked.exit_code == 1
    assert "error[nothing-for-kind]" in asked.stderr


def test_a_language_that_is_not_offered(here: Path) -> None:
    result = run("build", "--language", "en")
    assert result.exit_code == 1
    assert "error[language-not-offered]" in result.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("build", "kerjasama"),
        ("build", "--kind", "worksheets"),
        ("build", "--items", "many"),
        ("build", "--nonsense"),
        ("buidl",),
        ("list", "colours"),
        ("new", "topic", "Kerja Sama"),
        ("verify", "nowhere"),
    ],
)
def test_wrong_usage_exits_2(here: Path, words: tuple[str, ...]) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("build", "--kind", "worksheets"), "unknown-choice", "did you mean `worksheet`?"),
        (("build", "--paper", "a3"), "unknown-choice", "`a4`, `f4`"),
        (("build", "--items", "0"), "bad-number", "a number from 1 to 2000, not `0`"),
        (("build", "--variants", "1"), "bad-number", "--variants"),
        (("new", "topic", "Kerja Sama"), "bad-topic-name", "`lembar new topic kerja-sama`"),
        (("verify", "nowhere"), "no-manifest", "nowhere"),
        (("build", "sources/empty"), "no-topics", "sources/empty"),
        (("check", "nofile.yaml"), "unknown-topic", "`lembar list topics`"),
    ],
)
def test_wrong_usage_says_what_is_wrong(here: Path, words: tuple[str, ...], code: str, told: str) -> None:
    Path("sources/empty").mkdir()
    result = run(*words)
    assert result.exit_code == 2
    assert f"error[{code}]: " in result.stderr
    assert told in result.stderr


@pytest.mark.parametrize(
    ("word", "told"),
    [("bild", "did you mean `build`?"), ("kerja-sama", "`lembar build TOPIC`"), ("a\x1b[2J", "`a\\x1b[2J`")],
)
def test_a_word_that_is_no_command_is_answered_with_one(word: str, told: str) -> None:
    result = command(word)
    assert result.returncode == 2
    assert told in result.stderr
    assert "\x1b" not in result.stderr


@pytest.mark.parametrize("topics", ["topics:", "topics: []", "topics: {a: b}"])
def test_a_course_without_topics(here: Path, topics: str) -> None:
    write("sources/kelas.yaml", "title: Kelas IX\nlanguage: id\ntopics: [kerja-sama]\n")
    assert len(run("build", "kelas").stdout.splitlines()) == 3
    write("sources/kelas.yaml", f"title: Kelas IX\nlanguage: id\n{topics}\n")
    result = run("build", "kelas")
    assert result.exit_code == 1
    assert "error[no-course-topics]" in result.stderr
    assert result.stdout == ""


def test_a_wrong_name_is_answered_with_the_nearest(here: Path) -> None:
    assert "did you mean `kerja-sama`?" in run("build", "kerjasama").stderr


def test_a_changed_output_exits_4_and_force_keeps_it(here: Path) -> None:
    run("build")
    target = Path("output/kerja-sama/id/mixed/kerja-sama_handout.pdf")
    target.write_bytes(b"notes")
    kept = run("build", "--seed", "2")
    assert kept.exit_code == 4
    assert "error[changed-output]" in kept.stderr
    assert target.read_bytes() == b"notes"
    assert len(kept.stdout.splitlines()) == 2
    assert run("build", "--force").exit_code == 0
    assert target.with_name(target.name + ".bak").read_bytes() == b"notes"


def test_a_folder_in_use_exits_5(here: Path) -> None:
    with OutputFolder(Path("output")):
        result = run("build")
    assert result.exit_code == 5
    assert "error[in-use]" in result.stderr


def test_a_folder_that_cannot_be_written_exits_6(here: Path) -> None:
    write("output", "a file where the folder should be")
    result = run("build")
    assert result.exit_code == 6
    assert "output" in result.stderr


def test_settings_serve_every_command(here: Path) -> None:
    write("lembar.yaml", "output: pdf\nkind: handout\npaper: f4\nschool: {name: SMP Negeri 1 Melati}\n")
    result = run("build")
    assert result.stdout.splitlines() == [str(Path("pdf/kerja-sama/id/mixed/kerja-sama_handout.pdf"))]
    assert json.loads(Path("pdf/manifest.json").read_text(encoding="utf-8"))["outputs"][0]["paper"] == "f4"
    assert run("verify").exit_code == 0
    write("lembar.yaml", "papr: f4\n")
    wrong = run("build")
    assert wrong.exit_code == 1
    assert "lembar.yaml:1:1" in wrong.stderr
    assert "did you mean `paper`?" in wrong.stderr


TAUGHT = """\
format: 1
name: kerja-sama
language: id
title: Kerja Sama
grade: 9
items:
  - {name: bagan, type: organiser, shape: t-chart, cognitive: C2, fields: [{text: Manfaat, entries: [pasar]}, {text: Tantangan}]}
  - {name: tugas, type: essay, stem: "Jelaskan arti kerja sama.", model: "Bekerja bersama.", cognitive: C2, points: 2}
"""


@pytest.mark.parametrize(
    ("curriculum", "title", "activity", "learners"),
    [
        ("merdeka", "LEMBAR KERJA PESERTA DIDIK (LKPD)", "Ayo Memahami", "Jawaban peserta didik beragam."),
        ("k13", "LEMBAR KERJA PESERTA DIDIK (LKPD)", "Ayo Mengamati", "Jawaban siswa beragam."),
        ("merdeka-pm", "LEMBAR KERJA MURID (LKM)", "Ayo Memahami", "Jawaban murid beragam."),
    ],
)
def test_a_curriculum_has_its_words_on_every_sheet(here: Path, curriculum: str, title: str, activity: str, learners: str) -> None:
    write("sources/kerja-sama.yaml", TAUGHT)
    write("lembar.yaml", f"curriculum: {curriculum}\n")
    built = run("build")
    assert built.exit_code == 0, built.stderr
    pages = {Path(line).stem[11:]: read(Path(line).read_bytes(), line) for line in built.stdout.splitlines()}
    assert pages["worksheet"].find(title) is not None
    assert pages["worksheet"].find(activity) is not None
    assert pages["answer-key"].find(learners) is not None
    rows = json.loads(Path("output/manifest.json").read_text(encoding="utf-8"))["outputs"]
    assert {row["curriculum"] for row in rows} == {curriculum}
    verified = run("verify")
    assert (verified.exit_code, verified.stdout) == (0, "")


def test_curricula_of_one_topic_lie_side_by_side(here: Path) -> None:
    run("build", "--kind", "worksheet")
    key = run("build", "--kind", "answer-key", "--curriculum", "k13")
    assert key.exit_code == 0, key.stderr
    rows = json.loads(Path("output/manifest.json").read_text(encoding="utf-8"))["outputs"]
    assert [(row["kind"], row["curriculum"]) for row in rows] == [("worksheet", "merdeka"), ("answer-key", "k13")]
    assert rows[0]["code"] == rows[1]["code"]
    verified = run("verify")
    assert (verified.exit_code, verified.stdout) == (0, "")


def test_verify_reads_back_what_was_built(here: Path) -> None:
    run("build", "--variants", "2")
    good = run("verify")
    assert (good.exit_code, good.stdout) == (0, "")
    assert "6 files read back" in good.stderr
    write("sources/kerja-sama.yaml", topic(keys=1))
    stale = run("verify")
    assert stale.exit_code == 3
    assert set(re.findall(r"(\w+)\[([a-z-]+)\]: item `(.*?)`", stale.stdout)) == {
        ("error", "changed-item", f"pg-{number}") for number in range(1, 9)
    }
    Path("sources/kerja-sama.yaml").unlink()
    gone = run("verify")
    assert gone.exit_code == 3
    assert "error[missing-source]" in gone.stdout


def test_verify_says_that_a_language_is_gone(here: Path) -> None:
    two = topic().replace(b"language: id\n", b"language: id\nlanguages: [id, en]\n", 1)
    write("sources/kerja-sama.yaml", two)
    assert run("build", "--language", "en", "--kind", "handout").exit_code == 0
    assert run("verify").exit_code == 0
    write("sources/kerja-sama.yaml", topic())
    result = run("verify")
    assert result.exit_code == 3
    assert "error[missing-language]" in result.stdout


def test_verify_says_which_key_has_no_sheet(here: Path) -> None:
    run("build", "--kind", "answer-key")
    result = run("verify")
    assert result.exit_code == 0
    assert "warning[lone-key]" in result.stdout


def test_verify_names_files_that_are_missing_or_changed(here: Path) -> None:
    run("build")
    Path("output/kerja-sama/id/mixed/kerja-sama_handout.pdf").write_bytes(b"%PDF-1.7 nonsense")
    Path("output/kerja-sama/id/mixed/kerja-sama_worksheet.pdf").unlink()
    result = run("verify", "--format", "concise")
    assert result.exit_code == 3
    assert [re.sub(r".*\[(.*?)\].*", r"\1", line) for line in result.stdout.splitlines()] == [
        "altered-output", "missing-output", "unreadable-pdf", "lone-key",
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_new_topic_builds_as_it_stands(here: Path, language: str) -> None:
    made = run("new", "topic", "my-topic", "--language", language)
    assert (made.exit_code, made.stdout) == (0, "sources/my-topic.yaml\n")
    checked = run("check", "my-topic", "--strict")
    assert (checked.exit_code, checked.stdout) == (0, "")
    result = run("build", "my-topic", "--difficulty", "all", "--strict", "--variants", "2")
    assert result.exit_code == 0, result.stderr
    assert len(result.stdout.splitlines()) == 18
    text = Path("sources/my-topic.yaml").read_text(encoding="utf-8")
    for kind in ("multiple-choice", "true-false", "matching", "cloze", "essay", "group"):
        assert f"type: {kind}" in text


def test_new_never_overwrites(here: Path) -> None:
    result = run("new", "topic", "kerja-sama")
    assert result.exit_code == 4
    assert "error[exists-already]" in result.stderr
    assert Path("sources/kerja-sama.yaml").read_bytes() == topic()


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_new_school_is_printed_and_every_field_of_it_can_be_filled_in(here: Path, language: str) -> None:
    made = run("new", "school", "--language", language)
    assert (made.exit_code, made.stdout) == (0, "school.yaml\n")
    begun = settings.load("school.yaml").school
    assert begun == School(name={"id": "SMP Negeri 1 Contoh", "en": "Example School"}[language])
    built = run("build", "--school", "school.yaml", "--kind", "worksheet")
    assert built.exit_code == 0, built.stderr
    assert read(Path(built.stdout.strip()).read_bytes(), "school").find(begun.name) is not None
    text = Path("school.yaml").read_text(encoding="utf-8")
    filled = re.sub(r"^# (?=[a-z_]+: )", "", text, flags=re.MULTILINE)
    write("filled.yaml", filled)
    school = settings.load("filled.yaml").school
    assert all(getattr(school, name) for name in get_type_hints(School)), school
    assert school.principal is not None and school.teacher is not None


def test_a_new_school_never_overwrites(here: Path) -> None:
    write("school.yaml", "name: Ours\n")
    result = run("new", "school")
    assert result.exit_code == 4
    assert "error[exists-already]" in result.stderr
    assert Path("school.yaml").read_text(encoding="utf-8") == "name: Ours\n"


@pytest.mark.parametrize("what", ["topics", "layouts", "languages", "types", "kinds", "papers"])
def test_list(here: Path, what: str) -> None:
    result = run("list", what)
    assert result.exit_code == 0
    names = [line.split()[0] for line in result.stdout.splitlines()]
    known = {
        "topics": "kerja-sama", "layouts": "lkpd", "languages": "id", "types": "group", "kinds": "worksheet", "papers": "f4",
    }  # fmt: skip
    assert known[what] in names
    assert len(names) == len(set(names))


def test_layouts_are_listed_with_their_kinds_and_their_pictures(here: Path) -> None:
    write("layouts/mine/layout.yaml", "extends: lkpd\nkinds: {worksheet: {}}\n")
    lines = {line.split()[0]: line for line in run("list", "layouts").stdout.splitlines()}
    assert lines["mine"] == "mine    layouts/mine  for worksheet"
    assert "/layouts/lkpd  see preview.png  for handout, term-list, answer-key" in lines["lkpd"].replace(os.sep, "/")
    assert lines["plain"].endswith("see preview.png"), "the default for no kind"


def test_control_characters_of_a_topic_do_not_reach_the_terminal(here: Path) -> None:
    write("sources/a.yaml", 'format: 1\nlanguage: id\n"a\\x1b[2Jb": 1\ntitle: x\nlead: y\n')
    result = run("check", "a")
    assert "\x1b" not in result.output
    assert "\\x1b" in result.output


def test_an_unexpected_exception_is_one_line_and_70(here: Path) -> None:
    broken = START.replace("main()", "import generator.build.find as f; f.find = None; main()")
    result = subprocess.run(
        [sys.executable, "-c", broken, "build"], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert result.returncode == 70
    assert len(result.stderr.splitlines()) == 1
    assert "bug of lembar's" in result.stderr
    assert not Path("lembar-crash.txt").exists()
    environment = {**os.environ, "LEMBAR_DEBUG": "1"}
    subprocess.run([sys.executable, "-c", broken, "build"], capture_output=True, check=False, env=environment)
    assert "TypeError" in Path("lembar-crash.txt").read_text(encoding="utf-8")


def test_modules_in_the_current_folder_are_never_run(here: Path) -> None:
    for name in ("reportlab_settings", "local_reportlab_settings", "sitecustomize", "jinja2", "yaml", "pickle", "generator"):
        write(f"{name}.py", "open('pwned', 'w').close()\n")
    write("sources/second.yaml", topic().replace(b"name: kerja-sama", b"name: second"))
    started = START.replace("['', ", "[").replace("main()", "sys.path.insert(0, ''); main()")
    result = subprocess.run(
        [sys.executable, "-I", "-c", started, "build", "--jobs", "2"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode == 0, result.stderr
    assert not Path("pwned").exists()


def test_the_environment_changes_no_byte(here: Path) -> None:
    command("build", "--kind", "worksheet")
    before = outputs()
    shutil.rmtree("output")
    command("build", "--kind", "worksheet", env={**os.environ, "RL_useA85": "0", "RL_pageCompression": "0", "RL_invariant": "0"})
    assert outputs() == before


def test_the_users_home_changes_no_byte_and_is_not_run(here: Path) -> None:
    """Settings of ReportLab's at home are not obeyed; what is kept there from an earlier build changes nothing either."""
    command("build", "--kind", "worksheet")
    before = outputs()
    for name in (".reportlab_settings", ".reportlab_mods", "reportlab_mods.py", "local_reportlab_mods.py"):
        write(f"home/{name}", "open('pwned', 'w').close()\nuseA85 = 0\n")
    home = str(here / "home")
    elsewhere = {"HOME": home, "USERPROFILE": home, "LOCALAPPDATA": home, "XDG_CACHE_HOME": f"{home}/cache", "PYTHONPATH": home}
    for _ in ("first", "again"):
        shutil.rmtree("output")
        command("build", "--kind", "worksheet", env={**os.environ, **elsewhere})
        assert outputs() == before
    assert not Path("pwned").exists()


LIGHT = """
import sys
sys.path.insert(0, {root!r})
from generator.cli import run
run({words!r})
heavy = {{"reportlab", "jinja2", "PIL", "pypdfium2", "filelock", "multiprocessing"}}
print(sorted(heavy & set(sys.modules)))
"""


@pytest.mark.parametrize("words", [["check"], ["list", "topics"], ["new", "topic", "a"], ["new", "school"], ["--version"], []])
def test_a_command_imports_only_what_it_uses(here: Path, words: list[str]) -> None:
    script = LIGHT.format(root=str(ROOT), words=words)
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, encoding="utf-8", check=False)
    assert result.stdout.splitlines()[-1] == "[]", result.stderr


def test_a_reader_who_goes_away_is_no_error(here: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", START, "build"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )
    assert process.stdout is not None and process.stderr is not None
    process.stdout.close()
    errors = process.stderr.read()
    assert process.wait(timeout=60) == 0
    assert "Broken" not in errors and "Traceback" not in errors
    assert len(outputs()) == 4


@pytest.mark.skipif(os.name != "posix", reason="needs signals of POSIX")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_interrupted_it_leaves_whole_files_and_no_worker(here: Path, number: int, code: int, jobs: str) -> None:
    for i in range(40):
        write(f"sources/t-{i}.yaml", topic().replace(b"name: kerja-sama", f"name: t-{i}".encode()))
    process = subprocess.Popen(
        [sys.executable, "-c", START, "build", "--jobs", jobs, "--no-verify"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip
    assert process.stdout is not None
    process.stdout.readline()
    process.send_signal(number)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == code
    assert "Traceback" not in errors
    rows = json.loads(Path("output/manifest.json").read_text(encoding="utf-8"))["outputs"]
    there = {path for path in outputs() if path.endswith(".pdf")}
    assert there == {f"output/{row['path']}" for row in rows}
    assert all(hashlib.sha256(Path(f"output/{row['path']}").read_bytes()).hexdigest() == row["sha256"] for row in rows)
    assert not list(Path("output/.lembar").iterdir())
