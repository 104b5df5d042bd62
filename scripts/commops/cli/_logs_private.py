"""``commops logs purge``, ``forget`` and ``alias``: what the private warehouse knows of people, and less of it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commops.cli._logs_common import midnight, workspace
from commops.cli._options import Group, lang_option, message_language, root_option
from commops.texts import Text

if TYPE_CHECKING:
    from commops.logs.alias_file import Account

_TEXTS_ONLY = Text("purge 要写明清除什么：--texts。", "purge needs to know what to remove: --texts.")
_PURGED = Text(
    "已清除 {texts} 条原文，涉及 {exports} 个导出文件；条数和指标不变",
    "{texts} texts of {exports} exports removed; counts and metrics stay as they are",
)
_STILL_IN_FILES = Text(
    "原始导出文件不受影响：exports/ 里的文件仍含原文，不再需要时请一并删除",
    "the exported files are untouched: those in exports/ still hold the texts; delete what is no longer needed",
)
_FORGOTTEN = Text(
    "已遗忘：{exports} 个导出文件中的 {rows} 行记录、{texts} 条原文、{links} 条名称关联、{accounts} 个别名账号",
    "forgotten: {rows} rows, {texts} texts, {links} links of names and {accounts} alias accounts, in {exports} exports",
)
_ELSEWHERE = Text(
    "报名表、名单中的 {rows} 行和积分表中的 {lines} 行也已删除",
    "removed too: {rows} rows of sign-up sheets and rosters, {lines} lines of points lists",
)
_FROM_NOW_ON = Text(
    "本机只记下其代号，以后再导入也会跳过此人；已发布的统计保持不变",
    "only pseudonyms are remembered, so that later imports leave the person out; released statistics stay as they are",
)
_STILL_THERE = Text(
    "exports/ 里的旧导出文件和别人的消息里仍可能提到此人：请删除旧文件，或在平台上删除后重新导出",
    "old files in exports/, and what others wrote, may still tell of the person: delete the files, or export again "
    "after deleting on the platform",
)
_BOT = Text("机器人 {number}  {account}", "bot {number}  {account}")
_NEEDS_SOURCE = Text(
    "请用 --source 写明平台（例如 telegram），或直接给出代号 m-…。",
    "Say the platform with --source (such as telegram), or give a pseudonym (m-...).",
)


@click.command("purge")
@click.option("--texts", is_flag=True, help="Remove what people wrote. 清除聊天原文。")
@click.option(
    "--before",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Only of messages before this day. 只清除这天以前的。",
)
@root_option
@lang_option
def purge(texts: bool, before: dt.datetime | None, root: Path, lang: str | None) -> None:
    """Remove message texts from the private cache. 清除本机保存的聊天原文。

    Counts, metrics and merged rows stay. Other files imported later do not bring texts of that time back.
    """
    from commops.logs.warehouse import open_warehouse

    speaks = message_language(lang)
    if not texts:
        raise click.UsageError(_TEXTS_ONLY.get(speaks))
    warehouse = open_warehouse(root)
    until = midnight(before, warehouse.state.zone) if before else None
    removed = warehouse.purge_texts(until)
    click.echo(_PURGED.fill(texts=f"{removed.texts:,}", exports=f"{removed.exports:,}").get(speaks))
    click.echo(_STILL_IN_FILES.get(speaks))


@click.command("forget")
@click.argument("member")
@click.option("--source", metavar="PLATFORM", help="The platform of the id or name, such as telegram. 所在平台。")
@root_option
@lang_option
def forget(member: str, source: str | None, root: Path, lang: str | None) -> None:
    """Remove a person from the private warehouse. 遗忘一位成员。

    MEMBER is an id or a name as the platform's export gives it, with --source, or a pseudonym (m-...). All that is
    known to be the same person goes: display names, changed nicknames, accounts joined by an alias, rows in imported
    sheets and in the lists of points.
    """
    from commops.logs import forgotten
    from commops.logs.keys import load_key
    from commops.logs.members import is_pseudonym
    from commops.logs.warehouse import FOLDER, open_warehouse
    from commops.points.forgetting import drop_lines
    from commops.tables.store import TableStore

    speaks = message_language(lang)
    if source is None and not is_pseudonym(member):
        raise click.UsageError(_NEEDS_SOURCE.get(speaks))
    removed = open_warehouse(root).forget(member, source, workspace(root))
    counts = {name: f"{getattr(removed, name):,}" for name in ("exports", "rows", "texts", "links", "accounts")}
    people, _mark = forgotten.load(root / FOLDER)
    rows = TableStore(root).forget_authors(people)
    lines = drop_lines(root, people, load_key(root / FOLDER))
    told = [_FORGOTTEN.fill(**counts), *([_ELSEWHERE.fill(rows=rows, lines=lines)] if rows or lines else [])]
    for line in (*told, _FROM_NOW_ON, _STILL_THERE):
        click.echo(line.get(speaks))


@click.group("alias", cls=Group)
def alias() -> None:
    """Join one person's accounts on several platforms, and name bots. 合并同一个人的账号，标出机器人。

    They stand in .commops/aliases.yml, which stays out of Git. A change needs no new import.
    """


_id_option = click.option(
    "--id", "ids", nargs=2, multiple=True, metavar="PLATFORM ID", help="An account by its id. 平台 编号。"
)
_name_option = click.option(
    "--name", "names", nargs=2, multiple=True, metavar="PLATFORM NAME", help="One by its name. 平台 昵称。"
)


def _accounts(ids: tuple[tuple[str, str], ...], names: tuple[tuple[str, str], ...]) -> list[Account]:
    from commops.logs.alias_file import Account

    found = [Account(source, "id", value) for source, value in ids]
    return [*found, *(Account(source, "name", value) for source, value in names)]


@alias.command("add")
@click.argument("person")
@_id_option
@_name_option
@root_option
@lang_option
def add(
    person: str, ids: tuple[tuple[str, str], ...], names: tuple[tuple[str, str], ...], root: Path, lang: str | None
) -> None:
    """Give a person further accounts; PERSON is a label of your choice. 添加账号。"""
    from commops.logs.alias_file import added
    from commops.logs.warehouse import open_warehouse

    accounts = _accounts(ids, names)
    open_warehouse(root).change_aliases(lambda entries: added(entries, person, accounts), workspace(root))
    _show(root, lang)


@alias.command("remove")
@click.argument("person")
@root_option
@lang_option
def remove(person: str, root: Path, lang: str | None) -> None:
    """Take a person's accounts apart again; PERSON is the label, or the number in the list. 撤销合并。"""
    from commops.logs.alias_file import removed
    from commops.logs.warehouse import open_warehouse

    open_warehouse(root).change_aliases(lambda entries: removed(entries, person), workspace(root))
    _show(root, lang)


