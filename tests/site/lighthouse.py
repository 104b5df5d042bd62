"""Runs Lighthouse over five pages of the built demo, packed as web servers pack them, and prints its scores."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from browserkit import Zipped, serving

VERSION = "12.8.2"
"""The last that runs on Node 20 too."""
PAGES = ("", "calendar/", "events/", "numbers/", "rules/")
LEAST = 0.95


def main():
    site = Path(__file__).parents[2] / "build" / "site"
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome") or ""
    worst = 1.0
    with serving(site, Zipped) as home:
        for page in PAGES:
            command = ["npx", "--yes", f"lighthouse@{VERSION}", home + page, "--output=json", "--quiet",
                       "--only-categories=performance,accessibility",
                       "--chrome-flags=--headless=new --no-sandbox --disable-gpu"]  # fmt: skip
            done = subprocess.run(command, env={**os.environ, "CHROME_PATH": chromium}, capture_output=True, check=True)
            report = json.loads(done.stdout)
            scores = {name: one["score"] for name, one in report["categories"].items()}
            weight = report["audits"]["total-byte-weight"]["numericValue"] / 1000
            print(f"{page or '/':12} {scores} {weight:.0f} KB", flush=True)
            worst = min(worst, *scores.values())
    sys.exit(worst < LEAST)


if __name__ == "__main__":
    main()
