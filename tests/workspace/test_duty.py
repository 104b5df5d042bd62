"""Who is there on a day, and which member count is the newest."""

import datetime as dt

import pytest

from commops.workspace.duty import active_people, holders, is_active, newest_counts

TEAM = """\
people:
  - {id: lin, display: Lin, kind: staff, roles: [lead], active_from: 2025-03-01, active_to: 2026-11-22}
  - {id: mei, display: Mei, kind: volunteer, roles: [lead], active_from: 2026-11-23}
  - {id: bo, display: Bo, kind: volunteer, roles: [lead, host], active_from: 2025-01-01}
roles:
  - {id: lead, name: Lead, responsibilities: [Leads]}
  - {id: host, name: Host, responsibilities: [Hosts]}
"""
COUNTS = """\
snapshots:
  - {date: 2026-11-15, channel: wx, members: 40}
  - {date: 2026-11-22, channel: wx, members: 50}
  - {date: 2026-11-29, channel: wx, members: 60}
  - {date: 2026-11-08, channel: qq, members: 7}
"""


@pytest.mark.parametrize(
    ("day", "there"), [("2025-02-28", False), ("2025-03-01", True), ("2026-11-22", True), ("2026-11-23", False)]
)
def test_the_first_and_the_last_day_count(make, day, there):
    ws = make({"community/team.yml": TEAM})
    assert is_active(ws.get("person", "lin"), dt.date.fromisoformat(day)) is there


def test_those_who_are_there_today(make):
    ws = make({"community/team.yml": TEAM})
    assert sorted(ws.derive(active_people)) == ["bo", "lin"]
    assert [person.id for person in holders(ws, "lead")] == ["bo", "lin"]
    assert [person.id for person in holders(ws, "host")] == ["bo"]


def test_the_newest_count_up_to_today(make):
    ws = make({"community/metrics/snapshots.yml": COUNTS})
    assert newest_counts(ws) == {"wx": ("2026-11-22", 50), "qq": ("2026-11-08", 7)}


def test_no_counts(make):
    assert newest_counts(make({})) == {}
