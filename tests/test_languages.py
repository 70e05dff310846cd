"""The words: every language has the same, with the same placeholders; numbers, dates and lists go the language's way."""

from __future__ import annotations

import ast
import re
from decimal import Decimal
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
from making import LEVELS, essay, matching, true_false
from sample import line, made, sample

import generator.languages
from generator.build.settings import SettingsFile
from generator.check import check
from generator.compose import KINDS, Built, Setting
from generator.compose.book import BOOKS, Binding
from generator.compose.packs import Listed, Packed, class_list, packing_list, sheet_words
from generator.diagnostics import Failed
from generator.items import REGISTRY
from generator.languages import CURRICULA, Words, codes, words
from generator.layout.profiles import profiles
from generator.model.blocks import Callout, ChoiceInteraction, Paragraph, Table, Timeline
from generator.model.course import Course
from generator.model.item import Blocks, Group
from generator.model.school import Exam, Person, School
from generator.model.text import said
from generator.model.topic import Correction, Objective
from generator.source import read_bytes

CODES = codes()
# Where languages may differ in length: a school system's lessons, and how many letters a list has.
OWN = {"sheet.lesson-minutes", "letters", "name", "tag", "direction"}
# Where curricula may differ in length: whether there are phases, and the columns of a blueprint.
LISTS = ("specification.phases", "blueprint-table.columns")


def leaves(tree, path=""):
    """Yield (path, placeholders, strong words) of every word; plural forms count as one word."""
    if isinstance(tree, str):
        yield path, frozenset(re.findall(r"{(\w+)}", tree)), tree.count("**")
    elif isinstance(tree, tuple):
        for i, entry in enumerate(tree):
            yield from leaves(entry, f"{path}.{i}")
    elif "by" in tree:
        forms = [form for name, form in tree.items() if name != "by"]
        assert {"by", "other"} <= set(tree) <= {"by", "one", "other"}, path
        assert all(f"{{{tree['by']}}}" in form for form in forms), path
        yield path, frozenset(re.findall(r"{(\w+)}", " ".join(forms))), forms[0].count("**")
    else:
        for name, entry in tree.items():
            yield from leaves(entry, f"{path}.{name}".lstrip("."))


def compared(code):
    return {
        path: rest
        for path, *rest in leaves(words(code).tree)
        if not any(path == own or path.startswith(f"{own}.") for own in OWN)
    }


def test_both_languages_are_there():
    assert {"id", "en"} <= set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_every_language_has_the_same_words_with_the_same_placeholders(code):
    assert compared(code) == compared("id")


@pytest.mark.parametrize("code", CODES)
def test_no_word_is_empty_and_strong_marks_are_closed(code):
    for path, template in ((path, words(code)._at(path)) for path in compared(code)):
        forms = [template] if isinstance(template, str) else [form for name, form in template.items() if name != "by"]
        for form in forms:
            assert form.strip(), path
            assert form.count("**") % 2 == 0, path
            assert form == form.strip() or path.startswith("lists."), path


@pytest.mark.parametrize("code", CODES)
def test_every_question_type_has_a_name_and_an_instruction(code):
    for each in REGISTRY:
        assert words(code).has(f"types.{each.TYPE}.name")
        assert words(code).has(f"types.{each.TYPE}.instruction")


SCHOOL = School(
    **{name: name for name in ("name", "phone", "email", "website", "npsn", "nsm", "accreditation", "city", "year", "semester")},
    principal=Person(name="Head", nip="1"),
    teacher=Person(name="Teacher"),
)


