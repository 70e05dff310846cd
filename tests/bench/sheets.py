"""200 distinct sheets, no two alike, by one cold `lembar build --variants 200`: on two processes against one (wall time), and
with `--typst` on one against Typst, which compiles the same sheets in one document (processor time).

Each run draws from another seed, so that no sheet was made before.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from itertools import count
from pathlib import Path

from content import Printed, printed
from copies import pages
from pairs import FONTS, TOPIC, compare, cpu, lembar, verdict, wall
from typst_pages import PROGRAM, document

SHEETS = 200
JOBS, TYPST, PAIRS = 0.6, 1.0, 9


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
        mine, other, ratio = compare(("two processes", lambda: wall(ours(2), folder)), ("one", one_process), PAIRS)
        print(f"{SHEETS} sheets: {sum(map(pages, (folder / 'output').rglob('*.pdf')))} pages")
    print(f"medians: two processes {mine:.3f} s, one {other:.3f} s")
    return verdict("distinct sheets on two processes against one", ratio, JOBS)


if __name__ == "__main__":
    sys.exit(main())
