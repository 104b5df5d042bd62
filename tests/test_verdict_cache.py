"""The cache of verdicts: with it and without it a check says the same, whatever changes and whatever is done to it."""

from __future__ import annotations

import concurrent.futures
import datetime as dt
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commops import checking
from commops.checking import Request, check_folder
from commops.rule import PAGES
from commops.workspace import Source
from commops.workspace import cache as cache_module
from property_tests import costly

TODAY = dt.date(2026, 11, 22)
POST = "content/posts/2026/11/2026-11-{day}-{name}.md"
OTHER = "events/2026-11-28-tea/event.yml"


def git(folder, *arguments):
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]
    return subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout


def post(title="茶", time="20:00", channel="wx", more=""):
    return (
        f"---\ntitle: {{zh: {title}, en: Tea}}\ndate: 2026-11-25T{time}+08:00\nchannels: [{channel}]\n{more}---\n晚安\n"
    )


@pytest.fixture
def workspace(tmp_path):
    return made(tmp_path / "ws")


def made(root):
    shutil.copytree(PAGES / "example_base", root)
    write(root, POST.format(day=25, name="tea"), post(time="23:40"))
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "one")
    return root


def write(root, path, text):
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")


def both(root, **more):
    """The check with the cache and without it; they are the same."""
    asked = {"root": root, "today": TODAY} | more
    with_cache = check_folder(Request(**asked))
    fresh = check_folder(Request(**asked, keep=False))
    for name in ("findings", "waived", "files", "languages", "site_url"):
        assert getattr(with_cache, name) == getattr(fresh, name)
    return fresh


TIMES = st.sampled_from(["20:00", "23:40", "07:59", "25:00"])
CHANNELS = st.sampled_from(["wx", "oa", "nowhere", "wx, oa"])
MORE = st.sampled_from(
    [
        "",
        "commercial: true\n",
        "pillar: nothing\n",
        "event: 2026-11-28-tea\n",
        "unknown: 3\n",
        "status: published\n",
        "status: approved\napproved_by: lin\napproved_at: 2026-11-24T10:00+08:00\n",
        "waive:\n  - {rule: quiet-hours, reason: 跨年, by: lin, until: 2026-11-24}\n",
        "waive:\n  - {rule: translated, reason: 试试, by: lin}\n",
    ]
)
NAMES = st.sampled_from(["tea", "rice", "wine"])
EDITS = st.one_of(
    st.tuples(st.just("post"), NAMES, st.sampled_from(["茶", "全国最好的茶", "酒"]), TIMES, CHANNELS, MORE),
    st.tuples(st.just("delete"), NAMES),
    st.tuples(st.just("rename"), NAMES, NAMES),
    st.tuples(st.just("team"), st.sampled_from(["active", "left"])),
    st.tuples(st.just("quiet"), st.sampled_from(["22:30", "23:50"])),
    st.tuples(st.just("event"), st.sampled_from(["2026-11-28T19:00+08:00", "soon", ""])),
    st.tuples(st.just("policy"), st.sampled_from(["off", "info", "error", ""])),
    st.tuples(st.just("break"), NAMES),
    st.tuples(st.just("touch"), NAMES),
    st.tuples(st.just("link"), NAMES),
    st.tuples(st.just("commit")),
    st.tuples(st.just("zone"), st.sampled_from(["Asia/Shanghai", "Europe/Berlin"])),
    st.tuples(st.just("other"), st.sampled_from(["13812345678", "nothing", ""])),
)


def edit(root, step):
    what, *facts = step
    paths = {name: root / POST.format(day=25, name=name) for name in ("tea", "rice", "wine")}
    if what == "post":
        name, *rest = facts
        paths[name].unlink(missing_ok=True)
        write(root, str(paths[name].relative_to(root)), post(*rest))
    elif what == "delete":
        paths[facts[0]].unlink(missing_ok=True)
    elif what == "rename" and paths[facts[0]].exists() and facts[0] != facts[1]:
        paths[facts[0]].replace(paths[facts[1]])
    elif what in ("team", "quiet", "zone"):
        file, old, new = {
            "team": ("team.yml", "until: ", "# until: "),
            "quiet": ("channels.yml", 'from: "22:30"', f'from: "{facts[0]}"'),
            "zone": ("community.yml", "timezone: Asia/Shanghai", f"timezone: {facts[0]}"),
        }[what]
        text = (PAGES / "example_base/community" / file).read_text("utf-8")
        write(root, f"community/{file}", text if facts == ["active"] else text.replace(old, new))
    elif what == "event":
        write(root, OTHER, f"name: {{zh: 茶, en: Tea}}\nkind: talk\nstatus: idea\nstart: {facts[0]}\nowner: lin\n")
    elif what == "policy":
        rows = (
            f'rules:\n  quiet-hours: {{severity: "{facts[0]}", reason: 试, by: lin}}\n' if facts[0] else "rules: {}\n"
        )
        write(root, "community/policy.yml", rows)
    elif what == "break":
        paths[facts[0]].unlink(missing_ok=True)
        write(root, str(paths[facts[0]].relative_to(root)), "---\ntitle: [\n")
    elif what == "touch" and paths[facts[0]].is_file():
        os.utime(paths[facts[0]])
    elif what == "link":
        paths[facts[0]].unlink(missing_ok=True)
        paths[facts[0]].parent.mkdir(parents=True, exist_ok=True)
        paths[facts[0]].symlink_to("nowhere")
    elif what == "commit":
        git(root, "add", "-A")
        git(root, "commit", "-q", "--allow-empty", "-m", "more")
    elif what == "other":
        write(root, "notes.txt", f"{facts[0]}\n")


