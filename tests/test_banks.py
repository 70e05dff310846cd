"""Whole question banks: every question is printed word for word with its right key, or refused with a reason that is known."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import banks
import pytest
from banks import BANKS, BankTopic, Question
from click.testing import CliRunner

from generator.cli.group import lembar

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


def run(*words: str) -> list[dict]:
    """Run a command and return its findings. Raises AssertionError where reading back or the program itself fails."""
    result = CliRunner().invoke(lembar, [*words, "--format", "json"], catch_exceptions=False)
    assert result.exit_code in (0, 1), result.output
    return [json.loads(line) for line in result.output.splitlines() if line.startswith("{")]


def settled(made: BankTopic, *, money: bool = False) -> tuple[BankTopic | None, Counter[str]]:
    """Return the topic of what can be printed, written to its file, and how many questions are refused for which reason."""
    file = Path(f"{made.name}.yaml")
    file.write_text(made.text, encoding="utf-8", newline="\n")
    reasons: dict[str, str] = {}
    for one in run("check", str(file)):
        if one["severity"] == "error":
            for question in made.lines[one["line"]]:
                reasons.setdefault(question.name, one["code"])
    left = [question for question in made.questions if question.name not in reasons]
    if reasons and left:
        (made,) = banks.topics(made.name.rpartition("-")[0], left, money=money, first=int(made.name.rpartition("-")[2]))
        file.write_text(made.text, encoding="utf-8", newline="\n")
    return (made if left else None), Counter(reasons.values())


def printed(made: BankTopic) -> tuple[str, str]:
    """Build and read back a topic's worksheet and key, all its questions on them, and return the words of both."""
    flags = ["--items", str(banks.MOST), "--kind", "worksheet", "--kind", "answer-key", "--jobs", "1"]
    errors = [one for one in run("build", f"{made.name}.yaml", *flags) if one["severity"] == "error"]
    assert errors == []
    folder = Path("output", made.name, "en", "mixed")
    return tuple(  # type: ignore[return-value]
        banks.body(folder / path, made.name.replace("-", " "))
        for path in (f"{made.name}_worksheet.pdf", f"teacher/{made.name}_answer-key.pdf")
    )


def judged(name: str, questions: Sequence[Question]) -> Counter[str]:
    """Print questions, hold every key against the bank, and return how many are refused for which reason."""
    refused: Counter[str] = Counter()
    for made in banks.topics(name, questions):
        good, reasons = settled(made)
        refused += reasons
        if good is None:
            continue
        sheet, key = printed(good)
        ordered = banks.sheet_order(good.questions)
        leads = banks.letters(sheet, ordered)
        told = banks.key_grid(key, ordered)
        for question in ordered:
            if question.name in leads:
                right = banks.compared(question.choices[question.right[0]])
                assert leads[question.name][told[question.name]] == right, question.name
            assert banks.FORMULA.search(question.rationale) or banks.compared(question.rationale) in key, question.name
        for passage in {question.passage for question in ordered if question.passage}:
            assert sheet.count(banks.compared(passage)[: banks.ALIKE]) == 1, passage
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
    leads = banks.letters(sheet, made.questions)
    right = [banks.compared(question.choices[question.right[0]]) for question in made.questions]
    told = banks.key_grid(key, made.questions)
    assert [leads[question.name][told[question.name]] for question in made.questions] == right
    shifted = banks.key_grid(key.replace(f"2.{told[made.questions[1].name]}", "2.E"), made.questions)
    assert [leads[question.name].get(shifted[question.name]) for question in made.questions] != right
    with pytest.raises(AssertionError):
        banks.letters(sheet.replace("uracil", "uracyl"), made.questions)


def dollars(name: str, questions: Sequence[Question]) -> None:
    """Print word problems whose dollar signs stand as they are typed, and hold the words of stems and solutions against them."""
    for made in banks.topics(name, questions, money=True):
        good, reasons = settled(made, money=True)
        assert good is not None
        assert not reasons
        sheet, key = printed(good)
        banks.letters(sheet, good.questions)
        banks.key_grid(key, good.questions)
        for question in good.questions:
            assert banks.compared(question.stem) in sheet, question.name
            assert banks.compared(question.rationale) in key, question.name
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
