"""Says what was wrong with a command line, in the reader's language and safe to print."""

from __future__ import annotations

import re

import click
from click.exceptions import BadOptionUsage, NoArgsIsHelpError

from commops.cli._options import message_language
from commops.texts import Text, safe, tame

_LONGEST = 300
_TRY = Text("用 {help} 查看说明。", "Try '{help}' for help.")
_ERROR = Text("错误：", "Error: ")
_EXTRA = re.compile(r"Got unexpected extra arguments? \((.*)\)", re.DOTALL)


def told(error: click.ClickException) -> str:
    """The usage line of the command, where to find help, and what is wrong."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    if isinstance(error, NoArgsIsHelpError):
        return error.format_message()
    lang = message_language(context.params.get("lang") if context else None)
    lines = []
    if context is not None:
        lines += [context.get_usage(), _TRY.fill(help=f"{context.command_path} --help").get(lang), ""]
    message = tame(safe(error.format_message() if lang == "en" else _chinese(error), one_line=True))
    cut = message if len(message) <= _LONGEST else f"{message[: _LONGEST - 1]}…"
    return "\n".join([*lines, f"{_ERROR.get(lang)}{cut}"])


def _chinese(error: click.ClickException) -> str:
    """The mistakes that click itself notices; messages of ours are in the reader's language already."""
    if isinstance(error, click.NoSuchOption):
        near = "、".join(sorted(error.possibilities or ()))
        return f"没有选项 {error.option_name}。" + (f"是不是想用 {near}？" if near else "")
    if isinstance(error, BadOptionUsage):
        return f"选项 {error.option_name} 后面要写值。"
    if isinstance(error, click.MissingParameter):
        return f"缺少 {_name(error)}。"
    if isinstance(error, click.BadParameter):
        return f"{_name(error)} 的值不对：{_reason(error)}"
    extra = _EXTRA.fullmatch(error.format_message())
    return f"多出了参数 {extra[1]}。" if extra else error.format_message()


def _name(error: click.BadParameter) -> str:
    hint = error.param_hint or (error.param.get_error_hint(error.ctx) if error.param and error.ctx else "")
    return hint if isinstance(hint, str) else " / ".join(hint)


def _reason(error: click.BadParameter) -> str:
    kind = error.param.type if error.param else None
    if isinstance(kind, click.Choice):
        return f"可选 {'、'.join(map(str, kind.choices))}。"
    if isinstance(kind, click.Path):
        return f"没有这个路径，或者不能读取（{error.message}）"
    if isinstance(kind, click.IntRange):
        return f"要在 {kind.min} 到 {kind.max} 之间。"
    if isinstance(kind, click.DateTime):
        return "日期要写成 2026-11-22 的样子。"
    return error.message
