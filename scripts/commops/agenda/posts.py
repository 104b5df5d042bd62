"""What posts wait for: a text, a review, an approval, a date that was missed, their numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from commops.agenda.entries import Todo
from commops.agenda.names import sentence
from commops.posting.dispatches import dispatches_of
from commops.texts import Text
from commops.workspace import Workspace
from commops.workspace._types import Post
from commops.workspace.duty import approvers
from commops.workspace.settings import setting
from commops.workspace.shape.progress import missing_for, next_status, status_label

_DAY = dt.timedelta(days=1)
_OPEN = frozenset(["idea", "draft"])


def todos(ws: Workspace) -> Iterator[Todo]:
    """Every post that is not finished, by its status. A text is due the day before it goes out."""
    wait = dt.timedelta(days=setting(ws, "post_results_days"))
    for post in ws.posts:
        first = min((one.at.date() for one in dispatches_of(ws, post)), default=None)
        if first is None:
            continue
        status = post.status
        if status in _OPEN:
            yield Todo(_by(post), first - _DAY, _to_write(post), post.at("status"))
        elif status == "review":
            people = tuple(person.id for person in approvers(ws, post.author, ws.as_of))
            what = sentence("审批“{name}”", 'Approve "{name}"', post.title)
            yield Todo(people, first - _DAY, what, post.at("status"))
        elif status == "approved":
            yield Todo(_by(post), first, sentence("排期“{name}”", 'Schedule "{name}"', post.title), post.at("status"))
        elif status == "scheduled":
            what = sentence("发布“{name}”，然后登记网址", 'Publish "{name}" and note its address', post.title)
            yield Todo(_by(post), first, what, post.at("status"))
        elif status == "published" and not post.results:
            what = sentence("补“{name}”的数据", 'Fill in the results of "{name}"', post.title)
            yield Todo(_by(post), first + wait, what, post.at("status"))


def _by(post: Post) -> tuple[str, ...]:
    name = post.owner or post.author
    return (name,) if name else ()


def _to_write(post: Post) -> Text:
    """What brings a draft to review: the keys it lacks."""
    status = next_status("post", "draft") or "review"
    missing = missing_for("post", post.data, status)
    if not missing:
        label = status_label("post", status)
        return sentence(
            "写完“{name}”，状态改为“{label.zh}”", 'Finish "{name}" and set it to “{label.en}”', post.title, label=label
        )
    lacks = Text("、".join(text.zh for text in missing), ", ".join(text.en for text in missing))
    return sentence("写“{name}”：还缺 {lacks.zh}", 'Write "{name}": it lacks {lacks.en}', post.title, lacks=lacks)
