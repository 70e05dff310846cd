"""Rosters: lists as schools and their spreadsheets write them, and what is wrong with a list, row by row."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from finished import topic
from openpyxl import Workbook

from generator.cli.group import lembar
from generator.diagnostics import Failed
from generator.model.roster import Pupil
from generator.roster import read

SHARED = Path(__file__).resolve().parent.parent.parent / "shared" / "corpora" / "nasty-csv"


def pupils(text: str | bytes) -> list[tuple[str, ...]]:
    """Name, number, class of each pupil."""
    data = text.encode("utf-8") if isinstance(text, str) else text
    return [(one.name, one.number, one.group) for one in read(data, "class.csv")[0]]


def workbook(rows: list[list[object]]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


THREE = [("Siti Aminah", "1", "IX-A"), ("Budi", "2", "IX-A"), ("Ni Wayan, S.", "3", "IX-B")]
PLAIN = 'name,number,class\nSiti Aminah,1,IX-A\nBudi,2,IX-A\n"Ni Wayan, S.",3,IX-B\n'
ROWS: list[list[object]] = [
    ["Nama", "No.", "Kelas"],
    ["Siti Aminah", 1, "IX-A"],
    ["Budi", 2.0, "IX-A"],
    ["Ni Wayan, S.", "3", "IX-B"],
]

WAYS = "plain bom crlf utf-16 indonesian capitals semicolons sep titles wide blank-rows blanks float xlsx xlsx-titles"


@pytest.mark.parametrize(
    "data",
    [
        PLAIN.encode(),
        b"\xef\xbb\xbf" + PLAIN.encode(),
        PLAIN.replace("\n", "\r\n").encode(),
        PLAIN.encode("utf-16"),
        PLAIN.replace("name,number,class", "Nama Siswa,No. Absen,Kelas").encode(),
        PLAIN.replace("name,number,class", "NAMA LENGKAP , nomor absen,ROMBEL").encode(),
        PLAIN.replace(",1,", ";1;")
        .replace(",2,", ";2;")
        .replace(",3,", ";3;")
        .replace("e,n", "e;n")
        .replace("r,c", "r;c")
        .encode(),
        ("sep=,\n" + PLAIN).encode(),
        ("DAFTAR SISWA\n\n" + PLAIN).encode(),
        PLAIN.replace("\n", ",,\n", 2).encode(),
        (PLAIN + ",,\n\n , ,\n").encode(),
        PLAIN.replace("Siti Aminah", "  Siti\u00a0 Aminah ").encode(),
        PLAIN.replace(",1,", ",1.0,").encode(),
        workbook(ROWS),
        workbook([["SMP Negeri 1"], [], *ROWS]),
    ],
    ids=str.split(
        "plain bom crlf utf-16 indonesian capitals semicolons sep titles wide blank-rows blanks float xlsx xlsx-titles"
    ),
)
def test_lists_as_schools_write_them(data: bytes) -> None:
    assert pupils(data) == THREE


def test_every_column_in_both_languages() -> None:
    english = read(b"name;level;variant;language;profile;copies\nAna;easy;B;en;large-print;2\n", "a.csv")[0][0]
    indonesian = read(b"Nama;Tingkat;Paket;Bahasa;Profil;Rangkap\nAna;Mudah;paket b;Inggris;cetak besar;2\n", "a.csv")[0][0]
    wanted = Pupil("Ana", level="easy", variant="b", language="en", profile="large-print", copies=2, span=english.span)
    assert english == wanted
    assert indonesian == wanted


def test_a_name_of_windows_in_latin_letters() -> None:
    assert pupils("name\nAndré\n".encode("cp1252")) == [("André", "", "")]


def test_two_pupils_of_one_name_are_two_pupils() -> None:
    found, said = read(b"name,number\nAna,1\nAna,2\n", "a.csv")
    assert [one.number for one in found] == ["1", "2"]
    assert not said


DAMAGE = {
    "nothing": (b"", [("roster-empty", 1)]),
    "headings alone": (b"name,class\n", [("roster-empty", 1)]),
    "no name column": (b"Kelas,No\nIX-A,1\n", [("roster-no-name", 1)]),
    "two name columns": (b"name,nama\nAna,Ani\n", [("roster-two-columns", 1)]),
    "nameless row": (b"name,number\nAna,1\n,2\nBudi,3\n", [("roster-nameless", 3)]),
    "unknown level": (b"name,level\nAna,eazy\n", [("roster-bad-value", 2)]),
    "unknown language": (b"name,language\nAna,fr\n", [("roster-bad-value", 2)]),
    "unknown profile": (b"name,profile\nAna,huge\n", [("roster-bad-value", 2)]),
    "variant that is none": (b"name,variant\nAna,12\n", [("roster-bad-value", 2)]),
    "no copies": (b"name,copies\nAna,0\n", [("roster-bad-value", 2)]),
    "copies in words": (b"name,copies\nAna,two\n", [("roster-bad-value", 2)]),
    "too many copies": (b"name,copies\nAna,99999\n", [("roster-bad-value", 2)]),
    "a name with a comma": (b"name,number\nAminah, Siti,1\n", [("roster-long-row", 2)]),
    "open quotation mark": (b'name,number\n"Ana,1\nBudi,2\n', [("roster-broken", 2)]),
    "quotation mark within": (b'name,number\n"Ana"x,1\n', [("roster-broken", 2)]),
    "control character": ("name\nAna\u200bB\n".encode(), [("roster-bad-character", 2)]),
    "endless cell": (b"name\n" + b"A" * 500 + b"\n", [("roster-long-cell", 2)]),
    "zero bytes": (b"name\nA\0na\n", [("roster-not-text", 1)]),
    "no text": (b"\xff\xfea", [("roster-not-text", 1)]),
    "old Excel": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", [("roster-old-excel", 1)]),
    "broken XLSX": (b"PK\x03\x04 and nothing more", [("roster-broken", 1)]),
    "cut XLSX": (workbook(ROWS)[:1500], [("roster-broken", 1)]),
    "too many rows": (b"name\n" + b"A\n" * 20_002, [("roster-too-large", 20_002)]),
    "too many columns": (b"name" + b",x" * 300 + b"\n", [("roster-too-large", 1)]),
    "two wrong rows": (b"name,level\nAna,eazy\n,easy\n", [("roster-bad-value", 2), ("roster-nameless", 3)]),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_is_named_with_its_line(damage: str) -> None:
    data, wanted = DAMAGE[damage]
    with pytest.raises(Failed) as failure:
        read(data, "class.csv")
    errors = [one for one in failure.value.diagnostics if one.severity.value == "error"]
    assert [(one.code, one.span.line if one.span else 0) for one in errors] == wanted


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_list_stops_the_build_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: str
) -> None:
    data, wanted = DAMAGE[damage]
    monkeypatch.chdir(tmp_path)
    Path("topic.yaml").write_bytes(topic())
    Path("class.csv").write_bytes(data)
    asked = ["build", "topic.yaml", "--roster", "class.csv", "--variants", "2", "--format", "concise", "--jobs", "2"]
    result = CliRunner().invoke(lembar, asked)
    assert result.exit_code == 1, result.output
    errors = [line for line in result.stderr.splitlines() if " error[" in line]
    told = [re.fullmatch(r"class\.csv:(\d+):\d+: error\[([a-z-]+)\]: \S.*", line) for line in errors]
    assert [(match[2], int(match[1])) for match in told if match] == wanted, result.stderr
    assert len(told) == len(wanted)
    assert result.stdout == ""
    assert not Path("output").exists()


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (b"name,L/P\nAna,P\n", [("roster-unknown-column", "note")]),
        (b"name,klas\nAna,IX\n", [("roster-odd-column", "warning")]),
        (b"name,number\nAna,1\nAna,1\n", [("roster-same-row", "warning")]),
        (b"name,number,class\nAna,1,A\nBudi,1,A\nCici,1,B\n", [("roster-same-number", "warning")]),
    ],
)
def test_what_looks_odd_is_told(data: bytes, wanted: list[tuple[str, str]]) -> None:
    assert [(one.code, one.severity.value) for one in read(data, "class.csv")[1]] == wanted


@pytest.mark.skipif(not SHARED.is_dir(), reason="the corpora are not here")
def test_no_file_of_the_corpus_breaks_the_reader() -> None:
    files = sorted(SHARED.rglob("*.csv"))
    assert files
    for path in files:
        try:
            read(path.read_bytes(), path.name)
        except Failed as failure:
            assert failure.diagnostics, path
