"""Validators by schema file: jsonschema-rs says "fine" fast, jsonschema says what is wrong; nothing is ever fetched."""

from __future__ import annotations

import contextlib
import functools
import itertools
import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from commops import resources
from commops.errors import InputError
from commops.texts import Text, safe
from commops.workspace.reading.limits import MAX_TOLD
from commops.workspace.shape.formats import FORMATS

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

try:
    import jsonschema_rs as _rust
except ImportError:  # an optional accelerator
    _rust = None  # type: ignore[assignment,unused-ignore]

rust: Any = _rust
"""None without jsonschema-rs; tests set it to None to compare."""


class Schema:
    """One schema with its two validators, each built when first needed."""

    def __init__(self, schema: dict[str, Any]) -> None:
        self.schema = schema

    def refusals(self, data: Any) -> list[ValidationError]:
        """What the reference validator refuses, at most MAX_TOLD, in a fixed order; empty for valid data."""
        if self._fast is not None:
            try:
                if self._fast.is_valid(data):
                    return []
            except (ValueError, TypeError):
                pass  # data that it cannot take in, such as a key that is no text
        return list(itertools.islice(self._reference.iter_errors(data), MAX_TOLD))

    def prepare(self) -> None:
        """Build the fast validator now. Raises ValueError for a schema that is none."""
        _ = self._fast

    @functools.cached_property
    def _fast(self) -> Any:
        if rust is None:
            return None
        return rust.Draft7Validator(
            self.schema, formats=FORMATS, validate_formats=True, offline=True, pattern_options=rust.RegexOptions()
        )

    @functools.cached_property
    def _reference(self) -> Any:
        import jsonschema
        import referencing

        checker = jsonschema.FormatChecker(formats=())
        for name, check in FORMATS.items():
            checker.checks(name)(_on_strings(check))
        validator: Any = jsonschema.validators.extend(  # type: ignore[no-untyped-call]
            jsonschema.Draft7Validator, {"pattern": _pattern, "uniqueItems": _unique_items, "multipleOf": _multiple_of}
        )
        # An explicit empty registry: without one, jsonschema fetches remote and file references.
        return validator(self.schema, format_checker=checker, registry=referencing.Registry())


@functools.cache
def schema(name: str) -> Schema:
    """The schema of a file name in the program's schemas folder; never one from the workspace.

    Raises InputError for one that is damaged, which happens to people who edit the schemas of their clone.
    """
    try:
        made = Schema(json.loads((resources.folder("schemas") / name).read_text(encoding="utf-8")))
        made.schema["properties"].items()
        made.prepare()
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise damaged(f"schemas/{name}", error) from None
    return made


def damaged(place: str, error: Exception) -> InputError:
    """What is said when a table of the program itself cannot be used."""
    reason = safe(f"{type(error).__name__}: {error}".split("\n")[0], one_line=True)[:120]
    return InputError(
        place,
        Text(f"检查所依据的表坏了（{reason}）", f"A table that the checks go by is damaged ({reason})"),
        Text(
            "还原这个文件，或用 --policy-ref 取改动之前的表。",
            "Restore the file, or take the tables from before the change with --policy-ref.",
        ),
    )


def _on_strings(check: Any) -> Any:
    return lambda value: not isinstance(value, str) or check(value)


@functools.cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A schema pattern with the meaning it has in JavaScript: ``$`` is the very end, ``\\d`` is ASCII."""
    return re.compile(re.sub(r"(?<!\\)\$", r"\\Z", pattern), re.ASCII)


@functools.cache
def _linear(pattern: str) -> Any:
    return rust.Draft7Validator({"pattern": pattern}, pattern_options=rust.RegexOptions())


def fits(pattern: str, text: str) -> bool:
    """Whether a schema pattern is found in a text; in linear time if jsonschema-rs is there."""
    if rust is not None:
        with contextlib.suppress(ValueError):
            return bool(_linear(pattern).is_valid(text))
    return compiled(pattern).search(text) is not None


def _pattern(_validator: Any, pattern: str, instance: Any, _schema: Any) -> Iterator[Any]:
    from jsonschema.exceptions import ValidationError

    if isinstance(instance, str) and not fits(pattern, instance):
        yield ValidationError("pattern")


def _unique_items(_validator: Any, wanted: bool, instance: Any, _schema: Any) -> Iterator[Any]:
    """Linear, where jsonschema compares every pair of objects."""
    from jsonschema.exceptions import ValidationError

    if wanted and isinstance(instance, list):
        seen = {json.dumps(_plain_numbers(entry), sort_keys=True) for entry in instance}
        if len(seen) < len(instance):
            yield ValidationError("uniqueItems")


def _plain_numbers(value: Any) -> Any:
    """1.0 and 1 are the same number in JSON Schema."""
    if isinstance(value, dict):
        return {key: _plain_numbers(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [_plain_numbers(entry) for entry in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _multiple_of(_validator: Any, step: float, instance: Any, _schema: Any) -> Iterator[Any]:
    """In decimal, where floats say that 19.99 is no multiple of 0.01."""
    from decimal import Decimal

    from jsonschema.exceptions import ValidationError

    number = isinstance(instance, int | float) and not isinstance(instance, bool)
    if number and Decimal(repr(instance)) % Decimal(repr(step)) != 0:
        yield ValidationError("multipleOf")
