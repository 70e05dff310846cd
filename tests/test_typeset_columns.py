"""Two columns: nothing lost or out of order, nothing over anything else, even where they end, right in the PDF's own order."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_typeset import FOLDERS, LAYOUT, bind, choices, item, read, sheet
from test_typeset_pages import block, heights

from generator.assets import Assets
from generator.build.verify.opening import read as read_back
from generator.folders import bundled
from generator.layout import load
from generator.model.markup import Markup
from generator.model.sheet import Metadata, Place, Sheet
from generator.typeset import typeset
from generator.typeset.filling import EASE, Rules
from generator.typeset.pages import Page, Placed, compose
from generator.typeset.slices import Columns, Slice

RULES, FRAME, STEP = Rules(), 420.0, 250.0
WORDS = "Kerja sama antarnegara di kawasan ini menguntungkan semua pihak yang ikut serta. "


def parts(page: Page) -> list[list[Placed]]:
    """The stretches of a page that stand on one another: full measure, first column, second column."""
    grouped = groupby(page.placed, key=lambda placed: (placed.x, placed.slice.columns is not None))
    return [list(group) for _, group in grouped]


def flow(wishes: list[tuple[float, float, bool, str, int]]) -> list[Slice]:
    """Slices in stretches: each wish's number says to which span it belongs, or that it belongs to none."""
    spans = {1: Columns(240.0, STEP), 2: Columns(240.0, STEP)}
    return [
        block(high, before=before, stay=stay, stretch=stretch, columns=spans.get(span))
        for high, before, stay, stretch, span in sorted(wishes, key=lambda wish: (wish[4] + 1) % 4)
    ]


blocks = st.tuples(
    st.floats(1, 300), st.floats(0, 20), st.booleans(), st.sampled_from(["", "section", "item"]), st.integers(0, 3)
)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(st.lists(blocks, min_size=1, max_size=40), st.floats(0, 60))
def test_nothing_is_lost_out_of_order_over_another_or_below_the_frame(
    wishes: list[tuple[float, float, bool, str, int]], foot: float
) -> None:
    slices = flow(wishes)
    pages = compose(slices, FRAME, foot, RULES)
    assert [placed.slice for page in pages for placed in page.placed] == slices
    assert all(height <= FRAME + 4 * EASE for height in heights(pages))
    for page in pages:
        floor = [0.0, 0.0]  # how far down each column is taken
        for part in parts(page):
            side = part[0].x > 0
            for placed in part:
                sides = [int(side)] if placed.slice.columns else [0, 1]
                assert all(placed.y >= floor[one] - 1e-6 for one in sides)
                for one in sides:
                    floor[one] = placed.y + placed.slice.height
    assert all(placed.x == (STEP if placed.slice.columns and placed.x else 0.0) for page in pages for placed in page.placed)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.lists(st.floats(20, 110), min_size=2, max_size=40), st.floats(0, 100))
def test_columns_are_full_until_their_end_and_then_differ_by_less_than_an_item(items: list[float], front: float) -> None:
    span = Columns(240.0, STEP)
    slices = [block(front), *(block(high, before=9.5, columns=span) for high in items), block(30, before=16.0)]
    pages = compose(slices, FRAME, 0.0, RULES)
    held = [page for page in pages if any(placed.slice.columns for placed in page.placed)]
    for page in held:
        left, right = ([p for p in page.placed if p.slice.columns and bool(p.x) == side] for side in (False, True))
        ends = [part[-1].y + part[-1].slice.height if part else 0.0 for part in (left, right)]
        if page is held[-1]:
            assert abs(ends[0] - ends[1]) <= max(items) + 9.5 + EASE
        else:
            assert min(ends) > FRAME - 3 * (max(items) + 9.5)
    ruled = {id(page) for page in pages if page.rules}
    assert ruled == {id(page) for page in pages if any(placed.x for placed in page.placed)}


def test_columns_that_end_are_balanced_and_what_follows_stands_below_both() -> None:
    span = Columns(240.0, STEP)
    items = [block(50, columns=span) for _ in range(7)]
    (page,) = compose([block(40), *items, block(60, before=16.0)], FRAME, 0.0, RULES)
    assert [(placed.x, placed.y) for placed in page.placed[1:-1]] == [
        *((0.0, 40.0 + 50 * index) for index in range(4)),
        *((STEP, 40.0 + 50 * index) for index in range(3)),
    ]
    assert page.placed[-1].y == 40 + 200 + 16
    assert page.rules == [(245.0, 40.0, 240.0)]


def test_a_column_is_composed_not_filled_greedily() -> None:
    span = Columns(240.0, STEP)
    text = [block(20, columns=span, stay=index in (1, 9), cost=3.0 if index else 0.0) for index in range(10)]
    slices = [*(block(90, columns=span) for _ in range(4)), *text, *(block(90, columns=span) for _ in range(6))]
    pages = compose(slices, FRAME, 0.0, RULES)
    where = {(number, placed.x) for number, page in enumerate(pages) for placed in page.placed if placed.slice in text}
    assert len(where) == 1


