"""The rules: the short version to pin, the rules one by one, what follows from breaking them, appeals and history."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from commops.site import blocks, public
from commops.site.edition import Edition
from commops.site.html import Child, Html, div, el
from commops.site.labels import label
from commops.site.tree import Page, body, heading
from commops.texts import LocalText
from commops.workspace._types import CommunityRule, ModerationPolicy, Rulebook
from commops.workspace.times import date


def pages(edition: Edition) -> Iterator[Page]:
    """The page of the rules, also while there are none yet."""
    title = edition.say("群规", "Rules")
    book = edition.ws.rulebook
    content = (
        [blocks.lead(edition.say("群规还没有写。", "The rules have not been written yet."))]
        if book is None or not public.is_public(book)
        else _content(edition, book)
    )
    yield Page(
        "rules.md",
        title,
        body(heading(1, title, "rules"), *content),
        edition.say(
            f"{edition.name}的群规、处置阶梯与申诉",
            f"Rules of {edition.name}, what follows from breaking them, and appeals",
        ),
        source="community/rules.yml",
        toc=True,
    )


def _content(edition: Edition, book: Rulebook) -> list[Child]:
    rules = sorted((rule for rule in edition.ws.community_rules if not rule.retired), key=lambda rule: rule.route)
    since = _day(edition, book.effective_from)
    version = edition.say(f"版本 {book.version}，{since}起生效。", f"Version {book.version}, in force since {since}.")
    policy = edition.ws.moderation_policy
    return [
        blocks.lead(version),
        *_short(edition, book),
        *_list(edition, edition.say("我们看重的", "What we value"), "values", book.values),
        heading(2, edition.say("规则", "The rules"), "list"),
        *(_rule(edition, rule, number) for number, rule in enumerate(rules, start=1)),
        heading(2, edition.say("违规如何处理", "What follows from breaking them"), "ladder"),
        _ladder(edition, book),
        *(_policy(edition, policy) if policy is not None and public.is_public(policy) else ()),
        heading(2, edition.say("申诉", "Appeal"), "appeal"),
        *_appeal(edition, book),
        *_list(edition, edition.say("你的权利", "Your rights"), "rights", book.member_rights),
        *_notices(edition, book),
        *_history(edition, book),
    ]


def _day(edition: Edition, day: str) -> str:
    return edition.period(date(day).isoformat())


def _short(edition: Edition, book: Rulebook) -> list[Child]:
    """The version to pin in a group, in the reader's language first; groups of the other language need theirs."""
    texts = book.short_version
    if not texts:
        return []
    lead = edition.say("置顶到群里用的，复制就能贴。", "For the pinned message of a group: copy and paste.")
    return [
        heading(2, edition.say("精简版", "The short version"), "short"),
        el("p", lead, class_="co-muted"),
        blocks.copyable_in(edition, texts),
    ]


def _list(edition: Edition, title: str, anchor: str, values: Sequence[LocalText] | None) -> list[Child]:
    if not values:
        return []
    return [heading(2, title, anchor), blocks.bullets(edition.text(value) for value in values)]


def _rule(edition: Edition, rule: CommunityRule, number: int) -> Html:
    said = [
        *(el("li", edition.text(text), class_="co-said__ok") for text in rule.examples_ok or ()),
        *(el("li", edition.text(text), class_="co-said__bad") for text in rule.examples_bad or ()),
    ]
    level = edition.say(f"一般从第 {rule.default_level} 级起处理", f"usually starts at level {rule.default_level}")
    return div(
        "co-rule",
        div("co-rule__number", str(number)),
        div(
            "",
            el("h3", edition.text(rule.title), id=rule.id),
            el("p", edition.text(rule.text)),
            el("p", edition.say("为什么：", "Why: "), edition.text(rule.why), class_="co-muted") if rule.why else None,
            el(
                "p",
                blocks.tag(label(edition.lang, "rulebook", "items", "category", value=rule.category)),
                blocks.tag(level),
            ),
            el("ul", *said, class_="co-said") if said else None,
        ),
    )


