"""The reports that somebody wrote and published, newest first: what the numbers of a week or a month meant to them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from commops.site import blocks, public, reports, stories
from commops.site.edition import Edition
from commops.site.html import Child, Html, to_page
from commops.site.prose import prose
from commops.site.tree import Page, body, heading
from commops.workspace._types import Report
from commops.workspace.times import date

_ENGLISH = re.compile(r"^##[ \t]+In English[ \t]*$", re.MULTILINE)
"""Below this heading a report in Chinese says in short what it says; the drafts of ``commops report`` have it."""


def pages(edition: Edition) -> Iterator[Page]:
    """The page, once a finished report is public. What is written for investors is for those who were invited."""
    found = [
        one
        for one in edition.ws.reports
        if public.is_public(one) and one.status == "final" and one.audience != "investor"
    ]
    if not found:
        return
    found.sort(key=lambda one: (one.date or "", one.period, one.id), reverse=True)
    title = edition.say("报告全文", "Written reports")
    lead = edition.say(
        "数字之外，写报告的人怎么看：做成了什么，没做成什么，接下来做什么。",
        "What the numbers meant to those who wrote about them: what worked, what did not, what comes next.",
    )
    yield Page(
        "reports/written.md",
        title,
        body(heading(1, title, "reports"), blocks.lead(lead), *(_report(edition, one) for one in found)),
        lead,
        source="community/reports",
    )


def _report(edition: Edition, report: Report) -> Html:
    told = [edition.day(date(report.date), year=True)] if report.date else []
    if report.author and edition.shows_team:
        told.append(blocks.person(edition, report.author))
    return blocks.entry(
        edition.text(report.title) if report.title else edition.period(report.period),
        f"r-{report.id}",
        *_body(edition, report.body),
        blocks.facts(
            (edition.say("用到的指标", "Metrics used"), _metrics(edition, report)),
            (edition.say("写到的活动", "Events in it"), _events(edition, report)),
            (edition.say("来源", "Source"), reports.file_link(edition, report.source.path)),
        ),
        eyebrow=" · ".join(told),
        level=2,
    )


def _body(edition: Edition, text: str) -> list[Child]:
    """The text; who reads English gets the English part first and the rest folded."""
    whole, *english = _ENGLISH.split(text)
    if not english:
        return [prose(edition, text)]
    if edition.lang == "zh":
        return [prose(edition, whole)]
    return [prose(edition, "\n".join(english)), blocks.fold("The whole report", prose(edition, whole))]


def _metrics(edition: Edition, report: Report) -> Child:
    keys = dict.fromkeys(row["metric"] for row in report.numbers or () if row.get("metric"))
    return blocks.bullets(stories.metric_link(edition, key) for key in keys)


def _events(edition: Edition, report: Report) -> Child:
    named = [event for event in public.events(edition.ws) if event.id in (report.events or ())]
    return blocks.bullets(to_page(f"events/{event.id}.md", edition.t(event.name)) for event in named)
