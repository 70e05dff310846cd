"""Each question type: what it finds wrong, what it draws, what it prints and what its key says."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from making import (
    LEVELS,
    cloze,
    codes,
    essay,
    fact_check,
    gapped,
    labelling,
    matching,
    multiple_choice,
    multiple_response,
    numeric,
    ordering,
    organiser,
    short_answer,
    sorting,
    statement_table,
    table_completion,
    true_false,
)

from generator.items import REGISTRY, type_of
from generator.items.cloze import Cloze
from generator.model.blocks import Listing, Paragraph, Table
from generator.model.item import Blocks
from generator.model.key import ChoiceResponse, ExtendedResponse, MatchResponse, Note, TextResponse
from generator.model.text import Blank, said
from generator.select.chance import DigestStream

EASY, MEDIUM, HARD = LEVELS["easy"], LEVELS["medium"], LEVELS["hard"]


def stream(*parts):
    return DigestStream("test", *parts)


def printed(item, level=MEDIUM, seed="1"):
    """The item's draw, body and key at a level whose choices are settled."""
    graded = level.for_grade(9)
    draw = item.draw(stream(seed), graded)
    return draw, item.body(draw, graded), item.key(draw, graded)


def test_the_registry_knows_every_type_by_its_name():
    assert [each.TYPE for each in REGISTRY] == [
        "multiple-choice", "multiple-response", "true-false", "statement-table", "matching", "ordering", "sorting",
        "cloze", "short-answer", "numeric", "essay", "table-completion", "fact-check", "labelling", "organiser",
    ]  # fmt: skip
    assert all(type_of(each.TYPE) is each for each in REGISTRY)
    assert type_of("group") is None
    assert all(each.__doc__ and __import__(each.__module__, fromlist=["x"]).__doc__ for each in REGISTRY)


# multiple-choice


def test_a_multiple_choice_has_one_key():
    item = multiple_choice("mc", "one", "two", "three")
    assert codes(item.findings(MEDIUM)) == []
    assert codes(replace(item, choices=tuple(replace(each, key=False) for each in item.choices)).findings(MEDIUM)) == ["no-key"]
    two = replace(item, choices=tuple(replace(each, key=True) for each in item.choices[:2]) + item.choices[2:])
    assert codes(two.findings(MEDIUM)) == ["two-keys"]


@pytest.mark.parametrize(
    ("texts", "more", "found"),
    [
        (("PBB", " PBB "), {}, ["equal-choices"]),
        (("AaBb", "AABB", "aabb"), {}, ["equal-choices"] * 2),
        (("AaBb", "AABB", "aabb"), {"allow": {"look-alike-choices": "genotypes"}}, ["look-alike-choices"] * 2),
        (("H2O", "H20"), {}, ["look-alike-choices"]),
        (("10", "1O", "10"), {}, ["look-alike-choices", "equal-choices"]),
        (("one", "two"), {"drops": {0: 1}}, ["dropped-key"]),
        (("one", "two", "A dan B"), {}, ["letter-reference"]),
        (("one", "two", "A dan B"), {"shuffle": False}, []),
        (("one", "two", "A and B"), {}, ["letter-reference"]),
        (("one", "two", "semua benar"), {}, []),
    ],
)
def test_findings_about_choices(texts, more, found):
    assert codes(multiple_choice("mc", *texts, **more).findings(MEDIUM)) == found


@pytest.mark.parametrize(("drops", "found"), [({}, ["no-drop"]), ({1: 1}, ["no-drop"]), ({1: 1, 2: 2}, [])])
def test_the_easy_level_warns_where_too_few_choices_may_go(drops, found):
    item = multiple_choice("mc", "v", "w", "x", "y", "z", drops=drops)
    assert codes(item.findings(EASY)) == found
    assert codes(item.findings(MEDIUM)) == []


def test_choices_are_left_out_by_their_drop_numbers_and_the_key_stays():
    item = multiple_choice("mc", "key", "v", "w", "x", "y", drops={1: 3, 2: 1, 4: 2})
    assert sorted(printed(item, EASY)[0]["choices"]) == [0, 1, 3]
    assert sorted(printed(item, MEDIUM)[0]["choices"]) == [0, 1, 3, 4]
    assert sorted(item.draw(stream(), HARD.for_grade(11))["choices"]) == [0, 1, 2, 3, 4]
    assert sorted(item.draw(stream(), HARD.for_grade(None))["choices"]) == [0, 1, 2, 3, 4]


