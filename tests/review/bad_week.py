"""The bad week as a change: a repository whose last commit is the week before somebody planned it.

``python tests/review/bad_week.py build/review.html`` writes its review (``make review-example``).
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WEEK = ROOT / "examples/bad-week"
NOT_OURS = shutil.ignore_patterns(".commops")
"""The cache that a check leaves behind."""
POSTS = "content/posts/2026/11"

NEW = [
    f"{POSTS}/2026-11-24-lamp.md",
    f"{POSTS}/2026-11-25-swap-photos.md",
    f"{POSTS}/2026-11-28-for-friends.md",
    f"{POSTS}/2026-11-28-on-x.md",
    f"{POSTS}/2026-11-29-sunday-chapter.md",
    "events/2026-11-28-swap-meet/raffle.yml",
]
HE_MIAO = """  - id: he-miao
    display: {zh: 禾苗, en: He Miao}
    kind: staff
    roles: [event-manager]
    active_from: 2025-03-10
"""
BEFORE = {
    f"{POSTS}/2026-11-23-batch-3.md": [
        ("status: approved", "status: review"),
        ("approved_by: lin-xi\napproved_at: 2026-11-21T16:20+08:00\n", ""),
        ("上周装机的 38 位成员都说，这就是全网第一墨水屏，没有之一。", "上周装机的 38 位成员里，31 位说翻页跟手。"),
    ],
    f"{POSTS}/2026-11-26-midnight.md": [("23:40", "20:40")],
    f"{POSTS}/2026-11-27-line-44.md": [("2026-11-27T20:00", "2026-11-24T20:00")],
    "events/2026-11-28-swap-meet/event.yml": [
        ("2026-11-28T17:00", "2026-11-28T17:30"),
        ("raffle: swap-meet-2026\n", ""),
    ],
    "community/team.yml": [(HE_MIAO, "")],
    "community/channels.yml": [('from: "22:30", to: "08:00"', 'from: "23:00", to: "07:00"')],
}
EXTRA = {
    f"{POSTS}/2026-11-25-old-news.md": "---\ntitle: {zh: 旧消息, en: Old news}\ndate: 2026-11-25T20:00+08:00\n"
    "channels: [wx-read-1]\n---\n这条不发了。\n"
}
"""What is there before and gone afterwards."""


def git(folder, *arguments):
    subprocess.run(
        ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false", *arguments],
        cwd=folder, check=True, capture_output=True,
    )  # fmt: skip


def make(folder):
    """Build the repository in ``folder``: HEAD is the state before, the files are the state after."""
    shutil.copytree(WEEK, folder, dirs_exist_ok=True, ignore=NOT_OURS)
    git(folder, "init", "-q", "-b", "main")
    for path in NEW:
        (folder / path).unlink()
    for path, edits in BEFORE.items():
        text = (folder / path).read_text(encoding="utf-8")
        for after, before in edits:
            assert after in text, (path, after)
            text = text.replace(after, before)
        (folder / path).write_text(text, encoding="utf-8")
    for path, text in EXTRA.items():
        (folder / path).write_text(text, encoding="utf-8")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "The week before")
    shutil.copytree(WEEK, folder, dirs_exist_ok=True, ignore=NOT_OURS)
    for path in EXTRA:
        (folder / path).unlink()
    return folder


if __name__ == "__main__":
    target = Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as place:
        command = ["review", "-C", str(make(Path(place) / "bad-week")), "--base", "HEAD", "--html", str(target)]
        # It is meant to find errors.
        subprocess.run([sys.executable, "-m", "commops", *command], check=False)
