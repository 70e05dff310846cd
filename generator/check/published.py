"""The topic format as JSON Schema, for editors: made of the classes that checking builds, so that both say the same."""

from __future__ import annotations

import sys
from typing import Any, cast

from generator import items
from generator.check.content import KINDS, BlockFields
from generator.diagnostics.codes import CATALOGUE
from generator.languages import codes
from generator.model.item import Blocks, Group, Item
from generator.model.level import DIFFICULTIES
from generator.model.record import Record
from generator.model.topic import Topic
from generator.resolve import SAME_EVERYWHERE
from generator.schema import fields_of
from generator.schema.published import TEXT, Describe, Publisher, Schema, listed

DIALECT = "https://json-schema.org/draft/2020-12/schema"
DEFAULTED = ("name", "languages")
"""Needed fields of a topic that the file's stem and `language` stand in for."""
EVERY = "every-item"
"""The definition of the fields that all question types share."""


def published(describe: Describe = lambda record, field: "") -> Schema:
    """Return the JSON Schema of topic and course files; `describe` says what the documentation says of a field."""
    made = Publisher(codes(), DIFFICULTIES, _alike, describe)
    blocks = made.definitions["blocks"] = {}
    made.special[Blocks] = {"$ref": "#/$defs/blocks"}
    made.more[BlockFields] = {"oneOf": [{"required": [kind]} for kind in KINDS]}
    blocks |= listed(made.given(made.record(BlockFields, "block")))
    silent = [code for code, entry in CATALOGUE.items() if entry.severity != "error"]
    rules = {"type": "object", "additionalProperties": TEXT, "propertyNames": {"enum": sorted(silent)}}
    every: tuple[type[Record], ...] = (Item, *items.REGISTRY, Group)
    for each in every:
        made.settled[each, "allow"] = rules
    made.definitions[EVERY] = {"properties": made.fields(Item)["properties"]}
    made.definitions["inner-item"] = _by_type(made, items.REGISTRY)
    inner = listed({"$ref": "#/$defs/inner-item"})
    made.special[fields_of(Group)["items"].kind.annotation] = inner
    made.definitions["item"] = _by_type(made, (*items.REGISTRY, Group))
    made.special[fields_of(Topic)["items"].kind.annotation] = listed({"$ref": "#/$defs/item"})
    language = {"enum": list(codes())}
    made.settled |= {
        (Topic, "format"): {"enum": [1, "1"]},
        (Topic, "language"): language,
        (Topic, "languages"): listed(language),
    }
    topic = made.fields(Topic)
    topic["required"] = [name for name in topic["required"] if name not in DEFAULTED]
    topic["anyOf"] = [{"required": ["handout"]}, {"required": ["items"]}]
    made.definitions |= {"topic": topic, "course": _course(made, language)}
    return {
        "$schema": DIALECT,
        "title": "Lembar topic, format 1",
        "description": "A topic file, or a course when it has `topics`.",
        "if": {"type": "object", "required": ["topics"]},
        "then": {"$ref": "#/$defs/course"},
        "else": {"$ref": "#/$defs/topic"},
        "$defs": dict(sorted(made.definitions.items())),
    }


def _alike(cls: type[Record], field: str) -> bool:
    if field == "answer" and fields_of(cast(type, cls))[field].kind.name in ("yes-no", "whole", "number"):
        return True
    return field in SAME_EVERYWHERE or field == "allow"


def _by_type(made: Publisher, types: tuple[Any, ...]) -> Schema:
    """Return the schema of an item of one of these types: the type settles the other fields."""
    branches = []
    for cls in types:
        name = cls.TYPE
        if name not in made.definitions:
            made.definitions[name] = {}
            also = {"type": {"const": name}}
            needed = ("stem", "type") if getattr(cls, "NEEDS_STEM", False) else ("type",)
            fields = made.fields(cls, also, needed)
            for field, schema in made.definitions[EVERY]["properties"].items():
                if fields["properties"].get(field) == schema:
                    fields["properties"][field] = {"$ref": f"#/$defs/{EVERY}/properties/{field}"}
            made.definitions[name] = {"description": _purpose(cls), **fields}
        branches.append(
            {
                "if": {"type": "object", "required": ["type"], "properties": {"type": {"const": name}}},
                "then": {"$ref": f"#/$defs/{name}"},
            }
        )
    named = {"type": {"description": "The question type.", "enum": [cls.TYPE for cls in types]}}
    return {"type": "object", "required": ["name", "type"], "properties": named, "allOf": branches}


def _purpose(cls: type[Item] | type[Group]) -> str:
    """A question type is explained by its module, a group by its class."""
    said = sys.modules[cls.__module__].__doc__ if issubclass(cls, Item) else cls.__doc__
    return (said or "").strip()


def _course(made: Publisher, language: Schema) -> Schema:
    """A file that names topics in order (format page, "Beside the topics")."""
    names = {"type": ["string", "number", "boolean"], "pattern": "^[a-z0-9-]{1,60}$"}
    return {
        "type": "object",
        "properties": {"title": made.given(TEXT), "language": language, "topics": listed(names), "name": names},
        "required": ["topics"],
    }
