"""Stage 3, check: a source becomes the topic in each language at each level of text, and every finding once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePosixPath

from generator.check import crossing
from generator.check.assembly import FORMAT, Assembly
from generator.diagnostics import Diagnostic, Severity, Span, finding
from generator.frozen import field, frozen
from generator.languages import codes
from generator.model.allow import inside, silenced
from generator.model.level import DIFFICULTIES, Level
from generator.model.topic import Topic
from generator.resolve import Resolver
from generator.source import Absent, Fields, Listing, Scalar, Source, Value

__all__ = ["Checked", "check", "uncovered"]

PLAIN = "\u017e"
"""Up to here (Latin Extended-A) every bundled font has every printable character."""
SHOWN = 100
BEGIN = "a topic begins with `format: 1`, `language: id` and `title: ...`; `lembar new topic NAME` writes one to start from"
DEVICES = frozenset(["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))])
"""Names that Windows keeps for devices."""
_RARE = re.compile(f"[^\x00-{PLAIN}]")


@frozen
class Checked:
    """What checking found. `topic` gives the topic in one of `languages` at one level of text; complete without errors."""

    findings: tuple[Diagnostic, ...]
    languages: tuple[str, ...] = ()
    topics: dict[tuple[str, str], Topic] = field(default_factory=dict, repr=False)

    @property
    def failed(self) -> bool:
        """Say whether a finding is an error."""
        return any(found.severity is Severity.ERROR for found in self.findings)

    def topic(self, language: str, text_level: str) -> Topic:
        """Return the topic. Raises KeyError for a language or level that was not checked, or after errors."""
        return self.topics[language, text_level]


def check(
    source: Source,
    levels: Sequence[Level],
    *,
    languages: Sequence[str] | None = None,
    covers: Callable[[str], bool] | None = None,
    exists: Callable[[str], bool] | None = None,
    formulas: Callable[[str], object] | None = None,
) -> Checked:
    """Return the topic of a source in every language at the text of every level, with every finding once, by place.

    `languages`: only these, and always the topic's own, which decides what sheets hold; without it all that the topic has.
    `covers` says whether the fonts have a character, `exists` whether there is a picture at a path from the topic's folder;
    it may raise Failed with what is wrong with the picture. `formulas` raises Failed for maths that cannot be printed.
    """
    value = source.value
    if isinstance(value, Absent):
        return Checked((*source.findings, finding("empty-file", Span(source.file))))
    if not isinstance(value, Fields):
        facts = {"found": "a list or a text", "needed": "fields", "help": BEGIN}
        return Checked((*source.findings, finding("wrong-shape", value.span, **facts)))
    run = _Check(source, value, levels, languages, exists, formulas)
    try:
        return run.checked(covers)
    finally:
        run.assembly.reading.close()


class _Check:
    def __init__(
        self,
        source: Source,
        value: Fields,
        levels: Sequence[Level],
        languages: Sequence[str] | None,
        exists: Callable[[str], bool] | None,
        formulas: Callable[[str], object] | None,
    ) -> None:
        self.source, self.levels = source, levels
        self.findings: list[Diagnostic] = list(source.findings)
        self.own, self.languages = self.offered(value)
        self.others = [other for other in self.languages[1:] if languages is None or other in languages]
        self.resolver = Resolver(source, self.own, self.languages)
        self.assembly = Assembly(source, self.findings, exists, formulas)
        self.topics: dict[tuple[str, str], Topic] = {}
        self.values: dict[tuple[str, str], Value] = {}
        self.judged: set[tuple[int, str]] = set()
        self.wrong: set[int] = set()

    def offered(self, value: Fields) -> tuple[str, tuple[str, ...]]:
        """Return the topic's own language and all its languages, before anything else is known of it."""
        listed = value.entries.get("languages")
        entries = listed.entries if isinstance(listed, Listing) else (listed,)
        named = [entry for entry in entries if isinstance(entry, Scalar)]
        own = value.entries.get("language")
        known = codes()
        if isinstance(own, Scalar):
            named_own = own.text
            named.append(own)
            if isinstance(listed, (Listing, Scalar)) and own.text not in [entry.text for entry in named[:-1]]:
                help_text = f"write `{own.text}` among `languages`: it is the topic's own"
                self.findings.append(finding("unlisted-language", listed.span, language=own.text, help=help_text))
        else:
            named_own = named[0].text if named else known[0]
        for entry in named:
            if entry.text not in known:
                self.findings.append(finding("unknown-language", entry.span, code=entry.text[:60], known=", ".join(known)))
        return named_own, tuple(dict.fromkeys([named_own, *(entry.text for entry in named)]))

    def checked(self, covers: Callable[[str], bool] | None) -> Checked:
        """Return everything that was found, sorted, and every topic that could be made."""
        texts = [text for text in DIFFICULTIES if not self.levels or any(level.text == text for level in self.levels)]
        for language in (self.own, *self.others):
            self.findings += self.resolver.findings(language)
            for text in texts:
                self.passed(language, text)
        self.crossed(texts)
        if covers is not None:
            self.findings += list(uncovered(self.source, covers))
        allowing = list(self.assembly.allowing.values())
        for one, span in allowing:
            self.findings += crossing.rules(one, span)
        kept = [found for found in dict.fromkeys(self.findings) if not silenced(found, allowing)]
        kept.sort(key=lambda found: (found.span or Span(self.source.file), found.code))
        return Checked(tuple(kept), self.languages, self.topics)

    def passed(self, language: str, text: str) -> None:
        """Check one language at one level of text; what an earlier pass has seen is not looked at again."""
        resolved = self.resolver.take(language, text).value
        assert isinstance(resolved, Fields)
        self.values[language, text] = resolved
        same = next((place for place, value in self.values.items() if value is resolved and place in self.topics), None)
        topic = self.topics[same] if same else self.assembly.topic(self.completed(resolved))
        if topic is None:
            return
        self.topics[language, text] = topic
        for level in self.levels:
            if level.text == text:
                self.judge(topic, level)

    def completed(self, value: Fields) -> Fields:
        """Return the topic's fields with the defaults that depend on the file."""
        entries = dict(value.entries)
        place = Span(self.source.file)
        if isinstance(entries.get("name", Absent(place)), Absent):
            entries["name"] = Scalar(PurePosixPath(self.source.file.replace("\\", "/")).stem, place)
        if isinstance(entries.get("languages", Absent(place)), Absent):
            own = value.entries.get("language")
            entries["languages"] = Scalar(self.own, own.span if own is not None else place)
        return Fields(entries, {"name": place, "languages": value.keys.get("language", place), **value.keys}, value.span)

    def judge(self, topic: Topic, level: Level) -> None:
        """Let each item say what is wrong with it at a level."""
        for item in topic.every_item():
            if (id(item), level.name) not in self.judged:
                self.judged.add((id(item), level.name))
                found = list(item.findings(level))
                self.findings += found
                if any(one.severity is Severity.ERROR for one in found):
                    self.wrong.add(id(item))

    def crossed(self, texts: Sequence[str]) -> None:
        """Hold names, languages and levels against one another."""
        first = next((self.topics[self.own, text] for text in texts if (self.own, text) in self.topics), None)
        if first is None:
            return
        self.findings += self.header(first)
        written = self.values[next(place for place, topic in self.topics.items() if topic is first)]
        assert isinstance(written, Fields)
        self.findings += crossing.names(first, self.assembly.sources, written)
        for text in texts:
            own = self.topics.get((self.own, text))
            if own is None:
                continue
            self.findings += crossing.equal_stems(own)
            if own is not first:
                self.findings += crossing.levels_differ(first, own, (texts[0], text), self.wrong)
            for language in self.others:
                pair = (self.own, language)
                differ = list(crossing.entries_differ(self.values[self.own, text], self.values[language, text], pair))
                self.findings += differ
                if (language, text) in self.topics:
                    found = crossing.answers_differ(own, self.topics[language, text], pair, self.wrong)
                    self.findings += [one for one in found if not any(inside(known.span, one.span) for known in differ)]

    def header(self, topic: Topic) -> Iterator[Diagnostic]:
        """Yield what is wrong with the topic as a whole."""
        if topic.format != FORMAT:
            yield finding("unknown-format", topic.at("format"), found=topic.format[:60])
        if topic.name in DEVICES:
            yield finding("reserved-name", topic.at("name"), name=topic.name)
        if not topic.handout and not topic.items and not {"handout", "items"} & self.written().keys():
            yield finding("nothing-to-print", Span(self.source.file))

    def written(self) -> dict[str, Value]:
        """Return the topic's fields that say something."""
        assert isinstance(self.source.value, Fields)
        return {name: value for name, value in self.source.value.entries.items() if not isinstance(value, Absent)}


def uncovered(source: Source, covers: Callable[[str], bool]) -> Iterator[Diagnostic]:
    """Yield the characters that no font has: in each text the first of its kind, exactly where it stands."""
    written = "\n".join(source.lines)
    if "\\" not in written and all(map(covers, dict.fromkeys(_RARE.findall(written)))):
        return  # as in most files; else it is told where
    known: dict[str, bool] = {}
    shown = 0
    for scalar in _scalars(source.value):
        if scalar.text.isascii():
            continue
        for character in dict.fromkeys(_RARE.findall(scalar.text)):
            if character not in known:
                known[character] = covers(character)
            if not known[character] and shown < SHOWN:
                shown += 1
                at = source.find(scalar.span, character)
                yield finding("unsupported-character", at, character=character, number=f"U+{ord(character):04X}")


def _scalars(value: Value) -> Iterator[Scalar]:
    if type(value) is Scalar:
        yield value
    elif type(value) is Listing:
        for entry in value.entries:
            yield from _scalars(entry)
    elif type(value) is Fields:
        for entry in value.entries.values():
            yield from _scalars(entry)
