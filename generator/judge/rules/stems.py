"""How items ask: unmarked negatives, vague words, letters of choices, verbs and levels, and stems that answer other items."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from generator.diagnostics import Diagnostic, Span, finding
from generator.items.cloze import Cloze
from generator.items.multiple_choice import MultipleChoice
from generator.items.multiple_response import MultipleResponse
from generator.items.phrases import stays_last
from generator.items.short_answer import ShortAnswer
from generator.items.statement_table import StatementTable
from generator.items.true_false import TrueFalse
from generator.judge.guide import guide, pairs, words
from generator.judge.subject import Subject
from generator.model.item import Item
from generator.model.text import Run, Text, plain
from generator.model.topic import Objective

ALIKE = 0.6
"""So many of a stem's words another item must share before its text can be said to answer it."""
LONG = 8
"""An answer of one word with fewer letters stands in too many texts."""
FAR = 2
"""A verb that fits a level this far away does not fit the item."""

_SENTENCE = re.compile(r"(?<=[.!?:])[\"”’)]*\s+")
_CONTENT = re.compile(r"\w{4,}")


def unmarked_negative(subject: Subject) -> Iterator[Diagnostic]:
    """Yield stems of choices that ask for what is not so, without strong letters for it."""
    for language, item in subject.items():
        pattern = _pattern(guide(language).items.negative, whole=True)
        match = pattern.search(_question(item.stem)) if pattern and isinstance(item, MultipleChoice) else None
        word = match[0].split()[-1] if match else ""
        if word and not word.isupper():
            at = item.at("stem")
            yield finding("unmarked-negative", subject.source.find(at, word) if at else None, word=word)


def _question(stem: Text) -> str:
    """The last sentence of a stem, without its strong words."""
    if not stem:
        return ""
    line = stem.paragraphs[-1]
    parts = [" " * len(run.text) if isinstance(run, Run) and run.strong else plain((run,)) for run in line]
    return _SENTENCE.split("".join(parts).rstrip(" .…"))[-1]


def vague_words(subject: Subject) -> Iterator[Diagnostic]:
    """Yield vague words in what a pupil has to judge: choices and statements."""
    for language, item in subject.items():
        vague = words(guide(language).items.vague)
        pattern = _pattern("|".join(map(re.escape, vague)), whole=True)
        for text, at in _judged(item):
            match = pattern.search(text) if pattern else None
            if match:
                place = subject.source.find(at, match[0]) if at else None
                yield finding("vague-word", place, word=match[0])
                break


def _judged(item: Item) -> Iterator[tuple[str, Span | None]]:
    if isinstance(item, MultipleChoice):
        yield from ((str(choice.text), choice.at("text")) for choice in item.choices)
    elif isinstance(item, StatementTable):
        yield from ((str(row.text), row.at("text")) for row in item.rows)
    elif isinstance(item, TrueFalse):
        yield str(item.stem), item.at("stem")


def letter_mentioned(subject: Subject) -> Iterator[Diagnostic]:
    """Yield texts about an item that name its choices by letters, which shuffling changes."""
    for language, item in subject.items():
        pattern = _pattern(guide(language).items.letter)
        if pattern is None or not isinstance(item, MultipleChoice) or not item.shuffle:
            continue
        told = [(item.stem, "stem"), (item.rationale, "rationale"), (item.hint, "hint")]
        places = [(text, item.at(field)) for text, field in told] + [(one.why, one.at("why")) for one in item.choices]
        for text, at in places:
            match = pattern.search(str(text)) if text else None
            if match and at:
                yield finding("letter-mentioned", subject.source.find(at, match[0]), words=match[0])


def verb_level(subject: Subject) -> Iterator[Diagnostic]:
    """Yield objectives and items whose verb belongs to other cognitive levels than their own."""
    asked: list[tuple[str, Objective | Item, str, Text]] = []
    for topic in subject.every():
        asked += [(topic.language, objective, "text", objective.text) for objective in topic.objectives]
    asked += [(language, item, "stem", item.stem) for language, item in subject.items()]
    for language, one, field, text in asked:
        found = list(_verbs(str(text), language)) if one.cognitive else []
        if found and not any(_fits(str(one.cognitive), levels) for _, levels in found):
            verb, levels = found[0]
            at = one.at(field) if isinstance(one, Item) else one.at()
            yield finding("verb-level", at, verb=verb, cognitive=one.cognitive, levels=", ".join(levels))


def _verbs(text: str, language: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the verbs that begin sentences, with the levels that they belong to."""
    levels = _levels(language)
    for sentence in _SENTENCE.split(text):
        first, *rest = [word.strip('.,!?:;"“”') for word in sentence.casefold().split()[:2]] or [""]
        for verb in (f"{first} {rest[0]}" if rest else "", first, first.removesuffix("lah")):
            if verb in levels:
                yield verb, levels[verb]
                break


def _fits(level: str, levels: tuple[str, ...]) -> bool:
    return any(abs(int(level[1]) - int(one[1])) < FAR for one in levels)


@cache
def _levels(language: str) -> Mapping[str, tuple[str, ...]]:
    by = guide(language)
    found: dict[str, tuple[str, ...]] = {}
    for level, listed in by.verbs.items():
        for verb in words(listed):
            found[verb] = (*found.get(verb, ()), level)
    return found | {short: found[verb] for short, verb in pairs(by.imperatives).items() if verb in found}


def gives_away(subject: Subject) -> Iterator[Diagnostic]:
    """Yield items whose text answers another item: it holds the answer, and most of what the other asks about."""
    for language in subject.languages:
        *_, (_, topic) = subject.levels(language)
        items = list(topic.every_item())
        told = [(item, _told(item).casefold()) for item in items]
        everything = "\n".join([text for _, text in told])
        for item in items:
            for answer in (one for one in _answers(item) if one.casefold() in everything):
                near = [(other, text) for other, text in told if answer.casefold() in text and other is not item]
                asked = set(_CONTENT.findall(str(item.stem).casefold())) if near else set()
                for other, text in near:
                    if asked and len(asked & set(_CONTENT.findall(text))) >= ALIKE * len(asked):
                        yield finding("gives-away", other.at("stem") or other.at(), other=item.name, answer=answer)


def _told(item: Item) -> str:
    """What an item tells every pupil as true or as its question."""
    if isinstance(item, TrueFalse) and not item.answer:
        return ""
    return str(item.text) if isinstance(item, Cloze) else str(item.stem)


def _answers(item: Item) -> list[str]:
    """The answers of an item that would be known again, no numbers or short words, and that its own stem does not hold."""
    if isinstance(item, MultipleChoice) and not isinstance(item, MultipleResponse):
        answers = [str(choice.text) for choice in item.choices if choice.key and not stays_last(choice.text)]
    elif isinstance(item, ShortAnswer):
        answers = [str(answer) for answer in item.answers]
    else:
        return []
    stem = str(item.stem).casefold()
    known = [one.rstrip(".") for one in answers if (len(one) >= LONG or " " in one) and not one[:1].isdigit()]
    return [one for one in known if one.casefold() not in stem]


@cache
def _pattern(written: str, whole: bool = False) -> re.Pattern[str] | None:
    if not written:
        return None
    return re.compile(rf"\b(?:{written})\b" if whole else rf"\b(?:{written})", re.IGNORECASE)


RULES = (unmarked_negative, vague_words, letter_mentioned, verb_level, gives_away)
