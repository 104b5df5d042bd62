"""``commops topics``: what people talk about, what rises, what came in a burst; counted by people."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from commops.cli._log_options import Form, days, opened, show, span_options
from commops.cli._options import lang_option, message_language, root_option
from commops.texts import Text

_KNOWN = Text(
    "这段时间里只有 {share} 的消息还留有文字，以下结果据此得出。",
    "Texts are kept of {share} of the messages of this time; what follows stands on these.",
)
_NO_TOPICS = Text(
    "还没有 community/topics.yml：写上话题和识别它的词，就能看到话题热度。",
    "There is no community/topics.yml yet: list topics and their words to see how hot each is.",
)


@click.command("topics")
@root_option
@span_options
@click.option(
    "--exact",
    is_flag=True,
    help="Show what fewer than 5 people said too: for your own eyes. 不足 5 人的也显示，只供自己看。",
)
@lang_option
def command(
    root: Path,
    channel: str | None,
    start: dt.datetime | None,
    end: dt.datetime | None,
    form: Form,
    exact: bool,
    lang: str | None,
) -> None:
    """Topics, trends and bursts, counted by people. 话题热度、升降的词、突然热起来的词，按人数统计。

    Topics and their words are those of community/topics.yml. Terms that fewer than 5 people said are never shown, nor
    are names and numbers of people; the texts themselves never leave the private cache. The first run cuts all texts
    into words, later ones only what is new.
    """
    from commops.stats.topics.run import find

    ws, warehouse, channels = opened(root, channel)
    speaks = message_language(lang, ws.languages[0])
    since, until = days(start, end, speaks)
    found = find(warehouse, ws, channels=channels, start=since, end=until, exact=exact)
    if found.known is not None and found.known < 1:
        click.echo(_KNOWN.fill(share=f"{found.known:.1%}").get(speaks), err=True)
    if not ws.topics:
        click.echo(_NO_TOPICS.get(speaks), err=True)
    facts = {
        "from": found.first.isoformat(),
        "to": found.last.isoformat(),
        "channel": channel or "*",
        "texts_known": None if found.known is None else round(found.known, 4),
    }
    show(found.listings, form, speaks, facts)
