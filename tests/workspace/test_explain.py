# ruff: noqa: E501 - a schema and sentences in tables
"""Every refusal of a schema becomes a plain sentence in both languages, under the right rule, at the right place."""

from __future__ import annotations

import json
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from commops.findings import Hit
from commops.texts import Text
from commops.workspace.reading.read import read
from commops.workspace.shape import schemas
from commops.workspace.shape.explain import explain
from commops.workspace.shape.schemas import Schema
from commops.workspace.source import Source

TEXT = {"type": ["string", "object"], "minLength": 1, "maxLength": 9, "additionalProperties": False, "x-label-zh": "文字",
        "properties": {"zh": {"type": "string"}, "en": {"type": "string"}}}  # fmt: skip
SCHEMA: dict[str, Any] = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "type": "object",
    "additionalProperties": False,
    "required": ["title"],
    "properties": {
        "title": {"$ref": "#/definitions/text", "x-label-zh": "标题"},
        "channels": {"type": "array", "minItems": 1, "maxItems": 2, "uniqueItems": True, "x-label-zh": "渠道",
                     "items": {"type": "string", "pattern": "^[a-z0-9-]+$", "x-example": "wx-1",
                               "x-message": {"zh": "编号只用小写字母。", "en": "Ids are lower case."}}},
        "status": {"type": "string", "enum": ["draft", "approved"], "x-enum-zh": ["草稿", "已批准"], "x-label-zh": "状态"},
        "day": {"type": "string", "format": "date"},
        "at": {"type": "string", "format": "moment"},
        "clock": {"type": "string", "format": "clock"},
        "zone": {"type": "string", "format": "timezone"},
        "mail": {"type": "string", "format": "email"},
        "link": {"type": "string", "format": "uri", "pattern": "^https?://", "x-label-zh": "链接"},
        "repeat": {"type": "string", "format": "rrule"},
        "count": {"type": "integer", "minimum": 1, "maximum": 9, "x-label-zh": "数量"},
        "share": {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1, "multipleOf": 0.01},
        "open": {"type": "boolean", "x-label-zh": "开放"},
        "money": {"type": "object", "additionalProperties": False, "required": ["amount"], "minProperties": 1,
                  "maxProperties": 2, "properties": {"amount": {"type": "number", "x-label-zh": "金额"},
                                                     "currency": {"type": "string", "const": "CNY"}, "x": {}}},
        "variants": {"type": "object", "propertyNames": {"pattern": "^[a-z]+$"}, "additionalProperties": {"type": "string"}},
        "who": {"oneOf": [{"type": "string", "minLength": 2},
                          {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}}]},
        "either": {"type": "object", "anyOf": [{"required": ["a"]}, {"required": ["b"]}],
                   "x-message": {"zh": "写 a 或 b。", "en": "Write a or b."}},
        "never": {"not": {}},
        "result": {"type": "object", "additionalProperties": False, "required": ["name", "due", "target"], "properties": {
            "name": {"type": "string"},
            "due": {"type": "string", "format": "date", "x-label-zh": "期限", "x-rule": "own-rule"},
            "target": {"type": "number", "x-label-zh": "目标值", "x-rule": "own-rule"}}},
        "author": {"type": "string", "x-label-zh": "作者"},
        "pillar": {"type": "string", "x-label-zh": "内容支柱"},
        "long": {"type": "string", "minLength": 5, "maxLength": 8},
    },
    "allOf": [
        {"if": {"properties": {"status": {"enum": ["approved"]}}, "required": ["status"]},
         "then": {"required": ["author", "pillar"]}, "x-rule": "status-requirements"}
    ],
    "definitions": {"text": TEXT},
}  # fmt: skip


def explained(text: str, path: str = "x.yml") -> tuple[list[tuple[str, Hit, bool]], dict[str, Any]]:
    """Rule, hit and hardness of each fault, and the data after repairs."""
    reading = read(path, text.encode())
    source = Source.of(path, "x", reading)
    judge = Schema(SCHEMA)
    faults = explain(judge, source, judge.refusals(source.data), reading.traps, ZoneInfo("Asia/Shanghai"))
    return [(fault.rule, fault.hit(source), fault.hard) for fault in faults], source.data


