"""What a plain YAML scalar means: YAML 1.2 core, string-first, with numbers that stay finite and exact."""

from __future__ import annotations

import math
import re
from typing import TypeAlias

from commops.patterns import lazy
from commops.texts import Text

Scalar: TypeAlias = "str | int | float | bool | None"

_WORDS: dict[str, Scalar] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
# At most 15 digits: longer ones are ids, and JSON readers would round them.
_INT = lazy(r"[-+]?(?:0|[1-9][0-9]{0,14})", re.ASCII)
_FLOAT = lazy(r"[-+]?(?:\.[0-9]{1,15}|(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{0,15})?)(?:[eE][-+]?[0-9]{1,3})?", re.ASCII)
# What other YAML readers take for something else although here it stays text.
_BOOLEAN_11 = lazy(r"(?:yes|no|on|off)", re.IGNORECASE)
_TIME_11 = lazy(r"[0-9]{1,3}(?::[0-9]{2}){1,2}", re.ASCII)
_NUMBER_11 = lazy(
    r"[-+]?(?:0[0-9][0-9_]*|[0-9]+_[0-9_]*|0[xob][0-9a-fA-F_]+|\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))", re.ASCII
)


def resolve(text: str) -> Scalar:
    """The value of a plain scalar: true/false/null, a finite int or float, or the text itself.

    Everything else stays text: dates, times (``20:00``), ``yes``/``no``, leading zeros (``0123``), ``1_000``,
    hexadecimal, ``.inf``, and numbers of more than 15 digits.
    """
    if text in _WORDS:
        return _WORDS[text]
    if text[0] in "+-.0123456789":
        if _INT.fullmatch(text):
            return int(text)
        if _FLOAT.fullmatch(text):
            number = float(text)
            return number if math.isfinite(number) else text
    return text


def misread(text: str) -> Text | None:
    """What other YAML readers would make of this plain text (GEN08), or None when all agree that it is text."""
    if _BOOLEAN_11.fullmatch(text):
        return Text("是/否（true/false）", "true or false")
    if _TIME_11.fullmatch(text):
        return Text("六十进制的数字", "a number in base 60")
    if _NUMBER_11.fullmatch(text):
        return Text("数字（开头的 0 或下划线会丢失）", "a number, which drops its leading zero or underscores")
    return None
