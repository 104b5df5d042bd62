# ruff: noqa: E501 - refs in tables
"""Reading a workspace at a git ref: from objects only, whatever the ref, the names and the environment try."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from commops.errors import InputError
from commops.workspace import Workspace
from commops.workspace.gitref import GitTree, load_ref
from commops.workspace.load import load

Make = Callable[..., Workspace]
POST = "content/posts/2026/11/2026-11-23-tea.md"
FRONT = "---\ntitle: Tea\ndate: 2026-11-23T20:00+08:00\nchannels: [wx-1]\n---\n"


def git(folder: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]
    return subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def repository(make: Make, tmp_path: Path) -> Path:
    """Two commits: one post, then another text in it; the working tree is dirty on top."""
    make({POST: f"{FRONT}first\n", ".gitattributes": "*.md diff=evil filter=evil\n", "content/odd name.txt": "x"})
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-q", "-m", "one")
    (tmp_path / POST).write_text(f"{FRONT}second\n")
    git(tmp_path, "commit", "-q", "-am", "two")
    git(tmp_path, "tag", "v1")
    (tmp_path / POST).write_text("dirty")
    return tmp_path


@pytest.mark.parametrize(
    ("ref", "body"), [("HEAD", "second\n"), ("HEAD~1", "first\n"), ("main", "second\n"), ("v1", "second\n")]
)
def test_reads_the_ref_and_not_the_working_tree(repository: Path, ref: str, body: str) -> None:
    before = git(repository, "status", "--porcelain")
    ws = load_ref(repository, ref)
    assert [post.body for post in ws.posts] == [body]
    assert ws.read_text("content/odd name.txt") == "x"
    assert git(repository, "status", "--porcelain") == before
    assert (repository / POST).read_text() == "dirty"


def test_a_workspace_inside_is_another_one_at_a_ref_too(repository: Path) -> None:
    inner = repository / "examples/inner"
    (inner / "community").mkdir(parents=True)
    (inner / "community/community.yml").write_bytes((repository / "community/community.yml").read_bytes())
    (inner / "notes.txt").write_text("x")
    git(repository, "add", "examples")
    git(repository, "commit", "-q", "-m", "three", "examples")
    found = set(load_ref(repository, "HEAD").tracked)
    assert "examples/inner/community/community.yml" in found
    assert "examples/inner/notes.txt" not in found
    assert set(load(repository).tracked) == found


def test_a_folder_of_a_repository_can_be_the_workspace(repository: Path, tmp_path: Path) -> None:
    inner = repository / "inner"
    (inner / "community").mkdir(parents=True)
    (inner / "community/community.yml").write_bytes((repository / "community/community.yml").read_bytes())
    git(repository, "add", "inner")
    git(repository, "commit", "-q", "-m", "three", "inner")
    assert list(load_ref(inner, "HEAD").tracked) == ["community/community.yml"]


@pytest.mark.parametrize(
    "ref",
    ["", "nothing", "-h", "--help", "--output=x", "--upload-pack=touch x", "HEAD; touch x", "$(touch x)", "a b", "HEAD\n", "\x00",
     "HEAD:community", ":/one", "@{-1}", "v1^{tree}", "0" * 40, "../../x", "ext::sh -c touch", "HEAD..main", "--", "中文", "x" * 5000],
)  # fmt: skip
def test_other_refs_are_refused_in_words(repository: Path, ref: str) -> None:
    with pytest.raises(InputError) as caught:
        load_ref(repository, ref)
    assert len(caught.value.render("zh")) < 400
    assert not (repository / "x").exists()


def test_hooks_filters_and_environment_have_no_say(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = tmp_path / "mark"
    for key in (
        "diff.evil.textconv",
        "filter.evil.smudge",
        "core.fsmonitor",
        "core.pager",
        "core.sshCommand",
        "diff.external",
    ):
        git(repository, "config", key, f"touch {mark}; cat")
    for hook in ("post-index-change", "reference-transaction", "post-checkout"):
        path = repository / ".git/hooks" / hook
        path.write_text(f"#!/bin/sh\ntouch {mark}\n")
        path.chmod(0o755)
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    monkeypatch.setenv("GIT_WORK_TREE", "/nowhere")
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", f"touch {mark}")
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "core.fsmonitor")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", f"touch {mark}")
    assert [post.body for post in load_ref(repository, "HEAD").posts] == ["second\n"]
    assert not mark.exists()


def test_links_and_modules_are_refused(repository: Path) -> None:
    (repository / "community/team.yml").symlink_to("/etc/passwd")
    git(repository, "add", "community/team.yml")
    commit = git(repository, "rev-parse", "HEAD").strip()
    git(repository, "update-index", "--add", "--cacheinfo", f"160000,{commit},content/module")
    git(repository, "commit", "-q", "-m", "links")
    ws = load_ref(repository, "HEAD")
    assert [hit.at.path for hit in ws.faults("readable-file")] == ["community/team.yml", "content/module"]
    assert ws.read_text("community/team.yml") is None


def test_names_that_a_disk_could_not_hold(repository: Path) -> None:
    blob = subprocess.run(
        ["git", "hash-object", "-w", "--stdin"], cwd=repository, input=b"a: 1\n", capture_output=True, check=True
    )
    name = blob.stdout.decode().strip()
    rows = "".join(
        f"100644 blob {name}\t{path}\0" for path in ("A.yml", "a.yml", "b\nc.yml", "d\u202ee.yml", "g\\h.yml")
    )
    tree = subprocess.run(
        ["git", "mktree", "-z"],
        cwd=repository,
        input=rows.encode() + b"100644 blob " + name.encode() + b"\t\xff.yml\0",
        capture_output=True,
        check=True,
    )
    git(repository, "read-tree", "--prefix=community/personas/", tree.stdout.decode().strip())
    git(repository, "commit", "-q", "-m", "names")
    ws = load_ref(repository, "HEAD")
    places = [hit.at.path for hit in ws.faults("readable-file")]
    assert len(places) == 5
    assert all(path.isprintable() for path in places)
    "".join(places).encode()


def test_a_large_file_is_not_fetched(repository: Path) -> None:
    (repository / "community/team.yml").write_bytes(b"a: " + b"x" * (1 << 20))
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "-m", "large")
    ws = load_ref(repository, "HEAD")
    assert [hit.at.path for hit in ws.faults("readable-file")] == ["community/team.yml", POST]
    assert ws.read_text("community/team.yml") is None
    tree = GitTree(repository, "HEAD")
    assert len(tree.read("community/team.yml")) == (1 << 20) + 1
    assert isinstance(next(iter(tree.read_many(["community/team.yml"])))[1], OSError)
    assert ws.read_head("community/team.yml", 4) == b"a: x"


def test_outside_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(InputError):
        load_ref(tmp_path, "HEAD")


def test_without_git(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(InputError, match="not installed"):
        load_ref(repository, "HEAD")
