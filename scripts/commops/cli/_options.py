"""Options that several verbs share; the clock, the language and the place of the workspace enter the program here."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from commops.texts import LANGS, Lang, Text, language

SPOKEN = "commops.lang"
"""Where a command notes the language that it was asked to speak, for errors that end it."""
ONLY_SPARK = Text(
    "{uri} 不在这台电脑上，只有 --engine spark 能读。",
    "{uri} is not on this computer: only --engine spark can read it.",
)
_MASTER = Text("--master 要和 --engine spark 一起用。", "--master goes with --engine spark.")
_NOT_A_DATE = Text("{value} 不是日期，日期要写成 2026-11-22 的样子。", "{value} is not a date like 2026-11-22.")


class Finished(SystemExit):
    """The end of a verb that holds much in memory: the process may end without taking it apart piece by piece."""


class Group(click.Group):
    """A group that lists its commands with the whole first paragraph of their help, which is in both languages."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """One row for each command."""
        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        rows = [(name, " ".join((one.help or "").split("\n\n")[0].split())) for name, one in commands if one]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


def root_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """``-C DIR``: the workspace, a folder with community/ (default: here)."""
    return click.option(
        "-C",
        "--root",
        type=click.Path(path_type=Path, exists=True, file_okay=False),
        default=Path(),
        help="The workspace: a folder with community/, content/, events/. 工作区文件夹。 [default: here]",
    )(function)


def as_of_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--as-of DATE``: the day that date rules take as today (default: the profile's as_of, else today)."""

    def parse(_context: click.Context, _option: click.Parameter, value: str | None) -> dt.date | None:
        try:
            return dt.date.fromisoformat(value) if value else None
        except ValueError:
            raise click.BadParameter(_NOT_A_DATE.fill(value=repr(value)).get(message_language())) from None

    return click.option(
        "--as-of",
        metavar="DATE",
        callback=parse,
        help="Take this day as today. 把这天当作今天。 [default: as_of of community.yml]",
    )(function)


def lang_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--lang zh|en``: the language of messages (default: COMMOPS_LANG, else the locale, else the community's)."""

    def remember(context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
        context.meta[SPOKEN] = value
        return value

    return click.option(
        "--lang", type=click.Choice(LANGS), callback=remember, help="Language of the messages. 提示用哪种语言。"
    )(function)


def message_language(chosen: str | None = None, profile: str = "en") -> Lang:
    """The language of messages: the option, else COMMOPS_LANG, else a real locale, else the community's first."""
    if chosen:
        return language(chosen)
    for name in ("COMMOPS_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value and value.partition(".")[0] not in ("C", "POSIX"):
            return language(value)
    return language(profile)


def engine_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--engine duckdb|spark`` and ``--master URL``: on which machines to work."""
    master = click.option(
        "--master",
        metavar="URL",
        callback=_for_spark,
        help="Spark's cluster. 哪个 Spark 集群。 [default: this computer]",
    )
    engine = click.option(
        "--engine",
        type=click.Choice(("duckdb", "spark")),
        default="duckdb",
        is_eager=True,
        help="duckdb: this computer; spark: many, for very large logs. 计算引擎，数据量极大时用 spark。",
    )
    return engine(master(function))


def _for_spark(context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    if value and context.params.get("engine") != "spark":
        raise click.UsageError(_MASTER.get(message_language()))
    return value


def today() -> dt.date:
    """The day; nothing but this and ``now`` reads the clock."""
    return dt.datetime.now(tz=dt.UTC).astimezone().date()


def now() -> str:
    """The present minute with its offset, such as ``2026-11-23T20:00+08:00``; like ``today``, it reads the clock."""
    return dt.datetime.now(tz=dt.UTC).astimezone().isoformat(timespec="minutes")


def use_color() -> bool:
    """Whether to print colours: only to a terminal, and not where NO_COLOR is set (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")
