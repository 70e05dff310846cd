"""`lembar watch`: a topic is built again as soon as a file that it is made of is saved, in one warm process, not read back.

Files are looked at, never listened to, which works on every system and network drive. A file counts once it was the same at
two looks, since some programs write in steps, and only if its bytes are others than before.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from generator.build import find
from generator.build.batch import Batch, Watcher
from generator.build.executors import forget
from generator.build.find import Found
from generator.build.folders import layout_folders
from generator.build.job import Job
from generator.build.request import settle
from generator.build.settings import FILE, load
from generator.diagnostics import Failed
from generator.frozen import replace

PICTURE = re.compile(rb"[\w./-]+\.(?:svg|png|jpe?g)\b", re.IGNORECASE)
"""What may be the path of a picture."""
Stamp = tuple[int, int]
"""When a file was last written, in nanoseconds, and how many bytes it has."""


class Onlooker(Watcher, Protocol):
    """Who is told what watching does."""

    def saved(self, paths: Sequence[Path]) -> None:
        """Take the files that were saved, before anything comes of it."""


class Unjudged(Batch):
    """A build whose topics are checked, but not judged: that is for `lembar check`, and takes as long as all the rest."""

    def jobs(self) -> list[Job]:
        """Return a job for each topic."""
        return [replace(job, judged_at=()) for job in super().jobs()]


class Watch:
    """Topics, all that they depend on, and what was seen of it.

    `flags` and `school` are those of a build, `asked` its topics. The onlooker is told what each round does; what a save broke
    too, and then nothing comes of it before the next save.
    """

    def __init__(self, flags: Mapping[str, Any], school: str | None, asked: Sequence[str], watcher: Onlooker) -> None:
        """Find the topics. Raises Failed for wrong usage and broken settings, as a build does."""
        self.flags, self.school, self.asked, self.watcher = flags, school, asked, watcher
        self.topics: tuple[Found, ...] = ()
        self.pictures: dict[Path, frozenset[Path]] = {}
        self.plan()
        self.seen = stamps(self.files())
        self.digests = {path: digest(path) for path in self.seen}
        self.waiting = self.seen

    def plan(self) -> None:
        """Read the settings and look for the topics. Raises Failed."""
        settings = load(self.school)
        asked = settle(self.flags, settings)
        search = find.find(self.asked)
        self.settings, self.request = settings, replace(asked, verify=False, jobs=1, bundle=False)
        self.topics = tuple(search.found)
        self.pictures = {topic.path: frozenset(pictures(topic.path)) for topic in self.topics}
        self.watcher.findings(search.findings)

    def build(self, topics: Sequence[Found]) -> None:
        """Build these topics. What goes wrong is told."""
        try:
            Unjudged(self.request, self.settings, topics, self.watcher).run()
        except Failed as failure:
            self.watcher.findings(failure.diagnostics)
        forget()

    def round(self) -> tuple[Path, ...]:
        """Look once; build what saved files change, and return these files, none where nothing was saved."""
        now = stamps(self.files())
        if now != self.waiting:
            self.waiting = now
            return ()
        changed = tuple(path for path in dict.fromkeys([*now, *self.seen]) if self.changed(path, now))
        self.seen = now
        if changed:
            self.take(changed)
        return changed

    def changed(self, path: Path, now: Mapping[Path, Stamp | None]) -> bool:
        """Say whether a file's bytes are others than before."""
        if path in now and path in self.seen and now[path] == self.seen[path]:
            return False
        before, self.digests[path] = self.digests.get(path), digest(path)
        return before != self.digests[path]

    def take(self, changed: Sequence[Path]) -> None:
        """Build the topics that changed files have a part in."""
        self.watcher.saved(changed)
        before, drawn = {topic.path for topic in self.topics}, self.pictures
        try:
            self.plan()
        except Failed as failure:
            self.watcher.findings(failure.diagnostics)
            return
        self.note()
        saved = set(changed)
        everything = not saved.isdisjoint([*self.everywhere()])
        due = [
            topic
            for topic in self.topics
            if everything
            or topic.path in saved
            or topic.path not in before
            or not saved.isdisjoint(self.pictures[topic.path] | drawn.get(topic.path, frozenset()))
        ]
        if due:
            self.build(due)

    def note(self) -> None:
        """Remember files that topics name since the last look as they are now: these topics are built anyway."""
        new = [path for path in self.files() if path not in self.seen]
        self.seen.update(stamps(new))
        self.digests.update((path, digest(path)) for path in new)

    def files(self) -> Iterator[Path]:
        """Yield all files whose saving may change something: they need not be there."""
        yield from self.everywhere()
        for folder in (*find.roots(), *(Path(word) for word in self.asked if Path(word).is_dir())):
            yield from below(folder, (".yaml",))
        for topic in self.topics:
            yield topic.path
            yield from self.pictures[topic.path]

    def everywhere(self) -> Iterator[Path]:
        """Yield the files on which all topics depend."""
        for path in (FILE, *((Path(self.school),) if self.school is not None else ())):
            yield path
            yield from pictures(path)
        if self.request.blueprint:
            yield Path(self.request.blueprint)
        for folder in layout_folders():
            yield from below(folder)


def below(folder: Path, endings: tuple[str, ...] = ()) -> Iterator[Path]:
    """Yield the files below a folder, those with one of the endings where there are some; hidden ones are passed over."""
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and (not endings or name.endswith(endings)):
                yield Path(here) / name


def stamps(paths: Iterable[Path]) -> dict[Path, Stamp | None]:
    """Return when each file was last written and how long it is; None where there is none."""
    result: dict[Path, Stamp | None] = {}
    for path in paths:
        try:
            state = path.stat()
        except OSError:
            result[path] = None
        else:
            result[path] = (state.st_mtime_ns, state.st_size)
    return result


def digest(path: Path) -> bytes:
    """Return the digest of a file's bytes, nothing where it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).digest()
    except OSError:
        return b""


def pictures(path: Path) -> Iterator[Path]:
    """Yield what may be pictures that a file names (a topic's, a school's logos), whether they are there or not."""
    try:
        data = path.read_bytes()
    except OSError:
        return
    for name in PICTURE.findall(data):
        yield path.parent / os.fsdecode(name)
