"""The Monday brief, order and campaigns: numbers counted again from the files, gaps that are said, nothing private."""

import json
import re
import shutil
from pathlib import Path

import pytest
import yaml
from cellkit import without_labels

from commops.site.edition import Edition
from commops.site.headlines import headline_of, headlines
from commops.site.numbers import Numbers
from commops.site.pages import campaigns, growth, monday, order
from commops.workspace.load import load

CLONE = Path(__file__).parents[2]
SMALL = Path(__file__).parent / "small"
PAGES = {"monday": monday, "order": order, "campaigns": campaigns}
TAGS = ("en", "zh-CN")


def edition(root, tag="en"):
    ws = load(root)
    return Edition(ws, tag, Numbers.of(ws))


def body(root, name, tag="en"):
    (made,) = PAGES[name].pages(edition(root, tag))
    return without_labels(made.body)


def plain(html):
    return re.sub(r"<[^>]+>", "", html)


def data(path):
    return yaml.safe_load((CLONE / path).read_text("utf-8"))


def week(period):
    return json.loads((CLONE / f"community/stats/{period}.json").read_text("utf-8"))["metrics"]


@pytest.fixture(scope="module")
def demo():
    return {(name, tag): body(CLONE, name, tag) for name in PAGES for tag in TAGS}


@pytest.fixture
def small(tmp_path):
    shutil.copytree(SMALL, tmp_path / "boat")
    return tmp_path / "boat"


def write(root, path, text):
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, "utf-8")


# The frame -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("name", PAGES)
def test_every_page_begins_with_what_to_do_and_names_its_sources(demo, name, tag):
    text = demo[name, tag]
    assert text.index("{#next}") < text.index("{#", text.index("{#next}") + 5)
    assert "co-todo" in text
    assert "co-basis" in text
    assert re.search(r"n[=<]|<b>n</b>", text)
    assert "reference/metrics.md#m-" in text
    found = re.findall(r' id="([^"]+)"', text)
    assert len(found) == len(set(found))


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("name", PAGES)
def test_the_two_languages_show_the_same_numbers(demo, name, tag):
    other = TAGS[1 - TAGS.index(tag)]

    def anchors(text):
        return re.findall(r"\{#([\w-]+)\}", text)

    assert anchors(demo[name, tag]) == anchors(demo[name, other])
    assert demo[name, tag].count("<figure") == demo[name, other].count("<figure")


@pytest.mark.parametrize("name", PAGES)
def test_a_chart_has_a_title_a_description_and_a_table(demo, name):
    for figure in re.findall(r"<figure.*?</figure>", demo[name, "en"], re.S):
        assert figure.count("<title id=") >= 1
        assert figure.count("<desc id=") >= 1
        assert "<table>" in figure


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("name", PAGES)
def test_a_community_that_has_little_is_told_what_is_missing(tmp_path, name, tag):
    root = tmp_path / "new"
    (root / "community").mkdir(parents=True)
    shutil.copy(SMALL / "community" / "community.yml", root / "community")
    text = body(root, name, tag)
    assert "co-missing" in text
    assert ("怎么补" if tag == "zh-CN" else "To fill it") in text
    assert "None" not in plain(text)
    assert body(SMALL, name, tag)


# The Monday brief ----------------------------------------------------------------------------------------------------


def tiles(text):
    return re.split(r'(?=<div class="co-card co-tile )', text)[1:]


def test_tiles_are_the_key_results_and_then_the_targets(demo):
    results = [r for o in data("community/strategy/2026-q4.yml")["objectives"] for r in o["key_results"]]
    known = {result["metric"] for result in results}
    targets = [t for t in data("community/metrics.yml")["targets"] if "channel" not in t and t["metric"] not in known]
    shown = tiles(demo["monday", "en"])
    assert len(shown) == min(9, len(results) + len(targets)) == 9
    for result, tile in zip(results, shown, strict=False):
        assert result["name"]["en"] in tile
        assert f"target {result['target']}" in tile
        assert 'class="co-chart co-meter co-bullet"' in tile


@pytest.mark.parametrize("tag", TAGS)
def test_values_are_those_of_the_newest_released_week(demo, tag):
    shown = plain(demo["monday", tag])
    newest = week("2026-W47")
    assert f"{newest['activation_7d'][0]['activation'] * 100:g}" in shown
    assert f"n={newest['activation_7d'][0]['joiners']}" in shown
    median = next(row for row in newest["first_response"] if row["channel"] == "*")
    assert f"{median['median_min']:g}" in shown
    rate = next(row for row in newest["active_rate"] if row["grain"] == "28d")
    assert f"{rate['active_rate'] * 100:.2f}" in shown


