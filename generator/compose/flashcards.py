"""Flashcards: the topic's terms on the fronts of cards to cut out, their meanings on the backs."""

from __future__ import annotations

from typing import ClassVar

from generator.compose import furniture
from generator.compose.code import sheet_code
from generator.compose.kind import Setting
from generator.compose.wording import bare
from generator.frozen import frozen, replace
from generator.languages import Words
from generator.model.document import Document, DocumentBlock
from generator.model.level import Level
from generator.model.plan import Plan
from generator.model.text import Text
from generator.model.topic import Topic


@frozen
class Card(DocumentBlock):
    """A card to cut out: its number, and what stands on its two sides."""

    macro: ClassVar[str] = "card"
    number: str
    at: str
    front: Text
    back: Text


@frozen
class Cards(DocumentBlock):
    """Sheets of cards, fronts and backs in turn. Over each stands `head`, and at the end of that line `front` or `back`."""

    macro: ClassVar[str] = "cards"
    code: str
    head: tuple[Text, ...]
    front: tuple[Text, ...]
    back: tuple[Text, ...]
    cards: tuple[Card, ...]


def compose(topic: Topic, plan: Plan | None, level: Level, words: Words, setting: Setting) -> Document:
    """Return the cards of a topic's terms, in written order; they have no plan, and pages have heads of their own."""
    cards = tuple(Card(str(n), f"term.{term.name}", term.term, term.meaning) for n, term in enumerate(topic.terms, 1))
    code = setting.code or sheet_code(cards)
    running = furniture.running(topic, level, words, code, furniture.labels("", words, setting))
    head = (bare(words("kinds.flashcards.name")), running.title)
    front, back = (tuple(bare(line) for line in words.lines(f"flashcards.{side}")) for side in ("front", "back"))
    sheet = Cards(code, head, front, back, cards)
    return furniture.document("flashcards", topic, words, replace(running, title=Text()), (sheet,), backed=True)
