"""Tables to tick and to fill, lists to sort, steps to order on paper: geometry by places, text by reading the pages back."""

from __future__ import annotations

import re

import pytest
from test_typeset import LAYOUT, item, read, rectangles, sheet

TICK = 58.0
LONG = "kerja sama yang melibatkan banyak negara di dunia dan karena itu perlu dirundingkan lama sekali"


def grid(*heads: str, rows: int = 3, text: str = "Sebuah pernyataan.") -> str:
    head = "".join(f'<td align="center">{one}</td>' for one in heads)
    ticks = '<td align="center"><tick/></td>' * len(heads)
    body = "".join(f'<tr><td label="{letter}">{text} {letter}</td>{ticks}</tr>' for letter in "abcdefghijklmnopqrst"[:rows])
    wishes = "rest" + " tick" * len(heads)
    return f'<table kind="pupil" widths="{wishes}"><tr head="yes"><td>Pernyataan</td>{head}</tr>{body}</table>'


def widths(flow: str) -> list[float]:
    """The widths of the columns of tick boxes in the first row."""
    ticks = rectangles(sheet(flow), "tick")
    return [round(x1 - x0, 2) for _, x0, _, x1, y1 in ticks if y1 == ticks[0][4]]


def test_columns_of_tick_boxes_are_as_wide_as_their_heads_and_equal_where_almost_so() -> None:
    assert widths(item(1, "Apa?", grid("Benar", "Salah"))) == [TICK, TICK]
    assert len(set(widths(item(1, "Apa?", grid("Bilateral", "Regional", "Multilateral"))))) == 1
    short, long = widths(item(1, "Apa?", grid("Ya", "Sangat tidak sesuai sekali")))
    assert short == TICK < long - 10


def test_long_heads_of_tick_boxes_leave_room_for_the_rows() -> None:
    made = widths(item(1, "Apa?", grid(LONG, LONG, LONG)))
    assert sum(made) == pytest.approx(0.6 * 469.2, abs=0.5)
    assert widths(item(1, "Apa?", grid(*["Ya"] * 6))) == [TICK] * 6


def test_no_row_is_split_and_the_head_comes_again() -> None:
    made = sheet(item(1, "Apa?", grid("Benar", "Salah", rows=20, text=f"{LONG} {LONG}")))
    ticks = rectangles(made, "tick")
    assert len(made.pages) > 1
    assert len(ticks) == 40
    bottom = LAYOUT.tokens.paper.margins[2]
    assert all(y0 >= bottom - 1 for _, _, y0, _, _ in ticks)
    assert all("Pernyataan" in page for page in read(made))


def filled(*rows: str) -> str:
    return f'<table kind="pupil" widths="rest rest">{"".join(f"<tr>{row}</tr>" for row in rows)}</table>'


def test_rows_to_write_in_are_ten_millimetres_high_and_their_gaps_numbered() -> None:
    blank, given = '<td><gap label="(1)" width="113"/></td>', "<td>dua negara</td>"
    made = sheet(
        item(1, "Isilah!", filled(f"<td>a</td>{blank}", f"<td>b</td>{given}", '<td>c</td><td>ada <gap label="(2)"/></td>'))
    )
    (cell,) = [one for one in rectangles(made, "gap") if one[4] - one[2] > 20]
    assert cell[4] - cell[2] == pytest.approx(28 + 4)  # with its share of a last page's spare height
    assert cell[3] - cell[1] == pytest.approx(469.2 / 2, abs=0.1)
    assert re.search(r"a\s+\(1\)\s+b\s+dua negara\s+c\s+ada\s+\(2\)", read(made)[0])


def test_gaps_are_no_wider_than_their_cells() -> None:
    made = sheet(item(1, "Isilah!", filled('<td>kata <gap label="(1)" width="340"/> lagi</td><td>x</td>')))
    (gap,) = rectangles(made, "gap")
    assert gap[3] - gap[1] < 469.2 / 2


def test_a_tall_row_has_its_height() -> None:
    made = sheet(item(1, "Isilah!", '<table kind="pupil" widths="rest rest"><tr height="120"><td></td><td></td></tr></table>'))
    assert [round(y1 - y0) for _, _, y0, _, y1 in rectangles(made, "gap")] == [120 + 24, 120 + 24]


def bank(*words: str) -> str:
    return f'<bank label="Daftar">{"".join(f"<word>{word}</word>" for word in words)}</bank>'


def test_long_words_of_a_bank_wrap_and_lose_nothing() -> None:
    text = "".join(read(sheet(item(1, "Apa?", bank(f"{LONG} satu", "dua", f"{LONG} tiga")))))
    assert " ".join(text.split()) == f"1. Apa? Daftar {LONG} satu dua {LONG} tiga"


def test_a_bank_longer_than_half_a_page_goes_on_and_loses_nothing() -> None:
    words = [f"{LONG} {number}" for number in range(40)]
    made = sheet(item(1, "Apa?", "<together/>" + bank(*words)))
    assert len(made.pages) == 2
    assert "Daftar" in read(made)[0]
    assert " ".join(" ".join(read(made)).split()).endswith(" ".join(words))


@pytest.mark.parametrize(
    "body", [bank("satu", "dua"), grid("Benar", "Salah"), '<choices><choice label="A">satu</choice></choices>']
)
def test_an_item_that_begins_with_a_box_has_its_number_and_may_begin_a_page(body: str) -> None:
    room = '<space height="250"/><p>Selesai.</p>'
    boxed = f'<item number="3." at="q3"><together/>{body}{room}</item>'
    made = sheet(item(1, "Apa?", room) + item(2, "Apa?", room) + boxed)
    assert sorted((place.name, place.page) for place in made.places if place.kind == "item") == [("q1", 0), ("q2", 0), ("q3", 1)]
    assert read(made)[1].strip().startswith("3.")


@pytest.mark.parametrize("above", range(300, 660, 24))
def test_the_stem_of_a_long_item_stays_whole(above: int) -> None:
    stem = f"Mula {'kata ' * 80}tamat."
    filler = f'<table kind="pupil" widths="rest"><tr height="{above}"><td></td></tr></table>'
    pages = read(sheet(item(1, "Isilah!", filler) + item(2, stem, '<lines count="24"/>')))
    (first,) = [number for number, page in enumerate(pages) if "Mula" in page]
    (last,) = [number for number, page in enumerate(pages) if "tamat." in page]
    assert first == last


def test_no_word_of_a_label_or_starter_before_answer_lines_is_lost() -> None:
    words = [f"kata{i}" for i in range(30)]
    made = sheet(f'<item number="1."><lines count="2">{" ".join(words)}</lines></item>')
    assert [word for word in read(made)[0].split() if word.startswith("kata")] == words
    label = "Sumber pembanding yang lebih panjang dari biasanya"
    assert label in read(sheet(f'<item number="1."><lines count="1" label="{label}"/></item>'))[0]
