"""Where a line may end: the one break function that the line engine asks (a small part of UAX #14)."""

from __future__ import annotations

import re
from functools import cache

BLANKS = " \t\r\n\f\v\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u2028\u2029\u205f\u3000"
"""White space at which a line may end; folded to one space."""
SPACES = re.compile(f"[{BLANKS}]+")
_INSIDE = re.compile(
    r"(?<=[^\W\d_])-(?=[^\W\d_])(?<![A-Z]-(?=[A-Z]))"  # between letters: Bangsa-|Bangsa, but not -7, 2-3 or BY-SA
    r"|[–—](?=\w)"  # dashes
    r"|(?<=\w\w)/(?=\w\w)"  # and/or, addresses
)
_ADDRESS = re.compile(r"(?<=\w)/(?=\w)")
"""In an address only strokes: a hyphen at a line's end would look as if it were none of its own."""
_IDEOGRAPH = r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
_DOTS = re.compile(r"\.{3,}|…")


def segments(word: str) -> list[str]:
    """Return the parts of a word without spaces between which a line may end."""
    if "-" not in word and "–" not in word and "—" not in word and "/" not in word and word.isascii():
        return [word]
    parts, start = [], 0
    inside = _ADDRESS if "://" in word else _INSIDE if max(word) < "\u3040" else _between_ideographs()
    for match in inside.finditer(word):
        if match.end() > start:
            parts.append(word[start : match.end()])
            start = match.end()
    if start < len(word):
        parts.append(word[start:])
    return parts


@cache
def _between_ideographs() -> re.Pattern[str]:
    """Return what also parts ideographs; few topics have them, and compiling it takes a hundredth of a build."""
    return re.compile(f"{_INSIDE.pattern}|(?<={_IDEOGRAPH})(?={_IDEOGRAPH})")


def glued(word: str) -> bool:
    """Say whether a word never begins a line: dots that end an unfinished sentence stay with the word before them."""
    return word[:1] in (".", "…") and _DOTS.fullmatch(word) is not None
