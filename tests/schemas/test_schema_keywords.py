from __future__ import annotations

import re
import time
from collections.abc import Callable

import jsonschema
import jsonschema_rs
import pytest
from schema_support import FOLDER, KINDS, every_shape, named

from commops.rule import page_ids

# The words of draft 7 that yaml-language-server 1.25 and both validators read alike. Not among them, on purpose:
# anything newer (unevaluated*, prefixItems, $dynamicRef, dependent*), uniqueItems (quadratic on objects), contains,
# patternProperties and dependencies (no need so far), format without a check of ours.
STANDARD = {
    "$schema", "$comment", "$ref", "title", "description", "default", "type", "enum", "const", "definitions",
    "properties", "required", "additionalProperties", "propertyNames", "minProperties", "maxProperties",
    "items", "minItems", "maxItems", "minLength", "maxLength", "pattern", "format", "minimum", "maximum",
    "allOf", "anyOf", "if", "then",
}  # fmt: skip
EDITOR = {"enumDescriptions", "defaultSnippets"}
OURS = {
    "x-label-zh", "x-description-zh", "x-enum-zh", "x-ref", "x-rule", "x-message", "x-example", "x-localized",
    "x-public",
}  # fmt: skip
BESIDE_REF = {
    "$ref", "title", "description", "x-label-zh", "x-description-zh", "x-ref", "x-public", "x-example",
    "x-rule",
}  # fmt: skip
# "moment" and "clock" are ours instead of "date-time" and "time": editors check those by RFC 3339, which wants seconds
# and an offset behind every time of day, and would underline 2026-11-23T20:00+08:00 and "19:30".
FORMATS = {"date", "moment", "clock", "timezone", "uri", "rrule", "email"}
SHAPES = every_shape()
CHINESE = re.compile("[\u4e00-\u9fff]")


def bad(shapes: list[tuple[str, dict]], wrong: Callable[[dict], object]) -> list[str]:
    return [where for where, shape in shapes if wrong(shape)]


def test_every_word_is_one_that_editors_and_both_validators_know() -> None:
    allowed = STANDARD | EDITOR | OURS
    unknown = {(where, word) for where, shape in SHAPES for word in set(shape) - allowed}
    assert not unknown


def test_every_word_of_ours_is_used() -> None:
    used = {word for _, shape in SHAPES for word in shape}
    assert not OURS - used


@pytest.mark.parametrize("kind", KINDS)
def test_schema_is_valid_draft_7_for_both_validators(kind: str) -> None:
    schema = KINDS[kind].schema
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    jsonschema.Draft7Validator.check_schema(schema)
    jsonschema_rs.Draft7Validator(schema, offline=True)


def test_references_stay_inside_their_file() -> None:
    for kind in KINDS.values():
        definitions = kind.schema.get("definitions", {})
        targets = {shape["$ref"] for where, shape in SHAPES if where.startswith(kind.schema_file) and "$ref" in shape}
        assert targets == {f"#/definitions/{name}" for name in definitions}, kind.name


def test_beside_a_reference_stand_only_words_that_refuse_nothing() -> None:
    # Draft 7 ignores the neighbours of $ref, so a limit there would silently do nothing.
    assert not bad(SHAPES, lambda shape: "$ref" in shape and not set(shape) <= BESIDE_REF)


def test_unknown_keys_are_refused_everywhere() -> None:
    def open_object(shape: dict) -> bool:
        if "properties" in shape and "type" in shape:
            return shape.get("additionalProperties") is not False
        # A map by id (variants) has no names to list; its names and values have a shape, and their number an end.
        if shape.get("type") == "object":
            return not isinstance(shape["additionalProperties"], dict) or "maxProperties" not in shape
        return False

    assert not bad(SHAPES, open_object)
    assert not bad(
        SHAPES,
        lambda shape: shape.get("type") == "object" and "propertyNames" not in shape and "properties" not in shape,
    )


def test_every_list_has_an_end() -> None:
    assert not bad(
        SHAPES, lambda shape: shape.get("type") == "array" and ("maxItems" not in shape or "items" not in shape)
    )


def test_every_text_has_an_end() -> None:
    def endless(shape: dict) -> bool:
        kinds = shape.get("type", [])
        if "string" not in ([kinds] if isinstance(kinds, str) else kinds) or "enum" in shape or "maxLength" in shape:
            return False
        return re._parser.parse(shape.get("pattern", ".*")).getwidth()[1] > 5000  # type: ignore[attr-defined]

    assert not bad(SHAPES, endless)