def _ladder(edition: Edition, book: Rulebook) -> Html:
    steps = []
    for step in sorted(book.ladder, key=lambda step: step["level"]):
        who = edition.names("role", step.get("who_may"))
        by = edition.say(f"由{who}决定，", f"By the {who}; ") if who else ""
        appeal = (
            edition.say("可申诉", "can be appealed") if step.get("appealable") else edition.say("不可申诉", "final")
        )
        steps.append(
            el(
                "li",
                el("span", edition.say(f"第 {step['level']} 级", f"Level {step['level']}"), class_="co-eyebrow"),
                el("b", edition.text(step["name"])),
                el("span", edition.text(step["description"])) if step.get("description") else None,
                el("span", by + appeal, class_="co-muted"),
            )
        )
    return el("ol", *steps, class_="co-ladder")


def _policy(edition: Edition, policy: ModerationPolicy) -> list[Child]:
    """How decisions are made; where evidence is kept stays with the team."""
    keep, access = policy.evidence["keep_days"], edition.names("role", policy.evidence["access"])
    kept = edition.say(f"证据保存 {keep} 天，只有{access}能看。", f"Kept for {keep} days; open to: {access}.")
    said = (
        (edition.say("两个人决定", "Two people decide"), policy.second_review),
        (edition.say("回避", "Who steps back"), policy.conflicts),
        (edition.say("公开什么", "What is published"), policy.transparency),
        (edition.say("投诉", "Complaints"), policy.complaints),
    )
    return [
        heading(3, edition.say("怎样做决定", "How decisions are made"), "policy"),
        blocks.bullets(edition.text(value) for value in policy.principles),
        blocks.facts(
            *((name, edition.text(text)) for name, text in said if text),
            (edition.say("证据", "Evidence"), kept),
        ),
    ]


def _appeal(edition: Edition, book: Rulebook) -> list[Child]:
    rule = book.appeal
    reviewer = edition.of("role", rule["reviewer_role"])
    days, hours = rule["window_days"], rule["sla_hours"]
    sentence = edition.say(
        f"{days} 天内可以申诉，由没有参与原决定的{reviewer}复核，{hours} 小时内答复。",
        f"Within {days} days; the {reviewer}, who had no part in the decision, answers within {hours} hours.",
    )
    return [el("p", sentence), el("p", edition.text(rule["how"])) if rule.get("how") else None]


def _notices(edition: Edition, book: Rulebook) -> list[Child]:
    notices = (
        (edition.say("你发的内容", "What you post"), "ugc", book.ugc_notice),
        (edition.say("聊天统计", "Chat statistics"), "statistics", book.statistics_notice),
        (edition.say("未成年人", "Minors"), "minors", book.minors_policy),
    )
    blocks_: list[Child] = []
    for title, anchor, text in notices:
        if text:
            blocks_ += [heading(2, title, anchor), el("p", edition.text(text))]
    return [*blocks_, *_list(edition, edition.say("依据", "Legal basis"), "law", list(book.legal_refs or ()))]


def _history(edition: Edition, book: Rulebook) -> list[Child]:
    """What each version changed and since when it applied, newest first; then rules that no longer apply."""
    versions = sorted(book.history or (), key=lambda row: date(row["effective_from"]), reverse=True)
    gone = [rule for rule in edition.ws.community_rules if rule.retired]
    if not versions and not gone:
        return []
    rows: list[list[Child]] = [
        [
            el("span", row["version"], id=f"v-{row['version'].replace('.', '-')}"),
            _day(edition, row["effective_from"]),
            blocks.bullets(edition.text(change) for change in row["changes"]),
        ]
        for row in versions
    ]
    columns = [edition.say("版本", "Version"), edition.say("生效", "In force from"), edition.say("改动", "Changes")]
    ended = (
        el(
            "p",
            edition.text(rule.title),
            edition.say("，", ", until "),
            _day(edition, rule.retired or ""),
            edition.say("起不再适用", ""),
            class_="co-meta",
            id=rule.id,
        )
        for rule in sorted(gone, key=lambda rule: rule.route)
    )
    return [
        heading(2, edition.say("修订记录", "History"), "history"),
        blocks.table(columns, rows, class_="co-history") if rows else None,
        *ended,
    ]
