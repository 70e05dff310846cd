"""Where jobs run: in this process, or spread over several.

A job is plain data and is done by a function that a name leads to, so that it can be sent anywhere and done twice. Results
come in the order of the jobs, whatever the number of workers.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Generator
from typing import Protocol, TypeVar, Union

from generator.frozen import frozen

Job = TypeVar("Job")
Result = TypeVar("Result")
Tick = Callable[[float], None]
"""Tells how much more of a job is done, in documents that are printed."""

PAYS_FROM = 16
"""So many PDFs must be due before starting processes is faster than building them here."""


@frozen
class Lost:
    """A job that has no result: it ended its process, or showed no progress for too long (`seconds`)."""

    how: str
    seconds: float = 0


Results = Generator[Union[Result, Lost], None, None]
Work = Callable[[Job, Tick], Result]


class Executor(Protocol):
    """What does jobs."""

    def map(
        self, work: Work[Job, Result], source: Callable[[], Job | None], watch: Callable[[Job, float], None]
    ) -> Results[Result]:
        """Yield the result of each job that `source` gives, in their order; closed early, it leaves no process behind.

        The source is asked until it has no job (None), and again after each result, which may bring new ones.
        `watch` is called in this thread with a job and how much more of it is done.
        """
        ...


class Serial:
    """All jobs here, one after the other: the reference."""

    def map(
        self, work: Work[Job, Result], source: Callable[[], Job | None], watch: Callable[[Job, float], None]
    ) -> Results[Result]:
        """Yield the result of each job."""
        gc.freeze()  # what is here now stays to the end: it is not looked through for circles
        first = True
        while (job := source()) is not None:
            if not first:
                forget()
            first = False
            yield work(job, lambda more, job=job: watch(job, more))  # type: ignore[misc]


def unheard(more: float) -> None:
    """Tell nobody how much more is done."""


def collect_seldom() -> None:
    """Let Python look for circles less often: a build makes many things and few circles, and this saves a tenth."""
    gc.set_threshold(100_000, 50, 50)


def forget() -> None:
    """Give back the memory of the last job: its closures and macros hold one another, and the collector looks seldom here."""
    gc.collect(1)


def executor(count: int) -> Executor:
    """Return what does jobs with `count` processes; one is this process."""
    if count < 2:
        return Serial()
    from generator.build.processes import Processes

    return Processes(count)


def workers(asked: int | None, jobs: int, pdfs: int) -> int:
    """Return how many processes to use: as many as asked for, else as many as pay; never more than jobs."""
    if asked is not None:
        return max(1, min(asked, jobs))
    return min(jobs, processors()) if pdfs >= PAYS_FROM else 1


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
