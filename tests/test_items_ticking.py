"""Types that are ticked, ordered or sorted: what they find wrong, draw, print, and what their keys say."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from making import LEVELS, codes, multiple_response, ordering, sorting, statement_table

from generator.model.key import ChoiceResponse, MatchResponse, Note, OrderResponse
from generator.model.text import Word, said
from generator.select.chance import DigestStream

EASY, MEDIUM, HARD = LEVELS["easy"], LEVELS["medium"], LEVELS["hard"]


def printed(item, level=MEDIUM, seed="1"):
    """The item's draw, body and key at a level whose choices are settled."""
    graded = level.for_grade(9)
    draw = item.draw(DigestStream("test", seed), graded)
    return draw, item.body(draw, graded), item.key(draw, graded)


def shown(entries):
    return [str(entry.text) for entry in entries]


# multiple-response


@pytest.mark.parametrize("level", LEVELS)
def test_the_keys_of_a_multiple_response_are_the_choices_that_were_marked(level):
    item = multiple_response("mr", "v", "w", "x", "y", "z", keys={1, 3, 4}, whys={0: "no", 4: "yes"})
    for seed in range(20):
        _, body, key = printed(item, LEVELS[level], str(seed))
        (boxes,) = body.interactions()
        (response,) = key.responses
        assert (boxes.style, boxes.max_choices) == ("box", 0)
        assert isinstance(response, ChoiceResponse)
        assert list(response.choices) == sorted(response.choices)
        assert {str(boxes.choices[n].text) for n in response.choices} == {"w", "y", "z"}
        assert {(str(boxes.choices[note.choice].text), str(note.text)) for note in key.notes} == {("v", "no"), ("z", "yes")}
        assert (boxes.stated, body.form) == ((3, "stated") if level == "easy" else (0, ""))
    assert item.answer_marks() == (1, 3, 4)
    assert item.worth() == 1


def test_how_many_may_be_ticked_is_printed():
    (boxes,) = printed(multiple_response("mr", "v", "w", "x", keys={0, 1}, min=2, max=3))[1].interactions()
    assert (boxes.min_choices, boxes.max_choices) == (2, 3)


def test_choices_of_a_multiple_response_are_left_out_by_their_drop_numbers_and_no_level_warns():
    item = multiple_response("mr", "v", "w", "x", "y", "z", keys={0, 1}, drops={2: 2, 3: 1})
    assert sorted(printed(item, EASY)[0]["choices"]) == [0, 1, 4]
    assert sorted(printed(item, MEDIUM)[0]["choices"]) == [0, 1, 2, 4]
    assert codes(replace(item, choices=tuple(replace(each, drop=None) for each in item.choices)).findings(EASY)) == []


@pytest.mark.parametrize(
    ("texts", "more", "found"),
    [
        (("v", "w"), {"keys": {0}}, []),
        (("v", "w"), {"keys": {0, 1}}, []),
        (("v", "w"), {"keys": ()}, ["no-key"]),
        (("v", "w"), {"keys": {0, 1}, "drops": {1: 1}}, ["dropped-key"]),
        (("v", "w", "x"), {"keys": {0, 1}, "max": 1}, ["other-marks"]),
        (("v", "w", "x"), {"keys": {0}, "min": 2}, ["other-marks"]),
        (("v", "w", "x"), {"keys": {0}, "min": 3, "max": 2}, ["other-marks"]),
        (("v", "w", "x"), {"keys": {0}, "max": 4}, ["out-of-range"]),
        (("v", "w", "x"), {"keys": {0, 1}, "min": 1, "max": 3}, []),
        (("v", "v "), {}, ["equal-choices"]),
        (("v", "w", "A dan B"), {}, ["letter-reference"]),
    ],
)
def test_findings_about_ticked_choices(texts, more, found):
    assert codes(multiple_response("mr", *texts, **more).findings(MEDIUM)) == found


# statement-table


ROWS = (("Two states.", "2"), ("A region.", "regional"), ("All states.", "3"))
COLUMNS = ("Multi", "bilateral", "Regional")


def test_rows_stand_as_written_and_lead_to_their_columns_by_number_or_text():
    item = statement_table("st", *ROWS, columns=COLUMNS, whys={"A region.": "because"})
    _, body, key = printed(item)
    (grid,) = body.interactions()
    assert (grid.look, body.form) == ("grid", "")
    assert shown(grid.sources) == [text for text, _ in ROWS]
    assert shown(grid.targets) == list(COLUMNS)
    assert key.responses == (MatchResponse(((0, 1), (1, 2), (2, 2))),)
    assert key.notes == (Note(said("because"), choice=1),)
    assert item.answer_marks() == (1, 2, 2)
    assert item.worth() == 3
    assert replace(item, points=Decimal(2)).worth() == 2


@pytest.mark.parametrize(("columns", "place"), [(("true", "false"), (0, 1)), (("True", "FALSE"), (0, 1)), (("1", "2"), (0, 1))])
def test_without_columns_a_row_is_true_or_false_in_the_languages_words(columns, place):
    item = statement_table("st", ("a", columns[0]), ("b", columns[1]))
    _, body, key = printed(item)
    (grid,) = body.interactions()
    assert [target.text.paragraphs[0] for target in grid.targets] == [
        (Word("types.statement-table.true"),),
        (Word("types.statement-table.false"),),
    ]
    assert body.form == "truth"
    assert key.responses == (MatchResponse(tuple(enumerate(place))),)


