"""Rolls: lists of many one-line rows, with the head on every page; a row that needs more lines makes a table of them."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from test_typeset_tables import Ruled, setter

from generator.diagnostics import Failed
from generator.model.markup import parse
from generator.typeset import rolls
from generator.typeset.slices import Slice


class Written(Ruled):
    """A canvas that remembers its texts with where they begin."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[tuple[float, float, str]] = []

    def text(self, x: float, baseline: float, face: object, size: float, text: str, tracking: float = 0.0) -> None:
        self.texts.append((round(x, 1), round(baseline, 1), text.replace("\xa0", " ")))

    def cells(self, baseline: float, size: float, placed: Iterable[tuple[float, object, str]]) -> None:
        for x, face, text in placed:
            self.text(x, baseline, face, size, text)

    def rules(self, x: float, ys: Iterable[float], width: float, stroke: float) -> None:
        for y in ys:
            self.rule(x, y, width, stroke)


def rolled(*rows: str, width: float = 400.0, whole: float = 10.0) -> list[Slice]:
    own = setter()
    own.whole = whole
    return rolls.roll(own, parse(f'<roll align="center start end">{chr(10).join(rows)}</roll>'), width)


def written(slice_: Slice) -> Written:
    canvas = Written()
    slice_.paint(canvas, 0.0, 0.0)
    return canvas


HEAD = "No.\tNama\tKode"
PUPILS = [f"{n}\tSiti Aminah {n}\tABC{n}" for n in range(1, 13)]


def test_rows_come_in_order_with_the_head_on_every_page() -> None:
    head, *blocks = rolled(HEAD, *PUPILS)
    assert [text for _, _, text in written(head).texts] == ["No.", "Nama", "Kode"]
    assert [text for block in blocks for _, _, text in written(block).texts] == "\t".join(PUPILS).split("\t")
    assert all(block.carry is head for block in blocks)
    assert [block.stay for block in blocks] == [True, False, False]


def test_cells_stand_where_their_column_says() -> None:
    head, block, *_ = rolled(HEAD, *PUPILS)
    left = {text: x for x, _, text in (*written(head).texts, *written(block).texts)}
    assert left["Nama"] == left["Siti Aminah 1"]
    assert left["No."] < left["1"] < left["Nama"]
    lines = {y for _, y, text in written(block).texts}
    assert len(lines) == rolls.TOGETHER


def test_a_short_roll_stays_on_one_page() -> None:
    (whole,) = rolled(HEAD, *PUPILS[:4], whole=400.0)
    assert len(written(whole).texts) == 15


def test_what_needs_more_lines_becomes_a_table() -> None:
    long = "Raden Mas " * 12
    slices = rolled(HEAD, PUPILS[0], f"2\t{long.strip()}\tXYZ", PUPILS[2])
    texts = [text for slice_ in slices for _, _, text in written(slice_).texts]
    assert " ".join(texts).count("Raden") == 12
    assert max(slice_.height for slice_ in slices) > 1.5 * min(slice_.height for slice_ in slices)


def test_an_empty_cell_stays_empty_and_a_sign_without_a_font_is_told() -> None:
    texts = [text for slice_ in rolled(HEAD, "1\t\tABC") for _, _, text in written(slice_).texts]
    assert texts == ["No.", "Nama", "Kode", "1", "ABC"]
    with pytest.raises(Failed) as failure:
        rolled(HEAD, "1\t山田\tABC")
    assert [one.code for one in failure.value.diagnostics] == ["unsupported-character"]
