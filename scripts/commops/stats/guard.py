"""Lets only the portable subset of SQL through: a contributed metric can neither read files nor change anything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from commops.errors import InputError
from commops.texts import Text

TABLES = frozenset({"m", "members", "events", "channels", "days", "months", "params", "segments", "segments_before"})
FUNCTIONS = frozenset({"count", "sum", "min", "max", "avg", "coalesce", "cast", "lead", "lag", "row_number"})
_WORDS = frozenset(
    """
    select distinct from join left cross on where group by having order asc desc limit union all with as and or not in
    is null case when then else end over partition rows between unbounded preceding following current row
    integer bigint double true false
    """.split()  # noqa: SIM905 - reads better as a text
)
# What may stand before an opening bracket without being called.
_BEFORE_BRACKET = _WORDS - {"true", "false", "null", "end", "all", "asc", "desc", "row", "integer", "bigint", "double"}
_NEVER = frozenset(
    """
    insert update delete create drop alter copy attach detach pragma set reset install load call export import into
    recursive explain describe show summarize use vacuum table values pivot unpivot lateral tablesample
    current_date current_time current_timestamp current_user current_role current_schema current_catalog
    localtime localtimestamp session_user
    """.split()  # noqa: SIM905 - reads better as a text
)
_TOKEN = re.compile(
    r"(?P<space>[ \t\r\n]+|--[^\r\n]*)|(?P<word>[A-Za-z_][A-Za-z0-9_]*)|(?P<number>\d+)|(?P<text>'[^'\\]*')"
    r"|(?P<mark><>|<=|>=|/(?!\*)|[-+*%=<>(),.])"
)


class Token(NamedTuple):
    """A piece of SQL: ``word``, ``number``, ``text`` or ``mark``; words are in lower case."""

    kind: str
    text: str
    line: int


def tokens(sql: str, place: str) -> Iterator[Token]:
    """The pieces of one statement. Raises InputError at the first character that portable SQL does not need."""
    at = 0
    while at < len(sql):
        found = _TOKEN.match(sql, at)
        line = sql.count("\n", 0, at) + 1
        if found is None:
            raise _refusal(place, line, sql[at])
        if found.lastgroup != "space":
            yield Token(str(found.lastgroup), found[0].lower(), line)
        at = found.end()


def _refusal(place: str, line: int, what: str) -> InputError:
    tables, functions = ", ".join(sorted(TABLES)), ", ".join(sorted(FUNCTIONS)).upper()
    return InputError(
        f"{place}:{line}",
        Text(f"指标的 SQL 里不能用“{what}”。", f"A metric's SQL may not use {what!r}."),
        Text(
            f"只用一条 SELECT（可带 WITH），表 {tables}，函数 {functions}。",
            f"Use one SELECT (WITH allowed), tables {tables}, functions {functions}.",
        ),
    )


@cache
def check_sql(sql: str, place: str) -> None:
    """Refuse a metric's SQL that calls another function, reads another table, or is not one plain query.

    Raises InputError. The engine has no access to files either way; this names the place and keeps the text portable.
    """
    found = list(tokens(sql, place))
    if not found or found[0].text not in ("select", "with"):
        raise _refusal(place, 1, found[0].text if found else "")
    parts = _parts(found, place)
    for number, token in enumerate(found):
        after = found[number + 1].text if number + 1 < len(found) else ""
        if token.text in _NEVER:
            raise _refusal(place, token.line, token.text)
        if _names_table(found, number) and (
            after == "." or not (token.text in TABLES or number > parts.get(token.text, len(found)))
        ):
            raise _refusal(place, token.line, f"from {token.text}")
        if token.text == "," and _in_from(found, number):
            raise _refusal(place, token.line, "from a, b")
        if token.kind == "word" and after == "(" and token.text not in FUNCTIONS | _BEFORE_BRACKET:
            raise _refusal(place, token.line, f"{token.text}()")


def _names_table(found: list[Token], number: int) -> bool:
    """Whether a piece stands where a table is read: after FROM or JOIN, also behind opening brackets."""
    if found[number].text in ("(", "select", "with"):
        return False
    at = number - 1
    while at > 0 and found[at].text == "(":
        at -= 1
    return at >= 0 and found[at].text in ("from", "join")


def _parts(found: list[Token], place: str) -> dict[str, int]:
    """The WITH parts, ``name as (...)``: from which token on each may be read, which is after its closing bracket.

    Before it, the name would mean a table of the engine. Raises InputError for a part that hides one of ours.
    """
    parts: dict[str, int] = {}
    for number, (token, then, opening) in enumerate(zip(found, found[1:], found[2:], strict=False)):
        if token.kind == "word" and token.text not in _WORDS and then.text == "as" and opening.text == "(":
            if token.text in TABLES | {"loaded"}:
                raise _refusal(place, token.line, f"with {token.text}")
            parts.setdefault(token.text, _closing(found, number + 2))
    return parts


def _closing(found: list[Token], opening: int) -> int:
    depth = 0
    for number in range(opening, len(found)):
        depth += (found[number].text == "(") - (found[number].text == ")")
        if depth == 0:
            return number
    return len(found)


def _in_from(found: list[Token], number: int) -> bool:
    """Whether a comma separates tables: walking back at the same depth, the last clause word is ``from``."""
    depth = 0
    for token in reversed(found[:number]):
        depth += (token.text == ")") - (token.text == "(")
        if depth < 0:
            return False
        if depth == 0 and token.text in ("from", "select", "where", "by", "having", "on"):
            return token.text in ("from", "on")
    return False