def test_what_is_carried_stands_on_top_of_each_column() -> None:
    span = Columns(240.0, STEP)
    head = block(20, columns=span)
    items = [block(100, columns=span, carry=head) for _ in range(10)]
    pages = compose([block(100), *items], FRAME, 0.0, RULES)
    tops = [part[0] for page in pages for part in parts(page)[1 if page is pages[0] else 0 :]]
    carried = [placed for page in pages for placed in page.placed if placed.slice is head]
    assert sum(len(page.placed) for page in pages) == 11 + len(carried)
    assert {id(placed) for placed in carried} >= {id(placed) for placed in tops if placed.x}


def test_a_forced_break_in_columns_begins_a_page() -> None:
    span = Columns(240.0, STEP)
    slices = [block(50, columns=span) for _ in range(4)] + [block(0, forced=True, columns=span), block(50, columns=span)]
    assert [len(page.placed) for page in compose(slices, FRAME, 0.0, RULES)] == [4, 2]


def test_a_head_above_columns_keeps_their_first_item() -> None:
    span = Columns(240.0, STEP)
    slices = [block(350), block(40), block(60, stay=True, columns=span), block(60, columns=span)]
    pages = compose(slices, FRAME, 0.0, RULES)
    assert [[placed.slice.height for placed in page.placed] for page in pages] == [[350], [40, 60, 60]]


def exam(count: int, paper_items: str = "") -> Sheet:
    items = "".join(item(i, WORDS * (1 + i % 3), choices("satu", "dua", "tiga", "empat")) for i in range(1, count + 1))
    head = '<section letter="I">Pilihan Ganda</section><instruction>Pilihlah!</instruction>'
    tail = '<section letter="II">Uraian</section>' + item(count + 1, "Jelaskan!", '<lines count="4"/>')
    return sheet(f'{head}<span columns="2">{items}{paper_items}</span>{tail}')


def places(made: Sheet, kind: str = "item") -> list[Place]:
    return [place for place in made.places if place.kind == kind]


def test_items_of_columns_are_whole_and_read_in_their_order() -> None:
    made = exam(40)
    found = places(made)
    assert [place.name for place in found] == [f"q{i}" for i in range(1, 42)]
    starts = sorted({round(place.x0, 2) for place in found})
    assert len(starts) == 2 and len(made.pages) > 1
    text = " ".join(" ".join(read(made)).split())
    numbers = [text.index(f" {i}. Kerja") for i in range(2, 41)]
    assert numbers == sorted(numbers)
    assert text.index("Uraian") > numbers[-1]


def test_an_item_that_a_column_parts_is_found_whole_by_the_reader() -> None:
    made = exam(3, item(9, WORDS * 90, choices("ya", "tidak")))
    printed = read_back(bind([made], Metadata("t", "id")), "x.pdf")
    spot = printed.find("9. " + WORDS * 90)
    assert spot is not None


def test_a_narrow_measure_has_one_column() -> None:
    two = f'<span columns="2">{item(1, "Apa?")}{item(2, "Apa?")}</span>'
    narrow = sheet(f'<indent><columns ratio="1 3"><column>{two}</column></columns></indent>')
    across = [place.x1 - place.x0 for made in (narrow, sheet(two)) for place in places(made)]
    assert across[0] == pytest.approx((493.23 - 24 - 20) / 4, abs=0.1)
    assert across[2] == pytest.approx((493.23 - 24) / 2, abs=0.1)


def test_an_item_that_would_stand_in_columns_alone_stands_across() -> None:
    (alone,) = places(sheet(f'<span columns="2"><instruction>Pilihlah!</instruction>{item(1, "Apa?")}</span>'))
    assert alone.x1 - alone.x0 > 400


PASSAGE = f'<passage head="Bacalah!" title="Asap"><p>{WORDS * 6}</p></passage>'
TABLE = '<table kind="reading"><tr><td>satu</td><td>dua</td></tr></table>'


