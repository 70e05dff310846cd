"""Jobs spread over processes that are started, fed and watched here; imported where more than one is wanted.

Processes are started afresh (never forked) and speak in pickled frames over their standard streams; one that dies costs the
job that it was at, and another takes its place.
"""

from __future__ import annotations

import json
import os
import pickle
import queue
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import IO, Union

from generator.build.executors import Job, Lost, Result, Results, Tick, Work, collect_seldom, forget
from generator.folders import PACKAGE
from generator.frozen import field, frozen, slotted

LIMIT = 120.0
"""Seconds that a process may take over one document before it is stopped."""
LOOK = 0.2
"""Seconds after which a wait is taken up again: Windows lets Ctrl-C through only between two waits."""
AHEAD = 2
"""So many jobs for each process are given out before the first of them is done."""

BOOT = """
import json, sys
package, sys.path[:] = json.loads(sys.argv[1])
import importlib, importlib.util as loading
found = loading.spec_from_file_location("generator", package + "/__init__.py", submodule_search_locations=[package])
sys.modules["generator"] = loading.module_from_spec(found)
found.loader.exec_module(sys.modules["generator"])
from generator.build.processes import serve
for name in sys.argv[2:]:
    importlib.import_module(name)
serve()
"""
"""What a worker runs: it takes the package from where this process has it, and the current folder is on no path."""
NEEDED = ("generator.build.pipeline", "generator.build.pieces")
"""What workers that are started before there are jobs import meanwhile."""


class WorkerError(Exception):
    """An exception left the function in a worker; its text is the worker's traceback."""


@frozen
class _Ticks:
    """How much more of a job is done."""

    more: float


Tasks = queue.SimpleQueue[Union[tuple[int, bytes], None]]
Outcomes = queue.SimpleQueue[tuple[int, object]]


