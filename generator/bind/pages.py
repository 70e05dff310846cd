"""Page objects, and the tree of nodes above them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.bind.statements import number
from generator.bind.writer import Writer
from generator.model.sheet import Link, PageObject

FAN = 32
"""How many kids a node of the page tree has at most; a file of up to 32 pages has one node."""

NONE: Mapping[str, int] = {}


class PageTree:
    """Collects pages; `close` writes them and the nodes above them."""

    def __init__(self, writer: Writer, root: int) -> None:
        self._numbers: list[int] = []
        self._writer = writer
        self._root = root
        self._pages: list[tuple[PageObject, Sequence[int]]] = []

    def add(self, page: PageObject, objects: Sequence[int]) -> int:
        """Append a page and return its number; `objects` are the numbers of its sheet's objects."""
        self._numbers.append(self._writer.reserve())
        self._pages.append((page, objects))
        return self._numbers[-1]

    def first(self) -> tuple[int, float]:
        """Return the first page's number, and its height in points."""
        return self._numbers[0], self._pages[0][0].height

    def close(self) -> None:
        """Write all pages and the nodes above them, level by level up to the root."""
        both = zip(self._numbers, self._pages, strict=True)
        labelled = {label: number for number, (page, _) in both for label in page.label.split(", ")}
        parents = self._parents(len(self._pages))
        for index, (page, objects) in enumerate(self._pages):
            self._writer.write(self._numbers[index], PageForm(page, objects, labelled).object(parents[index // FAN]))
        kids = [(page_number, 1) for page_number in self._numbers]
        while parents:
            above = self._parents(len(parents)) if len(parents) > 1 else []
            nodes = []
            for index, node in enumerate(parents):
                own = kids[index * FAN : (index + 1) * FAN]
                count = sum(pages for _, pages in own)
                self._writer.write(node, tree_node(own, count, above[index // FAN] if above else 0))
                nodes.append((node, count))
            kids, parents = nodes, above

    def _parents(self, kids: int) -> list[int]:
        """Return the numbers of the nodes that hold so many kids: the root when one is enough."""
        nodes = -(-kids // FAN)
        return [self._root] if nodes == 1 else [self._writer.reserve() for _ in range(nodes)]


class PageForm:
    """What all copies of a page have in common; `labelled` are the pages that links may lead to."""

    __slots__ = ("_box", "_rest", "_streams", "height")

    def __init__(self, page: PageObject, objects: Sequence[int], labelled: Mapping[str, int] = NONE) -> None:
        self.height = number(page.height)
        self._box = b"%b %b]/Resources %d 0 R" % (number(page.width), self.height, objects[page.resources])
        self._streams = [b"%d 0 R" % objects[index] for index in page.contents]
        self._rest = b"/Annots[%b]>>" % b"".join(_link(link, labelled) for link in page.links) if page.links else b">>"

    def object(self, parent: int, over: int = 0) -> bytes:
        """Return a page's dictionary; `over` is the number of a content stream over the page's own, 0 for none."""
        streams = [*self._streams, b"%d 0 R" % over] if over else self._streams
        contents = streams[0] if len(streams) == 1 else b"[%b]" % b" ".join(streams)
        return b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 %b/Contents %b%b" % (parent, self._box, contents, self._rest)


def _link(link: Link, labelled: Mapping[str, int]) -> bytes:
    """Return the annotation of a link: it belongs to its page alone, so it stands inside it."""
    edges = b" ".join(map(number, (link.x0, link.y0, link.x1, link.y1)))
    head = b"<</Type/Annot/Subtype/Link/Border[0 0 0]/Rect[%s]" % edges
    if link.href.startswith("#"):
        return b"%s/Dest[%d 0 R/Fit]>>" % (head, labelled[link.href[1:]])
    escaped = link.href.encode("ascii", "ignore").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"%s/A<</S/URI/URI(%s)>>>>" % (head, escaped)


def tree_node(kids: Sequence[tuple[int, int]], count: int, parent: int) -> bytes:
    """Return a node of the page tree: `kids` are the numbers of pages or nodes with how many pages each holds."""
    above = b"/Parent %d 0 R" % parent if parent else b""
    return b"<</Type/Pages%s/Count %d/Kids[%s]>>" % (above, count, b" ".join(b"%d 0 R" % kid for kid, _ in kids))
