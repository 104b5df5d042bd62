"""``commops status``: what waits for whom this week."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commops.cli._options import as_of_option, lang_option, message_language, root_option, today, use_color
from commops.texts import Lang, Text, pick, safe, safe_json

if TYPE_CHECKING:
    from commops.agenda.entries import Todo
    from commops.workspace import Workspace

_HEAD = Text("{day}（{weekday}）起 {days} 天里要做的事", "To do in the {days} days from {weekday} {day}")
_NOBODY = Text("还没有人负责", "Nobody yet")
_CLEAR = Text("没有等着处理的事。", "Nothing is waiting.")
_UNKNOWN = Text("team.yml 里没有“{who}”。", '"{who}" is not in team.yml.')
_LATE = Text("已晚 {n} 天", "{n} d late")
_TODAY = Text("今天", "today")
_LEFT = Text("还有 {n} 天", "in {n} d")
_SUM = Text("共 {n} 件，其中 {late} 件已过期。", "Things to do: {n}, late: {late}.")
_WITH = Text("（{names} 也可以）", " (or {names})")
_WEEKDAYS = Text("一二三四五六日", "Mon Tue Wed Thu Fri Sat Sun")


@click.command("status")
@click.option("--who", metavar="PERSON", help="Only what waits for this person. 只看某个人的。")
@click.option("--days", type=click.IntRange(0, 366), default=7, show_default=True, help="How far ahead. 往后看几天。")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help="How to print. 输出格式。")
@root_option
@as_of_option
@lang_option
def command(who: str | None, days: int, form: str, root: Path, as_of: dt.date | None, lang: str | None) -> None:
    """Show what waits for whom this week, late things first. 这一周谁手上有什么事，过期的排在前面。

    \b
    commops status
    commops status --who lin-xi --days 14    one person, two weeks  一个人，两周
    """
    from commops.agenda.entries import todos
    from commops.workspace.load import load

    ws = load(root, as_of=as_of, today=today())
    speaks = message_language(lang, ws.languages[0])
    if who is not None and who not in ws.ids("person"):
        raise click.UsageError(_UNKNOWN.fill(who=safe(who)).get(speaks))
    found = [todo for todo in todos(ws, ws.as_of + dt.timedelta(days=days)) if who is None or who in todo.people]
    click.echo(_json(found, speaks) if form == "json" else _text(ws, found, days, who, speaks))


def _json(found: Sequence[Todo], lang: Lang) -> str:
    rows = [
        {
            "people": list(todo.people),
            "due": todo.due.isoformat(),
            "what": todo.what.get(lang),
            "path": todo.at.path,
            "line": todo.at.line,
        }
        for todo in found
    ]
    return safe_json({"schema": 1, "todos": rows})


def _text(ws: Workspace, found: Sequence[Todo], days: int, who: str | None, lang: Lang) -> str:
    """One block per person, those with the oldest things first; what several people can do stands with the first."""
    names = {person.id: pick(person.display, lang) for person in ws.people}
    blocks: defaultdict[str, list[str]] = defaultdict(list)
    for todo in found:
        first = who or next(iter(todo.people), "")
        others = [names.get(name, name) for name in todo.people if name != first]
        also = _WITH.fill(names=("、" if lang == "zh" else ", ").join(others)).get(lang) if others else ""
        told = safe(f"{todo.what.get(lang)}{also}", one_line=True)
        blocks[first].append(f"  {_when(todo.due, ws.as_of, lang)}  {told}\n{_place(todo)}")
    weekday = _WEEKDAYS.zh[ws.as_of.weekday()] if lang == "zh" else _WEEKDAYS.en.split()[ws.as_of.weekday()]
    weekday = f"周{weekday}" if lang == "zh" else weekday
    parts = [_HEAD.fill(day=ws.as_of, weekday=weekday, days=days).get(lang)]
    for name in sorted(blocks, key=lambda one: one == ""):
        title = names.get(name, name) if name else _NOBODY.get(lang)
        parts.append("\n".join([_bold(f"{safe(title, one_line=True)}{f'  {name}' if name else ''}"), *blocks[name]]))
    late = sum(todo.due < ws.as_of for todo in found)
    parts.append(_SUM.fill(n=len(found), late=late).get(lang) if found else _CLEAR.get(lang))
    return "\n\n".join(parts)


def _when(due: dt.date, as_of: dt.date, lang: Lang) -> str:
    left = (due - as_of).days
    told = (_LATE if left < 0 else _LEFT if left else _TODAY).fill(n=abs(left)).get(lang)
    text = f"{due:%m-%d}  {told}"
    return click.style(text, fg="red") if left < 0 and use_color() else text


def _place(todo: Todo) -> str:
    text = f"         {safe(todo.at.path, one_line=True)}:{todo.at.line}"
    return click.style(text, dim=True) if use_color() else text


def _bold(text: str) -> str:
    return click.style(text, bold=True) if use_color() else text
