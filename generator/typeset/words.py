"""Inline markup becomes words: measured pieces with the space before each, ready for the line engine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from generator.frozen import field, slotted
from generator.model.markup import Node
from generator.typeset.breaks import BLANKS, SPACES, glued, segments
from generator.typeset.fonts import Face, FontSet

if TYPE_CHECKING:
    from generator.assets.maths import Formula

BUBBLE = 13.6 / 9
"""How wide a bubble is for each point of the letter in it."""
LARGER = 1.03
"""How much larger the signs of the maths font are set, so that their letters are as high as those of the text."""


class Ink(NamedTuple):
    """How a stretch of text looks: family and weight of the type scale, size and rise in points."""

    family: str
    weight: int
    size: float
    italic: bool = False
    rise: float = 0.0
    underline: bool = False
    href: str = ""
    gloss: str = ""


class Sizes(NamedTuple):
    """How large is what is drawn on lines (points): tick boxes, level marks, the number before a gap, the letter in a bubble."""

    tick: float = 9.0
    mark: float = 5.4
    gap: float = 8.5
    bubble: float = 9.0


@slotted
class Piece:
    """Something on a line: text in one face, or a drawn thing (`kind` gap, tick, bubble, mark, slot, frac, maths) of a width."""

    width: float
    ink: Ink
    face: Face | None = None
    text: str = ""
    kind: str = ""
    name: str = ""
    parts: tuple[list[Word], ...] = ()
    formula: Formula | None = None


@slotted
class Word:
    """Pieces between which no line ends. `space` is the width of the space before it, `face` what that space is set in."""

    pieces: list[Piece] = field(default_factory=list)
    width: float = 0.0
    space: float = 0.0
    begins: bool = True  # a line may begin with it
    forced: bool = False  # a line must begin with it

    def add(self, piece: Piece) -> None:
        """Append a piece (pieces of cached words are shared, so the list is a new one)."""
        self.pieces = [*self.pieces, piece]
        self.width += piece.width

    def text(self) -> str:
        """Return the letters, for rules about last lines."""
        return "".join(piece.text for piece in self.pieces)


Part = tuple[list[Piece], float, bool]
"""A part of a word that no line end cuts: its pieces, width, and whether a line may begin with it."""


class WordMaker:
    """Walks inline nodes once and collects words.

    values: the texts of slots that are known (page, pages). gap: the width of a gap that does not say its own. slots: the
    widths of lines to write on, by the slot's name. All in points.
    """

    def __init__(
        self, fonts: FontSet, values: Mapping[str, str], gap: float, slots: Mapping[str, float], sizes: Sizes | None = None
    ) -> None:
        self.fonts = fonts
        self.sizes = sizes or Sizes()
        self.values = values
        self.gap = gap
        self.slots = slots
        self._voices: dict[Ink, tuple[Face, float, dict[str, list[Part]]]] = {}
        self.words: list[Word] = []
        self.joined = False  # the next text belongs to the last word
        self.formulas = False  # there is one among the words
        self.space = 0.0

    def make(self, children: Sequence[Node | str], ink: Ink) -> list[Word]:
        """Return the words of inline children."""
        self.words, self.joined, self.space, self.formulas = [], False, 0.0, False
        self._walk(children, ink)
        return self.words

    def _walk(self, children: Sequence[Node | str], ink: Ink) -> None:
        for child in children:
            if isinstance(child, str):
                self._text(child, ink)
            elif child.tag in _STYLED:
                self._walk(child.children, _STYLED[child.tag](ink, child))
            elif child.tag == "br":
                self.joined, self.space = False, 0.0
                self.words.append(Word(forced=True))
                self.joined = True
            elif child.tag == "end":
                continue
            elif child.tag == "maths":
                self._maths(child, ink)
            elif child.tag == "slot" and child.get("name") in self.values:
                self._text(self.values[child.get("name")], ink)
            else:
                self._atom(self._drawn(child, ink))

    def _text(self, text: str, ink: Ink) -> None:
        parts = text.split() if text.isascii() else [part for part in SPACES.split(text) if part]
        if not parts:
            if text:
                self._blank(ink)
            return
        if text[0] in BLANKS:
            self._blank(ink)
        words, joined, space = self.words, self.joined, self.space
        face, between, known = self._voice(ink)
        for part in parts:
            measured = known.get(part)
            if measured is None:
                measured = known[part] = [self._measured(segment, ink, face) for segment in segments(part)]
            for pieces, width, may_begin in measured:
                if joined and words:
                    for piece in pieces:
                        words[-1].add(piece)
                else:
                    words.append(Word(pieces, width, space, may_begin or not words))
                joined, space = False, 0.0
            space = between
        self.joined, self.space = True, 0.0
        if text[-1] in BLANKS:
            self._blank(ink)

    def _voice(self, ink: Ink) -> tuple[Face, float, dict[str, list[Part]]]:
        """Return an ink's face, the width of its space, and what is measured in it."""
        voice = self._voices.get(ink)
        if voice is None:
            face = self.fonts.pick(ink.family, ink.weight, ink.italic)
            voice = self._voices[ink] = (face, (face.width(" ") or 0.0) * ink.size, self.fonts.parts.setdefault(ink, {}))
        return voice

    def _blank(self, ink: Ink) -> None:
        if self.words:
            self.joined = False
            self.space = self._voice(ink)[1]

    def _measured(self, part: str, ink: Ink, face: Face) -> Part:
        width = face.width(part)
        if width is not None:
            return [Piece(width * ink.size, ink, face, part)], width * ink.size, not glued(part)
        found = self.fonts.pieces(part, ink.family, ink.weight, ink.italic)
        pieces = [Piece(width * ink.size, ink, face, shown) for face, shown, width in found]
        return pieces, sum(piece.width for piece in pieces), not glued(part)

    def _maths(self, node: Node, ink: Ink) -> None:
        """Add a formula: as many words as it has parts between which a line may end."""
        self.formulas = True
        latex = "".join(child for child in node.children if isinstance(child, str))
        ink = ink._replace(size=ink.size * LARGER, rise=0.0)
        for index, part in enumerate(self.fonts.assets.formulas(latex)):
            if index:
                self.joined, self.space = False, part.space * ink.size
            self._atom(iter([Piece(part.width * ink.size, ink, kind="maths", formula=part)]))

    def _atom(self, pieces: Iterator[Piece]) -> None:
        word = self._begin()
        for piece in pieces:
            word.add(piece)
        self.joined = True

    def _begin(self) -> Word:
        if self.joined and self.words:
            return self.words[-1]
        word = Word(space=self.space)
        self.words.append(word)
        self.space = 0.0
        return word

    def _drawn(self, node: Node, ink: Ink) -> Iterator[Piece]:
        width, label = float(node.get("width") or 0), node.get("label")
        if node.tag == "gap":
            if label:
                small = ink._replace(family="label", weight=400, size=self.sizes.gap)
                for face, shown, advance in self.fonts.pieces(label + "\xa0", "label", 400, False):
                    yield Piece(advance * small.size, small, face, shown)
            yield Piece(width or self.gap, ink, kind="gap", name=node.get("name"))
        elif node.tag == "tick":
            yield Piece(self.sizes.tick, ink, kind="tick", name=node.get("done"))
        elif node.tag == "bubble":
            yield from self._bubble(node, ink)
        elif node.tag == "mark" and node.get("shape") == "check":
            for face, shown, advance in self.fonts.pieces("✓", "label", ink.weight, False):
                yield Piece(advance * ink.size, ink._replace(family="label"), face, shown)
        elif node.tag == "mark":
            size = self.sizes.mark * (6.2 / 5.4 if node.get("shape") == "triangle" else 1.0)
            yield Piece(size + 3, ink, kind="mark", name=node.get("shape"))
        elif node.tag == "slot":
            yield Piece(width or self.slots.get(node.get("name"), 40.0), ink, kind="slot", name=node.get("name"))
        elif node.tag == "frac":
            parts = tuple(
                WordMaker(self.fonts, self.values, self.gap, self.slots, self.sizes).make(part.children, ink) if part else []
                for part in (node.first("num"), node.first("den"))
            )
            yield Piece(max(map(natural_width, parts)) + 6, ink, kind="frac", parts=parts)

    def _bubble(self, node: Node, ink: Ink) -> Iterator[Piece]:
        inner = ink._replace(family="label", weight=600, size=self.sizes.bubble, rise=0.6)
        letters = "".join(child for child in node.children if isinstance(child, str))
        for face, shown, advance in self.fonts.pieces(letters, "label", 600, False):
            across = advance * inner.size
            yield Piece(max(BUBBLE * inner.size, across + 6) + 5, inner, face, shown, kind="bubble", name=f"{across:g}")


def natural_width(words: Sequence[Word]) -> float:
    """Return the width of words on one line, in points."""
    return sum(word.width + word.space for word in words)


_STYLED = {
    "b": lambda ink, node: ink._replace(weight=700 if ink.weight < 700 else ink.weight, gloss=node.get("gloss") or ink.gloss),
    "i": lambda ink, node: ink._replace(italic=True),
    "u": lambda ink, node: ink._replace(underline=True),
    "a": lambda ink, node: ink._replace(href=node.get("href")),
    "code": lambda ink, node: ink._replace(family="label"),
    "sup": lambda ink, node: ink._replace(size=ink.size * 0.66, rise=ink.rise + ink.size * 0.36),
    "sub": lambda ink, node: ink._replace(size=ink.size * 0.66, rise=ink.rise - ink.size * 0.16),
}
