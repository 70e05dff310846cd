"""A cold `lembar build` of all bundled topics where nothing has changed against `python -c "import click"`.

Both start Python and import Click, without which there is no command. Lembar then hashes the program, layouts, fonts, topics,
pictures and all outputs, and tells again what it built.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from pairs import compare, lembar, verdict, wall

BOUND = 3.0


def main() -> int:
    """Print what lies there, every pair, and the ratio."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wall(lembar("build"), folder, again=True)
        files = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        print(f"{len(files)} files, {sum(map(len, files.values())):,} bytes")
        ours, theirs, ratio = compare(
            ("lembar build", lambda: wall(lembar("build"), folder, again=True)),
            ("import click", lambda: wall([sys.executable, "-c", "import click"], folder, again=True)),
            pairs=15,
        )
        if {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} != files:
            sys.exit("a build changed something")
    print(f"medians: lembar build {ours:.3f} s, import click {theirs:.3f} s")
    return verdict("a build with nothing changed", ratio, BOUND)


if __name__ == "__main__":
    sys.exit(main())
