"""Finished sheets and keys of question banks, read by a way of its own: nothing of the program's own reading is used."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from unicodedata import normalize

import pypdfium2 as pdfium
from banks import FORMULA, Question

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
