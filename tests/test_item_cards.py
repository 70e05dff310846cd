"""Item cards: one for each item of an exam, with what is known of it, its task as on the paper, and its key."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from finished import Press, topic
from making import LEVELS, essay, multiple_choice, organiser
from sample import plan_of, sample
from test_compose import instances

from generator.compose import Setting, compose
from generator.compose.answers import Answered, grid_text
from generator.compose.blocks import GroupBlock
from generator.compose.item_cards import BOXED
from generator.compose.numbering import number
from generator.compose.wording import Wording
from generator.frozen import replace
from generator.languages import words
from generator.model.blocks import ExtendedTextInteraction, Figure, GapMatchInteraction
from generator.model.item import Blocks, Group
from generator.model.school import Person, School
from generator.model.text import said


def cards(own=None, language="id", curriculum="merdeka", setting=None, level="medium", **request):
    own = own or sample()
    plan = plan_of(own, level, kind="exam", **request)[0]
    return compose("item-cards", own, plan, LEVELS[level], words(language, curriculum), setting).blocks


def card_of(name, *args, **request):
    return next(card for card in cards(*args, **request) if card.at == name)


def test_each_item_of_the_exam_has_a_card_with_its_number_and_key():
    own = sample()
    for label in (0, 1):
        plan = plan_of(own, kind="exam", variants=2)[label]
        document = compose("item-cards", own, plan, LEVELS["medium"], words("id"))
        sheet = number(own, plan, LEVELS["medium"])
        assert (document.code, document.label, document.items) == (sheet.code, "ab"[label], len(sheet.items()))
        for one, card in zip(sheet.items(), document.blocks, strict=True):
            (number_label, place), (key_label, key) = [*card.boxes, *card.facts[-1:]][:2]
            assert (card.at, number_label, key_label) == (one.item.name, "Nomor Soal", "Kunci Jawaban")
            assert place == f"{one.number} · Paket {'AB'[label]}"
            answered = Answered(one, one.item.key(one.draw, LEVELS["medium"]), Wording(words("id")).interactions(one.body))
            assert str(key) == str("Pedoman Penskoran" if answered.key.rubric else grid_text(answered, words("id")))
            assert (len(card.boxes) == 1) == (len(str(key)) > BOXED)


def test_a_card_says_what_is_known_of_its_item():
    own = sample()
    outcome = replace(own.objectives[0], outcome=said("Memahami kerja sama."))
    card = card_of("pg-bilateral", replace(own, objectives=(outcome, *own.objectives[1:]), scope=said("Kerja Sama Dunia")))
    assert (card.title, card.form) == ("KARTU SOAL", "(PILIHAN GANDA)")
    assert [(label, str(text)) for label, text in card.facts] == [
        ("Capaian Pembelajaran", "Memahami kerja sama."),
        ("Tujuan Pembelajaran", "TP2 Membedakan kerja sama bilateral, regional, dan multilateral."),
        ("Lingkup Materi / Materi", "Kerja Sama Dunia / Kerja Sama Bilateral, Regional, dan Multilateral"),
        ("Indikator Soal", "Peserta didik dapat membedakan kerja sama bilateral, regional, dan multilateral."),
    ]
    assert card.levels == (("Pengetahuan/Pemahaman", True), ("Aplikasi", False), ("Penalaran", False))
    assert [label for label, _ in card_of("esai-pendapat").facts][-1] == "Buku Sumber"
    assert ("Buku Sumber", "WTO, About the WTO.") in [(label, str(text)) for label, text in card_of("pg-bacaan").facts]


def test_the_head_says_school_class_and_author_and_follows_the_curriculum():
    school = School(name="SMP 1", year="2026/2027", teacher=Person(name="Ratna"))
    facts = {label: str(text) for label, text in cards(setting=Setting(school), curriculum="merdeka-pm")[0].identity.facts}
    assert facts["Satuan Pendidikan"] == "SMP 1"
    assert (facts["Tahun Pelajaran"], facts["Nama Penyusun"]) == ("2026/2027", "Ratna")
    own = sample()
    outcome = replace(own.objectives[0], outcome=said("Memahami."))
    k13 = card_of("pg-bilateral", replace(own, objectives=(outcome,)), curriculum="k13")
    assert k13.facts[0][0] == "Kompetensi Dasar"
    assert "Jumlah Murid" in cards(curriculum="merdeka-pm")[0].strip.before
    assert "Jumlah Siswa" in cards()[0].strip.before


def test_a_stimulus_stands_whole_on_the_card_of_each_of_its_items():
    first, second = (card_of(name).body for name in ("esai-manfaat", "pg-bacaan"))
    assert [type(block) for block in (*first, *second)] == [GroupBlock, GroupBlock]
    assert first[0].blocks == second[0].blocks != ()
    assert [[item.at for item in body[0].items] for body in (first, second)] == [["esai-manfaat"], ["pg-bacaan"]]


def test_a_task_has_no_room_to_write_on_but_gaps():
    for card in cards(level="easy"):
        assert not [one for one in instances(card.body, ExtendedTextInteraction) if one.table is None and one.space != "entry"]
    assert list(instances(card_of("rumpang").body, GapMatchInteraction))


def test_figures_have_the_numbers_of_the_paper():
    figure = Figure("x.svg", caption=said("Gambar"))
    groups = tuple(Group(name=f"g{i}", stimulus=Blocks((figure,)), items=(essay(f"e{i}"), essay(f"f{i}"))) for i in range(2))
    told = [str(next(instances(card.body, Figure)).caption) for card in cards(replace(sample(), items=groups))]
    assert told == ["Gambar 1\u00a0\u00a0Gambar"] * 2 + ["Gambar 2\u00a0\u00a0Gambar"] * 2


def test_an_essay_has_its_scoring_guide_and_a_form_its_model():
    card = card_of("esai-pendapat")
    (scoring,) = card.scoring
    assert [(place, str(text), points) for place, text, points in scoring.rows] == [
        ("1", "menyatakan pendapat", "1"),
        ("2", "dua alasan dari bacaan", "4"),
        ("3", "satu contoh", "1"),
    ]
    assert scoring.total == ("Total Skor", "6")
    assert card.model == ()
    own = replace(sample(), items=(essay("bebas", "Jawaban saya."), organiser("bagan", "t-chart", ("a", ["b"]), ("c", ["d"]))))
    for name in ("bebas", "bagan"):
        free = card_of(name, own)
        assert (free.scoring, str(free.boxes[1][1]), free.model[0][0]) == ((), "Model jawaban", "Model jawaban")


def test_an_item_of_higher_order_thinking_says_why():
    assert card_of("esai-pendapat").remark == (
        ("Keterangan", "Soal ini termasuk soal HOTS karena menuntut kemampuan mengevaluasi (C5)."),
    )
    assert card_of("pg-bilateral").remark == ()


def test_the_strip_has_the_letters_that_the_item_has():
    five = multiple_choice("lima", *"vwxyz")
    own = sample(items=(five, multiple_choice("tiga", *"xyz"), essay("esai")))
    letters = {card.at: card.strip.letters for card in cards(own)}
    assert letters == {"lima": (*"ABCDE", "OMIT"), "tiga": (*"ABC", "OMIT"), "esai": ()}
    shares = {card.at: card.strip.shares for card in cards(own)}
    assert shares["lima"] == "Proporsi Jawaban pada Pilihan" and shares["esai"] == ""


def swapped(text: str) -> str:
    """Exchange the keys of the first two cards."""
    first, second = "Kunci Jawaban<br/><b>", "</b></td>"
    parts = text.split(first)
    a, b = (parts[i].split(second)[0] for i in (1, 2))
    assert a != b
    parts[1], parts[2] = parts[1].replace(a, b, 1), parts[2].replace(b, a, 1)
    return first.join(parts)


FAULTS: dict[str, tuple[Callable[[str], str], str]] = {
    "keys exchanged": (swapped, "wrong-answer"),
    "a number": (lambda text: text.replace("<br/><b>3</b>", "<br/><b>4</b>"), "missing-item"),
    "a choice": (lambda text: text.replace("pilihan w dari 2", "pilihan w dari 9"), "missing-text"),
    "points of a rubric": (lambda text: text.replace('<td align="center">2</td>', '<td align="center">3</td>'), "missing-text"),
    "no key": (lambda text: text.replace("Kunci Jawaban<br/>", "Kunci<br/>"), "missing-answer"),
    "a stimulus": (lambda text: text.replace("lima negara mendirikan", "enam negara mendirikan"), "missing-text"),
}


def drawn(press: Press) -> object:
    (plan,) = plan_of(press.topic, "mixed", kind="exam")
    return plan


def test_reading_back_finds_nothing_wrong() -> None:
    press = Press(topic())
    assert press.judge(press.make("item-cards", drawn(press))) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_reading_back_finds(fault: str) -> None:
    change, code = FAULTS[fault]
    press = Press(topic())
    assert code in press.codes(press.make("item-cards", drawn(press), markup=change))
