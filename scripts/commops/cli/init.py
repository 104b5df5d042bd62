"""``commops init``: a new workspace that passes the check and builds at once."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click

from commops.cli._options import lang_option, message_language, today
from commops.errors import InputError
from commops.texts import Lang, Text, safe

_LANGUAGES = {"zh": ("zh-CN",), "en": ("en",), "zh+en": ("zh-CN", "en"), "en+zh": ("en", "zh-CN")}
_ZONES = {"zh": "Asia/Shanghai", "en": "UTC"}
_CHANNELS = {"zh": "wechat-group,wechat-oa", "en": "discord,email"}
_ASK = {
    "name": Text("社群叫什么名字", "Name of the community"),
    "slogan": Text("一句口号（不超过 20 个字）", "A slogan (at most 60 characters)"),
    "languages": Text(
        "网站用哪种语言：zh 中文，en 英文，zh+en 双语", "Languages of the site: zh Chinese, en English, en+zh both"
    ),
    "timezone": Text("时区，如 Asia/Shanghai", "Time zone, such as Europe/Berlin"),
    "lead": Text("你怎么称呼", "Your name"),
    "deputy": Text("谁和你一起负责（审批人至少两位）", "Who shares the lead (two people must be able to approve)"),
    "channels": Text(
        "有哪些渠道，用逗号隔开，如 微信群，小红书", "Channels, with commas between, such as discord, email"
    ),
    "hosting": Text(
        "仓库放在哪里：github、gitlab，还不知道就写 none", "Where the repository lives: github, gitlab, or none"
    ),
}
_MEANT = {"中文": "zh", "英文": "en", "双语": "zh+en", "chinese": "zh", "english": "en", "both": "en+zh"}
_SLOGANS = Text("一起把它做好", "Better together")
_PEOPLE = (Text("负责人", "Lead"), Text("副手", "Deputy"))
_NOT_A_CHOICE = (
    Text("没有这个选项", "That is not one of them"),
    Text("从上面列出的里选一个，或直接回车。", "Choose one that is listed, or press Enter."),
)
_NO_NAME = Text("要写 --name。", "--name is needed.")
_DONE = Text(
    """写好了 {n} 个文件，在 {root}。接下来：

  cd {root}
  commops check          检查
  commops build          生成网站，打开 build/site/index.html
  commops status         这一周谁手上有什么事
  git init && git add . && git commit -m "Start"

先改 community/community.yml 里的介绍，再看 content/posts/ 里的第一篇草稿。""",
    """Wrote {n} files to {root}. What comes next:

  cd {root}
  commops check          check every file
  commops build          build the site: open build/site/index.html
  commops status         what waits for whom this week
  git init && git add . && git commit -m "Start"

Start with the description in community/community.yml, then look at the first draft in content/posts/.""",
)


@click.command("init")
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False))
@click.option("--name", help="Name of the community. 社群名称。")
@click.option("--slogan", help="A short slogan. 口号。")
@click.option("--languages", type=click.Choice(list(_LANGUAGES)), help="Its languages, the main one first. 语言。")
@click.option("--timezone", metavar="ZONE", help="IANA time zone. 时区。")
@click.option("--lead", help="Who leads it. 负责人的称呼。")
@click.option("--deputy", help="Who shares the lead. 另一位负责人的称呼。")
@click.option("--channels", metavar="A,B", help="Platforms of its channels. 渠道所在平台。")
@click.option("--contact", default="hello@example.org", show_default=True, help="Public address. 公开的联系方式。")
@click.option("--hosting", type=click.Choice(("github", "gitlab", "none")), help="Which workflows to add. 托管平台。")
@click.option("--id", "name_id", help="Its id, if the name gives none. 编号。")
@lang_option
def command(
    directory: Path,
    name: str | None,
    slogan: str | None,
    languages: str | None,
    timezone: str | None,
    lead: str | None,
    deputy: str | None,
    channels: str | None,
    contact: str,
    hosting: str | None,
    name_id: str | None,
    lang: str | None,
) -> None:
    """Start a community of your own in DIRECTORY. 在一个文件夹里新建自己的社群。

    At a terminal it asks a few questions; elsewhere it takes the options, of which only --name is needed. Files
    that are there already are never touched.

    \b
    commops init my-community                                 asks  会问你
    commops init club --name 纸船读书会 --channels 微信群,公众号    does not ask  不问
    commops init club --name "Paper Boat" --languages en --channels discord,email
    """
    from commops.starter.answers import Answers
    from commops.starter.init import platform_ids, workspace_files, write, zone

    speaks = message_language(lang, "zh" if (languages or "zh").startswith("zh") else "en")
    asks = sys.stdin.isatty()
    if name is None and not asks:
        raise click.UsageError(_NO_NAME.get(speaks))
    spoken = _LANGUAGES[
        _answer("languages", languages, "zh" if speaks == "zh" else "en", asks, speaks, list(_LANGUAGES))
    ]
    main: Lang = "zh" if spoken[0].startswith("zh") else "en"
    answers = Answers(
        name=_answer("name", name, None, asks, speaks),
        slogan=_answer("slogan", slogan, _SLOGANS.get(main), asks, speaks),
        languages=spoken,
        timezone=_answer("timezone", timezone, _ZONES[main], asks, speaks, fits=zone),
        lead=_answer("lead", lead, _PEOPLE[0].get(main), asks, speaks),
        deputy=_answer("deputy", deputy, _PEOPLE[1].get(main), asks, speaks),
        platforms=_split(
            _answer("channels", channels, _CHANNELS[main], asks, speaks, fits=lambda text: platform_ids(_split(text)))
        ),
        contact=contact,
        hosting=_answer("hosting", hosting, "github", asks, speaks, ["github", "gitlab", "none"]),
        today=today(),
        id=name_id or "",
    )
    files = workspace_files(answers)
    write(directory, files)
    click.echo(_DONE.fill(n=len(files), root=safe(str(directory))).get(speaks))


def _answer(
    key: str,
    given: str | None,
    usual: str | None,
    asks: bool,
    lang: Lang,
    choices: list[str] | None = None,
    fits: Callable[[str], object] | None = None,
) -> str:
    """What was given as an option, else the answer to the question, else what is usual.

    ``fits`` raises InputError for an answer that cannot be used; the question is then asked again.
    """
    if given is not None:
        return given.strip()
    if not asks:
        return usual or ""
    while True:
        answer: str = click.prompt(_ASK[key].get(lang), default=usual)
        answer = _MEANT.get(answer.strip().lower(), answer.strip())
        try:
            if choices and answer not in choices:
                raise InputError(answer, *_NOT_A_CHOICE)
            if fits is not None:
                fits(answer)
        except InputError as error:
            click.echo(error.render(lang))
        else:
            return answer


def _split(text: str) -> tuple[str, ...]:
    parts = text.replace("，", ",").replace("、", ",").split(",")
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))
