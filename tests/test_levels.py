"""The levels: the table of the format page, and what `lembar.yaml` may change in it."""

from __future__ import annotations

from fractions import Fraction

import pytest
from making import codes

from generator.diagnostics import Failed
from generator.levels import load
from generator.source import read_bytes


def changed(text):
    return {level.name: level for level in load(read_bytes(text.encode(), "lembar.yaml").value)}


def test_the_levels_are_those_of_the_format_page():
    levels = {level.name: level for level in load()}
    assert list(levels) == ["easy", "medium", "hard", "mixed"]

    def table(field):
        return [getattr(level, field) for level in levels.values()]

    assert table("mix") == [(60, 40, 0), (30, 40, 30), (0, 40, 60), (30, 40, 30)]
    assert table("text") == ["easy", "medium", "hard", "medium"]
    assert table("choices") == [3, None, None, None]
    assert table("bank") == ["words", "extras", "none", "extras"]
    assert table("hints") == table("starters") == [True, False, False, False]
    assert table("keywords") == [False, True, False, False]
    assert table("extra_matches") == [0, 1, None, 1]
    assert table("given") == [Fraction(1, 2), Fraction(1, 4), 0, Fraction(1, 4)]
    assert table("pitch") == [10, 8, 8, 8]
    assert table("more_lines") == [0, 0, 20, 0]
    assert table("mark") == ["disc", "triangle", "square", "none"]


def test_single_fields_may_be_changed():
    levels = changed("easy:\n  choices: 4\n  hints: false\n  given: 12.5\nmixed:\n  mix: {easy: 50, medium: 50, hard: 0}\n")
    assert (levels["easy"].choices, levels["easy"].hints, levels["easy"].given) == (4, False, Fraction(1, 8))
    assert (levels["easy"].bank, levels["easy"].mix) == ("words", (60, 40, 0))
    assert levels["mixed"].mix == (50, 50, 0)
    assert [levels[name] for name in ("medium", "hard")] == list(load()[1:3])


@pytest.mark.parametrize(
    ("text", "found", "line"),
    [
        ("easy:\n  mix: {easy: 50, medium: 50, hard: 10}\n", "mix-sum", 2),
        ("easy:\n  hint: true\n", "unknown-field", 2),
        ("eesy:\n  hints: true\n", "unknown-field", 1),
        ("easy:\n  choices: 1\n", "out-of-range", 2),
        ("easy:\n  bank: all\n", "not-one-of", 2),
        ("easy: gentle\n", "wrong-shape", 1),
    ],
)
def test_what_is_wrong_with_a_change_is_found_with_its_line(text, found, line):
    with pytest.raises(Failed) as failed:
        changed(text)
    assert codes(failed.value.diagnostics) == [found]
    assert failed.value.diagnostics[0].span.line == line
