"""Whole question banks: every question is printed word for word with its right key, or refused with a reason that is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import bank_reading
import banks
import pytest
from banks import BANKS, BankTopic, Question

pytestmark = pytest.mark.skipif(not BANKS.is_dir(), reason="the corpora are not here")

READERS: dict[str, Callable[[], list[Question]]] = {
    **{f"exams-{language}": lambda language=language: banks.exams(language) for language in banks.EXAMS},  # type: ignore[misc]
    "omahto": banks.omahto,
    "omahto-passages": lambda: banks.with_passages(banks.omahto()),
    "xquad": banks.xquad,
}
QUESTIONS = {
    "exams-fr": 318,
    "exams-hr": 1876,
    "exams-it": 792,
    "exams-vi": 1527,
    "omahto": 155,
    "omahto-passages": 155,
    "xquad": 322,
}
REFUSED = {
    "exams-fr": {"unsupported-character": 5},
    "exams-hr": {"unsupported-character": 8},
    "exams-it": {"unsupported-character": 10, "equal-choices": 1},
    "exams-vi": {"unsupported-character": 14, "equal-choices": 12, "maths-outside": 7},
    "omahto": {"unsupported-character": 1, "maths-outside": 2, "missing-field": 1},
    "omahto-passages": {"unsupported-character": 1, "maths-outside": 2, "missing-field": 1},
    "xquad": {"unsupported-character": 4},
}
"""Questions that are refused, by the first reason: signs that no font has, choices that the bank lost the difference of, LaTeX
that the bank does not mark, and a question without choices (pm-020)."""

SAMPLE_REFUSED = {"maths-outside": 2}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def printed(made: BankTopic) -> tuple[str, str]:
    """Build and read back a topic's worksheet and key, all its questions on them, and return the words of both."""
    flags = ["--items", str(banks.MOST), "--kind", "worksheet", "--kind", "answer-key", "--jobs", "1"]
    errors = [one for one in banks.run("build", f"{made.name}.yaml", *flags) if one["severity"] == "error"]
    assert errors == []
    folder = Path("output", made.name, "en", "mixed")
    return tuple(  # type: ignore[return-value]
        bank_reading.body(folder / path, made.name.replace("-", " "))
        for path in (f"{made.name}_worksheet.pdf", f"teacher/{made.name}_answer-key.pdf")
    )


def judged(name: str, questions: Sequence[Question]) -> Counter[str]:
    """Print questions, hold every key against the bank, and return how many are refused for which reason."""
    refused: Counter[str] = Counter()
    for made in banks.topics(name, questions):
        good, reasons = banks.settled(made, Path())
        refused += reasons
        if good is None:
            continue
        sheet, key = printed(good)
        ordered = bank_reading.sheet_order(good.questions)
        leads = bank_reading.letters(sheet, ordered)
        told = bank_reading.key_grid(key, ordered)
        for question in ordered:
            if question.name in leads:
                right = bank_reading.compared(question.choices[question.right[0]])
                assert leads[question.name][told[question.name]] == right, question.name
            assert banks.FORMULA.search(question.rationale) or bank_reading.compared(question.rationale) in key, question.name
        for passage in {question.passage for question in ordered if question.passage}:
            assert sheet.count(bank_reading.compared(passage)[: bank_reading.ALIKE]) == 1, passage
    return refused


@pytest.mark.slow
@pytest.mark.parametrize("name", READERS)
def test_every_question_of_a_bank_is_printed_with_its_right_key_or_refused(here: Path, name: str) -> None:
    questions = READERS[name]()
    assert len(questions) == QUESTIONS[name]
    assert dict(judged(name, questions)) == REFUSED[name]


def test_a_sample_of_every_bank_is_printed_with_its_right_key_or_refused(here: Path) -> None:
    refused: Counter[str] = Counter()
    for name, read in READERS.items():
        questions = read()
        sample = questions[:30] if "omahto" in name or name == "xquad" else questions[::60]
        refused += judged(name, sample)
    assert dict(refused) == SAMPLE_REFUSED
    assert next(question for question in banks.omahto() if question.name == "pm-020").choices == ()


def test_a_wrong_key_of_a_bank_would_be_found(here: Path) -> None:
    made = next(banks.topics("wrong", banks.exams("hr")[:3]))
    Path("wrong-1.yaml").write_text(made.text, encoding="utf-8")
    sheet, key = printed(made)
    leads = bank_reading.letters(sheet, made.questions)
    right = [bank_reading.compared(question.choices[question.right[0]]) for question in made.questions]
    told = bank_reading.key_grid(key, made.questions)
    assert [leads[question.name][told[question.name]] for question in made.questions] == right
    shifted = bank_reading.key_grid(key.replace(f"2.{told[made.questions[1].name]}", "2.E"), made.questions)
    assert [leads[question.name].get(shifted[question.name]) for question in made.questions] != right
    with pytest.raises(AssertionError):
        bank_reading.letters(sheet.replace("uracil", "uracyl"), made.questions)


def dollars(name: str, questions: Sequence[Question]) -> None:
    """Print word problems whose dollar signs stand as they are typed, and hold the words of stems and solutions against them."""
    for made in banks.topics(name, questions, money=True):
        good, reasons = banks.settled(made, Path(), money=True)
        assert good is not None
        assert not reasons
        sheet, key = printed(good)
        bank_reading.letters(sheet, good.questions)
        bank_reading.key_grid(key, good.questions)
        for question in good.questions:
            assert bank_reading.compared(question.stem) in sheet, question.name
            assert bank_reading.compared(question.rationale) in key, question.name
        assert sheet.count("$") == sum(question.stem.count("$") for question in good.questions)
        assert key.count("$") == sum(question.rationale.count("$") for question in good.questions)


@pytest.mark.slow
def test_all_word_problems_keep_their_dollar_signs(here: Path) -> None:
    questions = banks.gsm8k()
    assert len(questions) == 1319
    dollars("gsm8k", questions)


def test_a_sample_of_word_problems_keeps_its_dollar_signs(here: Path) -> None:
    sample = [question for question in banks.gsm8k() if (question.stem + question.rationale).count("$") > 9]
    assert len(sample) > 60
    dollars("gsm8k", sample)
