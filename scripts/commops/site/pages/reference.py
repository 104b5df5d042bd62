"""The reference: every rule that is checked and every metric that is computed, from the pages that also test them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from commops.site import blocks
from commops.site.edition import Edition
from commops.site.html import Child, Html, div, el, to_page
from commops.site.numbers import computed
from commops.site.tree import Page, body, heading
from commops.stats import pages as definitions

_HAN = re.compile("[\u4e00-\u9fff]")


_CARDS = (
    (
        "reference/metrics.md",
        "指标词汇表",
        "Metrics",
        "每个数字的口径与注意事项。",
        "What each number means and what to beware of.",
    ),
    (
        "reference/rules/index.md",
        "检查规则",
        "Rules that are checked",
        "每条规则为什么有、怎么改、正反例。",
        "Why each rule exists, what to do, good and bad examples.",
    ),
    ("guide/decisions/index.md", "决策记录", "Decision records", "为什么这样设计。", "Why things are built this way."),
)


def pages(edition: Edition) -> Iterator[Page]:
    """The overview, the glossary of metrics, and the rules."""
    title = edition.say("参考", "Reference")
    lead = edition.say(
        "检查规则和指标口径。每一页既是说明，也是测试用的例子，所以写的和做的一致。",
        "The rules that are checked and the metrics that are computed. Each page is also the example that tests it.",
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
    words = (el("h3", edition.say(zh, en)), el("p", edition.say(about_zh, about_en)))
    return el("a", *words, class_="co-card", href=f"page:{path}")


def _glossary(edition: Edition) -> Page:
    title = edition.say("指标词汇表", "Metrics")
    found = [definitions.load_page(key) for key in computed()]
    found.sort(key=lambda page: (page.row, page.key))
    lead = edition.say(
        "聊天记录只看得到发言者，看不到只读不说的人；所以这里写「发言人数」，不写「活跃用户」。",
        "Chat logs show who posts, never who reads: so these pages say posters, not active users.",
    )
    return Page(
        "reference/metrics.md",
        title,
        body(
            heading(1, title, "metrics"),
            blocks.lead(lead),
            *(block for page in found for block in _metric(edition, page)),
        ),
        edition.say("每个指标的定义", "The definition of every metric"),
        toc=True,
    )


def _metric(edition: Edition, page: definitions.Page) -> list[Child]:
    prose = page.body.partition("\n## ")[0]
    own = [
        part
        for part in re.split(r"\n\s*\n", prose.strip())
        if part and bool(_HAN.search(part)) == (edition.lang == "zh")
    ]
    target = to_page("numbers.md", edition.say("数字页", "Numbers"))
    return [
        heading(2, edition.t(page.name), f"m-{page.key}"),
        el("p", edition.t(page.formula)),
        blocks.facts(
            (edition.say("注意", "Beware"), edition.t(page.caveat)),
            (edition.say("粒度", "Period"), page.grain),
            (edition.say("最少人数", "Minimum n"), str(page.min_n)),
            (edition.say("名字", "Key"), el("code", page.key)),
            (edition.say("看数字", "See it on"), target),
        ),
        *(" ".join(part.split()) if edition.lang == "en" else part.replace("\n", "") for part in own),
        blocks.fold(edition.say("计算语句", "The query"), el("pre", el("code", page.sql.strip()))),
    ]
