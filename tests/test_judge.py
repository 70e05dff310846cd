"""What judging finds: each wrong line of `cases/judged` says what is found there, and nothing else is found."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from making import LEVELS
from test_cases import CASES, found, stated

from generator.assets import Assets
from generator.check import check
from generator.diagnostics import Diagnostic
from generator.diagnostics.codes import CATALOGUE, judging
from generator.judge import Subject, judge, judge_together
from generator.judge import subject as subject_of
from generator.judge.guide import guide, pairs, words
from generator.judge.prose import Passage, measured, passages
from generator.model.text import said
from generator.model.topic import Term
from generator.source import read_bytes

JUDGED = sorted((CASES / "judged").glob("*.yaml"))
TODAY = "2026-11-23"


def subject(data: bytes, name: str = "case.yaml") -> Subject:
    read = read_bytes(data, name)
    checked = check(read, list(LEVELS.values()), formulas=Assets(None, []).formulas)
    assert not checked.failed, checked.findings
    return subject_of(read, checked.topics, checked.languages, tuple(LEVELS.values()), TODAY)


def judged(text: str) -> list[Diagnostic]:
    return list(judge(subject(text.encode("utf-8"))))


def codes(text: str) -> list[str]:
    return [one.code for one in judged(text)]


@pytest.mark.parametrize("path", JUDGED, ids=lambda path: path.stem)
def test_case_is_judged_as_it_says(path: Path) -> None:
    data = path.read_bytes()
    lines = data.decode("utf-8").split("\n")
    got = sorted(found(one, lines) for one in judge(subject(data, path.name)))
    assert got == stated(lines)
    assert path.stem in {one[-1] for one in got}


def test_every_rule_has_its_case_and_none_is_an_error() -> None:
    assert set(judging.CODES) - {path.stem for path in JUDGED} == {"same-elsewhere"}  # wants two topics
    assert {entry.severity for entry in judging.CODES.values()} <= {"warning", "hint"}
    assert all(entry.explain for entry in judging.CODES.values())
    assert set(judging.CODES) <= set(CATALOGUE)


def measure(language: str, *paragraphs: str) -> tuple[int, int, int]:
    """Words, sentences and syllables of a text, the last ones without the factor."""
    by = guide(language).readability
    assert by is not None
    made = measured(Passage("text", paragraphs, None), (), by)
    count = made.words / 100
    return made.words, round(made.sentences * count), round(made.syllables * count / float(by.factor))


@pytest.mark.parametrize(
    ("language", "word", "syllables"),
    [
        ("id", "internasional", 6), ("id", "multilateral", 5), ("id", "organisasi", 5), ("id", "perdamaian", 5),
        ("id", "pulau", 2), ("id", "mulai", 2), ("id", "sungai-sungai", 4), ("id", "amboi", 2), ("id", "keadaan", 4),
        ("id", "PBB", 3), ("id", "ASEAN", 3), ("id", "1967", 4),
        ("en", "cooperation", 5), ("en", "international", 5), ("en", "countries", 2), ("en", "region", 2), ("en", "makes", 1),
        ("en", "table", 2), ("en", "worked", 1), ("en", "needed", 2), ("en", "area", 3), ("en", "various", 3), ("en", "UN", 2),
        ("en", "apples", 2), ("en", "playing", 2), ("en", "player", 2), ("en", "tea", 1), ("en", "rules", 1),
        ("en", "articles", 3),
    ],
)  # fmt: skip
def test_syllables(language: str, word: str, syllables: int) -> None:
    assert measure(language, word)[2] == syllables


@pytest.mark.parametrize(
    ("language", "text", "sentences"),
    [
        ("id", "Negara berunding. Lalu mereka setuju.", 2),
        ("id", "Ada beras, gula, dll. yang dijual di pasar.", 1),
        ("id", "Harganya 1.250,5 rupiah. Mahal!", 2),
        ("id", "Ia bertanya, “Mengapa?” Tidak ada jawaban.", 2),
        ("id", "K. J. Holsti menulis buku", 1),
        ("en", "Goods, e.g. rice, are sold. Why?", 2),
        ("en", "Dr. Lee came at 7.30 p.m. on Monday.", 1),
    ],
)
def test_sentences(language: str, text: str, sentences: int) -> None:
    assert measure(language, text)[1] == sentences


def test_paragraphs_end_sentences() -> None:
    assert measure("id", "Tiga bentuk kerja sama:", "Dua negara")[:2] == (6, 2)


PROSE = "Negara yang dekat sering bekerja sama. Mereka ingin maju. Hidup mereka harus damai. Semua orang boleh ikut. "
LONG = (
    "Perundingan antarnegara berlangsung lama karena setiap pemerintahan mempertahankan kepentingan nasionalnya, sedangkan "
    "keputusan akhirnya disetujui semua anggota menurut ketentuan yang disepakati sejak organisasi internasional didirikan. "
)


def passage(easy: str, medium: str, hard: str, grade: str = "grade: 9") -> str:
    return f"""\