def test_required_keys_exist() -> None:
    for where, shape in SHAPES:
        if "properties" in shape and "required" in shape and "/allOf/" not in where:
            assert set(shape["required"]) <= set(shape["properties"]), where


def test_formats_are_ours() -> None:
    assert {shape["format"] for _, shape in SHAPES if "format" in shape} <= FORMATS


def test_references_to_things_name_a_kind() -> None:
    kinds = set(KINDS) | {item for kind in KINDS.values() for item in kind.items.values()}
    assert {shape["x-ref"] for _, shape in SHAPES if "x-ref" in shape} <= kinds


def test_a_listed_thing_has_a_definition_of_its_kind() -> None:
    for kind in KINDS.values():
        for key, item in kind.items.items():
            assert kind.schema["properties"][key]["items"] == {"$ref": f"#/definitions/{item}"}
            assert "id" in kind.schema["definitions"][item]["required"]


@pytest.mark.parametrize("kind", KINDS)
def test_labels_and_descriptions_in_both_languages(kind: str) -> None:
    schema = KINDS[kind].schema
    for where, name, shape in [("", "", schema), *named(schema)]:
        where = f"{where}/{name}"
        english = [shape.get("title", ""), shape.get("description", "")]
        chinese = [shape.get("x-label-zh", ""), shape.get("x-description-zh", "")]
        assert all(english), where
        assert all(chinese), where
        assert not any(map(CHINESE.search, english)) or "广告" in english[1], where
        assert CHINESE.search(chinese[1]) or chinese[1].startswith("utm_"), where
        assert english[1].endswith("."), where
        assert chinese[1].endswith("。"), where
        assert english[0] != english[1], where


def test_chinese_is_written_with_chinese_punctuation() -> None:
    half = re.compile(r"[\u4e00-\u9fff”][,;:?!]|[,;:?!][\u4e00-\u9fff“]|\([^)]*[\u4e00-\u9fff]")
    for where, shape in SHAPES:
        texts = [shape.get("x-label-zh", ""), shape.get("x-description-zh", ""), *shape.get("x-enum-zh", [])]
        texts.append(shape.get("x-message", {}).get("zh", ""))
        assert not any(map(half.search, texts)), where


def test_each_choice_is_named_in_both_languages() -> None:
    for where, shape in SHAPES:
        if "enum" in shape and "/if/" not in where:
            count = len(shape["enum"])
            assert len(shape["enumDescriptions"]) == len(shape["x-enum-zh"]) == count, where
            assert all(shape["enumDescriptions"] + shape["x-enum-zh"]), where
            assert all(re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", value) for value in shape["enum"]), where
            assert shape.get("default", shape["enum"][0]) in shape["enum"], where


def test_a_pattern_is_explained_to_people() -> None:
    for where, shape in SHAPES:
        if "pattern" in shape or "anyOf" in shape:
            message = shape["x-message"]
            assert message["zh"].endswith("。"), where
            assert message["en"].endswith("."), where
            # Never a regular expression for people to read.
            assert not re.search(r"[\^\[\]\\{}]", message["zh"] + message["en"]), where


def test_conditions_belong_to_the_status_rule() -> None:
    rules = [shape for _, shape in SHAPES if "if" in shape]
    assert rules
    assert all(shape["x-rule"] == "status-requirements" for shape in rules)


def test_a_refusal_is_reported_under_a_rule_that_exists() -> None:
    named_rules = {shape["x-rule"] for _, shape in SHAPES if "x-rule" in shape}
    assert named_rules <= set(page_ids())


PATTERNS = sorted({shape["pattern"] for _, shape in SHAPES if "pattern" in shape})


@pytest.mark.parametrize("pattern", PATTERNS)
def test_patterns_take_linear_time(pattern: str) -> None:
    assert not re.search(r"\(\?[=!<]|\\[1-9]", pattern), "no lookaround, no back reference"
    assert pattern.startswith("^")
    assert pattern.endswith("$")
    compiled = re.compile(pattern)
    started = time.process_time()
    for unit in ["a", "0", "-", "/", "a/", "a-", "0-", "-a", ".", "https://a", "m-0", "A", "é", "字"]:
        for end in ["", "!", " ", "\n!"]:
            compiled.search(unit * 20_000 + end)
    # 56 searches of 20,000 to 180,000 characters; quadratic time would be minutes.
    assert time.process_time() - started < 5


def test_no_schema_lies_around_unused() -> None:
    assert {kind.schema_file for kind in KINDS.values()} == {path.name for path in FOLDER.glob("*.schema.json")}
