"""`lembar new topic NAME`: a commented starting file that builds as it stands."""

from __future__ import annotations

import re
from pathlib import Path

import click

from generator.cli.output import Output
from generator.diagnostics import Exit, Failed, finding

FOLDER = Path(__file__).resolve().parent
TOPICS = Path("sources")


@click.group(short_help="Begin a topic of your own.")
def command() -> None:
    """Begin something of your own."""


@command.command()
@click.argument("name")
@click.option("--language", type=click.Choice(["id", "en"]), default="id", help="The language of the file (id).")
@click.pass_obj
def topic(output: Output, name: str, language: str) -> None:
    """Write sources/NAME.yaml, a small topic that explains the format; never over another file."""
    from generator.write import safe

    if not re.fullmatch(r"[a-z0-9-]{1,60}", name):
        close = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:60]
        hint = f"for example `lembar new topic {close}`" if close else ""
        raise Failed([finding("bad-topic-name", None, name=name, help=hint)], Exit.USAGE)
    safe(name)
    target = TOPICS / f"{name}.yaml"
    text = (FOLDER / f"new_topic.{language}.yaml").read_text(encoding="utf-8").replace("NAME", name)
    try:
        TOPICS.mkdir(exist_ok=True)
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise Failed([finding("exists-already", None, path=target.as_posix())], Exit.KEPT) from None
    except OSError as error:
        raise Failed([finding("disk-error", None, path=target, reason=error.strerror, done=0, total=1)], Exit.DISK) from None
    output.result(target.as_posix())
    output.remark(f"next: edit it, then `lembar check {name}` and `lembar build {name}`")
