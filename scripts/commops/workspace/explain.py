"""Turns the refusals of a schema into faults that people understand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from commops.texts import Text
from commops.workspace.faults import Fault, refusal
from commops.workspace.schemas import Schema
from commops.workspace.source import Source

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError


def explain(judge: Schema, source: Source) -> Iterator[Fault]:
    """The faults of a source that its schema refuses."""
    for error in judge.errors(source.data):
        yield from _fault(error)


def _fault(error: ValidationError) -> Iterator[Fault]:
    route = tuple(error.absolute_path)
    if error.validator == "additionalProperties" and isinstance(error.instance, dict):
        for key in sorted(set(error.instance) - set(error.schema.get("properties", {}))):
            yield Fault("unknown-key", (*route, key), key, {"key": key, "suggestion": ""}, hard=False, key=True)
    else:
        yield refusal(
            route, error.instance, Text("值不合要求", "The value does not fit"), Text("请改正。", "Correct it.")
        )
