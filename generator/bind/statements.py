"""What a file says of itself: catalogue, information dictionary, XMP; and how texts and numbers are written in PDF."""

from __future__ import annotations

import re

from generator.model.sheet import Metadata

PRODUCER = "Lembar"
"""Without a version, so that a new release writes the same bytes where nothing else changed."""

NOT_XML = "[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]"


def number(value: float) -> bytes:
    """Return a number with at most 3 decimals (stages are strangers: typeset has its own)."""
    written = f"{value:.3f}".rstrip("0").rstrip(".")
    return b"0" if written == "-0" else written.encode("ascii")


def text(value: str) -> bytes:
    """Return a text string: ASCII as it is with escapes, everything else as UTF-16BE in hexadecimal (ISO 32000-1, 7.9.2.2)."""
    if value.isascii() and value.isprintable():
        return b"(" + re.sub(r"([\\()])", r"\\\1", value).encode("ascii") + b")"
    return b"<FEFF" + value.encode("utf-16-be", "replace").hex().upper().encode("ascii") + b">"


def catalogue(metadata: Metadata, pages: int, packet: int, outlines: int, labels: bytes, *, panel: bool) -> bytes:
    """Return the document's root dictionary; `panel` says whether the file opens with the outline shown beside it.

    Viewers are asked to print it as large as it is, on the paper that it is for, turned over the edge that it is for.
    """
    edge = {"": "", "long": "/Duplex/DuplexFlipLongEdge", "short": "/Duplex/DuplexFlipShortEdge"}[metadata.duplex]
    wishes = f"/DisplayDocTitle true/PrintScaling/None/PickTrayByPDFSize true{edge}/Direction/{metadata.direction}"
    parts = [
        b"<</Type/Catalog/Pages %d 0 R/Metadata %d 0 R" % (pages, packet),
        b"/Lang " + text(metadata.language),
        b"/ViewerPreferences<<%s>>" % wishes.encode("ascii"),
        b"/PageLabels " + labels,
        b"/Outlines %d 0 R/PageMode/%s" % (outlines, b"UseOutlines" if panel else b"UseNone"),
        b">>",
    ]
    return b"".join(parts)


def information(metadata: Metadata) -> bytes:
    """Return the information dictionary; what is empty is left out, and there are no dates."""
    fields = [(b"Title", metadata.title), (b"Author", metadata.author), (b"Subject", metadata.subject), (b"Producer", PRODUCER)]
    return b"<<" + b"".join(b"/%s %s" % (name, text(value)) for name, value in fields if value) + b">>"


def xmp(metadata: Metadata) -> bytes:
    """Return the same as an XMP packet (ISO 16684-1), in UTF-8, not to be edited in place."""
    language = f"<rdf:Bag><rdf:li>{_xml(metadata.language)}</rdf:li></rdf:Bag>"
    fields = [
        ("dc:format", "application/pdf"),
        ("dc:title", _alternatives(metadata.title, metadata.language)),
        ("dc:creator", f"<rdf:Seq><rdf:li>{_xml(metadata.author)}</rdf:li></rdf:Seq>" if metadata.author else ""),
        ("dc:description", _alternatives(metadata.subject, metadata.language)),
        ("dc:language", language if metadata.language else ""),
        ("pdf:Producer", PRODUCER),
    ]
    inside = "".join(f"<{name}>{value}</{name}>" for name, value in fields if value)
    packet = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">'
        f"{inside}</rdf:Description></rdf:RDF></x:xmpmeta>\n"
        '<?xpacket end="r"?>'
    )
    return packet.encode("utf-8")


def _alternatives(value: str, language: str) -> str:
    """Return a text by language: as the default, and under the language that it is in."""
    if not value:
        return ""
    named = f'<rdf:li xml:lang="{_xml(language)}">{_xml(value)}</rdf:li>' if language else ""
    return f'<rdf:Alt><rdf:li xml:lang="x-default">{_xml(value)}</rdf:li>{named}</rdf:Alt>'


def _xml(value: str) -> str:
    clean = value if value.isprintable() else re.sub(NOT_XML, "\ufffd", value)
    return clean.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
