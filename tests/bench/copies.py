"""1,000 named copies of a two-page worksheet in four versions with QR symbols, by one cold `lembar build --roster`, against
`qpdf --pages`, which only assembles the same 2,000 pages out of four finished files (wall time), and with `--typst` against
Typst, which compiles the same copies in one document (processor time; some minutes and some gigabytes). Typst has no QR
symbols of its own: segno makes them as pictures, which is timed with it, and told apart.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from itertools import count
from pathlib import Path
from statistics import median

import pypdfium2 as pdfium
from content import Printed, printed
from pairs import FONTS, TOPIC, compare, cpu, environment, lembar, verdict, wall
from typst_pages import PROGRAM, document

COPIES, VERSIONS, ITEMS = 1000, 4, 8
QPDF, TYPST, TIMES = 5.0, 1 / 50, 5
OFTEN = 5
"""So many runs of half a second stand beside each of Typst's twenty seconds: the one in the middle counts."""
SHEETS = ("ABCDEF", "GHJKMN", "PQRSTU", "VWXYZ2")

SYMBOLS = """
import sys, segno
for n, code in enumerate(open(sys.argv[1] + "/codes").read().split()):
    segno.make(code, version=1, error="m", boost_error=False).save(f"{sys.argv[1]}/{n}.svg", border=4)
"""


def roster(path: Path) -> None:
    """Write a list of so many pupils of one class."""
    path.write_text(
        "name,number,class\n" + "".join(f"Siti Aminah {n},{n},IX-A\n" for n in range(1, COPIES + 1)), encoding="utf-8"
    )


def pages(path: Path) -> int:
    """Return how many pages a file has."""
    with pdfium.PdfDocument(path) as pdf:
        return len(pdf)


def copied(versions: list[Printed], folder: Path) -> str:
    """Return all copies as one Typst document: the pupil's name at the head, code and QR symbol at the foot of every page.

    The symbols are pictures 0.svg, 1.svg ... in `folder`; their codes are written there.
    """
    parts = [document(one).split("\n\n", 1) for one in versions]
    codes = [f"{SHEETS[n % len(SHEETS)]}{n:08}" for n in range(COPIES)]
    (folder / "codes").write_text("\n".join(codes), encoding="ascii")
    copies = []
    for n, code in enumerate(codes):
        foot = f'#set page(footer: grid(columns: (1fr, auto), [{code}], image("{n}.svg", width: 15.2mm)))'
        copies.append(f"#[{foot}\nSiti Aminah {n}\n\n{parts[n % len(parts)][1]}\n]")
    return parts[0][0] + "\n\n" + "\n\n".join(copies)


def main() -> int:
    """Print the pages, every pair, and the ratio."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        roster(folder / "class.csv")
        sheets = [
            "build",
            str(TOPIC),
            "--kind",
            "worksheet",
            "--type",
            "multiple-choice",
            "--items",
            str(ITEMS),
            "--variants",
            str(VERSIONS),
        ]
        versions = printed(sheets, folder / "sheets")
        files = sorted((folder / "sheets").rglob("*.pdf"))
        packs = [*sheets, "--roster", str(folder / "class.csv"), "--no-verify"]
        numbers = count()

        def ours() -> list[str]:
            output = folder / f"output-{next(numbers)}"
            return lembar(*packs, "--output", output)

        subprocess.run(ours(), check=True, capture_output=True, cwd=folder, env=environment())
        made = next((folder / "output-0").rglob("packs/*.pdf"))
        print(f"{COPIES} copies of {len(versions)} versions: {pages(made)} pages, of {[pages(file) for file in files]}")
        if "--typst" in sys.argv:
            shutil.copytree(TOPIC.parent / "pictures", folder / "pictures", dirs_exist_ok=True)
            (folder / "all.typ").write_text(copied(versions, folder), encoding="utf-8")
            theirs = [sys.executable, "-c", PROGRAM, str(FONTS), str(folder / "all.typ")]
            drawing = [sys.executable, "-c", SYMBOLS, str(folder)]
            symbols = cpu(drawing, folder)
            often = ("lembar", lambda: median(cpu(ours(), folder) for _ in range(OFTEN)))
            both = often, ("typst", lambda: cpu(drawing, folder) + cpu(theirs, folder))
            mine, other, ratio = compare(*both, TIMES)
            print(f"lembar {mine:.2f} s, typst {other:.2f} s of processor time, {symbols:.2f} s of it for the symbols;")
            print(f"typst has {pages(folder / 'all.pdf')} pages")
            return verdict("named copies against typst", ratio, TYPST)
        parts = [str(file) for n in range(COPIES) for file in (files[n % len(files)], "1-z")]
        theirs = ["qpdf", "--empty", "--pages", *parts, "--", str(folder / "all.pdf")]
        mine, other, ratio = compare(("lembar", lambda: wall(ours(), folder)), ("qpdf", lambda: wall(theirs, folder)))
    print(f"medians: lembar {mine:.3f} s, qpdf {other:.3f} s")
    return verdict("named copies against qpdf", ratio, QPDF)


if __name__ == "__main__":
    sys.exit(main())
