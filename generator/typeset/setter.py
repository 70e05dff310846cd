"""The setter: tokens, fonts and pictures of one document, and the way from markup nodes to measured slices."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Union

from generator.diagnostics import Diagnostic, Failed, finding
from generator.frozen import replace
from generator.model.markup import INLINE, Node
from generator.model.tokens import Tokens, TypeStyle
from generator.typeset.fonts import FontSet
from generator.typeset.lines import Align, Line, TextBox, break_lines
from generator.typeset.pictures import PictureStore
from generator.typeset.slices import Beside, Slice, fuse
from generator.typeset.words import Ink, Sizes, Word, WordMaker

Builder = Callable[["Setter", Node, float], list[Slice]]
Role = Union[str, TypeStyle]
"""A name of the type scale, or a style of its own."""

BUILDERS: dict[str, Builder] = {}
"""From a block's tag to what measures it; filled by the modules of blocks, in one explicit place each."""
RARER = {
    "bubbles": "bubbles", "boxes": "bubbles", "marking": "bubbles", "cards": "cards", "exam-head": "exam_head",
    "letterhead": "forms", "identity": "forms", "signatures": "forms", "organiser": "organisers", "roll": "rolls",
}  # fmt: skip
"""Modules of blocks that most documents do without, by tag; each is imported when the first of its blocks comes."""

DESIGNED = 11.0
"""The size of the body text, in points, that the lengths of the page design belong to."""
SMALLEST, SMALLEST_BESIDE = 0.66, 0.9
"""To what share of its size a formula may shrink to fit its line, and to fit one of two columns."""


def builds(*tags: str) -> Callable[[Builder], Builder]:
    """Register a builder for tags."""

    def register(builder: Builder) -> Builder:
        BUILDERS.update(dict.fromkeys(tags, builder))
        return builder

    return register


def builder_of(tag: str) -> Builder:
    """Return what measures the blocks of a tag."""
    if tag not in BUILDERS:
        import_module(f"generator.typeset.{RARER[tag]}")
    return BUILDERS[tag]


