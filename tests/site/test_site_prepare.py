"""The tree of a small community: its pages as golden files, and what must never be in it."""

import json
import re
import shutil
from pathlib import Path

import icalendar
import pytest

from commops.site.labels import label
from commops.site.prepare import prepare
from commops.workspace.load import load

SMALL = Path(__file__).parent / "small"
PAGES = (
    "index.md", "calendar/index.md", "calendar/2026-11.md", "events/2026-11-07-workshop.md", "strategy.md", "team.md",
    "events/2026-12-12-meetup.md", "posts/2026-11-25-next.md", "rules.md", "channels.md", "numbers.md",
)  # fmt: skip


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    folder = tmp_path_factory.mktemp("small") / "boat"
    shutil.copytree(SMALL, folder)
    return folder


@pytest.fixture(scope="module")
def prepared(root):
    return prepare(load(root), root, root / "build")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("tag", ["en", "zh-CN"])
def test_pages_are_as_they_were(golden, prepared, tag, page):
    golden(f"site/{tag}/{page}", prepared.docs[f"{tag}/{page}"].decode())


def test_the_same_files_give_the_same_bytes(root, prepared):
    again = prepare(load(root), root, root / "build")
    assert again.docs == prepared.docs
    assert again.configs == prepared.configs


def test_every_page_exists_in_every_language(prepared):
    def paths(tag):
        return {path.removeprefix(f"{tag}/") for path in prepared.docs if path.startswith(f"{tag}/")}

    assert paths("en") == paths("zh-CN")


@pytest.mark.parametrize(
    "secret",
    [
        "Secret note",  # notes, anywhere
        "Secret risk",  # risk assessments
        "Secret plan",
        "SECRET-RECEIPT",
        "Unfinished business",  # a draft
        "Nobody should read this draft",
        "Only for the team",  # visibility: private
        "A private text",
        "Investors only",  # one private item of an agenda
        "仅限投资人",
        "Shy Guest",  # a speaker who did not agree to be named
        "Secret biography",
        "4,321",
        "Hidden room",  # a private channel
        "密室",
        "secret.example.org",
        "What we tell nobody",  # the text for it
        "613",  # its members
        "705",  # its members and the others'
        "undisclosed",  # a budget that does not say it is public
        "未公开的开支",
        "37.25",  # hours a week of a person
        "Left Long Ago",
        "86421",  # a member count from after the day of the site
    ],
)
def test_what_is_private_is_nowhere(prepared, secret):
    held = [path for path, content in prepared.docs.items() if secret.encode() in content]
    assert held == []


def test_a_private_team_is_named_nowhere(root, tmp_path):
    copy = tmp_path / "boat"
    shutil.copytree(root, copy)
    team = copy / "community/team.yml"
    team.write_text(f"visibility: private\n{team.read_text('utf-8')}", "utf-8")
    made = prepare(load(copy), copy, copy / "build")
    for name in (">Ann<", "Ann ", "小波", "Left Long Ago"):
        assert [path for path, content in made.docs.items() if name.encode() in content] == []
    assert "Run by a team member" in made.docs["en/channels.md"].decode()


def test_a_draft_shows_its_time_and_nothing_else(prepared):
    page = prepared.docs["en/calendar/2026-12.md"].decode()
    assert re.search(r'co-slot--planned"[^>]*><time[^>]*>19:30</time> planned', page)
    assert page.count("co-slot--planned") == 2  # once in the grid, once in the list for phones


def test_past_posts_are_on_month_pages_and_coming_ones_have_their_own(prepared):
    assert "en/posts/2026-11-25-next.md" in prepared.docs
    assert "en/posts/2026-11-03-tea.md" not in prepared.docs
    assert b'id="p-2026-11-03-tea"' in prepared.docs["en/calendar/2026-11.md"]


def test_titles_cannot_become_markup(prepared):
    page = prepared.docs["en/events/2026-12-12-meetup.md"].decode()
    front = page.split("---")[1]
    assert "<" not in front
    assert "‹script›" in front
    assert "# Winter; meetup, with &lt;script&gt;" in page


