"""`lembar explain`: what a sheet, a code or a finding is, and why a topic's sheet holds what it holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.cli.build import Whole
from generator.cli.output import Output, counted
from generator.diagnostics import Exit, Failed, finding
from generator.diagnostics.codes import CATALOGUE
from generator.diagnostics.nearest import did_you_mean

if TYPE_CHECKING:
    from generator.build.explained import Built
    from generator.build.settings import Settings


@click.command(short_help="Say why a sheet holds what it holds, or what a code means.")
@click.argument("what", metavar="FILE|CODE|TOPIC")
@click.option("--difficulty", type=click.Choice(["easy", "medium", "hard", "mixed", "all"]), help="The sheet's level (mixed).")
@click.option("--items", type=Whole(), metavar="N", help="How many items a sheet holds (20, or all there are).")
@click.option("--type", multiple=True, metavar="TYPE", help="Only items of this question type; repeatable.")
@click.option("--only", multiple=True, metavar="NAME", help="Only this item or group; repeatable.")
@click.option("--skip", multiple=True, metavar="NAME", help="Without this item or group; repeatable.")
@click.option("--blueprint", metavar="FILE", help="Items by sections, as for lembar build.")
@click.option("--seed", type=Whole(), metavar="N", help="Where chance begins (1).")
@click.option("--output", metavar="DIR", help="Where the built files lie (output).")
@click.pass_context
def command(ctx: click.Context, /, what: str, **flags: Any) -> None:
    """Explain a built PDF, the code of a sheet, the code of a finding, or which items a topic's sheet would take.

    FILE is a PDF that was built. CODE is the six signs on a sheet, the eight of a named copy, what its symbol holds, or a
    finding such as two-keys. TOPIC is a name, file or folder as for `lembar build`; the flags mean what they mean there.
    """
    from generator.build import settings

    known = settings.load()
    for line in explained(what, flags, known, ctx.obj):
        ctx.obj.result(line)


def explained(what: str, flags: Mapping[str, Any], known: Settings, output: Output) -> Iterator[str]:
    """Yield the lines about what is meant. Raises Failed where nothing is."""
    from generator.build.explained import by_code, by_copy, by_file
    from generator.compose.code import is_code

    folder = Path(flags["output"] or known.flags.output or "output")
    path = Path(what)
    if path.suffix.lower() in (".pdf", ".png") and path.is_file():
        built = by_file(path, folder)
        if not built:
            raise Failed([finding("not-built-here", None, path=what)], Exit.USAGE)
        return parted(sheet(one, known) for one in built)
    if what in CATALOGUE:
        return catalogued(what)
    code = what.upper()
    if is_code(code) or (is_code(code[:6]) and is_code(code[6:])):  # a symbol holds both
        copy, sheets = by_copy(code[-8:], folder)
        if copy:
            return parted([copy, *(sheet(one, known) for one in sheets[:1])])
        sheets = by_code(code[:6], folder)
        if sheets:
            return sheet(sheets[0], known)
    return topics(what, flags, known, output)


def parted(parts: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield the lines of several parts, an empty line between two."""
    for place, part in enumerate(parts):
        if place:
            yield ""
        yield from part


def catalogued(code: str) -> Iterator[str]:
    """Yield what the catalogue says of a finding."""
    entry = CATALOGUE[code]
    yield f"{entry.severity}[{code}]: {plain(entry.message)}"
    yield ""
    yield entry.explain
    if entry.help.strip("{}") not in ("", "hint", "meant", "help"):
        yield f"Remedy: {plain(entry.help)}"


def plain(message: str) -> str:
    """Return a message of the catalogue as it reads before facts are filled in."""
    return message.replace("{{", "{").replace("}}", "}")


def sheet(built: Built, known: Settings) -> Iterator[str]:
    """Yield what the manifest says of an output, and why it holds its items."""
    from generator.cli.reasons import told

    row = built.row
    yield (built.folder / row["path"]).as_posix()
    version = f", version {row['label']}" if row["label"] else ""
    yield f"{row['kind']} of {row['topic']}, language {row['language']}, level {row['level']}{version}, for the {row['audience']}"
    drawn = f", seed {row['seed']}" if row["seed"] is not None else ""
    yield f"code {row['code']}, {counted(row['pages'], 'page')}, layout {row['layout']}, paper {row['paper']}{drawn}"
    yield f"made from {built.origin.as_posix()}{', which has changed or gone since' if built.changed() else ''}"
    for other in built.others:
        yield f"same code: {(built.folder / other['path']).as_posix()} ({other['kind']})"
    if not row["items"]:
        return
    yield ""
    again = built.chosen(known.levels)
    if again is None:
        yield "Why these items can no longer be told: topic, blueprint, levels or lembar are others now. The sheet holds:"
        yield from (f"{number:>4}. {entry['name']}" for number, entry in enumerate(row["items"], 1))
    else:
        yield from told(again, row["asked"]["items"] is None)
    yield ""
    yield "Printed order, by the places in the topic file from 1:"
    for number, entry in enumerate(row["items"], 1):
        for name, positions in entry["draw"].items():
            yield f"{number:>4}. {name}: {' '.join(str(position + 1) for position in positions)}"


def topics(what: str, flags: Mapping[str, Any], known: Settings, output: Output) -> Iterator[str]:
    """Yield which items the sheets of topics take, and why. Raises Failed for a word that means nothing."""
    from generator.build import blueprints, find, request
    from generator.build.explained import choose
    from generator.cli.reasons import told

    try:
        search = find.find((what,))
    except Failed as failure:
        if any(found.code != "unknown-topic" for found in failure.diagnostics):
            raise
        names = [*CATALOGUE, *(entry.name for root in find.roots() for entry in find.scan(root))]
        hint = did_you_mean(what, names, "`lembar list topics` shows what topics there are, `lembar docs codes` all findings")
        raise Failed([finding("nothing-to-explain", None, name=what, hint=hint)], Exit.USAGE) from None
    asked, found = blueprints.settled(request.settle(flags, known))
    output.findings([*search.findings, *found])
    for place, (topic, name) in enumerate((topic, name) for topic in search.found for name in asked.levels):
        chosen = choose(topic.path, asked, known.levels[name])
        if chosen.account is None:
            raise Failed(chosen.findings)
        output.findings(chosen.findings)
        if place:
            yield ""
        yield f"{topic.name}, level {name}, seed {asked.seed}"
        yield from told(chosen, asked.items is None)
