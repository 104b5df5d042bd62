"""What others compute from an event page: the draw of its prizes, its data for machines, its file for calendars."""

import hashlib
import html
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import icalendar
import pytest
import yaml
from small_files import MEETUP, WORKSHOP, change, docs, meta, page

from commops.raffles.draw import draw

SMALL = Path(__file__).parent / "small"


@pytest.fixture
def root(tmp_path):
    shutil.copytree(SMALL, tmp_path / "boat")
    return tmp_path / "boat"


# Prize draws --------------------------------------------------------------------------------------------------------

SEED = "paper's boats; $(touch pwned) `touch pwned` | </code><script>"
ENTRIES = [f"m-{number:06x}" for number in range(1, 31)]


def with_raffle(root, **keys):
    raffle = yaml.safe_load((Path(__file__).parents[1] / "schemas/examples/raffle.yml").read_text("utf-8"))
    for key in ("waive", "reviewed_by", "notes", "result"):
        raffle.pop(key)
    raffle |= {"event": "2026-11-07-workshop", "prizes": [{**raffle["prizes"][0], "partner": None}]}
    raffle["prizes"][0].pop("partner")
    raffle["commit"]["seed_hash"] = hashlib.sha256(SEED.encode()).hexdigest()
    change(root, f"{WORKSHOP}/raffle.yml", **{**raffle, **keys})
    change(root, f"{WORKSHOP}/event.yml", raffle=raffle["id"])


def result():
    wins = draw(SEED, ENTRIES, [5])
    listed = hashlib.sha256("".join(f"{entry}\n" for entry in sorted(ENTRIES)).encode()).hexdigest()
    return {"entries_count": 30, "entries": ENTRIES, "entries_hash": listed, "seed": SEED,
            "winners": [{"member": win.entry, "prize": win.prize} for win in wins],
            "drawn_at": "2026-11-07T18:00+01:00"}  # fmt: skip


def test_anybody_can_follow_the_draw(root):
    with_raffle(root, result=result())
    shown = page(root, WORKSHOP)
    assert "<script" not in shown
    commands = html.unescape(re.search(r'<pre class="co-commands"><code>(.*?)</code></pre>', shown, re.S)[1]).split(
        "\n"
    )
    assert commands[0] == "commops raffle verify pots-raffle"
    said = [subprocess.run(["sh", "-c", line], cwd=root, capture_output=True, text=True, check=True).stdout.split()[0]
            for line in commands[1:]]  # fmt: skip
    assert said[0] == hashlib.sha256(SEED.encode()).hexdigest()
    best = min(ENTRIES, key=lambda entry: hashlib.sha256(f"{SEED}|{entry}".encode()).hexdigest())
    assert said[1] == hashlib.sha256(f"{SEED}|{best}".encode()).hexdigest()
    assert not (root / "pwned").exists()
    assert re.findall(r"<code>(m-[0-9a-f]+)</code>", shown)[0] == best
    for key in ("eligibility", "claim_window", "forfeiture", "tax_note", "no_purchase_route", "live_notice"):
        assert yaml.safe_load((root / WORKSHOP / "raffle.yml").read_text("utf-8"))[key]["en"] in shown


