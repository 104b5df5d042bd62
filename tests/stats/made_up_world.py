"""Made-up tables of a workspace for tests: small, with collisions, gaps, late answers and empty cells."""

from __future__ import annotations

from random import Random
from typing import Any

from commops.stats import periods
from commops.stats.context import tables
from commops.stats.context.campaigns import STEPS

CHANNELS = ("dc", "qq", "wx")


def world(dice: Random, start: int, days: int, *, full: bool = False) -> dict[str, tuple[Any, ...]]:
    """Rows of every table but the three that come with the log, within some weeks around the days of the log.

    ``full``: no table is empty, and each is about as long as it may be.
    """
    made = _World(dice, start, days, full)
    rows = {
        "admissions": made.some(made.admission),
        "buyers": made.some(made.buyers, unique=1),
        "cases": made.some(made.case),
        "complaints": made.some(made.complaint),
        "deliverables": made.some(made.deliverable),
        "event_results": made.some(made.event, unique=1),
        "exit_reasons": made.some(made.exit_reason),
        "feedback_items": made.some(made.feedback),
        "funnel_steps": made.funnels(),
        "goals": tuple(made.goal(number) for number in range(dice.randint(0, 3))),
        "goal_values": made.some(made.goal_value),
        "health_targets": made.some(made.target, unique=4),
        "invitations": made.some(made.invitations, unique=1),
        "lifetimes": made.some(made.lifetime, unique=2),
        "orders": made.some(made.order),
        "post_results": made.some(made.post_result, most=40, unique=3),
        "posts": made.some(made.post, most=12, unique=2),
        "survey_answers": made.some(made.survey, unique=2),
        "trials": made.some(made.trial, unique=1),
        "shifts": made.some(made.shift, most=60, unique=4),
    }
    return {name: tuple(tables()[name].row(*cells) for cells in found) for name, found in rows.items()}


