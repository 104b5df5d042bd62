"""``commops review-comment``: put the review that another job made into its pull request on GitHub."""

from __future__ import annotations

import re
from pathlib import Path

import click

from commops.cli._options import lang_option, message_language
from commops.texts import Text

_NONE = Text(
    "没有打开的合并请求以这个提交为最新提交，什么都没写。",
    "No open pull request has this commit as its head; nothing written.",
)
_DONE = Text("合并请求 {pull}：评论{zh}，新增建议 {n} 条。", "Pull request {pull}: comment {en}, {n} new suggestions.")
_STATES = {"written": "已写", "updated": "已更新", "unchanged": "没有变化"}
_REPOSITORY = re.compile(r"[\w.-]{1,100}/[\w.-]{1,100}", re.ASCII)
_COMMIT = re.compile(r"[0-9a-f]{40,64}")
_RUN = re.compile(r"https://[\w.:-]+/[\w.-]+/[\w.-]+/actions/runs/\d+", re.ASCII)
_ODD = Text("写法不对。", "This does not look right.")


@click.command("review-comment")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--api", default="https://api.github.com", show_default=True, help="Address of the API. 接口地址。")
@click.option("--repository", required=True, metavar="OWNER/NAME", help="The repository of the pull request. 仓库。")
@click.option("--commit", required=True, metavar="SHA", help="Head of the pull request. 合并请求的最新提交。")
@click.option("--run-url", required=True, metavar="URL", help="Where the review can be downloaded. 评审所在的运行。")
@click.option("--token", envvar="COMMOPS_TOKEN", required=True, help="May write to pull requests. [env: COMMOPS_TOKEN]")
@lang_option
def command(folder: Path, api: str, repository: str, commit: str, run_url: str, token: str, lang: str | None) -> None:
    """Comment on a pull request. 把评审写进合并请求。

    FOLDER holds the artifact of the review, still packed. It is not trusted: its text is written anew, and the pull
    request is looked up by the commit.
    """
    from commops.report.comment.api import Api
    from commops.report.comment.artifact import texts
    from commops.report.comment.post import post

    speaks = message_language(lang)
    rows = (("--repository", repository, _REPOSITORY), ("--commit", commit, _COMMIT), ("--run-url", run_url, _RUN))
    for name, value, pattern in rows:
        if not pattern.fullmatch(value):
            raise click.BadParameter(_ODD.get(speaks), param_hint=name)
    done = post(Api(api, token), repository, commit, run_url, texts(folder))
    if done.pull is None:
        click.echo(_NONE.get(speaks))
        return
    told = _DONE.fill(pull=done.pull, zh=_STATES[done.comment], en=done.comment, n=done.suggested)
    click.echo(told.get(speaks))
