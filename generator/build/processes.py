"""Jobs spread over processes that are started, fed and watched here; imported where more than one is wanted.

Processes are started afresh (never forked) and speak in pickled frames over their standard streams; one that dies costs its
job one more try.
"""

from __future__ import annotations

import json
import os
import pickle
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from typing import IO

from generator.build.executors import Job, Lost, Result, Results, forget
from generator.folders import PACKAGE
from generator.frozen import field, slotted

TRIES = 2
LIMIT = 120.0
"""Seconds that a job may take in a process of its own before it is stopped and left out."""

BOOT = """
import json, sys
package, sys.path[:] = json.loads(sys.argv[1])
import importlib.util as loading
found = loading.spec_from_file_location("generator", package + "/__init__.py", submodule_search_locations=[package])
sys.modules["generator"] = loading.module_from_spec(found)
found.loader.exec_module(sys.modules["generator"])
from generator.build.processes import serve
serve()
"""
"""What a worker runs: it takes the package from where this process has it, and the current folder is on no path."""


class WorkerError(Exception):
    """An exception left the function in a worker; its text is the worker's traceback."""


@slotted
class Processes:
    """Jobs in `count` processes, each stopped after `limit` seconds at one job."""

    count: int
    limit: float = LIMIT
    _crew: set[subprocess.Popen[bytes]] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _over: bool = False

    def map(self, function: Callable[[Job], Result], jobs: Sequence[Job]) -> Results[Result]:
        """Yield the result of each job. Raises WorkerError for an exception of `function`."""
        waiting = iter(enumerate(jobs))
        done: queue.SimpleQueue[tuple[int, object]] = queue.SimpleQueue()
        room: queue.SimpleQueue[None] = queue.SimpleQueue()  # no Semaphore: Ctrl-C inside its `release` would leave it locked
        for _ in range(2 * self.count):
            room.put(None)

        def take() -> tuple[int, bytes] | None:
            room.get()
            with self._lock:
                index, job = next(waiting, (-1, None))
            return None if index < 0 or self._over else (index, pickle.dumps((function, job), pickle.HIGHEST_PROTOCOL))

        crew = [threading.Thread(target=self._work, args=(take, done), daemon=True) for _ in range(self.count)]
        for thread in crew:
            thread.start()
        early: dict[int, object] = {}
        try:
            for index in range(len(jobs)):
                while index not in early:
                    number, result = done.get()
                    early[number] = result
                room.put(None)
                outcome = early.pop(index)
                if isinstance(outcome, BaseException):
                    raise outcome
                yield outcome  # type: ignore[misc]
        finally:
            self._stop()
            for _ in crew:
                room.put(None)
            for thread in crew:
                thread.join()

    def _work(self, take: Callable[[], tuple[int, bytes] | None], done: queue.SimpleQueue[tuple[int, object]]) -> None:
        """Feed one process, and start another when it dies; a thread's whole life."""
        process: subprocess.Popen[bytes] | None = None
        while (taken := take()) is not None:
            index, payload = taken
            outcome: object = Lost("")
            for _ in range(TRIES):
                if self._over:
                    break
                try:
                    process = process or self._start()
                    outcome = self._exchange(process, payload)
                except BaseException as error:  # handed to the caller, who raises it
                    outcome = error
                if not isinstance(outcome, Lost):
                    break
                process = None
                if outcome.seconds:
                    break
            done.put((index, outcome))
        if process is not None:
            self._end(process)

    def _exchange(self, process: subprocess.Popen[bytes], payload: bytes) -> object:
        """Return what the process makes of the payload, or Lost where it dies over it."""
        assert process.stdin is not None and process.stdout is not None
        late = threading.Event()

        def stop() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(self.limit, stop)
        timer.start()
        try:
            send(process.stdin, payload)
            good, result = pickle.loads(receive(process.stdout))
        except (OSError, EOFError):
            self._end(process)
            return Lost("timeout", self.limit) if late.is_set() else Lost(ended(process.returncode))
        finally:
            timer.cancel()
        return result if good else WorkerError(result)

    def _start(self) -> subprocess.Popen[bytes]:
        path = json.dumps([str(PACKAGE), [entry for entry in sys.path if entry]])
        process = subprocess.Popen(
            [sys.executable, "-I", "-c", BOOT, path],
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


def serve() -> None:
    """Do jobs from standard input until it ends: a worker's whole life. What is printed meanwhile goes to standard error."""
    import traceback

    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    while True:
        try:
            payload = receive(sys.stdin.buffer)
        except EOFError:
            return
        try:
            function, job = pickle.loads(payload)
            reply = pickle.dumps((True, function(job)), pickle.HIGHEST_PROTOCOL)
        except Exception:  # the caller's process raises it
            reply = pickle.dumps((False, traceback.format_exc()))
        send(replies, reply)
        forget()
