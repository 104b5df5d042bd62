"""Event pages: what they promise, what came of it, and what stays with the team."""

import datetime as dt
import shutil
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from small_files import MEETUP, WORKSHOP, change, docs, edition, page, text

from commops.site import clocks, sign_up

SMALL = Path(__file__).parent / "small"
TASKS = {
    "tasks": [
        {"id": "room", "title": "Unlock the tower", "owner": "ann", "due_t": -30, "status": "done",
         "done_on": "2026-11-15"},
        {"id": "tea", "title": "Buy the tea", "owner": "bo", "due_t": -21, "depends": ["room"]},
        {"id": "mail", "title": "Write the mail", "owner": "bo", "due_t": -5, "depends": ["tea"], "note": "Quiet note"},
        {"id": "chairs", "title": "Put up chairs", "owner": "bo", "due_t": 0, "status": "doing"},
        {"id": "flags", "title": "Hang flags", "due_t": 0, "status": "dropped"},
        {"id": "thanks", "title": "Say thanks", "owner": "ann", "due_t": 3},
    ]
}  # fmt: skip


@pytest.fixture
def root(tmp_path):
    shutil.copytree(SMALL, tmp_path / "boat")
    return tmp_path / "boat"


# Times --------------------------------------------------------------------------------------------------------------


def test_times_tell_their_zone_and_the_moment(root):
    shown = page(root, MEETUP)
    assert '<time datetime="2026-12-12T15:00+01:00" data-co-until="2026-12-12T18:00+01:00">' in shown
    assert "Europe/Berlin, UTC+1" in text(shown)
    assert '<time datetime="2026-12-12T15:00+01:00" data-co-until="2026-12-12T16:00+01:00" data-co-clock>' in shown
    assert "时间按 Europe/Berlin，UTC+1" in text(page(root, MEETUP, "zh-CN"))


def test_an_event_elsewhere_is_told_on_both_clocks(root):
    change(root, f"{MEETUP}/event.yml", timezone="Asia/Kolkata")
    shown = text(page(root, MEETUP))
    assert "Sat 12 Dec 2026 19:30 – 22:30 Asia/Kolkata, UTC+5:30" in shown
    assert "Sat 12 Dec 2026 15:00 – 18:00 on the community's clock" in shown


@pytest.mark.parametrize(
    ("zone", "moment", "told"),
    [
        ("UTC", "2026-12-12T15:00", "UTC"),
        ("America/St_Johns", "2026-12-12T15:00", "UTC-3:30"),
        ("Europe/Berlin", "2026-07-01T15:00", "UTC+2"),
    ],
)
def test_offsets(zone, moment, told):
    assert clocks.offset(dt.datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo(zone))) == told


def test_a_part_may_end_after_midnight_and_after_the_clocks_were_changed(root):
    rows = [
        {"from": "23:30", "to": "00:30", "title": "Late"},
        {"day": "2026-10-25", "from": "01:00", "to": "04:00", "title": "Night"},
    ]
    change(root, f"{MEETUP}/event.yml", start="2026-10-24T20:00+02:00", end="2026-10-25T09:00+01:00", agenda=rows)
    made = edition(root)
    event = made.ws.get("event", "2026-12-12-meetup")
    late, night = clocks.parts(made, event, list(event.agenda))
    assert late.end - late.start == dt.timedelta(hours=1)
    assert night.end - night.start == dt.timedelta(hours=4)  # an hour comes twice


# Sign-up ------------------------------------------------------------------------------------------------------------

WINDOWS = [
    ({"opens": "2026-11-28T10:00+01:00"}, "before", "Sign-up not open yet"),
    ({"opens": "2026-11-20T10:00+01:00", "closes": "2026-12-08T22:00+01:00"}, "open", "Sign-up open"),
    ({"opens": "2026-11-01T10:00+01:00", "closes": "2026-11-21T22:00+01:00"}, "closed", "Sign-up closed"),
    ({"opens": "2026-11-01T10:00+01:00", "closes": "2026-11-22T22:00+01:00"}, "open", "Sign-up open"),
    ({"capacity": 40}, "none", ""),
]


