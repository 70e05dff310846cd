"""Preview pictures: one of each page, beside its PDF, in the manifest, gone with it, and drawn only when they are asked for."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from finished import topic
from PIL import Image

from generator.cli.group import lembar
from generator.diagnostics import Exit

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("sources").mkdir()
    Path("sources/kerja-sama.yaml").write_bytes(topic())
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(lembar, words, catch_exceptions=False)


def rows() -> dict[str, dict]:
    listed = json.loads(Path("output/manifest.json").read_text(encoding="utf-8"))["outputs"]
    return {row["path"]: row for row in listed}


def pictures() -> list[str]:
    return sorted(path.relative_to("output").as_posix() for path in Path("output").rglob("*.png"))


def test_each_page_has_its_picture(here: Path) -> None:
    made = run("build", "--preview", "--paper", "a5")
    assert made.exit_code == 0
    documents = {path: row for path, row in rows().items() if path.endswith(".pdf")}
    wanted = [f"{path[:-4]}-{page}.png" for path, row in documents.items() for page in range(1, row["pages"] + 1)]
    assert pictures() == sorted(wanted)
    assert sorted(made.stdout.split()) == sorted(f"output/{path}" for path in rows())
    for path in wanted:
        picture = Image.open(Path("output") / path)
        assert (picture.format, picture.mode) == ("PNG", "L")
        assert (round(picture.width / 96 * 25.4), round(picture.height / 96 * 25.4)) == (148, 210)
        assert picture.getextrema()[0] < 64 and picture.getextrema()[1] == 255, "ink on paper"
    row = rows()[wanted[0]]
    assert (row["page"], row["of"]) == (1, f"{wanted[0][:-6]}.pdf")
    assert row["inputs"] == {"pdf": documents[row["of"]]["sha256"]}


def test_pictures_are_the_same_again(here: Path) -> None:
    run("build", "--preview")
    before = {path: (Path("output") / path).read_bytes() for path in pictures()}
    assert run("build", "--preview", "--jobs", "2").exit_code == 0
    assert {path: (Path("output") / path).read_bytes() for path in pictures()} == before
    assert run("verify").exit_code == 0


def test_pictures_go_with_their_file(here: Path) -> None:
    run("build", "--preview")
    run("build", "--kind", "worksheet")
    assert not any("_worksheet" in path for path in pictures())
    assert any("_answer-key" in path for path in pictures())
    run("build", "--kind", "worksheet", "--seed", "2", "--items", "1")
    assert not any("_answer-key" in path for path in rows()), "the stale key's pictures go too"
    assert not any("_answer-key" in path for path in pictures())
    assert any("_handout" in path for path in pictures())


def test_a_picture_that_somebody_changed_is_left(here: Path) -> None:
    run("build", "--preview")
    path = Path("output") / next(path for path in pictures() if "_handout" in path)
    path.write_bytes(b"mine")
    again = run("build", "--preview")
    assert (again.exit_code, path.read_bytes()) == (Exit.KEPT, b"mine")
    assert "altered-output" in run("verify").stdout


def test_settings_may_ask_for_pictures(here: Path) -> None:
    Path("lembar.yaml").write_text("preview: true\n", encoding="utf-8")
    run("build", "--kind", "handout")
    assert pictures()
    run("build", "--kind", "handout", "--no-preview")
    assert pictures() == []


def test_what_is_not_asked_for_is_not_loaded(here: Path) -> None:
    program = (
        "import sys; sys.path.insert(0, {root!r}); from generator.cli import run; code = run({words!r}); "
        "print([name for name in sys.modules if name.startswith({unwanted!r})]); sys.exit(code)"
    )
    unwanted = (
        "pypdfium2", "jsonschema", "generator.build.preview", "generator.build.explained", "generator.check.published",
        "generator.schema.published", "generator.cli.pages", "generator.assets.maths", "generator.typeset.formulas",
        "generator.model.linear",
    )  # fmt: skip
    for words in (["build", "--no-verify"], ["check"]):
        done = subprocess.run(
            [sys.executable, "-c", program.format(root=str(ROOT), words=words, unwanted=unwanted)],
            capture_output=True, text=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "[]"), done.stderr
