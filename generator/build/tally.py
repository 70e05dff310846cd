"""How far a build is: what its jobs have done so far, told in documents, or in the copies of packs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from generator.build.job import CourseJob, Job
from generator.build.pieces import Piece
from generator.compose import KINDS
from generator.frozen import frozen

READ = 1.0
"""What reading a document back costs, in documents that are printed."""
COPY, COPY_READ = 0.015, 0.15
"""What a copy of a sheet costs, and reading it back."""


@frozen
class Due:
    """What a job will make: so many documents to lay out, copies of them, files to write."""

    documents: int
    copies: int
    files: int
    verify: bool

    def work(self) -> float:
        """Return what all this costs, in documents that are printed."""
        read = self.verify
        return self.documents * (1 + READ * read) + self.copies * (COPY + COPY_READ * read)


def due(job: Job | CourseJob) -> Due:
    """Return what a job will make, as far as that is known before its topic is read."""
    request, pupils = job.request, getattr(job, "pupils", ())
    kinds = [KINDS[name] for name in request.kinds]
    if not pupils:
        cells = len(job.levels) * max(1, len(job.languages))
        documents = cells * sum(request.variants or 1 if kind.sheet else 1 for kind in kinds)
        return Due(documents, 0, documents, request.verify)
    kinds = [kind for kind in kinds if kind.sheet]
    handed = sum(kind.audience == "pupil" for kind in kinds)
    groups = len({pupil.group for pupil in pupils})
    looks = len({(pupil.language, pupil.level, pupil.profile) for pupil in pupils})
    people = sum(pupil.copies for pupil in pupils) + groups * request.spare
    files = groups * (len(kinds) - handed + 2) + handed * (people if request.split else groups)
    return Due(min(people, looks * (request.variants or 1)) * len(kinds), people * handed, files, request.verify)


class Tally:
    """The work of all jobs, done and to do. `tell` is called with units done, all units, what they are, and whose turn it is."""

    def __init__(self, jobs: Sequence[Job | CourseJob], tell: Callable[[int, int, str, str], None]) -> None:
        found = {job.file: due(job) for job in jobs}
        self.left = {file: one.work() for file, one in found.items()}
        self.all = sum(self.left.values())
        copies = sum(one.copies for one in found.values())
        self.units, self.unit = (copies, "copies") if copies else (sum(one.documents for one in found.values()), "documents")
        self.tell = tell

    def more(self, piece: Piece, work: float) -> None:
        """Take that a piece is further by some work."""
        self._take(piece.job, work)

    def done(self, job: Job | CourseJob) -> None:
        """Take that a job is done, or need not be."""
        self._take(job, self.left.get(job.file, 0.0))

    def _take(self, job: Job | CourseJob, work: float) -> None:
        left = self.left.get(job.file, 0.0)
        self.left[job.file] = left - min(left, work)
        share = 1 - sum(self.left.values()) / self.all if self.all else 1.0
        self.tell(int(share * self.units + 1e-6), self.units, self.unit, job.name)
