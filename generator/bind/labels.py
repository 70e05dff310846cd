"""Page labels (ISO 32000-1, 12.4.2): what a viewer shows and asks for as a page's number is what is printed on it."""

from __future__ import annotations

from collections.abc import Sequence

from generator.bind.statements import text


def page_labels(labels: Sequence[str]) -> bytes:
    """Return the tree of page labels; pages that count on from one another share an entry."""
    parts = []
    expected = ""
    for index, label in enumerate(labels):
        if not index or label != expected:
            style = b"/S/D/St %d" % int(label) if _counts(label) else b"/P " + text(label) if label else b""
            parts.append(b"%d<<%s>>" % (index, style))
        expected = str(int(label) + 1) if _counts(label) else label
    return b"<</Nums[" + b"".join(parts) + b"]>>"


def _counts(label: str) -> bool:
    """Say whether a label is a number from 1, as the style D writes it."""
    return label.isascii() and label.isdigit() and label == str(int(label)) and label != "0"
