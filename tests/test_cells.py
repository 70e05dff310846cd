"""Blueprint cells: filled wherever some choice of items fills them, groups whole, the rest told."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, permutations, product

import making
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from generator.model.blueprint import Among, Blueprint, BlueprintSection, Cell
from generator.model.item import Blocks, Group
from generator.select import select
from generator.select.cells import fill
from generator.select.matching import fits
from generator.select.pool import Unit

TYPES = ("essay", "true-false")
LEVELS = ("easy", "medium", "hard")
MIX = (30, 40, 30)
property_test = settings(max_examples=200, deadline=None, derandomize=True)


def item(name: str, kind: str, difficulty: str, objective: str = "tp1", cognitive: str = "C1"):
    make = making.essay if kind == "essay" else making.true_false
    return make(name, difficulty=difficulty, objective=(objective,), cognitive=cognitive)


def unit(*items):
    return Unit.of(items[0] if len(items) == 1 else Group(name=f"g-{items[0].name}", stimulus=Blocks(()), items=items))


def names(part) -> list[str]:
    return [one.name for one in part]


def test_an_item_makes_room_for_one_that_fits_nowhere_else() -> None:
    both, easy = unit(item("a", "essay", "hard")), unit(item("b", "essay", "hard", "tp2"))
    cells = (Cell(0, 1, type=("essay",)), Cell(1, 1, objective=("tp1",)))
    for order in permutations([both, easy]):
        for seed in range(5):
            filled = fill(order, cells, MIX, seed)
            assert filled.lacking == (0, 0)
            assert [names(part) for part in filled.sections] == [["b"], ["a"]]


def test_a_group_goes_whole_into_one_section_or_stays_out() -> None:
    group = unit(item("a", "essay", "easy"), item("b", "essay", "easy"))
    assert fill([group], (Cell(0, 1), Cell(1, 1)), MIX, 1).lacking == (1, 1)
    assert [len(part) for part in fill([group], (Cell(0, 1), Cell(1, 2)), MIX, 1).sections] == [0, 1]


def test_a_group_that_would_leave_a_cell_short_stays_out() -> None:
    group = unit(*(item(f"g{i}", "essay", "easy") for i in range(2)))
    singles = [unit(item(f"s{i}", "essay", "easy")) for i in range(3)]
    for seed in range(20):
        assert fill([group, *singles], (Cell(0, 3),), MIX, seed).lacking == (0,)


def test_of_groups_those_are_taken_that_fill_the_cell_together() -> None:
    groups = [unit(*(item(f"{size}-{i}", "essay", "easy") for i in range(size))) for size in (2, 3, 4, 5)]
    for seed in range(20):
        filled = fill(groups, (Cell(0, 7, type=("group",)),), MIX, seed)
        assert sorted(len(one.items) for one in filled.sections[0]) in ([2, 5], [3, 4])


def test_the_cell_type_group_takes_what_stands_in_groups() -> None:
    units = [unit(item("a", "essay", "easy"), item("b", "true-false", "easy")), unit(item("c", "essay", "easy"))]
    filled = fill(units, (Cell(0, 2, type=("group",)), Cell(1, 1, type=("essay",))), MIX, 1)
    assert [names(part) for part in filled.sections] == [["g-a"], ["c"]]


def test_what_lacks_is_counted() -> None:
    filled = fill([unit(item("a", "essay", "easy"))], (Cell(0, 3, ("essay",), ("easy",)), Cell(0, 1, (), ("hard",))), MIX, 1)
    assert filled.lacking == (2, 1)


def test_a_section_of_free_difficulty_takes_the_mix_of_the_level_as_far_as_there_is() -> None:
    units = [unit(item(f"{level}{n}", "essay", level)) for level in LEVELS for n in range(10)]
    for seed in range(5):
        part = fill(units, (Cell(0, 10, ("essay",)),), MIX, seed).sections[0]
        assert Counter(one.items[0].difficulty for one in part) == {"easy": 3, "medium": 4, "hard": 3}
        short = fill(units[:20], (Cell(0, 10, ("essay",)),), MIX, seed).sections[0]
        assert Counter(one.items[0].difficulty for one in short) == {"easy": 3, "medium": 7}
        assert fill(units[:5], (Cell(0, 5),), MIX, seed).lacking == (0,)


def test_a_section_is_spread_over_objectives() -> None:
    units = [unit(item(f"{name}-{n}", "essay", "easy", name)) for name in ("tp1", "tp2", "tp3") for n in range(8)]
    for seed in range(5):
        cells = (Cell(0, 3, difficulty=("easy",)), Cell(1, 3, difficulty=("easy",)))
        for part in fill(units, cells, MIX, seed).sections:
            assert Counter(one.items[0].objective[0] for one in part) == {"tp1": 1, "tp2": 1, "tp3": 1}


ITEMS = st.lists(st.tuples(st.sampled_from(TYPES), st.sampled_from(LEVELS), st.sampled_from(("tp1", "tp2"))), max_size=5)
CELLS = st.lists(
    st.tuples(
        st.sampled_from(("", *TYPES)), st.sampled_from(("", *LEVELS)), st.sampled_from(("", "tp1", "tp2")), st.integers(1, 2)
    ),
    min_size=1,
    max_size=4,
)


def asked(wanted) -> list[Cell]:
    return [
        Cell(place, count, *((name,) if name else () for name in (kind, difficulty, objective)))
        for place, (kind, difficulty, objective, count) in enumerate(wanted)
    ]


@given(ITEMS, CELLS, st.integers(0, 50))
@property_test
def test_as_many_items_are_placed_as_any_choice_places(pool, wanted, seed) -> None:
    items = [item(f"i{n}", *facts) for n, facts in enumerate(pool)]
    cells = asked(wanted)
    slots = [cell for cell in cells for _ in range(cell.count)]
    filled = fill([unit(one) for one in items], cells, MIX, seed)
    best = max(
        sum(one is not None and fits(one, slot) for one, slot in zip(chosen, slots, strict=True))
        for chosen in permutations([*items, *[None] * len(slots)], len(slots))
    ) if len(items) + len(slots) <= 7 else None  # fmt: skip
    placed = len(slots) - sum(filled.lacking)
    assert best is None or placed == best
    assert all(fits(one.items[0], cells[place]) for place, part in enumerate(filled.sections) for one in part)
    assert all(len(part) <= cells[place].count for place, part in enumerate(filled.sections))
    assert len({one.name for part in filled.sections for one in part}) == placed


@given(
    st.lists(st.integers(1, 4), min_size=1, max_size=6), st.lists(st.integers(1, 6), min_size=1, max_size=2), st.integers(0, 50)
)
@property_test
def test_groups_fill_the_sections_wherever_some_choice_of_them_does(sizes, wanted, seed) -> None:
    units = [unit(*(item(f"{n}-{i}", "essay", "easy") for i in range(size))) for n, size in enumerate(sizes)]
    filled = fill(units, [Cell(place, count) for place, count in enumerate(wanted)], MIX, seed)
    ways = product(range(-1, len(wanted)), repeat=len(sizes))
    possible = any([sum(s for s, at in zip(sizes, way, strict=True) if at == place) for place in range(len(wanted))] == wanted
                   for way in ways)  # fmt: skip
    assert (not any(filled.lacking)) == possible
    if possible:
        assert [sum(len(one.items) for one in part) for part in filled.sections] == wanted


def blueprint(*cells: Cell) -> Blueprint:
    sections = (
        BlueprintSection(count=one.count, type=Among(names=one.type), difficulty=Among(names=one.difficulty)) for one in cells
    )
    return Blueprint(sections=tuple(sections))


@given(ITEMS, CELLS, st.integers(0, 50), st.tuples(st.sampled_from(TYPES), st.sampled_from(LEVELS)), st.sampled_from("amz"))
@property_test
def test_an_item_that_is_added_changes_no_draw_and_no_order_of_the_others(pool, wanted, seed, facts, name) -> None:
    items = [item(f"i{n}", *facts) for n, facts in enumerate(pool)]
    paper = blueprint(*(Cell(cell.section, cell.count, cell.type, cell.difficulty) for cell in asked(wanted)))
    before = select(making.topic(*items), making.LEVELS["mixed"], seed=seed, variants=2, blueprint=paper)
    assume(before.plans)
    after = select(making.topic(*items, item(name, *facts)), making.LEVELS["mixed"], seed=seed, variants=2, blueprint=paper)
    for old, new in zip(before.plans, after.plans, strict=True):
        draws = {one.name: one.draw for one in old.items()}
        assert all(one.draw == draws[one.name] for one in new.items() if one.name in draws)
        assert len(new.items()) == len(old.items())


@pytest.mark.parametrize("seed", range(10))
def test_an_item_that_is_added_takes_the_place_of_one_at_most(seed) -> None:
    items = [
        item(f"i{n}", kind, level) for n, (kind, level) in enumerate(product(TYPES, LEVELS)) for n in range(6 * n, 6 * n + 6)
    ]
    paper = blueprint(*(Cell(place, 3, (kind,), (level,)) for place, (kind, level) in enumerate(product(TYPES, LEVELS))))
    before = select(making.topic(*items), making.LEVELS["mixed"], seed=seed, blueprint=paper).plans[0]
    more = item("new", "essay", "hard")
    after = select(making.topic(*items, more), making.LEVELS["mixed"], seed=seed, blueprint=paper).plans[0]
    old, new = ({one.name for one in plan.items()} for plan in (before, after))
    assert len(old - new) <= 1
    assert new - old <= {"new"}
    kept = [one.name for one in before.items() if one.name in new]
    assert [one.name for one in after.items() if one.name in old] == kept


def test_all_versions_hold_the_same_items() -> None:
    items = [item(f"i{n}", TYPES[n % 2], LEVELS[n % 3]) for n in range(30)]
    paper = blueprint(Cell(0, 6, ("essay",)), Cell(1, 5, ("true-false",), ("easy", "hard")))
    plans = select(making.topic(*items), making.LEVELS["mixed"], variants=4, blueprint=paper).plans
    for place in range(2):
        held = [{one.name for one in plan.sections[place].items} for plan in plans]
        assert all(one == held[0] for one in held)
        assert len({tuple(one.name for one in plan.sections[place].items) for plan in plans}) > 1
    assert not {one.name for one in plans[0].sections[0].items} & {one.name for one in plans[0].sections[1].items}


def test_every_pair_of_types_and_levels_gives_exactly_what_is_counted() -> None:
    items = [item(f"{kind}-{level}-{n}", kind, level) for kind, level in product(TYPES, LEVELS) for n in range(4)]
    for counts in combinations(range(5), 3):
        among = Among(names=LEVELS, counts=counts)
        paper = Blueprint(sections=(BlueprintSection(type=Among(names=("essay",)), difficulty=among),))
        plan = select(making.topic(*items), making.LEVELS["easy"], blueprint=paper).plans[0]
        found = Counter(one.name.rpartition("-")[0] for one in plan.items())
        assert found == Counter({f"essay-{level}": n for level, n in zip(LEVELS, counts, strict=True) if n})
