"""Maths as bare words, for places that hold nothing else: keywords, an outline, the order of choices."""

from __future__ import annotations

import re

_FRACTION = re.compile(r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_COMMAND = re.compile(r"\\([A-Za-z]+)\s?|\\(.)")
_BRACES = re.compile(r"\{([^{}]*)\}")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SIGNS = {
    "times": "×", "div": "÷", "cdot": "·", "pm": "±", "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "ne": "≠", "neq": "≠",
    "sqrt": "√", "pi": "π", "circ": "°", "to": "→", "infty": "∞", "left": "", "right": "", "text": "", "mathrm": "", "quad": " ",
}  # fmt: skip


def linear(latex: str) -> str:
    """Return LaTeX as a reader would type it in one line: `1/2`, `x²`, `√(x+1)`."""
    text = _FRACTION.sub(lambda found: f"{_bracketed(found[1])}/{_bracketed(found[2])}", latex)
    text = _COMMAND.sub(lambda found: found[2] or _SIGNS.get(found[1] or "", f"{found[1]} "), text)
    text = _BRACES.sub(lambda found: _bracketed(found[1]), text)
    text = re.sub(r"\^([0-9])(?![0-9])", lambda found: found[1].translate(_RAISED), text)
    return text.replace("^°", "°")


def _bracketed(words: str) -> str:
    return words if len(words) < 2 or words.isalnum() else f"({words})"
