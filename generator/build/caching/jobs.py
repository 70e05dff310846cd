"""Jobs that were done before: where all that a job read is as it was, and what it made lies there, it is not done again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from generator.build.caching.facts import Look
from generator.build.caching.kept import Kept, named
from generator.build.job import Cell, CourseJob, Job, Made
from generator.build.judging import Told
from generator.diagnostics import Diagnostic, Severity, Span
from generator.frozen import replace
from generator.write import Artifact
from generator.write.disk import on_disk

KIND = "jobs"


class DoneJobs:
    """What jobs of earlier builds made, in the words of the manifest; their files lie in the output folder."""

    def __init__(self, keep: Kept, look: Look) -> None:
        self.keep, self.look = keep, look
        self._names: dict[int, str] = {}

    def find(self, job: Job | CourseJob) -> Made | None:
        """Return what a job made, its artifacts without bytes; None where anything that it read or made is another now."""
        data = self.keep.get(KIND, self.name(job))
        if data is None:
            return None
        head, *lines = data.split(b"\n")
        record, rows = json.loads(head), map(json.loads, lines)
        if not self.look.agrees(record["inputs"]):
            return None
        cells = [_cell(cell, rows) for cell in record["cells"]]
        output = job.request.output
        try:
            if any(on_disk(output / one.path) != one.sum for cell in cells for one in cell.artifacts):
                return None
        except OSError:
            return None
        findings = tuple(_finding(*one) for one in record["findings"])
        return Made(tuple(cells), findings, Told(*record["told"]), inputs=tuple(map(tuple, record["inputs"])))

    def note(self, job: Job | CourseJob, made: Made) -> None:
        """Keep what a job made, unless something was wrong."""
        files = {path for _, path, _ in made.inputs}
        wrong = any(one.severity is Severity.ERROR for one in made.findings) or any(cell.findings for cell in made.cells)
        elsewhere = any(one.span and one.span.file not in files for one in made.findings)
        if made.bug or wrong or elsewhere or not made.cells:
            return
        cells = [(cell.language, cell.level, sorted(cell.scopes), len(cell.artifacts)) for cell in made.cells]
        head = {"inputs": made.inputs, "cells": cells, "findings": made.findings, "told": made.told}
        rows = ({**one.row, "sha256": one.sha256()} for cell in made.cells for one in cell.artifacts)
        lines = (json.dumps(part, default=_values).encode("ascii") for part in (head, *rows))
        self.keep.put(KIND, self.name(job), b"\n".join(lines))

    def name(self, job: Job | CourseJob) -> str:
        """Return the name of a job's record: what it is asked, and what it goes by beside the files that it reads."""
        if id(job) not in self._names:
            asked, roster = replace(job, request=replace(job.request, jobs=None, force=False)), ""
            if isinstance(asked, Job) and asked.pupils:
                asked, roster = replace(asked, pupils=()), self.look.at("file", asked.request.roster)
            facts = f"{Path.cwd()}\0{asked!r}\0{roster}\0{job.school.folder}"
            self._names[id(job)] = named(facts.encode("utf-8", "surrogateescape"))
        return self._names[id(job)]


def _cell(cell: Sequence[Any], rows: Iterator[dict[str, Any]]) -> Cell:
    """Return a cell, whose rows come next."""
    language, level, scopes, count = cell
    artifacts = tuple(Artifact(b"", row, sum=row.pop("sha256")) for row in islice(rows, count))
    return Cell(language, level, artifacts, frozenset(map(tuple, scopes)))


def _values(found: Any) -> Sequence[object]:
    assert isinstance(found, Diagnostic)
    return found.code, found.severity, found.message, found.span, found.label, found.help


def _finding(code: str, severity: str, message: str, span: Sequence[Any] | None, label: str, help_text: str) -> Diagnostic:
    return Diagnostic(code, Severity(severity), message, Span(*span) if span else None, label, help_text)
