"""What is judged: one topic file that has no errors, in all its languages at all its levels of text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.frozen import frozen
from generator.model.level import DIFFICULTIES
from generator.model.topic import Topic
from generator.source import Source


@frozen
class Subject:
    """A topic's source and what `check` made of it. `today` is a date (2026-11-23) or "", for rules that ask for it."""

    source: Source
    topics: Mapping[tuple[str, str], Topic]
    languages: tuple[str, ...]
    today: str = ""

    def levels(self, language: str) -> Iterator[tuple[str, Topic]]:
        """Yield the levels of text that there are in a language, from easy to hard, with the topic at each."""
        for text in DIFFICULTIES:
            topic = self.topics.get((language, text))
            if topic is not None:
                yield text, topic

    def every(self) -> Iterator[Topic]:
        """Yield each distinct topic once, the own language first."""
        seen = set()
        for language in self.languages:
            for _, topic in self.levels(language):
                if id(topic) not in seen:
                    seen.add(id(topic))
                    yield topic
