"""README and documentation say what is true: their commands run, their examples build, their links lead somewhere."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner, Result

from generator import levels
from generator.build import settings
from generator.cli.group import COMMANDS, lembar
from generator.diagnostics import Exit
from generator.diagnostics.codes import CATALOGUE
from generator.folders import bundled
from generator.layout import load, names

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
DOCS = sorted((ROOT / "generator" / "docs").glob("*.md"))
PAGES = [README, *DOCS]
INDENTED = re.compile(r"^    (lembar .*?)(?: {2,}.*)?$", re.MULTILINE)
INLINE = re.compile(r"`(lembar [^`]+)`")
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FLAG = re.compile(r"(?<![\w-])--[a-z][a-z-]*")
PLACEHOLDER = re.compile(r"\b[A-Z]{2,}\b|\[")


def page(name: str) -> str:
    return (ROOT / "generator" / "docs" / f"{name}.md").read_text(encoding="utf-8")


def fences(text: str, language: str) -> list[str]:
    return [body for kind, body in FENCE.findall(text) if kind == language]


def commands() -> Iterator[str]:
    """Yield every command that a page shows, placeholders left out."""
    for path in PAGES:
        if path.stem == "codes":  # quotes the catalogue, which names commands without their arguments
            continue
        text = path.read_text(encoding="utf-8")
        yield from (line for line in (*INDENTED.findall(text), *INLINE.findall(text)) if not PLACEHOLDER.search(line))


def run(line: str) -> Result:
    words = shlex.split(line)
    assert words.pop(0) == "lembar"
    return CliRunner().invoke(lembar, words, catch_exceptions=False)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as the pages assume it: the first topic, and the layout `mine`."""
    monkeypatch.chdir(tmp_path)
    write("sources/rain.yaml", fences(page("first-topic"), "yaml")[0])
    write("layouts/mine/layout.yaml", fences(page("layouts"), "yaml")[0])
    write("class.csv", fences(page("classes"), "csv")[0])
    write("mid-semester.yaml", fences(page("blueprints"), "yaml")[0])
    write("ix-a.yaml", "")
    return tmp_path


def write(path: str, text: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, encoding="utf-8")


def test_the_readme_has_two_commands_for_each_system_that_set_up_everything() -> None:
    lines = [line.strip() for line in README.read_text(encoding="utf-8").splitlines() if line.startswith("    ")]
    own = [line for line in lines if not line.startswith("lembar ")]
    assert [re.sub(r"\.venv[/\\](?:bin|Scripts)[/\\]", "", re.split(r" && |; ", line)[-1]) for line in own] == [
        "lembar build", "lembar build", "pytest", "pytest",
    ]  # fmt: skip
    for line, python in zip(own, ("python3", "py") * 2, strict=True):
        steps = re.split(r" && |; ", line)
        assert steps[0] == f"{python} -m venv .venv"
        assert "pip install" in steps[1] and steps[1].endswith(('-e ".[test]"',) if "pytest" in line else ("-e .",))
    assert [line for line in lines if line.startswith("py ")] == [line for line in own if "Scripts" in line]


@pytest.mark.parametrize("line", sorted(set(commands())))
def test_every_command_of_the_pages_runs(here: Path, line: str) -> None:
    if line.startswith(("lembar verify", "lembar ledger", "lembar seal")):
        run("lembar build rain")
    if "school.yaml" in line:
        run("lembar new school")
    if line.startswith("lembar new"):
        Path("sources/rain.yaml").unlink()
    result = run(line)
    assert result.exit_code == 0, result.output
    if line.startswith("lembar build"):
        assert result.stdout.splitlines()
        made = [Path(name) for name in result.stdout.splitlines()]
        assert all(path.read_bytes().startswith({".pdf": b"%PDF-", ".json": b"{"}[path.suffix]) for path in made)


def test_commands_and_flags_that_are_named_exist() -> None:
    known = {flag for name in COMMANDS for flag in flags(lembar.get_command(None, name))} | {"--help", "--version"}  # type: ignore[arg-type]
    for path in PAGES:
        text = path.read_text(encoding="utf-8")
        assert set(re.findall(r"`lembar ([a-z]+)", text)) <= set(COMMANDS), path.name
        assert {one for one in FLAG.findall(text) if one != "--quiet"} <= known, path.name
    for code, entry in CATALOGUE.items():
        said = f"{entry.message} {entry.help} {entry.explain}"
        assert set(re.findall(r"`lembar ([a-z]+)", said)) <= set(COMMANDS), code
        assert set(FLAG.findall(said)) <= known, code


def flags(command: object) -> Iterator[str]:
    for parameter in command.params:  # type: ignore[attr-defined]
        yield from (*parameter.opts, *parameter.secondary_opts)
    for inner in getattr(command, "commands", {}).values():
        yield from flags(inner)


def test_the_first_topic_is_as_its_page_says(here: Path) -> None:
    checked = run("lembar check rain --strict")
    assert (checked.exit_code, checked.stdout) == (0, "")
    assert checked.stderr.strip() in page("first-topic")
    built = run("lembar build rain")
    assert re.findall(r"`(output/\S+)`", page("first-topic")) == [Path(line).as_posix() for line in built.stdout.splitlines()]
    assert run("lembar build rain --difficulty all --strict").exit_code == 0


