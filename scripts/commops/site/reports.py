"""The frame of a report page: what to do next, then figures, each with its definition, n, source and "so what"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from commops.site import blocks, stories
from commops.site.config import edit_address
from commops.site.edition import Edition
from commops.site.html import Child, Html, div, el, join, outside, span
from commops.site.remarks import remark
from commops.site.tree import Page, body, heading

Severity = Literal["now", "soon", "keep"]
_ORDER: tuple[Severity, ...] = ("now", "soon", "keep")


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do next: what, why (with the number that says so), and the link to where it is done."""

    severity: Severity
    what: str
    why: str
    where: Child = None


@dataclass(frozen=True, slots=True)
class Basis:
    """What a figure stands on: metrics, on how many (in words), and the files its numbers come from."""

    keys: Sequence[str] = ()
    n: str = ""
    files: Sequence[str] = ()


def report(
    edition: Edition,
    path: str,
    title: str,
    lead: str,
    steps: Sequence[Step],
    sections: Iterable[Child],
    *,
    source: str = "community/stats",
) -> Page:
    """A report page; ``sections`` are those of :func:`section`, one after the other."""
    return Page(
        path,
        title,
        body(heading(1, title, "report"), blocks.lead(lead), *todo(edition, steps), *sections),
        lead,
        source=source,
        toc=True,
        kind="report",
    )


def todo(edition: Edition, steps: Sequence[Step]) -> list[Child]:
    """The answer to "what should I do next": the most urgent first, else in the order given."""
    words = {
        "now": (edition.say("现在", "Now"), "bad"),
        "soon": (edition.say("本周", "This week"), "warn"),
        "keep": (edition.say("保持", "Keep"), "good"),
    }
    title = heading(2, edition.say("下一步做什么", "What to do next"), "next")
    if not steps:
        nothing = edition.say(
            "已公布的数据里没有越线的数，照常进行。", "Nothing in the published numbers is over a line. Carry on."
        )
        return [title, el("p", nothing, class_="co-muted")]
    ordered = sorted(steps, key=lambda step: _ORDER.index(step.severity))
    items = [
        el(
            "li",
            blocks.tag(*words[step.severity]),
            div(
                "co-todo__body",
                el("b", step.what),
                span("co-todo__why", step.why),
                span("co-todo__where", step.where) if step.where else None,
            ),
        )
        for step in ordered
    ]
    return [title, el("ol", *items, class_="co-todo")]


def section(title: str, anchor: str, *parts: Child) -> list[Child]:
    """A section of a report; empty parts are left out, and a section without parts too."""
    shown = [part for part in parts if part]
    return [heading(2, title, anchor), *shown] if shown else []


def shown(edition: Edition, figure: Child, basis: Basis, so_what: str = "", *, narrow: bool = False) -> Html:
    """A figure (or several) with its "so what" and what it stands on.

    ``so_what`` is what the numbers say by plain rules; a sentence of a public report that quotes the metric follows.
    A ``narrow`` figure does not take the whole width of the page.
    """
    figure = div("co-narrow", figure) if narrow else figure
    return div("co-shown", figure, _so_what(edition, basis.keys, so_what), _basis(edition, basis))


def missing(edition: Edition, title: str, why: str, how: str) -> Html:
    """The place of a figure that cannot be drawn yet: what is missing and what fills it."""
    return div(
        "co-missing",
        el("strong", title),
        el("p", why),
        el("p", edition.say("怎么补：", "To fill it: "), how, class_="co-muted"),
    )


def snapshot_files(edition: Edition, periods: Iterable[str]) -> list[str]:
    """The files in which these weeks and months stand, oldest first."""
    wanted = set(periods)
    found = ((item.data["period"], item.source.path) for item in edition.ws.items("snapshot"))
    return [path for period, path in sorted(found) if period in wanted]


def _so_what(edition: Edition, keys: Sequence[str], so_what: str) -> Html | None:
    written = remark(edition, keys)
    if written is None and not so_what:
        return None
    quoted = written and join(
        edition.say(f"“{written.text}”", f"“{written.text}” "),
        span("co-muted", edition.say("——", "— "), file_link(edition, written.path, written.report)),
    )
    return div(
        "co-sowhat",
        el("b", edition.say("所以", "So what")),
        div("", el("p", so_what) if so_what else None, el("p", quoted) if quoted else None),
    )


def _basis(edition: Edition, basis: Basis) -> Html:
    """One quiet line: how the number is worked out, on how many it stands, where it comes from."""
    names = [stories.metric_link(edition, key) for key in basis.keys if stories.metric_page(edition, key)]
    parts = (
        (edition.say("定义", "Definition"), _list(edition, names)),
        ("n", basis.n),
        (edition.say("来源", "Source"), _files(edition, basis.files)),
    )
    written = [span("", el("b", name), " ", content) for name, content in parts if content]
    return el("p", *written, class_="co-basis", data_search_exclude=True)


def _list(edition: Edition, items: Sequence[Child]) -> Child:
    return [[edition.say("、", ", ") if number else "", item] for number, item in enumerate(items)]


def _files(edition: Edition, files: Sequence[str]) -> Child:
    """The only file, or the first and the last of several with how many there are."""
    if len(files) < 3:
        return _list(edition, [file_link(edition, path) for path in files])
    first, last = file_link(edition, files[0]), file_link(edition, files[-1])
    count = edition.say(f"（{len(files)} 个文件）", f" ({len(files)} files)")
    return [first, " … ", last, count]


def file_link(edition: Edition, path: str, text: str = "") -> Html:
    """A file of the workspace by its path, linked when the repository is known."""
    profile = edition.ws.profile
    name: Child = text or el("code", path)
    if profile is None or not profile.repository:
        return join(name)
    return outside(edit_address(profile.repository, "blob") + path, name)
