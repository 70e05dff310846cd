"""Blueprints: their files read with every finding, sheets that hold exactly what they say, and the reasons why."""

from __future__ import annotations

import json
import pickle
import re
from decimal import Decimal
from pathlib import Path

import making
import pypdfium2
import pytest
from click.testing import CliRunner, Result
from test_cases import found, stated

from generator.build import blueprints, request, settings
from generator.check.blueprint import read
from generator.cli.group import lembar
from generator.diagnostics import Exit, Failed, Severity
from generator.diagnostics.codes import blueprints as codes
from generator.frozen import replace
from generator.model.blueprint import Blueprint
from generator.model.item import Group
from generator.model.text import said
from generator.model.topic import Objective
from generator.select import select
from generator.source import read_bytes

CASES = Path(__file__).parent / "cases" / "blueprints"
BAD = sorted((CASES / "bad").glob("*.yaml"))
UNFILLED = sorted((CASES / "unfilled").glob("*.yaml"))
TOPIC = "bilateral-regional-multilateral"
PAPER = """\
title: {id: "Sumatif Ganjil", en: "Autumn Test"}
sections:
  - title: {id: "Pilihlah", en: "Choose"}
    instruction: {id: "Pilih **satu** saja.", en: "Take **one** only."}
    type: multiple-choice
    difficulty: {easy: 2, hard: 1}
    points: 2
  - type: [true-false, matching]
    count: 3
    instruction: {id: "Kerjakan dengan teliti.", en: "Work with care."}
  - title: {id: "Uraikan", en: "Explain"}
    type: essay
    count: 2
    points: 7.5
"""


def loaded(text: str) -> Blueprint:
    made, findings = read(read_bytes(text.encode("utf-8"), "paper.yaml"))
    assert made is not None
    assert [one for one in findings if one.severity is Severity.ERROR] == []
    return made


def topic():
    essays = [("easy", "tp1"), ("medium", "tp1"), ("medium", "tp1"), ("hard", "tp2")]
    items = [making.essay(f"e{n}", difficulty=one, objective=(goal,), cognitive="C2") for n, (one, goal) in enumerate(essays)]
    items += [making.true_false(f"t{n}", difficulty="easy", objective=("tp2",)) for n in range(3)]
    goals = tuple(Objective(name=name, text=said(name)) for name in ("tp1", "tp2"))
    return replace(making.topic(*items), objectives=goals)


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_all_that_is_wrong_in_a_file_is_found_where_it_stands(path: Path) -> None:
    data = path.read_bytes()
    lines = data.decode("utf-8").split("\n")
    _, findings = read(read_bytes(data, path.name, partial=True))
    assert sorted(found(one, lines) for one in findings) == stated(lines)
    assert path.stem == "everything" or path.stem in {one.code for one in findings}


@pytest.mark.parametrize("path", UNFILLED, ids=lambda path: path.stem)
def test_what_cannot_be_filled_is_told_where_it_is_asked_for(path: Path) -> None:
    data = path.read_bytes()
    lines = data.decode("utf-8").split("\n")
    made, _ = read(read_bytes(data, path.name))
    selection = select(topic(), making.LEVELS["mixed"], blueprint=made)
    assert selection.plans == ()
    assert sorted(found(one, lines) for one in selection.findings if one.severity is Severity.ERROR) == stated(lines)


def test_every_code_of_blueprints_has_a_case() -> None:
    in_files = {"blueprint-empty", "blueprint-both", "blueprint-sum", "blueprint-two-counts", "unfilled-cell",
                "unknown-blueprint-objective"}  # fmt: skip
    text = "".join(path.read_text(encoding="utf-8") for path in (*BAD, *UNFILLED))
    assert all(f" {code}" in text for code in in_files)
    assert set(codes.CODES) == in_files | {"items-with-blueprint", "thin-section"}


@pytest.mark.parametrize(
    "data", [b"", b"# nothing\n", b"- a\n", b"x", b"title: [\n", b"\xff\xfe", b"sections: {a: {b: {c: 1}}}\n"]
)
def test_no_file_makes_it_fail(data: bytes) -> None:
    try:
        _, findings = read(read_bytes(data, "paper.yaml", partial=True))
    except Failed as failure:
        findings = failure.diagnostics
    assert findings
    assert all(one.span is not None for one in findings)


