"""``commops report``: drafts of reports with every number filled in, and the private pack for investors."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commops.cli._options import as_of_option, lang_option, message_language, root_option, today
from commops.errors import InputError
from commops.texts import Lang, Text

if TYPE_CHECKING:
    from commops.report.drafts.build import Draft
    from commops.workspace import Workspace

_KINDS = ("weekly", "monthly", "quarterly", "event", "investor")
_WROTE = Text(
    "草稿已写入 {path}，数字都已填好。请补上标着“{mark}”的地方，再把 status 改为 final。",
    'The draft is in {path}, its numbers filled in. Write what is marked "{mark}", then set status to final.',
)
_NO_COMMIT = Text(
    "数据还没提交，草稿里没有写 numbers_commit。", "The data are not committed, so the draft names no numbers_commit."
)
_EVENT_ID = Text(
    "event 后面要写活动编号；其他报告不写。", "event needs the id of an event; the other reports take none."
)
_NO_PERIOD = Text("event 和 investor 不用 --period。", "event and investor take no --period.")


@click.command("report")
@click.argument("kind", type=click.Choice(_KINDS))
@click.argument("event_id", required=False, metavar="[EVENT]")
@root_option
@click.option("--period", metavar="PERIOD", help="2026-W47, 2026-11 or 2026-Q4. 哪一期。 [default: the last one]")
@as_of_option
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write here instead. 写到这里。")
@click.option(
    "--xlsx", type=click.Path(path_type=Path, dir_okay=False), help="The tables as a workbook too. 另存表格。"
)
@click.option("--force", is_flag=True, help="Replace a file that is there. 覆盖已有的文件。")
@lang_option
def command(
    kind: str,
    event_id: str | None,
    root: Path,
    period: str | None,
    as_of: dt.date | None,
    output: Path | None,
    xlsx: Path | None,
    force: bool,
    lang: str | None,
) -> None:
    """Write the draft of a report from the committed numbers. 用已提交的数据写报告草稿。

    Every number is filled in and listed with its source, so that `commops check` can compare it; what the numbers
    mean is left to you. `investor` builds a private pack under build/ instead. 数字都填好，结论由人来写。
    """
    from commops.workspace.load import load

    if (kind == "event") != (event_id is not None):
        raise click.UsageError(_EVENT_ID.get(message_language(lang)))
    if period and kind in ("event", "investor"):
        raise click.UsageError(_NO_PERIOD.get(message_language(lang)))
    ws = load(root, as_of=as_of, today=today())
    speaks = message_language(lang, ws.languages[0])
    if kind == "investor":
        from commops.cli._investor import build

        build(ws, root, output, xlsx, speaks)
        return
    made = _draft(ws, root, kind, event_id or period, speaks)
    _put(root, made, output, speaks, force=force)
    if xlsx is not None:
        _workbook(ws, made, xlsx, speaks, force=force)


def _draft(ws: Workspace, root: Path, kind: str, subject: str | None, lang: Lang) -> Draft:
    from commops.report.drafts.build import Request, draft
    from commops.workspace.gitdata import REPORT, data_commit

    commit = data_commit(root, REPORT)
    if commit == "":
        click.echo(_NO_COMMIT.get(lang), err=True)
    return draft(ws, Request(kind, subject, ws.as_of, lang, commit or None))


def _put(root: Path, made: Draft, output: Path | None, lang: Lang, *, force: bool) -> None:
    from commops.files import write_atomic
    from commops.workspace.reports import OPEN_PLACE

    path = output or root / made.path
    if str(path) == "-":
        click.echo(made.text, nl=False)
        return
    _keep(path, force=force)
    write_atomic(path, made.text)
    click.echo(_WROTE.fill(path=path.as_posix(), mark=OPEN_PLACE.get(lang)).get(lang))


def _workbook(ws: Workspace, made: Draft, path: Path, lang: Lang, *, force: bool) -> None:
    from commops.files import write_atomic
    from commops.report.drafts.build import rows_of
    from commops.report.workbook import as_xlsx

    _keep(path, force=force)
    write_atomic(path, as_xlsx(rows_of(ws, made), lang))


def _keep(path: Path, *, force: bool) -> None:
    """Refuse to write over a file."""
    if path.exists() and not force:
        raise InputError(
            path.as_posix(),
            Text(
                "这份报告已经有了，里面可能有人写的结论，没有改动它。",
                "this report is there already and may hold what people wrote; it was left alone.",
            ),
            Text(
                "用 -o 另写一份对照；确定要整份覆盖才加 --force。",
                "Write another with -o and compare; add --force only to replace it whole.",
            ),
        )