class _World:
    def __init__(self, dice: Random, start: int, days: int, full: bool) -> None:
        self.dice, self.start, self.days, self.full = dice, start, days, full

    def some(self, make: Any, most: int = 6, unique: int = 0) -> tuple[Any, ...]:
        """A few rows; with ``unique``, no two alike in so many first columns."""
        count = 2 * most if self.full else self.dice.choice((0, self.dice.randint(0, most)))
        rows = [make() for _ in range(count)]
        return tuple({row[:unique]: row for row in rows}.values()) if unique else tuple(rows)

    def day(self) -> int:
        return self.start + self.dice.randint(-40, self.days + 40)

    def later(self, day: int, most: int = 20) -> int | None:
        return self.dice.choice((None, day + self.dice.randint(0, most)))

    def n(self, most: int = 60) -> int:
        return self.dice.choice((0, self.dice.randint(0, most)))

    def maybe(self, most: int = 60) -> int | None:
        return self.pick(None, *[self.dice.randint(0, most)] * 3)

    def pick(self, *names: Any) -> Any:
        return self.dice.choice(names)

    def shift(self) -> tuple[Any, ...]:
        return self.pick("early", "late"), self.pick(*CHANNELS), self.dice.randint(0, 6), self.dice.randint(8, 23)

    def admission(self) -> tuple[Any, ...]:
        approved, rejected = self.n(9), self.n(9)
        return (
            self.pick(*CHANNELS),
            self.pick("a", "b"),
            self.day(),
            approved + rejected + self.n(4),
            approved,
            rejected,
        )

    def buyers(self) -> tuple[Any, ...]:
        buyers = self.n()
        return self.month_end(), buyers, self.dice.randint(0, buyers)

    def month_end(self) -> int:
        return periods.first_day_of_month(periods.month_of_day(self.day()) + 1) - 1

    def quarter_end(self) -> int:
        return periods.first_day_of_month(periods.month_of_day(self.day()) // 3 * 3 + 3) - 1

    def case(self) -> tuple[Any, ...]:
        opened = self.day()
        told = self.pick("spam", "ads", "conduct", None), self.pick(0, 1, 1), self.n(9), self.n(5), self.n(5)
        return f"c{self.n()}", self.pick(*CHANNELS), *told, opened, opened + self.n(3), *self.appeal(opened)

    def appeal(self, day: int) -> tuple[Any, ...]:
        asked = self.later(day, 5)
        answered = self.later(asked) if asked is not None else None
        outcome = self.pick("upheld", "partly", "rejected", "withdrawn", "pending") if answered is not None else None
        return asked, answered, outcome

    def complaint(self) -> tuple[Any, ...]:
        day = self.day()
        came = day * 86400 + self.dice.randint(0, 86399)
        waits = (0, 60, 86399, 86400, 86401, 172800, 259200, 259201)
        replied, resolved = (self.pick(None, came + self.pick(*waits)) for _ in range(2))
        moments = [None if at is None else at // 86400 for at in (replied, resolved)]
        return f"c{self.n()}", "service", day, came, moments[0], replied, moments[1], resolved, *self.appeal(day)

    def deliverable(self) -> tuple[Any, ...]:
        due, done = self.day(), self.pick(0, 1)
        done_day = self.pick(None, due + self.dice.randint(-9, 9)) if done else None
        reach_day = self.later(due)
        reach = None if reach_day is None else self.n(900)
        return self.pick("lamp", "shop"), self.n(9), "us", due, done, done_day, reach_day, reach

    def event(self) -> tuple[Any, ...]:
        start = self.day()
        end = start + self.n(5)
        attended = self.n()
        told = attended + self.n(), attended, self.maybe(), self.maybe(), *self.pick((None, None), (20, self.n(20)))
        money = self.pick((None, None), (self.n(90000), "CNY"))
        late = end + 7, self.maybe(), end + 14, self.maybe(), end + 30, self.maybe(), self.maybe()
        return self.pick("e1", "e2", "e3"), start, end, end, *told, *money, *late

    def exit_reason(self) -> tuple[Any, ...]:
        return self.pick("s1", "s2"), self.pick("ads", "no-time"), self.day(), self.n(20)

    def feedback(self) -> tuple[Any, ...]:
        day = self.day()
        tone = self.pick(None, "positive", "neutral", "negative")
        return f"f{self.n()}", "idea", None, tone, day, self.later(day, 16)

    def funnels(self) -> tuple[Any, ...]:
        rows = []
        for campaign in ("one", "two"):
            first = self.day()
            for number, step in enumerate(STEPS, 1):
                if self.full or self.dice.random() < 0.5:
                    rows.append((campaign, first, first + 20, number, step, self.n(900)))
        return tuple(rows)

    def goal(self, number: int) -> tuple[Any, ...]:
        start = self.day()
        return "o1", number, "metric", start, start + self.n(90), self.n(9000), self.n(9000)

    def goal_value(self) -> tuple[Any, ...]:
        return "o1", self.dice.randint(0, 3), self.day(), self.n(9000)

    def target(self) -> tuple[Any, ...]:
        metric = self.pick(
            "growth_rate", "active_rate", "retention_classic", "first_response", "spam_rate", "case_sla", "other"
        )
        weight = len(metric)
        if self.dice.random() < 0.2:
            return metric, weight, None, None, None, None
        first = self.day()
        return metric, weight, first, first + self.dice.randint(0, 200), self.n(90000), self.dice.randint(0, 90000)

    def invitations(self) -> tuple[Any, ...]:
        return self.month_end(), self.n(), self.n(), self.n()

    def lifetime(self) -> tuple[Any, ...]:
        return self.pick("CNY", "EUR"), self.quarter_end(), self.n(), self.n(9000), self.n(9000)

    def order(self) -> tuple[Any, ...]:
        return self.pick(*CHANNELS), self.pick("CNY", "EUR"), self.month_end(), self.n(), self.n(9000), self.n(900)

    def post_result(self) -> tuple[Any, ...]:
        post, channel = self.pick("p1", "p2", "p3", "p4", "p5", "p6"), self.pick(*CHANNELS)
        day = self.start + 3 * int(post[1:])
        # A kind and a pillar belong to a post, not to a reading of its numbers.
        kind, pillar = {"p1": ("poll", None), "p2": ("poll", "read"), "p6": (None, "read")}.get(post, ("text", "make"))
        read = day + self.dice.randint(0, 20)
        second = read * 86400 + self.dice.randint(0, 86399)
        numbers = self.maybe(), self.maybe(200), self.maybe(), self.maybe(30)
        return post, channel, "platform", kind, pillar, day, read, second, *numbers

    def post(self) -> tuple[Any, ...]:
        planned = (self.start + self.dice.randint(-10, self.days)) * 86400 + self.dice.randint(0, 86399)
        out = self.pick(None, planned, planned + self.pick(-1801, -1800, 1800, 1801, 90000))
        days = planned // 86400, None if out is None else out // 86400
        known = min(day for day in days if day is not None)
        return f"p{self.n(9)}", self.pick(*CHANNELS, "oa"), "text", "read", known, days[0], planned, days[1], out

    def survey(self) -> tuple[Any, ...]:
        low, high = self.n(20), self.n(20)
        measure = self.pick("nps", "csat")
        middle = self.n(20) if measure == "nps" else None
        answers = low + (middle or 0) + high + int(measure == "csat" or low + high == 0)
        invited = self.pick(None, answers + self.n())
        return self.pick("s1", "s2"), self.pick("q1", "q2"), measure, self.day(), invited, answers, low, middle, high

    def trial(self) -> tuple[Any, ...]:
        start, length = self.day(), self.dice.randint(1, 20)
        contacted, held = self.n(), self.n()
        back = self.pick((None, None), (self.dice.randint(0, contacted), self.dice.randint(0, held)))
        name = self.pick("t1", "t2", "t3")
        return name, start, start + length - 1, length, contacted, back[0], held, back[1]
