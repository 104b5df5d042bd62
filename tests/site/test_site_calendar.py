"""The pages of the calendar: what stands in each view, which weeks have a page, and what they never show."""

import datetime as dt
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest

from commops.site import calendar_frame, special
from commops.site.edition import Edition
from commops.site.numbers import Numbers
from commops.site.prepare import prepare
from commops.workspace.load import load

SMALL = Path(__file__).parent / "small"


class Items(HTMLParser):
    """Every entry of a page that can be picked by the filter, and the texts in elements of a class."""

    def __init__(self, text):
        super().__init__()
        self.items, self.cells, self.open = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if "data-item" in found:
            self.items.append(found)
        if tag in ("td", "th"):
            self.cells.append((tag, int(found.get("colspan", 1)), int(found.get("rowspan", 1))))
        if tag == "tr":
            self.cells.append(("tr", 0, 0))


@pytest.fixture
def make(tmp_path):
    """``make(files, replace)`` prepares the small community with more files and changed ones."""

    def made(files=None, replace=None, team=False):
        root = tmp_path / "boat"
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(SMALL, root)
        for path, text in (files or {}).items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, "utf-8")
        for path, (old, new) in (replace or {}).items():
            text = (root / path).read_text("utf-8")
            assert old in text
            (root / path).write_text(text.replace(old, new), "utf-8")
        ws = load(root)
        return ws, prepare(ws, root, root / "build", team=team).docs

    return made


def post(date, title, **more):
    keys = {"status": "scheduled", "kind": "text", "pillar": "read", "author": "bo", "channels": "[forum]",
            "approved_by": "ann", "approved_at": "2026-11-20T10:00+01:00", "scheduled_at": date, **more}  # fmt: skip
    lines = "\n".join(f"{key}: {value}" for key, value in keys.items() if value)
    return f"---\ntitle: {title}\ndate: {date}\n{lines}\n---\nThe text of {title}.\n"


def at(name):
    return f"content/posts/{name[:4]}/{name[5:7]}/{name}.md"


def test_every_view_leads_to_the_others(make):
    _, docs = make()
    for view in ("index", "2026-11", "2026-W47", "agenda", "board", "subscribe"):
        page = docs[f"en/calendar/{view}.md"].decode()
        links = re.search(r'<nav class="co-views"[^>]*>(.*?)</nav>', page)[1]
        assert re.findall(r">([A-Z]\w+)<", links) == ["Overview", "Month", "Week", "Agenda", "Board", "Subscribe"]
        assert links.count("aria-current") == 1


def test_weeks_have_pages_from_four_weeks_ago_to_the_last_plan(make):
    _, docs = make()
    weeks = sorted(path[-11:-3] for path in docs if re.search(r"^en/calendar/\d{4}-W", path))
    # as_of is Sunday of week 47; the last plan is the meetup on Saturday of week 50.
    assert weeks == [f"2026-W{week}" for week in range(43, 51)]


def test_no_more_than_sixteen_weeks_have_pages_and_months_have_the_rest(make):
    name = "2027-06-01-far"
    ws, docs = make({at(name): post("2027-06-01T20:00+02:00", "Far away")})
    assert len(calendar_frame.weeks(ws)) == 16
    assert len([path for path in docs if re.search(r"^en/calendar/\d{4}-W", path)]) == 16
    assert b"Far away" in docs["en/calendar/2027-06.md"]
    assert b"Far away" in docs["en/calendar/agenda.md"]


def test_the_table_of_a_week_is_as_wide_in_every_row(make):
    for week in ("2026-W45", "2026-W48", "2026-W50"):
        _, docs = make()
        table = re.search(r'<table class="co-hours".*?</table>', docs[f"en/calendar/{week}.md"].decode(), re.S)[0]
        assert len(set(widths(table))) == 1


def widths(table):
    """How many columns each row of a table has, cells from above included."""
    rows, held = [], []
    for tag, colspan, rowspan in Items(table).cells:
        if tag == "tr":
            rows.append(0)
            held = [(left - 1, wide) for left, wide in held if left > 1]
            rows[-1] += sum(wide for _, wide in held)
        else:
            rows[-1] += colspan
            if rowspan > 1:
                held.append((rowspan, colspan))
    return rows


