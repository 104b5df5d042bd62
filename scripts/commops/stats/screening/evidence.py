"""Loads what is screened and gathers evidence about accounts, one table for each kind of evidence."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from commops.files import largest_first
from commops.stats.database import private_database, seal
from commops.stats.screening.near_copies import near_copies

if TYPE_CHECKING:
    import duckdb

DAY = 86_400
NEW_DAYS = 14
"""Somebody who came at most so many days ago is a newcomer; of those there at the start of a log nobody knows."""
ACCOUNTS = 3
"""So many accounts do the same before it is evidence."""
WAVE_DAYS, WAVE_SHARE = 2, 0.7
"""Copies are a wave when this share of them falls into so many days; greetings and routine phrases never stop."""
QUICK_S = 600
LINKS, LINK_SHARE = 3, 0.5

_LOAD = """
create table spoken as
  select author as name, channel, ts_s, kind, text_hash, media = 'link' as is_link from read_parquet($messages)
  where author is not null and not is_bot and day_n <= $until and ($every or list_contains($only, channel));
create table came as
  select name, r.channel, coalesce(min(ts_s) filter (kind = 'join'),
    case when min(ts_s) > min(start) + $new_s then min(ts_s) end) as came_s
  from spoken as r join (select channel, min(ts_s) as start from spoken group by channel) using (channel)
  group by name, r.channel;
create table text as
  select text_hash, min(text) as text from read_parquet($texts) where text_hash in (
    select text_hash from read_parquet($messages) where day_n between $since and $until) group by text_hash
"""

_PREPARE = r"""
create table written as
  select text_hash, text,
    list_distinct(regexp_extract_all(lower(text), '(?:https?://|www\.)([^/\s"<>，。：]+)', 1)) as sites,
    regexp_replace(regexp_replace(lower(text), '(?:https?://|www\.)[!-~]+', '', 'g'), '[^\p{L}]', '', 'g') as plain
  from text;
create table m as
  select s.name, s.channel, s.ts_s, s.text_hash, s.is_link or len(coalesce(w.sites, [])) > 0 as has_link,
    coalesce(w.sites, []) as sites, c.came_s, coalesce(s.ts_s - c.came_s < $new_s, false) as is_new
  from spoken as s left join came as c using (name, channel) left join written as w using (text_hash)
  where s.kind = 'message' and s.ts_s >= $first_s
"""

# A run of near copies has no pause of more than a day; a wave is a short run by several accounts, of a group that
# consists of little else.
_EVIDENCE = f"""
create temp table copy as
  select *, sum(fresh) over (partition by cluster order by ts_s, name rows unbounded preceding) as run from (
    select grouped.cluster, m.*, cast(coalesce(
      ts_s - lag(ts_s) over (partition by cluster order by ts_s, name) > {DAY}, true) as integer) as fresh
    from m join grouped using (text_hash));
create temp table short as
  select cluster, run, min(ts_s) as first_s, max(ts_s) as last_s, count(*) as messages,
    count(distinct name) as accounts, count(distinct name) filter (is_new) as newcomers,
    count(distinct channel) as channels, min_by(text_hash, (ts_s, text_hash)) as text_hash
  from copy group by cluster, run having accounts >= {ACCOUNTS} and last_s - first_s <= {WAVE_DAYS * DAY};
create temp table wave as
  select short.* from short join (select cluster, sum(messages) as n from short group by cluster) as s using (cluster)
    join (select cluster, count(*) as n from copy group by cluster) as c using (cluster)
  where s.n >= {WAVE_SHARE} * c.n;
create temp table copier as
  select copy.name, count(*) as copies, max(wave.accounts) as copied_with,
    bool_or(copy.is_new and 2 * wave.newcomers >= wave.accounts) as among_new
  from copy join wave on wave.cluster = copy.cluster and wave.run = copy.run
  group by copy.name;
create temp table opening as
  select name, channel, min(ts_s) filter (has_link) as link_s, min(came_s) as came_s from m where is_new
  group by name, channel;
create temp table together as
  select a.name, count(distinct b.name) as joined_with from opening as a join opening as b
    on b.came_s between a.came_s - {DAY // 2} and a.came_s + {DAY // 2} and b.link_s < b.came_s + {DAY}
  where a.link_s < a.came_s + {DAY} group by a.name having count(distinct b.name) >= {ACCOUNTS};
create temp table quick as
  select name, min(link_s - came_s) // 60 as quick_link from opening where link_s - came_s < {QUICK_S} group by name;
create temp table linker as
  select name, count(*) filter (has_link) / count(*) as link_share from m where is_new
  group by name having count(*) filter (has_link) >= {LINKS} and link_share >= {LINK_SHARE};
create temp table site as
  select site, count(*) as messages, count(distinct name) as accounts, count(distinct name) filter (is_new) as newcomers
  from (select *, unnest(sites) as site from m) group by site
  having count(distinct name) >= {ACCOUNTS} and newcomers >= 0.8 * accounts;
create temp table sharer as
  select name, max(accounts) as site_with from (select *, unnest(sites) as site from m) join site using (site)
  group by name;
create temp table said as
  select name, count(*) as messages, min(ts_s) as first_s, max(ts_s) as last_s from m group by name;
"""  # noqa: S608 - the numbers are ours


@contextmanager
def evidence(
    messages: Sequence[Path],
    texts: Sequence[Path],
    *,
    only: Collection[str] | None,
    since: int,
    until: int,
    first_s: int,
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A sealed database with the tables of evidence about the days ``since`` to ``until`` (``day_n``).

    ``only``: channels that count (None: all); ``first_s``: UTC seconds at which the day ``since`` begins.
    """
    with private_database() as db:
        chosen = {
            "messages": list(map(str, largest_first(messages))),
            "texts": list(map(str, largest_first(texts))),
            "until": until,
            "since": since,
            "first_s": first_s,
            "new_s": NEW_DAYS * DAY,
            "every": only is None,
            "only": sorted(only or []),
        }
        for part in (_LOAD, _PREPARE):
            for statement in part.strip().split(";\n"):
                db.execute(statement, {key: value for key, value in chosen.items() if f"${key}" in statement})
            if part is _LOAD:
                seal(db)
        near_copies(db)
        for statement in _EVIDENCE.strip().removesuffix(";").split(";\n"):
            db.execute(statement)
        yield db
