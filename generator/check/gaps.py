"""Gaps in a text, `[[word|also accepted]]` and `[[2=word]]`: taken out before Markdown is read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from generator.model.text import Gap

PLACE = "\uf5f0"
"""Stands for a gap while Markdown is read; `read` lets no file hold it."""

_OPEN = re.compile(r"(?<!\\)((?:\\\\)*)\[\[")
_NUMBERED = re.compile(r"\s*([0-9]{1,3})=(.*)\Z", re.DOTALL)
_BAR = re.compile(r"(?<!\\)\|")
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
"""A sign that is text since a backslash stands before it."""


class Problem(NamedTuple):
    """What is wrong in a text: the code, the piece of the text that it is about, and the facts of its finding."""

    code: str
    fragment: str
    facts: dict[str, object]


def has_gap(text: str) -> bool:
    """Say whether a text has an unescaped `[[`."""
    return "[[" in text and _OPEN.search(text) is not None


def first_gap(text: str) -> str:
    """Return the first gap of a text as it is written, or as much of it as stands on its first line."""
    match = _OPEN.search(text)
    start = match.end(1) if match else 0
    close = text.find("]]", start)
    return text[start : close + 2 if close >= 0 else start + 2].partition("\n")[0]


def numbers(text: str) -> tuple[int, ...]:
    """Return the gaps' numbers, sorted: what must be the same in every language."""
    return tuple(sorted(gap.number for gap in taken_out(text, [])[1])) if has_gap(text) else ()


def taken_out(text: str, problems: list[Problem]) -> tuple[str, list[Gap]]:
    """Return the text with `PLACE` for each gap, and the gaps in order; a gap without a number gets the lowest one left."""
    kept, written, at = [], [], 0
    for start, end, inner in _spans(text, problems):
        match = _NUMBERED.match(inner)
        words = tuple(" ".join(unescaped(word).split()) for word in _BAR.split(match[2] if match else inner))
        if not all(words):
            problems.append(Problem("empty-gap", text[start:end], {}))
            words = tuple(word for word in words if word) or ("",)
        kept += [text[at:start], PLACE]
        written.append((int(match[1]) if match else 0, words))
        at = end
    if not written:
        return text, []
    named = {number for number, _ in written}
    free = (number for number in range(1, len(written) + len(named) + 1) if number not in named)
    gaps = [Gap(number or next(free), words) for number, words in written]
    return "".join([*kept, text[at:]]), gaps


def _spans(text: str, problems: list[Problem]) -> Iterator[tuple[int, int, str]]:
    at = 0
    while match := _OPEN.search(text, at):
        start = match.end(1)
        close = text.find("]]", match.end())
        inner = text[match.end() : close]
        if close < 0 or "[[" in inner or "\n\n" in inner:
            problems.append(Problem("open-gap", text[start:].partition("\n")[0][:30], {}))
            at = match.end()
            continue
        at = close + 2
        yield start, at, text[match.end() : close]


def unescaped(text: str) -> str:
    """Return a text whose backslashes keep the sign after them."""
    return ESCAPED.sub(r"\1", text) if "\\" in text else text
