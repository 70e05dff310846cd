"""`lembar seal`: keep what was printed in one file."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.output import counted, form
from generator.diagnostics import Exit, Severity


@click.command(short_help="Keep what was printed, with its keys, in one file.")
@click.argument("folder", default=None, required=False, metavar="[DIR]")
@click.option("--topic", multiple=True, metavar="NAME", help="Only what was built of this topic or course; repeatable.")
@click.option("--output", metavar="FILE", help="Where the seal goes (DIR/TOPIC.seal, of several topics DIR/DIR.seal).")
@click.option("--force/--no-force", default=False, help="Replace a seal that differs; it is kept as NAME.bak.")
@click.option("--format", "style", type=click.Choice(["full", "concise", "json"]), help="How findings are printed (full).")
@click.pass_context
def command(
    ctx: click.Context, folder: str | None, topic: tuple[str, ...], output: str | None, force: bool, style: str | None
) -> None:
    """Keep every file in DIR (output) that a build wrote, and all that it was made from, in one file, the seal.

    Print, seal, hand out: `lembar key --from SEAL CODE` takes the key of a copy out of it years later, whatever became of the
    topic, and `lembar verify` tells what was changed since. A seal holds all keys: it is a teacher's file.
    """
    from generator.build import settings
    from generator.build.sealing.making import seal

    told = ctx.obj
    told.form = form(style)
    known = settings.load()
    told.form = form(style or known.flags.format)
    where = Path(folder or known.flags.output or "output")
    sealed = seal(where, known.levels, topic, Path(output) if output else None, force=force)
    told.findings(sealed.findings)
    told.result(str(sealed.path))
    size = f"{sealed.path.stat().st_size / (1 << 20):.1f} MiB"
    new = "" if sealed.written else " (up to date)"
    told.remark(f"{counted(sealed.outputs, 'file')} sealed, with keys to {counted(sealed.keys, 'sheet')}: {size}{new}")
    ctx.exit(Exit.FINDINGS if any(found.severity is Severity.ERROR for found in sealed.findings) else Exit.DONE)
