"""Finds the pull request of a commit and keeps one comment on it up to date, with suggestions beside its lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from commops.report.comment.api import Api
from commops.report.comment.remake import remade
from commops.report.comment.suggestions import MARKER as SUGGESTION
from commops.report.comment.suggestions import Suggestion, suggestions

MARKER = "<!-- commops-review -->"
"""First line of the comment, by which it is found again; only together with its author."""
AUTHOR = "github-actions[bot]"
LONGEST = 60_000
_PAGES = 10


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was done: the number of the pull request (None when there was none to write to) and how it was left."""

    pull: int | None
    comment: str = ""
    """``written``, ``updated`` or ``unchanged``."""
    suggested: int = 0


def post(api: Api, repository: str, commit: str, run_url: str, texts: Mapping[str, str]) -> Outcome:
    """Write the review (``summary.md`` and ``fix.diff`` of ``texts``) to the open pull request with this head.

    Nothing is written when the pull request has moved on: a newer review is under way then. Raises InputError.
    """
    number = find_pull(api, repository, commit)
    if number is None:
        return Outcome(None)
    done = _comment(api, repository, number, body_of(texts.get("summary.md", ""), run_url))
    return Outcome(number, done, _suggest(api, repository, number, commit, texts.get("fix.diff", "")))


def find_pull(api: Api, repository: str, commit: str) -> int | None:
    """The open pull request into ``repository`` whose head is ``commit``; GitHub is asked, nobody else."""
    for pull in api.pages(f"/repos/{repository}/commits/{commit}/pulls", 1):
        if _is_it(pull, repository, commit):
            return int(pull["number"])
    # The list above may leave out pull requests from forks.
    for pull in api.pages(f"/repos/{repository}/pulls", 3, state="open", sort="updated", direction="desc"):
        if _is_it(pull, repository, commit):
            return int(pull["number"])
    return None


def _is_it(pull: Mapping[str, Any], repository: str, commit: str) -> bool:
    base = ((pull.get("base") or {}).get("repo") or {}).get("full_name", "")
    head = (pull.get("head") or {}).get("sha")
    return pull.get("state") == "open" and head == commit and base.lower() == repository.lower()


def body_of(summary: str, run_url: str) -> str:
    """The comment: the mark, the summary written anew, where the whole review is."""
    foot = (
        f"[完整评审在这次运行的附件里，解压后打开 review.html。 / The whole review is attached to this run]({run_url})"
    )
    room = LONGEST - len(MARKER) - len(foot) - 10
    # The address of the run is `.../owner/name/actions/runs/1`: links may lead into the repository.
    home = run_url.partition("/actions/")[0] + "/"
    told = remade(summary, (home,), room) or "评审没有完成，请看运行日志。 / The review did not finish; see the log."
    return f"{MARKER}\n{told}\n\n---\n\n{foot}"


def _comment(api: Api, repository: str, number: int, body: str) -> str:
    comments = f"/repos/{repository}/issues/{number}/comments"
    for comment in api.pages(comments, _PAGES):
        if _ours(comment, MARKER):
            if comment["body"].replace("\r\n", "\n") == body:
                return "unchanged"
            api.write("PATCH", f"/repos/{repository}/issues/comments/{int(comment['id'])}", body=body)
            return "updated"
    api.write("POST", comments, body=body)
    return "written"


def _ours(comment: Mapping[str, Any], marker: str) -> bool:
    """Whether a comment is one that this program wrote: anybody can write the mark, only the bot is the bot."""
    return (comment.get("user") or {}).get("login") == AUTHOR and (comment.get("body") or "").startswith(marker)


def _suggest(api: Api, repository: str, number: int, commit: str, patch: str) -> int:
    """Post the suggestions that are not there yet, in one review."""
    if not patch.strip():
        return 0
    pull = f"/repos/{repository}/pulls/{number}"
    shown = {file["filename"]: file.get("patch") or "" for file in api.pages(f"{pull}/files", _PAGES)}
    there = {
        comment["body"].split("\n")[0]
        for comment in api.pages(f"{pull}/comments", _PAGES)
        if _ours(comment, SUGGESTION)
    }
    new = [one for one in suggestions(patch, shown) if one.body.split("\n")[0] not in there]
    if new:
        api.write("POST", f"{pull}/reviews", commit_id=commit, event="COMMENT", comments=[_entry(one) for one in new])
    return len(new)


def _entry(one: Suggestion) -> dict[str, object]:
    entry: dict[str, object] = {"path": one.path, "line": one.last, "side": "RIGHT", "body": one.body}
    if one.first != one.last:
        entry |= {"start_line": one.first, "start_side": "RIGHT"}
    return entry
