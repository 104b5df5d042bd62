"""Every test of the log room works with a key of its own, and on one thread, which is enough for a few rows."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMOPS_KEY", "a key for tests only")
    monkeypatch.setattr("commops.logs.engine.THREADS", 1)
