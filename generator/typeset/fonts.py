"""Fonts: chosen by family, weight and slope, with fallback by character map; measured, and coded for the pages.

A `Face` is one font file, read once in a process. An `Encoder` belongs to one typesetting: it gives each character that is
really printed a code in a simple font of at most 256, and at the end the PDF objects of those subsets.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.machinery import PathFinder
from pathlib import Path
from typing import TYPE_CHECKING

from generator.assets import Assets
from generator.diagnostics import Failed, finding
from generator.model.keep import Keep, forget
from generator.model.sheet import PdfObject, reference
from generator.model.tokens import Tokens
from generator.typeset.metrics import Metrics
from generator.typeset.subset import Embedded

if TYPE_CHECKING:
    from generator.typeset.lines import Line
    from generator.typeset.words import Ink, Part, Word

EMBEDDING = (Path(__file__).with_name("embedding.py")).read_bytes() + (Path(__file__).with_name("metrics.py")).read_bytes()
"""What a kept subset depends on beside the font and ReportLab."""

STYLES = {
    (400, False): "400Regular",
    (600, False): "600SemiBold",
    (700, False): "700Bold",
    (400, True): "400Regular_Italic",
    (700, True): "700Bold_Italic",
}
NEAREST: dict[tuple[int, bool], tuple[tuple[int, bool], ...]] = {
    (400, False): ((400, False),),
    (600, False): ((600, False), (700, False), (400, False)),
    (700, False): ((700, False), (600, False), (400, False)),
    (400, True): ((400, True), (400, False)),
    (600, True): ((400, True), (600, False), (700, False), (400, False)),
    (700, True): ((700, True), (700, False), (600, False), (400, False)),
}
"""Which styles of a family stand in for one that it lacks, best first."""


class Face:
    """One font file: which characters it has and how wide each is, with what is added after `letters` and at `words`' spaces.

    What is added is told in shares of the size.
    """

    __slots__ = ("_advance", "_embedded", "_scale", "data", "letters", "metrics", "words")

    def __init__(self, data: bytes, letters: float = 0.0, words: float = 0.0) -> None:
        self.data, self.letters, self.words = data, letters, words
        self.metrics = Metrics(data)
        self._advance, self._scale = self.metrics.advances.__getitem__, self.metrics.scale
        self._embedded: dict[tuple[int, ...], Embedded] = {}

    def embedded(self, subset: tuple[int, ...], keep: Keep) -> Embedded:
        """Return a subset ready to embed; ReportLab is imported only where it was not kept from an earlier run."""
        if subset not in self._embedded:

            def make() -> bytes:
                from generator.typeset.embedding import embed

                return embed(self.data, subset).packed()

            facts = EMBEDDING + hashlib.sha256(self.data).digest() + repr((reportlab_version(), subset)).encode("utf-8")
            self._embedded[subset] = Embedded.unpacked(keep("fonts", facts, make))
        return self._embedded[subset]

    def width(self, word: str) -> float | None:
        """Return the width of a word at size 1, or None where the face lacks one of its characters."""
        try:
            total: float = sum(map(self._advance, word)) * self._scale  # type: ignore[arg-type]
        except TypeError:
            return None
        if self.letters or self.words:
            total += len(word) * self.letters + (word.count(" ") + word.count("\xa0")) * self.words
        return total


@lru_cache(maxsize=64)
def _face(data: bytes, letters: float, words: float) -> Face:
    return Face(data, letters, words)


@lru_cache(maxsize=1)
def reportlab_version() -> str:
    """Return ReportLab's version without importing it: subsets that were kept need only that."""
    spec = PathFinder.find_spec("reportlab")
    head = Path(spec.origin).read_text(encoding="utf-8")[:1000] if spec and spec.origin else ""
    found = re.search(r'^Version *= *"([^"]+)"', head, re.MULTILINE)
    return found.group(1) if found else ""


