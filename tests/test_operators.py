"""Content operators: short, deterministic numbers, and a graphics state that is left as it was."""

from __future__ import annotations

import re

import pytest

from generator.typeset import operators as op


@pytest.mark.parametrize(
    ("value", "text"),
    [
        *((0, "0"), (-0.0, "0"), (-0.0004, "0"), (1, "1"), (100, "100")),
        *((0.1 + 0.2, "0.3"), (1e7, "10000000"), (1 / 3, "0.333"), (-2.5, "-2.5")),
    ],
)
def test_numbers_are_short_and_never_in_exponents(value: float, text: str) -> None:
    assert op.fmt(value) == text


@pytest.mark.parametrize(
    "operators",
    [
        op.line(0, 0, 9, 9, 0.6),
        op.dotted(0, 0, 9, 0, 0.9, 3),
        op.rect(0, 0, 9, 9, 0.8),
        op.bar(0, 0, 9, 9, (1, 0, 0)),
        op.round_rect(0, 0, 9, 9, 2, 0.6),
        op.circle(5, 5, 4, 0.7),
        op.disc(5, 5, 4, (0.5, 0.5, 0.5)),
        op.painted(op.rect_path(0, 0, 1, 1), 1, (1, 1, 1)),
    ],
)
def test_a_state_that_is_changed_is_saved_and_restored(operators: str) -> None:
    changes = re.findall(r"(?<= )(?:w|J|j|d|g|G|rg|RG|cm)\b", operators)
    saved = operators.startswith("q ") and operators.endswith(" Q")
    assert saved and changes


def test_black_fills_trust_the_state() -> None:
    assert op.bar(1, 2, 3, 4) == "1 2 3 4 re f"


def test_a_corner_is_never_rounder_than_half_the_side() -> None:
    assert op.round_rect_path(0, 0, 10, 4, 99) == op.round_rect_path(0, 0, 10, 4, 2)


def test_colours_are_hexadecimal() -> None:
    assert op.rgb("#f00") == op.rgb("#FF0000") == (1, 0, 0)
    assert op.fill_colour(op.rgb("#808080")) == "0.502 g"
    with pytest.raises(ValueError, match="red"):
        op.rgb("red")
