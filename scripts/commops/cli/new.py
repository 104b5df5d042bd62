"""``commops new``: write the few keys a draft needs, and say what comes next."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commops.cli._options import as_of_option, lang_option, message_language, root_option, today
from commops.texts import Lang, Text, safe

if TYPE_CHECKING:
    from commops.starter.draft import Draft
    from commops.starter.place import Target
    from commops.starter.questions import Question
    from commops.workspace import Workspace

_NO_KIND = Text("没有“{kind}”这一类。可以新建：{all}。", 'There is no kind "{kind}". Kinds: {all}.')
_NOT_A_PAIR = Text("“{pair}”要写成 字段=值。", '"{pair}" must be written as key=value.')
_NOT_A_VALUE = Text("“{key}”的值读不懂：{value}", 'The value of "{key}" cannot be read: {value}')
_MISSING = Text("还缺：\n{rows}", "Still needed:\n{rows}")
_WROTE = Text("写好了 {path}", "Wrote {path}")
_ADDED = Text("在 {path} 里加了“{id}”", 'Added "{id}" to {path}')
_NEXT = Text("下一步“{status}”还要补：{needs}。", "Before “{status}” it needs: {needs}.")
_CHECK = Text("改好后运行 commops check，然后提交一个合并请求。", "Then run commops check and open a pull request.")


@click.command("new")
@click.argument("kind")
@click.argument("name", required=False)
@click.option("--title", help="Its title or name. 标题或名称。")
@click.option("--date", "day", metavar="WHEN", help="Its date, or the start of an event. 日期或开始时间。")
@click.option("--channel", "channels", multiple=True, help="A channel; may be repeated. 渠道，可写多个。")
@click.option("--owner", help="The person in charge. 负责人编号。")
@click.option("--event", help="The event that the file belongs to. 所属活动编号。")
@click.option("--set", "pairs", multiple=True, metavar="KEY=VALUE", help="Any other key. 其他字段。")
@root_option
@as_of_option
@lang_option
def command(
    kind: str,
    name: str | None,
    title: str | None,
    day: str | None,
    channels: tuple[str, ...],
    owner: str | None,
    event: str | None,
    pairs: tuple[str, ...],
    root: Path,
    as_of: Any,
    lang: str | None,
) -> None:
    """Start a post, an event, a partner, a case... 新建一篇内容、一个活动、一个伙伴、一条处置记录……

    KIND is what to make (post, event, partner, case, person, channel...), NAME its id.
    At a terminal, what is missing is asked for; elsewhere it is listed, with exit code 2.
    """
    from commops.files import write_atomic
    from commops.starter.draft import draft
    from commops.starter.place import targets
    from commops.workspace.load import load

    ws = load(root, as_of=as_of, today=today())
    speaks = message_language(lang, ws.languages[0])
    target = targets().get(kind)
    if target is None:
        click.echo(_NO_KIND.fill(kind=safe(kind), all=", ".join(targets())).get(speaks), err=True)
        sys.exit(2)
    short = {"title": title, "date": day, "channels": ",".join(channels) or None, "owner": owner}
    given = _given(ws, target, {key: text for key, text in short.items() if text}, pairs, speaks)
    _ask(ws, target, given, speaks)
    made = draft(ws, target, name, given, event)
    write_atomic(root / made.path, made.text)
    _tell(made, target, speaks)


def _given(ws: Workspace, target: Target, short: dict[str, str], pairs: tuple[str, ...], lang: Lang) -> dict[str, Any]:
    """The values from the options, under the keys that this kind has for them."""
    from commops.starter.questions import node_of, value_of
    from commops.workspace.shape.shapes import key_names

    known = key_names(target.root, target.route)
    other = {"title": ("name", "display", "what"), "date": ("start", "opens", "received_at", "opened_at")}
    answers = {}
    for key, text in short.items():
        answers[next((name for name in (key, *other.get(key, ())) if name in known), key)] = text
    for pair in pairs:
        key, equals, text = pair.partition("=")
        if not equals:
            raise click.UsageError(_NOT_A_PAIR.fill(pair=safe(pair)).get(lang))
        answers[key] = text
    values = {}
    for key, text in answers.items():
        try:
            values[key] = value_of(ws, node_of(target.root, (*target.route, key)), text)
        except ValueError:
            raise click.UsageError(_NOT_A_VALUE.fill(key=safe(key), value=safe(text)).get(lang)) from None
    return values


def _ask(ws: Workspace, target: Target, given: dict[str, Any], lang: Lang) -> None:
    """Ask for what is missing; where nobody can answer, list it and end with 2."""
    from commops.starter.questions import questions, value_of

    left = [one for one in questions(ws, target.root, target.route, given) if one.key != "id"]
    if left and not sys.stdin.isatty():
        rows = "\n".join(f"  --set {one.key}=…  {_hint(one, lang)}" for one in left)
        click.echo(_MISSING.fill(rows=rows).get(lang), err=True)
        sys.exit(2)
    for one in left:
        while one.key not in given:
            answer = click.prompt(f"{one.label.get(lang)}  {_hint(one, lang)}\n ", prompt_suffix="> ")
            try:
                given[one.key] = value_of(ws, one.node, answer)
            except ValueError:
                click.echo(_NOT_A_VALUE.fill(key=one.key, value=safe(answer)).get(lang), err=True)


def _hint(one: Question, lang: Lang) -> str:
    """What a value is, and which there are."""
    parts = [one.about.get(lang), " | ".join(one.choices[:40]) or one.example]
    return " ".join(part for part in parts if part)


def _tell(made: Draft, target: Target, lang: Lang) -> None:
    from commops.workspace.shape.progress import status_label

    told = _ADDED if target.key else _WROTE
    click.echo(told.fill(path=made.path, id=made.id).get(lang))
    if made.status and made.needs:
        needs = ("、" if lang == "zh" else ", ").join(need.get(lang) for need in made.needs)
        status = status_label(target.name, made.status).get(lang)
        click.echo(_NEXT.fill(status=status, needs=needs).get(lang))
    click.echo(_CHECK.get(lang))
