"""How many examples the property tests try: the profile of ``tests/conftest.py`` says it for all of them."""

from __future__ import annotations

from hypothesis import settings

costly = settings(max_examples=settings().max_examples // 5)
"""For tests of which each example imports files, runs metrics or starts a process: a fifth of the usual number."""