def test_an_event_is_a_bar_over_its_hours_and_posts_stand_beside_it(make):
    _, docs = make({at("2026-12-12-live"): post("2026-12-12T16:10+01:00", "Live now")})
    table = re.search(r'<table class="co-hours".*?</table>', docs["en/calendar/2026-W50.md"].decode(), re.S)[0]
    event = re.search(r'<td rowspan="(\d+)" class="co-hours__event"><a [^>]*data-item="e-2026-12-12-meetup"', table)
    assert event[1] == "3"  # 15:00 to 18:00
    row = next(row for row in table.split("<tr>") if row.startswith('<th scope="row">16:00'))
    assert "Live now" in row
    assert len(set(widths(table))) == 1


def test_an_event_over_midnight_and_one_of_many_days(make):
    night = (SMALL / "events/2026-12-12-meetup/event.yml").read_text("utf-8")
    night = night.replace("end: 2026-12-12T18:00", "end: 2026-12-13T02:00")
    long = (SMALL / "events/2026-12-12-meetup/event.yml").read_text("utf-8")
    long = long.replace("start: 2026-12-12T15:00", "start: 2026-12-03T09:00").replace("cancelled", "announced")
    _, docs = make({"events/2026-12-12-meetup/event.yml": night, "events/2026-12-03-long/event.yml": long})
    for week in (49, 50):
        page = docs[f"en/calendar/2026-W{week}.md"].decode()
        table = re.search(r'<table class="co-hours".*?</table>', page, re.S)[0]
        assert len(set(widths(table))) == 1
        assert "All day" in table
        assert "All along" in page
    spans = re.findall(r'rowspan="(\d+)" class="co-hours__event"', table)
    assert sorted(spans) == ["2", "9"]  # the two hours after midnight, and from 15:00 on


def test_quiet_hours_are_shaded_and_told(make):
    _, docs = make({at("2026-11-26-late"): post("2026-11-26T23:00+01:00", "Late one")})
    page = docs["en/calendar/2026-W48.md"].decode().replace("\n<", "<")
    table = re.search(r'<table class="co-hours".*?</table>', page, re.S)[0]
    rows = dict(re.findall(r'<tr><th scope="row">(\d\d)(?::00|–\d\d)</th>(.*?)</tr>', table))
    quiet = {hour for hour, cells in rows.items() if "co-hours__quiet" in cells}
    assert quiet == {"00", "07", "22", "23"}  # the channel is quiet from 22:00 to 08:00
    assert "<b>22:00–08:00</b>: Forum" in page
    assert "Hidden room" not in page
    for view in ("2026-W48", "2026-11", "agenda"):
        shown = docs[f"en/calendar/{view}.md"].decode()
        assert re.search(r'Late one<span title="quiet hours" class="co-moon">|Late one<span class="co-moon"', shown)


def test_holidays_and_the_day_of_the_community_are_named(make):
    ws, docs = make({at("2027-01-04-birthday"): post("2027-01-04T20:00+01:00", "Two years")})
    edition = Edition(ws, "en", Numbers())
    assert special.names(edition, dt.date(2027, 1, 4)) == [("own", "Paper Boat turns 2")]
    assert special.names(edition, dt.date(2025, 1, 4)) == []
    assert [name for _, name in special.names(edition, dt.date(2026, 12, 25))] == ["Christmas Day"]
    assert b"Christmas Eve" in docs["en/calendar/2026-12.md"]
    assert "平安夜".encode() in docs["zh-CN/calendar/2026-12.md"]
    assert "纸船 2 周年".encode() in docs["zh-CN/calendar/2027-01.md"]


def test_entries_carry_what_the_filter_picks_by(make):
    _, docs = make()
    items = {item["data-item"]: item for item in Items(docs["en/calendar/2026-11.md"].decode()).items}
    tea = items["p-2026-11-03-tea"]
    assert (tea["data-channel"], tea["data-pillar"], tea["data-status"], tea["data-owner"]) == (
        "forum", "read", "published", "bo",
    )  # fmt: skip
    assert items["e-2026-11-07-workshop"]["data-owner"] == "ann"
    planned = next(i for i in Items(docs["en/calendar/2026-12.md"].decode()).items if i["data-item"].startswith("w-"))
    assert {key for key in planned if key.startswith("data-")} == {"data-item", "data-status"}


def test_a_private_team_has_no_owners_to_pick_by(make):
    _, docs = make(replace={"community/team.yml": ("people:", "visibility: private\npeople:")})
    for path, content in docs.items():
        if "/calendar/" in path or "/team/" in path:
            assert b"data-owner" not in content
            assert b'value="ann"' not in content
    assert not [path for path in docs if "/team/" in path]


