"""Items, levels and topics made in memory, for tests that need no file."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from generator.items.cloze import Cloze
from generator.items.essay import Criterion, Essay
from generator.items.fact_check import FactCheck
from generator.items.labelling import Label, Labelling
from generator.items.matching import Matching, Pair
from generator.items.multiple_choice import Choice, MultipleChoice
from generator.items.multiple_response import MultipleResponse
from generator.items.numeric import Numeric
from generator.items.ordering import Ordering
from generator.items.organiser import Organiser, OrganiserField
from generator.items.short_answer import ShortAnswer
from generator.items.sorting import SortedGroup, Sorting
from generator.items.statement_table import Row, StatementTable
from generator.items.table_completion import TableCompletion
from generator.items.true_false import TrueFalse
from generator.model.blocks import Paragraph
from generator.model.item import Blocks, GapText, Picture
from generator.model.level import Level
from generator.model.text import Gap, Run, Text, said
from generator.model.topic import Topic

LEVELS = {
    "easy": Level(
        "easy",
        "easy",
        (60, 40, 0),
        choices=3,
        bank="words",
        hints=True,
        starters=True,
        extra_matches=0,
        given=Fraction(1, 2),
        stated=True,
        underlined=True,
        pitch=10,
        mark="disc",
    ),
    "medium": Level("medium", "medium", (30, 40, 30), keywords=True, mark="triangle"),
    "hard": Level("hard", "hard", (0, 40, 60), bank="none", extra_matches=None, given=Fraction(0), more_lines=20, mark="square"),
    "mixed": Level("mixed", "medium", (30, 40, 30)),
}


def gapped(words: str) -> GapText:
    """A text whose `[[word|also]]` are gaps, numbered in order unless `[[2=word]]` says otherwise."""
    line = []
    number = 0
    for i, piece in enumerate(re.split(r"\[\[(.*?)\]\]", words)):
        if i % 2 == 0:
            line += [Run(piece)] if piece else []
            continue
        number += 1
        named = re.fullmatch(r"(\d+)=(.*)", piece)
        line.append(Gap(int(named[1]), tuple(named[2].split("|"))) if named else Gap(number, tuple(piece.split("|"))))
    return GapText(Text((tuple(line),)))


def multiple_choice(name, *texts, key=0, drops=None, fixed=(), whys=None, **more):
    """An item with these choices; `drops` and `whys` by position."""
    drops, whys = drops or {}, whys or {}
    choices = tuple(
        Choice(text=said(text), key=i == key, drop=drops.get(i), fixed=i in fixed, why=said(whys.get(i, "")))
        for i, text in enumerate(texts)
    )
    return MultipleChoice(name=name, stem=said("Stem?"), choices=choices, **more)


def multiple_response(name, *texts, keys=(0,), drops=None, whys=None, **more):
    """An item with these choices; `keys` are the positions of the right ones, `drops` and `whys` by position."""
    drops, whys = drops or {}, whys or {}
    choices = tuple(
        Choice(text=said(text), key=i in keys, drop=drops.get(i), why=said(whys.get(i, ""))) for i, text in enumerate(texts)
    )
    return MultipleResponse(name=name, stem=said("Which?"), choices=choices, **more)


def statement_table(name, *rows, columns=(), whys=None, **more):
    """An item with these rows (text, column)."""
    made = tuple(Row(text=said(text), column=said(str(column)), why=said((whys or {}).get(text, ""))) for text, column in rows)
    return StatementTable(name=name, rows=made, columns=tuple(map(said, columns)), **more)


def ordering(name, *steps, **more):
    return Ordering(name=name, steps=tuple(map(said, steps)), **more)


def sorting(name, *groups, **more):
    """An item with these groups (text, members)."""
    made = tuple(SortedGroup(text=said(text), members=tuple(map(said, members))) for text, members in groups)
    return Sorting(name=name, groups=made, **more)


def short_answer(name, *answers, **more):
    return ShortAnswer(name=name, stem=said("What?"), answers=tuple(map(said, answers)), **more)


def numeric(name, answer, unit="", **more):
    return Numeric(name=name, stem=said("How many?"), answer=Decimal(answer), unit=said(unit), **more)


def table_completion(name, *rows, header=(), **more):
    """An item with these rows of cells, whose `[[word]]` are gaps."""
    made = tuple(tuple(gapped(cell) for cell in row) for row in rows)
    return TableCompletion(name=name, rows=made, header=tuple(map(said, header)), **more)


def labelling(name, *labels, extra=(), **more):
    """An item with these labels (x, y, text)."""
    made = tuple(Label(x=Decimal(str(x)), y=Decimal(str(y)), text=text) for x, y, text in labels)
    return Labelling(name=name, picture=Picture(image="pictures/plant.svg"), labels=made, extra=tuple(extra), **more)


def organiser(name, shape, *fields, centre="", **more):
    """An item with these fields (text, entries)."""
    made = tuple(OrganiserField(text=said(text), entries=tuple(map(said, entries))) for text, entries in fields)
    return Organiser(name=name, shape=shape, fields=made, centre=said(centre), **more)


def fact_check(name, claim, error, correction="", **more):
    return FactCheck(name=name, claim=said(claim), error=said(error), correction=said(correction or "right"), **more)


def true_false(name, answer=True, correction="", **more):
    return TrueFalse(name=name, stem=said(f"Statement {name}."), answer=answer, correction=said(correction), **more)


def matching(name, *pairs, extra=(), **more):
    """An item with these (left, right) pairs."""
    made = tuple(Pair(left=said(left), right=said(right)) for left, right in pairs)
    return Matching(name=name, pairs=made, extra=tuple(said(text) for text in extra), **more)


def cloze(name, text, extra=(), **more):
    return Cloze(name=name, text=gapped(text), extra=tuple(extra), **more)


def essay(name, model="", rubric=(), **more):
    """An item with a model answer of one paragraph and rubric rows (points, text)."""
    blocks = Blocks((Paragraph(said(model).paragraphs[0]),) if model else ())
    rows = tuple(Criterion(points=points, text=said(text)) for points, text in rubric)
    return Essay(name=name, stem=said("Explain."), model=blocks, rubric=rows, **more)


def topic(*items, grade=(9,)):
    return Topic(format="1", name="topic", language="id", languages=("id",), title=said("Title"), items=tuple(items), grade=grade)


def codes(findings):
    return [found.code for found in findings]
