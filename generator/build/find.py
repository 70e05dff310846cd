"""Which topic files a command is about: names, paths, folders and courses become files.

Names are looked up in `./sources`, then among the bundled topics; a name is the file's `name`, or its stem. Looking up
reads no YAML: a line that begins with `name:` or `topics:` tells, and only a course that was asked for is parsed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from generator.diagnostics import Diagnostic, Exit, Failed, Span, finding
from generator.diagnostics.nearest import did_you_mean
from generator.folders import bundled
from generator.frozen import field, slotted

if TYPE_CHECKING:
    from generator.source import Value

NAME = re.compile(rb"^name:[ \t]*[\"']?([a-z0-9-]{1,60})[\"']?[ \t]*(?:#.*)?\r?$", re.MULTILINE)
NAMED = re.compile(r"[a-z0-9-]{1,60}")
NOT_TOPICS = frozenset({"lembar.yaml", "layout.yaml"})
MAX_BYTES = 2 << 20
ENDINGS = frozenset({"yaml", "yml", "yaml.txt", "yml.txt"})
"""What editors make of a topic file's ending."""
BUNDLED = "<bundled>"
"""Stands in the manifest for the folder of bundled topics, wherever that is."""


class Found(NamedTuple):
    """A topic's or course's file: the name by which outputs are called, its path as findings show it, whether it is a course."""

    name: str
    path: Path
    course: bool = False


@slotted
class Search:
    """One look-up: what was found, each once and in the order asked for, and what went wrong; `bound` are courses to bind."""

    named: dict[str, Found] = field(default_factory=dict)
    bound: list[tuple[Found, tuple[Found, ...]]] = field(default_factory=list)
    findings: list[Diagnostic] = field(default_factory=list)

    @property
    def found(self) -> list[Found]:
        """The topics in the order asked for."""
        return list(self.named.values())

    def add(self, entries: Iterable[Found]) -> None:
        """Take files in, unless they are there; two of one name are a finding."""
        for entry in entries:
            known = self.named.setdefault(entry.name, entry)
            if known is not entry and not same(known.path, entry.path):
                self.findings.append(
                    finding("two-of-a-name", Span(str(entry.path)), name=entry.name, other=known.path.as_posix())
                )


def find(asked: Sequence[str] = (), *, courses: bool = False) -> Search:
    """Return the topic files that TOPIC arguments mean; without any all of `./sources`, else the bundled ones.

    With `courses` they mean courses to bind. Raises Failed (wrong usage) for a name or path that leads nowhere.
    """
    search = Search()
    if courses:
        bind(asked, search)
        return search
    if not asked:
        root = next(iter(roots()))
        search.add(entry for entry in scan(root) if not entry.course)
        if not search.found:
            raise none_in(root)
    for word in asked:
        for entry in meant(word, search):
            if entry.course:
                search.add(course(entry, search))
            else:
                search.add([entry])
    return search


def looked_at(asked: Sequence[str]) -> list[tuple[str, str]]:
    """Return what a look-up reads: folders of `topics`, and each `file` that is named. Names are looked up in all folders."""
    words = [("topics" if Path(word).is_dir() else "file", word) for word in asked]
    if asked and all(kind == "file" and not NAMED.fullmatch(word) and not entry_of(Path(word)).course for kind, word in words):
        return words
    return [*words, ("topics", "sources"), ("topics", str(bundled("sources")))]


def bind(asked: Sequence[str], search: Search) -> None:
    """Find the courses that TOPIC arguments mean; without any those of `./sources`, else the bundled ones.

    Raises Failed (wrong usage) for what is no course.
    """
    by_root = [[entry for entry in scan(root) if entry.course] for root in roots()]
    known = [entry for entries in by_root for entry in entries]
    entries = [entry for word in asked for entry in meant(word, search)] if asked else next(filter(None, by_root), [])
    topics = [entry for entry in entries if not entry.course]
    if topics or not entries:
        listed = ", ".join(dict.fromkeys(f"`{entry.name}`" for entry in known))
        helped = f"name a course: {listed}" if listed else "write a course: a file with `title`, `language` and `topics`"
        raise Failed([finding("no-course", None, name=topics[0].name if topics else "./sources", help=helped)], Exit.USAGE)
    for entry in dict.fromkeys(entries):
        search.bound.append((entry, tuple(course(entry, search))))


def roots() -> Iterator[Path]:
    """Yield the folders of topics, the first one wins: `./sources` if it is there, then the bundled topics."""
    here = Path("sources")
    if here.is_dir():
        yield here
    there = bundled("sources")
    if there.is_dir() and not (here.is_dir() and same(here, there)):
        yield there