def test_filters_are_hidden_without_a_script_and_offer_only_what_is_there(make):
    _, docs = make({at("2026-11-26-more"): post("2026-11-26T20:00+01:00", "More")})
    page = docs["en/calendar/2026-11.md"].decode()
    bar = re.search(r'<div class="co-filter".*?</div>', page, re.S)[0]
    assert bar.split(">")[0].endswith("hidden")
    assert re.findall(r'name="(\w+)"', bar) == ["status", "owner"]  # one channel, one pillar: nothing to pick
    assert re.findall(r'value="(\w+)"', bar) == ["scheduled", "published", "done", "ann", "bo"]
    assert 'role="status"' in bar


@pytest.mark.parametrize("view", ["index", "agenda", "board", "2026-12", "2026-W49"])
def test_nothing_under_embargo_is_named_before_its_day_is_over(make, view):
    name = "2026-12-03-secret"
    files = {at(name): post("2026-12-03T20:00+01:00", "Sealed news", embargo_until="2026-12-03T18:00+01:00")}
    _, docs = make(files)
    assert [path for path, content in docs.items() if b"Sealed news" in content] == []
    assert not [path for path in docs if name in path]
    if view != "index":
        assert b"co-slot--planned" in docs[f"en/calendar/{view}.md"] or view == "board"
    _, later = make(files, {"community/community.yml": ("as_of: 2026-11-22", "as_of: 2026-12-04")})
    assert b"Sealed news" in later["en/calendar/agenda.md"] + later["en/calendar/2026-12.md"]


def test_an_event_called_off_before_it_was_announced_stays_within_the_team(make):
    off = "name: Never told\nstart: 2026-12-05T15:00+01:00\nend: 2026-12-05T16:00+01:00\nstatus: cancelled\n"
    _, docs = make({"events/2026-12-05-quiet/event.yml": f"{off}status_reason: No room\n"})
    assert [path for path, content in docs.items() if b"Never told" in content or "2026-12-05-quiet" in path] == []


def test_the_board_counts_every_public_post_once(make):
    ws, docs = make(
        {
            at(
                "2026-12-04-idea"
            ): "---\ntitle: Just an idea\ndate: 2026-12-04T20:00+01:00\nchannels: [forum]\nstatus: idea\n---\n"
        }
    )
    page = docs["en/calendar/board.md"].decode()
    counts = dict(re.findall(r'<h2 id="s-(\w+)">[^<]*<span class="co-board__count">(\d+)</span>', page))
    public = [p for p in ws.posts if p.data.get("visibility") != "private"]
    for status, count in counts.items():
        assert int(count) == sum(p.data.get("status", "draft") == status for p in public), status
    assert list(counts) == ["idea", "draft", "review", "approved", "scheduled", "published", "archived"]
    assert "Just an idea" not in page
    # Every column with somebody in it says what is waited for; the last one waits for nothing.
    full = [status for status, count in counts.items() if int(count) and status != "archived"]
    assert len(re.findall(r'</h2>\s*<p class="co-meta">Needs ', page)) == len(full) > 2
    assert len(re.findall(r'</h2>\s*<p class="co-meta">还差：', docs["zh-CN/calendar/board.md"].decode())) == len(full)
    assert "Unfinished business" not in page
    assert "What comes next" in page
    assert page.count("co-board__card--time") == 2


def test_the_board_of_the_team_says_what_each_post_still_needs(make):
    files = {
        at("2026-11-21-late"): post("2026-11-21T20:00+01:00", "Late and <b>bold</b>", status="approved",
                                    scheduled_at="", approved_by="bo"),
        at("2026-11-29-review"): post("2026-11-29T20:00+01:00", "Please approve", status="review", approved_by="",
                                      approved_at="", scheduled_at=""),
    }  # fmt: skip
    _, docs = make(files, team=True)
    page = docs["en/private/board.md"].decode()
    cards = {re.search(r"<b>(.*?)</b>", card)[1]: card for card in page.split('<div class="co-board__card">')[1:]}
    assert "Late and &lt;b&gt;bold&lt;/b&gt;" in cards
    late = cards["Late and &lt;b&gt;bold&lt;/b&gt;"]
    assert "1 d late" in late
    assert "scheduled_at" in late
    review = cards["Please approve"]
    assert "approved_by" in review
    assert "May approve: Ann" in review  # the author may not
    draft = cards["Unfinished business"]
    assert "For “In review” it lacks" in draft
    assert "nobody yet" in draft
    assert "team only" in cards["Only for the team"]
    assert re.search(r"(errors|warnings): \d", late)  # who wrote it approved it
    assert not re.search(r"(errors|warnings): \d", review)
    _, public = make(files)
    assert not [path for path in public if "private/" in path]
    assert b"Please approve" not in b"".join(public.values())


