"""``make bench``: measure everything and print the report that benchmarks/README.md quotes."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
from pathlib import Path

from benchmarks import many_files, million_messages, site_speed

MEASURES = {
    "many-files": many_files.measure,
    "million-messages": million_messages.measure,
    "site-speed": site_speed.measure,
    "log-growth": million_messages.growth,
}


def main(names: list[str]) -> None:
    """Run the named measurements, or all."""
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores\n")
    for name in names or list(MEASURES):
        with tempfile.TemporaryDirectory(prefix="commops-bench-") as folder:
            print(f"## {name}\n\n{MEASURES[name](Path(folder))}\n", flush=True)


main(sys.argv[1:])
