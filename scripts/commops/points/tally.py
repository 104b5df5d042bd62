"""Counts in the merged log what can earn points: so many times per member, local day and sort of action."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from commops.errors import InputError
from commops.files import largest_first
from commops.points.programme import Guards
from commops.texts import Text


class Seen(NamedTuple):
    """What one member did on one local day: ``times`` that count, ``dropped`` that a limit left out."""

    member: str
    day_n: int
    counts: str
    times: int
    dropped: int


# A row is judged once: whether its text is long enough and new, then whether its hour is full. Pictures and files
# have no text to compare. Copies of anybody's text count as copies, also of the team's and from other channels.
_LOAD = """
create table said as
  with people as (
    select source, channel, msg_id, reply_to, ts_s, author, is_question, n_reactions, day_n, hour,
      $min_length = 0 or length >= $min_length or media not in ('text', 'link') as long_enough,
      case when $same_text_days > 0 and length > 0 then lag(ts_s) over (
        partition by text_hash, length = 0 order by ts_s, channel, coalesce(msg_id, ''), author) end as before_s
    from read_parquet($files)
    where kind = 'message' and author is not null and not is_bot
      and ($every or list_contains($only, channel))
  ),
  judged as (
    select *, long_enough and (before_s is null or ts_s - before_s > $same_text_days * 86400) as fair from people
  )
  select *, not list_contains($staff, author) as earns,
    fair and ($per_hour = 0 or row_number() over (
      partition by author, day_n, hour, fair order by ts_s, channel, coalesce(msg_id, '')) <= $per_hour) as counts
  from judged
"""

_REPLIES = """
create table replied as
  with pairs as (
    select r.author as giver, q.author as asker, q.channel, q.msg_id, q.is_question, r.day_n, r.ts_s, r.counts,
      r.msg_id as reply_id, r.earns as giver_earns, q.earns as asker_earns,
      row_number() over (partition by q.source, q.channel, q.msg_id, r.author, r.counts
        order by r.ts_s, coalesce(r.msg_id, '')) as turn
    from said as r
    join said as q on q.source = r.source and q.channel = r.channel and q.msg_id = r.reply_to
    where r.author <> q.author
  )
  select *,
    counts and ($per_pair_day = 0 or row_number() over (partition by giver, asker, day_n, counts
      order by ts_s, channel, coalesce(reply_id, '')) <= $per_pair_day) as received,
    counts and ($per_pair_day = 0 or row_number() over (partition by giver, asker, day_n, counts, is_question, turn = 1
      order by ts_s, channel, coalesce(reply_id, '')) <= $per_pair_day) as given
  from pairs
"""

# What each sort of action asks of the tables: member, day, times, times left out.
_COUNTS = {
    "message": "select author, day_n, count_if(counts), count_if(not counts) from said where earns group by all",
    "active-day": """select author, day_n, cast(bool_or(counts) as bigint), cast(not bool_or(counts) as bigint)
      from said where earns group by all""",
    "reaction-received": """select author, day_n, cast(sum(case when counts then n_reactions else 0 end) as bigint),
      cast(sum(case when counts then 0 else n_reactions end) as bigint)
      from said where earns and n_reactions > 0 group by all""",
    "reply-received": """select asker, day_n, count_if(received), count_if(not received)
      from replied where asker_earns group by all""",
    "answer": """select giver, day_n, count_if(given), count_if(not given)
      from replied where giver_earns and is_question and turn = 1 group by all""",
}


def tally(
    files: Sequence[Path],
    guards: Guards,
    *,
    wanted: Collection[str] = tuple(_COUNTS),
    staff: Collection[str] = (),
    only: Collection[str] | None = None,
    memory: str = "700MB",
) -> list[Seen]:
    """Everything in the merged log that could earn points, in a fixed order. Later days change nothing in earlier ones.

    Days are the community's (the log's own column). Bots and ``staff`` (pseudonyms) earn nothing; what the team gives
    to others (a reply to their message) counts. ``wanted`` sorts of action and ``only`` these channels: all by default.
    A reply or an answer needs the platform's own reply mark, and belongs to the day on which it was written; a reaction
    to the day of the message.
    """
    import duckdb

    asked = {
        "files": list(map(str, largest_first(files))),
        "staff": sorted(staff),
        "every": only is None,
        "only": sorted(only or ()),
        "min_length": guards.min_length,
        "same_text_days": guards.same_text_days,
        "per_hour": guards.per_hour,
        "per_pair_day": guards.per_pair_day,
    }
    with TemporaryDirectory(prefix="commops-") as spill:
        options: dict[str, str | bool | int | float | list[str]] = {
            "python_enable_replacements": False,
            "memory_limit": memory,
            "threads": 2,
            "temp_directory": spill,
        }
        with duckdb.connect(config=options) as db:
            try:
                for statement in (_LOAD, _REPLIES):
                    db.execute(statement, {name: asked[name] for name in asked if f"${name}" in statement})
                found = {name: db.execute(sql).fetchall() for name, sql in _COUNTS.items() if name in wanted}
            except duckdb.Error:
                raise _not_read(files) from None
    rows = (Seen(who, day_n, name, *count) for name, lines in found.items() for who, day_n, *count in lines)
    return sorted(rows)


def _not_read(files: Sequence[Path]) -> InputError:
    return InputError(
        str(files[0].parent) if files else ".commops",
        Text("导入的记录读不出来", "the imported logs cannot be read"),
        Text("把导出文件再导入一次：commops logs import。", "Import the exports again: commops logs import."),
    )
