"""Compose: documents as blocks. Who gets what, numbers and letters, points that add up, helps of the level, the key."""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal

import pytest
from making import LEVELS, cloze, essay, matching, multiple_choice, true_false
from making import topic as bare_topic
from sample import line, made, plan_of, sample

from generator.compose import KINDS, Setting, compose
from generator.compose.blocks import (
    Corrections,
    Explanation,
    Fields,
    Formula,
    Front,
    Glossary,
    GroupBlock,
    Instruction,
    ItemBlock,
    KeyGrid,
    Masthead,
    Objectives,
    Placed,
    Question,
    Remark,
    RubricTable,
    ScoreTable,
    Section,
    SelfAssessment,
    SideBySide,
    Summary,
)
from generator.compose.code import ALPHABET, check_sign, is_code, sheet_code
from generator.compose.exam import ExamHead
from generator.compose.flashcards import Cards
from generator.compose.furniture import cited, short_cited
from generator.compose.glosses import glossed
from generator.compose.item_cards import ItemCard
from generator.compose.items import gap_width
from generator.compose.wording import Wording, filled
from generator.diagnostics import Span
from generator.languages import words
from generator.model.blocks import Callout, ChoiceInteraction, Figure, GapMatchInteraction, MatchInteraction, Paragraph, Table
from generator.model.item import Blocks, Date, Group, Name, Picture
from generator.model.school import School
from generator.model.text import Gap, Run, Sign, Slot, Text, Word, plain, said
from generator.model.topic import Reference, Term


def flat(blocks):
    """All blocks in printed order, those inside others after them."""
    for block in blocks:
        yield block
        if isinstance(block, SideBySide):
            yield from (inner for part in block.parts for inner in flat(part))
        elif isinstance(block, GroupBlock):
            yield from flat(block.items)


def of(document, *kinds):
    return [block for block in flat(document.blocks) if isinstance(block, kinds)]


