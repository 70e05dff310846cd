"""The nearest of the names that exist, for the help of a finding about one that does not."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known name that looks most like `word`, or an empty text when none is close."""
    from difflib import get_close_matches  # only findings need it

    names = sorted(dict.fromkeys(known))
    folded = {name.lower().replace("_", "-"): name for name in reversed(names)}
    close = get_close_matches(word[:80].lower().replace("_", "-"), list(folded), n=1, cutoff=0.6)
    return folded[close[0]] if close else ""


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """Return the sentence "did you mean ...?" for a help, or `otherwise` when nothing is close."""
    name = nearest(word, known)
    return f"did you mean `{name}`?" if name else otherwise
