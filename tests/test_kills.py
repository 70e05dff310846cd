"""Whole builds that are killed, or that meet each other: what lies there is whole, and the next build heals the rest."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import pytest
from finished import topic

ROOT = Path(__file__).resolve().parents[1]
START = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from generator.cli import main; main()"
TOPICS = 6
PACKED = ["--roster", "roster.csv", "--variants", "3", "--kind", "worksheet", "--kind", "answer-key"]
CLASSES = 3


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("sources").mkdir()
    for number in range(TOPICS):
        made = topic(keys=number % 4).replace(b"name: kerja-sama", b"name: t-%d" % number)
        Path(f"sources/t-{number}.yaml").write_bytes(made)
    rows = (f"Siti {number},{number},IX-{'ABC'[number % CLASSES]}\n" for number in range(45))
    Path("roster.csv").write_text("name,number,class\n" + "".join(rows), encoding="utf-8")
    return tmp_path


def begun(*more: str, **options: object) -> subprocess.Popen[bytes]:
    words = [sys.executable, "-c", START, "build", "--no-verify", *more]
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)  # type: ignore[call-overload, no-any-return]


def built(*more: str) -> int:
    """Return the exit code of an undisturbed build."""
    process = begun(*more)
    _, errors = process.communicate(timeout=60)
    assert b"Traceback" not in errors
    return process.returncode


def tree() -> dict[str, bytes]:
    return {path.as_posix(): path.read_bytes() for path in sorted(Path("output").rglob("*")) if path.is_file()}


def listed_and_whole() -> bool:
    """Say whether the manifest lists exactly the files that are there, with their digests, and nothing else lies about."""
    there = tree()
    rows = json.loads(there.pop("output/manifest.json"))["outputs"]
    return {f"output/{row['path']}": row["sha256"] for row in rows} == {
        path: hashlib.sha256(data).hexdigest() for path, data in there.items()
    }


def workers_of(mark: str) -> Iterator[int]:
    """Yield the processes whose environment has the mark."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if f"LEMBAR_TEST={mark}\0".encode() in (folder / "environ").read_bytes():
                yield int(folder.name)
        except OSError:
            continue


def none_left(mark: str) -> bool:
    """Say whether all processes with the mark end soon."""
    for _ in range(100):
        if not list(workers_of(mark)):
            return True
        threading.Event().wait(0.1)
    return False


