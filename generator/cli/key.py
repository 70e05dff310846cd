"""`lembar key`: take the key of a sheet or copy out of a seal."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.output import form


@click.command(short_help="Take the key of a copy out of a seal.")
@click.argument("codes", nargs=-1, required=True, metavar="CODE...")
@click.option("--from", "file", required=True, metavar="SEAL", help="The file that `lembar seal` wrote.")
@click.option("--output", metavar="DIR", default=".", help="Where the key goes (the current folder).")
@click.option("--force/--no-force", default=False, help="Replace another file of the key's name; it is kept as NAME.bak.")
@click.option("--format", "style", type=click.Choice(["full", "concise", "json"]), help="How findings are printed (full).")
@click.pass_context
def command(ctx: click.Context, codes: tuple[str, ...], file: str, output: str, force: bool, style: str | None) -> None:
    """Take the keys by which copies are marked out of a seal: the same bytes that were built, checked by their digest.

    CODE is what stands at the foot of a page: the six signs of a sheet, the eight of a named copy, or both as its symbol holds
    them. Small letters will do, spaces and dashes do not count. Neither the topic nor its layout need be there any more.
    """
    from generator.build.sealing.taking import take

    told = ctx.obj
    told.form = form(style)
    for taken in take(Path(file), codes, Path(output), force=force):
        told.findings(taken.findings)
        told.result(str(taken.path))
        key, copy = taken.key, taken.copy
        version = f", version {key.label}" if key.label else ""
        end = key.first + key.pages - 1
        place = "" if key.first == 1 else f", pages {key.first} to {end}" if end > key.first else f", page {end}"
        whose = f"; copy {copy.code} is {copy.whose or 'a spare one'}" if copy else ""
        told.remark(
            f"{taken.path.name}: {key.kind} of {key.topic}, language {key.language}, level {key.level}{version}, "
            f"to sheet {taken.sheet}{place}{whose}"
        )
