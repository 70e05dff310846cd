"""200 distinct sheets, no two alike, by one cold `lembar build --variants 200`: on two processes against one (wall time), and
with `--typst` on one against Typst, which compiles the same sheets in one document (processor time).

Each run draws from another seed, so that no sheet was made before.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from itertools import count
from pathlib import Path

from content import Printed, printed
from copies import pages
from pairs import FONTS, TOPIC, compare, cpu, lembar, verdict, wall
from typst_pages import PROGRAM, document

SHEETS = 200
JOBS, TYPST, PAIRS = 0.6, 1.0, 9

LOOP = "x = 0\nfor i in range(10_000_000): x += i * i % 7"


def parallel() -> float:
    """Return what this machine can do at best: the time of two processes that share nothing, in times of one for both's work."""

    def loops(count: int) -> float:
        began = time.perf_counter()
        for process in [subprocess.Popen([sys.executable, "-c", LOOP]) for _ in range(count)]:
            process.wait()
        return time.perf_counter() - began

    return statistics.median(loops(2) / (loops(1) + loops(1)) for _ in range(PAIRS))


def together(sheets: list[Printed]) -> str:
    """Return all sheets as one Typst document, each beginning on a page of its own."""
    parts = [document(one).split("\n\n", 1) for one in sheets]
    return parts[0][0] + "\n\n" + "\n\n#pagebreak(weak: true)\n\n".join(body for _, body in parts)


def main() -> int:
    """Print the pages, every pair, and the ratio."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        asked = ["build", str(TOPIC), "--kind", "worksheet", "--variants", str(SHEETS), "--no-verify"]
        seeds = count(2)

        def ours(jobs: int) -> list[str]:
            output = folder / "output"
            shutil.rmtree(output, ignore_errors=True)
            return lembar(*asked, "--jobs", str(jobs), "--seed", str(next(seeds)), "--output", output)

        def one_process() -> float:
            return wall(ours(1), folder)

        if "--typst" in sys.argv:
            shutil.copytree(TOPIC.parent / "pictures", folder / "pictures")
            (folder / "all.typ").write_text(together(printed(asked, folder / "first")), encoding="utf-8")
            theirs = [sys.executable, "-c", PROGRAM, str(FONTS), str(folder / "all.typ")]
            mine, other, ratio = compare(("lembar", lambda: cpu(ours(1), folder)), ("typst", lambda: cpu(theirs, folder)))
            made = sum(map(pages, (folder / "output").rglob("*.pdf")))
            print(f"{SHEETS} sheets: lembar {made} pages, typst {pages(folder / 'all.pdf')} pages")
            print(f"medians: lembar {mine:.2f} s, typst {other:.2f} s of processor time")
            return verdict("distinct sheets against typst", ratio, TYPST)
        print(f"two processes that share nothing, against one that does the work of both: {parallel():.3f}")
        mine, other, ratio = compare(("two processes", lambda: wall(ours(2), folder)), ("one", one_process), PAIRS)
        print(f"{SHEETS} sheets: {sum(map(pages, (folder / 'output').rglob('*.pdf')))} pages")
    print(f"medians: two processes {mine:.3f} s, one {other:.3f} s")
    return verdict("distinct sheets on two processes against one", ratio, JOBS)


if __name__ == "__main__":
    sys.exit(main())
