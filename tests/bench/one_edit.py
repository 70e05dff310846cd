"""A cold `lembar build` of 100 topics after one item of one of them was edited against the build of all of them.

The topics are the bundled ones under 100 names; a worksheet of each is built and read back. The full build is of another seed
each time, into an empty folder, so it has all worksheets to make; the other one finds what builds before it left, and has one.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import tempfile
from itertools import count
from pathlib import Path

from pairs import PAIRS, ROOT, compare, lembar, verdict, wall

BOUND = 0.3
SHEETS = 100
WORKSHEETS = ("build", "--kind", "worksheet")


def prepared(folder: Path) -> None:
    """Write the topics and build their worksheets."""
    shutil.copytree(ROOT / "sources" / "pictures", folder / "sources" / "pictures")
    topics = [path for path in sorted((ROOT / "sources").glob("*.yaml")) if b"\nitems:" in path.read_bytes()]
    for number in range(SHEETS):
        text = topics[number % len(topics)].read_text(encoding="utf-8")
        named = re.sub(r"^name: .*$", f"name: topic-{number}", text, count=1, flags=re.MULTILINE)
        (folder / "sources" / f"topic-{number}.yaml").write_text(named, encoding="utf-8")
    wall(lembar(*WORKSHEETS), folder, again=True)


def stem(folder: Path, topic: Path) -> re.Pattern[str]:
    """Return what stands before the stem of an item that the topic's worksheet holds."""
    rows = json.loads((folder / "output" / "manifest.json").read_bytes())["outputs"]
    items = next(row["items"] for row in rows if row["topic"] == topic.stem)
    patterns = (re.compile(rf"(  - name: {one['name']}\n(?:    (?!stem).*\n)*    stem: \{{id: \")") for one in items)
    return next(one for one in patterns if one.search(topic.read_text(encoding="utf-8")))


def main() -> int:
    """Print every pair and the ratio."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepared(folder)
        topic = folder / "sources" / "topic-42.yaml"
        place, numbers, seeds = stem(folder, topic), count(1), count(2)

        def edited() -> float:
            before = {path: path.read_bytes() for path in (folder / "output").rglob("*.pdf")}
            text = topic.read_text(encoding="utf-8")
            topic.write_text(place.sub(rf"\g<1>{next(numbers)} ", text), encoding="utf-8")
            seconds = wall(lembar(*WORKSHEETS), folder, again=True)
            changed = [path.name for path, data in before.items() if path.read_bytes() != data]
            if len(before) != SHEETS or changed != [f"{topic.stem}_worksheet.pdf"]:
                sys.exit(f"the edit changed {changed} of {len(before)} worksheets")
            return seconds

        def full() -> float:
            seconds = wall(lembar(*WORKSHEETS, "--seed", str(next(seeds)), "--output", "all"), folder, again=True)
            shutil.rmtree(folder / "all")
            return seconds

        ours, theirs, ratio = compare(("one edit", edited), ("full build", full), pairs=1 if "--short" in sys.argv else PAIRS)
    print(f"medians: one edit {ours:.3f} s, full build {theirs:.3f} s")
    return verdict("one edit, one of 100 sheets affected", ratio, BOUND)


if __name__ == "__main__":
    sys.exit(main())
