"""``commops points``: totals of points, levels and badges; one member's ledger; the monthly settlement."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commops.cli._options import as_of_option, lang_option, message_language, root_option, today
from commops.texts import Lang, Text

if TYPE_CHECKING:
    from commops.points.books import Books
    from commops.workspace import Workspace

_USAGE = Text(
    "只能写 settle 和一个月份，如 commops points settle 2026-11。",
    "Only settle and a month: commops points settle 2026-11.",
)
_SETTLE_ALONE = Text("settle 只与 -C、--resettle 一起用。", "settle goes with -C and --resettle only.")
_RESETTLE = Text("--resettle 只用于 commops points settle。", "--resettle belongs to `commops points settle`.")
_ONE = Text(
    "--member 和 --explain 只写一个，并且只能显示成表。", "Give either --member or --explain; both print tables only."
)
_DONE = {
    "new": Text("{path}：已结算", "{path}: settled"),
    "same": Text("{path}：与已结算的一致", "{path}: as settled"),
    "replaced": Text("{path}：重新结算", "{path}: settled again"),
}


@click.command("points")
@click.argument("words", nargs=-1, metavar="[settle MONTH]")
@root_option
@click.option("--season", metavar="ID", help="Count one season from zero. 只算一个赛季，从零开始。")
@as_of_option
@click.option(
    "--format",
    "form",
    type=click.Choice(("table", "json", "csv")),
    default="table",
    help="How to print. 输出格式。",
)
@click.option(
    "--member",
    metavar="MEMBER",
    help="Points, level and badges of one (source:account or m-...), for your own eyes. 查一个人，只供自己看。",
)
@click.option("--explain", metavar="MEMBER", help="The whole ledger of one, likewise. 列出一个人的每笔积分。")
@click.option("--exact", is_flag=True, help="Show groups of fewer than 5 too: not for publication. 也显示不足 5 人的。")
@click.option("--resettle", is_flag=True, help="settle: replace a settled month (say why). 重写已结算的月份。")
@lang_option
def command(
    words: tuple[str, ...],
    root: Path,
    season: str | None,
    as_of: dt.date | None,
    form: str,
    member: str | None,
    explain: str | None,
    exact: bool,
    resettle: bool,
    lang: str | None,
) -> None:
    """Replay points, levels and badges from logs and programme. 由记录和会员体系重算积分、等级、徽章。

    Prints totals; groups of fewer than 5 stay hidden, and nobody is ranked. Granted by hand: .commops/points/*.csv with
    the columns member,on,action; the team in .commops/points/staff.csv earns nothing.

    `commops points settle MONTH` writes community/members/settlements/MONTH.yml, the totals that are committed.
    """
    speaks = message_language(lang)
    others = any((season, as_of, member, explain, exact, form != "table"))
    if words and (len(words) != 2 or words[0] != "settle"):
        raise click.UsageError(_USAGE.get(speaks))
    if words and others:
        raise click.UsageError(_SETTLE_ALONE.get(speaks))
    if resettle and not words:
        raise click.UsageError(_RESETTLE.get(speaks))
    if (member and explain) or ((member or explain) and form != "table"):
        raise click.UsageError(_ONE.get(speaks))
    ws, books = _open(root)
    speaks = message_language(lang, ws.languages[0])
    if words:
        _settle(root, books, words[1], again=resettle, lang=speaks)
    else:
        _show(books, season, as_of, member or explain, form, exact=exact, every_entry=bool(explain), lang=speaks)


def _open(root: Path) -> tuple[Workspace, Books]:
    from commops.points.books import open_books
    from commops.workspace.load import load

    ws = load(root, today=today())
    return ws, open_books(root, ws)


def _settle(root: Path, books: Books, month: str, *, again: bool, lang: Lang) -> None:
    from commops.points.settlement import settle

    path, status = settle(root, books, month, again=again)
    click.echo(_DONE[status].fill(path=path.as_posix()).get(lang))


def _show(
    books: Books,
    season: str | None,
    day: dt.date | None,
    member: str | None,
    form: str,
    *,
    exact: bool,
    every_entry: bool,
    lang: Lang,
) -> None:
    from commops.points import tables
    from commops.points.grants import find
    from commops.points.totals import totals
    from commops.stats import periods

    chosen = books.season(season) if season else None
    as_of = periods.day_number(day) if day else books.last_day
    ledgers = books.ledgers(as_of, chosen)
    if member:
        ledger = ledgers.get(find(member, books.person))
        click.echo(tables.member(books.rules, ledger, every_entry=every_entry, lang=lang))
        return
    first = chosen.first if chosen else 0
    found = totals(books.rules, ledgers, days=range(first, as_of + 1), exact=exact)
    printers = {"table": tables.text, "json": tables.as_json, "csv": tables.as_csv}
    click.echo(printers[form](books.rules, found, as_of, lang), nl=form != "csv")
