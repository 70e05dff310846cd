"""`lembar check`: every finding of topic files, without building anything."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from generator.cli.output import counted, form
from generator.diagnostics import Diagnostic, Exit, Failed, Severity

if TYPE_CHECKING:
    from generator.check import Checked
    from generator.cli.output import Output
    from generator.judge import Subject
    from generator.model.level import Level
    from generator.source import Source


@click.command(short_help="See what is wrong with topics, and where.")
@click.argument("topics", nargs=-1, metavar="[PATH]...")
@click.option("--report", is_flag=True, help="Also tables: how hard each passage is to read, which items serve which objective.")
@click.option("--strict/--no-strict", default=None, help="Warnings count as errors do.")
@click.option("--format", "style", type=click.Choice(["full", "concise", "json"]), help="How findings are printed (full).")
@click.pass_context
def command(ctx: click.Context, topics: tuple[str, ...], report: bool, strict: bool | None, style: str | None) -> None:
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
    right: list[Right] = []
    for number, topic in enumerate(search.found, 1):
        told, read = checked(topic.path, levels)
        found += told
        if read:
            found += read.judged(levels)
            right.append(read)
        output.progress(number, len(search.found), "topics", topic.name)
    found = list(dict.fromkeys([*found, *together(right, levels)]))
    output.findings(found, "stdout")
    if report:
        reports(right, levels, output)
    output.remark(summary(found, len(search.found)))
    strict = strict if strict is not None else bool(known.flags.strict)
    stops = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    ctx.exit(Exit.FINDINGS if any(one.severity in stops for one in found) else Exit.DONE)


class Right(NamedTuple):
    """A topic file without errors, and what checking made of it."""

    path: Path
    source: Source
    checked: Checked

    def subject(self, levels: tuple[Level, ...]) -> Subject:
        """Return what is judged of it."""
        from generator.build.caching.facts import today
        from generator.judge import subject

        return subject(self.source, self.checked.topics, self.checked.languages, levels, today())

    def judged(self, levels: tuple[Level, ...]) -> tuple[Diagnostic, ...]:
        """Return what judging finds in it."""
        from generator.build.caching.kept import users
        from generator.build.judging import remembered

        def judge() -> tuple[Diagnostic, ...]:
            from generator.judge import judge  # only a file that has changed needs it

            return judge(self.subject(levels))

        return remembered(self.path.read_bytes(), self.source.file, levels, judge, users())


def checked(path: Path, levels: tuple[Level, ...]) -> tuple[list[Diagnostic], Right | None]:
    """Return the findings of one topic file, and the file as read where none is an error."""
    from generator import source
    from generator.assets import Assets
    from generator.build.caching.kept import users
    from generator.build.folders import font_folders
    from generator.check import check

    assets = Assets(path.parent, font_folders(), keep=users())
    try:
        read = source.read(path, partial=True)
        made = check(read, levels, covers=assets.covers, exists=assets.opens, formulas=assets.formulas)
    except Failed as failure:
        return list(failure.diagnostics), None
    return list(made.findings), None if made.failed else Right(path, read, made)


def together(right: list[Right], levels: tuple[Level, ...]) -> tuple[Diagnostic, ...]:
    """Return what only shows when several topics are held against one another."""
    if len(right) < 2:
        return ()
    from generator.judge import judge_together

    return judge_together([each.subject(levels) for each in right])


def reports(right: list[Right], levels: tuple[Level, ...], output: Output) -> None:
    """Print the report of each topic."""
    from generator.cli.report import report

    for each in right:
        topic = each.checked.topic(each.checked.languages[0], levels[0].text)
        report(each.subject(levels), topic.name, output)


def summary(found: list[Diagnostic], topics: int) -> str:
    """Return how many topics were checked, and what was found; of hints only if there are any."""
    counts = {severity: sum(one.severity is severity for one in found) for severity in Severity}
    told = [counted(counts[severity], severity.value) for severity in (Severity.ERROR, Severity.WARNING)]
    if counts[Severity.HINT]:
        told.append(counted(counts[Severity.HINT], "hint"))
    return f"{counted(topics, 'topic')}: {', '.join(told)}"
