"""How often something happens, in words: the part of RFC 5545 rules that people write for meetings and programmes."""

from __future__ import annotations

import re

from commops.site.edition import Edition
from commops.workspace.hours import WEEKDAYS

_PLACE = re.compile(r"(?P<nth>-?\d+)?(?P<day>MO|TU|WE|TH|FR|SA|SU)\Z")
_DAYS = {name[:2].upper(): number for number, name in enumerate(WEEKDAYS)}


def cadence(edition: Edition, rule: str) -> str:
    """``FREQ=WEEKLY;BYDAY=MO`` as "every Monday"; a rule with parts we have no words for stays as it is written."""
    parts = dict(part.split("=", 1) for part in rule.upper().removeprefix("RRULE:").split(";") if "=" in part)
    if parts.keys() - {"FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "WKST"}:
        return rule
    every, days = int(parts.get("INTERVAL", "1")), _days(edition, parts.get("BYDAY", ""))
    number = parts.get("BYMONTHDAY", "")
    if days is None or (number and number != "-1" and not number.isdigit()):
        return rule
    if number == "-1":
        days = edition.say("最后一天", "on the last day")
    elif number:
        days = edition.say(f" {number} 日", f"on day {number}")
    names = {
        "DAILY": (("每天", "每 {} 天"), ("every day", "every {} days")),
        "WEEKLY": (("每周", "每 {} 周"), ("every week", "every {} weeks")),
        "MONTHLY": (("每月", "每 {} 个月"), ("every month", "every {} months")),
        "YEARLY": (("每年", "每 {} 年"), ("every year", "every {} years")),
    }.get(parts.get("FREQ", ""))
    if names is None:
        return rule
    plural = every > 1
    if edition.lang == "zh":
        return names[0][plural].format(every) + (
            days.removeprefix("周") if days and not plural and parts["FREQ"] == "WEEKLY" else days
        )
    return f"{names[1][plural].format(every)}{f', {days}' if days else ''}"


def _days(edition: Edition, value: str) -> str | None:
    """Weekdays with their place in the month; None for what is no weekday."""
    shown = []
    for one in filter(None, value.split(",")):
        found = _PLACE.match(one)
        if found is None:
            return None
        day, nth = edition.weekday(_DAYS[found["day"]]), int(found["nth"] or 0)
        if nth == -1:
            day = edition.say(f"最后一个{day}", f"the last {day}")
        elif nth < 0:
            return None
        elif nth:
            day = edition.say(f"第 {nth} 个{day}", f"{day} no. {nth}")
        shown.append(day)
    return edition.list(shown)
