"""What verification adds to a cold build of a topic's three PDFs in four versions, in parts of the build without it."""

from __future__ import annotations

import sys
import tempfile
from itertools import count
from pathlib import Path

from pairs import TOPIC, compare, cpu, lembar, verdict

BOUND = 1.0


def main() -> int:
    """Print every pair and the ratio; the figure is (with - without) / without, by processor time."""
    numbers = count()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)

        def build(*flags: str) -> float:
            output = folder / f"output-{next(numbers)}"
            return cpu(lembar("build", TOPIC, "--variants", "4", "--jobs", "1", "--output", output, *flags), folder)

        with_it, without, ratio = compare(("verified", build), ("unverified", lambda: build("--no-verify")))
    print(f"medians: verified {with_it:.3f} s, unverified {without:.3f} s of processor time")
    return verdict("verification in parts of building", ratio - 1, BOUND)


if __name__ == "__main__":
    sys.exit(main())
