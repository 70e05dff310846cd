"""Watching: what a save builds again, by rounds that the test drives; and the command as somebody would use it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from finished import topic

from generator.build.judging import Told
from generator.build.watching import Watch
from generator.cli.group import lembar
from generator.diagnostics import Diagnostic, Failed
from generator.folders import bundled

ROOT = Path(__file__).resolve().parents[1]
START = f"import sys; sys.path[:0] = ['', {str(ROOT)!r}]; from generator.cli import main; main()"
SIGN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="{}"/></svg>'


class Notes:
    """An onlooker that remembers what it was told since it was last asked."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def saved(self, paths: Sequence[Path]) -> None:
        self.heard += [f"saved {path.as_posix()}" for path in paths]

    def findings(self, found: Iterable[Diagnostic]) -> None:
        self.heard += [one.code for one in found]

    def document(self, path: Path, row: Mapping[str, Any], written: bool) -> None:
        if written:
            self.heard.append(path.name)

    def told(self, topic: str, told: Told) -> None:
        raise AssertionError("topics are not judged")

    def passing(self, found: Iterable[Diagnostic]) -> None:
        self.findings(found)

    def progress(self, done: int, total: int, unit: str, name: str) -> None:
        """A bar is not looked at."""

    def bug(self, trace: str) -> None:
        raise AssertionError(trace)

    def since(self) -> list[str]:
        heard, self.heard = self.heard, []
        return heard


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write("sources/satu.yaml", text("satu"))
    write("sources/dua.yaml", text("dua"))
    return tmp_path


def text(name: str) -> str:
    return topic().decode("utf-8").replace("name: kerja-sama", f"name: {name}")


