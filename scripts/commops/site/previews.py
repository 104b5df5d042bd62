"""What each channel gets of a post that is still to come, as people paste it, and how much of its limits that uses."""

from __future__ import annotations

from commops.posting.clocks import zone_of
from commops.posting.copy_text import Copy, Picture, copy_text
from commops.posting.dispatches import dispatches_of
from commops.posting.gauges import Gauge, gauges
from commops.site import blocks, public, schedule
from commops.site.edition import Edition
from commops.site.html import Child, Html, div, el, outside, span
from commops.site.labels import label
from commops.texts import safe


def section(edition: Edition, post: public.Post) -> list[Child]:
    """A card for each channel that everybody may know of."""
    places = [name for name in schedule.places(edition, post) if edition.ws.get("channel", name) is not None]
    if not places:
        return []
    return [
        el("h2", edition.say("各渠道会看到什么", "What each channel gets"), id="channels"),
        div("co-previews", *(_card(edition, post, name) for name in places)),
    ]


def _card(edition: Edition, post: public.Post, name: str) -> Html:
    copy = copy_text(edition.ws, post, name)
    channel = edition.ws.get("channel", name)
    platform = label(edition.lang, "channel-list", "channels", "platform", value=channel.platform) if channel else ""
    return div(
        "co-preview",
        el("h3", edition.of("channel", name), " ", blocks.tag(platform), id=f"c-{name}"),
        el("p", _when(edition, post, name), class_="co-meta"),
        _field(edition, f"t-{name}", edition.say("标题", "Title"), copy.title),
        _field(edition, f"x-{name}", edition.say("正文", "Text"), copy.text),
        _field(edition, f"h-{name}", edition.say("话题标签", "Hashtags"), " ".join(copy.tags)),
        _gauges(edition, list(gauges(edition.ws, post, name, copy))),
        _label(edition, post),
        _links(edition, copy),
        blocks.bullets(_picture(edition, one) for one in copy.pictures),
    )


def _when(edition: Edition, post: public.Post, name: str) -> list[Child]:
    """On the community's clocks, and on the channel's where they are others."""
    at = next((one.at for one in dispatches_of(edition.ws, post) if one.channel == name), None)
    if at is None:
        return []
    zone = zone_of(edition.ws, name)
    there = f"{zone.key} {at.astimezone(zone):%H:%M}"
    return [edition.time(at), edition.say(f"（{there}）", f" ({there})") if zone.key != edition.ws.zone.key else None]


def _field(edition: Edition, name: str, title: str, text: str) -> Html | None:
    """A text with its button, which the script shows. A line feed comes first because HTML drops one there."""
    if not text:
        return None
    button = blocks.copy_button(edition, edition.say(f"复制{title}", f"Copy {title.lower()}"))
    shown = el("pre", Html("\n"), safe(text), id=name, tabindex="0", translate="no", class_="co-pasted")
    return div("co-field", el("p", span("", title), button, class_="co-field__head"), shown)


def _gauges(edition: Edition, found: list[Gauge]) -> Html:
    return blocks.bullets((_gauge(edition, gauge) for gauge in found), "co-gauges")


def _gauge(edition: Edition, gauge: Gauge) -> list[Child]:
    mood = "bad" if gauge.used > gauge.most else "warn" if gauge.used * 10 > gauge.most * 9 else "good"
    state = {
        "bad": edition.say(f"超出 {gauge.used - gauge.most:,}", f"{gauge.used - gauge.most:,} too many"),
        "warn": edition.say("快满了", "nearly full"),
    }.get(mood, "")
    told = "" if gauge.verified else edition.say("平台未公布上限", "limit not published by the platform")
    notes = "；".join if edition.lang == "zh" else "; ".join
    note = notes(filter(None, [edition.t(gauge.unit) if gauge.unit else "", told]))
    width = min(100, round(100 * gauge.used / gauge.most)) if gauge.most else 100
    return [
        span(
            "co-gauge__numbers", f"{edition.t(gauge.field)} {gauge.used:,} / {gauge.most:,} ", blocks.tag(state, mood)
        ),
        span(f"co-gauge co-gauge--{mood}", span("", style=f"width:{width}%"), aria_hidden="true"),
        span("co-meta", note) if note else None,
    ]


def must_say(edition: Edition, post: public.Post) -> str:
    """The words about advertising, gifts and partners that readers must see on every channel; "" if there are none."""
    if post.disclosure:
        named = edition.t(post.disclosure.get("label"))
        return named or label(edition.lang, "post", "disclosure", "type", value=post.disclosure["type"])
    return edition.say("广告", "Advertisement") if post.commercial else ""


def _label(edition: Edition, post: public.Post) -> Child:
    words = must_say(edition, post)
    head = edition.say("须写明：", "Must say: ")
    return el("p", head, blocks.tag(words, "warn"), class_="co-small") if words else None


def _links(edition: Edition, copy: Copy) -> Child:
    """Addresses that have a field of their own, as they go out."""
    if not copy.links:
        return None
    head = edition.say("链接（另填）：", "Link (own field): ")
    return el("p", head, *([outside(url, url), " "] for url in copy.links), class_="co-small co-break")


def _picture(edition: Edition, one: Picture) -> list[Child]:
    name = one.file.rpartition("/")[2] or one.id
    words = one.alt or edition.say("没有替代文字", "no alternative text")
    return [el("code", name), " ", edition.say("替代文字：", "alt text: "), words]
