"""Exams: what the paper's head, instructions and sections say, and that the scoring guide agrees with it to the last number."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from itertools import product

import pytest
from finished import Press
from finished import topic as topic_file
from making import LEVELS, essay, matching, multiple_choice, multiple_response, true_false
from making import topic as bare_topic
from sample import line, made, plan_of, sample

from generator.compose import Setting, compose
from generator.compose.blocks import Fields, Formula, GroupBlock, Instruction, ItemBlock, KeyGrid, RubricTable, ScoreTable
from generator.compose.exam import Directions, EndMark, ExamHead, ExamSection
from generator.compose.forms import Identity, Signatures
from generator.languages import CURRICULA, words
from generator.model.blocks import ExtendedTextInteraction, Paragraph, Table
from generator.model.item import Blocks, Group
from generator.model.school import Exam, Person, School
from generator.model.text import said

SITTING = Exam(
    title="Sumatif Akhir Semester",
    date="2026-12-07",
    start="07:30",
    end="09:00",
    box_left=("DOKUMEN SEKOLAH", "SANGAT RAHASIA"),
    box_right="UTAMA",
)
SCHOOL = School(name="SMP Negeri 1 Melati", year="2026/2027", semester="1 (Ganjil)", teacher=Person(name="Ratna"))


def one(document, kind):
    (found,) = [block for block in document.blocks if isinstance(block, kind)]
    return found


def sections(document):
    return [block for block in document.blocks if isinstance(block, ExamSection)]


def items(document):
    for section in sections(document):
        for block in section.blocks:
            yield from (
                inner for inner in (block.items if isinstance(block, GroupBlock) else (block,)) if isinstance(inner, ItemBlock)
            )


def told(document):
    """The general instructions, in order."""
    return [str(text) for column in one(document, Directions).columns for _, text in column]


# the head


def test_the_head_says_what_the_school_says_of_the_exam():
    document = made("exam", setting=Setting(SCHOOL, exam=SITTING))
    head = one(document, ExamHead)
    assert (head.kind, str(head.title)) == ("Naskah Soal", "Sumatif Akhir Semester")
    assert [str(line) for line in head.below] == ["SMP Negeri 1 Melati", "Tahun Pelajaran 2026/2027"]
    assert (head.start, head.end) == (("DOKUMEN SEKOLAH", "SANGAT RAHASIA"), ("", "UTAMA"))
    assert [(label, str(value)) for label, value in one(document, Identity).facts] == [
        ("Mata Pelajaran", "Ilmu Pengetahuan Sosial (IPS)"),
        ("Kelas/Semester", "IX / 1 (Ganjil)"),
        ("Hari, Tanggal", "Senin, 7 Desember 2026"),
        ("Waktu", "07.30–09.00 (90 menit)"),
    ]
    assert str(document.running.title) == "Sumatif Akhir Semester"
    assert document.running.fields == (("Nama", "name"), ("No. Absen", "number"))
    english = made("exam", language="en", setting=Setting(SCHOOL, exam=SITTING))
    assert [str(value) for _, value in one(english, Identity).facts][1:] == [
        "9 / 1 (Ganjil)",
        "Monday, 7 December 2026",
        "07:30–09:00 (90 minutes)",
    ]


def test_what_is_not_known_is_a_line_to_fill_in_or_not_there():
    own = bare_topic(true_false("t"), grade=())
    document = made("exam", topic=own)
    assert [(label, str(value)) for label, value in one(document, Identity).facts] == [
        ("Mata Pelajaran", ""),
        ("Kelas", ""),
        ("Hari, Tanggal", ""),
        ("Waktu", ""),
    ]
    head = one(document, ExamHead)
    assert (str(head.title), head.below, head.start, head.end) == ("Title", (), (), ("", ""))
    assert [name for name, _ in one(document, Fields).fields] == ["name", "class", "number", "mark"]
    assert str(dict(one(made("exam"), Identity).facts)["Waktu"]) == "80 menit"
    assert (
        str(dict(one(made("exam", setting=Setting(exam=Exam(date="2026-12"))), Identity).facts)["Hari, Tanggal"])
        == "Desember 2026"
    )


def test_a_letterhead_names_the_school_once():
    document = made("exam", setting=Setting(SCHOOL, kop=True))
    assert [str(line) for line in one(document, ExamHead).below] == ["Tahun Pelajaran 2026/2027"]


def test_a_version_stands_in_the_box_at_the_end():
    document = made("exam", variants=2, setting=Setting(exam=SITTING))
    assert one(document, ExamHead).end == ("Paket", "A")
    assert document.running.labels == ("Paket A",)


# the instructions


def test_counts_are_those_of_the_plan():
    document = made("exam")
    counts = next(text for text in told(document) if text.startswith("Jumlah"))
    numbers = [int(number) for number in re.findall(r"\d+", counts)]
    assert numbers[0] == sum(numbers[1:]) == document.items == len(list(items(document))) == 9
    assert counts == (
        "Jumlah soal 9 butir: 3 pilihan ganda, 2 benar–salah, 1 menjodohkan, 1 isian rumpang, dan 2 uraian. Kerjakan semuanya."
    )


@pytest.mark.parametrize(
    ("own", "said_"),
    [
        ((essay("a"),), "Answer all the questions: 1 essay question."),
        ((essay("a"), essay("b")), "Answer all the questions: 2 essay questions."),
        (
            (essay("a"), essay("b"), true_false("c")),
            "There are 3 questions: 1 true-or-false statement and 2 essay questions. Answer all of them.",
        ),
    ],
)
def test_english_counts_have_plurals(own, said_):
    assert said_ in told(made("exam", language="en", topic=bare_topic(*own)))


def test_crossing_out_is_told_where_something_is_crossed():
    def changed(*own):
        return any("mengubah" in text for text in told(made("exam", topic=bare_topic(*own))))

    assert changed(multiple_choice("a", "x", "y"), essay("b"))
    assert changed(true_false("a"))
    assert not changed(essay("a"), multiple_response("b", "x", "y", keys=(0, 1)))


def test_instructions_are_numbered_and_stand_in_two_columns_of_about_the_same_length():
    columns = one(made("exam"), Directions).columns
    assert [label for column in columns for label, _ in column] == [f"{n}." for n in range(1, 10)]
    first, second = (sum(len(str(text)) for _, text in column) for column in columns)
    assert abs(first - second) < 120


# the sections


def test_sections_are_types_with_roman_numerals_and_numbers_go_on():
    document = made("exam")
    assert [(section.letter, section.title) for section in sections(document)] == [
        ("I", "Pilihan Ganda"),
        ("II", "Benar–Salah"),
        ("III", "Menjodohkan"),
        ("IV", "Isian Rumpang"),
        ("V", "Uraian"),
    ]
    assert [item.number for item in items(document)] == [f"{n}." for n in range(1, 10)]
    assert isinstance(document.blocks[-1], EndMark)


def test_a_section_of_equal_items_says_what_each_is_worth_and_its_items_do_not():
    own = bare_topic(true_false("t"), *(essay(f"e{n}", rubric=((Decimal(3), "a"),)) for n in range(2)))
    document = made("exam", topic=own)
    assert [section.notes for section in sections(document)] == [("1 poin per soal", "1 poin"), ("3 poin per soal", "6 poin")]
    assert [item.points for item in items(document)] == ["", "", ""]
    mixed = made("exam", topic=bare_topic(essay("a", rubric=((Decimal(3), "a"),)), essay("b")))
    assert [section.notes for section in sections(mixed)] == [("4 poin",)]
    assert [item.points for item in items(mixed)] == ["Skor: 3", "Skor: 1"]


def test_choices_stand_in_half_the_measure_and_what_needs_room_does_not():
    stimulus = Blocks((Paragraph(line("Bacaan.")),))
    table = Blocks((Table((said("a"), said("b")), ((said("c"), said("d")),)),))

    def narrow(*own):
        return [section.narrow for section in sections(made("exam", topic=bare_topic(*own)))]

    inner = multiple_choice("m", "a", "b")
    assert narrow(multiple_choice("a", "x", "y"), multiple_response("b", "x", "y", keys=(0, 1)), true_false("c")) == [True] * 3
    assert narrow(essay("e"), matching("m", ("a", "b"), ("c", "d"))) == [False] * 2
    assert narrow(Group(name="g", stimulus=stimulus, items=(inner,))) == [True]
    assert narrow(Group(name="g", stimulus=table, items=(inner,))) == [False]
    assert narrow(Group(name="g", stimulus=stimulus, items=(inner, essay("e")))) == [False]


# the scoring guide


@pytest.mark.parametrize(("level", "language"), list(product(LEVELS, ("id", "en"))))
def test_the_guide_agrees_with_the_exam(level, language):
    own, speech = sample(), words(language)
    for plan in plan_of(own, level, kind="exam", variants=2):
        exam, guide = (compose(kind, own, plan, LEVELS[level], speech) for kind in ("exam", "scoring-guide"))
        assert (exam.code, exam.items, exam.points, exam.label) == (guide.code, guide.items, guide.points, guide.label)
        numbers = [number for row in one(guide, KeyGrid).rows for number, _, _ in row if number]
        assert numbers == [item.number for item in items(exam)]
        assert one(guide, ScoreTable).total[1::2] == (str(exam.items), exam.points)
        assert sum(Decimal(points) for _, _, points in one(guide, RubricTable).rows) == 8
        assert any(exam.points in text for text in told(exam))


def test_the_guide_is_the_key_of_the_exam_and_not_of_the_worksheet():
    own = sample()
    codes = [made(kind, topic=own).code for kind in ("worksheet", "answer-key", "exam", "scoring-guide")]
    assert codes[0] == codes[1] != codes[2] == codes[3]


def test_codes_differ_even_where_a_worksheet_and_an_exam_are_the_same():
    own = bare_topic(essay("a"), essay("b"))
    assert made("worksheet", topic=own).code != made("exam", topic=own).code


def test_the_guide_has_a_line_for_mastery_as_the_curriculum_calls_it_and_signatures():
    own = sample()
    plan = plan_of(own, kind="exam")[0]
    names = [
        one(compose("scoring-guide", own, plan, LEVELS["mixed"], words("id", curriculum)), Formula).mastery
        for curriculum in CURRICULA
    ]
    assert dict(zip(CURRICULA, names, strict=True)) == {"merdeka": "KKTP", "k13": "KKM", "merdeka-pm": "KKTP"}
    assert one(made("answer-key"), Formula).mastery == ""
    assert one(made("scoring-guide", setting=Setting(SCHOOL)), Signatures)


# reading back


def test_an_exam_is_read_back_with_its_guide():
    press = Press(topic_file(), sheet="exam", variants=2)
    first, second = (press.make("exam", plan) for plan in press.plans)
    keys = [press.make("scoring-guide", plan) for plan in press.plans]
    assert press.judge(first, second, *keys) == []
    assert press.codes(first, second, keys[0], replace(keys[1], row={**keys[1].row, "label": "a"})) >= {"other-code"}
    assert press.codes(second, replace(keys[0], row={**keys[0].row, "label": "b", "code": second.row["code"]})) >= {
        "wrong-answer"
    }
    assert press.codes(keys[0]) == {"lone-key"}


def test_what_an_exam_lacks_is_found():
    press = Press(topic_file(), sheet="exam")
    (plan,) = press.plans
    for lost in ("pilihan x dari 3", "Pernyataan 2 tentang ASEAN", "Pada tahun 1967 lima negara"):
        broken = press.make("exam", plan, markup=lambda text, lost=lost: text.replace(lost, "lain", 1))
        assert press.codes(broken) & {"missing-text", "missing-item"}, lost


def test_an_exam_with_an_answer_sheet_has_no_room_for_answers_and_the_same_code():
    alone, sheet = made("exam"), made("exam", setting=Setting(on_sheet=True))
    assert alone.code == sheet.code
    assert not any(isinstance(block, Fields) for block in sheet.blocks)
    assert sheet.running.fields == ()
    assert [text for text in told(sheet) if "lembar jawaban" in text] == [
        "Tulislah nama, nomor peserta, dan kode paket pada lembar jawaban.",
        "Isikan semua jawaban pada lembar jawaban, bukan pada naskah soal ini.",
    ]
    lines = [block for item in items(sheet) for block in item.blocks if isinstance(block, ExtendedTextInteraction)]
    assert lines
    assert not any(block.expected_lines or block.label for block in lines)
    texts = [str(block.text) for section in sections(sheet) for block in section.blocks if isinstance(block, Instruction)]
    assert not any("silang" in text for text in texts)


def test_an_exam_with_an_answer_sheet_is_read_back():
    press = Press(topic_file(), sheet="exam")
    (plan,) = press.plans
    asked = {"asked": {"total": None, "points": True, "on_sheet": True}}
    paper = press.make("exam", plan, setting=Setting(on_sheet=True), **asked)
    assert press.judge(paper, press.make("scoring-guide", plan)) == []