def rare():
    """What the sample topic has not: other call-outs, short groups, corrections in full, a long run, things to bring."""
    stimulus = Blocks((Paragraph(line("Sebuah bacaan.")),))
    return sample(
        materials=(said("pena"),),
        handout=Blocks(tuple(Callout(role, (Paragraph(line(role)),)) for role in ("important", "example", "correction"))),
        objectives=(Objective(name="terapkan", text=said("Menerapkan"), outcome=said("CP"), cognitive="C3"),),
        corrections=(Correction(claim=said("a"), error=said("b"), correction=said("c"), note=said("d")),),
        items=(
            essay("esai", "Sebuah jawaban.", objective=("terapkan",), rationale=said("sebab")),
            essay("esai-2", indicator=said("Menjelaskan arti.")),
            *(essay(f"esai-{cognitive}", cognitive=cognitive, model="Bebas.") for cognitive in ("C4", "C6")),
            *(true_false(f"bs-{i}") for i in range(5)),
            matching("banyak", *((f"kiri {i}", f"kanan {i}") for i in range(12))),
            Group(name="tahun", stimulus=Blocks((Timeline(((said("1945"), said("PBB")),)),)), items=(essay("esai-0"),)),
            Group(name="angka", stimulus=Blocks((Table((said("a"),), ((said("b"),),)),)), items=(essay("esai-00"),)),
            Group(name="satu", stimulus=stimulus, items=(essay("esai-3"),)),
            Group(name="tiga", stimulus=stimulus, items=tuple(essay(f"esai-{i}") for i in range(4, 7))),
        ),
    )


EXAM = Exam(title="Ulangan", date="2026-12-07", start="07:30", end="09:00", box_left=("RAHASIA",), box_right="UTAMA")


def good(code):
    """Yield the good cases in a language, by level: they hold every question type."""
    for path in sorted((Path(__file__).parent / "cases" / "good").glob("*.yaml")):
        checked = check(read_bytes(path.read_bytes(), path.name), tuple(LEVELS.values()))
        assert not checked.failed, path
        if code in checked.languages:
            yield {name: checked.topic(code, level.text) for name, level in LEVELS.items()}


def listed(topic, level, code):
    """Compose the lists of a pack: every language, level and look, a pupil and a spare copy."""
    speech = words(code)
    looks = [
        sheet_words(speech, "a", name, language, profile) for name in LEVELS for language in codes() for profile in profiles()
    ]
    rows = [Listed("Ana", "1", looks[0], "ABCDEFGH"), Listed("", "", looks[-1], "ABCDEFGJ")]
    assert class_list(topic, LEVELS[level], speech, Setting(SCHOOL), "IX-A", rows).blocks
    assert packing_list(topic, LEVELS[level], speech, Setting(SCHOOL), "IX-A", [Packed("A", looks[0], "ABCDEF", 2, 4, 2)]).blocks


BUILT = (
    Built("worksheet", "pupil", "a", "ABCDEF", 4, 2, 20, "40"),
    Built("answer-key", "teacher", "a", "ABCDEF", 3, 2, 20, "40"),
)
"""Documents that a cover sheet tells of."""


def bound(topic, level, code):
    """Compose the books of a course of one topic."""
    for book in BOOKS:
        if getattr(topic, KINDS[book.chapters].needs):
            chapter = made(book.chapters, level, code, topic)
            binding = Binding(book, Course("course", "Course"), [(topic, chapter)], words(code), Setting(SCHOOL))
            assert binding.cover().blocks
            assert binding.contents([]).blocks
            assert (binding.back([("term", ["1"])]) is None) == (book.chapters != "handout")


