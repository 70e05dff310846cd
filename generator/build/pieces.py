"""How jobs are cut into pieces for several processes, and what is made of the pieces.

A job goes in steps: a generator that yields pieces to be done, is sent what came of them, and in the end returns what was
made. So a piece may wait for others while other jobs go on; whatever the number of processes, the same is made.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Sequence
from typing import Union

from generator.build.executors import Lost, Tick
from generator.build.job import Cell, CourseJob, Job, Made, Part, due
from generator.compose import KINDS
from generator.diagnostics import Diagnostic, finding
from generator.frozen import frozen, replace
from generator.select.order import labels

LEAST = 6
"""So many documents a piece has at least: reading the topic in another process has to pay."""

LOST = ("lost-job", "limit-time")


@frozen
class Piece:
    """What one process does at a time: a job, or a part of it."""

    job: Job | CourseJob
    part: Part | None = None

    def name(self) -> str:
        """Return what a finding calls it."""
        part, job = self.part, self.job
        if part is None or part.sheets is not None:
            return job.name
        facts = [part.language, part.level]
        if job.request.variants and part.built is None:
            facts.append(f"version {labels(job.request.variants)[part.first]}")
        if isinstance(job, Job) and job.pupils:
            facts = [f"sheet {part.first + 1}"]
        return f"{job.name} ({', '.join(filter(None, facts))})"


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
    made = _joined(done)
    if isinstance(job, Job) and job.pupils:
        return (yield from _bound(job, made)) if made.sheets else made
    if made.cells and any(KINDS[name].tells or KINDS[name].versions_of for name in job.request.made):
        closing = [_closing(piece, cell) for piece, cell in _cells(done) if piece.part and piece.part.last and cell.scopes]
        made = _joined([*done, *(yield from _done(closing))])
    return made


def _bound(job: Job, printed: Made) -> Steps:
    """Bind the packs of all sheets that were printed; without a sheet that was lost there is none."""
    if any(one.code in LOST for one in printed.findings) or any(cell.findings for cell in printed.cells):
        return replace(printed, cells=tuple(cell for cell in printed.cells if cell.findings), sheets=())
    bound = _joined((yield from _done([Piece(replace(job, judged_at=()), Part("", "", sheets=printed.sheets))])))
    findings = tuple(dict.fromkeys([*printed.findings, *bound.findings]))
    inputs = tuple(dict.fromkeys([*printed.inputs, *bound.inputs]))
    damaged = tuple(dict.fromkeys([*printed.damaged, *bound.damaged]))
    return replace(bound, findings=findings, told=printed.told, inputs=inputs, damaged=damaged)


def _closing(piece: Piece, cell: Cell) -> Piece:
    """Return the piece that makes what tells of a cell, once all pieces of that are there."""
    assert piece.part is not None
    rows = tuple(artifact.row for artifact in cell.artifacts if "of" not in artifact.row)
    return replace(piece, part=replace(piece.part, first=0, last=None, built=rows))


def _cut(job: Job | CourseJob, count: int) -> list[Piece]:
    """Return the pieces of a job: its languages and levels, and where these are too few, some of the versions of each.

    The first one judges; under `--strict` each does, since what judging finds stops them all.
    """
    if count < 2 or isinstance(job, CourseJob):
        return [Piece(job)]
    request = job.request
    cells = [(language, level.name) for language in job.languages or ("",) for level in job.levels]
    versions = request.variants or 1
    together = sum(bool(KINDS[name].sheet and not KINDS[name].versions_of) for name in request.kinds)
    if job.pupils:
        cells, versions = [("", "")], due(job).documents // max(1, together)
    size = max(-(-versions * len(cells) // count), -(-LEAST // together)) if together else versions
    starts = range(0, versions, size)
    if len(starts) * len(cells) < 2:
        return [Piece(job)]
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
            findings.append(
                finding(LOST[bool(result.seconds)], None, name=piece.name(), how=result.how, seconds=f"{result.seconds:g}")
            )
            continue
        findings += result.findings
        if result.bug or result.disk or not result.cells:
            return replace(result, findings=tuple(dict.fromkeys(findings)))
    told = next((one.told for _, one in done if isinstance(one, Made)), Made().told)
    good = [one for _, one in done if isinstance(one, Made)]
    return Made(
        tuple(cell for _, cell in _cells(done)),
        tuple(dict.fromkeys(findings)),
        told,
        sheets=tuple(sheet for one in good for sheet in one.sheets),
        inputs=tuple(dict.fromkeys(fact for one in good for fact in one.inputs)),
        damaged=tuple(dict.fromkeys(path for one in good for path in one.damaged)),
    )


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
