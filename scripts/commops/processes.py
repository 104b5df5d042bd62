"""Tells whether this process may be copied."""

from __future__ import annotations

import os
import threading


def can_fork() -> bool:
    """Whether the system can copy a process, and no other thread of ours could hold a lock just then.

    A copy has none of the other threads, and would wait for such a lock for ever.
    """
    return hasattr(os, "fork") and threading.active_count() == 1
