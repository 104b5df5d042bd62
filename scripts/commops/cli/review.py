"""``commops review``: show what a change does, as one page, as Markdown, as JSON, or in a few lines."""

from __future__ import annotations

import datetime as dt
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commops.cli._fix import fix_options, repair
from commops.cli._options import as_of_option, lang_option, message_language, root_option, today
from commops.texts import Lang, Text

if TYPE_CHECKING:
    from commops.review.model import Review

_WRITTEN = Text("已写入 {path}", "Written to {path}")


@click.command("review")
@root_option
@click.option(
    "--base",
    metavar="REF",
    required=True,
    help="Compare with where HEAD left this git version. 与这个版本比较，例如 origin/main。",
)
@click.option(
    "--policy-ref",
    metavar="REF",
    help="Take schemas/, community/policy.yml and community/terms/ from this git version. 检查规则取自这个版本。",
)
@click.option(
    "--html",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write one page that opens without a server. 写成一个网页文件。",
)
@click.option(
    "--markdown",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write a summary for a comment. 写成评论用的摘要。",
)
@click.option("--json", "as_json", is_flag=True, help="Print the changes for programs. 输出给程序看的改动。")
@fix_options
@as_of_option
@lang_option
def command(
    root: Path,
    base: str,
    policy_ref: str | None,
    html: Path | None,
    markdown: Path | None,
    as_json: bool,
    fix: bool,
    diff: bool,
    as_of: dt.date | None,
    lang: str | None,
) -> None:
    """Show what a change does before it is merged. 合并前看清一次改动。

    The files as they are here, committed or not, are compared with the commit at which HEAD and REF went apart.
    Without --html, --markdown and --json the summary is printed. Exits with 1 when the change brings an error. With
    --fix what can be repaired without a doubt is written into the files first; --diff only prints it.

    \b
    commops review --base origin/main                       in the terminal  在终端里看
    commops review --base origin/main --html review.html    a page to open  写成网页，双击打开
    """
    from commops.check import review as judged
    from commops.review.model import review_of
    from commops.workspace.load import load
    from commops.workspace.standard import standard_of

    with ExitStack() as stack:
        standard = stack.enter_context(standard_of(root, policy_ref)) if policy_ref else None
        ws = load(root, as_of=as_of, today=today(), base=base)
        if standard is not None:
            standard.judge(ws)
        if fix or diff:
            repaired = repair(root, ws, message_language(lang, ws.languages[0]), diff=diff)
            if repaired is None:
                return
            ws = repaired
        verdict = judged(ws)
        made = review_of(ws, verdict.findings, against=base, waived=verdict.waived)
        _print(made, message_language(lang, ws.languages[0]), html, markdown, as_json)
        if made.errors:
            sys.exit(1)


def _print(made: Review, lang: Lang, html: Path | None, markdown: Path | None, as_json: bool) -> None:
    """Each output that was asked for, else the summary on the terminal."""
    from commops.files import write_atomic
    from commops.review import html as page
    from commops.review import json as data
    from commops.review import markdown as summary
    from commops.review import text

    for path, render in ((html, page.render), (markdown, summary.render)):
        if path is not None:
            write_atomic(path, render(made, lang).encode(errors="backslashreplace"))
            click.echo(_WRITTEN.fill(path=path).get(lang), err=True)
    if as_json:
        click.echo(data.render(made))
    elif html is None and markdown is None:
        click.echo(text.render(made, lang))
