"""Jobs run the same in this process as in others, and a process that dies costs only what killed it."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import time
import weakref
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from generator.build import executors
from generator.build.executors import Job, Lost, Result, Serial, Tick
from generator.build.processes import Processes, WorkerError


def source_of(jobs: Iterable[Job]) -> Callable[[], Job | None]:
    """Return what gives jobs one by one."""
    coming = iter(jobs)
    return lambda: next(coming, None)


def mapped(executor: executors.Executor, work: executors.Work[Job, Result], jobs: Iterable[Job]) -> list[Result | Lost]:
    """Return the results of jobs that nobody watches."""
    return list(executor.map(work, source_of(jobs), lambda job, count: None))


def slower_first(job: int, tick: Tick) -> int:
    time.sleep(0.05 * (3 - job) if job < 3 else 0)
    return job * job


def poisoned(number: int, tick: Tick) -> int:
    if number == 3:
        os._exit(9)
    if number == 5:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def endless(job: int, tick: Tick) -> int:
    while job == 1:
        time.sleep(1)
    return job


def broken(job: int, tick: Tick) -> int:
    print("this must not disturb the answers")
    return 1 // job


def where(job: int, tick: Tick) -> tuple[list[str], int]:
    return sys.path, os.getpid()


@pytest.mark.parametrize("count", [1, 2, 3])
def test_results_come_in_the_order_of_the_jobs(count: int) -> None:
    executor = Serial() if count == 1 else Processes(count)
    assert mapped(executor, slower_first, range(9)) == [job * job for job in range(9)]


def test_a_dead_worker_costs_the_job_that_it_was_at() -> None:
    assert mapped(Processes(2), poisoned, range(10)) == [0, 1, 2, Lost("exit code 9"), 4, Lost("signal 9"), 6, 7, 8, 9]


def test_a_job_without_end_is_stopped() -> None:
    assert mapped(Processes(2, limit=1.5), endless, range(3)) == [0, Lost("timeout", 1.5), 2]


def slow(job: int, tick: Tick) -> int:
    for _ in range(4):
        time.sleep(0.5)
        tick(1)
    return job


@pytest.mark.parametrize("executor", [Serial(), Processes(2, limit=1.5)], ids=["serial", "processes"])
def test_a_job_that_goes_on_is_not_stopped_and_says_how_far_it_is(executor: executors.Executor) -> None:
    seen: list[tuple[int, int]] = []
    assert list(executor.map(slow, source_of([1, 2]), lambda job, count: seen.append((job, count)))) == [1, 2]
    assert sorted(seen) == [(1, 1)] * 4 + [(2, 1)] * 4


@pytest.mark.parametrize("executor", [Serial(), Processes(2)], ids=["serial", "processes"])
def test_a_result_may_bring_new_jobs(executor: executors.Executor) -> None:
    waiting = [2, 3]
    seen = []
    for result in executor.map(slower_first, lambda: waiting.pop(0) if waiting else None, lambda job, count: None):
        seen.append(result)
        if result in (4, 9):
            waiting.append(10 + len(seen))
    assert seen == [4, 9, 121, 144]


def test_an_exception_comes_to_the_caller() -> None:
    with pytest.raises(WorkerError, match="ZeroDivisionError"):
        mapped(Processes(2), broken, [1, 0])


def test_no_worker_outlives_the_caller() -> None:
    results = Processes(2).map(where, source_of(range(8)), lambda job, count: None)
    path, process = next(results)  # type: ignore[misc]
    results.close()  # type: ignore[attr-defined]
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
    assert "" not in path


def test_processes_that_were_begun_do_the_first_jobs_and_end_without_any() -> None:
    crew = Processes(2)
    crew.begin()
    begun = {process.pid for process in crew._crew}
    assert len(begun) == 2
    assert {found[1] for found in mapped(crew, where, range(4)) if not isinstance(found, Lost)} <= begun
    idle = Processes(2)
    idle.begin()
    waiting = tuple(idle._crew)
    idle.close()
    assert all(process.poll() is not None for process in waiting)


@pytest.mark.parametrize(("asked", "jobs", "pdfs", "count"), [(8, 3, 1, 3), (1, 99, 999, 1), (None, 9, 3, 1), (0, 9, 9, 1)])
def test_as_many_processes_as_asked_for_or_as_pay(asked: int | None, jobs: int, pdfs: int, count: int) -> None:
    assert executors.workers(asked, jobs, pdfs) == count


def test_no_more_processes_than_processors() -> None:
    assert 1 <= executors.workers(None, 1000, 1000) <= executors.processors()


STRUCK = """
import sys
sys.path.insert(0, {root!r})
from contextlib import closing
from operator import is_
from generator.build.processes import Processes

class Struck(BaseException):
    pass

def run(step):
    left = step

    def trace(frame, event, argument):
        nonlocal left
        if not frame.f_code.co_filename.endswith(("processes.py", "threading.py")):
            return None
        frame.f_trace_opcodes = True
        if event == "opcode":
            left -= 1
            if not left:
                sys.settrace(None)
                raise Struck
        return trace

    try:
        coming = iter(range(4))
        with closing(Processes(2).map(is_, lambda: next(coming, None), print)) as results:
            next(results)
            sys.settrace(trace)
            list(results)
    except Struck:
        return True
    finally:
        sys.settrace(None)
    return False

struck = sum(run(step) for step in (*range(1, 60), *range(60, 300, 12)))
print(struck)
"""


@pytest.mark.slow
def test_interrupted_at_any_instruction_it_still_ends() -> None:
    """A signal's exception may come between any two instructions of the main thread, even inside the library's locks."""
    script = STRUCK.format(root=str(Path(__file__).resolve().parents[1]))
    result = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, encoding="utf-8", timeout=90, check=False
    )
    assert result.returncode == 0, result.stderr
    assert int(result.stdout) > 70


class Circle:
    def __init__(self) -> None:
        self.me = self


CIRCLES: list[weakref.ref[Circle]] = []


def circles_left(_: int, tick: Tick) -> int:
    """Return how many circles of earlier jobs are still there, and leave one."""
    gc.disable()
    left = sum(circle() is not None for circle in CIRCLES)
    CIRCLES.append(weakref.ref(Circle()))
    return left


@pytest.mark.parametrize("executor", [Serial(), Processes(1)], ids=["serial", "processes"])
def test_a_job_leaves_no_memory_behind(executor: executors.Executor) -> None:
    try:
        assert mapped(executor, circles_left, range(4)) == [0, 0, 0, 0]
    finally:
        gc.enable()
