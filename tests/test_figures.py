"""The figures of a good page, measured from rendered ones: contrast, ink, sizes of letters, strokes that survive copying.

A covering set of builds has every pair of layout, profile, paper, topic, level and language; each build has all kinds.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from measuring import Letter, Page, copied, pages, whole
from pairs import Row, covering, pairs

from generator.cli.group import lembar
from generator.compose import KINDS
from generator.folders import bundled
from generator.layout import Layouts, names, papers
from generator.layout.profiles import profiles

SOURCES = bundled("sources")
CONTRAST, SMALLEST, BODY = 7.0, 7.5, 10.0
INK = {"worksheet": 0.06, "handout": 0.09}
WHOLE, READABLE = 0.6, 0.9
"""Strokes of so many points stay whole in a copy of a copy; of thinner ones so large a share stays."""
EASE = 0.02
FACTORS = {
    "layout": ["default", *(name for name in names([bundled("layouts")]) if name != "base")],
    "profile": list(profiles()),
    "paper": list(papers()),
    "topic": sorted(path.stem for path in SOURCES.glob("*.yaml") if "items:" in path.read_text(encoding="utf-8")),
    "difficulty": ["easy", "medium", "hard", "mixed"],
    "language": ["id", "en"],
}
ROWS = covering(FACTORS)
SCHOOL = """\
school:
  authority: [Pemerintah Kabupaten Melati, Dinas Pendidikan]
  name: SMP Negeri 1 Melati
  address: Jalan Pelajar 12, Melati
  year: 2026/2027
  semester: Ganjil
"""


def build(folder: Path, monkeypatch: pytest.MonkeyPatch, topic: str, *words: str) -> dict[str, Path]:
    """Build a bundled topic strictly; the files by kind."""
    (folder / "lembar.yaml").write_text(SCHOOL, encoding="utf-8")
    monkeypatch.chdir(folder)
    asked = ["build", str(SOURCES / f"{topic}.yaml"), "--strict", "--jobs", "1", *words]
    result = CliRunner().invoke(lembar, asked, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    listed = json.loads(Path("output/manifest.json").read_text(encoding="utf-8"))["outputs"]
    return {row["kind"]: folder / "output" / row["path"] for row in listed if row["path"].endswith(".pdf")}


def faults(kind: str, path: Path, profile: str) -> Iterator[str]:
    """What is wrong with a file's pages."""
    found = pages(path)
    for number, page in enumerate(found, 1):
        words = list(page.words())
        pale = [word for word in words if page.contrast(word) < CONTRAST]
        small = [word for word in words if min(one.size for one in word) < SMALLEST - EASE and not raised(word)]
        for what, wrong in (("pale", pale), ("small", small)):
            if wrong:
                yield f"{kind}, page {number}: {what}: " + " ".join("".join(one.text for one in word) for word in wrong[:5])
        if profile == "standard":
            yield from (f"{kind}, page {number}: {fault}" for fault in broken(page))
    ink = sum(page.ink() for page in found) / len(found)
    if profile == "standard" and ink > INK.get(kind, 1.0):
        yield f"{kind}: {ink:.3f} of ink"


def raised(word: list[Letter]) -> bool:
    """Whether what is small in a word is raised or lowered beside what is not."""
    base = max(word, key=lambda one: one.size)
    return all(one.size >= SMALLEST - EASE or abs(one.baseline - base.baseline) > 1 for one in word)


def broken(page: Page) -> Iterator[str]:
    """Strokes of a page that a copy of a copy does not keep; those that something stands on, as far as they were seen."""
    seen, copy = page.image.point(lambda grey: 0 if grey < 150 else 255), copied(copied(page.image))
    for stroke in page.strokes():
        least = 1.0 if stroke.width > WHOLE - EASE else READABLE
        if whole(stroke, copy) < least * whole(stroke, seen) - EASE:
            yield f"a copy has {whole(stroke, copy):.2f} of {stroke}"


def test_the_covering_set_holds_every_pair() -> None:
    small = {"a": ["1", "2", "3"], "b": ["x", "y"], "c": ["p", "q", "r"]}
    held = {pair for row in covering(small) for pair in pairs(row)}
    assert len(held) == 3 * 2 + 3 * 3 + 2 * 3
    assert covering(small) == covering(small) and len(covering(small)) <= 10
    for one in FACTORS:
        for other in FACTORS:
            if one < other:
                wanted = {(a, b) for a in FACTORS[one] for b in FACTORS[other]}
                assert {(row[one], row[other]) for row in ROWS} == wanted


@pytest.mark.parametrize("profile", profiles())
@pytest.mark.parametrize("paper", papers())
def test_no_layout_has_small_type(profile: str, paper: str) -> None:
    layouts = Layouts([bundled("layouts")], paper, profile=profile, kinds=list(KINDS))
    for name in (None, *names([bundled("layouts")])):
        for kind in KINDS:
            sizes = layouts.named(name, kind).tokens.size
            assert sizes["body"].size >= BODY, (name, kind)
            assert min(style.size for style in sizes.values()) >= SMALLEST, (name, kind)


def test_a_standard_build_reads_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kinds = [word for kind in ("handout", "worksheet", "exam") for word in ("--kind", kind)]
    made = build(tmp_path, monkeypatch, FACTORS["topic"][0], *kinds)
    assert [fault for kind, path in made.items() for fault in faults(kind, path, "standard")] == []


NO_ROOM = {("a5", "large-print"): {"blueprint-table", "item-cards"}}
"""What has no room: wide tables of a teacher in large type on a small paper, which a build says."""


@pytest.mark.slow
@pytest.mark.parametrize("row", ROWS, ids=lambda row: "-".join(row.values()))
def test_every_pair_of_layout_profile_and_paper_reads_well(row: Row, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kinds = set(KINDS) - NO_ROOM.get((row["paper"], row["profile"]), set())
    words = [word for kind in KINDS if kind in kinds for word in ("--kind", kind)]
    flags = ("profile", "paper", "difficulty", "language", *(("layout",) if row["layout"] != "default" else ()))
    words += ["--variants", "2"] + [word for flag in flags for word in (f"--{flag}", row[flag])]
    made = build(tmp_path, monkeypatch, row["topic"], *words)
    assert set(made) == kinds
    assert [fault for kind, path in made.items() for fault in faults(kind, path, row["profile"])] == []
