"""Tables with cells over several rows: rules only where something begins, and what a page repeats that parts them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from test_typeset import FOLDERS, LAYOUT, read, sheet

from generator.assets import Assets
from generator.folders import bundled
from generator.model.markup import parse
from generator.typeset import tables
from generator.typeset.canvas import Canvas
from generator.typeset.fonts import Encoder, FontSet
from generator.typeset.pictures import PictureStore
from generator.typeset.setter import Setter
from generator.typeset.slices import Slice
from generator.typeset.widths import placed

HEAD = '<tr head="yes"><td>Satu</td><td>Dua</td><td>Tiga</td></tr>'


class Ruled(Canvas):
    """A canvas that remembers the horizontal rules and the vertical lines drawn on it."""

    def __init__(self) -> None:
        super().__init__(900, 900, Encoder(), {"fine": 0.6})
        self.ruled: list[tuple[float, float, float, float]] = []
        self.upright: list[tuple[float, float, float]] = []

    def rule(self, x: float, y: float, width: float, stroke: float, *_: object) -> None:
        self.ruled.append((round(x, 2), round(y, 2), round(width, 2), stroke))

    def line(self, x0: float, y0: float, x1: float, y1: float, *_: object) -> None:
        self.upright.append((round(x0, 2), round(y0, 2), round(y1, 2)))


def setter() -> Setter:
    assets = Assets(bundled("sources"), FOLDERS)
    fonts = FontSet(LAYOUT.tokens.fonts, assets)
    return Setter(LAYOUT.tokens, fonts, PictureStore(assets, fonts))


def rows(*markup: str, kind: str = "form", width: float = 300.0) -> list[Slice]:
    node = parse(f'<table kind="{kind}" widths="100 100 100">{"".join(f"<tr>{row}</tr>" for row in markup)}</table>')
    own = setter()
    own.whole = 10.0  # so that rows stay apart
    return tables.table(own, node, width)


def painted(slice_: Slice) -> Ruled:
    canvas = Ruled()
    slice_.paint(canvas, 0.0, 0.0)
    return canvas


def cell(text: str, **attributes: int) -> str:
    return f"<td{''.join(f' {name}={chr(34)}{value}{chr(34)}' for name, value in attributes.items())}>{text}</td>"


def test_cells_stand_beside_those_that_go_on_from_above() -> None:
    table = parse(
        f"<table><tr>{cell('a', rowspan=3)}{cell('b', colspan=2)}</tr><tr>{cell('c')}{cell('d', rowspan=9)}</tr>"
        f"<tr>{cell('e')}</tr></table>"
    )
    grid, count = placed(table.nodes("tr"))
    where = [[(spot.column, spot.span, spot.row, spot.rows) for spot in spots] for spots in grid]
    assert where == [[(0, 1, 0, 3), (1, 2, 0, 1)], [(1, 1, 1, 1), (2, 1, 1, 2)], [(1, 1, 2, 1)]]
    assert count == 3


def test_a_separator_runs_only_under_the_columns_that_change() -> None:
    first, second, third = rows(
        cell("a", rowspan=2) + cell("b") + cell("c"), cell("d") + cell("e"), cell("f") + cell("g") + cell("h")
    )
    assert painted(first).ruled == []
    assert painted(second).ruled == [(100.0, 0.0, 100.0, 0.5), (200.0, 0.0, 100.0, 0.5)]
    assert painted(third).ruled == [(0.0, 0.0, 300.0, 0.5)]


def test_lines_between_columns_go_on_beside_a_spanned_cell() -> None:
    _, second = rows(cell("a") + cell("b", rowspan=2) + cell("c"), cell("d") + cell("e"))
    assert sorted(x for x, _, _ in painted(second).upright) == [100.0, 200.0]


def test_rows_grow_together_where_a_cell_over_them_needs_more() -> None:
    low = rows(cell("a") + cell("b") + cell("c"), cell("d") + cell("e") + cell("f"))
    high = rows(cell("kata " * 60, rowspan=2) + cell("b") + cell("c"), cell("d") + cell("e"))
    assert high[0].height == high[1].height > 2 * low[0].height
    short = rows(cell("kata", rowspan=2) + cell("b") + cell("c"), cell("d") + cell("e"))
    assert [row.height for row in short] == [row.height for row in low]


def test_no_page_parts_a_cell_without_room_for_its_text_on_both_sides() -> None:
    long = cell("kata " * 30, rowspan=14) + cell("b") + cell("c")
    made = rows(*[cell("x") + cell("y") + cell("z")] * 3, long, *[cell("d") + cell("e")] * 13, *[cell("x") * 3] * 3)
    needed = rows(cell("kata " * 30) + cell("b") + cell("c"))[0].height
    open_ = [index for index in range(4, 17) if not made[index].stay]
    assert open_
    for index in range(4, 17):
        sides = sum(row.height for row in made[3:index]), sum(row.height for row in made[index:17])
        assert (min(sides) >= needed - 2.3) == (index in open_)


def test_a_page_repeats_the_head_and_the_text_of_the_cells_that_go_on() -> None:
    body = f"<tr>{cell('PANJANG', rowspan=90)}{cell('mula')}{cell('0')}</tr>" + "".join(
        f"<tr>{cell(f'baris{i}')}{cell(str(i))}</tr>" for i in range(1, 90)
    )
    texts = [text.split() for text in read(sheet(f'<table kind="form">{HEAD}{body}</table>'))]
    assert len(texts) > 1
    assert [text[:4] for text in texts] == [["Satu", "Dua", "Tiga", "PANJANG"]] * len(texts)
    assert [word for text in texts for word in text if word.startswith("baris")] == [f"baris{i}" for i in range(1, 90)]


def test_a_cell_that_ends_with_its_page_is_not_repeated() -> None:
    made = rows(cell("a", rowspan=2) + cell("b") + cell("c"), cell("d") + cell("e"), cell("f") * 3)
    assert (made[0].carry, made[2].carry) == (None, None)
    assert made[1].carry is not None and made[1].carry.height == 0.0


def test_a_head_of_two_rows_is_repeated_whole_and_ruled_once() -> None:
    head = f'<tr head="yes">{cell("No.", rowspan=2)}{cell("Proporsi", colspan=2)}</tr><tr head="yes">{cell("A")}{cell("B")}</tr>'
    body = "".join(f"<tr>{cell(f'baris{i}')}{cell('1')}{cell('2')}</tr>" for i in range(90))
    texts = [text.split() for text in read(sheet(f'<table kind="form">{head}{body}</table>'))]
    assert len(texts) > 1
    assert [sorted(text[:4]) for text in texts] == [["A", "B", "No.", "Proporsi"]] * len(texts)
    node = parse(f'<table kind="form" widths="100 100 100">{head}{body}</table>')
    own = setter()
    first, second, *_ = tables.table(own, node, 300.0)
    heavy = [(x, width) for slice_ in (first, second) for x, _, width, stroke in painted(slice_).ruled if stroke == 1.0]
    assert heavy == [(0.0, 300.0)]
    assert [(x, width) for x, _, width, stroke in painted(second).ruled if stroke == 0.6] == [(100.0, 100.0), (200.0, 100.0)]


@pytest.mark.parametrize(
    ("wish", "fits"), [("30", lambda w: w > 30.0), ("120", lambda w: w == 120.0), ("least", lambda w: w < 90)]
)
def test_a_column_is_never_narrower_than_its_longest_word(wish: str, fits: Callable[[float], bool]) -> None:
    node = parse(f'<table kind="form" widths="{wish} rest"><tr><td>Mengelompokkan kata</td><td>b</td></tr></table>')
    canvas = painted(tables.table(setter(), node, 300.0)[0])
    assert fits(canvas.upright[0][0])


def test_a_caption_moves_no_rule_of_the_rows_under_it() -> None:
    node = parse(f'<table kind="reading" widths="100 100 100"><caption>Tabel</caption>{HEAD}<tr>{cell("a") * 3}</tr></table>')
    own = setter()
    own.whole = 10.0
    _, head, row = tables.table(own, node, 300.0)
    assert [y for _, y, _, _ in painted(head).ruled] == [round(head.height, 2)]
    assert [y for _, y, _, _ in painted(row).ruled] == [0.0]


@pytest.mark.parametrize(("width", "name"), [(300.0, 150.0), (210.0, 90.0)])
def test_in_a_register_the_others_give_way_before_the_column_of_names(width: float, name: float) -> None:
    markup = f'<table kind="register" widths="50 rest 50 50"><tr>{cell("1")}{cell("")}{cell("")}{cell("")}</tr></table>'
    canvas = painted(tables.table(setter(), parse(markup), width)[0])
    edges = [line[0] for line in canvas.upright]
    assert edges[1] - edges[0] == pytest.approx(name)
    assert width - edges[1] == pytest.approx(2 * edges[0], abs=6)