def test_with_too_few_drops_all_choices_are_printed():
    item = multiple_choice("mc", "key", "v", "w", "x", "y", drops={1: 1})
    assert sorted(printed(item, EASY)[0]["choices"]) == [0, 1, 2, 3, 4]


def test_fixed_choices_keep_their_place_and_known_phrases_stay_last():
    item = multiple_choice("mc", "v", "w", "Semua benar", "x", "y", fixed={1})
    orders = {printed(item, HARD, str(seed))[0]["choices"] for seed in range(50)}
    assert len(orders) > 3
    assert all(order[1] == 1 and order[4] == 2 for order in orders)


def test_a_fixed_choice_keeps_its_place_among_those_that_are_left():
    item = multiple_choice("mc", "v", "w", "x", "y", fixed={3}, drops={1: 1})
    assert all(printed(item, EASY, str(seed))[0]["choices"][2] == 3 for seed in range(20))


def test_unshuffled_choices_stand_as_written():
    item = multiple_choice("mc", "z", "y", "x", "w", "v", drops={1: 1}, shuffle=False)
    assert printed(item)[0] == {"choices": (0, 2, 3, 4)}


def test_the_printed_order_does_not_depend_on_the_order_of_writing():
    one = multiple_choice("mc", "v", "w", "x", "y")
    other = multiple_choice("mc", "y", "x", "w", "v")
    for seed in range(20):
        assert printed(one, seed=str(seed))[1] == printed(other, seed=str(seed))[1]


def test_the_key_is_the_choice_that_was_marked_and_notes_follow_their_choices():
    item = multiple_choice("mc", "v", "w", "x", "y", key=2, whys={0: "no v", 2: "yes x"})
    for seed in range(20):
        _, body, key = printed(item, seed=str(seed))
        choices = body.interactions()[0].choices
        (response,) = key.responses
        assert [str(choices[n].text) for n in response.choices] == ["x"]
        assert {(str(choices[note.choice].text), str(note.text)) for note in key.notes} == {("v", "no v"), ("x", "yes x")}
    assert item.answer_marks() == (2,)


# true-false


def test_a_statement_prints_two_letters_and_its_key_is_the_first_for_true():
    for answer, right in ((True, 0), (False, 1)):
        _, body, key = printed(true_false("tf", answer))
        (choice,) = body.interactions()
        assert (choice.style, len(choice.choices), body.form) == ("truth", 2, "")
        assert key.responses == (ChoiceResponse((right,)),)


def test_a_correction_gives_every_statement_of_the_topic_a_line():
    items = (true_false("one", True), true_false("two", False, "Right."), true_false("three", False))
    settled = type(items[0]).settled(items)
    assert [item.name for item in settled] == ["one", "two", "three"]
    assert all(type_of(item.TYPE) and isinstance(item, type_of("true-false")) for item in settled)
    bodies = [printed(item)[1] for item in settled]
    assert {body.form for body in bodies} == {"correction"}
    assert [line.label for body in bodies for line in body.interactions()[1:]] == ["types.true-false.correction-line"] * 3
    assert all(printed(item)[2].responses[1] == ExtendedResponse() for item in settled)
    assert printed(settled[1])[2].notes == (Note(said("Right."), word="key.correction"),)
    assert type(items[0]).settled(items[::2]) == items[::2]


def test_a_true_statement_has_nothing_to_correct():
    assert codes(true_false("tf", True, "Right.").findings(MEDIUM)) == ["correction-of-true"]
    assert codes(true_false("tf", False, "Right.").findings(MEDIUM)) == []


# matching


PAIRS = (("health", "WHO"), ("food", "FAO"), ("refugees", "UNHCR"), ("nature", "UNEP"))


