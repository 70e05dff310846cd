"""Ledgers: what a class has had is written down, and left out of the next sheet."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from making import LEVELS, topic, true_false

from generator.build import ledger
from generator.cli.group import lembar
from generator.diagnostics import Exit, Failed
from generator.model.item import Group
from generator.select import select

ROWS = [
    {"audience": "pupil", "topic": "b", "items": [{"name": "q2"}, {"name": "q1"}]},
    {"audience": "teacher", "topic": "b", "items": [{"name": "q9"}]},
    {"audience": "pupil", "topic": "a", "items": [{"name": "q1"}]},
    {"audience": "pupil", "topic": "c", "items": []},
]


def run(*args: str) -> Result:
    return CliRunner().invoke(lembar, list(args))


def test_what_pupils_got_is_added_and_kept_sorted(tmp_path: Path) -> None:
    file = tmp_path / "class.yaml"
    ledger.write(file, ledger.added({"b": ("q3",)}, ROWS))
    assert ledger.read(file) == {"a": ("q1",), "b": ("q1", "q2", "q3")}
    assert file.read_text(encoding="utf-8").endswith("a:\n  - q1\nb:\n  - q1\n  - q2\n  - q3\n")


@pytest.mark.parametrize(("text", "line"), [("- a\n", 1), ("b: 1\n", 1), ("a:\n  - q\nb:\n  - {x: 1}\n", 4)])
def test_a_file_that_is_no_ledger_is_named_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    file = tmp_path / "class.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Failed) as failure:
        ledger.read(file)
    assert [(one.code, one.span.line if one.span else 0) for one in failure.value.diagnostics] == [("bad-ledger", line)]


def test_an_empty_ledger_is_one(tmp_path: Path) -> None:
    (tmp_path / "class.yaml").write_text("# nothing yet\n", encoding="utf-8")
    assert ledger.read(tmp_path / "class.yaml") == {}


def test_the_command_adds_and_tells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    missing = run("ledger", "add", "class.yaml")
    assert missing.exit_code == Exit.USAGE
    assert "no-manifest" in missing.stderr
    assert not Path("class.yaml").exists()
    built = run("build", "bilateral-regional-multilateral", "--kind", "worksheet", "--items", "5", "--no-verify")
    assert built.exit_code == 0, built.stderr
    first = run("ledger", "add", "class.yaml")
    assert first.stdout == "class.yaml\n"
    assert "5 items of 1 topic, 5 new" in first.stderr
    assert "5 items of 1 topic, 0 new" in run("ledger", "add", "class.yaml").stderr


def test_what_was_had_is_left_out_groups_whole() -> None:
    items = [true_false(f"q{n}", difficulty="medium") for n in range(6)]
    grouped = Group(name="g", stimulus=(), items=(items[4], items[5]))
    made = topic(*items[:4], grouped)
    selection = select(made, LEVELS["mixed"], avoid=("q1", "q5", "gone"))
    assert {planned.name for planned in selection.plans[0].items()} == {"q0", "q2", "q3"}
    assert selection.account is not None
    assert [one.name for one in selection.account.reasons if one.fate == "had"] == ["q1", "g"]


def test_the_next_sheet_of_a_class_has_other_items_and_tells_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    kind = ("bilateral-regional-multilateral", "--kind", "worksheet", "--items", "8", "--no-verify")
    assert run("build", *kind).exit_code == 0
    assert run("ledger", "add", "class.yaml").exit_code == 0
    had = ledger.read(Path("class.yaml"))["bilateral-regional-multilateral"]
    assert run("build", *kind, "--avoid", "class.yaml", "--output", "next").exit_code == 0
    rows = json.loads(Path("next/manifest.json").read_text(encoding="utf-8"))["outputs"]
    assert not {entry["name"] for entry in rows[0]["items"]} & set(had)
    told = run("explain", str(next(Path("next").rglob("*.pdf"))), "--output", "next")
    assert "the class has had it (--avoid)" in told.stdout
