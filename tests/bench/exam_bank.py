"""All worksheets of the exam bank (four languages, 4,513 questions less those refused) in one process, against plain Platypus.

Both by processor time; the peer is given the finished blocks as JSON and only has to print them.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from itertools import count
from pathlib import Path

from content import printed, save
from pairs import ROOT, compare, cpu, environment, lembar, verdict
from worksheets import pages

sys.path.insert(0, str(ROOT / "tests"))

import banks

BOUND = 0.5


def main() -> int:
    """Print both sides' pages, every pair, and the ratio."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sources = exam_topics(folder / "sources")
        build = ["build", str(sources), "--kind", "worksheet", "--items", str(banks.MOST)]
        save(printed(build, folder / "all"), folder / "blocks.json")
        peer = [sys.executable, str(ROOT / "tests" / "bench" / "platypus.py"), str(folder / "blocks.json"), str(folder / "peer")]
        (folder / "peer").mkdir()
        told = subprocess.run(peer, env=environment(), capture_output=True, text=True, encoding="utf-8", check=True).stdout
        print(f"the exam bank: lembar {pages(folder / 'all')} pages, platypus {told.strip()} pages")
        numbers = count()

        def ours() -> float:
            flags = ["--no-verify", "--jobs", "1", "--output", str(folder / f"output-{next(numbers)}")]
            return cpu(lembar(*build, *flags), folder)

        mine, other, ratio = compare(("lembar", ours), ("platypus", lambda: cpu(peer, folder)))
    print(f"medians: lembar {mine:.2f} s, platypus {other:.2f} s of processor time")
    return verdict("the exam bank", ratio, BOUND)


def exam_topics(folder: Path) -> Path:
    """Write the topics of all that can be printed of the exam bank into a folder, and return it."""
    if not banks.BANKS.is_dir():
        sys.exit(f"the corpora are not at {banks.BANKS}")
    folder.mkdir()
    for language in banks.EXAMS:
        for made in banks.topics(f"exams-{language}", banks.exams(language)):
            banks.settled(made, folder)
    return folder


if __name__ == "__main__":
    sys.exit(main())
