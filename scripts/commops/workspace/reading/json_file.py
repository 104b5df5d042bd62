"""Reads JSON without its surprises: no duplicate keys, NaN, endless numbers, lone surrogates or deep nesting."""

from __future__ import annotations

import json
import math
import re
from typing import Any

from commops.patterns import lazy
from commops.texts import Text
from commops.workspace.reading import fast_json, refusals
from commops.workspace.reading.fast import NOTHING
from commops.workspace.reading.limits import MAX_DEPTH, MAX_NODES
from commops.workspace.reading.problems import Problem, UnreadableError, place_of

_TOKEN = lazy(r'"(?:[^"\\]|\\.)*+"|[\[{,:\]}]', re.DOTALL)
_BAD_ESCAPE = lazy(r"(?<!\\)(?:\\\\)*\\u(?:00(?:0[0-8bBcCeEfF]|1[0-9a-fA-F]|7[fF]|[89][0-9a-fA-F]))")
_SURROGATE = lazy("[\ud800-\udfff]")
_BY_MACHINE = Text(
    "这个文件由程序生成：重新生成它，不要手改。", "A program writes this file: generate it again instead of editing it."
)


def read_json(text: str) -> Any:
    """The value of a JSON text. Raises UnreadableError."""
    data = fast_json.quick(text)
    return reference(text) if data is NOTHING else data


def reference(text: str) -> Any:
    """The value as the reference reader sees it. Raises UnreadableError."""
    _check_size(text)
    if found := _BAD_ESCAPE.search(text):
        raise _refuse(text, found.start(), Text("转义写出了控制字符", "An escape stands for a control character"))
    try:
        data = json.loads(text, object_pairs_hook=_pairs, parse_constant=_constant, parse_float=_float, parse_int=_int)
    except json.JSONDecodeError as error:
        what = Text("这里不是有效的 JSON", f"This is not valid JSON: {error.msg}")
        raise _refuse(text, error.pos, what) from None
    except _OddValueError as error:
        key = text.rfind(json.dumps(error.token, ensure_ascii=False) if error.is_key else error.token)
        raise _refuse(text, max(key, 0), error.what) from None
    if "\\u" in text and (found := re.search(r"\\u[dD][89a-fA-F]", text)) and _SURROGATE.search(_joined(data)):
        raise _refuse(
            text,
            found.start(),
            Text("转义写出了半个字符（孤立的代理码位）", "An escape stands for half a character (a lone surrogate)"),
        )
    return data


class _OddValueError(ValueError):
    """A value that JSON readers accept and we do not."""

    def __init__(self, token: str, what: Text, *, is_key: bool = False) -> None:
        super().__init__(what.en)
        self.token, self.what, self.is_key = token, what, is_key


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) < len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise _OddValueError(
            twice, Text(f"字段“{twice[:60]}”写了两次", f"The key “{twice[:60]}” is written twice"), is_key=True
        )
    return data


def _constant(token: str) -> Any:
    raise _OddValueError(token, Text(f"{token} 不是数字", f"{token} is not a number"))


def _float(token: str) -> float:
    number = float(token)
    if not math.isfinite(number):
        raise _OddValueError(token, Text("数字太大", "The number is too large"))
    return number


def _int(token: str) -> int:
    if len(token) > 16:
        raise _OddValueError(token, Text("数字太长（超过 15 位）", "The number is too long (more than 15 digits)"))
    return int(token)


def _check_size(text: str) -> None:
    depth = values = 0
    for match in _TOKEN.finditer(text):
        sign = match[0]
        if sign in "[{":
            depth += 1
            if depth > MAX_DEPTH:
                raise _refuse(text, match.start(), refusals.DEPTH[0])
        elif sign in "]}":
            depth -= 1
        elif sign in ",:":
            values += 1
            if values > MAX_NODES:
                raise _refuse(text, match.start(), refusals.NODES[0])


def _joined(data: Any) -> str:
    """All text of a value in one string; the depth is already bounded."""
    if isinstance(data, dict):
        return "".join(key + _joined(value) for key, value in data.items())
    if isinstance(data, list):
        return "".join(map(_joined, data))
    return data if isinstance(data, str) else ""


def _refuse(text: str, offset: int, what: Text) -> UnreadableError:
    line, column = place_of(text, min(offset, len(text)))
    return UnreadableError(Problem(what, _BY_MACHINE, line, column))
