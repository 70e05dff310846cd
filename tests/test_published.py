"""The JSON Schema of topic files says what the program says: good files pass, whatever a plain YAML reader makes of them."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from generator.build.find import scan
from generator.check.published import published
from generator.cli.group import lembar
from generator.items import REGISTRY
from generator.model.item import Group

ROOT = Path(__file__).resolve().parent.parent
GOOD = sorted((ROOT / "tests" / "cases" / "good").glob("*.yaml"))
TOPICS = [entry.path for entry in scan(ROOT / "sources")]


class Native(yaml.SafeLoader):
    """Scalars as an editor's YAML reader has them: numbers, yes-no and nothing, but dates as texts."""

    yaml_implicit_resolvers = {
        sign: [(tag, pattern) for tag, pattern in entries if not tag.endswith(":timestamp")]
        for sign, entries in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


LOADERS = {"text": yaml.BaseLoader, "native": Native}


@cache
def validator() -> Draft202012Validator:
    return Draft202012Validator(published())


def load(path: Path, loader: type = Native) -> Any:
    return yaml.load(path.read_text(encoding="utf-8-sig"), loader)


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(published())


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("path", [*GOOD, *TOPICS], ids=lambda path: path.stem)
def test_what_is_right_passes(path: Path, loader: str) -> None:
    errors = [
        f"{list(error.absolute_path)}: {error.message[:200]}" for error in validator().iter_errors(load(path, LOADERS[loader]))
    ]
    assert errors == []


REFUSED = (
    "unknown-field", "unknown-type", "missing-field", "not-one-of", "wrong-shape", "bad-name", "not-yes-no", "not-a-number",
    "not-whole", "out-of-range", "too-few", "too-many", "one-block", "group-in-group", "group-field", "later",
    "nothing-to-print", "mixed-map", "error-allowed", "unknown-rule", "unknown-format", "unknown-language", "not-translatable",
)  # fmt: skip


@pytest.mark.parametrize("code", REFUSED)
def test_typical_mistakes_are_refused(code: str) -> None:
    assert not validator().is_valid(load(ROOT / "tests" / "cases" / "bad" / f"{code}.yaml"))


TOPIC = {
    "format": 1,
    "language": "id",
    "title": "Judul",
    "items": [{"name": "satu", "type": "multiple-choice", "stem": "Mana?", "choices": ["a", {"text": "b", "key": True}]}],
}


def changed(**item: Any) -> dict[str, Any]:
    """The topic with fields of its item changed; None takes one away."""
    topic = copy.deepcopy(TOPIC)
    topic["items"][0] = {name: value for name, value in {**topic["items"][0], **item}.items() if value is not None}
    return topic


def test_an_item_needs_its_name_its_type_and_what_the_type_needs() -> None:
    assert validator().is_valid(TOPIC)
    for field in ("name", "type", "stem", "choices"):
        assert not validator().is_valid(changed(**{field: None})), field
    assert not validator().is_valid(changed(answer=True)), "another type's field"
    assert not validator().is_valid({name: value for name, value in TOPIC.items() if name != "title"})


def test_texts_choices_and_lists_may_be_given_by_language_and_level() -> None:
    for stem in ({"id": "A", "en": "B"}, {"easy": "A", "hard": ""}, {"id": {"easy": "A"}, "en": "B"}, {"easy": {"id": "A"}}):
        assert validator().is_valid(changed(stem=stem)), stem
        assert validator().is_valid(changed(choices=[stem, {"text": stem, "key": True}]))
    assert validator().is_valid(changed(choices={"easy": ["a", "b"], "hard": ["a", "b", "c"]}))
    assert not validator().is_valid(changed(stem={"id": "A", "easy": "B"}))
    assert not validator().is_valid(changed(difficulty={"id": "easy"}))


def nodes(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        yield schema
        for entry in schema.values():
            yield from nodes(entry)
    elif isinstance(schema, list):
        for entry in schema:
            yield from nodes(entry)


def test_every_type_is_there_and_every_reference_leads_somewhere() -> None:
    schema = published()
    assert {cls.TYPE for cls in (*REGISTRY, Group)} <= set(schema["$defs"])
    for node in nodes(schema):
        if isinstance(node.get("$ref"), str):
            at: Any = schema
            for part in node["$ref"].removeprefix("#/").split("/"):
                at = at[part]
            assert at


def test_the_command_prints_the_schema_with_what_the_format_page_says() -> None:
    result = CliRunner().invoke(lembar, ["schema"])
    schema = json.loads(result.stdout)
    fields = schema["$defs"]["topic"]["properties"]
    assert fields["duration"]["description"] == "Minutes."
    assert "multiple-choice" in schema["$defs"]["every-item"]["properties"]["stem"]["description"]
    assert all("description" in field for field in fields.values())
    assert validator().evolve(schema=schema).is_valid(TOPIC)
