"""Question banks as topics: each question of the corpora becomes an item, its words kept to the letter.

Every item stands on one line of its topic, so that a finding's line says which question it is about.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from click.testing import CliRunner

from generator.cli.group import lembar

BANKS = Path(__file__).resolve().parents[2] / "shared" / "corpora"
EXAMS = ("fr", "hr", "it", "vi")
MOST = 500
"""Questions of a topic."""
FORMULA = re.compile(r"\\\\\[(.*?)\\\\\]", re.DOTALL)
"""LaTeX in the Indonesian bank, every backslash doubled."""

_SIGNS = re.compile(r"([!-/:-@\[-`{-~])")


@dataclass(frozen=True)
class Question:
    """One question of a bank: `right` are positions among the choices, `passage` the text that it shares with its neighbours."""

    name: str
    type: str
    stem: str
    choices: tuple[str, ...] = ()
    right: tuple[int, ...] = ()
    answers: tuple[str, ...] = ()
    rationale: str = ""
    passage: str = ""


@dataclass(frozen=True)
class BankTopic:
    """A topic made from a bank: its file's text, and its questions by the lines where they stand."""

    name: str
    text: str
    lines: dict[int, tuple[Question, ...]]

    @property
    def questions(self) -> list[Question]:
        """All its questions in written order; a group's own line is that of its questions too."""
        return list(dict.fromkeys(question for found in self.lines.values() for question in found))


def exams(language: str) -> list[Question]:
    """Return the multiple-choice questions of the exam bank in one language."""
    return [
        Question(row["id"], "multiple-choice", row["stem"], tuple(row["options"]), tuple(row["answer"]))
        for row in _rows("bank-exams", f"exams-{language}")
    ]


def omahto() -> list[Question]:
    """Return the questions of the Indonesian try-out with their whole stems, passages included."""
    return [_omahto(row) for row in _rows("bank-omahto-utbk", "omahto")]


def _omahto(row: dict) -> Question:
    answer, choices = row["answer"], tuple(row["options"])
    told = {"name": row["id"], "stem": row["stem"].replace(" \r\n", " "), "rationale": row["explanation"]}
    if row["type"] == "mc":
        return Question(**told, type="multiple-choice", choices=choices, right=tuple(answer))
    if row["type"] == "tf-table":
        true = re.findall(r"-tf([a-e])\b", answer[0])
        return Question(**told, type="statement-table", choices=choices, right=tuple("abcde".index(letter) for letter in true))
    return Question(**told, type="short-answer", answers=tuple(answer))


def xquad() -> list[Question]:
    """Return the short-answer questions about the English reading passages."""
    return [
        Question(question["id"], "short-answer", question["stem"], answers=(question["answer"],), passage=row["passage"])
        for row in _rows("bank-xquad", "xquad.en")
        for question in row["questions"]
    ]


def gsm8k() -> list[Question]:
    """Return the word problems: the number that is the answer, and the worked solution as rationale."""
    return [
        Question(row["id"], "numeric", row["stem"], answers=tuple(row["answer"]), rationale=row["explanation"])
        for row in _rows("bank-gsm8k", "gsm8k-1319")
    ]


def _rows(folder: str, name: str) -> list[dict]:
    lines = (BANKS / folder / f"{name}.jsonl").read_text(encoding="utf-8").split("\n")
    return [json.loads(line) for line in lines if line]


def with_passages(questions: Sequence[Question]) -> list[Question]:
    """Return questions whose stems begin alike, all but their last lines, with these lines as their passage."""
    parted = [(*_cut(question.stem), question) for question in questions]
    result = []
    for passage, run in groupby(parted, lambda part: part[0]):
        same = list(run)
        alone = len(same) < 2 or not passage
        result += [question if alone else replace(question, stem=stem, passage=passage) for _, stem, question in same]
    return result


def _cut(stem: str) -> tuple[str, str]:
    """Return all lines of a stem but the last, without white space at their ends, and the last."""
    *lines, last = [line.strip() for line in stem.strip().splitlines()]
    return "\n".join(lines).strip(), last


def topics(name: str, questions: Sequence[Question], *, money: bool = False, first: int = 1) -> Iterator[BankTopic]:
    """Yield topics of at most `MOST` questions, numbered from `first`, no group torn.

    With `money` the dollar signs stand as a teacher types them, without a backslash.
    """
    parts: list[list[list[Question]]] = [[]]
    for _, run in groupby(enumerate(questions), lambda pair: pair[1].passage or pair[0]):
        group = [question for _, question in run]
        if sum(map(len, parts[-1])) + len(group) > MOST:
            parts.append([])
        parts[-1].append(group)
    for number, groups in enumerate(parts, first):
        yield topic(f"{name}-{number}", groups, money=money)