def test_calendars_are_read_back(prepared):
    for tag in ("en", "zh-CN"):
        both = icalendar.Calendar.from_ical(prepared.docs[f"{tag}/calendar.ics"])
        only = icalendar.Calendar.from_ical(prepared.docs[f"{tag}/events.ics"])
        assert [event["UID"] for event in both.walk("VEVENT")] == [
            "post-2026-11-03-tea@paper-boat",
            "event-2026-11-07-workshop@paper-boat",
            "post-2026-11-25-next@paper-boat",
            "event-2026-12-12-meetup@paper-boat",
        ]
        assert len(only.walk("VEVENT")) == 2
    meetup = both.walk("VEVENT")[-1]
    assert meetup["SUMMARY"] == "冬日聚会"
    assert meetup["URL"] == "https://boat.example.org/zh-cn/events/2026-12-12-meetup/"
    assert str(meetup.decoded("DTSTART")) == "2026-12-12 14:00:00+00:00"


def test_configurations_of_a_community_without_mkdocs_yml(prepared):
    english, chinese = (json.loads(prepared.configs[name]) for name in ("en.yml", "zh-CN.yml"))
    assert english["INHERIT"].endswith("site/mkdocs.base.yml")
    assert english["theme"]["language"] == "en"
    assert chinese["theme"]["language"] == "zh"
    assert english["extra"]["alternate"][0]["path"] == "zh-cn/"
    assert chinese["extra"]["alternate"][0]["path"] == "../"
    assert chinese["site_url"] == "https://boat.example.org/zh-cn/"
    assert english["extra"]["edit"] == "https://example.org/boat/edit/main/"
    assert english["extra"]["folder"] == "https://example.org/boat/tree/main/"
    assert english["nav"][0] == {"Home": "index.md"}


def test_the_footer_leads_to_the_other_places_of_the_community(root, tmp_path):
    copy = tmp_path / "boat"
    shutil.copytree(root, copy)
    profile = copy / "community/community.yml"
    links = "links: [{url: https://video.example.org/boat, label: {en: Videos, zh: 视频}}, {url: https://code.example.org/boat}]"
    profile.write_text(f"{profile.read_text('utf-8')}\n{links}\n", "utf-8")
    made = prepare(load(copy), copy, copy / "build").configs["zh-CN.yml"]
    assert json.loads(made)["extra"]["links"] == [
        {"url": "https://video.example.org/boat", "name": "视频"},
        {"url": "https://code.example.org/boat", "name": "code.example.org"},
    ]


@pytest.mark.parametrize(("tag", "theme"), [("fr-CA", "fr"), ("zh-TW", "zh-Hant"), ("xx-Qaaa", "en")])
def test_a_language_that_the_theme_does_not_speak_gets_english_controls(root, tmp_path, tag, theme):
    copy = tmp_path / "boat"
    shutil.copytree(root, copy)
    profile = copy / "community/community.yml"
    profile.write_text(re.sub(r"languages: .*", f"languages: [en, {tag}]", profile.read_text("utf-8")), "utf-8")
    made = prepare(load(copy), copy, copy / "build")
    assert json.loads(made.configs[f"{tag}.yml"])["theme"]["language"] == theme


def test_own_mkdocs_yml_is_inherited(root, tmp_path):
    copy = tmp_path / "boat"
    shutil.copytree(root, copy)
    (copy / "mkdocs.yml").write_text("site_name: x\n")
    made = prepare(load(copy), copy, copy / "build")
    assert json.loads(made.configs["en.yml"])["INHERIT"] == "../../mkdocs.yml"


def test_a_community_with_nothing_but_a_profile_has_a_site(tmp_path):
    root = tmp_path / "new"
    (root / "community").mkdir(parents=True)
    shutil.copy(SMALL / "community" / "community.yml", root / "community")
    made = prepare(load(root), root, root / "build")
    assert {"en/index.md", "en/rules.md", "en/team.md", "en/strategy.md", "en/numbers.md"} <= set(made.docs)


def test_labels_come_from_the_schemas():
    assert label("zh", "event", "kind", value="workshop") == "工作坊"
    assert label("en", "rulebook", "items", "category", value="ads") == "Advertising"
    assert label("en", "event", "kind", value=None) == ""
    assert label("en", "event", "kind", value="unheard-of") == "unheard-of"
