"""Stamps: what differs from copy to copy, as small content streams over the pages that all copies of a sheet share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.frozen import frozen, replace
from generator.model.keep import Keep, forget
from generator.model.sheet import PdfObject, Place, Sheet
from generator.typeset import operators as op
from generator.typeset.fonts import Encoder, Face, FontSet
from generator.typeset.symbols import Symbols

SYMBOL = "symbol"
"""The slot of the QR symbol."""
LARGEST, SMALLEST = 11.0, 6.5
"""Sizes of stamped text in points; a long name gets smaller, and what is still too long ends in dots."""
FAMILY, WEIGHT = "label", 600
_INSET, _RISE = 4.0, 7.0


@frozen
class Spot:
    """Where a stamp goes: page, left edge and baseline in points from the bottom left, width and size in points.

    before, after: the operators that lead there and back.
    """

    name: str
    page: int
    x: float
    y: float
    width: float
    size: float
    before: str
    after: str


def spots(sheet: Sheet) -> tuple[Spot, ...]:
    """Return what can be stamped on a sheet."""
    return tuple(_spot(place) for place in sheet.places if place.kind in ("slot", "field"))


def _spot(place: Place) -> Spot:
    width, height = place.x1 - place.x0, place.y1 - place.y0
    if place.name == SYMBOL:
        before = f"q {width:.3f} 0 0 {width:.3f} {place.x0:.3f} {place.y0:.3f} cm"
        return Spot(place.name, place.page, place.x0, place.y0, width, height, before, "Q")
    if place.kind == "field":
        x, y, width, size = place.x0 + _INSET, place.y0 + _RISE, width - 2 * _INSET, LARGEST
    else:
        x, y, size = place.x0, place.y0 + 2.0, height - 2.0
    return Spot(place.name, place.page, x, y, width, size, f"BT 1 0 0 1 {op.fmt(x)} {op.fmt(y)} Tm", "ET")


class Stamper:
    """Makes the stamps of one pack; its own font subsets serve all of them.

    `learn` every sign first: the fonts are written before the first stamp. Raises Failed for a character that no font has.
    """

    def __init__(self, fonts: FontSet, keep: Keep = forget) -> None:
        self._fonts, self._keep = fonts, keep
        self._symbols: dict[int, Symbols] = {}
        self._shown: dict[tuple[str, float, float], tuple[str, str]] = {}
        self._encoder = Encoder("S")
        self._dots = self._width("…")
        self.learn("…")

    def learn(self, signs: str) -> None:
        """Take in signs of the texts that will be stamped."""
        for face, piece, _ in self._pieces(signs):
            self._encoder.show(face, piece)

    def ready(self, sheet: Sheet) -> Sheet:
        """Return a sheet whose resources have the fonts of the stamps as well."""
        made, names = self._encoder.objects(len(sheet.objects), self._keep)
        objects = list(sheet.objects)
        for index in {page.resources for page in sheet.pages}:
            objects[index] = PdfObject(objects[index].head.replace(b"/Font <<", b"/Font " + names[:-2] + b" ", 1))
        return replace(sheet, objects=(*objects, *made))

    def stamps(self, pages: int, found: Sequence[Spot], texts: Mapping[str, str]) -> tuple[bytes, ...]:
        """Return the content stream for each page of a copy; a spot that `texts` does not name stays empty."""
        written: list[list[str]] = [["0 g"] for _ in range(pages)]
        for spot in found:
            text = texts.get(spot.name)
            if text:
                same = (spot.name, spot.width, spot.size)
                before, shown = self._shown.get(same, ("", ""))
                if text != before:  # what stands on every page is made once, and the name of a class for all its pupils
                    shown = self._symbol(text) if spot.name == SYMBOL else self._text(spot, text)
                    self._shown[same] = text, shown
                written[spot.page].append(f"{spot.before} {shown} {spot.after}")
        return tuple("\n".join(parts).encode("latin-1") if len(parts) > 1 else b"" for parts in written)

    def _symbol(self, text: str) -> str:
        if len(text) not in self._symbols:
            self._symbols[len(text)] = Symbols(len(text), self._keep)
        return self._symbols[len(text)].image(text)

    def _text(self, spot: Spot, text: str) -> str:
        pieces = self._pieces(text)
        width = sum(across for _, _, across in pieces)
        size = spot.size
        if width * size > spot.width:
            size = max(SMALLEST, spot.width / width)
            if width * size > spot.width + 0.01:
                pieces = self._pieces(self._cut(text, spot.width / size))
        return " ".join(
            f"/{name} {op.fmt(size)} Tf {literal} Tj"
            for face, piece, _ in pieces
            for name, literal in self._encoder.show(face, piece)
        )

    def _cut(self, text: str, most: float) -> str:
        while text and self._width(text) + self._dots > most:
            text = text[:-1].rstrip()
        return text + "…"

    def _width(self, text: str) -> float:
        return sum(across for _, _, across in self._pieces(text))

    def _pieces(self, text: str) -> Sequence[tuple[Face, str, float]]:
        return self._fonts.pieces(text.replace(" ", "\u00a0"), FAMILY, WEIGHT, False)
