"""What is written in two places agrees: findings and their cases, question types and document kinds and their words and files."""

from __future__ import annotations

import ast
import re
from collections import Counter
from importlib import import_module
from pathlib import Path

import pytest
import yaml

from generator.compose import KINDS
from generator.compose.packs import LIST, PACKING
from generator.diagnostics.codes import CATALOGUE
from generator.items import REGISTRY
from generator.languages import codes, words
from generator.model.item import Group, Item

TESTS = Path(__file__).resolve().parent
PACKAGE = TESTS.parent / "generator"
CATALOGUES = sorted(path for path in (PACKAGE / "diagnostics" / "codes").glob("*.py") if path.stem not in ("__init__", "entry"))
BAD = {path.stem for folder in ("bad", "judged") for path in (TESTS / "cases" / folder).glob("*.yaml")}
NO_TYPES = {"phrases"}
"""Modules of `items` that serve several types."""


def strings(paths: list[Path]) -> Counter[str]:
    """Every string constant of some modules, docstrings left out."""
    found: Counter[str] = Counter()
    for path in paths:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)}
        constants = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in said]
        found.update(node.value for node in constants if isinstance(node.value, str))
    return found


PROGRAM = strings([path for path in PACKAGE.rglob("*.py") if path not in CATALOGUES])
CHECKS = strings([path for path in TESTS.rglob("*.py") if path != Path(__file__).resolve()])


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_every_code_is_used_and_has_a_case_or_a_test_that_names_it(code: str) -> None:
    assert code in PROGRAM, "no module reports it"
    assert code in BAD or any(re.search(rf"(?<![\w-]){code}(?![\w-])", text) for text in CHECKS), "no case, no test"


def test_every_code_that_is_reported_is_in_the_catalogue() -> None:
    reported = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "finding" and node.args:
                reported |= {one.value for one in ast.walk(node.args[0]) if isinstance(one, ast.Constant)}
    assert {code for code in reported if isinstance(code, str)} <= set(CATALOGUE)


def test_no_code_is_defined_twice() -> None:
    written: Counter[str] = Counter()
    merged = []
    for path in CATALOGUES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Dict):
                written.update(ast.literal_eval(key) for key in node.keys if key is not None)
        merged += list(import_module(f"generator.diagnostics.codes.{path.stem}").CODES)
    assert [code for code, count in written.items() if count > 1] == []
    assert sorted(written) == sorted(set(merged)) == sorted(CATALOGUE)


def test_question_types_have_their_file_their_words_and_their_good_case() -> None:
    types = [each.TYPE for each in REGISTRY]
    files = {path.stem for path in (PACKAGE / "items").glob("*.py")} - {"__init__"} - NO_TYPES
    assert {name.replace("-", "_") for name in types} == files
    assert [each.__module__.rpartition(".")[2] for each in REGISTRY] == [name.replace("-", "_") for name in types]
    assert [each.__name__ for each in REGISTRY] == ["".join(part.title() for part in name.split("-")) for name in types]
    for code in codes():
        assert set(words(code).tree["types"]) == set(types), code
    for name in (*types, Group.TYPE):
        case = yaml.safe_load((TESTS / "cases" / "good" / f"{name}.yaml").read_text(encoding="utf-8"))
        assert name in {entry["type"] for entry in case["items"]}


def test_document_kinds_have_their_file_and_their_words() -> None:
    for code in codes():
        assert set(words(code).tree["kinds"]) == {*KINDS, LIST, PACKING}, code
    assert all((PACKAGE / "compose" / f"{name.replace('-', '_')}.py").is_file() for name in KINDS)
    assert all(name == kind.name for name, kind in KINDS.items())


def test_the_pages_list_every_type_and_every_field() -> None:
    pages = [(PACKAGE / "docs" / f"{name}.md").read_text(encoding="utf-8") for name in ("topic-format", "types")]
    for each in (*REGISTRY, Group):
        parts = [re.split(rf"\n##+ {each.TYPE}\n", page) for page in pages]
        told = " ".join(re.split(r"\n##+ ", part[1])[0] for part in parts if len(part) == 2)
        own = set(each.__annotations__) - (set(Item.__annotations__) if each is Group else set())
        for name in own:
            assert name.isupper() or re.search(rf"\b{name}\b", told), f"{each.TYPE}: {name}"
    table = pages[0].partition("\n## Items\n")[2].partition("\n### ")[0]
    assert {name for name in Item.__annotations__ if not name.isupper()} <= set(re.findall(r"`(\w+)`", table))