def one(text: str) -> tuple[str, Hit, bool]:
    """The only fault of a file whose title is in order; its sentences hold no jargon."""
    faults, _ = explained(f"title: x\n{text}")
    assert len(faults) == 1, faults
    said = json.dumps([str(value) for value in faults[0][1].facts.values()], ensure_ascii=False)
    for jargon in ("is not valid under any", "does not match", "^[", "$", "regex", "anyOf", "oneOf", "schema", "null"):
        assert jargon not in said
    return faults[0]


def words(hit: Hit) -> str:
    """Both sentences in both languages."""
    texts = [value for value in hit.facts.values() if isinstance(value, Text)]
    assert all(all(text) for text in texts)
    return " ".join(part for text in texts for part in text)


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [
        ("status: approvd", (2, 9), "approved"),
        ("status: 草稿", (2, 9), "是否想写“draft”"),
        ("status: Draft", (2, 9), "Did you mean “draft”?"),
        ("status: zzz", (2, 9), "draft（草稿）、approved（已批准）"),
        ("channels: wx-1", (2, 11), "[wx-1]"),
        ("channels: []", (2, 11), "at least 1"),
        ("channels: [a, b, c]", (2, 11), "the limit is 2"),
        ("channels: [a, a]", (2, 11), "twice: a"),
        ("channels: [WX 1]", (2, 12), "Did you mean “wx-1”?"),
        ("channels: [群]", (2, 12), "Ids are lower case. For example wx-1."),
        ("day: 2026-02-30", (2, 6), "no such day as 2026-02-30"),
        ("day: 2026/2/3", (2, 6), "“2026-02-03”"),
        ("day: 2026年2月3日", (2, 6), "“2026-02-03”"),
        ("day: tomorrow", (2, 6), "2026-11-22"),
        ("at: 2026-11-31T20:00+08:00", (2, 5), "no such day as 2026-11-31"),
        ("at: 2026-11-23", (2, 5), "2026-11-23T20:00+08:00"),
        ("at: soon", (2, 5), "date and time"),
        ('clock: "9:30"', (2, 8), "“09:30”"),
        ('clock: "20：00"', (2, 8), "“20:00”"),
        ("zone: 北京时间", (2, 7), "Asia/Shanghai"),
        ("zone: Asia/Shangai", (2, 7), "“Asia/Shanghai”"),
        ("mail: hello", (2, 7), "e-mail"),
        ("link: example.org", (2, 7), "“https://example.org”"),
        ("repeat: weekly", (2, 9), "FREQ=WEEKLY"),
        ("count: 0", (2, 8), "1 or more"),
        ("count: 10", (2, 8), "9 or less"),
        ("count: 1.5", (2, 8), "without decimals"),
        ('count: "007"', (2, 8), "Write 7, without quotes"),
        ("count: 三", (2, 8), "number only"),
        ("share: 0", (2, 8), "above 0"),
        ("share: 1", (2, 8), "below 1"),
        ("share: 0.123", (2, 8), "multiple of 0.01"),
        ("open: 是", (2, 7), "Write true."),
        ('open: "no"', (2, 7), "Write false."),
        ("money: 5", (2, 8), "group of keys"),
        ("money: {currency: CNY}", (2, 8), "amount（金额）"),
        ("money: {amount: x}", (2, 17), "amount should be a number"),
        ("money: {amount: 1, currency: USD}", (2, 30), "CNY"),
        ("variants: {WX: a}", (2, 12), "key of variants"),
        ("variants: {a: [b]}", (2, 15), "Only one is allowed"),
        ("who: a", (2, 6), "at least 2"),
        ("who: {nam: x}", (2, 6), "name is missing"),
        ("either: {c: 1}", (2, 9), "写 a 或 b。"),
        ("never: 1", (2, 8), "does not meet"),
        ("long: abc", (2, 7), "has 3 characters"),
        ("long: abcdefghi", (2, 7), "has 9 characters"),
    ],
)
def test_sentence_and_place(text: str, place: tuple[int, int], expected: str) -> None:
    rule, hit, hard = one(text)
    assert rule == "valid-value"
    assert hard
    assert (hit.at.line, hit.at.column) == place
    assert expected in words(hit)


