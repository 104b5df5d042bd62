"""A metric's page: what the number is called, how it is worked out, what to beware of, and how it is published."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeAlias

import yaml

from commops.texts import Text

FOLDER = Path(__file__).resolve().parent / "metrics"
GREY_BELOW = 30
"""A rate over fewer than this many is shown, but greyed: chance alone moves it (domain ground rule)."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Ten times as fast where PyYAML has libyaml; pages are ours, so both say the same."""

_SHARED = re.compile(r"-- with shared/([a-z_]+)\.sql\n")

Unit: TypeAlias = Literal["text", "count", "percent", "ratio", "minutes"]
Engine: TypeAlias = Literal["any", "duckdb"]
Files: TypeAlias = Literal["week", "month"]


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
    root: bool
    """Whether the square root is taken, as for a standard error."""
    needs: tuple[str, ...]
    """Further columns without which the number is not told: counts that it would give away while they are hidden."""


@dataclass(frozen=True, slots=True)
class Sum:
    """``column`` adds up ``over`` these keys: to the row with ``*`` in their place, or to ``total`` (known anyway)."""

    column: str
    over: tuple[str, ...]
    total: str


@dataclass(frozen=True, slots=True)
class Chain:
    """Along the values of a key (numbers), each row's ``column`` counts a part of the people of the row before."""

    column: str
    along: str


class Shared(NamedTuple):
    """WITH parts that several metrics begin with: the name of their file, and its text."""

    name: str
    text: str


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
    equations: tuple[Mapping[str, int], ...]
    """Columns of one row, published or not, with factors whose weighted sum a reader knows from elsewhere."""
    chains: tuple[Chain, ...]
    splits: Mapping[str, tuple[str, ...]]
    """Columns of which others in the same row are the parts: nobody may work out a hidden part from the rest."""
    same: Mapping[str, tuple[str, str, str]]
    """A column that repeats a number of another row: its column there, the key that differs, and the column here
    that holds the value of that key."""
    adds_up: Mapping[str, str]
    """Columns of which the days of a week or month, and the weeks of 28 days, make up the whole; and the column that is
    the same on a single day. Not part of the definition: no released file holds days."""
    publish: Mapping[str, tuple[str | int, ...]]
    """Which rows the weekly file holds: accepted values by key column; empty for all."""
    files: Files
    """Which released files hold the rows. What people write down by hand is finished late, so it waits for the month:
    a monthly file takes the rows whose closing week (``closed_n``) began in that month, each row once."""
    uses: tuple[str, ...]
    """Metrics whose rows the SQL reads like tables, by key."""
    every: int
    """Published in every week (1) or only in each n-th: windows that overlap give small cells away by subtraction."""
    flow: tuple[str, ...]
    """The two key columns between which people move, for a metric whose rows are flows; else empty."""
    engine: Engine
    """``any``: portable SQL; ``duckdb``: its SQL needs functions that only DuckDB has."""
    body: str
    sql: str
    """The whole statement, also of a metric whose first line is ``-- with shared/<name>.sql``."""
    shared: Shared | None = None
    """The beginning of the statement that other metrics have too."""

    @property
    def needs_log(self) -> bool:
        """Whether it says nothing without an imported log."""
        return bool(self.uses) or not {"m", "activity", "days", "months"}.isdisjoint(self.tables)

    @property
    def definition(self) -> str:
        """SHA-256 (hex) of what decides the numbers: the SQL and the front matter without its prose."""
        decides = {
            "min_n": self.min_n,
            "n": self.n,
            "people": self.people,
            "publish": {name: list(values) for name, values in sorted(self.publish.items())},
            "every": self.every,
            "rates": [[r.name, r.over, r.under, r.n, r.part, r.digits, *_more(r)] for r in self.rates],
            **({"splits": self.splits} if self.splits else {}),
            **({"same": self.same} if self.same else {}),
            **({"uses": [load_page(key).definition for key in self.uses]} if self.uses else {}),
            "sums": [[s.column, s.over, s.total] for s in self.sums],
            "columns": list(self.columns),
            # Added later, and only where there are any: the definitions of other metrics keep their hash.
            **({"equations": [dict(sorted(e.items())) for e in self.equations]} if self.equations else {}),
            **({"chains": [[c.column, c.along] for c in self.chains]} if self.chains else {}),
            **({"flow": self.flow} if self.flow else {}),
        }
        text = json.dumps(decides, sort_keys=True, ensure_ascii=False) + "\n" + self.sql
        return hashlib.sha256(text.encode()).hexdigest()


def _more(rate: Rate) -> list[object]:
    """What few rates have; left out of the definition of the others, so that theirs stays what it was."""
    return [rate.root, rate.needs] if rate.root or rate.needs else []


@cache
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
    front: dict[str, Any] = yaml.load(head, _LOADER)  # noqa: S506
    if front["key"] != key:
        raise ValueError(f"{key}.md says key: {front['key']}")
    return _page(front, body, *_sql(key))


def _sql(key: str) -> tuple[str, Shared | None]:
    """The statement of a metric, behind the WITH parts that it shares with others, if it names them."""
    text = (FOLDER / f"{key}.sql").read_text(encoding="utf-8")
    named = _SHARED.match(text)
    if named is None:
        return text, None
    shared = Shared(named[1], (FOLDER / "shared" / f"{named[1]}.sql").read_text(encoding="utf-8"))
    return shared.text + text[named.end() :], shared


@cache
def used_by_others() -> frozenset[str]:
    """The metrics whose rows another one reads."""
    return frozenset(used for key in keys() for used in load_page(key).uses)


def _text(value: Mapping[str, str]) -> Text:
    return Text(zh=value["zh"], en=value["en"])


def _page(front: dict[str, Any], body: str, sql: str, shared: Shared | None) -> Page:
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
        equations=tuple(front.get("equations", ())),
        chains=tuple(Chain(c["column"], c["along"]) for c in front.get("chains", ())),
        splits={whole: tuple(parts) for whole, parts in front.get("splits", {}).items()},
        same={name: (spec["column"], spec["key"], spec["by"]) for name, spec in front.get("same", {}).items()},
        adds_up=front.get("adds_up", {}),
        publish={name: tuple(values) for name, values in front.get("publish", {}).items()},
        files=front.get("files", "week"),
        uses=tuple(front.get("uses", ())),
        every=front.get("every", 1),
        flow=tuple(front.get("flow", ())),
        engine=front.get("engine", "any"),
        body=body,
        sql=sql,
        shared=shared,
    )


def _rate(name: str, spec: Mapping[str, Any]) -> Rate:
    return Rate(
        name=name,
        over=tuple(spec["over"]),
        under=tuple(spec["under"]),
        n=spec.get("n", ""),
        part=spec.get("part", False),
        digits=spec.get("digits", 4),
        root=spec.get("root", False),
        needs=tuple(spec.get("needs", ())),
    )
