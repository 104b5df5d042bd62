"""Plain sentences for each way in which a schema can refuse a value: what is wrong, and what to write instead."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from commops.texts import Text
from commops.workspace.shape import format_sentences, suggest
from commops.workspace.shape.schemas import fits
from commops.workspace.shape.shapes import Node, message


class Refused(NamedTuple):
    """A refusal: the keyword and what it demands, the value, its name for people, and the schema nodes around."""

    keyword: str
    demand: Any
    value: Any
    name: Text
    nodes: list[Node]


Sentence = tuple[Text, Text]
"""What is wrong, and what to do."""

_TYPES: dict[str, Text] = {
    "string": Text("文字", "text"),
    "integer": Text("整数", "a whole number"),
    "number": Text("数字", "a number"),
    "boolean": Text("“是或否”（true 或 false）", "true or false"),
    "array": Text("列表", "a list"),
    "object": Text("一组字段", "a group of keys"),
    "null": Text("空值", "nothing"),
}
_YES = {
    "yes": "true",
    "y": "true",
    "on": "true",
    "是": "true",
    "no": "false",
    "n": "false",
    "off": "false",
    "否": "false",
}


def shown(value: Any) -> str:
    """Any value for a sentence: as written, on one line, at most 60 characters."""
    return format_sentences.shown(
        value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    )


def sentence(refused: Refused) -> Sentence:
    """The sentences for one refusal. The schema's own ``x-message`` and ``x-hint`` go first."""
    make = _MAKERS.get(refused.keyword, _other)
    name = refused.name
    # A space behind a key, none behind the Chinese label that most have.
    problem, hint = make(refused._replace(name=Text(f"{name.zh} " if name.zh.isascii() else name.zh, name.en)))
    own, own_hint = message(refused.nodes), message(refused.nodes, "x-hint")
    if own is not None and refused.keyword in ("pattern", "not", "anyOf", "oneOf", "contains", "dependencies"):
        hint = Text(f"{own.zh}{hint.zh}", f"{own.en} {hint.en}".rstrip()) if hint.zh != _LOOK.zh else own
    if own_hint is not None:
        hint = own_hint
    return problem, hint


# -- one function per keyword -----------------------------------------------------------------------------------------

_LOOK = Text(
    "参照字段说明改正（commops explain valid-value）。", "See what the key is for (commops explain valid-value)."
)


def _other(it: Refused) -> Sentence:
    return Text(f"{it.name.zh}的值不合要求", f"The value of {it.name.en} does not meet its requirements"), _LOOK


def _type(it: Refused) -> Sentence:
    wanted = [it.demand] if isinstance(it.demand, str) else list(it.demand)
    names = [_TYPES[name] for name in wanted if name in _TYPES]
    should = Text("或".join(name.zh for name in names), " or ".join(name.en for name in names))
    value = it.value
    if value is None:
        return (
            Text(f"{it.name.zh}没有值", f"{_cap(it.name.en)} has no value"),
            Text(
                f"写上{should.zh}；不需要就删掉这一行。",
                f"Write {should.en}, or delete the line if you do not need it.",
            ),
        )
    problem = Text(
        f"{it.name.zh}应该是{should.zh}，这里是{_kind_of(value).zh}",
        f"{_cap(it.name.en)} should be {should.en}, but this is {_kind_of(value).en}",
    )
    return problem, _type_hint(wanted, value, it)


