"""Stage 1, read: a YAML file becomes plain values, each with its place; every text stays what the author wrote."""

from __future__ import annotations

from pathlib import Path

from generator.diagnostics import Diagnostic, Failed, Severity, Span, finding
from generator.model.keep import Keep, forget
from generator.source.characters import MAX_BYTES, decoded, prepared
from generator.source.fault import Fault
from generator.source.packing import VERSION, packed, unpacked
from generator.source.values import Absent, Fields, Listing, Scalar, Source, Value

__all__ = ["Absent", "Fields", "Listing", "Scalar", "Source", "Value", "bytes_of", "keeping", "read", "read_bytes"]

MENDS = ((50_000, 25), (200_000, 8), (MAX_BYTES, 2))  # up to so many characters, so many faults of YAML are read past
_keep: Keep = forget


def read(path: Path, *, partial: bool = False) -> Source:
    """Return a file's values; see `read_bytes`. A file that cannot be read is Failed `cannot-read`."""
    return read_bytes(bytes_of(path), path.as_posix(), partial=partial)


def bytes_of(path: Path) -> bytes:
    """Return a file's bytes, at most one more than a file may have. Raises Failed `cannot-read`."""
    try:
        str(path).encode("utf-8")  # a name that is no text could stand in no manifest
        if not path.is_file():  # a folder, a pipe, a device, or nothing
            raise FileNotFoundError(0, "there is a folder or device of this name" if path.exists() else "there is no such file")
        with path.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a file name"
        raise Failed([finding("cannot-read", Span(path.as_posix()), reason=reason.lower())]) from None


def keeping(keep: Keep) -> None:
    """Let the values of files that are read without a finding be kept from now on, by the files' bytes."""
    global _keep
    _keep = keep


def read_bytes(data: bytes, file: str, *, partial: bool = False, anew: bool = False) -> Source:
    """Return the values of a file's bytes; `file` is the name that findings give it.

    Raises Failed with every finding of the file where one of them is an error. With `partial` it raises only where
    nothing can be read any more, and the errors are in the source's findings, so that a check can find more in one run.
    `anew`: not from what was kept.
    """
    text = decoded(data, file)
    parsing = Parsing(text, file)
    try:
        kept = b"" if anew else _keep("values", VERSION + data, parsing.packed)
    except Unkept:
        kept = b""
    value = unpacked(kept, file) if kept and not parsing.done else parsing.value()
    findings = parsing.findings
    if value is None or (not partial and any(found.severity is Severity.ERROR for found in findings)):
        raise Failed(findings)
    return Source(file, value, parsing.lines, tuple(findings))


class Unkept(Exception):
    """There are findings: nothing is kept."""


class Parsing:
    """Parses one file at most once. What is wrong with it goes into `findings`."""

    def __init__(self, text: str, file: str) -> None:
        self.text, self.file, self.lines = text, file, tuple(text.split("\n"))
        self.findings: list[Diagnostic] = []
        self.done = False
        self._value: Value | None = None

    def packed(self) -> bytes:
        """Return the value as bytes. Raises Unkept where there are findings, or nothing."""
        value = self.value()
        if value is None or self.findings:
            raise Unkept
        return packed(value)

    def value(self) -> Value | None:
        """Return the value, None where nothing can be read."""
        if not self.done:
            self.done = True
            hidden = prepared(self.text, self.file, self.findings)
            self._value = None if hidden is None else self._built(hidden)
        return self._value

    def _built(self, hidden: str) -> Value | None:
        """Build the value, mending the text after each fault of YAML as long as that helps."""
        from generator.source.events import Builder, Stop  # where everything was kept, PyYAML is not even imported

        file, lines, findings = self.file, self.lines, self.findings
        builder = Builder(file, lines)
        value: Value | None = None
        faults: list[Diagnostic] = []
        for _ in range(next((times for size, times in MENDS if len(hidden) <= size), 1)):
            try:
                value = builder.build(hidden)
            except Stop:
                pass
            except Fault as fault:
                from generator.source.faults import mend  # only a broken file needs it

                found, mended = mend(fault, hidden.split("\n"), lines, file)
                if not (faults and _goes_on(faults[-1], found)):
                    findings.append(found)
                faults.append(found)
                if mended is not None:
                    hidden = "\n".join(mended)
                    continue
            break
        findings.extend(builder.findings)
        findings[:] = _once(findings, file)
        return value


def _once(findings: list[Diagnostic], file: str) -> list[Diagnostic]:
    """Return the findings by place, each once; of two that want quotes around a text the one that sees more, or saw it first."""
    unique = sorted(dict.fromkeys(findings), key=lambda found: (found.span or Span(file), found.code))
    longest: dict[tuple[str, int, int], Diagnostic] = {}
    for found in unique:
        if found.span:
            place = found.code, found.span.line, found.span.column
            before = longest.get(place)
            longest[place] = before if before and before.span == found.span else found
    return [
        found
        for found in unique
        if found.code != "quote-this" or not found.span or longest[found.code, found.span.line, found.span.column] is found
    ]


def _goes_on(first: Diagnostic, second: Diagnostic) -> bool:
    """Say whether a fault only repeats the one of the line above: a block that is moved as a whole is one finding."""
    if not first.code == second.code == "indentation" or first.span is None or second.span is None:
        return False
    return second.span.line == first.span.line + 1