@costly
@given(
    st.lists(
        st.tuples(
            EDITS,
            st.sampled_from([None, "HEAD", "HEAD~1", "HEAD~2"]),
            st.sampled_from([None, dt.date(2026, 11, 25), dt.date(2027, 11, 25)]),
            st.sampled_from([None, None, "HEAD~1"]),
        ),
        min_size=3,
        max_size=9,
    )
)
def test_a_check_with_the_cache_says_what_one_without_it_says(steps):
    with tempfile.TemporaryDirectory() as place:
        root = made(Path(place) / "ws")
        git(root, "commit", "-q", "--allow-empty", "-m", "two")
        git(root, "commit", "-q", "--allow-empty", "-m", "three")
        for step, base, as_of, policy_ref in steps:
            edit(root, step)
            both(root, base=base, as_of=as_of, policy_ref=policy_ref)
            both(root)


def kept(root):
    return sorted((root / ".commops/cache").glob("*.json"))


def test_an_unchanged_workspace_is_not_read_again(workspace, monkeypatch):
    before = both(workspace)
    age(workspace)
    both(workspace)

    def never(*_arguments):
        raise AssertionError("read again")

    monkeypatch.setattr(checking.DiskTree, "read", never)
    assert check_folder(Request(workspace, today=TODAY)).findings == before.findings


def age(root):
    """As if the last look was long after the last change."""
    for path in kept(root):
        head, body = path.read_bytes().split(b"\n", 1)
        value = json.loads(body)
        if "looked" in value:
            value["looked"] += 10**12
            cache = cache_module.Cache(root, json.loads(head)[0])
            cache.keep(path.stem, value)


def test_only_changed_files_are_read_and_judged_again(workspace, monkeypatch):
    for number in range(10, 29):
        # Long ago and each on its own day, so that no rule has anything to say about them.
        old = post().replace("2026-11-25", f"2025-03-{number}")
        write(workspace, f"content/posts/2025/03/2025-03-{number}-old.md", old)
    both(workspace)
    age(workspace)
    write(workspace, POST.format(day=25, name="tea"), post(time="23:50"))
    read = []
    original = checking.DiskTree.read
    monkeypatch.setattr(checking.DiskTree, "read", lambda tree, path: read.append(path) or original(tree, path))
    found = check_folder(Request(workspace, today=TODAY)).findings
    assert any("23:50" in one.message.en for one in found)
    assert set(read) == {POST.format(day=25, name="tea")}


def test_places_in_files_that_did_not_change_are_not_looked_up_again(workspace, monkeypatch):
    day = "content/posts/2026/12/2026-12-13-{name}.md"
    write(workspace, day.format(name="party"), post().replace("2026-11-25", "2026-12-13"))
    both(workspace)
    write(workspace, POST.format(day=26, name="new"), post())
    original, looked_up = Source._places, []
    monkeypatch.setattr(Source, "_places", lambda source: looked_up.append(source.path) or original(source))
    found = check_folder(Request(workspace, today=TODAY)).findings
    assert [one.at.line for one in found if one.rule == "special-day" and "party" in one.at.path] == [3]
    assert set(looked_up) == {POST.format(day=26, name="new")}
    # With another content the places are others.
    text = (workspace / day.format(name="party")).read_text(encoding="utf-8")
    write(workspace, day.format(name="party"), text.replace("title:", "# Let us see.\ntitle:"))
    assert [one.at.line for one in both(workspace).findings if one.rule == "special-day"] == [4]


