"""The commonest Markdown read without markdown-it, whose import alone costs more than checking a small topic.

Only what is surely the same: signs after a backslash, `*emphasis*` and `**strong**` around plain words, headings, paragraphs,
flat lists. Whatever else there is gives None, and markdown-it reads it; a test holds both against one another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Union

from generator.check.gaps import ESCAPED, PLACE, unescaped
from generator.model.text import Run

Shape = Union[tuple[str, int, str], tuple[str, int, list[str]]]
"""`heading2`, `heading3`, `paragraph` and its text, or `bullets`, `numbers` and the entries' texts; between them the line."""

_EMPHASIS = re.compile(
    rf"(?<!\*)(?:(?<![^\s(])|(?=\*+[\w{PLACE}]))(\*\*?)(?=[^\s*])"
    rf"([^*]*?(?:[\w{PLACE}](?=\1)|[^*\s](?=\1(?:[\s.,;:!?)]|\Z))))\1(?!\*)"
)
_OTHER = re.compile(r"[_`\\^~$]|\]\(|<[^\s<>]*[:@]|[ ]{2}\n")
_HEADING = re.compile(r"(#{1,6}) +([^\s#](?:.*[^\s#])?) *\Z")
_BULLET = re.compile(r"- (\S.*)\Z")
_NUMBER = re.compile(r"([0-9]{1,9})\. (\S.*)\Z")
_STARTS = re.compile(r"[ ]{0,3}(?:```|~~~|[0-9]{1,9}[.)](?:\s|\Z)|[#>]|[*+-](?:\s|\Z)|[-=*_ ]+\Z)| {4}|\t")


def signless(text: str) -> str | None:
    """Return the words of a paragraph whose only signs stand after a backslash, or None; a backslash that is printed is none."""
    if "\\" not in text:
        return None
    rest = ESCAPED.sub("", text)
    return None if "*" in rest or "\\\\" in text or _OTHER.search(rest) else unescaped(text)


def emphasis(text: str) -> list[Run] | None:
    """Return the runs of a paragraph whose only signs are asterisks around plain words, or None."""
    if _OTHER.search(text):
        return None
    runs: list[Run] = []
    at = 0
    for match in _EMPHASIS.finditer(text):
        if "*" in text[at : match.start()]:
            return None
        if match.start() > at:
            runs.append(Run(text[at : match.start()]))
        runs.append(Run(match[2], strong=len(match[1]) == 2, emphasis=len(match[1]) == 1))
        at = match.end()
    if "*" in text[at:]:
        return None
    if at < len(text):
        runs.append(Run(text[at:]))
    return runs


def shapes(text: str) -> list[Shape] | None:
    """Return the blocks of a text of headings, paragraphs and flat lists, or None."""
    if "|" in text or "\t" in text or "]:" in text:
        return None
    found: list[Shape] = []
    for shape in _lines(text):
        if shape is None:
            return None
        kind, line, words = shape
        before = found[-1] if found else None
        if kind == "more":
            if before is None or before[0].startswith("heading"):
                return None
            if isinstance(before[2], list):
                before[2][-1] += "\n" + words
            else:
                found[-1] = (before[0], before[1], before[2] + "\n" + words)
        elif kind in ("bullets", "numbers"):
            if before is not None and before[0] == kind and isinstance(before[2], list):
                before[2].append(words)
            else:
                found.append((kind, line, [words]))
        else:
            found.append((kind, line, words))
    return found


def _lines(text: str) -> Iterator[tuple[str, int, str] | None]:
    """Yield for each line what begins there or goes on; None for what only markdown-it may judge."""
    open_kind = ""
    for number, line in enumerate(text.split("\n")):
        if not line.strip(" "):
            open_kind = ""
            continue
        if match := _HEADING.match(line):
            open_kind = ""
            yield "heading3" if len(match[1]) > 2 else "heading2", number, match[2]
        elif (match := _BULLET.match(line)) and not _STARTS.match(match[1]):
            open_kind = "bullets"
            yield "bullets", number, match[1]
        elif (match := _NUMBER.match(line)) and not _STARTS.match(match[2]):
            if open_kind == "paragraph" or (int(match[1]) != 1 and open_kind != "numbers"):
                yield None
            open_kind = "numbers"
            yield "numbers", number, match[2]
        elif _STARTS.match(line) or (line[0] == " " and open_kind != "bullets"):
            yield None
        elif open_kind == "bullets":
            inner = line[2:]
            yield ("more", number, inner) if line.startswith("  ") and inner[0] != " " and not _STARTS.match(inner) else None
        elif open_kind == "numbers":
            yield None
        else:
            kind = "more" if open_kind else "paragraph"
            open_kind = "paragraph"
            yield kind, number, line
