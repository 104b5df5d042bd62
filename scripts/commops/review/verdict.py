"""What a review comes to in one sentence."""

from __future__ import annotations

from commops.review.model import Review
from commops.texts import Text


def verdict(review: Review) -> tuple[str, Text]:
    """``good``, ``warn`` or ``bad``, and the sentence."""
    if not review.changes and not review.new:
        return "good", Text("没有改动。", "Nothing is different.")
    if review.errors:
        one = review.errors == 1
        return "bad", Text(
            f"有 {review.errors} 个新错误，改好再合并。",
            f"{review.errors} new {'error' if one else 'errors'}: fix {'it' if one else 'them'} before merging.",
        )
    if review.warnings:
        one = review.warnings == 1
        return "warn", Text(
            f"没有新错误；有 {review.warnings} 个新警告，看一眼再定。",
            f"No new errors; {review.warnings} new {'warning' if one else 'warnings'} to look at.",
        )
    return "good", Text("没有发现新问题。", "No new problems found.")