def meant(word: str, search: Search) -> list[Found]:
    """Return the files that one TOPIC argument means. Raises Failed `unknown-topic`, `no-topics`."""
    path = Path(word)
    if NAMED.fullmatch(word):
        named = by_name(word, search)
        if named is not None:
            return [named]
    if path.is_dir():
        entries = [entry for entry in scan(path) if not entry.course]
        if not entries:
            raise none_in(path)
        return entries
    if path.is_file():
        return [entry_of(path)]
    raise Failed([finding("unknown-topic", None, name=word, hint=nearest(word))], Exit.USAGE)


def by_name(name: str, search: Search) -> Found | None:
    """Return the topic or course of this name; two in one folder are a finding."""
    for root in roots():
        named = [entry for entry in scan(root) if entry.name == name]
        for other in named[1:]:
            span = Span(str(other.path))
            search.findings.append(finding("two-of-a-name", span, name=name, other=named[0].path.as_posix()))
        if named:
            return named[0]
    return None


def course(entry: Found, search: Search) -> list[Found]:
    """Return the topics of a course in order; findings name entries that lead nowhere. Raises Failed where it cannot be read."""
    from generator.source import Fields, Listing, Scalar, read

    value: Value = read(entry.path).value
    topics = value.entries.get("topics") if isinstance(value, Fields) else None
    wanted = topics.entries if isinstance(topics, Listing) and topics.entries else (topics,)
    result = []
    for name in wanted:
        if not isinstance(name, Scalar):
            span = name.span if name is not None else Span(str(entry.path))
            search.findings.append(finding("no-course-topics", span))
            continue
        topic = by_name(name.text, search)
        if topic is None or topic.course:
            search.findings.append(finding("unknown-topic", name.span, name=name.text, hint=nearest(name.text)))
        else:
            result.append(topic)
    return result


def scan(root: Path) -> list[Found]:
    """Return every topic and course below a folder, sorted by path; hidden files and links to folders are passed over."""
    result = []
    for folder, below, files in os.walk(root):
        below[:] = sorted(name for name in below if not name.startswith("."))
        for name in sorted(files):
            if name.endswith(".yaml") and not name.startswith(".") and name not in NOT_TOPICS:
                result.append(entry_of(Path(folder) / name))
    return result


def entry_of(path: Path) -> Found:
    """Return a file with its name. What cannot be read is named by its stem; reading it later says why."""
    try:
        data = path.read_bytes() if path.is_file() and path.stat().st_size <= MAX_BYTES else b""
    except OSError:
        data = b""
    named = NAME.search(data) if _has(data, b"name:") else None
    return Found(named.group(1).decode() if named else path.stem, path, _has(data, b"topics:"))


def _has(data: bytes, field: bytes) -> bool:
    """Say whether a line begins with a field."""
    return data.startswith(field) or b"\n" + field in data


def none_in(root: Path) -> Failed:
    """Return what to raise for a folder without topics; a file that only has another ending is told."""
    hint = renamed(root)
    return Failed([finding("no-topics", None, path=root, **({"help": hint} if hint else {}))], Exit.USAGE)


def renamed(root: Path, word: str = "") -> str:
    """Return the help to rename a file (of this stem) that some editor gave another ending: `.yml`, `.yaml.txt`."""
    for folder, below, files in os.walk(root):
        below.sort()
        for name in sorted(files):
            stem, ending = name.partition(".")[::2]
            if ending.lower() in ENDINGS and not name.endswith(".yaml") and word in ("", stem):
                return f"rename {(Path(folder) / name).as_posix()} to {stem}.yaml: topic files end with `.yaml`"
    return ""


def nearest(word: str) -> str:
    """Return the help for a name that is not there."""
    for root in roots():
        hint = renamed(root, word)
        if hint:
            return hint
    names = (entry.name for root in roots() for entry in scan(root))
    return did_you_mean(word, names, "`lembar list topics` shows what there is, `lembar new topic NAME` begins one")


def same(one: Path, other: Path) -> bool:
    """Say whether two paths are one file or folder."""
    try:
        return one.samefile(other)
    except OSError:
        return False


def recorded(path: Path, output: Path) -> str:
    """Return how the manifest names a topic file: bundled, else its way from the output folder; the same on every machine."""
    full, folder = path.resolve(), bundled("sources").resolve()
    if full.is_relative_to(folder):
        return f"{BUNDLED}/{full.relative_to(folder).as_posix()}"
    try:
        return Path(os.path.relpath(full, output.resolve())).as_posix()
    except ValueError:  # another drive of Windows
        return full.as_posix()


def found_again(recorded_path: str, output: Path) -> Path:
    """Return the topic file that a manifest in `output` names."""
    if recorded_path.startswith(f"{BUNDLED}/"):
        return bundled("sources") / recorded_path.removeprefix(f"{BUNDLED}/")
    return (output.resolve() / recorded_path).resolve()
