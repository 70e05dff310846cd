"""Matching: statements on the left, their answers on the right.

    type: matching
    pairs:
      - {left: mengurus kesehatan, right: WHO}
      - {left: mengatasi masalah pangan, right: FAO}
    extra: [IAEA, UNEP]

`pairs` are two or more; rights that read the same are printed once. `extra` are rights that match nothing: the sheet's level
says how many of them are printed, in written order. Together there may be 26 rights. The lefts stand in written order, the
rights are shuffled until they do not stand beside their lefts; with `shuffle: false` they are sorted by their text.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, ClassVar

from generator.diagnostics import Diagnostic, finding
from generator.frozen import frozen_record
from generator.items.phrases import canonical, folded, repeats
from generator.model.blocks import Body, MatchInteraction, SimpleChoice
from generator.model.draw import Draw, Stream
from generator.model.item import Item, Size
from generator.model.key import Key, MatchResponse
from generator.model.level import Level
from generator.model.record import Record
from generator.model.text import Text

MOST_RIGHTS = 26


@frozen_record
class Pair(Record):
    """A statement and its answer; who belongs to whom is the secret."""

    left: Text
    right: Text


@frozen_record
class Matching(Item):
    """A matching item; its draw `rights` holds positions among the rights as written: those of the pairs, then the extras."""

    TYPE: ClassVar[str] = "matching"

    pairs: Annotated[tuple[Pair, ...], Size(2, MOST_RIGHTS)]
    extra: tuple[Annotated[Text, Size(1)], ...] = ()

    def findings(self, level: Level) -> Iterator[Diagnostic]:
        """Yield lefts and extras that read the same, more rights than letters, and a sheet that would be printed solved."""
        for i, first, same in repeats(pair.left for pair in self.pairs):
            code, facts = "equal-lefts" if same else "look-alike-entries", {"first": first + 1, "second": i + 1}
            yield finding(code, self.pairs[i].at("left"), what="lefts", text=self.pairs[i].left, **facts)
        rights, count = self._rights(), len(self.pairs)
        for i, first, same in repeats(rights):
            span = self.pairs[i].at("right") if i < count else self.at(f"extra.{i - count}")
            if not same:
                yield finding("look-alike-entries", span, what="rights", text=rights[i], first=first + 1, second=i + 1)
            elif i >= count:
                yield finding("extra-matches", span, text=rights[i])
        distinct = len(set(self._first()))
        if distinct > MOST_RIGHTS:
            yield finding("too-many-rights", self.at("extra"), count=distinct, most=MOST_RIGHTS)
        if not self.shuffle and self.solved({"rights": self._sorted(level)}):
            yield finding("already-solved", self.at("shuffle"))

    def draw(self, stream: Stream, level: Level) -> Draw:
        """Shuffle the distinct rights, with as many extras as the level prints, from canonical order."""
        rights = self._sorted(level)
        return {"rights": stream.shuffle(rights) if self.shuffle else rights}

    def solved(self, draw: Draw) -> bool:
        """Say whether every right would stand beside its left."""
        return all(n < len(draw["rights"]) and draw["rights"][n] == i for n, i in enumerate(self._first()[: len(self.pairs)]))

    def body(self, draw: Draw, level: Level) -> Body:
        """Return the lefts in written and the rights in printed order."""
        rights = self._rights()
        sources = tuple(SimpleChoice(pair.left) for pair in self.pairs)
        return Body(self.stem, (MatchInteraction(sources, tuple(SimpleChoice(rights[i]) for i in draw["rights"])),))

    def key(self, draw: Draw, level: Level) -> Key:
        """Return for each left the printed position of its right."""
        place = {i: n for n, i in enumerate(draw["rights"])}
        pairs = tuple((n, place[i]) for n, i in enumerate(self._first()[: len(self.pairs)]))
        return Key((MatchResponse(pairs),), self.worth(), self.rationale)

    def worth(self) -> Decimal:
        """Return the points: as written, else one for each pair."""
        return self.points if self.points is not None else Decimal(len(self.pairs))

    def answer_marks(self) -> object:
        """Return for each right as written the first that reads the same."""
        return tuple(self._first())

    def _rights(self) -> list[Text]:
        return [pair.right for pair in self.pairs] + list(self.extra)

    def _sorted(self, level: Level) -> tuple[int, ...]:
        """The rights that the level prints, in canonical order."""
        extras = len(self.extra) if level.extra_matches is None else level.extra_matches
        rights = self._rights()
        return tuple(sorted(set(self._first()[: len(self.pairs) + extras]), key=lambda i: canonical(rights[i])))

    def _first(self) -> list[int]:
        """For each right as written: the position of the first that reads the same, which alone is printed."""
        seen: dict[str, int] = {}
        return [seen.setdefault(folded(text), i) for i, text in enumerate(self._rights())]