format: 1
language: id
title: Kerja Sama
{grade}
handout:
  - text: {{easy: "{easy}", medium: "{medium}", hard: "{hard}"}}
"""


def test_a_passage_keeps_its_bound_in_its_own_classes_only() -> None:
    assert codes(passage(LONG * 8, LONG * 9, LONG * 10)) == ["hard-to-read", "hard-to-read"]
    assert codes(passage(LONG * 8, LONG * 9, LONG * 10, "grade: 12")) == []
    assert codes(passage(LONG * 8, LONG * 9, LONG * 10, "subject: IPS")) == []
    assert codes(passage(PROSE * 8, PROSE * 9, LONG * 10)) == []


def test_a_text_that_is_the_same_at_all_levels_is_judged_as_the_medium_one() -> None:
    assert codes(passage(LONG * 8, LONG * 8, LONG * 8)) == ["hard-to-read"]


def test_short_passages_are_not_judged() -> None:
    assert codes(passage(LONG, LONG, LONG)) == []


def test_the_order_of_levels_is_judged_in_every_class() -> None:
    assert codes(passage(LONG * 9, PROSE * 9, LONG * 9, "grade: 12")) == ["levels-out-of-order"]
    assert codes(passage(PROSE * 9, PROSE * 9, PROSE * 9 + "Begitulah.", "grade: 12")) == []


def test_terms_cost_no_syllables() -> None:
    by = guide("id").readability
    assert by is not None
    text = Passage("text", ("Kerja sama internasional itu baik.",), None)
    term = Term(name="t", term=said("kerja sama internasional"), meaning=said("..."))
    assert measured(text, (term,), by).bare == pytest.approx(100 * 0.6 * 4 / 2)


def two(first: str, second: str) -> list[Diagnostic]:
    head = "format: 1\nlanguage: id\ntitle: Kerja Sama\nitems:\n"
    subjects = [subject(f"{head}{text}".encode(), f"{name}.yaml") for name, text in (("one", first), ("two", second))]
    return list(judge_together(subjects))


ASKED = "  - {{name: {name}, type: {type}, {key}, stem: '{stem}'{more}}}\n"


def asked(name: str, stem: str, more: str = "", **facts: str) -> str:
    return ASKED.format(**{"name": name, "stem": stem, "more": more, "type": "short-answer", "key": "answers: [a]", **facts})


def test_items_that_ask_the_same_in_two_topics_are_told_in_the_second() -> None:
    found = two(asked("a", "Apa itu kerja sama?"), asked("b", "Apa  itu Kerja Sama?") + asked("c", "Apa itu sengketa?"))
    assert [(one.code, one.span.file, one.span.line) for one in found if one.span] == [("same-elsewhere", "two.yaml", 5)]
    assert "`a` of the topic one, line 5" in found[0].message
    again = asked("b", "Apa itu kerja sama?", ", allow: {same-elsewhere: a last look at it}")
    assert two(asked("a", "Apa itu kerja sama?"), again) == []
    assert two(asked("a", "Apa itu kerja sama?") + asked("b", "Apa itu kerja sama?"), asked("a", "Apa itu utang?")) == []


def test_the_guides_words_are_in_order() -> None:
    """No word is both wrong and right, none is listed twice, and every pattern can be read."""
    for language in ("id", "en"):
        by = guide(language)
        lines = [line.partition(":")[0].strip() for line in by.spellings.splitlines()]
        assert len(lines) == len(set(lines))
        assert set(lines).isdisjoint({right.casefold() for right in pairs(by.spellings).values()})
        for sign in (*by.endings, *by.signs):
            re.compile(sign.find)
        assert set(by.verbs) == {"C1", "C2", "C3", "C4", "C5", "C6"}
        every = {verb for listed in by.verbs.values() for verb in words(listed)}
        assert set(pairs(by.imperatives).values()) <= every


HEAD = "format: 1\nlanguage: {}\ntitle: A\n"
WTO = (
    "corrections: [{claim: 'WTO itu Pusat Dagang Dunia.', error: Pusat Dagang Dunia, correction: Organisasi Perdagangan Dunia}]\n"
)
GNB = "corrections: [{claim: 'GNB itu organisasi dunia.', error: organisasi, correction: gerakan}]\n"
WHICH = "items: [{{name: q, type: multiple-choice, stem: 'Mana yang benar?', choices: [{}]}}]\n"
ESSAY = "items: [{{name: q, type: essay, cognitive: {}, stem: '{}', rubric: {{points: 1, text: a}}}}]\n"
AWAY = (
    "items:\n  - {name: a, type: short-answer, stem: 'Siapa yang mengatur perdagangan antarnegara?', answers: [Bank Dunia]}\n"
    "  - {name: b, type: true-false, stem: Bank Dunia yang mengatur perdagangan antarnegara., answer: "
)
BY = "references: [{{name: a, title: Peta, {}, url: 'https://example.org', licence: CC BY 4.0}}]\nhandout: [{{text: B}}]\n"
LEVELLED = "{text: {easy: Pusat Dagang Dunia, hard: Pusat Dagang Dunia}"
REVIEW = "handout: [{{text: B, review_by: {}}}]\n"


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("id", WHICH.format("{text: '30', fixed: true, key: true}, {text: '40', fixed: true}, {text: '50', fixed: true}"), []),
        ("id", WHICH.format("{text: '30', key: true}, '40', {text: '50', fixed: true}"), ["unsorted-numbers"]),
        ("id", ESSAY.format("C2", "Sebutkan tiga contoh!"), []),  # C1 is a neighbour
        ("id", ESSAY.format("C3", "Sebutkan tiga contoh!"), ["verb-level"]),
        ("id", ESSAY.format("C3", "Apa contohnya?"), []),
        ("id", AWAY + "true}\n", ["gives-away"]),
        ("id", AWAY + "false}\n", []),  # what is false gives nothing away
        ("id", "handout: [{text: Gerakan Non Blok}]\n", ["spelling"]),
        ("en", "handout: [{text: Goods were downsized and organized.}]\n", ["spelling"]),
        ("en", "handout: [{text: The World Trade Organization downsized.}]\n", []),
        ("id", "objectives: [{name: tp1, text: Menjelaskan}]\nhandout: [{text: B}]\n", []),  # without items nothing serves
        ("en", BY.format("publisher: P"), []),
        ("en", BY.format("date: 2020"), ["incomplete-credit"]),
        ("en", REVIEW.format(TODAY), ["review-soon"]),
        ("en", REVIEW.format("2026-10"), ["review-passed"]),
        ("en", REVIEW.format("2026-11"), ["review-soon"]),
        ("id", WTO + WHICH.format(LEVELLED + ", key: true}, a"), ["corrected-words"] * 2),
        ("id", WTO + WHICH.format(LEVELLED + "}, {text: a, key: true}"), []),
        ("id", WTO + "handout: [{text: '“Pusat Dagang Dunia” keliru.'}]\n", []),
        ("id", GNB + "handout: [{text: PBB adalah organisasi dunia.}]\n", []),  # one common word is no sign of the error
    ],
)  # fmt: skip
def test_rules_hold_their_bounds(language: str, text: str, expected: list[str]) -> None:
    assert codes(HEAD.format(language) + text) == expected


def test_running_text_is_paragraphs_callouts_and_sentences_in_lists() -> None:
    text = (
        "handout:\n  - text: |\n      ## Satu dua\n\n      Satu dua tiga.\n\n      - Empat lima.\n      - enam\n"
        "  - callout: {kind: important, text: Tujuh.}\n  - table: {rows: [[delapan]]}\nlead: Nol.\n"
    )
    made = subject((HEAD.format("id") + text).encode("utf-8"))
    assert [one.paragraphs for one in passages(made.topics["id", "easy"])] == [
        ("Nol.", "Satu dua tiga.", "Empat lima.", "Tujuh.")
    ]
