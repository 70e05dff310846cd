"""Commands of LaTeX with arguments: what each makes of them. The reader calls these by the command's name."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from generator.assets.maths import nodes, symbols
from generator.assets.maths.nodes import Node, Row, Sign, Size, Space, Unreadable

if TYPE_CHECKING:
    from generator.assets.maths.reader import Reader

FENCES: Mapping[str, tuple[str, str]] = {
    "matrix": ("", ""), "pmatrix": ("(", ")"), "bmatrix": ("[", "]"), "Bmatrix": ("{", "}"), "vmatrix": ("|", "|"),
    "Vmatrix": ("‖", "‖"), "smallmatrix": ("", ""), "cases": ("{", ""), "rcases": ("", "}"), "array": ("", ""),
    "aligned": ("", ""), "align": ("", ""), "align*": ("", ""), "split": ("", ""), "gathered": ("", ""), "gather*": ("", ""),
}  # fmt: skip
"""The environments, with the delimiters round them."""
ALIGNED = ("aligned", "align", "align*", "split")
MOST_CELLS = 400

_NAME = re.compile(r"\s*\{\s*([A-Za-z]+\*?)\s*\}")
_COLUMNS = re.compile(r"\s*\{([lcr|\s]*)\}")
_LENGTH = re.compile(r"\s*\{\s*(-?[0-9]*\.?[0-9]+)\s*(em|ex|mu|pt|mm|cm)\s*\}")
_EIGHTEENTHS = {"em": 18.0, "ex": 8.0, "mu": 1.0, "pt": 1.8, "mm": 5.12, "cm": 51.2}


def fraction(reader: Reader, name: str) -> Node:
    """`frac`, `dfrac`, `tfrac`, `cfrac`, `binom` ..."""
    sizes: dict[str, Size] = {"d": "display", "t": "text", "c": "display"}
    size = sizes.get(name[0], "")
    top, bottom = reader.argument(f"\\{name}"), reader.argument(f"\\{name}")
    return nodes.Fraction(top, bottom, size=size) if "frac" in name else nodes.Fraction(top, bottom, False, size, ("(", ")"))


def root(reader: Reader, name: str) -> Node:
    """`sqrt`, with a degree in brackets."""
    degree = None
    if reader.peek() == "[":
        reader.take()
        degree = reader.row("]")
        reader.due("]", "\\sqrt[")
    return nodes.Root(reader.argument(f"\\{name}"), degree)


def fenced(reader: Reader, name: str) -> Node:
    """`left` ... `middle` ... `right`."""
    left = reader.delimiter("\\left")
    parts: list[Node | str] = []
    while True:
        parts.append(reader.row((r"\right", r"\middle", "}", "&", r"\\", r"\end")))
        if reader.peek() != r"\middle":
            break
        reader.take()
        parts.append(reader.delimiter("\\middle"))
    reader.due(r"\right", "\\left")
    return nodes.Fenced(left, tuple(parts), reader.delimiter("\\right"))


def stray(reader: Reader, name: str) -> Node:
    """A command that may only stand inside another."""
    before = {"right": "left", "middle": "left", "end": "begin"}[name]
    raise Unreadable(f"`\\{name}` without `\\{before}` before it")


def stacked(reader: Reader, name: str) -> Node:
    """`overset`, `underset`, `stackrel`: something small over or under."""
    small, body = reader.argument(f"\\{name}"), reader.argument(f"\\{name}")
    return nodes.Stacked(body, None, small) if name == "underset" else nodes.Stacked(body, small)


def substack(reader: Reader, name: str) -> Node:
    """`substack`: lines under one another."""
    reader.due("{", f"\\{name}")
    lines = [reader.row((r"\\", "}"))]
    while reader.peek() == r"\\":
        reader.take()
        lines.append(reader.row((r"\\", "}")))
    reader.due("}", f"\\{name}{{")
    return nodes.Grid(tuple((line,) for line in lines), gap=0.0, small=True)


def negated(reader: Reader, name: str) -> Node:
    """`not` before a sign."""
    part = reader.argument(f"\\{name}")
    if isinstance(part, Sign) and part.text in symbols.NEGATED:
        return Sign(symbols.NEGATED[part.text], part.kind)
    raise Unreadable("there is no struck form of what follows `\\not`")


def framed(reader: Reader, name: str) -> Node:
    """`boxed`, `cancel`, `phantom` ..."""
    return nodes.Framed(reader.argument(f"\\{name}"), name)


def lined(reader: Reader, name: str) -> Node:
    """`overline`, `underline`: a rule as wide as the body."""
    return nodes.Framed(reader.argument(f"\\{name}"), name)


def style(reader: Reader, name: str) -> Node:
    """`displaystyle` and its kin hold to the end of their group."""
    sizes: dict[str, Size] = {"displaystyle": "display", "textstyle": "text", "scriptstyle": "script"}
    return nodes.Style(sizes[name])


def space(reader: Reader, name: str) -> Node:
    """`hspace{1em}`."""
    match = _LENGTH.match(reader.text, reader.at)
    if not match or abs(float(match[1])) > 100:
        raise Unreadable(f"`\\{name}` needs a length such as `{{1em}}`")
    reader.at = match.end()
    return Space(float(match[1]) * _EIGHTEENTHS[match[2]])


def modulo(reader: Reader, name: str) -> Node:
    """`bmod`, `mod`, `pmod{n}`."""
    if name == "bmod":
        return Sign("mod", "bin")
    body = reader.argument(f"\\{name}")
    inside = (Sign("mod"), Space(6), body)
    return Row((Space(18), *((Sign("(", "open"), *inside, Sign(")", "close")) if name == "pmod" else inside)))


def environment(reader: Reader, name: str) -> Node:
    """`begin{...}` ... `end{...}`: matrices, cases, lines that are aligned."""
    match = _NAME.match(reader.text, reader.at)
    if not match or match[1] not in FENCES:
        raise Unreadable(f"there is no environment `{match[1]}`" if match else "`\\begin` needs a name in braces")
    kind, reader.at = match[1], match.end()
    columns = _COLUMNS.match(reader.text, reader.at) if kind == "array" else None
    if kind == "array":
        if columns is None:
            raise Unreadable("`\\begin{array}` needs its columns, such as `{lcr}`")
        reader.at = columns.end()
    rows, lines = _rows(reader, kind)
    spec = "".join(columns[1].split()) if columns else ""
    align = spec.replace("|", "") or {"cases": "l", "rcases": "l"}.get(kind, "rl" * MOST_CELLS if kind in ALIGNED else "c")
    gap = 0.0 if kind in ALIGNED else 0.5 if kind == "smallmatrix" else 1.0
    rules = tuple(len(spec[:place].replace("|", "")) for place, sign in enumerate(spec) if sign == "|")
    return nodes.Grid(rows, align, FENCES[kind], gap, kind == "smallmatrix", rules, lines)


def _rows(reader: Reader, kind: str) -> tuple[tuple[tuple[Node, ...], ...], tuple[int, ...]]:
    """Return the cells up to the environment's end, and before which rows there is a rule."""
    rows: list[tuple[Node, ...]] = []
    row: list[Node] = []
    lines: list[int] = []
    cells = 0
    while True:
        while reader.peek() == r"\hline":
            reader.take()
            lines.append(len(rows))
        cell = reader.row(("&", r"\\", r"\end", "}"))
        row.append(Row((Sign(""), *cell.parts)) if kind in ALIGNED and len(row) % 2 else cell)
        cells += 1
        token = reader.take()
        if token == "&" and cells < MOST_CELLS:
            continue
        if token not in (r"\\", r"\end") or cells >= MOST_CELLS:
            raise Unreadable(f"`\\end{{{kind}}}` is missing" if cells < MOST_CELLS else "too many cells")
        if len(row) > 1 or cell.parts or token == r"\\":
            rows.append(tuple(row))
        row = []
        if token == r"\end":
            break
    match = _NAME.match(reader.text, reader.at)
    if not match or match[1] != kind:
        raise Unreadable(f"`\\begin{{{kind}}}` does not end with `\\end{{{kind}}}`")
    reader.at = match.end()
    return tuple(rows), tuple(lines)


Structure = Callable[["Reader", str], Node]
STRUCTURES: Mapping[str, Structure] = {
    **dict.fromkeys(("frac", "dfrac", "tfrac", "cfrac", "binom", "dbinom", "tbinom"), fraction),
    "sqrt": root,
    "left": fenced,
    **dict.fromkeys(("right", "middle", "end"), stray),
    **dict.fromkeys(("overset", "underset", "stackrel"), stacked),
    "substack": substack,
    "not": negated,
    **dict.fromkeys(("boxed", "cancel", "bcancel", "xcancel", "phantom", "hphantom", "vphantom"), framed),
    **dict.fromkeys(("overline", "underline"), lined),
    **dict.fromkeys(("displaystyle", "textstyle", "scriptstyle"), style),
    "hspace": space,
    **dict.fromkeys(("bmod", "mod", "pmod"), modulo),
    "begin": environment,
}
"""From a command to what reads its arguments."""