@slotted
class Processes:
    """Jobs in `count` processes, each stopped when it showed no progress for `limit` seconds."""

    count: int
    limit: float = LIMIT
    _crew: set[subprocess.Popen[bytes]] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _over: bool = False
    _ready: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def begin(self) -> None:
        """Start all processes now, so that they can work when the first jobs come; `close` ends them without any."""
        with suppress(OSError):  # the first job will tell
            for _ in range(self.count):
                self._ready.append(self._start(*NEEDED))

    def close(self) -> None:
        """End every process."""
        self._stop()
        for process in tuple(self._crew):
            self._end(process)

    def map(
        self, work: Work[Job, Result], source: Callable[[], Job | None], watch: Callable[[Job, float], None]
    ) -> Results[Result]:
        """Yield the result of each job, Lost for one whose process died. Raises WorkerError for an exception of `work`."""
        tasks: Tasks = queue.SimpleQueue()
        outcomes: Outcomes = queue.SimpleQueue()
        crew = [threading.Thread(target=self._work, args=(tasks, outcomes), daemon=True) for _ in range(self.count)]
        for thread in crew:
            thread.start()
        try:
            yield from self._results(work, source, watch, tasks, outcomes)
        finally:
            self._stop()
            for _ in crew:
                tasks.put(None)
            for thread in crew:
                thread.join()

    def _results(
        self,
        work: Work[Job, Result],
        source: Callable[[], Job | None],
        watch: Callable[[Job, float], None],
        tasks: Tasks,
        outcomes: Outcomes,
    ) -> Results[Result]:
        """Give out jobs as there is room, and yield their results in order."""
        given: dict[int, Job] = {}
        early: dict[int, object] = {}
        number = 0
        while True:
            while len(given) < AHEAD * self.count and (job := source()) is not None:
                given[number] = job
                tasks.put((number, pickle.dumps((work, job), pickle.HIGHEST_PROTOCOL)))
                number += 1
            if not given:
                return
            first = next(iter(given))
            while first not in early:
                index, outcome = _taken(outcomes)
                if isinstance(outcome, _Ticks):
                    watch(given[index], outcome.more)
                else:
                    early[index] = outcome
            del given[first]
            outcome = early.pop(first)
            if isinstance(outcome, BaseException):
                raise outcome
            yield outcome  # type: ignore[misc]

    def _work(self, tasks: Tasks, outcomes: Outcomes) -> None:
        """Feed one process, and start another when it dies; a thread's whole life."""
        process: subprocess.Popen[bytes] | None = None
        with suppress(OSError):  # the first job will tell
            process = self._begun() or self._start()
        while (task := tasks.get()) is not None and not self._over:
            index, payload = task
            outcome: object
            try:
                process = process or self._start()
                outcome = self._exchange(process, payload, lambda more, index=index: outcomes.put((index, _Ticks(more))))  # type: ignore[misc]
            except BaseException as error:  # handed to the caller, who raises it
                outcome = error
            if isinstance(outcome, Lost):
                process = None
            outcomes.put((index, outcome))
        if process is not None:
            self._end(process)

    def _exchange(self, process: subprocess.Popen[bytes], payload: bytes, tick: Tick) -> object:
        """Return what the process makes of the payload, or Lost where it dies over it."""
        assert process.stdin is not None and process.stdout is not None
        late = threading.Event()

        def stop() -> None:
            late.set()
            process.kill()

        def patience() -> threading.Timer:
            timer = threading.Timer(self.limit, stop)
            timer.start()
            return timer

        timer = patience()
        try:
            send(process.stdin, payload)
            while (frame := pickle.loads(receive(process.stdout)))[0] == "tick":
                timer.cancel()
                timer = patience()
                tick(frame[1])
        except (OSError, EOFError):
            self._end(process)
            return Lost("timeout", self.limit) if late.is_set() else Lost(ended(process.returncode))
        finally:
            timer.cancel()
        kind, result = frame
        return result if kind == "done" else WorkerError(result)

    def _begun(self) -> subprocess.Popen[bytes] | None:
        with self._lock:
            return self._ready.pop() if self._ready else None

    def _start(self, *modules: str) -> subprocess.Popen[bytes]:
        path = json.dumps([str(PACKAGE), [entry for entry in sys.path if entry]])
        process = subprocess.Popen(
            [sys.executable, "-I", "-c", BOOT, path, *modules],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=None if os.environ.get("LEMBAR_DEBUG") else subprocess.DEVNULL,
            start_new_session=os.name == "posix",
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
        with self._lock:
            self._crew.add(process)
            if self._over:
                process.kill()
        return process

    def _end(self, process: subprocess.Popen[bytes]) -> None:
        process.kill()
        process.wait()
        with self._lock:
            self._crew.discard(process)
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except OSError:
                    continue

    def _stop(self) -> None:
        with self._lock:
            self._over = True
            for process in self._crew:
                process.kill()


def ended(code: int | None) -> str:
    """Say how a process ended: `signal 9`, `exit code 1`."""
    return f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"


def send(stream: IO[bytes], payload: bytes) -> None:
    """Write one frame: its length in eight bytes, then the payload."""
    stream.write(len(payload).to_bytes(8, "big") + payload)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes:
    """Return the payload of the next frame. Raises EOFError where the stream ends."""
    size = int.from_bytes(exactly(stream, 8), "big")
    return exactly(stream, size)


def exactly(stream: IO[bytes], size: int) -> bytes:
    """Return so many bytes. Raises EOFError where the stream ends before."""
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data


def _taken(outcomes: Outcomes) -> tuple[int, object]:
    """Return the next outcome, whenever it comes."""
    while True:
        with suppress(queue.Empty):
            return outcomes.get(timeout=LOOK)


def serve() -> None:
    """Do jobs from standard input until it ends: a worker's whole life. What is printed meanwhile goes to standard error."""
    import traceback

    collect_seldom()
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)

    def tick(more: float) -> None:
        send(replies, pickle.dumps(("tick", more)))

    while True:
        try:
            payload = receive(sys.stdin.buffer)
        except EOFError:
            return
        try:
            work, job = pickle.loads(payload)
            reply = pickle.dumps(("done", work(job, tick)), pickle.HIGHEST_PROTOCOL)
        except Exception:  # the caller's process raises it
            reply = pickle.dumps(("error", traceback.format_exc()))
        send(replies, reply)
        forget()