def test_the_command_that_is_shown_agrees(root):
    with_raffle(root, result=result())
    command = [sys.executable, "-m", "commops", "raffle", "verify", "pots-raffle", "--lang", "en"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "the winners are those that the draw gives" in done.stdout


def test_a_draw_by_hand_has_winners_and_nothing_to_compute(root):
    with_raffle(root, result=result(), draw_kind="on-the-spot", commit=None)
    shown = page(root, WORKSHOP)
    assert "<td>Clay pot</td>" in shown
    assert "co-commands" not in shown


@pytest.mark.parametrize("keys", [{"forfeiture": None}, {"visibility": "private"}, {"status": "cancelled"}])
def test_terms_with_a_gap_or_not_for_the_public_are_not_shown(root, keys):
    with_raffle(root, **keys)
    assert "Prize draw" not in page(root, WORKSHOP)


def test_a_seed_of_several_lines_never_becomes_a_command(root):
    with_raffle(root, result={**result(), "seed": "one\n```\nrm -rf /"})
    shown = page(root, WORKSHOP)
    assert "Record of the draw" in shown
    assert "rm -rf" not in shown


# What machines read -------------------------------------------------------------------------------------------------

HOSTILE = "</script><script>alert(1)</script> \"q\" 'a' \\n & {{ 7*7 }} ]](javascript:1)"


@pytest.mark.parametrize("tag", ["en", "zh-CN"])
def test_event_data_is_safe_and_comes_back(root, tag):
    change(root, f"{MEETUP}/event.yml", name=HOSTILE, summary=HOSTILE, venue={"name": HOSTILE})
    found = meta(page(root, MEETUP, tag))["data"]
    assert not set("<>&") & set(found)
    assert found.isascii()
    data = json.loads(found)
    assert (data["name"], data["location"][0]["name"]) == (HOSTILE, HOSTILE)
    assert (data["startDate"], data["endDate"]) == ("2026-12-12T15:00:00+01:00", "2026-12-12T18:00:00+01:00")
    assert data["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    assert data["url"].endswith(f"{'' if tag == 'en' else 'zh-cn/'}events/2026-12-12-meetup/")
    assert "performer" not in data  # the guest did not agree to be named


@pytest.mark.parametrize(
    ("keys", "status"),
    [
        ({}, "EventScheduled"),
        ({"status": "cancelled", "status_reason": "Snow"}, "EventCancelled"),
        ({"status": "postponed", "status_reason": "Snow"}, "EventPostponed"),
        (
            {"status": "postponed", "status_reason": "Snow", "previous_start": "2026-12-05T15:00+01:00"},
            "EventRescheduled",
        ),
    ],
)
def test_machines_learn_that_an_event_was_moved(root, keys, status):
    change(root, f"{MEETUP}/event.yml", **keys)
    data = json.loads(meta(page(root, MEETUP))["data"])
    assert data["eventStatus"] == f"https://schema.org/{status}"
    assert data.get("previousStartDate") == ("2026-12-05T15:00:00+01:00" if "previous_start" in keys else None)


def test_places_prices_and_free_entry(root):
    form = {"opens": "2026-11-20T10:00+01:00", "url": "https://boat.example.org/m", "data_kept_until": "2027-01-12"}
    change(root, f"{MEETUP}/event.yml", attendance_mode="online", venue=None, online_url="https://boat.example.org/live",
           safety=None, registration={**form, "fee": {"amount": 0, "currency": "EUR"}})  # fmt: skip
    shown = page(root, MEETUP)
    data = json.loads(meta(shown)["data"])
    # Who signs up is told where to come; strangers are not.
    assert data["location"] == {"@type": "VirtualLocation", "url": "https://boat.example.org/m"}
    assert "boat.example.org/live" not in str(shown)
    assert data["isAccessibleForFree"] is True
    offer = data["offers"]
    assert (offer["price"], offer["availability"]) == (0, "https://schema.org/InStock")


def test_the_door_stands_open_where_nobody_has_to_sign_up(root):
    change(root, f"{MEETUP}/event.yml", attendance_mode="online", venue=None, online_url="https://boat.example.org/live",
           safety=None, registration=None)  # fmt: skip
    data = json.loads(meta(page(root, MEETUP))["data"])
    assert data["location"] == {"@type": "VirtualLocation", "url": "https://boat.example.org/live"}


def test_every_public_event_has_a_file_for_calendars(root):
    made = docs(root)
    for tag in ("en", "zh-CN"):
        found = icalendar.Calendar.from_ical(made[f"{tag}/{MEETUP}.ics"])
        (event,) = found.walk("VEVENT")
        assert str(event.decoded("DTSTART")) == "2026-12-12 14:00:00+00:00"
        assert event["UID"] == "event-2026-12-12-meetup@paper-boat"
        assert 'href="../2026-12-12-meetup.ics"' in made[f"{tag}/{MEETUP}.md"].decode()
    change(root, f"{MEETUP}/event.yml", visibility="private")
    assert not [path for path in docs(root, team=True) if MEETUP in path and "/private/" not in path]


def test_the_built_page_carries_the_data_and_what_networks_ask_for(small_site):
    built = (small_site / MEETUP / "index.html").read_text("utf-8")
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', built, re.S)
    assert json.loads(data)["name"] == "Winter; meetup, with <script>"
    assert 'property="og:title" content="Winter; meetup, with ‹script›"' in built
    assert 'property="og:url" content="https://boat.example.org/events/2026-12-12-meetup/"' in built
    assert "og:image" not in built