def strings(value):
    """Every text in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (tuple, list)):
        for entry in value:
            yield from strings(entry)
    elif is_dataclass(value):
        for field in fields(value):
            if field.name != "origins":
                yield from strings(getattr(value, field.name))


def instances(value, kind):
    if isinstance(value, kind):
        yield value
    if isinstance(value, (tuple, list)):
        for entry in value:
            yield from instances(entry, kind)
    elif is_dataclass(value):
        for field in fields(value):
            yield from instances(getattr(value, field.name), kind)


# the kinds


def test_the_kinds_and_what_they_are():
    assert [(kind.name, kind.audience, kind.sheet, kind.needs) for kind in KINDS.values()] == [
        ("handout", "pupil", "", "handout"),
        ("term-list", "pupil", "", "terms"),
        ("flashcards", "pupil", "", "terms"),
        ("worksheet", "pupil", "worksheet", "items"),
        ("answer-key", "teacher", "worksheet", "items"),
        ("answer-keys", "teacher", "worksheet", "items"),
        ("exam", "pupil", "exam", "items"),
        ("scoring-guide", "teacher", "exam", "items"),
        ("exam-keys", "teacher", "exam", "items"),
        ("answer-sheet", "pupil", "exam", "items"),
        ("blueprint-table", "teacher", "exam", "items"),
        ("item-cards", "teacher", "exam", "items"),
        ("rubric", "teacher", "", "title"),
        ("remedial-plan", "teacher", "worksheet", "items"),
        ("enrichment-plan", "teacher", "worksheet", "items"),
        ("teacher-notes", "teacher", "", "title"),
        ("cover-sheet", "teacher", "", "title"),
    ]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_kind_in_every_language(kind, language):
    document = made(kind, language=language)
    assert (document.kind, document.audience) == (kind, KINDS[kind].audience)
    assert document.language.startswith(language)
    assert isinstance(document.blocks[0], {"flashcards": Cards, "exam": ExamHead, "item-cards": ItemCard}.get(kind, Masthead))
    assert is_code(document.code)
    assert not list(instances(document, (Gap, Word)))
    assert hash(document.blocks) is not None


# the worksheet


def test_numbers_are_one_to_n():
    document = made("worksheet")
    assert [item.number for item in of(document, ItemBlock)] == [f"{n}." for n in range(1, 10)]
    assert document.items == 9


def test_sections_are_lettered_and_activities_close_up():
    every = sample()
    document = made("worksheet", topic=replace(every, items=tuple(i for i in every.items if i.name != "bacaan")))
    heads = of(document, Section)
    assert [head.letter for head in heads] == list("ABCDEFG")
    titles = [head.title for head in heads]
    assert titles[3:5] == ["Kegiatan 1: Ayo Memahami", "Kegiatan 2: Ayo Berdiskusi"]
    assert titles[5:] == ["Refleksi", "Penilaian Diri"]


def test_sections_by_type_are_called_by_the_type():
    own = bare_topic(essay("e"), multiple_choice("m", "a", "b"))
    titles = [head.title for head in of(made("worksheet", topic=own), Section)]
    assert titles == ["Petunjuk Pengerjaan", "Pilihan Ganda", "Uraian", "Refleksi"]


def test_objectives_and_instructions_stand_side_by_side_when_short():
    (pair,) = of(made("worksheet"), SideBySide)
    assert [part[0].title for part in pair.parts] == ["Tujuan Pembelajaran", "Petunjuk Pengerjaan"]
    long = replace(sample(), objectives=tuple(replace(one, text=said("Membedakan " * 40)) for one in sample().objectives))
    document = made("worksheet", topic=long)
    assert not of(document, SideBySide)
    assert len(of(document, Front)) == 2


def test_section_notes_say_objectives_and_points_that_add_up():
    document = made("worksheet")
    notes = [head.notes for head in of(document, Section) if head.notes]
    assert notes == [("TP2", "9 poin"), ("TP4", "3 poin"), ("TP4", "6 poin")]
    assert document.points == "18"


def test_objectives_with_long_names_are_not_printed():
    own = sample()
    renamed = tuple(replace(one, name=f"goal-{one.name}") for one in own.objectives)
    items = tuple(replace(one, objective=("goal-tp2",)) for one in own.items if hasattr(one, "objective"))
    document = made("worksheet", topic=replace(own, objectives=renamed, items=items))
    assert all(len(head.notes) < 2 for head in of(document, Section))
    assert not any("(GOAL" in text for text in strings(document.blocks))


def test_points_stand_at_stems_where_they_are_not_one():
    points = {item.at: item.points for item in of(made("worksheet"), ItemBlock)}
    assert points["pg-bilateral"] == ""
    assert points["esai-manfaat"] == "Skor: 2"
    assert {item.at: item.points for item in of(made("worksheet", language="en"), ItemBlock)}["esai-pendapat"] == "6 points"


def test_an_instruction_stands_where_type_or_form_changes_and_at_each_section():
    document = made("worksheet")
    ats = [block.at for block in of(document, Instruction)]
    assert ats == ["pg-bilateral", "bs-asean", "jodoh-badan", "rumpang", "esai-manfaat", "pg-bacaan", "esai-pendapat"]
    texts = [str(block.text) for block in of(document, Instruction)]
    assert "A, B, C, atau D" in texts[0]
    assert "A atau B" in texts[5]
    assert "bagian yang keliru" in texts[1]
    assert "Bank Kata" in texts[3]


def test_a_group_and_what_follows_it_have_instructions_of_their_own():
    one, two, three = (multiple_choice(f"m{n}", "a", "b") for n in range(3))
    group = Group(name="g", stimulus=Blocks((Paragraph(line("Short.")),)), items=(two,))
    assert [block.at for block in of(made("worksheet", topic=bare_topic(one, group, three)), Instruction)] == ["m0", "m1", "m2"]


def test_a_group_names_its_numbers():
    (group,) = of(made("worksheet"), GroupBlock)
    assert group.head == "Bacalah teks berikut untuk menjawab soal nomor 7 dan 8!"
    assert str(group.title) == "Terbuka, tetapi Tetap Waspada"
    assert group.continued == "Lanjutan bacaan: Terbuka, tetapi Tetap Waspada"
    assert [block.at for block in group.items if isinstance(block, ItemBlock)] == ["esai-manfaat", "pg-bacaan"]
    assert not any(block.macro == "heading" for block in group.blocks)
    assert group.numbered


def test_a_group_of_one_and_of_three():
    inner = [multiple_choice(f"m{n}", "a", "b") for n in range(3)]
    for count, head in ((1, "nomor 1!"), (3, "nomor 1 sampai dengan 3!")):
        own = bare_topic(Group(name="g", stimulus=Blocks((Paragraph(line("Short.")),)), items=tuple(inner[:count])))
        (group,) = of(made("worksheet", topic=own), GroupBlock)
        assert group.head.endswith(head)
        assert group.continued == "Lanjutan bacaan"
        assert not group.numbered


def test_labels_of_interactions():
    document = made("worksheet")
    by_name = {item.at: item for item in of(document, ItemBlock)}
    (choice,) = by_name["pg-bilateral"].blocks
    assert [one.label for one in choice.choices] == list("ABCD")
    truth, lines = by_name["bs-asean"].blocks
    assert [one.label for one in truth.choices] == ["B", "S"]
    assert lines.label == "Perbaikan"
    (match,) = by_name["jodoh-badan"].blocks
    assert [one.label for one in match.sources] == list("abc")
    assert [one.label for one in match.targets] == list("PQRS")
    assert match.heads == ("Kolom A", "Kolom B")
    (cloze_,) = by_name["rumpang"].blocks
    assert cloze_.label == "Bank Kata"
    assert [blank.label for blank in cloze_.text.paragraphs[0] if not isinstance(blank, Run)] == ["(1)", "(2)"]


def helps(level):
    return {item.at: item.helps for item in of(made("worksheet", level), ItemBlock) if item.helps}


def test_helps_of_the_levels():
    assert helps("easy") == {"pg-bilateral": (("Petunjuk", said("Bi- berarti dua.")),)}
    assert helps("medium") == {"esai-manfaat": (("Kata kunci", said("pasar, dialog")),)}
    assert helps("hard") == {} == helps("mixed")


def test_starters_only_where_the_level_prints_them():
    starters = {}
    for level in LEVELS:
        item = next(one for one in of(made("worksheet", level), ItemBlock) if one.at == "esai-manfaat")
        starters[level] = str(item.blocks[-1].starter)
    assert starters == {"easy": "Manfaatnya", "medium": "", "hard": "", "mixed": ""}


def test_pitch_and_mark_of_the_levels():
    running = {level: made("worksheet", level).running for level in LEVELS}
    assert {level: one.pitch for level, one in running.items()} == {"easy": 10, "medium": 8, "hard": 8, "mixed": 8}
    assert {level: one.mark for level, one in running.items()} == {
        "easy": "disc",
        "medium": "triangle",
        "hard": "square",
        "mixed": "",
    }


def test_no_pupil_reads_the_level():
    for kind, language, level in itertools.product(("worksheet", "handout"), ("id", "en"), LEVELS):
        printed = " ".join(strings((made(kind, level, language).blocks, made(kind, level, language).running))).lower()
        for name in ("easy", "medium", "hard", "mixed"):
            assert words(language)(f"levels.{name}").lower() not in printed.split()


@pytest.mark.parametrize(
    ("longest", "millimetres"),
    [("a", 30), ("abcdef", 30), ("abcdefg", 40), ("abcdefghi", 50), ("a" * 20, 90), ("a" * 90, 120), ("", 30)],
)
def test_one_gap_width_for_the_sheet(longest, millimetres):
    assert gap_width(iter(["a", longest])) == millimetres
    assert made("worksheet", topic=bare_topic(cloze("c", f"x [[{longest or 'a'}]]"))).running.gap == millimetres


def test_the_gap_width_is_that_of_the_whole_topic_not_of_the_items_taken():
    own = bare_topic(cloze("short", "x [[a]]"), cloze("long", "x [[abcdefghi]]"))
    assert made("worksheet", topic=own, only=("short",)).running.gap == 50


def test_masthead_facts():
    def facts(document):
        return [str(fact) for fact in document.blocks[0].meta]

    assert facts(made("worksheet")) == ["IPS", "Kelas IX", "2 × 40 menit"]
    assert facts(made("worksheet", setting=Setting(school=School(name="SMP Negeri 1")))) == [
        "SMP Negeri 1",
        "IPS",
        "Kelas IX",
        "2 × 40 menit",
    ]
    assert facts(made("worksheet", topic=bare_topic(true_false("t"), grade=()))) == []
    key = made("answer-key").blocks[0]
    assert [str(fact) for fact in key.meta] == ["IPS", "Kelas IX", "Tingkat  Sedang"]
    assert Sign("triangle") in key.meta[2].paragraphs[0]


def test_fields_and_running():
    document = made("worksheet", setting=Setting(draft=True), variants=2)
    assert [name for name, _ in of(document, Fields)[0].fields] == ["name", "class", "number", "date", "mark"]
    assert document.running.labels == ("Paket A", "Draf")
    assert document.running.code == document.code
    assert document.running.fields == (("Nama", "name"), ("No. Absen", "number"))
    assert [piece for piece in document.running.page.paragraphs[0] if isinstance(piece, Slot)] == [
        Slot("page", strong=True),
        Slot("pages"),
    ]
    assert document.running.banner == ""


def test_a_long_title_is_cut_between_words_in_the_header():
    long = said("Kerja Sama Bilateral, Regional, dan Multilateral, serta Peran Indonesia di Dunia")
    titles = {kind: str(made(kind, topic=sample(title=long)).running.title) for kind in KINDS}
    assert titles["worksheet"] == "Kerja Sama Bilateral, Regional, dan Multilateral…"
    assert titles["handout"] == titles["answer-key"] == str(long)
    assert str(made("worksheet", topic=sample(title=said("x" * 80))).running.title) == "x" * 54 + "…"


def test_foot_says_sources_used_date_authors_licence():
    foot = made("worksheet").running.foot
    assert foot.label == "Sumber"
    assert [str(part) for part in foot.parts] == [
        "WTO, About the WTO.",
        "Keadaan per Oktober 2025.",
        "Penyusun: Tim Lembar.",
        "Lisensi: CC BY-SA 4.0.",
    ]
    assert made("worksheet", topic=bare_topic(true_false("t"))).running.foot is None


def test_a_licence_that_asks_for_credit_stands_on_every_sheet():
    def shown(licence):
        return str(short_cited(Reference(name="a", title=said("Peta"), author="A. Penulis", licence=licence)))

    assert shown("CC BY-SA 4.0") == "A. Penulis, Peta (CC BY-SA 4.0)."
    assert shown("domain publik") == shown("") == "A. Penulis, Peta."


def test_summary_reflection_and_self_assessment():
    document = made("worksheet")
    assert [str(text) for text in of(document, Summary)[0].entries] == [
        "Bilateral berarti dua negara.",
        "Regional berarti negara sekawasan.",
    ]
    assert len(of(document, Question)) == 2
    (assessment,) = of(document, SelfAssessment)
    assert [str(row) for row in assessment.rows] == [
        "membedakan kerja sama bilateral, regional, dan multilateral",
        "menimbang manfaat dan dampak kerja sama",
    ]
    assert len(assessment.columns) == 3


def test_materials_have_their_section():
    document = made("worksheet", topic=sample(materials=(said("peta dunia"), said("gunting"))))
    assert "Alat dan Bahan" in [head.title for head in of(document, Section)]


def test_a_picture_stands_before_the_choices():
    picture = Picture(image="pictures/map.png", alt=said("Peta"), caption=said("Peta dunia"), width=Decimal(60))
    own = bare_topic(multiple_choice("m", "a", "b", picture=picture), multiple_choice("n", "a", "b", picture=picture))
    first, second = of(made("worksheet", topic=own), ItemBlock)
    assert [type(block) for block in first.blocks] == [Figure, ChoiceInteraction]
    assert str(first.blocks[0].caption).startswith("Gambar 1")
    assert str(second.blocks[0].caption).startswith("Gambar 2")
    assert first.blocks[0].width == 60.0


# nothing of the key


CANARY = "ZQANSWERQZ"


def secrets():
    """A topic whose every secret is the canary."""
    return bare_topic(
        multiple_choice("m", "a", "b", whys={0: CANARY, 1: CANARY}, rationale=said(CANARY)),
        true_false("t", False, CANARY, rationale=said(CANARY)),
        matching("j", ("l1", "r1"), ("l2", "r2"), rationale=said(CANARY)),
        cloze("c", f"x [[{CANARY}]]", rationale=said(CANARY)),
        essay("e", CANARY, ((Decimal(2), CANARY),), rationale=said(CANARY)),
    )


def test_no_answer_in_a_pupils_document():
    own = secrets()
    settled = iter(type(own.items[1]).settled([own.items[1]]))
    own = replace(own, items=tuple(next(settled) if item.TYPE == "true-false" else item for item in own.items))
    sheet, key = made("worksheet", "hard", topic=own), made("answer-key", "hard", topic=own)
    assert not any(CANARY in text for text in strings(sheet))
    assert sum(CANARY in text for text in strings(key)) >= 8


def exchanged(item):
    """The item with its answers changed among equals."""
    if item.TYPE == "multiple-choice":
        return replace(item, choices=tuple(replace(choice, key=not choice.key) for choice in item.choices))
    if item.TYPE == "true-false":
        return replace(item, answer=not item.answer)
    if item.TYPE == "matching":
        first, second = item.pairs
        return replace(item, pairs=(replace(first, right=second.right), replace(second, right=first.right)))
    return item


def test_a_pupils_document_does_not_change_with_the_answers():
    own = bare_topic(multiple_choice("m", "a", "b"), true_false("t"), matching("j", ("l1", "r1"), ("l2", "r2"), shuffle=False))
    other = replace(own, items=tuple(map(exchanged, own.items)))
    sheets, keys = [], []
    for one in (own, other):
        (plan,) = plan_of(one)
        sheets.append(compose("worksheet", one, plan, LEVELS["medium"], words("id")))
        keys.append(compose("answer-key", one, plan, LEVELS["medium"], words("id")))
    assert sheets[0] == sheets[1]
    assert keys[0] != keys[1]
    assert keys[0].code == keys[1].code


# codes


def test_a_key_has_its_worksheets_code_and_label():
    codes = set()
    for label in range(2):
        for level in LEVELS:
            own = sample()
            plan = plan_of(own, level, variants=2)[label]
            sheet, key = (compose(kind, own, plan, LEVELS[level], words("id")) for kind in ("worksheet", "answer-key"))
            assert sheet.code == key.code == sheet.running.code == key.running.code
            assert sheet.label == key.label == "ab"[label]
            codes.add(sheet.code)
    assert len(codes) == 6, "medium and mixed have the same bodies"


def test_the_check_sign_sees_every_wrong_sign_and_every_swap():
    for start in ("22222", "2A3BZ", "ZZZZZ", "K7M2X"):
        code = start + check_sign(start)
        assert is_code(code)
        for place in range(6):
            for sign in ALPHABET:
                if sign != code[place]:
                    assert not is_code(code[:place] + sign + code[place + 1 :])
        for place in range(5):
            swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
            assert swapped == code or not is_code(swapped)


def test_codes_are_golden():
    """Sheets that were printed years ago must be found by their code again."""
    assert sheet_code(["a", ("b", 1, None, Decimal("1.5"), True), said("x")]) == "DUDJDD"
    assert sheet_code([("a", "b")]) != sheet_code([("ab",)]) != sheet_code([("a",), ("b",)])


def test_a_code_depends_on_the_bodies_alone():
    own = sample()
    code = made("worksheet", topic=own).code
    assert made("worksheet", topic=replace(own, title=said("Other"), authors=("X",), summary=())).code == code
    assert made("worksheet", topic=own, language="en").code == code
    group = next(item for item in own.items if item.TYPE == "group")
    other = replace(group, stimulus=Blocks(group.stimulus[:-1]))
    assert made("worksheet", topic=replace(own, items=tuple(other if item is group else item for item in own.items))).code != code
    changed = replace(own.items[0], stem=said("Other stem?"))
    assert made("worksheet", topic=replace(own, items=(changed, *own.items[1:]))).code != code


# the answer key


def cells(document):
    return [(number, answer) for grid in of(document, KeyGrid) for row in grid.rows for number, answer, _ in row if number]


def test_the_grid_has_every_number_once_in_order():
    document = made("answer-key")
    found = cells(document)
    assert [number for number, _ in found] == [f"{n}." for n in range(1, 10)]
    answers = dict(found)
    assert answers["3."] == "S"
    assert answers["4."] == "B"
    assert answers["6."] == "(1)\u00a0dua, (2)\u00a0tujuan"
    assert answers["7."] == answers["9."] == "rubrik"
    assert made("answer-key", language="en").audience == "teacher"
    assert dict(cells(made("answer-key", language="en")))["7."] == "see rubric"


def test_the_grid_says_what_the_sheet_shows():
    """What the key's letters lead to on the sheet is what the topic marks as right."""
    own = sample()
    for variant, plan in enumerate(plan_of(own, variants=8)):
        sheet, key = (compose(kind, own, plan, LEVELS["medium"], words("id")) for kind in ("worksheet", "answer-key"))
        answers = dict(cells(key))
        for item in of(sheet, ItemBlock):
            answer = answers[item.number]
            for block in item.blocks:
                if isinstance(block, ChoiceInteraction) and block.style == "choice":
                    right = {"pg-bilateral": "bilateral", "pg-wto": "WTO – Organisasi Perdagangan Dunia", "pg-bacaan": "dialog"}
                    assert {one.label: str(one.text) for one in block.choices}[answer] == right[item.at], variant
                if isinstance(block, MatchInteraction):
                    lefts = {one.label: str(one.text) for one in block.sources}
                    rights = {one.label: str(one.text) for one in block.targets}
                    pairs = [pair.split() for pair in answer.split(", ")]
                    assert {lefts[left]: rights[right] for left, right in pairs} == {
                        "mengurus kesehatan": "WHO",
                        "melindungi pengungsi": "UNHCR",
                        "mengatasi pangan": "FAO",
                    }


