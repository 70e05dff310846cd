"""The blueprint of an exam: its columns by curriculum, rows in the order of objectives, sums that are the paper's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from finished import Press, topic
from making import LEVELS, essay, multiple_choice, true_false
from sample import plan_of, sample

from generator.compose import Setting, compose
from generator.compose.blueprint_table import Recap, SpannedTable
from generator.compose.forms import Identity, Signatures
from generator.compose.numbering import number
from generator.compose.specification import indicator
from generator.languages import CURRICULA, words
from generator.model.item import Picture
from generator.model.school import Exam, Person, School
from generator.model.text import said
from generator.model.topic import Objective

GOALS = (
    Objective(name="tp1", text=said("Menjelaskan arti."), outcome=said("Memahami"), cognitive="C2"),
    Objective(name="tp2", text=said("Menilai peran"), outcome=said("Menilai")),
    Objective(name="tp3", text=said("Memberi contoh"), outcome=said("Memahami")),
)


def some(**changes):
    """A topic with items that share objectives, and two that differ in nothing."""
    items = (
        multiple_choice(
            "a", "x", "y", objective=("tp2",), cognitive="C5", difficulty="hard", indicator=said("Menilai peran PBB")
        ),
        multiple_choice("b", "x", "y", objective=("tp3",), cognitive="C3", difficulty="easy", indicator=said("Memberi contoh")),
        multiple_choice("c", "x", "y", objective=("tp1",), difficulty="easy"),
        multiple_choice("d", "x", "y", objective=("tp1",), difficulty="easy"),
        true_false("e", objective=("tp1",), material=said("Arti kata")),
        essay("f", rubric=((Decimal(3), "satu"),)),
    )
    return sample(objectives=GOALS, items=items, **changes)


def blueprint(own=None, curriculum="merdeka", language="id", setting=None, label=0, **request):
    own = own or some()
    plan = plan_of(own, kind="exam", **request)[label]
    return compose("blueprint-table", own, plan, LEVELS["medium"], words(language, curriculum), setting)


def part(document, kind):
    return next(block for block in document.blocks if isinstance(block, kind))


def rows(document):
    """The rows as printed: for each its cells by column, and how many rows each goes over."""
    table = part(document, SpannedTable)
    return [{name: (str(text), rows) for name, text, rows in row} for row in table.rows]


@pytest.mark.parametrize(
    ("curriculum", "form", "columns"),
    [
        ("k13", "", "No. Kompetensi_Dasar Lingkup_Materi Materi Indikator_Soal Nomor_Soal Level_(Kognitif) Bentuk_Soal"),
        (
            "merdeka",
            "",
            "No. Capaian_Pembelajaran Tujuan_Pembelajaran Materi Indikator_Soal Level_Kognitif Tingkat_Kesukaran Bentuk_Soal "
            "Nomor_Soal Skor",
        ),
        (
            "merdeka-pm",
            "tka",
            "No. Bentuk_Soal Tingkat_Kognitif Elemen_/_Materi Sub-elemen_/_Submateri Kompetensi Batasan_/_Catatan "
            "Konteks_&_Stimulus Jumlah_Soal",
        ),
    ],
)
def test_the_columns_are_those_of_the_curriculum_or_form(curriculum, form, columns):
    document = blueprint(curriculum=curriculum, setting=Setting(form=form))
    assert [head.replace(" ", "_") for _, head in part(document, SpannedTable).columns] == columns.split()
    assert document.landscape and document.audience == "teacher"
    assert blueprint(curriculum="merdeka-pm").blocks[2].columns == blueprint().blocks[2].columns


def test_rows_follow_the_objectives_and_share_what_they_have_in_common():
    table = rows(blueprint())
    assert [row["items"][0] for row in table] == ["3 dan 4", "5", "2", "1", "6"]
    assert [row.get("outcome") for row in table] == [("Memahami", 3), None, None, ("Menilai", 1), ("", 1)]
    assert [row.get("objective") for row in table] == [
        ("TP1 Menjelaskan arti.", 2),
        None,
        ("TP3 Memberi contoh", 1),
        ("TP2 Menilai peran", 1),
        ("–", 1),
    ]
    assert [row["material"][0] for row in table][1] == "Arti kata"
    assert [row["number"][0] for row in table] == ["1", "2", "3", "4", "5"]


def test_a_row_says_level_difficulty_form_and_points():
    table = rows(blueprint())
    told = [tuple(row[name][0] for name in ("level", "difficulty", "form", "points")) for row in table]
    assert told == [
        ("L1", "mudah", "Pilihan Ganda", "2 × 1"),
        ("L1", "sedang", "Benar–Salah", "1"),
        ("L2", "mudah", "Pilihan Ganda", "1"),
        ("L3", "sukar", "Pilihan Ganda", "1"),
        ("–", "sedang", "Uraian", "3"),
    ]


@pytest.mark.parametrize(
    ("written", "language", "curriculum", "printed"),
    [
        ("Menjelaskan arti *bilateral*", "id", "merdeka", "Peserta didik dapat menjelaskan arti *bilateral*."),
        ("Menjelaskan arti.", "id", "k13", "Siswa dapat menjelaskan arti."),
        ("Disajikan tabel, menghitung jumlah", "id", "merdeka-pm", "Disajikan tabel, murid dapat menghitung jumlah."),
        ("Disajikan tabel, siswa dapat menghitung.", "id", "merdeka", "Disajikan tabel, siswa dapat menghitung."),
        ("Disajikan tabel jumlah", "id", "merdeka", "Disajikan tabel jumlah"),
        ("Given a table, count the parties", "en", "merdeka", "Given a table, students can count the parties."),
        ("", "id", "merdeka", ""),
    ],
)
def test_an_indicator_becomes_a_sentence(written, language, curriculum, printed):
    assert str(indicator(said(written), words(language, curriculum))) == printed


def test_an_item_without_an_indicator_has_its_objective_and_what_it_shows():
    table = rows(blueprint())
    assert table[0]["indicator"][0] == "Peserta didik dapat menjelaskan arti."
    assert table[4]["indicator"][0] == ""
    shown = replace(some(), items=(essay("p", objective=("tp3",), picture=Picture(image="x.svg")),))
    assert rows(blueprint(shown))[0]["indicator"][0] == "Disajikan gambar, peserta didik dapat memberi contoh."


@pytest.mark.parametrize("curriculum", CURRICULA)
@pytest.mark.parametrize("form", ["", "tka"])
@pytest.mark.parametrize("own", [some(), sample()], ids=["some", "sample"])
def test_the_sums_are_those_of_the_paper(curriculum, form, own):
    document = blueprint(own, curriculum, setting=Setting(form=form))
    recap = part(document, Recap)
    count, points = document.items, document.points
    assert recap.total[-2:] == (str(count), points)
    columns = list(zip(*recap.rows, strict=True))[1:]
    for column, total in zip(columns, recap.total[1:], strict=True):
        assert sum(int(cell) for cell in column if cell != "–") == (int(total) if total != "–" else 0)
    table = part(document, SpannedTable)
    if form:
        assert table.total == ("Jumlah", str(count))
        assert sum(int(row["count"][0]) for row in rows(document)) == count
    else:
        numbers = [int(each) for row in rows(document) for each in row["items"][0].replace(" dan ", ", ").split(", ")]
        assert sorted(numbers) == list(range(1, count + 1))


def test_number_points_and_code_are_those_of_the_exam_of_the_same_label():
    own = some()
    for label in (0, 1):
        plan = plan_of(own, kind="exam", variants=2)[label]
        document = blueprint(own, label=label, variants=2)
        sheet = number(own, plan, LEVELS["medium"])
        assert (document.code, document.label, document.items) == (sheet.code, "ab"[label], len(sheet.items()))
        where = {each.strip(): row for row in rows(document) for each in row["items"][0].replace("dan", ",").split(",")}
        for one in sheet.items():
            assert where[str(one.number)]["form"][0] == words("id")(f"types.{one.item.TYPE}.name")


def test_a_form_of_its_own_counts_the_items_of_a_kind():
    table = rows(blueprint(setting=Setting(form="tka")))
    assert [row["count"][0] for row in table] == ["2", "1", "1", "1", "1"]
    assert table[0]["notes"][0] == "Soal nomor 3 dan 4"
    assert [row["level"][0] for row in table if "level" in row] == ["Pemahaman", "Penerapan", "Penalaran", "Pemahaman", "–"]
    assert table[0]["form"] == ("Pilihan Ganda", 3)


def test_the_head_says_what_is_known_and_leaves_a_line_for_the_school():
    school = School(name="SMP 1", semester="1 (Ganjil)", teacher=Person(name="Ratna"), principal=Person(name="Hendra"))
    facts = {label: str(value) for label, value in part(blueprint(setting=Setting(school)), Identity).facts}
    assert facts == {
        "Satuan Pendidikan": "SMP 1",
        "Mata Pelajaran": "Ilmu Pengetahuan Sosial (IPS)",
        "Fase/Kelas/Semester": "D / IX / 1 (Ganjil)",
        "Kurikulum": "Kurikulum Merdeka",
        "Alokasi Waktu": "2 × 40 menit",
        "Jumlah Soal": "6 butir",
        "Bentuk Soal": "4 pilihan ganda, 1 benar–salah, 1 uraian",
        "Penyusun": "Ratna",
    }
    bare = {label: str(value) for label, value in part(blueprint(curriculum="k13"), Identity).facts}
    assert bare["Satuan Pendidikan"] == ""
    assert (bare["Kelas"], bare["Penyusun"], bare["Kurikulum"]) == ("IX", "Tim Lembar", "Kurikulum 2013")
    assert isinstance(part(blueprint(setting=Setting(school)), Recap).signed[0], Signatures)
    assert part(blueprint(), Recap).signed == ()


def test_the_exam_of_the_settings_gives_title_and_time():
    setting = Setting(exam=Exam(title="Sumatif Akhir Semester", start="07:30", end="09:00"))
    document = blueprint(setting=setting)
    assert (str(document.blocks[0].title), str(document.blocks[0].below[0])) == ("Sumatif Akhir Semester", str(some().title))
    assert ("Alokasi Waktu", "90 menit") in [(label, str(text)) for label, text in part(document, Identity).facts]


FAULTS: dict[str, Callable[[str], str]] = {
    "a number": lambda text: text.replace('<td align="center">13</td>', '<td align="center">12</td>'),
    "a sum": lambda text: text.replace('<td weight="700" align="center">14</td>', '<td weight="700" align="center">15</td>'),
    "a level": lambda text: text.replace(">L3<", ">L2<"),
    "points": lambda text: text.replace('<td align="center">4</td></tr>', '<td align="center">5</td></tr>'),
    "an indicator": lambda text: text.replace("menilai dua alasan", "menilai satu alasan"),
}


def printed() -> Press:
    more = b"indicator: 'Menilai dua alasan', cognitive: C5, model: Bebas."
    return Press(topic().replace(b"model: Bebas.", more))


def test_reading_back_finds_nothing_wrong() -> None:
    press = printed()
    (plan,) = plan_of(press.topic, "mixed", kind="exam")
    assert press.judge(press.make("blueprint-table", plan)) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_reading_back_finds(fault: str) -> None:
    press = printed()
    (plan,) = plan_of(press.topic, "mixed", kind="exam")
    assert press.codes(press.make("blueprint-table", plan, markup=FAULTS[fault])) == {"missing-text"}


@pytest.mark.parametrize("kind", ["blueprint-table", "item-cards"])
def test_a_form_with_another_code_than_its_exam_is_found(kind: str) -> None:
    press = printed()
    (plan,) = plan_of(press.topic, "mixed", kind="exam")
    exam, form = press.make("exam", plan), press.make(kind, plan)
    assert press.judge(exam, form) == []
    assert press.codes(exam, press.make(kind, plan, code="AAAAAA")) == {"other-code"}


def test_a_file_for_another_exam_is_found() -> None:
    press = printed()
    (plan,) = plan_of(press.topic, "mixed", kind="exam")
    made = press.make("blueprint-table", plan)
    items = [*made.row["items"][1:], made.row["items"][0]]
    assert press.codes(replace(made, row={**made.row, "items": items})) == {"missing-text"}
