"""Selection: the pool, shares, spread, order, versions and draws of the format page; invariants I7 and I8."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import LEVELS, cloze, codes, essay, matching, multiple_choice, topic, true_false

from generator.model.item import Group
from generator.select import select
from generator.select.chance import DigestStream, rank
from generator.select.order import labels
from generator.select.shares import shares

MIXED, EASY, HARD = LEVELS["mixed"], LEVELS["easy"], LEVELS["hard"]
few = settings(max_examples=60, deadline=None, derandomize=True)


def item(name, difficulty="medium", objective=(), **more):
    return true_false(name, difficulty=difficulty, objective=tuple(objective), **more)


def group(name, *items):
    return Group(name=name, stimulus=(), items=tuple(items))


def names(plan):
    return [planned.name for planned in plan.items()]


def plan_of(own, level=MIXED, **request):
    (plan,) = select(own, level, **request).plans
    return plan


# chance


def test_golden_vectors():
    """These never change: sheets that were printed years ago must come out the same."""
    assert rank("item", "1", "pg-bilateral").hex()[:16] == "1d553db2af9f0c94"
    stream = DigestStream("draw", "worksheet", "1", "a", "pg-bilateral")
    assert [stream.shuffle(range(5)) for _ in range(3)] == [(4, 1, 3, 2, 0), (2, 0, 3, 4, 1), (1, 0, 2, 3, 4)]
    assert DigestStream("draw", "exam", "2", "b", "x").shuffle(range(12)) == (2, 9, 1, 5, 4, 6, 0, 11, 8, 3, 10, 7)


def test_numbers_below_a_bound_are_drawn_without_bias():
    stream = DigestStream("bias")
    counts = Counter(stream._below(3) for _ in range(30_000))
    assert sum((counts[i] - 10_000) ** 2 / 10_000 for i in range(3)) < 13.8  # 2 degrees of freedom, 0.1 %

    class High(DigestStream):
        """Gives words past the last whole multiple first."""

        words = iter([2**32 - 1, 2**32 - 1, 7])

        def _word(self):
            return next(self.words)

    assert High()._below(3) == 1


def chi_square(counts, cells, total):
    return sum((counts[cell] - total / len(cells)) ** 2 / (total / len(cells)) for cell in cells)


def letters(versions, kind, **request):
    """The letters of the keys of two items in each version, and of the key that is printed first and second."""
    own = topic(multiple_choice("one", "w", "x", "y", "z"), multiple_choice("two", "w", "x", "y", "z"))
    for plan in select(own, MIXED, kind=kind, variants=versions, **request).plans:
        draws = {planned.name: planned.draw["choices"].index(0) for planned in plan.items()}
        yield (draws["one"], draws["two"]), tuple(draws.values())


def is_chance(pairs, total):
    """Whether letters are uniform and their pairs independent: 3 and 15 degrees of freedom, 0.1 %."""
    few, many = range(4), [(a, b) for a in range(4) for b in range(4)]
    sides = [Counter(pair[side] for pair in pairs) for side in (0, 1)]
    return all(chi_square(side, few, total) < 16.27 for side in sides) and chi_square(Counter(pairs), many, total) < 37.7


@pytest.mark.parametrize("versions", [2_000, pytest.param(10_000, marks=pytest.mark.slow)])
@pytest.mark.parametrize("kind", ["worksheet", "exam"])
def test_key_letters_are_uniform_and_independent(kind, versions):
    """Invariant I7: the letter of the key, and the pairs of letters of two items, by name and as they are printed."""
    by_name, printed = zip(*letters(versions, kind, seed=7), strict=True)
    assert is_chance(by_name, versions)
    assert is_chance(printed, versions)
    neighbours = list(pairwise(by_name))
    assert is_chance([(one[0], other[0]) for one, other in neighbours], len(neighbours)), "one version tells of the next"


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["worksheet", "exam"])
def test_key_letters_are_chance_at_many_seeds(kind):
    """Nor do seeds tell of each other: one version each of 10,000 seeds, and the worksheet's letters against the exam's."""
    drawn = [next(iter(letters(1, kind, seed=seed)))[0] for seed in range(10_000)]
    assert is_chance(drawn, 10_000)
    assert is_chance([(one[0], other[0]) for one, other in pairwise(drawn)], 9_999)
    other = "exam" if kind == "worksheet" else "worksheet"
    others = [next(iter(letters(1, other, seed=seed)))[0] for seed in range(10_000)]
    assert is_chance([(a[0], b[0]) for a, b in zip(drawn, others, strict=True)], 10_000)


@pytest.mark.parametrize(
    "parts",
    [
        lambda label, name: (label,),  # one stream for all items: both keys move together
        lambda label, name: (name,),  # one stream for all versions: letters never change
        lambda label, name: (label[-1], name),  # a label of which only the last sign counts
    ],
    ids=["seeded anew for each item", "seeded anew for each version", "a label cut short"],
)
def test_a_broken_stream_is_no_chance(parts, monkeypatch):
    first = DigestStream.__init__

    def broken(self, *given):
        if given[0] == "draw":
            _, kind, seed, label, name = given
            given = ("draw", kind, seed, *parts(label, name))
        first(self, *given)

    monkeypatch.setattr(DigestStream, "__init__", broken)
    by_name, _ = zip(*letters(2_000, "worksheet", seed=7), strict=True)
    assert not is_chance(by_name, 2_000)


def test_seed_label_name_and_kind_of_sheet_each_give_another_stream():
    own = [multiple_choice(name, *"abcdefghijkl") for name in ("one", "two")]
    seen = []
    for kind in ("worksheet", "exam"):
        for seed in (1, 2):
            for plan in select(topic(*own, grade=()), MIXED, kind=kind, variants=2, seed=seed).plans:
                seen += [planned.draw["choices"] for planned in plan.items()]
    assert len(set(seen)) == len(seen) == 16


# shares


@pytest.mark.parametrize(
    ("count", "mix", "given"),
    [
        (20, (30, 40, 30), (6, 8, 6)),
        (20, (60, 40, 0), (12, 8, 0)),
        (5, (30, 40, 30), (2, 2, 1)),
        (1, (30, 40, 30), (0, 1, 0)),
        (2, (30, 40, 30), (1, 1, 0)),
        (7, (30, 40, 30), (2, 3, 2)),
        (3, (0, 40, 60), (0, 1, 2)),
        (1, (50, 0, 50), (1, 0, 0)),
    ],
)
def test_shares_go_by_largest_remainder_and_ties_to_the_easier(count, mix, given):
    assert shares(count, mix) == given


def mixed_topic(count=10):
    return topic(*(item(f"{grade[0]}{i}", grade) for grade in ("easy", "medium", "hard") for i in range(count)))


@pytest.mark.parametrize(("level", "wanted"), [("easy", "eeeeeemmmm"), ("mixed", "eeemmmmhhh"), ("hard", "mmmmhhhhhh")])
def test_a_sheet_has_the_mix_of_its_level(level, wanted):
    selection = select(mixed_topic(), LEVELS[level], items=10)
    assert sorted(name[0] for name in names(selection.plans[0])) == sorted(wanted)
    assert selection.findings == ()


def test_twenty_items_without_a_number():
    assert len(names(plan_of(mixed_topic()))) == 20


def test_items_are_taken_by_rank_and_another_seed_takes_others():
    own = topic(*(item(f"i{i}") for i in range(30)))
    taken = names(plan_of(own, items=5, seed=3))
    by_rank = sorted((f"i{i}" for i in range(30)), key=lambda name: rank("item", "3", name))
    assert set(taken) == set(by_rank[:5])
    assert set(taken) != set(names(plan_of(own, items=5, seed=4)))


def test_items_are_spread_over_objectives_first_then_over_types():
    own = topic(
        *(item(f"a{i}", objective=["tp1"]) for i in range(20)),
        *(item(f"b{i}", objective=["tp2"]) for i in range(2)),
        *(essay(f"c{i}", objective=("tp3", "tp1")) for i in range(2)),
    )
    for seed in range(10):
        taken = names(plan_of(own, LEVELS["mixed"], items=3, seed=seed))
        assert len({name[0] for name in taken} & {"b"}) == 1
        taken = names(plan_of(topic(*(item(f"t{i}") for i in range(20)), essay("e"), cloze("c", "[[x]]")), items=3, seed=seed))
        assert {"e", "c"} <= set(taken)


def test_where_a_difficulty_is_short_the_nearest_fills_up_the_easier_first():
    own = topic(*(item(f"e{i}", "easy") for i in range(9)), *(item(f"h{i}", "hard") for i in range(9)), item("m0"))
    selection = select(own, MIXED, items=10)
    assert Counter(name[0] for name in names(selection.plans[0])) == {"e": 6, "m": 1, "h": 3}
    assert codes(selection.findings) == ["thin-mix"]
    only_hard = topic(*(item(f"h{i}", "hard") for i in range(9)), *(item(f"m{i}") for i in range(9)))
    assert Counter(name[0] for name in names(plan_of(only_hard, EASY, items=10))) == {"m": 9, "h": 1}


def test_a_thin_mix_and_too_few_items_are_told_only_to_those_who_asked_for_a_number():
    own = topic(*(item(f"e{i}", "easy") for i in range(5)))
    assert select(own, MIXED).findings == ()
    assert len(names(plan_of(own, MIXED))) == 5
    assert codes(select(own, MIXED, items=5).findings) == ["thin-mix"]
    assert codes(select(own, MIXED, items=6).findings) == ["thin-mix", "too-few-items"]
    assert codes(select(mixed_topic(1), MIXED, items=40).findings) == ["too-few-items"]


# groups


def test_a_group_is_taken_whole_or_not_at_all():
    own = topic(
        group("g", *(item(f"g{i}") for i in range(4))),
        *(item(f"e{i}", "easy") for i in range(3)),
        *(item(f"m{i}") for i in range(4)),
        *(item(f"h{i}", "hard") for i in range(3)),
    )
    sizes = set()
    for seed in range(20):
        for count in (3, 5, 8):
            selection = select(own, MIXED, items=count, seed=seed)
            taken = names(selection.plans[0])
            inside = [name for name in taken if name.startswith("g")]
            assert inside in ([], ["g0", "g1", "g2", "g3"])
            assert len(taken) <= count
            sizes.add((count, len(inside)))
    assert {(8, 4), (8, 0), (5, 0), (3, 0)} <= sizes
    assert (3, 4) not in sizes


def test_items_of_a_group_count_by_their_own_difficulty():
    own = topic(
        group("g", item("g-e", "easy"), item("g-m"), item("g-h", "hard")),
        item("e", "easy"),
        *(item(f"m{i}") for i in range(3)),
        item("h", "hard"),
    )
    selection = select(own, MIXED, items=8)
    assert codes(selection.findings) == []
    assert len(names(selection.plans[0])) == 8


def test_a_group_that_needs_a_share_of_nothing_is_passed_over():
    own = topic(group("g", item("g-e", "easy"), item("g-h", "hard")), *(item(f"e{i}", "easy") for i in range(3)), item("m"))
    assert "g-h" not in names(plan_of(own, EASY))
    assert "g-h" in names(plan_of(own, MIXED))


def test_one_item_more_or_less_through_a_group_is_no_thin_mix():
    own = topic(group("g", item("g0"), item("g1")), item("e", "easy"), item("h", "hard"), item("h2", "hard"))
    # shares of 3: one of each; the group takes two medium ones
    selection = select(own, MIXED, items=3, seed=1)
    assert sorted(names(selection.plans[0])) == ["e", "g0", "g1"]
    assert selection.findings == ()


def test_a_group_of_more_than_one_too_many_is_a_thin_mix():
    own = topic(group("g", *(item(f"g{i}") for i in range(4))), item("h", "hard"))
    assert codes(select(own, MIXED, items=4).findings) == ["thin-mix"]


# the request


def request_topic():
    return topic(item("one"), essay("two"), group("g", item("g1"), item("g2")), matching("three", ("a", "x"), ("b", "y")))


@pytest.mark.parametrize(
    ("request_", "taken"),
    [
        ({"only": ["one", "g"]}, ["one", "g1", "g2"]),
        ({"only": ["g2"]}, ["g1", "g2"]),
        ({"skip": ["one"]}, ["g1", "g2", "three", "two"]),
        ({"skip": ["g1"]}, ["one", "three", "two"]),
        ({"types": ["essay"]}, ["two"]),
        ({"types": ["true-false"]}, ["one", "g1", "g2"]),
        ({"types": ["group"]}, ["g1", "g2"]),
        ({"only": ["one", "two"], "skip": ["one"]}, ["two"]),
    ],
)
def test_only_skip_and_type_make_the_pool(request_, taken):
    assert names(plan_of(request_topic(), **request_)) == taken


@pytest.mark.parametrize(
    ("request_", "found", "hint"),
    [
        ({"only": ["onne"]}, ["unknown-item"], "did you mean `one`?"),
        ({"skip": ["g9"]}, ["unknown-item"], "did you mean"),
        ({"types": ["esay"]}, ["unknown-item-type"], "did you mean `essay`?"),
        ({"only": ["zzzz", "zzzz"], "skip": ["yyyy"]}, ["unknown-item", "unknown-item"], "there are `g`"),
        ({"only": ["one"], "skip": ["one"]}, ["no-items-left"], "loosen"),
        ({"types": ["cloze"]}, ["no-items-left"], "loosen"),
    ],
)
def test_names_that_mean_nothing_are_findings_and_give_no_plan(request_, found, hint):
    selection = select(request_topic(), MIXED, **request_)
    assert selection.plans == ()
    assert codes(selection.findings) == found
    assert hint in selection.findings[0].help


# order


def test_sections_by_type_come_in_the_order_of_the_registry_then_as_written():
    own = topic(
        essay("e1"), item("t1"), multiple_choice("m1", "a", "b"), essay("e2"), item("t2"), group("g", essay("g1"), item("g2"))
    )
    plan = plan_of(own)
    assert [(section.name, [planned.name for planned in section.items]) for section in plan.sections] == [
        ("multiple-choice", ["m1"]),
        ("true-false", ["t1", "t2"]),
        ("essay", ["e1", "e2", "g1", "g2"]),
    ]
    assert [planned.group for planned in plan.items()] == ["", "", "", "", "", "g", "g"]
    assert (plan.label, plan.seed) == ("", 1)


def cognitive(*levels):
    return [item(f"{level.lower()}-{i}", cognitive=level) for i, level in enumerate(levels)]


def test_a_worksheet_whose_every_item_has_a_cognitive_level_has_activities():
    own = topic(*cognitive("C6", "C1", "C4", "C2"), group("g", *cognitive("C3", "C6")), essay("e", cognitive="C1"))
    sections = [(section.name, [planned.name for planned in section.items]) for section in plan_of(own).sections]
    assert sections == [
        ("activity-1", ["c1-1", "c2-3", "e"]),
        ("activity-2", ["c4-2", "c3-0", "c6-1"]),
        ("activity-3", ["c6-0"]),
    ]
    assert [section.name for section in plan_of(own, kind="exam").sections] == ["true-false", "essay"]
    assert [section.name for section in plan_of(own, only=["c6-0"]).sections] == ["activity-3"]


def test_one_item_without_a_cognitive_level_makes_sections_by_type():
    own = topic(*cognitive("C1", "C6"), group("g", item("plain")))
    assert [section.name for section in plan_of(own).sections] == ["true-false"]
    # it is the topic that decides, not what was taken of it
    assert [section.name for section in plan_of(own, skip=["g"]).sections] == ["true-false"]


def test_labels_go_on_after_z():
    made = labels(704)
    assert (made[0], made[25], made[26], made[27], made[701], made[702]) == ("a", "z", "aa", "ab", "zz", "aaa")
    assert len(set(made)) == 704


def test_without_versions_the_order_is_written_and_the_choices_are_those_of_version_a():
    own = topic(*(multiple_choice(f"m{i}", *"abcd") for i in range(6)))
    plan, (first, _) = plan_of(own), select(own, MIXED, variants=2).plans
    assert names(plan) == [f"m{i}" for i in range(6)]
    assert names(first) != names(plan)
    assert {planned.name: planned.draw for planned in plan.items()} == {planned.name: planned.draw for planned in first.items()}
    assert (plan.label, first.label) == ("", "a")


def test_versions_are_permuted_within_section_and_type_with_groups_whole():
    own = topic(*(item(f"t{i}") for i in range(5)), group("g", item("g1"), essay("g2")), *(essay(f"e{i}") for i in range(4)))
    plans = select(own, MIXED, variants=6).plans
    assert [plan.label for plan in plans] == list("abcdef")
    for plan in plans:
        assert [section.name for section in plan.sections] == ["true-false", "essay"]
        assert sorted(names(plan)) == sorted(names(plans[0]))
        order = names(plan)
        assert order.index("g2") == order.index("g1") + 1
    assert len({tuple(names(plan)) for plan in plans}) == 6


@few
@given(
    sizes=st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 2)),
    variants=st.integers(2, 9),
    seed=st.integers(0, 10**6),
)
def test_neighbouring_versions_differ_wherever_there_is_more_than_one_order(sizes, variants, seed):
    own = topic(
        *(item(f"t{i}") for i in range(sizes[0])),
        *(essay(f"e{i}") for i in range(sizes[1])),
        *(group(f"g{i}", cloze(f"c{i}", "[[x]]"), cloze(f"d{i}", "[[x]]")) for i in range(sizes[2])),
        multiple_choice("mc", "a", "b"),
    )
    orders = [names(plan) for plan in select(own, MIXED, variants=variants, seed=seed).plans]
    for one, other in pairwise(orders):
        assert (one != other) == (max(sizes) > 1)


@few
@given(
    difficulties=st.lists(st.sampled_from(["easy", "medium", "hard"]), min_size=6, max_size=15),
    place=st.integers(0, 15),
    seed=st.integers(0, 10**6),
    level=st.sampled_from(sorted(LEVELS)),
)
def test_an_item_more_changes_no_draw_and_no_order_of_the_others(difficulties, place, seed, level):
    """Invariant I8: on the sheet without versions, and on every version."""
    items = [
        multiple_choice(f"m{i}", *"abcde", difficulty=difficulty) if i % 3 else matching(f"p{i}", *zip("abc", "xyz", strict=True))
        for i, difficulty in enumerate(difficulties)
    ]
    more = [*items[:place], multiple_choice("new", *"abcde"), *items[place:]]
    for variants in (None, 3):
        before, after = (select(topic(*own), LEVELS[level], variants=variants, seed=seed).plans for own in (items, more))
        for one, other in zip(before, after, strict=True):
            kept = [planned for planned in other.items() if planned.name != "new"]
            assert list(one.items()) == kept
            assert len(other.items()) == len(kept) + 1


# draws


def test_a_draw_that_is_printed_solved_is_drawn_again():
    own = topic(matching("m", ("a", "x"), ("b", "y")))
    for seed in range(40):
        assert plan_of(own, seed=seed).items()[0].draw == {"rights": (1, 0)}


def test_a_draw_that_can_only_be_solved_is_left_at_that():
    own = topic(matching("m", ("a", "x"), ("b", "y"), shuffle=False))
    assert plan_of(own).items()[0].draw == {"rights": (0, 1)}


def test_the_easy_level_leaves_out_choices_in_a_worksheet_only():
    mc = multiple_choice("mc", *"abcde", drops={2: 1, 3: 2, 4: 3})
    assert len(plan_of(topic(mc), EASY).items()[0].draw["choices"]) == 3
    assert len(plan_of(topic(mc), EASY, kind="exam").items()[0].draw["choices"]) == 4
    assert len(plan_of(topic(mc, grade=(10, 12)), EASY, kind="exam").items()[0].draw["choices"]) == 5
    assert len(plan_of(topic(mc, grade=(3, 10)), HARD).items()[0].draw["choices"]) == 3
    assert len(plan_of(topic(mc, grade=()), HARD).items()[0].draw["choices"]) == 5


def test_the_same_request_gives_the_same_plan():
    own = mixed_topic()
    assert select(own, MIXED, items=12, variants=3, seed=5) == select(own, MIXED, items=12, variants=3, seed=5)
    retold = replace(own, language="en", title=own.lead)
    assert select(retold, MIXED, items=12, variants=3, seed=5) == select(own, MIXED, items=12, variants=3, seed=5)