def test_rows_of_the_grid_are_full():
    for own in (sample(), bare_topic(*(multiple_choice(f"m{n}", "a", "b") for n in range(13)))):
        for grid in of(made("answer-key", topic=own), KeyGrid):
            assert all(sum(span for _, _, span in row) == grid.columns for row in grid.rows)


def test_explanations():
    by_name = {one.at: one for one in of(made("answer-key"), Explanation)}
    first = by_name["pg-bilateral"]
    assert first.answer == dict(cells(made("answer-key")))["1."]
    assert str(first.text).startswith("Kata *bilateral* berarti")
    assert str(first.text).endswith("Bi- berarti dua.")
    assert sorted(str(text) for _, text in first.remarks) == ["multilateral lebih dari dua", "regional melibatkan kawasan"]
    assert first.answer not in [label for label, _ in first.remarks]
    assert by_name["bs-asean"].notes == (("Perbaikan", said("ASEAN adalah contoh kerja sama regional.")),)
    assert [label for label, _ in by_name["rumpang"].notes] == ["Diterima juga", "Kata pengecoh"]
    assert by_name["esai-pendapat"].model_label == "Model jawaban"
    assert plain(by_name["esai-pendapat"].model[0].text).startswith("Menurut saya")
    assert "pg-wto" not in by_name


