"""What Lembar prints, as plain blocks that another typesetter can print: read from the page markup of a real build.

A block is a list: its kind and its parts, so that it can be kept as JSON. Kinds: head (level, runs), para (role, runs),
item (number, blocks), choices (list of [label, runs]), table (head?, rows of cells of runs), lines (count), area (height),
figure (path, percent), box (title, blocks), strip (labels), columns (list of blocks), break. Runs are [text, style] with style
b, i or nothing; what Lembar draws in a line (gaps, boxes, bubbles) is the text that stands for it.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pairs import ROOT

sys.path.insert(0, str(ROOT))

from generator.model.markup import INLINE, Node, parse

Block = list[Any]
Runs = list[list[str]]


@dataclass(frozen=True)
class Printed:
    """One document: its kind, its blocks, and the words in its running header and footer."""

    kind: str
    header: str
    footer: str
    blocks: list[Block]


def printed(arguments: list[str], output: Path) -> list[Printed]:
    """Build with these arguments into `output`, in this process, and return what was printed, in the order of laying out."""
    from generator import cli
    from generator.build import press

    found: list[tuple[str, str]] = []
    lay_out = press.lay_out

    def note(document: Any, look: Any) -> Any:
        markup = lay_out(document, look)
        found.append((document.kind, markup.text))
        return markup

    press.lay_out = note
    line = [*arguments, "--output", str(output), "--no-verify", "--jobs", "1"]
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()) as said:
            code = cli.run(line)
    finally:
        press.lay_out = lay_out
    if code:
        raise SystemExit(f"lembar {' '.join(line)}: {code}\n{said.getvalue()}")
    if not found:
        raise SystemExit("nothing was laid out where it could be seen")
    return [_document(kind, parse(markup)) for kind, markup in found]


def save(documents: list[Printed], path: Path) -> None:
    """Write documents as JSON."""
    path.write_text(json.dumps([vars(one) for one in documents], ensure_ascii=False), encoding="utf-8")


def load(path: Path) -> list[Printed]:
    """Read documents back."""
    return [Printed(**one) for one in json.loads(path.read_text(encoding="utf-8"))]


def _document(kind: str, root: Node) -> Printed:
    header, footer, flow = root.first("header"), root.first("footer"), root.first("flow")
    blocks = _blocks(flow.children) if flow else []
    foot = root.first("foot")
    if foot is not None:
        blocks.append(["para", "meta", _runs(foot.children)])
    return Printed(kind, _words(header), _words(footer), blocks)


def _words(node: Node | None) -> str:
    parts = [_plain(child) for child in node.nodes()] if node else []
    return "   ".join(part for part in parts if part)


def _plain(node: Node) -> str:
    return " ".join("".join(text for text, _ in _runs(node.children)).split(" "))


def _runs(children: list[Any], style: str = "") -> Runs:
    found: Runs = []
    for child in children:
        if isinstance(child, str):
            found.append([" ".join(child.split(" ")).replace("\n", " "), style])
        elif child.tag in ("gap", "slot"):
            label = child.get("label") + " " if child.get("label") else ""
            found.append([label + _BLANK.get(child.get("name"), "____________"), style])
        elif child.tag == "tick":
            found.append(["[  ]", style])
        elif child.tag == "mark":
            found.append(["*", style])
        elif child.tag == "br":
            found.append(["\n", style])
        elif child.tag == "frac":
            found += [*_runs(child.nodes("num")), [" / ", style], *_runs(child.nodes("den"))]
        else:
            found += _runs(child.children, {"b": "b", "i": "i"}.get(child.tag, style))
    return found


_BLANK = {"page": "1", "pages": "3"}


def _blocks(children: list[Any]) -> list[Block]:
    """Return the blocks among children; inline children in a row make a paragraph."""
    blocks: list[Block] = []
    inline: list[Any] = []
    for child in [*children, None]:
        if isinstance(child, str) or (child is not None and child.tag in INLINE):
            inline.append(child)
            continue
        runs = _runs(inline)
        if "".join(text for text, _ in runs).strip():
            blocks.append(["para", "body", runs])
        inline = []
        if child is not None:
            blocks += _block(child)
    return blocks


def _block(node: Node) -> list[Block]:
    tag, inside = node.tag, node.children
    if tag in ("title", "section", "heading"):
        label = [[node.get("letter") + "  ", ""]] if node.get("letter") else []
        note = [["   " + node.get("note"), ""]] if node.get("note") else []
        return [["head", {"title": 1, "section": 2}.get(tag, 3), label + _runs(inside) + note]]
    if tag in ("p", "instruction", "stem", "source", "caption", "credit", "subtitle", "kind", "meta", "word"):
        return [["para", node.get("role") or {"stem": "body", "p": "body"}.get(tag, "note"), _runs(inside)]]
    if tag in ("entry", "hint", "gloss", "event", "term", "left", "right"):
        label = node.get("label") or node.get("when") or node.get("name") or "•"
        return [["para", "body", [[label + "  ", "b"], *_inner(node)]]]
    if tag == "fields":
        return [["strip", [_plain(child) for child in node.nodes()]]]
    if tag == "choices":
        return [["choices", [[child.get("label"), _runs(child.children)] for child in node.nodes()]]]
    if tag == "item":
        return [["item", node.get("number"), _blocks(inside)]]
    if tag == "lines":
        starter = _runs(inside)
        said = [["para", "body", [[node.get("label") + " ", ""], *starter]]] if starter or node.get("label") else []
        return [*said, ["lines", int(node.get("count") or 1)]]
    if tag == "area":
        return [["area", float(node.get("height") or 0)]]
    if tag == "figure":
        return [["figure", node.get("src"), float(node.get("width") or 100)], *_blocks(node.nodes())]
    if tag == "table":
        return [*_blocks(node.nodes("caption")), _table(node)]
    if tag == "matching":
        return [_matching(node)]
    if tag == "bank":
        return [["box", node.get("label"), [["para", "body", [[" · ".join(map(_plain, node.nodes())), ""]]]]]]
    if tag in ("callout", "quote", "formula", "aside", "passage"):
        return [["box", node.get("title") or node.get("head"), _blocks(inside)]]
    if tag == "columns":
        return [["columns", [_blocks(child.children) for child in node.nodes()]]]
    if tag == "break":
        return [["break"]]
    return _blocks(inside)


def _inner(node: Node) -> Runs:
    """Return all text in a node, its blocks run together."""
    return _runs(node.children)


def _table(node: Node) -> Block:
    rows = node.nodes("tr")
    cells = [[_runs(td.children) for td in row.nodes("td") for _ in range(int(td.get("colspan") or 1))] for row in rows]
    wide = max((len(row) for row in cells), default=0)
    return ["table", bool(rows and rows[0].get("head")), [[*row, *([[]] * (wide - len(row)))] for row in cells]]


def _matching(node: Node) -> Block:
    lefts, rights = node.nodes("left"), node.nodes("right")
    rows = []
    for index in range(max(len(lefts), len(rights))):
        row: list[Runs] = []
        for side in (lefts, rights):
            row.append([[side[index].get("label") + "  ", "b"], *_inner(side[index])] if index < len(side) else [])
        rows.append(row)
    return ["table", True, [[[[node.get("start"), "b"]], [[node.get("end"), "b"]]], *rows]]
