"""Kinds of fields as JSON Schema (draft 2020-12): what editors check is said by the annotations that the reader reads.

Values are those of a plain YAML reader, so a text may come as a number and `20` as a text; what a map of languages or levels
may stand for is said by `given`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, cast

from generator.model.record import Record
from generator.schema.kinds import Field, Kind, fields_of
from generator.schema.scalars import DIGITS

Schema = dict[str, Any]
Describe = Callable[[str, str], str]
"""Returns what the documentation says of a field, by the record's name and the field's; empty where it says nothing."""

TEXT: Schema = {"type": ["string", "number", "boolean"]}
_SCALARS: Mapping[str, Schema] = {
    "text": TEXT,
    "gap-text": TEXT,
    "string": TEXT,
    "name": {**TEXT, "pattern": "^[a-z0-9-]{1,60}$"},
    "date": {"type": ["string", "integer"], "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$", "minimum": 1, "maximum": 9999},
    "whole": {"type": ["integer", "string"], "pattern": rf"^[+-]?[0-9]{{1,{DIGITS}}}$"},
    "number": {"type": ["number", "string"], "pattern": rf"^[+-]?[0-9]{{1,{DIGITS}}}(\.[0-9]{{1,{DIGITS}}})?$"},
    "yes-no": {"anyOf": [{"type": "boolean"}, {"type": "string", "pattern": "^([Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee])$"}]},
    "value": {},
}


class Publisher:
    """Collects definitions while kinds and records become schemas.

    languages, levels: what the fields of a map may be. special: schemas for annotations that have a reader of their own.
    settled: schemas for single fields, by class and name. more: what a class asks beyond its fields. alike: says whether a
    field of a class is the same in every language and at every level.
    """

    def __init__(
        self,
        languages: Sequence[str],
        levels: Sequence[str],
        alike: Callable[[type[Record], str], bool],
        describe: Describe = lambda record, field: "",
    ) -> None:
        self.languages, self.levels, self.alike, self.describe = languages, levels, alike, describe
        self.special: dict[Any, Schema] = {}
        self.settled: dict[tuple[type, str], Schema] = {}
        self.more: dict[type, Schema] = {}
        self.definitions: dict[str, Schema] = {}
        self._names: dict[type, str] = {}

    def record(self, cls: type[Record], name: str = "") -> Schema:
        """Return a reference to a record's definition; a record with a shorthand may be a text."""
        if cls not in self._names:
            self._names[cls] = name = self._free(name or _hyphened(cls.__name__))
            self.definitions[name] = {}
            fields = self.fields(cls)
            if getattr(cls, "SHORTHAND", ""):
                fields = {"anyOf": [TEXT, fields]}
            self.definitions[name] = {"description": _first_paragraph(cls), **fields}
        return _reference(self._names[cls])

    def fields(self, cls: type[Record], also: Mapping[str, Schema] | None = None, needed: Collection[str] = ()) -> Schema:
        """Return the schema of a record's fields; `also` stand among them, `needed` are needed whatever the class says."""
        known = fields_of(cast(type, cls))
        properties = {**(also or {}), **{field.name: self.field(cls, field, field.name in needed) for field in known.values()}}
        wanted = [name for name in properties if name in needed or (name in known and known[name].needed)]
        required = {"required": wanted} if wanted else {}
        return {
            "type": "object", "properties": properties, **required, "additionalProperties": False, **self.more.get(cls, {}),
        }  # fmt: skip

    def field(self, cls: type[Record], field: Field, needed: bool = False) -> Schema:
        """Return the schema of a field with its description; one that is not needed may stand there with nothing after it."""
        schema = self.settled.get((cls, field.name))
        if schema is None:
            maps = not self.alike(cls, field.name)
            schema = self.kind(field.kind, maps)
            if maps:
                schema = self.given(schema, _called(field.kind, field.name))
        if not (needed or field.needed):
            schema = _or_nothing(schema)
        said = self.describe(cls.__name__, field.name)
        return {"description": said, **schema} if said else schema

    def kind(self, kind: Kind, maps: bool = False) -> Schema:
        """Return the schema of a kind; with `maps`, entries of lists may be given by language or level.

        Raises TypeError for a kind that no schema says: a mistake of the program.
        """
        if kind.annotation in self.special:
            return self.special[kind.annotation]
        if kind.name == "record":
            return self.record(kind.annotation)
        if kind.name == "one-of":
            return {"enum": list(kind.allowed)}
        if kind.name == "mapping" and kind.entry is not None:
            return {"type": "object", "additionalProperties": self.kind(kind.entry)}
        if kind.name == "list" and kind.entry is not None:
            entry = self.kind(kind.entry, maps)
            entry = self.given(entry, _called(kind.entry, "value")) if maps else entry
            return listed(entry, kind, _or_nothing(entry) if kind.entry.name in ("text", "string") else None)
        if kind.name in _SCALARS:
            return {**_SCALARS[kind.name], **_bounds(kind)}
        raise TypeError(f"no JSON Schema for {kind.annotation!r}")

    def given(self, schema: Schema, hint: str = "value") -> Schema:
        """Return a schema or maps of it: by language, by level, or one inside the other."""
        plain = self.named(schema, hint)
        by_language, by_level = self._map(plain, self.languages), self._map(plain, self.levels)
        both = {
            "anyOf": [
                plain,
                self._map({"anyOf": [plain, by_level]}, self.languages),
                self._map({"anyOf": [plain, by_language]}, self.levels),
            ]
        }
        name = plain["$ref"].rpartition("/")[2] + "-or-map"
        self.definitions.setdefault(name, both)
        return _reference(name)

    def named(self, schema: Schema, hint: str) -> Schema:
        """Return a reference to a schema, as a definition of its own where it is none yet."""
        if "$ref" in schema:
            return schema
        name = next((name for name, known in self.definitions.items() if known == schema), "")
        if not name:
            name = self._free(_hyphened(hint))
            self.definitions[name] = schema
        return _reference(name)

    def _map(self, schema: Schema, names: Sequence[str]) -> Schema:
        entry = _or_nothing(schema)
        return {
            "type": "object",
            "properties": dict.fromkeys(names, entry),
            "minProperties": 1,
            "additionalProperties": False,
        }

    def _free(self, name: str) -> str:
        taken, number = name, 2
        while taken in self.definitions:
            taken, number = f"{name}-{number}", number + 1
        return taken