def told(text: str, **more) -> list[tuple[str, str]]:
    selection = select(topic(), making.LEVELS["mixed"], blueprint=loaded(text), **more)
    return [(one.message, one.help) for one in selection.findings if one.severity is Severity.ERROR]


def test_a_cell_says_what_it_wants_what_there_is_and_what_would_fill_it() -> None:
    [(message, remedy)] = told("sections: {type: essay, difficulty: {hard: 3}, objective: tp2, title: Esai}\n")
    assert message == (
        "`topic` lacks 2 items for section 1 `Esai`: 3 wanted of type essay, difficulty hard, objective tp2, there is 1"
    )
    assert remedy.startswith(
        "write 2 more of type essay, difficulty hard, objective tp2, or ask for 1; nearest come `e0` (easy, tp1)"
    )
    [(message, remedy)] = told("sections: {type: essay, count: 1, cognitive: C6}\n")
    assert message.endswith("1 wanted of type essay, cognitive C6, there are none")
    assert remedy == "write 1 more of type essay, cognitive C6, or ask for none; nearest come `e0` (C2), `e1` (C2), `e2` (C2) ..."


def test_a_cell_names_who_wants_its_items_too() -> None:
    [(message, _)] = told(
        "sections:\n  - {type: true-false, count: 3}\n  - {objective: tp2, count: 2, type: [essay, true-false]}\n"
    )
    assert message == (
        "`topic` lacks 1 item for section 2: 2 wanted of type essay or true-false, objective tp2, there are 4, "
        "but they are wanted elsewhere too: section 1 (type true-false)"
    )


def test_a_cell_names_what_flags_leave_out() -> None:
    [(_, remedy)] = told("sections: {type: true-false, count: 3}\n", avoid=("t1",), skip=("e0",))
    assert remedy.startswith("write 1 more of type true-false, or ask for 2; nearest come `e1` (essay), `e2` (essay), ")
    assert remedy.endswith("; --avoid leaves out `t1`")


def test_items_in_groups_that_do_not_fit_in_whole_are_told() -> None:
    pair = Group(name="g", stimulus=(), items=(making.true_false("a"), making.true_false("b")))
    made = making.topic(pair, making.true_false("c"))
    selection = select(made, making.LEVELS["mixed"], blueprint=loaded("sections: {type: true-false, count: 4}\n"))
    assert [one.code for one in selection.findings] == ["unfilled-cell"]
    selection = select(made, making.LEVELS["mixed"], blueprint=loaded("sections:\n  - {count: 2}\n  - {count: 1}\n"))
    assert [[one.name for one in part.items] for part in selection.plans[0].sections] == [["a", "b"], ["c"]]
    selection = select(made, making.LEVELS["mixed"], skip=("c",), blueprint=loaded("sections: {count: 1}\n"))
    assert "2 of them in groups that do not fit in whole" in selection.findings[-1].message


def test_texts_are_read_in_every_language_and_at_every_level() -> None:
    made = loaded(
        "title: {id: Ulangan, en: {easy: Quiz, hard: Exam}}\n"
        "sections:\n  - {count: 1, title: Soal, instruction: {id: 'Jawab $x^2$ dan *tulis*!'}}\n"
    )
    assert [str(made.title.text("en", level)) for level in ("easy", "medium", "hard")] == ["Quiz", "Quiz", "Exam"]
    assert str(made.title.text("id", "hard")) == "Ulangan"
    section = made.sections[0]
    assert (str(section.title.text("id", "easy")), str(section.title.text("en", "easy"))) == ("Soal", "Soal")
    assert section.instruction.text("en", "easy").paragraphs[0][1].maths
    assert [(one.code, one.span.line) for one in made.lacking(("id", "en"))] == [("missing-translation", 3)]  # type: ignore[union-attr]
    assert list(made.lacking(("id",))) == []
    assert pickle.loads(pickle.dumps(made)) == made


