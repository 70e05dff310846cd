"""Generated pages say what the program says; the first page lists all pages; `lembar docs` prints them."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest
import reference
from click.testing import CliRunner, Result
from PIL import Image

from generator import cli
from generator.cli import pages
from generator.cli.group import COMMANDS, lembar
from generator.diagnostics import Exit
from generator.diagnostics.codes import CATALOGUE
from generator.items import REGISTRY
from generator.model.item import Group

TYPES = [cls.TYPE for cls in (*REGISTRY, Group)]
HEADS = ["public", "private", "madrasah", "signatures"]
AGAIN = "write it anew: pytest tests/test_reference.py --update"


def run(*words: str) -> Result:
    return CliRunner().invoke(lembar, words, catch_exceptions=False)


@pytest.mark.parametrize("name", ["commands", "codes", "types", "maths"])
def test_generated_pages_say_what_the_program_says(name: str, update: bool) -> None:
    made, path = getattr(reference, name)().rstrip() + "\n", reference.DOCS / f"{name}.md"
    if update:
        path.write_text(made, encoding="utf-8", newline="\n")
    assert path.read_text(encoding="utf-8") == made, AGAIN


@pytest.mark.parametrize("name", TYPES)
def test_pictures_of_types_show_how_they_print(name: str, update: bool) -> None:
    same(reference.picture(name), reference.PICTURES / f"{name}.png", update)


def same(made: bytes, path: Path, update: bool) -> None:
    """Compare a picture with the one that is kept; updated where it differs."""
    if update and not (path.is_file() and reference.difference(path.read_bytes(), made) < 1):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(made)
    kept = path.read_bytes()
    assert reference.difference(kept, made) < 3, AGAIN
    assert len(kept) <= 20 << 10
    assert Image.open(path).mode == "L"


@pytest.mark.parametrize("name", HEADS)
def test_pictures_of_the_page_on_schools_show_how_they_print(name: str, update: bool) -> None:
    same(reference.letterhead(name), reference.HEADS / f"{name}.png", update)
    assert f"pictures/school/{name}.png" in pages.page("school")[0]


def test_there_is_a_picture_for_each_type_and_no_other() -> None:
    assert {path.stem for path in reference.PICTURES.iterdir()} == set(TYPES)
    assert {path.stem for path in reference.HEADS.iterdir()} == set(HEADS)


def test_the_page_of_codes_is_about_every_code() -> None:
    merged = [code for part in reference.PARTS for code in import_module(f"generator.diagnostics.codes.{part}").CODES]
    assert sorted(merged) == sorted(CATALOGUE)
    assert re.findall(r"^### (.*)$", pages.page("codes")[0], re.MULTILINE) == [
        code for part in reference.PARTS for code in sorted(import_module(f"generator.diagnostics.codes.{part}").CODES)
    ]


def test_the_page_of_commands_is_about_every_command() -> None:
    said = pages.page("commands")[0]
    for name in COMMANDS:
        assert f"\n## lembar {name}" in said


@pytest.mark.parametrize("language", ["en", "id"])
def test_the_first_page_lists_all_pages(language: str) -> None:
    text, there = pages.page("index", language)
    assert there
    assert set(re.findall(r"\| \[([a-z-]+)\]\(\1\.md\) \|", text)) == set(pages.names()) - {"index"}


def test_docs_prints_a_page() -> None:
    first = run("docs")
    assert first.exit_code == 0
    assert first.stdout == pages.page("index")[0]
    assert run("docs", "index").stdout == run("docs", "index.md").stdout == first.stdout
    assert run("docs", "levels").stdout.startswith("# Levels\n")
    assert run("docs", "--language", "id").stdout == pages.page("index", "id")[0] != first.stdout


def test_docs_says_what_it_does_not_have() -> None:
    wrong = run("docs", "levls")
    assert wrong.exit_code == Exit.USAGE
    assert "error[unknown-page]" in wrong.stderr
    assert "did you mean `levels`?" in wrong.stderr
    outside = run("docs", "../../README")
    assert (outside.exit_code, outside.stdout) == (Exit.USAGE, "")
    english = run("docs", "levels", "--language", "id")
    assert english.stdout == run("docs", "levels").stdout
    assert "English" in english.stderr


@pytest.mark.parametrize(
    ("words", "place", "found"),
    [("lembar bu", 1, "build"), ("lembar build --diff", 2, "--difficulty"), ("lembar build --difficulty ea", 3, "easy")],
)
def test_the_shell_completes(
    words: str, place: int, found: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the line of the page of commands in its start file, the shell asks `lembar` itself."""
    assert "_LEMBAR_COMPLETE=bash_source lembar" in pages.page("commands")[0]
    for name, value in (("_LEMBAR_COMPLETE", "bash_complete"), ("COMP_WORDS", words), ("COMP_CWORD", str(place))):
        monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit) as end:
        cli.run([])
    assert (end.value.code, capsys.readouterr().out.split()) == (0, [f"plain,{found}"])
