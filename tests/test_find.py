"""Which files TOPIC means: names, paths, folders, courses; and what a settings file says."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.build import find, request, settings
from generator.build.request import BuildRequest
from generator.diagnostics import Exit, Failed
from generator.model.school import Exam


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with `sources`, a bundled folder beside it, the current folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(find, "bundled", lambda name: tmp_path / "bundled" / name)
    write("bundled/sources/asean.yaml", "title: bundled\n")
    write("bundled/sources/wto.yaml", "title: bundled\n")
    write("sources/asean.yaml", "title: own\n")
    write("sources/b/deep.yaml", "format: 1\nname: apec  # another name than the file's\n")
    write("sources/ips.yaml", "title: IPS\nlanguage: id\ntopics: [apec, wto]\n")
    write("sources/.hidden/x.yaml", "title: x\n")
    return tmp_path


def write(path: str, text: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, encoding="utf-8")


def found(*asked: str) -> list[tuple[str, str]]:
    search = find.find(asked)
    assert search.findings == []
    return [(entry.name, entry.path.as_posix().removeprefix(Path.cwd().as_posix() + "/")) for entry in search.found]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ((), [("asean", "sources/asean.yaml"), ("apec", "sources/b/deep.yaml")]),
        (("asean",), [("asean", "sources/asean.yaml")]),
        (("wto",), [("wto", "bundled/sources/wto.yaml")]),
        (("apec", "asean", "apec"), [("apec", "sources/b/deep.yaml"), ("asean", "sources/asean.yaml")]),
        (("sources/b",), [("apec", "sources/b/deep.yaml")]),
        (("./sources/asean.yaml",), [("asean", "sources/asean.yaml")]),
        (("ips",), [("apec", "sources/b/deep.yaml"), ("wto", "bundled/sources/wto.yaml")]),
    ],
)
def test_names_paths_folders_and_courses(here: Path, asked: tuple[str, ...], expected: list[tuple[str, str]]) -> None:
    assert found(*asked) == expected


def test_without_sources_the_bundled_topics(here: Path) -> None:
    (here / "sources").rename(here / "elsewhere")
    assert [name for name, _ in found()] == ["asean", "wto"]


@pytest.mark.parametrize(
    ("asked", "code", "hint"),
    [("asaen", "unknown-topic", "did you mean `asean`?"), ("no/such.yaml", "unknown-topic", ""), ("empty", "no-topics", "")],
)
def test_what_leads_nowhere_is_wrong_usage(here: Path, asked: str, code: str, hint: str) -> None:
    (here / "empty").mkdir()
    with pytest.raises(Failed) as caught:
        find.find([asked])
    assert caught.value.exit_code == Exit.USAGE
    assert [found.code for found in caught.value.diagnostics] == [code]
    assert hint in caught.value.diagnostics[0].help


@pytest.mark.parametrize("name", ["rain.yml", "rain.yaml.txt", "rain.YAML"])
def test_a_file_with_another_ending_is_told(here: Path, name: str) -> None:
    for folder in ("sources", "other"):
        write(f"{folder}/{name}", "format: 1\n")
    for word, path in (("rain", f"sources/{name}"), ("other", f"other/{name}")):
        with pytest.raises(Failed) as caught:
            find.find([word])
        assert caught.value.diagnostics[0].help.startswith(f"rename {path} to rain.yaml:")


@pytest.mark.parametrize("asked", [[], ["apec"], ["sources/a.yaml", "sources/b/deep.yaml"]])
def test_two_of_a_name(here: Path, asked: list[str]) -> None:
    write("sources/a.yaml", "name: apec\n")
    search = find.find(asked)
    assert [found.code for found in search.findings] == ["two-of-a-name"]
    assert "sources/a.yaml" in search.findings[0].message


def test_a_course_names_the_line_that_leads_nowhere(here: Path) -> None:
    write("sources/ips.yaml", "title: IPS\nlanguage: id\ntopics:\n  - apec\n  - asaen\n")
    search = find.find(["ips"])
    assert [entry.name for entry in search.found] == ["apec"]
    assert [(found.code, found.span and found.span.line) for found in search.findings] == [("unknown-topic", 5)]


@pytest.mark.parametrize("where", ["sources/x.yaml", "other/x.yaml"])
def test_a_topic_is_found_again_from_its_output(here: Path, where: str) -> None:
    write(where, "title: x\n")
    recorded = find.recorded(Path(where), Path("output"))
    assert not Path(recorded).is_absolute()
    assert find.found_again(recorded, Path("output")).samefile(where)
    bundled = find.recorded(here / "bundled/sources/wto.yaml", Path("output"))
    assert bundled == "<bundled>/wto.yaml"
    assert find.found_again(bundled, Path("anywhere")).samefile("bundled/sources/wto.yaml")


def settle(**flags: object) -> BuildRequest:
    return request.settle(flags, settings.load())


def test_settings_are_defaults_for_flags(here: Path) -> None:
    write("lembar.yaml", "paper: f4\nvariants: 2\nverify: false\nkind: handout\nseed: 7\nschool: {name: SMP 1}\n")
    asked = settle(kind=(), paper="letter", seed=0)
    assert (asked.paper, asked.variants, asked.verify, asked.kinds, asked.seed) == ("letter", 2, False, ("handout",), 0)
    assert not asked.asked
    assert settle(kind=("worksheet",)).asked
    assert settings.load().school.name == "SMP 1"


def test_a_school_file_wins(here: Path) -> None:
    write("lembar.yaml", "school: {name: SMP 1}\n")
    write("school.yaml", "school: {name: SMP 2}\n")
    write("bare.yaml", "name: SMP 3\n")
    assert [settings.load(file).school.name for file in ("school.yaml", "bare.yaml")] == ["SMP 2", "SMP 3"]


def test_an_exam_stands_beside_the_school(here: Path) -> None:
    write("lembar.yaml", "school: {name: SMP 1}\nexam: {title: Ulangan, start: 7:30, end: '09.00', box_left: RAHASIA}\n")
    known = settings.load()
    assert known.exam == Exam(title="Ulangan", start="07:30", end="09:00", box_left=("RAHASIA",))
    assert known.exam.minutes() == 90
    assert known.exam.date is None and Exam(start="07:30").minutes() is None
    write("school.yaml", "school: {name: SMP 2}\n")
    assert settings.load("school.yaml").exam == known.exam
    write("school.yaml", "exam: {title: Sumatif, date: 2026-12-07}\n")
    beside = settings.load("school.yaml")
    assert (beside.school.name, beside.exam.title, beside.exam.date) == ("SMP 1", "Sumatif", "2026-12-07")


def test_settings_change_single_fields_of_levels(here: Path) -> None:
    before = settings.load().levels["easy"]
    write("lembar.yaml", "levels:\n  easy: {pitch: 12}\n")
    after = settings.load().levels["easy"]
    assert (after.pitch, after.mix) == (12.0, before.mix)


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("paper: a4\npapr: f4\n", "unknown-field", 2),
        ("seed: many\n", "not-whole", 1),
        ("difficulty: hardest\n", "not-one-of", 1),
        ("paper: a4\ncurriculum: ktsp\n", "not-one-of", 2),
        ("exam:\n  start: 25:00\n", "not-a-time", 2),
        ("exam:\n  start: 07:3\n", "not-a-time", 2),
        ("exam:\n  date: 7-12-2026\n", "not-a-date", 2),
        ("exam:\n  start: 09:00\n  end: 07:30\n", "exam-ends-early", 3),
    ],
)
def test_what_is_wrong_in_settings_has_its_line(here: Path, text: str, code: str, line: int) -> None:
    write("lembar.yaml", text)
    with pytest.raises(Failed) as caught:
        settings.load()
    assert [(found.code, found.span and found.span.line) for found in caught.value.diagnostics] == [(code, line)]


@pytest.mark.parametrize(
    ("flags", "text"),
    [
        ({"kind": ("workshet",)}, "did you mean `worksheet`?"),
        ({"type": ("esay",)}, "did you mean `essay`?"),
        ({"language": ("xx",)}, "known are"),
        ({"layout": "lkpb"}, "did you mean `lkpd`?"),
        ({"paper": "b9"}, "known are"),
        ({"curriculum": "k31"}, "did you mean `k13`?"),
        ({"variants": 1}, ""),
        ({"jobs": 0}, ""),
    ],
)
def test_wrong_usage(here: Path, flags: dict[str, object], text: str) -> None:
    with pytest.raises(Failed) as caught:
        settle(**flags)
    assert caught.value.exit_code == Exit.USAGE
    assert text in caught.value.diagnostics[0].help


def test_all_levels(here: Path) -> None:
    assert settle(difficulty="all").levels == ("easy", "medium", "hard")