def test_a_number_that_is_not_published_is_no_nought(demo):
    sla = next(tile for tile in tiles(demo["monday", "en"]) if "Complaints answered in time" in tile)
    assert "not published" in sla
    assert "it is not 0" in sla
    assert "co-cell--none" in sla
    assert "co-fill" not in sla


def test_seven_days_and_the_missing_approvals_are_counted(demo):
    waiting = []
    for path in (CLONE / "content/posts").rglob("*.md"):
        front = yaml.safe_load(path.read_text("utf-8").split("---")[1])
        if front.get("status", "draft") in ("idea", "draft", "review") and front.get("visibility") != "private":
            waiting.append(str(front["date"])[:10])
    due = [day for day in waiting if "2026-11-23" <= day <= "2026-11-29"]
    text = demo["monday", "en"]
    assert text.count('class="co-strip__day') == 7
    assert sum(int(n) for n in re.findall(r"(\d+) to approve", text)) == len(due)
    assert f"Approve {len(due)} posts" in text


def test_alerts_come_worst_first(demo):
    for tag, words in (("en", ("Now", "This week", "Keep")), ("zh-CN", ("现在", "本周", "保持"))):
        listed = re.findall(r'co-tag--(?:bad|warn|good)">([^<]+)</span><div class="co-todo__body"', demo["monday", tag])
        assert listed == sorted(listed, key=words.index)
        assert listed


def test_a_draft_is_a_number_and_nothing_else(small):
    shown = body(small, "monday")
    assert "Unfinished business" not in shown
    assert "Only for the team" not in shown


@pytest.mark.parametrize("period", ["2026-W54", "2025-Q4"])
def test_a_target_of_another_time_is_no_headline(small, period):
    metrics = small / "community/metrics.yml"
    row = f"targets:\n  - {{metric: active_speakers, period: {period}, target: 7654}}\n"
    metrics.write_text(metrics.read_text("utf-8") + row, "utf-8")
    assert "7,654" not in body(small, "monday")


# Order ---------------------------------------------------------------------------------------------------------------


def test_load_and_sources_are_those_of_the_released_month(demo):
    month = json.loads((CLONE / "community/stats/2026-10.json").read_text("utf-8"))["metrics"]
    text = demo["order", "en"]
    for row in month["moderation_load"]:
        assert f"<td>{row['load']:g}</td>" in text
    known = [row for row in month["admission_pass"] if row["source"] != "*" and row["pass_rate"] is not None]
    hidden = [row for row in month["admission_pass"] if row["source"] != "*" and row["pass_rate"] is None]
    for row in known:
        assert f"<td>{row['pass_rate']:.0%}</td>" in text
    figure = next(one for one in re.findall(r"<figure.*?</figure>", text, re.S) if "are let in" in one)
    assert figure.count("co-cell--none") == len(hidden)


def test_shifts_that_are_hidden_stay_hidden(demo):
    rows = week("2026-W47")["response_by_shift"]
    figure = next(one for one in re.findall(r"<figure.*?</figure>", demo["order", "en"], re.S) if "by shift" in one)
    table = re.findall(r"<tr><th scope=\"row\">([^<]+)</th><td>([^<]*)</td><td>([^<]*)</td>", figure)
    assert len(table) == len(rows)
    team = yaml.safe_load((CLONE / "community/team.yml").read_text("utf-8"))
    names = {one["shift"]["zh"]: one["shift"]["en"] for one in team["rota"]} | {"-": "when nobody is on duty"}
    assert "Afternoon" in names.values()
    for row in rows:
        name = names[row["shift"]]
        shown = next(cells for cells in table if cells[0] == name)
        assert shown[1] == ("–" if row["questions"] is None else str(row["questions"]))


def test_few_open_cases_are_not_counted_in_public(demo):
    still = [
        path
        for path in (CLONE / "community/complaints").rglob("*.yml")
        if "resolved_at" not in yaml.safe_load(path.read_text("utf-8"))
    ]
    assert 0 < len(still) < 5
    assert "Fewer than 5 cases and complaints are open" in demo["order", "en"]
    assert "不足 5 件" in demo["order", "zh-CN"]


CASE = """opened_at: 2026-11-{day}T10:00+01:00
channel: {channel}
rule: r1
reporter: member
subject: m-ffff{number:02}
severity: 1
level_applied: 1
action: remind
by: ann
decided_at: 2026-11-{day}T11:00+01:00
summary: Secret-summary-{number}
"""


