"""Accounts of QQ that are not members: the platform's own senders of system lines, and its helpers."""

from __future__ import annotations

SOURCE = "qq"

SYSTEM_SENDERS = frozenset({"10000", "1000000"})
BOTS = frozenset({"2854196310", "2854196306", "2854196311", "66600000"})
"""Numbers of the platform's own group managers and chat robots (Q群管家 and others)."""
