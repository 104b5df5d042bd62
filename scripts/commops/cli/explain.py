"""``commops explain RULE``: print the page of a rule."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING

import click

from commops.cli._options import lang_option, message_language, use_color
from commops.texts import Lang, Text

if TYPE_CHECKING:
    from commops.rule import Page

_UNKNOWN = Text("没有叫“{name}”的规则。", 'There is no rule "{name}".')
_NEAR = Text("是不是想写“{near}”？", ' Did you mean "{near}"?')
_ALL = Text("用 commops rules {name} 找提到它的规则。", " Look for it with commops rules {name}.")
_ADVERTISING = Text("（商业推广时为{commercial}）", " ({commercial} in advertising)")
_PARTS = {
    "why": Text("为什么", "Why"),
    "source": Text("依据", "Source"),
    "message": Text("会看到", "What it says"),
    "fix": Text("怎么办", "What to do"),
    "examples": Text("例子", "Examples"),
    "waive": Text("确有理由不按规则来时，在文件里写豁免：", "Where there is a good reason, waive it in the file:"),
}


@click.command("explain")
@click.argument("name", metavar="RULE")
@lang_option
def command(name: str, lang: str | None) -> None:
    """Explain a rule: why, what it says, what to do, examples. 解释一条规则。

    \b
    commops explain quiet-hours
    commops explain CAL02      the same, by its row of the catalogue  按目录号
    """
    from commops.rule import page, page_ids

    speaks = message_language(lang)
    known = {page(each).row.lower(): each for each in page_ids() if not page(each).row.endswith("00")}
    wanted = known.get(name.lower(), name.lower().replace("_", "-"))
    if wanted not in page_ids():
        near = get_close_matches(wanted, page_ids(), n=1, cutoff=0.4)
        hint = _NEAR.fill(near=near[0]) if near else _ALL
        raise click.UsageError(_UNKNOWN.fill(name=name).get(speaks) + hint.fill(name=name).get(speaks))
    for line in _lines(page(wanted), speaks, use_color()):
        click.echo(line)


class _Blanks(dict[str, str]):
    """Shows every place of a sentence as an ellipsis."""

    def __missing__(self, name: str) -> str:
        return "…"


def _lines(told: Page, lang: Lang, color: bool) -> Iterator[str]:
    from commops.fences import fences
    from commops.report.summary import NAMES
    from commops.rule import NOT_LEGAL_ADVICE

    def bold(text: str) -> str:
        return click.style(text, bold=True) if color else text

    names = {use: NAMES[severity].get(lang) for use, severity in told.severities.items()}
    differs = names["commercial"] != names["otherwise"]
    yield bold(f"{told.id} · {told.title.get(lang)}")
    yield f"{names['otherwise']}{_ADVERTISING.fill(**names).get(lang) if differs else ''} · {told.row}"
    yield f"\n{bold(_PARTS['why'].get(lang))}\n  {told.why.get(lang)}"
    if told.source:
        yield f"\n{bold(_PARTS['source'].get(lang))}\n  {told.source.get(lang)}"
    if told.legal:
        yield f"\n{NOT_LEGAL_ADVICE.get(lang)}"
    for part in ("message", "fix"):
        yield f"\n{bold(_PARTS[part].get(lang))}"
        seen = dict.fromkeys(getattr(case, part).get(lang) for case in told.cases.values())
        yield from (f"  {text.format_map(_Blanks())}" for text in seen)
    heading = ""
    for number, fence in enumerate(fences(told.body)):
        if number == 0:
            yield f"\n{bold(_PARTS['examples'].get(lang))}"
        if fence.heading != heading:
            heading = fence.heading
            sides = heading.split(" / ", 1)
            yield f"\n  {bold(sides[0] if lang == 'zh' else sides[-1])}"
        yield f"\n  {fence.attributes['title']}"
        yield from (f"  | {line}".rstrip() for line in fence.text.rstrip("\n").split("\n"))
    yield f"\n{_PARTS['waive'].get(lang)}"
    yield f"  waive: [{{rule: {told.id}, reason: …, by: …, until: …}}]"
