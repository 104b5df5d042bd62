"""Small workspaces on disk, and every reader in turn: with libyaml and without."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from commops.workspace import Workspace
from commops.workspace.load import load
from commops.workspace.reading import fast, guard

PROFILE = """\
id: lamp-readers
name: {zh: 灯下, en: Lamp Readers}
slogan: {zh: 一起读, en: Read together}
description: {zh: 一起读书。, en: We read books.}
avatar: lamp
founded: 2024-03-16
languages: [zh-CN, en]
timezone: Asia/Shanghai
audience: {zh: 读书的人, en: People who read}
value_props:
  - {zh: 一, en: One}
  - {zh: 二, en: Two}
  - {zh: 三, en: Three}
operator: {name: {zh: 灯下, en: Lamp}, type: project, contact: hello@example.org}
licence: CC-BY-4.0
visibility: public
currency: CNY
as_of: 2026-11-22
"""


@pytest.fixture
def make(tmp_path: Path) -> Callable[..., Workspace]:
    """Write files (text or bytes, by path) beside a valid profile and load the folder."""

    def build(files: dict[str, str | bytes], **options: object) -> Workspace:
        for path, content in {"community/community.yml": PROFILE, **files}.items():
            target = tmp_path / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content if isinstance(content, bytes) else content.encode())
        return load(tmp_path, **options)  # type: ignore[arg-type]

    return build


@pytest.fixture(params=["libyaml", "pure"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Run a test with PyYAML's C parser and without it; the quick reader is out of the way both times."""
    monkeypatch.setattr(fast, "loads", None)
    if request.param == "pure":
        monkeypatch.setattr(guard, "C_PARSER", None)
    return str(request.param)
