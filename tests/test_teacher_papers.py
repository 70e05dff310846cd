"""The papers around a lesson: rubric, remedial and enrichment plan, teacher's notes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from finished import Press, topic
from making import LEVELS, essay, multiple_choice, true_false
from sample import plan_of, sample

from generator.compose import KINDS, Setting, compose
from generator.compose.blocks import Corrections, Explanation, Formula, Front, Masthead, Section
from generator.compose.forms import Identity, Signatures
from generator.compose.registers import Register, under
from generator.compose.teacher_notes import shared
from generator.languages import CURRICULA, words
from generator.model.blocks import Heading, Paragraph
from generator.model.item import Blocks, Group
from generator.model.school import Person, School
from generator.model.text import said
from generator.model.topic import Objective

PLANS = ("remedial-plan", "enrichment-plan")
PAPERS = ("rubric", *PLANS, "teacher-notes")
SCHOOL = School(name="SMP Negeri 1", year="2026/2027", semester="1 (Ganjil)", teacher=Person(name="Ratna"))


def paper(kind, own=None, curriculum="merdeka", language="id", setting=None, **request):
    own = own or sample()
    plan = plan_of(own, **request)[0] if KINDS[kind].sheet else None
    return compose(kind, own, plan, LEVELS["medium"], words(language, curriculum), setting)


def parts(document, kind):
    return [block for block in document.blocks if isinstance(block, kind)]


def cells(register):
    return [[str(cell) for cell in row] for row in register.rows]


def heads(register):
    return [[text for text, *_ in row] for row in register.heads]


@pytest.mark.parametrize("kind", PAPERS)
def test_they_are_for_the_teacher_and_say_so_on_every_page(kind):
    document = paper(kind)
    assert document.audience == "teacher"
    assert document.running.banner == words("id")("sheet.banner")
    assert parts(document, Masthead)[0].kind == words("id")(f"kinds.{kind}.label")


# the rubric


def test_a_rubric_has_attitude_and_skill_at_four_scores():
    document = paper("rubric")
    assert document.landscape and document.label == ""
    first, second, _ = parts(document, Register)
    for register in (first, second):
        assert heads(register) == [["Aspek", "Indikator", "4 – Sangat Baik", "3 – Baik", "2 – Cukup", "1 – Perlu Bimbingan"]]
        assert len(register.rows) == 5 and all(len(row) == 6 and all(row) for row in register.rows)
    assert cells(first)[0][0] == "1. Kerja sama" and cells(second)[4][0] == "5. Penyajian"


@pytest.mark.parametrize(("grade", "rows"), [((3,), 28), ((9,), 32), ((7, 9), 32), ((12,), 36), ((), 32)])
def test_its_class_list_has_a_row_for_each_pupil_of_a_class(grade, rows):
    register = parts(paper("rubric", sample(grade=grade)), Register)[2]
    assert register.blank == rows
    above, below = register.heads
    assert above == (("No.", 1, 2), ("Nama Peserta Didik", 1, 2), ("Sikap", 8, 1), ("Keterampilan", 8, 1))
    assert [text for text, *_ in below] == ["1", "2", "3", "4", "5", "Jumlah", "Nilai", "Predikat"] * 2
    assert len(register.columns) == 18
    assert [(block.earned, block.most) for block in parts(paper("rubric"), Formula)] == [("Jumlah Skor", "Skor Maksimal (20)")]


def test_groups_of_heads_stand_over_their_columns():
    assert under([("", ["a"]), ("G", ["b", "c"])]) == ((("a", 1, 2), ("G", 2, 1)), (("b", 1, 1), ("c", 1, 1)))


# remedial and enrichment


def test_plans_say_which_items_ask_for_which_objective():
    own = sample(
        objectives=(
            Objective(name="tp1", text=said("Mengingat"), cognitive="C2"),
            Objective(name="tp2", text=said("Menerapkan")),
            Objective(name="tp3", text=said("Menilai")),
            Objective(name="tp4", text=said("Tidak ditanyakan")),
        ),
        items=(
            multiple_choice("a", "x", "y", objective=("tp1", "tp3"), cognitive="C5"),
            multiple_choice("b", "x", "y", objective=("tp2",), cognitive="C3"),
            true_false("c", objective=("tp1",), cognitive="C1"),
            essay("d", objective=("tp2",), cognitive="C2"),
        ),
    )
    for kind in PLANS:
        asked = words("id")
        first = parts(paper(kind, own), Register)[0]
        plan = plan_of(own)[0]
        numbers = {name: str(place) for place, name in enumerate((one.name for one in plan.items()), 1)}
        assert cells(first) == [
            ["TP1 Mengingat", asked.listed(sorted([numbers["a"], numbers["c"]])), asked(f"{kind}.forms.l1")],
            ["TP2 Menerapkan", asked.listed(sorted([numbers["b"], numbers["d"]])), asked(f"{kind}.forms.l2")],
            ["TP3 Menilai", numbers["a"], asked(f"{kind}.forms.l3")],
        ]


def test_a_topic_without_objectives_has_no_map():
    own = sample(
        objectives=(), items=tuple(replace(item, objective=()) for item in sample().items if not isinstance(item, Group))
    )
    assert [len(parts(paper(kind, own), Register)) for kind in PLANS] == [2, 2]


def test_the_remedial_list_has_the_columns_of_the_school_form():
    register = parts(paper("remedial-plan"), Register)[2]
    assert heads(register) == [
        [
            "No.",
            "Nama Peserta Didik",
            "Nilai Asesmen",
            "Tujuan Pembelajaran yang Belum Dikuasai",
            "Bentuk Pembelajaran Remedial",
            "Nomor Soal dalam Tes Remedial",
            "Nilai Tes Remedial",
            "Ket.",
        ],
        [f"({place})" for place in range(1, 9)],
    ]
    assert register.blank and paper("remedial-plan").landscape
    assert heads(parts(paper("enrichment-plan"), Register)[2])[0] == [
        "No.", "Nama Peserta Didik", "Nilai Asesmen", "Bentuk Pengayaan",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("curriculum", "learner", "test", "mastery", "weak"),
    [
        ("k13", "Siswa", "Ulangan", "KKM", "Indikator yang Belum Dikuasai"),
        ("merdeka", "Peserta Didik", "Asesmen", "KKTP", "Tujuan Pembelajaran yang Belum Dikuasai"),
        ("merdeka-pm", "Murid", "Asesmen", "KKTP", "Tujuan Pembelajaran yang Belum Dikuasai"),
    ],
)
def test_plans_use_the_words_of_the_curriculum(curriculum, learner, test, mastery, weak):
    document = paper("remedial-plan", curriculum=curriculum)
    top = heads(parts(document, Register)[2])[0]
    assert (top[1], top[2], top[3]) == (f"Nama {learner}", f"Nilai {test}", weak)
    assert sections(document)[0] == "Soal Menurut " + weak.removesuffix(" yang Belum Dikuasai")
    assert heads(parts(document, Register)[1])[0][0] == f"Paling banyak 20% {learner.lower()} di bawah {mastery}"
    assert [label for label, _ in parts(document, Identity)[0].facts][-3:] == [
        f"{test} Ke / Tanggal", "Tanggal Tes Remedial", mastery,
    ]  # fmt: skip


def test_plans_have_the_code_label_and_points_of_their_worksheet():
    own = sample()
    for kind in PLANS:
        for plan in plan_of(own, variants=2):
            sheet, paper_ = (compose(name, own, plan, LEVELS["medium"], words("id")) for name in ("worksheet", kind))
            assert (sheet.code, sheet.label, sheet.items, sheet.points) == (
                paper_.code,
                paper_.label,
                paper_.items,
                paper_.points,
            )


def test_what_the_teacher_has_to_fill_in_is_empty_and_the_rest_is_known():
    setting = Setting(SCHOOL)
    (identity,) = parts(paper("remedial-plan", setting=setting), Identity)
    assert [(label, str(value)) for label, value in identity.facts if value] == [
        ("Satuan Pendidikan", "SMP Negeri 1"),
        ("Mata Pelajaran", "Ilmu Pengetahuan Sosial (IPS)"),
        ("Fase/Kelas/Semester", "D / IX / 1 (Ganjil)"),
    ]
    (forms,) = identity.wide
    assert forms[0] == "Bentuk Soal" and str(forms[1]).startswith("3 pilihan ganda, ")
    for kind in ("rubric", *PLANS):
        assert isinstance(paper(kind, setting=setting).blocks[-1], Signatures)
        assert [str(text) for text in parts(paper(kind, setting=setting), Masthead)[0].meta] == ["Tahun Pelajaran 2026/2027"]


# teacher's notes


def sections(document):
    return [block.title for block in parts(document, Section)]


def test_notes_print_only_what_the_topic_has():
    assert sections(paper("teacher-notes")) == [
        "Tujuan Pembelajaran", "Persiapan", "Alur Pembelajaran", "Kekeliruan yang Perlu Diluruskan", "Jawaban untuk Didiskusikan",
    ]  # fmt: skip
    bare = replace(sample(), objectives=(), terms=(), corrections=(), items=(), duration=None)
    document = paper("teacher-notes", bare)
    assert sections(document) == ["Alur Pembelajaran"]
    (lesson,) = parts(document, Register)
    assert heads(lesson) == [["Kegiatan", "Gagasan"]]
    assert [row[0] for row in cells(lesson)] == ["Pembuka", "Penutup"]


def test_the_lesson_takes_the_time_that_the_topic_says():
    (lesson,) = parts(paper("teacher-notes"), Register)
    rows = cells(lesson)
    assert [row[1] for row in rows] == [
        "Pembuka", "Kegiatan 1: Ayo Memahami", "Kegiatan 2: Ayo Mengaplikasi", "Kegiatan 3: Ayo Berdiskusi", "Penutup",
    ]  # fmt: skip
    assert sum(int(row[0].split()[0]) for row in rows) == 80
    assert "6 soal dalam topik ini: 2 pilihan ganda, 2 benar–salah, 1 menjodohkan, 1 isian rumpang" in rows[1][2]


@pytest.mark.parametrize(
    ("minutes", "shares", "times"),
    [
        (80, (15, 25, 25, 20, 15), [15, 20, 20, 15, 10]),
        (90, (15, 25, 25, 20, 15), [15, 20, 20, 20, 15]),
        (42, (50, 50), [22, 20]),
        (4, (30, 70), [4, 0]),
        (0, (1, 1), [0, 0]),
    ],
)
def test_time_is_shared_in_fives_and_none_is_lost(minutes, shares, times):
    assert shared(minutes, shares) == times
    assert sum(times) == minutes


def test_model_answers_stand_under_their_questions_and_passages():
    stimulus = Blocks((Heading(2, said("Dua Surat").paragraphs[0]), Paragraph(said("Isi surat.").paragraphs[0])))
    own = sample(
        items=(
            essay("tanpa-model"),
            multiple_choice("pilihan", "x", "y", cognitive="C5", rationale=said("sebab")),
            essay("esai", "Jawaban contoh.", cognitive="C4", rationale=said("Pendapat lain diterima.")),
            Group(name="surat", stimulus=stimulus, items=(essay("dalam", "Surat kedua.", cognitive="C6"),)),
        )
    )
    first, second = parts(paper("teacher-notes", own), Explanation)
    assert (first.number, str(first.text), first.at) == ("C4", "Explain.", "esai")
    assert [(label, str(text)) for label, text in first.notes] == [("Alasan", "Pendapat lain diterima.")]
    assert [str(text) for label, text in second.notes if label == "Bacaan"] == ["Dua Surat"]
    assert [block.text[0].text for block in second.model] == ["Surat kedua."]


def test_misconceptions_and_aims_are_those_of_the_topic():
    document = paper("teacher-notes")
    (table,) = parts(document, Corrections)
    assert [[str(cell) for cell in row] for row in table.rows] == [
        ["WTO adalah World Trade Center.", "World Trade Organization."]
    ]
    aims = parts(document, Front)[0]
    assert str(aims.entries[0]) == "TP2 Membedakan kerja sama bilateral, regional, dan multilateral."


def test_an_aim_says_how_much_it_asks_for():
    own = sample(objectives=(Objective(name="tp1", text=said("Menilai"), cognitive="C5"),))
    assert str(parts(paper("teacher-notes", own), Front)[0].entries[0]) == "TP1 Menilai (C5)"


@pytest.mark.parametrize("curriculum", CURRICULA)
@pytest.mark.parametrize("kind", PAPERS)
def test_every_word_is_there_in_every_language_and_curriculum(kind, curriculum):
    for language in ("id", "en"):
        assert paper(kind, curriculum=curriculum, language=language).blocks


# reading back

GOALS = "objectives: [{name: tp1, text: Menjelaskan arti kerja sama, cognitive: C2}, {name: tp2, text: Menilai manfaatnya}]\n"
WRONG = "corrections: [{claim: ASEAN berdiri pada 1968., correction: pada 1967}]\n"


def served():
    """The topic of the reading tests with objectives for some items."""
    data = topic(more=GOALS + WRONG).decode("utf-8")
    return (
        data.replace("{name: pg-1,", "{name: pg-1, objective: [tp1],")
        .replace("{name: esai,", "{name: esai, objective: [tp2],")
        .encode()
    )


@pytest.fixture(scope="module")
def press():
    return Press(served())


@pytest.mark.parametrize("kind", PAPERS)
def test_they_pass_reading_back(press, kind):
    assert press.judge(press.make(kind, press.plans[0] if KINDS[kind].sheet else None)) == []


@pytest.mark.parametrize(
    ("kind", "right", "wrong"),
    [
        ("rubric", "tanpa diminta", "jika disuruh"),
        ("remedial-plan", "Menilai manfaatnya", "Menilai kerugiannya"),
        ("enrichment-plan", "Menjelaskan arti kerja sama", "Menjelaskan arti"),
        ("teacher-notes", "pada 1967", "pada 1968"),
        ("teacher-notes", "Menilai manfaatnya", "Menilai"),
        ("teacher-notes", "Bebas.", "Rahasia."),
    ],
)
def test_a_text_that_is_not_the_topics_is_found(press, kind, right, wrong):
    plan = press.plans[0] if KINDS[kind].sheet else None
    assert press.codes(press.make(kind, plan, markup=lambda text: text.replace(right, wrong))) == {"missing-text"}


@pytest.mark.parametrize("kind", PLANS)
def test_a_number_that_is_another_items_is_found(press, kind):
    plan = press.plans[0]
    number = next(place for place, one in enumerate(plan.items(), 1) if one.name == "pg-1")
    other = press.make(kind, plan, markup=lambda text: text.replace(f"<td>{number}</td>", f"<td>{number + 1}</td>", 1))
    assert press.codes(other) == {"missing-text"}
