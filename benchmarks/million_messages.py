"""One million made-up Telegram messages: import and all metrics, beside the floor of parsing the same JSON once."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.harness import Run, in_turn, table

ROOT = Path(__file__).resolve().parent.parent
COMMOPS = str(Path(sys.executable).parent / "commops")

# The least any reader must do: read the bytes and decode them once, with the fastest decoder at hand.
FLOOR = """
import sys, orjson
from pathlib import Path
for path in sorted(Path("exports").rglob("*.json")):
    orjson.loads(path.read_bytes())
"""


def measure(folder: Path, messages: int = 1_000_000, times: int = 3) -> str:
    """Write the log into ``folder``, then time import and stats from an empty cache; returns Markdown."""
    import shutil
    import subprocess

    for name in ("community", "content", "events", "schemas"):
        shutil.copytree(ROOT / name, folder / name)
    subprocess.run([COMMOPS, "synth", "exports/big", "--messages", str(messages)], cwd=folder, check=True)
    size = sum(path.stat().st_size for path in (folder / "exports").rglob("*") if path.is_file())
    both = Run(
        "commops logs import + commops stats (all metrics)",
        ["sh", "-c", f"rm -rf .commops && {COMMOPS} logs import exports/big && {COMMOPS} stats --format json"],
    )
    floor = Run("floor: read and decode the JSON once (orjson)", [sys.executable, "-c", FLOOR])
    in_turn([both, floor], folder, times)
    if both.code or floor.code:
        raise RuntimeError(f"a command failed: commops {both.code}, floor {floor.code}")
    return f"{messages} messages, {size / 1e6:.0f} MB\n\n" + table([both, floor], against=floor)
