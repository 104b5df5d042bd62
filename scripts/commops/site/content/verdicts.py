"""Which posts to do again, which to keep and which to rework, with who approved them."""

from __future__ import annotations

from collections.abc import Sequence

from commops.site import blocks, public, reports
from commops.site.content.results import DAYS, ENOUGH, Rate, Score, scores
from commops.site.edition import Edition
from commops.site.html import Html, div, el, join, span, to_page
from commops.site.labels import label
from commops.workspace.times import instant

DOUBLE, REWORK = 1.25, 0.75
_LISTED = 6


def sorted_out(found: Sequence[Rate]) -> tuple[list[Score], list[Score], list[Score]]:
    """The posts to do again, to keep and to rework; the extreme ones first in the first and the last list."""
    rated = scores(found)
    double = [one for one in rated if one.times >= DOUBLE]
    rework = [one for one in reversed(rated) if one.times <= REWORK]
    keep = [one for one in rated if REWORK < one.times < DOUBLE]
    return double, keep, rework


def lists(edition: Edition, found: Sequence[Rate]) -> Html | None:
    """The three lists side by side with the rule that makes them."""
    double, keep, rework = sorted_out(found)
    if not (double or keep or rework):
        return None
    rule = edition.say(
        f"规则：最近 {DAYS} 天的公开内容，互动率除以该渠道的中位数（该渠道至少 {ENOUGH} 条结果、该条至少展示 30 次），"
        f"几个渠道取中位数。×{DOUBLE} 以上再做，×{REWORK} 以下重做，其余保持。",
        f"Rule: public posts of the last {DAYS} days; interaction rate ÷ the channel's median (channels with at least "
        f"{ENOUGH} results, posts shown at least 30 times), the median over channels. ×{DOUBLE} or more: double; "
        f"×{REWORK} or less: rework; the rest: keep.",
    )
    columns = (
        (edition.say("再做", "Double"), "good", double),
        (edition.say("保持", "Keep"), "on", keep),
        (edition.say("重做", "Rework"), "warn", rework),
    )
    cards = [
        div(
            "co-card",
            el("h3", blocks.tag(name, mood), span("co-muted", f" {len(of)}")),
            _list(edition, of[:_LISTED]),
            blocks.fold(edition.say("其余", "The rest"), _list(edition, of[_LISTED:])) if of[_LISTED:] else None,
        )
        for name, mood, of in columns
    ]
    rated = len(double) + len(keep) + len(rework)
    basis = reports.Basis(("interaction_rate",), edition.say(f"{rated} 篇", f"{rated} posts"), ["content/posts/"])
    shown = div("", el("p", rule, class_="co-muted co-small"), div("co-cards co-verdicts", *cards))
    return reports.shown(edition, shown, basis)


def _list(edition: Edition, rated: Sequence[Score]) -> Html:
    if not rated:
        return el("p", edition.say("没有。", "None."), class_="co-muted")
    return el("ul", *(el("li", entry(edition, one)) for one in rated))


def entry(edition: Edition, score: Score) -> Html:
    """A post with its score, its kind and pillar, and who approved it."""
    post = score.post
    day = edition.day(edition.local(instant(post.date)).date())
    kind = label(edition.lang, "post", "kind", value=post.kind_)
    parts = [day, kind, edition.of("pillar", post.pillar)]
    if post.approved_by:
        name = edition.of("person", post.approved_by)
        parts.append(edition.say(f"{name}批准", f"approved by {name}"))
    return join(
        el("b", f"×{score.times:.2f}"),
        " ",
        to_page(public.post_path(edition.ws, post), edition.t(post.title)),
        span("co-agenda__meta", " · ".join(filter(None, parts))),
    )
