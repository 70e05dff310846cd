"""The bar of a long command: what it shows when, how it fits, and that nothing of it stays."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from finished import LEVELS, topic

from generator.build.executors import Tick
from generator.build.job import Job, due
from generator.build.pieces import Piece
from generator.build.pipeline import make
from generator.build.request import BuildRequest
from generator.build.tally import Tally
from generator.cli import progress
from generator.cli.progress import Progress, span
from generator.model.roster import Pupil

ROOT = Path(__file__).resolve().parents[1]
START = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from generator.cli import main; main()"


class Shown:
    """A terminal so many signs wide, and its clock."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, columns: int = 80, *, terminal: bool = True) -> None:
        monkeypatch.setattr(progress, "is_terminal", lambda: terminal)
        monkeypatch.setattr(progress, "columns", lambda: columns)
        self.now, self.written = 100.0, ""
        self.way = Progress(self.write, lambda: self.now)

    def write(self, text: str) -> None:
        self.written += text

    def after(self, seconds: float, done: int, total: int = 200) -> str:
        """Return what is written when so much is done after so many seconds more."""
        self.now += seconds
        self.written = ""
        self.way.show(done, total, "documents", "kerja-sama")
        return self.written


def test_a_quick_command_shows_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = Shown(monkeypatch)
    assert [shown.after(0.3, done) for done in (50, 100, 200)] == ["", "", ""]
    shown.way.clear()
    assert shown.written == ""


def test_a_long_one_shows_how_far_it_is_how_fast_and_what_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = Shown(monkeypatch)
    assert shown.after(2, 50) == "\r[######..................]  50/200 documents   0:06 left    25/s  kerja-sama"
    assert shown.after(0.05, 52) == "", "no flicker"
    assert shown.after(0.1, 54).startswith("\r[######..................]  54/200")
    shown.way.clear()
    assert shown.written.endswith("\r" + " " * 76 + "\r")


def test_the_rate_is_that_of_the_last_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = Shown(monkeypatch)
    shown.after(1, 100)
    for done in range(101, 121):
        text = shown.after(1, done)
    assert "1:20 left   1.0/s" in text
    for _ in range(12):
        text = shown.after(1, 120)
    assert "left" not in text, "nothing is known of the rest while nothing moves"


def test_the_next_build_of_a_watched_topic_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = Shown(monkeypatch)
    assert "[" in shown.after(2, 200)
    shown.way.clear()
    assert shown.after(600, 10) == "", "it took no second yet"
    assert "50/200 documents   0:03 left    50/s" in shown.after(1, 50)


def test_what_takes_seconds_is_told_in_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "10.0 s each" in Shown(monkeypatch).after(20, 2)


@pytest.mark.parametrize("columns", [5, 12, 20, 30, 40, 60, 79, 80, 200])
def test_it_fits_on_a_narrow_terminal(monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    text = Shown(monkeypatch, columns).after(2, 50)
    assert 0 < len(text.lstrip("\r")) < columns
    assert ("[" in text) == (columns >= 30)
    assert ("/s" in text) == (columns >= 60)
    assert ("kerja-sama" in text) == (columns >= 79)


def test_elsewhere_a_line_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = Shown(monkeypatch, terminal=False)
    lines = [text for done in range(1, 41) if (text := shown.after(1, done, 40))]
    assert lines == ["15/40 documents, 0:25 left, 1.0/s\n", "30/40 documents, 0:10 left, 1.0/s\n"]
    shown.way.clear()
    assert "\r" not in shown.written


@pytest.mark.parametrize(("seconds", "text"), [(0.4, "0:00"), (7, "0:07"), (750, "12:30"), (3750, "1:02:30")])
def test_times(seconds: float, text: str) -> None:
    assert span(seconds) == text


def test_a_terminal_that_cannot_write_over_a_line_gets_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", type("Terminal", (), {"isatty": lambda self: True})())
    assert progress.is_terminal()
    monkeypatch.setenv("TERM", "dumb")
    assert not progress.is_terminal()


def asked(folder: Path, **more: object) -> Job:
    file = folder / "kerja-sama.yaml"
    file.write_bytes(topic())
    pupils = more.pop("pupils", ())
    request = BuildRequest(**{"kinds": ("worksheet", "answer-key"), "output": folder / "output", **more})  # type: ignore[arg-type]
    return Job("kerja-sama", str(file), (), (LEVELS["mixed"],), request, pupils=pupils)  # type: ignore[arg-type]


@pytest.mark.parametrize("verify", [True, False])
def test_a_topic_moves_while_it_is_made(tmp_path: Path, verify: bool) -> None:
    job, told = asked(tmp_path, variants=5, verify=verify), []
    tally = Tally([job], lambda *facts: told.append(facts))
    tick: Tick = lambda more: tally.more(Piece(job), more)  # noqa: E731
    make(job, tick=tick)
    assert [done for done, *_ in told][-1] == 10
    assert len({done for done, *_ in told}) >= 10, "each document is seen"
    tally.done(job)
    assert told[-1] == (10, 10, "documents", "kerja-sama")


@pytest.mark.parametrize("verify", [True, False])
def test_a_pack_moves_by_its_copies(tmp_path: Path, verify: bool) -> None:
    people = tuple(Pupil(f"Siti {number}", str(number), "IX-A") for number in range(100))
    job, told = asked(tmp_path, pupils=people, variants=2, verify=verify), []
    assert (due(job).documents, due(job).copies) == (4, 100)
    tally = Tally([job], lambda *facts: told.append(facts))
    assert make(job, tick=lambda more: tally.more(Piece(job), more)).cells
    assert len({done for done, *_ in told}) >= (50 if verify else 8)
    tally.done(job)
    assert told[-1] == (100, 100, "copies", "kerja-sama")


def test_what_a_lost_process_did_is_not_counted_twice(tmp_path: Path) -> None:
    job, told = asked(tmp_path), []
    tally = Tally([job], lambda *facts: told.append(facts))
    for _ in range(9):
        tally.more(Piece(job), 1)
    tally.done(job)
    assert told[-1][:2] == (2, 2)


@pytest.mark.skipif(os.name != "posix", reason="needs a terminal of POSIX")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_real_terminal_shows_a_bar_and_keeps_nothing_of_it(tmp_path: Path, jobs: str) -> None:
    import pty

    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "kerja-sama.yaml").write_bytes(topic())
    main, other = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", START, "build", "--variants", "60", "--no-cache", "--jobs", jobs],
        cwd=tmp_path, stdout=subprocess.PIPE, stderr=other, env={**os.environ, "TERM": "xterm"},
    )  # fmt: skip
    os.close(other)
    assert process.stdout is not None
    text = b""
    with suppress(OSError):  # the other side was closed
        while more := os.read(main, 4096):
            text += more
    os.close(main)
    assert b"\r" not in process.stdout.read()
    assert process.wait(timeout=30) == 0
    bars = re.findall(rb"\r(\[[#.]+\] [^\r]*)", text)
    assert bars and all(b"/121 documents" in bar for bar in bars)
    last = text.split(b"\r\n")[-2]
    assert last.rpartition(b"\r")[2].startswith((b"for the teacher", b"to copy")), last
