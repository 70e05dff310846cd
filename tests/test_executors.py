"""Jobs run the same in this process as in others, and a process that dies costs only what killed it."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import time
import weakref
from pathlib import Path

import pytest

from generator.build import executors
from generator.build.executors import Lost, Serial
from generator.build.processes import Processes, WorkerError


def slower_first(job: int) -> int:
    time.sleep(0.05 * (3 - job) if job < 3 else 0)
    return job * job


def poisoned(job: tuple[str, int]) -> int:
    folder, number = job
    if number == 3:
        os._exit(9)
    if number == 5 and not (Path(folder) / "once").exists():
        (Path(folder) / "once").write_text("", encoding="utf-8")
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def endless(job: int) -> int:
    while job == 1:
        time.sleep(1)
    return job


def broken(job: int) -> int:
    print("this must not disturb the answers")
    return 1 // job


def where(job: int) -> tuple[list[str], int]:
    return sys.path, os.getpid()


@pytest.mark.parametrize("count", [1, 2, 3])
def test_results_come_in_the_order_of_the_jobs(count: int) -> None:
    executor = Serial() if count == 1 else Processes(count)
    assert list(executor.map(slower_first, range(9))) == [job * job for job in range(9)]


def test_a_dead_worker_costs_one_more_try_then_its_job_is_named(tmp_path: Path) -> None:
    results = list(Processes(2).map(poisoned, [(str(tmp_path), number) for number in range(10)]))
    assert results[3] == Lost("exit code 9")
    assert [result for number, result in enumerate(results) if number != 3] == [0, 1, 2, 4, 5, 6, 7, 8, 9]


def test_a_job_without_end_is_stopped() -> None:
    assert list(Processes(2, limit=1.5).map(endless, range(3))) == [0, Lost("timeout", 1.5), 2]


def test_an_exception_comes_to_the_caller() -> None:
    with pytest.raises(WorkerError, match="ZeroDivisionError"):
        list(Processes(2).map(broken, [1, 0]))


def test_no_worker_outlives_the_caller() -> None:
    results = Processes(2).map(where, range(8))
    path, process = next(results)  # type: ignore[misc]
    results.close()  # type: ignore[attr-defined]
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
    assert "" not in path


@pytest.mark.parametrize(("asked", "jobs", "pdfs", "count"), [(8, 3, 1, 3), (1, 99, 999, 1), (None, 9, 3, 1), (0, 9, 9, 1)])
def test_as_many_processes_as_asked_for_or_as_pay(asked: int | None, jobs: int, pdfs: int, count: int) -> None:
    assert executors.workers(asked, jobs, pdfs) == count


def test_no_more_processes_than_processors() -> None:
    assert 1 <= executors.workers(None, 1000, 1000) <= executors.processors()


STRUCK = """
import sys
sys.path.insert(0, {root!r})
from contextlib import closing
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
        with closing(Processes(2).map(abs, range(4))) as results:
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


def circles_left(_: int) -> int:
    """Return how many circles of earlier jobs are still there, and leave one."""
    gc.disable()
    left = sum(circle() is not None for circle in CIRCLES)
    CIRCLES.append(weakref.ref(Circle()))
    return left


@pytest.mark.parametrize("executor", [Serial(), Processes(1)], ids=["serial", "processes"])
def test_a_job_leaves_no_memory_behind(executor: executors.Executor) -> None:
    try:
        assert list(executor.map(circles_left, range(4))) == [0, 0, 0, 0]
    finally:
        gc.enable()
