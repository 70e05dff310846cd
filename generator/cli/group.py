"""The group of all commands; a command's module is imported when it is called, or listed."""

from __future__ import annotations

from importlib import import_module

import click

from generator import __version__
from generator.cli.output import Output
from generator.diagnostics import Exit, Failed
from generator.diagnostics.nearest import did_you_mean
from generator.diagnostics.render import escaped

COMMANDS = ("build", "check", "docs", "explain", "key", "ledger", "list", "new", "schema", "seal", "verify", "watch")

OTHERWISE = "a topic is built with `lembar build TOPIC`"

FIRST = """\
lembar turns topic files into handouts, worksheets and answer keys, ready to print.

First steps:
  lembar list topics             see which topics there are
  lembar build TOPIC             build its PDFs into output/
  lembar new topic my-topic      begin a topic of your own: sources/my-topic.yaml
  lembar check                   see what is wrong with your topics, and where
  lembar --help                  see everything else
"""


class Commands(click.Group):
    """Finds commands by their module; what fails leaves as findings and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"generator.cli.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is meant; for a word that is none say which one is like it."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            ctx.fail(f"there is no command `{escaped(args[0])}`; {did_you_mean(args[0], COMMANDS, OTHERWISE)}")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; findings that stopped it are printed to standard error."""
        ctx.obj = Output()
        try:
            return super().invoke(ctx)
        except Failed as failure:
            ctx.obj.findings(failure.diagnostics)
            raise click.exceptions.Exit(int(failure.exit_code)) from None
        finally:
            ctx.obj.clear()


@click.command(cls=Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="lembar", message="%(prog)s %(version)s")
@click.pass_context
def lembar(ctx: click.Context) -> None:
    """Turn topic files into printable handouts, worksheets and answer keys."""
    if ctx.invoked_subcommand is None:
        click.echo(FIRST, nl=False)
        ctx.exit(Exit.DONE)
