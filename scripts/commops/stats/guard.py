"""Lets only the portable subset of SQL through: a contributed metric can neither read files nor change anything.

The statement is read by DuckDB's own parser, the one that will run it, so that the lint and the engine cannot see two
different queries; every node of the tree it gives must be one that is listed here. Metrics of the package pass in the
tests, and again before they run where the database could reach files (stats/engine.py).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, TypeAlias

from commops.errors import InputError
from commops.stats.backend import CALENDAR
from commops.stats.context import tables
from commops.texts import Text

TABLES = frozenset({"m", "activity", *CALENDAR, *tables()})
FUNCTIONS = frozenset({"count", "sum", "min", "max", "avg", "coalesce", "cast", "lead", "lag", "row_number"})
DUCKDB_FUNCTIONS = frozenset(
    """
    abs any_value arg_max arg_min array_agg bool_and bool_or ceil concat concat_ws contains corr count_if cume_dist
    dense_rank exp first_value floor generate_series greatest last_value least length list list_contains list_distinct
    list_filter list_sort list_transform list_value ln log log10 log2 lower median mode nth_value ntile nullif
    percent_rank power quantile_cont quantile_disc range rank regexp_extract regexp_matches regexp_replace replace
    round sign sqrt starts_with stddev_pop stddev_samp string_agg string_split substring trim trunc unnest upper
    var_pop var_samp
    """.split()  # noqa: SIM905 - reads better as a text
)
"""What a page with ``engine: duckdb`` may call besides: functions of their arguments only, none that reads anything."""

Node: TypeAlias = "Mapping[str, Any]"

_SPACES = r"[ \t\n]+|\r\n|--[^\r\n]*|[A-Za-z_][A-Za-z0-9_]*|\d+(?:\.\d+)?|<>|<=|>=|/(?!\*)|[-+*%=<>(),.]"
# What no tree shows: quoted names, casts by ::, a carriage return that ends a comment for some engines only.
_PORTABLE_PIECE = re.compile(rf"{_SPACES}|'[^'\\]*'")
_DUCKDB_PIECE = re.compile(rf"{_SPACES}|'[^']*'|[\[\]{{}}:|&!~^]")

_OPERATORS = frozenset({"+", "-", "*", "/", "%"})
_EXPRESSIONS = frozenset(
    """
    BETWEEN CASE CAST COLUMN_REF COMPARISON CONJUNCTION CONSTANT FUNCTION OPERATOR STAR SUBQUERY TYPE WINDOW
    """.split()  # noqa: SIM905
)
_PARTS = frozenset(
    """
    SELECT_NODE SET_OPERATION_NODE BASE_TABLE JOIN SUBQUERY EMPTY ORDER_MODIFIER DISTINCT_MODIFIER LIMIT_MODIFIER
    ORDER_DEFAULT ASCENDING DESCENDING
    """.split()  # noqa: SIM905
)
_DUCKDB_PARTS = frozenset({"LAMBDA", "TABLE_FUNCTION"})
_TESTS = frozenset(
    """
    COMPARE_EQUAL COMPARE_NOTEQUAL COMPARE_LESSTHAN COMPARE_GREATERTHAN COMPARE_LESSTHANOREQUALTO
    COMPARE_GREATERTHANOREQUALTO COMPARE_IN COMPARE_NOT_IN OPERATOR_COALESCE OPERATOR_IS_NULL OPERATOR_IS_NOT_NULL
    OPERATOR_NOT
    """.split()  # noqa: SIM905
)
_TYPES = frozenset({"integer", "bigint", "double"})
# Columns of these names are no columns but the clock and the session.
_NOT_COLUMNS = frozenset(
    """
    current_date current_time current_timestamp current_user current_role current_schema current_catalog localtime
    localtimestamp session_user user
    """.split()  # noqa: SIM905
)
# Fields of the tree that must be empty, and how what fills them is written.
_EMPTY = {
    "aliases": "as t(a, b)",
    "arg_orders": "order by",
    "at_clause": "at",
    "column_name_alias": "as t(a, b)",
    "columns": "columns()",
    "distinct_on_targets": "distinct on",
    "exclude_list": "exclude",
    "ignore_nulls": "ignore nulls",
    "is_implicit": "from a, b",
    "qualified_exclude_list": "exclude",
    "ranking_expression": "join",
    "rename_list": "rename",
    "replace_list": "replace",
    "sample": "sample",
    "try_cast": "try_cast",
    "using_columns": "using",
}
_EMPTY_IF_PORTABLE = {"filter": "filter", "filter_expr": "filter", "qualify": "qualify"}
_ONLY = {
    "aggregate_handling": {"STANDARD_HANDLING"},
    "exclude_clause": {"NO_OTHER"},
    "join_type": {"INNER", "LEFT"},
    "limit_type": {"ROW_COUNT"},
    "materialized": {"CTE_MATERIALIZE_DEFAULT"},
    "ref_type": {"REGULAR", "CROSS"},
    "setop_type": {"UNION"},
    "subquery_type": {"ANY", "SCALAR"},
}
_NOWHERE = 2**64 - 1
"""What the parser writes as the place of a node that the text does not contain."""


@cache
def check_sql(sql: str, place: str, uses: tuple[str, ...] = (), *, duckdb: bool = False) -> frozenset[str]:
    """Refuse a metric's SQL that calls another function, reads another table, or is not one plain query.

    Returns the tables it reads. ``uses``: metrics whose rows it may read as well. ``duckdb`` allows what only DuckDB
    understands, for pages that say so. Raises InputError. The engine has no access to files either way; this names
    the place and keeps the text portable.
    """
    _check_pieces(sql, place, _DUCKDB_PIECE if duckdb else _PORTABLE_PIECE)
    tree = json.loads(_parser().execute("select json_serialize_sql(?)", [sql]).fetchall()[0][0])
    if tree["error"] or len(tree["statements"]) != 1:
        at = int(tree.get("position", 0))
        words = sql.encode()[at:].decode("utf-8", "replace").split()
        raise _refusal(place, _line(sql, at), words[0] if words else "")
    walk = _Walk(sql, place, TABLES.union(uses), duckdb=duckdb)
    walk.visit(tree["statements"][0]["node"], frozenset())
    return frozenset(walk.tables)


@cache
def _parser() -> Any:
    import duckdb

    return duckdb.connect(config={"enable_external_access": False, "lock_configuration": True})


def _check_pieces(sql: str, place: str, piece: re.Pattern[str]) -> None:
    at = 0
    while at < len(sql):
        found = piece.match(sql, at)
        if found is None:
            raise _refusal(place, sql.count("\n", 0, at) + 1, sql[at])
        at = found.end()


def _line(sql: str, location: int) -> int:
    """The line of a place in the text; places count bytes."""
    return sql.encode()[:location].count(b"\n") + 1 if location != _NOWHERE else 1


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


class _Walk:
    """Visits every node of one statement's tree; raises InputError at the first that is not listed."""

    def __init__(self, sql: str, place: str, readable: frozenset[str], *, duckdb: bool) -> None:
        self._sql, self._place, self._readable, self._duckdb = sql, place, readable, duckdb
        self._functions = FUNCTIONS | (DUCKDB_FUNCTIONS if duckdb else frozenset())
        self._listed = _EXPRESSIONS | _PARTS | (_DUCKDB_PARTS if duckdb else frozenset())
        self._empty = _EMPTY if duckdb else {**_EMPTY, **_EMPTY_IF_PORTABLE}
        self.tables: set[str] = set()

    def visit(self, node: Node, known: frozenset[str]) -> None:
        """``known``: the WITH parts that may be read here, which are those that stand before."""
        if "cte_map" in node:
            known = self._parts(node, known)
        self._check(node, known)
        for name, value in node.items():
            for child in self._children(value) if name != "cte_map" else ():
                self.visit(child, known)

    def _children(self, value: object) -> Iterator[Node]:
        if isinstance(value, dict):
            yield value
        elif isinstance(value, list):
            for entry in value:
                yield from self._children(entry)

    def _parts(self, node: Node, known: frozenset[str]) -> frozenset[str]:
        for entry in node["cte_map"]["map"]:
            name = entry["key"].casefold()
            # A part may hide no table of the engine, not even its own one, which also holds what came later.
            if name in self._readable | {"loaded", "added_up"}:
                raise self._refuse(entry["value"]["query_node"], f"with {name}")
            self.visit(entry["value"], known)
            known |= {name}
        return known

    def _refuse(self, node: Node, what: str) -> InputError:
        return _refusal(self._place, _line(self._sql, _start(node)), what)

    def _named(self, node: Node, kind: str) -> str:
        """What a node that is not listed is called in the text, where the tree tells."""
        if kind == "TABLE_FUNCTION":
            return f"{node['function'].get('function_name', 'from')}()"
        return "recursive" if "RECURSIVE" in kind else kind.lower()

    def _check(self, node: Node, known: frozenset[str]) -> None:
        kind = node.get("class", node.get("type"))
        if kind is not None and kind not in self._listed:
            raise self._refuse(node, self._named(node, kind))
        for name, value in node.items():
            if name in self._empty and value:
                raise self._refuse(node, self._empty[name])
            if name in _ONLY and value not in _ONLY[name]:
                raise self._refuse(node, str(value).lower())
        if kind in ("FUNCTION", "WINDOW"):
            self._check_call(node)
        elif kind == "BASE_TABLE":
            self._check_table(node, known)
        elif kind == "SELECT_NODE":
            self._check_select(node)
        elif kind in ("COMPARISON", "OPERATOR") and not self._duckdb and node["type"] not in _TESTS:
            raise self._refuse(node, node["type"].lower())
        elif kind == "TYPE" and not self._duckdb and node["type_name"].lower() not in _TYPES:
            raise self._refuse(node, node["type_name"].lower())
        elif kind == "COLUMN_REF" and node["column_names"][-1].casefold() in _NOT_COLUMNS:
            raise self._refuse(node, node["column_names"][-1])

    def _check_call(self, node: Node) -> None:
        path = [part.casefold() for part in node["qualified_name"]["path"]]
        allowed = self._functions | {"count_star"} | (_OPERATORS if node.get("is_operator") else frozenset())
        # In DuckDB's dialect every operator is a function of its operands, such as || and ~~ (LIKE).
        free = self._duckdb and node.get("is_operator")
        if len(path) != 1 or not (free or path[0] in allowed):
            raise self._refuse(node, ".".join(path))
        if not self._duckdb and node.get("order_bys", {}).get("orders"):
            raise self._refuse(node, "order by")

    def _check_table(self, node: Node, known: frozenset[str]) -> None:
        path = [part.casefold() for part in node["qualified_name"]["path"]]
        if len(path) != 1 or path[0] not in self._readable | known:
            raise self._refuse(node, f"from {'.'.join(path)}")
        if path[0] not in known:
            self.tables.add(path[0])

    def _check_select(self, node: Node) -> None:
        if len(node["group_sets"]) > 1:
            raise self._refuse(node, "grouping sets")
        source = node["from_table"]
        first = min((_start(entry) for entry in node["select_list"]), default=_NOWHERE)
        if source["type"] != "EMPTY" and first >= _start(source):
            # FROM before SELECT, or a short form (TABLE m, UNPIVOT m) for which the parser makes up the SELECT.
            raise self._refuse(source, "table" if first == _NOWHERE else "from")


def _start(node: Node) -> int:
    """Where the text of a node begins, as far as the tree says."""
    places = [value for name, value in node.items() if name == "query_location"]
    for value in node.values():
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, dict):
                places.append(_start(child))
    return min(places, default=_NOWHERE)
