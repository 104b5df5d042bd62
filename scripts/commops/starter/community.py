"""The files of a new community: profile, team, channels, rules, subjects, a picture and a first post."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from commops.starter.answers import Answers, entry
from commops.starter.yaml_text import as_yaml

_GROUPS = frozenset(
    ["wechat-group", "wecom-group", "qq-group", "feishu-group", "dingtalk", "telegram", "discord", "slack"]
)
"""Platforms that ring on people's phones: they get quiet hours and a cap."""


def files(answers: Answers, platform_names: dict[str, dict[str, str]]) -> Iterator[tuple[str, str]]:
    """Path and text of each file. ``platform_names`` gives the name of a platform by language (``zh``, ``en``)."""
    lead, deputy = answers.person(answers.lead, "lead"), answers.person(answers.deputy, "deputy")
    if lead == deputy:
        deputy = f"{deputy}-2"
    yield "community/community.yml", as_yaml(_profile(answers))
    yield "community/team.yml", as_yaml(_team(answers, lead, deputy))
    yield "community/channels.yml", as_yaml(_channels(answers, platform_names, lead, deputy))
    yield "community/rules.yml", as_yaml(_rules(answers))
    yield "content/pillars.yml", as_yaml(_pillars(answers))
    yield "content/assets.yml", as_yaml(_assets(answers))
    yield "content/assets/avatar.svg", _avatar(answers.name)
    yield _post(answers, lead)


def _profile(a: Answers) -> dict[str, Any]:
    return entry(
        id=a.community_id,
        name=a.named(a.name),
        slogan=a.named(a.slogan),
        description=a.say(
            f"{a.name}是一群人聚在一起做同一件事的地方。把这一段换成你们自己的介绍：做什么、谁适合来、多久见一次面。",
            f"{a.name} is a place for people who do one thing together. Replace this with your own words: what you do, "
            "who it is for, how often you meet.",
        ),
        avatar="avatar",
        founded=a.today.isoformat(),
        languages=list(a.languages),
        timezone=a.timezone,
        value_props=[
            a.say("有人回答你的问题", "Somebody answers your questions"),
            a.say("每周一次固定的活动", "Something regular every week"),
            a.say("数字和决定都公开", "Numbers and decisions are open"),
        ],
        operator={"name": a.named(a.name), "type": "project", "contact": a.contact},
        visibility="public",
    )


def _team(a: Answers, lead: str, deputy: str) -> dict[str, Any]:
    day = a.today.isoformat()
    person = {"kind": "staff", "roles": ["lead"], "active_from": day}
    return {
        "people": [
            {"id": lead, "display": a.named(a.lead), **person, "backup": deputy},
            {"id": deputy, "display": a.named(a.deputy), **person, "backup": lead},
        ],
        "roles": [
            {
                "id": "lead",
                "name": a.say("负责人", "Lead"),
                "responsibilities": [
                    a.say("审批内容和活动", "Approves posts and events"),
                    a.say("处理投诉和处置", "Handles complaints and sanctions"),
                ],
                "permissions": ["approve-post", "approve-event", "moderate", "ban", "publish", "view-cases", "spend"],
                "min_people": 2,
            },
        ],
    }


def _channels(a: Answers, names: dict[str, dict[str, str]], lead: str, deputy: str) -> dict[str, Any]:
    rows = []
    for platform in a.platforms:
        called = names.get(platform, {})
        group = platform in _GROUPS
        rows.append(
            entry(
                id=_channel_id(platform),
                platform=platform,
                name=a.say(called.get("zh", platform), called.get("en", platform)),
                purpose=a.say("日常交流和通知。", "Everyday talk and notices.")
                if group
                else a.say("公告和长文。", "Announcements and long reads."),
                owner=lead,
                moderators=[deputy],
                language=a.main,
                frequency={"max_per_day": 2} if group else None,
                quiet_hours=[{"from": "22:30", "to": "08:00"}] if group else None,
                status="active",
            )
        )
    return {"channels": rows}


def _channel_id(platform: str) -> str:
    """The id of the first channel on a platform: its name, but ids have two characters at least."""
    return platform if len(platform) > 1 else f"{platform}-account"


