"""Glosses: the first use of each term of the topic in a handout's running text, its meaning beside it; the order of terms."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.frozen import replace
from generator.model.blocks import Block, Paragraph
from generator.model.text import Inline, Run
from generator.model.topic import Term


def glossed(blocks: Sequence[Block], terms: Sequence[Term]) -> tuple[Block, ...]:
    """Return the blocks with each term's first use marked, where it is strong before where it is not.

    Only paragraphs of running text are searched. Whether the margin has room for a gloss is the typesetter's to say: what it
    has no room for stands in the glossary.
    """
    result = list(blocks)
    for term in terms:
        for want_strong in (True, False):
            place = _first(result, term, want_strong)
            if place is not None:
                index, paragraph = place
                result[index] = paragraph
                break
    return tuple(result)


def alphabetical(terms: Sequence[Term]) -> Sequence[Term]:
    """Return the terms in the order of their letters, as a glossary lists them."""
    return sorted(terms, key=lambda term: (str(term.term).casefold(), str(term.term)))


def _first(blocks: Sequence[Block], term: Term, want_strong: bool) -> tuple[int, Paragraph] | None:
    pattern = re.compile(rf"(?<!\w){re.escape(str(term.term))}(?!\w)", re.IGNORECASE)
    for index, block in enumerate(blocks):
        if not isinstance(block, Paragraph) or block.role != "body":
            continue
        for place, run in enumerate(block.text):
            if (
                not isinstance(run, Run)
                or run.code
                or run.link
                or run.gloss
                or run.maths
                or run.script
                or (want_strong and not run.strong)
            ):
                continue
            match = pattern.search(run.text)
            if match is None:
                continue
            return index, _marked(block, place, run, match.span(), term)
    return None


def _marked(block: Paragraph, place: int, run: Run, span: tuple[int, int], term: Term) -> Paragraph:
    start, end = span
    pieces: list[Inline] = [
        replace(run, text=run.text[:start]),
        replace(run, text=run.text[start:end], gloss=str(term.name)),
        replace(run, text=run.text[end:]),
    ]
    shown = [piece for piece in pieces if isinstance(piece, Run) and piece.text]
    text = (*block.text[:place], *shown, *block.text[place + 1 :])
    return replace(block, text=text, glosses=(*block.glosses, (str(term.name), str(term.term), term.meaning)))
