"""How the choices of an item are written: what gives the key away, and what makes a pupil read twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from itertools import pairwise

from generator.diagnostics import Diagnostic, finding
from generator.items.multiple_choice import MultipleChoice
from generator.items.multiple_response import MultipleResponse
from generator.items.phrases import stays_last
from generator.judge.guide import guide
from generator.judge.subject import Subject
from generator.languages import words as printed

LONGER, SIGNS = 1.5, 30
"""A key is the longest by far when it is so many times as long as the next, and not so short that it is but a name."""
REPEATED = 3
"""So many words at the beginning or the end of all choices belong into the stem."""

_NUMBER = re.compile(r"(?P<before>[^\d−-]*)(?P<number>[−-]?\d[\d.,]*)(?P<after>\D*)")
_ENDING = re.compile(r".*[.!?][\"”’]?", re.DOTALL)
_FIGURE = re.compile(r"\W{0,3}\d[\d.,/ –-]*([^\W\d_]{1,10}|%)?\.?")


def choices(subject: Subject) -> Iterator[Diagnostic]:
    """Yield what is wrong with the choices of each item."""
    for language, item in subject.items():
        if isinstance(item, MultipleChoice):
            texts = [str(choice.text) for choice in item.choices]
            alone = not any(stays_last(choice.text) for choice in item.choices)
            yield from _longest_key(item, texts)
            yield from _unsorted_numbers(item, texts, language)
            yield from _repeated_phrase(item, texts)
            yield from _odd_choice(item, texts) if alone else _all_of_the_above(item)


def _longest_key(item: MultipleChoice, texts: Sequence[str]) -> Iterator[Diagnostic]:
    """Yield a key that is by far the longest choice."""
    if isinstance(item, MultipleResponse) or len(texts) < 3:
        return
    key = next(i for i, choice in enumerate(item.choices) if choice.key)
    next_longest = max(len(text) for i, text in enumerate(texts) if i != key)
    if len(texts[key]) >= max(LONGER * next_longest, SIGNS):
        yield finding("longest-key", item.choices[key].at("text"), key=len(texts[key]), next=next_longest)


def _all_of_the_above(item: MultipleChoice) -> Iterator[Diagnostic]:
    """Yield choices that speak of all the others."""
    for choice in item.choices:
        if stays_last(choice.text):
            yield finding("all-of-the-above", choice.at("text"), text=choice.text)


def _unsorted_numbers(item: MultipleChoice, texts: Sequence[str], language: str) -> Iterator[Diagnostic]:
    """Yield an item whose choices are numbers that are not printed in their order."""
    numbers = _numbers(texts, language)
    if numbers is None:
        return
    steps = {one < other for one, other in pairwise(numbers)}
    drawn = item.shuffle and not all(choice.fixed for choice in item.choices)
    if drawn or len(steps) > 1:
        how = "write `shuffle: false`" if len(steps) == 1 else "sort them and write `shuffle: false`"
        yield finding("unsorted-numbers", item.at("choices"), how=how)


def _numbers(texts: Sequence[str], language: str) -> list[Decimal] | None:
    """The numbers that the choices are, or None where one is something else, or stands in other words than the first."""
    if len(texts) < 3:
        return None
    named = guide(language).items.numbers.split()
    if all(text.casefold() in named for text in texts):
        return [Decimal(named.index(text.casefold())) for text in texts]
    matches = [_NUMBER.fullmatch(text.strip()) for text in texts]
    if not all(matches):
        return None
    around = {(match["before"], match["after"]) for match in matches if match}
    decimal = printed(language)("numbers.decimal")
    try:
        numbers = [_number(match["number"], decimal) for match in matches if match]
    except InvalidOperation:
        return None
    return numbers if len(around) == 1 and len(set(numbers)) == len(numbers) else None


def _number(text: str, decimal: str) -> Decimal:
    """The value of a number as a language writes it, or with a decimal point where its groups are none of thousands."""
    grouping = "." if decimal == "," else ","
    plain = text.rstrip(".,").replace("−", "-")
    if re.fullmatch(rf"-?\d{{1,3}}(?:\{grouping}\d{{3}})*(?:\{decimal}\d+)?", plain):
        plain = plain.replace(grouping, "")
    return Decimal(plain.replace(",", "."))


def _repeated_phrase(item: MultipleChoice, texts: Sequence[str]) -> Iterator[Diagnostic]:
    """Yield an item all of whose choices begin, or end, with the same words."""
    split = [text.rstrip(".").split() for text in texts]
    for where, step in (("begin", 1), ("end", -1)):
        phrase = _shared([words[::step] for words in split])[::step]
        if len(phrase) >= REPEATED and all(len(word) > 1 for word in phrase):
            yield finding("repeated-phrase", item.at("choices"), where=where, phrase=" ".join(phrase))


def _shared(texts: Sequence[Sequence[str]]) -> Sequence[str]:
    """The words that all texts begin with, each having more."""
    same = 0
    while all(len(words) > same + 1 for words in texts) and len({words[same].casefold() for words in texts}) == 1:
        same += 1
    return texts[0][:same]


def _odd_choice(item: MultipleChoice, texts: Sequence[str]) -> Iterator[Diagnostic]:
    """Yield the one choice that is of another kind than all others: a number or not, a whole sentence or not."""
    for what, kind in (("ends", _ENDING), ("is written", _FIGURE)):
        marked = [kind.fullmatch(text) is not None for text in texts] if len(texts) > 3 else []
        if marked.count(True) in (1, len(texts) - 1):
            odd = marked.index(marked.count(True) == 1)
            yield finding("odd-choice", item.choices[odd].at("text"), text=texts[odd][:60], what=what)
            return


RULES = (choices,)
