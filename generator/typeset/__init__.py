"""Stage 7: page markup becomes finished pages. The only importer of ReportLab, which subsets fonts (`embedding`).

Markup nodes are measured into slices (`setter` and the block modules), slices are broken into pages (`pages`), pages are
drawn as content streams (`canvas`) and given out as plain PDF objects with the places of everything on them.
"""

from __future__ import annotations

import zlib

from generator.assets import Assets
from generator.diagnostics import Diagnostic, Failed, Severity, finding
from generator.frozen import slotted
from generator.model.markup import Markup, MarkupError, Node, parse
from generator.model.sheet import PageObject, PdfObject, Sheet
from generator.model.tokens import Tokens
from generator.typeset import (
    boxes,
    columns,
    fields,
    hotspots,
    item_blocks,
    masthead,
    matching,
    stimulus,
    tables,
    terms,
    text_blocks,
)
from generator.typeset import operators as op
from generator.typeset.canvas import Canvas
from generator.typeset.filling import Rules
from generator.typeset.fonts import Encoder, FontSet
from generator.typeset.furniture import (
    banner_height,
    clear_of,
    foot_height,
    paint_banner,
    paint_corners,
    paint_foot,
    paint_footer,
    paint_header,
)
from generator.typeset.margin import place_margin
from generator.typeset.pages import Page, compose
from generator.typeset.pictures import PictureStore
from generator.typeset.setter import Setter
from generator.typeset.slices import Open, note_around, paint_around

__all__ = ["FontSet", "typeset"]

_BLOCKS = (
    boxes,
    columns,
    fields,
    hotspots,
    item_blocks,
    masthead,
    matching,
    stimulus,
    tables,
    terms,
    text_blocks,
)
"""The modules that register block builders; named here, or in `setter.RARER`, so that nothing is registered by scanning."""

MARGIN_GAP = 10.0
LEAST_MARGIN = 72.0
"""Points that a margin column needs; a narrower paper (A5) has one column, call-outs in it and all terms in the glossary."""


@slotted
class _Parts:
    """A document's furniture and flow."""

    header: Node | None
    footer: Node | None
    banner: Node | None
    foot: Node | None
    flow: Node
    corners: Node | None = None


def typeset(markup: Markup, assets: Assets, fonts: FontSet | None = None, first: int = 1) -> Sheet:
    """Return the finished pages of one document; `fonts` keeps what is measured for the next one in the same layout.

    `first` is the number of its first page, where it is a part of a book.

    Raises Failed with all findings; a finding's `label` holds the `at` of the block that it is about.
    """
    try:
        root = parse(markup.text)
    except MarkupError as error:
        raise Failed([finding("broken-markup", problem=error)]) from None
    flow = root.first("flow") or Node("flow")
    parts = _Parts(
        root.first("header"), root.first("footer"), root.first("banner"), root.first("foot"), flow, root.first("corners")
    )
    tokens = clear_of(root.first("corners"), markup.tokens)
    fonts = fonts or FontSet.of(tokens, assets)
    store = PictureStore(assets, fonts)
    setter = Setter(tokens, fonts, store)
    pages = _pages(setter, parts)
    errors = [found for found in setter.findings if found.severity is Severity.ERROR]
    if errors:
        raise Failed(_once(errors))
    return _Binder(setter, parts, store, first).sheet(pages)


def _once(findings: list[Diagnostic]) -> list[Diagnostic]:
    return list(dict.fromkeys(findings))


def _pages(setter: Setter, parts: _Parts) -> list[Page]:
    """Measure the flow and break it into pages; what the margin has no room for goes back into the text or the glossary."""
    text, gap = (setter.tokens.number("column", name) for name in ("handout-text", "handout-gap"))
    setter.in_margin_flow = parts.flow.get("margin") == "yes" and setter.measure - text - gap >= LEAST_MARGIN
    width = text if setter.in_margin_flow else setter.measure
    frame = setter.room = setter.frame - (banner_height(setter) if parts.banner else 0.0)
    foot = foot_height(setter, parts.foot)
    rules = _rules(setter)
    while True:
        setter.glossed.clear()
        slices = setter.flow(parts.flow.nodes(), width)
        pages = compose(slices, frame, foot, rules)
        homeless = place_margin(pages, frame, MARGIN_GAP)
        if not homeless:
            _report_tall(setter, [(slice_.height, slice_.at) for slice_ in slices] + [(foot, "")], frame)
            return pages
        setter.homeless.update(beside.name for beside in homeless)


