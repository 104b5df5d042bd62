"""Who said which term on which day, as DuckDB tables: the ground on which topics, trends and bursts are counted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from commops.files import largest_first
from commops.stats.database import private_database, seal
from commops.stats.topics.cutting import normal

if TYPE_CHECKING:
    import duckdb

# Terms get numbers in alphabetical order, so that nothing depends on the order in which files are read.
_LOAD = """
create table spoken as
  select author as name, day_n, text_hash, length from read_parquet($messages)
  where kind = 'message' and author is not null and not is_bot and day_n <= $until
  and ($every or list_contains($only, channel));
create table person as select name, cast(row_number() over (order by name) as integer) as author
  from (select distinct name from spoken);
create table m as select person.author, day_n, text_hash, length from spoken join person using (name);
drop table spoken;
drop table person;
create table spelling as
  select word, cast(dense_rank() over (order by lower(word)) as integer) as term
  from (select distinct word from read_parquet($terms));
create table cut as select distinct t.text_hash, s.term from read_parquet($terms) as t join spelling as s using (word);
create table said as select distinct cut.term, m.author, m.day_n from m join cut using (text_hash);
drop table cut;
create table known as select count(*) as texts, count(*) filter (text_hash in
  (select text_hash from read_parquet($texts))) as kept from m where length > 0 and day_n >= $since;
create table day as select day_n, count(distinct author) as people from m group by day_n;
"""

# A term is heard when enough people said it; only what was heard is ever looked at again.
_HEARD = """
create table heard as select term from said group by term having count(distinct author) >= ?;
create table topic (topic varchar, term integer);
create table shown (term integer, word varchar)
"""


@dataclass(frozen=True, slots=True)
class Said:
    """The tables, sealed: ``said(term, author, day_n)``, ``heard(term)``, ``shown(term, word)``, ``topic(topic, term)``
    and ``day(day_n, people)``. ``first`` and ``last`` are the days of the log, None when it is empty.
    """

    db: duckdb.DuckDBPyConnection
    first: int | None
    last: int | None
    texts: int
    """Messages with words in the window looked at, and how many of their texts are kept."""
    kept: int

    def spellings(self) -> dict[str, list[str]]:
        """The ways in which each term that was heard is written."""
        found = self.db.execute(
            "select lower(min(word)), list(word order by word) from spelling join heard using (term) "
            "group by term order by term"
        )
        return dict(found.fetchall())

    def show(self, words: Collection[str]) -> None:
        """From now on these terms may be named."""
        self._fill("shown", "s.term, w.word", words)

    def about(self, topics: Mapping[str, Collection[str]]) -> None:
        """Say which words each topic has."""
        for name, words in sorted(topics.items()):
            self._fill("topic", "$name, s.term", map(normal, words), name=name)

    def _fill(self, table: str, columns: str, words: Iterable[str], **more: str) -> None:
        self.db.execute(
            f"insert into {table} select distinct {columns} from (select unnest($words) as word) as w "  # noqa: S608
            "join (select distinct lower(word) as word, term from spelling) as s using (word)",
            {"words": sorted(set(words)), **more},
        )


@contextmanager
def said(
    messages: Sequence[Path],
    terms: Sequence[Path],
    texts: Sequence[Path],
    *,
    only: Collection[str] | None,
    since: int,
    until: int,
    least: int,
) -> Iterator[Said]:
    """Load merged ``messages``, the ``terms`` of the texts, and the ``texts`` themselves (marks only).

    ``only``: channels that count (None: all). ``since`` to ``until``: the days (``day_n``) looked at; nothing later
    exists. ``least``: how many people have to say a term.
    """
    with private_database() as db:
        chosen = {
            "messages": list(map(str, largest_first(messages))),
            "terms": list(map(str, largest_first(terms))),
            "texts": list(map(str, largest_first(texts))),
            "until": until,
            "since": since,
            "every": only is None,
            "only": sorted(only or []),
        }
        for statement in _LOAD.strip().split(";\n"):
            db.execute(statement, {key: value for key, value in chosen.items() if f"${key}" in statement})
        seal(db)
        for statement in _HEARD.strip().split(";\n"):
            db.execute(statement, [least] if "?" in statement else None)
        first, last = db.execute("select min(day_n), max(day_n) from m").fetchall()[0]
        total, kept = db.execute("select texts, kept from known").fetchall()[0]
        yield Said(db, first, last, total, kept)