def listed(entry: Schema, kind: Kind | None = None, inside: Schema | None = None) -> Schema:
    """Return the schema of a list with the bounds of its kind; one value is a list of one.

    `inside` is what stands in a longer list: there a plain reader may take the text `null` for nothing.
    """
    array: Schema = {"type": "array", "items": inside or entry}
    least, most = (kind.size.least, kind.size.most) if kind is not None and kind.size else (0, None)
    if least:
        array["minItems"] = least
    if most is not None:
        array["maxItems"] = most
    return array if least > 1 else {"anyOf": [entry, array]}


def _bounds(kind: Kind) -> Schema:
    bounds: Schema = {}
    if kind.size is not None:
        bounds["minLength"] = kind.size.least
        if kind.size.most is not None:
            bounds["maxLength"] = kind.size.most
    if kind.between is not None:
        bounds |= {"minimum": _plain(kind.between.low), "maximum": _plain(kind.between.high)}
    return bounds


def _plain(number: Any) -> int | float:
    return int(number) if number == int(number) else float(number)


def _called(kind: Kind, field: str) -> str:
    """What a kind is called among the definitions; what only one field has is called as the field."""
    if kind.name == "list" and kind.entry is not None:
        return f"list-of-{_called(kind.entry, field)}"
    if kind.name == "record":
        return str(kind.annotation.__name__)
    return "text" if kind.name == "string" else field if kind.name in ("one-of", "value", "union") else kind.name


def _or_nothing(schema: Schema) -> Schema:
    if "type" in schema and "properties" not in schema:
        types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        return {**schema, "type": [*types, "null"]}
    if "enum" in schema:
        return {**schema, "enum": [*schema["enum"], None]}
    if "anyOf" in schema:
        return {**schema, "anyOf": [*schema["anyOf"], {"type": "null"}]}
    return {"anyOf": [schema, {"type": "null"}]} if schema else {}


def _reference(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _hyphened(name: str) -> str:
    parts = [f"-{letter.lower()}" if letter.isupper() else letter for letter in name.replace("_", "-")]
    return "".join(parts).replace("--", "-").strip("-")


def _first_paragraph(cls: type) -> str:
    return " ".join((cls.__doc__ or "").partition("\n\n")[0].split())
