"""The same blocks by plain Platypus, as its user's guide teaches it: paragraphs, tables, and items kept together.

Run as a program: python platypus.py BLOCKS.json FOLDER writes one PDF for each document and prints their pages.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from content import Block, Printed, Runs, load
from pairs import FONTS
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    KeepTogether,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

WIDTH, HEIGHT = 595.276, 841.89
TOP, RIGHT, BOTTOM, LEFT = 42.52, 45.35, 53.86, 56.69
MEASURE = WIDTH - LEFT - RIGHT
STEMS = {"Serif": "SourceSerif4", "Sans": "SourceSans3"}
STYLES: dict[str, ParagraphStyle] = {}


def prepare() -> None:
    """Register the same fonts and name the paragraph styles."""
    for name, stem in STEMS.items():
        italic = f"{stem}_400Regular_Italic"
        for suffix, file in (("", f"{stem}_400Regular"), ("-B", f"{stem}_700Bold"), ("-I", italic), ("-BI", italic)):
            pdfmetrics.registerFont(TTFont(name + suffix, str(FONTS / f"{file}.ttf")))
        pdfmetrics.registerFontFamily(name, name, f"{name}-B", f"{name}-I", f"{name}-BI")
    sizes = {
        "body": ("Serif", 11, 15),
        "lead": ("Serif", 12.5, 17),
        "note": ("Sans", 9.5, 12.5),
        "cell": ("Sans", 9.5, 12.5),
        "field": ("Sans", 8, 10),
        "head1": ("Serif-B", 20, 24),
        "head2": ("Sans-B", 12.5, 15),
        "head3": ("Sans-B", 11, 14),
    }
    for name, (font, size, leading) in sizes.items():
        STYLES[name] = ParagraphStyle(name, fontName=font, fontSize=size, leading=leading)
    STYLES["stem"] = ParagraphStyle("stem", STYLES["body"], leftIndent=24, bulletFontName="Sans-B", bulletFontSize=11)
    for name, before, after in (("head2", 16, 6), ("head3", 15, 4), ("body", 0, 6), ("note", 0, 4)):
        STYLES[name].spaceBefore, STYLES[name].spaceAfter = before, after


class Numbered(Canvas):  # type: ignore[misc]
    """A canvas that writes "page x of y" when all pages are there (the recipe of the ReportLab mailing list)."""

    footer = ""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.states: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802
        self.states.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        for number, state in enumerate(self.states, 1):
            self.__dict__.update(state)
            self.setFont("Sans", 8)
            self.line(LEFT, BOTTOM - 14, WIDTH - RIGHT, BOTTOM - 14)
            self.drawString(LEFT, BOTTOM - 26, self.footer)
            self.drawRightString(WIDTH - RIGHT, BOTTOM - 26, f"{number} / {len(self.states)}")
            super().showPage()
        super().save()


def paragraph(runs: Runs, style: str, bullet: str | None = None) -> Paragraph:
    """Return a paragraph; user text is escaped, as it must be."""
    marks = {"b": "<b>{}</b>", "i": "<i>{}</i>", "": "{}"}
    text = "".join(marks[kind].format(escape(text).replace("\n", "<br/>")) for text, kind in runs)
    return Paragraph(text, STYLES[style], bullet)


def flowables(blocks: list[Block], width: float) -> list[Flowable]:
    """Return the flowables of blocks."""
    return [made for block in blocks for made in flowable(block, width)]


def flowable(block: Block, width: float) -> list[Flowable]:
    """Return the flowables of one block."""
    kind, *parts = block
    if kind == "head":
        return [paragraph(parts[1], f"head{parts[0]}")]
    if kind == "para":
        return [paragraph(parts[1], parts[0] if parts[0] in ("body", "lead") else "note")]
    if kind == "item":
        return item(parts[0], parts[1], width)
    if kind == "choices":
        return [choices(parts[0], width)]
    if kind == "table":
        return [grid(parts[1], width), Spacer(0, 8)]
    if kind == "lines":
        return [Lines(parts[0])]
    if kind == "area":
        return [Table([[""]], [width], [parts[0]], style=TableStyle([("BOX", (0, 0), (-1, -1), 0.6, "black")]))]
    if kind == "figure":
        return [Spacer(width, 128)]  # the peer draws no picture: none stands on a worksheet of the topic
    if kind == "box":
        title = [paragraph([[parts[0], "b"]], "note")] if parts[0] else []
        cell = [[[*title, *flowables(parts[1], width - 16)]]]
        return [Table(cell, [width], style=TableStyle([("BOX", (0, 0), (-1, -1), 0.6, "black")])), Spacer(0, 8)]
    if kind == "strip":
        row = [paragraph([[label, ""]], "field") for label in parts[0]]
        return [Table([row], [width / len(row)] * len(row), [32], style=TableStyle([("GRID", (0, 0), (-1, -1), 0.6, "black")]))]
    if kind == "columns":
        across = width / len(parts[0])
        return [Table([[flowables(column, across - 12) for column in parts[0]]], [across] * len(parts[0]))]
    return [PageBreak()]


def item(number: str, blocks: list[Block], width: float) -> list[Flowable]:
    """An item: its number hangs before the stem, and nothing of it is torn apart."""
    stem: list[Flowable] = []
    if blocks and blocks[0][0] == "para":
        stem = [paragraph(blocks[0][2], "stem", number)]
        blocks = blocks[1:]
    return [KeepTogether([*stem, *flowables(blocks, width), Spacer(0, 12)])]


class Lines(Flowable):  # type: ignore[misc]
    """Dotted lines to write on, 8 mm apart."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count

    def wrap(self, width: float, _: float) -> tuple[float, float]:
        self.width, self.height = width, 22.68 * self.count
        return self.width, self.height

    def draw(self) -> None:
        self.canv.setLineWidth(0.9)
        self.canv.setLineCap(1)
        self.canv.setDash(0, 3)
        for index in range(self.count):
            self.canv.line(24, 22.68 * index, self.width, 22.68 * index)


