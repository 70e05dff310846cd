"""`lembar list`: which topics, layouts, languages, types, kinds, profiles and papers there are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from generator.cli.output import Output

PREVIEW = "preview.png"
"""What the picture of a layout's look is called, in its folder."""


@click.command(short_help="See which topics, layouts, languages ... there are.")
@click.argument("what", type=click.Choice(["topics", "layouts", "languages", "types", "kinds", "profiles", "papers"]))
@click.pass_obj
def command(output: Output, what: str) -> None:
    """List what there is, one a line: its name, then more about it."""
    entries = {
        "topics": topics, "layouts": layouts, "languages": languages, "types": types, "kinds": kinds, "profiles": profiles,
        "papers": papers,
    }[what]()  # fmt: skip
    rows = list(entries)
    width = max((len(name) for name, _ in rows), default=0)
    for name, more in rows:
        output.result(f"{name:<{width}}  {more}".rstrip())


def topics() -> Iterator[tuple[str, str]]:
    """Yield topics and courses: those of `./sources`, then those that are bundled; the first of a name counts."""
    from generator.build.find import roots, scan

    seen = set()
    for root in roots():
        for entry in scan(root):
            if entry.name not in seen:
                seen.add(entry.name)
                yield entry.name, entry.path.as_posix() + (" (course)" if entry.course else "")


def layouts() -> Iterator[tuple[str, str]]:
    """Yield layouts: their folders, the kinds that they are the default for, and a picture of them where there is one."""
    from generator.build.folders import layout_folders
    from generator.compose import KINDS
    from generator.layout.folder import Listed, default, names

    folders = layout_folders()
    known: dict[Path, Listed] = {}
    chosen = {kind: default(kind, folders, known) for kind in KINDS}
    for name in names(folders):
        folder = next(folder / name for folder in folders if (folder / name / "layout.yaml").is_file())
        kinds = ", ".join(kind for kind in KINDS if chosen[kind] == name)
        shown = f"  see {PREVIEW}" if (folder / PREVIEW).is_file() else ""
        yield name, folder.as_posix() + shown + (f"  for {kinds}" if kinds else "")


def languages() -> Iterator[tuple[str, str]]:
    """Yield languages with their names in themselves."""
    from generator.languages import codes, words

    for code in codes():
        yield code, words(code).name


def types() -> Iterator[tuple[str, str]]:
    """Yield question types."""
    from generator.items import REGISTRY

    for each in REGISTRY:
        yield each.TYPE, ""
    yield "group", ""


def kinds() -> Iterator[tuple[str, str]]:
    """Yield document kinds and who they are for."""
    from generator.compose import KINDS

    for name, kind in KINDS.items():
        yield name, f"for the {kind.audience}"


def profiles() -> Iterator[tuple[str, str]]:
    """Yield profiles with what each is for."""
    from generator.layout.profiles import profiles as known

    yield from known().items()


def papers() -> Iterator[tuple[str, str]]:
    """Yield papers with their sizes in millimetres."""
    from generator.layout.tokens import papers as known

    for name, paper in known().items():
        yield name, f"{paper.width / 72 * 25.4:g} x {paper.height / 72 * 25.4:g} mm"
