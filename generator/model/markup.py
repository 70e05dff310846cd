"""The page markup between `layout` and `typeset`: a small semantic XML vocabulary, and its reader.

Layout templates write it, the typesetter obeys it; an unknown tag or attribute is an error with the template's file and
line. Markup says start and end, never left and right. Every number is points unless its attribute says otherwise.
`at` names the item or block that a finding about this place is about ("pg-bilateral", "handout.3").
"""

from __future__ import annotations

from typing import Union
from xml.parsers import expat

from generator.frozen import field, frozen, slotted
from generator.model.tokens import Tokens

INLINE = frozenset(
    {"b", "i", "code", "sup", "sub", "u", "a", "br", "gap", "tick", "bubble", "mark", "slot", "frac", "num", "den", "maths"}
)
"""Inline tags; text outside them is text, white space is folded, U+00A0 does not break."""

VOCABULARY: dict[str, frozenset[str]] = {
    tag: frozenset(attributes.split())
    for tag, attributes in {
        # the document: first what stands on every page, then one flow
        "document": "language direction",
        "banner": "",  # inline; black bar at the top of every page (teachers)
        "header": "",  # start, center, end; on page 2 and later
        "footer": "symbol",  # start, center, end; on every page; symbol="yes": room for a code and a QR symbol at the end
        "start": "",
        "center": "",
        "end": "",
        "flow": "margin",  # margin="yes": text column plus margin column (handout)
        "foot": "",  # inline, role credit/meta; stands on the foot of the last frame
        # heads
        "letterhead": "",  # logo ..., authority ..., school, fact ...: the school's head over the first page
        "logo": "side src at",  # side="start|end"
        "authority": "",
        "school": "",
        "masthead": "rule",  # kind, meta, title, subtitle; rule="no" under a letterhead
        "kind": "",
        "meta": "",
        "title": "role",  # a name of the type scale
        "subtitle": "",
        "exam-head": "",  # kind, title, subtitle ...: centred between the boxes
        "box": "side label",  # side="start|end"; p ...: small lines, or one large under the label
        "identity": "ruled",  # fact ...: `label : value` in two columns; ruled="yes": between two fine lines
        "fact": "label wide",  # inline; empty: a line to write on; wide="yes": under both columns; in a letterhead without label
        "fields": "height",  # field ...: one strip; a second `fields` follows flush
        "field": "name width value",  # slot name, e.g. name, class; points or "rest"; what is filled in already; inline label
        "signatures": "",  # signature ...: columns at the end edge
        "signature": "open name number",  # p ... over the pen; open="yes": a line to write on after the first of them
        "section": "letter note rule",  # inline title: rule with hanging tab; rule="no": words alone
        "heading": "level",  # unlettered head of running text, 2 or 3
        # text
        "p": "role at",  # role: a name of the type scale; glosses inside by <b gloss="name">
        "instruction": "at",
        "list": "hang role",  # entry ...
        "entry": "label",  # inline or blocks
        "indent": "",  # blocks that start at the edge (x = gutter)
        "columns": "ratio gap least",  # column ...: side by side, never split; ratio "1 1"
        "column": "",
        "span": "columns",  # part of the flow or of a group; columns="2": set in two columns, one after the other
        "keep": "",  # blocks that stay together
        "together": "",  # marks the block before it as kept with the one after
        "space": "height",
        "rule": "wide",  # wide="yes": also over the margin column
        "break": "",
        # boxes
        "callout": "role glyph title place wide at",  # place="margin" asks for the margin column
        "aside": "title",  # margin column note without tab (objectives)
        "gloss": "for name",  # margin note: inline meaning; `for` the gloss of a <b gloss> in the same paragraph
        "quote": "at",  # fine box: quotation or claim; blocks
        "formula": "",  # inline in a box of rule strokes
        # items
        "passage": "title numbered head at",  # stimulus with a bar; blocks; head above it at x = 0
        "source": "",  # inline; source line of a passage
        "group": "continued",  # passage, then its items; what stands above items that spill onto another page
        "item": "number at",  # stem, then blocks
        "stem": "",  # inline, and at most one <end> that stands right on the first line
        "hint": "label",  # inline
        "choices": "mark",  # mark="letter|box"; choice ...
        "choice": "label",
        "matching": "start end",  # heads of both columns; left ..., right ...
        "left": "label",
        "right": "label",
        "bank": "label",  # word ...
        "word": "",
        "cloze": "",  # p ... with gaps
        "gaps": "pitch columns",  # p ... with one gap each: lines to write on, in as many columns as they fit, at least so many
        "lines": "count label pitch",  # inline starter inside
        "area": "height kind",  # kind="blank|grid"
        # answer sheets
        "corners": "size inset",  # squares near the paper's corners, by which a scan is set straight
        "marking": "right wrong",  # inline; how bubbles are filled in, examples labelled
        "bubbles": "drop",  # marks ...: what is marked, in columns of ten, the first row so much lower
        "marks": "name number",  # an item: caption?, row ...; number is printed, name is that of its places
        "row": "label",  # bubble ...
        "boxes": "",  # field ...: squares to write one letter into
        # tables, figures, lists of a kind
        # kind: see typeset.widths.LOOKS; widths: points, rest ...; fold: so wide is a column, those that do not fit stand below
        "table": "kind widths fold wide at",  # caption?, tr ...
        "roll": "align",  # text: rows one a line, cells parted by tabs, the head first; align: a word for each column
        "organiser": "shape lines pitch",  # td? (the middle), tr ...: a field's title and its entries, each a p
        "caption": "",
        "tr": "head span height hold",  # hold="yes": kept with the row after it
        "td": "align weight colspan rowspan label",  # inline or blocks; the label hangs before them
        "figure": "src width alt at",  # hotspot ..., caption?, credit?
        "hotspot": "x y",  # a number on a small disc, percent from the picture's top left
        "credit": "",
        "timeline": "at",
        "event": "when",
        "terms": "title wide",  # glossary in two columns
        "term": "name for",  # `for`: the gloss of the same term, in place of which it may stand
        # cards to cut out
        "cards": "code",  # two heads, over fronts and over backs; card ...
        "head": "",  # start, end
        "card": "number at",  # two sides
        "side": "",  # inline
        # inline
        "b": "gloss",
        "i": "",
        "code": "",
        "sup": "",
        "sub": "",
        "u": "",
        "a": "href",
        "br": "",
        "gap": "label width name",
        "tick": "done",  # done="yes": ticked
        "bubble": "",  # a letter in a circle
        "mark": "shape",  # drawn sign: disc triangle square check
        "slot": "name width",  # page, pages: filled in; name, number, class: a line to write on or a stamp
        "frac": "",  # num, den
        "num": "",
        "den": "",
        "maths": "",  # LaTeX, as checked
    }.items()
}


