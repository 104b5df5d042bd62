"""The posts of the review page: what is pasted where and when, with buttons that copy it."""

from __future__ import annotations

from urllib.parse import urlsplit

from commops.elements import Child, Html, div, el, join, outside, span
from commops.patterns import lazy
from commops.posting.copy_text import Picture
from commops.posting.gauges import Gauge
from commops.review.cards import Card, Sheet
from commops.review.html_changes import difference, lines, picture
from commops.review.html_findings import listed
from commops.review.model import Review
from commops.review.pictures import Pictures
from commops.review.say import both, joined, say, shown
from commops.texts import Text, safe

_LINK = lazy(r"https?://[^\s<>()（）「」“”，。；、]+")
_MOST_LINKS = 40


def section(review: Review, pictures: Pictures, most: int) -> Html | None:
    """A card for each post; None if none was added or changed."""
    if not review.cards:
        return None
    left = review.cards[most:]
    names = el("ul", *(el("li", shown(card.thing.path)) for card in left))
    note = div(
        "", el("p", both(f"另有 {len(left)} 篇没有展开：", f"{len(left)} more are not shown:"), class_="meta"), names
    )
    return div("cards", *(_card(review, card, pictures) for card in review.cards[:most]), note if left else None)


def _card(review: Review, card: Card, pictures: Pictures) -> Html:
    name = f"post-{card.thing.id}"
    state = (
        span("mark added", both("新增", "new"))
        if card.state == "new"
        else span("mark changed", both("改动", "changed"))
    )
    return el(
        "article",
        div(
            "head",
            el("p", state, span("status", say(card.status)), *_flags(card), class_="marks"),
            el("h3", say(card.thing.name), id=name),
            el("p", shown(card.thing.path), class_="path"),
        ),
        div(
            "columns",
            div("sheets", *_sheets(card, pictures)),
            div("side", div("stick", _findings(review, card), _changes(review, card), _next(card))),
        ),
        class_="card",
        aria_labelledby=name,
    )


def _flags(card: Card) -> list[Child]:
    return [
        span("mark notable", both("商业推广", "advertising")) if card.commercial else None,
        span("mark notable", both("披露：", "disclosure: "), say(card.disclosure)) if card.disclosure else None,
        span("mark", both("AI ", "AI "), say(card.ai)) if card.ai else None,
    ]


def _sheets(card: Card, pictures: Pictures) -> list[Child]:
    if not card.readable:
        told = both(
            "格式有错，改好后才能看到各渠道的文字。", "Its form is wrong; once that is repaired the texts appear here."
        )
        return [el("p", told, class_="nothing")]
    made: list[Child] = [_sheet(card, sheet, pictures) for sheet in card.sheets]
    if not card.over:
        return made
    return [
        el("details", el("summary", both("已经结束，展开各渠道的文字", "Nothing left to send: show the texts")), *made)
    ]


def _sheet(card: Card, sheet: Sheet, pictures: Pictures) -> Html:
    target = f"copy-{card.thing.id}-{sheet.channel}"
    copy = sheet.copy
    zone = f"（{sheet.zone}）" if sheet.zone else ""
    when = (
        Text(f"{sheet.at.zh}{zone}", f"{sheet.at.en}{f' ({sheet.zone})' if sheet.zone else ''}") if sheet.at else None
    )
    return el(
        "section",
        div(
            "channel",
            el("h4", say(sheet.name), span("platform", say(sheet.platform))),
            el(
                "p",
                say(when) if when else both("时间看不懂", "no readable time"),
                span("mark quiet", both("免打扰时段", "quiet hours")) if sheet.quiet else None,
                class_="when",
            ),
        ),
        _field(f"{target}-title", Text("标题", "Title"), copy.title, card) if copy.title else None,
        _field(target, Text("正文", "Text"), copy.text, card),
        _gauges(sheet),
        _difference(sheet),
        _links(sheet, target),
        _tags(card, sheet, target),
        el("ul", *(_picture(one, pictures) for one in copy.pictures), class_="pictures") if copy.pictures else None,
        class_="sheet",
    )


def _field(name: str, label: Text, text: str, card: Card) -> Html:
    """A text with its button. A line feed comes first because HTML drops one that opens ``pre``.

    Where private data was covered, there is nothing to copy yet.
    """
    covered = span("mark quiet", both("含个人信息，已遮住", "personal data covered"))
    button = (
        covered
        if card.covered and "****" in text
        else el(
            "button", both(f"复制{label.zh}", f"Copy {label.en.lower()}"), type="button", class_="copy", data_copy=name
        )
    )
    return div(
        "field",
        div("fieldhead", span("label", say(label)), button),
        el("pre", Html("\n"), shown(text), id=name, class_="text", tabindex=0, translate="no"),
    )


def _gauges(sheet: Sheet) -> Html | None:
    if not sheet.gauges:
        return None
    return el("ul", *map(_gauge, sheet.gauges), class_="gauges")


