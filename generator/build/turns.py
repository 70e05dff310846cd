"""Several jobs done in turn by one crew: each goes its steps, and what it waits for never keeps the others waiting."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Sequence
from contextlib import closing

from generator.build.executors import Executor
from generator.build.job import CourseJob, Job, Made
from generator.build.pieces import Piece, Result, Steps, do, steps
from generator.frozen import field, slotted

ROUNDS = 16
"""Into so many pieces for each process a build is cut, so that all are busy until the end."""


@slotted
class Walk:
    """A job on its way: its steps, what came of the pieces of this one, and what was made in the end."""

    job: Job | CourseJob
    steps: Steps
    results: dict[int, Result] = field(default_factory=dict)
    due: int = 0
    made: Made | None = None

    def go(self) -> Sequence[Piece]:
        """Go a step and return the pieces that it wants; none where it was the last one."""
        results = [self.results[place] for place in range(self.due)] if self.due else None
        self.results = {}
        pieces: Sequence[Piece] = ()
        while not pieces:
            try:
                pieces = self.steps.send(results)  # type: ignore[arg-type]
            except StopIteration as end:
                self.made = end.value
                break
            results = []
        self.due = len(pieces)
        return pieces


def made(
    jobs: Sequence[Job | CourseJob], count: int, crew: Executor, watch: Callable[[Piece, float], None]
) -> Generator[Made, None, None]:
    """Yield what is made of each job, in their order; `count` processes do them."""
    pieces = ROUNDS * count // max(1, len(jobs)) if count > 1 else 1
    coming = iter(jobs)
    walks: deque[Walk] = deque()
    waiting: deque[tuple[Walk, int, Piece]] = deque()
    given: deque[tuple[Walk, int]] = deque()

    def go(walk: Walk) -> None:
        waiting.extendleft(reversed([(walk, place, piece) for place, piece in enumerate(walk.go())]))

    def source() -> Piece | None:
        while not waiting:
            job = next(coming, None)
            if job is None:
                return None
            walks.append(Walk(job, steps(job, pieces)))
            go(walks[-1])
        walk, place, piece = waiting.popleft()
        given.append((walk, place))
        return piece

    with closing(crew.map(do, source, watch)) as results:
        for result in results:
            walk, place = given.popleft()
            walk.results[place] = result
            if len(walk.results) == walk.due:
                go(walk)
            while walks and (done := walks[0].made) is not None:
                walks.popleft()
                yield done
