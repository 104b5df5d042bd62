"""Calendars, feeds and the table are read back by other programs and hold what the workspace holds, and no more."""

import csv
import datetime as dt
import io
import json
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path

import icalendar
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from commops.site.feeds.spreadsheet import plain
from commops.site.prepare import prepare
from commops.workspace.load import load

SMALL = Path(__file__).parent / "small"
DEMO = Path(__file__).parents[2]
ATOM = "{http://www.w3.org/2005/Atom}"
OPEN = {"approved", "scheduled", "published", "archived"}
TOLD = {"announced", "open", "running", "done", "cancelled", "postponed"}


def made(root):
    ws = load(root)
    return ws, prepare(ws, root, root / "build").docs


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    root = tmp_path_factory.mktemp("demo") / "firefly"
    for name in ("community", "content", "events"):
        shutil.copytree(DEMO / name, root / name)
    return made(root)


@pytest.fixture
def small(tmp_path):
    """``small(path=(old, new), ...)`` prepares the small community with texts of its files replaced."""

    def changed(**changes):
        root = tmp_path / "boat"
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(SMALL, root)
        for name, (old, new) in changes.items():
            path = root / PLACES[name]
            text = path.read_text("utf-8")
            assert old in text
            path.write_text(text.replace(old, new), "utf-8")
        return made(root)

    return changed


PLACES = {
    "meetup": "events/2026-12-12-meetup/event.yml",
    "tea": "content/posts/2026/11/2026-11-03-tea.md",
    "coming": "content/posts/2026/11/2026-11-25-next.md",
    "profile": "community/community.yml",
    "team": "community/team.yml",
}


def events(data):
    return {str(one["UID"]).partition("@")[0]: one for one in icalendar.Calendar.from_ical(data).walk("VEVENT")}


def public_posts(ws):
    return [p for p in ws.posts if p.data.get("status") in OPEN and p.data.get("visibility") != "private"]


def public_events(ws):
    return [e for e in ws.events if e.data.get("status") in TOLD and e.data.get("visibility") != "private"]


@pytest.mark.parametrize("tag", ["zh-CN", "en"])
def test_the_whole_calendar_is_the_public_workspace(demo, tag):
    ws, docs = demo
    found = events(docs[f"{tag}/calendar.ics"])
    assert set(found) == {f"post-{p.id}" for p in public_posts(ws)} | {f"event-{e.id}" for e in public_events(ws)}
    for post in public_posts(ws):
        one = found[f"post-{post.id}"]
        assert one.decoded("DTSTART") == dt.datetime.fromisoformat(post.data["date"])
        title = post.data["title"]
        assert str(one["SUMMARY"]) == (title if isinstance(title, str) else title[tag[:2]])
    for event in public_events(ws):
        one, start = found[f"event-{event.id}"], dt.datetime.fromisoformat(event.data["start"])
        end = dt.datetime.fromisoformat(event.data["end"])
        if end - start > dt.timedelta(days=1):
            assert one.decoded("DTSTART") == start.date()
            assert one.decoded("DTEND") == end.date() + dt.timedelta(days=1)
        else:
            assert (one.decoded("DTSTART"), one.decoded("DTEND")) == (start, end)
    assert set(events(docs[f"{tag}/events.ics"])) == {f"event-{e.id}" for e in public_events(ws)}


def test_each_public_channel_has_what_goes_there_at_its_own_time(demo):
    ws, docs = demo
    for channel in ws.channels:
        found = events(docs[f"en/channels/{channel.id}.ics"])
        posts = [p for p in public_posts(ws) if channel.id in p.data["channels"]]
        assert set(found) == {f"post-{p.id}.{channel.id}" for p in posts}
        for post in posts:
            own = (post.data.get("variants") or {}).get(channel.id, {})
            at = own.get("at") or post.data.get("scheduled_at") or post.data["date"]
            assert found[f"post-{post.id}.{channel.id}"].decoded("DTSTART") == dt.datetime.fromisoformat(at)


def test_each_event_has_a_calendar_of_its_own(demo):
    ws, docs = demo
    whole = events(docs["en/calendar.ics"])
    for event in public_events(ws):
        alone = events(docs[f"en/events/{event.id}.ics"])
        assert alone == {f"event-{event.id}": whole[f"event-{event.id}"]}