def test_a_section_says_what_its_items_are_worth() -> None:
    made = loaded("sections:\n  - {type: essay, count: 2, points: 7.5}\n  - {type: true-false, count: 2}\n")
    plan = select(topic(), making.LEVELS["mixed"], blueprint=made).plans[0]
    assert [[one.points for one in part.items] for part in plan.sections] == [[Decimal("7.5")] * 2, [None] * 2]
    plan = select(topic(), making.LEVELS["mixed"], blueprint=made, total=34).plans[0]
    assert [[one.points for one in part.items] for part in plan.sections] == [[15, 15], [2, 2]]


def test_a_section_far_from_the_mix_of_the_level_is_a_warning() -> None:
    def warned(text: str) -> list[str]:
        return [one.code for one in select(topic(), making.LEVELS["hard"], blueprint=loaded(text)).findings]

    assert warned("sections: {type: true-false, count: 3}\n") == ["thin-section"]
    assert warned("sections: {type: true-false, count: 3, difficulty: easy}\n") == []
    assert warned("sections: {type: essay, count: 3}\n") == []


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("paper.yaml").write_text(PAPER, encoding="utf-8")
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(lembar, list(words), catch_exceptions=False)


def build(*words: str) -> list[dict]:
    result = run("build", TOPIC, "--blueprint", "paper.yaml", *words)
    assert result.exit_code == 0, result.stderr
    rows = json.loads(Path("output/manifest.json").read_text(encoding="utf-8"))["outputs"]
    return [row for row in rows if "of" not in row]


def printed(row: dict) -> str:
    document = pypdfium2.PdfDocument(Path("output") / row["path"])
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


ALL = [word for kind in ("worksheet", "answer-key", "exam", "answer-sheet", "scoring-guide", "blueprint-table", "item-cards",
                         "cover-sheet") for word in ("--kind", kind)]  # fmt: skip


def test_every_document_of_a_build_says_what_the_blueprint_says(here: Path) -> None:
    rows = build(*ALL, "--language", "id", "--language", "en")
    assert len(rows) == 16
    by_kind = {(row["kind"], row["language"]): row for row in rows}
    for language, title, choose, one, care, explain in (
        ("id", "Sumatif Ganjil", "Pilihlah", "Pilih satu saja.", "Kerjakan dengan teliti.", "Uraikan"),
        ("en", "Autumn Test", "Choose", "Take one only.", "Work with care.", "Explain"),
    ):
        for kind in ("worksheet", "exam"):
            text = printed(by_kind[kind, language])
            places = [text.index(words) for words in (title, choose, one, care, explain)]
            assert places == sorted(places)
        for kind in ("answer-key", "scoring-guide", "blueprint-table", "answer-sheet"):
            assert title in printed(by_kind[kind, language]), kind
    assert "Sasaran" not in printed(by_kind["blueprint-table", "id"])
    assert {(len(row["items"]), row["points"]) for row in rows if row["items"]} == {(8, "27")}
    exam = by_kind["exam", "id"]
    assert [entry.get("worth") for entry in exam["items"]] == ["2"] * 3 + [None] * 3 + ["7.5"] * 2
    assert exam["asked"]["blueprint"] == "../paper.yaml"
    assert all(re.fullmatch("[0-9a-f]{64}", row["inputs"]["blueprint"]) for row in rows if row["items"])
    assert run("verify").exit_code == 0


def test_an_instruction_takes_the_place_of_that_of_one_type_and_stands_above_those_of_several(here: Path) -> None:
    [row] = build("--kind", "exam", "--language", "en")
    first, second = printed(row).split("True or False and Matching")
    assert "Take one only." in first
    assert "in front of the best answer" not in first
    assert "Work with care. Put a cross (X) on T for true or F for false." in second
    assert "Answer the following questions fully and clearly." in second


def test_a_section_without_a_title_has_the_names_of_its_types(here: Path) -> None:
    for kind in ("worksheet", "exam"):
        [row] = [one for one in build("--kind", kind) if one["kind"] == kind]
        assert "Benar–Salah dan Menjodohkan" in printed(row)


def test_versions_and_totals_go_with_it(here: Path) -> None:
    rows = build("--kind", "exam", "--kind", "scoring-guide", "--variants", "2", "--total", "50")
    assert {row["points"] for row in rows} == {"50"}
    held = [sorted(entry["name"] for entry in row["items"]) for row in rows if row["items"]]
    assert all(one == held[0] for one in held)
    assert run("verify").exit_code == 0


