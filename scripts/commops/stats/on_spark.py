"""The database of many machines: Spark, for logs that one machine can no longer hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from commops.stats.backend import Answer
from commops.stats.with_parts import take_apart, worth_keeping

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession


class Spark:
    """Temporary views in a session. ``files`` are URIs that every executor can read.

    Files stay within reach of the session: nothing but the guard (stats/guard.py) keeps a metric's SQL from them,
    so every query that comes from a file passes it first.
    """

    name = "spark"
    sealed = False

    def __init__(self, spark: SparkSession) -> None:
        self._spark = spark
        self._kept: dict[str, DataFrame] = {}
        self._views: set[str] = set()

    def store(self, files: Sequence[str]) -> None:
        """A view of the Parquet files; their data is read when rows are needed."""
        self._name("stored", self._spark.read.parquet(*files))

    def keep(self, name: str, sql: str) -> None:
        """A view whose rows stay in the executors' memory, or on their disks, once a query has read them."""
        frame = self._frame(sql)
        if name in self._kept:
            self._kept.pop(name).unpersist()
        self._kept[name] = frame.persist()
        self._name(name, frame)

    def few(self, column: str) -> str:
        """The column itself: where texts repeat, Spark keeps each once anyway."""
        return column

    def look(self, name: str, sql: str) -> None:
        """A view."""
        self._name(name, self._spark.sql(sql))

    def fill(self, name: str, columns: Mapping[str, str], rows: Sequence[Sequence[object]]) -> None:
        """A view of rows that travel with the query."""
        import pyarrow as pa

        schema = _schema(columns)
        values = zip(*rows, strict=True) if rows else [()] * len(schema)
        arrays = [pa.array(column, field.type) for column, field in zip(values, schema, strict=True)]
        self._name(name, self._spark.createDataFrame(pa.Table.from_arrays(arrays, schema=schema)))

    def query(self, sql: str) -> Answer:
        """Run one query; its rows come to this machine."""
        frame = self._frame(sql)
        return Answer(frame.columns, [tuple(row) for row in frame.collect()])

    def begin(self, sql: str) -> Callable[[], Answer]:
        """Run one query at once: the executors share its work already."""
        answer = self.query(sql)
        return lambda: answer

    def _frame(self, sql: str) -> DataFrame:
        """A statement, its parts worked out one after the other where writing all of them out would have no end."""
        statement = take_apart(sql)
        kept = worth_keeping(statement)
        if not kept:
            return self._spark.sql(sql)
        listed: list[str] = []
        for name, part in statement.parts:
            if name in kept:
                # A checkpoint forgets how its rows came about; a view would be planned again wherever its name stands.
                self._name(name, self._spark.sql(_with(listed, part)).localCheckpoint())
            else:
                listed.append(f"{name} as ({part})")
        answer = self._spark.sql(_with(listed, statement.query))
        for name in sorted(kept):
            self._drop(name)
        return answer

    def half(self, text: str) -> str:
        """Hexadecimal digits in pairs, the last pair first, as a number."""
        pairs = f"reverse(regexp_extract_all(substring(md5({text}), 17), '..', 0))"
        return f"cast(conv(concat_ws('', {pairs}), 16, 10) as decimal(20, 0))"

    def lock(self) -> None:
        """Forget where the messages came from."""
        self._drop("stored")

    def close(self) -> None:
        """Free the executors' memory; the session belongs to the caller."""
        for name in sorted(self._views):
            self._drop(name)
        for frame in self._kept.values():
            frame.unpersist()

    def _name(self, name: str, frame: DataFrame) -> None:
        frame.createOrReplaceTempView(name)
        self._views.add(name)

    def _drop(self, name: str) -> None:
        self._spark.catalog.dropTempView(name)
        self._views.discard(name)


def _with(parts: Sequence[str], query: str) -> str:
    return f"with {', '.join(parts)} {query}" if parts else query


def _schema(columns: Mapping[str, str]) -> pa.Schema:
    import pyarrow as pa

    types = {"string": pa.string(), "integer": pa.int32(), "bigint": pa.int64(), "boolean": pa.bool_()}
    return pa.schema([(name, types[kind]) for name, kind in columns.items()])