def test_each_person_has_their_shifts_on_the_clocks_of_the_community(demo):
    ws, docs = demo
    shifts = 0
    for person in ws.people:
        found = events(docs[f"en/team/{person.id}.ics"])
        for name, one in found.items():
            if not name.startswith("shift-"):
                continue
            shifts += 1
            start = one.decoded("DTSTART").astimezone(ws.zone)
            rows = [row for row in ws.team.data["rota"] if row["person"] == person.id]
            assert any(f"{start:%H:%M}" == row["from"] and f"{start:%a}".lower() in row["days"] for row in rows), name
        owned = {f"event-{e.id}" for e in public_events(ws) if e.data.get("owner") == person.id}
        assert owned <= set(found)
    a_week = sum(len(row["days"]) for row in ws.team.data["rota"])
    assert shifts == a_week * 17  # four weeks back, this one, twelve ahead


def test_a_shift_keeps_its_hour_when_clocks_change(small):
    _, docs = small(profile=("as_of: 2026-11-22", "as_of: 2026-03-20"))
    starts = [
        one.decoded("DTSTART") for name, one in events(docs["en/team/bo.ics"]).items() if name.startswith("shift-")
    ]
    assert {start.hour for start in starts} == {17, 16}  # 18:00 in Berlin, in winter and in summer


def test_a_private_team_has_no_calendars(small):
    _, docs = small(team=("people:", "visibility: private\npeople:"))
    assert not [path for path in docs if "/team/" in path]


def test_a_cancelled_event_stays_and_counts_one_more(small):
    _, before = small()
    _, after = small(meetup=("status: announced", "status: cancelled\nstatus_reason: {en: Snow, zh: 下雪}"))
    old, new = (events(docs["en/calendar.ics"])["event-2026-12-12-meetup"] for docs in (before, after))
    assert (old["STATUS"], new["STATUS"]) == ("CONFIRMED", "CANCELLED")
    assert new["SEQUENCE"] == old["SEQUENCE"] + 1
    assert "Snow" in new["DESCRIPTION"]


def test_a_postponed_event_does_not_hold_its_old_time(small):
    off = "status: postponed\nstatus_reason: {en: Snow, zh: 下雪}"
    _, docs = small(meetup=("status: announced", off))
    one = events(docs["en/calendar.ics"])["event-2026-12-12-meetup"]
    assert one["STATUS"] == "TENTATIVE"
    assert one["SUMMARY"].startswith("Postponed: ")
    _, docs = small(meetup=("status: announced", f"{off}\nprevious_start: 2026-12-05T15:00+01:00"))
    one = events(docs["zh-CN/calendar.ics"])["event-2026-12-12-meetup"]
    assert one["STATUS"] == "CONFIRMED"
    assert not one["SUMMARY"].startswith("延期")


def test_each_recorded_change_raises_the_number(small):
    rows = (
        ("status: announced", "2026-11-20T10:00+01:00"),
        ("status: cancelled\nstatus_reason: {en: Snow, zh: 下雪}", "2026-11-20T10:00+01:00"),
        ("status: announced", "2026-11-21T10:00+01:00"),
    )
    numbers, modified = [], []
    for status, at in rows:
        change = f"changes: [{{at: '{at}', what: {{en: Later now, zh: 晚一点}}}}]\n{status}"
        _, docs = small(meetup=("status: announced", change))
        one = events(docs["en/events.ics"])["event-2026-12-12-meetup"]
        numbers.append(int(one["SEQUENCE"]))
        modified.append(one.decoded("LAST-MODIFIED"))
        assert "Later now" in one["DESCRIPTION"]
    assert numbers == sorted(set(numbers))
    assert modified[-1] == dt.datetime(2026, 11, 21, 9, tzinfo=dt.UTC)


def test_a_post_taken_back_is_cancelled_without_its_words(small):
    _, docs = small(coming=("status: scheduled", "status: withdrawn\nstatus_reason: {en: Wrong book, zh: 选错书}"))
    one = events(docs["en/calendar.ics"])["post-2026-11-25-next"]
    assert one["STATUS"] == "CANCELLED"
    assert str(one["SUMMARY"]) == "Taken back"
    assert [path for path, content in docs.items() if "接下来读什么".encode() in content] == []


