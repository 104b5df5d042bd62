"""Lets these tests use the made-up logs of tests/stats."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "stats"))
