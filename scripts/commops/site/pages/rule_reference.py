"""The reference of rules: why each exists, what it says, what to do, and the examples that also test it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from commops import rule as rules
from commops.fences import Fence, fences
from commops.findings import Severity
from commops.report.summary import NAMES
from commops.site import blocks, stories
from commops.site.edition import Edition
from commops.site.html import Child, Html, div, el, join
from commops.site.tree import Page, body, heading, quiet

_MOOD = {Severity.ERROR: "bad", Severity.WARNING: "warn", Severity.INFO: ""}
_MARKER = re.compile(r"\s*(?:#|<!--)\s*(?P<kind>error|warning|info): \[[^\]]+\](?: \w+: \[[^\]]+\])*\s*(?:-->)?\s*$")
_PLACE = re.compile(r"\{\w+\}")


def pages(edition: Edition) -> Iterator[Page]:
    """The list of rules and a page for each."""
    found = [rules.page(name) for name in rules.page_ids()]
    title = edition.say("检查规则", "Rules that are checked")
    rows: list[list[Child]] = [
        [stories.rule_link(edition, one.id), _severities(edition, one), el("code", one.id)]
        for one in sorted(found, key=lambda one: (one.row, one.id))
    ]
    names = (("规则", "Rule"), ("级别", "Level"), ("代号", "Name"))
    yield Page(
        "reference/rules/index.md",
        title,
        body(
            heading(1, title, "rules"),
            blocks.lead(
                edition.say(
                    "错误会拦住合并，警告要有人看过，提示有空再看。",
                    "An error stops a merge, a warning wants to be read, a note is there when you ask for it.",
                )
            ),
            blocks.table([edition.say(zh, en) for zh, en in names], rows),
        ),
        edition.say("每条检查规则的说明", "What every rule checks"),
    )
    for one in found:
        yield _page(edition, one)


def _path(one: rules.Page) -> str:
    return f"reference/rules/{one.id}.md"


def _severities(edition: Edition, one: rules.Page) -> Html:
    usual, selling = one.severity(), one.severity(commercial=True)
    tags = [blocks.tag(NAMES[usual].get(edition.lang), _MOOD[usual])]
    if selling is not usual:
        name = edition.say("商业推广时为", "in advertising: ") + NAMES[selling].get(edition.lang)
        tags.append(blocks.tag(name, _MOOD[selling]))
    return join(*tags)


def _page(edition: Edition, one: rules.Page) -> Page:
    title = edition.t(one.title)
    said = dict.fromkeys(edition.t(case.message) for case in one.cases.values())
    advice = dict.fromkeys(edition.t(case.fix) for case in one.cases.values())
    return Page(
        _path(one),
        title,
        body(
            heading(1, title, "rule"),
            el("p", _severities(edition, one), blocks.tag(one.id), blocks.tag(one.row)),
            blocks.lead(edition.t(one.why)),
            _grounds(edition, one),
            *_told(edition.say("提示怎么说", "What it says"), "message", said),
            *_told(edition.say("怎么改", "What to do"), "fix", advice),
            heading(2, edition.say("例子", "Examples"), "examples"),
            quiet(*_examples(edition, one)),
        ),
        edition.t(one.why),
        kind="rule",
    )


def _grounds(edition: Edition, one: rules.Page) -> Html:
    """What the rule rests on, and that a check is no lawyer."""
    source = el("p", edition.say("依据：", "Source: "), edition.t(one.source)) if one.source else ""
    return join(source, el("p", el("em", edition.t(rules.NOT_LEGAL_ADVICE))) if one.legal else "")


def _told(title: str, anchor: str, texts: Iterable[str]) -> list[Child]:
    """A list with its heading; what is all blank is made for each case and can only be seen there."""
    shown = [text for text in map(_blanks, texts) if text.strip("… ")]
    return [heading(2, title, anchor), blocks.bullets(shown)] if shown else []


def _blanks(text: str) -> str:
    """A sentence with an ellipsis wherever the check puts in what it found."""
    return _PLACE.sub("…", text)


def _examples(edition: Edition, one: rules.Page) -> Iterator[Html]:
    seen = ""
    for fence in fences(one.body):
        if fence.heading != seen:
            seen = fence.heading
            sides = seen.split(" / ", 1)
            yield el("h3", sides[0] if edition.lang == "zh" else sides[-1])
        yield div("co-example", el("p", fence.attributes.get("title", ""), class_="co-eyebrow"), _code(fence))


def _code(fence: Fence) -> Html:
    """The example with its guilty lines marked in colour instead of by the comments that the tests read."""
    lines: list[Child] = []
    for line in fence.text.rstrip("\n").split("\n"):
        marker = _MARKER.search(line)
        text = line[: marker.start()] if marker else line
        lines += [el("mark", text, class_=f"co-{marker['kind']}") if marker else text, "\n"]
    return el("pre", el("code", *lines))
