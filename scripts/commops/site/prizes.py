"""A prize draw in public: its whole terms before it starts, and how anybody can compute the winners again."""

from __future__ import annotations

import shlex

from commops.raffles.terms import is_draft, missing
from commops.site import blocks, public
from commops.site.edition import Edition
from commops.site.html import Child, Html, div, el, outside, to_page
from commops.site.sections import Section
from commops.workspace._shapes import RafflePrize
from commops.workspace._types import Raffle
from commops.workspace.times import date, instant

GUIDE = "guide/raffle-draw.md"


def section(edition: Edition, event: public.Event) -> Section | None:
    """The rules of the event's draw. Terms with a gap are no terms: nobody shall rely on them."""
    raffle = next((one for one in edition.ws.raffles if one.id == event.raffle and public.is_public(one)), None)
    if raffle is None or missing(raffle) or is_draft(edition.ws, raffle) or not raffle.organizer:
        return None
    return Section(
        "raffle",
        edition.say("抽奖规则", "Prize draw"),
        (_prizes(edition, raffle.prizes or []), _terms(edition, raffle), _record(edition, raffle)),
    )


def _prizes(edition: Edition, prizes: list[RafflePrize]) -> Html:
    rows: list[list[Child]] = [
        [
            edition.t(prize["name"]),
            edition.t(prize["category"]),
            edition.of("partner", prize.get("partner")),
            str(prize.get("quantity", "")),
            blocks.money(prize["unit_value"]["amount"], prize["unit_value"]["currency"]),
        ]
        for prize in prizes
    ]
    if all("quantity" in prize for prize in prizes) and len(prizes) > 1:
        count = sum(prize.get("quantity", 0) for prize in prizes)
        currencies = {prize["unit_value"]["currency"] for prize in prizes}
        worth = sum(prize.get("quantity", 0) * prize["unit_value"]["amount"] for prize in prizes)
        total = blocks.money(worth, currencies.pop()) if len(currencies) == 1 else ""
        name = edition.say(f"合计，价值 {total}", f"All, worth {total}") if total else edition.say("合计", "All")
        rows.append([name, "", "", el("b", str(count)), ""])
    columns = [
        edition.say(zh, en)
        for zh, en in (
            ("奖品", "Prize"),
            ("奖项", "Class"),
            ("提供", "Given by"),
            ("数量", "Number"),
            ("单价", "Value each"),
        )
    ]
    return blocks.table(columns, rows, numeric=(3, 4))


def _terms(edition: Edition, raffle: Raffle) -> Html:
    """Everything that has to be disclosed before the draw starts, and what we add to it."""
    text, organizer, cost = edition.t, raffle.organizer, raffle.entry_cost
    entries = " – ".join(
        edition.span(instant(moment), None) for moment in (raffle.entry_opens, raffle.entry_closes) if moment
    )
    price = ""
    if cost:
        price = blocks.money(cost["amount"], cost["currency"]) if cost["amount"] else edition.say("免费", "Free")
    who = f"{text(organizer['name'])} · {organizer.get('contact', '')}" if organizer else ""
    return blocks.facts(
        (edition.say("主办", "Organiser"), who),
        (edition.say("奖项种类", "Kinds of prizes"), text(raffle.prize_kinds)),
        (edition.say("谁能参加", "Who may enter"), text(raffle.eligibility)),
        (edition.say("怎样参加", "How to enter"), text(raffle.how_to_enter)),
        (edition.say("参加时间", "Entries"), entries),
        (edition.say("要做的事", "What to do"), edition.list(raffle.entry_actions)),
        (edition.say("参加费用", "Cost"), price),
        (edition.say("不用购买", "No purchase"), text(raffle.no_purchase_route)),
        (edition.say("开奖时间", "Draw"), edition.time(instant(raffle.draw_at or ""))),
        (edition.say("怎样开奖", "How it is drawn"), text(raffle.draw_method)),
        (edition.say("中奖机会", "Odds"), text(raffle.odds_or_quantity)),
        (edition.say("随时公示", "Notice of claims"), text(raffle.live_notice)),
        (edition.say("领奖时间", "Claim"), text(raffle.claim_window)),
        (edition.say("领奖条件", "Conditions"), text(raffle.claim_conditions)),
        (edition.say("领奖方式", "How to claim"), text(raffle.claim_method)),
        (edition.say("交付", "Delivery"), text(raffle.delivery)),
        (edition.say("弃奖", "Forfeiture"), text(raffle.forfeiture)),
        (edition.say("不能参加的人", "Excluded"), edition.list(raffle.excluded)),
        (edition.say("税", "Tax"), text(raffle.tax_note)),
        (edition.say("档案保存到", "Records kept until"), _day(edition, raffle.archive_until)),
    )


