"""Opening a finished file: each page's text from where it stands on paper, copies compared, blanks found blank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from generator.build.verify.printed import Printed, plain
from generator.diagnostics import Failed, finding
from generator.model.imposition import Spot, sides, spots


def read(data: bytes, path: str, row: Mapping[str, Any] = MappingProxyType({})) -> Printed:
    """Return a file's text by pages; `row` says how many there are and how they are imposed, else they stand one by one. Of a
    book it may name some pages: so many from the one at `begins` on, of the `whole`.

    Raises Failed `unreadable-pdf`, `wrong-pages`, `copies-differ`, `not-blank`.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        pages, scheme, duplex = row.get("pages", len(document)), str(row.get("impose", "")), bool(row.get("duplex"))
        begins, pages = row.get("begins", 0), row.get("whole", pages)
        ends = begins + row.get("pages", pages)
        arranged = sides(pages, scheme, duplex=duplex)
        if len(document) != len(arranged):
            raise Failed([finding("wrong-pages", None, path=path, found=len(document), wanted=len(arranged))])
        texts = [page.get_textpage() for page in document]
        whole = [text.get_text_range() for text in texts]
        at = spots(pages, scheme, duplex=duplex)
        found = [[texts[spot.side].get_text_bounded(*spot.box(*document[spot.side].get_size())) for spot in one] for one in at]
    except pypdfium2.PdfiumError:
        raise Failed([finding("unreadable-pdf", None, path=path)]) from None
    wrong = []
    for page, copies in enumerate(found, 1):
        if len(set(map(plain, copies))) > 1:
            wrong.append(finding("copies-differ", None, path=path, page=page))
    for side, leaves in enumerate(arranged):
        if not any(leaf is not None for leaf in leaves) and whole[side].strip():
            wrong.append(finding("not-blank", None, path=path, page=side + 1))
    if wrong:
        raise Failed(wrong)
    raw = whole[:pages] if not scheme else [copies[0] for copies in found]
    inside = _inside(whole, found, at)
    return Printed(raw[begins:ends], inside[begins:ends], data, [one[0] for one in at][begins:ends])


def _inside(whole: Sequence[str], found: Sequence[Sequence[str]], at: Sequence[Sequence[Spot]]) -> list[str]:
    """Return the text within each page's edges; nothing, where its side of paper holds text outside of all its leaves."""
    within = [0] * len(whole)
    for copies, one in zip(found, at, strict=True):
        for text, spot in zip(copies, one, strict=True):
            within[spot.side] += len(plain(text))
    stray = {side for side, text in enumerate(whole) if len(plain(text)) > within[side]}
    return ["" if any(spot.side in stray for spot in one) else copies[0] for copies, one in zip(found, at, strict=True)]
