"""Blueprint cells: filled wherever some choice of items fills them, groups whole, the rest told."""

from __future__ import annotations

from itertools import permutations

import making
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.items import REGISTRY
from generator.model.blueprint import Cell
from generator.model.item import Blocks, Group
from generator.select.cells import fill, fits
from generator.select.pool import Unit

TYPES = ("essay", "true-false")
LEVELS = ("easy", "hard")


def item(name: str, kind: str, difficulty: str, objective: str = "tp1", cognitive: str = "C1"):
    make = making.essay if kind == "essay" else making.true_false
    return make(name, difficulty=difficulty, objective=(objective,), cognitive=cognitive)


def unit(*items):
    return Unit.of(items[0] if len(items) == 1 else Group(name=f"g-{items[0].name}", stimulus=Blocks(()), items=items))


def test_an_item_makes_room_for_one_that_fits_nowhere_else() -> None:
    both, easy = unit(item("a", "essay", "hard")), unit(item("b", "essay", "hard", "tp2"))
    cells = (Cell(0, 1, type="essay"), Cell(1, 1, objectives=frozenset({"tp1"})))
    for order in permutations([both, easy]):
        filled = fill(order, cells, 1)
        assert filled.lacking == (0, 0)
        assert [[one.name for one in part] for part in filled.sections] == [["b"], ["a"]]


def test_a_group_goes_whole_into_one_section_or_stays_out() -> None:
    group = unit(item("a", "essay", "easy"), item("b", "essay", "easy"))
    assert fill([group], (Cell(0, 1), Cell(1, 1)), 1).lacking == (1, 1)
    assert [len(part) for part in fill([group], (Cell(0, 1), Cell(1, 2)), 1).sections] == [0, 1]


def test_a_group_that_would_leave_a_cell_short_stays_out() -> None:
    group = unit(*(item(f"g{i}", "essay", "easy") for i in range(2)))
    singles = [unit(item(f"s{i}", "essay", "easy")) for i in range(3)]
    for seed in range(20):
        assert fill([group, *singles], (Cell(0, 3),), seed).lacking == (0,)


def test_what_lacks_is_counted() -> None:
    filled = fill([unit(item("a", "essay", "easy"))], (Cell(0, 3, "easy", "essay"), Cell(0, 1, "hard")), 1)
    assert filled.lacking == (2, 1)


@given(
    st.lists(st.tuples(st.sampled_from(TYPES), st.sampled_from(LEVELS)), max_size=6),
    st.lists(st.tuples(st.sampled_from(("", *TYPES)), st.sampled_from(("", *LEVELS))), min_size=1, max_size=4),
    st.integers(0, 50),
)
@settings(max_examples=150, deadline=None, derandomize=True)
def test_as_many_items_are_placed_as_any_choice_places(pool, wanted, seed) -> None:
    items = [item(f"i{n}", kind, difficulty) for n, (kind, difficulty) in enumerate(pool)]
    cells = [Cell(n, 1, difficulty, kind) for n, (kind, difficulty) in enumerate(wanted)]
    filled = fill([unit(one) for one in items], cells, seed)
    slots = [*items, *[None] * len(cells)]
    best = (
        max(
            sum(one is not None and fits(one, cell) for one, cell in zip(chosen, cells, strict=True))
            for chosen in permutations(slots[: len(items)] + [None] * len(cells), len(cells))
        )
        if len(items) <= 4
        else None
    )
    placed = sum(cell.count for cell in cells) - sum(filled.lacking)
    assert best is None or placed == best
    assert all(fits(one.items[0], cells[place]) for place, part in enumerate(filled.sections) for one in part)
    assert {each.TYPE for each in REGISTRY} >= set(TYPES)
