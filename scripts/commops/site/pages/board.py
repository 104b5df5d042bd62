"""The status board: how far the content is, from idea to archive; of what is not approved only the times."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from commops.site import blocks, calendar_frame, public
from commops.site.calendar_frame import BOARD
from commops.site.edition import Edition
from commops.site.html import Child, Html, div, el, span, to_page
from commops.site.tree import Page, body, heading
from commops.workspace.shape.progress import status_label
from commops.workspace.times import instant

STEPS = ("idea", "draft", "review", "approved", "scheduled", "published", "archived")
"""The way of a post from left to right."""
_NEEDS = {
    "idea": ("还差：正文和渠道", "Needs a text and channels"),
    "draft": ("还差：写完并送审", "Needs to be finished and handed in"),
    "review": ("还差：另一个人批准", "Needs the approval of somebody else"),
    "approved": ("还差：排定各渠道的时间", "Needs its time on each channel"),
    "scheduled": ("还差：发出并记下链接", "Needs to go out, and its addresses"),
    "published": ("还差：结果和心得", "Needs its results, and what was learnt"),
}
"""What a post of each status waits for; what exactly is missing in which file is for the team."""
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
                    "每篇内容走到哪一步、还差什么。没有批准的只显示时间，批准之后才有标题。",
                    "How far each post is, and what it needs. Before approval only its time is shown.",
                )
            ),
            columns(
                edition,
                [(status, counts[status], cards[status]) for status in STEPS],
                lambda left: edition.say(
                    f"另有 {left} 篇，在各月的页面里", f"{left} more, on the pages of their months"
                ),
                {status: edition.say(*words) for status, words in _NEEDS.items()},
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


def columns(
    edition: Edition,
    rows: list[tuple[str, int, list[Child]]],
    more: Callable[[int], str],
    needs: Mapping[str, str] = MappingProxyType({}),
) -> Html:
    """A column for each status with its name, how many posts it has, and cards; ``more`` tells of those without one.

    ``needs`` is what all posts of a status wait for.
    """
    made = []
    for status, count, cards in rows:
        name = edition.t(status_label("post", status))
        made.append(
            el(
                "li",
                el("h2", name, span("co-board__count", str(count)), id=f"s-{status}"),
                el("p", needs[status], class_="co-meta") if cards and status in needs else None,
                *cards,
                el("p", more(count - len(cards)), class_="co-meta") if count > len(cards) else None,
                class_=None if cards else "co-board__empty",
            )
        )
    return el("ol", *made, class_="co-board", data_search_exclude=True)
