"""The team: who does what, and who is on duty when."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from commops.site import blocks
from commops.site.cadence import cadence
from commops.site.edition import Edition
from commops.site.html import Child, Html, div, el
from commops.site.labels import label
from commops.site.tree import Page, body, heading
from commops.workspace._types import Person, Role, Team
from commops.workspace.hours import WEEKDAYS
from commops.workspace.times import date, minutes

if TYPE_CHECKING:
    from commops.workspace._shapes import TeamShift


def pages(edition: Edition) -> Iterator[Page]:
    """The page of the team, also while nobody is listed."""
    title = edition.say("团队", "Team")
    team = edition.ws.team
    content: list[Child] = [blocks.lead(edition.say("团队名单还没有写。", "The team has not been listed yet."))]
    if team is not None and team.visibility != "private":
        content = _content(edition, team)
    yield Page(
        "team.md",
        title,
        body(heading(1, title, "team"), *content),
        edition.say(f"{edition.name}的团队与值班表", f"Who runs {edition.name}, and who is on duty"),
        source="community/team.yml",
        toc=True,
    )


def _content(edition: Edition, team: Team) -> list[Child]:
    today = edition.ws.as_of
    here = [
        p for p in edition.ws.people if date(p.active_from) <= today and (not p.active_to or date(p.active_to) >= today)
    ]
    here.sort(key=lambda person: person.route)
    staff = [person for person in here if person.kind_ != "volunteer"]
    volunteers = [person for person in here if person.kind_ == "volunteer"]
    lead = edition.say(
        f"{len(staff)} 位工作人员（含外包），{len(volunteers)} 位志愿者。",
        f"Staff and contractors: {len(staff)}. Volunteers: {len(volunteers)}.",
    )
    rota = team.rota or []
    return [
        blocks.lead(lead),
        heading(2, edition.say("工作人员", "Staff"), "staff") if staff else None,
        div("co-cards co-cards--people", *(_card(edition, person, full=True) for person in staff)) if staff else None,
        heading(2, edition.say("志愿者", "Volunteers"), "volunteers") if volunteers else None,
        div("co-cards co-cards--people", *(_card(edition, person) for person in volunteers)) if volunteers else None,
        heading(2, edition.say("值班表", "Rota"), "rota") if rota else None,
        *(_rota(edition, rota) if rota else ()),
        heading(2, edition.say("角色与职责", "Roles"), "roles"),
        div(
            "co-cards co-cards--wide",
            *(_role(edition, role, here) for role in sorted(edition.ws.roles, key=lambda role: role.route)),
        ),
        *_tasks(edition, team),
        *_meetings(edition, team),
    ]


def _card(edition: Edition, person: Person, *, full: bool = False) -> Html:
    kind = label(edition.lang, "team", "people", "kind", value=person.kind_)
    roles = edition.names("role", person.roles)
    details = [blocks.tag(kind)]
    if person.timezone and person.timezone != str(edition.ws.zone):
        details.append(blocks.tag(person.timezone))
    backup = (
        edition.say("替补 ", "Backup: ") + blocks.person(edition, person.backup) if full and person.backup else None
    )
    return div(
        "co-card",
        el("h3", edition.t(person.display), id=f"p-{person.id}"),
        el("p", roles),
        el("p", edition.text(person.bio)) if person.bio else None,
        el("p", *details),
        el("p", backup, class_="co-meta") if backup else None,
    )


def _rota(edition: Edition, rota: list[TeamShift]) -> list[Child]:
    """Shifts by weekday: a table for each set of channels, one row for each shift, one column for each day."""
    tables: dict[str, dict[tuple[int, str, str], dict[str, list[str]]]] = {}
    for shift in rota:
        rows = tables.setdefault(edition.names("channel", shift.get("channels")), {})
        name = (minutes(shift["from"]), f"{shift['from']}–{shift['to']}", edition.t(shift["shift"]))
        people = rows.setdefault(name, {})
        for day in shift["days"]:
            people.setdefault(day, []).append(blocks.person(edition, shift["person"]))
    columns = [edition.say("班次", "Shift"), *(edition.weekday(number) for number in range(7))]
    zone = str(edition.ws.zone)
    note = edition.say(
        f"每周相同，时间按社群时区（{zone}）。", f"The same every week, in the community's time zone ({zone})."
    )
    found: list[Child] = [el("p", note, class_="co-muted")]
    for channels, rows in tables.items():
        lines = (
            [[name, el("small", hours)], *(edition.list(people.get(day, ())) or "–" for day in WEEKDAYS)]
            for (_start, hours, name), people in sorted(rows.items())
        )
        found += [el("h3", channels) if channels else None, blocks.table(columns, lines, class_="co-rota")]
    return found


def _role(edition: Edition, role: Role, people: list[Person]) -> Html:
    allowed = el("span", edition.say("权限 ", "May: "), class_="co-muted co-small") if role.permissions else None
    held = edition.list(edition.t(person.display) for person in people if role.id in person.roles)
    return div(
        "co-card",
        el("h3", edition.text(role.name), id=f"r-{role.id}"),
        el("p", held, class_="co-meta") if held else None,
        blocks.bullets(edition.text(text) for text in role.responsibilities),
        el(
            "p",
            allowed,
            *(blocks.tag(label(edition.lang, "team", "roles", "permissions", value=p)) for p in role.permissions or ()),
        )
        if role.permissions
        else None,
    )


def _tasks(edition: Edition, team: Team) -> list[Child]:
    """Who does, answers for, is asked and is told."""
    if not team.raci:
        return []
    columns = [
        edition.say(zh, en)
        for zh, en in (
            ("事项", "Task"),
            ("谁做", "Does it"),
            ("谁负责", "Answers for it"),
            ("先问谁", "Is asked first"),
            ("告诉谁", "Is told"),
        )
    ]
    rows: list[list[Child]] = [
        [
            edition.text(row["task"]),
            edition.names("role", row["responsible"]),
            edition.of("role", row["accountable"]),
            edition.names("role", row.get("consulted")) or "–",
            edition.names("role", row.get("informed")) or "–",
        ]
        for row in team.raci
    ]
    return [heading(2, edition.say("分工", "Who does what"), "tasks"), blocks.table(columns, rows, class_="co-roomy")]


def _meetings(edition: Edition, team: Team) -> list[Child]:
    if not team.meetings:
        return []
    columns = [
        edition.say(zh, en)
        for zh, en in (("例会", "Meeting"), ("时间", "When"), ("多久", "Length"), ("主持", "Led by"))
    ]
    rows: list[list[Child]] = [
        [
            el("span", edition.text(row["name"]), id=f"m-{row['id']}"),
            f"{cadence(edition, row['cadence'])} {row.get('time', '')}".strip(),
            edition.say(f"{row['minutes']} 分钟", f"{row['minutes']} min") if row.get("minutes") else "–",
            blocks.person(edition, row["owner"]),
        ]
        for row in team.meetings
    ]
    return [heading(2, edition.say("例会", "Meetings"), "meetings"), blocks.table(columns, rows)]
