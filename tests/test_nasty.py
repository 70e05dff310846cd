"""Files and texts that break programs: printed as they are, or refused with their line; no traceback, no hang, no stray file."""

from __future__ import annotations

import _thread
import json
import os
import re
import shutil
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from finished import topic

from generator.cli.group import lembar

CORPORA = Path(__file__).resolve().parents[2] / "shared" / "corpora"
FOLDERS = ("nasty-blns", "nasty-csv", "nasty-png", "nasty-xml", "nasty-yaml-test-suite")
PATIENCE = 5.0
SIGNS = re.compile(r"([!-/:-@\[-`{-~])")
needs_corpora = pytest.mark.skipif(not CORPORA.is_dir(), reason="the corpora are not here")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path


def run(*words: str) -> Result:
    """Run a command that must end soon, with no traceback and no bug."""
    late = threading.Event()

    def stop() -> None:
        late.set()
        _thread.interrupt_main()

    timer = threading.Timer(PATIENCE, stop)
    timer.start()
    try:
        result = CliRunner().invoke(lembar, words, catch_exceptions=False)
    finally:
        timer.cancel()
    assert not late.is_set(), words
    assert "Traceback" not in result.output
    assert "bug of lembar's" not in result.output
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f]", result.output), "control characters reach the terminal"
    return result


def found(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.output.splitlines() if line.startswith("{")]


