"""The lines of a `text` element: where each begins and in what it is set (SVG 1.1, 10)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.assets.pictures import Label
from generator.assets.svg.measure import Matrix, moved, scale
from generator.assets.svg.style import Style
from generator.assets.svg.unusable import Unusable
from generator.frozen import field, slotted

_BLANKS = re.compile(r"[ \t\r\n]+")


@slotted
class Line:
    """Text from one point on, all in one style."""

    x: float
    y: float
    style: Style
    pieces: list[str] = field(default_factory=list)

    def text(self) -> str:
        """Return the words with single blanks between them."""
        return _BLANKS.sub(" ", "".join(self.pieces)).strip(" ")


class Lettering:
    """Collects the lines of one `text`: a `tspan` with an x of its own begins one, any other goes on with the line."""

    def __init__(self, style: Style) -> None:
        self.lines = [Line(0.0, 0.0, style)]

    def place(self, style: Style, x: float | None, y: float | None, dx: float, dy: float) -> None:
        """Start a `text` or `tspan`. Raises Unusable where it moves what follows by the unknown width of what stands before."""
        line = self.lines[-1]
        if x is not None:
            self.lines.append(Line(x + dx, (line.y if y is None else y) + dy, style))
        elif not line.text():
            line.x, line.y, line.style = line.x + dx, (line.y if y is None else y) + dy, style
        elif y is not None or dx or dy:
            raise Unusable("a `tspan` that moves within its line; give it an `x`")

    def add(self, words: str, style: Style) -> None:
        """Append words. Raises Unusable where the style changes within a line."""
        line = self.lines[-1]
        if words.strip(" \t\r\n"):
            if not line.text():
                line.style = style
            elif _looks(line.style) != _looks(style):
                raise Unusable("a `tspan` of another style within a line; give it an `x`")
        line.pieces.append(words)

    def labels(self, matrix: Matrix) -> list[Label]:
        """Return the lines that show something, in the drawing's space. Raises Unusable for outlined letters, else ValueError."""
        found = []
        larger = scale(matrix)
        turn = tuple(part / larger for part in matrix[:4]) if larger else ()
        for line in self.lines:
            style, text = line.style, line.text()
            if not text or not style.visible:
                continue
            if style.stroke and style.stroke_shown and style.stroke_width:
                raise Unusable("a text with a `stroke`", "stroke")
            if not style.fill or not style.fill_shown or not style.size or not larger:
                continue
            x, y = moved(matrix, line.x, line.y)
            found.append(
                Label(
                    text=text,
                    x=x,
                    y=y,
                    size=style.size * larger,
                    weight=style.weight,
                    italic=style.italic,
                    family=style.family,
                    anchor=style.anchor,
                    fill=style.fill,
                    turn=_turned(turn),
                )
            )
        return found


def _looks(style: Style) -> tuple[object, ...]:
    return style.size, style.weight, style.italic, style.family, style.fill, style.visible, style.fill_shown


def _turned(turn: Sequence[float]) -> tuple[float, float, float, float] | None:
    a, b, c, d = turn
    upright = abs(a - 1) < 1e-6 and abs(b) < 1e-6 and abs(c) < 1e-6 and abs(d - 1) < 1e-6
    return None if upright else (a, b, c, d)