class TestKeys:
    @pytest.mark.parametrize(
        ("key", "meant"),
        [
            ("chanels", "channels"),
            ("渠道", "channels"),
            ("Author", "author"),
            ("ａｕｔｈｏｒ", "author"),
            ("zzzzz", ""),
        ],
    )
    def test_unknown_key(self, key: str, meant: str) -> None:
        faults, _ = explained(f"title: x\n{key}: [a]\n")
        assert [(rule, hit.facts, hard) for rule, hit, hard in faults] == [
            ("unknown-key", {"key": key, "suggestion": meant, "taken": False}, False)
        ]
        assert (faults[0][1].at.line, faults[0][1].at.column) == (2, 1)

    def test_typo_of_a_required_key_is_one_fault_and_hard(self) -> None:
        faults, _ = explained("titel: x\n")
        assert [(rule, hit.value, hard) for rule, hit, hard in faults] == [("unknown-key", "titel", True)]

    def test_typo_of_a_key_that_the_status_needs_is_one_fault(self) -> None:
        faults, _ = explained("title: x\nstatus: approved\nauthr: a\npillar: b\n")
        assert [rule for rule, _, _ in faults] == ["unknown-key"]

    def test_missing_key(self) -> None:
        faults, _ = explained("day: 2026-11-22\n")
        assert [(rule, hard) for rule, _, hard in faults] == [("valid-value", True)]
        assert "title（标题）" in words(faults[0][1])

    def test_what_the_status_needs_is_one_soft_fault(self) -> None:
        faults, _ = explained("title: x\nstatus: approved\n")
        rule, hit, hard = faults[0]
        assert (len(faults), rule, hard) == (1, "status-requirements", False)
        assert hit.facts == {
            "status": "approved",
            "missing": Text("author（作者）、pillar（内容支柱）", "author, pillar"),
        }
        assert (hit.at.line, hit.at.column) == (2, 9)

    def test_inner_unknown_key(self) -> None:
        faults, _ = explained("title: {zh: x, fr: y}\n")
        assert [(rule, hit.value) for rule, hit, _ in faults] == [("unknown-key", "fr")]


class TestRepairs:
    @pytest.mark.parametrize(
        ("text", "value"), [("2026", "2026"), ("1.10", "1.10"), ("true", "true"), ("-5", "-5"), ("1e3", "1e3")]
    )
    def test_unquoted_text_stays_text(self, text: str, value: str) -> None:
        faults, data = explained(f"title: {text}\n")
        assert [(rule, hit.value, hard) for rule, hit, hard in faults] == [("yaml-trap", value, False)]
        assert f'"{text}"' in words(faults[0][1])
        assert data == {"title": value}

    def test_repaired_text_must_still_fit(self) -> None:
        faults, _ = explained("title: x\nday: 20261122\n")
        assert [(rule, hard) for rule, _, hard in faults] == [("valid-value", True)]

    def test_json_is_not_repaired(self) -> None:
        faults, _ = explained('{"title": 5}', "x.json")
        assert [(rule, hard) for rule, _, hard in faults] == [("valid-value", True)]

    @pytest.mark.parametrize(
        ("text", "better"),
        [
            ("2026-11-23 20:00", "2026-11-23T20:00+08:00"),
            ("2026-11-23T20:00", "2026-11-23T20:00+08:00"),
            ("2026-11-23T20:00:30", "2026-11-23T20:00:30+08:00"),
            ("2026-11-23T20：00", "2026-11-23T20:00+08:00"),
        ],
    )
    def test_time_without_offset_is_the_communitys(self, text: str, better: str) -> None:
        faults, data = explained(f"title: x\nat: {text}\n")
        rule, hit, hard = faults[0]
        assert (len(faults), rule, hit.value, hard) == (1, "time-has-offset", text, False)
        assert hit.facts == {"suggestion": better}
        assert data["at"] == better

    def test_empty_optional_key_is_left_out(self) -> None:
        faults, data = explained("title: x\nauthor:\n")
        assert [(rule, hard, hit.at.line, hit.at.column) for rule, hit, hard in faults] == [
            ("valid-value", False, 2, 1)
        ]
        assert data == {"title": "x"}

    def test_key_emptied_by_a_hash_is_told_once(self) -> None:
        faults, data = explained("title: x\nauthor: #lin\n")
        assert faults == []
        assert data == {"title": "x"}

    def test_empty_required_key_is_hard(self) -> None:
        faults, _ = explained("title:\n")
        assert [(rule, hard) for rule, _, hard in faults] == [("valid-value", True)]


