"""What earlier builds kept changes nothing but the time: every build gives the files and words that one without it gives."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from finished import CASES, topic

from generator.build import batch, pipeline, verify
from generator.build.caching import facts
from generator.build.caching import sheets as sheet_cache
from generator.build.caching.kept import Kept
from generator.cli.group import lembar
from generator.compose import KINDS
from generator.diagnostics import finding
from generator.folders import bundled
from generator.model.markup import Markup
from generator.model.sheet import Sheet
from generator.model.topic import Topic

ROOT = Path(__file__).resolve().parents[1]
START = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from generator.cli import main; main()"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 15"><rect width="30" height="15" fill="#{}"/></svg>'
PICTURED = """\
format: 1
language: id
languages: [id, en]
title: {id: Laut, en: Sea}
terms: [{name: laut, term: {id: laut, en: sea}, meaning: {id: air asin, en: salt water}}]
handout:
  - figure: {image: "pictures/laut.svg", alt: {id: "Laut biru.", en: "The blue sea."}, width: 40}
  - text: {id: "Laut itu luas.", en: "The sea is wide."}
items:
  - name: satu
    type: multiple-choice
    stem: {id: "Apa warna laut?", en: "What colour is the sea?"}
    choices: [{text: {id: biru, en: blue}, key: true}, {id: merah, en: red}, {id: kuning, en: yellow}]
  - {name: dua, type: true-false, stem: {id: "Laut itu asin.", en: "The sea is salt."}, answer: true}
"""
SCHOOL = "school:\n  name: SMP Bahari\n  address: Jalan Laut 1\n  logo_left: logo.svg\n"
WORDS = ("build", "--school", "data/school.yaml", "--avoid", "data/had.yaml", "--language", "id", "--jobs", "1")


def write(path: str, data: bytes | str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two topics, one with a picture; a school with a logo, a ledger, a layout and a font of the folder's own."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setattr("generator.cli.progress.LINE_EVERY", float("inf"))  # on a busy machine a build takes its time
    write("sources/kerja-sama.yaml", topic())
    write("sources/laut.yaml", PICTURED)
    write("sources/pictures/laut.svg", SVG.format("336699"))
    write("sources/pictures/unused.svg", SVG.format("336699"))
    write("data/school.yaml", SCHOOL)
    write("data/logo.svg", SVG.format("aa0000"))
    write("data/had.yaml", "laut: [dua]\n")
    write("lembar.yaml", "# settings\nitems: 12\n")
    write("layouts/lkpd/layout.yaml", "colours: {}\n".replace("colours: {}\n", "# mine\n"))
    font = "SourceSans3_400Regular.ttf"
    write(f"layouts/fonts/{font}", (bundled("layouts") / "fonts" / font).read_bytes())
    return tmp_path / "here"


def edited(path: str, old: bytes, new: bytes) -> None:
    data = Path(path).read_bytes()
    assert old in data
    write(path, data.replace(old, new, 1))


def run(*words: str) -> Result:
    return CliRunner().invoke(lembar, words or WORDS, catch_exceptions=False)


def tree(folder: Path = Path("output")) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the topics that were made since this list was last emptied; `a build` for each that ran at all."""
    names: list[str] = []
    checked, begin = pipeline.Maker.checked, batch.Batch.run

    def noting(maker: pipeline.Maker) -> object:
        names.append(maker.job.name)
        return checked(maker)

    def building(one: batch.Batch) -> object:
        names.append("a build")
        return begin(one)

    monkeypatch.setattr(pipeline.Maker, "checked", noting)
    monkeypatch.setattr(batch.Batch, "run", building)
    return names


def emptied(names: list[str]) -> list[str]:
    taken, names[:] = names[:], []
    return taken


ALL = ["a build", "kerja-sama", "laut"]


