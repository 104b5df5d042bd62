"""The reference: every rule that is checked and every metric that is computed, from the pages that also test them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from commops.site import blocks
from commops.site.edition import Edition
from commops.site.html import Child, Html, div, el, page_address, to_page
from commops.site.labels import label
from commops.site.markup import join_han_lines, written_in
from commops.site.numbers import computed
from commops.site.tree import Page, body, heading
from commops.stats import pages as definitions
from commops.workspace._types import Metric

_GRAINS = {
    "day": ("日", "day"),
    "week": ("周", "week"),
    "28d": ("近 28 天", "28 days"),
    "4w": ("四周一批", "four weeks"),
    "month": ("月", "month"),
    "quarter": ("季度", "quarter"),
    "event": ("每场活动", "event"),
    "post": ("每条内容", "post"),
    "campaign": ("每次战役", "campaign"),
}

_CARDS = (
    (
        "reference/metrics.md",
        "指标说明",
        "Metrics",
        "每个指标怎么算、看的时候注意什么。",
        "What each number means and what to beware of.",
    ),
    (
        "reference/rules/index.md",
        "检查规则",
        "Rules that are checked",
        "每条规则管什么、为什么、怎么改，附正例和反例。",
        "Why each rule exists, what to do, good and bad examples.",
    ),
    ("guide/decisions/index.md", "决策记录", "Decision records", "为什么这样设计。", "Why things are built this way."),
)


def pages(edition: Edition) -> Iterator[Page]:
    """The overview, the glossary of metrics, and the rules."""
    title = edition.say("参考", "Reference")
    lead = edition.say(
        "检查规则和指标的说明。程序的测试直接用这些页面上的例子，所以写的和做的一致。",
        "The rules that are checked and the metrics that are computed. The tests use the examples on these very pages.",
    )
    yield Page(
        "reference/index.md",
        title,
        body(
            heading(1, title, "reference"),
            blocks.lead(lead),
            div("co-cards", *(_card(edition, *card) for card in _CARDS)),
        ),
    )
    yield _glossary(edition)


def _card(edition: Edition, path: str, zh: str, en: str, about_zh: str, about_en: str) -> Html:
    words = (el("h2", edition.say(zh, en)), el("p", edition.say(about_zh, about_en)))
    return el("a", *words, class_="co-card", href=page_address(path))


def _glossary(edition: Edition) -> Page:
    title = edition.say("指标说明", "Metrics")
    found = [definitions.load_page(key) for key in computed()]
    found.sort(key=lambda page: (page.row, page.key))
    lead = edition.say(
        "聊天记录里只看得到发言的人，看不到只看不说的人，所以这里写“发言人数”，不写“活跃用户”。",
        "Chat logs show who posts, never who only reads. So these pages say posters, not active users.",
    )
    return Page(
        "reference/metrics.md",
        title,
        body(
            heading(1, title, "metrics"),
            blocks.lead(lead),
            *(block for page in found for block in _metric(edition, page)),
            *(block for metric in _own(edition) for block in _of_community(edition, metric)),
        ),
        edition.say("每个指标的定义", "The definition of every metric"),
        toc=True,
    )


def _grain(edition: Edition, grain: str) -> str:
    names = _GRAINS.get(grain)
    return edition.say(*names) if names else grain


def _metric(edition: Edition, page: definitions.Page) -> list[Child]:
    prose = page.body.partition("\n## ")[0]
    own = [part for part in re.split(r"\n\s*\n", prose.strip()) if part and written_in(part) == edition.lang]
    target = to_page("numbers.md", edition.say("数据页", "Numbers"))
    return [
        heading(2, edition.t(page.name), f"m-{page.key}"),
        el("p", edition.t(page.formula)),
        el("p", edition.say("注意：", "Beware: "), edition.t(page.caveat), class_="co-muted"),
        blocks.facts(
            (edition.say("统计周期", "Period"), edition.list(_grain(edition, one) for one in page.grain.split(", "))),
            (
                edition.say("最少人数", "At least"),
                edition.say(f"不足 {page.min_n} 人不公布", f"{page.min_n} people, else hidden"),
            ),
            (edition.say("代号", "Key"), el("code", page.key)),
            (edition.say("在哪看", "See it on"), target),
        ),
        *(join_han_lines(part).replace("\n", " ") for part in own),
        blocks.fold(
            edition.say("计算用的 SQL", "The SQL query"),
            el("pre", el("code", page.sql.strip()), data_search_exclude=True),
        ),
    ]


def _own(edition: Edition) -> list[Metric]:
    """The metrics that only the community defines, in the order of its file."""
    return sorted((one for one in edition.ws.metrics if one.id not in computed()), key=lambda one: one.route)


def _of_community(edition: Edition, metric: Metric) -> list[Child]:
    def named(key: str, value: str | None) -> str:
        return label(edition.lang, "metric-list", "metrics", key, value=value)

    return [
        heading(2, edition.t(metric.name), f"m-{metric.id}"),
        el("p", edition.text(metric.formula)),
        blocks.facts(
            (edition.say("统计周期", "Period"), named("grain", metric.grain)),
            (edition.say("单位", "Unit"), edition.t(metric.unit)),
            (edition.say("来源", "Source"), named("source", metric.source_)),
            (edition.say("方向", "Better"), named("direction", metric.direction)),
            (edition.say("代号", "Key"), el("code", metric.id)),
        ),
        el("p", edition.say("本社群自己定义的指标。", "Defined by this community."), class_="co-muted"),
    ]
