"""What people are called and what they said never leaves the import: not into a file, not onto the screen."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest
import test_chatlab as chatlab
import test_discourse as discourse
import test_mastodon as mastodon
import test_matrix as matrix
import test_mattermost as mattermost
import test_zulip as zulip
from chatkit import discord, discord_author, discord_message
from click.testing import CliRunner
from logkit import T0, account, as_json, chat, merged, message, put, service, slack

from commops.cli.main import cli
from commops.errors import InputError
from commops.logs.keys import load_key
from commops.logs.warehouse import open_warehouse

CANARIES = [f"Zqx{number:03}vw" for number in range(320)]
"""Invented names and phrases; each is used in some place of some export."""
PEOPLE = CANARIES[:45]


def exports(root: Path) -> list[str]:
    """Write exports of every format that hold the canaries; return the canaries used."""
    words = iter(CANARIES)
    people = [next(words) for _ in PEOPLE]
    records = [
        message(
            n, T0 + n, f"user{name}", next(words),
            **{"from": name, "forwarded_from": next(words), "via_bot": "@" + next(words)},
        )
        for n, name in enumerate(people, 1)
    ]  # fmt: skip
    invited = service(90, T0 + 90, action="invite_members", members=[next(words)], actor=next(words), actor_id="user1")
    polls = message(91, poll={"question": next(words), "answers": [{"text": next(words)}]}, text="", reactions=[
        {"type": "emoji", "count": 1, "emoji": "x", "recent": [{"from": next(words), "from_id": f"user{next(words)}"}]},
    ])  # fmt: skip
    private = chat(message(1, text=next(words)), name=next(words), number=99, kind="personal_chat")
    (root / "telegram.json").write_bytes(as_json(account(chat(*records, invited, polls), private)))
    broken = as_json(chat(message(1, text=next(words)), message(2, text="BROKEN"), number=8))
    (root / "broken.json").write_bytes(broken.replace(b'"BROKEN"', f'"{next(words)}'.encode()))
    said = {"type": "message", "user": next(words), "text": next(words), "ts": "1779926401.1", "username": next(words)}
    files = {"general/2026-05-28.json": [said], "D024BE91L/2026-05-28.json": [{**said, "text": next(words)}]}
    user = {"id": said["user"], "name": next(words), "profile": {"email": f"{next(words)}@example.org"}}
    (root / "slack.zip").write_bytes(slack(files, users=[user], channels=[{"id": "C1", "name": "general"}]))
    nick, other = next(words), next(words)
    log = f"=== {nick} [~{next(words)}@x] has joined #c\n[09:00] <{nick}> {next(words)}\n"
    log += f"=== {nick} is now known as {other}\n"
    (root / "2026-05-28-#club.txt").write_text(log + f"[09:01] <{other}> {next(words)}\n{next(words)} no such line\n")
    (root / "club.mapping.yml").write_text("columns: {time: t, author: a, text: x}\n")
    (root / "club.csv").write_text(
        f"t,a,x\n2026-05-28,{next(words)},{next(words)}\nyesterday,{next(words)},{next(words)}\n"
    )
    author = discord_author(3, name=next(words), nickname=next(words), id=next(words))
    spoken = {**discord_message(1, text=next(words)), "author": author, "mentions": [{**author, "name": next(words)}]}
    thread = {"id": "4", "type": "GuildPublicThread", "category": "talk", "name": next(words)}
    (root / "discord.json").write_bytes(as_json(discord(spoken), 2))
    (root / "thread.json").write_bytes(as_json(discord(spoken, channel=thread), 2))
    alone = {"type": "DirectTextChat", "name": next(words)}
    (root / "alone.json").write_bytes(as_json(discord(spoken, channel=alone), 2))
    (root / "talk.csv").write_text(
        f'AuthorID,Author,Date,Content,Attachments,Reactions\n"{next(words)}","{next(words)}","2026-05-28T09:00:00Z",'
        f'"{next(words)}","https://example.org/{next(words)}.png","{next(words)} (3)"\n"1","{next(words)}","x","y"\n'
    )
    start = "13/06/2018, 21:25 - "
    (root / "WhatsApp Chat with Paper Boat.txt").write_text(
        f"{start}{next(words)}: {next(words)}\n{start}{next(words)} added {next(words)}\n"
        f"{start}{next(words)} changed the subject to {next(words)}\n"
        f"{start}{next(words)}: {next(words)}.pdf (file attached)\n"
        f"99/99/2018, 21:25 - {next(words)}: {next(words)}\n{next(words)}\n"
    )
    (root / "_chat.txt").write_text(f"{start}{next(words)}: {next(words)}\n{start}{next(words)} left\n")
    (root / "unknown.txt").write_text(f"{next(words)} said {next(words)}\n")
    (root / "unmapped.csv").write_text(f"{next(words)},{next(words)}\n")
    return CANARIES[: 320 - len(list(words))]


def more_exports(root: Path) -> list[str]:
    """The same for forums, and for platforms whose exports are JSON."""
    words = iter(CANARIES)
    named = chatlab.MEMBERS[0] | {"accountName": next(words), "groupNickname": next(words), "avatar": next(words)}
    talk = [chatlab.said(n, sender=next(words), content=next(words), accountName=next(words)) for n in range(9)]
    talk.append(chatlab.said(9, "sys", f'"{next(words)}"邀请"{next(words)}"加入了群聊', 80))
    (root / "chatlab.json").write_bytes(chatlab.as_object(*talk, members=[named]))
    private = chatlab.META | {"type": "private", "name": next(words)}
    (root / "private.jsonl").write_bytes(chatlab.as_lines(*talk, meta=private))
    posts = [
        mattermost.post(n, next(words), next(words), replies=[mattermost.said(n + 0.5, next(words), next(words))])
        for n in range(9)
    ]
    user = {"type": "user", "user": {"username": next(words), "email": f"{next(words)}@example.org"}}
    direct = {"type": "direct_post", "direct_post": mattermost.said(1, next(words), next(words))}
    (root / "mattermost.jsonl").write_bytes(mattermost.lines(user, *posts, direct) + f'{{"{next(words)}'.encode())
    who = f"@{next(words)}:example.org"
    events = [matrix.said(1, next(words), who), matrix.member(2, who, "join", displayname=next(words))]
    events += [matrix.edit(3, "$1", next(words), who), matrix.reaction(4, "$1", next(words), f"@{next(words)}:x")]
    (root / "matrix.json").write_bytes(matrix.room(*events, exported_by=next(words)))
    topic = discourse.topic(
        discourse.post(1, username=next(words), name=next(words), cooked=f"<p>{next(words)}</p>"),
        discourse.post(2, user_id=None, username=next(words), created_at=next(words)),
        title=next(words),
    )
    (root / "discourse.json").write_bytes(discourse.as_json(topic))
    address = f"https://x.example.org/users/{next(words)}/statuses/1"
    toots = [mastodon.said(1, next(words), inReplyTo=address, summary=next(words)), mastodon.boost(2, address)]
    (root / "outbox.json").write_bytes(mastodon.outbox(*toots))
    zulip.archive(
        root, {("12", next(words)): [zulip.said(1, next(words), next(words)), zulip.said(2, timestamp=next(words))]}
    )
    realm = zulip.REALM | {"zerver_userprofile": [{"id": 7, "full_name": next(words), "email": next(words)}]}
    kept = zulip.kept(1, subject=next(words), rendered_content=next(words)), zulip.kept(2, date_sent=next(words))
    (root / "zulip.tar.gz").write_bytes(zulip.export(zulip.table(*kept), realm=realm))
    (root / "talk.mapping.yml").write_text("columns: {time: t, author: a.b, text: x, id: i}\n")
    record = {"t": "2026-05-28", "a": {"b": next(words)}, "x": next(words), "i": next(words)}
    (root / "talk.json").write_text(json.dumps([record, record | {"t": next(words)}]))
    (root / "unmapped.jsonl").write_text(json.dumps({next(words): next(words)}))
    return CANARIES[: len(CANARIES) - len(list(words))]


@pytest.mark.parametrize(("form", "texts"), [("text", True), ("json", True), ("text", False)])
@pytest.mark.parametrize(("make", "least"), [(exports, 200), (more_exports, 90)])
def test_no_canary_is_ever_seen_again(
    tmp_path: Path, make: Callable[[Path], list[str]], least: int, form: str, texts: bool
) -> None:
    data, root = tmp_path / "data", tmp_path / "root"
    data.mkdir()
    root.mkdir()
    used = make(data)
    assert len(used) >= least
    shown = ""
    without = [] if texts else ["--no-texts"]
    named = [str(path) for path in sorted(data.iterdir())]
    for arguments in (["import", str(data), *without], ["import", *named, *without], ["list"]):
        result = CliRunner().invoke(cli, ["logs", *arguments, "-C", str(root), "--format", form])
        assert not result.exception or isinstance(result.exception, SystemExit)
        shown += result.output
    assert len(merged(root)) > 30
    kept = [row["text"] for path in open_warehouse(root).text_files() for row in pq.read_table(path).to_pylist()]
    assert bool(kept) == texts
    assert make is not exports or set(kept) <= set(used[len(PEOPLE) :])
    files = [path for path in (root / ".commops").rglob("*") if path.is_file() and not path.match("*-texts.parquet")]
    assert texts or not [*(root / ".commops").rglob("*-texts.parquet")]
    stored = [str(path.relative_to(root)).encode() + path.read_bytes() for path in files]
    stored += [repr(row).encode() for row in merged(root)]
    for canary in used:
        for spelling in (canary, canary.lower(), canary.upper()):
            assert spelling not in shown
            assert not any(spelling.encode() in content for content in stored)


def test_the_key_is_made_once_and_only_for_its_owner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COMMOPS_KEY")
    put(tmp_path, as_json(chat(message(1))))
    key = tmp_path / ".commops/key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert stat.S_IMODE(key.parent.stat().st_mode) == 0o700
    assert len(key.read_text().strip()) == 64
    assert (tmp_path / ".commops/.gitignore").read_text() == "*\n"
    before = key.read_bytes()
    put(tmp_path, as_json(chat(message(2))))
    assert key.read_bytes() == before


def test_the_environment_comes_before_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = load_key(tmp_path / ".commops")
    assert not (tmp_path / ".commops").exists()
    monkeypatch.setenv("COMMOPS_KEY", "quite another key")
    assert load_key(tmp_path / ".commops").author("telegram", "user1") != first.author("telegram", "user1")
    monkeypatch.setenv("COMMOPS_KEY", "short")
    with pytest.raises(InputError):
        load_key(tmp_path / ".commops")


def test_another_key_is_noticed_before_anything_is_mixed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, as_json(chat(message(1))))
    before = merged(tmp_path)
    monkeypatch.setenv("COMMOPS_KEY", "quite another key")
    with pytest.raises(InputError) as caught:
        put(tmp_path, as_json(chat(message(2))))
    assert "another key" in caught.value.what.en
    assert merged(tmp_path) == before


def test_a_damaged_key_file_is_a_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COMMOPS_KEY")
    (tmp_path / ".commops").mkdir()
    (tmp_path / ".commops/key").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError):
        load_key(tmp_path / ".commops")


def test_the_same_person_and_text_differ_by_source_and_key() -> None:
    key = load_key(Path("unused"))
    assert key.author("irc", "user1") != key.author("slack", "user1")
    assert key.text("hello") == key.text("hello") != key.text("hello ")
    assert key.text("\ud800") != key.text("?")
    assert key.author("irc", "\ud800") != key.author("irc", "?")


def test_a_damaged_state_is_a_message(tmp_path: Path) -> None:
    put(tmp_path, as_json(chat(message(1))))
    (tmp_path / ".commops/warehouse/state.json").write_text("{")
    with pytest.raises(InputError):
        open_warehouse(tmp_path)


def test_reading_makes_nothing(tmp_path: Path) -> None:
    assert open_warehouse(tmp_path).parquet_files() == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("link", ["", "warehouse", "warehouse/tmp", "warehouse/exports", "warehouse/merged"])
def test_a_private_folder_that_is_a_link_is_refused(tmp_path: Path, link: str) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/precious.txt").write_text("keep")
    place = tmp_path / "root/.commops" / link
    place.parent.mkdir(parents=True)
    place.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(InputError):
        put(tmp_path / "root", as_json(chat(message(1))))
    assert [path.name for path in (tmp_path / "elsewhere").iterdir()] == ["precious.txt"]


def test_a_private_folder_that_is_open_to_others_is_closed(tmp_path: Path) -> None:
    (tmp_path / ".commops").mkdir(mode=0o755)
    put(tmp_path, as_json(chat(message(1))))
    assert stat.S_IMODE((tmp_path / ".commops").stat().st_mode) == 0o700
