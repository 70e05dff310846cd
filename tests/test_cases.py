"""Wrong and right topic files as data: each wrong line of `cases/bad` says what is found there, `cases/good` has nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from making import LEVELS

from generator.assets import Assets
from generator.check import check
from generator.diagnostics import Diagnostic, Failed
from generator.diagnostics.codes import content, items, reading, shape
from generator.source import events, read_bytes

CASES = Path(__file__).parent / "cases"
BAD = sorted((CASES / "bad").glob("*.yaml"))
GOOD = sorted((CASES / "good").glob("*.yaml"))
MARK = re.compile(r"# (error|warning|hint|note): (?:(\d+):)?(\d+)-(\d+) ([a-z0-9-]+)")
GENERATED = {"cannot-read", "too-large", "too-many-values", "too-many-findings", "too-many-items"}
"""Codes whose wrong file is too large to keep, or no file: tested in test_source.py and test_check.py."""
PARSERS = [pytest.param(yaml.SafeLoader, id="pure")]
if yaml.__with_libyaml__:
    PARSERS.append(pytest.param(yaml.CSafeLoader, id="libyaml"))

Found = tuple[int, int, int, str, str]


def findings(data: bytes, name: str) -> list[Diagnostic]:
    try:
        source = read_bytes(data, name, partial=True)
    except Failed as failed:
        return list(failed.diagnostics)
    levels = list(LEVELS.values())
    return list(
        check(
            source,
            levels,
            covers=lambda sign: sign not in "\u2603\U0001f600",
            exists=lambda path: path == "pictures/map.svg" or (CASES / "good" / path).exists(),
            formulas=Assets(None, []).formulas,
        ).findings
    )


def stated(lines: list[str]) -> list[Found]:
    """What the comments say: line, first and last column, severity, code. A comment on another line names the line."""
    return sorted(
        (int(match[2] or number), int(match[3]), int(match[4]), match[1], match[5])
        for number, line in enumerate(lines, 1)
        for match in MARK.finditer(line)
    )


def found(diagnostic: Diagnostic, lines: list[str]) -> Found:
    span = diagnostic.span
    assert span is not None
    last = span.end_column - 1
    if span.end_line > span.line:  # the carets go to the end of the line
        last = len(re.split(r" *# (?:error|warning|hint|note): ", lines[span.line - 1])[0].rstrip())
    return span.line, span.column, max(span.column, last), diagnostic.severity.value, diagnostic.code


@pytest.mark.parametrize("parser", PARSERS)
@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_bad_case_is_found_where_it_says(path: Path, parser: type, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "LOADER", parser)
    data = path.read_bytes()
    lines = data.decode("utf-8", "replace").split("\n")
    got = findings(data, path.name)
    assert sorted(found(one, lines) for one in got) == stated(lines)
    assert path.stem in {one.code for one in got}


@pytest.mark.parametrize("parser", PARSERS)
@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_good_case_has_no_findings(path: Path, parser: type, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "LOADER", parser)
    assert findings(path.read_bytes(), path.name) == []


def test_every_code_about_a_topic_file_has_a_bad_case() -> None:
    codes = {*reading.CODES, *shape.CODES, *items.CODES, *content.CODES}
    assert codes - {path.stem for path in BAD} == GENERATED & codes


def test_no_case_is_left_over() -> None:
    from generator.diagnostics.codes import CATALOGUE

    assert {path.stem for path in BAD} <= set(CATALOGUE)