def without(words: tuple[str, ...] = WORDS) -> tuple[int, str, str, dict[str, bytes]]:
    """Return what a build of a copy of this folder does that passes by all that was kept."""
    here = Path.cwd()
    twin = here.parent / "twin" / here.name
    shutil.copytree(here, twin)
    os.chdir(twin)
    try:
        result = run(*words, "--no-cache")
        return result.exit_code, result.stdout, result.stderr, tree()
    finally:
        os.chdir(here)
        shutil.rmtree(twin)


def test_an_unchanged_request_is_only_told_again(here: Path, made: list[str]) -> None:
    first = run()
    files = tree()
    assert (first.exit_code, emptied(made)) == (0, ALL)
    again, plain = run(), without()
    assert made.count("a build") == 1
    assert (again.exit_code, again.stdout, again.stderr, tree()) == plain
    assert again.stdout == first.stdout
    assert files == tree()
    assert again.stderr.count("(up to date)") == 6


LIGHT = """
import sys
sys.path.insert(0, {root!r})
from generator.cli import run
assert run({words!r}) == 0
print(sorted(name for name in sys.modules if name.startswith("generator.") and name.split(".")[1] not in ("cli", "diagnostics")))
print(sorted({{"reportlab", "jinja2", "PIL", "pypdfium2", "filelock", "yaml", "markdown_it"}} & set(sys.modules)))
"""


def test_nothing_of_the_pipeline_is_imported_for_it(here: Path) -> None:
    for _ in range(2):
        script = LIGHT.format(root=str(ROOT), words=list(WORDS))
        result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, encoding="utf-8", check=True)
    own, others = result.stdout.splitlines()[-2:]
    assert others == "[]"
    caching = [f"generator.build.caching.{name}" for name in ("facts", "kept", "requests")]
    assert eval(own) == ["generator.build", "generator.build.caching", *caching, "generator.folders", "generator.frozen"]


