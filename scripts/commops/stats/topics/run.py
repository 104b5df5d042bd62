"""From the private cache to three listings: how hot each topic is, what rises and falls, and what came in a burst."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from commops.logs.warehouse import Warehouse
from commops.stats import periods
from commops.stats.flows import SMALL
from commops.stats.listing import Listing
from commops.stats.pages import Column
from commops.stats.private_texts import last_day, no_texts, text_files
from commops.stats.table import Row
from commops.stats.topics.bursts import bursts
from commops.stats.topics.heat import heat
from commops.stats.topics.name_parts import name_parts
from commops.stats.topics.said import said
from commops.stats.topics.term_cache import term_files
from commops.stats.topics.trends import trends
from commops.stats.topics.vocabulary import nameable, team_names
from commops.texts import Text, pick
from commops.workspace import Workspace

DAYS = 28
"""How far back the usual look goes."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found between two days, both included, and of how many of the messages the words were known."""

    first: dt.date
    last: dt.date
    known: float | None
    """Share of the messages with words whose texts are still kept; None when there were none."""
    listings: dict[str, Listing]


def find(
    warehouse: Warehouse,
    ws: Workspace,
    *,
    channels: Collection[str] | None,
    start: dt.date | None = None,
    end: dt.date | None = None,
    exact: bool = False,
) -> Found:
    """Topics, trends and bursts. ``channels``: which count (None: all); ``start``, ``end``: days to look at, both
    included (default: the last ``DAYS`` of the log). ``exact`` names what fewer than five people said, too.

    Raises InputError when texts were not kept, or were purged.
    """
    least = 1 if exact else SMALL
    own_words = [word for topic in ws.topics for word in topic.words]
    until = periods.day_number(end or last_day(warehouse, ws))
    since = periods.day_number(start) if start else until - DAYS + 1
    with warehouse.deriving() as folder:
        texts = text_files(warehouse)
        terms = term_files(texts, own_words, folder)
        with said(
            warehouse.parquet_files(), terms, texts, only=channels, since=since, until=until, least=least
        ) as spoken:
            if spoken.texts and not spoken.kept:
                raise no_texts()
            spoken.show(nameable(spoken.spellings(), team_names(ws), warehouse.names_among))
            spoken.about({topic.id: topic.words for topic in ws.topics})
            weeks = range(periods.week_of_day(since), periods.week_of_day(until) + 1)
            hot = heat(spoken, [topic.id for topic in ws.topics], weeks, least)
            reaches_back = spoken.first is not None and spoken.first < since
            moved = trends(spoken, since, until, least) if reaches_back else []
            sudden = bursts(spoken, since, until, least)
            known = spoken.kept / spoken.texts if spoken.texts else None
        named = {str(row["term"]) for row in (*moved, *sudden)}
        hidden = name_parts(named, terms, texts, warehouse.names_among)
    moved, sudden = ([row for row in rows if row["term"] not in hidden] for rows in (moved, sudden))
    listings = {"topics": _topics(hot, ws), "trends": _trends(moved), "bursts": _bursts(sudden)}
    return Found(periods.day_of(since), periods.day_of(until), known, listings)


_TERM = Column("term", Text("词", "Term"), "text")
_WORDS = {
    "week": Text("周", "Week"),
    "topic": Text("话题", "Topic"),
    "name": Text("名称", "Name"),
    "kind": Text("类别", "Kind"),
    "first": Text("从", "From"),
    "last": Text("到", "To"),
}
_PEOPLE = Column("people", Text("人数", "People"), "count")
_BEFORE = Column("people_before", Text("此前人数", "People before"), "count")


def _text(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, _WORDS[name], "text") for name in names)


def _topics(rows: Sequence[Row], ws: Workspace) -> Listing:
    known = {topic.id: topic for topic in ws.topics}
    speaks = ws.languages[0]
    named: list[Row] = []
    for row in rows:
        topic = known[str(row["topic"])]
        named.append({**row, "name": pick(topic.name, speaks), "kind": topic.kind_})
    return Listing(
        Text("话题热度（M36）", "Topic heat (M36)"),
        Text(
            "每周谈到话题的人数；热度 = 最近 4 周人数的加权平均，越近权重越大（1、½、¼、⅛）",
            "people who spoke of a topic in a week; heat = weighted mean of people over 4 weeks (1, ½, ¼, ⅛)",
        ),
        (
            *_text("week", "topic", "name", "kind"),
            _PEOPLE,
            _BEFORE,
            Column("change", Text("环比", "Change"), "percent"),
            Column("heat", Text("热度", "Heat"), "ratio"),
        ),
        tuple(named),
    )


def _trends(rows: Sequence[Row]) -> Listing:
    return Listing(
        Text("升降的词", "Rising and falling terms"),
        Text(
            "与此前同样长的一段相比；z 是带先验的对数优势比，绝对值 2 以下视为偶然，正为上升",
            "against an equally long time before; z is a log-odds ratio with a prior: above 0 rising, below 2 chance",
        ),
        (_TERM, _PEOPLE, _BEFORE, Column("z", Text("z 值", "z"), "ratio")),
        tuple(rows),
    )


def _bursts(rows: Sequence[Row]) -> Listing:
    return Listing(
        Text("突然热起来的词", "Bursts"),
        Text(
            "突然有很多人说的词；倍数 = 那几天与平时相比，强度越大越不像偶然",
            "terms that suddenly many people said; times = compared with all days, weight = how unlike chance",
        ),
        (
            _TERM,
            *_text("first", "last"),
            _PEOPLE,
            Column("times", Text("倍数", "Times"), "ratio"),
            Column("weight", Text("强度", "Weight"), "ratio"),
        ),
        tuple(rows),
    )
