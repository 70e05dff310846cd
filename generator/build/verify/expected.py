"""What a topic says must stand on paper: texts of blocks and interactions, and the labels that the language gives them."""

from __future__ import annotations

from collections.abc import Iterator

from generator.languages import Words
from generator.model.blocks import (
    INTERACTIONS,
    Block,
    Callout,
    ChoiceInteraction,
    ExtendedTextInteraction,
    Figure,
    GapMatchInteraction,
    Heading,
    Listing,
    MatchInteraction,
    Paragraph,
    Quotation,
    Table,
    Timeline,
)
from generator.model.text import Blank, Break, Line, Run, Text, Word


def worded(text: Text | Line | str, words: Words) -> str:
    """Return a text as it is printed: runs as they are, words of the language in their places, blanks as their numbers."""
    if isinstance(text, str):
        return text
    if isinstance(text, Text):
        return "\n".join(worded(line, words) for line in text.paragraphs)
    return "".join(_inline(piece, words) for piece in text)


def _inline(piece: object, words: Words) -> str:
    if isinstance(piece, Run):
        return piece.text
    if isinstance(piece, Word):
        return words(piece.path)
    if isinstance(piece, Blank):
        return f" {words.letter('gap', piece.number - 1)} "
    return "\n" if isinstance(piece, Break) else " "


def labels(interaction: ChoiceInteraction | MatchInteraction, words: Words) -> tuple[str, ...]:
    """Return the labels of a choice, or of a matching's targets, in printed order."""
    if isinstance(interaction, ChoiceInteraction):
        return tuple(words.letter(interaction.style, i) for i in range(len(interaction.choices)))
    return tuple(words.letter("target", i) for i in range(len(interaction.targets)))


def rows(interaction: MatchInteraction, words: Words) -> tuple[str, ...]:
    """Return the labels of a matching's sources."""
    return tuple(words.letter("row", i) for i in range(len(interaction.sources)))


def texts(block: Block, words: Words) -> Iterator[str]:
    """Yield the texts of a block that are printed without a label, each of which stands in one piece."""
    if isinstance(block, (Paragraph, Heading)):
        yield worded(block.text, words)
    elif isinstance(block, Listing):
        for entry in block.entries:
            for part in entry:
                yield from texts(part, words)
    elif isinstance(block, Table):
        yield from (worded(cell, words) for row in (block.header, *block.rows) for cell in row)
        yield worded(block.caption, words)
    elif isinstance(block, Figure):
        yield worded(block.caption, words)
        yield worded(block.credit, words)
    elif isinstance(block, Callout):
        yield block.title
        for part in block.blocks:
            yield from texts(part, words)
    elif isinstance(block, Timeline):
        yield from (worded(text, words) for event in block.events for text in event)
    elif isinstance(block, Quotation):
        yield worded(block.text, words)
        yield worded(block.source, words)
    elif isinstance(block, INTERACTIONS):
        yield from asked(block, words)


def asked(block: object, words: Words) -> Iterator[str]:
    """Yield the texts of an interaction that are printed without a label of their own."""
    if isinstance(block, GapMatchInteraction):
        yield " ".join(block.bank)
        for line in block.text.paragraphs:
            yield worded(line, words)
    elif isinstance(block, ExtendedTextInteraction) and block.expected_lines and block.space == "lines":
        yield words(block.label) if block.label else ""
