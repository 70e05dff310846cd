"""A cold `lembar build TOPIC --no-verify` of three PDFs against a cold process in which Typst compiles the same three.

Both start Python, read their sources, lay out, subset the same font files and write three PDFs. Typst gets the blocks that
Lembar printed, as a Typst user would write them, with as many pages and as much text; both are counted below.
With `--edited` the topic's title is changed before each run, so that the topic is parsed and judged anew.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from itertools import count
from pathlib import Path

import pypdfium2 as pdfium
from content import Printed, printed
from pairs import FONTS, TOPIC, compare, lembar, verdict, wall
from typst_pages import PROGRAM, document

BOUND = 2.5


def size(paths: list[Path]) -> tuple[int, int]:
    """Return pages and letters of PDFs."""
    pages = letters = 0
    for path in paths:
        with pdfium.PdfDocument(path) as pdf:
            pages += len(pdf)
            letters += sum(len("".join(page.get_textpage().get_text_bounded().split())) for page in pdf)
    return pages, letters


def fitted(one: Printed, folder: Path, pages: int) -> Path:
    """Write the Typst source whose lines are set so far apart that it takes as many pages, or nearly."""
    import typst

    path = folder / f"{one.kind}.typ"
    shutil.copytree(TOPIC.parent / "pictures", folder / "pictures", dirs_exist_ok=True)
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])

    def off(leading: float) -> int:
        path.write_text(document(one, leading), encoding="utf-8")
        typst.compile(str(path), output=str(path.with_suffix(".pdf")), font_paths=fonts)
        return abs(size([path.with_suffix(".pdf")])[0] - pages)

    off(min((5.0, 4.0, 6.0, 3.0, 7.0, 8.5, 2.0, 10.0, 12.0, 15.0), key=off))
    return path


def topic(number: int, folder: Path) -> Path:
    """Return the topic's path; with `--edited` that of a copy whose title ends with this number."""
    if "--edited" not in sys.argv:
        return TOPIC
    shutil.copytree(TOPIC.parent / "pictures", folder / "sources" / "pictures", dirs_exist_ok=True)
    path = folder / "sources" / TOPIC.name
    before, title, after = TOPIC.read_text(encoding="utf-8").partition("dan Multilateral\n")
    path.write_text(f"{before}{title.rstrip()} {number}\n{after}", encoding="utf-8")
    return path


def main() -> int:
    """Print both sides' sizes, every pair, and the ratio."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        numbers = count(10)
        documents = printed(["build", str(topic(next(numbers), folder))], folder / "first")
        built = {path.stem.split("_")[1]: path for path in sorted((folder / "first").rglob("*.pdf"))}
        sources = [fitted(one, folder, size([built[one.kind]])[0]) for one in documents]
        for one, source in zip(documents, sources, strict=True):
            print(f"{one.kind}: lembar {size([built[one.kind]])}, typst {size([source.with_suffix('.pdf')])} (pages, letters)")

        def ours() -> float:
            number = next(numbers)
            made, output = topic(number, folder), folder / f"output-{number}"
            seconds = wall(lembar("build", made, "--no-verify", "--output", output), folder)
            if size(sorted(output.rglob("*.pdf"))) != size(sorted(built.values())):
                sys.exit("another build gave other pages")
            return seconds

        def theirs() -> float:
            return wall([sys.executable, "-c", PROGRAM, str(FONTS), *map(str, sources)], folder)

        mine, other, ratio = compare(("lembar", ours), ("typst", theirs))
    print(f"medians: lembar {mine:.3f} s, typst {other:.3f} s")
    return verdict("cold build of three PDFs", ratio, BOUND)


if __name__ == "__main__":
    sys.exit(main())
