"""Running text and how hard it is to read: sentences, words and syllables, as the guide of its language counts them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from generator.diagnostics import Span
from generator.frozen import frozen
from generator.judge.guide import Readability
from generator.model.blocks import Block, Callout, Listing, Paragraph
from generator.model.item import Group
from generator.model.text import plain
from generator.model.topic import Term, Topic

LEAST = 100
"""A sample has a hundred words (Fry); passages that have fewer at some level are taken together."""
HANDOUT, SHORT = "handout", "short passages"

_WORD = re.compile(r"[^\W\d_]+(?:['’.-]?[^\W\d_]+)*|\d[\d.,:]*")
_END = re.compile(r"([^\s.!?…]*)[.!?…]+[\"”’)\]]*(?=\s+[\"“‘(\[]*[^\Wa-z_]|\s*$)")
_SPELLED = re.compile(r"[A-Z]{2,3}|[B-DF-HJ-NP-TV-Z]{4,}")
"""An abbreviation that is read letter by letter."""


@frozen
class Passage:
    """A stretch of running text that pupils read as one, paragraph by paragraph."""

    name: str
    paragraphs: tuple[str, ...]
    at: Span | None

    def words(self) -> int:
        """Return how many words it has."""
        return sum(len(_WORD.findall(paragraph)) for paragraph in self.paragraphs)


@frozen
class Measure:
    """How hard a passage is: sentences and syllables in 100 words, the syllables also without the topic's terms; school year."""

    words: int
    sentences: float
    syllables: float
    bare: float
    grade: float


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
    sentences = sum(_sentences(paragraph, by) for paragraph in passage.paragraphs)
    known = _terms(tuple(str(term.term) for term in terms))
    term_words, term_syllables = _weighed("\n".join(known.findall(text)), by) if known else (0, 0)
    factor = float(by.factor)
    return Measure(
        words,
        100 * sentences / max(1, words),
        100 * factor * syllables / max(1, words),
        100 * factor * (syllables - term_syllables) / max(1, words - term_words),
        0.39 * words / max(1, sentences) + 11.8 * factor * syllables / max(1, words) - 15.59,
    )


def _weighed(text: str, by: Readability) -> tuple[int, int]:
    """The words of a text and their syllables."""
    words = _WORD.findall(text)
    return len(words), sum([_syllables(word, by.nuclei, by.silent) for word in words])


def _sentences(text: str, by: Readability) -> int:
    """The sentences of a paragraph; a full stop after an abbreviation or an initial ends none, the paragraph's end does."""
    known = by.abbreviations.split()
    ends = [match for match in _END.finditer(text) if match.end() < len(text.rstrip())]
    return 1 + sum(not (match[1] in known or (len(match[1]) == 1 and match[1].isupper())) for match in ends)


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
