"""The tokens of a layout settled: what its layers say, one over the other, for one kind of document on one paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.diagnostics import Failed, Span, finding
from generator.frozen import replace
from generator.layout.folder import Layer
from generator.layout.scale import FONTS, GROUPS, OneOf
from generator.layout.tokens import MARGINS, UNITS, Reading, Token, four, leaf, narrow, papers
from generator.model.tokens import Paper, Tokens, TypeStyle
from generator.source.values import Absent, Fields, Value

ANY, LANDSCAPE = "any", "-landscape"
"""In `frame`: the margins of papers that are not named, and what follows the name of a paper whose longer side lies below."""
BINDING, SPARED = 5 * UNITS["mm"], 3 * UNITS["mm"]
"""What a binding margin adds at the left edge, and what it takes from the right one (page design, section 4)."""


Margins = tuple[float, float, float, float]
"""Top, right, bottom, left, in points."""


class Settling:
    """Tokens in the making: what is put goes over what is there. The first to be put settles which roles of type there are."""

    def __init__(self, reading: Reading, paper: str, landscape: bool) -> None:
        self.reading = reading
        self.wanted = paper + (LANDSCAPE if landscape else "")
        self.fonts: dict[str, str] = {}
        self.size: dict[str, TypeStyle] = {}
        self.groups: dict[str, dict[str, Token]] = {}
        self.margins: Margins | None = None
        self.firm = self.leaf = False

    def put(self, value: Value, within: str = "", *, firm: bool = False, last: bool = False) -> None:
        """Put tokens over those so far; `within` is where in the file they stand.

        Margins that are `firm`, those of a kind, may be made wider only by what comes `last`, a profile; those of a leaf stay.
        """
        roles = tuple(self.size)
        for name, span, group in self._groups(value, within):
            if name == "fonts":
                family = OneOf(FONTS, wanted=f"one of {', '.join(FONTS)}")
                for one, entry in group.entries.items():
                    self.fonts[one] = str(self.reading.one_of(entry, f"fonts.{one}", family))
            elif name == "size":
                for role, entry in group.entries.items():
                    if roles and role not in roles:
                        self.reading.unknown(role, group.keys[role], roles, "size.")
                    else:
                        self.size[role] = self.reading.style(entry, f"size.{role}", self.fonts)
            elif name == "frame":
                self._frame(group, firm, last)
            elif name in GROUPS:
                self._group(name, group)
            else:
                self.reading.unknown(name, span, ("extends", "kinds", "fonts", "size", "frame", *GROUPS), within)

    def settled(self, sheet: Paper, binding: bool) -> Tokens:
        """Return the tokens on a paper, with the margins that were put: no text too small, no line too long."""
        sheet = narrowed(replace(sheet, margins=self.margins or sheet.margins), self._number("column", "measure"))
        sizes = {role: raised(style, self._number("text", "least")) for role, style in self.size.items()}
        return Tokens(self.fonts, sizes, self.groups, bound(sheet) if binding else sheet)

    def _number(self, group: str, token: str) -> float:
        value = self.groups[group][token]
        return float(value) if isinstance(value, (int, float)) else 0.0

    def _groups(self, value: Value, within: str) -> Iterator[tuple[str, Span, Fields]]:
        """Yield the groups of tokens by name; what is no group is a finding."""
        if not isinstance(value, Fields):
            if not isinstance(value, Absent):
                self.reading.refuse(value, within.rstrip(".") or "layout.yaml", "fields")
            return
        for name, entry in value.entries.items():
            if name == "extends" and not within:
                continue
            if not isinstance(entry, Fields):
                self.reading.refuse(entry, within + name, "fields")
            elif within or name != "kinds":
                yield name, value.keys[name], entry

    def _frame(self, group: Fields, firm: bool, last: bool) -> None:
        known = (*papers(), *(name + LANDSCAPE for name in papers()), ANY)
        for name, entry in group.entries.items():
            if name not in known:
                self.reading.unknown(name, group.keys[name], known, "frame.")
                continue
            margins = four(self.reading.token(entry, f"frame.{name}", MARGINS))
            if name == self.wanted or (name == ANY and self.wanted not in group.entries):
                if last and self.leaf:
                    continue
                if last and self.firm and self.margins:
                    margins = four(tuple(map(max, margins, self.margins)))
                self.margins, self.firm = margins, self.firm or firm

    def _group(self, name: str, group: Fields) -> None:
        into = self.groups.setdefault(name, {})
        for token, entry in group.entries.items():
            kind = GROUPS[name].get(token)
            if kind is None:
                self.reading.unknown(token, group.keys[token], tuple(GROUPS[name]), f"{name}.")
                continue
            settled = self.reading.token(entry, f"{name}.{token}", kind)
            below = into.get(token)
            into[token] = {**below, **settled} if isinstance(below, Mapping) and isinstance(settled, Mapping) else settled


def settle(
    layers: Sequence[Layer],
    paper: str,
    *,
    kind: str = "",
    known: Sequence[str] = (),
    profile: Sequence[Value] = (),
    landscape: bool = False,
    binding: bool = False,
    impose: str = "",
) -> Tokens:
    """Return the tokens of a chain for one of the `known` kinds of document on one paper, upright or with its longer side below.

    A nearer layer goes over those below it, each layer's tokens for the kind over its own, and those of a profile over all; those
    of narrow papers go over the lowest layer's. With `impose` the paper is a leaf of this one. Raises Failed.
    """
    reading = Reading()
    sheet = papers(landscape=landscape and not impose).get(paper)
    if sheet is not None and impose:
        sheet = leaf(sheet, impose)
    settling = Settling(reading, sheet.name if sheet else paper, landscape and not impose)
    settling.leaf = bool(impose)
    aside = Settling(reading, paper, landscape)
    for layer in reversed(layers):
        settling.put(layer.settings.value)
        if layer is layers[-1] and sheet is not None:
            for width, tokens in narrow():
                if sheet.width <= width:
                    settling.put(tokens, "narrow.")
        for name, span, value in layer.kinds():
            if known and name not in known:
                reading.unknown(name, span, known, "kinds.")
            aside.size, aside.fonts = dict(settling.size), dict(settling.fonts)
            (settling if name == kind else aside).put(value, f"kinds.{name}.", firm=True)
    for value in profile:
        settling.put(value, "profile.", last=True)
    if sheet is None:
        reading.findings.append(finding("unknown-paper", name=paper, known=", ".join(f"`{one}`" for one in papers())))
    groups = settling.groups
    missing = [f"{group}.{token}" for group, known_ in GROUPS.items() for token in known_ if token not in groups.get(group, {})]
    if missing:
        reading.findings.append(finding("missing-token", Span(layers[-1].shown("layout.yaml")), names=", ".join(missing)))
    if reading.findings or sheet is None:
        raise Failed(reading.findings)
    return settling.settled(sheet, binding)


def raised(style: TypeStyle, least: float) -> TypeStyle:
    """Return a role of the type scale at least so large, its lines as far apart for their size as before."""
    return style if style.size >= least else replace(style, size=least, leading=style.leading * least / style.size)


def narrowed(paper: Paper, measure: float) -> Paper:
    """Return a paper whose lines of text are no longer than `measure` points; one that lies across holds tables, and stays."""
    top, right, bottom, left = paper.margins
    spare = (paper.width - left - right - measure) / 2
    if spare <= 0 or paper.width > paper.height:
        return paper
    return replace(paper, margins=(top, right + spare, bottom, left + spare))


def bound(paper: Paper) -> Paper:
    """Return a paper with a margin to bind at its left edge."""
    top, right, bottom, left = paper.margins
    return replace(paper, margins=(top, max(0.0, right - SPARED), bottom, left + BINDING))
