"""The members' programme: levels, how points are earned and spent, badges, fair play, ambassadors and segments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from commops.site import blocks, public, segments
from commops.site.edition import Edition
from commops.site.html import Child, Html, div, el, to_page
from commops.site.labels import label
from commops.site.tree import Page, body, heading
from commops.workspace._types import Ambassador, MemberProgramme
from commops.workspace.times import date

if TYPE_CHECKING:
    from commops.workspace._shapes import MemberProgrammeReward

_ON_SITE = re.compile(r"网站|站点|官网|公开|\b(?:web)?site\b|\bweb\b|\bpublic|everywhere", re.IGNORECASE)
"""A consent that reaches as far as this site."""


def pages(edition: Edition) -> Iterator[Page]:
    """The page, once there is anything of it that everybody may see. Points of a person are never part of it."""
    programme = edition.ws.member_programme
    ambassadors = _ambassadors(edition)
    content: list[Child] = []
    if programme is not None and public.is_public(programme):
        content += _programme(edition, programme)
    if ambassadors:
        content += [heading(2, edition.say("大使", "Ambassadors"), "ambassadors"), *_about(edition, ambassadors)]
    if edition.ws.segment_list is not None and public.is_public(edition.ws.segment_list):
        content += segments.section(edition)
    if not content:
        return
    title = edition.say("成员体系", "Members' programme")
    yield Page(
        "members.md",
        title,
        body(heading(1, title, "members"), *content),
        edition.say(
            f"{edition.name}的等级、积分、徽章和大使", f"Levels, points, badges and ambassadors of {edition.name}"
        ),
        source="community/members/programme.yml",
        toc=True,
    )


def _programme(edition: Edition, programme: MemberProgramme) -> list[Child]:
    lead = edition.say(
        "帮到别人、做出东西、参加活动能得积分；积分换等级、徽章和小礼物。",
        "Helping others, making things and taking part earn points; points bring levels, badges and small rewards.",
    )
    board = {
        "none": edition.say(
            "不排名，每个人的积分只有自己知道。", "Nobody is ranked; your points are your own business."
        ),
        "opt-in": edition.say(
            "排行榜自愿参加，不报名就不会出现。", "The ranking is opt-in: who did not ask is not on it."
        ),
    }.get(programme.leaderboard or "none", "")
    return [
        blocks.lead(lead),
        heading(2, edition.say("等级", "Levels"), "levels"),
        _levels(edition, programme),
        el("p", board, class_="co-muted"),
        el("p", edition.say("积分会淡：", "Points fade: "), edition.text(programme.decay)) if programme.decay else None,
        heading(2, edition.say("怎样得分", "How points are earned"), "points"),
        _points(edition, programme),
        *_badges(edition, programme),
        *_rewards(edition, programme),
        *_fair(edition, programme),
        _seasons(edition, programme),
    ]


def _levels(edition: Edition, programme: MemberProgramme) -> Html:
    steps = (
        el(
            "li",
            el(
                "span",
                edition.say(f"{level['min_points']} 分起", f"from {level['min_points']} points"),
                class_="co-eyebrow",
            ),
            el("b", edition.text(level["name"]), id=f"l-{level['id']}"),
            blocks.bullets(edition.text(perk) for perk in level.get("perks") or ()),
        )
        for level in sorted(programme.levels, key=lambda level: level["min_points"])
    )
    return el("ol", *steps, class_="co-ladder co-ladder--levels")


def _points(edition: Edition, programme: MemberProgramme) -> Html:
    columns = [
        edition.say(zh, en)
        for zh, en in (
            ("做什么", "For"),
            ("类别", "Kind"),
            ("积分", "Points"),
            ("每天最多", "Most a day"),
            ("谁核对", "Checked by"),
        )
    ]
    rows: list[list[Child]] = [
        [
            edition.text(row["name"]) if row.get("name") else row["action"],
            label(edition.lang, "member-programme", "points", "kind", value=row.get("kind")),
            f"{row['points']:+d}".replace("-", "−"),
            str(row["daily_cap"]) if row.get("daily_cap") is not None else "–",
            label(edition.lang, "member-programme", "points", "verify", value=row["verify"]),
        ]
        for row in programme.points
    ]
    return blocks.table(columns, rows, numeric=(2, 3), class_="co-roomy")


def _badges(edition: Edition, programme: MemberProgramme) -> list[Child]:
    cards = [
        div(
            "co-card",
            el("h3", edition.text(badge["name"]), id=f"b-{badge['id']}"),
            el("p", edition.text(badge["criteria"])),
            el("p", blocks.tag(edition.say("可能收回", "can be taken back"))) if badge.get("revocable") else None,
        )
        for badge in programme.badges or ()
    ]
    return [heading(2, edition.say("徽章", "Badges"), "badges"), div("co-cards", *cards)] if cards else []


def _rewards(edition: Edition, programme: MemberProgramme) -> list[Child]:
    """What points can be exchanged for; what it costs us stays with the team."""

    def row(reward: MemberProgrammeReward) -> list[Child]:
        return [edition.text(reward["item"]), str(reward["cost"]), str(reward["stock"]), edition.text(reward["terms"])]

    columns = [
        edition.say(zh, en)
        for zh, en in (("兑换", "Reward"), ("积分", "Points"), ("数量", "How many"), ("条件", "Terms"))
    ]
    rows = [row(reward) for reward in programme.redemption or ()]
    title = heading(2, edition.say("兑换", "Rewards"), "rewards")
    return [title, blocks.table(columns, rows, numeric=(1, 2))] if rows else []


def _fair(edition: Edition, programme: MemberProgramme) -> list[Child]:
    guards: dict[str, Any] = {**(programme.guards or {})}
    said = (
        ("min_length", "不到 {} 个字的消息不计分。", "Messages of fewer than {} characters do not count."),
        (
            "same_text_days",
            "{} 天内有人发过的同样的话不计分。",
            "A text that was posted within {} days does not count again.",
        ),
        ("per_hour", "每小时最多 {} 条计分。", "At most {} messages an hour count."),
        (
            "per_pair_day",
            "同样两个人之间，一天最多 {} 次互相回复计分。",
            "Between the same two people, {} replies a day count.",
        ),
    )
    counted = [edition.say(zh.format(guards[key]), en.format(guards[key])) for key, zh, en in said if key in guards]
    rules = [*(edition.text(text) for text in programme.anti_abuse or ()), *counted]
    return [heading(2, edition.say("公平", "Fair play"), "fair"), blocks.bullets(rules)] if rules else []


def _seasons(edition: Edition, programme: MemberProgramme) -> Child:
    today = edition.ws.as_of
    now = next((s for s in programme.seasons or () if date(s["from"]) <= today <= date(s["to"])), None)
    season = None
    if now:
        days = f"{edition.period(now['from'])} – {edition.period(now['to'])}"
        season = f"{edition.t(now.get('name')) or now['id']}{edition.say('，', ', ')}{days}"
    settled = edition.period(programme.settled) if programme.settled else None
    return blocks.facts(
        (edition.say("本季", "This season"), season), (edition.say("上次结算", "Last settled"), settled)
    )


def _ambassadors(edition: Edition) -> list[Ambassador]:
    """Ambassadors whose term runs."""
    listed, today = edition.ws.ambassador_list, edition.ws.as_of
    if listed is None or not public.is_public(listed):
        return []
    found = [one for one in edition.ws.ambassadors if date(one.term_from) <= today <= date(one.term_to)]
    return sorted(found, key=lambda one: one.route)


def _about(edition: Edition, ambassadors: list[Ambassador]) -> list[Child]:
    lead = edition.say(
        "成员代我们做事、有回报，就要说明关系。任期、职责和回报都写在这里。",
        "Members who do things for us and get something for it say so. Term, duties and reward are written here.",
    )
    return [el("p", lead), div("co-cards co-cards--wide", *(_ambassador(edition, one) for one in ambassadors))]


def _ambassador(edition: Edition, one: Ambassador) -> Html:
    term = f"{edition.period(one.term_from)} – {edition.period(one.term_to)}"
    channels = [
        [edition.say("、", ", ") if number else "", to_page(f"channels.md#c-{channel}", edition.of("channel", channel))]
        for number, channel in enumerate(c for c in one.channels or () if c not in edition.hidden)
    ]
    return div(
        "co-card",
        el("p", label(edition.lang, "ambassador-list", "ambassadors", "kind", value=one.kind_), class_="co-eyebrow"),
        el("h3", _name(edition, one), id=f"a-{one.id}"),
        blocks.bullets(edition.text(duty) for duty in one.duties or ()),
        blocks.facts(
            (edition.say("任期", "Term"), term),
            (edition.say("回报", "Reward"), edition.text(one.reward)),
            (edition.say("渠道", "Where"), channels),
            (edition.say("会这样说明", "Says"), edition.text(one.disclosure)),
        ),
    )


def _name(edition: Edition, one: Ambassador) -> str:
    """The name a member agreed to be shown by on this site; a pseudonym is not for the public."""
    handle = one.handle
    scope = handle["scope"] if handle else ""
    told = " ".join(scope.values()) if isinstance(scope, dict) else scope
    if handle and _ON_SITE.search(told):
        return handle["shown"]
    return edition.say("一位不公开名字的成员", "A member who is not named")
