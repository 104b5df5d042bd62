"""``commops check`` on a made-up workspace of 10,000 files, beside check-jsonschema and the floor of reading it.

The workspace is the demo community with its posts and events copied under new ids: 60 % Markdown posts, 40 % event
folders' YAML, about half of the text Chinese.
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import yaml

from benchmarks.harness import Run, in_turn, table

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent

FLOOR = """
import sys
from pathlib import Path
from yaml._yaml import CParser
for path in sys.argv[1:]:
    for file in sorted(Path(path).rglob("*.*")):
        data = file.read_bytes()
        if file.suffix == ".md":
            data = data.split(b"\\n---", 1)[0]
        if file.suffix in (".md", ".yml"):
            CParser(data).raw_parse()
"""


def write_workspace(folder: Path, files: int) -> None:
    """Fill ``folder`` with copies of the demo's posts and events until it holds about ``files`` files."""
    for name in ("community", "content", "events", "schemas"):
        shutil.copytree(ROOT / name, folder / name)
    posts = [path for path in sorted((ROOT / "content/posts").rglob("*.md")) if "status: " in path.read_text()]
    event_files = sorted((ROOT / "events").glob("*/event.yml"))
    number = sum(1 for path in folder.rglob("*") if path.is_file())
    copy = 0
    while number < files:
        copy += 1
        year, month = 2027 + copy // 1200, copy % 12 + 1
        for path in posts[:30]:
            stem = re.sub(r"^\d{4}-\d\d-\d\d", f"{year}-{month:02}-{copy % 27 + 1:02}", path.stem)
            target = folder / f"content/posts/{year}/{month:02}/{stem}-{copy}.md"
            target.parent.mkdir(parents=True, exist_ok=True)
            text = path.read_text()
            text = re.sub(r"(?m)^date: \S{10}", f"date: {year}-{month:02}-{copy % 27 + 1:02}", text)
            target.write_text(text)
            number += 1
        for path in event_files:
            for part in range(4):
                name = f"{path.parent.name}-{copy}-{part}"
                target = folder / "events" / name / "event.yml"
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(re.sub(r"(?m)^id: .*", f"id: {name}", path.read_text()))
                number += 1


def measure(folder: Path, files: int = 10_000, times: int = 5) -> str:
    """Write the workspace into ``folder`` and measure; returns the report as Markdown."""
    write_workspace(folder, files)
    events = [str(path.relative_to(folder)) for path in sorted(folder.glob("events/*/event.yml"))]
    count = sum(1 for path in folder.rglob("*") if path.is_file())
    ours = Run("commops check (all files, all rules)", [str(BIN / "commops"), "check", "--format", "json"])
    floor = Run("floor: read and libyaml scan of the same files", [sys.executable, "-c", FLOOR, "content", "events"])
    peer = Run(
        f"check-jsonschema (schema only, {len(events)} event files)",
        [str(BIN / "check-jsonschema"), "--schemafile", "schemas/event.schema.json", *events],
    )
    in_turn([ours, floor], folder, times)
    in_turn([peer], folder, 1, warm=0)
    if ours.code not in (0, 1) or floor.code != 0:
        raise RuntimeError(f"a command failed: commops check {ours.code}, floor {floor.code}")
    return f"{count} files, PyYAML {yaml.__version__}\n\n" + table([ours, floor, peer], against=floor)
