"""Fact check: a claim with something wrong in it, to be found and put right.

    type: fact-check
    claim: "“WTO, singkatan dari World Trade Center Organization, mengatur perdagangan antarnegara.”"
    error: World Trade Center Organization
    correction: World Trade Organization

`error` are the wrong words, spelled as in the `claim`, in which they stand once; the level easy underlines them. `correction`
is what they should be. Pupils write both, and the source that they compared with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import ClassVar

from generator.diagnostics import Diagnostic, finding
from generator.frozen import frozen_record, replace
from generator.model.blocks import Body, ExtendedTextInteraction, Quotation
from generator.model.draw import Draw
from generator.model.item import Item
from generator.model.key import ExtendedResponse, Key, TextResponse
from generator.model.level import Level
from generator.model.text import Line, Run, Text, plain

LINES = ("error", "correction", "source")


@frozen_record
class FactCheck(Item):
    """A fact-check item; nothing is drawn for it. The wrong words and the correction are secrets."""

    TYPE: ClassVar[str] = "fact-check"

    claim: Text
    error: Text
    correction: Text

    def findings(self, level: Level) -> Iterator[Diagnostic]:
        """Yield wrong words that do not stand exactly once in the claim."""
        count = sum(len(_places(line, str(self.error))) for line in self.claim.paragraphs)
        if count != 1:
            yield finding("not-once", self.at("error"), words=self.error, count=count)

    def body(self, draw: Draw, level: Level) -> Body:
        """Return the claim and the lines to write on, the wrong words underlined where the level does so."""
        claim = self.claim
        if level.underlined:
            claim = Text(tuple(_underlined(line, str(self.error)) for line in claim.paragraphs))
        lines = tuple(ExtendedTextInteraction(1, label=f"types.{self.TYPE}.{name}-line") for name in LINES)
        return Body(self.stem, (Quotation(claim), *lines), "underlined" if level.underlined else "")

    def key(self, draw: Draw, level: Level) -> Key:
        """Return the wrong words and the correction; any good source will do."""
        responses = (TextResponse(((str(self.error),),)), TextResponse(((str(self.correction),),)), ExtendedResponse())
        return Key(responses, self.worth(), self.rationale)


def _places(line: Line, words: str) -> list[tuple[int, int]]:
    """Where words stand in a paragraph, from the first sign to the one after the last; white space is all one."""
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    return [match.span() for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", plain(line))]


def _underlined(line: Line, words: str) -> Line:
    """The paragraph with these words underlined, its runs cut where they begin and end; formulas stay whole."""
    places = _places(line, words)
    made: list[object] = []
    start = 0
    for inline in line:
        length = len(plain((inline,)))
        if not isinstance(inline, Run) or inline.maths:
            made.append(inline)
        else:
            cuts = {0, length, *(min(max(edge - start, 0), length) for place in places for edge in place)}
            edges = sorted(cuts)
            for begin, end in pairwise(edges):
                inside = any(first <= start + begin and start + end <= last for first, last in places)
                made.append(replace(inline, text=inline.text[begin:end], underline=inline.underline or inside))
        start += length
    return tuple(made)  # type: ignore[arg-type]
