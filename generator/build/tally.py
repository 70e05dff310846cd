"""How far a build is: what its jobs have done so far, told in documents, or in the copies of packs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from generator.build.job import CourseJob, Job, due
from generator.build.pieces import Piece


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
