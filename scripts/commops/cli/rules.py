"""``commops rules``: list the rules by what they are about, or those that speak of some words."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

from commops.cli._options import lang_option, message_language
from commops.texts import Lang, Text, safe, width

if TYPE_CHECKING:
    from commops.rule import Page

_BOTH = Text("{commercial}（推广） / {otherwise}", "{commercial} (advertising) / {otherwise}")
_GROUPS: dict[str, Text] = {
    "PST": Text("内容", "Posts"),
    "COP": Text("用语", "Wording"),
    "CPL": Text("广告与合规", "Advertising and duties"),
    "CAL": Text("日历", "Calendar"),
    "CHN": Text("渠道", "Channels"),
    "EVT": Text("活动", "Events"),
    "RAF": Text("抽奖", "Raffles"),
    "PRV": Text("隐私与密钥", "Privacy and secrets"),
    "RUL": Text("群规", "Rules of the community"),
    "MOD": Text("处置与投诉", "Moderation and complaints"),
    "TEM": Text("团队", "Team"),
    "ADM": Text("入群", "Admission"),
    "MEM": Text("成员体系", "Members"),
    "FBK": Text("反馈与问卷", "Feedback and surveys"),
    "PAR": Text("合作", "Partners"),
    "PRF": Text("社群档案", "Profile"),
    "STR": Text("目标", "Goals"),
    "PIL": Text("内容支柱", "Pillars"),
    "PER": Text("画像", "Personas"),
    "CMP": Text("竞品", "Competitors"),
    "TRD": Text("热点", "Trends"),
    "MET": Text("指标", "Metrics"),
    "RPT": Text("报告", "Reports"),
    "GEN": Text("文件与写法", "Files and how they are written"),
}
"""What the rows of the catalogue are about, by how their names begin; what people write daily comes first."""
_NONE = Text("没有规则提到“{words}”。换个词试试，或用 commops rules 看全部。",
             'No rule speaks of "{words}". Try another word, or commops rules for all of them.')  # fmt: skip
_MORE = Text(
    "共 {n} 条。commops explain 规则 看理由和例子；commops rules 词 只列提到这个词的。",
    "Listed: {n}. commops explain RULE tells why, with examples; commops rules WORD lists those that speak of it.",
)


@click.command("rules")
@click.argument("words", nargs=-1, metavar="[WORDS...]")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help="How to print. 输出格式。")
@lang_option
def command(words: tuple[str, ...], form: str, lang: str | None) -> None:
    """List the rules by what they are about, with their severity. 列出所有规则，或只列提到某些词的。

    \b
    commops rules            all of them  全部
    commops rules 抽奖       those that speak of raffles  提到抽奖的
    """
    from commops.rule import page, page_ids

    speaks = message_language(lang)
    pages = [told for name in page_ids() if _speaks_of(told := page(name), words)]
    if form == "json":
        rows = [
            {"rule": told.id, "row": told.row, "severity": told.severities, "title": told.title._asdict()}
            for told in pages
        ]
        click.echo(json.dumps({"schema": 1, "rules": rows}, ensure_ascii=False, indent=1))
        return
    if not pages:
        click.echo(_NONE.fill(words=safe(" ".join(words))).get(speaks), err=True)
        sys.exit(1)
    _table(pages, speaks)


def _speaks_of(told: Page, words: tuple[str, ...]) -> bool:
    """Whether every word stands in the name, the sentences, the reason or the source of a rule, in any language."""
    if not words:
        return True
    sentences = [part for wording in told.cases.values() for part in (*wording.message, *wording.fix)]
    group = _GROUPS.get(told.row[:3], Text("", ""))
    texts = [told.id, told.row, *group, *told.title, *told.why, *(told.source or ()), *sentences]
    everything = "\n".join(texts).casefold()
    return all(word.casefold() in everything for word in words)


def _table(pages: list[Page], lang: Lang) -> None:
    from commops.report.summary import NAMES

    rows: dict[str, list[list[str]]] = {group: [] for group in _GROUPS}
    for told in pages:
        names = {use: NAMES[severity].get(lang) for use, severity in told.severities.items()}
        same = len(set(names.values())) == 1
        severity = names["otherwise"] if same else _BOTH.fill(**names).get(lang)
        rows.setdefault(told.row[:3], []).append([told.id, told.row, severity, told.title.get(lang)])
    columns = [max(width(row[at]) for group in rows.values() for row in group) for at in range(4)]
    for name, group in rows.items():
        if not group:
            continue
        click.echo(_GROUPS.get(name, Text(name, name)).get(lang))
        for row in group:
            cells = (cell + " " * (columns[at] - width(cell)) for at, cell in enumerate(row))
            click.echo("  " + "  ".join(cells).rstrip())
        click.echo()
    click.echo(_MORE.fill(n=len(pages)).get(lang))