@pytest.mark.parametrize(("terms", "window", "told"), WINDOWS)
def test_where_sign_up_stands(root, terms, window, told):
    form = {**terms, "data_kept_until": "2027-01-12"}
    if window != "none":
        form["url"] = "https://boat.example.org/meetup"
    change(root, f"{MEETUP}/event.yml", registration=form)
    made = edition(root)
    assert sign_up.window(made, made.ws.get("event", "2026-12-12-meetup")) == window
    shown = page(root, MEETUP)
    assert told in text(shown)
    assert ('href="https://boat.example.org/meetup"' in shown) == (window == "open")


def test_a_full_event_offers_the_waiting_list_and_one_that_is_off_nothing(root):
    form = {"opens": "2026-11-20T10:00+01:00", "url": "https://boat.example.org/meetup", "capacity": 40,
            "data_kept_until": "2027-01-12", "waitlist": True, "fee": {"amount": 0, "currency": "EUR"}}  # fmt: skip
    change(root, f"{MEETUP}/event.yml", registration=form, status="open")
    change(root, f"{MEETUP}/results.yml", registered=40, attended=0)
    shown = text(page(root, MEETUP))
    assert "Full" in shown
    assert "Join the waiting list" in shown
    assert "Fee Free" in shown
    change(root, f"{MEETUP}/event.yml", status="cancelled", status_reason="Snow")
    shown = page(root, MEETUP)
    assert "Snow" in shown
    assert "Sign-up" not in text(shown)
    assert ".ics" not in shown.split("co-panel")[1]


@pytest.mark.parametrize(("tag", "told"), [("en", "postponed, no new date yet"), ("zh-CN", "延期，新时间待定")])
def test_a_postponed_event_without_a_new_day_says_so_wherever_it_stands(root, tag, told):
    change(root, f"{MEETUP}/event.yml", status="postponed", status_reason="Snow")
    shown = page(root, MEETUP, tag)
    assert told in text(shown)
    assert "<s><time" in shown
    assert ".ics" not in shown.split("co-panel")[1]
    assert told in text(page(root, "index", tag))
    assert "<s>" in page(root, "events/index", tag)


def test_the_overview_says_what_can_be_joined_now(root):
    assert "Next to open" in page(root, "events/index")
    change(
        root, f"{MEETUP}/event.yml", registration={"opens": "2026-11-01T10:00+01:00", "data_kept_until": "2027-01-12"}
    )
    shown = page(root, "events/index", "zh-CN")
    assert "现在可以报名" in shown
    assert "正在报名" in shown


# The plan, the tasks, the money -------------------------------------------------------------------------------------


def test_the_plan_says_why_for_whom_and_how_much(root):
    shown = text(page(root, MEETUP))
    assert "Goal People post" in shown
    assert "Demand Forty asked" in shown
    assert "Aims at attended 30" in shown
    persona = root / "community/personas/ghost.yml"
    persona.parent.mkdir()
    persona.write_text("name: Hidden persona\nvisibility: private\n", "utf-8")
    change(root, f"{MEETUP}/event.yml", audience=["ghost"])
    assert "Hidden persona" not in page(root, MEETUP)
    assert "ghost" not in page(root, MEETUP)


def test_private_tasks_are_counted_and_never_named(root):
    change(root, f"{MEETUP}/tasks.yml", **TASKS)
    made = docs(root)
    states = [task.get("status", "todo") for task in TASKS["tasks"]]
    whole, done = len(states) - states.count("dropped"), states.count("done")
    start, today = dt.date(2026, 12, 12), dt.date(2026, 11, 22)
    dates = [start + dt.timedelta(days=task["due_t"]) for task in TASKS["tasks"]]
    late = sum(day < today and state not in ("done", "dropped") for day, state in zip(dates, states, strict=True))
    assert f"{done} of {whole} tasks done, {late} late; next date Mon 7 Dec." in made[f"en/{MEETUP}.md"].decode()
    for task in TASKS["tasks"]:
        assert not [path for path, content in made.items() if task["title"].encode() in content]
    assert not [path for path, content in made.items() if b"Quiet note" in content]