def test_scores_add_up():
    document = made("answer-key")
    (table,) = of(document, ScoreTable)
    assert sum(int(row[1]) for row in table.rows) == int(table.total[1]) == document.items == 9
    assert sum(int(row[3]) for row in table.rows) == int(table.total[3]) == int(document.points) == 18
    assert {row[0]: row[2] for row in table.rows}["Uraian"] == "bervariasi"
    (rubric,) = of(document, RubricTable)
    assert [(number, points) for number, _, points in rubric.rows] == [("7", "2"), ("9", "1"), ("", "4"), ("", "1")]


def test_points_are_printed_in_the_languages_way():
    own = bare_topic(
        multiple_choice("m", "a", "b", points=Decimal("1.50")), multiple_choice("n", "a", "b", points=Decimal("2.0"))
    )
    (table,) = of(made("answer-key", topic=own), ScoreTable)
    assert table.total[3] == "3,5"
    assert [item.points for item in of(made("worksheet", topic=own), ItemBlock)] == ["Skor: 1,5", "Skor: 2"]
    assert made("worksheet", topic=own, language="en").points == "3.5"


def test_what_only_the_teacher_reads():
    document = made("answer-key", "easy", setting=Setting(draft=True), variants=2, seed=7)
    assert document.running.banner == "Khusus guru – jangan dibagikan"
    assert document.running.labels == ("Kunci", "Paket A", "Draf")
    below = [str(fact) for fact in document.blocks[0].below]
    assert below == ["Paket A", f"Kode {document.code}", "Nomor acak 7", "9 soal", "18 poin"]
    (remark,) = of(document, Remark)
    assert Sign("disc") in remark.text.paragraphs[0]
    assert "Mudah" in str(remark.text)
    assert not of(made("answer-key", "mixed"), Remark)
    assert len(of(document, Formula)[0].bands) == 4


