"""``commops tables``: take in tables that are not chats, and bring their numbers into the workspace."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commops.cli._options import Group, lang_option, message_language, root_option, today
from commops.texts import Lang, Text

if TYPE_CHECKING:
    from commops.tables.kind import Kind
    from commops.workspace import Workspace

_NO_KIND = Text("没有这种表 {name}。{hint}", "No kind of table {name}. {hint}")
_MEANT = Text("是不是 {name}？", "Did you mean {name}?")
_KINDS = Text("可用：{names}。", "Use one of: {names}.")
_NO_ITEM = Text("工作区里没有 {name}。{hint}", "The workspace has no {name}. {hint}")
_NEEDS_WORKSPACE = Text(
    "写入数字需要一个工作区（有 community/ 的文件夹）。", "Writing needs a workspace with community/."
)
_FORGOTTEN = Text(
    "删除了 {n} 行；原文件请自行删除", "{n} rows removed; the file that they came from is yours to delete"
)
_NO_LOG = Text("还没有导入聊天记录，发言无法统计。", "No log has been imported, so nobody can be seen to speak.")
_NO_SHEET = Text("还没有导入这场活动的报名表或签到表。", "No sheet of this event has been imported.")

_format = click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json")),
    default="text",
    help="text for people, json for programs. 输出格式。",
)
_on = click.option(
    "--on",
    type=click.DateTime(formats=["%Y-%m-%d"]),
    metavar="DATE",
    help="Day on which numbers without a date were read. 没写日期的数字是哪天取的。",
)
_replace = click.option("--replace", is_flag=True, help="Let other values give way. 已有的不同数字以表格为准。")


@click.group("tables", cls=Group)
def command() -> None:
    """Import sign-up sheets, rosters, platform numbers; fill them in. 导入报名表、名单、平台数据，并填进工作区。

    People become keyed pseudonyms that stay in .commops/, outside Git; only numbers reach the workspace.
    """


@command.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@root_option
@click.option("--as", "kind", metavar="KIND", help="What the tables are. 是哪种表。 [default: told by their columns]")
@click.option(
    "--mapping", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Which column is what. 列对应表。"
)
@click.option("--event", metavar="ID", default="", help="Event of all rows. 所有行属于哪场活动。")
@click.option("--channel", metavar="ID", default="", help="Channel of all rows. 所有行属于哪个渠道。")
@click.option("--write", is_flag=True, help="Bring the numbers into the workspace at once. 直接把数字写进工作区。")
@_on
@_replace
@_format
@lang_option
def import_(
    paths: tuple[Path, ...],
    root: Path,
    kind: str | None,
    mapping: Path | None,
    event: str,
    channel: str,
    write: bool,
    on: dt.datetime | None,
    replace: bool,
    form: str,
    lang: str | None,
) -> None:
    """Read tables (CSV, TSV, XLSX, XLS, JSON) into the private store. 读入表格。

    Importing a file again changes nothing. Exits with 1 if a file could not be used; the others are still imported.

    \b
    commops tables import 报名表.xlsx --event 2026-11-07-shanghai-workshop
    Headers that are not known: write 报名表.mapping.yml beside it, such as
    列名不认得时，在旁边写 报名表.mapping.yml，例如
      kind: registrations
      columns: {phone: 您的号码, registered_at: 3}
    """
    from commops.cli._tables_apply import apply_numbers, wishes
    from commops.cli._tables_report import as_json, as_text
    from commops.logs.tracked import refuse_tracked
    from commops.tables.store import Given, TableStore

    ws = _workspace(root)
    speaks = message_language(lang, ws.languages[0] if ws else "en")
    if write and ws is None:
        raise click.UsageError(_NEEDS_WORKSPACE.get(speaks))
    _known_item(ws, "event", event, speaks)
    _known_item(ws, "channel", channel, speaks)
    given = Given(_known_kind(kind, speaks) if kind else None, event, channel, mapping)
    refuse_tracked(paths)
    store = TableStore(root)
    reports = store.import_paths(paths, given, ws)
    click.echo(as_json(reports) if form == "json" else as_text(reports, speaks))
    if write and ws:
        apply_numbers(root, ws, wishes(on, replace), speaks, write_files=True)
    if any(report.problem for report in reports):
        sys.exit(1)


@command.command("list")
@root_option
@_format
@lang_option
def list_(root: Path, form: str, lang: str | None) -> None:
    """List the imported tables by kind. 列出已导入的表。"""
    from commops.cli._tables_report import state_as_json, state_as_text
    from commops.tables.store import TableStore

    held = TableStore(root).state
    click.echo(state_as_json(held) if form == "json" else state_as_text(held, message_language(lang)))


@command.command("show")
@click.argument("kind")
@root_option
@_format
@lang_option
def show(kind: str, root: Path, form: str, lang: str | None) -> None:
    """Show what the tables of a kind add up to; never who is in them. 显示某种表的汇总，不显示人。"""
    from commops.cli._tables_report import summary, summary_as_text
    from commops.tables.store import TableStore
    from commops.texts import safe_json

    speaks = message_language(lang)
    rows = summary(TableStore(root), _known_kind(kind, speaks))
    data = {"schema": 1, "kind": kind, "rows": rows}
    click.echo(safe_json(data) if form == "json" else summary_as_text(rows, speaks))


@command.command("apply")
@root_option
@click.option("--write", is_flag=True, help="Write; without it only the difference is printed. 写入，否则只显示差异。")
@_on
@_replace
@lang_option
def apply(root: Path, write: bool, on: dt.datetime | None, replace: bool, lang: str | None) -> None:
    """Bring numbers of imported tables into the workspace. 把表格里的数字填进工作区。

    Member counts, attendance, results of posts, visits of campaigns. Values that are there stay unless --replace.
    """
    from commops.cli._tables_apply import apply_numbers, wishes
    from commops.workspace.load import load

    ws = load(root, today=today())
    apply_numbers(root, ws, wishes(on, replace), message_language(lang, ws.languages[0]), write_files=write)


@command.command("forget")
@click.argument("person")
@root_option
@lang_option
def forget(person: str, root: Path, lang: str | None) -> None:
    """Remove a person's rows, for good. 删除某人的全部记录，再次导入也不会回来。

    PERSON is a phone number, mail address, account or name as the sheet has it, or a pseudonym. For somebody whom the
    logs know too use `commops logs forget`, which does both. 手机号、邮箱、账号、姓名或代号均可。
    """
    from commops.tables.store import TableStore

    gone = TableStore(root).forget(person)
    click.echo(_FORGOTTEN.fill(n=gone).get(message_language(lang)))


@command.command("funnel")
@click.argument("event")
@root_option
@click.option("--exact", is_flag=True, help="Show 1 to 4 people too, for your own eyes. 也显示不足 5 人的数字。")
@_format
@lang_option
def funnel(event: str, root: Path, exact: bool, form: str, lang: str | None) -> None:
    """Registered, attended, spoke, stayed: one event's funnel over people. 一场活动的报名、到场、发言、留存。"""
    from commops.cli._tables_report import funnel_as_text, funnel_rows
    from commops.errors import InputError
    from commops.logs.warehouse import open_warehouse
    from commops.tables.cells import day
    from commops.tables.funnel import event_funnel
    from commops.tables.store import TableStore
    from commops.texts import safe_json
    from commops.workspace.load import load

    ws = load(root, today=today())
    speaks = message_language(lang, ws.languages[0])
    _known_item(ws, "event", event, speaks)
    store, warehouse = TableStore(root), open_warehouse(root)
    warehouse.refresh(ws)
    fix = Text("先导入，再运行一次。", "Import first, then run this again.")
    if not any(row["event"] == event for row in store.merged("attendance")):
        raise InputError(str(store.folder), _NO_SHEET, fix)
    if not warehouse.parquet_files():
        raise InputError(str(warehouse.folder), _NO_LOG, fix)
    data = ws.get("event", event).data
    last = day(str(data.get("end") or data["start"])[:10], ws.zone) or 0
    files = {name: store.files(name) for name in ("attendance", "accounts")}
    joined = {one: other for names in warehouse.links().values() for one, other in names.items()}
    found = event_funnel(warehouse.folder, files, warehouse.parquet_files(), event, last, joined)
    rows = funnel_rows(found, exact=exact)
    click.echo(
        safe_json({"schema": 1, "event": event, "rows": rows}) if form == "json" else funnel_as_text(rows, speaks)
    )


def _known_kind(name: str, speaks: Lang) -> Kind:
    from commops.tables.registry import kinds
    from commops.workspace.shape.suggest import closest

    if name in kinds():
        return kinds()[name]
    meant = closest(name, kinds())
    hint = _MEANT.fill(name=meant) if meant else _KINDS.fill(names=", ".join(kinds()))
    raise click.UsageError(_NO_KIND.fill(name=repr(name), hint=hint.get(speaks)).get(speaks))


def _known_item(ws: Workspace | None, kind: str, name: str, speaks: Lang) -> None:
    """Refuse an id that the workspace does not have."""
    from commops.workspace.shape.suggest import closest

    if not name or ws is None or name in ws.ids(kind):
        return
    meant: Any = closest(name, list(ws.ids(kind)))
    hint = _MEANT.fill(name=meant).get(speaks) if meant else ""
    raise click.UsageError(_NO_ITEM.fill(name=repr(name), hint=hint).get(speaks))


def _workspace(root: Path) -> Workspace | None:
    if not (root / "community").is_dir():
        return None
    from commops.workspace.load import load

    return load(root, today=today())
