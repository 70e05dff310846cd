"""Stage 2, resolve: language maps and level maps give way to one language at one level; what has none stays the same object."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.diagnostics import Diagnostic, Span, finding
from generator.model.level import DIFFICULTIES
from generator.source import Absent, Fields, Listing, Scalar, Source, Value

_SAME = "format name language languages grade duration type difficulty cognitive objective points key fixed drop shuffle x y"
_NAMES = "name type author authors publisher date url licence image tags reference objective references allow unit"
SAME_EVERYWHERE = frozenset(_SAME.split()) | {"items"}
"""Fields that may not be given by language or level (the format page, "Text anywhere")."""
NOT_PROSE = SAME_EVERYWHERE - {"items"} | frozenset(_NAMES.split())
"""Fields whose texts are the same in every language: names, people, addresses, licences."""
NEAREST = {"easy": ("easy", "medium", "hard"), "medium": ("medium", "easy", "hard"), "hard": ("hard", "medium", "easy")}
PLAIN_WORDS = 3

_CODE = re.compile(r"[a-z]{2}(-[A-Za-z0-9]+)*\Z")
_WORD = re.compile(r"[^\W\d_][^\W_]+")
_MATHS = re.compile(r"\$[^$]*\$|\[\[|\]\]")
_COUNT = re.compile(r"\s*[0-9]+\s*\Z")
_FACT = re.compile(r"\s*(?:true|false|[-+]?[0-9][0-9.,]*)\s*\Z", re.IGNORECASE)
_LANGUAGE, _LEVEL, _DROPPED = 1, 2, 4


def resolve(
    source: Source, language: str, level_text: str, topic_language: str, languages: Sequence[str]
) -> tuple[Source, list[Diagnostic]]:
    """Return the source in one language at one level of text, and what is wrong with its maps in that language."""
    resolver = Resolver(source, topic_language, languages)
    return resolver.take(language, level_text), resolver.findings(language)


class Resolver:
    """A source seen once, so that every language and level after that only touches what depends on it."""

    def __init__(self, source: Source, topic_language: str, languages: Sequence[str]) -> None:
        self.source = source
        self.own = topic_language
        self.languages = tuple(dict.fromkeys([topic_language, *languages]))
        self.everywhere: list[Diagnostic] = []
        self.lacking: dict[str, list[Diagnostic]] = {language: [] for language in self.languages}
        self.depends: dict[int, int] = {}
        self.maps: dict[int, int] = {}
        self.alike: set[int] = set()
        self.dropped: dict[int, list[str]] = {}
        self.taken: dict[tuple[int, str, str], Value] = {}
        self.look(source.value, "", False)

    def findings(self, language: str) -> list[Diagnostic]:
        """Return what is wrong with the maps wherever one stands, and what lacks this language."""
        if language not in self.lacking:
            offered = ", ".join(f"`{one}`" for one in self.languages)
            found = finding("language-not-offered", Span(self.source.file), language=language, languages=offered)
            return [*self.everywhere, found]
        return [*self.everywhere, *self.lacking[language]]

    def take(self, language: str, level: str) -> Source:
        """Return the source in one language at one level; unchanged parts are the same objects as before."""
        value = self.of(self.source.value, language, level)
        if value is self.source.value:
            return self.source
        return Source(self.source.file, value, self.source.lines, self.source.findings)

    def of(self, value: Value, language: str, level: str) -> Value:
        """Return a value in one language at one level."""
        depends = self.depends.get(id(value), 0)
        if not depends:
            return value
        place = (id(value), language if depends & _LANGUAGE else "", level if depends & _LEVEL else "")
        taken = self.taken.get(place)
        if taken is None:
            taken = self.taken[place] = self.made(value, language, level)
        return taken

    def made(self, value: Value, language: str, level: str) -> Value:
        """Make a list or fields anew with everything inside settled; a map gives its best entry."""
        if isinstance(value, Listing):
            return Listing(tuple([self.of(entry, language, level) for entry in value.entries]), value.span)
        assert isinstance(value, Fields)
        kind = self.maps.get(id(value), 0)
        if not kind:
            entries = {
                name: self.of(entry, language, level) if id(entry) in self.depends else entry
                for name, entry in value.entries.items()
            }
            for name in self.dropped.get(id(value), ()):
                del entries[name]
            return Fields(entries, value.keys, value.span)
        if id(value) in self.alike:
            language, level = self.own, DIFFICULTIES[0]
        order = (language, self.own, *self.languages) if kind == _LANGUAGE else NEAREST[level]
        for name in order:
            entry = value.entries.get(name)
            if entry is not None and not isinstance(entry, Absent):
                return self.of(entry, language, level)
        return Absent(value.span)

    def look(self, value: Value, name: str, translated: bool) -> int:
        """Settle what a value depends on, and collect what is wrong; `translated` inside a language map."""
        if type(value) is Scalar:
            if not translated and len(value.text) > 2 * PLAIN_WORDS + 1:
                self.look_at_text(value, name)
            return 0
        depends = 0
        if type(value) is Listing:
            for entry in value.entries:
                depends |= self.look(entry, name, translated)
        elif type(value) is Fields:
            depends = self.look_at_fields(value, name, translated)
        if depends:
            self.depends[id(value)] = depends
        return depends

    def look_at_fields(self, value: Fields, name: str, translated: bool) -> int:
        """Settle what fields or a map depend on."""
        kind = self.kind_of(value, name)
        if kind:
            self.maps[id(value)] = kind
            if kind == _LANGUAGE and all(one in self.lacking or _CODE.match(one) for one in value.entries):
                self.look_at_map(value)
            depends = kind
            for entry in value.entries.values():
                depends |= self.look(entry, name, translated or kind == _LANGUAGE)
            return depends
        depends = _DROPPED if id(value) in self.dropped else 0
        for inner, entry in value.entries.items():
            if type(entry) is Scalar:
                if not translated and len(entry.text) > 2 * PLAIN_WORDS + 1:
                    self.look_at_text(entry, name if name in NOT_PROSE else inner)
                continue
            found = self.look(entry, name if name in NOT_PROSE else inner, translated)
            depends |= found
            if type(entry) is Fields and id(entry) in self.maps and self.is_same_everywhere(inner, entry):
                self.everywhere.append(finding("not-translatable", value.keys[inner], name=inner))
                self.alike.add(id(entry))
        return depends

    def kind_of(self, value: Fields, name: str) -> int:
        """Say whether fields are a language map, a level map or neither; mixed ones are what most of them are."""
        names = value.entries.keys()
        if not names or name == "allow":
            return 0
        languages = [] if names.isdisjoint(self.lacking) else [one for one in names if one in self.lacking]
        levels = [] if names.isdisjoint(DIFFICULTIES) else [one for one in names if one in DIFFICULTIES]
        if len(languages) == len(names):
            return _LANGUAGE
        if len(levels) == len(names):
            return _LEVEL
        if not levels and all(one in self.lacking or _CODE.match(one) for one in names):
            for one in names - self.lacking.keys():
                listed = ", ".join(f"`{known}`" for known in self.languages)
                help_text = f"add it to `languages`, which lists {listed}, or delete it"
                self.everywhere.append(finding("unlisted-language", value.keys[one], language=one, help=help_text))
            return _LANGUAGE
        if languages or levels:
            self.mixed(value, languages, levels)
            if 2 * (len(languages) + len(levels)) > len(names):
                return _LANGUAGE if len(languages) >= len(levels) else _LEVEL
            self.dropped[id(value)] = [*languages, *levels]
        return 0

    def mixed(self, value: Fields, languages: Sequence[str], levels: Sequence[str]) -> None:
        """Report a map that holds more than one kind of thing."""
        maps = {*languages, *levels}
        others = [one for one in value.entries if one not in maps]
        odd = others[0] if others else (levels or languages)[0]
        first = (languages or levels)[0]
        if others and len(others) >= len(maps):
            odd, first = first, odd
        help_text = f"`{odd}` is a language here; a name is written as `name`" if odd in languages and others else ""
        if not help_text:
            help_text = "put one map inside the other" if not others else "the fields of a map are all languages or all levels"
        self.everywhere.append(finding("mixed-map", value.keys[odd], first=first, second=odd, help=help_text))

    def look_at_map(self, value: Fields) -> None:
        """Report which of the topic's languages a map lacks."""
        for language in self.languages:
            if type(value.entries.get(language, _NOTHING)) is Absent:
                other = next((one for one in (self.own, *self.languages) if self.has(value, one)), "")
                if other:
                    self.lacking[language].append(finding("missing-translation", value.span, language=language, other=other))

    @staticmethod
    def has(value: Fields, language: str) -> bool:
        """Say whether a map has something in a language."""
        return type(value.entries.get(language, _NOTHING)) is not Absent

    def look_at_text(self, value: Scalar, name: str) -> None:
        """Warn of a text of several words that every language would print alike."""
        if len(self.languages) > 1 and name not in NOT_PROSE:
            words = _WORD.findall(_MATHS.sub(" ", value.text))
            if len(words) > PLAIN_WORDS:
                by_language = ", ".join(f'{one}: "..."' for one in self.languages)
                self.everywhere.append(finding("untranslated", value.span, map=f"{{{by_language}}}"))

    @staticmethod
    def is_same_everywhere(name: str, value: Fields) -> bool:
        """Say whether a field may not be given by language or level: nor may answers and columns that are no words."""
        if name == "answer":
            return all(_FACT.match(text) for text in _leaves(value))
        if name == "column":
            return any(_COUNT.match(text) for text in _leaves(value))
        return name in SAME_EVERYWHERE


_NOTHING = Absent(Span(""))


def _leaves(value: Value) -> Iterator[str]:
    if isinstance(value, Scalar):
        yield value.text
    elif isinstance(value, Fields):
        for entry in value.entries.values():
            yield from _leaves(entry)
