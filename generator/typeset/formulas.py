"""Formulas on a page: each sign of the maths font is an object that a document holds once, placed by a matrix; rules are filled.

Imported only where a document has formulas.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from generator.assets import maths
from generator.model.sheet import PdfObject
from generator.typeset import operators as op
from generator.typeset.canvas import Canvas

EM = 1000.0
"""Outlines are in thousandths of an em."""


def paint(canvas: Canvas, formula: maths.Formula, x: float, baseline: float, size: float) -> None:
    """Draw a formula from x on a baseline, `size` points large."""
    up = canvas.height - baseline
    add = canvas.operators.append
    for mark in formula.marks:
        if mark.name.isspace():
            continue
        name = canvas.signs.setdefault(mark.name, f"X{len(canvas.signs) + 1}")
        across, tall = mark.across * size / EM, mark.up * size / EM
        add(op.saved(op.matrix(across, 0, 0, tall, x + mark.x * size, up + mark.y * size), f"/{name} Do"))
    for rule in formula.rules:
        add(op.bar(x + rule.x * size, up + rule.y * size, rule.width * size, rule.height * size))
    for one in formula.strokes:
        ends = (x + one.x0 * size, up + one.y0 * size, x + one.x1 * size, up + one.y1 * size)
        add(op.line(*ends, one.thick * size))


def sign_objects(signs: Iterable[str]) -> list[PdfObject]:
    """Return the form XObjects of signs (ISO 32000-1, 8.10), in their order."""
    made = []
    for name in signs:
        edges, operators = maths.outline(name)
        packed = zlib.compress(operators, 6)
        head = f"<</Type/XObject/Subtype/Form/BBox[{op.numbers(*edges)}]/Resources<<>>/Filter/FlateDecode/Length {len(packed)}>>"
        made.append(PdfObject(head.encode("ascii"), packed))
    return made
