"""`lembar ledger`: what a class has had."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.output import Output, counted
from generator.diagnostics import Exit, Failed, finding


@click.group(short_help="Keep what a class has had.")
def command() -> None:
    """Keep a list of the items that a class has had, for `lembar build --avoid`."""


@command.command(short_help="Add what was built.")
@click.argument("file", metavar="FILE")
@click.argument("folder", default=None, required=False, metavar="[DIR]")
@click.pass_obj
def add(output: Output, file: str, folder: str | None) -> None:
    """Add the items of all pupils' sheets in DIR (output) to the ledger FILE, which is begun where it is not there."""
    from generator.build import ledger, settings
    from generator.write.manifest import NAME, read

    where = Path(folder or settings.load().flags.output or "output")
    path = Path(file)
    if not (where / NAME).is_file():
        raise Failed([finding("no-manifest", None, path=where)], Exit.USAGE)
    known = ledger.read(path) if path.exists() else {}
    new = ledger.added(known, read(where).values())
    ledger.write(path, new)
    output.result(str(path))
    gained = sum(map(len, new.values())) - sum(map(len, known.values()))
    output.remark(f"{counted(sum(map(len, new.values())), 'item')} of {counted(len(new), 'topic')}, {gained} new")