def test_no_number_depends_on_the_day_of_the_build(small):
    def without_stamp(docs):
        return [line for line in docs["en/calendar.ics"].splitlines() if not line.startswith(b"DTSTAMP")]

    _, one = small()
    _, other = small(profile=("as_of: 2026-11-22", "as_of: 2026-11-23"))
    assert without_stamp(one) == without_stamp(other)


def feed(data):
    root = ET.fromstring(data)
    assert root.tag == f"{ATOM}feed"
    return root


def test_atom_holds_what_the_standard_asks_for(demo):
    _, docs = demo
    for path in ("en/feed.xml", "zh-CN/feed.xml", "en/channels/oa.xml"):
        root = feed(docs[path])
        for part in (root, *root.iter(f"{ATOM}entry")):
            for name in ("id", "title", "updated"):
                assert len(part.findall(f"{ATOM}{name}")) == 1, (path, name)
            assert part.find(f"{ATOM}id").text.startswith("urn:uuid:")
            assert dt.datetime.fromisoformat(part.find(f"{ATOM}updated").text).tzinfo
        assert root.find(f"{ATOM}author/{ATOM}name").text
        names = [entry.find(f"{ATOM}id").text for entry in root.iter(f"{ATOM}entry")]
        assert len(names) == len(set(names)) > 3
        for entry in root.iter(f"{ATOM}entry"):
            # RFC 4287, 4.1.2: without an alternate link there must be content.
            assert entry.find(f"{ATOM}content").get("type") == "html"


def test_feeds_hold_what_went_out_and_link_to_it(small):
    _, docs = small()
    root = feed(docs["en/feed.xml"])
    entries = {entry.find(f"{ATOM}title").text: entry for entry in root.iter(f"{ATOM}entry")}
    # The tea went out, the workshop is over; the next post and the sign-up of the meetup are still to come.
    assert set(entries) == {"Which tea?", "Folding workshop"}
    link = entries["Which tea?"].find(f"{ATOM}link")
    assert link.get("href") == "https://boat.example.org/calendar/2026-11/#p-2026-11-03-tea"
    assert root.find(f"{ATOM}link[@rel='self']").get("href") == "https://boat.example.org/feed.xml"
    read = json.loads(docs["en/feed.json"])
    assert [item["id"] for item in read["items"]] == [e.find(f"{ATOM}id").text for e in root.iter(f"{ATOM}entry")]
    other = json.loads(docs["zh-CN/feed.json"])
    assert not {item["id"] for item in other["items"]} & {item["id"] for item in read["items"]}
    assert other["items"][0]["url"].startswith("https://boat.example.org/zh-cn/")


def test_without_an_address_of_the_site_there_are_no_links_and_the_names_stay(small):
    _, with_address = small()
    _, without = small(profile=("site_url: https://boat.example.org/\n", ""))
    one, other = (json.loads(docs["en/feed.json"]) for docs in (with_address, without))
    assert [item["id"] for item in one["items"]] == [item["id"] for item in other["items"]]
    assert not any("url" in item for item in other["items"])
    assert "feed_url" not in other
    assert not feed(without["en/feed.xml"]).findall(f".//{ATOM}link")


def test_json_feed_holds_what_the_standard_asks_for(demo):
    _, docs = demo
    for tag in ("en", "zh-CN"):
        read = json.loads(docs[f"{tag}/feed.json"])
        assert read["version"] == "https://jsonfeed.org/version/1.1"
        assert read["title"]
        assert read["language"] == tag
        for item in read["items"]:
            assert item["id"]
            assert "content_html" in item
            assert dt.datetime.fromisoformat(item["date_published"]).tzinfo
        dates = [dt.datetime.fromisoformat(item["date_published"]) for item in read["items"]]
        assert dates == sorted(dates, reverse=True)


def test_the_table_holds_every_public_thing_once(demo):
    ws, docs = demo
    data = docs["en/calendar.csv"]
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert sorted(row["id"] for row in rows) == sorted(i.id for i in (*public_posts(ws), *public_events(ws)))
    for row in rows:
        item = ws.get(row["type"], row["id"])
        start = dt.datetime.fromisoformat(item.data.get("date") or item.data["start"]).astimezone(ws.zone)
        assert (row["date"], row["time"]) == (f"{start:%Y-%m-%d}", f"{start:%H:%M}")
        named = ws.get("person", item.data.get("owner") or item.data["author"]).data["display"]
        assert row["owner"] == (named if isinstance(named, str) else named["en"])


