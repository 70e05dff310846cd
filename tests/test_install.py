"""From nothing: the README's first command in a fresh copy, and the wheel in an empty environment and an empty folder."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
BIN = "Scripts" if os.name == "nt" else "bin"
TOPIC = "bilateral-regional-multilateral"
PDFS = 3 * sum("\nitems:" in path.read_text(encoding="utf-8") for path in (ROOT / "sources").glob("*.yaml"))
"""Each bundled topic becomes a handout, a worksheet and an answer key."""
CLEAN = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV", "LEMBAR"))}

pytestmark = pytest.mark.slow


def run(*words: str, here: Path) -> str:
    result = subprocess.run(words, cwd=here, env=CLEAN, capture_output=True, text=True, encoding="utf-8", check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "Traceback" not in result.stderr
    return result.stdout


def fresh(folder: Path) -> Path:
    """Copy what a clone of the project would hold."""
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True, check=False)
    names = [name for name in listed.stdout.decode("utf-8").split("\0") if name and (ROOT / name).is_file()]
    if not names:
        pytest.skip("not a git checkout")
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    return folder


def built(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def by_checkout(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What this checkout makes of the bundled topic in an empty folder."""
    here = tmp_path_factory.mktemp("empty")
    start = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from generator.cli import main; main()"
    assert len(run(sys.executable, "-c", start, "build", here=here).splitlines()) == PDFS
    return built(here)


def test_the_first_command_of_the_readme_ends_with_the_pdfs(tmp_path: Path, by_checkout: dict[str, bytes]) -> None:
    copy = fresh(tmp_path / "lembar")
    readme = (copy / "README.md").read_text(encoding="utf-8")
    start = "py " if os.name == "nt" else "python3 "
    command = next(line.strip() for line in readme.splitlines() if line.startswith(f"    {start}"))
    shell = ["powershell", "-Command", command] if os.name == "nt" else ["bash", "-c", command]
    paths = [Path(line).as_posix() for line in run(*shell, here=copy).splitlines() if line.endswith(".pdf")]
    made = {f"output/{name}": data for name, data in built(copy / "output").items() if name.endswith(".pdf")}
    assert sorted(paths) == sorted(made)
    assert made == {name: data for name, data in by_checkout.items() if name.endswith(".pdf")}


def test_the_wheel_builds_the_bundled_topic_in_an_empty_folder(tmp_path: Path, by_checkout: dict[str, bytes]) -> None:
    copy = fresh(tmp_path / "lembar")
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(tmp_path / "dist"), ".", here=copy)
    (wheel,) = (tmp_path / "dist").glob("lembar-*.whl")
    shutil.rmtree(copy)
    venv.create(tmp_path / "env", with_pip=True)
    programs = tmp_path / "env" / BIN
    run(str(programs / "python"), "-m", "pip", "install", "--quiet", str(wheel), here=tmp_path)
    lembar = str(programs / "lembar")
    here = tmp_path / "empty"
    here.mkdir()
    assert re.fullmatch(r"lembar \d+\.\d+\.\d+\n", run(lembar, "--version", here=here))
    assert run(lembar, "list", "topics", here=here).split()[0] == TOPIC
    assert len(run(lembar, "build", here=here).splitlines()) == PDFS
    assert built(here) == by_checkout
    run(lembar, "verify", here=here)
    run(lembar, "build", "--difficulty", "all", "--language", "en", "--variants", "2", "--jobs", "2", here=here)
    run(lembar, "new", "topic", "my-topic", here=here)
    assert len(run(lembar, "build", "my-topic", here=here).splitlines()) == 3