def topic(name: str, groups: Iterable[Sequence[Question]], *, money: bool = False) -> BankTopic:
    """Return one topic of groups of questions that share a passage; one question alone has none or its own."""
    text = [f"format: 1\nname: {name}\nlanguage: en\ntitle: {name.replace('-', ' ')}\nitems:"]
    lines: dict[int, tuple[Question, ...]] = {}
    number = 6
    for group in groups:
        indent = "  "
        if group[0].passage:
            stimulus = _text(group[0].passage, money)
            text += [f"  - name: passage-{number}", "    type: group", f"    stimulus: [{{text: {stimulus}}}]", "    items:"]
            lines |= {line: tuple(group) for line in range(number, number + 4)}
            number += 4
            indent = "      "
        for question in group:
            text.append(f"{indent}- {_item(question, money)}")
            lines[number] = (question,)
            number += 1
    return BankTopic(name, "\n".join(text) + "\n", lines)


def _item(question: Question, money: bool) -> str:
    """Return an item on one line; a field that the question has nothing for is left out."""
    fields = [f"name: {question.name}", f"type: {question.type}", f"stem: {_text(question.stem, money)}"]
    texts = [_text(choice, money) for choice in question.choices]
    right = question.right
    if question.type == "multiple-choice" and texts:
        entries = [f"{{text: {text}{', key: true' if i in right else ''}}}" for i, text in enumerate(texts)]
        fields.append(f"choices: [{', '.join(entries)}]")
        if len({text.casefold() for text in texts}) < len(set(texts)):
            fields.append("allow: {look-alike-choices: as in the bank}")
    if question.type == "statement-table" and texts:
        entries = [f"{{text: {text}, column: {'true' if i in right else 'false'}}}" for i, text in enumerate(texts)]
        fields.append(f"rows: [{', '.join(entries)}]")
    if question.type == "numeric":
        fields.append(f"answer: {question.answers[0].replace(',', '')}")
    if question.type == "short-answer":
        fields.append(f"answers: [{', '.join(_text(answer, money) for answer in question.answers)}]")
    if question.rationale.strip():
        fields.append(f"rationale: {_text(question.rationale, money)}")
    return f"{{{', '.join(fields)}}}"


def _text(words: str, money: bool) -> str:
    """Return a text in double quotes: Markdown's signs escaped, line breaks kept, and what the bank marks as LaTeX a formula."""
    parts = []
    for number, part in enumerate(FORMULA.split(words.strip())):
        if number % 2:
            parts.append("$" + " ".join(part.replace("\\\\", "\\").split()) + "$")
        else:
            escaped = _SIGNS.sub(r"\\\1", part.replace("\t", " "))
            parts.append(escaped.replace(r"\$", "$") if money else escaped)
    paragraphs = re.split(r"\n\s*\n", "\n".join(line.strip() for line in "".join(parts).splitlines()))
    return json.dumps("\n\n".join(one.strip().replace("\n", "\\\n") for one in paragraphs), ensure_ascii=False)


def run(*words: str) -> list[dict]:
    """Run a command and return its findings. Raises AssertionError where reading back or the program itself fails."""
    result = CliRunner().invoke(lembar, [*words, "--format", "json"], catch_exceptions=False)
    assert result.exit_code in (0, 1), result.output
    return [json.loads(line) for line in result.output.splitlines() if line.startswith("{")]


def settled(made: BankTopic, folder: Path, *, money: bool = False) -> tuple[BankTopic | None, Counter[str]]:
    """Return the topic of what can be printed, written to its file, and how many questions are refused for which reason."""
    file = folder / f"{made.name}.yaml"
    file.write_text(made.text, encoding="utf-8", newline="\n")
    reasons: dict[str, str] = {}
    for one in run("check", str(file)):
        if one["severity"] == "error":
            for question in made.lines[one["line"]]:
                reasons.setdefault(question.name, one["code"])
    left = [question for question in made.questions if question.name not in reasons]
    if reasons and left:
        name, _, number = made.name.rpartition("-")
        (made,) = topics(name, left, money=money, first=int(number))
        file.write_text(made.text, encoding="utf-8", newline="\n")
    return (made if left else None), Counter(reasons.values())
