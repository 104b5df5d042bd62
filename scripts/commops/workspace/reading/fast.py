"""The quick reader of YAML: ryaml on text without any rare construct; it may only say "fine", never "wrong".

``quick`` gives exactly the data that ``guard.compose`` would give, or nothing, and then the reference reader decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from sys import intern
from typing import Any

from commops.patterns import lazy
from commops.workspace.reading.limits import MAX_DEPTH, MAX_NODES

try:
    import ryaml as _ryaml
except ImportError:  # an optional accelerator: without it the reference reader does all the work
    _ryaml = None  # type: ignore[assignment,unused-ignore]

loads: Callable[[str], Any] | None = getattr(_ryaml, "loads", None)
"""None without ryaml; tests set it to None to compare."""

NOTHING: Any = object()
_MAX_TEXT = 2 * MAX_NODES
"""Code points; a shorter text cannot hold too many values, since each takes two."""

# Constructs on which readers of YAML differ, or which are not allowed at all. Each is searched for only in texts that
# hold its sign, since most texts hold none of them.
_RARE: list[tuple[str, re.Pattern[str]]] = [
    *((sign, lazy(rf"(?:^|[\s\[\]{{}},:?-])\{sign}")) for sign in "&*!?"),
    *((sign, lazy(rf"(?m)^{re.escape(sign)}")) for sign in ("%", "---", "...")),
    *((sign, lazy("")) for sign in ("<<", "\\", "\t", "\xa0", "\u3000", ":[", ":{", "]:", "}:")),
    *((sign, lazy(rf"{sign}[^ \n]")) for sign in ('":', "':")),
    ("#", lazy(r"[^\s] +#[^ \n]|[\[\]{},:]#|[|>][-+0-9]*#|[:,\[{-] *#")),
    ("：", lazy(r"(?m)^ *(?:[-?] +)*[^\s:：#\"']{1,32}：")),
    (" " * 40, lazy("")),
    ("- - - - -", lazy("")),
]
# Plain words and numbers on which readers differ, standing where a value or a key can start.
_RARE_VALUE = lazy(
    r"[:,\[{\n-](?<![:-](?! )) *(?=[-+.0-9~yYnNoOtTfF:])(?:"
    r"[-+]?(?:\.[0-9a-zA-Z]|0[0-9xXobOB_]|[0-9]+_|[0-9]{16}|[0-9]+\.(?:[\s,\]}]|$)|[0-9]+(?:\.[0-9]*)?[eE]|[0-9]+\.[0-9]{16})"
    r"|\+[0-9]"
    r"|[0-9]{1,3}(?::[0-9]{2}){1,2} *(?:[\n,\]}#]|$)"
    r"|(?:[yY][eE][sS]|[nN][oO]|[oO](?:[nN]|[fF][fF])) *(?:[\n,\]}#]|$)"
    r"|(?:[-+.]?[0-9][0-9.+eE_-]*|~|true|True|TRUE|false|False|FALSE|null|Null|NULL|) *:(?:[\s,\]}\[{]|$)"
    r")"
)
# Such a word between commas or braces may be a key without a value; only an empty mapping has none for sure.
_RARE_KEY = lazy(r"(?!\{\s*\})[,{]\s*(?:[-+.]?[0-9][0-9.+eE_-]*|~|[tT]rue|TRUE|[fF]alse|FALSE|[nN]ull|NULL|)\s*[,}]")

_BLOCK = lazy(r"( *(?:- +)*)(?:[\w-]+: +|(?<=- ))[|>][-+]?$")
# Spaces that look like indentation, and indentation so deep that it costs: they count inside block scalars too.
_SPACES = lazy("[\t\xa0\u3000]| {40}")


def quick(text: str) -> Any:
    """The data of a plain YAML text, or ``NOTHING`` when only the reference reader may decide."""
    if loads is None or len(text) > _MAX_TEXT:
        return NOTHING
    if _rare(text) and (_SPACES.search(text) or _rare(_without_blocks(text))):
        return NOTHING
    brackets = text.count("[") + text.count("{")
    if brackets > 1000:
        return NOTHING
    try:
        data = loads(text)
        if type(data) is not dict or (brackets > 16 and sum(1 for _ in levels(data)) > MAX_DEPTH):
            return NOTHING
        # One string per key instead of one per file: a tenth of the memory of ten thousand files.
        return {intern(key): value for key, value in data.items()}
    except Exception:
        return NOTHING


def _rare(text: str) -> bool:
    """Whether the text holds anything on which readers may differ."""
    for sign, rare in _RARE:
        if sign in text and rare.search(text):
            return True
    return bool(_RARE_VALUE.search(f"\n{text}") or ("{" in text and _RARE_KEY.search(text)))


def _without_blocks(text: str) -> str:
    """The text with the lines of block scalars (``key: |``) emptied: prose holds colons and signs that mean nothing.

    A line that only looks like a header can hide structure in the lines below it inside a bracket that is still open,
    and nowhere else; so a text with a bracket left open on any line stays as it is.
    """
    lines, limit = text.split("\n"), -1
    for number, line in enumerate(lines):
        if limit >= 0:
            if not line.strip(" ") or line.startswith(" " * (limit + 1)):
                lines[number] = ""
                continue
            limit = -1
        if line.count("{") != line.count("}") or line.count("[") != line.count("]"):
            return text
        if header := _BLOCK.match(line):
            limit = header.end(1)
    return "\n".join(lines)


def levels(data: Any) -> Iterator[list[Any]]:
    """The mappings and lists of each level of nesting, the outermost first, found without recursion."""
    level = [data]
    while level:
        yield level
        level = [
            child
            for node in level
            for child in (node.values() if type(node) is dict else node)
            if type(child) is dict or type(child) is list
        ]
