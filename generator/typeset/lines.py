"""The line engine: words become lines, ragged right, broken greedily; a line knows its runs and where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from generator.frozen import field, slotted
from generator.typeset.canvas import Canvas
from generator.typeset.fonts import Face
from generator.typeset.words import BUBBLE, Ink, Piece, Word, natural_width

Align = Literal["start", "center", "end"]
SLACK = 0.01
"""How much a line may exceed its measure by rounding, in points."""


@slotted
class Run:
    """Text in one face and ink from `x` on, `width` wide; or a drawn piece (then `piece` is set)."""

    x: float
    ink: Ink
    face: Face | None
    text: str
    width: float
    piece: Piece | None = None

    @property
    def inked(self) -> float:
        """The width without a space at its end, which belongs to what follows."""
        if self.face is None or not self.text.endswith(" "):
            return self.width
        return self.width - (self.face.width(" ") or 0.0) * self.ink.size


@slotted
class Line:
    """One line: its runs from x = 0 and its width in points; `glosses` are the terms that first stand in it. Final.

    `ascent` and `descent`: how far formulas in it go above and below the baseline.
    """

    runs: list[Run] = field(default_factory=list)
    width: float = 0.0
    glosses: list[str] = field(default_factory=list)
    ascent: float = 0.0
    descent: float = 0.0


def break_lines(words: Sequence[Word], width: float, first: float = 0.0) -> list[Line]:
    """Return lines no wider than `width` points; the first starts `first` points in.

    A last line of under four letters takes a word from the line before where that leaves three words there.
    """
    row: list[Word] = []
    rows = [row]
    room = width - first
    used = 0.0
    last = len(words) - 1
    for index, word in enumerate(words):
        if word.width > width + SLACK:
            rows += [[part] for part in _chopped(word, width)]
            row = rows[-1]
            used, room = row[0].width, width
            continue
        space, need = word.space if row else 0.0, word.width
        if index < last and not words[index + 1].begins:
            need += words[index + 1].space + words[index + 1].width
        if word.forced or (row and word.begins and used + space + need > room + SLACK):
            row = []
            rows.append(row)
            used, space, room = 0.0, 0.0, width
        used += space + word.width
        row.append(word)
    _mend_last(rows, width)
    return [_line(row) for row in rows if row] or [Line()]


def _mend_last(rows: list[list[Word]], width: float) -> None:
    if len(rows) < 2 or len(rows[-1]) != 1 or len(rows[-2]) < 4 or rows[-1][0].forced:
        return
    last = rows[-1][0]
    text = last.text()
    if 0 < len(text) <= 4 and last.begins and rows[-2][-1].width + last.space + last.width <= width:
        rows[-1].insert(0, rows[-2].pop())


def _line(row: Sequence[Word]) -> Line:
    """Join words to runs: neighbours in one face and ink are one."""
    line = Line()
    width, last = 0.0, None
    for word in row:
        if last is not None:
            if word.space and last.piece is None:
                last.text += " "
                last.width += word.space
            width += word.space
        for piece in word.pieces:
            ink = piece.ink
            if ink.gloss and ink.gloss not in line.glosses:
                line.glosses.append(ink.gloss)
            if piece.kind:
                last = Run(width, ink, piece.face, piece.text, piece.width, piece)
                line.runs.append(last)
                if piece.formula is not None:
                    line.ascent = max(line.ascent, piece.formula.ascent * ink.size)
                    line.descent = max(line.descent, piece.formula.descent * ink.size)
            elif last is not None and last.piece is None and last.face is piece.face and last.ink == ink:
                last.text += piece.text
                last.width = width - last.x + piece.width
            else:
                last = Run(width, ink, piece.face, piece.text, piece.width)
                line.runs.append(last)
            width += piece.width
    line.width = width
    return line


def _chopped(word: Word, width: float) -> list[Word]:
    """Return a word that no line holds as several that one does, cut between letters."""
    parts = [Word(space=word.space)]
    for piece in word.pieces:
        if piece.face is None or piece.kind:
            parts[-1].add(piece)
            continue
        for letter in piece.text:
            advance = (piece.face.width(letter) or 0.0) * piece.ink.size
            if parts[-1].width + advance > width and parts[-1].pieces:
                parts.append(Word())
            pieces = parts[-1].pieces
            if pieces and pieces[-1].ink == piece.ink and pieces[-1].face is piece.face and not pieces[-1].kind:
                pieces[-1].text += letter
                pieces[-1].width += advance
                parts[-1].width += advance
            else:
                parts[-1].add(Piece(advance, piece.ink, piece.face, letter))
    return parts


@slotted
class TextBox:
    """Lines in one style. Height by the page design's rule: n sizes and n-1 gaps between them, in points.

    `tall`: formulas are among the lines, and a line has more room where one of them needs it.
    """

    lines: list[Line]
    size: float
    leading: float
    width: float
    align: Align = "start"
    tall: bool = False

    @property
    def height(self) -> float:
        """The box's height in points."""
        count = len(self.lines)
        height = count * self.size + (count - 1) * (self.leading - self.size)
        return height + sum(self.above(line) + self.below(line) for line in self.lines) if self.tall else height

    @property
    def rise(self) -> float:
        """How much lower than usual the first baseline lies, in points."""
        return self.above(self.lines[0]) if self.tall else 0.0

    def above(self, line: Line) -> float:
        """Return how much more room a line needs above it: what its formulas take beyond the letters and a part of the gap."""
        return max(0.0, line.ascent - 0.75 * self.size - self._free())

    def below(self, line: Line) -> float:
        """Return how much more room a line needs below it."""
        return max(0.0, line.descent - 0.25 * self.size - self._free())

    def _free(self) -> float:
        """What formulas may take of the gap between lines, on each side: where two of them meet, half of it stays white."""
        return min(1.0, (self.leading - self.size) / 4)

    def natural(self) -> float:
        """Return the widest line's width in points."""
        return max(line.width for line in self.lines)

    def paint(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw the lines with the box's top left corner at (x, y), y down."""
        baseline = y + 0.75 * self.size
        for line in self.lines:
            baseline += self.above(line) if self.tall else 0.0
            self.paint_line(canvas, line, x, baseline)
            baseline += self.leading + (self.below(line) if self.tall else 0.0)

    def paint_line(self, canvas: Canvas, line: Line, x: float, baseline: float) -> None:
        """Draw one line on its baseline, aligned within the box's width."""
        if self.align != "start":
            spare = self.width - line.width
            x += spare / 2 if self.align == "center" else spare
        paint_runs(canvas, line.runs, x, baseline)


def paint_runs(canvas: Canvas, runs: Sequence[Run], x: float, baseline: float) -> None:
    """Draw the runs of a line."""
    for index, run in enumerate(runs):
        ink, left = run.ink, x + run.x
        if run.piece is not None:
            paint_piece(canvas, run.piece, left, baseline)
        elif run.face is not None:
            canvas.text(left, baseline - ink.rise, run.face, ink.size, run.text)
            if _shows_underline(run):
                width = run.width if _underlined(runs[index + 1 : index + 2]) else run.inked
                canvas.line(left, baseline + 1.6, left + width, baseline + 1.6, 0.6)
            if ink.href:
                canvas.link(left, baseline - 0.75 * ink.size, left + run.width, baseline + 0.25 * ink.size, ink.href)


def _underlined(runs: Sequence[Run]) -> bool:
    return any(map(_shows_underline, runs))


def _shows_underline(run: Run) -> bool:
    """Say whether a run is underlined: what leads to another page of the same file is not."""
    return run.ink.underline or (run.ink.href != "" and not run.ink.href.startswith("#"))


def paint_piece(canvas: Canvas, piece: Piece, x: float, baseline: float) -> None:
    """Draw a gap, tick box, bubble, level mark, slot, fraction or formula that stands on a line."""
    size = piece.ink.size
    if piece.kind == "gap":
        canvas.line(x, baseline + 2.5, x + piece.width, baseline + 2.5, canvas.strokes["fine"])
        canvas.place("gap", piece.name, x, baseline - size, x + piece.width, baseline + 2.5)
    elif piece.kind == "tick":
        canvas.box(x, baseline - piece.width, piece.width, piece.width, canvas.strokes["box"])
        if piece.name == "yes":
            across, stroke = piece.width, canvas.strokes["rule"]
            canvas.line(x + 0.2 * across, baseline - 0.5 * across, x + 0.42 * across, baseline - 0.22 * across, stroke)
            canvas.line(x + 0.4 * across, baseline - 0.2 * across, x + 0.82 * across, baseline - 0.8 * across, stroke)
    elif piece.kind == "bubble" and piece.face is not None:
        middle, centre = x + piece.width / 2, baseline - size * 0.33
        canvas.circle(middle, centre, BUBBLE * size / 2, 0.7)
        canvas.text(middle - float(piece.name) / 2, centre + 0.33 * size, piece.face, size, piece.text)
    elif piece.kind == "mark":
        canvas.mark(piece.name, x + 1.5, baseline, (piece.width - 3) / (6.2 / 5.4 if piece.name == "triangle" else 1.0))
    elif piece.kind == "slot":
        canvas.slot(piece, x, baseline)
    elif piece.kind == "frac":
        _paint_fraction(canvas, piece, x, baseline)
    elif piece.formula is not None:
        from generator.typeset.formulas import paint

        paint(canvas, piece.formula, x, baseline, size)


def _paint_fraction(canvas: Canvas, piece: Piece, x: float, baseline: float) -> None:
    size = piece.ink.size
    axis = baseline - 0.33 * size
    canvas.line(x, axis, x + piece.width, axis, canvas.strokes["fine"])
    for words, level in zip(piece.parts, (axis - 0.42 * size, axis + 0.98 * size), strict=True):
        line = _line(words)
        paint_runs(canvas, line.runs, x + (piece.width - natural_width(words)) / 2, level)