def test_many_open_cases_are_shown_by_age_without_any_of_them(small):
    channel = load(small).channels[0].id
    for number, day in enumerate((1, 2, 3, 4, 5, 12, 13, 14, 20, 21, 21, 21)):
        text = CASE.format(day=f"{day:02}", channel=channel, number=number)
        write(small, f"community/moderation/cases/2026/2026-9{number:03}.yml", text)
    assert len([case for case in load(small).cases if case.closed_at is None]) == 12
    shown = body(small, "order")
    figure = next(one for one in re.findall(r"<figure.*?</figure>", shown, re.S) if "days waited" in one)
    counts = [int(n) for n in re.findall(r"<td>(\d+)</td>", figure)]
    assert sum(counts) == 12
    assert all(count == 0 or count >= 5 for count in counts)
    assert "m-ffff" not in shown
    assert "Secret-summary" not in shown
    assert "2026-9" not in shown


def test_no_record_about_a_member_is_in_public(demo):
    paths = [
        path for kind in ("moderation/cases", "complaints") for path in (CLONE / "community" / kind).rglob("*.yml")
    ]
    pieces = {path.stem for path in paths}
    for path in paths:
        record = yaml.safe_load(path.read_text("utf-8"))
        pieces |= {str(record[key]) for key in ("summary", "subject", "complainant", "remedy") if key in record}
    for text in demo.values():
        assert [piece for piece in pieces if piece in text] == []
        assert not re.search(r"\bm-[0-9a-f]{6}\b", text)


def test_the_ledger_stays_within_the_team(demo):
    for tag in TAGS:
        assert "Exported chat log" not in demo["order", tag]
        assert "群聊导出" not in demo["order", tag]
    assert "2026-12-07" in demo["order", "en"]  # said on the public page of the workshop


def test_waivers_are_counted_by_rule_without_reasons(demo):
    assert "content/pillars.yml" not in demo["order", "en"]
    assert re.search(r"pillar-mix.*?<td class=\"co-num\">1</td><td>2026-12-20</td>", demo["order", "en"])


def test_what_is_seen_in_private_posts_is_not_counted(small):
    ws = load(small)
    from commops.site.order.caught import not_out

    assert "content/posts/2026/12/2026-12-02-inside.md" not in set(not_out(ws))
    assert "content/posts/2026/12/2026-12-01-unfinished.md" in set(not_out(ws))


# Campaigns -----------------------------------------------------------------------------------------------------------


def test_funnels_are_the_results_files(demo):
    text = demo["campaigns", "en"]
    figures = re.findall(r"<figure.*?</figure>", text, re.S)
    for path in sorted((CLONE / "events").glob("*/results.yml")):
        result = yaml.safe_load(path.read_text("utf-8"))
        name = yaml.safe_load((path.parent / "event.yml").read_text("utf-8"))["name"]["en"]
        figure = next(one for one in figures if name in one and "Registered" in one)
        for key in ("registered", "attended", "spoke_during", "spoke_7d_after"):
            assert f"<td>{result[key]}</td>" in figure
        end = str(yaml.safe_load((path.parent / "event.yml").read_text("utf-8"))["end"])[:10]
        assert ("day 30 has not come" in figure) is (end > "2026-10-23")


def test_an_event_that_moved_nothing_is_called_so(demo):
    lifts = {row["event"]: row for n in range(42, 48) for row in week(f"2026-W{n}").get("event_lift", ())}
    within = [event for event, row in lifts.items() if row["band_low"] <= row["lift"] <= row["band_high"]]
    text = plain(demo["campaigns", "en"])
    said = re.search(r"Moved nothing that can be seen: (.*?)\.", text)[1]
    for event in lifts:
        name = data(f"events/{event}/event.yml")["name"]["en"]
        assert (name in said) is (event in within)


def test_budgets_add_up_and_only_public_ones_are_shown(demo, small):
    budget = data("events/2026-11-07-shanghai-workshop/budget.yml")
    spent = sum(line["actual"] for line in budget["lines"])
    assert f"¥{spent:,}" in demo["campaigns", "en"]
    shown = body(small, "campaigns")
    assert "Paper" in shown
    assert "undisclosed" not in shown
    public = small / "events/2026-11-07-workshop/budget.yml"
    public.write_text(public.read_text("utf-8").replace("visibility: public", "visibility: private"), "utf-8")
    hidden = body(small, "campaigns")
    assert "Paper" not in hidden
    assert "27.5" not in hidden


def test_task_lists_stay_within_the_team(demo):
    titles = [
        task["title"]["en"]
        for path in (CLONE / "events").glob("*/tasks.yml")
        for task in yaml.safe_load(path.read_text("utf-8"))["tasks"]
    ]
    retros = "".join(path.read_text("utf-8") for path in (CLONE / "events").glob("*/retro.md"))
    secret = [title for title in titles if len(title) > 12 and title not in retros]
    assert len(secret) > 20
    assert [title for title in secret if title in demo["campaigns", "en"]] == []
    assert "Task lists stay within the team" in demo["campaigns", "en"]