class FontSet:
    """The faces of one layout: `pick` by role, `pieces` splits a word over faces where the first lacks a character.

    letters, words: what is added between letters and at spaces, in shares of the size. italic: whether there is any; without,
    what would be italic is bold. It keeps what was measured, for all documents of a topic: `parts` of words by ink, `words` of
    plain texts by ink, and their `lines` by ink and measure.
    """

    def __init__(
        self, families: Mapping[str, str], assets: Assets, *, letters: float = 0.0, words: float = 0.0, italic: bool = True
    ) -> None:
        self.families = families
        self.assets = assets
        self.spread = (letters, words)
        self.italic = italic
        self._picked: dict[tuple[str, int, bool], Face] = {}
        self.parts: dict[Ink, dict[str, list[Part]]] = {}
        self.words: dict[tuple[str, Ink], list[Word]] = {}
        self.lines: dict[tuple[str, Ink, float, float], list[Line]] = {}

    @classmethod
    def of(cls, tokens: Tokens, assets: Assets) -> FontSet:
        """Return the faces that a layout's tokens name."""
        letters, words = tokens.number("text", "letters"), tokens.number("text", "words")
        return cls(tokens.fonts, assets, letters=letters, words=words, italic=tokens.groups["text"]["italic"] == "yes")

    def pick(self, family: str, weight: int, italic: bool) -> Face:
        """Return the face of a token family (`text`, `label`); raises Failed where no file of the family is there."""
        wanted = (family, weight, italic)
        if wanted not in self._picked:
            self._picked[wanted] = self._load(*wanted)
        return self._picked[wanted]

    def _load(self, family: str, weight: int, italic: bool) -> Face:
        if italic and not self.italic:
            weight, italic = 700, False
        stem = "".join(part.capitalize() for part in self.families[family].split("-"))
        nearest = min((400, 600, 700), key=lambda known: abs(known - weight))
        for style in NEAREST[nearest, italic]:
            data = self.assets.font(f"{stem}_{STYLES[style]}.ttf")
            if data is not None:
                try:
                    return _face(data, *self.spread)
                except ValueError as error:
                    raise Failed([finding("broken-font", name=stem, problem=error)]) from None
        raise Failed([finding("missing-font", name=self.families[family], file=f"{stem}_{STYLES[400, False]}.ttf")])

    def pieces(self, word: str, family: str, weight: int, italic: bool) -> tuple[tuple[Face, str, float], ...]:
        """Return (face, text, width at size 1) of a word without spaces; several where faces must change.

        Raises Failed for a character that no family has.
        """
        face = self.pick(family, weight, italic)
        width = face.width(word)
        return ((face, word, width),) if width is not None else tuple(self._fall_back(word, family, weight, italic))

    def _fall_back(self, word: str, family: str, weight: int, italic: bool) -> Iterator[tuple[Face, str, float]]:
        chain = [family, *(other for other in self.families if other != family)]
        current: Face | None = None
        text = ""
        for char in word:
            face = next((f for f in (self.pick(name, weight, italic) for name in chain) if f.width(char) is not None), None)
            if face is None:
                raise Failed([finding("unsupported-character", character=char, number=f"U+{ord(char):04X}")])
            if face is not current and current is not None:
                yield current, text, current.width(text) or 0.0
                text = ""
            current, text = face, text + char
        if current is not None:
            yield current, text, current.width(text) or 0.0


ASCII = range(32, 127)
COMMON = "–—‘’“”…·•×÷−°±²³½¼¾→✓§©€éèáàâäçíîïñóôöúüÉÄÖÜßÃÕãõ«»¡¿"
"""Characters that every subset starts with, after those of ASCII: plain texts then share the same font objects."""
ESCAPED = {ord(sign): f"\\{sign}" for sign in "()\\"}
"""What of ASCII a PDF string writes with a backslash."""


PLAIN = re.compile(r"[ -'*-\[\]-~]*")
"""What a PDF string holds as it is."""


