"""Types that are written into gaps, cells and lines: what they find wrong, print at each level, and what their keys say."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from making import LEVELS, codes, fact_check, numeric, short_answer, table_completion

from generator.model.blocks import Quotation
from generator.model.key import ExtendedResponse, NumberResponse, TextResponse
from generator.model.text import Blank, Run, Text, said
from generator.select.chance import DigestStream

EASY, MEDIUM, HARD = LEVELS["easy"], LEVELS["medium"], LEVELS["hard"]


def printed(item, level=MEDIUM, seed="1"):
    draw = item.draw(DigestStream("test", seed), level)
    return draw, item.body(draw, level), item.key(draw, level)


# short-answer


@pytest.mark.parametrize(
    ("more", "level", "expected"),
    [
        ({}, "medium", (1, "lines")),
        ({}, "hard", (2, "lines")),
        ({"lines": 3}, "easy", (3, "lines")),
        ({"lines": 0}, "hard", (0, "lines")),
        ({"lines": 4, "space": "grid"}, "medium", (4, "grid")),
        ({"lines": 4, "space": "none"}, "medium", (0, "none")),
    ],
)
def test_lines_of_a_short_answer(more, level, expected):
    (interaction,) = printed(short_answer("sa", "WTO", **more), LEVELS[level])[1].interactions()
    assert (interaction.expected_lines, interaction.space) == expected


def test_a_short_answer_accepts_its_answers_the_first_as_the_model():
    item = short_answer("sa", "WTO", "World **Trade** Organization", starter=said("It is"))
    assert printed(item)[2].responses == (TextResponse((("WTO", "World Trade Organization"),)),)
    assert str(printed(item, EASY)[1].interactions()[0].starter) == "It is"
    assert not printed(item)[1].interactions()[0].starter
    assert item.worth() == 1


# numeric


@pytest.mark.parametrize(
    ("tolerance", "expected"), [("0", ("0", False)), ("0.5", ("0.5", False)), ("5%", ("5", True)), ("2.5 %", ("2.5", True))]
)
def test_a_number_has_its_unit_and_its_tolerance(tolerance, expected):
    item = numeric("n", "12.50", "km", tolerance=tolerance)
    assert codes(item.findings(MEDIUM)) == []
    _, body, key = printed(item)
    (interaction,) = body.interactions()
    assert (interaction.space, str(interaction.unit)) == ("entry", "km")
    assert key.responses == (NumberResponse(Decimal("12.50"), said("km"), Decimal(expected[0]), expected[1]),)
    assert item.answer_marks() == Decimal("12.5")


@pytest.mark.parametrize("tolerance", ["", "-1", "a", "5%%", "1,5", "1e3", "٣"])
def test_a_tolerance_is_a_number_or_percent(tolerance):
    assert codes(numeric("n", "1", tolerance=tolerance).findings(MEDIUM)) == ["not-a-number"]


# table-completion


TABLE = (("bilateral", "[[two]]", "[[Jepang|Japan]]"), ("regional", "a [[region]] of [[states]]", "[[ASEAN]]"))
WORDS = ["two", "Jepang", "region", "states", "ASEAN"]


def table(item, level, seed="1"):
    draw, body, key = printed(item, level, seed)
    (interaction,) = body.interactions()
    blanks = [
        piece.number for row in interaction.table.rows for cell in row for piece in cell.paragraphs[0] if type(piece) is Blank
    ]
    return draw, interaction.table, blanks, key


@pytest.mark.parametrize(("level", "count"), [("easy", 2), ("medium", 1), ("hard", 0), ("mixed", 1)])
def test_a_level_gives_its_share_of_the_gaps_rounded_down(level, count):
    item = table_completion("tc", *TABLE, header=("Form", "Parties", "Example"))
    given = set()
    for seed in range(30):
        draw, shown, blanks, key = table(item, LEVELS[level], str(seed))
        assert len(draw["given"]) == count
        assert blanks == list(range(1, 6 - count))
        left = [word for place, word in enumerate(WORDS) if place not in draw["given"]]
        assert [words[0] for words in key.responses[0].texts] == left
        said_there = " ".join(str(cell) for row in shown.rows for cell in row).split()
        assert all((WORDS[place] in said_there) == (place in draw["given"]) for place in range(5))
        assert item.worth_drawn(draw) == key.points == 5 - count
        given |= set(draw["given"])
    assert given == (set(range(5)) if count else set())
    assert item.worth() == 5
    assert replace(item, points=Decimal(3)).worth_drawn({"given": (0, 1)}) == 3


def test_the_key_of_a_table_has_it_whole():
    (model,) = printed(table_completion("tc", *TABLE))[2].model
    assert [[str(cell) for cell in row] for row in model.rows] == [
        ["bilateral", "two", "Jepang"],
        ["regional", "a region of states", "ASEAN"],
    ]
    assert model.rows[0][1].paragraphs[0] == (Run("two", strong=True),)


def test_gaps_of_a_cell_go_by_their_numbers():
    item = table_completion("tc", ("[[2=b]] and [[1=a]]",))
    _, _, blanks, key = table(item, HARD)
    assert blanks == [2, 1]
    assert key.responses == (TextResponse((("a",), ("b",))),)
    assert item.answer_marks() == ((0, 0, 1), (0, 0, 2))


@pytest.mark.parametrize(
    ("rows", "header", "found"),
    [
        ((("a", "[[b]]"),), ("x", "y"), []),
        ((("a", "b"),), ("x", "y"), ["no-gaps"]),
        ((("a", "[[b]]"), ("c",)), (), ["row-length"]),
        ((("a", "[[b]]"),), ("x",), ["row-length"]),
        ((("a", "[[2=b]] [[2=c]]"),), (), ["gap-numbers"]),
    ],
)
def test_findings_about_tables(rows, header, found):
    assert codes(table_completion("tc", *rows, header=header).findings(MEDIUM)) == found


def test_words_of_a_table_do_not_widen_the_gaps_of_the_sheet():
    assert table_completion("tc", *TABLE).written_words() == ()


# fact-check


CLAIM = "WTO is the **World Trade** Center Organization of Geneva."


def test_a_claim_stands_in_a_quotation_over_three_lines_with_labels():
    item = fact_check("fc", CLAIM, "World Trade Center", "World Trade")
    _, body, key = printed(item)
    assert isinstance(body.blocks[0], Quotation)
    assert body.blocks[0].text == item.claim
    assert [line.label for line in body.interactions()] == [
        f"types.fact-check.{name}-line" for name in ("error", "correction", "source")
    ]
    assert {line.expected_lines for line in body.interactions()} == {1}
    assert key.responses == (TextResponse((("World Trade Center",),)), TextResponse((("World Trade",),)), ExtendedResponse())


def test_the_easy_level_underlines_the_wrong_words_wherever_their_runs_end():
    _, body, _ = printed(fact_check("fc", CLAIM, "the World Trade Center"), EASY)
    runs = body.blocks[0].text.paragraphs[0]
    assert "".join(run.text for run in runs) == CLAIM.replace("**", "")
    assert "".join(run.text for run in runs if run.underline) == "the World Trade Center"
    assert "".join(run.text for run in runs if run.strong) == "World Trade"
    assert body.form == "underlined"
    for level in (MEDIUM, HARD):
        _, plain, _ = printed(fact_check("fc", CLAIM, "the World Trade Center"), level)
        assert not any(run.underline for run in plain.blocks[0].text.paragraphs[0])
        assert plain.form == ""


@pytest.mark.parametrize(
    ("claim", "error", "found"),
    [
        ("a b c", "b", []),
        ("a b\tc", "b c", []),
        ("(b) c", "b", []),
        ("a b c", "d", ["not-once"]),
        ("b a b", "b", ["not-once"]),
        ("ab abc", "ab", []),
        ("a b c", "B", ["not-once"]),
        ("a “b” c", "“b”", []),
    ],
)
def test_wrong_words_stand_once_in_the_claim(claim, error, found):
    assert codes(fact_check("fc", claim, error).findings(MEDIUM)) == found


def test_words_of_another_paragraph_count_too():
    item = replace(fact_check("fc", "x", "b"), claim=Text((said("a b").paragraphs[0], said("b").paragraphs[0])))
    assert codes(item.findings(MEDIUM)) == ["not-once"]
