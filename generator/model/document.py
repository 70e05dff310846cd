"""A document: the blocks of one handout, worksheet or key, numbered and worded, before any layout.

Compose makes it; layout turns each block into markup with the macro that its `macro` names. Whoever may not see a thing
does not get it: a candidate's document holds bodies, keys enter only a teacher's.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from generator.diagnostics import Span
from generator.frozen import field, frozen
from generator.model.blocks import Block as ContentBlock


@frozen
class DocumentBlock:
    """Base of the blocks that only documents have (masthead, fields, section, item ...): see compose.blocks."""


@frozen
class Document:
    """One document.

    kind: handout, worksheet, answer-key ... audience: who may see it. label: the variant's, or empty. code: six signs,
    printed on every page. title, author, subject, language: for the PDF's metadata. blocks: in order. origins: from the
    `at` of blocks to their place in the topic file. pages are furnished from `running`, a block of its own.
    covers: the codes of other documents that it tells of. margin: with a margin column. landscape: on pages
    whose longer side lies below. backed: pages stand behind one another, so it is printed on both sides and never imposed.
    """

    kind: str
    language: str
    title: str
    running: DocumentBlock
    blocks: tuple[DocumentBlock | ContentBlock, ...]
    code: str
    audience: Literal["pupil", "teacher"] = "pupil"
    label: str = ""
    author: str = ""
    subject: str = ""
    margin: bool = False
    landscape: bool = False
    backed: bool = False
    items: int = 0
    points: str = ""
    covers: tuple[str, ...] = ()
    origins: Mapping[str, Span] = field(default_factory=dict)
