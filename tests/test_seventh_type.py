"""A new question type costs its file, its line in the registry and its words: nothing else of the program is touched."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from finished import topic

ROOT = Path(__file__).resolve().parents[1]
TYPES = Path(__file__).parent / "cases" / "types"
START = "import sys; sys.path.insert(0, {folder!r}); from generator.cli import main; main()"

DICTATION = """\
  - {name: ibu-kota, type: dictation, stem: 'Tulislah kata pertama!', said: [Tokyo, tokyo], difficulty: easy}
  - {name: satu-lagi, type: dictation, stem: 'Tulislah angka ini!', said: ['1967'], rationale: Pada 8 Agustus.}
"""
ODD_ONES_OUT = """\
  - name: pendiri
    type: odd-ones-out
    stem: Negara mana saja yang tidak ikut mendirikan ASEAN?
    things: [{text: Indonesia}, {text: Thailand}, {text: Vietnam, odd: true}, {text: Laos}]
  - name: buah
    type: odd-ones-out
    stem: Mana saja yang bukan buah?
    things: [{text: bayam, odd: true}, {text: kangkung, odd: true}, {text: mangga}]
"""
ADDED = [
    pytest.param("dictation", "Dictation", DICTATION, ("said: ['1967']", "said: ['1968']")),
    pytest.param("odd_ones_out", "OddOnesOut", ODD_ONES_OUT, ("{text: Laos}", "{text: Laos, odd: true}")),
]
WORDS = """\
types:
  {name}:
    name: {title}
    instruction: {title}!
"""


def added(folder: Path, module: str, cls: str) -> None:
    """Copy the program and add the type as its author would: a file, a line in REGISTRY with its import, words."""
    for part in ("generator", "layouts"):
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__", "docs"))
    shutil.copy(TYPES / f"{module}.py", folder / "generator" / "items")
    registry = folder / "generator" / "items" / "__init__.py"
    lines = registry.read_text(encoding="utf-8").splitlines()
    last = max(number for number, line in enumerate(lines) if line.startswith("from generator.items."))
    end = next(number for number, line in enumerate(lines) if line == ")" and number > last)
    registry.write_text(
        "\n".join([*lines[: last + 1], f"from generator.items.{module} import {cls}", *lines[last + 1 : end], f"    {cls},"])
        + "\n".join(["", *lines[end:], ""]),
        encoding="utf-8",
    )
    for words in (folder / "generator" / "languages").glob("*.yaml"):
        text = words.read_text(encoding="utf-8")
        more = WORDS.format(name=module.replace("_", "-"), title=f"Jenis Baru {words.stem}")
        assert text.count("\ntypes:") == 1
        words.write_text(text.replace("\ntypes:", "\n" + more.rstrip("\n") + "\n#", 1), encoding="utf-8")


@pytest.mark.parametrize(("module", "cls", "items", "other"), ADDED, ids=["dictation", "odd-ones-out"])
def test_a_new_type_is_checked_built_and_read_back(
    tmp_path: Path, module: str, cls: str, items: str, other: tuple[str, str]
) -> None:
    name = module.replace("_", "-")
    added(tmp_path, module, cls)
    here = tmp_path / "work"
    file = here / "sources" / "kerja-sama.yaml"
    file.parent.mkdir(parents=True)
    file.write_bytes(topic(more=items))

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        start = START.format(folder=str(tmp_path))
        return subprocess.run(
            [sys.executable, "-c", start, *words], cwd=here, capture_output=True, text=True, encoding="utf-8", check=False
        )

    assert name in run("list", "types").stdout.split()
    checked = run("check", "--format", "concise")
    assert checked.returncode == 0, checked.stdout
    first = topic().count(b"\n") + 1
    assert all(int(line.split(":")[1]) < first for line in checked.stdout.splitlines())
    built = run("build", "--variants", "2", "--difficulty", "all", "--jobs", "2")
    assert built.returncode == 0, built.stderr
    assert len(built.stdout.splitlines()) == 18
    assert run("build", "--type", name, "--kind", "worksheet").returncode == 0
    manifest = (here / "output" / "manifest.json").read_text(encoding="utf-8")
    assert manifest.count(items.partition("name: ")[2].split()[0].rstrip(",")) > 5
    verified = run("verify")
    assert (verified.returncode, verified.stdout) == (0, "")
    file.write_bytes(topic(more=items.replace(*other)))
    again = run("verify")
    assert again.returncode == 3
    assert "error[changed-item]" in again.stdout