def _rules(a: Answers) -> dict[str, Any]:
    def rule(name: str, category: str, level: int, title: Any, text: Any, good: Any, bad: Any) -> dict[str, Any]:
        return entry(
            id=name,
            title=title,
            text=text,
            category=category,
            default_level=level,
            examples_ok=[good],
            examples_bad=[bad],
        )

    steps = (
        (1, a.say("提醒", "Reminder"), "remind"),
        (2, a.say("警告", "Warning"), "warn"),
        (3, a.say("禁言 7 天", "Muted for 7 days"), "mute"),
        (4, a.say("移出社群", "Removed"), "remove"),
    )
    return {
        "version": "1.0.0",
        "effective_from": a.today.isoformat(),
        "items": [
            rule(
                "be-kind", "conduct", 1,
                a.say("对人友善", "Be kind"),
                a.say("对事不对人，不嘲笑提问的人。", "Argue about the thing, not the person. Mock nobody for asking."),
                a.say("这个问题上周有人问过，看置顶。", "Somebody asked this last week; see the pinned message."),
                a.say("这都不会？", "You do not even know that?"),
            ),
            rule(
                "no-ads", "ads", 2,
                a.say("不发广告", "No advertising"),
                a.say("不推销，不拉人进别的群。", "No selling, no recruiting for other groups."),
                a.say("我写了篇教程，链接在这里，我是作者。", "I wrote a guide, here is the link; I am the author."),
                a.say("扫码进群领优惠。", "Scan to join my group for a discount."),
            ),
            rule(
                "privacy", "privacy", 2,
                a.say("保护隐私", "Respect privacy"),
                a.say("不外传聊天截图，不公开别人的联系方式。", "Do not pass on screenshots or contact data."),
                a.say("我先问过他，他同意转发这一段。", "I asked first; she agreed that I pass this on."),
                a.say("这是他的电话，你们找他。", "Here is his number, call him."),
            ),
        ],
        "ladder": [
            {"level": level, "name": name, "action": action, "who_may": ["lead"], "appealable": True}
            for level, name, action in steps
        ],
        "appeal": {
            "window_days": 7,
            "reviewer_role": "lead",
            "sla_hours": 72,
            "how": a.say(
                f"写信到 {a.contact}，由没有参与原决定的人复核。",
                f"Write to {a.contact}; somebody who took no part in the decision reviews it.",
            ),
        },
        "short_version": a.say(
            f"1 对人友善\n2 不发广告\n3 保护隐私\n处置：提醒、警告、禁言、移出。七天内可以申诉：{a.contact}",
            "1 Be kind\n2 No advertising\n3 Respect privacy\n"
            f"Steps: reminder, warning, mute, removal. Appeal within seven days: {a.contact}",
        ),
    }  # fmt: skip


def _pillars(a: Answers) -> dict[str, Any]:
    rows = (
        ("learn", a.say("知识", "Learning"), 0.5),
        ("people", a.say("成员", "People"), 0.3),
        ("event", a.say("活动", "Events"), 0.2),
    )
    return {"pillars": [{"id": name, "name": label, "share_target": share} for name, label, share in rows]}


def _assets(a: Answers) -> dict[str, Any]:
    alt = a.say("一个圆，里面是社群名的第一个字", "A circle with the first letter of the community's name")
    return {
        "assets": [{"id": "avatar", "file": "content/assets/avatar.svg", "kind": "image", "alt": alt, "licence": "own"}]
    }


def _avatar(name: str) -> str:
    """A round picture with the first character of the name; nothing of it can become markup."""
    first = next((char for char in name if char.isalnum()), "C").upper()
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96" role="img">\n'
        '  <circle cx="48" cy="48" r="48" fill="#1f5c4d"/>\n'
        '  <text x="48" y="50" font-size="46" font-family="sans-serif" fill="#ffffff" text-anchor="middle"'
        f' dominant-baseline="middle">{first}</text>\n'
        "</svg>\n"
    )


def _post(a: Answers, lead: str) -> tuple[str, str]:
    """A draft for next week, in the channel named first."""
    day = a.today + dt.timedelta(days=7)
    when = dt.datetime.combine(day, dt.time(20), ZoneInfo(a.timezone)).isoformat(timespec="minutes")
    data = {
        "title": a.say("你好", "Hello"),
        "date": when,
        "channels": [_channel_id(a.platforms[0])],
        "status": "draft",
        "author": lead,
    }
    body = a.plain(
        "这是第一篇草稿。改掉它，写下这个社群要做的第一件事。\n",
        "This is a first draft. Replace it with the first thing this community is going to do.\n",
    )

    return f"content/posts/{day:%Y/%m}/{day}-hello.md", f"---\n{as_yaml(data)}---\n{body}"