@pytest.mark.parametrize("code", CODES)
def test_every_word_is_printed_somewhere(code, monkeypatch):
    """Words that no document asks for are dead; forms that `Words` itself fills, and letters of the waist, are at hand."""
    asked = set()
    at = Words._at
    monkeypatch.setattr(Words, "_at", lambda self, path: asked.add(path) or at(self, path))
    topics = [dict.fromkeys(LEVELS, topic) for topic in (sample(), rare(), sample(grade=(7, 9)), sample(grade=(1, 3, 9)))]
    for by_level in (*topics, *good(code)):
        for level, topic in by_level.items():
            for kind in KINDS:
                if getattr(topic, KINDS[kind].needs):
                    made(kind, level, code, topic, Setting(SCHOOL, draft=True, kop=True, built=BUILT, exam=EXAM), variants=2)
            bound(topic, level, code)
            listed(topic, level, code)
            if topic.items:
                made("blueprint-table", level, code, topic, Setting(form="tka"))
    made("exam", language=code, setting=Setting())
    for topic in good(code):
        if topic["mixed"].items:
            made("exam", "easy", code, topic["easy"], Setting(on_sheet=True))
            made("exam", "mixed", code, topic["mixed"], Setting(on_sheet=True))
    tree = ast.parse(Path(generator.languages.__file__).read_text(encoding="utf-8"))
    asked |= {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    asked |= {f"letters.{style}" for style in get_args(get_type_hints(ChoiceInteraction)["style"])}
    entries = re.compile(r"\.\d+")
    printed = {entries.sub(".#", str(path)) for path in asked}
    assert sorted({entries.sub(".#", path) for path, *_ in leaves(words(code).tree)} - printed) == []


@pytest.mark.parametrize("code", CODES)
def test_there_are_letters_for_all_that_is_lettered(code):
    own = words(code)
    for style, count in {"choice": 12, "box": 12, "truth": 2, "target": 26, "row": 26, "step": 26, "grade": 12}.items():
        letters = [own.letter(style, i) for i in range(count)]
        assert len(set(letters)) == count, style
        assert all(len(letter) == 1 for letter in letters) or style == "grade"
    assert own.letter("section", 0) == "A"
    assert own.letter("gap", 2) == "(3)"
    assert own.letter("row", 26) == own.letter("row", 0) * 2


def test_targets_go_from_p_to_z_then_from_a_to_o():
    assert "".join(words("id").letter("target", i) for i in range(26)) == "PQRSTUVWXYZABCDEFGHIJKLMNO"


@pytest.mark.parametrize(
    ("code", "value", "said"),
    [
        ("id", Decimal("12.5"), "12,5"),
        ("id", Decimal("1250.50"), "1.250,50"),
        ("id", Decimal("-7"), "−7"),
        ("id", 1000000, "1.000.000"),
        ("en", Decimal("1250.5"), "1,250.5"),
        ("en", Decimal("-0.5"), "−0.5"),
        ("en", Decimal("1E+2"), "100"),
    ],
)
def test_numbers_are_printed_in_the_languages_way(code, value, said):
    assert words(code).number(value) == said


@pytest.mark.parametrize(
    ("code", "written", "said"),
    [
        ("id", "2019", "2019"),
        ("id", "2025-10", "Oktober 2025"),
        ("id", "2025-10-06", "6 Oktober 2025"),
        ("en", "2019-12", "December 2019"),
        ("en", "2019-12-18", "18 December 2019"),
    ],
)
def test_dates_are_said_as_far_as_they_are_known(code, written, said):
    assert words(code).date(written) == said


@pytest.mark.parametrize(
    ("code", "parts", "joiner", "said"),
    [
        ("id", "ABCD", "or", "A, B, C, atau D"),
        ("id", "AB", "and", "A dan B"),
        ("id", "A", "or", "A"),
        ("en", "ABCD", "or", "A, B, C or D"),
        ("en", "AB", "and", "A and B"),
        ("en", "", "and", ""),
    ],
)
def test_lists_are_joined_in_words(code, parts, joiner, said):
    assert words(code).listed(list(parts), joiner) == said


@pytest.mark.parametrize(
    ("code", "grades", "said"),
    [
        ("id", [9], "Kelas IX"),
        ("id", [9, 7, 8], "Kelas VII–IX"),
        ("id", [7, 9], "Kelas VII dan IX"),
        ("id", [], ""),
        ("en", [9], "Grade 9"),
        ("en", [7, 8, 9], "Grades 7–9"),
    ],
)
def test_grades_are_written_as_schools_write_them(code, grades, said):
    assert words(code).grades(grades) == said


@pytest.mark.parametrize(
    ("code", "minutes", "grades", "said"),
    [
        ("id", 80, [9], "2 × 40 menit"),
        ("id", 70, [4], "2 × 35 menit"),
        ("id", 90, [10, 11], "2 × 45 menit"),
        ("id", 90, [9], "90 menit"),
        ("id", 40, [9], "40 menit"),
        ("id", 80, [], "80 menit"),
        ("en", 80, [9], "80 minutes"),
        ("en", 1, [9], "1 minute"),
    ],
)
def test_a_duration_is_said_in_lessons_where_they_divide_it(code, minutes, grades, said):
    assert words(code).duration(minutes, grades) == said


def test_plural_forms_follow_the_number():
    assert words("en")("sheet.points", points=1) == "1 point"
    assert words("en")("sheet.points", points=Decimal("2.5")) == "2.5 points"
    assert words("id")("sheet.points", points=Decimal("2.5")) == "Skor: 2,5"


def test_strong_words_are_runs_and_facts_stay_what_they_are():
    page = words("id").text("sheet.page", n="**{1}**", total=3)
    assert [(run.text, run.strong) for run in page.paragraphs[0]] == [("Halaman ", False), ("**{1}**", True), (" dari 3", False)]
    assert words("id")("sheet.page", n=1, total=3) == "Halaman 1 dari 3"


def test_an_unknown_language_is_a_finding_and_an_unknown_path_a_mistake_of_ours():
    with pytest.raises(Failed) as failed:
        words("xx")
    assert [found.code for found in failed.value.diagnostics] == ["unknown-language"]
    with pytest.raises(KeyError):
        words("id")("sheet.nothing")
    assert not words("id").has("sheet.nothing")


def test_the_curricula_of_the_settings_are_those_that_have_words():
    literal = get_args(get_type_hints(SettingsFile)["curriculum"])[0]
    assert set(get_args(literal)) == set(CURRICULA)


@pytest.mark.parametrize("curriculum", CURRICULA)
@pytest.mark.parametrize("code", CODES)
def test_a_curriculum_changes_words_and_nothing_of_their_form(code, curriculum):
    usual, own = words(code), words(code, curriculum)
    plain = [[leaf for leaf in leaves(one.tree) if not leaf[0].startswith(LISTS)] for one in (own, usual)]
    assert plain[0] == plain[1]
    assert all(own.rows(path) or path == LISTS[0] for path in LISTS)
    assert (own == usual) == (curriculum == CURRICULA[0])
    assert not own.has("curricula")


@pytest.mark.parametrize(
    ("curriculum", "path", "said"),
    [
        ("merdeka", "types.organiser.differ", "Jawaban peserta didik beragam."),
        ("k13", "types.organiser.differ", "Jawaban siswa beragam."),
        ("merdeka-pm", "types.organiser.differ", "Jawaban murid beragam."),
        ("merdeka", "kinds.worksheet.label", "Lembar Kerja Peserta Didik (LKPD)"),
        ("k13", "kinds.worksheet.label", "Lembar Kerja Peserta Didik (LKPD)"),
        ("merdeka-pm", "kinds.worksheet.label", "Lembar Kerja Murid (LKM)"),
    ],
)
def test_each_curriculum_has_its_words(curriculum, path, said):
    assert words("id", curriculum)(path) == said


def test_an_unknown_curriculum_is_a_finding():
    with pytest.raises(Failed) as failed:
        words("id", "ktsp")
    assert [found.code for found in failed.value.diagnostics] == ["unknown-choice"]


@pytest.mark.parametrize("code", CODES)
def test_heads_are_not_written_in_capitals(code):
    """Layouts print them in capitals, and profiles for readers who find these hard do not."""
    speech = words(code)
    heads = [kind["label"] for kind in speech.tree["kinds"].values() if "label" in kind]
    for head in [*heads, speech("sheet.banner"), speech("sheet.draft"), speech("exam.packet")]:
        assert not head.isupper(), head