def _day(edition: Edition, day: str | None) -> str:
    return edition.day(date(day), year=True) if day else ""


def _record(edition: Edition, raffle: Raffle) -> Child:
    """What was committed to and drawn, with the commands that compute it again."""
    commit, result = raffle.commit, raffle.result
    if not commit and not result:
        return None
    guide = to_page(GUIDE, edition.say("自己算一遍的步骤", "How to compute it yourself"))
    published = None
    if commit:
        when = edition.time(instant(commit["published_at"]))
        link = outside(commit["url"], edition.say("公布处", "where")) if commit.get("url") else None
        published = el("span", when, " ", link)
    return div(
        "co-draw",
        el("h3", edition.say("开奖记录", "Record of the draw")),
        blocks.facts(
            (edition.say("种子哈希", "Seed hash"), el("code", commit["seed_hash"]) if commit else None),
            (edition.say("哈希公布于", "Published"), published),
            *(_drawn(edition, raffle) if result else ()),
        ),
        *(_winners(edition, raffle) if result else (_waiting(edition),)),
        _commands(raffle),
        el("p", guide, class_="co-small"),
    )


def _drawn(edition: Edition, raffle: Raffle) -> list[tuple[str, Child]]:
    result = raffle.result
    if not result:
        return []
    seed, listed = result["seed"], result.get("entries_hash")
    return [
        (edition.say("开奖于", "Drawn"), edition.time(instant(result["drawn_at"]))),
        (edition.say("参加人数", "Entries"), str(result["entries_count"])),
        (edition.say("名单哈希", "Hash of the list"), el("code", listed) if listed else None),
        (edition.say("种子", "Seed"), el("code", seed) if seed.isprintable() else None),
        (edition.say("验证办法", "Proof"), edition.t(result.get("proof"))),
    ]


def _waiting(edition: Edition) -> Html:
    words = edition.say(
        "还没开奖。开奖后公布种子；它的 SHA-256 必须等于上面的哈希，任何人都能复算。",
        "Not drawn yet. Afterwards the seed is published; its SHA-256 must be the hash above, so anyone can recompute.",
    )
    return el("p", words, class_="co-small")


def _winners(edition: Edition, raffle: Raffle) -> list[Child]:
    """Who won what, by pseudonym."""
    prizes = raffle.prizes or []
    rows: list[list[Child]] = [
        [el("code", winner["member"]), edition.t(prizes[winner["prize"] - 1]["name"])]
        for winner in (raffle.result or {"winners": []})["winners"]
        if 1 <= winner["prize"] <= len(prizes)
    ]
    return [blocks.table([edition.say("获奖者", "Winner"), edition.say("奖品", "Prize")], rows)] if rows else []


def _commands(raffle: Raffle) -> Child:
    """The commands for a clone of the repository, and for a shell that knows nothing of us."""
    result = raffle.result
    # A seed is one line; a file that says otherwise was not written by the draw, and must not fill a shell. Without a
    # hash that was published before, computing the winners again would prove nothing.
    if not result or not raffle.commit or not result["seed"].isprintable():
        return None
    seed = shlex.quote(result["seed"])
    entries = "" if result.get("entries") else " --entries entries.txt"
    lines = [f"commops raffle verify {raffle.id}{entries}", f"printf '%s' {seed} | sha256sum"]
    lines += [f"printf '%s|%s' {seed} {winner['member']} | sha256sum" for winner in result["winners"][:1]]
    return el("pre", el("code", "\n".join(lines)), class_="co-commands")
