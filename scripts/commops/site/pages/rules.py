"""The rules: what we stand for, the rules one by one, what follows from breaking them, how to appeal, and rights."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from commops.site import blocks
from commops.site.edition import Edition
from commops.site.html import Child, Html, div, el
from commops.site.labels import label
from commops.site.tree import Page, body, heading
from commops.texts import LocalText
from commops.workspace._types import CommunityRule, Rulebook
from commops.workspace.times import date


def pages(edition: Edition) -> Iterator[Page]:
    """The page of the rules, also while there are none yet."""
    title = edition.say("群规", "Rules")
    book = edition.ws.rulebook
    content = (
        [blocks.lead(edition.say("群规还没有写。", "The rules have not been written yet."))]
        if book is None or book.visibility == "private"
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
    since = edition.period(date(book.effective_from).isoformat())
    version = edition.say(f"版本 {book.version}，{since}起生效。", f"Version {book.version}, in force since {since}.")
    return [
        blocks.lead(version),
        *_list(edition, edition.say("我们看重的", "What we value"), "values", book.values),
        heading(2, edition.say("规则", "The rules"), "list"),
        *(_rule(edition, rule, number) for number, rule in enumerate(rules, start=1)),
        heading(2, edition.say("违规如何处理", "What follows from breaking them"), "ladder"),
        _ladder(edition, book),
        heading(2, edition.say("申诉", "Appeal"), "appeal"),
        *_appeal(edition, book),
        *_list(edition, edition.say("你的权利", "Your rights"), "rights", book.member_rights),
        *_notices(edition, book),
    ]


def _list(edition: Edition, title: str, anchor: str, values: Sequence[LocalText] | None) -> list[Child]:
    if not values:
        return []
    return [heading(2, title, anchor), blocks.bullets(edition.t(value) for value in values)]


def _rule(edition: Edition, rule: CommunityRule, number: int) -> Html:
    said = [
        *(el("li", edition.t(text), class_="co-said__ok") for text in rule.examples_ok or ()),
        *(el("li", edition.t(text), class_="co-said__bad") for text in rule.examples_bad or ()),
    ]
    level = edition.say(f"一般从第 {rule.default_level} 级起处理", f"usually starts at level {rule.default_level}")
    return div(
        "co-rule",
        div("co-rule__number", str(number)),
        div(
            "",
            el("h3", edition.t(rule.title), id=rule.id),
            el("p", edition.t(rule.text)),
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
                el("b", edition.t(step["name"])),
                el("span", by + appeal, class_="co-muted"),
            )
        )
    return el("ol", *steps, class_="co-ladder")


def _appeal(edition: Edition, book: Rulebook) -> list[Child]:
    rule = book.appeal
    reviewer = edition.of("role", rule["reviewer_role"])
    days, hours = rule["window_days"], rule["sla_hours"]
    sentence = edition.say(
        f"{days} 天内可以申诉，由没有参与原决定的{reviewer}复核，{hours} 小时内答复。",
        f"Within {days} days; the {reviewer}, who had no part in the decision, answers within {hours} hours.",
    )
    how = edition.t(rule.get("how"))
    return [el("p", sentence), el("p", how) if how else None]


def _notices(edition: Edition, book: Rulebook) -> list[Child]:
    notices = (
        (edition.say("你发的内容", "What you post"), "ugc", book.ugc_notice),
        (edition.say("聊天统计", "Chat statistics"), "statistics", book.statistics_notice),
        (edition.say("未成年人", "Minors"), "minors", book.minors_policy),
    )
    blocks_: list[Child] = []
    for title, anchor, text in notices:
        if text:
            blocks_ += [heading(2, title, anchor), el("p", edition.t(text))]
    return [*blocks_, *_list(edition, edition.say("依据", "Legal basis"), "law", list(book.legal_refs or ()))]
