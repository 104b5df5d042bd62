"""Groups messages that are nearly the same: minhash bands of letter triples propose, exact Jaccard decides."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

LEAST_LETTERS, MOST_LETTERS = 10, 400
LEAST_JACCARD = 0.5
_HASHES, _PER_BAND = 16, 2

# Equal texts are one document. In each band a document is compared with the smallest one of its bucket and with the
# one before it, not with all: a bucket of thousands then costs thousands, and chains still join the group.
_GROUPS = f"""
create temp table doc as
  select min(text_hash) as doc, plain from written where length(plain) >= {LEAST_LETTERS} group by plain;
create temp table gram as
  select distinct doc, hash(substr(plain, i, 3)) as g from (
    select doc, plain, unnest(range(1, least(length(plain), {MOST_LETTERS}) - 1)) as i from doc);
create temp table signature as
  select doc, k, min(hash(g, k)) as h from gram, (select unnest(range({_HASHES})) as k) group by doc, k;
create temp table band as
  select doc, k // {_PER_BAND} as b, hash(list(h order by k)) as bucket from signature group by doc, b;
create temp table pair as
  select distinct a, doc as b from (
    select doc, unnest([first_value(doc) over w, lag(doc) over w]) as a from band
    window w as (partition by b, bucket order by doc)
  ) where a < doc;
"""  # noqa: S608 - the numbers are ours


def near_copies(db: duckdb.DuckDBPyConnection) -> None:
    """From ``written(text_hash, plain)`` make ``grouped(text_hash, cluster)``; texts of few letters are left out."""
    for statement in _GROUPS.strip().removesuffix(";").split(";\n"):
        db.execute(statement)
    parent: dict[int, int] = {}
    for a, b in _alike(db):
        low, high = sorted((_top(parent, a), _top(parent, b)))
        parent[high] = low
    db.execute("create temp table tied (doc bigint, cluster bigint)")
    ties = [(doc, _top(parent, doc)) for doc in sorted(parent)]
    if ties:
        db.execute(
            "insert into tied select unnest($docs), unnest($tops)",
            {"docs": [doc for doc, _ in ties], "tops": [top for _, top in ties]},
        )
    db.execute(
        "create temp table grouped as select text_hash, coalesce(tied.cluster, doc.doc) as cluster "
        "from written join doc using (plain) left join tied using (doc)"
    )


def _alike(db: duckdb.DuckDBPyConnection) -> Iterator[tuple[int, int]]:
    """The proposed pairs that are alike. Sets of Python compare small lists many times faster than the database."""
    listed = db.execute("select doc, list(g) from gram where doc in (select unnest([a, b]) from pair) group by doc")
    grams = {doc: frozenset(triples) for doc, triples in listed.fetchall()}
    for a, b in db.execute("select a, b from pair order by a, b").fetchall():
        same = len(grams[a] & grams[b])
        if same >= LEAST_JACCARD * (len(grams[a]) + len(grams[b]) - same):
            yield a, b


def _top(parent: dict[int, int], doc: int) -> int:
    while (above := parent.get(doc, doc)) != doc:
        parent[doc] = parent.get(above, above)
        doc = above
    return doc
