"""What is kept between runs: never anything but what making it anew gives, whatever happens to the files."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.assets import Assets
from generator.build.caching.kept import Kept, cache_folder
from generator.folders import bundled
from generator.layout import load
from generator.model.markup import Markup
from generator.typeset import typeset

FLOW = '<document><flow><item number="1."><stem>Apa ĵ <b>ini</b>?</stem></item></flow></document>'
"""Has a sign that no other test prints, so that its subset was not made before in this process."""


def made_with(keep: Kept) -> object:
    layout = load("lkpd", [bundled("layouts")], keep=keep)
    return typeset(Markup(FLOW, layout.tokens), Assets(None, [bundled("layouts") / "fonts"], keep=keep))


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_kept_parts_give_the_same_sheet(tmp_path: Path) -> None:
    keep = Kept(tmp_path)
    assert made_with(keep) == made_with(keep) == made_with(Kept(None))
    assert {path.parent.name for path in files(tmp_path)} == {"fonts", "templates"}


def test_kept_drawings_are_the_same(tmp_path: Path) -> None:
    pictures = sorted((bundled("sources") / "pictures").glob("*.svg"))
    assert pictures
    for path in pictures:
        made, kept, anew = (
            Assets(path.parent, [], keep=keep).picture(path.name) for keep in (Kept(tmp_path), Kept(tmp_path), Kept(None))
        )
        assert made == kept == anew
    assert len(files(tmp_path / "drawings")) == len(pictures)


def test_it_is_made_once_for_the_same_facts(tmp_path: Path) -> None:
    calls = []

    def make() -> bytes:
        calls.append(1)
        return b"made"

    keep = Kept(tmp_path)
    assert [keep("fonts", b"facts", make) for _ in range(3)] == [b"made"] * 3
    assert keep("fonts", b"other facts", make) == b"made"
    assert len(calls) == 2


@pytest.mark.parametrize("damage", [lambda data: data[:-1], lambda data: b"", lambda data: data[:40] + b"x" + data[41:]])
def test_damage_is_noticed_and_healed(tmp_path: Path, damage: object) -> None:
    keep = Kept(tmp_path)
    keep("fonts", b"facts", lambda: b"made" * 20)
    (path,) = files(tmp_path)
    path.write_bytes(damage(path.read_bytes()))  # type: ignore[operator]
    assert keep("fonts", b"facts", lambda: b"made" * 20) == b"made" * 20
    assert keep("fonts", b"facts", lambda: b"never") == b"made" * 20


def test_a_folder_that_cannot_be_written_is_passed_by(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_bytes(b"")
    assert Kept(blocked)("fonts", b"facts", lambda: b"made") == b"made"


def test_the_folder_is_the_users_own() -> None:
    assert cache_folder({"HOME": "/home/guru", "XDG_CACHE_HOME": "relative"}) in (None, Path("/home/guru/Library/Caches/lembar"))
    assert cache_folder({}) is None
