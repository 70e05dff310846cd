"""Block Markdown into blocks of the model, each with the line of the text that it begins on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from generator.check.gaps import Problem
from generator.check.markdown import SIGN, marked_line, parser, plain_line, runs
from generator.check.shortcuts import shapes
from generator.model.blocks import Block, Heading, Listing, Paragraph, Quotation, Table
from generator.model.text import Break, Inline, Line, Run, Text

if TYPE_CHECKING:
    from markdown_it.token import Token

Placed = tuple[Block, int]
"""A block and its line in the text, from 0."""

_ALIGN: dict[str, Any] = {"left": "start", "center": "center", "right": "end"}


def passage(text: str, problems: list[Problem]) -> list[Placed]:
    """Return the blocks of a block text."""
    found = shapes(text)
    if found is None:
        return _Passage(text, problems).blocks()
    return [(block, line) for kind, line, words in found if (block := _simple(kind, words, problems)) is not None]


def _simple(kind: str, words: str | list[str], problems: list[Problem]) -> Block | None:
    if isinstance(words, list):
        entries = tuple((Paragraph(_line(entry, problems)),) for entry in words)
        return Listing(entries, tuple(f"{index}." for index in range(1, len(words) + 1)) if kind == "numbers" else ())
    line = _line(words, problems)
    return Paragraph(line) if kind == "paragraph" else Heading(int(kind[-1]), line)


def _line(text: str, problems: list[Problem]) -> Line:
    return marked_line(text, problems) if SIGN.search(text) else plain_line(text)


class _Passage:
    """Reads markdown-it's flat tokens from one opening to its closing."""

    def __init__(self, text: str, problems: list[Problem]) -> None:
        self.tokens: Sequence[Token] = parser().parse(text)
        self.text, self.problems, self.at = text, problems, 0

    def blocks(self, end: str = "") -> list[Placed]:
        """Read blocks up to the token `end`, or all."""
        placed: list[Placed] = []
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if token.type == end:
                break
            block = self.block(token)
            if block is not None:
                placed.append((block, token.map[0] if token.map else 0))
        return placed

    def block(self, token: Token) -> Block | None:
        """Read what a token opens; None where nothing is printed."""
        kind = token.type
        if kind == "paragraph_open":
            line = self.line("paragraph_close")
            return Paragraph(line) if line else None
        if kind == "heading_open":
            line = self.line("heading_close")
            return Heading(min(3, max(2, int(token.tag[1]))), line) if line else None
        if kind == "bullet_list_open":
            return Listing(self.entries("bullet_list_close"))
        if kind == "ordered_list_open":
            entries = self.entries("ordered_list_close")
            first = int(token.attrs.get("start", 1))
            return Listing(entries, tuple(f"{first + index}{token.markup}" for index in range(len(entries))))
        if kind == "blockquote_open":
            return Quotation(Text(tuple(_lines([block for block, _ in self.blocks("blockquote_close")]))))
        if kind == "table_open":
            return self.table()
        if kind in ("code_block", "fence"):
            line = _code(token.content)
            return Paragraph(line) if line else None
        if kind == "hr":
            written = self.text.split("\n")[token.map[0]] if token.map else ""
            self.problems.append(Problem("rule-in-text", written.strip(), {}))
        return None

    def line(self, end: str) -> Line:
        """Read one inline text and its closing token."""
        line: Line = ()
        while self.tokens[self.at].type != end:
            line = runs(self.tokens[self.at].children or [], self.problems)
            self.at += 1
        self.at += 1
        return line

    def entries(self, end: str) -> tuple[tuple[Block, ...], ...]:
        """Read the entries of a list and its closing token."""
        entries = []
        while self.tokens[self.at].type != end:
            self.at += 1  # list_item_open
            entries.append(tuple(block for block, _ in self.blocks("list_item_close")))
        self.at += 1
        return tuple(entries)

    def table(self) -> Table:
        """Read a table and its closing token."""
        rows: list[tuple[Text, ...]] = []
        align: list[Any] = []
        row: list[Text] = []
        while (token := self.tokens[self.at]).type != "table_close":
            self.at += 1
            if token.type == "tr_close":
                rows.append(tuple(row))
                row = []
            elif token.type in ("th_open", "td_open"):
                if token.type == "th_open":
                    style = str(token.attrs.get("style", ""))
                    align.append(_ALIGN.get(style.rpartition(":")[2], "start"))
                line = self.line(token.type.replace("open", "close"))
                row.append(Text((line,)) if line else Text())
        self.at += 1
        return Table(rows[0] if rows else (), tuple(rows[1:]), align=tuple(align))


def _lines(blocks: Sequence[Block]) -> list[Line]:
    """The lines of blocks inside a quotation, which holds paragraphs only."""
    lines: list[Line] = []
    for block in blocks:
        if isinstance(block, (Paragraph, Heading)):
            lines.append(block.text)
        elif isinstance(block, Listing):
            for entry in block.entries:
                lines += _lines(entry)
        elif isinstance(block, Quotation):
            lines += block.text.paragraphs
        elif isinstance(block, Table):
            lines += [line for row in (block.header, *block.rows) for cell in row for line in cell.paragraphs]
    return lines


def _code(content: str) -> Line:
    """Lines of code as one paragraph; the spaces that indent a line do not fold."""
    line: list[Inline] = []
    for written in content.rstrip("\n").split("\n"):
        if line:
            line.append(Break())
        text = written.lstrip(" \t")
        if written:
            line.append(Run("\u00a0" * (len(written) - len(text)) + text, code=True))
    return tuple(line)
