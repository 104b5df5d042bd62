"""A metric's page: what the number is called, how it is worked out, what to beware of, and how it is published."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeAlias

import yaml

from commops.texts import Text

FOLDER = Path(__file__).resolve().parent / "metrics"
GREY_BELOW = 30
"""A rate over fewer than this many is shown, but greyed: chance alone moves it (domain ground rule)."""

_SHARED = re.compile(r"-- with (shared/[a-z_]+\.sql)\n")

Unit: TypeAlias = Literal["text", "count", "percent", "ratio", "minutes"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the published table: its label and how to print its values."""

    name: str
    label: Text
    unit: Unit


@dataclass(frozen=True, slots=True)
class Rate:
    """A number worked out of counts: product of ``over`` ÷ product of ``under``, rounded to ``digits``."""

    name: str
    over: tuple[str | int, ...]
    under: tuple[str | int, ...]
    n: str
    """The column that counts what the rate stands on; below ``min_n`` the rate is hidden. ``""``: none."""
    part: bool
    """Whether the numerator counts a part of the denominator, so that the rest is a count of people too."""
    digits: int


@dataclass(frozen=True, slots=True)
class Sum:
    """``column`` adds up ``over`` these keys: to the row with ``*`` in their place, or to ``total`` (known anyway)."""

    column: str
    over: tuple[str, ...]
    total: str


@dataclass(frozen=True, slots=True)
class Page:
    """One metric: everything its front matter says, its prose, and its SQL."""

    key: str
    row: str
    name: Text
    formula: Text
    caveat: Text
    unit: Unit
    grain: str
    direction: str
    min_n: int
    tables: tuple[str, ...]
    keys: tuple[str, ...]
    columns: Mapping[str, Column]
    n: str
    """The column that says on how many a row stands; where it is hidden, the whole row is. ``""``: none."""
    people: tuple[str, ...]
    """Columns that count people: a cell of 1 to 4 is never published."""
    rates: tuple[Rate, ...]
    sums: tuple[Sum, ...]
    publish: Mapping[str, tuple[str, ...]]
    """Which rows the weekly file holds: accepted values by key column; empty for all."""
    every: int
    """Published in every week (1) or only in each n-th: windows that overlap give small cells away by subtraction."""
    flow: tuple[str, ...]
    """The two key columns between which people move, for a metric whose rows are flows; else empty."""
    body: str
    sql: str
    """The whole statement, also of a metric whose first line is ``-- with shared/<name>.sql``."""

    @property
    def definition(self) -> str:
        """SHA-256 (hex) of what decides the numbers: the SQL and the front matter without its prose."""
        decides = {
            "min_n": self.min_n,
            "n": self.n,
            "people": self.people,
            "publish": {name: list(values) for name, values in sorted(self.publish.items())},
            "every": self.every,
            "rates": [[r.name, r.over, r.under, r.n, r.part, r.digits] for r in self.rates],
            "sums": [[s.column, s.over, s.total] for s in self.sums],
            "columns": list(self.columns),
            **({"flow": self.flow} if self.flow else {}),
        }
        text = json.dumps(decides, sort_keys=True, ensure_ascii=False) + "\n" + self.sql
        return hashlib.sha256(text.encode()).hexdigest()


def keys() -> tuple[str, ...]:
    """The keys of all metrics, sorted: each is a ``<key>.sql`` with a ``<key>.md`` in the folder."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.sql")))


@cache
def load_page(key: str) -> Page:
    """The page of a metric. Raises KeyError for a key that no file has, ValueError for a page that is not complete."""
    if key not in keys():
        raise KeyError(key)
    text = (FOLDER / f"{key}.md").read_text(encoding="utf-8")
    head, mark, body = text.removeprefix("---\n").partition("\n---\n")
    if not mark:
        raise ValueError(f"{key}.md has no front matter")
    front: dict[str, Any] = yaml.safe_load(head)
    if front["key"] != key:
        raise ValueError(f"{key}.md says key: {front['key']}")
    return _page(front, body, _sql(key))


def _sql(key: str) -> str:
    """The statement of a metric, behind the WITH parts that it shares with others, if it names them."""
    text = (FOLDER / f"{key}.sql").read_text(encoding="utf-8")
    if shared := _SHARED.match(text):
        text = (FOLDER / shared[1]).read_text(encoding="utf-8") + text[shared.end() :]
    return text


def _text(value: Mapping[str, str]) -> Text:
    return Text(zh=value["zh"], en=value["en"])


def _page(front: dict[str, Any], body: str, sql: str) -> Page:
    columns = {
        name: Column(name, _text(spec), spec.get("unit", "text" if name in front["keys"] else "count"))
        for name, spec in front["columns"].items()
    }
    return Page(
        key=front["key"],
        row=front["row"],
        name=_text(front["name"]),
        formula=_text(front["formula"]),
        caveat=_text(front["caveat"]),
        unit=front["unit"],
        grain=front["grain"],
        direction=front["direction"],
        min_n=front["min_n"],
        tables=tuple(front["tables"]),
        keys=tuple(front["keys"]),
        columns=columns,
        n=front.get("n", ""),
        people=tuple(front.get("people", ())),
        rates=tuple(_rate(name, spec) for name, spec in front.get("rates", {}).items()),
        sums=tuple(Sum(s["column"], tuple(s["over"]), s.get("total", "")) for s in front.get("sums", ())),
        publish={name: tuple(values) for name, values in front.get("publish", {}).items()},
        every=front.get("every", 1),
        flow=tuple(front.get("flow", ())),
        body=body,
        sql=sql,
    )


def _rate(name: str, spec: Mapping[str, Any]) -> Rate:
    return Rate(
        name=name,
        over=tuple(spec["over"]),
        under=tuple(spec["under"]),
        n=spec.get("n", ""),
        part=spec.get("part", False),
        digits=spec.get("digits", 4),
    )
