"""How somebody joins, step by step, from what channels, admission criteria, rules and the welcome procedure say."""

from __future__ import annotations

from collections import Counter

from commops.site import blocks, public
from commops.site.edition import Edition
from commops.site.html import Child, Html, el, to_page
from commops.workspace._types import Channel

WELCOME = "welcome"
"""The procedure that says what happens to a newcomer, by the name it has in every workspace that follows ours."""


def steps(edition: Edition) -> Html:
    """The numbered way in; steps that this community does not have are left out."""
    found = [one for one in (_choose(edition), _answer(edition), _rules(edition), _arrive(edition)) if one]
    return el("ol", *(el("li", el("b", title), *content) for title, *content in found), class_="co-steps")


def has_short_rules(edition: Edition) -> bool:
    """Whether there are public rules with a short version."""
    book = edition.ws.rulebook
    return book is not None and public.is_public(book) and bool(book.short_version)


def open_channels(edition: Edition) -> list[Channel]:
    """Active public channels that say how to get in, in the order of the file."""
    found = [c for c in edition.ws.channels if public.is_public(c) and c.status == "active" and c.join]
    return sorted(found, key=lambda channel: channel.route)


def _choose(edition: Edition) -> tuple[Child, ...] | None:
    ways = Counter(channel.join["method"] for channel in open_channels(edition) if channel.join)
    said = [
        edition.say(zh.format(count), en.format(count))
        for count, zh, en in (
            (ways["open"] + ways["qr"], "{} 个可以直接加入或关注", "{} you can join or follow at once"),
            (ways["application"], "{} 个要先申请", "{} ask for an application"),
            (ways["invite"], "{} 个由成员邀请", "{} by invitation of a member"),
        )
        if count
    ]
    if not said:
        return None
    link = to_page("channels.md", edition.say("全部渠道", "all channels"))
    text = edition.say("，", ", ").join(said)
    return edition.say("选一个渠道", "Choose a channel"), el(
        "p", text, edition.say("。看", ". See "), link, edition.say("。", ".")
    )


def _answer(edition: Edition) -> tuple[Child, ...] | None:
    """What an application is asked, once the community shows its criteria; never which answers end it."""
    criteria = edition.ws.admission_criteria
    if criteria is None or not public.is_public(criteria):
        return None
    optional = edition.say("（选答）", " (optional)")
    questions = (
        [edition.text(row["question"]), "" if row.get("required", True) else optional] for row in criteria.criteria
    )
    lead = edition.say("要申请的渠道会问：", "Where an application is needed it asks:")
    return edition.say("回答几个问题", "Answer a few questions"), el("p", lead), blocks.bullets(questions)


def _rules(edition: Edition) -> tuple[Child, ...] | None:
    book = edition.ws.rulebook
    if book is None or not public.is_public(book):
        return None
    count = sum(not rule.retired for rule in edition.ws.community_rules)
    link = to_page("rules.md", edition.say(f"{count} 条群规", f"the rules ({count})"))
    return edition.say("读一遍群规", "Read the rules"), el(
        "p", edition.say("一共 ", "Read through "), link, edition.say("，附例子。", "; they come with examples.")
    )


def _arrive(edition: Edition) -> tuple[Child, ...] | None:
    """What a newcomer can expect, where the welcome procedure is public."""
    sop = next((sop for sop in edition.ws.sops if sop.id == WELCOME and public.is_public(sop)), None)
    if sop is None or not sop.sla:
        return None
    link = to_page(f"sop/{sop.id}.md", edition.say("我们怎样迎新", "How we welcome newcomers"))
    return edition.say("进来说第一句话", "Say your first words"), el(
        "p", edition.text(sop.sla), edition.say("。", ". "), link, edition.say("。", ".")
    )