@alias.command("list")
@root_option
@lang_option
def list_(root: Path, lang: str | None) -> None:
    """List who is joined and which are bots, by pseudonym. 列出已合并的账号和机器人（只显示代号）。"""
    _show(root, lang)


@alias.group("bot", cls=Group)
def bot() -> None:
    """Say which accounts are bots, and keep them out of every metric. 标出机器人，各项指标都不计。

    For exports that do not tell bots apart: Telegram, WhatsApp, WeChat. `commops logs alias list` shows them.
    """


@bot.command("add")
@_id_option
@_name_option
@root_option
@lang_option
def add_bot(ids: tuple[tuple[str, str], ...], names: tuple[tuple[str, str], ...], root: Path, lang: str | None) -> None:
    """Count accounts as bots; with an account joined to others, these too. 标为机器人，合并的账号一并算。"""
    from commops.logs.alias_file import with_bots
    from commops.logs.warehouse import open_warehouse

    accounts = _accounts(ids, names)
    open_warehouse(root).change_aliases(lambda entries: with_bots(entries, accounts), workspace(root))
    _show(root, lang)


@bot.command("remove")
@click.argument("account", metavar="BOT")
@root_option
@lang_option
def remove_bot(account: str, root: Path, lang: str | None) -> None:
    """Count an account as a member's again; BOT is its id or name, or the number in the list. 取消标记。"""
    from commops.logs.alias_file import without_bot
    from commops.logs.warehouse import open_warehouse

    open_warehouse(root).change_aliases(lambda entries: without_bot(entries, account), workspace(root))
    _show(root, lang)


def _show(root: Path, lang: str | None) -> None:
    from commops.logs.alias_file import read_entries
    from commops.logs.keys import load_key
    from commops.logs.warehouse import FOLDER
    from commops.texts import safe

    private, speaks = root / FOLDER, message_language(lang)
    entries = read_entries(private)
    if not entries.people and not entries.bots:
        click.echo(Text("没有别名", "no aliases").get(speaks))
        return
    key = load_key(private)
    for number, person in enumerate(entries.people, 1):
        accounts = (f"{account.source} {account.pseudonyms(key)[0]}" for account in person.accounts)
        click.echo(safe(f"{number}  {' = '.join(accounts)}", one_line=True))
    for number, account in enumerate(entries.bots, 1):
        marked = _BOT.fill(number=number, account=f"{account.source} {account.pseudonyms(key)[0]}")
        click.echo(safe(marked.get(speaks), one_line=True))
