"""Points: a total shared out by largest remainder, the same on every document of a build, and read back from it."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner
from finished import Press
from finished import topic as topic_file
from hypothesis import given, settings
from hypothesis import strategies as st
from making import LEVELS, cloze, essay, matching, multiple_choice, true_false
from making import topic as bare_topic
from sample import plan_of, sample
from test_compose import of

from generator.cli.group import lembar
from generator.compose import KINDS, Setting, compose
from generator.compose.blocks import ItemBlock, RubricTable, ScoreTable, Section
from generator.compose.exam import Directions, ExamSection
from generator.languages import words
from generator.model.points import FINE, finely_shared, shared
from generator.select import select

PAIRS = {"worksheet": ("worksheet", "answer-key"), "exam": ("exam", "scoring-guide")}
few = settings(max_examples=200, deadline=None, derandomize=True)
WEIGHTS = st.lists(st.decimals(min_value=0, max_value=50, places=2), min_size=1, max_size=40)


def points(*numbers):
    return tuple(Decimal(str(number)) for number in numbers)


@few
@given(weights=WEIGHTS, total=st.integers(1, 500))
def test_shares_add_up_and_keep_the_proportions(weights, total):
    shares = shared(weights, Decimal(total))
    heavy = [weight for weight in weights if weight > 0]
    assert (shares is None) == (not heavy or total < len(heavy))
    if shares is None:
        return
    assert sum(shares) == total
    assert all(share == int(share) and (share >= 1) == (weight > 0) for weight, share in zip(weights, shares, strict=True))
    for weight, share in zip(weights, shares, strict=True):
        for other, less in zip(weights, shares, strict=True):
            assert weight <= other or share >= less, "what is worth more gets no less"
            assert weight != other or abs(share - less) <= 1
    exact = [weight * total / sum(heavy) for weight in weights]
    if all(one >= 1 for one in exact if one):
        assert all(abs(share - one) < 1 for share, one in zip(shares, exact, strict=True))


@pytest.mark.parametrize(
    ("weights", "total", "shares"),
    [
        ((1, 1, 1), 100, (34, 33, 33)),
        ((*[1] * 25, *[5] * 5), 100, (*[2] * 25, *[10] * 5)),
        ((1, 100), 10, (1, 9)),
        ((0, 2, 2), 5, (0, 3, 2)),
        ((0.5, 1.5), 4, (1, 3)),
        ((1, 1, 1), 2, None),
        ((0, 0), 5, None),
    ],
)
def test_shares(weights, total, shares):
    assert shared(points(*weights), Decimal(total)) == (None if shares is None else points(*shares))


@few
@given(weights=st.lists(st.integers(0, 9).map(Decimal), min_size=1, max_size=20), total=st.integers(1, 60))
def test_rows_share_an_items_points_whatever_they_are(weights, total):
    shares = finely_shared(weights, Decimal(total))
    assert sum(shares) == (total if any(weights) else 0)
    assert all((share > 0) == (weight > 0) for weight, share in zip(weights, shares, strict=True))
    assert any(all(share % unit == 0 for share in shares) for unit in FINE)


def test_rows_are_whole_points_where_that_can_be():
    assert finely_shared(points(1, 4, 1), Decimal(12)) == points(2, 8, 2)
    assert finely_shared(points(1, 1, 1), Decimal(2)) == points(1, "0.5", "0.5")
    assert finely_shared(points(*[1] * 8), Decimal(1)) == points(*["0.2"] * 2, *["0.1"] * 6)


# on the documents


def scored(own, level="medium", total=100, **request):
    return plan_of(own, level, total=total, **request)


def worths(document):
    """The sum of points that a document's sections or score table say."""
    if document.audience == "teacher":
        (table,) = of(document, ScoreTable)
        return table.total[3]
    notes = [block.notes[-1] for block in document.blocks if isinstance(block, (Section, ExamSection)) and block.notes]
    return str(sum(int(note.split()[0]) for note in notes))


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("sheet", ["worksheet", "exam"])
def test_every_document_of_a_sheet_says_the_total(sheet, level):
    own = sample()
    kinds = [kind.name for kind in KINDS.values() if kind.sheet == sheet and not kind.versions_of]
    for plan in scored(own, level, kind=sheet, variants=2):
        documents = {kind: compose(kind, own, plan, LEVELS[level], words("id")) for kind in kinds}
        assert {document.points for document in documents.values()} <= {"100", ""}
        assert len({document.code for document in documents.values()}) == 1
        assert {worths(documents[kind]) for kind in PAIRS[sheet]} == {"100"}


def test_an_item_is_worth_the_same_in_every_version():
    first, second = scored(bare_topic(*(true_false(f"t{n}") for n in range(7))), total=10, variants=2)
    assert first.items() != second.items()
    assert {one.name: one.points for one in first.items()} == {one.name: one.points for one in second.items()}
    assert [one.points for one in sorted(first.items(), key=lambda one: one.name)] == [2, 2, 2, 1, 1, 1, 1]


def test_rubrics_share_what_their_item_is_worth():
    own = bare_topic(essay("e", rubric=((Decimal(1), "a"), (Decimal(4), "b"), (Decimal(1), "c"))), multiple_choice("m", "x", "y"))
    (plan,) = scored(own, kind="exam", total=14)
    guide = compose("scoring-guide", own, plan, LEVELS["mixed"], words("id"))
    assert [row[2] for row in of(guide, RubricTable)[0].rows] == ["2", "8", "2"]
    assert of(guide, ScoreTable)[0].total == ("Jumlah", "2", "", "14")