def test_a_long_run_of_one_letter_is_told_to_the_teacher_alone():
    def of_letters(count):
        own = bare_topic(*(true_false(f"bs-{i}", i < count) for i in range(6)), multiple_choice("pg", "A1", "B1", "C1", key=1))
        return [made(kind, "mixed", topic=own, language="en") for kind in ("worksheet", "answer-key")]

    sheet, key = of_letters(4)
    (remark,) = of(key, Remark)
    numbers = [number.rstrip(".") for row in of(key, KeyGrid)[0].rows for number, answer, _ in row if answer == "T"]
    assert str(remark.text).endswith(f" 4 times in a row (questions {numbers[0]}–{numbers[-1]}).")
    assert not of(sheet, Remark)
    assert not of(of_letters(3)[1], Remark)


def test_the_files_own_title_tells_the_kinds_apart():
    titles = [made(kind).title for kind in KINDS]
    assert len(set(titles)) == len(KINDS)
    assert all(title.startswith(str(sample().title)) for title in titles)


def test_corrections_leave_empty_columns_out():
    (table,) = of(made("answer-key"), Corrections)
    assert table.head == ("Pernyataan Sumber", "Perbaikan", "Sumber")
    assert [str(cell) for cell in table.rows[0]] == [
        "WTO adalah World Trade Center.",
        "World Trade Organization.",
        "About the WTO",
    ]
    assert not of(made("answer-key", topic=sample(corrections=())), Corrections)


