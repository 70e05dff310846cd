"""What a finished file says: its pages' text as an independent reader (pdfium) finds it.

Text is compared after NFKC, without white space: `plain` makes both sides so. Where a word began is remembered, so that
`12.` is not found in `112.`. Pages are parted by a form feed, which nothing compared can contain.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any, Union
from unicodedata import normalize

from generator.frozen import frozen
from generator.model.imposition import Spot as Leaf

PAGE = "\f"
LOST = ("\u25a0", "\ufffd")
TRIES = 2000
"""So many ways of reading a list without labels are tried, where an entry reads like the ends of two others."""
FOOT, HEAD = 3000, 500
"""So many signs stand at most after a text on its page, a full margin column among them, and before it on the next, where it
goes over both."""

ASIDE = 60
"""So many signs has at most what stands between two lines of a text: its points, a line's number."""

WORDS = re.compile(r"(?<=[-/\u2010-\u2014])|\s+")
"""Where a line may end."""

JOINS = "-/\u2010\u2011\u2012\u2013\u2014"
"""What a word may be parted behind."""

MARKS = frozenset(",;")
"""What parts the answers of a key's grid."""

Between = Union["re.Pattern[str]", None]
Box = tuple[float, float, float, float]
"""Left, bottom, right and top of a sign, in points from the page's bottom left."""

HYPHEN = {0xFFFE: "- ", 0x02: "- ", 0x00: None, 0xAD: None}
"""pdfium marks a hyphen at the end of a line by U+FFFE (by U+0002 in bounded text), and leaves out the line's end."""


def folded(text: str) -> str:
    """Return a text as it is compared, white space still in it."""
    if text.isascii() and text.isprintable():
        return text
    return normalize("NFKC", text.translate(HYPHEN))


def plain(text: str) -> str:
    """Return a text as it is compared."""
    return "".join(folded(text).split())


@frozen
class Spot:
    """A stretch of the file's text, from the first sign to the one after the last."""

    start: int
    end: int


Run = list[tuple[Spot, str]]
"""Texts that follow one another, each where it stands."""


def stretch(run: Run) -> int:
    """Return how many signs lie between the ends of a run."""
    return run[-1][0].end - run[0][0].start if run else 0


def extent(boxes: Sequence[Box]) -> float:
    """Return how high signs are together, in points."""
    return max((box[3] for box in boxes), default=0.0) - min((box[1] for box in boxes), default=0.0)


