"""`lembar verify`: read back what was built."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.output import counted, form
from generator.diagnostics import Exit, Severity


@click.command(short_help="Read back what was built.")
@click.argument("folder", default=None, required=False, metavar="[DIR]")
@click.option("--format", "style", type=click.Choice(["full", "concise", "json"]), help="How findings are printed (full).")
@click.pass_context
def command(ctx: click.Context, folder: str | None, style: str | None) -> None:
    """Read every file in DIR (output) that a build wrote, and compare it and its key with the topic file."""
    from generator.build import reread, settings

    output = ctx.obj
    output.form = form(style)
    known = settings.load()
    output.form = form(style or known.flags.format)
    where = Path(folder or known.flags.output or "output")
    findings, count = reread.reread(where, known.levels)
    output.findings(findings, "stdout")
    errors = sum(found.severity is Severity.ERROR for found in findings)
    formulas, pictures = reread.outside(where)
    drawn = [counted(number, name) for number, name in ((formulas, "formula"), (pictures, "picture")) if number]
    rest = f"; {' and '.join(drawn)} are outside the proof" if drawn else ""
    output.remark(f"{counted(count, 'file')} read back: {counted(errors, 'error')}{rest}")
    ctx.exit(Exit.UNVERIFIED if errors else Exit.DONE)
