"""The pages of the team: with names and titles, the same numbers as the pack, and none of it in the public tree."""

import datetime as dt
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from cellkit import without_labels

from commops import check
from commops.agenda.entries import todos
from commops.report.investor.briefing import briefing
from commops.report.investor.pack import basis_of
from commops.site.edition import Edition, visible
from commops.site.investors.charts import BAND
from commops.site.markup import untrusted
from commops.site.numbers import Numbers
from commops.site.prepare import prepare
from commops.site.team import campaigns, index, investors, order
from commops.stats.pages import load_page
from commops.workspace.load import load

CLONE = Path(__file__).parents[2]
SMALL = Path(__file__).parent / "small"
MODULES = {"index": index, "order": order, "campaigns": campaigns, "investors": investors}
TAGS = ("en", "zh-CN")
COMMIT = "4c24cfa4c24c"


@pytest.fixture(scope="module")
def ws():
    return load(CLONE)


@pytest.fixture(scope="module")
def team(ws):
    numbers = Numbers.of(ws)
    return {
        (name, tag): without_labels(next(module.pages(Edition(ws, tag, numbers, team=True, commit=COMMIT))).body)
        for name, module in MODULES.items()
        for tag in TAGS
    }


@pytest.fixture(scope="module")
def trees(ws, tmp_path_factory):
    build = tmp_path_factory.mktemp("build")
    return prepare(ws, CLONE, build).docs, prepare(ws, CLONE, build / "private", team=True, commit=COMMIT)


def plain(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_the_public_tree_has_nothing_of_it(trees, ws):
    public, private = trees[0], trees[1].docs
    assert {path: content for path, content in private.items() if "/private/" not in path} == public
    # Examples of rules are made up, with numbers like these.
    shown = (path for path in public if path.endswith((".md", ".ics", ".json", ".xml")) and "/reference/" not in path)
    everything = b"\n".join(public[path] for path in shown)
    secrets = {item.id for kind in ("case", "complaint") for item in ws.items(kind)}
    secrets |= {str(item.data[key]) for item in ws.items("complaint") for key in ("summary",)}
    secrets |= {item.data["gaps"][0]["zh"] for item in ws.items("competitor") if item.data.get("gaps")}
    secrets |= {row["text"]["zh"] for item in ws.meetings if not visible(item) for row in item.decisions or ()}
    secrets |= {COMMIT, "仅限书面受邀者", "private/investors", "private/order"}
    assert len(secrets) > 40
    assert [one for one in sorted(secrets) if one.encode() in everything] == []


def test_the_built_public_site_has_nothing_of_it(demo_site, ws):
    secrets = [str(one.data["summary"]) for one in ws.items("complaint")] + [
        "仅限书面受邀者",
        "private/investors",
        "co-pack",
    ]
    files = [path for path in demo_site.rglob("*") if path.suffix in (".html", ".json", ".xml", ".ics", ".gz", ".txt")]
    assert len(files) > 300
    for path in files:
        text = path.read_bytes()
        assert [one for one in secrets if one.encode() in text] == [], path
    assert not (demo_site / "private").exists()
    assert not (demo_site / "en" / "private").exists()


def test_the_first_page_of_the_team_stands_first(trees):
    pages = {path for path in trees[1].docs if "/private/" in path}
    assert pages > {f"{tag}/private/{name}.md" for tag in TAGS for name in MODULES}
    config = trees[1].configs["en.yml"].decode()
    assert config.index("private/index.md") < config.index("private/campaigns.md")


# The first page ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("tag", "lang"), [("en", "en"), ("zh-CN", "zh")])
def test_everything_that_is_due_is_listed_with_names(team, ws, tag, lang):
    waiting = todos(ws, ws.as_of + dt.timedelta(days=7))
    rows = team["index", tag].split("{#agenda}")[1].split("{#findings}")[0]
    assert rows.count('<tr><th scope="row">') == len(waiting)
    for one in waiting:
        assert one.what.get(lang).split("“")[0].split('"')[0][:8] in rows
    late = [one for one in waiting if one.due < ws.as_of]
    assert len(late) == 3
    assert rows.count("co-tag--bad") == len(late)


@pytest.mark.parametrize("tag", TAGS)
def test_posts_in_review_wait_for_approval(team, ws, tag):
    part = team["index", tag].split("{#approvals}")[1].split("{#agenda}")[0]
    count = sum(
        yaml.safe_load(path.read_text("utf-8").split("---")[1]).get("status") == "review"
        for path in (CLONE / "content/posts").rglob("*.md")
    )
    assert count
    assert part.count('<tr><th scope="row">') == count


@pytest.mark.parametrize(("tag", "lang"), [("en", "en"), ("zh-CN", "zh")])
def test_findings_stand_with_their_sentences(team, ws, tag, lang):
    found = check.run(ws)
    shown = plain(team["order", tag])
    assert team["order", tag].split("{#findings}")[1].split("{#waivers}")[0].count('<tr><th scope="row"><a') == len(
        found
    )
    for one in found:
        assert f"{one.at.path}:{one.at.line}" in shown
        assert " ".join(one.message.get(lang).split())[:20].replace("“", "")[:6] in shown.replace("“", "")


def test_decisions_and_the_report_are_the_newest(team):
    assert "On-site events are judged by who came" in plain(team["index", "en"])
    assert "第 46 周周报" in team["index", "zh-CN"]
    assert "第 45 周周报" not in team["index", "zh-CN"]


# Order and events ----------------------------------------------------------------------------------------------------


def test_open_complaints_are_named(team):
    assert "c-2026-031" in team["order", "en"]
    assert "c-2026-025" not in team["order", "en"].split("{#findings}")[0]


def test_kept_data_of_the_ledger_are_counted(team, ws):
    exports = [row for row in ws.privacy.export_log if "deleted_on" in row]
    assert f"{len(exports)} more have been deleted" in team["order", "en"]


def test_a_waiver_is_told_with_its_reason(team, ws):
    reason = ws.sources["content/pillars.yml"].data["waive"][0]["reason"]
    assert str(reason)[:12] in plain(team["order", "zh-CN"])


def test_every_task_of_an_open_event_is_on_the_board(team):
    listed = yaml.safe_load((CLONE / "events/2026-12-12-hangzhou-meetup/tasks.yml").read_text("utf-8"))["tasks"]
    figures = re.findall(r"<figure.*?</figure>", team["campaigns", "en"], re.S)
    figure = next(one for one in figures if "Firefly Page annual meetup 2026: tasks<" in one)
    assert figure.count("<polygon") == len(listed)
    assert figure.count("co-task--overdue") == 2
    for task in listed:
        assert task["title"]["en"].split(":")[0].split(",")[0] in plain(figure)


def test_the_burn_down_ends_at_what_is_left(team):
    tasks = yaml.safe_load((CLONE / "events/2026-12-12-hangzhou-meetup/tasks.yml").read_text("utf-8"))["tasks"]
    left = sum(task["status"] != "done" for task in tasks)
    by_plan = sum(task["due_t"] > -20 for task in tasks)
    assert f"{left} left today, {by_plan} by plan" in team["campaigns", "en"]


# The pack ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("tag", "lang"), [("en", "en"), ("zh-CN", "zh")])
def test_figures_are_those_of_the_report_command(team, tmp_path, tag, lang):
    command = [sys.executable, "-m", "commops", "report", "investor", "--root", str(CLONE), "--lang", lang]
    subprocess.run([*command, "--output", str(tmp_path / "pack")], check=True, capture_output=True)
    told = plain(str(untrusted((tmp_path / "pack/briefing.md").read_text("utf-8")[:60_000])))
    part = team["investors", tag].split("{#figures}")[1].split("{#progress}")[0]
    rows = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in re.findall(r"<tr>(.*?)</tr>", part)][1:]
    assert len(rows) > 12
    for row in rows:
        cells = [plain(cell).strip() for cell in row]
        assert " ".join(cells) in told.replace("\u200b", "")


