"""Workspaces in a few lines: the examples' faultless base with files laid over it."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

from commops.findings import Hit
from commops.rule import PAGES, load_rules
from commops.workspace import Workspace
from commops.workspace.load import load

PROFILE = (PAGES / "example_base/community/community.yml").read_text("utf-8")


def workspace(
    root: Path, files: dict[str, str], *, zone: str = "Asia/Shanghai", as_of: str = "2026-11-22"
) -> Workspace:
    shutil.copytree(PAGES / "example_base", root, dirs_exist_ok=True)
    profile = PROFILE.replace("Asia/Shanghai", zone).replace("2026-11-22", as_of)
    for path, text in {"community/community.yml": profile, **files}.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return load(root, as_of=dt.date.fromisoformat(as_of))


def post(date: str, name: str = "one", body: str = "今晚八点。", **keys: str) -> dict[str, str]:
    """The file of a post; ``keys`` are added as they are written."""
    more = "".join(f"{key}: {value}\n" for key, value in keys.items() if key != "channels")
    channels = keys.get("channels", "[oa]")
    path = f"content/posts/{date[:4]}/{date[5:7]}/{date[:10]}-{name}.md"
    head = f"title: {{zh: {name}, en: {name}}}\ndate: {date}\nchannels: {channels}\n"
    return {path: f"---\n{head}{more}---\n{body}\n"}


def published(date: str, name: str = "one", **keys: str) -> dict[str, str]:
    """A post that went out at that time on the official account."""
    out = f'[{{channel: oa, at: {date}, url: "https://example.org/1"}}]'
    approval = {"approved_by": "lin", "approved_at": date}
    return post(
        date, name, status="published", kind="text", pillar="read", author="mei", **approval, published=out, **keys
    )


def hits(ws: Workspace, rule: str) -> list[Hit]:
    return list(load_rules()[rule].over(ws))
