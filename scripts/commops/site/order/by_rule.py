"""Findings and waivers told by rule, each with the way to the page that explains it."""

from __future__ import annotations

from collections.abc import Mapping

from commops import rule as rules
from commops.site import blocks
from commops.site.charts.figure import Data, Words, figure
from commops.site.charts.pareto import pareto, ranked
from commops.site.edition import Edition
from commops.site.html import Child, Html, div, to_page


def rule_name(edition: Edition, name: str) -> str:
    """What a rule is called; its id when there is no page."""
    return edition.t(rules.page(name).title) if name in rules.page_ids() else name


def rule_link(edition: Edition, name: str) -> Child:
    """The way to the page of a rule."""
    return to_page(f"reference/rules/{name}.md", rule_name(edition, name)) if name in rules.page_ids() else name


def rule_pareto(edition: Edition, title: str, counts: Mapping[str, int], note: str) -> Html:
    """Findings by rule, the commonest first, with the way to each rule."""
    found = ranked([(name, count) for name, count in counts.items() if count])
    words = Words(
        title,
        edition.say(
            f"{len(found)} 条规则，共 {sum(counts.values())} 处",
            f"Rules: {len(found)}. Places: {sum(counts.values())}.",
        ),
        edition.say("数据表", "Data table"),
    )
    drawing = pareto(words, [(rule_name(edition, name), count) for name, count in found])
    columns = [edition.say("规则", "Rule"), edition.say("处", "Places")]
    data = Data(columns, [[rule_name(edition, name), str(count)] for name, count in found])
    links = blocks.bullets((rule_link(edition, name) for name, _ in found), "co-inline")
    return div("", figure(words, drawing, data, now=str(sum(counts.values())), note=note), links)
