"""The same blocks as a Typst document, as a Typst user would write it; and the program that compiles three in one process."""

from __future__ import annotations

import re

from content import Block, Printed, Runs

PREAMBLE = """#set page(width: 595.276pt, height: 841.89pt, margin: (top: 15mm, right: 16mm, bottom: 19mm, left: 20mm),
  header: context if counter(page).get().first() > 1 [#text(font: "Source Sans 3", size: 8pt)[{header}]],
  footer: context [#text(font: "Source Sans 3", size: 8pt)[{footer} #h(1fr) #counter(page).display("1 / 1", both: true)]])
#set text(font: ("Source Serif 4", "Source Sans 3"), size: 11pt, lang: "id", hyphenate: false)
#set par(leading: {leading}pt, spacing: {leading}pt + 2pt, justify: false)
#show heading: set text(font: "Source Sans 3")
#set table(stroke: 0.5pt, inset: 4pt)
#let writing(count) = for _ in range(count) {{ v(22.68pt, weak: false); line(length: 100%, stroke: (thickness: 0.9pt, \
dash: (0pt, 3pt), cap: "round")) }}
#let boxed(title, body) = block(width: 100%, stroke: 0.6pt, inset: 8pt)[#if title != [] [*#title* \\ ] #body]
#let numbered(number, body) = block(breakable: false, grid(columns: (24pt, 1fr), [*#number*], body))
"""
PROGRAM = """
import sys, typst
fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[sys.argv[1]])
for source in sys.argv[2:]:
    typst.compile(source, output=source[:-4] + ".pdf", font_paths=fonts)
"""


def document(printed: Printed, leading: float = 5.0) -> str:
    """Return the source of one document; `leading` is the space between lines in points."""
    head = PREAMBLE.format(header=_escaped(printed.header), footer=_escaped(printed.footer), leading=leading)
    return head + "\n\n".join(_block(block) for block in printed.blocks) + "\n"


def _escaped(text: str) -> str:
    return re.sub(r"([\\#*_`$<>@\[\]=+\-/~\"'.:;,()])", r"\\\1", text).replace("\n", " \\ ")


def _text(runs: Runs) -> str:
    marks = {"b": "#strong[{}]", "i": "#emph[{}]", "": "{}"}
    return "".join(marks[style].format(_escaped(text)) for text, style in runs if text)


def _block(block: Block) -> str:
    kind, *parts = block
    if kind == "head":
        return f"#heading(level: {parts[0]})[{_text(parts[1])}]"
    if kind == "para":
        size = {"body": "", "lead": "#set text(size: 12.5pt); "}.get(parts[0], '#set text(font: "Source Sans 3", size: 9.5pt); ')
        return f"#[{size}{_text(parts[1])}]" if size else _text(parts[1])
    if kind == "item":
        return f"#numbered[{_escaped(parts[0])}][{_all(parts[1])}]"
    if kind == "choices":
        return _choices(parts[0])
    if kind == "table":
        columns = ", ".join(["1fr"] * max(map(len, parts[1]), default=1))
        rows = [", ".join(f"[{_text(cell)}]" for cell in row) for row in parts[1]]
        if parts[0] and rows:
            rows[0] = f"table.header({rows[0]})"
        return f"#table(columns: ({columns},), {', '.join(rows)})"
    if kind == "lines":
        return f"#writing({parts[0]})"
    if kind == "area":
        return f"#rect(width: 100%, height: {parts[0]}pt, stroke: 0.6pt)"
    if kind == "figure":
        return f'#image("{parts[0]}", width: {parts[1]}%)'
    if kind == "box":
        return f"#boxed[{_escaped(parts[0])}][{_all(parts[1])}]"
    if kind == "strip":
        cells = ", ".join(f"[#v(0pt) {_escaped(label)} #v(14pt)]" for label in parts[0])
        return f"#table(columns: ({', '.join(['1fr'] * len(parts[0]))},), {cells})"
    if kind == "columns":
        cells = ", ".join(f"[{_all(column)}]" for column in parts[0])
        return f"#grid(columns: {len(parts[0])}, gutter: 20pt, {cells})"
    return "#pagebreak(weak: true)"


def _all(blocks: list[Block]) -> str:
    return "\n\n".join(_block(block) for block in blocks)


def _choices(choices: list[tuple[str, Runs]]) -> str:
    longest = max(len("".join(text for text, _ in runs)) for _, runs in choices)
    columns = len(choices) if longest < 75 / len(choices) else 2 if longest < 34 else 1
    cells = ", ".join(f"[#strong[{_escaped(label)}] {_text(runs)}]" for label, runs in choices)
    return f"#grid(columns: ({', '.join(['1fr'] * columns)},), row-gutter: 6pt, column-gutter: 14pt, {cells})"
