"""A thousand invented items go through every command, and none is outside the private cache afterwards.

What may show something private says so, and shows just that: `screen --show-text` on a terminal (other tests), the file
of `logs export` (texts, no names), and the lists that the operator writes by hand in `.commops/`.
"""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
from pathlib import Path

import pytest
from canaries import CANARIES, Hunter, of
from exports import BAD_ZIP, EVENT, IDS, MAPPING, NAMES, NICKS, PHONES, broken, logs, tables, write
from terminal import Terminal

from commops.logs.warehouse import open_warehouse

CLONE = Path(__file__).parents[2]
HUNTER = Hunter(CANARIES)
NOT_TEXTS = {"name", "nickname", "id"}


@pytest.fixture(scope="module", params=[False, pytest.param(True, marks=pytest.mark.slow)], ids=["each once", "all"])
def terminal(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    """The demo community after every command has run over the canaries."""
    home = tmp_path_factory.mktemp("privacy")
    for name in ("here", "tmp", "root"):
        (home / name).mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(home / "here")
        patch.setenv("TMPDIR", str(home / "tmp"))
        patch.setattr(tempfile, "tempdir", str(home / "tmp"))
        patch.setenv("COMMOPS_CACHE", "1")
        patch.delenv("COMMOPS_KEY", raising=False)
        if not request.param:
            patch.setattr(os, "cpu_count", lambda: 1)  # starting a process takes longer than its work
        walked = walk(home, Terminal(home / "root", request.param))
    gc.collect()  # errors that were kept with what they refer to
    return walked


def walk(home: Path, terminal: Terminal) -> Terminal:
    """Every command that touches logs, tables or what comes of them, with good input and with bad."""
    given = home / "given"
    for name in ("community", "content", "events"):
        shutil.copytree(CLONE / name, terminal.root / name, ignore=shutil.ignore_patterns("stats"))
    write(given / "logs", logs())
    (given / "logs/club.mapping.yml").write_text(MAPPING)
    write(given / "broken", broken())
    write(given / "tables", tables())
    bring_in(terminal, given)
    count(terminal)
    look_at_people(terminal)
    release(terminal)
    take_out(terminal)
    return terminal


def bring_in(terminal: Terminal, given: Path) -> None:
    terminal.run("logs", "import", given / "logs")
    sheets = ("tables", "import", given / "tables")
    terminal.run("logs", "import", given / "broken", code=1)
    terminal.run(*sheets, "--event", EVENT, "--channel", "wx-read-1", code=1)
    for words in (("logs", "import", given / "logs"), ("logs", "list")):
        terminal.every((*words, "--format", "json"), *([words] if terminal.whole else []))
    terminal.run("logs", "import", given / "tables", code=None)
    terminal.run(*sheets, "--format", "json", code=1)
    names = sorted(tables()) if terminal.whole else ["odd.csv", "bad.xlsx", "no-header.csv"]
    for name in names:
        for kind in ("roster", "registrations", "post-results"):
            terminal.every((*sheets[:2], given / "tables" / name, "--as", kind), code=None)
    terminal.run(*sheets, "--event", EVENT, "--channel", "wx-read-1", code=1)
    if terminal.whole:
        terminal.every(("logs", "import", given / "broken", "--format", "json"), code=1)
        terminal.every(("tables", "import", given / "broken"), code=None)
        terminal.every(*(("logs", "import", path) for path in sorted((given / "broken").iterdir())), code=None)
    alias = ("logs", "alias")
    terminal.run(*alias, "add", NAMES[1], "--name", "telegram", NAMES[1], "--name", "qq", NAMES[1])
    terminal.every((*alias, "add", NAMES[2], "--name", "telegram", NAMES[1], "--id", "qq", PHONES[3]), code=1)
    terminal.every((*alias, "remove", NAMES[9]), code=1)
    terminal.run(*alias, "bot", "add", "--name", "telegram", NAMES[60], "--id", "qq", PHONES[61])
    terminal.every((*alias, "bot", "add", "--name", "telegram", NAMES[60]), (*alias, "bot", "remove", NICKS[9]), code=1)
    terminal.every((*alias, "list"))


def count(terminal: Terminal) -> None:
    out = terminal.root / "build/private"
    out.mkdir(parents=True)
    terminal.run("stats", "--format", "json")
    if terminal.whole:
        kinds = [(form, more) for form in ("table", "csv", "json") for more in ([], ["--exact"], ["--all-chats"])]
        terminal.every(*(("stats", *more, "--format", form) for form, more in kinds))
        terminal.every(*(("stats", "--compare", "2026-W46", "2026-W47", *more) for more in ([], ["--exact"])))
        terminal.run("stats", "--format", "xlsx", "-o", out / "numbers.xlsx")
        terminal.run("stats", "--exact", "--format", "xlsx", "-o", out / "exact.xlsx")
    forms = ("table", "json", "csv") if terminal.whole else ("table",)
    terminal.every(*((verb, "--format", form) for verb in ("topics", "screen") for form in forms))


def look_at_people(terminal: Terminal) -> None:
    points = terminal.root / ".commops/points"
    points.mkdir()
    lines = [f"telegram:user{IDS[n]},2026-11-{n + 1:02},guide-published,1,{NAMES[n]}" for n in range(20)]
    (points / "november.csv").write_text("\n".join(["member,on,action,times,note", *lines]) + "\n", "utf-8")
    one = f"telegram:user{IDS[3]}"
    forms = ("table", "json", "csv") if terminal.whole else ("table",)
    terminal.every(*(("points", "--format", form) for form in forms), ("points", "--explain", one))
    terminal.run("points", "settle", "2026-10")
    if terminal.whole:
        terminal.every(("points", "--member", one), ("points", "--exact"))
    strangers = (NAMES[0], f"nowhere:{NAMES[0]}") if terminal.whole else ()
    terminal.every(*(("points", "--member", who) for who in strangers), code=None)
    lines = [
        f'"telegram:{NAMES[0]},{PHONES[0]}',
        f"{NAMES[0]},2026-11-01,guide-published",
        f"telegram:{IDS[0]},{NAMES[0]},{PHONES[0]}",
        f"telegram:{IDS[0]},2026-11-01,{NAMES[0]}",
        f"telegram:{IDS[0]},2026-11-01,guide-published,{PHONES[0]}",
    ]
    for line in lines if terminal.whole else lines[:1]:
        (points / "bad.csv").write_text(f"member,on,action,times\n{line}\n", "utf-8")
        terminal.every(("points",), code=1)
    (points / "bad.csv").unlink()
    for kind in ("roster", "registrations", "signins") if terminal.whole else ("registrations",):
        terminal.every(("tables", "show", kind), ("tables", "show", kind, "--format", "json"))
    terminal.every(("tables", "list"), ("tables", "funnel", EVENT, "--exact"))
    if terminal.whole:
        terminal.every(
            ("tables", "apply"), ("tables", "funnel", EVENT), ("tables", "funnel", EVENT, "--format", "json")
        )
    terminal.run("tables", "apply", "--write", "--replace", "--on", "2026-11-22")


def release(terminal: Terminal) -> None:
    out = terminal.root / "build/private"
    terminal.every(("stats", "snapshot", "--week", "2026-W47"))
    terminal.every(("stats", "snapshot", "--month", "2026-10"), code=1)
    terminal.run("report", "weekly", "-o", out / "weekly.md", "--xlsx", out / "weekly.xlsx")
    if terminal.whole:
        terminal.every(("stats", "snapshot", "--all"), ("stats", "snapshot", "--month", "2026-10"))
        terminal.every(("stats", "--compare", "2026-W46", "2026-W47"))
        for words in (["monthly"], ["quarterly"], ["event", EVENT]):
            terminal.run("report", *words, "-o", out / f"{words[0]}.md", "--xlsx", out / f"{words[0]}.xlsx")
        terminal.run("check", terminal.root, "--info", code=None)
        terminal.run("build")
    else:
        terminal.run("site", "prepare")
    terminal.run("report", "investor", "-o", out / "investor", "--xlsx", out / "investor.xlsx")
    forms = ("text", "json", "github", "sarif", "junit", "gitlab", "markdown", "concise", "rdjson")
    for form in forms if terminal.whole else ("text",):
        terminal.run("check", terminal.root, "--format", form, code=None)


def take_out(terminal: Terminal) -> None:
    terminal.run("logs", "export", terminal.root / "build/chat.json", "--to", "chatlab", "--channel", "wx-hw")
    for who in (NAMES[149], PHONES[149], IDS[149]) if terminal.whole else (NAMES[149],):
        terminal.every(("logs", "forget", who, "--source", "telegram"), ("tables", "forget", who + "x"), code=1)
    terminal.every(("logs", "forget", NAMES[12]), ("logs", "purge"), code=2)
    terminal.run("logs", "forget", NAMES[12], "--source", "telegram")
    terminal.run("tables", "forget", PHONES[14])
    terminal.every(("logs", "list", "--format", "json"))


def test_nothing_private_is_printed(terminal: Terminal) -> None:
    leaks = {command: found for command, output in terminal.shown.items() if (found := said(command, output))}
    assert leaks == {}
    assert len(terminal.shown) > (150 if terminal.whole else 40)


def said(command: str, output: str) -> set[object]:
    """The canaries in an output that were not part of the command itself."""
    return {canary for canary in HUNTER.found(output) if canary not in HUNTER.found(command)}


def test_nothing_private_is_in_a_file(terminal: Terminal) -> None:
    found = HUNTER.below(terminal.root)
    outside = {path: canaries for path, canaries in found.items() if not path.startswith(".commops/")}
    exported = outside.pop("build/chat.json")
    assert outside == {}
    assert HUNTER.below(terminal.root.parent / "here") == HUNTER.below(terminal.root.parent / "tmp") == {}
    talked_about = {NAMES[3], NAMES[8], NICKS[4], IDS[9]}
    assert {canary.text for canary in exported if canary.kind in {"name", "nickname"}} <= talked_about
    assert any(canary.kind == "phrase" for canary in exported), "what people wrote is what an export is for"


def test_the_private_cache_knows_no_names(terminal: Terminal) -> None:
    """Texts lie in files of their own, words from them under derived/; names only in lists that people write."""
    found = HUNTER.below(terminal.root / ".commops")
    texts = {path for path in found if path.endswith("-texts.parquet") or "/derived/" in path}
    assert found.keys() - texts <= {"aliases.yml", "points/november.csv"}
    assert texts
    assert len(open_warehouse(terminal.root).state.exports) > 10


def test_the_canaries_were_really_there(terminal: Terminal) -> None:
    given = [*logs().values(), *tables().values()]
    assert set(CANARIES) == {canary for content in given if content != BAD_ZIP for canary in HUNTER.found(content)}
    kept = {
        c
        for path, found in HUNTER.below(terminal.root / ".commops").items()
        if path.endswith("-texts.parquet")
        for c in found
    }
    assert {canary.kind for canary in kept} >= {"phrase", "phone", "mail", "link"}
    assert len(kept) > 400
    assert len(of("phone")) == 150
