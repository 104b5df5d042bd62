"""Prints a review as one HTML file that needs nothing else: no request, no other file, no server."""

from __future__ import annotations

import base64
import hashlib
import html
from pathlib import Path

from commops import __version__
from commops.elements import Child, Html, div, el, join, span
from commops.review import html_calendar, html_changes, html_findings, html_posts
from commops.review.model import Review, tallies
from commops.review.pictures import Pictures
from commops.review.say import both, joined, say
from commops.review.told import day
from commops.review.verdict import verdict
from commops.rule import NOT_LEGAL_ADVICE
from commops.texts import Lang, Text, safe

_HERE = Path(__file__).parent
_TITLE = Text("改动审核", "Review of a change")
MOST_CARDS = 120
"""Posts that are shown with their texts; the changes of others are listed."""


def render(review: Review, lang: Lang) -> str:
    """The page; ``lang`` is the language that it opens in. The other one is in it too."""
    style = (_HERE / "page.css").read_text(encoding="utf-8")
    script = (_HERE / "page.js").read_text(encoding="utf-8")
    title = safe(f"{_TITLE.get(lang)} · {review.community.get(lang)}", one_line=True)
    head = (
        '<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(style, script)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="robots" content="noindex">\n'
        f"<title>{html.escape(title)}</title>\n<style>{style}</style>\n"
    )
    tag = "zh-CN" if lang == "zh" else "en"
    body = join(_top(review), el("main", *_sections(review), id="main"), _bottom(review))
    return (
        f'<!doctype html>\n<html lang="{tag}" data-lang="{lang}" data-theme="auto">\n<head>\n{head}</head>\n'
        f"<body>\n{body}\n<script>{script}</script>\n</body>\n</html>\n"
    )


def _policy(style: str, script: str) -> str:
    """What the page may do: run this script and use this style, show pictures that it holds, and nothing else."""
    hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (style, script)]
    return (
        f"default-src 'none'; style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _top(review: Review) -> Html:
    switches = div(
        "switches",
        el("button", "EN", type="button", id="lang", class_="switch", aria_label="Switch to English", lang="en"),
        el("button", "◐", type="button", id="theme", class_="switch", data_zh="切换深浅色", data_en="Dark or light",
           aria_label="切换深浅色 / Dark or light"),
    )  # fmt: skip
    return el(
        "header",
        el("a", both("跳到内容", "Skip to the content"), href="#main", class_="skip"),
        div(
            "bar",
            div("brand", span("community", say(review.community)), el("h1", say(_TITLE))),
            switches,
        ),
        class_="top",
    )


def _sections(review: Review) -> list[Child]:
    pictures = Pictures(review.ws)
    parts: list[tuple[str, Text, Html | None, int]] = [
        ("calendar", Text("日历", "Calendar"), html_calendar.section(review), 0),
        ("posts", Text("要发的内容", "Posts"), html_posts.section(review, pictures, MOST_CARDS), len(review.cards)),
        ("changes", Text("其他改动", "Other changes"), html_changes.section(review, pictures), 0),
        ("findings", Text("检查结果", "Findings"), html_findings.section(review), len(review.new)),
    ]
    there = [part for part in parts if part[2] is not None]
    nav = el(
        "nav",
        *(el("a", say(title), span("count", n) if n else None, href=f"#{name}") for name, title, _, n in there),
        class_="toc",
        aria_label="本页内容 / On this page",
    )
    return [_summary(review), nav, *(_section(name, title, made) for name, title, made, _ in there)]


def _section(name: str, title: Text, content: Html | None) -> Html:
    return el("section", el("h2", say(title), id=f"{name}-title"), content, id=name, aria_labelledby=f"{name}-title")


def _summary(review: Review) -> Html:
    mood, told = verdict(review)
    numbers = [
        _number(review.errors, Text("新错误", "new errors"), "bad"),
        _number(review.warnings, Text("新警告", "new warnings"), "warn"),
        _number(len(review.existing), Text("原来就有", "were there before"), ""),
        _number(len(review.fixed), Text("解决了", "fixed"), "good"),
    ]
    facts = joined(
        [
            both(
                f"与 {safe(review.against, one_line=True)} 比较", f"compared with {safe(review.against, one_line=True)}"
            ),
            join(both("按 ", "as of "), say(day(review.as_of)), both(" 检查", "")),
            both(f"时间按 {review.ws.zone.key}", f"times in {review.ws.zone.key}"),
        ],
        " · ",
        " · ",
    )
    return div(
        f"summary {mood}",
        el("p", say(told), class_="verdict"),
        el("ul", *numbers, class_="numbers"),
        el("ul", *_tallies(review), class_="tallies") if review.changes else None,
        el("p", facts, class_="meta"),
    )


def _number(n: int, label: Text, mood: str) -> Html:
    return el("li", span("n", n), span("label", say(label)), class_=mood if n else "none")


def _tallies(review: Review) -> list[Child]:
    marks = {"added": Text("新增", "added"), "removed": Text("删除", "removed"), "changed": Text("改动", "changed")}
    rows: list[Child] = []
    for tally in tallies(review):
        parts = [
            span(f"mark {name}", say(Text(f"{label.zh} {n}", f"{n} {label.en}")))
            for name, label in marks.items()
            if (n := getattr(tally, name))
        ]
        rows.append(el("li", span("kind", say(tally.kind)), *parts))
    return rows


def _bottom(review: Review) -> Html:
    found = (*review.new, *review.existing, *review.fixed)
    legal = el("p", say(NOT_LEGAL_ADVICE)) if any(one.legal for one in found) else None
    waived = (
        el("p", both(f"另有 {review.waived} 条已豁免。", f"{review.waived} findings are waived."))
        if review.waived
        else None
    )
    made = both(
        f"由 commops {__version__} 生成；这一页不联网，可以直接转发。",
        f"Made by commops {__version__}; this page loads nothing and can be sent on as it is.",
    )
    toast = div("toast", role="status", aria_live="polite", id="toast")
    return el("footer", legal, waived, el("p", made), toast)
