"""Texts as markup: what the layouts' macro `text` prints for runs, gaps, slots and signs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Union

from markupsafe import Markup, escape

from generator.model.text import Blank, Break, Inline, Line, Run, Sign, Slot, Text

BREAK = Markup("<br/>")


def inline(value: Union[str, Text, Line], gap: float = 0.0) -> Markup:
    """Return a text's runs as inline tags, paragraphs parted by `br`; `gap` is the width of a blank in points.

    Raises TypeError for what no page may show, such as a gap with its words.
    """
    if isinstance(value, str):
        return escape(value)
    if isinstance(value, Text):
        return BREAK.join(Markup("".join(_pieces(line, gap))) for line in value.paragraphs)
    return Markup("".join(_pieces(value, gap)))


def plain(value: Union[str, Text]) -> str:
    """Return a text's bare words, for attributes."""
    return " ".join(str(value).split())


def _pieces(line: Line, gap: float) -> Iterator[str]:
    for piece in line:
        yield _run(piece) if type(piece) is Run else _other(piece, gap)


def _run(run: Run) -> str:
    text = str(escape(run.text))
    if run.maths:
        text = f"<maths>{text}</maths>"
    if run.code:
        text = f"<code>{text}</code>"
    if run.script:
        text = f"<{run.script}>{text}</{run.script}>"
    if run.underline:
        text = f"<u>{text}</u>"
    if run.emphasis:
        text = f"<i>{text}</i>"
    if run.gloss:
        text = f'<b gloss="{escape(run.gloss)}">{text}</b>'
    elif run.strong:
        text = f"<b>{text}</b>"
    return f'<a href="{escape(run.link)}">{text}</a>' if run.link else text


def _other(piece: Inline, gap: float) -> str:
    if isinstance(piece, Blank):
        return f'<gap label="{escape(piece.label)}"{f" width={chr(34)}{gap:g}{chr(34)}" if gap else ""}/>'
    if isinstance(piece, Break):
        return str(BREAK)
    if isinstance(piece, Slot):
        slot = f'<slot name="{escape(piece.name)}"/>'
        return f"<b>{slot}</b>" if piece.strong else slot
    if isinstance(piece, Sign):
        return f'<mark shape="{escape(piece.shape)}"/>'
    raise TypeError(type(piece).__name__)
