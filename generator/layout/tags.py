"""The static check of templates: every tag and attribute that a template writes must be in the markup's vocabulary."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from generator.diagnostics.nearest import nearest
from generator.model.markup import VOCABULARY

HOLE = "\x00"
"""Stands where an expression of the template prints something."""
_TAG = re.compile(r"<(/?)([^\s/>\"'=<]*)")
_ATTRIBUTE = re.compile(r"""\s*(?:(/?>)|([^\s"'>/=]+)\s*(=\s*(["']))?)""")


class Unknown(NamedTuple):
    """A tag, or an attribute of a tag, that the vocabulary lacks, with its line and the nearest name that it has."""

    line: int
    tag: str
    attribute: str
    meant: str


def unknown_tags(pieces: Iterable[tuple[int, str]]) -> Iterator[Unknown]:
    """Yield what is unknown in a template's literal text: pieces are (line, text), `HOLE` for what is printed between."""
    text, starts = "", []
    for line, piece in pieces:
        starts.append((len(text), line))
        text += piece
    at = 0
    while match := _TAG.search(text, at):
        at = match.end()
        tag = match[2]
        known = VOCABULARY.get(tag)
        if known is None:
            shown = tag.replace(HOLE, "{{ }}")
            yield Unknown(_line(text, starts, match.start()), shown, "", nearest(tag, VOCABULARY))
        if match[1]:
            continue
        while attribute := _ATTRIBUTE.match(text, at):
            at = attribute.end()
            if attribute[1]:
                break
            name = attribute[2].strip(HOLE)
            if attribute[4]:
                closing = text.find(attribute[4], at)
                at = len(text) if closing < 0 else closing + 1
            if name and known is not None and name not in known:
                shown = name.replace(HOLE, "{{ }}")
                yield Unknown(_line(text, starts, attribute.start(2)), tag, shown, nearest(name, known))


def _line(text: str, starts: list[tuple[int, int]], at: int) -> int:
    offset, line = max(start for start in starts if start[0] <= at)
    return line + text.count("\n", offset, at)
