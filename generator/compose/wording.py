"""Words put in their places: content blocks with their labels, captions and numbers settled, ready to be laid out."""

from __future__ import annotations

from typing import TypeVar, cast

from generator.frozen import replace, slotted
from generator.languages import Words
from generator.model.blocks import (
    INTERACTIONS,
    Block,
    Body,
    Callout,
    ChoiceInteraction,
    ExtendedTextInteraction,
    Figure,
    GapMatchInteraction,
    Heading,
    Interaction,
    Listing,
    MatchInteraction,
    OrderInteraction,
    Paragraph,
    Quotation,
    SimpleChoice,
    Table,
    Timeline,
)
from generator.model.text import Blank, Inline, Line, Run, Sign, Slot, Text, Word

NBSP = "\u00a0"
AnyBlock = TypeVar("AnyBlock", bound=Block)


def bare(words: str) -> Text:
    """Return plain words as a text."""
    return Text(((Run(words),),)) if words else Text()


def filled(words: Words, path: str, **facts: object) -> Text:
    """Return the word at `path`, in which a fact may also be a slot or a drawn sign."""
    marks: dict[str, Inline] = {}
    shown: dict[str, object] = {}
    for name, fact in facts.items():
        if isinstance(fact, (Slot, Sign)):
            mark = chr(0xE000 + len(marks))
            marks[mark] = fact
            shown[name] = mark
        else:
            shown[name] = fact
    return Text(tuple(tuple(_split(line, marks)) for line in words.text(path, **shown).paragraphs))


def _split(line: Line, marks: dict[str, Inline]) -> list[Inline]:
    pieces: list[Inline] = []
    for run in line:
        if not isinstance(run, Run):
            pieces.append(run)
            continue
        text = ""
        for sign in run.text:
            if sign in marks:
                pieces += [replace(run, text=text)] if text else []
                found = marks[sign]
                pieces.append(replace(found, strong=run.strong) if isinstance(found, Slot) else found)
                text = ""
            else:
                text += sign
        if text:
            pieces.append(replace(run, text=text))
    return pieces


