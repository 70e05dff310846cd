"""Maths: what stands between two dollar signs becomes a formula of signs and rules, to be drawn on a line of text.

The part of LaTeX that schools use (`symbols`, `structures`) is read into a tree and set by TeX's rules with the signs of STIX
Two Math. Imported only for a text that holds maths. What cannot be printed is an `Unreadable`, never code on paper.
"""

from __future__ import annotations

from functools import lru_cache

from generator.assets.maths import symbols
from generator.assets.maths.box import Formula, Mark, Rule, Stroke
from generator.assets.maths.font import EM, font
from generator.assets.maths.nodes import Unreadable
from generator.assets.maths.reader import BIG, SIDES, read
from generator.assets.maths.setting import Setting
from generator.assets.maths.structures import STRUCTURES
from generator.diagnostics.nearest import nearest

__all__ = ["Formula", "Mark", "Rule", "Stroke", "Unreadable", "commands", "formulas", "meant", "outline"]


@lru_cache(maxsize=4096)
def formulas(latex: str) -> tuple[Formula, ...]:
    """Return a formula in the parts between which a line may end. Raises Unreadable with what cannot be printed."""
    return Setting(font()).formulas(read(latex))


def outline(name: str) -> tuple[tuple[int, int, int, int], bytes]:
    """Return a sign's edges (left, bottom, right, top) and the PDF operators that fill it, in thousandths of an em."""
    left, bottom, right, top = (round(side * EM) for side in font().glyph(name)[3:])
    return (left, bottom, right, top), f"{font().outline(name)} f".encode("ascii")


@lru_cache(maxsize=1)
def commands() -> tuple[str, ...]:
    """Return the names of all commands, without their backslash, sorted."""
    tables = (symbols.COMMANDS, symbols.FUNCTIONS, symbols.LIMITED, symbols.ACCENTS, symbols.WIDE, symbols.ARROWS, symbols.BRACES)
    names = {name for table in (*tables, symbols.ALPHABETS, STRUCTURES, symbols.SPACES) for name in table if name.isalpha()}
    return tuple(sorted({*names, *(f"{size}{side}" for size in BIG for side in SIDES), "limits", "nolimits"}))


def meant(word: str) -> str:
    """Return "did you mean ...?" for a command that there is not; empty where none is like it."""
    name = nearest(word, commands()) if word else ""
    return f"did you mean `\\{name}`?" if name else ""
