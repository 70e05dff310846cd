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
class Guide(Record):
    """What is known of one language; a field that is missing judges nothing."""

    readability: Readability | None = None


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
