"""Running text and how hard it is to read: sentences, words and syllables, as the guide of its language counts them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from generator.diagnostics import Span
from generator.judge.guide import Readability
from generator.model.blocks import Block, Callout, Listing, Paragraph
from generator.model.item import Group
from generator.model.text import plain
from generator.model.topic import Term, Topic

LEAST = 100
"""A sample has a hundred words (Fry); passages that have fewer at some level are taken together."""
LONGEST = 12
"""No abbreviation has more signs."""
HANDOUT, SHORT = "handout", "short passages"

_WORD = re.compile(r"[^\W\d_]+(?:['’.-]?[^\W\d_]+)*|\d[\d.,:]*")
_END = re.compile(r"(?<![.!?…])[.!?…]+[\"”’)\]]*(?=\s+[\"“‘(\[]*[^\Wa-z_]|\s*$)")
_SPELLED = re.compile(r"[A-Z]{2,3}|[B-DF-HJ-NP-TV-Z]{4,}")
"""An abbreviation that is read letter by letter."""


class Passage(NamedTuple):
    """A stretch of running text that pupils read as one, paragraph by paragraph."""

    name: str
    paragraphs: tuple[str, ...]
    at: Span | None


class Measure(NamedTuple):
    """How hard a passage is: its counts, and the syllables' `factor`; measures of passages add up to that of all."""

    words: int
    sentence_count: int
    syllable_count: int
    term_words: int
    term_syllables: int
    factor: float

    def with_another(self, other: Measure) -> Measure:
        """Return the measure of both passages together."""
        words, sentences, syllables, *terms = (one + another for one, another in zip(self[:5], other[:5], strict=True))
        return Measure(words, sentences, syllables, terms[0], terms[1], self.factor)

    @property
    def sentences(self) -> float:
        """Sentences in 100 words."""
        return 100 * self.sentence_count / max(1, self.words)

    @property
    def syllables(self) -> float:
        """Syllables in 100 words, times the factor."""
        return 100 * self.factor * self.syllable_count / max(1, self.words)

    @property
    def bare(self) -> float:
        """Syllables in 100 words, times the factor, without the topic's terms."""
        return 100 * self.factor * (self.syllable_count - self.term_syllables) / max(1, self.words - self.term_words)

    @property
    def grade(self) -> float:
        """School year by Flesch and Kincaid."""
        return 0.39 * self.words / max(1, self.sentence_count) + 0.118 * self.syllables - 15.59


def passages(topic: Topic) -> Iterator[Passage]:
    """Yield the handout and each stimulus of a topic that has running text."""
    lead = [plain(line) for line in topic.lead.paragraphs]
    handout = (*lead, *_paragraphs(topic.handout))
    if handout:
        yield Passage(HANDOUT, handout, topic.at("handout.0") if topic.handout else topic.at("lead"))
    for entry in topic.items:
        if isinstance(entry, Group):
            paragraphs = tuple(_paragraphs(entry.stimulus))
            if paragraphs:
                yield Passage(str(entry.name), paragraphs, entry.at("stimulus.0"))


def _paragraphs(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield plain(block.text)
        elif isinstance(block, Callout):
            yield from _paragraphs(block.blocks)
        elif isinstance(block, Listing):
            for entry in block.entries:
                yield from (words for words in _paragraphs(entry) if _END.search(words))


def measured(passage: Passage, terms: Sequence[Term], by: Readability) -> Measure:
    """Return how hard a passage is, by the way that its language counts."""
    text = "\n".join(passage.paragraphs)
    words, syllables = _weighed(text, by)
    sentences = sum([_sentences(paragraph, by) for paragraph in passage.paragraphs])
    known = _terms(tuple(str(term.term) for term in terms))
    term_words, term_syllables = _weighed("\n".join(known.findall(text)), by) if known else (0, 0)
    return Measure(words, sentences, syllables, term_words, term_syllables, float(by.factor))


def _weighed(text: str, by: Readability) -> tuple[int, int]:
    """The words of a text and their syllables."""
    words = _WORD.findall(text)
    return len(words), sum([_syllables(word, by.nuclei, by.silent) for word in words])


def _sentences(text: str, by: Readability) -> int:
    """The sentences of a paragraph; a full stop after an abbreviation or an initial ends none, the paragraph's end does."""
    known = by.abbreviations.split()
    length = len(text.rstrip())
    ends = [match.start() for match in _END.finditer(text) if match.end() < length]
    return 1 + sum(not _shortened(text[max(0, at - LONGEST) : at], known) for at in ends)


def _shortened(before: str, known: Sequence[str]) -> bool:
    """Say whether what stands before a full stop is an abbreviation, or a name's first letter."""
    word = before.rpartition(" ")[2].rpartition("(")[2]
    initial = word.rpartition(".")[2]
    return word in known or (len(initial) == 1 and initial.isupper())


@cache
def _syllables(word: str, nuclei: str, silent: str) -> int:
    if _SPELLED.fullmatch(word):
        return len(word)
    lowered = word.casefold()
    return len(_pattern(nuclei).findall(lowered)) - (len(_pattern(silent).findall(lowered)) if silent else 0)


@cache
def _pattern(written: str) -> re.Pattern[str]:
    return re.compile(written)


@cache
def _terms(terms: tuple[str, ...]) -> re.Pattern[str] | None:
    """Return what finds the topic's terms, longer ones first, with an English plural's ending."""
    if not terms:
        return None
    longest = sorted(terms, key=lambda term: (-len(term), term))
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest)) + r")(?:e?s)?(?!\w)", re.IGNORECASE)