def tree(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def files(folder: str) -> list[Path]:
    return sorted(path for path in (CORPORA / folder).rglob("*") if path.is_file())


LONG = "nasty-yaml-test-suite"


@needs_corpora
@pytest.mark.parametrize("folder", [pytest.param(one, marks=pytest.mark.slow) if one == LONG else one for one in FOLDERS])
def test_files_of_the_corpora_are_no_topics_and_leave_nothing(here: Path, folder: str) -> None:
    """Each file as a topic, as settings, as a school and as a roster of nothing: a finding with a place, and no file."""
    for path in files(folder):
        result = run("build", str(path), "--format", "json")
        assert result.exit_code == 1, path
        assert all(one["file"] and one["line"] for one in found(result) if one["severity"] == "error"), path
        assert run("check", str(path), "--format", "json").exit_code == 1, path
    for path in files(folder)[::10]:
        run("build", "--school", str(path), "--no-verify", "--kind", "handout", "--output", "with-school")
        shutil.copy(path, "lembar.yaml")
        assert run("list", "papers").exit_code == 0
        assert run("check", "--format", "concise").exit_code in (0, 1)
        Path("lembar.yaml").unlink()
        Path("layouts/mine").mkdir(parents=True, exist_ok=True)
        shutil.copy(path, "layouts/mine/layout.yaml")
        run("build", "--layout", "mine", "--no-verify", "--kind", "handout", "--output", "with-layout")
    assert {name.partition("/")[0] for name in tree(here / "here")} <= {"layouts", "with-school", "with-layout"}


FIGURES = "format: 1\nname: figures\nlanguage: en\ntitle: Pictures\nhandout:\n"


@needs_corpora
@pytest.mark.parametrize("folder", ["nasty-png", "nasty-xml", "nasty-csv"])
def test_pictures_are_set_or_refused_at_their_line(here: Path, folder: str) -> None:
    """`check` names every picture that cannot be used; all the others are printed together."""
    shutil.copytree(CORPORA / folder, "sources/all")
    paths = [path.relative_to(CORPORA / folder).as_posix() for path in files(folder)]
    lines = [f"  - figure: {{image: {json.dumps('all/' + path)}, alt: x}}\n" for path in paths]
    Path("sources/figures.yaml").write_text(FIGURES + "".join(lines), encoding="utf-8")
    refused = {}
    for one in found(run("check", "--format", "json")):
        inside = str(one["file"]).partition("sources/all/")[2]
        refused[paths.index(inside) if inside else int(str(one["line"])) - 6] = str(one["code"])
    assert set(refused.values()) <= {"unsupported-picture", "broken-picture", "unsupported-svg", "picture-too-large"}
    for number in list(refused)[::7]:
        Path("sources/figures.yaml").write_text(FIGURES + lines[number], encoding="utf-8")
        result = run("build", "figures")
        assert result.exit_code == 1
        assert "handout.0" not in result.output
        assert not Path("output").exists()
    good = [line for number, line in enumerate(lines) if number not in refused]
    assert (len(good) > 80) == (folder == "nasty-png")
    Path("sources/figures.yaml").write_text(FIGURES + "".join(good) + "  - text: The end.\n", encoding="utf-8")
    result = run("build", "figures")
    assert result.exit_code == 0, result.output


def naughty() -> list[str]:
    return json.loads((CORPORA / "nasty-blns" / "blns.json").read_text(encoding="utf-8"))


BEGIN = "format: 1\nname: naughty\nlanguage: en\ntitle: Naughty texts\nitems:\n"


def essays(texts: dict[int, str]) -> Iterator[str]:
    """Yield one line for each text: an item that has it as its stem, the Markdown signs escaped."""
    for number, text in texts.items():
        stem = json.dumps(SIGNS.sub(r"\\\1", text), ensure_ascii=False)
        yield f"  - {{name: n-{number}, type: essay, lines: 0, stem: {stem}}}\n"


REFUSED = {"empty-text", "control-character", "unsupported-character", "missing-field", "unknown-escape", "long-word"}


@needs_corpora
def test_naughty_texts_are_printed_as_they_are_or_refused_with_their_line(here: Path) -> None:
    """Verification reads every stem back from the finished PDF, and would withhold a sheet that prints one otherwise."""
    texts = dict(enumerate(naughty()))
    good = {}
    Path("sources").mkdir()
    for number, text in texts.items():
        Path("sources/naughty.yaml").write_text(BEGIN + "".join(essays({number: text})), encoding="utf-8", newline="")
        errors = [one for one in found(run("check", "naughty", "--format", "json")) if one["severity"] == "error"]
        assert {one["line"] for one in errors} <= {6}, text
        assert {str(one["code"]) for one in errors} <= REFUSED, text
        if not errors:
            good[number] = text
    assert len(good) > 300
    for start in range(0, len(good), 50):
        part = dict(list(good.items())[start : start + 50])
        Path("sources/naughty.yaml").write_text(BEGIN + "".join(essays(part)), encoding="utf-8", newline="")
        result = run("build", "naughty", "--items", "100", "--kind", "worksheet")
        assert result.exit_code == 0, result.output
        assert f" {len(part)} items" in result.stderr


IDS = [
    "../../evil", "/etc/evil", "..", ".", "", " ", "a/b", "a\\b", "a:b", "C:evil", "con", "CON",
    "nul", "aux.txt", "com1", "lpt9", "prn", "~", "~root", "$HOME", "%TEMP%", "`id`", "$(id)",
    ";ls", "|ls", "&", "a b", "a.", ".a", ".lembar", "manifest.json", "teacher", "a\x00b", "a\nb",
    "a\tb", "\x1b[2J", "\u202eevil", "\u200b", "\ufeff", "é", "e\u0301", "ﬁ", "İ", "ſ", "K", "😀",
    "漢字", "عربي", "x" * 61, "x" * 5000, "A", "a_b", "-", "--output", "-o", "a?b", "a*b", "a<b",
    'a"b', "a|b", "''", "/dev/null", "\\\\server\\share", "file:///etc", "....//evil",
    "a/../../evil", "..%2fevil",
]  # fmt: skip


DEVICE = r"con|prn|aux|nul|(com|lpt)[0-9]"


@pytest.mark.parametrize("number", range(len(IDS)), ids=lambda number: ascii(IDS[number])[:30])
def test_hostile_names_stay_in_the_output_folder(here: Path, number: int) -> None:
    """Reliability I20: as a topic's name, as an item's name, and as a file's name where the system has such names."""
    name = IDS[number]
    Path("sources").mkdir()
    before = tree(here) | {"here/sources/t.yaml", "here/output"}
    given = json.dumps(name, ensure_ascii=False).encode("utf-8", "surrogatepass")
    for wanted in (b"name: kerja-sama", b"name: pg-1"):
        Path("sources/t.yaml").write_bytes(topic().replace(wanted, b"name: " + given, 1))
        result = run("build", "sources/t.yaml", "--kind", "worksheet", "--no-verify")
        plain = re.fullmatch(r"[a-z0-9-]{1,60}", name) and not (b"kerja" in wanted and re.fullmatch(DEVICE, name))
        assert result.exit_code == (0 if plain else 1), result.output
        if not plain:
            assert re.search(r"error\[(bad-name|reserved-name|control-character|empty-text|missing-field)\]", result.output)
        strange = {path for path in tree(here) - before if not path.startswith("here/output/")}
        assert strange == set()
        assert not [path for path in tree(here) if path.endswith((".part", ".yaml.pdf"))]
        shutil.rmtree("output", ignore_errors=True)
    Path("sources/t.yaml").unlink()
    file = Path("sources") / f"{name}.yaml"
    if len(file.parts) != 2 or "/" in name or "\x00" in name or len(name) > 200:
        return
    file.write_bytes(topic().replace(b"name: kerja-sama\n", b""))
    before = tree(here) | {"here/output"}
    result = run("build", str(file), "--kind", "worksheet", "--no-verify")
    assert result.exit_code in (0, 1)
    assert {path for path in tree(here) - before if not path.startswith("here/output/")} == set()
    for path in Path("output").rglob("*"):
        assert re.fullmatch(r"[a-z0-9._-]+", path.name), path


def pipe(path: Path) -> None:
    os.mkfifo(path)


def endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


def unnamable(path: Path) -> None:
    Path(os.fsdecode(os.fsencode(path.parent) + b"/\xff\xfe.yaml")).write_bytes(topic())


@pytest.mark.skipif(sys.platform != "linux", reason="needs pipes, /dev/zero and file names that are no text")
@pytest.mark.parametrize("make", [pipe, endless, unnamable])
def test_a_topic_that_is_no_file_of_text_is_a_finding(here: Path, make: Callable[[Path], None]) -> None:
    """Nobody waits for what a pipe or a device may say, and a name that no manifest can hold is refused."""
    Path("sources").mkdir()
    make(Path("sources/t.yaml"))
    for command in ("build", "check"):
        result = run(command, "--format", "json")
        assert result.exit_code == 1
        assert [one["code"] for one in found(result)] == ["cannot-read"]
    assert not Path("output").exists() or not list(Path("output").rglob("*.pdf"))
    assert run("list", "topics").exit_code == 0
    assert run("build", "--school", "/dev/zero", "--kind", "handout").exit_code == 1


def test_sources_higher_than_a_page_are_a_finding(here: Path) -> None:
    Path("sources").mkdir()
    authors = ", ".join(f'"Author number {number}"' for number in range(3000))
    text = f"format: 1\nname: many\nlanguage: en\ntitle: Many\nauthors: [{authors}]\nhandout:\n  - text: Some text.\n"
    Path("sources/many.yaml").write_text(text, encoding="utf-8")
    result = run("build", "--format", "json")
    assert result.exit_code == 1
    assert [one["code"] for one in found(result) if one["severity"] == "error"] == ["does-not-fit"]
