"""500 pages of worksheets in one process, against the same blocks by plain Platypus in one process, by processor time.

Lembar does all of it: reads the topic, draws and composes every version, lays it out, writes it. The peer is given the
finished blocks as JSON and only has to print them.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from itertools import count
from pathlib import Path

import pypdfium2 as pdfium
from content import printed, save
from pairs import ROOT, TOPIC, compare, cpu, environment, lembar, verdict

BOUND = 0.45
PAGES = 500
MOST = 200
"""So many versions `--variants` allows."""


def pages(folder: Path) -> int:
    """Return the pages of all PDFs in a folder."""
    total = 0
    for path in folder.rglob("*.pdf"):
        with pdfium.PdfDocument(path) as pdf:
            total += len(pdf)
    return total


def main() -> int:
    """Print both sides' pages, every pair, and the ratio."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        two = ["build", str(TOPIC), "--kind", "worksheet", "--variants"]
        printed([*two, "2"], folder / "two")
        variants = min(MOST, -(-PAGES * 2 // pages(folder / "two")))
        blocks = folder / "blocks.json"
        save(printed([*two, str(variants)], folder / "all"), blocks)
        peer = [sys.executable, str(ROOT / "tests" / "bench" / "platypus.py"), str(blocks)]
        (folder / "peer").mkdir()
        told = subprocess.run(
            [*peer, str(folder / "peer")], env=environment(), capture_output=True, text=True, encoding="utf-8", check=True
        ).stdout
        print(f"{variants} worksheets: lembar {pages(folder / 'all')} pages, platypus {told.strip()} pages")
        numbers = count()

        def ours() -> float:
            output = folder / f"output-{next(numbers)}"
            flags = ["--no-verify", "--jobs", "1", "--output", str(output)]
            return cpu(lembar(*two, str(variants), *flags), folder)

        mine, other, ratio = compare(("lembar", ours), ("platypus", lambda: cpu([*peer, str(folder / "peer")], folder)))
    print(f"medians: lembar {mine:.2f} s, platypus {other:.2f} s of processor time")
    return verdict("500 pages of worksheets", ratio, BOUND)


if __name__ == "__main__":
    sys.exit(main())