@pytest.mark.parametrize(("tag", "lang"), [("en", "en"), ("zh-CN", "zh")])
def test_the_appendix_is_the_briefing_word_for_word(team, ws, tag, lang):
    text = briefing(ws, basis_of(ws, COMMIT), lang)
    words = set(re.findall(r"[\w%.,-]+", plain(str(untrusted(text[:60_000])))))
    appendix = team["investors", tag].split("{#appendix}")[1]
    assert words - set(re.findall(r"[\w%.,-]+", plain(appendix))) - {"br", "lt", "gt"} == set()
    last = [line for line in text.splitlines() if line.strip()][-1]
    assert plain(str(untrusted(last))).strip() in plain(appendix)


@pytest.mark.parametrize("tag", TAGS)
def test_the_pack_names_its_commit_and_its_limits(team, tag):
    assert team["investors", tag].count(COMMIT) >= 2
    assert ("不是要约" if tag == "zh-CN" else "no offer") in team["investors", tag]
    for word in ("保本", "承诺收益", "guaranteed return"):
        assert word not in team["investors", tag]


def test_without_a_commit_that_comes_first(ws):
    (made,) = investors.pages(Edition(ws, "en", Numbers.of(ws), team=True))
    assert "Commit the data before you hand this out" in made.body
    assert "not committed" in made.body


def test_the_band_is_what_the_definition_says():
    caveat = load_page("retention_classic").caveat.en
    for low, high in BAND.values():
        assert f"{low * 100:.0f}–{high * 100:.0f} %" in caveat


def test_a_community_without_numbers_is_told_what_to_do(tmp_path):
    root = tmp_path / "new"
    (root / "community").mkdir(parents=True)
    shutil.copy(SMALL / "community" / "community.yml", root / "community")
    fresh = load(root)
    for tag in TAGS:
        edition = Edition(fresh, tag, Numbers(), team=True)
        pages = [next(module.pages(edition)) for module in MODULES.values()]
        assert "co-missing" in pages[-1].body
        assert all("None" not in plain(page.body) for page in pages)


def test_texts_of_files_cannot_become_markup(tmp_path):
    root = tmp_path / "boat"
    shutil.copytree(SMALL, root)
    hostile = "''><script>alert(1)</script>"
    event = root / "events/2026-11-07-workshop/event.yml"
    event.write_text(event.read_text("utf-8").replace("Folding workshop", hostile), "utf-8")
    fresh = load(root)
    for module in MODULES.values():
        assert "<script" not in next(module.pages(Edition(fresh, "en", Numbers.of(fresh), team=True))).body