def test_a_column_whose_text_is_a_number_is_meant_by_its_text():
    assert statement_table("st", ("a", "1"), ("b", "1945"), columns=("1945", "2", "1")).answer_marks() == (2, 0)


@pytest.mark.parametrize(
    ("rows", "columns", "found"),
    [
        ((("a", "true"), ("b", "false")), (), []),
        ((("a", "yes"),), (), ["unknown-column"]),
        ((("a", "0"), ("b", "3")), (), ["unknown-column", "unknown-column"]),
        ((("a", "true"),), ("x", "y"), ["unknown-column"]),
        ((("a", "X"),), ("x", "y"), []),
        ((("a", "1"), ("a ", "1")), ("x", "y"), ["equal-entries"]),
        ((("a", "X"),), ("x", "X"), ["look-alike-entries"]),
    ],
)
def test_findings_about_rows_and_columns(rows, columns, found):
    assert codes(statement_table("st", *rows, columns=columns).findings(MEDIUM)) == found


# ordering


STEPS = ("d first", "a second", "c third", "b fourth")


def test_the_key_of_an_ordering_leads_through_the_steps_in_written_order():
    item = ordering("o", *STEPS)
    orders = set()
    for seed in range(20):
        draw, body, key = printed(item, seed=str(seed))
        (interaction,), (response,) = body.interactions(), key.responses
        assert isinstance(response, OrderResponse)
        assert [str(interaction.choices[n].text) for n in response.places] == list(STEPS)
        orders.add(draw["steps"])
    assert len(orders) > 5
    assert item.worth() == 1


def test_the_order_of_writing_does_not_enter_the_printed_order():
    for seed in range(10):
        assert printed(ordering("o", *STEPS), seed=str(seed))[1] == printed(ordering("o", *sorted(STEPS)), seed=str(seed))[1]


def test_an_ordering_is_solved_when_it_stands_in_order():
    item = ordering("o", *STEPS)
    assert item.solved({"steps": (0, 1, 2, 3)})
    assert not item.solved({"steps": (3, 2, 1, 0)})


@pytest.mark.parametrize(
    ("steps", "shuffle", "found"),
    [
        (("b", "a", "c"), False, []),
        (("a", "b", "c"), False, ["already-solved"]),
        (("a", "b", "c"), True, []),
        (("a", "b", "a "), False, ["equal-entries"]),
        (("a", "b", "A"), True, ["look-alike-entries"]),
    ],
)
def test_findings_about_steps(steps, shuffle, found):
    item = ordering("o", *steps, shuffle=shuffle)
    assert codes(item.findings(MEDIUM)) == found
    assert shuffle or [steps[i].casefold() for i in printed(item)[0]["steps"]] == sorted(map(str.casefold, steps))


# sorting


GROUPS = (("two", ("w", "z")), ("many", ("v", "x", "y")))


def test_the_key_of_a_sorting_leads_each_member_to_its_group():
    item = sorting("s", *GROUPS)
    for seed in range(20):
        _, body, key = printed(item, seed=str(seed))
        (interaction,), (response,) = body.interactions(), key.responses
        assert interaction.look == "groups"
        assert shown(interaction.targets) == ["two", "many"]
        read = {(str(interaction.sources[a].text), str(interaction.targets[b].text)) for a, b in response.pairs}
        assert read == {(member, text) for text, members in GROUPS for member in members}
    assert item.answer_marks() == (0, 0, 1, 1, 1)
    assert item.worth() == 5


def test_a_sorting_is_solved_when_it_stands_group_by_group():
    item = sorting("s", *GROUPS)
    assert item.solved({"members": (1, 0, 3, 4, 2)})
    assert not item.solved({"members": (3, 4, 2, 1, 0)})
    assert not item.solved({"members": (0, 2, 1, 3, 4)})


def test_the_room_of_a_column_depends_on_all_members_alone():
    rooms = {
        printed(item)[1].interactions()[0].room
        for item in (
            sorting("s", ("x", ("a", "b", "c")), ("y", ("d",))),
            sorting("s", ("x", ("a",)), ("y", ("d", "c", "b"))),
            sorting("s", ("x", ("a", "d")), ("y", ("b", "c"))),
        )
    }
    assert rooms == {4}
    wordy = sorting("s", ("x", ("a" * 70, "b")), ("y", ("d", "c")))
    assert printed(wordy)[1].interactions()[0].room == 6
    assert printed(sorting("s", ("x", ("a",)), ("y", [f"m{i}" for i in range(39)])))[1].interactions()[0].room == 12


@pytest.mark.parametrize(
    ("groups", "shuffle", "found"),
    [
        ((("x", ("a",)), ("y", ("b",))), True, []),
        ((("x", ("a",)), ("y", ("b",))), False, ["already-solved"]),
        ((("x", ("b",)), ("y", ("a",))), False, []),
        ((("x", ("a",)), ("x", ("b",))), True, ["equal-entries"]),
        ((("x", ("a",)), ("y", ("b", "A"))), True, ["look-alike-entries"]),
        ((("x", [f"a{i}" for i in range(20)]), ("y", [f"b{i}" for i in range(21)])), True, ["too-many"]),
    ],
)
def test_findings_about_groups(groups, shuffle, found):
    assert codes(sorting("s", *groups, shuffle=shuffle).findings(MEDIUM)) == found
