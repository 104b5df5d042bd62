"""What waits for whom: each status of a post, tasks, results, partners, complaints; late things first."""

import datetime as dt
import json
import shutil

import pytest
from click.testing import CliRunner

from commops.agenda.entries import todos
from commops.cli.main import cli
from commops.rule import PAGES
from commops.workspace.duty import approvers
from commops.workspace.load import load

POST = """---
title: {{zh: 夜读, en: Night}}
date: {date}T20:00+08:00
channels: [wx]
status: {status}
{more}---
Text.
"""


@pytest.fixture
def root(tmp_path):
    shutil.copytree(PAGES / "example_base", tmp_path, dirs_exist_ok=True)
    team = tmp_path / "community/team.yml"
    text = team.read_text()
    if "approve-post" not in text:
        text = text.replace("  - id: lead\n", "  - id: lead\n    permissions: [approve-post]\n")
    team.write_text(text)
    return tmp_path


def post(root, name, status, date="2026-11-25", more=""):
    folder = root / "content/posts" / date[:4] / date[5:7]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{date}-{name}.md").write_text(POST.format(date=date, status=status, more=more))


def seen(root, days=7):
    ws = load(root)
    return [(todo.people, str(todo.due), todo.what.en) for todo in todos(ws, ws.as_of + dt.timedelta(days=days))]


@pytest.mark.parametrize(
    ("status", "more", "expected"),
    [
        ("draft", "author: mei\n", (("mei",), "2026-11-24", 'Write "Night": it lacks kind, pillar')),
        (
            "draft",
            "author: mei\nkind: text\npillar: read\n",
            (("mei",), "2026-11-24", 'Finish "Night" and set it to “In review”'),
        ),
        ("idea", "", ((), "2026-11-24", 'Write "Night": it lacks kind, pillar, author')),
        ("approved", "author: mei\nowner: lin\n", (("lin",), "2026-11-25", 'Schedule "Night"')),
        ("scheduled", "author: mei\n", (("mei",), "2026-11-25", 'Publish "Night" and note its address')),
    ],
)  # fmt: skip
def test_a_post_waits_for_its_next_step(root, status, more, expected):
    post(root, "night", status, more=more)
    assert expected in seen(root)


def test_a_review_waits_for_those_who_may_approve_but_not_for_the_author_or_people_on_leave(root):
    post(root, "night", "review", more="author: lin\n")
    post(root, "other", "review", more="author: mei\n")

    def waiting():
        ws = load(root)
        found = {
            todo.at.path[-8:-3]: todo.people for todo in todos(ws, dt.date(2026, 12, 1)) if "Approve" in todo.what.en
        }
        assert found["night"] == tuple(person.id for person in approvers(ws, "lin", ws.as_of))
        return found

    before = waiting()
    assert "lin" in before["other"]
    assert "lin" not in before["night"]
    assert "bo" not in before["other"]  # left in June
    team = root / "community/team.yml"
    away = "    active_from: 2025-03-01\n    leave: [{from: 2026-11-20, to: 2026-11-22}]\n"
    team.write_text(team.read_text().replace("    active_from: 2025-03-01\n", away, 1))
    assert "lin" not in waiting()["other"]


def test_results_are_asked_for_after_a_week_and_finished_posts_are_silent(root):
    more = "published: [{channel: wx, at: 2026-11-18T20:00+08:00, no_url_reason: group}]\nauthor: mei\n"
    post(root, "night", "published", "2026-11-18", more)
    assert (("mei",), "2026-11-25", 'Fill in the results of "Night"') in seen(root)
    post(root, "night", "withdrawn", "2026-11-18", more)
    assert seen(root) == []


def test_an_event_waits_for_tasks_results_and_retro(root):
    folder = root / "events/2026-11-20-night"
    folder.mkdir(parents=True)
    (folder / "event.yml").write_text(
        "name: Night\nstart: 2026-11-20T20:00+08:00\nend: 2026-11-20T22:00+08:00\nstatus: done\nowner: mei\n"
    )
    (folder / "tasks.yml").write_text(
        "tasks:\n  - {id: book, title: Book it, owner: lin, due_t: -3, status: todo}\n"
        "  - {id: tea, title: Done, owner: lin, due_t: -3, status: done}\n"
    )
    assert seen(root, 30) == [
        (("lin",), "2026-11-17", "Book it (T-3)"),
        (("mei",), "2026-11-27", 'Write the retro of "Night"'),
        (("mei",), "2026-12-04", 'Write down the results of "Night"'),
    ]
    (folder / "retro.md").write_text(
        "---\ndate: 2026-11-21\nactions:\n  - {what: Chairs, owner: mei, due: 2026-11-30}\n"
        "  - {what: Tea, owner: mei, due: 2026-11-30, done: true}\n---\nFine.\n"
    )
    assert (("mei",), "2026-11-30", "Action of a retro: Chairs") in seen(root, 30)
    assert not any("Tea" in what for _, _, what in seen(root, 30))


def test_partners_are_asked_about_before_notice_is_due(root):
    (root / "community/partners").mkdir()
    (root / "community/partners/lamp.yml").write_text(
        "name: {zh: 灯, en: Lamp}\nkind: brand\nstage: active\nowner: lin\ndisclosure_label: Ad\n"
        "agreement: {ref: A-1, signed: 2026-01-01, from: 2026-01-01, to: 2026-12-25, renewal_notice_days: 30}\n"
        "deliverables:\n  - {what: A post, due: 2026-11-24}\n  - {what: Old, due: 2026-11-01, done: true}\n"
    )
    assert seen(root) == [
        (("lin",), "2026-11-24", "Lamp: A post"),
        (("lin",), "2026-11-25", 'Decide whether to renew with "Lamp"'),
    ]


def test_the_command_groups_by_person_and_counts(root):
    post(root, "late", "scheduled", "2026-11-20", "author: mei\n")
    post(root, "night", "draft", more="author: lin\n")
    run = CliRunner().invoke
    told = run(cli, ["status", "-C", str(root), "--lang", "en"]).output
    assert "2 d late" in told
    assert told.index("Mei  mei") < told.index("Lin  lin")
    assert told.endswith("Things to do: 2, late: 1.\n")
    only = run(cli, ["status", "-C", str(root), "--lang", "zh", "--who", "lin"]).output
    assert "小梅" not in only
    assert "还有 2 天" in only
    rows = json.loads(run(cli, ["status", "-C", str(root), "--format", "json"]).output)
    assert [row["people"] for row in rows["todos"]] == [["mei"], ["lin"]]
    assert run(cli, ["status", "-C", str(root), "--who", "nobody"]).exit_code == 2
    assert run(cli, ["status", "-C", str(root), "--as-of", "2025-01-01", "--lang", "zh"]).output.endswith(
        "没有等着处理的事。\n"
    )


def test_a_hostile_title_cannot_move_the_cursor(root):
    post(root, "night", "draft")
    path = root / "content/posts/2026/11/2026-11-25-night.md"
    path.write_text(path.read_text().replace("{zh: 夜读, en: Night}", '"::error::x\\u009b2J"'))
    told = CliRunner().invoke(cli, ["status", "-C", str(root)]).output
    assert "\x9b" not in told