class Encoder:
    """Codes for the characters of one typesetting, and the font objects that they need; resources are called `prefix` 1, 2 ..."""

    def __init__(self, prefix: str = "F") -> None:
        self._prefix = prefix
        self._coded: dict[Face, _Coded] = {}
        self._names: dict[tuple[Face, int], str] = {}

    def show(self, face: Face, text: str) -> tuple[tuple[str, str], ...]:
        """Return (resource name, PDF string literal) for a text, one for each change of subset."""
        coded = self._coded.get(face)
        if coded is None:
            coded = self._coded[face] = _coded(face).copy()
        plain = text.replace("\xa0", " ") if coded.whole else text
        if coded.whole and PLAIN.fullmatch(plain):
            return ((self._name(face, 0), f"({plain})"),)
        if coded.first.issuperset(text):
            return ((self._name(face, 0), f"({text.translate(coded.table)})"),)
        parts: list[tuple[str, list[str]]] = []
        for char in text:
            subset, code = coded.code(char)
            name = self._name(face, subset)
            if not parts or parts[-1][0] != name:
                parts.append((name, []))
            parts[-1][1].append(_escape(code))
        return tuple((name, f"({''.join(codes)})") for name, codes in parts)

    def _name(self, face: Face, subset: int) -> str:
        name = self._names.get((face, subset))
        if name is None:
            name = self._names[face, subset] = f"{self._prefix}{len(self._names) + 1}"
        return name

    def objects(self, start: int, keep: Keep = forget) -> tuple[list[PdfObject], bytes]:
        """Return the font objects, numbered from `start` in the sheet, and the /Font dictionary of its resources."""
        made: list[PdfObject] = []
        entries = []
        for (face, subset), name in self._names.items():
            first = start + len(made)
            made += face.embedded(tuple(self._coded[face].subsets[subset]), keep).objects(first)
            entries.append(b"/%s %s" % (name.encode("ascii"), reference(first)))
        return made, b"<<" + b" ".join(entries) + b">>"


class _Coded:
    """One face's codes: `table` and `first` serve texts that the first subset holds whole; `whole`: it has all of ASCII."""

    def __init__(self, face: Face) -> None:
        has = face.metrics.glyph
        points = [point for point in ASCII if has(point)]
        self.subsets: list[list[int]] = [[0] * 127]
        for point in points:
            self.subsets[0][point] = point
        self.first: set[str] = set(map(chr, points))
        self.codes: dict[str, tuple[int, int]] = {chr(point): (0, point) for point in points}
        self.table: dict[int, str] = dict(ESCAPED)
        for char in COMMON:
            if has(ord(char)):
                self.code(char)
        self.whole = len(points) == len(ASCII)
        self.codes["\xa0"], self.table[0xA0] = self.codes[" "], " "
        self.first.add("\xa0")

    def copy(self) -> _Coded:
        """Return the same codes, to be added to apart."""
        other = object.__new__(_Coded)
        other.subsets = [list(subset) for subset in self.subsets]
        other.codes, other.table, other.first = dict(self.codes), dict(self.table), set(self.first)
        other.whole = self.whole
        return other

    def code(self, char: str) -> tuple[int, int]:
        """Return the subset and the code of a character, a new one at its first use."""
        found = self.codes.get(char)
        if found is None:
            if len(self.subsets[-1]) == 256:
                self.subsets.append([0] * 33)
            self.subsets[-1].append(ord(char))
            found = self.codes[char] = (len(self.subsets) - 1, len(self.subsets[-1]) - 1)
            if found[0] == 0:
                self.table[ord(char)] = _escape(found[1])
                self.first.add(char)
        return found


@lru_cache(maxsize=64)
def _coded(face: Face) -> _Coded:
    return _Coded(face)


def _escape(code: int) -> str:
    if code in (40, 41, 92):
        return "\\" + chr(code)
    return chr(code) if 32 <= code < 127 else f"\\{code:03o}"
