# ruff: noqa: E501 - names in tables
"""Loading a folder: collections, ids, soft and hard faults, names, links, and the day that counts as today."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from commops.errors import InputError
from commops.workspace import Workspace
from commops.workspace.load import load
from commops.workspace.shape.kinds import kinds
from commops.workspace.tree import check_names, name_problem

Make = Callable[..., Workspace]
LANGUAGES = "id: tea\nlanguages: {}\nas_of: 2026-11-22\n"
POST = "content/posts/2026/11/2026-11-23-tea.md"
FRONT = "---\ntitle: Tea\ndate: 2026-11-23T20:00+08:00\nchannels: [wx-1]\n"
TEAM = """\
people:
  - {id: lin, display: 林, kind: staff, roles: [lead], active_from: 2024-01-01}
  - {id: wei, display: 伟, kind: nobody, roles: [lead], active_from: 2024-01-01}
  - {id: an, display: 安, kind: staff, roles: [lead], active_from: 2024-01-01, hobby: tea}
roles:
  - {id: lead, name: 负责人, responsibilities: [领队]}
"""


def seen(ws: Workspace, rule: str) -> list[tuple[str, int, int]]:
    return [(hit.at.path, hit.at.line, hit.at.column) for hit in ws.faults(rule)]


class TestCollections:
    def test_typed_access(self, make: Make) -> None:
        ws = make({POST: f"{FRONT}---\nHello\n", "community/team.yml": TEAM})
        assert ws.profile is not None
        assert ws.profile.id == "profile"
        assert [post.id for post in ws.posts] == ["2026-11-23-tea"]
        assert ws.posts[0].title == "Tea"
        assert ws.posts[0].author is None
        assert ws.posts[0].body == "Hello\n"
        at = ws.posts[0].at("channels", 0)
        assert (at.path, at.line, at.column, at.length) == (POST, 4, 12, 4)
        assert (ws.zone, ws.languages, ws.as_of) == (ZoneInfo("Asia/Shanghai"), ("zh-CN", "en"), dt.date(2026, 11, 22))

    def test_hard_fault_takes_out_one_entry_only_but_its_id_stays_known(self, make: Make) -> None:
        ws = make({"community/team.yml": TEAM})
        assert [person.id for person in ws.people] == ["an", "lin"]
        assert sorted(ws.ids("person")) == ["an", "lin", "wei"]
        assert ws.ids("person")["wei"][0].line == 3
        assert seen(ws, "valid-value") == [("community/team.yml", 3, 33)]
        assert seen(ws, "unknown-key") == [("community/team.yml", 4, 79)]
        assert ws.team is not None

    def test_soft_faults_keep_the_thing(self, make: Make) -> None:
        text = "---\ntitle: 2026\ndate: 2026-11-23 20:00\nchannels: [wx-1]\nstatus: approved\nmood: x\nsummary:\n---\n"
        ws = make({POST: text})
        (post,) = ws.posts
        assert post.title == "2026"
        assert post.date == "2026-11-23T20:00+08:00"
        found = {
            rule: seen(ws, rule)
            for rule in ("yaml-trap", "time-has-offset", "status-requirements", "unknown-key", "valid-value")
        }
        assert found == {
            "yaml-trap": [(POST, 2, 8)],
            "time-has-offset": [(POST, 3, 7)],
            "status-requirements": [(POST, 5, 9)],
            "unknown-key": [(POST, 6, 1)],
            "valid-value": [(POST, 7, 1)],
        }

    @pytest.mark.parametrize(
        "name", ["a#b", "a b(c)", "-rf", "中文", "##[add-mask]x", "Tea", "index", "x" * 200, "a.b"]
    )
    def test_a_file_name_that_cannot_be_an_id_takes_out_the_file(self, make: Make, name: str) -> None:
        path = f"content/posts/2026/11/{name}.md"
        ws = make({path: f"{FRONT}---\n"})
        assert list(ws.posts) == []
        assert seen(ws, "valid-value") == [(path, 1, 1)]

    @pytest.mark.parametrize("tags", ["[../../x, en]", "[/etc, en, en]", "[en, '', .., 5, [de], EN]", "[en, a/b]"])
    def test_a_language_that_is_none_names_no_folder(self, make: Make, tags: str) -> None:
        ws = make({"community/community.yml": LANGUAGES.format(tags)})
        assert ws.languages == ("en",)

    def test_a_profile_that_is_no_file_is_said_to_be_none(self, make: Make, tmp_path: Path) -> None:
        make({})
        profile = tmp_path / "community/community.yml"
        profile.rename(profile.with_name("real.yml"))
        profile.symlink_to("real.yml")
        with pytest.raises(InputError, match="symbolic link"):
            load(tmp_path)

    def test_a_folder_name_that_cannot_be_an_id_takes_out_the_event(self, make: Make) -> None:
        event = "name: Tea\nstart: 2026-11-23T20:00+08:00\nend: 2026-11-23T21:00+08:00\n"
        ws = make({"events/tea (final)/event.yml": event, "events/2026-tea/event.yml": event})
        assert [item.id for item in ws.events] == ["2026-tea"]
        assert seen(ws, "valid-value") == [("events/tea (final)/event.yml", 1, 1)]

    def test_hard_fault_takes_out_the_file(self, make: Make) -> None:
        ws = make({POST: f"{FRONT}status: somday\n---\n"})
        assert list(ws.posts) == []
        assert list(ws.ids("post")) == ["2026-11-23-tea"]
        assert POST in ws.sources

    def test_unreadable_file_keeps_its_id(self, make: Make) -> None:
        ws = make({POST: "title: x\n", "events/2026-11-30-talk/event.yml": "a: [1\n"})
        assert list(ws.ids("post")) == ["2026-11-23-tea"]
        assert ws.ids("event")["2026-11-30-talk"][0].line == 1
        assert [place[0] for place in seen(ws, "readable-file")] == [POST, "events/2026-11-30-talk/event.yml"]

    def test_archive_is_looked_through(self, make: Make) -> None:
        old = "content/posts/archive/2025/10/2025-10-01-old.md"
        ws = make({old: f"{FRONT}---\n"})
        assert [post.source.path for post in ws.posts] == [old]

    def test_file_of_no_kind(self, make: Make) -> None:
        files = {
            "content/note.md": "x",
            "events/2026-11-30-x/event.yaml": "a: 1",
            "content/README.md": "x",
            "other/x.yml": "a",
        }
        ws = make(files)
        assert [hit.at.path for hit in ws.faults("known-kind")] == ["content/note.md", "events/2026-11-30-x/event.yaml"]
        assert ".yml" in str(list(ws.faults("known-kind"))[1].facts["hint"])

    def test_read_text(self, make: Make) -> None:
        ws = make(
            {
                "docs/a.txt": "\ufeffa\r\nb",
                "docs/b.bin": b"a\x00b",
                "docs/c.txt": b"\xff\xfe\xfd",
                "docs/d.txt": b"x" * (2 << 20),
            }
        )
        texts = {
            path: ws.read_text(path)
            for path in [*ws.tracked, "../../etc/passwd", "/etc/passwd"]
            if path.startswith(("docs", "/", "."))
        }
        assert texts == {
            "docs/a.txt": "a\nb",
            "docs/b.bin": None,
            "docs/c.txt": None,
            "docs/d.txt": None,
            "../../etc/passwd": None,
            "/etc/passwd": None,
        }
        assert ws.tracked["docs/d.txt"] == 2 << 20


class TestDay:
    def test_argument_before_profile_before_today(self, make: Make, tmp_path: Path) -> None:
        make({})
        assert load(tmp_path, as_of=dt.date(2020, 1, 2)).as_of == dt.date(2020, 1, 2)
        assert load(tmp_path, today=dt.date(2020, 1, 2)).as_of == dt.date(2026, 11, 22)
        profile = tmp_path / "community/community.yml"
        profile.write_text(profile.read_text().replace("as_of: 2026-11-22\n", ""))
        assert load(tmp_path, today=dt.date(2020, 1, 2)).as_of == dt.date(2020, 1, 2)
        with pytest.raises(InputError, match="Which day"):
            load(tmp_path)

    def test_no_workspace(self, tmp_path: Path) -> None:
        with pytest.raises(InputError) as caught:
            load(tmp_path)
        assert "community/community.yml" in caught.value.render("en")
        assert "-C" in caught.value.render("zh")

    @pytest.mark.parametrize(
        "profile",
        [
            "",
            "timezone: Mars/Olympus\nlanguages: 5\nas_of: soon\n",
            "- a\n",
            b"\xff\xfe",
            "timezone: [a]\nlanguages: []\n",
        ],
    )
    def test_broken_profile_is_a_finding(self, make: Make, profile: str | bytes) -> None:
        ws = make({"community/community.yml": profile}, today=dt.date(2026, 1, 1))
        assert (ws.profile, ws.zone, ws.languages) == (None, ZoneInfo("UTC"), ("zh-CN", "en"))
        assert seen(ws, "readable-file") + seen(ws, "valid-value")


class TestDisk:
    def test_links_are_refused_and_never_followed(self, make: Make, tmp_path: Path) -> None:
        make({})
        secret = tmp_path.parent / f"{tmp_path.name}-secret"
        secret.mkdir()
        (secret / "2026-11-23-x.md").write_text(f"{FRONT}---\nsecret\n")
        (tmp_path / "content/posts/2026").mkdir(parents=True)
        (tmp_path / "content/posts/2026/11").symlink_to(secret)
        (tmp_path / "community/team.yml").symlink_to(secret / "2026-11-23-x.md")
        (tmp_path / "community/loop").symlink_to(tmp_path)
        (tmp_path / "community/gone.yml").symlink_to("/nowhere")
        ws = load(tmp_path)
        assert [hit.at.path for hit in ws.faults("readable-file")] == [
            "community/gone.yml", "community/loop", "community/team.yml", "content/posts/2026/11",
        ]  # fmt: skip
        assert list(ws.posts) == []
        assert list(ws.tracked) == ["community/community.yml"]

    def test_pipe_is_refused(self, make: Make, tmp_path: Path) -> None:
        make({})
        os.mkfifo(tmp_path / "community/team.yml")
        assert [hit.at.path for hit in load(tmp_path).faults("readable-file")] == ["community/team.yml"]

    def test_file_that_is_too_big_is_not_read(self, make: Make) -> None:
        ws = make({"community/team.yml": b"a: " + b"x" * (1 << 20)})
        assert seen(ws, "readable-file") == [("community/team.yml", 1, 1)]

    def test_git_decides_what_counts(self, make: Make, tmp_path: Path) -> None:
        make(
            {
                POST: f"{FRONT}---\n",
                ".gitignore": "*.log\n/private/\n",
                "a.log": "x",
                "private/b.txt": "x",
                "c.txt": "x",
            }
        )
        for command in (["init", "-q"], ["add", "community"]):
            subprocess.run(["git", *command], cwd=tmp_path, check=True)
        (tmp_path / "d.txt").write_text("x")
        assert set(load(tmp_path).tracked) == {".gitignore", "c.txt", "d.txt", "community/community.yml", POST}

    def test_folder_that_git_ignores_is_walked(self, make: Make, tmp_path: Path) -> None:
        make({".gitignore": "*\n", "exports/raw.json": "{}", "build/x": "x"})
        subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
        assert set(load(tmp_path).tracked) == {".gitignore", "community/community.yml"}

    def test_a_workspace_inside_is_another_one(self, make: Make) -> None:
        ws = make(
            {"examples/bad/community/community.yml": "x", "examples/bad/notes.txt": "x", "examples/readme.txt": "x"}
        )
        profiles = {"community/community.yml", "examples/bad/community/community.yml"}
        assert set(ws.tracked) == profiles | {"examples/readme.txt"}

    @pytest.mark.parametrize("folder", ["content", "content/posts/2026/12", "events/2026-12-12-a", ".github"])
    def test_no_profile_hides_posts_or_workflows(self, make: Make, folder: str) -> None:
        """As a hostile change would try: what lies beside the profile must still be checked."""
        ws = make({f"{folder}/community/community.yml": "id: x\n", f"{folder}/b.txt": "x"})
        assert f"{folder}/b.txt" in ws.tracked

    def test_same_name_elsewhere(self, make: Make) -> None:
        ws = make({"community/personas/ann.yml": "a: 1\n", "community/personas/Ann.yml": "a: 1\n"})
        assert [hit.at.path for hit in ws.faults("readable-file")] == ["community/personas/ann.yml"]


class TestNames:
    @pytest.mark.parametrize(
        "path",
        ["../x", "a/../b", "/x", "a//b", "./x", "a\\b", "C:x", "a%2e%2e/b", "a%2Fb", "a\x00b", "a\nb", "a\u202eb", "a\u200bb", "con",
         "a/NUL.md", "com1.txt", "a.", "a ", " a", "a/b ./c", "a?b", "a*", 'a"b', "a|b", "a<b", "a\udcffb", "", "file:x"],
    )  # fmt: skip
    def test_refused(self, path: str) -> None:
        found = name_problem(path)
        assert found is not None
        assert all(found)

    @pytest.mark.parametrize(
        "path", ["a.md", "content/posts/2026/11/2026-11-22-x.md", "内容/周日.md", ".github/x.yml", "a b.txt", "conx.md"]
    )
    def test_fine(self, path: str) -> None:
        assert name_problem(path) is None

    def test_collisions(self) -> None:
        paths = ["a/x.md", "a/X.md", "caf\u00e9.md", "cafe\u0301.md", "stra\u00dfe.md", "STRASSE.md", "y.md"]
        assert set(check_names(paths)) == {"a/x.md", "caf\u00e9.md", "stra\u00dfe.md"}


class TestKinds:
    @pytest.mark.parametrize(
        ("path", "kind"),
        [
            ("community/community.yml", "profile"),
            ("content/posts/2026/11/2026-11-23-a.md", "post"),
            ("content/posts/2026/11/deep/a.md", None),
            ("content/posts/a.md", None),
            ("events/2026-11-30-x/event.yml", "event"),
            ("events/archive/2025-11-30-x/event.yml", "event"),
            ("community/personas/archive/a.yml", "persona"),
            ("content/raffles/a.yml", "raffle"),
            ("xcommunity/community.yml", None),
            ("community/community.yml.bak", None),
        ],
    )
    def test_of(self, path: str, kind: str | None) -> None:
        found = kinds().of(path)
        assert (found.name if found else None) == kind
