"""Which tokens there are and what each may be: the page design, section 11, as data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Union

from generator.frozen import frozen


@frozen
class Lengths:
    """So many lengths, each between two bounds in points (or a plain number, where the token is one)."""

    low: float
    high: float
    count: int = 1


@frozen
class OneOf:
    """One of some words, or a colour `#rrggbb`; nothing where `empty` allows it."""

    words: tuple[str, ...] = ()
    wanted: str = ""
    colour: bool = False
    empty: bool = False
    contrast: float = 0.0


@frozen
class Table:
    """Fields whose names match a pattern, each a length (or the word `rest`), or a list of numbers."""

    names: str
    known: tuple[str, ...]
    low: float
    high: float
    lists: bool = False


Kind = Union[Lengths, OneOf, Table]
FONTS = ("source-serif-4", "source-sans-3", "atkinson-hyperlegible-next")
"""The families whose files lie in `layouts/fonts`."""


def _each(names: str, low: float, high: float) -> dict[str, Kind]:
    return {name: Lengths(low, high) for name in names.split()}


_COLOUR = "a colour such as `#0B4A5E`"
_YES = OneOf(("yes", "no"), wanted="`yes` or `no`")
_MARK = OneOf(("disc", "triangle", "square", "none"), wanted="`disc`, `triangle`, `square` or `none`")
_FIELDS = (
    "name",
    "class",
    "number",
    "date",
    "mark",
    "group",
    "members",
    "initials",
    "participant",
    "day",
    "packet",
    "signature",
    "invigilator",
)

GROUPS: Mapping[str, Mapping[str, Kind]] = {
    "text": {**_each("letters", 0, 0.2), **_each("words", 0, 1), "italic": _YES, "capitals": _YES, **_each("least", 4, 30)},
    "baseline": _each("top bottom", 0, 1),
    "stroke": {
        **_each("bar rule box fine inner", 0.1, 10),
        "dots": Lengths(0, 20, 3),
        "kop": Lengths(0.1, 20, 3),
        "cut": Lengths(0.1, 20, 3),
    },
    "running": {**_each("header-gap footer-gap", 0, 60), **_each("name-line number-line participant-line", 10, 300)},
    "column": {
        **_each("gutter", 10, 80),
        **_each("handout-text", 100, 700),
        **_each("handout-gap pair-gap exam-gap", 0, 100),
        **_each("most", 1, 6),
        **_each("measure", 100, 2000),
    },
    "space": {
        **_each(
            "section section-after section-first instruction instruction-after item paragraph heading heading-after"
            " figure caption figure-after",
            0,
            100,
        ),
        "masthead": Lengths(0, 100, 3),
        "factor": Lengths(0.5, 3),
    },
    "tab": {
        **_each("width height callout margin", 4, 60),
        **_each("letter", 4, 40),
        **_each("title-drop", 0, 40),
        "style": OneOf(("filled", "outlined", "none"), wanted="`filled`, `outlined` or `none`"),
    },
    "banner": {"style": OneOf(("filled", "boxed"), wanted="`filled` or `boxed`")},
    "choice": {
        **_each("hang gap", 4, 100),
        **_each("stem row", 0, 60),
        **_each("most", 1, 12),
        "columns": Table(r"[2-9]|1[0-2]", ("3", "4", "5", "6"), 1, 6, lists=True),
    },
    "tick": _each("size hang letter", 4, 60),
    "lines": {**_each("pitch pitch-easy", 12, 80), **_each("max", 1, 60)},
    "cloze": {**_each("leading gap-min gap-step letter", 5, 400), **_each("gap-drop", 0, 20), "bank": Lengths(0, 60, 2)},
    "table": {"pad": Lengths(0, 40, 2), **_each("row-write", 10, 200), **_each("tick-column", 10, 300)},
    "fields": {
        **_each("height", 10, 200),
        "style": OneOf(("strip", "rows"), wanted="`strip` or `rows`"),
        "widths": Table(
            "|".join(_FIELDS),
            _FIELDS,
            10,
            500,
        ),
    },
    "callout": {
        **_each("indent right bottom title-gap", 0, 100),
        "boxes": OneOf(("all", "key"), wanted="`all` or `key`"),
    },
    "bubble": {
        **_each("size across down box", 8, 80),
        **_each("stroke", 0.1, 5),
        **_each("fifth clear", 0, 60),
        **_each("number letter", 5, 80),
        **_each("columns", 1, 10),
        **_each("corner corner-inset", 5, 80),
    },
    "cards": _each("width height", 40, 600),
    "cover": _each("top gap", 0, 400),
    "mark": {"easy": _MARK, "medium": _MARK, "hard": _MARK, **_each("size", 2, 20)},
    "colour": {
        "ink": OneOf(colour=True, wanted=_COLOUR),
        "paper": OneOf(colour=True, wanted=_COLOUR),
        "accent": OneOf(colour=True, empty=True, wanted=f"{_COLOUR}, or nothing", contrast=7.0),
        "tint": Lengths(0, 0.1),
    },
    "compose": {
        **_each("spare-max", 0, 400),
        **_each("stretch", 1, 3),
        **_each("item-stretch", 0, 40),
        **_each("answer-stretch row-stretch", 0, 2),
        **_each("split-min-lines", 1, 6),
    },
}
