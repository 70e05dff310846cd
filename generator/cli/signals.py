"""SIGTERM ends a command as Ctrl-C does: through an exception, so that everything is put away."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Terminated(BaseException):
    """Somebody asked the program to end."""


@contextmanager
def heeded() -> Iterator[None]:
    """Turn SIGTERM into Terminated while the block runs; only the main thread may, others leave it alone."""

    def end(number: int, frame: FrameType | None) -> None:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        raise Terminated

    try:
        before = signal.signal(signal.SIGTERM, end)
    except ValueError:
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