def test_groups_of_one_to_four_are_hidden(small):
    results = small / "events/2026-11-07-workshop/results.yml"
    results.write_text("registered: 12\nattended: 4\nspoke_during: 3\nspoke_7d_after: 2\n", "utf-8")
    shown = body(small, "campaigns")
    figure = next(one for one in re.findall(r"<figure.*?</figure>", shown, re.S) if "Registered" in one)
    assert "too few, hidden" in figure
    assert not re.search(r">[1-4]<", figure)
    assert "<td>12</td>" in figure


def test_open_actions_of_retros_are_listed(demo):
    count = 0
    for path in (CLONE / "events").glob("*/retro.md"):
        actions = yaml.safe_load(path.read_text("utf-8").split("---")[1])["actions"]
        count += sum(not action.get("done") for action in actions)
    listed = demo["campaigns", "en"].split("{#todo}")[1].split("{#draws}")[0]
    assert listed.count('<tr><th scope="row">') == count


def test_a_draw_leads_to_the_way_to_compute_it_again(demo):
    assert "guide/raffle-draw.md" in demo["campaigns", "en"]
    assert "a0c1d64af6da" in demo["campaigns", "en"]


HOSTILE = '"><script>alert(1)</script>'


@pytest.mark.parametrize("name", PAGES)
def test_texts_of_files_cannot_become_markup(small, name):
    event = small / "events/2026-11-07-workshop/event.yml"
    event.write_text(event.read_text("utf-8").replace("Folding workshop", HOSTILE.replace('"', "''")), "utf-8")
    assert "<script" not in body(small, name)


@pytest.fixture
def aims(tmp_path):
    """A copy of the demo without key results, whose targets a test writes itself."""
    for name in ("community", "content", "events"):
        shutil.copytree(CLONE / name, tmp_path / name)
    shutil.rmtree(tmp_path / "community/strategy")
    metrics = tmp_path / "community/metrics.yml"
    before, rest = metrics.read_text("utf-8").split("targets:\n")

    def write_targets(*rows):
        lines = "".join(f"  - {{{row}}}\n" for row in rows)
        metrics.write_text(f"{before}targets:\n{lines}{rest[rest.index('health:') :]}", "utf-8")
        return edition(tmp_path)

    return write_targets


@pytest.mark.parametrize(("target", "mood"), [(0.1, "on"), (99, "met")])
def test_less_is_better_for_a_number_whose_definition_says_so(aims, target, mood):
    (one,) = headlines(aims(f'metric: churn_silent, period: "2026-Q4", target: {target}'))
    assert one.goal.value is not None
    assert one.goal.mood == mood


def test_a_target_of_retention_means_week_4(aims):
    one = headline_of(aims('metric: retention_classic, period: "2026-Q4", target: 16'), "retention_classic")
    weeks = (week(path.stem) for path in sorted((CLONE / "community/stats").glob("2026-W*.json")))
    cell = [row for rows in weeks for row in rows.get("retention_classic", ()) if row["age"] == 4][-1]
    assert one.goal.value == pytest.approx(cell["retention"] * 100)


def test_the_target_of_a_month_comes_before_that_of_its_quarter(aims):
    rows = [f'metric: active_rate, period: "{period}", target: {n}' for period, n in (("2026-11", 5), ("2026-Q4", 6))]
    for order_of_rows in (rows, rows[::-1]):
        (one,) = headlines(aims(*order_of_rows))
        assert one.goal.target == 5


@pytest.mark.parametrize(
    ("lines", "asks"),
    [
        ("target: 99, warn: 20, alert: 15", "co-tag--bad"),
        ("target: 99, warn: 20", "co-tag--warn"),
        ("target: 99, warn: 1", None),
        ("target: 1", "co-tag--good"),
    ],
)
def test_growth_and_the_brief_judge_a_number_alike(aims, lines, asks):
    made = aims(f'metric: active_rate, period: "2026-Q4", {lines}')
    (grown,), (brief,) = growth.pages(made), monday.pages(made)
    said = re.findall(
        r'<span class="co-tag (co-tag--\w+)">[^<]*</span><div class="co-todo__body"><b>([^<]*)', grown.body
    )
    found = [tag for tag, what in said if "active rate" in what or "quiet groups" in what]
    assert found == ([asks] if asks else [])
    told = re.search(r'co-tile__so">([^<]*)', brief.body)[1]
    assert (told in grown.body) == bool(asks)