def test_a_private_team_is_not_named_in_the_table(small):
    _, docs = small(team=("people:", "visibility: private\npeople:"))
    rows = list(csv.DictReader(io.StringIO(docs["en/calendar.csv"].decode("utf-8-sig"), newline="")))
    assert {row["owner"] for row in rows} == {""}


def test_an_entry_in_another_language_says_so(demo):
    """The demo's letters are in Chinese; who reads the English feed is told, and machines are too."""
    _, docs = demo
    for tag, marked in (("en", True), ("zh-CN", False)):
        read = json.loads(docs[f"{tag}/feed.json"])
        letter = next(item["content_html"] for item in read["items"] if "这两周" in item["content_html"])
        assert ("Only in Chinese" in letter) == ('lang="zh"' in letter) == marked
        assert letter in {e.find(f"{ATOM}content").text for e in feed(docs[f"{tag}/feed.xml"]).iter(f"{ATOM}entry")}


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-2", "@SUM(A1)", "\t=1", "  =1", "＝1", "|x", "\r\n=1"])
def test_no_cell_begins_like_a_formula(text):
    assert plain(text).startswith("'")


HOSTILE = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cf", "Co", "Cn"]), min_size=1, max_size=60
).filter(str.strip) | st.sampled_from(
    ["]]>", "<script>alert(1)</script>", "a&b", '"; x', "=HYPERLINK(1)", "BEGIN:VEVENT", "a\\n;b,c", "](javascript:x)"]
)  # fmt: skip


@settings(
    max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate]
)  # a failing case says enough as it is, and each run builds a whole tree
@given(title=HOSTILE, name=HOSTILE)
def test_whatever_people_write_stays_text(tmp_path_factory, title, name):
    root = tmp_path_factory.mktemp("hostile") / "boat"
    shutil.copytree(SMALL, root)
    for place, key, old, value in (
        ("tea", "title", "title: {en: Which tea?, zh: 喝什么茶？}", title),
        ("meetup", "name", 'name: {en: "Winter; meetup, with <script>", zh: 冬日聚会}', name),
    ):
        path = root / PLACES[place]
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, f"{key}: {json.dumps(value, ensure_ascii=False)}"), "utf-8")
    ws, docs = made(root)
    if ws.get("post", "2026-11-03-tea") is None or ws.get("event", "2026-12-12-meetup") is None:
        return  # reading refused it
    found = events(docs["en/calendar.ics"])
    assert len(found) == 4
    assert str(found["post-2026-11-03-tea"]["SUMMARY"]).split() == title.split()
    entries = {e.find(f"{ATOM}title").text for e in feed(docs["en/feed.xml"]).iter(f"{ATOM}entry")}
    assert " ".join(title.split()) in {" ".join((text or "").split()) for text in entries}
    rows = list(csv.DictReader(io.StringIO(docs["en/calendar.csv"].decode("utf-8-sig"), newline="")))
    assert len(rows) == 4
    assert not any(cell[:1] in "=+-@\t\r|" for row in rows for cell in row.values() if cell)
    for path, content in docs.items():
        assert b"<script>alert" not in content or path.endswith((".ics", ".csv", ".json")), path


SECRETS = ("Unfinished business", "Nobody should read this draft", "Only for the team", "A private text", "Hidden room",
           "密室", "What we tell nobody", "secret.example.org", "Investors only", "Shy Guest")  # fmt: skip


@pytest.mark.parametrize("secret", SECRETS)
def test_the_built_site_holds_no_secret_in_pages_feeds_search_and_sitemap(small_site, secret):
    files = [path for path in small_site.rglob("*") if path.is_file() and path.suffix not in (".gz", ".png", ".woff2")]
    names = {path.relative_to(small_site).as_posix() for path in files}
    assert {"calendar.ics", "feed.xml", "feed.json", "calendar.csv", "sitemap.xml", "search/search_index.json"} <= names
    assert [path.name for path in files if secret.encode() in path.read_bytes()] == []
    assert [name for name in names if name.endswith(("/secret.ics", "/secret.xml")) or "-inside" in name] == []
    assert [name for name in names if "2026-12-01-" in name] == []
    escaped = json.dumps(secret)[1:-1].encode()  # the search index may be written in ASCII
    assert [path.name for path in files if escaped in path.read_bytes()] == []
