"""What members say: ``community/feedback/`` and the totals of ``community/surveys/``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from commops.stats.context._declare import ContextTable, day_of
from commops.workspace import Workspace


class FeedbackRow(NamedTuple):
    """A feedback item: when it came, when the member had the final answer, and how it was rated by hand."""

    item: str
    item_kind: str
    exit_reason: str | None
    sentiment: str | None
    received_day: int
    closed_day: int | None


class SurveyRow(NamedTuple):
    """One counted question of a survey: how many were asked, and how they answered.

    For ``nps`` low, middle and high count detractors, passives and promoters; for ``csat`` middle is empty and high
    counts the answers 4 and 5.
    """

    survey: str
    question: str
    measure: str
    closes_day: int
    invited: int | None
    answers: int
    low: int | None
    middle: int | None
    high: int | None


class ExitReason(NamedTuple):
    """How many answers of an exit survey gave this reason."""

    survey: str
    reason: str
    closes_day: int
    answers: int


def _feedback(ws: Workspace) -> Iterator[FeedbackRow]:
    for item in ws.feedback:
        data = item.data
        closed = day_of(data["closed"]) if "closed" in data else None
        told = data["kind"], data.get("exit_reason"), data.get("sentiment")
        yield FeedbackRow(item.id, *told, day_of(data["received"]), closed)


def _surveys(ws: Workspace) -> Iterator[SurveyRow]:
    for survey in ws.surveys:
        result = survey.data.get("result") or {}
        for figure in result.get("figures") or ():
            counts, n = figure.get("counts"), figure["n"]
            if counts is None or sum(counts) != n:
                continue
            if figure["measure"] == "nps" and len(counts) == 3:
                high, middle, low = counts
            elif figure["measure"] == "csat" and len(counts) == 2:
                (high, low), middle = counts, None
            else:
                continue
            told = figure["question"], figure["measure"], day_of(survey.closes), result.get("invited"), n
            yield SurveyRow(survey.id, *told, low, middle, high)


def _exits(ws: Workspace) -> Iterator[ExitReason]:
    for survey in ws.surveys:
        reasons = (survey.data.get("result") or {}).get("exit_reasons") or {}
        for reason, answers in reasons.items():
            yield ExitReason(survey.id, reason, day_of(survey.closes), answers)


TABLES = (
    ContextTable("feedback_items", FeedbackRow, _feedback, since="received_day", later={"closed_day": ()}),
    ContextTable("survey_answers", SurveyRow, _surveys, since="closes_day"),
    ContextTable("exit_reasons", ExitReason, _exits, since="closes_day"),
)
