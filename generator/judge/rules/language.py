"""Spelling and signs: Indonesian as the dictionary and the spelling rules have it, English as the British write it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from generator.diagnostics import Diagnostic, finding
from generator.judge.guide import Guide, Sign, guide, pairs, words
from generator.judge.subject import Subject

_TOKEN = re.compile(r"[a-z]{3,}")


class Look(NamedTuple):
    """A pattern, and what is due where it is found: by the words found, or as a template."""

    pattern: re.Pattern[str]
    rights: dict[str, str]
    template: str = ""
    but: tuple[str, ...] = ()

    def seen(self, text: str) -> Iterator[tuple[str, str]]:
        """Yield what stands in a text and what is due."""
        for match in self.pattern.finditer(text):
            found = match[0]
            if found in self.but or _meant(text[: match.start()][-1:], text[match.end() :][:1]):
                continue
            due = match.expand(self.template) if self.template else self.rights[found.casefold()]
            yield found, due[:1].upper() + due[1:] if found[:1].isupper() else due


def _meant(before: str, after: str) -> bool:
    """Say whether a word is meant as a word, which is set in italics or quotation marks."""
    return before + after in ("**", "“”", "‘’", '""')


def spelling(subject: Subject) -> Iterator[Diagnostic]:
    """Yield words that the dictionary spells otherwise."""
    looks = {language: list(_misspelt(guide(language), subject.prose[language].casefold())) for language in subject.languages}
    yield from _told(subject, "spelling", looks)


def signs(subject: Subject) -> Iterator[Diagnostic]:
    """Yield numbers, times and dots that the spelling rules write otherwise."""
    looks = {}
    for language in subject.languages:
        written = subject.prose[language]
        looks[language] = [look for look in map(_look, guide(language).signs) if look.pattern.search(written)]
    yield from _told(subject, "sign", looks)


def _misspelt(by: Guide, written: str) -> Iterator[Look]:
    """Yield what to look for: of the listed words those alone that stand somewhere."""
    tokens = set(_TOKEN.findall(written))
    listed = pairs(by.spellings)
    rights = {wrong: listed[wrong] for wrong in listed.keys() & tokens}
    rights |= {wrong: right for wrong, right in listed.items() if not wrong.isalpha() and wrong in written}
    for look in map(_look, by.endings):
        rights |= {one: look.pattern.sub(look.template, one) for one in tokens if look.pattern.fullmatch(one)}
        rights = {wrong: right for wrong, right in rights.items() if wrong not in look.but}
    if rights:
        either = "|".join(map(re.escape, sorted(rights)))
        yield Look(re.compile(rf"\b(?:{either})\b", re.IGNORECASE if by.capitals else 0), rights)
    prefixes = [one for one in words(by.joined) if one in tokens and re.search(rf"{one}(?<![a-z]{one})[ -][a-z]", written)]
    if prefixes:
        either = "|".join(f"[{prefix[0].upper()}{prefix[0]}]{prefix[1:]}" for prefix in prefixes)
        apart = "|".join(one if " " in one else rf"\w+ {one}" for one in words(by.unjoined)) or "$"
        yield Look(re.compile(rf"\b(?!(?:{apart})\b)({either})[ -]([a-z]\w+)"), {}, r"\1\2")


@cache
def _look(sign: Sign) -> Look:
    return Look(re.compile(sign.find), {}, sign.write, words(sign.but))


def _told(subject: Subject, code: str, looks: dict[str, list[Look]]) -> Iterator[Diagnostic]:
    if not any(looks.values()):
        return  # as in most files
    for text in subject.written:
        for look in looks.get(text.language, ()):
            for found, due in look.seen(text.text):
                yield finding(code, subject.source.find(text.span, found), found=found, due=due)


RULES = (spelling, signs)