def test_levels_books_and_rosters_go_with_it(here: Path) -> None:
    assert len(build("--kind", "worksheet", "--difficulty", "all")) == 3
    Path("class.csv").write_text("name,level\nSari,easy\nBudi,\n", encoding="utf-8")
    build("--kind", "exam", "--kind", "scoring-guide", "--variants", "2", "--roster", "class.csv", "--output", "output")
    assert run("verify").exit_code == 0
    Path("paper.yaml").write_text("sections: {type: essay, count: 2, points: 3}\n", encoding="utf-8")
    result = run("build", "kerja-sama-internasional", "--bundle", "--kind", "worksheet", "--kind", "answer-key", "--blueprint",
                 "paper.yaml", "--output", "books")  # fmt: skip
    assert result.exit_code == 0, result.stderr
    rows = json.loads(Path("books/manifest.json").read_text(encoding="utf-8"))["outputs"]
    assert [len(chapter["items"]) for chapter in rows[0]["chapters"]] == [2] * len(rows[0]["chapters"])
    assert run("verify", "books").exit_code == 0


def test_explaining_a_sheet_tells_which_section_each_item_fills(here: Path) -> None:
    [row] = build("--kind", "exam")
    by_file = run("explain", f"output/{row['path']}").stdout
    assert run("explain", row["code"]).stdout == by_file
    assert "Items: 8, as the blueprint says, in 3 sections" in by_file
    assert (
        "Section 1, Pilihlah: 2 of type multiple-choice, difficulty easy; 1 of type multiple-choice, difficulty hard." in by_file
    )
    lines = re.findall(r"^ +\d+\. ([\w-]+) \(([\w-]+), (\w+)\): .*fills section (\d) \((.*?)\); its", by_file, re.MULTILINE)
    assert [line[0] for line in lines] == [entry["name"] for entry in row["items"]]
    assert [line[3] for line in lines] == list("11122233")
    assert all(difficulty in cell for _, _, difficulty, section, cell in lines if section == "1")
    assert "no section of the blueprint takes it" in by_file
    assert ", filled without it" in by_file
    ahead = run("explain", TOPIC, "--blueprint", "paper.yaml").stdout
    assert "fills section 3 (type essay)" in ahead
    Path("paper.yaml").write_text(PAPER.replace("count: 2", "count: 1"), encoding="utf-8")
    assert "can no longer be told" in run("explain", row["code"]).stdout


def test_a_title_alone_is_another_digest_but_the_same_sheet(here: Path) -> None:
    [before] = build("--kind", "exam")
    Path("paper.yaml").write_text(PAPER.replace("Sumatif Ganjil", "Ulangan"), encoding="utf-8")
    [after] = build("--kind", "exam")
    assert before["code"] == after["code"]
    assert before["inputs"]["blueprint"] != after["inputs"]["blueprint"]
    assert "Ulangan" in printed(after)


def test_a_number_of_items_is_as_the_flag(here: Path) -> None:
    Path("paper.yaml").write_text("items: 7\ntitle: Ulangan\n", encoding="utf-8")
    row, table = build("--kind", "exam", "--kind", "blueprint-table")
    assert "Sasaran" in printed(table)
    result = run("build", TOPIC, "--kind", "exam", "--items", "7", "--output", "other")
    assert result.exit_code == 0
    [other] = json.loads(Path("other/manifest.json").read_text(encoding="utf-8"))["outputs"]
    assert (row["items"], row["code"], row["asked"]["items"]) == (other["items"], other["code"], 7)
    assert "Ulangan" in printed(row)
    assert "Items: 7, as asked for" in run("explain", row["code"]).stdout


def test_a_blueprint_that_cannot_be_met_gives_no_file(here: Path) -> None:
    Path("paper.yaml").write_text("sections:\n  - {type: essay, count: 99}\n  - {type: numeric, count: 98}\n", encoding="utf-8")
    result = run("build", TOPIC, "--blueprint", "paper.yaml", "--kind", "exam", "--kind", "worksheet", "--format", "concise")
    assert result.exit_code == Exit.FINDINGS
    assert re.findall(r"^(paper.yaml:\d+:\d+): error\[([\w-]+)\]", result.stderr, re.MULTILINE) == [
        ("paper.yaml:2:19", "unfilled-cell"),
        ("paper.yaml:3:21", "unfilled-cell"),
    ]
    assert not list(Path("output").rglob("*.pdf"))


