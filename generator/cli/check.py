"""`lembar check`: every finding of topic files, without building anything."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.output import form
from generator.diagnostics import Diagnostic, Exit, Failed, Severity

if TYPE_CHECKING:
    from generator.model.level import Level


@click.command(short_help="See what is wrong with topics, and where.")
@click.argument("topics", nargs=-1, metavar="[PATH]...")
@click.option("--strict/--no-strict", default=None, help="Warnings count as errors do.")
@click.option("--format", "style", type=click.Choice(["full", "concise", "json"]), help="How findings are printed (full).")
@click.pass_context
def command(ctx: click.Context, topics: tuple[str, ...], strict: bool | None, style: str | None) -> None:
    """Print every finding of topic files to standard output; nothing is built.

    PATH is a file or folder, or the name of a topic or course; without one, everything in ./sources.
    """
    from generator.build import find, settings

    output = ctx.obj
    output.form = form(style)
    known = settings.load()
    output.form = form(style or known.flags.format)
    search = find.find(topics)
    levels = tuple(known.levels.values())
    found = list(search.findings)
    for number, topic in enumerate(search.found, 1):
        found += checked(topic.path, levels)
        output.progress(number, len(search.found), topic.name)
    found = list(dict.fromkeys(found))
    output.findings(found, "stdout")
    output.remark(summary(found, len(search.found)))
    strict = strict if strict is not None else bool(known.flags.strict)
    stops = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    ctx.exit(Exit.FINDINGS if any(one.severity in stops for one in found) else Exit.DONE)


def checked(path: Path, levels: tuple[Level, ...]) -> list[Diagnostic]:
    """Return the findings of one topic file."""
    from generator import source
    from generator.assets import Assets
    from generator.build.folders import font_folders
    from generator.check import check

    assets = Assets(path.parent, font_folders())
    try:
        read = source.read(path, partial=True)
        return list(check(read, levels, covers=assets.covers, exists=assets.opens, formulas=assets.formulas).findings)
    except Failed as failure:
        return list(failure.diagnostics)


def summary(found: list[Diagnostic], topics: int) -> str:
    """Return how many topics were checked, and what was found."""
    errors = sum(one.severity is Severity.ERROR for one in found)
    warnings = sum(one.severity is Severity.WARNING for one in found)
    return f"{topics} topic{'s' * (topics != 1)}: {errors} error{'s' * (errors != 1)}, {warnings} warning{'s' * (warnings != 1)}"
