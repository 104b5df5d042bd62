"""What the tests of the schemas share: the kinds, their good examples, and a walk over every shape in a schema."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
from jsonschema.exceptions import ValidationError

from commops import resources
from commops.devtools.kinds import Kind, Schema, read_kinds
from commops.workspace.reading.read import read
from commops.workspace.shape.formats import FORMATS

FOLDER = resources.folder("schemas")
ROOT = FOLDER.parent
EXAMPLES = Path(__file__).parent / "examples"
KINDS = {kind.name: kind for kind in read_kinds(FOLDER)}

# Places where a schema holds another schema, or several by name, or several in a list.
_ONE = ("items", "additionalProperties", "propertyNames", "if", "then", "else", "not")
_NAMED = ("properties", "definitions")
_MANY = ("allOf", "anyOf", "oneOf")


def example(kind: Kind) -> dict[str, Any]:
    """The good example of a kind: a made-up file that uses every property. Not to be changed."""
    return _example(kind.name)


@functools.cache
def _example(kind: str) -> dict[str, Any]:
    path = next(EXAMPLES.glob(f"{kind}.*"))
    return read(path.name, path.read_bytes()).data


@functools.cache
def _validators(kind: str) -> tuple[Any, Any]:
    """The reference validator and the quick one, as they come out of the box but for our formats."""
    checker = jsonschema.FormatChecker(formats=())
    for name, check in FORMATS.items():
        checker.checks(name)(lambda value, check=check: not isinstance(value, str) or check(value))
    schema = KINDS[kind].schema
    quick = jsonschema_rs.Draft7Validator(schema, formats=FORMATS, validate_formats=True, offline=True)
    return jsonschema.Draft7Validator(schema, format_checker=checker), quick


def errors(kind: str, data: Any) -> list[ValidationError]:
    """What the schema of a kind refuses in ``data``."""
    return list(_validators(kind)[0].iter_errors(data))


def accepts(kind: str, data: Any) -> bool:
    """The verdict of both validators, which must agree."""
    reference, quick = _validators(kind)
    verdict = bool(quick.is_valid(data))
    assert verdict == reference.is_valid(data)
    return verdict


def quickly_accepts(kind: str, data: Any) -> bool:
    """The verdict of the quick validator alone, for what the reference would need long for."""
    return bool(_validators(kind)[1].is_valid(data))


def shapes(schema: Schema, where: str = "") -> Iterator[tuple[str, Schema]]:
    """Every schema inside a schema, itself first, with a readable path. A $ref is not followed."""
    yield where or "/", schema
    for word in _ONE:
        if isinstance(schema.get(word), dict):
            yield from shapes(schema[word], f"{where}/{word}")
    for word in _NAMED:
        for name, part in schema.get(word, {}).items():
            yield from shapes(part, f"{where}/{word}/{name}")
    for word in _MANY:
        for number, part in enumerate(schema.get(word, [])):
            yield from shapes(part, f"{where}/{word}/{number}")


def named(schema: Schema) -> Iterator[tuple[str, str, Schema]]:
    """Every shape that people meet by name, as (path, name, shape): properties and definitions, not conditions."""
    for where, shape in shapes(schema):
        if "/allOf/" not in where:
            for word in _NAMED:
                yield from ((f"{where}/{word}", name, part) for name, part in shape.get(word, {}).items())


def every_shape() -> list[tuple[str, Schema]]:
    """All shapes of all kinds, once, as (file and path, shape)."""
    return [(f"{kind.schema_file}{path}", shape) for kind in KINDS.values() for path, shape in shapes(kind.schema)]
