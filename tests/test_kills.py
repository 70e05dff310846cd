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
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from finished import topic

ROOT = Path(__file__).resolve().parents[1]
START = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from generator.cli import main; main()"
TOPICS = 6


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("sources").mkdir()
    for number in range(TOPICS):
        made = topic(keys=number % 4).replace(b"name: kerja-sama", b"name: t-%d" % number)
        Path(f"sources/t-{number}.yaml").write_bytes(made)
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


def killed_builds(kills: int, seed: int) -> None:
    """Kill builds at random moments, alternately of two seeds; then let one finish and compare it with an undisturbed one."""
    assert built("--seed", "2", "--jobs", "2") == 0
    other = tree()
    shutil.rmtree("output")
    assert built("--jobs", "2") == 0
    undisturbed = tree()
    assert len(undisturbed) == 3 * TOPICS + 1
    either = {path: {undisturbed[path], other[path]} for path in undisturbed}
    chance = random.Random(seed)
    mark = f"kill-{os.getpid()}-{seed}"
    for number in range(kills):
        process = begun(
            "--jobs", str(1 + number // 2 % 2), "--seed", str(2 - number % 2), env={**os.environ, "LEMBAR_TEST": mark}
        )
        assert process.stdout is not None
        for _ in range(chance.choice((0, 1, 4, 10, 17))):
            process.stdout.readline()
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=chance.uniform(0, 0.2))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        for path, data in tree().items():
            if path.endswith(".pdf"):
                assert data in either[path], "half a file, or a stranger"
    assert built("--jobs", "2") == 0
    assert tree() == undisturbed
    assert listed_and_whole()
    assert list(Path("output/.lembar").iterdir()) == []
    for _ in range(100):
        if list(workers_of(mark)):
            threading.Event().wait(0.1)
    assert list(workers_of(mark)) == []


posix = pytest.mark.skipif(os.name != "posix" or not Path("/proc/self/environ").exists(), reason="needs SIGKILL and /proc")


@posix
def test_killed_builds_are_healed_by_the_next(here: Path) -> None:
    killed_builds(6, seed=1)


@posix
@pytest.mark.slow
def test_many_killed_builds_are_healed_by_the_next(here: Path) -> None:
    killed_builds(100, seed=2)


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


def test_two_builds_at_once(here: Path) -> None:
    together(3)


@pytest.mark.slow
def test_two_builds_at_once_many_times(here: Path) -> None:
    together(50)
