"""A blueprint's file read and checked: its shape, its counts, its texts in every language; which items fit is for `select`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, cast

from generator.check import uncovered
from generator.check.assembly import Assembly
from generator.diagnostics import Diagnostic, Span, finding
from generator.diagnostics.nearest import did_you_mean
from generator.items import REGISTRY
from generator.languages import codes
from generator.model.blueprint import COUNTING, Among, Blueprint, BlueprintSection, Texts
from generator.model.item import Group
from generator.model.level import DIFFICULTIES
from generator.model.record import Record
from generator.model.text import Text
from generator.resolve import Resolver
from generator.schema import Reader, Reading, fields_of, record, scalars
from generator.source import Absent, Fields, Listing, Scalar, Source, Value

__all__ = ["read"]

KNOWN: Mapping[str, tuple[str, ...]] = {
    "type": (*(each.TYPE for each in REGISTRY), Group.TYPE),
    "difficulty": tuple(DIFFICULTIES),
    "cognitive": ("C1", "C2", "C3", "C4", "C5", "C6"),
}
MOST = 2000
SHAPE = "fields (`title`, `items` or `sections`)"


def read(
    source: Source, covers: Callable[[str], bool] | None = None, formulas: Callable[[str], object] | None = None
) -> tuple[Blueprint | None, tuple[Diagnostic, ...]]:
    """Return the blueprint of a file with every finding; of no use after errors. `covers` and `formulas` as for a topic."""
    findings: list[Diagnostic] = [*source.findings, *(uncovered(source, covers) if covers is not None else ())]
    value = source.value
    if isinstance(value, Absent) or (isinstance(value, Fields) and not value.entries):
        return None, (*findings, finding("blueprint-empty", Span(source.file)))
    if not isinstance(value, Fields):
        found = {"found": "a list" if isinstance(value, Listing) else "a text", "needed": SHAPE}
        return None, (*findings, finding("wrong-shape", value.span, **found))
    made = record(Blueprint, value, findings, _Reader(source, findings, formulas).readers, source=source)
    if made is not None:
        findings += _amiss(made, value)
    findings.sort(key=lambda found: (found.span or Span(source.file), found.code))
    return made, tuple(dict.fromkeys(findings))


class _Reader:
    """Reads what a blueprint has and a topic has not: names with counts, and texts in all languages and levels at once."""

    def __init__(self, source: Source, findings: list[Diagnostic], formulas: Callable[[str], object] | None) -> None:
        self.source, self.findings = source, findings
        sections = fields_of(Blueprint)["sections"].kind.annotation
        self.readers: dict[Any, Reader] = {Texts: self.texts, Among: self.among, sections: self.sections}
        self.assembly = Assembly(source, findings, None, formulas)

    def sections(self, reading: Reading, value: Value, path: str, spans: dict[str, Span]) -> tuple[BlueprintSection, ...]:
        """Read the sections; wrong ones are left out, so that the others are checked all the same."""
        made = []
        for index, entry in enumerate(value.entries if isinstance(value, Listing) else (value,)):
            spans[f"{path}.{index}"] = entry.span
            if isinstance(entry, Absent):
                self.findings.append(finding("empty-entry", entry.span))
            else:
                made.append(reading.record(BlueprintSection, entry))
        if not made:
            self.findings.append(finding("too-few", value.span, count=0, least=1, what="entries"))
        return tuple(section for section in made if section is not None)

    def texts(self, reading: Reading, value: Value, path: str, spans: dict[str, Span]) -> Texts | None:
        """Read a text, a map of languages, a map of levels, or one inside the other."""
        own, *_ = known = codes()
        before = len(self.findings)
        resolver = Resolver(Source(self.source.file, value, self.source.lines), own, known)
        for found in resolver.everywhere:
            if found.code == "unlisted-language" and found.span is not None:
                line = self.source.lines[found.span.line - 1]
                code = line[found.span.column - 1 : found.span.end_column - 1]
                self.findings.append(finding("unknown-language", found.span, code=code, known=", ".join(known)))
            elif found.code != "untranslated":
                self.findings.append(found)
        if len(self.findings) > before:
            return None
        said = []
        for language in known:
            for level in DIFFICULTIES:
                one = resolver.take(language, level).value
                text = Text() if isinstance(one, Absent) else self.assembly.text(reading, one, path, spans)
                if text is None:
                    return None
                said.append((language, str(level), text))
        return Texts(said=tuple(said), lacks=tuple(code for code in known if resolver.lacking[code]))

    def among(self, reading: Reading, value: Value, path: str, spans: dict[str, Span]) -> Among | None:
        """Read a name, a list of names, or a count for each of some names."""
        before = len(self.findings)
        counts: dict[str, int] = {}
        names: list[str] = []
        if isinstance(value, Fields):
            for name, entry in value.entries.items():
                count = self.count(reading, entry)
                if self.known(path, name, value.keys[name]) and count is not None:
                    counts[name] = count
                    spans[f"{path}.{name}"] = Span(*value.keys[name][:3], *entry.span[3:])
        else:
            for entry in value.entries if isinstance(value, Listing) else (value,):
                if not isinstance(entry, Scalar):
                    reading.wrong_shape(entry, "a name")
                elif self.known(path, entry.text.strip(), entry.span):
                    names.append(entry.text.strip())
                    spans[f"{path}.{names[-1]}"] = entry.span
        if len(self.findings) > before:
            return None
        if not counts and not names:
            self.findings.append(finding("too-few", value.span, count=0, least=1, what="entries"))
            return None
        return Among(names=tuple(counts or dict.fromkeys(names)), counts=tuple(counts.values()))

    def count(self, reading: Reading, value: Value) -> int | None:
        """Return how many items a map asks for, or None after a finding."""
        if not isinstance(value, Scalar):
            return cast("int | None", reading.wrong_shape(value, "a whole number"))
        count = scalars.whole(value.text.strip())
        if count is None:
            code, help_text = scalars.wrong("whole", value.text.strip())
            self.findings.append(finding(code, value.span, found=value.text.strip()[:60], help=help_text))
        elif not 0 <= count <= MOST:
            self.findings.append(finding("out-of-range", value.span, found=count, low=0, high=MOST))
            return None
        return count

    def known(self, path: str, name: str, span: Span) -> bool:
        """Say whether a field takes a name; whether an objective is there is for the topic to say."""
        known = KNOWN.get(path)
        if known is not None and name not in known:
            listed = ", ".join(f"`{one}`" for one in known)
            facts = {"found": name[:60], "allowed": listed, "help": did_you_mean(name, known, f"one of {listed}")}
            self.findings.append(finding("not-one-of", span, **facts))
        elif known is None and scalars.name(name) is None:
            code, help_text = scalars.wrong("name", name)
            self.findings.append(finding(code, span, found=name[:60], help=help_text))
        else:
            return True
        return False


def _amiss(blueprint: Blueprint, value: Fields) -> Iterator[Diagnostic]:
    """Yield what is wrong with the counts."""
    written = {name for name, entry in value.entries.items() if not isinstance(entry, Absent)}
    if {"items", "sections"} <= written:
        yield finding("blueprint-both", value.keys["items"])
    elif not {"items", "sections"} & written:
        yield finding("blueprint-empty", _first(blueprint))
    for section in blueprint.sections:
        if all(getattr(section, name) for name in (*COUNTING, "count") if name in section.spans):  # else told already
            yield from _counted(section)


def _counted(section: BlueprintSection) -> Iterator[Diagnostic]:
    counting = section.counting()
    total = sum(getattr(section, counting[0]).counts) if counting else section.count
    if len(counting) > 1:
        yield finding("blueprint-two-counts", section.at(counting[1]), first=counting[0], second=counting[1])
    elif not counting and not total:
        yield finding("missing-field", _first(section), name="count")
    elif not total:
        yield finding("blueprint-empty", section.at(counting[0]))
    elif section.count not in (None, total):
        yield finding("blueprint-sum", section.at("count"), field=counting[0], sum=total, count=section.count)


def _first(record: Record) -> Span | None:
    """Return where the first field of a record stands."""
    return min((span for name, span in record.spans.items() if name), default=record.at())
