"""How two programs are compared: in alternation, at least five times each, by the medians of each pair's ratio."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TOPIC = ROOT / "sources" / "bilateral-regional-multilateral.yaml"
FONTS = ROOT / "layouts" / "fonts"
PAIRS = 5
CACHE = tempfile.TemporaryDirectory()
"""The user's cache folder of all runs: what the first, uncounted one compiles is kept, as Python keeps compiled modules."""
DONE = ("requests", "jobs", "sheets", "verified")
"""What is kept of builds themselves: it is thrown away before each run that has to do all its work."""

Run = Callable[[], float]
"""Does the work once and returns how many seconds it took."""


def environment() -> dict[str, str]:
    """Return an environment in which `generator` is this checkout's, and nothing else depends on the user."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "RL_"))}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0"}


def lembar(*arguments: str | Path) -> list[str]:
    """Return the command line of a cold `lembar`."""
    return [sys.executable, "-c", "from generator.cli import main; main()", *map(str, arguments)]


def wall(command: Sequence[str], folder: Path, *, again: bool = False) -> float:
    """Run a program and return the seconds on the clock; `again` with what builds before it left.

    Raises SystemExit with its words when it fails.
    """
    if not again:
        forget()
    began = time.perf_counter()
    _run(command, folder)
    return time.perf_counter() - began


def forget() -> None:
    """Throw away what builds before this one left, but for the small parts that every build after the first finds."""
    for kind in DONE:
        shutil.rmtree(Path(CACHE.name) / "lembar" / kind, ignore_errors=True)
        shutil.rmtree(Path(CACHE.name) / "lembar" / "cache" / kind, ignore_errors=True)


def cpu(command: Sequence[str], folder: Path) -> float:
    """Run a program and return the processor's seconds for it and its children; on Windows those on the clock."""
    if sys.platform == "win32":
        return wall(command, folder)
    import resource

    forget()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    _run(command, folder)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _run(command: Sequence[str], folder: Path) -> None:
    with tempfile.TemporaryDirectory() as empty:
        cache = empty if "--empty-cache" in sys.argv else CACHE.name
        user = {**environment(), "XDG_CACHE_HOME": cache, "LOCALAPPDATA": cache}
        run = subprocess.run(command, cwd=folder, env=user, capture_output=True, text=True, encoding="utf-8", check=False)
    if run.returncode:
        sys.exit(f"{' '.join(command[:4])} ... failed with {run.returncode}\n{run.stdout[-2000:]}\n{run.stderr[-2000:]}")


def compare(first: tuple[str, Run], second: tuple[str, Run], pairs: int = PAIRS) -> tuple[float, float, float]:
    """Run A B A B ... after one run of each that does not count; print every pair; return both medians and the median ratio."""
    for _, run in (first, second):
        run()
    times = []
    for index in range(pairs):
        one, other = first[1](), second[1]()
        times.append((one, other))
        print(f"  pair {index + 1}: {first[0]} {one:.3f} s, {second[0]} {other:.3f} s, ratio {one / other:.3f}", flush=True)
    return (
        statistics.median(one for one, _ in times),
        statistics.median(other for _, other in times),
        statistics.median(one / other for one, other in times),
    )


def verdict(what: str, ratio: float, bound: float) -> int:
    """Print the ratio beside its bound; return 0 when it is kept, else 1."""
    print(f"{what}: ratio {ratio:.3f}, bound {bound:g}: {'kept' if ratio <= bound else 'BROKEN'}")
    return 0 if ratio <= bound else 1
