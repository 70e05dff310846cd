"""Hand-out order, and who gets which version."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.build.handing import Wanted, folder_names, handed
from generator.diagnostics import Failed, Span
from generator.model.roster import Pupil

USUAL = Wanted("id", "mixed", "standard")


def given_to(*pupils: Pupil, labels: str = "abcd", spare: int = 0) -> list[tuple[str, str]]:
    return [(one.pupil.name, one.wanted.label) for one in handed(pupils, USUAL, list(labels), spare)]


def test_classes_and_numbers_in_the_order_of_hand_out() -> None:
    pupils = [
        Pupil("late", group="IX-B"),
        Pupil("ten", "10", "IX-B"),
        Pupil("two", "2", "IX-B"),
        Pupil("first", "30", "IX-A"),
        Pupil("alone", "1"),
    ]
    assert [name for name, _ in given_to(*pupils)] == ["first", "two", "ten", "late", "alone"]


def test_versions_go_round_and_each_class_begins_anew() -> None:
    pupils = [Pupil(f"{group}{n}", str(n), group) for group in "AB" for n in range(1, 6)]
    assert [label for _, label in given_to(*pupils)] == ["a", "b", "c", "d", "a"] * 2


def test_a_row_may_say_its_own_and_neighbours_still_differ() -> None:
    pupils = [Pupil("1", "1"), Pupil("2", "2", variant="c"), Pupil("3", "3"), Pupil("4", "4")]
    assert [label for _, label in given_to(*pupils)] == ["a", "c", "b", "c"]
    assert [label for _, label in given_to(*pupils, labels="abc")] == ["a", "c", "b", "c"]


@given(st.lists(st.sampled_from(["", "", "a", "b"]), min_size=2, max_size=30), st.sampled_from(["ab", "abc", "abcd"]))
@settings(max_examples=100, deadline=None, derandomize=True)
def test_neighbours_differ_wherever_the_roster_leaves_it_open(own: list[str], labels: str) -> None:
    pupils = [Pupil(str(n), str(n), variant=variant) for n, variant in enumerate(own)]
    found = [label for _, label in given_to(*pupils, labels=labels)]
    for place in range(1, len(found)):
        assert found[place] != found[place - 1] or own[place]


def test_levels_languages_and_looks_of_single_pupils() -> None:
    pupils = [Pupil("Ana", "1", level="easy", language="en", profile="large-print"), Pupil("Budi", "2")]
    first, second = handed(pupils, USUAL, [])
    assert first.wanted == Wanted("en", "easy", "large-print")
    assert second.wanted == USUAL


def test_copies_and_spares() -> None:
    found = given_to(Pupil("Ana", "1", "A", copies=2), Pupil("Budi", "1", "B"), labels="ab", spare=1)
    assert found == [("Ana", "a"), ("Ana", "a"), ("", "b"), ("Budi", "a"), ("", "b")]


def test_a_version_that_is_not_made_is_refused_with_its_row() -> None:
    with pytest.raises(Failed) as failure:
        given_to(Pupil("Ana", variant="e", span=Span("r.csv", 4)), labels="ab")
    (found,) = failure.value.diagnostics
    assert (found.code, found.span, "--variants 5" in found.help) == ("roster-no-variant", Span("r.csv", 4), True)


def test_classes_give_file_names_of_their_own() -> None:
    assert folder_names(["IX-A", "IX A", "IX-B", "", "七年"]) == {
        "IX-A": "ix-a", "IX A": "ix-a-2", "IX-B": "ix-b", "": "class", "七年": "class-2",
    }  # fmt: skip
