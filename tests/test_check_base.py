"""Checking a change: what it brings, keeps and ends, by a policy that the change itself cannot touch."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from commops import resources
from commops.checking import Request, check_folder
from commops.cli.main import cli
from commops.errors import InputError
from commops.findings import State
from commops.rule import PAGES
from commops.workspace.gitref import load_base
from commops.workspace.load import load

TODAY = dt.date(2026, 11, 22)
LATE = "content/posts/2026/11/2026-11-25-late.md"
POLICY = 'rules:\n  quiet-hours: {severity: "%s", reason: 试, by: lin}\n'


def git(folder, *arguments):
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]
    return subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout


def write(root, path, text):
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")


def post(time="20:00", channels="wx", more=""):
    return f"---\ntitle: {{zh: 茶, en: Tea}}\ndate: 2026-11-25T{time}+08:00\nchannels: [{channels}]\n{more}---\n晚安\n"


def commit(root, message="more"):
    git(root, "add", "-A")
    git(root, "commit", "-q", "--allow-empty", "-m", message)


@pytest.fixture
def repository(tmp_path):
    """A workspace with one error in it, on a branch that left main right here."""
    root = tmp_path / "ws"
    shutil.copytree(PAGES / "example_base", root)
    write(root, LATE, post("23:40"))
    git(root, "init", "-q", "-b", "main")
    commit(root)
    git(root, "checkout", "-q", "-b", "change")
    return root


def states(root, **more):
    asked = Request(root, today=TODAY, keep=False, **({"base": "main"} | more))
    return [(found.rule, found.at.path, found.state) for found in check_folder(asked).findings]


def errors(root, **more):
    asked = Request(root, today=TODAY, keep=False, **({"base": "main"} | more))
    return [found.rule for found in check_folder(asked).findings if found.severity == "error" and found.state == "new"]


def test_what_was_there_before_is_existing_and_does_not_fail(repository):
    assert states(repository) == [("quiet-hours", LATE, State.EXISTING)]
    done = CliRunner().invoke(cli, ["check", "-C", str(repository), "--base", "main", "--lang", "en"])
    assert done.exit_code == 0
    assert "quiet-hours" not in done.output
    assert CliRunner().invoke(cli, ["check", "-C", str(repository)]).exit_code == 1
    shown = CliRunner().invoke(cli, ["check", "-C", str(repository), "--base", "main", "--all", "--lang", "en"])
    assert "quiet-hours" in shown.output
    assert shown.exit_code == 0


def test_a_new_error_fails_and_a_repaired_one_is_fixed(repository):
    write(repository, LATE, post("20:00"))
    new = LATE.replace("late", "later")
    write(repository, new, post("23:50"))
    assert states(repository) == [("quiet-hours", LATE, State.FIXED), ("quiet-hours", new, State.NEW)]
    done = CliRunner().invoke(cli, ["check", "-C", str(repository), "--base", "main", "--format", "json"])
    assert done.exit_code == 1
    assert {row["state"] for row in json.loads(done.output)["findings"]} == {"fixed", "new"}


def test_lines_that_move_change_nothing(repository):
    write(repository, LATE, post("23:40").replace("date:", "summary: {zh: 一杯, en: A cup}\ndate:"))
    assert states(repository) == [("quiet-hours", LATE, State.EXISTING)]


def test_another_value_at_the_same_place_is_new(repository):
    write(repository, LATE, post("23:50"))
    assert {state for *_, state in states(repository)} == {State.NEW, State.FIXED}


def test_an_entry_above_changes_no_fingerprint(repository):
    path = "community/channels.yml"
    text = (repository / path).read_text("utf-8").replace("owner: lin", "owner: nobody-here")
    write(repository, path, text)
    commit(repository)
    git(repository, "branch", "-f", "main")
    entry = (
        "  - id: extra\n    platform: wechat-group\n    name: {zh: 群, en: Group}\n    purpose: {zh: 聊。, en: Talk.}\n"
    )
    entry += "    owner: mei\n    language: zh-CN\n    status: active\n"
    write(repository, path, text.replace("channels:\n", f"channels:\n{entry}", 1))
    found = [(rule, state) for rule, _, state in states(repository) if rule == "known-reference"]
    assert found == [("known-reference", State.EXISTING)]


def test_a_file_that_moves_keeps_its_findings(repository):
    git(repository, "mv", LATE, LATE.replace("late", "moved"))
    assert states(repository) == [("quiet-hours", LATE.replace("late", "moved"), State.EXISTING)]


def test_one_more_of_the_same_is_one_new_one(repository):
    write(repository, LATE, post("23:40", more="unknown-key: 1\n"))
    assert [state for *_, state in states(repository)] == [State.EXISTING, State.NEW]


def test_the_base_is_where_the_branches_went_apart(repository):
    """What was merged into main since is no part of the change, neither as repaired nor as brought."""
    git(repository, "checkout", "-q", "main")
    write(repository, LATE.replace("late", "other"), post("23:30"))
    commit(repository)
    git(repository, "checkout", "-q", "change")
    assert states(repository) == [("quiet-hours", LATE, State.EXISTING)]


def test_the_first_workspace_of_a_repository_is_all_new(tmp_path):
    git(tmp_path, "init", "-q", "-b", "main")
    commit(tmp_path)
    shutil.copytree(PAGES / "example_base", tmp_path, dirs_exist_ok=True)
    write(tmp_path, LATE, post("23:40"))
    assert states(tmp_path) == [("quiet-hours", LATE, State.NEW)]


def test_unchanged_files_are_the_same_sources(repository):
    write(repository, LATE, post("23:50"))
    ws = load(repository, today=TODAY, base="main")
    assert ws.base is not None
    same = [path for path, source in ws.sources.items() if ws.base.sources[path] is source]
    assert set(ws.sources) - set(same) == {LATE}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_without_a_repository_it_says_what_to_do(tmp_path, lang):
    shutil.copytree(PAGES / "example_base", tmp_path, dirs_exist_ok=True)
    done = CliRunner().invoke(cli, ["check", "-C", str(tmp_path), "--base", "main", "--lang", lang])
    assert isinstance(done.exception, InputError)
    told = done.exception.render(lang)
    assert ("不是 git 仓库" if lang == "zh" else "not a git repository") in told


def test_a_shallow_clone_is_told_to_fetch(repository, tmp_path):
    git(repository, "checkout", "-q", "main")
    commit(repository)
    git(tmp_path, "clone", "-q", "--depth=1", f"file://{repository}", "shallow")
    with pytest.raises(InputError, match="shallow") as caught:
        states(tmp_path / "shallow", base="HEAD~1")
    assert "--unshallow" in caught.value.render("en")
    git(tmp_path / "shallow", "fetch", "-q", "--depth=1", "origin", "change:change")
    with pytest.raises(InputError, match="shallow"):
        load_base(tmp_path / "shallow", "change", load(tmp_path / "shallow", today=TODAY))


def test_a_repository_without_commit_and_one_without_common_history(repository, tmp_path):
    fresh = tmp_path / "fresh"
    shutil.copytree(PAGES / "example_base", fresh)
    git(fresh, "init", "-q", "-b", "main")
    with pytest.raises(InputError):
        states(fresh, base="HEAD")
    git(fresh, "fetch", "-q", str(repository), "main:other")
    with pytest.raises(InputError, match="no commit in this repository"):
        states(fresh, base="other")
    commit(fresh)
    with pytest.raises(InputError, match="no history in common"):
        states(fresh, base="other")


def test_the_policy_sets_severities(repository):
    write(repository, "community/policy.yml", POLICY % "warning")
    assert errors(repository, base=None) == []
    write(repository, "community/policy.yml", POLICY % "off")
    assert states(repository, base=None) == []


@pytest.mark.parametrize("name", ["no-personal-data", "readable-file", "waiver-current", "rule-crashed", "policy-rule"])
def test_some_rules_stay_as_they_are(repository, name):
    write(repository, "notes.txt", "x")
    write(repository, "content/posts/2026/11/2026-11-26-b.md", post() + "电话 13912345678\n")
    write(repository, "content/posts/2026/11/2026-11-27-c.md", "---\n[\n")
    before = {rule for rule, *_ in states(repository, base=None)}
    write(repository, "community/policy.yml", POLICY.replace("quiet-hours", name) % "off")
    after = {rule for rule, *_ in states(repository, base=None)}
    assert after == before | {"policy-rule"}


def test_a_change_cannot_loosen_the_policy_that_it_is_judged_by(repository):
    write(repository, LATE.replace("late", "later"), post("23:50"))
    write(repository, "community/policy.yml", POLICY % "off")
    assert errors(repository) == []
    assert errors(repository, policy_ref="main") == ["quiet-hours"]


def test_a_change_cannot_loosen_its_own_word_lists(repository):
    write(repository, "community/terms/house.yml", "terms: [\n")
    assert "readable-file" in errors(repository, policy_ref="main")


def test_a_policy_that_is_broken_by_the_change_is_still_reported(repository):
    write(repository, "community/policy.yml", "rules: {quiet-hours: {severity: never}}\n")
    assert "valid-value" in errors(repository, policy_ref="main")


def test_the_policy_of_the_ref_counts(repository):
    write(repository, "community/policy.yml", POLICY % "warning")
    commit(repository)
    (repository / "community/policy.yml").unlink()
    write(repository, LATE.replace("late", "later"), post("23:50"))
    assert errors(repository, policy_ref="HEAD") == []
    assert errors(repository) == ["quiet-hours"]


def test_a_new_waiver_counts_and_is_shown(repository):
    write(
        repository,
        LATE,
        post("23:50", more="waive:\n  - {rule: quiet-hours, reason: 跨年, by: lin, until: 2026-12-01}\n"),
    )
    assert states(repository) == [("quiet-hours", LATE, State.FIXED), ("waiver-added", LATE, State.NEW)]


@pytest.fixture
def own_tables(repository):
    """A repository with tables of its own, as that of this program."""
    git(repository, "checkout", "-q", "main")
    shutil.copytree(resources.folder("schemas"), repository / "schemas")
    commit(repository)
    git(repository, "checkout", "-q", "-B", "change")
    return repository


def test_a_change_cannot_loosen_the_tables(own_tables, monkeypatch):
    new = LATE.replace("late", "later")
    write(own_tables, new, post().replace("channels: [wx]\n", ""))
    path = own_tables / "schemas/post.schema.json"
    told = json.loads(path.read_text("utf-8"))
    told["required"].remove("channels")
    path.write_text(json.dumps(told), "utf-8")
    assert "valid-value" in errors(own_tables, policy_ref="main")
    with resources.instead("schemas", own_tables / "schemas"):
        # The program runs from the changed tables, as in a clone of it.
        assert "valid-value" not in errors(own_tables)
        assert "valid-value" in errors(own_tables, policy_ref="main")
    assert "valid-value" in errors(own_tables, policy_ref="main")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("post.schema.json", "{"),
        ("kinds.yml", "post: {files: 3}\n"),
        pytest.param("post.schema.json", "[]", marks=pytest.mark.slow),
        pytest.param("post.schema.json", '{"type": 5, "properties": {}}', marks=pytest.mark.slow),
        pytest.param("post.schema.json", '{"properties": {"title": {"pattern": "(("}}}', marks=pytest.mark.slow),
        pytest.param("kinds.yml", "post: [\n", marks=pytest.mark.slow),
        pytest.param("kinds.yml", "", marks=pytest.mark.slow),
    ],
)
def test_damaged_tables_are_said_in_words(own_tables, name, content):
    (own_tables / "schemas" / name).write_text(content, "utf-8")
    with resources.instead("schemas", own_tables / "schemas"):
        with pytest.raises(InputError) as caught:
            errors(own_tables)
        assert "--policy-ref" in caught.value.render("en")
        assert errors(own_tables, policy_ref="main") == []


def test_a_pattern_that_takes_for_ever_does_not(own_tables):
    path = own_tables / "schemas/post.schema.json"
    told = json.loads(path.read_text("utf-8"))
    told["properties"]["author"] = {"type": "string", "pattern": "^(a+)+$", "title": "A", "x-label-zh": "甲"}
    path.write_text(json.dumps(told), "utf-8")
    write(own_tables, LATE, post(more=f"author: {'a' * 60}b\n"))
    with resources.instead("schemas", own_tables / "schemas"):
        assert "valid-value" in errors(own_tables)


def test_fingerprints_are_the_same_everywhere(repository):
    """A change of this value makes every finding of every community look new once; so it needs a reason."""
    (found,) = check_folder(Request(repository, today=TODAY, keep=False)).findings
    assert found.fingerprint == FINGERPRINT
    assert Path(found.at.path).name not in found.fingerprint


FINGERPRINT = "c07d5ff88c0a912009b817667c57fb8e3feb2be19a6e29eb794d30b32a67b54e"
