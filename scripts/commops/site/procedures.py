"""Procedures as cards to print and work from: what starts one, who does what by when, and the words to copy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from commops.site import blocks, public, stories
from commops.site.edition import Edition
from commops.site.html import Child, Html, el, span, to_page
from commops.site.prose import prose
from commops.site.tree import Page, body, heading
from commops.workspace._types import Sop
from commops.workspace.times import date

if TYPE_CHECKING:
    from commops.workspace._shapes import SopSopStep


def path(edition: Edition, sop: Sop) -> str | None:
    """Where a procedure is shown; None where this reader may not see it."""
    if public.is_public(sop):
        return f"sop/{sop.id}.md"
    return f"private/sop-{sop.id}.md" if edition.team else None


def link(edition: Edition, reference: str | None) -> Child:
    """The name of a procedure with the way to it; nothing where it is not for this reader."""
    sop = next((sop for sop in edition.ws.sops if sop.id == reference), None)
    target = path(edition, sop) if sop else None
    return to_page(target, edition.t(sop.name)) if sop and target else None


def overview(edition: Edition, sops: Sequence[Sop]) -> Html:
    """All procedures: when each starts, by when it is through, who keeps it."""
    columns = [
        edition.say(zh, en)
        for zh, en in (
            ("流程", "Procedure"),
            ("什么时候用", "When"),
            ("时限", "By when"),
            ("维护", "Kept by"),
            ("上次核对", "Gone through"),
        )
    ]
    rows: list[list[Child]] = [
        [
            link(edition, sop.id),
            edition.text(sop.trigger),
            edition.text(sop.sla) or "–",
            blocks.person(edition, sop.owner),
            edition.period(sop.reviewed),
        ]
        for sop in sops
    ]
    return blocks.table(columns, rows, class_="co-roomy co-dated")


def card(edition: Edition, sop: Sop, path: str, home: str) -> Page:
    """The page of one procedure; ``home`` is the page that lists it."""
    title = edition.t(sop.name)
    return Page(
        path,
        title,
        body(
            el("p", to_page(home, edition.say("全部流程", "All procedures")), class_="co-back"),
            heading(1, title, "sop"),
            el("p", edition.text(sop.trigger), class_="co-lead"),
            el("ol", *(_step(edition, sop, *step) for step in _steps(sop)), class_="co-procedure"),
            *_scripts(edition, sop),
            prose(edition, sop.body),
            _facts(edition, sop),
        ),
        edition.t(sop.trigger),
        source=sop.source.path,
        kind="sop",
    )


def _steps(sop: Sop) -> list[tuple[int, SopSopStep]]:
    numbered = [(step.get("n", place), step) for place, step in enumerate(sop.steps, start=1)]
    return sorted(numbered, key=lambda pair: pair[0])


def _step(edition: Edition, sop: Sop, number: int, step: SopSopStep) -> Html:
    within = edition.text(step.get("within"))
    script = step.get("script")
    known = any(one["id"] == script for one in sop.templates or ())
    words = (
        el("a", edition.say("用这段话", "the words"), href=f"#t-{script}", class_="co-procedure__words")
        if known
        else None
    )
    return el(
        "li",
        span("co-procedure__number", str(number), aria_hidden="true"),
        el(
            "p",
            edition.of("role", step["who"]),
            " ",
            el("span", within) if within else None,
            class_="co-procedure__who",
        ),
        el("p", edition.text(step["what"]), " " if words else None, words),
        value=number,
    )


def _scripts(edition: Edition, sop: Sop) -> list[Child]:
    """The words to copy, in the reader's language first; the other one is folded away."""
    found: list[Child] = []
    for place, script in enumerate(sop.templates or (), start=1):
        used = edition.list(str(number) for number, step in _steps(sop) if step.get("script") == script["id"])
        title = edition.say(f"第 {used} 步", f"Step {used}") if used else edition.say(f"话术 {place}", f"Words {place}")
        found.append(blocks.entry(title, f"t-{script['id']}", blocks.copyable_in(edition, script["text"])))
    return [heading(2, edition.say("话术", "Words to copy"), "words"), *found] if found else []


def _facts(edition: Edition, sop: Sop) -> Html:
    metrics = [
        [edition.say("、", ", ") if number else "", stories.metric_link(edition, key)]
        for number, key in enumerate(sop.metrics or ())
    ]
    return blocks.facts(
        (edition.say("时限", "By when"), edition.text(sop.sla)),
        (edition.say("渠道", "Channels"), edition.names("channel", sop.channels) or edition.say("全部", "all")),
        (edition.say("看哪些数", "Watch"), metrics),
        (edition.say("维护", "Kept by"), blocks.person(edition, sop.owner)),
        (edition.say("版本", "Version"), sop.version),
        (edition.say("上次核对", "Gone through"), edition.day(date(sop.reviewed), year=True)),
    )
