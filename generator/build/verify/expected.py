"""What a topic says must stand on paper: texts of blocks and interactions, and the labels that the language gives them."""

from __future__ import annotations

from collections.abc import Iterator

from generator.build.verify.printed import plain
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
    OrderInteraction,
    Paragraph,
    Quotation,
    Table,
    Timeline,
)
from generator.model.key import NumberResponse
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
        return "" if piece.maths else piece.text  # formulas are drawn, and outside the proof
    if isinstance(piece, Word):
        return words(piece.path)
    if isinstance(piece, Blank):
        return f" {words.letter('gap', piece.number - 1)} "
    return "\n" if isinstance(piece, Break) else " "


def labels(interaction: ChoiceInteraction | MatchInteraction | OrderInteraction, words: Words) -> tuple[str, ...]:
    """Return the labels of a choice, of steps, or of a matching's targets, in printed order; what has none is its own."""
    if isinstance(interaction, ChoiceInteraction):
        return tuple(words.letter(interaction.style, i) for i in range(len(interaction.choices)))
    if isinstance(interaction, OrderInteraction):
        return tuple(words.letter("step", i) for i in range(len(interaction.choices)))
    if interaction.look != "letters":
        return tuple(plain(worded(target.text, words)) for target in interaction.targets)
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
    elif isinstance(block, Table) and block.shape:
        yield from (" ".join(worded(cell, words) for cell in row) for row in (block.header, *block.rows))
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
    if isinstance(block, ChoiceInteraction):
        yield from counts(block, words)
    elif isinstance(block, GapMatchInteraction):
        yield from texts(block.figure, words) if block.figure is not None else ()
        yield " ".join(block.bank)
        for line in block.text.paragraphs:
            yield worded(line, words)
        for row in (block.table.header, *block.table.rows) if block.table is not None else ():
            yield " ".join(worded(cell, words) for cell in row)
    elif isinstance(block, MatchInteraction) and block.look != "letters":
        yield " ".join(worded(target.text, words) for target in block.targets)
    elif isinstance(block, ExtendedTextInteraction) and block.table is not None:
        yield from texts(block.table, words)
    elif isinstance(block, ExtendedTextInteraction) and block.space == "entry":
        yield worded(block.unit, words)
    elif isinstance(block, ExtendedTextInteraction) and block.expected_lines and block.space == "lines":
        yield words(block.label) if block.label else ""


def counts(interaction: ChoiceInteraction, words: Words) -> Iterator[str]:
    """Yield what is printed of how many choices are right, and how many may be ticked."""
    least, most = interaction.min_choices, interaction.max_choices
    if interaction.style == "box" and interaction.stated:
        yield words("sheet.stated", n=interaction.stated)
    if interaction.style == "box" and (least or most):
        form = "exactly" if least == most else "between" if least and most else "least" if least else "most"
        yield words(f"sheet.marks.{form}", n=least or most, least=least, most=most)


def quantity(response: NumberResponse, words: Words) -> str:
    """Return a number with its unit, as a key prints it."""
    unit = worded(response.unit, words)
    return f"{words.number(response.value)}{'' if unit.startswith('%') else ' '}{unit}"


def stopless(text: str) -> str:
    """Return a text in compared form as an entry of a list: without its full stop."""
    short = plain(text)
    return short[:-1] if short.endswith(".") and not short.endswith("..") else short