Edit = tuple[str, str, str, list[str]]
"""A file, what stands in it, what takes its place, and which topics that concerns."""
BOTH, SEA, WORK, NONE = ["kerja-sama", "laut"], ["laut"], ["kerja-sama"], list[str]()
LAUT, KERJA, FONT = "sources/laut.yaml", "sources/kerja-sama.yaml", "layouts/fonts/SourceSans3_400Regular.ttf"
EDITS: dict[str, list[Edit]] = {
    "what a topic prints": [
        (LAUT, "id: Laut,", "id: Laux,", SEA),
        (LAUT, "en: Sea}", "en: Sex}", SEA),
        (LAUT, "term: {id: laut", "term: {id: laux", SEA),
        (LAUT, "air asin", "air asix", SEA),
        (LAUT, "itu luas", "itu luax", SEA),
        (LAUT, "Laut biru.", "Laut birx.", SEA),
        (LAUT, "width: 40", "width: 41", SEA),
        (LAUT, "Apa warna", "Apa warnx", SEA),
        (LAUT, "id: merah", "id: merax", SEA),
        (LAUT, "id: biru", "id: birx", SEA),
        (LAUT, "name: satu", "name: satx", SEA),
        (LAUT, "answer: true", "answer: True", SEA),
        (LAUT, "format: 1\n", "format: 1 # one\n", SEA),
        (LAUT, "language: id\n", "language: id\r\n", SEA),
    ],
    "items of every type": [
        (KERJA, "Kerja Sama Antarnegara", "Kerja Sama Antarnegarx", WORK),
        (KERJA, "lead: Negara", "lead: Negarx", WORK),
        (KERJA, "Tiga bentuk", "Tigx bentuk", WORK),
        (KERJA, "semua pihak", "semux pihak", WORK),
        (KERJA, "kind: important", "kind: example", WORK),
        (KERJA, "soal 1 ini", "soal 1 inx", WORK),
        (KERJA, "pilihan w dari 1", "pilihan w darx 1", WORK),
        (KERJA, "pilihan x dari 1", "pilihan x darx 1", WORK),
        (KERJA, "Pernyataan 1 tentang", "Pernyataan 1 tentanx", WORK),
        (KERJA, "left: pangan", "left: pangax", WORK),
        (KERJA, "right: FAO", "right: FAX", WORK),
        (KERJA, "extra: [IAEA]", "extra: [IAEX]", WORK),
        (KERJA, "[[Jepang]]", "[[Jepanx]]", WORK),
        (KERJA, "|kota Tokyo", "|kota Tokyx", WORK),
        (KERJA, "[[1868]]", "[[1869]]", WORK),
        (KERJA, "dua alasan yang", "dux alasan yang", WORK),
        (KERJA, "model: Bebas.", "model: Bebax.", WORK),
        (KERJA, "points: 2, text", "points: 3, text", WORK),
        (KERJA, "text: dua alasan", "text: dux alasan", WORK),
        (KERJA, "lima negara mendirikan", "limx negara mendirikan", WORK),
        (KERJA, "berdiri pada 1967", "berdiri pada 1968", WORK),
    ],
    "what lies beside": [
        ("sources/pictures/laut.svg", "#336699", "#336698", SEA),
        ("sources/pictures/laut.svg", 'width="30"', 'width="31"', SEA),
        ("sources/pictures/unused.svg", "#336699", "#336698", NONE),
        ("data/school.yaml", "SMP Bahari", "SMP Baharx", BOTH),
        ("data/school.yaml", "Jalan Laut", "Jalan Laux", BOTH),
        ("data/school.yaml", "school:\n", "school: \n", NONE),
        ("data/logo.svg", "#aa0000", "#aa0001", BOTH),
        ("data/had.yaml", "[dua]", "[satu]", SEA),
        ("lembar.yaml", "# settings", "# settingx", NONE),
        ("lembar.yaml", "items: 12", "items: 11", BOTH),
        ("lembar.yaml", "items: 11", "items: 11\nseed: 2", BOTH),
        ("lembar.yaml", "seed: 2", "seed: 3", BOTH),
        ("lembar.yaml", "seed: 3", "seed: 3\ncurriculum: k13", BOTH),
    ],
    "layouts and fonts": [
        ("layouts/lkpd/layout.yaml", "# mine", "# minx", BOTH),
        ("layouts/lkpd/page.xml.j2", "{# mine #}", "{# minx #}", BOTH),
        (FONT, "S\0a\0n\0s\0 \0003", "S\0a\0n\0s\0 \0004", BOTH),
        ("layouts/fonts/notes.txt", "mine", "minx", BOTH),
        ("bundled/base/page.xml.j2", "{#", "{# ", BOTH),
        ("bundled/formal/layout.yaml", "#", "# ", BOTH),
    ],
    "the program": [
        ("program/levels.yaml", "\n", " \n", BOTH),
        ("program/papers.yaml", "\n", " \n", BOTH),
        ("program/profiles.yaml", "\n", " \n", BOTH),
        ("program/languages/id.yaml", "\n", " \n", BOTH),
        ("program/languages/en.yaml", "\n", " \n", BOTH),
        ("program/typeset/lines.py", "\n", " \n", BOTH),
        ("program/judge/languages/id.yaml", "\n", " \n", BOTH),
        ("program/assets/maths/glyphs.json", "{", "{ ", BOTH),
        ("program/docs/caching.md", "\n", " \n", NONE),
    ],
}