INDENTED = TableStyle([(f"{side}PADDING", (0, 0), (-1, -1), 0) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")])


def choices(entries: list[tuple[str, Runs]], width: float) -> Table:
    """Choices in as many columns as their lengths allow."""
    longest = max(len("".join(text for text, _ in runs)) for _, runs in entries)
    columns = len(entries) if longest < 75 / len(entries) else 2 if longest < 34 else 1
    cells = [paragraph([[label + " ", "b"], *runs], "body") for label, runs in entries]
    cells += [""] * (-len(cells) % columns)
    rows = [cells[at : at + columns] for at in range(0, len(cells), columns)]
    return Table(rows, [width / columns] * columns, style=INDENTED)


def grid(rows: list[list[Runs]], width: float) -> Table:
    """A ruled table of paragraphs with its first row repeated."""
    cells = [[paragraph(cell, "cell") for cell in row] for row in rows]
    columns = max(map(len, cells), default=1)
    return Table(cells, [width / columns] * columns, repeatRows=1, style=TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black")]))


def build(printed: Printed, path: Path) -> int:
    """Write one document and return its pages."""
    canvas = type("Canvas", (Numbered,), {"footer": printed.footer})
    template = BaseDocTemplate(str(path), pagesize=(WIDTH, HEIGHT), invariant=1)
    frame = Frame(LEFT, BOTTOM, MEASURE, HEIGHT - TOP - BOTTOM, 0, 0, 0, 0)

    def header(page: Canvas, template: BaseDocTemplate) -> None:
        if template.page > 1:
            page.setFont("Sans", 8)
            page.drawString(LEFT, HEIGHT - TOP + 17, printed.header)

    template.addPageTemplates(PageTemplate("page", [frame], onPage=header))
    template.build(flowables(printed.blocks, MEASURE), canvasmaker=canvas)
    return int(template.page)


def main() -> None:
    """Write every document of a file of blocks."""
    prepare()
    documents = load(Path(sys.argv[1]))
    pages = [build(printed, Path(sys.argv[2]) / f"{index}.pdf") for index, printed in enumerate(documents)]
    print(sum(pages))


if __name__ == "__main__":
    main()
