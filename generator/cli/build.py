"""`lembar build`: topics become PDFs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.build.caching.kept import users
from generator.build.caching.requests import Request
from generator.cli.output import Output, counted, form
from generator.cli.paper import imposed, summary
from generator.diagnostics import Diagnostic, Exit

if TYPE_CHECKING:
    from generator.build.judging import Told
    from generator.build.processes import Processes


class Whole(click.types.IntParamType):
    """A number of a flag, called as the other messages call it."""

    name = "whole number"


@click.command(short_help="Build PDFs into output/.")
@click.argument("topics", nargs=-1, metavar="[TOPIC]...")
@click.option(
    "--kind", multiple=True, metavar="NAME", help="One of `lembar list kinds`; repeatable (handout, worksheet, answer-key)."
)
@click.option("--language", multiple=True, metavar="CODE", help="id or en; repeatable (the topic's own).")
@click.option("--difficulty", type=click.Choice(["easy", "medium", "hard", "mixed", "all"]), help="The sheet's level (mixed).")
@click.option("--layout", metavar="NAME", help="The look: one of `lembar list layouts` (each kind's own).")
@click.option("--paper", metavar="NAME", help="a4, f4, letter ...: one of `lembar list papers` (a4).")
@click.option("--profile", metavar="NAME", help="large-print, dyslexia ...: one of `lembar list profiles` (standard).")
@click.option("--binding/--no-binding", default=None, help="Leave room to bind at the left edge.")
@click.option("--duplex/--no-duplex", default=None, help="For both sides of the paper: a blank back where one is left over.")
@click.option("--impose", type=click.Choice(["2up", "4up", "booklet"]), help="Pupils' sheets as copies to cut apart, or to fold.")
@click.option("--curriculum", metavar="NAME", help="Whose words: k13, merdeka or merdeka-pm (merdeka).")
@click.option("--form", metavar="NAME", help="The columns of a blueprint-table: tka (the curriculum's).")
@click.option("--items", type=Whole(), metavar="N", help="How many items a sheet holds (20, or all there are).")
@click.option("--type", multiple=True, metavar="TYPE", help="Only items of this question type; repeatable.")
@click.option("--only", multiple=True, metavar="NAME", help="Only this item or group; repeatable.")
@click.option("--skip", multiple=True, metavar="NAME", help="Without this item or group; repeatable.")
@click.option("--blueprint", metavar="FILE", help="Items by sections: how many of which type, difficulty, objective ...")
@click.option("--avoid", metavar="FILE", help="Without what a class has had, as a ledger says (see lembar ledger).")
@click.option("--variants", type=Whole(), metavar="N", help="Versions a, b, c ... of the same items, each with its key.")
@click.option("--seed", type=Whole(), metavar="N", help="Where chance begins (1).")
@click.option(
    "--roster", metavar="FILE", help="One named copy for each pupil of this list (CSV or XLSX), by classes, into packs/."
)
@click.option("--split/--no-split", default=None, help="With --roster: a file for each copy.")
@click.option("--spare", type=Whole(), metavar="N", help="With --roster: so many copies without a name for each class (0).")
@click.option("--total", type=Whole(), metavar="N", help="The items of a sheet share N points, in proportion to their worth.")
@click.option("--points/--no-points", default=None, help="Whether pupils' sheets say what items are worth (yes).")
@click.option("--school", metavar="FILE", help="Take the school from this file instead of lembar.yaml.")
@click.option("--kop/--no-kop", default=None, help="The school's letterhead on page one (yes, where there is more than a name).")
@click.option("--output", metavar="DIR", help="Where files go (output).")
@click.option("--jobs", type=Whole(), metavar="N", help="How many processes build (as many as pay).")
@click.option("--strict/--no-strict", default=None, help="Warnings stop a topic as errors do.")
@click.option("--draft/--no-draft", default=None, help="Mark every page as a draft.")
@click.option("--verify/--no-verify", default=None, help="Read every finished file back before it is written (yes).")
@click.option("--force/--no-force", default=None, help="Overwrite outputs that you changed; they are kept as NAME.bak.")
@click.option("--preview/--no-preview", default=None, help="Also a picture of each page: NAME-1.png, NAME-2.png ...")
@click.option("--cache/--no-cache", default=None, help="Use what earlier builds kept, and keep what this one makes (yes).")
@click.option("--bundle/--no-bundle", default=None, help="Bind the topics of a course as books: handouts, worksheets, keys.")
@click.option("--format", "style", type=click.Choice(["full", "concise", "json"]), help="How findings are printed (full).")
@click.pass_context
def command(ctx: click.Context, /, topics: tuple[str, ...], style: str | None, school: str | None, **flags: Any) -> None:
    """Build handouts, worksheets and answer keys.

    TOPIC is the name of a topic or course, or the path of a file or folder; without one, everything in ./sources.
    """
    output = ctx.obj
    record = Request(topics, {**flags, "school": school, "format": style})
    told = record.again()
    if told is not None:
        output.repeat(told)
        ctx.exit(Exit.DONE)
    crew = begun(flags.get("jobs"))
    from generator import source
    from generator.build import batch, find, request, settings

    source.keeping(users(flags.get("cache") is not False and not settings.FILE.is_file()))  # which may say otherwise
    output.form = form(style)
    record.note([("file", school)] if school else [])
    known = settings.load(school)
    output.form = form(style or known.flags.format)
    asked = request.settle(flags, known)
    source.keeping(users(asked.cache))
    record.note([*find.looked_at(topics), *(("file", path) for path in (asked.roster, asked.avoid, asked.blueprint) if path)])
    search = find.find(topics, courses=asked.bundle)
    output.findings(search.findings)
    report = Report(output)
    work = batch.Batch(asked, known, search.found, report, search.bound, record, crew)
    code = work.run()
    report.paper()
    code = Exit.worst([code, Exit.FINDINGS if search.findings else Exit.DONE])
    if code is Exit.DONE and work.lasting:
        record.met(str(asked.output), work.read, work.made, output.lines)
    ctx.exit(code)


def begun(jobs: int | None) -> Processes | None:
    """Return processes that start while this one reads what is asked, where several are asked for."""
    if jobs is None or jobs < 2:
        return None
    from generator.build.executors import processors
    from generator.build.processes import Processes

    crew = Processes(min(jobs, processors()))
    crew.begin()
    click.get_current_context().call_on_close(crew.close)
    return crew


class Report:
    """Tells on both streams what a build does."""

    def __init__(self, output: Output) -> None:
        self.output = output
        self.rows: list[Mapping[str, Any]] = []

    def findings(self, found: Iterable[Diagnostic]) -> None:
        """Print findings."""
        self.output.findings(found)

    def passing(self, found: Iterable[Diagnostic]) -> None:
        """Print findings about what was done to outputs."""
        self.output.findings(found, once=True)

    def document(self, path: Path, row: Mapping[str, Any], written: bool) -> None:
        """Print a file's path, and what it holds."""
        self.output.result(str(path))
        if "of" in row:
            return
        self.rows.append(row)
        facts = [counted(row["pages"], "page")]
        if row["items"]:
            facts += [counted(len(row["items"]), "item"), f"{row['points']} point{'' if row['points'] == '1' else 's'}"]
        facts += [imposed(row)] if row["impose"] else []
        if row["formulas"]:
            facts.append(f"{counted(row['formulas'], 'formula')} not read back")
        line = f"{path.name}: {', '.join(facts)}"
        again = f"{line} (up to date)"
        self.output.remark(line if written else again, again)

    def paper(self) -> None:
        """Print how much paper one print of everything takes."""
        for line in summary(self.rows):
            self.output.remark(line)

    def told(self, topic: str, told: Told) -> None:
        """Print how much judging found; `lembar check` prints what."""
        counts = [counted(number, name) for number, name in ((told.warnings, "warning"), (told.hints, "hint")) if number]
        self.output.remark(f"{', '.join(counts)}: lembar check {topic}")

    def progress(self, done: int, total: int, unit: str, name: str) -> None:
        """Show how far the build is."""
        self.output.progress(done, total, unit, name)

    def bug(self, trace: str) -> None:
        """Say that something is our fault."""
        from generator.cli import bug

        bug(trace)
