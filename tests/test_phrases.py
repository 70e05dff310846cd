"""Choices that speak of other choices: none is missed, and ordinary choices are left alone (invariant I6)."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from generator.items.phrases import folded, names_letters, stays_last
from generator.model.text import Run, Text, said

HERE = Path(__file__).resolve().parent
CORPORA = HERE.parents[1] / "shared" / "corpora"


def listed(name):
    lines = (HERE / "cases" / "choices" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def test_the_lists_are_as_long_as_they_must_be():
    assert len(set(listed("last"))) >= 200
    assert len(set(listed("letters"))) >= 100


def test_no_phrase_about_all_choices_is_missed():
    assert [phrase for phrase in listed("last") if not stays_last(said(phrase))] == []


def test_no_reference_by_letter_is_missed():
    assert [phrase for phrase in listed("letters") if not names_letters(said(phrase), 5)] == []


def test_ordinary_choices_are_left_alone():
    assert [choice for choice in listed("ordinary") if stays_last(said(choice)) or names_letters(said(choice), 5)] == []


def test_letters_past_the_last_choice_name_no_choice():
    assert names_letters(said("C dan D"), 4)
    assert not names_letters(said("P dan Q"), 4)
    assert not names_letters(said("D dan E"), 4)


@pytest.mark.skipif(not CORPORA.is_dir(), reason="the question banks are not here")
def test_at_most_one_of_a_hundred_real_choices_is_taken_for_a_phrase():
    banks = [
        line[2:].strip()
        for name in ("animals", "for-kids", "geography")
        for line in (CORPORA / "bank-opentriviaqa" / name).read_text(encoding="utf-8", errors="replace").splitlines()
        if re.match(r"[A-D] ", line)
    ]
    for line in (CORPORA / "bank-omahto-utbk" / "omahto.jsonl").read_text(encoding="utf-8").splitlines():
        banks += [str(option) for option in json.loads(line).get("options", ())]
    about = re.compile(r"(?i)\b(these|above|both|none|neither|all|semua pilihan benar)\b")
    ordinary = [choice for choice in banks if not (about.search(choice) and len(choice.split()) < 6)]
    assert len(ordinary) > 10_000
    wrong = [choice for choice in ordinary if stays_last(said(choice)) or names_letters(said(choice), 4)]
    assert len(wrong) <= len(ordinary) / 100, wrong


def test_texts_read_the_same_but_for_white_space():
    assert folded(said("  Dewan   Keamanan ")) == folded(said("Dewan Keamanan")) != folded(said("dewan keamanan"))
    assert folded(Text(((Run("x"), Run("2", script="sup")),))) != folded(Text(((Run("x"), Run("2", script="sub")),)))
    assert folded(said("Élan")) == folded(said("Élan"))