@pytest.mark.parametrize(
    ("body", "wide"),
    [
        (choices("satu", "dua", "tiga", "empat"), False),
        ('<lines count="2"/>', False),
        ('<lines count="3"/>', True),
        ('<lines count="1" label="Perbaikan"/>', True),
        (TABLE, True),
        ('<bank label="Pilihan"><word>satu</word></bank><cloze><p>Ini <gap label="(1)"/>.</p></cloze>', True),
        ('<cloze><p><gap width="170"/>&#160;keluarga&#160;petani</p></cloze>', False),
        ('<cloze><p><gap width="32"/> → <gap width="32"/></p></cloze>', True),
        ("<p><maths>a + b + c + d = 12</maths></p>", False),
        ("<p><maths>\\frac{" + "+".join("a" * 40) + "}{2}</maths></p>", True),
        ('<figure src="pictures/chart.svg" width="60"/>', False),
        ('<figure src="pictures/map.svg" width="60"/>', True),
        (f"<p>{WORDS * 36}</p>", True),
    ],
)
def test_what_a_column_cannot_hold_stands_across_both(body: str, wide: bool, tmp_path: Path) -> None:
    (tmp_path / "pictures").mkdir()
    for name, size in (("chart", 12), ("map", 11)):
        label = f'<text x="1" y="30" font-size="{size}">Jumlah</text>'
        drawn = f'<svg xmlns="http://www.w3.org/2000/svg" width="360" height="60">{label}</svg>'
        (tmp_path / "pictures" / f"{name}.svg").write_text(drawn, encoding="utf-8")
    flow_ = f"<instruction>Pilihlah!</instruction>{item(1, 'Apa?')}{item(2, 'Apa?', body)}{item(3, 'Apa?')}"
    markup = Markup(f'<document language="id"><flow><span columns="2">{flow_}</span></flow></document>', LAYOUT.tokens)
    made = typeset(markup, Assets(tmp_path, FOLDERS))
    first, second, third = sorted(places(made), key=lambda place: place.name)
    assert (second.x1 - second.x0 > 400) == wide
    if wide:
        assert first.x0 == second.x0 == third.x0
        assert first.y0 > second.y1 > second.y0 > third.y1


def test_items_about_a_text_that_stands_across_have_columns_of_their_own() -> None:
    items = "".join(item(i, WORDS, choices("satu", "dua")) for i in range(1, 5))
    passage = PASSAGE.replace("</passage>", f"{TABLE}</passage>")
    made = sheet(f'<span columns="2"><group continued="(lanjutan)">{passage}{items}</group></span>')
    assert len({place.x0 for place in places(made)}) == 2
    assert all(place.x1 - place.x0 < 250 for place in places(made))


def test_a_text_and_its_first_item_stand_in_one_column() -> None:
    for count in range(3, 12):
        before = "".join(item(i, WORDS, choices("satu", "dua", "tiga", "empat")) for i in range(1, count))
        group = f"<group>{PASSAGE}{item(20, WORDS, choices('satu', 'dua'))}{item(21, WORDS)}</group>"
        text = read(sheet(f'<span columns="2">{before}{group}</span>'))
        page = next(page for page in text if "Bacalah!" in page)
        assert "20." in page
        found = pypdfium2.PdfDocument(bind([sheet(f'<span columns="2">{before}{group}</span>')], Metadata("t", "id")))
        textpage = found[text.index(page)].get_textpage()
        lefts = [textpage.get_charbox(page.index(words))[0] for words in ("Asap", "20.")]
        assert abs(lefts[0] - lefts[1]) < 40


def test_what_reminds_of_a_text_stands_only_where_that_text_does_not() -> None:
    items = "".join(item(i, WORDS * 3, choices("satu", "dua", "tiga", "empat")) for i in range(1, 40))
    pages = read(sheet(f'<span columns="2"><group continued="(lanjutan bacaan)">{PASSAGE}{items}</group></span>'))
    assert [page.count("(lanjutan bacaan)") for page in pages] == [0, *[2] * (len(pages) - 1)]
    assert len(pages) > 1


def test_a_gap_makes_room_for_the_unit_behind_it() -> None:
    body = '<cloze><p><gap width="190"/>&#160;hubungan</p></cloze>'
    made = sheet(f'<span columns="2">{item(1, "Berapa?", body)}{item(2, "Berapa?", body)}</span>')
    assert read(made)[0].count("hubungan") == 2
    gaps = [place.x1 - place.x0 for place in places(made, "gap")]
    assert len(gaps) == 2 and all(100 < gap < 180 for gap in gaps)


def test_an_end_line_never_stands_on_a_page_alone() -> None:
    for count in range(20, 34):
        texts = read(sheet("".join(item(i, WORDS * 3) for i in range(1, count)) + '<p role="end">Selamat mengerjakan</p>'))
        assert "Kerja sama" in texts[-1]


@pytest.mark.parametrize(("paper", "between"), [("a4", True), ("a5", False)])
def test_boxes_of_an_exam_stand_above_its_title_where_they_leave_it_little_room(paper: str, between: bool) -> None:
    boxes = '<box side="start"><p>DOKUMEN</p><p>RAHASIA</p></box><box side="end" label="PAKET"><p>A</p></box>'
    head = f"<exam-head><kind>NASKAH SOAL</kind><title>Sumatif Akhir Semester</title>{boxes}</exam-head>"
    tokens = load("formal", [bundled("layouts")], paper).tokens
    made = typeset(Markup(f'<document language="id"><flow>{head}</flow></document>', tokens), Assets(None, FOLDERS))
    (title,) = places(made, "title")
    assert (title.y1 - title.y0 < 50) == between