def test_a_correction_with_nothing_to_say_in_a_column_says_so():
    first = sample().corrections[0]
    second = replace(first, claim=said("Ditulis tanpa tanggal."), reference=None)
    (table,) = of(made("answer-key", topic=sample(corrections=(first, second))), Corrections)
    assert [str(row[-1]) for row in table.rows] == ["About the WTO", "–"]


# the handout


def test_the_parts_of_a_handout():
    document = made("handout")
    assert document.margin
    kinds = [type(block) for block in document.blocks]
    assert kinds[:3] == [Masthead, Objectives, Paragraph]
    assert kinds[-2:] == [Placed, Glossary]
    placed = of(document, Placed)
    assert [one.at for one in placed] == [*(f"handout.{n}" for n in range(12)), "summary"]
    assert [one.at for one in placed if one.margin] == ["handout.2"]
    assert [str(term) for _, term, _ in of(document, Glossary)[0].terms] == ["bilateral", "diplomasi", "konsensus"]
    assert document.running.mark == "triangle"
    assert document.running.foot.label == "Sumber"


def test_a_term_list_is_a_table_of_terms_in_the_order_of_their_letters():
    first, *others = reversed(sample().terms)
    capital = replace(first, term=said(str(first.term).capitalize()))
    head, table = made("term-list", topic=sample(terms=(capital, *others))).blocks
    assert isinstance(head, Masthead)
    assert [str(cell) for cell in table.header] == ["Istilah", "Arti"]
    assert [str(term).casefold() for term, _ in table.rows] == ["bilateral", "diplomasi", "konsensus"]
    assert {str(meaning) for _, meaning in table.rows} == {str(one.meaning) for one in sample().terms}
    assert all(run.strong for term, _ in table.rows for run in term.paragraphs[0])
    assert made("term-list").running.foot.label == "Sumber"


