"""The generated pages of the documentation: the commands, the codes, the question types with their pictures.

`pytest tests/test_reference.py --update` writes them; without the flag the test compares.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from inspect import cleandoc
from io import BytesIO
from pathlib import Path

import click
import pypdfium2
from PIL import Image

from generator import levels, source
from generator.assets import Assets
from generator.assets import maths as formulas
from generator.assets.maths import structures, symbols
from generator.bind import bind
from generator.build import settings
from generator.build.folders import font_folders, layout_folders
from generator.check import check
from generator.cli.group import lembar
from generator.compose import KINDS, Setting, compose
from generator.items import REGISTRY
from generator.languages import words
from generator.layout import lay_out, load
from generator.model.item import Group
from generator.model.sheet import Metadata, Sheet
from generator.select import select
from generator.typeset import typeset

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "generator" / "docs"
PICTURES = DOCS / "pictures" / "types"
HEADS = DOCS / "pictures" / "school"
GOOD = ROOT / "tests" / "cases" / "good"
SCHOOLS = ROOT / "tests" / "cases" / "school"
PARTS = {
    "reading": "Reading a file",
    "shape": "Fields and their values",
    "items": "Questions",
    "content": "What else a topic says",
    "judging": "How well it says it",
    "setting": "Layouts, pictures, fonts, pages",
    "building": "Commands and settings",
    "outputs": "Outputs and reading them back",
    "rosters": "Rosters and ledgers",
    "blueprints": "Blueprints",
    "sealing": "Seals",
}
"""The modules of the catalogue, in the order of a build."""

NOTE = "<!-- Written by tests/reference.py out of the program itself; do not edit. -->"
LANGUAGE = "en"
MARGIN = 6.0
MOST_HIGH = 400.0
"""Points around a picture's item, and the most that a picture is high."""


def commands() -> str:
    """The page of commands, from what Click knows of each."""
    lines = [
        NOTE,
        "",
        "# Commands",
        "",
        "Flags may stand before or after names. `-h` or `--help` explains a command on the spot.",
        "",
    ]
    context = click.Context(lembar, info_name="lembar")
    for name in lembar.list_commands(context):
        command = lembar.get_command(context, name)
        assert command is not None
        lines += _command(command, f"lembar {name}")
    return "\n".join([*lines, COMPLETION])


def _command(command: click.Command, path: str) -> Iterator[str]:
    arguments = [
        argument.make_metavar(click.Context(command)) for argument in command.params if isinstance(argument, click.Argument)
    ]
    inner = command.commands if isinstance(command, click.Group) else {}
    if not inner:
        yield from (f"## {' '.join([path, *arguments])}".rstrip(), "", cleandoc(command.help or ""), "")
        yield from _flags(command)
    for name in sorted(inner):
        yield from _command(inner[name], f"{path} {name}")


def _value(argument: click.Argument) -> str:
    choices = argument.type.choices if isinstance(argument.type, click.Choice) else ()
    return argument.metavar or "|".join(choices) or str(argument.name).upper()


def _flags(command: click.Command) -> Iterator[str]:
    options = [option for option in command.params if isinstance(option, click.Option) and option.help]
    if options:
        yield from ("| flag | what it does |", "|---|---|")
        for option in options:
            names = ", ".join(f"`{name}`" for name in (*option.opts, *option.secondary_opts))
            choices = option.type.choices if isinstance(option.type, click.Choice) else ()
            value = f" {option.metavar}" if option.metavar else ""
            told = f" One of {', '.join(f'`{choice}`' for choice in choices)}." if choices else ""
            yield f"| {names}{value} | {option.help}{told} |"
        yield ""


COMPLETION = """\
## Completion in the shell

The shell completes commands, flags and their values after one line in its start file.

| shell | file | line |
|---|---|---|
| bash 4.4 or newer | `~/.bashrc` | `eval "$(_LEMBAR_COMPLETE=bash_source lembar)"` |
| zsh | `~/.zshrc` | `eval "$(_LEMBAR_COMPLETE=zsh_source lembar)"` |
| fish 3 or newer | `~/.config/fish/completions/lembar.fish` | `_LEMBAR_COMPLETE=fish_source lembar \\| source` |

A new shell then knows it. `lembar` must be on the path: activate the virtual environment first. PowerShell and the command
prompt of Windows have no completion.
"""