def test_a_matching_pairs_every_left_with_the_right_that_was_written_beside_it():
    item = matching("m", *PAIRS, extra=("IAEA", "ILO"))
    for seed in range(20):
        _, body, key = printed(item, HARD, str(seed))
        (interaction,) = body.interactions()
        (response,) = key.responses
        read = {(str(interaction.sources[a].text), str(interaction.targets[b].text)) for a, b in response.pairs}
        assert read == set(PAIRS)
        assert [a for a, _ in response.pairs] == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("level", "extras"), [("easy", set()), ("medium", {"IAEA"}), ("hard", {"IAEA", "ILO"}), ("mixed", {"IAEA"})]
)
def test_the_level_says_how_many_extra_rights_are_printed(level, extras):
    body = printed(matching("m", *PAIRS, extra=("IAEA", "ILO")), LEVELS[level])[1]
    assert {str(right.text) for right in body.interactions()[0].targets} == {right for _, right in PAIRS} | extras


def test_equal_rights_are_printed_once():
    item = matching("m", ("Geneva", "Europe"), ("Jakarta", "Asia"), ("Rome", " Europe"))
    draw, body, key = printed(item)
    assert sorted(str(right.text) for right in body.interactions()[0].targets) == ["Asia", "Europe"]
    place = {draw["rights"].index(0)}
    assert key.responses == (MatchResponse(((0, *place), (1, draw["rights"].index(1)), (2, *place))),)
    assert item.answer_marks() == (0, 1, 0)
    assert item.worth() == 3


def test_a_matching_is_solved_when_every_right_stands_beside_its_left():
    item = matching("m", *PAIRS, extra=("IAEA",))
    assert item.solved({"rights": (0, 1, 2, 3)})
    assert item.solved({"rights": (0, 1, 2, 3, 4)})
    assert not item.solved({"rights": (4, 0, 1, 2, 3)})
    assert not item.solved({"rights": (1, 0, 2, 3)})
    assert not matching("m", ("a", "x"), ("b", "x")).solved({"rights": (0,)})


@pytest.mark.parametrize(
    ("item", "found"),
    [
        (matching("m", ("a", "x"), ("a ", "y")), ["equal-lefts"]),
        (matching("m", ("a", "x"), ("A ", "y")), ["look-alike-entries"]),
        (matching("m", ("a", "Aa"), ("b", "aa"), ("c", "Aa"), extra=("AA",)), ["look-alike-entries"] * 2),
        (matching("m", ("a", "x"), ("b", "y"), extra=("x ",)), ["extra-matches"]),
        (matching("m", ("a", "x"), ("b", "y"), extra=("z", "z")), ["extra-matches"]),
        (matching("m", *((f"l{i}", f"r{i}") for i in range(26))), []),
        (matching("m", *((f"l{i}", f"r{i}") for i in range(26)), extra=("z",)), ["too-many-rights"]),
        (matching("m", ("a", "x"), ("b", "y"), shuffle=False), ["already-solved"]),
        (matching("m", ("a", "y"), ("b", "x"), shuffle=False), []),
    ],
)
def test_findings_about_pairs(item, found):
    assert codes(item.findings(MEDIUM)) == found


# cloze


TEXT = "Kolaborasi [[dua]] negara atau lebih untuk [[tujuan|cita-cita]] [[Bersama]]."


@pytest.mark.parametrize(
    ("level", "bank", "form"),
    [
        ("easy", ("Bersama", "dua", "tujuan"), "bank"),
        ("medium", ("Bersama", "dua", "konsensus", "tujuan"), "bank"),
        ("hard", (), ""),
    ],
)
def test_the_level_prints_a_bank_in_the_order_of_the_alphabet(level, bank, form):
    body = printed(cloze("c", TEXT, extra=("konsensus",)), LEVELS[level])[1]
    assert (body.interactions()[0].bank, body.form) == (bank, form)


def test_no_word_stands_twice_in_a_bank():
    assert printed(cloze("c", "[[dua]] dan [[dua]] dan [[tiga]]"))[1].interactions()[0].bank == ("dua", "tiga")


def test_gaps_become_blanks_and_the_key_has_their_words():
    item = cloze("c", TEXT)
    _, body, key = printed(item)
    blanks = [inline for inline in body.interactions()[0].text.paragraphs[0] if isinstance(inline, Blank)]
    assert [blank.number for blank in blanks] == [1, 2, 3]
    assert not list(body.interactions()[0].text.gaps())
    assert key.responses == (TextResponse((("dua",), ("tujuan", "cita-cita"), ("Bersama",))),)
    assert item.written_words() == ("dua", "tujuan", "Bersama")
    assert item.worth() == 3
    assert replace(item, points=Decimal(5)).worth() == 5


