"""`lembar verify`: read back what was built."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.output import counted, form
from generator.diagnostics import Diagnostic, Exit, Severity


@click.command(short_help="Read back what was built.")
@click.argument("folder", default=None, required=False, metavar="[DIR]")
@click.option("--from", "files", multiple=True, metavar="SEAL", help="Compare this seal too, besides those in DIR; repeatable.")
@click.option("--format", "style", type=click.Choice(["full", "concise", "json"]), help="How findings are printed (full).")
@click.pass_context
def command(ctx: click.Context, folder: str | None, files: tuple[str, ...], style: str | None) -> None:
    """Read every file in DIR (output) that a build wrote, and compare it and its key with the topic file.

    Seals in DIR are checked byte by byte, and what they hold is compared with the topics as they are now: items that are no
    longer what was printed are named with their line. Exit code 3 says that something differs.
    """
    from generator.build import reread, settings
    from generator.build.sealing import comparing
    from generator.write.manifest import NAME

    output = ctx.obj
    output.form = form(style)
    known = settings.load()
    output.form = form(style or known.flags.format)
    where = Path(folder or known.flags.output or "output")
    kept = tuple(dict.fromkeys([*comparing.seals(where), *map(Path, files)]))
    findings: list[Diagnostic] = []
    count = formulas = pictures = 0
    if (where / NAME).is_file() or not files:
        findings, count = reread.reread(where, known.levels, lambda digest: comparing.topic_of(kept, digest))
        formulas, pictures = reread.outside(where)
        findings += comparing.looks(where)
    for path in kept:
        findings += comparing.compared(path, where, known.levels)
    output.findings(dict.fromkeys(findings), "stdout")
    errors = sum(found.severity is Severity.ERROR for found in dict.fromkeys(findings))
    drawn = [counted(number, name) for number, name in ((formulas, "formula"), (pictures, "picture")) if number]
    rest = f"; {' and '.join(drawn)} are outside the proof" if drawn else ""
    seals = f" and {counted(len(kept), 'seal')} compared" if kept else ""
    output.remark(f"{counted(count, 'file')} read back{seals}: {counted(errors, 'error')}{rest}")
    ctx.exit(Exit.UNVERIFIED if errors else Exit.DONE)
