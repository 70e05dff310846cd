"""The handout: opening, objectives beside it, the author's blocks, terms in the margin, summary, glossary, sources."""

from __future__ import annotations

from collections.abc import Iterator

from generator.compose import furniture
from generator.compose.blocks import Glossary, Masthead, Objectives, Part, Placed
from generator.compose.code import sheet_code
from generator.compose.glosses import alphabetical, glossed
from generator.compose.kind import Setting
from generator.compose.wording import Wording
from generator.languages import Words
from generator.model.blocks import Block, Callout, Listing, Paragraph
from generator.model.document import Document
from generator.model.level import Level
from generator.model.plan import Plan
from generator.model.text import Text, plain
from generator.model.topic import Topic

MARGIN_WORDS = 45
MARGIN_ROLES = frozenset({"did-you-know", "important"})
"""Call-outs that may stand in the margin, up to so many words (page design, section 6)."""


def compose(topic: Topic, plan: Plan | None, level: Level, words: Words, setting: Setting) -> Document:
    """Return the handout of a topic; it has no plan."""
    blocks = tuple(_blocks(topic, words, setting))
    code = setting.code or sheet_code(blocks)
    as_of = max((getattr(block, "as_of", "") for block in topic.handout), default="")
    foot = furniture.foot(topic, words, [furniture.cited(one, words) for one in topic.references], as_of)
    running = furniture.running(topic, level, words, code, furniture.labels("", words, setting), foot=foot)
    return furniture.document("handout", topic, words, running, blocks, margin=True)


def _blocks(topic: Topic, words: Words, setting: Setting) -> Iterator[Part]:
    wording = Wording(words)
    yield Masthead(words("kinds.handout.label"), topic.title, furniture.facts(topic, words, setting, topic.scope))
    if topic.objectives:
        goals = tuple(furniture.continuing(objective.text) for objective in topic.objectives)
        yield Objectives(words("sections.objectives"), words("handout.objectives-lead"), goals)
    yield from (Paragraph(wording.line(line), "lead") for line in topic.lead.paragraphs)
    for index, block in enumerate(glossed(wording.blocks(topic.handout), topic.terms)):
        yield Placed(block, f"handout.{index}", _in_margin(block))
    if topic.summary:
        summary = Callout("summary", _summary(topic.summary), words("handout.callouts.summary"))
        yield Placed(wording.block(summary), "summary")
    if topic.terms:
        terms = tuple((str(term.name), term.term, term.meaning) for term in alphabetical(topic.terms))
        yield Glossary(words("sections.glossary"), terms)


def _summary(texts: tuple[Text, ...]) -> tuple[Block, ...]:
    entries = tuple(tuple(Paragraph(line) for line in text.paragraphs) for text in texts if text)
    return entries[0] if len(entries) == 1 else (Listing(entries),)


def _in_margin(block: Block) -> bool:
    """Say whether a call-out is so short that the margin may take it."""
    if not isinstance(block, Callout) or block.role not in MARGIN_ROLES:
        return False
    if not all(isinstance(part, Paragraph) for part in block.blocks):
        return False
    return sum(len(plain(part.text).split()) for part in block.blocks if isinstance(part, Paragraph)) <= MARGIN_WORDS
