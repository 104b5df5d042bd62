"""``commops run``: the main job in one go: check, import what lies in exports/, compute the numbers, build the site."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commops.cli._options import as_of_option, lang_option, message_language, root_option, today, use_color
from commops.texts import Lang, Text

if TYPE_CHECKING:
    from commops.findings import Finding
    from commops.workspace import Workspace

EXPORTS = "exports"
"""Where raw logs lie: below the workspace, ignored by Git."""


@click.command("run")
@root_option
@as_of_option
@lang_option
def command(root: Path, as_of: dt.date | None, lang: str | None) -> None:
    """Check the files, import exports/, compute the numbers, build the site. 检查、导入、计算数据、生成网站，一步完成。

    Stops with 1 when the check finds an error: what is wrong is not published.
    """
    from commops.workspace.load import load

    ws = load(root, as_of=as_of, today=today())
    speaks = message_language(lang, ws.languages[0])
    _step(1, Text("检查文件", "Checking the files"), speaks)
    files = _check(ws, root, speaks)
    _step(2, Text("导入聊天记录", "Importing chat logs"), speaks)
    unusable = _import(root, ws, speaks)
    _step(3, Text("计算数据", "Computing the numbers"), speaks)
    numbers = _numbers(root, ws)
    _step(4, Text("生成网站", "Building the site"), speaks)
    site = _site(root, ws, speaks)
    click.echo()
    for line in (files, numbers, site):
        click.echo(f"  {line.get(speaks)}")
    if unusable:
        sys.exit(1)


def _step(number: int, what: Text, lang: Lang) -> None:
    click.secho(f"{number}/4 {what.get(lang)}", bold=True)


def _check(ws: Workspace, root: Path, lang: Lang) -> Text:
    """The line of the summary. Ends the command when there is an error, after printing all findings that matter."""
    from commops import check
    from commops.findings import Severity
    from commops.report.formats import text
    from commops.report.material import material_of

    findings = check.run(ws)
    told = [found for found in findings if found.severity is not Severity.INFO]
    if told:
        click.echo(text.render(material_of(ws, told, lang, root=root, color=use_color())))
    if _count(told, "error"):
        sys.exit(1)
    counted = {"files": len(ws.sources), "warnings": _count(told, "warning")}
    return Text(
        "文件    {files} 个，没有错误，{warnings} 个警告", "files     {files}, no errors, {warnings} warnings"
    ).fill(**counted)


def _count(findings: Sequence[Finding], severity: str) -> int:
    return sum(found.severity == severity for found in findings)


def _import(root: Path, ws: Workspace, lang: Lang) -> bool:
    """Import what lies in exports/, if anything does; whether a file could not be used."""
    from commops.cli._logs_report import as_text, progress
    from commops.logs.warehouse import open_warehouse

    folder = root / EXPORTS
    if not folder.is_dir() or not any(folder.iterdir()):
        nothing = Text("{folder}/ 里没有文件，跳过", "nothing in {folder}/, skipped").fill(folder=EXPORTS)
        click.echo(f"  {nothing.get(lang)}")
        return False
    with progress(sys.stderr) as on_progress:
        reports = open_warehouse(root).import_paths([folder], ws, on_progress)
    click.echo(as_text(reports, lang))
    return any(entry.problem for entry in reports)


def _numbers(root: Path, ws: Workspace) -> Text:
    """Compute every metric over the imported logs, so that a metric that cannot be computed is noticed here."""
    from commops.logs.warehouse import open_warehouse
    from commops.stats.compute import tables
    from commops.stats.context import context_of, counted
    from commops.stats.engine import Engine

    stored = open_warehouse(root).parquet_files()
    if not stored:
        return Text(
            "数据    没有导入的聊天记录，网站使用已发布的快照",
            "numbers   no imported log; the site uses the released weeks",
        )
    with Engine(stored, context_of(ws), only=counted(ws)) as engine:
        messages, authors = engine.size()
        metrics = len(tables(engine, None))
    return Text(
        "数据    {messages} 条消息，{authors} 名发言成员，{metrics} 项指标",
        "numbers   {messages} messages by {authors} members, {metrics} metrics",
    ).fill(messages=f"{messages:,}", authors=f"{authors:,}", metrics=metrics)


def _site(root: Path, ws: Workspace, lang: Lang) -> Text:
    from commops.site import engine

    out = root / "build" / "site"
    click.echo(f"  {Text('构建网站', 'building the site').get(lang)}", err=True)
    built = engine.build(ws, root.resolve(), out.resolve())
    return Text(
        "网站    {pages} 页，打开 {index}，或运行 make serve",
        "site      {pages} pages: open {index}, or run make serve",
    ).fill(pages=built.pages, index=out / "index.html")
