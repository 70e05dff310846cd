"""The printed words: one YAML file for each language, read once, asked by path.

Compose takes every human word of a document from here; nothing printed stands in Python. A language is added by adding
its file, with the same fields and placeholders as the others (`tests/test_languages.py` holds them together). Its
`curricula` say which of its words are others under a curriculum.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Literal, Union, cast

from generator import source
from generator.diagnostics import Failed, finding
from generator.frozen import frozen
from generator.model.text import Run, Text

__all__ = ["CURRICULA", "Words", "codes", "words"]

FOLDER = Path(__file__).resolve().parent
CURRICULA = ("merdeka", "k13", "merdeka-pm")
"""The curricula whose words there are; the first is the usual one."""
SHIFTS = (0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4)
"""How far each month moves the day of the week (Sakamoto's rule for the Gregorian calendar)."""
Tree = Union[str, tuple["Tree", ...], Mapping[str, "Tree"]]


@frozen
class Words:
    """The words of one language. A path is dotted ("sheet.fields.name"); a number in it counts a list's entries from 0.

    Facts fill a word's {placeholders}: a Decimal is printed in the language's way, anything else as its text. A word with
    plural forms is a mapping whose `by` names the deciding fact; `one` serves 1, `other` the rest.
    """

    code: str
    tree: Mapping[str, Tree]

    @property
    def name(self) -> str:
        """The language's name in itself."""
        return self("name")

    @property
    def tag(self) -> str:
        """The language as BCP 47 has it, for the PDF."""
        return self("tag")

    @property
    def direction(self) -> Literal["L2R", "R2L"]:
        """The reading direction as PDF spells it."""
        return "R2L" if self("direction") == "R2L" else "L2R"

    def __call__(self, path: str, /, **facts: object) -> str:
        """Return the word at `path`, filled; its `**` are taken out. Raises KeyError for a path or fact that is missing."""
        return self._template(path, facts).replace("**", "").format_map(self._shown(facts))

    def text(self, path: str, /, **facts: object) -> Text:
        """Return the word at `path` as a text of one paragraph in which `**` marks strong words; facts stay as they are."""
        shown = self._shown(facts)
        pieces = [piece.format_map(shown) for piece in self._template(path, facts).split("**")]
        line = tuple(Run(piece, strong=bool(i % 2)) for i, piece in enumerate(pieces) if piece)
        return Text((line,)) if line else Text()

    def has(self, path: str) -> bool:
        """Say whether there is anything at `path`."""
        try:
            self._at(path)
        except KeyError:
            return False
        return True

    def free(self, kind: str) -> str:
        """Return what a key's grid prints for a free answer of a question type: where to look for it."""
        return self(f"types.{kind}.free" if self.has(f"types.{kind}.free") else "key.no-grid")

    def lines(self, path: str) -> tuple[str, ...]:
        """Return the entries of the list at `path`."""
        return tuple(self(f"{path}.{i}") for i in range(len(self._listing(path))))

    def rows(self, path: str) -> tuple[tuple[str, ...], ...]:
        """Return the entries of the list of lists at `path`."""
        return tuple(self.lines(f"{path}.{i}") for i in range(len(self._listing(path))))

    def letter(self, style: str, index: int) -> str:
        """Return the letter of position `index` from 0: styles are the fields of `letters`; past the end `z` comes `aa`."""
        written = self._template(f"letters.{style}", {})
        if "{" in written:
            return written.format(n=index + 1)
        signs = written.split()
        parts = []
        index += 1
        while index > 0:
            index, place = divmod(index - 1, len(signs))
            parts.append(signs[place])
        return "".join(reversed(parts))

    def number(self, value: Decimal | int) -> str:
        """Return a number in the language's way, with as many decimals as it was written with."""
        whole, _, decimals = f"{abs(Decimal(value)):f}".partition(".")
        grouped = f"{int(whole):,}".replace(",", self("numbers.thousands"))
        minus = self("numbers.minus") if value < 0 else ""
        return minus + grouped + (self("numbers.decimal") + decimals if decimals else "")

    def date(self, written: str) -> str:
        """Return a date of the topic format (`2025`, `2025-10`, `2025-10-26`) in words."""
        year, *rest = written.split("-")
        if not rest:
            return year
        month = self(f"dates.months.{int(rest[0]) - 1}")
        if len(rest) == 1:
            return self("dates.month", month=month, year=year)
        return self("dates.day", day=str(int(rest[1])), month=month, year=year)

    def weekday(self, written: str) -> str:
        """Return a full date (`2026-12-07`) in words with its day of the week before it; another date as `date` has it."""
        if written.count("-") < 2:
            return self.date(written)
        year, month, day = map(int, written.split("-"))
        earlier = year - (month < 3)
        days = earlier + earlier // 4 - earlier // 100 + earlier // 400 + SHIFTS[month - 1] + day - 1
        return self("dates.weekday", day=self(f"dates.weekdays.{days % 7}"), date=self.date(written))

    def time(self, written: str) -> str:
        """Return a time of day (`07:30`) in the language's way."""
        hour, minute = written.split(":")
        return self("dates.time", hour=hour, minute=minute)

    def listed(self, parts: Sequence[str], joiner: Literal["and", "or"] = "and") -> str:
        """Return the parts as a list in words: `A, B, C, atau D`."""
        if len(parts) < 2:
            return "".join(parts)
        if len(parts) == 2:
            return self._join(f"lists.{joiner}-two").join(parts)
        return self._join("lists.between").join(parts[:-1]) + self._join(f"lists.{joiner}-last") + parts[-1]

    def grades(self, grades: Sequence[int]) -> str:
        """Return the grades as the school writes them (`Kelas IX`, `Grades 7–9`); no grade, no word."""
        if not grades:
            return ""
        numbers = self.grade_numbers(grades)
        return self("sheet.grade", grade=numbers) if len(set(grades)) == 1 else self("sheet.grades", grades=numbers)

    def grade_numbers(self, grades: Sequence[int]) -> str:
        """Return the grades without a word before them (`IX`, `7–9`)."""
        ordered = sorted(set(grades))
        labels = [self.letter("grade", grade - 1) for grade in ordered]
        if len(labels) > 2 and ordered[-1] - ordered[0] == len(labels) - 1:
            return self("numbers.range", first=labels[0], last=labels[-1])
        return self.listed(labels)

    def duration(self, minutes: int, grades: Sequence[int]) -> str:
        """Return a duration: in lessons where the grade's lesson length divides it (`2 × 40 menit`), else in minutes."""
        for last, lesson in self.rows("sheet.lesson-minutes"):
            if grades and min(grades) <= int(last):
                if minutes > int(lesson) and minutes % int(lesson) == 0:
                    return self("sheet.lessons", count=minutes // int(lesson), minutes=lesson)
                break
        return self("sheet.minutes", minutes=minutes)

    def _join(self, path: str) -> str:
        return cast(str, self._at(path))

    def _shown(self, facts: Mapping[str, object]) -> dict[str, str]:
        return {name: self.number(fact) if isinstance(fact, Decimal) else str(fact) for name, fact in facts.items()}

    def _template(self, path: str, facts: Mapping[str, object]) -> str:
        found = self._at(path)
        if isinstance(found, Mapping) and "by" in found:
            decides = facts[cast(str, found["by"])]
            found = found.get("one" if str(decides) == "1" else "other", found["other"])
        if not isinstance(found, str):
            raise KeyError(path)
        return found

    def _listing(self, path: str) -> tuple[Tree, ...]:
        found = self._at(path)
        if not isinstance(found, tuple):
            raise KeyError(path)
        return found

    def _at(self, path: str) -> Tree:
        found: Tree = self.tree
        for step in path.split("."):
            if isinstance(found, tuple) and step.isdecimal() and int(step) < len(found):
                found = found[int(step)]
            elif isinstance(found, Mapping) and step in found:
                found = found[step]
            else:
                raise KeyError(path)
        return found


def codes() -> tuple[str, ...]:
    """Return the codes of the languages that there are, sorted."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


@cache
def words(code: str, curriculum: str = CURRICULA[0]) -> Words:
    """Return a language's words under a curriculum. Raises Failed (`unknown-language`, `unknown-choice`) for other names."""
    if code not in codes():
        raise Failed([finding("unknown-language", code=code, known=", ".join(f"`{known}`" for known in codes()))])
    if curriculum not in CURRICULA:
        hint = "known are " + ", ".join(f"`{known}`" for known in CURRICULA)
        raise Failed([finding("unknown-choice", None, value=curriculum, flag="--curriculum", hint=hint)])
    tree = _plain(source.read(FOLDER / f"{code}.yaml").value)
    if not isinstance(tree, Mapping):
        raise KeyError(code)
    changes = cast(Mapping[str, Mapping[str, Tree]], tree["curricula"])[curriculum]
    return Words(code, _changed({name: entry for name, entry in tree.items() if name != "curricula"}, changes))


def _changed(tree: Mapping[str, Tree], changes: Mapping[str, Tree]) -> Mapping[str, Tree]:
    """Return the words with those of `changes` in the place of theirs. Raises KeyError for one that there is not."""
    result = dict(tree)
    for name, new in changes.items():
        old = result[name]
        result[name] = _changed(old, new) if isinstance(old, Mapping) and isinstance(new, Mapping) else new
    return result


def _plain(value: source.Value) -> Tree:
    if isinstance(value, source.Fields):
        return {name: _plain(entry) for name, entry in value.entries.items()}
    if isinstance(value, source.Listing):
        return tuple(_plain(entry) for entry in value.entries)
    return value.text if isinstance(value, source.Scalar) else ""
