"""The status board: how far the content is, from idea to archive; of what is not approved only the times."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator

from commops.site import blocks, calendar_frame, public
from commops.site.calendar_frame import BOARD
from commops.site.edition import Edition
from commops.site.html import Child, Html, div, el, span, to_page
from commops.site.tree import Page, body, heading
from commops.workspace.shape.progress import status_label
from commops.workspace.times import instant

STEPS = ("idea", "draft", "review", "approved", "scheduled", "published", "archived")
"""The way of a post from left to right."""
_MOST = 8
"""Posts that went out which a column names; the others are on the pages of their months."""


def pages(edition: Edition) -> Iterator[Page]:
    """One page."""
    ws = edition.ws
    cards: dict[str, list[Child]] = defaultdict(list)
    counts: Counter[str] = Counter()
    for moment, status in public.waiting(ws):
        counts[status] += 1
        cards[status].append(div("co-board__card co-board__card--time", edition.time(moment)))
    for post in reversed(public.posts(ws)) if ws.posts else ():
        counts[post.status] += 1
        if public.has_page(ws, post) or len(cards[post.status]) < _MOST:
            cards[post.status].append(_card(edition, post))
    title = edition.say("状态板", "Status board")
    yield Page(
        BOARD,
        title,
        body(
            heading(1, title, "board"),
            calendar_frame.views(edition, BOARD),
            blocks.lead(
                edition.say(
                    "每篇内容走到哪一步。没有批准的只显示时间，批准之后才有标题。",
                    "How far each post is. Before approval only its time is shown, the title comes after.",
                )
            ),
            columns(
                edition,
                [(status, counts[status], cards[status]) for status in STEPS],
                lambda left: edition.say(
                    f"另有 {left} 篇，在各月的页面里", f"{left} more, on the pages of their months"
                ),
            ),
        ),
        edition.say("内容从想法到归档走到了哪一步", "How far posts are, from idea to archive"),
        source="content/posts",
        kind="board",
    )


def _card(edition: Edition, post: public.Post) -> Html:
    names = edition.names("channel", post.channels)
    return div(
        "co-board__card",
        to_page(public.post_path(edition.ws, post), edition.t(post.title)),
        span("co-meta", edition.time(instant(post.date)), " · ", names),
    )


def columns(edition: Edition, rows: list[tuple[str, int, list[Child]]], more: Callable[[int], str]) -> Html:
    """A column for each status with its name, how many posts it has, and cards; ``more`` tells of those without one."""
    made = []
    for status, count, cards in rows:
        name = edition.t(status_label("post", status))
        made.append(
            el(
                "li",
                el("h2", name, span("co-board__count", str(count)), id=f"s-{status}"),
                *cards,
                el("p", more(count - len(cards)), class_="co-meta") if count > len(cards) else None,
                class_=None if cards else "co-board__empty",
            )
        )
    return el("ol", *made, class_="co-board", data_search_exclude=True)
