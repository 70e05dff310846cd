"""What the wording of choices gives away to the shuffle: phrases that speak of the other choices, and equal texts.

The words are data by language; an item never knows which language it is in, so all are looked at. Source of the rules:
the item-writing guidance on "all of the above" and on choices that name other choices by their letters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from generator.diagnostics import Diagnostic, Span, finding
from generator.model.level import Level
from generator.model.text import Break, Run, Text

# A choice stays last when it holds nothing but these words: a quantifier, and something that it speaks of.
QUANTIFIERS = {
    "en": r"all|none|neither|both|either|any|every|each|no|nothing|everything|not",
    "id": r"semua|semuanya|seluruh|seluruhnya|kedua|keduanya|kedua-duanya|ketiga|ketiganya|ketiga-tiganya|keempat|keempatnya"
    r"|(?:tidak|tak) (?:ada|satu ?pun)|tiada|satu ?pun|salah satu|bukan",
}
ALONE = {
    "en": "all, none, neither, both, either, everything, nothing",
    "id": "semua, semuanya, seluruhnya, keduanya, kedua-duanya, ketiganya, tidak ada, tak satu pun, tidak satu pun",
}
REFERENCES = {
    "en": "above, below, these, those, them, answer, answers, option, options, choice, choices, statement, statements,"
    "alternative, alternatives, response, responses, correct, true, right, wrong, false, incorrect, listed, given,"
    "mentioned, preceding, foregoing, others, apply, applies",
    "id": "jawaban, jawabannya, pilihan, opsi, pernyataan, alternatif, atas, bawah, tersebut, benar, salah, betul, tepat, keliru,"
    "sesuai, tersedia, disebutkan, diberikan, sebelumnya",
}
LINKS = {
    "en": "of, the, is, are, was, were, there, other, here, one, two, three, four, five, that, do, does, it",
    "id": "yang, di, dari, antara, ini, itu, adalah, lain, lainnya, tidak, tak, ada, kurang, hal, hal-hal, adanya,"
    "satu, pun, satupun",
}
# A choice names others by their letters when it holds nothing but letters and these words.
JOINTS = {"en": "and, or, nor, but, not, &", "id": "dan, atau, serta, maupun, tetapi, tapi, bukan"}
NAMING = {
    "en": "both, either, neither, only, just, all, answer, answers, choice, choices, option, options, statement, statements,"
    "correct, true, right, wrong, false, incorrect, is, are, the, of",
    "id": "hanya, saja, semua, semuanya, keduanya, kedua, jawaban, pilihan, opsi, pernyataan, huruf, benar, salah, betul, tepat,"
    "keliru, adalah, yang, tidak, baik",
}
# Before these words of English a lone "a" is the article, not a letter.
AFTER_ARTICLE = {"en": "answer, choice, option, statement, correct, true, right, wrong, false, incorrect"}


def _words(*tables: Mapping[str, str]) -> frozenset[str]:
    return frozenset(word.strip() for table in tables for line in table.values() for word in line.split(","))


_QUANTIFIER = re.compile(r"\b(?:" + "|".join(QUANTIFIERS.values()) + r")\b")
_ALONE, _REFERENCES, _JOINTS, _NAMING = _words(ALONE), _words(REFERENCES), _words(JOINTS), _words(NAMING)
_KNOWN = _REFERENCES | _words(LINKS) | frozenset(re.findall(r"[\w-]+", _QUANTIFIER.pattern))
_AFTER_ARTICLE = _words(AFTER_ARTICLE)


def folded(text: Text) -> str:
    """Return what a reader sees of a text, without extra white space: equal for texts that read the same."""
    if len(text.paragraphs) == 1 and len(line := text.paragraphs[0]) == 1 and type(line[0]) is Run and not line[0].script:
        return _plain(line[0].text)  # as most are
    parts = []
    for line in text.paragraphs:
        for inline in line:
            if type(inline) is Run:
                parts.append({"sup": "^", "sub": "~"}.get(inline.script, "") + inline.text)
            elif isinstance(inline, Break):
                parts.append(" ")
        parts.append(" ")
    return _plain("".join(parts))


def _plain(words: str) -> str:
    seen = " ".join(words.split())
    return seen if seen.isascii() else unicodedata.normalize("NFC", seen)


def canonical(text: Text) -> tuple[str, str]:
    """Return the key of canonical order, from which every shuffle starts: by text, whatever the order of writing."""
    return folded(text).casefold(), str(text)


def repeats(texts: Iterable[Text]) -> Iterator[tuple[int, int, bool]]:
    """Yield the place of each text that reads like an earlier one, the earlier one's place, and whether they read the same.

    Where only capitals, or 0 and O, differ, they do not: `Aa` and `aa` are two genotypes.
    """
    seen: dict[str, int] = {}
    alike: dict[str, int] = {}
    for second, text in enumerate(texts):
        words = folded(text)
        first, near = seen.setdefault(words, second), alike.setdefault(words.casefold().replace("0", "o"), second)
        if near != second:
            yield second, near if first == second else first, first != second


def equal_entries(what: str, entries: Iterable[tuple[Text, Span | None]]) -> Iterator[Diagnostic]:
    """Yield a finding for each entry, given with its place, that reads or looks like an earlier one; `what` they are."""
    listed = list(entries)
    for second, first, same in repeats(text for text, _ in listed):
        text, span = listed[second]
        code = "equal-entries" if same else "look-alike-entries"
        yield finding(code, span, what=what, text=text, first=first + 1, second=second + 1)


def bank(level: Level, words: Iterable[str], extra: Iterable[str]) -> tuple[str, ...]:
    """Return a level's word bank: none, the words, or these and the extras; alphabetical, each word once."""
    shown = () if level.bank == "none" else {*words, *(extra if level.bank == "extras" else ())}
    return tuple(sorted(shown, key=lambda word: (word.casefold(), word)))


def stays_last(text: Text) -> bool:
    """Say whether a choice speaks of all the others ("semua benar", "none of the above") and must stay last."""
    return _of_all_others(folded(text))


@lru_cache(maxsize=4096)
def _of_all_others(seen: str) -> bool:
    plain = seen.casefold().strip(" .!,;:…\"'“”‘’()")
    if plain in _ALONE or not _QUANTIFIER.search(plain):
        return plain in _ALONE
    words = re.findall(r"[\w-]+", plain)
    return set(words) <= _KNOWN and not _REFERENCES.isdisjoint(words)


def names_letters(text: Text, count: int) -> bool:
    """Say whether a choice names others of `count` choices by their letters ("A dan B", "only C is right")."""
    words = re.findall(r"[\w]+|&", str(text))
    letters = [word for word in words if len(word) == 1 and word.isascii() and 0 <= ord(word.upper()) - ord("A") < count]
    rest = [word.casefold() for word in words if word not in letters]
    if not letters or not set(rest) <= _JOINTS | _NAMING:
        return False
    if len(letters) == 1 and letters[0] in "aA":
        after = words[words.index(letters[0]) + 1 :]
        if after and after[0].casefold() in _AFTER_ARTICLE:
            return False
    joined = len(letters) > 1 and not _JOINTS.isdisjoint(rest) and all(letter.isupper() for letter in letters)
    return joined or not _NAMING.isdisjoint(rest)
