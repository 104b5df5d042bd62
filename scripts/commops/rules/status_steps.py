"""Posts that take a step which the way from idea to publication does not have, compared with the base."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.posting.dispatches import WENT_OUT, dispatches_of
from commops.posting.history import STARTS, STEPS, before, next_step
from commops.rule import rule
from commops.workspace import Workspace
from commops.workspace._types import Post
from commops.workspace.shape.progress import status_label


@rule("status-steps", each="post")
def check(ws: Workspace, post: Post) -> Iterator[Hit]:
    """A changed status that may not follow the one before; a new post that starts further on than review.

    A post that went out in the past may be added as it is: that is how the past is brought into the repository.
    """
    if ws.base is None:
        return
    earlier = before(ws, post)
    if earlier is None:
        if post.status not in STARTS and not _past(ws, post):
            yield Hit(post.at("status"), post.status, {"after": status_label("post", post.status)}, case="new")
    elif post.status != earlier.status and post.status not in STEPS[earlier.status]:
        facts: dict[str, object] = {
            "before": status_label("post", earlier.status),
            "after": status_label("post", post.status),
            "next": status_label("post", next_step(earlier.status, post.status)),
        }
        yield Hit(post.at("status"), post.status, facts)


def _past(ws: Workspace, post: Post) -> bool:
    went_out = post.status in WENT_OUT and bool(post.published)
    return went_out and all(one.at.date() <= ws.as_of for one in dispatches_of(ws, post))
