"""`lembar watch`: topics are built again whenever they are saved, until Ctrl-C."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.cli import build
from generator.cli.output import counted, form, lines_of
from generator.diagnostics import Diagnostic

if TYPE_CHECKING:
    from generator.build.judging import Told

INTERVAL = 0.2
"""Seconds between two looks; a saved file is built after two or three of them."""
LEFT_OUT = ("jobs", "verify", "bundle")
"""What a build has flags for and watching has not: one warm process builds, nothing is read back, no book is bound."""


class Report(build.Report):
    """Tells of a round only what is new: which files changed, and what is wrong."""

    def saved(self, paths: Sequence[Path]) -> None:
        """Print which files are new."""
        self.output.remark(f"saved: {', '.join(path.as_posix() for path in paths)}")

    def document(self, path: Path, row: Mapping[str, Any], written: bool) -> None:
        """Print a file that was written."""
        if written:
            super().document(path, row, written)

    def findings(self, found: Iterable[Diagnostic]) -> None:
        """Print findings, with the lines as they are now."""
        lines_of.cache_clear()
        super().findings(found)

    def told(self, topic: str, told: Told) -> None:
        """Say nothing: topics are not judged."""


def watch(ctx: click.Context, /, topics: tuple[str, ...], school: str | None, style: str | None, **flags: Any) -> None:
    """Build topics, and again whenever you save them, a picture, a layout, a blueprint, the school, a logo or lembar.yaml.

    Ctrl-C ends it. PDFs and pictures of their pages are those that a build with --preview makes, but they are not read back:
    build once more before you print. TOPIC is the name of a topic or course, or the path of a file or folder; without one,
    everything in ./sources.
    """
    from generator.build import settings, watching

    output = ctx.obj
    output.form = form(style or settings.load(school).flags.format)
    flags["preview"] = True if flags["preview"] is None else flags["preview"]
    work = watching.Watch(flags, school, topics, Report(output))
    work.build(work.topics)
    output.remark(f"watching {counted(len(work.topics), 'topic')}; Ctrl-C ends")
    while True:
        time.sleep(INTERVAL)
        work.round()


command = click.Command(
    "watch",
    callback=click.pass_context(watch),
    params=[one for one in build.command.params if one.name not in LEFT_OUT],
    help=watch.__doc__,
    short_help="Build again on every save.",
)