def test_figures_and_tables_with_a_caption_are_numbered():
    table, figure = Table((), ((said("a"),),)), Figure("a.png")
    blocks = (
        figure,
        replace(figure, caption=said("One")),
        table,
        replace(table, caption=said("Two")),
        replace(figure, caption=said("3")),
    )
    settled = [one.block for one in of(made("handout", topic=sample(handout=Blocks(blocks))), Placed)][:5]
    assert [one.number for one in settled] == [0, 1, 0, 1, 2]
    assert [str(one.caption).replace("\u00a0", " ") for one in settled] == [
        "",
        "Gambar 1  One",
        "",
        "Tabel 1  Two",
        "Gambar 2  3",
    ]


def test_long_callouts_stay_in_the_text():
    def margin(count, role="important", block=Paragraph):
        own = sample(handout=Blocks((Callout(role, (Paragraph(line("kata " * count)),)),)))
        return of(made("handout", topic=own), Placed)[0].margin

    assert margin(45)
    assert not margin(46)
    assert not margin(5, "example")


def test_callouts_have_the_languages_title():
    def titles(language):
        return [one.block.title for one in of(made("handout", language=language), Placed) if isinstance(one.block, Callout)]

    assert titles("id") == ["Tahukah Kamu?", "Hati-hati", "Rangkuman"]
    assert titles("en") == ["Did You Know?", "Caution", "Summary"]