def test_wrong_usage_and_wrong_files_are_told_before_anything_is_built(here: Path) -> None:
    both = run("build", TOPIC, "--blueprint", "paper.yaml", "--items", "5")
    assert (both.exit_code, "items-with-blueprint" in both.stderr) == (Exit.USAGE, True)
    gone = run("build", TOPIC, "--blueprint", "gone.yaml")
    assert (gone.exit_code, "cannot-read" in gone.stderr) == (Exit.FINDINGS, True)
    Path("paper.yaml").write_text("sections: {type: esay, count: 3}\nitem: 3\n", encoding="utf-8")
    wrong = run("build", TOPIC, "--blueprint", "paper.yaml", "--format", "concise")
    assert wrong.exit_code == Exit.FINDINGS
    assert re.findall(r"error\[([\w-]+)\]", wrong.stderr) == ["not-one-of", "unknown-field"]
    Path("paper.yaml").write_text(
        "title: Ulangan \U0001f600\nsections: {count: 1, instruction: 'Hitung $\\foo$!'}\n", encoding="utf-8"
    )
    wrong = run("build", TOPIC, "--blueprint", "paper.yaml", "--format", "concise")
    assert re.findall(r"^(\S+): error\[([\w-]+)\]", wrong.stderr, re.MULTILINE) == [
        ("paper.yaml:1:16", "unsupported-character"),
        ("paper.yaml:2:43", "maths-unsupported"),
    ]
    assert not Path("output").exists()


def test_a_flag_goes_before_what_the_settings_say(here: Path) -> None:
    def settled(text: str, **flags) -> tuple[int | None, str]:
        Path("lembar.yaml").write_text(text, encoding="utf-8")
        asked = request.settle(flags, settings.load())
        return asked.items, asked.blueprint

    assert settled("blueprint: paper.yaml\n") == (None, "paper.yaml")
    assert settled("blueprint: paper.yaml\n", items=5) == (5, "")
    assert settled("items: 5\n", blueprint="paper.yaml") == (None, "paper.yaml")
    with pytest.raises(Failed) as caught:
        settled("items: 5\nblueprint: paper.yaml\n")
    assert [one.code for one in caught.value.diagnostics] == ["items-with-blueprint"]


def test_what_is_settled_once_goes_through_processes(here: Path) -> None:
    asked, findings = blueprints.settled(request.BuildRequest(blueprint="paper.yaml"))
    assert findings == ()
    assert pickle.loads(pickle.dumps(asked)) == asked
    build("--kind", "exam", "--difficulty", "all", "--jobs", "2")


def test_a_text_that_lacks_a_printed_language_is_a_warning(here: Path) -> None:
    Path("paper.yaml").write_text(PAPER.replace(', en: "Autumn Test"', ""), encoding="utf-8")
    assert "missing-translation" not in run("build", TOPIC, "--blueprint", "paper.yaml", "--kind", "exam").stderr
    result = run("build", TOPIC, "--blueprint", "paper.yaml", "--kind", "exam", "--language", "en")
    assert (result.exit_code, "missing-translation" in result.stderr) == (0, True)
    assert run("build", TOPIC, "--blueprint", "paper.yaml", "--kind", "exam", "--language", "en", "--strict").exit_code == 1


def test_watching_looks_at_the_blueprint(here: Path) -> None:
    from generator.build.watching import Watch

    class Silent:
        def __getattr__(self, name: str):
            return lambda *_: None

    watch = Watch({"blueprint": "paper.yaml", "kind": ("exam",)}, None, (TOPIC,), Silent())  # type: ignore[arg-type]
    watch.build(watch.topics)
    assert watch.round() == ()
    Path("paper.yaml").write_text(PAPER.replace("Sumatif Ganjil", "Ulangan"), encoding="utf-8")
    assert any(watch.round() == (Path("paper.yaml"),) for _ in range(3))
    [row] = json.loads(Path("output/manifest.json").read_text(encoding="utf-8"))["outputs"]
    assert "Ulangan" in printed(row)
