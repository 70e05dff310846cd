"""Why a sheet holds what it holds: selection writes its reasons down, and `lembar explain` tells them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from finished import topic as topic_file
from making import LEVELS, topic, true_false

from generator.cli.group import lembar
from generator.cli.reasons import ordinal
from generator.diagnostics import Exit
from generator.model.item import Group
from generator.select import Account, Reason, select
from generator.select.chance import rank

MIXED, EASY = LEVELS["mixed"], LEVELS["easy"]


def item(name, difficulty="medium", objective=(), **more):
    return true_false(name, difficulty=difficulty, objective=tuple(objective), **more)


def group(name, *items):
    return Group(name=name, stimulus=(), items=tuple(items))


def account_of(*entries, level=MIXED, **request) -> Account:
    selection = select(topic(*entries), level, **request)
    assert selection.account is not None
    return selection.account


def reasons(account: Account) -> dict[str, Reason]:
    return {reason.name: reason for reason in account.reasons}


MANY = [item(f"{difficulty}-{n}", difficulty, [f"tp{n % 3}"]) for difficulty in ("easy", "medium", "hard") for n in range(9)]


@pytest.mark.parametrize(
    "request_", [{}, {"items": 7}, {"items": 12, "seed": 3}, {"skip": ["easy-1"]}, {"only": ["hard-1", "easy-2"]}]
)
def test_the_reasons_are_those_of_the_sheet(request_) -> None:
    selection = select(topic(*MANY), MIXED, **request_)
    account = selection.account
    assert [reason.name for reason in account.reasons] == [entry.name for entry in MANY]
    on_it = {reason.name for reason in account.reasons if reason.fate in ("taken", "filled")}
    assert on_it == {planned.name for planned in selection.plans[0].items()}
    assert sum(account.given) == len(on_it)
    for difficulty in ("easy", "medium", "hard"):
        turns = [reason.turn for reason in account.reasons if reason.difficulty == difficulty and reason.name in on_it]
        assert sorted(turns) == list(range(1, len(turns) + 1))


def test_places_are_the_order_of_rank() -> None:
    account = account_of(*MANY, items=6)
    for difficulty in ("easy", "medium", "hard"):
        ranked = sorted((r for r in account.reasons if r.difficulty == difficulty), key=lambda r: r.place)
        assert [reason.name for reason in ranked] == sorted((r.name for r in ranked), key=lambda name: rank("item", "1", name))
        assert {reason.among for reason in ranked} == {9}


def test_objectives_and_types_come_before_rank() -> None:
    account = account_of(*[item(f"a{n}", "easy", ["one"]) for n in range(6)], item("b", "easy", ["two"]), items=4, level=EASY)
    told = reasons(account)["b"]
    assert (told.fate, told.turn <= 2, told.seen) == ("taken", True, (0, told.turn - 1))
    assert told.ahead == (told.place - 2 if told.turn == 2 else 0)


def test_shares_are_told() -> None:
    account = account_of(*MANY, items=12)
    assert (account.count, account.mix, account.wanted, account.given) == (12, (30, 40, 30), (4, 5, 3), (4, 5, 3))


def test_who_fills_up_says_for_whom() -> None:
    account = account_of(item("e", "easy"), *[item(f"m{n}") for n in range(9)], items=6, level=EASY)
    filled = [reason for reason in account.reasons if reason.fate == "filled"]
    assert len(filled) == 3
    assert {(reason.difficulty, reason.instead) for reason in filled} == {("medium", "easy")}


def test_what_is_left_out_says_why() -> None:
    entries = [item("a", "easy"), item("b", "easy"), item("c", "easy"), group("g", item("g1", "easy"), item("g2", "hard"))]
    assert reasons(account_of(*entries, skip=["a"]))["a"].fate == "skipped"
    assert {name: one.fate for name, one in reasons(account_of(*entries, only=["b"])).items()} == {
        "a": "not-among", "b": "taken", "c": "not-among", "g": "not-among",
    }  # fmt: skip
    assert reasons(account_of(*entries, types=["group"]))["a"].fate == "other-type"
    no_share = reasons(account_of(*entries, level=EASY))["g"]
    assert (no_share.fate, no_share.items, no_share.group) == ("no-share", ("g1", "g2"), True)


def test_a_group_that_does_not_fit_is_told_with_the_room_there_was() -> None:
    large = group("large", *[item(f"l{n}") for n in range(5)])
    account = account_of(large, *[item(f"m{n}") for n in range(6)], *[item(f"e{n}", "easy") for n in range(3)], items=4)
    told = reasons(account)["large"]
    assert told.fate == "too-large"
    assert 0 < told.room < 5
    assert reasons(account_of(*MANY, items=3))["medium-0"].fate in ("taken", "full")


# the command


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("sources").mkdir()
    Path("sources/kerja-sama.yaml").write_bytes(topic_file())
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(lembar, words, catch_exceptions=False)


def printed_items(text: str) -> list[str]:
    return re.findall(r"^ +\d+\. ([a-z0-9-]+) \(", text, re.MULTILINE)


def manifest() -> list[dict]:
    return json.loads(Path("output/manifest.json").read_text(encoding="utf-8"))["outputs"]


def test_a_topic_is_explained_as_it_would_be_built(here: Path) -> None:
    flags = ("--items", "5", "--seed", "4")
    told = run("explain", "kerja-sama", *flags)
    assert told.exit_code == 0
    assert run("build", "kerja-sama", *flags).exit_code == 0
    sheet = next(row for row in manifest() if row["kind"] == "worksheet")
    assert printed_items(told.stdout) == [entry["name"] for entry in sheet["items"]]
    assert "Items: 5, as asked for" in told.stdout
    assert "Items: 20, since no number was asked for" in run("explain", "sources/kerja-sama.yaml").stdout
    one = printed_items(told.stdout)[0]
    assert f"{one} (" in run("explain", "kerja-sama", "--skip", one).stdout
    assert "left out by --skip" in run("explain", "kerja-sama", "--skip", one).stdout
    assert len(re.findall("^kerja-sama, level", run("explain", "kerja-sama", "--difficulty", "all").stdout, re.MULTILINE)) == 3


def test_a_built_file_and_its_code_are_explained(here: Path) -> None:
    made = run("build", "kerja-sama", "--items", "4", "--variants", "2").stdout.splitlines()
    sheet = next(path for path in made if path.endswith("worksheet_b.pdf"))
    row = next(row for row in manifest() if f"output/{row['path']}" == sheet)
    for word in (sheet, row["code"], row["code"].lower()):
        told = run("explain", word).stdout
        assert told.splitlines()[0] == sheet
        assert f"code {row['code']}" in told
        assert "answer-key_b.pdf (answer-key)" in told
        assert printed_items(told) == [entry["name"] for entry in row["items"]]
        assert "no longer" not in told
    elsewhere = here / "desk" / "sheet.pdf"
    elsewhere.parent.mkdir()
    elsewhere.write_bytes(Path(sheet).read_bytes())
    assert run("explain", str(elsewhere)).stdout.splitlines()[0] == sheet, "found by the code printed on it"
    handout = next(path for path in made if path.endswith("handout.pdf"))
    assert "handout of kerja-sama" in run("explain", handout).stdout


def test_a_sheet_whose_topic_changed_is_not_explained_by_the_new_one(here: Path) -> None:
    sheet = next(path for path in run("build", "kerja-sama").stdout.splitlines() if path.endswith("worksheet.pdf"))
    with Path("sources/kerja-sama.yaml").open("ab") as file:
        file.write(b"# changed\n")
    told = run("explain", sheet)
    assert told.exit_code == 0
    assert "which has changed or gone since" in told.stdout
    assert "Shares" not in told.stdout
    row = next(row for row in manifest() if row["kind"] == "worksheet")
    assert re.findall(r"^ +\d+\. ([a-z0-9-]+)$", told.stdout, re.MULTILINE) == [entry["name"] for entry in row["items"]]


def test_a_finding_is_explained() -> None:
    told = run("explain", "two-keys").stdout
    assert told.startswith("error[two-keys]: a multiple-choice item has one key, this one has {count}\n")
    assert "Remedy: remove one `key: true`" in told
    assert "{text:" in run("explain", "no-key").stdout


def test_what_means_nothing_is_told_with_what_is_near(here: Path) -> None:
    assert "did you mean `two-keys`?" in (wrong := run("explain", "two-kesy")).stderr
    assert (wrong.exit_code, "error[nothing-to-explain]" in wrong.stderr) == (Exit.USAGE, True)
    assert "did you mean `kerja-sama`?" in run("explain", "kerja-sam").stderr
    strange = here / "strange.pdf"
    run("build", "kerja-sama", "--kind", "handout", "--output", "other")
    strange.write_bytes(next(Path("other").rglob("*.pdf")).read_bytes())
    missing = run("explain", str(strange))
    assert (missing.exit_code, "not-built-here" in missing.stderr) == (Exit.USAGE, True)
    assert run("explain", str(strange), "--output", "other").exit_code == 0
    assert run("explain", "kerja-sama", "--skip", "nobody").exit_code == Exit.FINDINGS


def test_ordinals() -> None:
    assert [f"{n}{ordinal(n)}" for n in (1, 2, 3, 4, 11, 12, 13, 21, 22, 111)] == [
        "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd", "111th",
    ]  # fmt: skip