def test_public_tasks_are_a_board(root):
    change(root, f"{MEETUP}/tasks.yml", **TASKS, visibility="public")
    shown = text(page(root, MEETUP, "zh-CN"))
    assert all(task["title"] in shown for task in TASKS["tasks"])
    assert "Buy the tea 小波 领读 逾期 T-21" in shown
    assert "等： Buy the tea" in shown or "等：Buy the tea" in shown
    assert "已完成，晚 3 天" in shown


def test_the_desk_of_the_team_has_all_of_it_and_the_public_nothing(root):
    change(root, f"{MEETUP}/tasks.yml", **TASKS)
    change(root, f"{MEETUP}/event.yml", notes="Desk note")
    made = docs(root, team=True)
    desk = text(made[f"en/private/{MEETUP}.md"].decode())
    for told in ("Buy the tea", "Quiet note", "Secret risk", "Secret plan", "An undisclosed expense", "Shy Guest",
                 "€4,321", "has not agreed yet", "Desk note"):  # fmt: skip
        assert told in desk
        assert not [path for path, content in made.items() if told.encode() in content and "/private/" not in path]
    assert "SECRET-RECEIPT-7" in made[f"en/private/{WORKSHOP}.md"].decode()
    sheet = text(made[f"en/private/{MEETUP}-sheet.md"].decode())
    for told in ("15:00–16:00", "Investors only", "team only", "Emergency 112", "Secret risk", "Put up chairs"):
        assert told in sheet
    index = text(made["en/private/events.md"].decode())
    assert "Buy the tea" in index
    assert "1/5" in index


def test_events_long_over_leave_the_desk(root):
    change(root, f"{WORKSHOP}/event.yml", start="2026-08-07T13:00+02:00", end="2026-08-07T18:00+02:00")
    assert f"en/private/{WORKSHOP}.md" not in docs(root, team=True)


def test_money_differs_only_once_it_is_over(root):
    over = text(page(root, WORKSHOP))
    assert "Paper Material €30 €27.50 −€2.50" in over
    change(root, f"{MEETUP}/budget.yml", visibility="public")
    coming = page(root, MEETUP)
    assert "An undisclosed expense" in coming
    assert "Difference" not in coming


def test_results_tell_how_many_answered(root):
    change(root, f"{WORKSHOP}/results.yml", csat=0.9, csat_n=10, nps=40, spend={"amount": 27.5, "currency": "EUR"},
           attended_by_source=[{"source": "Forum", "n": 7}])  # fmt: skip
    shown = text(page(root, WORKSHOP))
    assert "90% n = 10" in shown
    assert "40 n = 10" in shown
    assert "9 75% of registered missed" in shown
    assert "Forum 7" in shown
    change(root, f"{WORKSHOP}/results.yml", csat_n=None)
    assert "90% n = 未注明" in text(page(root, WORKSHOP, "zh-CN"))


def test_what_changed_since_it_was_announced_stands_at_the_top(root):
    assert "Changed since" not in text(page(root, MEETUP))
    rows = [
        {"at": "2026-11-02T09:00+01:00", "what": {"en": "An hour later", "zh": "晚一小时"}},
        {"at": "2026-11-10T09:00+01:00", "what": {"en": "In the <b>barn</b>", "zh": "改在谷仓"}},
    ]
    change(root, f"{MEETUP}/event.yml", changes=rows)
    shown = page(root, MEETUP)
    assert text(shown).index("In the") < text(shown).index("An hour later") < text(shown).index("Agenda")
    assert "<b>barn" not in str(shown)
    assert "晚一小时" in text(page(root, MEETUP, "zh-CN"))
