"""Layout folders: which there are, what their files say, and the chain that `extends` makes of them.

The only place of `layout` that touches the disk. Layouts come from strangers (reliability D3): only regular files under the
layout's own folder are read, no symbolic link is followed, and sizes and counts have limits.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from generator import source
from generator.diagnostics import Diagnostic, Failed, Span, finding
from generator.diagnostics.nearest import did_you_mean
from generator.folders import bundled
from generator.frozen import field, frozen
from generator.source.values import Fields, Scalar, Source, Value

SETTINGS, TEMPLATE, BASE, PLAIN = "layout.yaml", ".xml.j2", "base", "lkpd"
SIZE, FILES, DEEP = 64 * 1024, 40, 8
"""A file of a layout has at most so many bytes, a layout so many templates, a chain so many layers."""


@frozen
class Layer:
    """One layout folder as read: its templates by file name, and what its `layout.yaml` says."""

    name: str
    folder: Path
    settings: Source
    templates: dict[str, str] = field(default_factory=dict)

    @property
    def bundled(self) -> bool:
        """Whether the layer came with the program."""
        return self.folder.parent.resolve() == bundled("layouts").resolve()

    def shown(self, file: str) -> str:
        """Return a file's path as findings name it."""
        return str(self.folder / file).replace(os.sep, "/")

    def extends(self) -> tuple[str, Span] | None:
        """Return the name of the layout that this one extends, with its place."""
        value = self.settings.value
        entry = value.entries.get("extends") if isinstance(value, Fields) else None
        return (entry.text, entry.span) if isinstance(entry, Scalar) else None

    def kinds(self) -> Iterator[tuple[str, Span, Value]]:
        """Yield the kinds of document that the layout is the default for, each with its place and its own tokens."""
        value = self.settings.value
        entry = value.entries.get("kinds") if isinstance(value, Fields) else None
        if isinstance(entry, Fields):
            yield from ((name, entry.keys[name], tokens) for name, tokens in entry.entries.items())


def names(folders: Sequence[Path]) -> tuple[str, ...]:
    """Return the names of the layouts in the folders, sorted."""
    found = {entry.name for folder in folders if folder.is_dir() for entry in folder.iterdir() if (entry / SETTINGS).is_file()}
    return tuple(sorted(found))


Listed = Mapping[str, Sequence[tuple[str, Span]]]
"""From a kind of document to the layouts of one folder that list it, each with the place."""


def default(kind: str, folders: Sequence[Path], known: dict[Path, Listed] | None = None) -> str:
    """Return the name of the layout that lists a kind of document among its `kinds`, the nearest folder's first; else `lkpd`.

    `known` keeps what folders list, so that each is read once. Raises Failed where two layouts of one folder list it.
    """
    known = {} if known is None else known
    for folder in folders:
        if folder not in known:
            known[folder] = _listed(folder)
        found = known[folder].get(kind, ())
        if len(found) > 1:
            raise Failed([finding("two-default-layouts", found[1][1], kind=kind, name=found[0][0])])
        if found:
            return found[0][0]
    return PLAIN


def _listed(folder: Path) -> Listed:
    found: dict[str, list[tuple[str, Span]]] = {}
    for name in names([folder]):
        data = _bytes(folder / name / SETTINGS, [])
        if data is not None and b"kinds:" in data and not (folder / name).is_symlink():
            layer = Layer(name, folder / name, source.read_bytes(data, str(folder / name / SETTINGS).replace(os.sep, "/")))
            for kind, span, _ in layer.kinds():
                found.setdefault(kind, []).append((name, span))
    return found


def chain(name: str, folders: Sequence[Path]) -> tuple[Layer, ...]:
    """Return a layout's layers, nearest first: itself, what it extends, down to `base`.

    A layout of the project with the name of a bundled one stands on that one, unless it says otherwise.
    Raises Failed for an unknown layout, a circle, a link, or a file that is too large.
    """
    layers: list[Layer] = []
    wanted, start, span, seen = name, 0, None, set()
    while True:
        index = next((i for i in range(start, len(folders)) if _is_layout(folders[i] / wanted)), None)
        if index is None:
            raise Failed([_unknown(wanted, folders, span)])
        if (wanted, index) in seen or len(layers) == DEEP:
            raise Failed([finding("layout-circle", span, names=" > ".join([*(layer.name for layer in layers), wanted]))])
        seen.add((wanted, index))
        layer = read(wanted, folders[index] / wanted)
        layers.append(layer)
        below = any(_is_layout(folder / wanted) for folder in folders[index + 1 :])
        said = layer.extends()
        if said is None and wanted == BASE and not below:
            return tuple(layers)
        following, span = said or (wanted if below else BASE, None)
        start = index + 1 if following == wanted else 0
        wanted = following


def _is_layout(folder: Path) -> bool:
    return os.path.lexists(folder / SETTINGS)


def _unknown(name: str, folders: Sequence[Path], span: Span | None) -> Diagnostic:
    known = names(folders)
    hint = did_you_mean(name, known, "there are " + ", ".join(f"`{one}`" for one in known))
    return finding("unknown-layout", span, name=name, hint=hint)


def read(name: str, folder: Path) -> Layer:
    """Read one layout folder. Raises Failed naming the file that is no plain file, too large, or no text."""
    findings: list[Diagnostic] = []
    templates: dict[str, str] = {}
    settings: Source | None = None
    for path in sorted(_files(folder, findings)):
        data = _bytes(path, findings)
        if data is None:
            continue
        shown = str(path).replace(os.sep, "/")
        if path.name == SETTINGS:
            settings = source.read_bytes(data, shown)
            continue
        try:
            templates[path.name] = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            findings.append(finding("layout-not-text", Span(shown)))
    if settings is None and not findings:
        findings.append(finding("layout-not-plain", Span(str(folder / SETTINGS).replace(os.sep, "/"))))
    if findings or settings is None:
        raise Failed(findings)
    return Layer(name, folder, settings, templates)


def _files(folder: Path, findings: list[Diagnostic]) -> Iterator[Path]:
    """Yield the layout's files; links are findings whatever they are called, so that none waits to be followed."""
    if folder.is_symlink():
        findings.append(finding("layout-link", Span(str(folder).replace(os.sep, "/"))))
        return
    count = 0
    for entry in sorted(folder.iterdir()):
        if entry.is_symlink():
            findings.append(finding("layout-link", Span(str(entry).replace(os.sep, "/"))))
        elif entry.name == SETTINGS or entry.name.endswith(TEMPLATE):
            count += 1
            yield entry
    if count > FILES:
        findings.append(
            finding("layout-too-large", Span(str(folder).replace(os.sep, "/")), found=f"{count} files", limit=f"{FILES}")
        )


def _bytes(path: Path, findings: list[Diagnostic]) -> bytes | None:
    """Return a plain file's bytes; what was checked is what is read, since the checks are made on the opened file."""
    shown = str(path).replace(os.sep, "/")
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        handle = os.open(path, flags)
    except OSError:
        findings.append(finding("layout-not-plain", Span(shown)))
        return None
    try:
        known = os.fstat(handle)
        if not stat.S_ISREG(known.st_mode):
            findings.append(finding("layout-not-plain", Span(shown)))
            return None
        data = os.read(handle, SIZE + 1)
    finally:
        os.close(handle)
    if len(data) > SIZE:
        findings.append(
            finding("layout-too-large", Span(shown), found=f"more than {SIZE // 1024} KiB", limit=f"{SIZE // 1024} KiB")
        )
        return None
    return data
