"""What an event promises: the facts, the plan behind it, its agenda, its speakers, and who looks after safety."""

from __future__ import annotations

from commops.site import blocks, clocks, public, sign_up, stories
from commops.site.edition import Edition, visible
from commops.site.html import Child, Html, div, el, join, outside, span, to_page
from commops.site.labels import label
from commops.site.sections import Section
from commops.workspace.times import instant


def facts(edition: Edition, event: public.Event) -> Html:
    """When, where, for whom and at what price."""
    capacity = sign_up.terms(event).get("capacity")
    series = edition.of("programme", event.programme) if event.programme else ""
    return blocks.facts(
        (edition.say("时间", "When"), _when(edition, event)),
        (edition.say("原定", "Planned for"), _before(edition, event)),
        (edition.say("地点", "Where"), _where(edition, event)),
        (edition.say("无障碍", "Access"), edition.t(event.venue.get("accessibility")) if event.venue else None),
        (edition.say("语言", "Language"), edition.list(event.languages)),
        (edition.say("名额", "Places"), str(capacity) if capacity else None),
        (edition.say("费用", "Fee"), sign_up.fee(edition, event)),
        (edition.say("费用说明", "About the fee"), edition.t(sign_up.terms(event).get("fee_note"))),
        (edition.say("系列", "Series"), series),
        (edition.say("负责", "Run by"), blocks.person(edition, event.owner)),
        (edition.say("伙伴", "Partners"), edition.names("partner", event.sponsors)),
        (edition.say("未成年人", "Minors"), label(edition.lang, "event", "minors", value=event.minors)),
        (edition.say("录制", "Recording"), edition.t(event.recording)),
    )


def _when(edition: Edition, event: public.Event) -> Html:
    zone = clocks.zone_of(edition, event)
    shown = clocks.span(edition, event.start, event.end, zone)
    there = instant(event.start).astimezone(zone).utcoffset()
    here = edition.local(instant(event.start)).utcoffset()
    ours = edition.span(instant(event.start), instant(event.end)) if there != here else ""
    note = edition.say(f"社群时间 {ours}", f"{ours} on the community's clock") if ours else ""
    if public.undated(event):
        return join(el("s", shown), " ", edition.say("延期，新时间待定", "postponed, no new date yet"))
    return join(
        shown,
        " ",
        span("co-zone", clocks.zone_name(edition, event)),
        span("co-zone", note) if note else None,
    )


def _before(edition: Edition, event: public.Event) -> Child:
    """The earlier date of an event that was moved."""
    if not event.previous_start:
        return None
    return el("s", edition.span(instant(event.previous_start), None, clocks.zone_of(edition, event)))


def _where(edition: Edition, event: public.Event) -> Child:
    venue = event.venue
    way = venue.get("map") if venue else None
    online = public.way_in(edition.ws, event)
    return join(
        public.place(edition, event),
        join(" · ", outside(way, edition.say("地图", "map"))) if way else None,
        join(" · ", outside(online, edition.say("线上入口", "join online"))) if online else None,
    )


def plan(edition: Edition, event: public.Event) -> Section | None:
    """Why the event is held: its goal, for whom, how we know that they want it, and what it should reach."""
    targets = [
        f"{edition.t(target.get('label')) or target_name(edition, target['metric'])} {blocks.number(target['value'])}"
        for target in event.targets or ()
    ]
    rows: list[tuple[str, Child]] = [
        (edition.say("目标", "Goal"), _objective(edition, event)),
        (edition.say("适合", "For"), edition.list(_personas(edition, event))),
        (edition.say("需求依据", "Demand"), edition.t(event.demand_evidence)),
        (edition.say("想做到", "Aims at"), edition.list(targets) if public.upcoming(edition.ws, event.end) else None),
    ]
    if not any(value for _, value in rows):
        return None
    return Section("plan", edition.say("为什么办", "Why we hold it"), (blocks.facts(*rows),))


def target_name(edition: Edition, key: str) -> str:
    """What a target counts: a figure of the results, else a metric."""
    names = {
        "registered": ("报名", "registered"),
        "attended": ("到场", "attended"),
        "new_members": ("新成员", "new members"),
        "entered": ("参加", "entered"),
        "completed": ("完成", "completed"),
    }
    return edition.say(*names[key]) if key in names else stories.metric_name(edition, key)


def _objective(edition: Edition, event: public.Event) -> Child:
    """The objective that the event serves, with the way to it while the strategy that holds it is shown."""
    shown = {strategy.source.path for strategy in edition.ws.strategies if visible(strategy)}
    for goal in edition.ws.objectives:
        if goal.id == event.objective and goal.source.path in shown:
            return to_page("strategy.md", edition.t(goal.title))
    return None


def _personas(edition: Edition, event: public.Event) -> list[str]:
    named = {persona.id: edition.t(persona.name) for persona in edition.ws.personas if visible(persona)}
    return [named[one] for one in event.audience or () if one in named]


