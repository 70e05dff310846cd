"""How far a long command is: a bar with rate and time left on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import os
import sys
import time
from collections import deque
from collections.abc import Callable

BAR, SHORT = 24, 8
"""The most and the fewest signs of the bar."""
AFTER = 1.0
"""Seconds that a command takes before it shows how far it is."""
EVERY, LINE_EVERY = 0.1, 15.0
"""Seconds between two looks of the bar, and between two lines where there is no terminal."""
WINDOW = 10.0
"""Seconds of which the rate is the mean."""


class Progress:
    """The way of one command, from when this is made. `write` takes what goes to the stream, `clock` tells seconds."""

    def __init__(self, write: Callable[[str], None], clock: Callable[[], float] = time.monotonic) -> None:
        self._write, self._clock = write, clock
        self._length = 0
        self._begin()

    def _begin(self) -> None:
        """Begin to count."""
        now = self._clock()
        self._seen: deque[tuple[float, int]] = deque([(now, 0)])
        self._shown, self._told = now + AFTER - EVERY, now

    def show(self, done: int, total: int, unit: str, name: str) -> None:
        """Take how many units of how many are done, and what the command is at; show it where it is time to."""
        if done < self._seen[-1][1]:  # another build in the same command
            self._begin()
        now = self._clock()
        if len(self._seen) > 1 and now - self._seen[-2][0] < EVERY:
            self._seen.pop()
        self._seen.append((now, done))
        while now - self._seen[1][0] > WINDOW:
            self._seen.popleft()
        if not is_terminal():
            if now - self._told >= LINE_EVERY and done < total:
                self._told = now
                self._write(", ".join([f"{done}/{total} {unit}", *(one.lstrip() for one in self._speed(total))]) + "\n")
        elif total > 1 and now - self._shown >= EVERY:
            self._shown = now
            self._draw(done / total, f"{done:>{len(str(total))}}/{total} {unit}", [*self._speed(total), name])

    def clear(self) -> None:
        """Leave an empty line where the bar was."""
        if self._length:
            self._write("\r" + " " * self._length + "\r")
            self._length = 0

    def _speed(self, total: int) -> list[str]:
        """Return the time left and the rate, where something is known of them."""
        (then, before), (now, done) = self._seen[0], self._seen[-1]
        if done <= before or now <= then:
            return []
        rate = (done - before) / (now - then)
        speed = f"{rate:.{0 if rate >= 10 else 1}f}/s" if rate >= 1 else f"{1 / rate:.1f} s each"
        return [f"{span((total - done) / rate):>5} left", f"{speed:>6}"]

    def _draw(self, share: float, text: str, more: list[str]) -> None:
        """Draw the bar over the last one, with as much of `more` as the line has room for."""
        room = columns() - 1
        for one in more:
            if len(text) + len(one) + 2 + SHORT + 3 > room:
                break
            text += f"  {one}"
        signs = min(BAR, room - len(text) - 3)
        if signs >= SHORT:
            filled = int(signs * share)
            text = f"[{'#' * filled}{'.' * (signs - filled)}] {text}"
        text = text[: max(room, 0)]
        self._write(f"\r{text:<{self._length}}")
        self._length = len(text)


def span(seconds: float) -> str:
    """Return a time as `0:07`, `12:30` or `1:02:30`."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def is_terminal() -> bool:
    """Say whether standard error is a terminal on which a line can be written over."""
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


def columns() -> int:
    """Return how many signs a line of the terminal has."""
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or 80
    except (OSError, ValueError):
        return 80
