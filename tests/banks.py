"""Question banks as topics: each question of the corpora becomes an item, its words kept to the letter, and is read back.

Every item stands on one line of its topic, so that a finding's line says which question it is about. The finished PDFs are read
here once more, by a way of its own: nothing of the program's own reading is used.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from unicodedata import normalize

import pypdfium2 as pdfium

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
    told = {"name": row["id"], "stem": row["stem"], "rationale": row["explanation"]}
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


ALIKE = 45
"""So many signs of a text say that it stands there, where other signs may stand between its lines."""
INVISIBLE = dict.fromkeys((0xAD, 0x200B, 0xFEFF))


def compared(text: str) -> str:
    """Return a text as it is compared: NFKC without white space; pdfium has U+FFFE for a hyphen at a line's end."""
    return "".join(normalize("NFKC", text.translate({0xFFFE: "-", **INVISIBLE})).split())


def body(path: Path, title: str) -> str:
    """Return the text of a file in compared form, without the pages' heads, which begin with the title, and feet."""
    around = rf"^{compared(title)}(?:NameNo\.)?(?:TEACHERCOPY–DONOTDISTRIBUTE)?|[0-9A-Z]{{6}}(?:Key)?Page\d+of\d+$"
    parts = []
    with pdfium.PdfDocument(path) as document:
        for page in document:
            text = page.get_textpage().get_text_range()
            assert "\ufffd" not in text and "\u25a0" not in text, path
            parts.append(re.sub(around, "", compared(text)))
    return "".join(parts)


def readable(question: Question) -> bool:
    """Say whether all words of a question are text: formulas are drawn."""
    return not any(FORMULA.search(text) for text in (question.stem, *question.choices))


def sheet_order(questions: Iterable[Question]) -> list[Question]:
    """Return questions in the order of a sheet: by type, a group with its first one."""
    groups = [list(run) for _, run in groupby(enumerate(questions), lambda pair: pair[1].passage or pair[0])]
    order = ("multiple-choice", "statement-table", "short-answer", "numeric")
    groups.sort(key=lambda run: order.index(run[0][1].type))
    return [question for run in groups for _, question in run]


def letters(sheet: str, questions: Sequence[Question]) -> dict[str, dict[str, str]]:
    """Return for each question of a sheet what stands behind its letters; stems in their order, letters in theirs.

    Raises AssertionError where a stem or a choice does not stand there word for word.
    """
    found = {}
    place = 0
    for number, question in enumerate(questions, 1):
        if not readable(question):
            continue
        stem = compared(question.stem)
        whole = question.type == "multiple-choice"  # a table has its points between the lines of its stem
        stem = f"{number}.{stem if whole else stem[:ALIKE]}"
        begin = sheet.find(stem, place)
        assert begin >= 0, (number, question.name, stem)
        place = begin + len(stem)
        if whole:
            read = _choices(sheet, place, tuple(sorted(map(compared, question.choices))), "A")
            assert read is not None, (number, question.name, sheet[place : place + 300])
            found[question.name] = dict(zip("ABCDE", read, strict=False))
    return found


def _choices(sheet: str, place: int, left: tuple[str, ...], letter: str) -> tuple[str, ...] | None:
    """Return the texts behind the letters from `letter` on, all of `left` and nothing else between them."""
    if not left:
        return ()
    for text in left:
        if sheet.startswith(f"{letter}.{text}", place):
            rest = [other for other in left if other != text]
            after = _choices(sheet, place + len(text) + 2, tuple(rest), chr(ord(letter) + 1))
            if after is not None:
                return (text, *after)
    return None


def key_grid(key: str, questions: Sequence[Question]) -> dict[str, str]:
    """Return what the key's grid says of each question, a letter of a multiple choice, else the right answer as it stands.

    Raises AssertionError where a number or a right answer that is no letter is not where it belongs.
    """
    place = key.index("AnswerKey") + len("AnswerKey")
    told = {}
    for number, question in enumerate(questions, 1):
        if question.type == "multiple-choice":
            match = re.compile(rf"{number}\.([A-E])").match(key, place)
            assert match, (number, question.name, key[place : place + 60])
            told[question.name], place = match[1], match.end()
            continue
        right = ",".join(f"{row}{i in question.right}" for i, row in zip(range(len(question.choices)), "abcde", strict=False))
        if not right:
            answer = question.answers[0]
            right = f"{int(answer.replace(',', '')):,}".replace("-", "−") if question.type == "numeric" else compared(answer)
        found = f"{number}.{right}"
        assert key.startswith(found, place), (number, question.name, found, key[place : place + 60])
        told[question.name] = right
        place += len(found)
    return told