def term(name, text=None):
    return Term(name=name, term=said(text or name), meaning=said(f"meaning of {name}"))


def test_the_first_strong_use_of_a_term_is_glossed():
    blocks = (
        Callout("example", (Paragraph(line("pact **pact**")),)),
        Paragraph(line("A pact is here, and spacts too.")),
        Paragraph(line("The **Pact** again, strong.")),
    )
    _, first, second = glossed(blocks, [term("pact")])
    assert first.glosses == ()
    assert second.glosses == (("pact", "pact", said("meaning of pact")),)
    assert [run.gloss for run in second.text] == ["", "pact", ""]
    assert plain(second.text) == "The Pact again, strong."


def test_a_term_that_is_never_strong_is_glossed_at_its_first_whole_use():
    (first,) = glossed((Paragraph(line("Compacts, impact, pact; pact.")),), [term("pact")])
    assert [(run.text, run.gloss) for run in first.text] == [("Compacts, impact, ", ""), ("pact", "pact"), ("; pact.", "")]


def test_every_term_that_is_used_is_glossed_once():
    (marked,) = glossed((Paragraph(line("one two three, and one more")),), [term("one"), term("two"), term("three")])
    assert [name for name, _, _ in marked.glosses] == ["one", "two", "three"]
    assert [run.gloss for run in marked.text if run.gloss] == ["one", "two", "three"]


# words and places


def test_words_are_put_in_their_places():
    wording = Wording(words("id"))
    text = Text(((Run("a "), Word("types.matching.lefts"), Run(" b")),))
    assert str(wording.text(text)) == "a Kolom A b"
    assert wording.text(said("plain")) is not None


def test_signs_and_slots_are_filled_into_words():
    text = filled(words("id"), "levels.shown", mark=Sign("disc"), level="X")
    assert text.paragraphs[0] == (Run("Tingkat "), Sign("disc"), Run(" X"))


def test_findings_about_a_block_lead_to_its_place():
    span = Span("topic.yaml", 7, 3, 7, 9)
    own = sample()
    first = replace(own.items[0], spans={"": span})
    handout_span = Span("topic.yaml", 40, 1, 41, 1)
    own = replace(own, items=(first, *own.items[1:]), spans={"handout.3": handout_span})
    for kind in KINDS:
        origins = made(kind, topic=own).origins
        assert origins["pg-bilateral"] == span
        assert origins["handout.3"] == handout_span


def test_composing_is_the_same_again():
    for kind in KINDS:
        assert made(kind) == made(kind)
    counts = Counter(type(block).__name__ for block in flat(made("worksheet").blocks))
    assert counts["ItemBlock"] == 9
    assert isinstance(next(iter(instances(made("worksheet"), GapMatchInteraction))), GapMatchInteraction)


def test_sources_say_as_much_as_is_known():
    full = Reference(
        name=Name("a"),
        title=said("About it"),
        author="A. B.",
        publisher="WTO",
        date=Date("2019-12"),
        url="https://wto.org",
        licence="CC0",
    )
    assert str(cited(full, words("en"))) == "A. B. About it. WTO, December 2019, https://wto.org (CC0)."
    assert str(cited(Reference(name=Name("b"), title=said("Bare")), words("id"))) == "Bare."
