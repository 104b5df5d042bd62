"""``commops new``: write the few keys a draft needs, and say what comes next."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from commops.cli._options import as_of_option, lang_option, message_language, root_option, today
from commops.texts import Lang, Text, pick, safe

if TYPE_CHECKING:
    from commops.starter.draft import Draft
    from commops.starter.place import Target
    from commops.starter.questions import Question, UnfitError
    from commops.workspace import Workspace

_NO_KIND = Text("没有“{kind}”这一类。{near}", 'There is no kind "{kind}". {near}')
_NEAR = Text("是不是想写“{near}”？", 'Did you mean "{near}"?')
_KINDS = Text("可以新建：\n{rows}\n还有：{all}", "You can make:\n{rows}\nand: {all}")
_COMMON = (
    "post", "event", "partner", "person", "channel", "asset", "campaign", "case", "complaint", "meeting", "raffle",
)  # fmt: skip
"""What is made most often; listed first, with what it is."""
_NOT_A_PAIR = Text("“{pair}”要写成 字段=值。", '"{pair}" must be written as key=value.')
_NOT_A_VALUE = Text("“{key}”不能是“{value}”。{hint}", '"{key}" cannot be "{value}". {hint}')
_ASK_ID = Text(
    "编号，小写英文字母、数字和连字符，例如 book-vote。文件名和网址都用它",
    "Its id: lower-case letters, digits and hyphens, such as book-vote; file and address are named by it",
)
_ASSUMED = Text("没说的先写成：{pairs}。不对就改。", "Not given, so for now: {pairs}. Change what is wrong.")
_MISSING = Text("还缺：\n{rows}", "Still needed:\n{rows}")
_WROTE = Text("写好了 {path}", "Wrote {path}")
_ADDED = Text("在 {path} 里加了“{id}”", 'Added "{id}" to {path}')
_NEXT = Text("下一步“{status}”还要补：{needs}。", "Before “{status}” it needs: {needs}.")
_CHECK = Text("改好后运行 commops check，然后提交一个合并请求。", "Then run commops check and open a pull request.")


@click.command("new")
@click.argument("kind", required=False)
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
    kind: str | None,
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

    \b
    commops new                  what can be made  能新建什么
    commops new post             asks for the rest  其余的会问你
    commops new post vote --title "Winter vote" --channel discord --date "2026-12-02 20:00"
    """
    from commops.files import write_atomic
    from commops.starter.draft import draft
    from commops.starter.place import targets
    from commops.workspace.load import load

    ws = load(root, as_of=as_of, today=today())
    speaks = message_language(lang, ws.languages[0])
    target = targets().get(kind or "")
    if target is None:
        _no_kind(kind, speaks)
    short = {"title": title, "date": day, "channels": ",".join(channels) or None, "owner": owner}
    given = _given(ws, target, {key: text for key, text in short.items() if text}, pairs, speaks)
    _ask(ws, target, given, speaks)
    if name is None and sys.stdin.isatty():
        name = _ask_id(ws, target, given, event, speaks)
    made = draft(ws, target, name, given, event)
    write_atomic(root / made.path, made.text)
    _tell(made, target, speaks)


def _given(ws: Workspace, target: Target, short: dict[str, str], pairs: tuple[str, ...], lang: Lang) -> dict[str, Any]:
    """The values from the options, under the keys that this kind has for them."""
    from commops.starter.questions import UnfitError, node_of, value_of
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
        except UnfitError as error:
            raise click.UsageError(_unfit(key, text, error, lang)) from None
    return values


def _ask(ws: Workspace, target: Target, given: dict[str, Any], lang: Lang) -> None:
    """Ask for what is missing; where nobody can answer, list it and end with 2."""
    from commops.starter.questions import UnfitError, questions, value_of

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
            except UnfitError as error:
                click.echo(_unfit(one.key, answer, error, lang), err=True)


def _unfit(key: str, text: str, error: UnfitError, lang: Lang) -> str:
    return _NOT_A_VALUE.fill(key=safe(key), value=safe(text), hint=error.hint.get(lang)).get(lang)


def _ask_id(ws: Workspace, target: Target, given: dict[str, Any], event: str | None, lang: Lang) -> str | None:
    """The id that somebody at a terminal chooses; None for things that have one by themselves."""
    from commops.starter.place import ID, own_id

    title = pick(given.get("title") or given.get("name") or given.get("display"), "en")
    if (target.kind.single and not target.key) or target.of_event(event) or own_id(ws, target, title):
        return None
    while not ID.fullmatch(name := click.prompt(_ASK_ID.get(lang), prompt_suffix="\n > ").strip()):
        pass
    return str(name)


def _no_kind(kind: str | None, lang: Lang) -> NoReturn:
    """Say what can be made, the usual things first, and end with 2."""
    from difflib import get_close_matches

    from commops.starter.place import targets
    from commops.workspace.shape.shapes import property_of, resolve

    known = targets()
    told = []
    if kind is not None:
        near = get_close_matches(kind, known, n=1)
        guess = _NEAR.fill(near=near[0]).get(lang) if near else ""
        told.append(_NO_KIND.fill(kind=safe(kind), near=guess).get(lang).strip())
    rows = []
    for name in _COMMON:
        shape = resolve(property_of(known[name].root, known[name].route), known[name].root)
        rows.append(f"  {name:<10} {shape.get('x-label-zh' if lang == 'zh' else 'title', '')}".rstrip())
    others = ", ".join(name for name in known if name not in _COMMON)
    told.append(_KINDS.fill(rows="\n".join(rows), all=others).get(lang))
    click.echo("\n".join(told), err=True)
    sys.exit(2)


def _hint(one: Question, lang: Lang) -> str:
    """What a value is, and which there are."""
    parts = [one.about.get(lang), " | ".join(one.choices[:40]) or one.example]
    return " ".join(part for part in parts if part)


def _tell(made: Draft, target: Target, lang: Lang) -> None:
    from commops.workspace.shape.progress import status_label

    told = _ADDED if target.key else _WROTE
    click.echo(told.fill(path=made.path, id=made.id).get(lang))
    between = Text("、", ", ").get(lang)
    if made.assumed:
        space = Text("", " ").get(lang)
        pairs = between.join(f"{key.get(lang)}{space}{value}" for key, value in made.assumed)
        click.echo(_ASSUMED.fill(pairs=pairs).get(lang))
    if made.status and made.needs:
        needs = between.join(need.get(lang) for need in made.needs)
        status = status_label(target.name, made.status).get(lang)
        click.echo(_NEXT.fill(status=status, needs=needs).get(lang))
    click.echo(_CHECK.get(lang))