def agenda(edition: Edition, event: public.Event) -> Section | None:
    """The parts of the event that everybody may see, on the clock of the event."""
    rows = public.shown(event.agenda)
    if not rows:
        return None
    zone, moments = clocks.zone_of(edition, event), clocks.parts(edition, event, rows)
    several = len({moment.start.astimezone(zone).date() for moment in moments}) > 1
    extra = [key for key in ("speaker", "place") if any(row.get(key) for row in rows)]
    lines: list[list[Child]] = []
    for row, (start, end) in zip(rows, moments, strict=True):
        day = span("co-agenda-day", edition.day(start.astimezone(zone).date())) if several else None
        clock = clocks.span(edition, start.isoformat(), end.isoformat(), zone, short=True)
        told = {"speaker": speaker_name(edition, event, row.get("speaker")), "place": edition.t(row.get("place"))}
        lines.append([join(day, clock), edition.t(row["title"]), *(told[key] for key in extra)])
    names = {"speaker": edition.say("主讲", "Who"), "place": edition.say("地点", "Where")}
    columns = [edition.say("时间", "Time"), edition.say("内容", "What"), *(names[key] for key in extra)]
    note = span("co-zone-note", edition.say("时间按 ", "Times in ") + clocks.zone_name(edition, event))
    table = blocks.table(columns, lines, class_="co-times")
    return Section("agenda", edition.say("议程", "Agenda"), (el("p", note, class_="co-meta"), table))


def speaker_name(edition: Edition, event: public.Event, reference: str | None) -> str:
    """The name of a speaker who agreed to be named in public, of a person of the team, or just "guest"."""
    if not reference:
        return ""
    speaker = next((one for one in event.speakers or () if one["id"] == reference), None)
    if speaker is None:
        return blocks.person(edition, reference)
    return edition.t(speaker["name"]) if speaker.get("consent") else edition.say("嘉宾", "guest")


def speakers(edition: Edition, event: public.Event) -> Section | None:
    """Speakers who agreed to be named in public, with what the audience has to know about their relation to us."""
    named = [speaker for speaker in event.speakers or () if speaker.get("consent")]
    if not named:
        return None
    rows = []
    for speaker in named:
        disclosure = edition.t(speaker.get("disclosure"))
        rows.append(
            div(
                "co-speaker",
                el("h3", edition.t(speaker["name"])),
                el("p", edition.t(speaker.get("bio"))) if speaker.get("bio") else None,
                el("p", blocks.tag(edition.say("披露", "Disclosure"), "warn"), disclosure) if disclosure else None,
            )
        )
    return Section("speakers", edition.say("嘉宾", "Speakers"), (div("co-speakers", *rows),))


def safety(edition: Edition, event: public.Event) -> Section | None:
    """Who looks after safety, and the house rules. Risk assessments stay with the team; only their number is told."""
    if not public.upcoming(edition.ws, event.end):
        return None
    plan, risks = event.safety, len(event.risks or ())
    conduct = edition.t(event.code_of_conduct)
    rules = to_page("rules.md", edition.say("群规", "Rules"))
    assessed = edition.say(f"评估过 {risks} 项，每项有应对和负责人", f"{risks} assessed, each with a plan and an owner")
    rows: list[tuple[str, Child]] = [
        (edition.say("安全负责", "Safety lead"), blocks.person(edition, plan["lead"]) if plan else None),
        (edition.say("急救", "First aid"), edition.t(plan.get("first_aid")) if plan else None),
        (edition.say("最多人数", "At most"), str(plan["expected_max"]) if plan and plan["expected_max"] else None),
        (edition.say("风险", "Risks"), assessed if risks else None),
        (edition.say("监护人", "Guardians"), edition.t(event.guardian_consent)),
        (
            edition.say("行为准则", "Code of conduct"),
            rules if conduct.startswith("http") else join(conduct, " ", rules),
        ),
    ]
    return Section("safety", edition.say("安全", "Safety"), (blocks.facts(*rows),))


def more(edition: Edition, event: public.Event) -> Section | None:
    """Material, posts about the event, and other events of the same series."""
    ws = edition.ws
    links = [outside(link["url"], edition.t(link.get("label")) or link["url"]) for link in event.links or ()]
    posts = [post for post in (ws.get("post", one) for one in event.promo_posts or ()) if post]
    links += [
        to_page(public.post_path(ws, post), edition.t(post.title)) for post in posts if public.is_public_post(ws, post)
    ]
    series = [other for other in public.events(ws) if other.programme == event.programme] if event.programme else []
    links += [to_page(f"events/{other.id}.md", edition.t(other.name)) for other in series if other.id != event.id]
    if not links:
        return None
    return Section("more", edition.say("相关内容", "Related"), (blocks.bullets(links),))