ITEM = """\
format: 1
language: en
title: A
items:
"""
STIMULUS = """\
  - name: first
    type: essay
    stem: Why?
"""


@pytest.mark.parametrize("number", range(16))
def test_the_examples_of_the_format_page_have_no_findings(here: Path, number: int) -> None:
    examples = [text for text in fences(page("topic-format"), "yaml") if text.startswith("- name")]
    assert len(examples) == 16
    text = "".join(f"  {line}\n" for line in examples[number].splitlines())
    text = text.replace(
        "        ...\n", "        stem: What is best?\n        choices: [{text: one, key: true}, {text: two, drop: 1}]\n"
    )
    write("sources/example.yaml", ITEM + text)
    write("sources/pictures/flower.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200"/>')
    result = run("lembar check example --format concise")
    assert [line for line in result.stdout.splitlines() if "[no-drop]" not in line] == []
    assert run("lembar build example").exit_code == 0


def test_the_settings_of_the_printing_page_are_read(here: Path) -> None:
    write("lembar.yaml", fences(page("printing"), "yaml")[0])
    read = settings.load()
    assert (read.flags.paper, read.flags.variants, read.school.name) == ("f4", 2, "SMP Negeri 1")
    assert read.levels["easy"].pitch == 12
    assert len(run("lembar build rain").stdout.splitlines()) == 6


def test_the_layout_of_the_layouts_page_changes_what_it_says(here: Path) -> None:
    layout = load("mine", [Path("layouts"), bundled("layouts")])
    assert (layout.tokens.size["body"].size, layout.tokens.size["body"].leading) == (12, 17)
    assert layout.tokens.groups["colour"]["accent"].upper() == "#0B4A5E"
    write("layouts/mine/page.xml.j2", fences(page("layouts"), "jinja")[1])
    assert run("lembar build rain --layout mine --kind worksheet").exit_code == 0


def test_ten_lines_of_the_layouts_page_change_fonts_accent_and_masthead(here: Path) -> None:
    settings, head = fences(page("layouts"), "yaml")[0], fences(page("layouts"), "jinja")[0]
    assert len((settings + head).splitlines()) == 10
    write("layouts/mine/blocks.xml.j2", head)
    made = run("lembar build rain --layout mine --strict").stdout.splitlines()
    assert len(made) == 3
    for path in made:
        assert b"Atkinson" in Path(path).read_bytes()
        document = pypdfium2.PdfDocument(path)
        assert "SMP NEGERI 1" in document[0].get_textpage().get_text_range().upper()
        colours = document[0].render(scale=2).to_pil().convert("RGB").getcolors(1 << 20)
        assert (0x0B, 0x4A, 0x5E) in {colour for _, colour in colours}, path


def test_the_layouts_page_names_all_layouts_there_are() -> None:
    rows = re.findall(r"^\| `([a-z]+)` \| ", page("layouts").split("## Your own layout")[0], re.MULTILINE)
    assert sorted(rows) == sorted(names([bundled("layouts")]))


def test_the_tables_of_the_pages_say_what_the_data_say() -> None:
    table = {row[0]: row[1:] for row in (re.split(r" *\| *", line)[1:-1] for line in page("levels").splitlines() if "|" in line)}
    known = levels.load()
    assert [f"`{level.name}`" for level in known] == table[""]
    assert ["{} / {} / {}".format(*level.mix) for level in known] == table["easy / medium / hard items, percent"]
    assert [str(level.choices or "by grade") for level in known] == table["choices of a multiple choice or multiple response"]
    given = [f"{float(level.given):g}" for level in known]
    assert [
        {"half": "0.5", "a quarter": "0.25", "none": "0"}[cell]
        for cell in table["cells of a table and entries of an organiser that are given"]
    ] == given
    assert [level.stated for level in known] == [
        cell == "printed" for cell in table["how many answers of a multiple response are right"]
    ]
    assert [level.underlined for level in known] == [cell == "underlined" for cell in table["wrong words of a fact check"]]
    assert [level.text for level in known] == table["which wording of a text"]
    assert [level.mark for level in known] == table["mark in the footer"]
    assert [f"{level.pitch:g} mm" for level in known] == [
        re.sub(r"( mm).*", r"\1", cell.replace(" apart", "")) for cell in table["answer lines"]
    ]
    exits = {
        int(number)
        for numbers in re.findall(r"^\| ([\d, ]+) \|", page("printing"), re.MULTILINE)
        for number in numbers.split(",")
    }
    assert exits == {int(code) for code in Exit} - {int(Exit.CLUSTER)}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_and_pictures_are_there(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    targets = [target.partition("#")[0] for target in re.findall(r"\]\(([^)]+)\)", FENCE.sub("", text))]
    own = [
        target for target in targets if not re.match(r"https?:|mailto:|\.\.\.", target) and not target.startswith("https://...")
    ]
    assert [target for target in own if not (path.parent / target).is_file()] == []
    if path == README:
        pictures = [path.parent / target for target in own if target.endswith(".png")]
        assert len(pictures) == 6
        assert all(picture.read_bytes().startswith(b"\x89PNG\r\n") for picture in pictures)
