"""``commops rules``: list the rules."""

from __future__ import annotations

import json

import click

from commops.cli._options import lang_option, message_language
from commops.texts import Text, width

_HEAD = (Text("规则", "rule"), Text("目录号", "row"), Text("级别", "severity"), Text("内容", "about"))
_BOTH = Text("{commercial}（推广） / {otherwise}", "{commercial} (advertising) / {otherwise}")


@click.command("rules")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help="How to print. 输出格式。")
@lang_option
def command(form: str, lang: str | None) -> None:
    """List the rules with their severity. 列出所有规则。"""
    from commops.report.summary import NAMES
    from commops.rule import page, page_ids

    speaks = message_language(lang)
    pages = [page(name) for name in page_ids()]
    if form == "json":
        rows = [
            {"rule": told.id, "row": told.row, "severity": told.severities, "title": told.title._asdict()}
            for told in pages
        ]
        click.echo(json.dumps({"schema": 1, "rules": rows}, ensure_ascii=False, indent=1))
        return
    table = [[head.get(speaks) for head in _HEAD]]
    for told in pages:
        names = {use: NAMES[severity].get(speaks) for use, severity in told.severities.items()}
        same = len(set(names.values())) == 1
        severity = names["otherwise"] if same else _BOTH.fill(**names).get(speaks)
        table.append([told.id, told.row, severity, told.title.get(speaks)])
    columns = [max(width(row[at]) for row in table) for at in range(4)]
    for row in table:
        cells = (cell + " " * (columns[at] - width(cell)) for at, cell in enumerate(row))
        click.echo("  ".join(cells).rstrip())
