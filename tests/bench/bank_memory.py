"""The most memory that a build of the whole exam bank needs in one process, against that of its largest topic alone.

Worksheets and keys, read back. The figure is the largest resident set of the build's process, as the system counts it.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from exam_bank import exam_topics
from pairs import CACHE, environment, forget, lembar, verdict

BOUND = 1.3
PEAK = "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL); "
PEAK += "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"


BANK = ("--kind", "worksheet", "--kind", "answer-key", "--items", "500")


def peak(sources: list[Path], output: Path, flags: Sequence[str | Path] = BANK) -> float:
    """Build topics in a process of its own and return its largest resident set in MiB. Raises SystemExit where it fails.

    What builds before it left is thrown away, so that it has all its work to do.
    """
    forget()
    command = [sys.executable, "-c", PEAK, *lembar("build", *sources, *flags, "--jobs", "1", "--output", output)]
    user = {**environment(), "XDG_CACHE_HOME": CACHE.name}
    run = subprocess.run(command, env=user, cwd=CACHE.name, capture_output=True, text=True, encoding="utf-8", check=False)
    if run.returncode:
        sys.exit(run.stderr[-2000:])
    return int(run.stdout.split()[-1]) / (2**20 if sys.platform == "darwin" else 2**10)


def main() -> int:
    """Print the peak of each topic alone, of all together, and the ratio to the largest."""
    if sys.platform == "win32":
        sys.exit("the resource module is not on Windows")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sources = sorted(exam_topics(folder / "sources").iterdir())
        alone = {}
        for path in sources:
            alone[path.stem] = peak([path], folder / f"alone-{path.stem}")
            print(f"  {path.stem}: {alone[path.stem]:.1f} MiB", flush=True)
        together = peak(sources, folder / "together")
    print(f"all topics: {together:.1f} MiB, the largest alone: {max(alone.values()):.1f} MiB")
    return verdict("memory of the exam bank", together / max(alone.values()), BOUND)


if __name__ == "__main__":
    sys.exit(main())