def codes() -> str:
    """The page of all findings, from the catalogue."""
    lines = [
        NOTE,
        "",
        "# Findings",
        "",
        "Every finding has a code: `error[two-keys]`. `lembar explain two-keys` prints one of these entries. Errors stop a",
        "topic, warnings only with `--strict`; hints and notes stop nothing. Words in braces stand for what was found.",
        "",
    ]
    for part, title in PARTS.items():
        lines += [f"## {title}", ""]
        for code, entry in sorted(import_module(f"generator.diagnostics.codes.{part}").CODES.items()):
            remedy = f"*Remedy:* {_sentence(entry.help)}" if entry.help.strip("{}") not in ("", "hint", "meant", "help") else ""
            lines += [f"### {code}", "", f"*{entry.severity.title()}:* {_unbraced(entry.message)}", ""]
            lines += [line for line in (entry.explain, remedy) if line for line in (_unbraced(line), "")]
    return "\n".join(lines)


def _sentence(text: str) -> str:
    return text if text.endswith((".", "`", "?")) else f"{text}."


def _unbraced(text: str) -> str:
    return text.replace("{{", "{").replace("}}", "}").replace("<", "\\<")


def types() -> str:
    """The page of question types: what each module says of its type, the good case, the picture."""
    lines = [
        NOTE,
        "",
        "# Question types",
        "",
        "How each type is written and how it prints. [The topic format](topic-format.md) has the fields of all items.",
        "",
    ]
    for cls in (*REGISTRY, Group):
        said = (sys.modules[cls.__module__].__doc__ or "") if cls is not Group else GROUP
        case = (GOOD / f"{cls.TYPE}.yaml").read_text(encoding="utf-8").rstrip()
        lines += [f"## {cls.TYPE}", "", said.strip(), ""]
        lines += ["A whole file with it:", "", "```yaml", case, "```", "", f"![how it prints](pictures/types/{cls.TYPE}.png)", ""]
    return "\n".join(lines)


def maths() -> str:
    """The page of maths: what is a formula, and all commands by what they do."""
    lines = [NOTE, "", MATHS, ""]
    signs = (("Greek letters", symbols.GREEK), ("Signs", symbols.PLAIN), ("Between two things", symbols.BINARY))
    more = (("Relations and arrows", symbols.RELATIONS), ("Large operators", symbols.LARGE))
    for title, table in (*signs, *more):
        shown = ", ".join(f"`\\{name}` {sign}" for name, sign in table.items())
        lines += [f"**{title}:** {shown}", ""]
    named = {name for table in (symbols.GREEK, symbols.PLAIN, symbols.BINARY, symbols.RELATIONS, symbols.LARGE) for name in table}
    rest = [name for name in formulas.commands() if name not in named]
    lines += ["**All others:** " + ", ".join(f"`\\{name}`" for name in rest), ""]
    lines += ["**Environments:** " + ", ".join(f"`{name}`" for name in structures.FENCES), ""]
    return "\n".join(lines)


MATHS = """\
# Maths

A formula stands between two dollar signs on one line: `$x^2 + y^2 = z^2$`. Right after the first and right before the last of
them there is no space, and after the last no digit. So "$5 and $7" stays text; `\\$` is always a dollar sign. In a text in double
quotes every backslash is written twice, in single quotes or without quotes once.

| written | printed |
|---|---|
| `$\\frac{1}{2}$`, `$1\\frac{3}{4}$`, `$\\dfrac{a}{b}$` | fractions; `dfrac` is as large as the text |
| `$x^2$`, `$a_1$`, `$2^{10}$` | raised, lowered; more than one sign in braces |
| `$\\sqrt{2}$`, `$\\sqrt[3]{27}$` | roots |
| `$3 \\times 4 \\div 2$`, `$a \\cdot b$` | times, divided |
| `$3,14$`, `$1.000.000$`, `$(1, 2)$` | a comma between digits is part of the number; with a space after it, it parts two |
| `$90^\\circ$`, `$25\\%$` | degrees, percent |
| `$\\left( \\frac{a}{b} \\right)^2$` | brackets as high as what is in them |
| `$\\text{luas} = p \\times l$` | words: letters outside `text` are quantities |
| `$\\sum_{i=1}^{n} i$`, `$\\displaystyle\\sum_{i=1}^{n} i$` | in the line, and larger with what belongs to it above and below |
| `$\\begin{pmatrix} 1 & 0 \\\\ 0 & 1 \\end{pmatrix}$` | matrices |
| `$\\begin{cases} x + y = 5 \\\\ x - y = 1 \\end{cases}$` | systems and cases |
| `$\\overline{AB}$`, `$\\vec{a}$`, `$\\overrightarrow{AB}$`, `$\\hat{p}$` | lines, arrows and hats over letters |

A line with a high formula gets more room. A long formula breaks before `=` and other relations; one that is still too wide is
printed smaller. What is not on this page is a finding with its line, never code on paper. Formulas are drawn, so reading the
files back does not see them; the build tells how many there are."""