class TestValidators:
    """The fast validator and the reference validator say the same; neither can be led astray."""

    VALID = (
        "title: {zh: 你, en: you}\nchannels: [a, b]\nstatus: draft\nday: 2026-11-22\nat: 2026-11-22T20:00+08:00\n"
        'clock: "20:00"\nzone: Asia/Shanghai\nmail: a@example.org\nlink: https://example.org/a\nrepeat: FREQ=WEEKLY;BYDAY=MO\n'
        "count: 3\nshare: 0.25\nopen: true\nmoney: {amount: 1}\nvariants: {wx: a}\nwho: {name: x}\neither: {a: 1}\nlong: abcde\n"
    )

    @pytest.mark.parametrize("with_rust", [True, False])
    def test_valid(self, with_rust: bool, monkeypatch: pytest.MonkeyPatch) -> None:
        if not with_rust:
            monkeypatch.setattr(schemas, "rust", None)
        assert Schema(SCHEMA).refusals(read("x.yml", self.VALID.encode()).data) == []

    @pytest.mark.parametrize("key", [key for key in SCHEMA["properties"] if key != "never"])
    @pytest.mark.parametrize(
        "alien", [{}, [], [[]], {"a": {"b": 1}}, -1, 1.5, True, "", " ", "A\n", "2026-02-30", None, [None]]
    )
    def test_same_verdict(self, key: str, alien: object, monkeypatch: pytest.MonkeyPatch) -> None:
        data = read("x.yml", self.VALID.encode()).data | {key: alien}
        quick = bool(Schema(SCHEMA).refusals(data))
        monkeypatch.setattr(schemas, "rust", None)
        assert bool(Schema(SCHEMA).refusals(data)) == quick

    @pytest.mark.parametrize(
        "reference", ["file:///etc/hostname", "http://127.0.0.1:9/x.json", "other.json", "https://example.org/x"]
    )
    @pytest.mark.parametrize("with_rust", [True, False])
    def test_nothing_is_fetched(self, reference: str, with_rust: bool, monkeypatch: pytest.MonkeyPatch) -> None:
        if not with_rust:
            monkeypatch.setattr(schemas, "rust", None)
        with pytest.raises(Exception, match=r"(?i)unresolvable|resource|retriev|resolve|offline|uri") as caught:
            Schema({"properties": {"a": {"$ref": reference}}}).refusals({"a": 1})
        assert "was expected" not in str(caught.value)

    def test_unique_items_is_linear(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(schemas, "rust", None)
        judge = Schema({"properties": {"a": {"uniqueItems": True}}})
        entries: list[object] = [{"n": number, "t": "x" * 20} for number in range(20_000)]
        assert judge.refusals({"a": entries}) == []
        assert judge.refusals({"a": [*entries, entries[0]]})
        assert judge.refusals({"a": [1, 1.0]})
        assert judge.refusals({"a": [1, True, "1"]}) == []

    def test_multiple_of_is_decimal(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(schemas, "rust", None)
        assert Schema({"properties": {"a": {"multipleOf": 0.01}}}).refusals({"a": 19.99}) == []

    def test_a_pattern_ends_where_it_says(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(schemas, "rust", None)
        judge = Schema({"properties": {"a": {"pattern": r"^\d+$"}}})
        assert judge.refusals({"a": "12"}) == []
        assert judge.refusals({"a": "12\n"})
        assert judge.refusals({"a": "１２"})

    def test_very_many_faults_are_cut(self) -> None:
        faults, _ = explained("title: x\n" + "".join(f"k{number}: 1\n" for number in range(1000)))
        assert len(faults) == 200


def test_a_property_may_name_the_rule_of_its_absence_and_of_its_value() -> None:
    rule, hit, hard = one("result: {name: x}")
    assert (rule, hit.value, hard) == ("own-rule", "due, target", True)
    assert hit.facts["problem"] == Text("缺少 due（期限）、target（目标值）", "missing: due, target")
    rule, hit, hard = one("result: {name: x, due: soon, target: 1}")
    assert (rule, hit.value, hit.at.column, hard) == ("own-rule", "soon", 24, True)
    assert one("result: {due: 2026-01-01, target: 1}")[0] == "valid-value"