@dataclass
class Printed:
    """The text of a file: `raw` pages as read; `whole` is all of it, compared form, and `begins` where words begin in it.

    leaves: where each page stands in the file.
    """

    raw: Sequence[str]
    inside: Sequence[str]
    data: bytes = field(repr=False, default=b"")
    leaves: Sequence[Leaf] = ()

    def __post_init__(self) -> None:
        words: list[str] = []
        for text in self.raw:
            words += folded(text).split()
            words.append(PAGE)
        self.whole = "".join(words)
        ends = list(accumulate(map(len, words)))
        self.begins = {0, *ends}
        self._known: dict[int, Any] = {}
        self._pages = [0, *(end for word, end in zip(words, ends, strict=True) if word == PAGE)]

    def page(self, place: int) -> int:
        """Return the page, from 0, that a place in `whole` is on."""
        return bisect_right(self._pages, place) - 1

    def part(self, page: int) -> Spot:
        """Return where a page's text stands in `whole`."""
        return Spot(self._pages[page], self._pages[page + 1] - 1)

    def lost(self) -> Iterator[tuple[int, str]]:
        """Yield the pages, from 0, with a sign that stands for a lost character, and the sign."""
        for number, text in enumerate(self.raw):
            for sign in LOST:
                if sign in text:
                    yield number, sign

    def outside(self) -> Iterator[int]:
        """Yield the pages, from 0, that have text beyond their edges."""
        for number, (text, inside) in enumerate(zip(self.raw, self.inside, strict=True)):
            if len(plain(text)) > len(plain(inside)):
                yield number

    def number_before(self, place: int) -> int | None:
        """Return the number of an item that stands as a word of its own before a place: 12 for `12.`."""
        start = place - 1
        while start > 0 and start not in self.begins:
            start -= 1
        match = re.fullmatch(r"(\d{1,4})\.", self.whole[start:place]) if start >= 0 else None
        return int(match.group(1)) if match else None

    def has_word(self, page: int, word: str) -> bool:
        """Say whether a page has this word by itself."""
        part = self.part(page)
        return any(spot.end in self.begins for spot in self.every(word, part.start, part.end))

    def every(self, wanted: str, start: int = 0, end: int | None = None) -> Iterator[Spot]:
        """Yield where this compared form stands, each time beginning with a word."""
        if not wanted:
            return
        stop = len(self.whole) if end is None else end
        place = self.whole.find(wanted, start, stop)
        while place >= 0:
            if place in self.begins:
                yield Spot(place, place + len(wanted))
            place = self.whole.find(wanted, place + 1, stop)

    def find(self, text: str, start: int = 0, end: int | None = None, between: Between = None) -> Spot | None:
        """Return where a text first stands from `start`, in whole words, or before a comma.

        It stands in one piece, else with `between` or a page's end between two of its words.
        """
        wanted = plain(text)
        spot = next((spot for spot in self.every(wanted, start, end) if self._ends(spot.end)), None)
        stop = len(self.whole) if end is None else end
        if spot is not None or not wanted or (between is None and self.whole.find(PAGE, start, stop - 1) < 0):
            return spot
        first, *words = [word for word in WORDS.split(folded(text)) if word]
        for begin in self.every(first, start, stop):
            if not self._ends(begin.end) and first[-1] not in JOINS:  # the "Pa" of "Page" is no word
                continue
            last = self._on(words, begin.end, stop, between)
            if last is not None and self._ends(last):
                return Spot(begin.start, last)
        return None

    def run(self, texts: Sequence[str], start: int, end: int, marks: Sequence[str] = ()) -> tuple[Run, list[str]]:
        """Return where texts stand that follow one another from `start` on, in any order, and which of them are left.

        Where there are `marks`, each text stands after the next of them.
        """
        best: tuple[Run, list[str]] = ([], list(texts))
        waiting = [(start, *best)]
        for _ in range(TRIES):
            if not waiting:
                break
            place, run, left = waiting.pop()
            if len(left) < len(best[1]):
                best = run, left
            if not left:
                break
            mark = marks[len(run)] if marks else ""
            found = [(spot, index) for index, text in enumerate(left) if (spot := self.marked(mark, text, place, end))]
            near = [(spot, i) for spot, i in found if spot.start == place or PAGE in self.whole[place : spot.start]]
            for spot, i in sorted(near, key=lambda pair: (-pair[0].start, pair[0].end)):  # the next one taken up is the last
                waiting.append((spot.end, [*run, (spot, left[i])], [*left[:i], *left[i + 1 :]]))
        return best

    def marked(self, mark: str, text: str, start: int, end: int) -> Spot | None:
        """Return where a text stands after its label, with or without a full stop behind it, or without a label."""
        spots = (self.find(f"{mark}{stop}{text}", start, end) for stop in (".", "")[0 if mark else 1 :])
        return min((spot for spot in spots if spot is not None), key=lambda spot: spot.start, default=None)

    def _on(self, words: Sequence[str], place: int, stop: int, between: Between) -> int | None:
        """Return where the words end that go on at `place`, with at most one interruption between two of them."""
        for index, word in enumerate(words):
            if self.whole.startswith(word, place):
                place += len(word)
                continue
            after = self._after(between, place) if between is not None else ()
            begin = next((end for end in after if self.whole.startswith(word, end)), None)
            if begin is not None:
                place = begin + len(word)
                continue
            turn = self.whole.find(PAGE, place, min(place + FOOT, stop))
            if turn < 0:
                return None
            head = self.whole.find(PAGE, turn + 1, turn + HEAD)
            spots = self.every(word, turn, turn + HEAD if head < 0 else head)
            ends = (self._on(words[index + 1 :], spot.end, stop, between) for spot in spots)
            return next((last for last in ends if last is not None), None)
        return place if place <= stop else None

    def _after(self, between: re.Pattern[str], place: int) -> Iterator[int]:
        """Yield where words begin after something that may stand in between: the "5" of a line, not that of "5239"."""
        for end in range(place + 1, place + ASIDE):
            if end in self.begins and between.fullmatch(self.whole, place, end):
                yield end

    def _ends(self, place: int) -> bool:
        """Say whether a word ends at a place."""
        return place in self.begins or self.whole[place : place + 1] in MARKS

    def middle(self, spot: Spot) -> tuple[float, float]:
        """Return the middle of a stretch of signs, all on one page: points from its left edge, and down from its top."""
        boxes, high = self.boxes(spot.start, spot.end), self.high(self.page(spot.start))
        left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
        return (left + right) / 2, high - (min(box[1] for box in boxes) + max(box[3] for box in boxes)) / 2

    def boxes(self, start: int, end: int) -> list[Box]:
        """Return the boxes of signs, all on one page, from its bottom left corner."""
        page = self.page(start)
        textpage, places, bounds = self._signs(page)
        first, (x, y, *_) = self._pages[page], bounds
        indices = dict.fromkeys(places[start - first : end - first])  # one sign can be two in compared form
        found = (textpage.get_charbox(index) for index in indices)
        return [(left - x, bottom - y, right - x, top - y) for left, bottom, right, top in found]

    def high(self, page: int) -> float:
        """Return a page's height in points."""
        *_, bounds = self._signs(page)
        return float(bounds[3] - bounds[1])

    def wide(self, page: int) -> float:
        """Return a page's width in points."""
        *_, bounds = self._signs(page)
        return float(bounds[2] - bounds[0])

    def _signs(self, page: int):  # type: ignore[no-untyped-def]
        """Return pdfium's text of a page's side, which of its signs stands at each place of the compared form, and its edges."""
        import pypdfium2
        import pypdfium2.raw as pdfium

        if page not in self._known:
            leaf = self.leaves[page]
            sheet = pypdfium2.PdfDocument(self.data)[leaf.side]
            textpage, bounds = sheet.get_textpage(), leaf.box(*sheet.get_size())
            sizes = (len(plain(chr(pdfium.FPDFText_GetUnicode(textpage, index)))) for index in range(textpage.count_chars()))
            signs = ((index, size) for index, size in enumerate(sizes) if size)
            within = ((index, size) for index, size in signs if leaf.whole or _within(textpage.get_charbox(index), bounds))
            self._known[page] = textpage, [index for index, size in within for _ in range(size)], bounds
        return self._known[page]


def _within(box: Sequence[float], bounds: Sequence[float]) -> bool:
    """Say whether a box has its middle within bounds."""
    across, up = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return bounds[0] <= across < bounds[2] and bounds[1] <= up < bounds[3]
