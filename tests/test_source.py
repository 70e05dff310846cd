"""Reading: every text stays the author's, every limit holds, and both parsers of PyYAML find the same."""

from __future__ import annotations

import os
import random
import re
from pathlib import Path

import pytest
import yaml

from generator.diagnostics import Diagnostic, Failed, Severity, Span
from generator.source import Absent, Fields, Listing, Scalar, Source, Value, events, read, read_bytes

SHARED = Path(__file__).resolve().parents[2] / "shared" / "corpora"
BOTH = pytest.mark.skipif(not yaml.__with_libyaml__, reason="PyYAML has no libyaml here")
SENTENCES = re.compile(r"while (parsing|scanning)|could not find|did not find|found character|<block|simple key|expected [<'\"]")


def value_of(text: str) -> Value:
    return read_bytes(text.encode("utf-8"), "f").value


def found(data: bytes | str, partial: bool = True) -> tuple[Value | None, tuple[Diagnostic, ...]]:
    try:
        source = read_bytes(data.encode("utf-8") if isinstance(data, str) else data, "f", partial=partial)
    except Failed as failed:
        return None, failed.diagnostics
    return source.value, source.findings


def codes(data: bytes | str) -> list[str]:
    return [one.code for one in found(data)[1]]


def entries(value: Value) -> dict[str, Value]:
    assert isinstance(value, Fields)
    return value.entries


@pytest.mark.parametrize(
    "text", ["no", "1.50", "012", "3:30", "~", "null", "2019-12-18", "0x1F", "1e3", "yes", ".inf", "=", "5%"]
)
def test_scalars_stay_text(text: str) -> None:
    scalar = entries(value_of(f"a: {text}\n"))["a"]
    assert scalar == Scalar(text, Span("f", 1, 4, 1, 4 + len(text)), False)


def test_absent_is_not_empty() -> None:
    read_values = entries(value_of('a:\nb: ""\nc: {d: , e: x}\nf: ~\n'))
    assert isinstance(read_values["a"], Absent)
    assert read_values["b"] == Scalar("", Span("f", 2, 4, 2, 6), True)
    assert isinstance(entries(read_values["c"])["d"], Absent)
    assert isinstance(read_values["f"], Scalar)


def test_spans_of_lists_fields_and_block_texts() -> None:
    value = value_of("a:\n  - x\n  - [y, z]\nb: |\n  one\n  two\n\nc: {d: 'e'}\n")
    assert isinstance(value, Fields)
    assert value.keys["b"] == Span("f", 4, 1, 4, 2)
    listing = value.entries["a"]
    assert isinstance(listing, Listing)
    assert listing.span == Span("f", 2, 3, 3, 11)
    assert listing.entries[1].span == Span("f", 3, 5, 3, 11)
    assert value.entries["b"] == Scalar("one\ntwo\n", Span("f", 4, 4, 6, 6), True)
    assert value.entries["c"].span == Span("f", 8, 4, 8, 12)


