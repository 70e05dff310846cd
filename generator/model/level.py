"""What a sheet's level does: the profile from `levels.yaml`, read by resolve, select and compose."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from generator.frozen import frozen, replace

Difficulty = Literal["easy", "medium", "hard"]
DIFFICULTIES: tuple[Difficulty, ...] = ("easy", "medium", "hard")


@frozen
class Level:
    """One row of the level table in the format page.

    mix: shares of easy, medium and hard items in percent. choices: how many a multiple choice of a worksheet keeps, None
    by grade. extra_matches: how many of the extra rights are printed, None for all. given: share of table cells given.
    pitch: answer lines in millimetres apart. more_lines: percent more of them. mark: the drawn sign in the footer.
    """

    name: str
    text: Difficulty
    mix: tuple[int, int, int]
    choices: int | None = None
    bank: Literal["words", "extras", "none"] = "extras"
    hints: bool = False
    starters: bool = False
    keywords: bool = False
    extra_matches: int | None = 1
    given: Fraction = Fraction(1, 4)
    stated: bool = False
    underlined: bool = False
    pitch: float = 8.0
    more_lines: int = 0
    mark: Literal["disc", "triangle", "square", "none"] = "none"

    def for_grade(self, grade: int | None) -> Level:
        """Return the level with `choices` settled: 3 for grades 1 to 3, 4 for 4 to 9, 5 for 10 to 12; no grade, no limit."""
        if self.choices is not None:
            return self
        by_grade = 12 if grade is None else 3 if grade <= 3 else 4 if grade <= 9 else 5
        return replace(self, choices=by_grade)
