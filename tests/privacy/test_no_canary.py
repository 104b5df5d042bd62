"""A thousand invented items go through every command, and none is outside the private cache afterwards.

What may show something private says so, and shows just that: `screen --show-text` on a terminal (other tests), the file
of `logs export` (texts, no names), and the lists that the operator writes by hand in `.commops/`.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from canaries import CANARIES, Hunter, of
from exports import EVENT, IDS, MAPPING, NAMES, NICKS, PHONES, broken, logs, tables, write
from terminal import Terminal

from commops.logs.warehouse import open_warehouse

CLONE = Path(__file__).parents[2]
HUNTER = Hunter(CANARIES)
NOT_TEXTS = {"name", "nickname", "id"}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the process lives: its working folder, its folder for temporary files, the exports, the workspace."""
    folder = tmp_path_factory.mktemp("privacy")
    for name in ("here", "tmp", "root"):
        (folder / name).mkdir()
    return folder


@pytest.fixture(scope="module")
def terminal(home: Path) -> Terminal:
    """The demo community after every command has run over the canaries."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(home / "here")
        patch.setenv("TMPDIR", str(home / "tmp"))
        patch.setattr(tempfile, "tempdir", str(home / "tmp"))
        patch.setenv("COMMOPS_CACHE", "1")
        patch.delenv("COMMOPS_KEY", raising=False)
        return walk(home)


def walk(home: Path) -> Terminal:
    """Every command that touches logs, tables or what comes of them, with good input and with bad."""
    root, given = home / "root", home / "given"
    for name in ("community", "content", "events"):
        shutil.copytree(CLONE / name, root / name, ignore=shutil.ignore_patterns("stats"))
    write(given / "logs", logs())
    (given / "logs/club.mapping.yml").write_text(MAPPING)
    write(given / "broken", broken())
    write(given / "tables", tables())
    terminal = Terminal(root)
    bring_in(terminal, given)
    look_at(terminal)
    release(terminal)
    take_out(terminal)
    return terminal


def bring_in(terminal: Terminal, given: Path) -> None:
    terminal.every(
        [
            ("logs", "import", given / "logs"),
            ("logs", "import", given / "logs", "--format", "json"),
            ("logs", "list"),
            ("logs", "list", "--format", "json"),
        ]
    )
    for path in sorted((given / "broken").iterdir()):
        terminal.run("logs", "import", path, code=None)
    for words in (("import", given / "broken"), ("import", given / "tables")):
        terminal.run("logs", *words, "--format", "json", code=None)
        terminal.run("logs", *words, code=None, lang="en")
    terminal.run("tables", "import", given / "tables", "--event", EVENT, "--channel", "wx-read-1", code=1)
    terminal.run("tables", "import", given / "tables", "--format", "json", code=1, lang="en")
    terminal.run("tables", "import", given / "broken", code=None)
    for name in sorted(tables()):
        for kind in ("roster", "registrations", "post-results"):
            terminal.run("tables", "import", given / "tables" / name, "--as", kind, code=None)
    terminal.run("tables", "import", given / "tables", "--event", EVENT, "--channel", "wx-read-1", code=None)
    terminal.run("logs", "alias", "add", NAMES[1], "--name", "telegram", NAMES[1], "--name", "qq", NAMES[1])
    terminal.run("logs", "alias", "add", NAMES[2], "--name", "telegram", NAMES[1], "--id", "qq", PHONES[3], code=1)
    terminal.run("logs", "alias", "remove", NAMES[9], code=1)
    terminal.run("logs", "alias", "list")


def look_at(terminal: Terminal) -> None:
    points = terminal.root / ".commops/points"
    points.mkdir()
    lines = [f"telegram:user{IDS[n]},2026-11-{n + 1:02},guide-published,1,{NAMES[n]}" for n in range(20)]
    (points / "november.csv").write_text("\n".join(["member,on,action,times,note", *lines]) + "\n", "utf-8")
    out = terminal.root / "build/private"
    out.mkdir(parents=True)
    terminal.every(
        [
            *(("stats", *more, "--format", form) for form in ("table", "json", "csv") for more in ([], ["--exact"], ["--all-chats"])),
            ("stats", "--format", "xlsx", "-o", out / "numbers.xlsx"),
            ("stats", "--exact", "--format", "xlsx", "-o", out / "exact.xlsx"),
            *(("stats", "--compare", "2026-W46", "2026-W47", "--format", form) for form in ("table", "json", "csv")),
            *((verb, "--format", form) for verb in ("topics", "screen") for form in ("table", "json", "csv")),
            *(("points", "--format", form) for form in ("table", "json", "csv")),
            ("points", "--explain", f"telegram:user{IDS[3]}"),
            ("points", "--member", f"telegram:user{IDS[3]}"),
            ("points", "--exact"),
            ("points", "settle", "2026-10"),
            ("tables", "list"),
            *(("tables", "show", kind, "--format", form) for kind in ("roster", "registrations", "signins") for form in ("text", "json")),
            ("tables", "apply"),
            ("tables", "apply", "--write", "--replace", "--on", "2026-11-22"),
            *(("tables", "funnel", EVENT, "--format", form) for form in ("text", "json")),
            ("tables", "funnel", EVENT, "--exact"),
        ]
    )
    for who in ("telegram:", NAMES[0], f"nowhere:{NAMES[0]}"):
        terminal.run("points", "--member", who, code=None)
    (points / "bad.csv").write_text(f"member,on,action\n{NAMES[0]},2026-11-01,guide-published\n", "utf-8")
    terminal.run("points", code=1)
    (points / "bad.csv").write_text(f'member,on,action\n"telegram:{NAMES[0]},{PHONES[0]}\n', "utf-8")
    terminal.run("points", code=1)
    (points / "bad.csv").write_text(f"member,on,action\ntelegram:{IDS[0]},{NAMES[0]},{PHONES[0]}\n", "utf-8")
    terminal.run("points", code=1)
    (points / "bad.csv").unlink()


def release(terminal: Terminal) -> None:
    out = terminal.root / "build/private"
    for words in (["--all"], ["--month", "2026-09"], ["--month", "2026-10"], ["--week", "2026-W40"]):
        terminal.run("stats", "snapshot", *words, code=None)
    assert len([*(terminal.root / "community/stats").glob("*.json")]) > 10
    terminal.every(
        [
            *(
                ("report", *words, "-o", out / f"{words[0]}.md", "--xlsx", out / f"{words[0]}.xlsx")
                for words in (["weekly"], ["monthly"], ["quarterly"], ["event", EVENT])
            ),
            ("report", "investor", "-o", out / "investor", "--xlsx", out / "investor.xlsx"),
            ("site", "prepare"),
            ("status",),
        ]
    )
    for form in ("text", "json", "github", "sarif", "junit", "gitlab", "markdown", "concise", "rdjson"):
        terminal.run("check", terminal.root, "--format", form, code=None)


def take_out(terminal: Terminal) -> None:
    terminal.run("logs", "export", terminal.root / "build/chat.json", "--to", "chatlab", "--channel", "wx-hw")
    for who in (NAMES[149], PHONES[149], IDS[149]):
        terminal.run("logs", "forget", who, "--source", "telegram", code=1)
        terminal.run("tables", "forget", who + "x", code=1)
    terminal.run("logs", "forget", NAMES[12], code=2)
    terminal.run("logs", "forget", NAMES[12], "--source", "telegram")
    terminal.run("tables", "forget", PHONES[14])
    terminal.run("logs", "purge", code=2)
    terminal.run("logs", "list", "--format", "json")


def test_nothing_private_is_printed(terminal: Terminal) -> None:
    leaks = {command: found for command, output in terminal.shown.items() if (found := said(command, output))}
    assert leaks == {}
    assert len(terminal.shown) > 150


def said(command: str, output: str) -> set[object]:
    """The canaries in an output that were not part of the command itself."""
    return {canary for canary in HUNTER.found(output) if canary not in HUNTER.found(command)}


def test_nothing_private_is_in_a_file(home: Path, terminal: Terminal) -> None:
    found = HUNTER.below(home / "root")
    outside = {path: canaries for path, canaries in found.items() if not path.startswith(".commops/")}
    exported = outside.pop("build/chat.json")
    assert outside == {}
    assert HUNTER.below(home / "here") == HUNTER.below(home / "tmp") == {}
    talked_about = {NAMES[3], NAMES[8], NICKS[4], IDS[9]}
    assert {canary.text for canary in exported if canary.kind in {"name", "nickname"}} <= talked_about
    assert any(canary.kind == "phrase" for canary in exported), "what people wrote is what an export is for"


def test_the_private_cache_knows_no_names(home: Path, terminal: Terminal) -> None:
    """Texts lie in files of their own, words from them under derived/; names only in lists that people write."""
    found = HUNTER.below(home / "root/.commops")
    texts = {path for path in found if path.endswith("-texts.parquet") or "/derived/" in path}
    assert found.keys() - texts <= {"aliases.yml", "points/november.csv"}
    assert texts
    assert len(open_warehouse(home / "root").state.exports) > 10


def test_the_canaries_were_really_there(home: Path, terminal: Terminal) -> None:
    assert set(CANARIES) == {canary for found in HUNTER.below(home / "given").values() for canary in found}
    kept = {c for path, found in HUNTER.below(home / "root/.commops").items() if path.endswith("-texts.parquet") for c in found}
    assert {canary.kind for canary in kept} >= {"phrase", "phone", "mail", "link"}
    assert len(kept) > 400
    assert len(of("phone")) == 150