def _gauge(gauge: Gauge) -> Html:
    over = gauge.used - gauge.most
    mood = "over" if over > 0 else "near" if gauge.used * 10 > gauge.most * 9 else "fits"
    numbers = f"{gauge.used:,} / {gauge.most:,}"
    label = Text(f"{gauge.field.zh} {numbers}", f"{gauge.field.en} {numbers}")
    bar = Html(f'<progress max="{gauge.most}" value="{min(gauge.used, gauge.most)}" aria-hidden="true"></progress>')
    return el(
        "li",
        span("numbers", say(label)),
        bar,
        span("unit", say(gauge.unit)) if gauge.unit else None,
        span("mark quiet", both(f"超出 {over:,}", f"{over:,} too many")) if over > 0 else None,
        span("unit", both("平台未公布", "not published by the platform")) if not gauge.verified else None,
        class_=mood,
    )


def _difference(sheet: Sheet) -> Child:
    """What is different in what is pasted."""
    old = sheet.before
    if old is None:
        return None
    one, other = ("\n\n".join(part for part in (copy.title, copy.text) if part) for copy in (old, sheet.copy))
    if one == other:
        return el("p", both("文字没有变。", "The text is as before."), class_="meta")
    return el("details", el("summary", both("和改动前对比", "Compare with before")), difference(one, other), open=True)


def _links(sheet: Sheet, target: str) -> Html | None:
    inside = list(dict.fromkeys(_LINK.findall(sheet.copy.text)))[:_MOST_LINKS]
    rows: list[Child] = [el("li", link(url)) for url in inside]
    for number, url in enumerate(sheet.copy.links):
        name = f"{target}-link-{number}"
        button = el("button", both("复制链接", "Copy link"), type="button", class_="copy", data_copy=name)
        rows.append(el("li", span("mark", both("另填链接", "own field")), el("span", link(url), id=name), button))
    return el("ul", *rows, class_="links", aria_label="链接 / Links") if rows else None


def link(url: str) -> Html:
    """An address in full, with the name of the site to be seen at once."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        host = ""
    clean = safe(url, one_line=True)
    start = clean.lower().find(host) if host else -1
    if start < 0:
        return span("url", clean)
    parts = (clean[:start], el("b", clean[start : start + len(host)]), clean[start + len(host) :])
    return outside(clean, *parts, class_="url") if clean == url else span("url", *parts)


def _tags(card: Card, sheet: Sheet, target: str) -> Html | None:
    """Tags that go into a field of their own."""
    if not sheet.copy.tags:
        return None
    return _field(f"{target}-tags", Text("话题标签", "Tags"), " ".join(sheet.copy.tags), card)


def _picture(one: Picture, pictures: Pictures) -> Html:
    made = pictures.thumb(one.file)
    name = one.file.rpartition("/")[2] or one.id
    size = f"{made.width}×{made.height} · {made.size / 1000:,.0f} KB" if made.size else ""
    alt = (
        span("alt", span("label", both("替代文字", "Alt text")), shown(one.alt))
        if one.alt
        else span("mark quiet", both("没有替代文字", "no alternative text"))
    )
    return el(
        "li",
        picture(made.address, one.alt, made.width, made.height)
        if made.address
        else span("placeholder", say(made.why) if made.why else None),
        div("", span("filename", shown(name)), span("unit", size) if size else None, alt),
    )


def _findings(review: Review, card: Card) -> Html | None:
    if not card.findings:
        return div("part", el("h4", both("检查", "Checks")), el("p", both("没有问题。", "No problems."), class_="fine"))
    return div("part", el("h4", both("检查", "Checks")), listed(card.findings, review.lines, state=True))


def _changes(review: Review, card: Card) -> Html | None:
    if card.state == "new":
        return None
    # What is pasted is compared beside it, channel by channel.
    return div(
        "part", el("h4", both("改了什么", "What changed")), lines(review.ws, card.changes, texts=not card.sheets)
    )


def _next(card: Card) -> Html:
    rows: list[Child] = []
    if card.author:
        rows += [el("dt", both("作者", "Author")), el("dd", say(card.author))]
    if card.approved:
        rows += [el("dt", both("批准人", "Approved by")), el("dd", say(card.approved))]
    elif not card.over:
        names = joined([say(one) for one in card.approvers])
        nobody = span("mark quiet", both("没有人能批", "nobody"))
        rows += [el("dt", both("可由谁批准", "Who may approve")), el("dd", names if card.approvers else nobody)]
    if card.next and not card.over:
        missing = joined([say(one) for one in card.missing])
        ready = both("不缺什么", "nothing missing")
        rows += [
            el("dt", both("下一步", "Next"), " ", say(card.next)),
            el("dd", join(both("还缺：", "still needs: "), missing) if card.missing else ready),
        ]
    return div("part", el("h4", both("审批与下一步", "Approval and next step")), el("dl", *rows, class_="facts"))