def test_each_channel_gets_its_text_its_limits_and_its_links(make):
    campaign = """
name: {en: Winter, zh: 冬}
objective: o1
start: 2026-11-01
end: 2026-12-31
owner: ann
channels: [forum]
targets: [{metric: attended, value: 10}]
commercial: true
utm: {medium: social, campaign: winter}
"""
    files = {
        "content/campaigns/winter.yml": campaign,
        at("2026-11-26-winter"): post(
            "2026-11-26T20:00+01:00", "Winter", campaign="winter", kind="image", assets="[boat]", commercial="true",
            disclosure="{type: gifted, label: Sent by Mill}",
            variants='{secret: {body: For nobody else}, forum: {title: Winter on the forum, '
            'body: "A </pre><script>alert(1)</script>", link: "https://mill.example.org/x", '
            'at: "2026-11-26T21:15+01:00"}}',
            links='[{url: "https://mill.example.org/x", utm: auto}]', channels="[secret, forum]",
        ),
    }  # fmt: skip
    _, docs = make(files)
    page = docs["en/posts/2026-11-26-winter.md"].decode()
    assert "<script>alert" not in page
    assert "&lt;/pre&gt;&lt;script&gt;" in page
    assert "21:15" in page
    assert "Must say: " in page
    assert "Sent by Mill" in page
    assert "alt text: A paper boat" in page
    assert re.search(r'<button type="button" class="co-copy__button" hidden[^>]*>Copy text', page)
    assert "https://mill.example.org/x?utm_source=forum&amp;utm_medium=social&amp;utm_campaign=winter" in page
    assert "For nobody else" not in page
    pasted = re.search(r'<pre id="t-forum"[^>]*>\n(.*?)</pre>', page)[1]
    assert re.search(rf"Title {len(pasted)} / \d", page)


SERIES = """
id: {name}
name: {{en: {title}, zh: {title}}}
host: bo
rrule: FREQ=WEEKLY;BYDAY=TH
time: "12:30"
channels: [forum, secret]
kind: text
pillar: read
template: x
{more}
"""


def test_the_overview_has_the_series_that_run_with_their_newest_episode(make):
    files = {
        f"content/programmes/{name}.yml": SERIES.format(name=name, title=title, more=more)
        for name, title, more in (
            ("letters", "<i>Letters</i>", ""),
            ("old", "Old talks", "season: {from: 2026-01-01, to: 2026-06-30}"),
            ("secret", "Secret talks", "visibility: private"),
        )
    }
    files[at("2026-11-26-letter")] = post("2026-11-26T12:30+01:00", "Letter five", programme="letters")
    files[at("2026-12-03-draft")] = post("2026-12-03T12:30+01:00", "Letter six", programme="letters", status="draft")
    ws, docs = make(files)
    assert len(ws.programmes) == 3
    shown = docs["en/calendar/index.md"].decode().partition('id="series"')[2].partition('id="subscribe"')[0]
    assert "&lt;i&gt;Letters&lt;/i&gt;" in shown
    assert "every week, Thu 12:30" in shown
    assert "Letter five" in shown
    assert not [word for word in ("Letter six", "Old talks", "Secret talks", "Hidden room", "secret") if word in shown]
    assert "每周四 12:30" in docs["zh-CN/calendar/index.md"].decode()
    assert b'id="series"' not in make()[1]["en/calendar/index.md"]


def test_an_event_that_was_called_off_says_so_in_the_overview(make):
    off = "status: cancelled\nstatus_reason: {en: Snow, zh: 下雪}"
    _, docs = make(replace={"events/2026-12-12-meetup/event.yml": ("status: announced", off)})
    shown = docs["en/calendar/index.md"].decode().partition("Winter; meetup")[2]
    assert shown.partition("</li>")[0].count("cancelled") == 1
