"""Same input, same bytes: over runs, hash seeds, time zones, locales, folders and numbers of processes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from finished import topic

from generator.compose import KINDS

ROOT = Path(__file__).resolve().parents[1]
START = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from generator.cli import main; main()"
TERMS = b"terms: [{name: b, term: bilateral, meaning: dua negara}, {name: a, term: ASEAN, meaning: Asia Tenggara}]\n"
SURROUNDINGS = {
    "another hash seed": ({"PYTHONHASHSEED": "1"}, ["--jobs", "1"], "."),
    "another time zone": ({"TZ": "Asia/Jayapura", "SOURCE_DATE_EPOCH": "1"}, ["--jobs", "1"], "."),
    "another locale": ({"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONHASHSEED": "random"}, ["--jobs", "1"], "."),
    "another folder": ({}, ["--jobs", "1"], "elsewhere"),
    "two processes": ({"PYTHONHASHSEED": "2"}, ["--jobs", "2"], "."),
    "five processes": ({"PYTHONHASHSEED": "3"}, ["--jobs", "5"], "elsewhere"),
}


def built(folder: Path, environment: dict[str, str], more: list[str], here: str) -> tuple[dict[str, bytes], str]:
    """Build three topics and return all outputs, and what was printed."""
    (folder / here).mkdir(parents=True, exist_ok=True)
    output = folder / "out"
    words = ["build", str(folder / "topics"), "--difficulty", "all", "--variants", "2", "--output", str(output), "--no-verify"]
    words += [word for kind in KINDS for word in ("--kind", kind)]
    result = subprocess.run(
        [sys.executable, "-c", START, *words, *more],
        cwd=folder / here,
        env={**os.environ, **environment},
        capture_output=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    made = {path.relative_to(output).as_posix(): path.read_bytes() for path in output.rglob("*") if path.is_file()}
    return made, result.stdout.decode("utf-8").replace(str(folder), "")


def prepared(folder: Path) -> Path:
    (folder / "topics").mkdir(parents=True)
    for number in (1, 2):
        text = topic(keys=number).replace(b"name: kerja-sama", f"name: t-{number}".encode())
        (folder / "topics" / f"t-{number}.yaml").write_bytes(text.replace(b"handout:", TERMS + b"handout:", 1))
    return folder


@pytest.fixture(scope="module")
def plain_build(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], str]:
    folder = prepared(tmp_path_factory.mktemp("plain"))
    return built(folder, {"PYTHONHASHSEED": "0", "TZ": "UTC"}, ["--jobs", "1"], ".")


@pytest.mark.parametrize("name", SURROUNDINGS)
def test_same_input_same_bytes(tmp_path: Path, plain_build: tuple[dict[str, bytes], str], name: str) -> None:
    environment, more, here = SURROUNDINGS[name]
    made, printed = built(prepared(tmp_path), environment, more, here)
    files = sum(2 if kind.sheet and not kind.versions_of else 1 for kind in KINDS.values())
    assert len(made) == 2 * 3 * (files + 2) + 1, "with the geometry of the answer sheets, and the manifest"
    assert made == plain_build[0]
    assert printed == plain_build[1]


def test_another_seed_changes_the_sheets_and_not_the_handout(tmp_path: Path, plain_build: tuple[dict[str, bytes], str]) -> None:
    made, _ = built(prepared(tmp_path), {}, ["--seed", "2"], ".")
    changed = {path for path, data in made.items() if data != plain_build[0][path]}
    kinds = {name for path in changed for name in KINDS if f"_{name}_" in path or f"_{name}." in path}
    assert kinds == {kind.name for kind in KINDS.values() if kind.sheet} | {"cover-sheet"}
