"""Flashcards: the topic's terms on the fronts of cards to cut out, their meanings on the backs."""

from __future__ import annotations

from generator.compose import furniture
from generator.compose.blocks import Card, Cards
from generator.compose.code import sheet_code
from generator.compose.kind import Kind, Setting
from generator.compose.wording import bare
from generator.frozen import replace
from generator.languages import Words
from generator.model.document import Document
from generator.model.level import Level
from generator.model.plan import Plan
from generator.model.text import Text
from generator.model.topic import Topic


def compose(topic: Topic, plan: Plan | None, level: Level, words: Words, setting: Setting) -> Document:
    """Return the cards of a topic's terms, in written order; they have no plan, and pages have heads of their own."""
    cards = tuple(Card(str(n), f"term.{term.name}", term.term, term.meaning) for n, term in enumerate(topic.terms, 1))
    code = setting.code or sheet_code(cards)
    running = furniture.running(topic, level, words, code, furniture.labels("", words, setting))
    head = (bare(words("kinds.flashcards.name")), running.title)
    front, back = (tuple(bare(line) for line in words.lines(f"flashcards.{side}")) for side in ("front", "back"))
    sheet = Cards(code, head, front, back, cards)
    return furniture.document("flashcards", topic, words, replace(running, title=Text()), (sheet,))


KIND = Kind("flashcards", "pupil", "", "terms", compose, kop=False)