@pytest.mark.parametrize("prefix", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_byte_order_mark_and_line_ends_make_no_difference(prefix: bytes, end: bytes) -> None:
    data = prefix + end.join([b"a: b", b"c: |", b"  d", b"  e", b""])
    value = read_bytes(data, "f").value
    assert entries(value)["c"] == Scalar("d\ne\n", Span("f", 2, 4, 4, 4), True)


def test_other_encodings_are_named_with_their_line() -> None:
    _, findings = found(b"a: b\nc: " + b"caf\xe9\n")
    assert [(one.code, one.span) for one in findings] == [("not-utf8", Span("f", 2, 7, 2, 8))]
    assert codes("a: b".encode("utf-16")) == ["not-utf8"]


def test_what_cannot_be_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe") if hasattr(os, "mkfifo") else (tmp_path / "pipe").mkdir()
    for path in (tmp_path, tmp_path / "none.yaml", tmp_path / "pipe", tmp_path / "nul\0"):
        with pytest.raises(Failed) as failed:
            read(path)
        assert [one.code for one in failed.value.diagnostics] == ["cannot-read"]


def test_size_depth_and_count_are_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    assert codes(b"a" * ((2 << 20) + 1)) == ["too-large"]
    assert codes("[" * 20 + "]" * 20) == []
    assert codes("[" * 21 + "]" * 21) == ["too-deep"]
    monkeypatch.setattr(events, "MAX_VALUES", 10)
    assert codes("[a, a, a, a, a, a, a, a, a]") == []
    assert codes("[a, a, a, a, a, a, a, a, a, a]") == ["too-many-values"]
    monkeypatch.setattr(events, "MAX_FINDINGS", 3)
    assert codes("[*a, *b, *c, *d, *e]") == ["alias", "alias", "alias", "too-many-findings"]


def test_texts_are_limited() -> None:
    assert codes("a: " + "word " * 4000) == []
    assert codes("a: " + "word " * 4001) == ["long-text"]
    assert codes("a: |\n" + "  w\n" * 501) == ["long-text"]
    assert codes("a: " + "w" * 200) == []
    assert codes("a: " + "w" * 201) == ["long-word"]


def test_invisible_characters_go_and_accents_are_composed() -> None:
    value, findings = found("a: ker\u00adja\u200b sama\ufeff cafe\u0301\n")
    assert value is not None
    assert entries(value)["a"].text == "kerja sama caf\u00e9"  # type: ignore[union-attr]
    assert [(one.severity, one.code, one.span.column if one.span else 0) for one in findings] == [
        (Severity.NOTE, "invisible-character", 7)
    ]


def test_several_faults_of_yaml_are_found_in_one_run() -> None:
    value, findings = found('a: b: c\nd: [e] f\ng: "h" i\nj: *k\nl: m\nl: n\no: {p: q, r}\n')
    assert [(one.code, one.span.line if one.span else 0) for one in findings] == [
        ("quote-this", 1),
        ("quote-this", 2),
        ("text-after-quote", 3),
        ("alias", 4),
        ("duplicate-field", 6),
        ("quote-this", 7),
    ]
    assert value is not None  # and reading went on: what was meant is there to be checked
    assert {name: one.text for name, one in entries(value).items() if isinstance(one, Scalar)} == {
        "a": "b: c",
        "d": "[e] f",
        "g": '"h" i',
        "j": "*k",
        "l": "m",
    }
    assert entries(entries(value)["o"])["p"] == Scalar("q, r", Span("f", 7, 8, 7, 12), False)


@pytest.mark.parametrize(
    ("line", "due"),
    [
        ("a: {id: Ekonomi, politik, dan budaya, en: x}", 'a: {id: "Ekonomi, politik, dan budaya", en: x}'),
        ("a: {id: Apa itu?, en: x}", 'a: {id: "Apa itu?", en: x}'),
        ("- *penting* sekali  # catatan", '- "*penting* sekali"'),
        ('a: Ia berkata: "ya"', "a: 'Ia berkata: \"ya\"'"),
        ("a: @nama", 'a: "@nama"'),
        ("a: `kode`", 'a: "`kode`"'),
        ("a: [b] c", 'a: "[b] c"'),
        ("a: |b| c", 'a: "|b| c"'),
        ("a: > 5", 'a: "> 5"'),
        ("a: - 5", 'a: "- 5"'),
        ("a: 100: seratus", 'a: "100: seratus"'),
        ("- {id: Buku [satu], en: b}", '- {id: "Buku [satu]", en: b}'),
        ("- {id: Tiga: dua, en: b}", '- {id: "Tiga: dua", en: b}'),
    ],
)
def test_help_prints_the_line_as_it_should_be(line: str, due: str) -> None:
    _, findings = found(line + "\n")
    assert [one.code for one in findings] == ["quote-this"]
    assert f"`{due}`" in findings[0].help
    assert found(due + "\n")[1] == ()


def test_one_mistake_is_one_finding() -> None:
    _, findings = found("a: b\n  c: d\n  e: f\n  g: h\ni: j\n")  # a block moved as a whole
    assert [(one.code, one.span.line if one.span else 0) for one in findings] == [("indentation", 2)]
    value, findings = found("Judul\n# catatan\nformat: 1\nb: c\n")  # the line above is at fault, not the ones that follow
    assert [(one.code, one.span.line if one.span else 0) for one in findings] == [("missing-colon", 1)]
    assert value is not None
    assert list(entries(value)) == ["format", "b"]


def test_errors_fail_and_partial_keeps_them() -> None:
    with pytest.raises(Failed):
        read_bytes(b"a: 1\na: 2\n", "f")
    source = read_bytes(b"a: 1\na: 2\n", "f", partial=True)
    assert [one.code for one in source.findings] == ["duplicate-field"]
    assert read_bytes("a: x\u00ady\n".encode(), "f").findings[0].severity is Severity.NOTE


def test_find_points_at_a_piece_of_a_text() -> None:
    source = read_bytes(b"a: |\n  one two\n  two\nb: two\n", "f")
    span = entries(source.value)["a"].span
    assert source.find(span, "two") == Span("f", 2, 7, 2, 10)
    assert source.find(span, "two", 1) == Span("f", 3, 3, 3, 6)
    assert source.find(span, "two", 2) == span
    assert Source("f", Absent(span)).find(span, "x") == span


def both(data: bytes | str, monkeypatch: pytest.MonkeyPatch) -> tuple[Value | None, tuple[Diagnostic, ...]]:
    """What both parsers find, and that they find the same."""
    seen = []
    for loader in (yaml.CSafeLoader, yaml.SafeLoader):
        monkeypatch.setattr(events, "LOADER", loader)
        seen.append(found(data))
    assert seen[0] == seen[1]
    assert not [one.message for one in seen[0][1] if SENTENCES.search(one.message + one.help)]
    return seen[0]


SEED = """format: 1
language: id
languages: [id, en]
title: {id: "Kerja Sama, ASEAN", en: Cooperation}
scope: >
  Lipat ini
  dua baris

lead: |
  Satu baris
    dua "kutip" dan 'apostrof'

handout:
  - text: {id: "## Arti\\n", en: "## What"}
  - table: {caption: "a", header: ["a", b], rows: [["1", "2"], [c, 'd']]}
items:
- name: a
  type: multiple-choice   # catatan
  stem: Apa itu?
  choices:
    - {text: "PBB", key: true}
    - text: 'tak''t'
      why: [x, y,
        z]
    - plain text goes
      on here
- name: b
  answer:
  tags: []
"""
SIGNS = [
    *"\n :-,[]{}#|>'\"\\?*&!%@`\t~=1é\u2028\u200b\ufeff\U0001f600",
    "\n  ",
    "\n- ",
    ": ",
    " #",
    "\n---\n",
    "- ",
    "...\n",
    "\r\n",
]


def mutant(number: int) -> str:
    """The seed topic with one to three edits, always the same for a number."""
    draw = random.Random(number)
    text = SEED
    for _ in range(draw.choice((1, 1, 1, 2, 3))):
        at, kind = draw.randrange(len(text)), draw.random()
        if kind < 0.4:
            text = text[:at] + text[at + draw.choice((1, 1, 2, 5, 20)) :]
        elif kind < 0.85:
            text = text[:at] + draw.choice(SIGNS) + text[at:]
        else:
            start = draw.randrange(len(text))
            text = text[:at] + text[start : start + draw.randrange(1, 30)] + text[at:]
    return text


@BOTH
def test_parsers_agree_on_edited_topics(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = {one.code for number in range(400) for one in both(mutant(number), monkeypatch)[1]}
    assert len(seen) > 10  # the edits do break things


@BOTH
@pytest.mark.slow
def test_parsers_agree_on_many_edited_topics(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(1000, 21000):
        both(mutant(number), monkeypatch)


@BOTH
@pytest.mark.skipif(not SHARED.is_dir(), reason="no corpora here")
@pytest.mark.parametrize("folder", ["nasty-yaml-test-suite", "nasty-blns"])
def test_corpora_are_read_or_refused(folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in sorted((SHARED / folder).iterdir()):
        texts: list[bytes | str] = [path.read_bytes()]
        if path.suffix == ".yaml":  # a file of the suite holds documents, with signs for what cannot be seen
            suite = yaml.safe_load(texts[0])
            texts += [seen(case["yaml"]) for case in suite if isinstance(case, dict) and isinstance(case.get("yaml"), str)]
        for text in texts:
            both(text, monkeypatch)


def seen(text: str) -> str:
    for sign, meant in (
        ("␣", " "),
        ("————»", "\t"),
        ("———»", "\t"),
        ("——»", "\t"),
        ("—»", "\t"),
        ("»", "\t"),
        ("↵", ""),
        ("∎\n", ""),
    ):
        text = text.replace(sign, meant)
    return text.replace("⇔", "\ufeff").replace("←", "\r")


LARGE = 400_000
HOSTILE = {
    "brackets": b"[" * LARGE,
    "braces": b"{" * LARGE,
    "dashes": b"- " * LARGE,
    "questions": b"? " * LARGE,
    "quote": b'"' * LARGE,
    "backslashes": b'"' + b"\\" * LARGE,
    "escapes": b'a: "' + b"\\x" * LARGE,
    "colons": b": " * LARGE,
    "lines": b"\n" * LARGE,
    "tabs": b"\ta\n" * LARGE,
    "nothing": b"\0" * LARGE,
    "directives": b"%\n" * LARGE,
    "aliases": b"- *a\n" * LARGE,
    "anchors": b"a: &a [*a, *a]\n" * 100_000,
    "commas": b"{a: " + b"b, " * LARGE + b"}",
    "asked": b"[" + b"a?," * LARGE + b"]",
    "texts": b"".join(b"k%d: a: b\n" % number for number in range(100_000)),
}


@BOTH
@pytest.mark.timeout(60)
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_end_soon(name: str) -> None:
    _, findings = found(HOSTILE[name][: 2 << 20])
    assert len(findings) <= 510
    assert all(len(one.message + one.help) < 2000 for one in findings)


def test_random_bytes_are_read_or_refused() -> None:
    for number in range(200):
        draw = random.Random(number)
        found(bytes(draw.choice(b"\x00\t\n\r :-[]{},#&*!|>'\"%@`abc\xc3\xa9\xe2\x80\xa8\xff") for _ in range(60)))
