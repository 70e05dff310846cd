"""A cold `lembar check TOPIC` against a cold `python -c "import click, yaml"`, which no such command can do without."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from pairs import TOPIC, compare, lembar, verdict, wall

BOUND = 4.0


def main() -> int:
    """Print every pair and the ratio."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours, theirs, ratio = compare(
            ("lembar check", lambda: wall(lembar("check", TOPIC), folder)),
            ("imports", lambda: wall([sys.executable, "-c", "import click, yaml"], folder)),
            pairs=9,
        )
    print(f"medians: lembar check {ours:.3f} s, imports {theirs:.3f} s")
    return verdict("check of one topic", ratio, BOUND)


if __name__ == "__main__":
    sys.exit(main())