@pytest.fixture
def copied(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the program and its layouts be told by copies of them, which a test may edit."""
    shutil.copytree(facts.PACKAGE, here / "program", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(bundled("layouts"), here / "bundled")
    write("layouts/lkpd/page.xml.j2", '{# mine #}{% extends "lkpd/page.xml.j2" %}\n')
    write("layouts/fonts/notes.txt", "mine")
    monkeypatch.setattr(facts, "PACKAGE", Path("program"))
    monkeypatch.setattr(facts, "bundled", lambda name: Path("bundled") if name == "layouts" else bundled(name))


def test_there_are_sixty_edits() -> None:
    assert sum(map(len, EDITS.values())) >= 60


LONG = ("items of every type", "what a topic prints")
"""Groups of edits that take the longest; the others stay in the gate."""


@pytest.mark.parametrize("name", [pytest.param(name, marks=pytest.mark.slow) if name in LONG else name for name in EDITS])
def test_an_edit_makes_what_depends_on_it_anew(copied: None, made: list[str], name: str) -> None:
    words = (*WORDS, "--no-verify")
    run(*words)
    for path, old, new, topics in EDITS[name]:
        edited(path, old.encode("latin-1"), new.encode("latin-1"))
        plain = without(words)
        emptied(made)
        again = run(*words)
        assert again.exit_code == plain[0] == 0, again.stderr
        assert (again.stdout, again.stderr, tree()) == plain[1:], (path, new)
        due = ["a build", *topics] if topics or path.endswith(".yaml") else []
        assert emptied(made) == due, (path, new)
        run(*words)
        assert made == []


OTHERS: dict[str, tuple[tuple[str, ...], str, str, str, str]] = {
    "roster": (("laut", "--roster", "data/class.csv", "--variants", "2", "--kind", "worksheet"), "data/class.csv",
               "name,number\nSiti,1\nBudi,2\n", "Budi", "Bude"),
    "roster's classes": (("laut", "--roster", "data/class.csv", "--kind", "worksheet"), "data/class.csv",
                         "name,class\nSiti,IX-A\nBudi,IX-A\n", "Budi,IX-A", "Budi,IX-B"),
    "blueprint": (("laut", "--blueprint", "data/paper.yaml"), "data/paper.yaml",
                  "title: Ulangan\nitems: 2\n", "items: 2", "items: 1"),
    "course": (("semua", "--bundle"), "sources/semua.yaml", "title: Semua\nlanguage: id\ntopics: [laut, kerja-sama]\n",
               "laut, kerja-sama", "kerja-sama, laut"),
    "topic of a course": (("semua", "--bundle"), "sources/semua.yaml", "title: Semua\nlanguage: id\ntopics: [laut, kerja-sama]\n",
                          "", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", OTHERS)
def test_packs_papers_and_books_are_remembered_too(here: Path, made: list[str], name: str) -> None:
    flags, path, text, old, new = OTHERS[name]
    words = ("build", *flags, "--jobs", "1")
    write("lembar.yaml", "")
    write(path, text)
    assert run(*words).exit_code == 0
    before = tree()
    emptied(made)
    again = run(*words)
    assert made == []
    assert (again.exit_code, again.stdout, again.stderr, tree()) == without(words)
    edited(*(path, old.encode(), new.encode()) if old else (LAUT, b"luas", b"luax"))
    plain = without(words)
    again = run(*words)
    assert (again.exit_code, again.stdout, again.stderr, tree()) == plain
    assert again.exit_code == 0
    assert tree() != before


COMINGS: dict[str, tuple[str, bytes, list[str]]] = {
    "topic": ("sources/baru.yaml", b"format: 1\nlanguage: id\ntitle: Baru\nhandout:\n  - text: Ini baru.\n", ["baru"]),
    "topic in a folder": ("sources/a/baru.yaml", b"format: 1\nlanguage: id\ntitle: Baru\nhandout:\n  - text: Baru.\n", ["baru"]),
    "course": ("sources/semua.yaml", b"title: Semua\nlanguage: id\ntopics: [laut]\n", []),
    "layout": ("layouts/exam/layout.yaml", b"extends: formal\n", BOTH),
    "font": ("layouts/fonts/SourceSerif4_400Regular.ttf", b"", BOTH),
}


@pytest.mark.parametrize("name", COMINGS)
def test_what_comes_and_goes_is_noticed(here: Path, made: list[str], name: str) -> None:
    path, data, topics = COMINGS[name]
    run()
    write(path, data or (bundled("layouts") / "fonts" / Path(path).name).read_bytes())
    plain = without()
    emptied(made)
    again = run()
    assert (again.exit_code, again.stdout, again.stderr, tree()) == plain
    assert made == ["a build", *topics]
    Path(path).unlink()
    plain = without()
    again = run()
    assert (again.exit_code, again.stdout, again.stderr, tree()) == plain


def test_a_missing_settings_file_that_comes_is_noticed(here: Path, made: list[str]) -> None:
    Path("lembar.yaml").unlink()
    run()
    assert emptied(made) == ALL
    run()
    assert made == []
    write("lembar.yaml", "seed: 3\n")
    run()
    assert made == ALL


def test_times_are_never_looked_at(here: Path, made: list[str]) -> None:
    run()
    emptied(made)
    for number, path in enumerate(sorted(Path().rglob("*"))):
        os.utime(path, (number, 2_000_000_000 + number))
    assert run().exit_code == 0
    assert made == []
    write("sources/laut.yaml", PICTURED.replace("luas", "luax"))
    os.utime("sources/laut.yaml", (1, 1))
    run()
    assert made == ["a build", "laut"]


def test_flags_folders_and_languages_are_other_requests(here: Path, made: list[str]) -> None:
    for words in (WORDS, (*WORDS, "--seed", "2"), (*WORDS, "--difficulty", "easy"), (*WORDS, "--output", "other")):
        emptied(made)
        assert run(*words).exit_code == 0
        assert emptied(made) == ALL
    assert run(*WORDS, "--output", "other").exit_code == 0
    assert made == []
    assert run(*WORDS, "--output", "other", "--jobs", "2").exit_code == 0
    assert made == []


def test_logos_of_two_schools_that_say_the_same_are_two(here: Path) -> None:
    run()
    first = tree()
    write("other/school.yaml", SCHOOL)
    write("other/logo.svg", SVG.format("00aa00"))
    words = ("build", "--school", "other/school.yaml", *WORDS[3:])
    plain = without(words)
    run(*words)
    assert tree() == plain[3] != first


OUTPUT = "output/laut/id/mixed/laut_worksheet.pdf"


def flipped(path: Path, at: int = -1) -> None:
    data = bytearray(path.read_bytes())
    data[at % len(data)] ^= 1
    path.write_bytes(data)


DISTURBED: dict[str, tuple[Callable[[], object], int]] = {
    "output changed": (lambda: flipped(Path(OUTPUT)), 4),
    "output removed": (lambda: Path(OUTPUT).unlink(), 0),
    "folder removed": (lambda: shutil.rmtree("output"), 0),
    "manifest removed": (lambda: Path("output/manifest.json").unlink(), 0),
    "manifest changed": (lambda: edited("output/manifest.json", b'"seed": 1', b'"seed": 2'), 0),
    "manifest broken": (lambda: flipped(Path("output/manifest.json"), 0), 1),
    "journal left": (lambda: write("output/.lembar/journal", '{"drop": ["laut/id/mixed/laut_worksheet.pdf"]}'), 0),
    "half a file left": (
        lambda: write("output/.lembar/journal", '\n{"begin": ["a.pdf"]}\n') or write("output/.a.pdf.part", "x"),
        0,
    ),
}


@pytest.mark.parametrize("name", DISTURBED)
def test_what_happened_to_outputs_is_seen(here: Path, name: str) -> None:
    disturb, code = DISTURBED[name]
    run()
    disturb()
    plain = without()
    again = run()
    assert (again.exit_code, again.stdout, again.stderr, tree()) == plain
    assert again.exit_code == code
    if code == 4:
        assert run().exit_code == 4
        assert run(*WORDS, "--force").exit_code == 0
        assert Path(f"{OUTPUT}.bak").exists()
        assert run(*WORDS, "--force").stderr.count("kept as") == 0


def test_a_folder_in_use_is_respected(here: Path) -> None:
    from filelock import FileLock

    run()
    with FileLock(Path("output/.lembar/lock")):
        assert run().exit_code == 5
    Path("output/.lembar/lock").unlink(missing_ok=True)
    assert run().exit_code == 0


def test_outputs_that_this_build_does_not_make_go_as_they_would(here: Path) -> None:
    """Two versions, then three, then two: the third one's files are removed, though the two are what they were."""
    two, three = (*WORDS, "--variants", "2"), (*WORDS, "--variants", "3")
    run(*two)
    run(*three)
    plain = without(two)
    back = run(*two)
    assert (back.exit_code, back.stdout, back.stderr, tree()) == plain
    assert back.stderr.count("was removed") == 4
    assert "was removed" not in run(*two).stderr


def test_warnings_come_again(here: Path, made: list[str]) -> None:
    words = (*WORDS, "--items", "40", "--format", "concise")
    first = run(*words)
    assert first.exit_code == 0
    assert first.stderr.count("warning[") > 1
    emptied(made)
    assert run(*words).stderr.count("warning[") == first.stderr.count("warning[")
    assert made == []
    assert run(*words, "--strict").exit_code == 1
    assert run(*words, "--strict").exit_code == 1


def test_a_topic_with_errors_is_told_every_time(here: Path, made: list[str]) -> None:
    write("sources/laut.yaml", PICTURED.replace("answer: true", "answer: maybe"))
    for _ in range(2):
        emptied(made)
        assert run().exit_code == 1
    assert made == ["a build", "laut"]


def test_the_day_counts_where_judging_goes_by_it(here: Path, made: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    write("sources/laut.yaml", PICTURED.replace('en: "The sea is wide."}', 'en: "The sea is wide."}\n    review_by: 2030'))
    run()
    monkeypatch.setitem(facts.KINDS, "day", lambda _: "2031-01-01")
    emptied(made)
    run()
    assert made == ["a build", "laut"]


def test_no_cache_passes_everything_by(here: Path, made: list[str], cache: Path) -> None:
    shutil.rmtree(cache, ignore_errors=True)
    for _ in range(2):
        emptied(made)
        assert run(*WORDS, "--no-cache").exit_code == 0
        assert made == ALL
    write("lembar.yaml", "cache: false\n")
    for _ in range(2):
        emptied(made)
        assert run().exit_code == 0
        assert made == ALL
    assert not cache.exists()
    run(*WORDS, "--cache")
    emptied(made)
    run(*WORDS, "--cache")
    assert made == []


def kept(cache: Path) -> list[Path]:
    return sorted(path for path in cache.rglob("*") if path.is_file())


DAMAGES: dict[str, Callable[[Path], object]] = {
    "first byte": lambda path: flipped(path, 0),
    "a byte": lambda path: flipped(path, 40),
    "last byte": flipped,
    "cut": lambda path: path.write_bytes(path.read_bytes()[:-1]),
    "cut in half": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "cut after the digest": lambda path: path.write_bytes(path.read_bytes()[:32]),
    "empty": lambda path: path.write_bytes(b""),
    "gone": lambda path: path.unlink(),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_damage_is_noticed_and_healed(here: Path, cache: Path, name: str) -> None:
    """All that is kept is damaged, first with the outputs there, then without them; then all is as it was."""
    shutil.rmtree(cache, ignore_errors=True)
    words = (*WORDS, "--format", "concise")
    run(*words)
    files, told = tree(), run(*words)
    assert {"requests", "jobs", "sheets", "judged"} <= {path.parent.name for path in kept(cache)}
    for there in (True, False):
        for path in kept(cache):
            DAMAGES[name](path)
        if not there:
            shutil.rmtree("output")
        again = run(*words)
        assert (again.exit_code, again.stdout, tree()) == (0, told.stdout, files)
        assert again.stderr.count("note[damaged-cache]") == (name != "gone")
        calm = run(*words)
        assert (calm.exit_code, calm.stdout, calm.stderr, tree()) == (0, told.stdout, told.stderr, files)


def test_one_damaged_record_is_healed_where_nothing_else_is(here: Path, made: list[str], cache: Path) -> None:
    run()
    for kind, names in (("requests", ["a build"]), ("jobs", [])):
        for path in sorted((cache / kind).iterdir()):
            emptied(made)
            flipped(path, 50)
            assert run().exit_code == 0
            assert made == names


def test_a_sheet_comes_back_as_it_was(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With formulas, pictures, cards to cut, bubbles and places: every kind of document of topics with all that there is."""
    sheets: list[Sheet] = []
    draw = sheet_cache.typeset

    def drawn(*arguments: object) -> Sheet:
        sheets.append(draw(*arguments))  # type: ignore[arg-type]
        return sheets[-1]

    monkeypatch.setattr(sheet_cache, "typeset", drawn)
    write("lembar.yaml", f"kind: [{', '.join(KINDS)}]\nvariants: 2\nverify: false\n")
    run("build", str(CASES), "--jobs", "1")
    assert len(sheets) > len(list(CASES.glob("*.yaml")))
    for sheet in sheets:
        assert sheet_cache.unpacked(sheet_cache.packed(sheet, ["b", "a"])) == (sheet, ["b", "a"])


def test_only_the_sheets_that_an_edit_changes_are_drawn(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []
    draw = sheet_cache.typeset

    def noting(markup: Markup, *rest: object) -> Sheet:
        drawn.append(markup.text)
        return draw(markup, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(sheet_cache, "typeset", noting)
    words = (*WORDS, "--language", "en", "laut")
    run(*words)
    assert len(drawn) == 6
    drawn.clear()
    edited("sources/laut.yaml", b"The sea is wide.", b"The sea is deep.")
    plain = without(words)
    drawn.clear()
    again = run(*words)
    assert len(drawn) == 1
    assert (again.exit_code, again.stdout, again.stderr, tree()) == plain
    drawn.clear()
    write("sources/pictures/laut.svg", SVG.format("000099"))
    plain = without(words)
    drawn.clear()
    again = run(*words)
    assert len(drawn) == 2
    assert (again.exit_code, again.stdout, again.stderr, tree()) == plain


def test_what_was_found_right_is_not_judged_again_and_what_is_wrong_is(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    judged: list[str] = []
    judge = verify.judge

    def noting(files: Iterable[verify.Finished], topic: Topic, *rest: Any) -> Any:
        taken = tuple(files)
        judged.append(str(taken[0].row["language"]))
        return judge(taken, topic, *rest)

    monkeypatch.setattr(verify, "judge", noting)
    words = (*WORDS, "--language", "en", "laut")
    run(*words)
    shutil.rmtree("output")
    run(*words)
    assert judged == ["id", "en"]
    edited(LAUT, b"The sea is wide.", b"The sea is deep.")
    run(*words)
    assert judged == ["id", "en", "en"]
    monkeypatch.setattr(verify, "judge", lambda *_: (finding("withheld", topic="a", language="b", level="c"),))
    edited(LAUT, b"The sea is deep.", b"The sea is vast.")
    assert [run(*words).exit_code for _ in range(2)] == [3, 3]


def test_pictures_count_as_used_on_sheets_that_come_back(here: Path) -> None:
    run()
    rows = json.loads(Path("output/manifest.json").read_bytes())["outputs"]
    shutil.rmtree("output")
    run()
    assert json.loads(Path("output/manifest.json").read_bytes())["outputs"] == rows
    assert [row["path"] for row in rows if "picture pictures/laut.svg" in row["inputs"]] == ["laut/id/mixed/laut_handout.pdf"]


def test_no_place_to_keep_anything_is_no_error(here: Path, made: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    Path("blocked").write_bytes(b"")
    monkeypatch.setattr("generator.build.caching.kept.cache_folder", lambda: here / "blocked")
    assert run().exit_code == 0
    assert run().exit_code == 0
    assert made == [*ALL, *ALL]


def test_a_full_disk_is_no_error(here: Path, made: list[str], cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Path.open

    def full(path: Path, mode: str = "r", *rest: object, **more: object) -> object:
        if "w" in mode and path.is_relative_to(cache):
            raise OSError(28, "No space left on device")
        return opened(path, mode, *rest, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", full)
    plain = run()
    assert plain.exit_code == 0
    assert run().exit_code == 0
    assert made == [*ALL, *ALL]


def test_two_builds_at_once_share_what_is_kept(here: Path) -> None:
    """Into two folders both succeed; into one the second may find it in use. All files are those of a build alone."""
    run(*WORDS, "--no-cache", "--output", "alone")
    files = {name: data for name, data in tree(Path("alone")).items() if name != "manifest.json"}
    for folders in (("a", "b"), ("c", "c")):
        command = [sys.executable, "-c", START, *WORDS, "--output"]
        builds = [subprocess.Popen([*command, folder], stderr=subprocess.PIPE, stdout=subprocess.PIPE) for folder in folders]
        told = [build.communicate()[1] for build in builds]
        codes = sorted(build.returncode for build in builds)
        assert codes == [0, 0] or (codes == [0, 5] and folders[0] == folders[1]), told
        for folder in folders:
            assert {name: data for name, data in tree(Path(folder)).items() if name != "manifest.json"} == files


def test_the_program_itself_is_an_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "generator/a.py",
        "generator/docs/a.md",
        "generator/words.yaml",
        "layouts/base/page.xml.j2",
        "site/lib-1.0.dist-info/x",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"one")
    monkeypatch.chdir(tmp_path / "site")
    monkeypatch.setattr(facts, "PACKAGE", tmp_path / "generator")
    monkeypatch.setattr(facts, "bundled", lambda name: tmp_path / name)
    monkeypatch.setattr(sys, "path", [str(tmp_path / "site"), "", str(tmp_path / "nowhere")])
    seen = [facts.ground()]
    for name in ("generator/a.py", "generator/words.yaml", "layouts/base/page.xml.j2"):
        (tmp_path / name).write_bytes(b"two")
        seen.append(facts.ground())
    (tmp_path / "generator" / "b.py").write_bytes(b"one")
    seen.append(facts.ground())
    (tmp_path / "site" / "lib-1.0.dist-info").rename(tmp_path / "site" / "lib-1.1.dist-info")
    seen.append(facts.ground())
    monkeypatch.setattr(sys, "version", "4.0")
    seen.append(facts.ground())
    assert len(set(seen)) == len(seen) == 7
    (tmp_path / "generator" / "docs" / "a.md").write_bytes(b"two")
    assert facts.ground() == seen[-1]


def test_what_was_not_used_for_longest_goes_first(tmp_path: Path) -> None:
    keep = Kept(tmp_path)
    for number in range(10):
        keep.put("sheets", f"{number}", b"x" * 968)
        os.utime(tmp_path / "sheets" / f"{number}", (number, number))
    assert keep.get("sheets", "0") == b"x" * 968
    keep.prune(10_000)
    assert len(list(keep.entries())) == 10
    keep.prune(5_000)
    assert {path.name for _, _, path in keep.entries()} == {"0", "7", "8", "9"}


def test_the_folder_is_looked_through_as_it_grows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pruned: list[int] = []
    monkeypatch.setattr(Kept, "prune", lambda keep: pruned.append(1))
    for number in range(2_000):
        Kept(tmp_path)("fonts", b"%d" % number, lambda: b"made")
    assert 1 <= len(pruned) <= 30
