"""Finds the imported logs that a verb is to count, here or elsewhere, and the database to count them in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commops.cli._log_options import nothing_imported
from commops.cli._options import ONLY_SPARK, message_language, today
from commops.texts import Lang, Text, safe, tame

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

    from commops.logs.state import Gap
    from commops.stats.backend import Backend
    from commops.workspace import Workspace

_LEFT_OUT = Text(
    "未计入（channels.yml 中没有）：{names}。其中若有本社群的群，请把群名写进渠道的 log: names:；"
    "只想看看就加 --all-chats。",
    "Not counted (not in channels.yml): {names}. If one is the community's, write its name under log: names: there; "
    "to have a look, add --all-chats.",
)


@dataclass(frozen=True, slots=True)
class Where:
    """What the options say: which engine, on which cluster, over the warehouse at which path or URI."""

    engine: str
    master: str | None
    warehouse: str | None


@dataclass(frozen=True, slots=True)
class Logs:
    """The workspace, the Parquet files of the merged logs, the chats in them, and the database (None: the default)."""

    ws: Workspace
    files: Sequence[Path | str]
    chats: frozenset[str]
    backend: Backend | None
    gaps: Sequence[Gap] = ()
    """Days that no export covers."""
    channels: Sequence[tuple[str, int, int]] = ()
    """Each channel with the ``day_n`` of its first and last message."""


@contextmanager
def open_logs(root: Path, where: Where, *, needed: bool = True) -> Iterator[Logs]:
    """The logs to count. Raises InputError when none is there but ``needed``, or those elsewhere do not fit."""
    from commops.workspace.load import load_late

    if where.engine != "spark":
        if where.warehouse and "://" in where.warehouse:
            raise click.UsageError(ONLY_SPARK.fill(uri=where.warehouse).get(message_language()))
        yield _require(_logs(load_late(root, today=today()), root, where.warehouse), root, where, needed=needed)
        return
    from commops.spark import session
    from commops.stats.on_spark import Spark

    ws = load_late(root, today=today())
    with session(where.master) as spark:
        yield _require(_logs(ws, root, where.warehouse, spark, Spark(spark)), root, where, needed=needed)


def _require(logs: Logs, root: Path, where: Where, *, needed: bool) -> Logs:
    if needed and not logs.files:
        raise nothing_imported(where.warehouse or str(root / ".commops"))
    return logs


def _logs(
    ws: Workspace,
    root: Path,
    place: str | None,
    spark: SparkSession | None = None,
    backend: Backend | None = None,
) -> Logs:
    from commops.logs import elsewhere
    from commops.logs.warehouse import open_warehouse
    from commops.spark import location
    from commops.stats import periods

    files: Sequence[Path | str]
    if place is None:
        warehouse = open_warehouse(root)
        warehouse.refresh(ws)
        stored, files = warehouse.summary(), warehouse.parquet_files()
    else:
        found = elsewhere.at_uri(place, spark) if spark and "://" in place else elsewhere.in_folder(Path(place))
        found.require(ws)
        stored, files = found.state, found.files()
    if spark:
        files = [file if "://" in str(file) else location(Path(file)) for file in files]
    channels = [
        (
            str(row["channel"]),
            periods.local_day(int(row["first"]), ws.zone),
            periods.local_day(int(row["last"]), ws.zone),
        )
        for row in stored.channels
    ]
    return Logs(ws, files, frozenset(name for name, *_ in channels), backend, stored.gaps, channels)


def name_the_others(ws: Workspace, chats: frozenset[str], lang: Lang) -> None:
    """Say on stderr which imported chats do not count."""
    from commops.stats.context import counted

    if outside := chats - (counted(ws) or chats):
        names = Text("、", ", ").get(lang).join(sorted(outside))
        click.echo(tame(safe(_LEFT_OUT.fill(names=names).get(lang))), err=True)