GROUP = """\
Group: items about one stimulus, kept together and in order. It is taken whole or not at all.

    type: group
    stimulus:
      - text: ASEAN didirikan oleh lima negara pada tahun 1967.
    items:
      - {name: tahun, type: cloze, text: "ASEAN berdiri pada tahun [[1967]]."}

`stimulus` holds blocks as in `handout`: texts, figures, tables, timelines, quotations. `items` are items of any type but
groups. A group has no points, difficulty or cognitive level of its own."""


def picture(name: str) -> bytes:
    """A picture of the first item of a type's good case in a worksheet: grey, 72 dpi, cropped; of a group with its stimulus."""
    sheet = _sheet(name)
    data = bind([sheet], Metadata("", LANGUAGE))
    items = sorted((place for place in sheet.places if place.kind == "item" and place.page == 0), key=lambda place: -place.y1)
    first, last = items[0], items[-1] if name == Group.TYPE else items[0]
    width, height = sheet.pages[0].width, sheet.pages[0].height
    top = height - first.y1 - MARGIN
    if name == Group.TYPE:
        top = height - min(height - 1, first.y1 + GROUP_ABOVE)
    bottom = min(height - last.y0 + MARGIN, top + MOST_HIGH)
    return _drawn(data, 0, (first.x0 - MARGIN, height - bottom, width - first.x1 - MARGIN, top))


def letterhead(name: str) -> bytes:
    """A picture of the head of a sheet under a school's letterhead, or of where its answer key is signed."""
    signed = name == "signatures"
    school = settings.load(str(SCHOOLS / f"{'public' if signed else name}.yaml")).school
    sheet = _sheet("essay", "answer-key" if signed else "worksheet", Setting(school, kop=True))
    height = sheet.pages[0].height
    kind = "signature" if signed else "title"
    places = [place for place in sheet.places if place.kind == kind]
    top = height - places[0].y1 - 40.0 if signed else 30.0
    bottom = height - places[0].y0 + (24.0 if signed else 2.0)
    return _drawn(bind([sheet], Metadata("", LANGUAGE)), places[0].page, (40.0, height - bottom, 40.0, top))


def _drawn(data: bytes, page: int, crop: tuple[float, float, float, float]) -> bytes:
    """A grey picture of a page, cropped by so many points at its left, bottom, right and top."""
    image = pypdfium2.PdfDocument(data)[page].render(scale=1, grayscale=True, crop=crop).to_pil().convert("L")
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


GROUP_ABOVE = 92.0


def _sheet(name: str, kind: str = "worksheet", setting: Setting = Setting()) -> Sheet:
    path = GOOD / f"{name}.yaml"
    assets = Assets(path.parent, font_folders(), school=setting.school.folder)
    read = check(source.read(path), levels.load(), covers=assets.covers, exists=assets.exists)
    language = LANGUAGE if LANGUAGE in read.languages else read.languages[0]
    level = next(level for level in levels.load() if level.name == "mixed")
    topic = read.topic(language, level.text)
    (plan,) = select(topic, level).plans
    speech = words(language)
    document = compose(KINDS[kind], topic, plan, level.for_grade(topic.lowest_grade()), speech, setting)
    return typeset(lay_out(document, load("lkpd", layout_folders(), "a4")), assets.document())


def difference(one: bytes, other: bytes) -> float:
    """How far two pictures differ on average, of 255; 255 where their sizes do."""
    first, second = (Image.open(BytesIO(data)).convert("L") for data in (one, other))
    if first.size != second.size:
        return 255.0
    pairs = zip(first.tobytes(), second.tobytes(), strict=True)
    return sum(abs(a - b) for a, b in pairs) / max(1, first.width * first.height)