def test_a_translation_may_name_its_gaps_in_another_order():
    item = cloze("c", "for [[2=aims]] of [[1=two]]")
    assert codes(item.findings(MEDIUM)) == []
    assert item.key({}, MEDIUM).responses == (TextResponse((("two",), ("aims",))),)


@pytest.mark.parametrize(
    ("text", "extra", "found"),
    [
        ("no gap", (), ["no-gaps"]),
        ("[[2=a]] [[2=b]]", (), ["gap-numbers"]),
        ("[[1=a]] [[3=b]]", (), ["gap-numbers"]),
        ("[[dua|2]]", ("Dua",), ["extra-fills"]),
        ("[[dua|2]]", ("2", "tiga"), ["extra-fills"]),
        ("[[dua|2]]", ("tiga",), []),
    ],
)
def test_findings_about_gaps(text, extra, found):
    assert codes(Cloze(name="c", text=gapped(text), extra=extra).findings(MEDIUM)) == found


# essay


@pytest.mark.parametrize(("words", "lines"), [(0, 5), (1, 3), (18, 3), (19, 4), (40, 7), (148, 24), (149, 24), (500, 24)])
def test_lines_are_reckoned_from_the_words_of_the_model_answer(words, lines):
    item = essay("e", " ".join(["kata"] * words))
    assert printed(item)[1].interactions()[0].expected_lines == lines


def test_words_count_in_every_kind_of_block():
    cell = said("satu dua")
    blocks = (Listing(((Paragraph(cell.paragraphs[0]),),) * 10), Table((cell,), ((cell,),) * 9))
    item = replace(essay("e"), model=Blocks(blocks))
    assert printed(item)[1].interactions()[0].expected_lines == 7


@pytest.mark.parametrize(
    ("lines", "space", "level", "expected"),
    [
        (4, "lines", "medium", 4),
        (4, "lines", "hard", 5),
        (0, "lines", "hard", 0),
        (4, "none", "medium", 0),
        (10, "grid", "easy", 10),
    ],
)
def test_written_lines_count_and_the_hard_level_gives_a_fifth_more(lines, space, level, expected):
    item = replace(essay("e", "kata"), lines=lines, space=space)
    (interaction,) = printed(item, LEVELS[level])[1].interactions()
    assert (interaction.expected_lines, interaction.space) == (expected, space)


def test_starters_are_printed_where_the_level_gives_them():
    item = replace(essay("e"), starter=said("Menurut saya,"))
    assert str(printed(item, EASY)[1].interactions()[0].starter) == "Menurut saya,"
    assert not printed(item, MEDIUM)[1].interactions()[0].starter


def test_an_essay_is_worth_the_sum_of_its_rubric():
    rubric = ((Decimal(2), "two"), (Decimal("1.5"), "more"))
    item = essay("e", "Model.", rubric)
    assert item.worth() == Decimal("3.5")
    assert [row.points for row in printed(item)[2].rubric] == [Decimal(2), Decimal("1.5")]
    assert codes(item.findings(MEDIUM)) == []
    assert codes(replace(item, points=Decimal("3.50")).findings(MEDIUM)) == []
    assert codes(replace(item, points=Decimal(4)).findings(MEDIUM)) == ["points-differ"]
    assert essay("e").worth() == 1
    assert replace(essay("e"), points=Decimal(4)).worth() == 4


# all


def test_every_type_answers_everything_for_every_level():
    made = [
        multiple_choice("mc", "a", "b"),
        multiple_response("mr", "a", "b"),
        true_false("tf"),
        statement_table("st", ("a", "true")),
        matching("m", *PAIRS),
        ordering("o", "a", "b", "c"),
        sorting("s", ("x", ("a", "b")), ("y", ("c",))),
        cloze("c", TEXT),
        short_answer("sa", "a"),
        numeric("n", "1"),
        essay("e", "Model."),
        table_completion("tc", ("a", "[[b]]")),
        fact_check("fc", "a b", "b"),
        labelling("l", (0, 0, "a"), (1, 1, "b")),
        organiser("o", "kwl"),
    ]
    assert {type(item) for item in made} == set(REGISTRY)
    for item in made:
        for level in LEVELS.values():
            _, body, key = printed(item, level)
            assert len(key.responses) == len(body.interactions())
            assert key.points == item.worth() > 0
