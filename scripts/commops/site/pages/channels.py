"""The channel directory: where to talk, where to read, how to get in, and how full it is."""

from __future__ import annotations

from collections.abc import Iterator

from commops.site import blocks, public
from commops.site.edition import Edition
from commops.site.html import Child, Html, div, el, outside, span
from commops.site.labels import label
from commops.site.tree import Page, body, heading
from commops.workspace._types import Channel

_TALK = frozenset(
    {
        "wechat-group",
        "wecom-group",
        "qq-group",
        "feishu-group",
        "dingtalk",
        "discord",
        "telegram",
        "slack",
        "discourse",
        "github-discussions",
    }
)
"""Platforms where members talk to each other; on the others they read."""


def pages(edition: Edition) -> Iterator[Page]:
    """The directory."""
    active = [channel for channel in public.channels(edition.ws) if channel.status == "active"]
    resting = [channel for channel in public.channels(edition.ws) if channel.status != "active"]
    talk = [channel for channel in active if channel.platform in _TALK]
    read = [channel for channel in active if channel.platform not in _TALK]
    title = edition.say("渠道", "Channels")
    yield Page(
        "channels.md",
        title,
        body(
            heading(1, title, "channels"),
            blocks.lead(
                edition.say(
                    f"{len(talk)} 个渠道可以交流，{len(read)} 个渠道可以看内容：做什么、谁负责、怎么加入，都写在这里。",
                    f"{len(talk)} places to talk, {len(read)} to read: what each is for, who runs it, how to get in.",
                )
            ),
            *_section(edition, talk, edition.say("聊天与讨论", "Talk"), "talk"),
            *_section(edition, read, edition.say("阅读与观看", "Read and watch"), "read"),
            *_section(edition, resting, edition.say("已暂停", "Resting"), "resting"),
        ),
        edition.say(f"{edition.name}在哪些平台", f"Where to find {edition.name}"),
        source="community/channels.yml",
    )


def cards(edition: Edition, *, joinable: bool = False) -> Html:
    """A card for each channel; with ``joinable`` only the active ones that people can join by themselves."""
    chosen = [channel for channel in public.channels(edition.ws) if channel.status == "active"]
    if joinable:
        chosen = [channel for channel in chosen if channel.join and channel.join.get("url")][:6]
    return div("co-cards", *(_card(edition, channel) for channel in chosen))


def _section(edition: Edition, channels: list[Channel], title: str, anchor: str) -> list[Child]:
    if not channels:
        return []
    return [heading(2, title, anchor), div("co-cards", *(_card(edition, channel, full=True) for channel in channels))]


def members_now(edition: Edition, channel: str) -> int | None:
    """The last typed member count of a channel."""
    return edition.numbers.members[-1][1].get(channel) if edition.numbers.members else None


def _card(edition: Edition, channel: Channel, *, full: bool = False) -> Html:
    platform = label(edition.lang, "channel-list", "channels", "platform", value=channel.platform)
    members = members_now(edition, channel.id)
    size = None
    if members is not None:
        crowded = channel.capacity is not None and members >= 0.9 * channel.capacity
        count = edition.say(f"{members:,} 人", f"{members:,} members")
        size = blocks.tag(f"{count} / {channel.capacity:,}" if channel.capacity else count, "warn" if crowded else "")
    return div(
        f"co-card{'' if channel.status == 'active' else ' co-card--off'}",
        el("p", platform, class_="co-eyebrow"),
        el("h3", edition.text(channel.name), id=f"c-{channel.id}"),
        el("p", edition.text(channel.purpose)),
        el("p", size, blocks.tag(blocks.tongue(edition, channel.language)), _quiet(edition, channel)),
        el("p", _join(edition, channel), class_="co-small") if channel.status == "active" else None,
        el("p", edition.say("负责 ", "Run by "), blocks.person(edition, channel.owner), class_="co-meta"),
        _details(edition, channel) if full else None,
    )


def _details(edition: Edition, channel: Channel) -> Html:
    """What members ask about a channel, folded away: topics, moderators, links and ads, counting, helpers."""
    yes, no = edition.say("可以", "allowed"), edition.say("不可以", "not allowed")
    log = channel.log or {"exportable": False}
    counted = edition.text(log.get("consent_basis")) or edition.say("会", "yes")
    tools = [
        [
            edition.text(tool["name"]),
            edition.say("：", ": "),
            edition.text(tool["purpose"]),
            edition.say("；它看得到：", "; it sees: "),
            edition.text(tool["data_seen"]),
        ]
        for tool in channel.tools or ()
    ]
    return blocks.fold(
        edition.say("细则", "Details"),
        blocks.facts(
            (edition.say("话题", "Topics"), edition.list(channel.topics)),
            (edition.say("管理员", "Moderators"), edition.names("person", channel.moderators)),
            (
                edition.say("发链接", "Links"),
                None if channel.allow_links is None else yes if channel.allow_links else no,
            ),
            (edition.say("发广告", "Ads"), None if channel.ads_allowed is None else yes if channel.ads_allowed else no),
            (edition.say("做统计", "Counted"), counted if log["exportable"] else edition.say("不会", "no")),
            (edition.say("机器人", "Bots"), blocks.bullets(tools)),
        ),
    )


def _quiet(edition: Edition, channel: Channel) -> Child:
    hours = [f"{row['from']}–{row['to']}" for row in channel.quiet_hours or ()]
    return blocks.tag(edition.say("免打扰 ", "quiet ") + ", ".join(hours)) if hours else None


def _join(edition: Edition, channel: Channel) -> Child:
    if channel.join is None:
        return None
    how = label(edition.lang, "channel-list", "channels", "join", "method", value=channel.join["method"])
    url = channel.join.get("url")
    verb = edition.say("加入", "Join")
    if channel.platform not in _TALK:
        verb, how = edition.say("关注", "Follow"), "" if url and channel.join["method"] == "open" else how
    note = edition.text(channel.join.get("note"))
    return span(
        "",
        outside(url, verb, " →") if url else None,
        " · " if url and how else "",
        how,
        [" · ", note] if note else None,
    )
