"""By what the texts of a language are judged: word lists, bounds and patterns, one YAML file for each language."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Literal

from generator import schema, source
from generator.diagnostics import Diagnostic, Failed
from generator.frozen import frozen_record
from generator.model.level import Difficulty
from generator.model.record import Record

FOLDER = Path(__file__).resolve().parent / "languages"


@frozen_record
class Bound(Record):
    """What a text at one level has to keep in the classes `grades`; in 100 words, or a school year. None: no bound."""

    grades: tuple[int, ...]
    text: Difficulty
    sentences: Decimal | None = None
    syllables: Decimal | None = None
    grade: Decimal | None = None


@frozen_record
class Readability(Record):
    """How a language's readability is reckoned: syllables are matches of `nuclei` less those of `silent`, times `factor`."""

    scale: Literal["fry", "flesch-kincaid"]
    factor: Decimal
    nuclei: str
    silent: str = ""
    abbreviations: str = ""
    bounds: tuple[Bound, ...] = ()


@frozen_record
class ItemWords(Record):
    """What items are not to be worded with: patterns `negative` and `letter`, vague words, words that
    deny what follows; `numbers` are words in their order."""

    negative: str = ""
    vague: str = ""
    letter: str = ""
    denying: str = ""
    numbers: str = ""


@frozen_record
class Sign(Record):
    """A pattern that is written otherwise; `but` are words that it does not mean."""

    find: str
    write: str
    but: str = ""


@frozen_record
class Guide(Record):
    """What is known of one language; a field that is missing judges nothing.

    `verbs` are those of C1 to C6, `imperatives` and `spellings` lines of two words (`capitals`: in names too), `endings` of
    words that are spelled otherwise, `joined` prefixes and `unjoined` what only looks like them, `signs` numbers and marks.
    """

    readability: Readability | None = None
    items: ItemWords = ItemWords()
    verbs: dict[str, str] = {}
    imperatives: str = ""
    spellings: str = ""
    endings: tuple[Sign, ...] = ()
    capitals: bool = False
    joined: str = ""
    unjoined: str = ""
    signs: tuple[Sign, ...] = ()


@cache
def guide(language: str) -> Guide:
    """Return the guide of a language, an empty one where it has no file. Raises Failed for a file that is wrong."""
    path = FOLDER / f"{language}.yaml"
    if not path.is_file():
        return Guide()
    findings: list[Diagnostic] = []
    made = schema.record(Guide, source.read(path).value, findings)
    if made is None or findings:
        raise Failed(findings)
    return made


def words(listed: str) -> tuple[str, ...]:
    """Return the entries of a list that is one text, parted by commas."""
    return tuple(word.strip() for word in listed.split(",") if word.strip())


@cache
def pairs(listed: str) -> dict[str, str]:
    """Return the lines of a text as pairs, parted by their colons."""
    return {wrong.strip(): right.strip() for wrong, _, right in (line.partition(":") for line in listed.splitlines())}