class Setter:
    """Sets blocks in one layout's tokens. `findings` collects what is wrong, with the `at` of the block it is in.

    room: how high the flow is on a page. whole: up to what height a block is not parted. widen: how much more of a column's
    width than of the page's a picture takes.
    homeless: names of what the margin column had no room for; glossed: the terms that stand in it.
    """

    def __init__(self, tokens: Tokens, fonts: FontSet, pictures: PictureStore) -> None:
        self.tokens = tokens
        self.fonts = fonts
        self.pictures = pictures
        self.findings: list[Diagnostic] = []
        self.in_margin_flow = False
        self.homeless: set[str] = set()
        self.glossed: set[str] = set()
        self.at = ""
        slots = {name: tokens.number("running", f"{name}-line") for name in ("name", "number", "participant")}
        sizes = Sizes(
            tokens.number("tick", "size"), tokens.number("mark", "size"), tokens.size["gap"].size, tokens.size["bubble"].size
        )
        self.maker = WordMaker(fonts, {}, tokens.number("cloze", "gap-min"), slots, sizes)
        self.factor = tokens.number("space", "factor")
        self.share = tokens.size["body"].size / DESIGNED
        self.gutter = tokens.number("column", "gutter")
        paper = tokens.paper
        top, right, bottom, left = paper.margins
        self.measure = paper.width - left - right
        self.frame = paper.height - top - bottom
        self.room = self.frame
        self.whole = self.frame / 2
        self.widen = 1.0
        self._inks: dict[tuple[Role, int | None], Ink] = {}

    def style(self, role: Role) -> TypeStyle:
        """Return a role of the type scale; KeyError for one that the tokens lack."""
        return self.tokens.size[role] if isinstance(role, str) else role

    def ink(self, role: Role, weight: int | None = None) -> Ink:
        """Return how plain text of a role looks, heavier where `weight` says so."""
        ink = self._inks.get((role, weight))
        if ink is None:
            style = self.style(role)
            ink = self._inks[role, weight] = Ink(style.family, style.weight if weight is None else weight, style.size)
        return ink

    def space(self, name: str) -> float:
        """Return a token of the group `space` in points, times the group's factor."""
        return self.tokens.number("space", name) * self.factor

    def gap(self, points: float) -> float:
        """Return a space between blocks that has no token of its own, times the factor of the group `space`."""
        return points * self.factor

    def em(self, points: float) -> float:
        """Return a length that the page design gives beside body text of 11 points, for the size that it has here."""
        return points * self.share

    def stroke(self, name: str) -> float:
        """Return a token of the group `stroke` in points."""
        return self.tokens.number("stroke", name)

    def words(self, children: Sequence[Node | str], role: Role, weight: int | None = None) -> list[Word]:
        """Return the words of inline children set in a role, heavier where `weight` says so."""
        return self._words(children, self.ink(role, weight))

    def _words(self, children: Sequence[Node | str], ink: Ink) -> list[Word]:
        """Return the words of inline children; those of a plain text are measured once for all documents."""
        if len(children) != 1 or not isinstance(children[0], str):
            return self.maker.make(children, ink)
        wanted, known = (children[0], ink), self.fonts.words
        if wanted not in known:
            known[wanted] = self.maker.make(children, ink)
        return known[wanted]

    def _lines(self, children: Sequence[Node | str], ink: Ink, width: float, first: float) -> list[Line]:
        """Return the lines of inline children; those of a plain text are broken once for all documents."""
        if len(children) != 1 or not isinstance(children[0], str):
            words = self._words(children, ink)
            return break_lines(self._fitted(words, width) if self.maker.formulas else words, width, first)
        wanted, known = (children[0], ink, width, first), self.fonts.lines
        if wanted not in known:
            known[wanted] = break_lines(self._words(children, ink), width, first)
        return known[wanted]

    def _fitted(self, words: Sequence[Word], width: float) -> list[Word]:
        """Return words with formulas that no line holds made smaller; one that would be too small is a finding."""
        fitted = []
        for word in words:
            if word.width > width and any(piece.formula for piece in word.pieces):
                share = width / word.width
                pieces = [replace(piece, ink=piece.ink._replace(size=piece.ink.size * share), width=piece.width * share)
                          for piece in word.pieces]  # fmt: skip
                if share < (SMALLEST if self.widen == 1 else SMALLEST_BESIDE):
                    sizes = {"width": f"{word.width / 72 * 25.4:.0f}", "room": f"{width / 72 * 25.4:.0f}"}
                    self.findings.append(finding("maths-too-wide", label=self.at, **sizes))
                word = replace(word, pieces=pieces, width=word.width * share)
            fitted.append(word)
        return fitted

    def text(
        self,
        children: Sequence[Node | str],
        role: Role,
        width: float,
        *,
        weight: int | None = None,
        align: Align = "start",
        first: float = 0.0,
    ) -> TextBox:
        """Return inline children set in a role on a measure of `width` points."""
        style = self.style(role)
        lines = self._lines(children, self.ink(role, weight), width, first)
        tall = not _is_plain(children) and any(line.ascent for line in lines)
        return TextBox(lines, style.size, style.leading, width, align, tall)

    def line_slices(self, box: TextBox, x: float = 0.0) -> list[Slice]:
        """Return one slice for each line of a text, two lines kept together at both its ends."""
        gap, count = box.leading - box.size, len(box.lines)
        slices = []
        for index, line in enumerate(box.lines):
            rise, fall = (box.above(line), box.below(line)) if box.tall else (0.0, 0.0)

            def paint(canvas: object, left: float, y: float, line: object = line, down: float = 0.75 * box.size + rise) -> None:
                box.paint_line(canvas, line, left + x, y + down)  # type: ignore[arg-type]

            slices.append(
                Slice(
                    box.size + rise + fall,
                    paint,
                    before=gap if index else 0.0,
                    after=gap,
                    stay=index == 1 or (index > 0 and index == count - 1),
                    cost=1.0,
                    rise=rise,
                )
            )
        return slices

    def flow(self, nodes: Sequence[Node], width: float) -> list[Slice]:
        """Return the slices of blocks in order, spaced and held together by the rules of the page design (sections 6, 10)."""
        slices: list[Slice] = []
        held, previous = 0, ""
        waiting: list[Beside] = []
        for index, node in enumerate(nodes):
            tag = node.tag
            if tag in ("together", "gloss"):
                held = max(held, int(tag == "together"))
                continue
            if tag == "break" or (tag == "section" and previous not in ("section", "heading")):
                held = 0
            made = self.block(node, width, nodes[index + 1 :])
            if isinstance(made, Beside) or not made:
                waiting += [made] if isinstance(made, Beside) else []
                continue
            made[0].beside[:0] = waiting
            waiting = []
            if held:
                made[0].stay = True
                held -= 1
            if (previous, tag) in CLOSE:
                made[0].before, made[0].stretch = self.space("section-after"), ""
            elif previous in ("fields", "masthead", "identity") and tag in ("section", "columns"):
                made[0].before = self.space("section-first")
            elif previous == "masthead" and tag == "table":
                held = 0  # it is what the page is about; another may begin the next one
            held = max(held, HOLDS.get(tag, 0))
            slices += made
            previous = tag
        if waiting and slices:
            slices[-1].beside += waiting
        return slices

    def block(self, node: Node, width: float, following: Sequence[Node] = ()) -> list[Slice] | Beside:
        """Return one block's slices, or what it puts into the margin. Findings of fonts and pictures get the block's `at`."""
        wide = node.get("wide") == "yes" or node.tag in WIDE
        outer, self.at = self.at, node.get("at") or self.at
        try:
            if self.in_margin_flow and (node.get("place") == "margin" or node.tag == "aside"):
                beside = MARGIN[node.tag](self, node, width)
                beside.name = str(id(node))
                if beside.name not in self.homeless:
                    return beside
            made = builder_of(node.tag)(self, node, self.measure if wide and self.in_margin_flow else width)
            if self.in_margin_flow and node.tag == "p" and following and following[0].tag == "gloss":
                self._glosses(node, made, following, width)
        except Failed as failed:
            self.findings += [replace(found, label=found.label or self.at) for found in failed.diagnostics]
            return []
        finally:
            self.at = outer
        for slice_ in made:
            slice_.wide = self.in_margin_flow and (slice_.wide or wide)
            slice_.at = slice_.at or node.get("at")
        return made

    def _glosses(self, node: Node, made: list[Slice], following: Sequence[Node], width: float) -> None:
        """Put the glosses that follow a paragraph beside the line of their term."""
        wanted = {}
        for gloss in following:
            if gloss.tag != "gloss":
                break
            if gloss.get("for") not in self.homeless:
                wanted[gloss.get("for")] = gloss
        box = self.text(node.children, node.get("role", "body") or "body", width)
        for slice_, line in zip(made, box.lines, strict=False):
            for name in line.glosses:
                if name in wanted:
                    beside = MARGIN["gloss"](self, wanted.pop(name), width)
                    beside.name = name
                    slice_.beside.append(beside)
                    self.glossed.add(name)

    def column(self, nodes: Sequence[Node], width: float) -> Slice:
        """Return blocks as one slice."""
        slices = self.flow(nodes, width)
        return fuse(slices) if slices else Slice(0.0, lambda canvas, x, y: None)

    def body(self, node: Node, role: Role, width: float) -> list[Slice]:
        """Return a node's content: its blocks where it has some, else its inline text."""
        if any(child.tag not in INLINE for child in node.nodes()):
            return self.flow(node.nodes(), width)
        return self.line_slices(self.text(node.children, role, width))


def _is_plain(children: Sequence[Node | str]) -> bool:
    return len(children) == 1 and isinstance(children[0], str)


HOLDS = {
    "section": 2, "instruction": 1, "heading": 1, "caption": 1, "passage": 1, "letterhead": 3, "masthead": 2, "fields": 1,
    "identity": 1, "bank": 1,
}  # fmt: skip
"""How many blocks after it a block is kept with."""

CLOSE = {("section", tag) for tag in ("instruction", "passage", "group", "table", "callout")} | {
    ("instruction", tag) for tag in ("instruction", "passage", "group")
}
"""Blocks between which there is as little room as below the head of a section."""

WIDE = frozenset({"letterhead", "masthead", "identity", "signatures", "fields", "terms", "columns", "formula"})
"""Blocks that take the margin column too."""

MARGIN: dict[str, Callable[[Setter, Node, float], Beside]] = {}
"""From a tag to what sets it in the margin column."""