@slotted
class Wording:
    """Settles the blocks of one document in order, counting its figures and tables. Those with a caption have a number."""

    words: Words
    figures: int = 0
    tables: int = 0

    def text(self, text: Text) -> Text:
        """Return a text with the language's words and the labels of its blanks in it."""
        if all(type(piece) is Run for line in text.paragraphs for piece in line):
            return text
        return Text(tuple(self.line(line) for line in text.paragraphs))

    def line(self, line: Line) -> Line:
        """Return one paragraph's runs, words and labels in them."""
        pieces: list[Inline] = []
        for piece in line:
            if isinstance(piece, Word):
                pieces += self.words.text(piece.path).paragraphs[0]
            elif isinstance(piece, Blank):
                pieces.append(replace(piece, label=self.words.letter("gap", piece.number - 1)))
            else:
                pieces.append(piece)
        return tuple(pieces)

    def blocks(self, blocks: tuple[Block, ...], kind: str = "") -> tuple[Block, ...]:
        """Return blocks settled; `kind` is the question type whose words head its interactions."""
        return tuple(self.block(block, kind) for block in blocks)

    def interactions(self, body: Body, kind: str = "") -> tuple[Interaction, ...]:
        """Return a body's interactions settled, in order."""
        return tuple(self.block(block, kind) for block in body.interactions())

    def block(self, block: AnyBlock, kind: str = "") -> AnyBlock:
        """Return one block settled."""
        if isinstance(block, INTERACTIONS):
            return cast(AnyBlock, self._interaction(block, kind))
        return cast(AnyBlock, self._content(block))

    def _content(self, block: Block) -> Block:
        if isinstance(block, (Paragraph, Heading)):
            return replace(block, text=self.line(block.text))
        if isinstance(block, Listing):
            return replace(block, entries=tuple(self.blocks(entry) for entry in block.entries))
        if isinstance(block, Callout):
            return replace(block, blocks=self.blocks(block.blocks), title=block.title or self._role(block.role))
        if isinstance(block, Table):
            return self._table(block)
        if isinstance(block, Figure):
            return self._figure(block)
        if isinstance(block, Timeline):
            return replace(block, events=tuple((self.text(when), self.text(what)) for when, what in block.events))
        if isinstance(block, Quotation):
            return replace(block, text=self.text(block.text), source=self.text(block.source))
        return block

    def _role(self, role: str) -> str:
        return self.words(f"handout.callouts.{role}")

    def _table(self, block: Table) -> Table:
        number = 0
        if block.caption:
            number = self.tables = self.tables + 1
        return replace(
            block,
            header=tuple(self.text(cell) for cell in block.header),
            rows=tuple(tuple(self.text(cell) for cell in row) for row in block.rows),
            caption=self._caption("handout.table", number, block.caption),
            number=number,
        )

    def _figure(self, block: Figure) -> Figure:
        number = 0
        if block.caption:
            number = self.figures = self.figures + 1
        return replace(
            block,
            alt=self.text(block.alt),
            caption=self._caption("handout.figure", number, block.caption),
            credit=filled_in(self.words, "handout.credit", "credit", self.text(block.credit)),
            number=number,
        )

    def _caption(self, path: str, number: int, caption: Text) -> Text:
        if not caption:
            return caption
        label = Run(self.words(path, n=number) + NBSP + NBSP, strong=True)
        first, *others = self.text(caption).paragraphs
        return Text(((label, *first), *others))

    def _interaction(self, block: Block, kind: str) -> Block:
        if isinstance(block, ChoiceInteraction):
            return replace(block, choices=self._labelled(block.choices, block.style))
        if isinstance(block, MatchInteraction):
            heads = (self._own(kind, "lefts"), self._own(kind, "rights"))
            return replace(
                block,
                sources=self._labelled(block.sources, "row" if block.look != "groups" else ""),
                targets=self._labelled(block.targets, "target" if block.look == "letters" else ""),
                heads=block.heads or heads,
            )
        if isinstance(block, OrderInteraction):
            return replace(block, choices=self._labelled(block.choices, "step"), label=self._own(kind, "order"))
        if isinstance(block, GapMatchInteraction):
            table = self._table(block.table) if block.table is not None else None
            figure = self._figure(block.figure) if block.figure is not None else None
            label = block.label or self._own(kind, "bank")
            return replace(block, text=self.text(block.text), label=label, table=table, figure=figure)
        if isinstance(block, ExtendedTextInteraction):
            label = self.words(block.label) if block.label else ""
            table = self._table(block.table) if block.table is not None else None
            return replace(block, label=label, starter=self.text(block.starter), unit=self.text(block.unit), table=table)
        return block

    def _own(self, kind: str, name: str) -> str:
        path = f"types.{kind}.{name}"
        return self.words(path) if self.words.has(path) else ""

    def _labelled(self, choices: tuple[SimpleChoice, ...], style: str) -> tuple[SimpleChoice, ...]:
        return tuple(
            replace(choice, text=self.text(choice.text), label=self.words.letter(style, index) if style else "")
            for index, choice in enumerate(choices)
        )


def filled_in(words: Words, path: str, name: str, text: Text) -> Text:
    """Return the word at `path` with a text of the topic in the place of {name}; its first paragraph keeps its runs."""
    if not text:
        return text
    mark = "\ue000"
    first, *others = text.paragraphs
    pieces: list[Inline] = []
    for run in words.text(path, **{name: mark}).paragraphs[0]:
        assert isinstance(run, Run)
        before, found, after = run.text.partition(mark)
        pieces += [replace(run, text=before)] if before else []
        pieces += first if found else ()
        pieces += [replace(run, text=after)] if after else []
    return Text((tuple(pieces), *others))
