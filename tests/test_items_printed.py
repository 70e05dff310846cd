"""Question types in documents: what the sheet says beside the items, and how their answers stand in the key."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from making import LEVELS, multiple_response, numeric, sorting, statement_table, table_completion
from making import topic as bare_topic
from sample import made

from generator.check import check
from generator.compose.blocks import Explanation, Instruction, ItemBlock, KeyGrid
from generator.model.blocks import ChoiceInteraction, GapMatchInteraction, MatchInteraction, OrderInteraction, Table
from generator.model.text import Blank, Run, Text, said
from generator.source import read_bytes

GOOD = Path(__file__).parent / "cases" / "good"


def good(name, code="id", level="mixed"):
    path = GOOD / f"{name}.yaml"
    return check(read_bytes(path.read_bytes(), path.name), tuple(LEVELS.values())).topic(code, LEVELS[level].text)


def of(document, kind):
    return [block for block in document.blocks if isinstance(block, kind)]


def spaced(text):
    return text.replace("\xa0", " ")


def answers(document):
    return [spaced(str(answer)) for grid in of(document, KeyGrid) for row in grid.rows for number, answer, _ in row if number]


def key(name, code="id", level="mixed"):
    return made("answer-key", level, code, good(name, code, level))


def interactions(name, kind, code="id", level="mixed"):
    document = made("worksheet", level, code, good(name, code, level))
    return [block for item in of(document, ItemBlock) for block in item.blocks if isinstance(block, kind)]


@pytest.mark.parametrize(
    ("name", "code", "expected"),
    [
        ("statement-table", "id", ["a bilateral, b regional, c multilateral", "a Benar, b Salah"]),
        ("statement-table", "en", ["a bilateral, b regional, c multilateral", "a True, b False"]),
        ("short-answer", "id", ["WTO", "Karena saling membutuhkan."]),
        ("short-answer", "en", ["WTO", "Because they need one another."]),
        ("numeric", "id", ["12,5\xa0km/jam", "1.250\xa0km2", "5"]),
        ("numeric", "en", ["12.5\xa0km/h", "1,250\xa0km2", "5"]),
        ("fact-check", "id", ["Trade Center Organization; Trade Organization"]),
    ],
)
def test_answers_stand_in_the_grid_in_the_languages_way(name, code, expected):
    assert answers(key(name, code)) == [spaced(one) for one in expected]


def test_a_percent_sign_stands_at_its_number():
    (grid,) = of(made("answer-key", topic=bare_topic(numeric("n", "12.5", "%"))), KeyGrid)
    assert str(grid.rows[0][0][1]) == "12,5%"


def test_a_unit_keeps_its_marks_in_the_grid():
    (grid,) = of(key("numeric"), KeyGrid)
    cell = grid.rows[0][1][1]
    assert isinstance(cell, Text)
    assert cell.paragraphs[0][-1] == Run("2", script="sup")


def test_letters_in_the_grid_lead_to_what_is_right():
    (boxes, *_), (steps,) = interactions("multiple-response", ChoiceInteraction), interactions("ordering", OrderInteraction)
    by_letter = {one.label: str(one.text) for one in (*steps.choices,)}
    (order,) = answers(key("ordering"))
    assert [by_letter[letter] for letter in order.split(", ")] == [
        "PBB berdiri", "Konferensi Asia-Afrika", "ASEAN berdiri", "Perjanjian Paris",
    ]  # fmt: skip
    right = answers(key("multiple-response"))[0].split(", ")
    assert right == sorted(right)
    assert {str(one.text) for one in boxes.choices if one.label in right} == {
        "Perserikatan Bangsa-Bangsa",
        "Organisasi Perdagangan Dunia",
    }


def test_members_stand_after_their_groups_in_the_order_of_the_list():
    (table,) = interactions("sorting", MatchInteraction)
    assert (table.heads[0], {one.label for one in (*table.sources, *table.targets)}) == ("Daftar", {""})
    listed = [str(one.text) for one in table.sources]
    (answer,) = answers(key("sorting"))
    groups = dict(part.split(": ") for part in answer.split("; "))
    assert list(groups) == ["bilateral", "regional", "multilateral"]
    for members in groups.values():
        assert [listed.index(member) for member in members.split(", ")] == sorted(map(listed.index, members.split(", ")))
    assert sorted(", ".join(groups.values()).split(", ")) == sorted(listed)


def test_sentences_in_a_group_lose_their_stops():
    own = bare_topic(sorting("s", ("a", ("One.", "Two ...")), ("b", ("Three.",))))
    (answer,) = answers(made("answer-key", topic=own))
    assert set(answer.replace("; ", ", ").replace("a: ", "").replace("b: ", "").split(", ")) == {"One", "Two ...", "Three"}


def test_blanks_of_a_table_are_numbered_on_the_sheet_and_in_the_key():
    for level, count in (("easy", 3), ("medium", 5), ("hard", 6)):
        (table,) = interactions("table-completion", GapMatchInteraction, level=level)
        labels = [
            piece.label for row in table.table.rows for cell in row for piece in cell.paragraphs[0] if isinstance(piece, Blank)
        ]
        assert labels == [f"({n})" for n in range(1, count + 1)]
        document = key("table-completion", level=level)
        (answer,) = answers(document)
        assert answer.count("(") == count
        (explained,) = of(document, Explanation)
        (full,) = [block for block in explained.model if isinstance(block, Table)]
        assert [str(cell) for row in full.rows for cell in row] == [
            "bilateral", "dua negara", "Indonesia–Jepang", "regional", "negara sekawasan", "ASEAN", "multilateral",
            "lebih dari dua negara", "PBB",
        ]  # fmt: skip


def test_what_is_given_earns_no_points():
    own = bare_topic(table_completion("tc", ("[[a]]", "[[b]]", "[[c]]", "[[d]]")))
    for level, points in (("easy", "2"), ("medium", "3"), ("hard", "4")):
        assert made("worksheet", level, topic=own).points == made("answer-key", level, topic=own).points == points
        (item,) = of(made("worksheet", level, topic=own), ItemBlock)
        assert item.points == f"Skor: {points}"


def test_reasons_stand_by_their_letters_where_several_choices_are_right():
    own = bare_topic(
        multiple_response("two", "v", "w", "x", keys={0, 1}, whys={0: "why v", 1: "why w", 2: "why x"}, shuffle=False),
        multiple_response("one", "v", "w", keys={0}, whys={0: "why v", 1: "why w"}, shuffle=False),
        statement_table("st", ("a", "true"), ("b", "false"), whys={"b": "why b"}, rationale=said("Because.")),
    )
    two, one, table = of(made("answer-key", "hard", topic=own), Explanation)
    assert (two.answer, [(label, str(text)) for label, text in two.remarks]) == (
        "A, B", [("A", "why v"), ("B", "why w"), ("C", "why x")],
    )  # fmt: skip
    assert not two.text
    assert (one.answer, str(one.text), [label for label, _ in one.remarks]) == ("A", "why v", ["B"])
    assert (str(table.text), [(label, str(text)) for label, text in table.remarks]) == ("Because.", [("b", "why b")])


def test_a_tolerance_stands_in_the_explanations():
    own = bare_topic(
        numeric("n", "12.5", "km", tolerance="0.5"), numeric("p", "100", "km", tolerance="2.5%"), numeric("z", "1", "km")
    )
    notes = [[(label, str(text)) for label, text in one.notes] for one in of(made("answer-key", topic=own), Explanation)]
    assert notes == [[("Toleransi", "± 0,5\xa0km")], [("Toleransi", "± 2,5%")]]


def test_accepted_answers_are_numbered_in_tables_alone():
    notes = [str(text) for one in of(key("short-answer"), Explanation) for _, text in one.notes]
    assert notes == ["Organisasi Perdagangan Dunia"]
    assert [str(text) for one in of(key("table-completion", level="hard"), Explanation) for _, text in one.notes] == [
        "(2) RI–Jepang"
    ]


@pytest.mark.parametrize(
    ("level", "more", "expected"),
    [
        ("easy", {}, "Ada 2 jawaban yang benar."),
        ("medium", {}, ""),
        ("hard", {"min": 1, "max": 2}, "Pilihlah 1 sampai dengan 2 jawaban."),
        ("easy", {"min": 2, "max": 2}, "Ada 2 jawaban yang benar. Pilihlah 2 jawaban."),
        ("hard", {"min": 2}, "Pilihlah sedikitnya 2 jawaban."),
        ("hard", {"max": 2}, "Pilihlah sebanyak-banyaknya 2 jawaban."),
    ],
)
def test_how_many_are_right_and_may_be_ticked_is_said_under_the_stem(level, more, expected):
    own = bare_topic(multiple_response("mr", "v", "w", "x", keys={0, 1}, **more))
    (item,) = of(made("worksheet", level, topic=own), ItemBlock)
    assert " ".join(str(text) for _, text in item.helps) == expected


@pytest.mark.parametrize(
    ("name", "level", "part"),
    [
        ("multiple-response", "easy", "pada kotak!"),
        ("multiple-response", "hard", "dapat lebih dari satu."),
        ("statement-table", "hard", "kolom yang sesuai"),
        ("fact-check", "easy", "digarisbawahi"),
        ("fact-check", "medium", "Temukan"),
    ],
)
def test_instructions_fit_what_is_printed(name, level, part):
    assert part in str(of(made("worksheet", level, topic=good(name, level=level)), Instruction)[0].text)


def test_types_stand_in_the_order_of_the_format():
    names = [
        "fact-check",
        "numeric",
        "sorting",
        "ordering",
        "statement-table",
        "table-completion",
        "short-answer",
        "multiple-response",
    ]
    items = [replace(good(name).items[0], name=name) for name in names]
    document = made("worksheet", topic=bare_topic(*items))
    assert [item.at for item in of(document, ItemBlock)] == [
        "multiple-response", "statement-table", "ordering", "sorting", "short-answer", "numeric", "table-completion",
        "fact-check",
    ]  # fmt: skip