def killed_builds(kills: int, seed: int, flags: Sequence[str], files: int) -> None:
    """Kill builds at random moments, alternately of two seeds; then let one finish and compare it with an undisturbed one."""
    assert built("--seed", "2", "--jobs", "2", *flags) == 0
    other = tree()
    shutil.rmtree("output")
    assert built("--jobs", "2", *flags) == 0
    undisturbed = tree()
    assert len(undisturbed) == files
    either = {path: {undisturbed[path], other[path]} for path in undisturbed}
    chance = random.Random(seed)
    mark = f"kill-{os.getpid()}-{seed}"
    for number in range(kills):
        more = ["--jobs", str(1 + number // 2 % 2), "--seed", str(2 - number % 2), *["--no-cache"][number // 4 % 2 :], *flags]
        process = begun(*more, env={**os.environ, "LEMBAR_TEST": mark})
        assert process.stdout is not None
        for _ in range(chance.choice((0, 1, 4, 10, 17))):
            process.stdout.readline()
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=chance.uniform(0, 0.2 if number % 3 else 1.5))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        for path, data in tree().items():
            if path.endswith(".pdf"):
                assert data in either[path], "half a file, or a stranger"
    assert built("--jobs", "2", *flags) == 0
    assert tree() == undisturbed
    assert listed_and_whole()
    assert list(Path("output/.lembar").iterdir()) == []
    assert none_left(mark)


posix = pytest.mark.skipif(os.name != "posix" or not Path("/proc/self/environ").exists(), reason="needs SIGKILL and /proc")


WHAT = pytest.mark.parametrize(
    ("flags", "files"), [((), 3 * TOPICS + 1), (PACKED, 5 * CLASSES * TOPICS + 1)], ids=["documents", "packs"]
)


@posix
def test_killed_builds_are_healed_by_the_next(here: Path) -> None:
    killed_builds(6, 1, (), 3 * TOPICS + 1)


@posix
@pytest.mark.slow
@WHAT
def test_many_killed_builds_are_healed_by_the_next(here: Path, flags: Sequence[str], files: int) -> None:
    killed_builds(50, 2, flags, files)


def interrupted(times: int, seed: int) -> None:
    """End builds of packs by Ctrl-C and SIGTERM at random moments: what lies there is whole, and the next one goes on."""
    assert built(*PACKED) == 0
    undisturbed = tree()
    chance = random.Random(seed)
    mark = f"end-{os.getpid()}-{seed}"
    for number in range(times):
        shutil.rmtree("output", ignore_errors=True)
        signals = (signal.SIGINT, signal.SIGTERM)[number % 2]
        process = begun("--no-cache", "--jobs", str(1 + number // 2 % 2), *PACKED, env={**os.environ, "LEMBAR_TEST": mark})
        while not Path("output/.lembar/lock").exists() and process.poll() is None:
            threading.Event().wait(0.01)
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=chance.choice((0, 0.3, 0.6, 1, 2)))
        process.send_signal(signals)
        _, errors = process.communicate(timeout=20)
        assert process.returncode in ({signal.SIGINT: 130, signal.SIGTERM: 143}[signals], 0), errors
        assert b"Traceback" not in errors
        assert all(data == undisturbed[path] for path, data in tree().items() if path.endswith(".pdf"))
        assert not tree() or listed_and_whole()
        assert not Path("output/.lembar").exists() or list(Path("output/.lembar").iterdir()) == []
        assert none_left(mark)
    assert built(*PACKED) == 0
    assert tree() == undisturbed


@posix
def test_interrupted_packs_are_whole_or_absent(here: Path) -> None:
    interrupted(4, 1)


@posix
@pytest.mark.slow
def test_packs_interrupted_many_times(here: Path) -> None:
    interrupted(50, 2)


@posix
@WHAT
def test_killed_workers_cost_nothing(here: Path, flags: Sequence[str], files: int) -> None:
    """Each worker that is seen is killed once, up to three: their documents are made by others."""
    assert built("--jobs", "1", *flags) == 0
    undisturbed = tree()
    shutil.rmtree("output")
    mark = f"worker-{os.getpid()}"
    process = begun("--no-cache", "--jobs", "2", *flags, env={**os.environ, "LEMBAR_TEST": mark})
    killed: set[int] = set()
    while process.poll() is None and len(killed) < 3:
        for worker in set(workers_of(mark)) - killed - {process.pid}:
            threading.Event().wait(0.4)
            with suppress(ProcessLookupError):
                os.kill(worker, signal.SIGKILL)
            killed.add(worker)
            break
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 0 or b"lost-job" in errors, errors
    assert killed
    if process.returncode:  # one and the same piece met its end twice
        assert built(*flags) == 0
    assert tree() == undisturbed
    assert listed_and_whole()


def together(rounds: int) -> None:
    """Start two builds at once: both end well, or one says that the folder is in use; nothing is lost or half."""
    codes = []
    for number in range(rounds):
        pair = [begun("--jobs", "1", "--seed", str(number + side), "t-0", f"t-{side + 1}") for side in (0, 1)]
        for process in pair:
            _, errors = process.communicate(timeout=60)
            assert b"Traceback" not in errors
            assert process.returncode in (0, 5), errors
            assert (b"error[in-use]" in errors) == (process.returncode == 5)
            codes.append(process.returncode)
        assert 0 in codes[-2:]
        assert listed_and_whole()
    assert built() == 0
    assert len(tree()) == 3 * TOPICS + 1
    assert listed_and_whole()


def test_two_builds_of_packs_at_once(here: Path) -> None:
    pair = [begun("--no-cache", *PACKED) for _ in range(2)]
    outcomes = [(process.communicate(timeout=120)[1], process.returncode) for process in pair]
    assert {code for _, code in outcomes} <= {0, 5} and 0 in [code for _, code in outcomes]
    assert all((b"error[in-use]" in errors) == (code == 5) for errors, code in outcomes)
    assert len(tree()) == 5 * CLASSES * TOPICS + 1
    assert listed_and_whole()


def test_two_builds_at_once(here: Path) -> None:
    together(3)


@pytest.mark.slow
def test_two_builds_at_once_many_times(here: Path) -> None:
    together(50)
