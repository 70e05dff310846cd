"""How jobs are cut into pieces for several processes, and what is made of the pieces.

A job goes in steps: a generator that yields pieces to be done, is sent what came of them, and in the end returns what was
made. So a piece may wait for others while other jobs go on; whatever the number of processes, the same is made.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Sequence
from typing import Union

from generator.build.executors import Lost, Tick
from generator.build.job import Cell, CourseJob, Job, Made, Part
from generator.compose import KINDS
from generator.diagnostics import Diagnostic, finding
from generator.frozen import frozen, replace
from generator.select.order import labels

LEAST = 6
"""So many documents a piece has at least: reading the topic in another process has to pay."""


@frozen
class Piece:
    """What one process does at a time: a job, or a part of it."""

    job: Job | CourseJob
    part: Part | None = None

    def name(self) -> str:
        """Return what a finding calls it."""
        part, variants = self.part, self.job.request.variants
        if part is None:
            return self.job.name
        version = f"version {labels(variants)[part.first]}" if variants and part.built is None else ""
        return f"{self.job.name} ({', '.join(fact for fact in (part.language, part.level, version) if fact)})"


Result = Union[Made, Lost]
Steps = Generator[Sequence[Piece], Sequence[Result], Made]
Pair = tuple[Piece, Result]


def do(piece: Piece, tick: Tick) -> Made:
    """Do a piece, in any process."""
    if isinstance(piece.job, CourseJob):
        from generator.build.bundle import bind_course  # only for books

        return bind_course(piece.job)
    from generator.build.pipeline import make

    return make(piece.job, piece.part, tick)


def steps(job: Job | CourseJob, count: int) -> Steps:
    """Do a job in about `count` pieces. What ends its process is done once more, each version alone, and then left out."""
    done = yield from _done(_cut(job, count))
    if any(KINDS[name].tells for name in job.request.kinds):
        closing = [_closing(piece, cell) for piece, cell in _cells(done) if piece.part and piece.part.last and cell.scopes]
        done += yield from _done(closing)
    return _joined(done)


def _closing(piece: Piece, cell: Cell) -> Piece:
    """Return the piece that makes what tells of a cell, once all pieces of that are there."""
    assert piece.part is not None
    rows = tuple(artifact.row for artifact in cell.artifacts if "of" not in artifact.row)
    return replace(piece, part=replace(piece.part, first=0, last=None, built=rows))


def _cut(job: Job | CourseJob, count: int) -> list[Piece]:
    """Return the pieces of a job: its languages and levels, and where these are too few, some of the versions of each.

    The first one judges; under `--strict` each does, since what judging finds stops them all.
    """
    request = job.request
    cells = [(language, level.name) for language in job.languages or ("",) for level in job.levels]
    if count < 2 or isinstance(job, CourseJob) or job.pupils:
        return [Piece(job)]
    versions = request.variants or 1
    together = sum(bool(KINDS[name].sheet) for name in request.kinds)
    size = max(-(-versions * len(cells) // count), -(-LEAST // together)) if together else versions
    if size >= versions and len(cells) == 1:
        return [Piece(job)]
    starts = range(0, versions, size)
    parts = [
        Part(*cell, first=start, last=min(start + size, versions) if len(starts) > 1 else None)
        for cell in cells
        for start in starts
    ]
    rest = job if request.strict else replace(job, judged_at=())
    return [Piece(job, parts[0]), *(Piece(rest, part) for part in parts[1:])]


def _done(pieces: Sequence[Piece]) -> Generator[Sequence[Piece], Sequence[Result], list[Pair]]:
    """Return the pieces with what came of them; those that ended their process are done once more, smaller."""
    results = yield pieces
    again = {index: _single(pieces[index]) for index, one in enumerate(results) if isinstance(one, Lost) and not one.seconds}
    if not again:
        return list(zip(pieces, results, strict=True))
    retried = iter((yield [piece for singles in again.values() for piece in singles]))
    done: list[Pair] = []
    for index, (piece, result) in enumerate(zip(pieces, results, strict=True)):
        done += [(single, next(retried)) for single in again[index]] if index in again else [(piece, result)]
    return done


def _single(piece: Piece) -> list[Piece]:
    """Return a piece as one for each version."""
    part = piece.part
    if part is None or part.last is None:
        return [piece]
    return [replace(piece, part=replace(part, first=first, last=first + 1)) for first in range(part.first, part.last)]


def _joined(done: Sequence[Pair]) -> Made:
    """Return what the pieces of a job make together: nothing where something stops one of them."""
    findings: list[Diagnostic] = []
    for piece, result in done:
        if isinstance(result, Lost):
            code = "limit-time" if result.seconds else "lost-job"
            findings.append(finding(code, None, name=piece.name(), how=result.how, seconds=f"{result.seconds:g}"))
            continue
        findings += result.findings
        if result.bug or not result.cells:
            return replace(result, findings=tuple(dict.fromkeys(findings)))
    told = next((one.told for _, one in done if isinstance(one, Made)), Made().told)
    inputs = dict.fromkeys(fact for _, one in done if isinstance(one, Made) for fact in one.inputs)
    damaged = dict.fromkeys(path for _, one in done if isinstance(one, Made) for path in one.damaged)
    cells = tuple(cell for _, cell in _cells(done))
    return Made(cells, tuple(dict.fromkeys(findings)), told, inputs=tuple(inputs), damaged=tuple(damaged))


def _cells(done: Iterable[Pair]) -> list[tuple[Piece, Cell]]:
    """Return the cells that pieces make together, each with its first piece.

    Where a document was lost, an earlier build's stays: nothing is taken the place of (`scopes`).
    """
    cells: dict[tuple[str, str], tuple[Piece, list[Cell]]] = {}
    lost = set()
    for piece, result in done:
        part = piece.part
        if isinstance(result, Lost):
            lost.add((part.language, part.level) if part else ("", ""))
            continue
        for cell in result.cells:
            where = (part.language, part.level) if part else (cell.language, cell.level)
            cells.setdefault(where, (piece, []))[1].append(cell)
    return [(piece, _merged(made, whole=where not in lost)) for where, (piece, made) in cells.items()]


def _merged(cells: Sequence[Cell], *, whole: bool) -> Cell:
    """Return the parts of one cell as one, its documents in the order in which one process makes them."""
    if len(cells) == 1 and whole:
        return cells[0]
    wrong = dict.fromkeys(one for cell in cells for one in cell.findings)
    if wrong:
        return replace(cells[0], artifacts=(), scopes=frozenset(), findings=tuple(sorted(wrong, key=_withheld)))
    kinds = {name: place for place, name in enumerate(KINDS)}
    artifacts = sorted((one for cell in cells for one in cell.artifacts), key=lambda one: kinds[one.row["kind"]])
    return replace(cells[0], artifacts=tuple(artifacts), scopes=cells[0].scopes if whole else frozenset())


def _withheld(found: Diagnostic) -> bool:
    return found.code == "withheld"
