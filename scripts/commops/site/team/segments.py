"""For the team: the segments of members, how each is treated, and what came of trying."""

from __future__ import annotations

from collections.abc import Iterator

from commops.site import blocks, procedures, segments
from commops.site.edition import Edition
from commops.site.html import Child
from commops.site.tree import Page, body, heading


def pages(edition: Edition) -> Iterator[Page]:
    """One page, once there are segments."""
    listed = edition.ws.segment_list
    if listed is None:
        return
    title = edition.say("成员分层", "Segments")
    trials: list[Child] = []
    for trial in sorted(listed.trials or (), key=lambda trial: trial["start"], reverse=True):
        trials.append(
            blocks.entry(
                edition.of("segment", trial["segment"]),
                f"t-{trial['id']}",
                blocks.facts(
                    (edition.say("开始", "Started"), edition.period(trial["start"])),
                    (edition.say("流程", "Procedure"), procedures.link(edition, trial.get("play"))),
                    (
                        edition.say("联系过", "Contacted"),
                        _back(edition, trial["contacted"], trial.get("contacted_back")),
                    ),
                    (
                        edition.say("没联系", "Left alone"),
                        _back(edition, trial["held_out"], trial.get("held_out_back")),
                    ),
                    (edition.say("结论", "Verdict"), edition.text(trial.get("verdict"))),
                ),
            )
        )
    yield Page(
        "private/segments.md",
        title,
        body(
            heading(1, title, "top"),
            *segments.section(edition),
            heading(2, edition.say("试过什么", "What was tried"), "trials") if trials else None,
            *trials,
        ),
        source=listed.source.path,
    )


def _back(edition: Edition, people: int, percent: float | None) -> str:
    share = "–" if percent is None else f"{blocks.number(percent)}%"
    return edition.say(f"{people} 人，{share} 重新说话", f"{people} people, {share} spoke again")