def _rules(setter: Setter) -> Rules:
    number = setter.tokens.number
    stretch = number("compose", "stretch") - 1
    most = (number("compose", name) for name in ("item-stretch", "answer-stretch", "row-stretch"))
    return Rules(number("compose", "spare-max"), stretch, *most)


def _report_tall(setter: Setter, heights: list[tuple[float, str]], frame: float) -> None:
    for height, at in heights:
        if height > frame + 1:
            setter.findings.append(finding("does-not-fit", height=f"{height / 72 * 25.4:.0f}", label=at))


class _Binder:
    """Draws placed pages and gathers their PDF objects."""

    def __init__(self, setter: Setter, parts: _Parts, store: PictureStore, first: int) -> None:
        self.setter = setter
        self.first = first
        self.parts = parts
        self.store = store
        self.tokens: Tokens = setter.tokens
        self.encoder = Encoder()
        self.signs: dict[str, str] = {}
        self.strokes = {
            name: float(value) for name, value in self.tokens.groups["stroke"].items() if isinstance(value, (int, float))
        }

    def sheet(self, pages: list[Page]) -> Sheet:
        """Return the pages as a sheet."""
        canvases = [self._draw(page, index, len(pages)) for index, page in enumerate(pages)]
        objects: list[PdfObject] = []
        fonts, fonts_dictionary = self.encoder.objects(1, self.store.assets.keep)
        pictures, pictures_dictionary = self.store.objects(1 + len(fonts), self.signs)
        resources = b"<</Font " + fonts_dictionary + (b"/XObject " + pictures_dictionary if pictures else b"") + b">>"
        objects = [PdfObject(resources), *fonts, *pictures]
        made = []
        for canvas in canvases:
            packed = zlib.compress("\n".join(canvas.operators).encode("latin-1"), 6)
            made.append(
                PageObject(canvas.width, canvas.height, (len(objects),), 0, tuple(canvas.links), str(canvas.number + self.first))
            )
            objects.append(PdfObject(b"<</Length %d/Filter/FlateDecode>>" % len(packed), packed))
        places = tuple(place for canvas in canvases for place in canvas.places)
        headings = tuple(heading for canvas in canvases for heading in canvas.headings)
        return Sheet(tuple(objects), tuple(made), places, headings)

    def _draw(self, page: Page, index: int, total: int) -> Canvas:
        setter, paper = self.setter, self.tokens.paper
        top, _right, bottom, left = paper.margins
        accent = self.tokens.groups["colour"].get("accent")
        colour = op.rgb(accent) if isinstance(accent, str) else op.BLACK
        canvas = Canvas(paper.width, paper.height, self.encoder, self.strokes, index, colour, signs=self.signs)
        frame_bottom = paper.height - bottom
        setter.maker.values = {"page": str(index + self.first), "pages": str(total)}
        y = top
        if self.parts.corners is not None:
            paint_corners(self.parts.corners, canvas)
        if self.parts.header is not None and index:
            paint_header(setter, self.parts.header, canvas, left, top)
        if self.parts.banner is not None:
            paint_banner(setter, self.parts.banner, canvas, left, y)
            y += banner_height(setter)
        around: Open = {}
        column = 0.0
        for x, upper, lower in page.rules:
            canvas.line(left + x, y + upper, left + x, y + lower, setter.stroke("inner"))
        for placed in page.placed:
            if placed.x != column:
                paint_around(around, canvas)
                around, column = {}, placed.x
            note_around(around, placed.slice, left + placed.x, y + placed.y, y + placed.y + placed.slice.actual)
            placed.slice.paint(canvas, left + placed.x, y + placed.y)
        paint_around(around, canvas)
        margin_left = left + setter.tokens.number("column", "handout-text") + setter.tokens.number("column", "handout-gap")
        for beside, down in page.margin:
            beside.paint(canvas, margin_left, y + down)
        if index == total - 1 and self.parts.foot is not None:
            paint_foot(setter, self.parts.foot, canvas, left, frame_bottom)
        if self.parts.footer is not None:
            paint_footer(setter, self.parts.footer, canvas, left, frame_bottom)
        return canvas
