"""What is judged: one topic file that has no errors, in all its languages at all its levels of text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.frozen import field, frozen
from generator.judge.written import Written, texts
from generator.model.item import Item
from generator.model.level import DIFFICULTIES, Level
from generator.model.topic import Topic
from generator.source import Source


@frozen
class Subject:
    """A topic's source and what `check` made of it at `profiles`, the levels of a sheet.

    `today` is a date (2026-11-23) or "", for rules that ask for it.
    """

    source: Source
    topics: Mapping[tuple[str, str], Topic]
    languages: tuple[str, ...]
    profiles: tuple[Level, ...] = ()
    today: str = ""
    written: tuple[Written, ...] = ()
    """The author's texts as they stand in the file."""
    prose: Mapping[str, str] = field(default_factory=dict)
    """By language all its texts, each on a line of its own."""

    def levels(self, language: str) -> Iterator[tuple[str, Topic]]:
        """Yield the levels of text that there are in a language, from easy to hard, with the topic at each."""
        for text in DIFFICULTIES:
            topic = self.topics.get((language, text))
            if topic is not None:
                yield text, topic

    def own(self) -> Topic:
        """Return the topic in its own language at the lowest level of text that there is."""
        return next(topic for _, topic in self.levels(self.languages[0]))

    def every(self) -> Iterator[Topic]:
        """Yield each distinct topic once, the own language first."""
        seen = set()
        for language in self.languages:
            for _, topic in self.levels(language):
                if id(topic) not in seen:
                    seen.add(id(topic))
                    yield topic

    def items(self) -> Iterator[tuple[str, Item]]:
        """Yield each distinct item with a language that it is read in, the own language first."""
        seen = set()
        for language in self.languages:
            for _, topic in self.levels(language):
                for item in topic.every_item():
                    if id(item) not in seen:
                        seen.add(id(item))
                        yield language, item


def subject(
    source: Source,
    topics: Mapping[tuple[str, str], Topic],
    languages: tuple[str, ...],
    profiles: tuple[Level, ...] = (),
    today: str = "",
) -> Subject:
    """Return what is to be judged of a source and what `check` made of it."""
    written = tuple(texts(source, languages))
    prose = {language: "\n".join([text.text for text in written if text.language == language]) for language in languages}
    return Subject(source, topics, languages, profiles, today, written, prose)