def test_a_total_makes_another_code_and_no_total_keeps_it():
    own = sample()
    codes = {
        total: compose("worksheet", own, plan_of(own, total=total)[0], LEVELS["mixed"], words("id")).code
        for total in (None, 100, 50)
    }
    assert len(set(codes.values())) == 3
    assert codes[None] == compose("worksheet", own, plan_of(own)[0], LEVELS["mixed"], words("id")).code


def test_a_total_that_is_too_small_is_told_with_what_would_do():
    own = bare_topic(*(true_false(f"t{n}") for n in range(7)))
    selection = select(own, LEVELS["mixed"], total=6)
    (found,) = selection.findings
    assert (found.code, selection.plans) == ("total-too-small", ())
    assert "7 or more" in found.help
    assert select(own, LEVELS["mixed"], total=7).plans


def test_pupils_are_not_told_points_where_they_are_not_wanted():
    own = bare_topic(essay("e", rubric=((Decimal(3), "a"),)), cloze("c", "[[a]] [[b]]"), matching("m", ("a", "b"), ("c", "d")))
    for kind in ("worksheet", "exam"):
        (plan,) = plan_of(own, kind=kind)
        document = compose(kind, own, plan, LEVELS["mixed"], words("en"), Setting(points=False))
        assert all(item.points == "" for item in of(document, ItemBlock))
        assert not any("point" in note for block in of(document, Section) for note in block.notes)
        assert not any(block.notes for block in of(document, ExamSection))
        assert not any(
            "score" in str(text) for block in of(document, Directions) for column in block.columns for _, text in column
        )
        assert document.points == "7"
    key = compose("answer-key", own, plan_of(own)[0], LEVELS["mixed"], words("en"), Setting(points=False))
    assert of(key, ScoreTable)[0].total[3] == "7"


# read back


def asked(**facts):
    return {"asked": {"total": None, "points": True, **facts}}


@pytest.mark.parametrize(
    ("sheet", "key", "old", "new"),
    [("worksheet", "answer-key", "Skor: 3", "Skor: 5"), ("exam", "scoring-guide", "4 poin per", "5 poin per")],
)
def test_points_are_read_back(sheet, key, old, new):
    press = Press(topic_file(), sheet=sheet)
    (plan,) = press.plans
    paper = press.make(sheet, plan)
    assert press.judge(paper, press.make(key, plan)) == []
    assert "missing-text" in press.codes(press.make(sheet, plan, markup=lambda text: text.replace(old, new)))
    wrong = press.make(key, plan, markup=lambda text: text.replace(">2</td></tr>", ">9</td></tr>", 1))
    assert "missing-text" in press.codes(paper, wrong)
    assert press.judge(press.make(sheet, plan, **asked(points=False))) == []


@pytest.mark.parametrize("sheet", ["worksheet", "exam"])
def test_shares_of_a_total_are_read_back(sheet):
    press = Press(topic_file(), sheet=sheet, total=60)
    (plan,) = press.plans
    kinds = {"worksheet": "answer-key", "exam": "scoring-guide"}
    files = [press.make(kind, plan, **asked(total=60)) for kind in (sheet, kinds[sheet])]
    assert press.judge(*files) == []
    assert "missing-text" in press.codes(*(press.make(kind, plan, **asked(total=70)) for kind in (sheet, kinds[sheet])))


@pytest.mark.parametrize("flags", [("--total", "100"), ("--no-points",)])
def test_the_manifest_says_what_was_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, flags) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "kerja-sama.yaml").write_bytes(topic_file())
    words_ = [
        "build",
        "kerja-sama.yaml",
        *(word for kind in ("worksheet", "answer-key", "exam", "scoring-guide") for word in ("--kind", kind)),
    ]
    result = CliRunner().invoke(lembar, [*words_, *flags], catch_exceptions=False)
    assert result.exit_code == 0, result.stderr
    rows = json.loads(Path("output/manifest.json").read_text(encoding="utf-8"))["outputs"]
    wanted = {"total": 100, "points": True} if flags[0] == "--total" else {"total": None, "points": False}
    assert all({name: row["asked"][name] for name in wanted} == wanted for row in rows)
    if flags[0] == "--total":
        assert {row["points"] for row in rows} == {"100"}
    assert CliRunner().invoke(lembar, ["verify"], catch_exceptions=False).exit_code == 0
    code = next(row["code"] for row in rows if row["kind"] == "exam")
    told = CliRunner().invoke(lembar, ["explain", code], catch_exceptions=False)
    assert told.exit_code == 0
    assert "pg-1" in told.stdout


def test_a_total_may_stand_in_the_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "kerja-sama.yaml").write_bytes(topic_file())
    (tmp_path / "lembar.yaml").write_text("total: 3\npoints: false\n", encoding="utf-8")
    result = CliRunner().invoke(lembar, ["build", "kerja-sama.yaml", "--kind", "exam"], catch_exceptions=False)
    assert result.exit_code == 1
    assert "error[total-too-small]" in result.stderr
    assert CliRunner().invoke(lembar, ["build", "--total", "0"]).exit_code == 2