@slotted
class Node:
    """An element: its tag, attributes, and children (elements and text in order)."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Union[Node, str]] = field(default_factory=list)

    def get(self, name: str, default: str = "") -> str:
        """Return an attribute's text."""
        return self.attributes.get(name, default)

    def nodes(self, *tags: str) -> list[Node]:
        """Return the child elements, all or those of the given tags."""
        return [child for child in self.children if isinstance(child, Node) and (not tags or child.tag in tags)]

    def first(self, tag: str) -> Union[Node, None]:
        """Return the first child element of this tag."""
        return next((child for child in self.children if isinstance(child, Node) and child.tag == tag), None)


@frozen
class Markup:
    """What `layout` gives: the markup's text and the tokens that it is to be set with."""

    text: str
    tokens: Tokens


class MarkupError(ValueError):
    """The markup is not well formed or uses what the vocabulary lacks."""


def parse(text: str) -> Node:
    """Return the root element. Raises MarkupError for bad XML, any declaration, an unknown tag or attribute."""
    root = Node("")
    stack = [root]
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def start(tag: str, attributes: dict[str, str]) -> None:
        known = VOCABULARY.get(tag)
        if known is None:
            raise MarkupError(f"unknown tag `{tag}`")
        for name in attributes:
            if name not in known:
                raise MarkupError(f"unknown attribute `{name}` of `{tag}`")
        node = Node(tag, attributes)
        stack[-1].children.append(node)
        stack.append(node)

    def end(_tag: str) -> None:
        stack.pop()

    def data(words: str) -> None:
        stack[-1].children.append(words)

    def refuse(*_: object) -> None:
        raise MarkupError("declarations are not allowed in page markup")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = data
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(text, True)
    except expat.ExpatError as error:
        raise MarkupError(str(error)) from None
    return root.nodes()[0]
