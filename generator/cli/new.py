"""`lembar new topic NAME`, `lembar new school`: commented starting files that work as they stand."""

from __future__ import annotations

import re
from pathlib import Path

import click

from generator.cli.output import Output
from generator.diagnostics import Exit, Failed, finding

FOLDER = Path(__file__).resolve().parent
TOPICS = Path("sources")
SCHOOL = Path("school.yaml")


@click.group(short_help="Begin a topic of your own, or a school's file.")
def command() -> None:
    """Begin something of your own."""


LANGUAGE = click.option("--language", type=click.Choice(["id", "en"]), default="id", help="The language of the file (id).")


@command.command()
@click.argument("name")
@LANGUAGE
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
    begin(target, template("topic", language).replace("NAME", name))
    output.result(target.as_posix())
    output.remark(f"next: edit it, then `lembar check {name}` and `lembar build {name}`")


@command.command()
@LANGUAGE
@click.pass_obj
def school(output: Output, language: str) -> None:
    """Write school.yaml, the fields of a school with what each means; never over another file."""
    begin(SCHOOL, template("school", language))
    output.result(SCHOOL.as_posix())
    output.remark(f"next: edit it, then `lembar build --school {SCHOOL}`")


def template(what: str, language: str) -> str:
    """Return the text that a new file of this kind begins with."""
    return (FOLDER / f"new_{what}.{language}.yaml").read_text(encoding="utf-8")


def begin(target: Path, text: str) -> None:
    """Write a file that is not there yet. Raises Failed (`exists-already`, `disk-error`)."""
    try:
        target.parent.mkdir(exist_ok=True)
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise Failed([finding("exists-already", None, path=target.as_posix())], Exit.KEPT) from None
    except OSError as error:
        raise Failed([finding("disk-error", None, path=target, reason=error.strerror, done=0, total=1)], Exit.DISK) from None
