"""Findings as values: where, what is wrong, and what to do.

Every stage collects all its findings; what must stop leaves it as one `Failed`.
Imported by everything, imports nothing of the project but its own catalogue.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum, IntEnum
from typing import NamedTuple

from generator.frozen import frozen

__all__ = ["Diagnostic", "Exit", "Failed", "Severity", "Span", "finding"]


class Severity(str, Enum):
    """How much a finding weighs: an error stops its topic; a warning stops it only under `--strict`."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"
    NOTE = "note"


class Exit(IntEnum):
    """What the command's exit code says; `worst` settles several at once."""

    DONE = 0
    FINDINGS = 1
    USAGE = 2
    UNVERIFIED = 3
    KEPT = 4
    IN_USE = 5
    DISK = 6
    CLUSTER = 7
    BUG = 70
    INTERRUPTED = 130
    TERMINATED = 143

    @staticmethod
    def worst(codes: Iterable[Exit]) -> Exit:
        """Return the code that counts when several apply (topic-format: "The command", last line)."""
        order = (70, 130, 143, 6, 5, 7, 4, 3, 2, 1, 0)
        return min(codes, key=lambda code: order.index(int(code)), default=Exit.DONE)


class Span(NamedTuple):
    """A stretch of a file: lines and columns count from 1, the end column is the first one after it."""

    file: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1


@frozen
class Diagnostic:
    """One finding. `label` stands under the carets, `help` says what to do."""

    code: str
    severity: Severity
    message: str
    span: Span | None = None
    label: str = ""
    help: str = ""


class Failed(Exception):
    """A stage could not give its result; carries every finding that it collected (picklable)."""

    def __init__(self, diagnostics: Iterable[Diagnostic], exit_code: Exit = Exit.FINDINGS) -> None:
        self.diagnostics = tuple(diagnostics)
        self.exit_code = exit_code
        super().__init__(self.diagnostics, exit_code)


def finding(code: str, span: Span | None = None, /, **facts: object) -> Diagnostic:
    """Return the finding `code` of the catalogue with its message and help filled in from `facts`.

    A fact called `help` or `label` replaces the catalogue's. Raises KeyError for a code that the catalogue lacks.
    """
    from generator.diagnostics.codes import CATALOGUE  # as large as all the rest that is imported for one finding

    entry = CATALOGUE[code]
    shown = {name: str(value) for name, value in facts.items()}
    return Diagnostic(
        code=code,
        severity=Severity(entry.severity),
        message=entry.message.format(**shown),
        span=span,
        label=shown.get("label", entry.label).format(**shown) if "label" not in shown else shown["label"],
        help=shown["help"] if "help" in shown else entry.help.format(**shown),
    )
