"""The page breaker: full pages, nothing alone, nothing lost, answer lines that give and take."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.typeset.filling import Rules
from generator.typeset.margin import place_margin
from generator.typeset.pages import Page, compose
from generator.typeset.slices import Beside, Flex, Slice, fuse, stacked

RULES = Rules()


def block(height: float, **rest: object) -> Slice:
    return Slice(height, lambda canvas, x, y: None, **rest)  # type: ignore[arg-type]


def heights(pages: list[Page]) -> list[float]:
    return [max((placed.y + placed.slice.actual for placed in page.placed), default=0.0) for page in pages]


def test_pages_hold_what_fits_and_in_order() -> None:
    slices = [block(100, after=12.0) for _ in range(21)]
    pages = compose(slices, 700, 0, RULES)
    assert [len(page.placed) for page in pages] == [6, 6, 6, 3]
    assert [placed.slice for page in pages for placed in page.placed] == slices


def test_what_would_stand_alone_on_the_last_page_takes_what_comes_before_it_along() -> None:
    pages = compose([block(400), block(150), block(130)], 600, 0, RULES)
    assert [len(page.placed) for page in pages] == [1, 2]
    filled = compose([block(400), block(150), block(220)], 600, 0, RULES)
    assert [len(page.placed) for page in filled] == [2, 1], "a third of a page may stand alone"
    tight = compose([block(560), block(20), block(130)], 600, 0, RULES)
    assert [len(page.placed) for page in tight] == [2, 1], "never for a page that is still short"


def test_spaces_above_heads_are_as_wide_on_the_last_page_as_on_the_others() -> None:
    (page,) = compose([block(100), block(100, before=16.0, stretch="section")], 600, 0, RULES)
    assert page.placed[1].y == 100 + 24


def test_a_head_is_never_last_on_a_page() -> None:
    slices = [block(330), block(330), block(20), block(200, stay=True), block(50)]
    pages = compose(slices, 700, 0, RULES)
    assert [placed.slice.height for placed in pages[1].placed] == [20, 200, 50]


def test_looks_ahead_instead_of_splitting_a_costly_block() -> None:
    table = [block(20, cost=3.0) for _ in range(4)]
    slices = [block(300), block(300), table[0], *table[1:]]
    slices[2].cost = 0.0
    pages = compose(slices, 660, 0, RULES)
    assert [len(page.placed) for page in pages] == [2, 4]


def test_answer_lines_give_one_line_to_hold_an_item_on_its_page() -> None:
    flexes = [Flex(8, 22.68) for _ in range(2)]
    slices = [block(240 + 8 * 22.68, flexes=(flex,)) for flex in flexes]
    frame = stacked(slices) - 40
    pages = compose([*slices, block(500)], frame, 0, RULES)
    assert len(pages[0].placed) == 2
    assert [flex.extra for flex in flexes] == [-1, -1]
    assert heights(pages)[0] <= frame + 0.1


def test_what_answers_leave_of_the_last_page_goes_to_rows_but_at_most_a_fifth() -> None:
    answer, rows = Flex(6, 20.0), [Flex(15, 2.0, row=True) for _ in range(2)]
    compose([block(180, flexes=(answer, *rows))], 244.0, 0.0, RULES)
    assert (answer.extra, [row.extra for row in rows]) == (3, [1, 1])
    answer, rows = Flex(6, 20.0), [Flex(15, 2.0, row=True) for _ in range(2)]
    compose([block(180, flexes=(answer, *rows)), block(300)], 244.0, 0.0, RULES)
    assert (answer.extra, [row.extra for row in rows]) == (0, [0, 0])
    tight = [Flex(15, 2.0, row=True) for _ in range(9)]
    assert len(compose([block(180, flexes=tuple(tight)), block(70)], 244.0, 0.0, RULES)) == 2


def test_the_last_page_gives_its_spare_to_answers_but_at_most_half() -> None:
    flex = Flex(6, 20.0)
    pages = compose([block(120 + 30, flexes=(flex,))], 700, 50, RULES)
    assert flex.extra == 3
    assert heights(pages)[0] <= 650


def test_spaces_above_heads_and_items_stretch_only_so_far() -> None:
    slices = [block(100, before=16.0, stretch="section" if i % 2 else "item") for i in range(6)] + [block(600)]
    pages = compose(slices, 740, 0, RULES)
    tops = [placed.y for placed in pages[0].placed]
    gaps = [below - above - 100 for above, below in pairwise(tops)]
    assert gaps == [16 + 8, 16 + 4, 16 + 8, 16 + 4, 16 + 8]


def test_a_forced_break_is_kept() -> None:
    pages = compose([block(50), block(0, forced=True), block(50)], 700, 0, RULES)
    assert [len(page.placed) for page in pages] == [1, 2]


def test_a_carried_head_is_repeated_where_a_page_parts_a_table() -> None:
    head = block(20)
    rows = [block(30, carry=head, cost=3.0) for _ in range(40)]
    pages = compose([head, *rows], 300, 0, RULES)
    assert all(page.placed[0].slice is head for page in pages)
    assert sum(len(page.placed) for page in pages) == 41 + len(pages) - 1
    assert all(height <= 300.1 for height in heights(pages))


def test_a_thin_last_page_is_squeezed_away() -> None:
    slices = [block(60, before=12.0) for _ in range(10)]
    frame = stacked(slices) - 8
    assert len(compose(slices, frame, 0, RULES)) == 1


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    st.lists(
        st.tuples(
            st.floats(1, 300), st.floats(0, 20), st.booleans(), st.sampled_from(["", "section", "item"]), st.integers(0, 9)
        ),
        min_size=1,
        max_size=40,
    ),
    st.floats(0, 60),
)
def test_nothing_is_lost_doubled_or_below_the_frame(wishes: list[tuple[float, float, bool, str, int]], foot: float) -> None:
    slices = []
    for height, before, stay, stretch, lines in wishes:
        flexes = (Flex(lines, 10.0),) if lines else ()
        slices.append(block(height + lines * 10.0, before=before, stay=stay, stretch=stretch, flexes=flexes))
    pages = compose(slices, 420, foot, RULES)
    assert [placed.slice for page in pages for placed in page.placed] == slices
    assert all(height <= 420.2 for height in heights(pages))
    assert all(flex.extra >= -1 for slice_ in slices for flex in slice_.flexes)
    for page in pages:
        bottoms = [placed.y + placed.slice.actual for placed in page.placed]
        tops = [placed.y for placed in page.placed]
        assert all(top >= bottom - 1e-6 for bottom, top in zip(bottoms, tops[1:], strict=False))


def test_fused_slices_measure_like_the_stack() -> None:
    slices = [block(10, after=3.0), block(20, before=5.0), block(30, after=9.0)]
    fused = fuse(slices)
    assert fused.height == stacked(slices) == 65
    assert fused.after == 9.0


def test_margin_notes_do_not_overlap_nor_leave_the_frame() -> None:
    notes = [Beside(60, lambda canvas, x, y: None, 0.0) for _ in range(4)]
    first = block(20)
    first.beside = notes[:3]
    wide = block(100, wide=True)
    last = block(20)
    last.beside = notes[3:]
    pages = compose([first, wide, last], 400, 0, RULES)
    assert place_margin(pages, 400, 10.0) == []
    spots = sorted((y, y + note.height) for note, y in pages[0].margin)
    assert all(below >= above + 10 for (_, above), (below, _) in pairwise(spots))
    assert all(bottom <= 10 or top >= 120 for top, bottom in spots)


def test_a_margin_note_without_room_is_told() -> None:
    note = Beside(500, lambda canvas, x, y: None, 0.0)
    only = block(20)
    only.beside = [note]
    assert place_margin(compose([only], 400, 0, RULES), 400, 10.0) == [note]