def _type_hint(wanted: Sequence[str], value: Any, it: Refused) -> Text:
    if isinstance(value, str):
        text = suggest.plain(value)
        if "boolean" in wanted:
            better = _YES.get(text.lower())
            return (
                Text(f"写 {better}。", f"Write {better}.")
                if better
                else Text("写 true 或 false。", "Write true or false.")
            )
        if "：" in value and ("object" in wanted or "array" in wanted):
            return Text(
                "冒号是全角的，改成英文冒号加一个空格。",
                "The colon is full-width; write an ordinary colon and a space.",
            )
        if "array" in wanted:
            return Text(f"写成列表：[{shown(value)}]。", f"Write it as a list: [{shown(value)}].")
        if "integer" in wanted or "number" in wanted:
            digits = text.replace(",", "").replace("_", "").lstrip("0") or "0"
            if digits.replace(".", "", 1).isdecimal() and digits.isascii():
                return Text(f"写 {digits}，不加引号和分隔符。", f"Write {digits}, without quotes or separators.")
            return Text("只写数字，单位和文字不要写进来。", "Write the number only, without a unit or words.")
    if wanted == ["string"] and isinstance(value, list) and len(value) == 1:
        return Text(f"这里只能写一个：{shown(value[0])}。", f"Only one is allowed here: {shown(value[0])}.")
    if "integer" in wanted and isinstance(value, float):
        return Text("写整数，不带小数。", "Write a whole number, without decimals.")
    example = next((node["x-example"] for node in reversed(it.nodes) if "x-example" in node), None)
    if example is not None:
        return Text(f"例如 {shown(example)}。", f"For example {shown(example)}.")
    if "object" in wanted:
        return Text("在下面几行缩进写“字段: 值”。", "Write “key: value” lines below it, indented.")
    if "array" in wanted:
        return Text("在下面几行缩进写“- 值”。", "Write “- value” lines below it, indented.")
    return Text("改成要求的形式。", "Change it to that form.")


def _enum(it: Refused) -> Sentence:
    node = it.nodes[-1] if it.nodes else {}
    options = [str(option) for option in it.demand]
    zh, en = node.get("x-enum-zh", []), node.get("enumDescriptions", [])
    labels = dict(zip(options, zh, strict=False)) if len(zh) == len(options) else {}
    aliases = {label: option for option, label in labels.items()}
    aliases |= dict(zip(en, options, strict=False)) if len(en) == len(options) else {}
    better = suggest.closest(str(it.value), options, aliases) if isinstance(it.value, str) else ""
    problem = Text(f"{it.name.zh}不能是“{shown(it.value)}”", f"{_cap(it.name.en)} cannot be “{shown(it.value)}”")
    listed = Text(
        "、".join(f"{option}（{labels[option]}）" if option in labels else option for option in options[:40]),
        ", ".join(options[:40]),
    )
    start = Text(f"是否想写“{better}”？", f"Did you mean “{better}”? ") if better else Text("", "")
    return problem, Text(f"{start.zh}可选：{listed.zh}。", f"{start.en}Choose from {listed.en}.")


def _const(it: Refused) -> Sentence:
    return (
        Text(f"{it.name.zh}不能是“{shown(it.value)}”", f"{_cap(it.name.en)} cannot be “{shown(it.value)}”"),
        Text(f"写 {shown(it.demand)}。", f"Write {shown(it.demand)}."),
    )


def _pattern(it: Refused) -> Sentence:
    problem = Text(
        f"{it.name.zh}的写法不对：“{shown(it.value)}”",
        f"{_cap(it.name.en)} is not written as it should be: “{shown(it.value)}”",
    )
    for better in (suggest.plain(it.value), suggest.as_id(it.value), it.value.strip().upper(), f"https://{it.value}"):
        if better != it.value and fits(it.demand, better):
            return problem, Text(f"是否想写“{shown(better)}”？", f"Did you mean “{shown(better)}”?")
    example = next((node["x-example"] for node in reversed(it.nodes) if "x-example" in node), None)
    if example is not None:
        return problem, Text(f"例如 {shown(example)}。", f"For example {shown(example)}.")
    return problem, _LOOK


def _format(it: Refused) -> Sentence:
    return format_sentences.format_sentence(str(it.demand), str(it.value), Text(it.name.zh, _cap(it.name.en)))


def _limit(
    zh: str, en: str, hint_zh: str, hint_en: str, size: Callable[[Any], Any] = len
) -> Callable[[Refused], Sentence]:
    """Sentences for the keywords that are a number to stay above or below."""

    def make(it: Refused) -> Sentence:
        facts = {"name": it.name.zh, "limit": it.demand, "size": size(it.value)}
        english = facts | {"name": _cap(it.name.en)}
        return (
            Text(zh.format_map(facts), en.format_map(english)),
            Text(hint_zh.format_map(facts), hint_en.format_map(english)),
        )

    return make


def _min_length(it: Refused) -> Sentence:
    if it.demand == 1:
        return (
            Text(f"{it.name.zh}是空的", f"{_cap(it.name.en)} is empty"),
            Text("写上内容；不需要就删掉这一行。", "Write something, or delete the line if you do not need it."),
        )
    return _limit(
        "{name}只有 {size} 个字，至少要 {limit} 个",
        "{name} has {size} characters; at least {limit} are needed",
        "写详细一些。",
        "Write more.",
    )(it)


