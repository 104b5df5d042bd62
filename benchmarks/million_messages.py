"""Made-up Telegram exports of 0.1 to 10 million messages: import, metrics, topics and an append.

Measured beside chat-analytics (the program from npm that people use for such exports), beside decoding the same JSON
once, and beside reading the same bytes.
"""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks.harness import Run, in_turn, table

ROOT = Path(__file__).resolve().parent.parent
COMMOPS = str(Path(sys.executable).parent / "commops")
PEER = "chat-analytics@1.1.2"

# The least any reader must do: read the bytes, and decode them once with the fastest decoder at hand.
DECODE = "import sys, orjson, pathlib; orjson.loads(pathlib.Path(sys.argv[1]).read_bytes())"
READ = """
import sys
with open(sys.argv[1], "rb", buffering=0) as file:
    room = bytearray(1 << 20)
    while file.readinto(room):
        pass
"""
DAY = 86_400
LAST = int(dt.datetime(2026, 11, 23, tzinfo=dt.timezone(dt.timedelta(hours=8))).timestamp())
"""The moment at which the made-up logs end."""


def measure(folder: Path, messages: int = 1_000_000, times: int = 3) -> str:
    """Time everything on a log of ``messages``, each from an empty cache; returns Markdown."""
    log = _community(folder, messages)
    single = folder / "single.json"
    _made("one_chat", log, single)
    fresh, counted = "rm -rf .commops", f"{COMMOPS} stats --all-chats --format json"
    ours = f"{fresh} && {COMMOPS} logs import single.json && {counted}"
    numbers = Run("commops: import and all metrics", ["sh", "-c", ours])
    topics = Run("the same and topics", ["sh", "-c", f"{ours} && {COMMOPS} topics"])
    decode = Run("floor: decode the JSON once (orjson)", [sys.executable, "-c", DECODE, str(single)])
    read = Run("floor: read the bytes", [sys.executable, "-c", READ, str(single)])
    runs = [numbers, topics, decode, read]
    in_turn(runs, folder, times, warm=0)
    peers = _peer(folder)
    in_turn(peers, folder, 1, warm=0)
    for run in (*runs, *peers):
        if run.code:
            raise RuntimeError(f"{run.name}: exit code {run.code}")
    size = single.stat().st_size / 1e6
    return f"{messages:,} messages of one chat, {size:.0f} MB\n\n" + table([*runs, *peers], against=decode)


def growth(folder: Path, sizes: tuple[int, ...] = (100_000, 1_000_000, 10_000_000)) -> str:
    """Import, metrics, and a later export that overlaps by two days, on larger and larger logs; returns Markdown."""
    parts = []
    for messages in sizes:
        place = folder / str(messages)
        place.mkdir()
        log = _community(place, messages)
        _made("stretch", log, place / "old.json", 0, LAST - DAY)
        _made("stretch", log, place / "new.json", LAST - 3 * DAY, LAST)
        log.unlink()
        whole = Run("import", [COMMOPS, "logs", "import", "old.json"])
        append = Run("append three days, two of them known", [COMMOPS, "logs", "import", "new.json"])
        stats = Run("all metrics", [COMMOPS, "stats", "--format", "json"])
        read = Run("floor: read the bytes", [sys.executable, "-c", READ, "old.json"])
        runs = [read, whole, append, stats]
        in_turn(runs, place, 1, warm=0)
        if any(run.code for run in runs):
            raise RuntimeError(f"exit codes {[run.code for run in runs]}")
        size = (place / "old.json").stat().st_size / 1e6
        parts.append(f"{messages:,} messages, {size:.0f} MB\n\n" + table(runs, against=read))
        shutil.rmtree(place)
    return "\n\n".join(parts)


def _community(folder: Path, messages: int) -> Path:
    for name in ("community", "content", "events", "schemas"):
        shutil.copytree(ROOT / name, folder / name)
    subprocess.run([COMMOPS, "synth", "made", "--messages", str(messages)], cwd=folder, check=True)
    return folder / "made" / "result.json"


def _made(verb: str, source: Path, target: Path, *times: int) -> None:
    command = [sys.executable, "-m", "benchmarks.made_logs", verb, str(source), str(target), *map(str, times)]
    subprocess.run(command, cwd=ROOT, check=True)


def _peer(folder: Path) -> list[Run]:
    """chat-analytics, installed into the folder; nothing where there is no npm, or where it reaches no registry."""
    npm = shutil.which("npm")
    place = folder / "peer"
    if (
        npm is None
        or subprocess.run([npm, "install", "--silent", "--prefix", str(place), PEER], check=False).returncode
    ):
        return []
    program = place / "node_modules" / ".bin" / "chat-analytics"
    return [Run(PEER, [str(program), "-p", "telegram", "-i", "single.json", "-o", "report.html"])]
