"""What the database of one machine makes of many files."""

from __future__ import annotations

from pathlib import Path

import duckdb

from commops.stats.context import Context
from commops.stats.engine import Engine
from commops.stats.on_duckdb import DuckDB

_ROWS = """select 'general' as channel, 'telegram' as source, cast(i as varchar) as msg_id, 1780000000 + i as ts_s,
  'm-' || lpad(cast(hash(i) % {people} as varchar), 13, 'a') as author, 'message' as kind, false as is_question,
  cast(null as varchar) as reply_to, cast(null as varchar) as addressee, cast(0 as integer) as tie_n,
  cast(i // 86400 as integer) as day_n, cast(0 as integer) as week_n, cast(0 as integer) as month_n,
  cast(0 as integer) as dow, cast(0 as integer) as hour, false as is_bot
from range({first}, {end}) as numbers(i)"""


def test_many_messages_behind_a_small_file_fit_in_memory(tmp_path: Path) -> None:
    """The first file of a list is taken for typical: behind a small one, all rows were joined the wrong way round."""
    files = [tmp_path / "a.parquet", tmp_path / "b.parquet"]
    for file, first, end, people in ((files[0], 0, 50, 50), (files[1], 50, 300_000, 30_000)):
        duckdb.sql(f"copy ({_ROWS.format(first=first, end=end, people=people)}) to '{file}' (format parquet)")
    with Engine(files, Context(), backend=DuckDB(memory="100MB")) as engine:
        assert engine.size()[0] == 300_000
