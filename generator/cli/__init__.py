"""The command `lembar`: one file for each command, imported when it is called. The only importer of Click.

Nothing here prints a traceback: findings are printed as findings, and what should not happen is one line and exit code 70.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

DEBUG = "LEMBAR_DEBUG"
CRASH = "lembar-crash.txt"


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and leave with its exit code."""
    gc.set_threshold(100_000, 50, 50)  # a build makes many things and few circles: looking for them less often saves a tenth
    hygiene()
    code = run(arguments)
    finish()
    os._exit(code)  # everything is written: taking apart what a build has made would take a twentieth of its time


def hygiene() -> None:
    """Let nothing of the current folder or the environment change what is built (reliability, D9).

    The current folder leaves the path, so that no module of a pack is ever run; ReportLab's settings leave the environment.
    """
    here = Path().resolve()
    sys.path[:] = [entry for entry in sys.path if entry and Path(entry).resolve() != here]
    for name in [name for name in os.environ if name.startswith("RL_")]:
        del os.environ[name]
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; every exception ends here, and every signal."""
    from generator.cli.signals import Terminated, heeded

    try:
        with heeded():
            return _run(arguments)
    except (KeyboardInterrupt, Terminated) as error:
        from generator.diagnostics import Exit

        how, code = ("terminated", Exit.TERMINATED) if isinstance(error, Terminated) else ("interrupted", Exit.INTERRUPTED)
        print(f"lembar: {how}; every file that was written is whole", file=sys.stderr)
        return int(code)


def _run(arguments: Sequence[str] | None) -> int:
    import click

    from generator.cli.group import lembar

    try:
        return int(lembar.main(args=arguments, prog_name="lembar", standalone_mode=False) or 0)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        raise KeyboardInterrupt from None
    except Exception:
        import traceback

        return bug(traceback.format_exc())


def bug(trace: str) -> int:
    """Say that something is our fault, in one line, and return its exit code; the traceback goes to a file only on demand."""
    from generator.diagnostics import Exit

    name = trace.rstrip().rpartition("\n")[2].partition(":")[0]

    where = f"set {DEBUG}=1 to have its traceback in {CRASH}"
    if os.environ.get(DEBUG):
        Path(CRASH).write_text(trace, encoding="utf-8")
        where = f"its traceback is in {CRASH}"
    print(
        f"lembar: this is a bug of lembar's, not a mistake of yours ({name}); "
        f"please report it where you got lembar, with the command and the topic file; {where}",
        file=sys.stderr,
    )
    return int(Exit.BUG)


def finish() -> None:
    """Send out what is still to be printed; a reader who has gone (`| head`) is no error."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