def write(path: str, data: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(data, encoding="utf-8")


def change(path: str, old: str, new: str) -> None:
    data = Path(path).read_text(encoding="utf-8")
    assert old in data
    write(path, data.replace(old, new, 1))


def begun(*asked: str, school: str | None = None, **flags: Any) -> tuple[Watch, Notes]:
    notes = Notes()
    work = Watch({"kind": ("worksheet",), **flags}, school, asked, notes)
    work.build(work.topics)
    notes.since()
    return work, notes


def rounds(work: Watch) -> None:
    """Look twice, as a saved file is taken once it is the same at two looks."""
    work.round()
    work.round()


def test_a_save_builds_its_topic_alone(here: Path) -> None:
    work, notes = begun()
    rounds(work)
    assert notes.since() == []
    change("sources/dua.yaml", "title: ", "title: Baru ")
    rounds(work)
    assert notes.since() == ["saved sources/dua.yaml", "dua_worksheet.pdf"]
    rounds(work)
    assert notes.since() == [], "once"


def test_a_file_that_is_still_being_written_waits(here: Path) -> None:
    work, notes = begun()
    change("sources/dua.yaml", "title: ", "title: Baru ")
    assert work.round() == ()
    change("sources/dua.yaml", "title: ", "title: Baru ")
    assert work.round() == ()
    assert work.round() == (Path("sources/dua.yaml"),)
    assert notes.since()[-1] == "dua_worksheet.pdf"


def test_the_same_bytes_again_are_no_change(here: Path) -> None:
    work, notes = begun()
    os.utime("sources/dua.yaml", ns=(1, 1))
    rounds(work)
    assert notes.since() == []


def test_what_a_save_breaks_is_told_and_the_next_save_mends_it(here: Path) -> None:
    work, notes = begun()
    whole = Path("sources/satu.yaml").read_text(encoding="utf-8")
    write("sources/satu.yaml", whole + "broken: [\n")
    rounds(work)
    assert notes.since() == ["saved sources/satu.yaml", "open-bracket"]
    write("sources/satu.yaml", whole.replace("title: ", "title: Baru ", 1))
    rounds(work)
    assert notes.since() == ["saved sources/satu.yaml", "satu_worksheet.pdf"]


def test_settings_and_school_build_everything_again(here: Path) -> None:
    write("school.yaml", "name: SMP Satu\n")
    work, notes = begun(school="school.yaml")
    write("lembar.yaml", "paper: a5\n")
    rounds(work)
    assert notes.since() == ["saved lembar.yaml", "dua_worksheet.pdf", "satu_worksheet.pdf"]
    write("lembar.yaml", "paper: foolscap\n")
    rounds(work)
    assert notes.since() == ["saved lembar.yaml", "unknown-choice"]
    write("lembar.yaml", "paper: f4\nlanguage: []\n")
    rounds(work)
    assert notes.since() == ["saved lembar.yaml", "dua_worksheet.pdf", "satu_worksheet.pdf"]
    write("school.yaml", "nam: SMP Dua\n")
    rounds(work)
    heard = notes.since()
    assert heard[0] == "saved school.yaml" and len(heard) > 1
    assert not any(name.endswith(".pdf") for name in heard)


def test_a_logo_builds_everything_again(here: Path) -> None:
    write("logos/sekolah.svg", SIGN.format(10))
    write("school.yaml", "name: SMP Satu\nlogo_left: logos/sekolah.svg\n")
    work, notes = begun(school="school.yaml")
    write("logos/sekolah.svg", SIGN.format(15))
    rounds(work)
    assert notes.since() == ["saved logos/sekolah.svg", "dua_worksheet.pdf", "satu_worksheet.pdf"]


def test_a_layout_builds_everything_again(here: Path) -> None:
    write("layouts/own/layout.yaml", "extends: lkpd\n")
    work, notes = begun(layout="own")
    write("layouts/own/layout.yaml", "extends: lkpd\nsize: {body: [12, 16, 400, text]}\n")
    rounds(work)
    assert notes.since() == ["saved layouts/own/layout.yaml", "dua_worksheet.pdf", "satu_worksheet.pdf"]


def test_a_picture_builds_the_topics_that_name_it(here: Path) -> None:
    item = "  - {name: lihat, type: multiple-choice, stem: 'Apa ini?', picture: {image: pictures/tanda.svg, alt: Tanda}, " \
           "choices: [{text: ya, key: true}, {text: tidak}]}\n"  # fmt: skip
    write("sources/pictures/tanda.svg", SIGN.format(10))
    work, notes = begun()
    write("sources/dua.yaml", text("dua").replace("items:\n", f"items:\n{item}", 1))
    rounds(work)
    assert notes.since() == ["saved sources/dua.yaml", "dua_worksheet.pdf"]
    rounds(work)
    assert notes.since() == [], "the picture is as it was"
    write("sources/pictures/tanda.svg", SIGN.format(15))
    rounds(work)
    assert notes.since() == ["saved sources/pictures/tanda.svg", "dua_worksheet.pdf"]
    Path("sources/pictures/tanda.svg").unlink()
    rounds(work)
    heard = notes.since()
    assert heard[0] == "saved sources/pictures/tanda.svg" and len(heard) > 1 and "dua_worksheet.pdf" not in heard
    write("sources/pictures/tanda.svg", SIGN.format(5))
    rounds(work)
    assert notes.since() == ["saved sources/pictures/tanda.svg", "dua_worksheet.pdf"]


def test_topics_come_and_go(here: Path) -> None:
    work, notes = begun()
    write("sources/tiga.yaml", text("tiga"))
    rounds(work)
    assert notes.since() == ["saved sources/tiga.yaml", "tiga_worksheet.pdf"]
    Path("sources/satu.yaml").unlink()
    rounds(work)
    assert notes.since() == ["saved sources/satu.yaml"]
    assert [one.name for one in work.topics] == ["dua", "tiga"]


def test_only_what_was_asked_for_is_built(here: Path) -> None:
    work, notes = begun("satu")
    change("sources/dua.yaml", "title: ", "title: Baru ")
    rounds(work)
    assert notes.since() == ["saved sources/dua.yaml"]
    change("sources/satu.yaml", "title: ", "title: Baru ")
    rounds(work)
    assert notes.since() == ["saved sources/satu.yaml", "satu_worksheet.pdf"]


def test_files_are_those_of_a_build(here: Path) -> None:
    from click.testing import CliRunner

    work, _ = begun("satu", preview=True, output="watched")
    change("sources/satu.yaml", "title: ", "title: Baru ")
    rounds(work)
    made = CliRunner().invoke(lembar, ["build", "satu", "--kind", "worksheet", "--preview", "--output", "built"])
    assert made.exit_code == 0
    files = sorted(path.relative_to("built") for path in Path("built").rglob("*.p*"))
    assert files and all((Path("built") / path).read_bytes() == (Path("watched") / path).read_bytes() for path in files)


def test_wrong_usage_ends_it_at_once(here: Path) -> None:
    for asked, flags in (("nothing-like-it", {}), ("satu", {"paper": "foolscap"})):
        with pytest.raises(Failed):
            Watch(flags, None, (asked,), Notes())


def test_bundled_layouts_are_looked_at(here: Path) -> None:
    work, _ = begun("satu")
    assert bundled("layouts") / "base" / "layout.yaml" in work.seen


def test_the_flags_are_those_of_a_build_but_those_that_have_no_use() -> None:
    import click

    def flags(name: str) -> set[str | None]:
        command = lembar.get_command(click.Context(lembar), name)
        assert command is not None
        return {parameter.name for parameter in command.params}

    assert flags("build") - flags("watch") == {"jobs", "verify", "bundle"}
    assert flags("watch") <= flags("build")


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="needs signals of POSIX")
def test_the_command_builds_on_save_and_ctrl_c_ends_it(here: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-u", "-c", START, "watch", "satu", "--kind", "worksheet", "--format", "concise"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip
    assert process.stdout is not None and process.stderr is not None
    assert until(process.stderr, "watching 1 topic")
    before = Path("output/satu/id/mixed/satu_worksheet-1.png").read_bytes()
    change("sources/satu.yaml", "title: ", "title: Baru ")
    assert until(process.stderr, "satu_worksheet.pdf: ")
    whole = Path("sources/satu.yaml").read_text(encoding="utf-8")
    write("sources/satu.yaml", whole + "broken: [\n")
    assert until(process.stderr, "error[open-bracket]")
    write("sources/satu.yaml", whole.replace("title: ", "title: Lagi ", 1))
    assert until(process.stderr, "satu_worksheet.pdf: ")
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in errors
    assert Path("output/satu/id/mixed/satu_worksheet-1.png").read_bytes() != before
    again = subprocess.run([sys.executable, "-c", START, "build", "satu"], capture_output=True, check=False)
    assert again.returncode == 0, "whatever was interrupted, the next build goes on"


def until(lines: Iterable[str], wanted: str) -> bool:
    """Read lines up to one that has these words."""
    return any(wanted in line for line in lines)
