"""`lembar docs`: the documentation, page by page, as it lies in the package."""

from __future__ import annotations

import click

from generator.cli.output import Output
from generator.diagnostics import Exit, Failed, finding
from generator.diagnostics.nearest import did_you_mean


@click.command(short_help="Read the documentation.")
@click.argument("page", default="", required=False, metavar="[PAGE]")
@click.option("--language", type=click.Choice(["id", "en"]), default="en", help="The language of the page (en).")
@click.pass_obj
def command(output: Output, page: str, language: str) -> None:
    """Print a page of the documentation, which is Markdown; without PAGE the first one, which lists the others."""
    from generator.cli import pages

    known = pages.names()
    name = (page or pages.FIRST).removesuffix(".md")
    if name not in known:
        hint = did_you_mean(name, known, "there are " + ", ".join(f"`{each}`" for each in known))
        raise Failed([finding("unknown-page", None, name=page, hint=hint)], Exit.USAGE)
    text, translated = pages.page(name, language)
    if not translated:
        output.remark(f"there is no page `{name}` in this language; here it is in English")
    for line in text.rstrip("\n").split("\n"):
        output.result(line)
