"""The status board of the team: every post with its title, what it still needs, who does that, and what checks say."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from commops import check
from commops.agenda import posts as agenda
from commops.agenda.entries import Todo
from commops.findings import Severity
from commops.posting.dispatches import DROPPED, WENT_OUT
from commops.site import blocks
from commops.site.edition import Edition, visible
from commops.site.html import Child, Html, div, el, span
from commops.site.pages.board import STEPS, columns
from commops.site.tree import Page, body, heading
from commops.workspace import Workspace
from commops.workspace._types import Post
from commops.workspace.duty import approvers
from commops.workspace.shape.progress import missing_for, next_status, status_label
from commops.workspace.times import in_zone


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is known about all posts, by the path of their files."""

    todos: dict[str, Todo]
    findings: dict[str, Counter[Severity]]


def _facts(ws: Workspace) -> _Facts:
    """Ask with ``ws.derive``."""
    found: dict[str, Counter[Severity]] = defaultdict(Counter)
    for one in ws.derive(check.run):
        found[one.at.path][one.severity] += 1
    return _Facts({todo.at.path: todo for todo in agenda.todos(ws)}, found)


def pages(edition: Edition) -> Iterator[Page]:
    """One page."""
    ws = edition.ws
    facts = ws.derive(_facts)
    cards: dict[str, list[Child]] = defaultdict(list)
    counts: Counter[str] = Counter()
    late = waiting = 0
    for post in sorted(ws.posts, key=lambda post: (post.date, post.id)):
        counts[post.status] += 1
        todo, findings = facts.todos.get(post.source.path), facts.findings.get(post.source.path, Counter())
        is_late = todo is not None and todo.due < ws.as_of
        late += is_late
        waiting += post.status == "review"
        # What went out and waits for nothing is only counted.
        if post.status not in WENT_OUT or is_late or findings[Severity.ERROR] or findings[Severity.WARNING]:
            cards[post.status].append(_card(edition, post, todo, findings))
    dropped = sum(counts[status] for status in DROPPED)
    others = edition.say(f"另有 {dropped} 篇已退回或撤回。", f"Rejected or withdrawn: {dropped}.")
    title = edition.say("团队状态板", "Status board of the team")
    yield Page(
        "private/board.md",
        title,
        body(
            heading(1, title, "board"),
            blocks.lead(_first(edition, late, waiting)),
            columns(
                edition,
                [(status, counts[status], cards[status]) for status in STEPS],
                lambda left: edition.say(f"另有 {left} 篇没有要处理的", f"{left} more with nothing to do"),
            ),
            el("p", others, class_="co-meta") if dropped else None,
        ),
        edition.say("每篇内容还差什么、谁来做", "What each post still needs and who does it"),
        source="content/posts",
        kind="board",
    )


def _first(edition: Edition, late: int, waiting: int) -> str:
    """What to do first."""
    if late:
        return edition.say(
            f"先处理逾期的 {late} 篇，再审批待审的 {waiting} 篇。",
            f"Late: {late}, do them first. In review: {waiting}.",
        )
    if waiting:
        return edition.say(f"没有逾期。有 {waiting} 篇等着审批。", f"Nothing is late. Waiting for approval: {waiting}.")
    return edition.say("没有逾期，也没有待审。", "Nothing is late, nothing waits for approval.")


def _card(edition: Edition, post: Post, todo: Todo | None, findings: Counter[Severity]) -> Html:
    owner = post.owner or post.author
    return div(
        "co-board__card",
        el("b", edition.t(post.title)),
        span("co-meta", edition.time(in_zone(post.date, edition.ws.zone)), " · ", _who(edition, owner)),
        el("p", *_tags(edition, post, todo, findings), class_="co-board__tags"),
        _needs(edition, post),
        el("code", post.id),
    )


def _who(edition: Edition, owner: str | None) -> str:
    return edition.of("person", owner) if owner else edition.say("还没有人负责", "nobody yet")


def _tags(edition: Edition, post: Post, todo: Todo | None, findings: Counter[Severity]) -> Iterator[Html]:
    if not visible(post):
        yield blocks.tag(edition.say("仅团队可见", "team only"))
    if todo is not None and todo.due < edition.ws.as_of:
        days = (edition.ws.as_of - todo.due).days
        yield blocks.tag(edition.say(f"晚了 {days} 天", f"{days} d late"), "bad")
    elif todo is not None and todo.due <= edition.ws.as_of + dt.timedelta(days=2):
        yield blocks.tag(edition.say(f"{todo.due:%m-%d} 前要完成", f"due {todo.due:%m-%d}"), "warn")
    for severity, mood, zh, en in (
        (Severity.ERROR, "bad", "错误", "errors"),
        (Severity.WARNING, "warn", "警告", "warnings"),
        (Severity.INFO, "", "提示", "notes"),
    ):
        count = findings[severity]
        if count:
            yield blocks.tag(edition.say(f"{zh} {count}", f"{en}: {count}"), mood)


def _key(named: str) -> list[Child]:
    """A key of the file as code, before what it is called."""
    key, mark, rest = re.split(r"([（ ]|$)", named, maxsplit=1)
    return [el("code", key), mark + rest]


def _listed(edition: Edition, parts: Sequence[Sequence[Child]]) -> Iterator[Child]:
    for number, part in enumerate(parts):
        yield edition.say("、", ", ") if number else None
        yield from part


def _needs(edition: Edition, post: Post) -> Child:
    """What its next status still asks for, and who may approve it."""
    after = next_status("post", post.status)
    if after is None:
        return None
    name = edition.t(status_label("post", after))
    missing = [_key(edition.t(text)) for text in missing_for("post", post.data, after)]
    rows: list[Child] = []
    if missing:
        rows.append([edition.say(f"到“{name}”还缺：", f"For “{name}” it lacks: "), *_listed(edition, missing)])
    else:
        rows.append(edition.say(f"可以改为“{name}”", f"Ready to be set to “{name}”"))
    if post.status == "review":
        people = approvers(edition.ws, post.author, edition.ws.as_of)
        names = edition.list(edition.of("person", person.id) for person in people)
        rows.append(
            [edition.say("可以批准的人：", "May approve: "), names or edition.say("没有人", "nobody")],
        )
    return blocks.bullets(rows, "co-board__needs")