def _unique(it: Refused) -> Sentence:
    texts = [json.dumps(entry, sort_keys=True, ensure_ascii=False) for entry in it.value]
    twice = next((entry for number, entry in enumerate(texts) if entry in texts[:number]), "")
    return (
        Text(
            f"{it.name.zh}里有重复的一项：{shown(json.loads(twice)) if twice else ''}",
            f"{_cap(it.name.en)} lists the same entry twice: {shown(json.loads(twice)) if twice else ''}",
        ),
        Text("删掉重复的。", "Delete one of them."),
    )


def _required(it: Refused) -> Sentence:
    missing = it.demand
    return Text(f"缺少 {missing.zh}", f"{_cap(missing.en)} is missing"), Text(
        f"补上 {missing.zh}。", f"Add {missing.en}."
    )


def _itself(value: Any) -> Any:
    return value


_MAKERS: dict[str, Callable[[Refused], Sentence]] = {
    "type": _type,
    "enum": _enum,
    "const": _const,
    "pattern": _pattern,
    "format": _format,
    "required": _required,
    "uniqueItems": _unique,
    "minLength": _min_length,
    "maxLength": _limit(
        "{name}有 {size} 个字，最多 {limit} 个",
        "{name} has {size} characters; the limit is {limit}",
        "写短一些。",
        "Make it shorter.",
    ),
    "minItems": _limit(
        "{name}有 {size} 项，至少要 {limit} 项",
        "{name} has {size} entries; at least {limit} are needed",
        "补上缺的项。",
        "Add what is missing.",
    ),
    "maxItems": _limit(
        "{name}有 {size} 项，最多 {limit} 项",
        "{name} has {size} entries; the limit is {limit}",
        "减少到 {limit} 项以内。",
        "Keep at most {limit}.",
    ),
    "minProperties": _limit(
        "{name}里至少要有 {limit} 个字段",
        "{name} needs at least {limit} keys",
        "补上字段，或删掉这一项。",
        "Add keys, or delete the line.",
    ),
    "maxProperties": _limit(
        "{name}里最多 {limit} 个字段", "{name} may have at most {limit} keys", "减少字段。", "Use fewer keys."
    ),
    "minimum": _limit(
        "{name}是 {size}，不能小于 {limit}",
        "{name} is {size}; it cannot be below {limit}",
        "改成 {limit} 或更大。",
        "Write {limit} or more.",
        _itself,
    ),
    "maximum": _limit(
        "{name}是 {size}，不能大于 {limit}",
        "{name} is {size}; it cannot be above {limit}",
        "改成 {limit} 或更小。",
        "Write {limit} or less.",
        _itself,
    ),
    "exclusiveMinimum": _limit(
        "{name}是 {size}，必须大于 {limit}",
        "{name} is {size}; it must be above {limit}",
        "改大一些。",
        "Write more than {limit}.",
        _itself,
    ),
    "exclusiveMaximum": _limit(
        "{name}是 {size}，必须小于 {limit}",
        "{name} is {size}; it must be below {limit}",
        "改小一些。",
        "Write less than {limit}.",
        _itself,
    ),
    "multipleOf": _limit(
        "{name}是 {size}，应该是 {limit} 的倍数",
        "{name} is {size}; it should be a multiple of {limit}",
        "改成 {limit} 的倍数。",
        "Write a multiple of {limit}.",
        _itself,
    ),
}


def _kind_of(value: Any) -> Text:
    if isinstance(value, bool):
        return Text(f"{str(value).lower()}（是/否）", f"{str(value).lower()} (yes or no)")
    if isinstance(value, int | float):
        return Text(f"数字 {shown(value)}", f"the number {shown(value)}")
    if isinstance(value, str):
        return Text(f"文字“{shown(value)}”", f"the text “{shown(value)}”")
    if isinstance(value, list):
        return _TYPES["array"]
    return _TYPES["object"] if isinstance(value, dict) else _TYPES["null"]


def _cap(text: str) -> str:
    """A key stays as it is written; only our own words get a capital."""
    return text[:1].upper() + text[1:] if text.startswith(("entry ", "the ", "a key ")) else text