def test_files_of_the_last_time_only_save_time(workspace):
    """Whatever is said to have been there: what is there now counts, and what git would add."""
    other = workspace / "content/posts/2026/11"
    (other / "2026-11-26-link.md").symlink_to("/etc/passwd")
    write(workspace, ".gitignore", "*.log\n")
    write(workspace, "content/posts/2026/11/a.log", "x")
    write(workspace, "content/posts/2026/11/CON.md", post())
    known = ["gone.md", "content/posts/2026/11/2026-11-26-link.md", "content/posts/2026/11/a.log", "../x", "\0", ""]
    for names in ([], known, [*known, POST.format(day=25, name="tea")]):
        tree = checking.DiskTree(workspace, known=names)
        plain = checking.DiskTree(workspace)
        assert (tree.sizes, tree.refused, tree.stamps) == (plain.sizes, plain.refused, plain.stamps)
        assert [path for path, _ in tree.refused] == [known[1], "content/posts/2026/11/CON.md"]


def test_names_are_not_taken_for_good_by_a_cache_in_git(workspace):
    bad = "content/posts/2026/11/CON.md"
    write(workspace, bad, post())
    names = checking.DiskTree(workspace).sizes
    assert bad in checking.DiskTree(workspace, known=[*names, bad]).sizes
    write(workspace, ".commops/cache/run.json", "{}")
    tree = checking.DiskTree(workspace, known=[*names, bad])
    assert tree.cache_is_foreign
    assert [path for path, _ in tree.refused] == [bad]


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(path.read_bytes()[:-30]),
        lambda path: path.write_bytes(path.read_bytes().replace(b"quiet-hours", b"quiet-h0urs")),
        lambda path: path.write_bytes(path.read_bytes().split(b"\n")[0] + b"\n{}"),
        lambda path: path.write_bytes(b"[" * 100000),
        lambda path: (path.unlink(), path.mkdir()),
        lambda path: (path.unlink(), path.symlink_to("/etc/passwd")),
    ],
)
def test_a_damaged_cache_counts_as_none(workspace, damage):
    both(workspace)
    assert len(kept(workspace)) == 3
    for path in kept(workspace):
        damage(path)
    assert [found.rule for found in both(workspace).findings] == ["quiet-hours"]


def test_a_cache_from_elsewhere_counts_as_none(workspace, tmp_path):
    both(workspace)
    forged = tmp_path / "other"
    shutil.copytree(workspace, forged)
    for path in kept(forged):
        path.write_bytes(path.read_bytes().replace(b"23:40", b"20:00"))
    assert [found.rule for found in both(forged).findings] == ["quiet-hours"]


def test_a_cache_in_git_is_not_used(workspace):
    both(workspace)
    git(workspace, "add", "-f", ".commops/cache")
    (workspace / ".commops/cache/run.json").write_text("{}")
    both(workspace)
    assert (workspace / ".commops/cache/run.json").read_text() == "{}"


def test_the_cache_is_private_and_invisible_to_git(workspace):
    both(workspace)
    assert {path.stat().st_mode & 0o777 for path in kept(workspace)} == {0o600}
    assert (workspace / ".commops/cache").stat().st_mode & 0o777 == 0o700
    assert git(workspace, "status", "--porcelain") == ""


def test_a_folder_that_is_a_link_is_not_written_through(workspace, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (workspace / ".commops").symlink_to(tmp_path / "elsewhere")
    both(workspace)
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_folder_that_cannot_be_written_is_no_obstacle(workspace, monkeypatch):
    def refused(*_arguments, **_more):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(cache_module, "write_atomic", refused)
    monkeypatch.setattr(Path, "mkdir", refused)
    assert [found.rule for found in both(workspace).findings] == ["quiet-hours"]
    assert not (workspace / ".commops").exists()


def test_no_cache_leaves_nothing_behind(workspace):
    check_folder(Request(workspace, today=TODAY, keep=False))
    assert not (workspace / ".commops").exists()


@pytest.mark.slow
def test_several_at_once_say_the_same(workspace):
    command = [sys.executable, "-m", "commops", "check", "-C", str(workspace), "--format", "json", "--cache"]

    def run(_number):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout

    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        results = set(pool.map(run, range(4)))
    assert len(results) == 1
    assert next(iter(results))[0] == 1


def test_a_file_that_changes_within_one_tick_is_noticed(workspace):
    """Same size, and (as on a file system with coarse times) the same times."""
    path = workspace / POST.format(day=25, name="tea")
    both(workspace)
    before = path.stat()
    with path.open("r+", encoding="utf-8") as file:
        file.write(post(time="20:00"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert [found.rule for found in both(workspace).findings] == []


def test_another_version_of_the_program_judges_anew(workspace, monkeypatch):
    both(workspace)
    monkeypatch.setattr(cache_module, "__version__", "999")
    monkeypatch.setattr(checking, "adopt", lambda _tree, known, _looked: (bool(known), False))
    assert [found.rule for found in check_folder(Request(workspace, today=TODAY)).findings] == ["quiet-hours"]
