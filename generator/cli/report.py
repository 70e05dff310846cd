"""What `lembar check --report` prints: how hard each passage of a topic is to read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.cli.output import Output
from generator.judge import Subject
from generator.judge.rules.readability import Reading, readings

SCALES = {"fry": "sentences and syllables x 0.6 in 100 words", "flesch-kincaid": "school year of Flesch and Kincaid"}


def report(subject: Subject, name: str, output: Output) -> None:
    """Print the report of one topic: tables, or in JSON one object for each of their rows."""
    rows = list(readability(subject))
    if output.form == "json":
        import json  # only this form needs it

        for row in rows:
            output.result(json.dumps({"report": "readability", "topic": name, **row}))
        return
    output.result(f"{name}: readability")
    for line in table(rows):
        output.result(f"  {line}")
    for language in dict.fromkeys(str(row["language"]) for row in rows):
        output.result(f"  {language}: {scale(subject, language)}; `bare` is without the topic's terms")
    output.result("")


def readability(subject: Subject) -> Iterator[dict[str, object]]:
    """Yield the measures of each passage in each language at each level."""
    for reading in readings(subject):
        measure = reading.measure
        yield {
            "passage": reading.passage.name,
            "language": reading.language,
            "level": reading.text,
            "words": measure.words,
            "sentences": round(measure.sentences, 1),
            "syllables": round(measure.syllables, 1),
            "bare": round(measure.bare, 1),
            "year": round(measure.grade, 1) if reading.by.scale == "flesch-kincaid" else None,
            "due": reading.due(),
            "verdict": verdict(reading),
        }


def verdict(reading: Reading) -> str:
    """Return whether a reading keeps its bound."""
    if not reading.judged:
        return "too short to judge"
    return "" if reading.bound is None else "kept" if reading.kept else "MISSED"


def scale(subject: Subject, language: str) -> str:
    """Return how a language's numbers are to be read."""
    return next(SCALES[reading.by.scale] for reading in readings(subject) if reading.language == language)


def table(rows: Sequence[Mapping[str, object]]) -> Iterator[str]:
    """Yield the lines of a table: a head, then the rows; numbers at the right."""
    if not rows:
        yield "nothing to measure"
        return
    shown = [[_cell(value) for value in row.values()] for row in rows]
    widths = [max(len(name), *(len(row[i]) for row in shown)) for i, name in enumerate(rows[0])]
    right = [all(isinstance(row[name], (int, float)) or row[name] is None for row in rows) for name in rows[0]]
    for cells in (list(rows[0]), *shown):
        fitted = (cell.rjust(width) if end else cell.ljust(width) for cell, width, end in zip(cells, widths, right, strict=True))
        yield "  ".join(fitted).rstrip()


def _cell(value: object) -> str:
    return "" if value is None else f"{value:.1f}" if isinstance(value, float) else str(value)
