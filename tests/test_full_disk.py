"""Builds on small disks that really fill up, and on one that may not be written: exit code 6, and what was there stays whole."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from finished import topic

ROOT = Path(__file__).resolve().parents[1]
START = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from generator.cli import main; main()"
PACKS = ["--roster", "roster.csv", "--kind", "worksheet", "--kind", "answer-key", "--variants", "4"]
DOCUMENTS = ["--kind", "worksheet", "--kind", "answer-key", "--variants", "20"]
FEW = ["--kind", "worksheet", "--kind", "handout"]


def mount(*words: str) -> bool:
    try:
        return not subprocess.run(["mount", *words], capture_output=True, check=False).returncode
    except OSError:
        return False


@pytest.fixture
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder where a disk can be mounted, beside a topic and a roster."""
    monkeypatch.chdir(tmp_path)
    Path("sources").mkdir()
    Path("sources/kerja-sama.yaml").write_bytes(topic())
    rows = "".join(f"Siti {number},{number},IX-{'ABC'[number % 3]}\n" for number in range(300))
    Path("roster.csv").write_text("name,number,class\n" + rows, encoding="utf-8")
    folder = tmp_path / "disk"
    folder.mkdir()
    yield folder
    subprocess.run(["umount", str(folder)], capture_output=True, check=False)


def small(folder: Path, size: int) -> None:
    if not sys.platform.startswith("linux") or not mount("-t", "tmpfs", "-o", f"size={size}k", "tmpfs", str(folder)):
        pytest.skip("may not mount a disk here")


def built(folder: Path, flags: Sequence[str], jobs: int = 1) -> tuple[int, str]:
    words = [sys.executable, "-c", START, "build", "--no-verify", "--no-cache", "--jobs", str(jobs)]
    run = subprocess.run([*words, "--output", str(folder / "out"), *flags], capture_output=True, check=False, timeout=120)
    errors = run.stderr.decode("utf-8")
    assert "Traceback" not in errors and "bug" not in errors
    return run.returncode, errors


def whole(folder: Path) -> dict[str, bytes]:
    """Return all files but the manifest, which lists just these; nothing half or temporary is among them."""
    there = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    rows = json.loads(there.pop("out/manifest.json"))["outputs"] if there else []
    digests = {path: hashlib.sha256(data).hexdigest() for path, data in there.items()}
    assert digests == {f"out/{row['path']}": row["sha256"] for row in rows}
    return there


def filled(folder: Path, size: int, flags: Sequence[str], jobs: int) -> bool:
    """Build more than a disk holds after a build that it holds; return whether it was too much."""
    small(folder, size)
    assert built(folder, FEW)[0] == 0
    old = whole(folder)
    assert len(old) == 2
    asked = [*flags, "--seed", "2"]
    code, errors = built(folder, asked, jobs)
    if code:
        assert code == 6
        assert re.search(r"error\[disk-full\]: disk full at \S+: \d+ of \d+ files written", errors), errors
        now = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        assert now.items() >= old.items(), "what was there stays"
        assert not [path for path in now if path.endswith((".part", ".large"))]
        assert mount("-o", "remount,size=20m", str(folder))
        assert built(folder, asked, jobs)[0] == 0
    assert len(whole(folder)) > len(old)
    return code == 6


@pytest.mark.parametrize(("flags", "size"), [(PACKS, 400), (PACKS, 900), (DOCUMENTS, 500)], ids=["pack", "packs", "documents"])
def test_a_full_disk_leaves_what_was_there(disk: Path, flags: Sequence[str], size: int) -> None:
    assert filled(disk, size, flags, jobs=2)


@pytest.mark.slow
@pytest.mark.parametrize("size", range(160, 3000, 142))
@pytest.mark.parametrize("flags", [PACKS, DOCUMENTS], ids=["packs", "documents"])
def test_full_disks_of_all_sizes(disk: Path, flags: Sequence[str], size: int) -> None:
    filled(disk, size, flags, jobs=1 + size % 4 // 2)


@pytest.mark.parametrize("flags", [PACKS, DOCUMENTS], ids=["packs", "documents"])
def test_a_disk_that_may_not_be_written(disk: Path, flags: Sequence[str]) -> None:
    small(disk, 4000)
    assert built(disk, FEW)[0] == 0
    old = whole(disk)
    assert mount("-o", "remount,ro", str(disk))
    code, errors = built(disk, flags)
    assert code == 6
    assert re.search(rf"error\[no-permission\]: .*{re.escape(str(disk))}", errors), errors
    assert whole(disk) == old
