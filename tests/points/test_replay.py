"""Caps, seasons, losses, levels and badges, each by a case worked out by hand."""

from __future__ import annotations

import itertools

import pytest

from commops.points.grants import Grant
from commops.points.programme import Action, Badge, Fading, Level, Rules, Season
from commops.points.replay import Ledger, replay
from commops.points.tally import Seen
from commops.points.totals import totals
from commops.stats import periods
from commops.texts import Text

NAME = Text("某", "x")
JUNE = 20605  # 2026-06-01
ACTIONS = {
    "talk": Action("talk", NAME, 2, 5, "message"),
    "night": Action("night", NAME, 5, 5, ""),
    "farming": Action("farming", NAME, -100, None, ""),
}
LEVELS = (Level("low", NAME, 0), Level("mid", NAME, 10), Level("high", NAME, 50), Level("top", NAME, 100))
SUMMER, AUTUMN = Season("summer", NAME, JUNE, JUNE + 91), Season("autumn", NAME, JUNE + 92, JUNE + 182)
BADGES = (Badge("reader", NAME, "night", 3, True, False), Badge("catch", NAME, "", 0, False, True))
RULES = Rules(ACTIONS, LEVELS, BADGES, (SUMMER, AUTUMN))
YEAR = JUNE + 365


def talk(day: int, times: int, member: str = "ann", dropped: int = 0) -> Seen:
    return Seen(member, day, "message", times, dropped)


def night(day: int, times: int = 1, member: str = "ann") -> Grant:
    return Grant(member, day, "points", "night", times)


def ann(rules: Rules, *parts: Seen | Grant, as_of: int = YEAR, season: Season | None = None) -> Ledger:
    seen = [part for part in parts if isinstance(part, Seen)]
    grants = [part for part in parts if isinstance(part, Grant)]
    return replay(rules, seen, grants, as_of=as_of, season=season)["ann"]


def lines(ledger: Ledger) -> list[tuple[str, str, int, str, int]]:
    return [(periods.day_label(e.day_n), e.action, e.points, e.why, e.balance) for e in ledger.entries]


def test_the_cap_is_by_day_and_action() -> None:
    ledger = ann(RULES, talk(JUNE, 2), talk(JUNE + 1, 3, dropped=4), night(JUNE + 1), night(JUNE + 1))
    assert lines(ledger) == [
        ("2026-06-01", "talk", 4, "", 4),
        ("2026-06-02", "night", 5, "capped", 9),
        ("2026-06-02", "talk", 5, "capped", 14),
    ]
    assert [(e.times, e.dropped, e.counted) for e in ledger.entries] == [(2, 0, 2), (2, 0, 1), (3, 4, 3)]
    assert ledger.level == LEVELS[1]


def test_the_order_of_what_is_given_plays_no_role() -> None:
    parts = [talk(JUNE, 2), talk(JUNE + 40, 9), night(JUNE + 3), Grant("ann", JUNE + 9, "badge", "catch")]
    ways = {repr(ann(RULES, *order)) for order in itertools.permutations(parts)}
    assert len(ways) == 1


@pytest.mark.parametrize(("season", "points"), [(None, 8), (SUMMER, 4), (AUTUMN, 4)])
def test_a_season_holds_its_first_and_its_last_day(season: Season | None, points: int) -> None:
    parts = (talk(JUNE, 1), talk(SUMMER.last, 1), talk(AUTUMN.first, 1), talk(AUTUMN.last, 1))
    assert ann(RULES, *parts, season=season).balance == points


def test_later_days_do_not_exist_yet() -> None:
    parts = (talk(JUNE, 1), talk(JUNE + 5, 1), Grant("ann", JUNE + 6, "badge", "catch"))
    early = ann(RULES, *parts, as_of=JUNE + 4)
    assert (early.balance, early.badges) == (2, [])


def test_fading_starts_after_whole_idle_months_and_costs_few_levels() -> None:
    fading = Rules(ACTIONS, LEVELS, fading=Fading(1, 50, 1))
    parts = [talk(JUNE + day, 3) for day in range(12)]
    assert ann(fading, *parts, as_of=JUNE + 60).balance == 60  # 31 July: July was without points, August has not begun
    faded = ann(fading, *parts, as_of=periods.first_day_of_month(2026 * 12 + 10))
    assert lines(faded)[12:] == [
        ("2026-08-01", "", -30, "fading", 30),
        ("2026-09-01", "", -15, "fading", 15),
        ("2026-10-01", "", -7, "fading", 8),
        ("2026-11-01", "", -4, "fading", 4),
    ]
    assert faded.level == LEVELS[1]  # 60 points were "high": one level below, not the "low" of 4 points
    back = ann(fading, *parts, talk(periods.first_day_of_month(2026 * 12 + 7), 1), as_of=JUNE + 100)
    assert [line[2:4] for line in lines(back)[12:]] == [(-30, "fading"), (2, "")]


def test_a_penalty_is_no_fading_and_has_no_cap() -> None:
    fading = Rules(ACTIONS, LEVELS, fading=Fading(1, 50, 1))
    parts = [talk(JUNE + day, 3) for day in range(12)]
    ledger = ann(fading, *parts, Grant("ann", JUNE + 20, "points", "farming", 2), as_of=JUNE + 20)
    assert (ledger.balance, ledger.level) == (-140, LEVELS[0])


def test_nothing_counts_while_somebody_is_out() -> None:
    out = Grant("ann", JUNE + 1, "void", "", until=JUNE + 2)
    ledger = ann(RULES, talk(JUNE, 1), talk(JUNE + 1, 1), night(JUNE + 2), talk(JUNE + 3, 1), out)
    assert [(e.points, e.counted, e.why) for e in ledger.entries] == [
        (2, 1, ""),
        (0, 0, "void"),
        (0, 0, "void"),
        (2, 1, ""),
    ]


def test_a_badge_of_one_season_needs_all_its_times_in_it() -> None:
    across = (night(SUMMER.last - 1), night(SUMMER.last), night(AUTUMN.first))
    assert ann(RULES, *across).badges == []
    assert ann(RULES, *across, night(AUTUMN.first + 1), night(AUTUMN.first + 2)).badges == ["reader"]
    assert ann(RULES, night(JUNE, 9), night(JUNE + 1)).badges == []  # one a day under the cap


def test_the_last_thing_that_happened_to_a_badge_decides() -> None:
    given, taken, again = (Grant("ann", JUNE + n, what, "catch") for n, what in enumerate(("badge", "revoke", "badge")))
    assert ann(RULES, given).badges == ["catch"]
    assert "ann" not in replay(RULES, [], [given, taken], as_of=YEAR)
    assert ann(RULES, given, taken, again).badges == ["catch"]


def people(count: int, points: int, start: int = 0) -> list[Grant]:
    return [night(JUNE + day, member=f"m{start + n}") for n in range(count) for day in range(points // 5)]


def test_small_levels_do_not_follow_from_the_others() -> None:
    ledgers = replay(RULES, [], people(20, 5) + people(9, 10, 20) + people(3, 50, 29), as_of=YEAR)
    exact = totals(RULES, ledgers, days=range(YEAR), exact=True)
    assert [row["members"] for row in exact.levels] == [20, 9, 3, 0]
    shown = totals(RULES, ledgers, days=range(YEAR))
    assert [row["members"] for row in shown.levels].count(None) == 2
    assert shown.levels[2]["members"] is None
    assert shown.members == 32


def test_the_few_without_a_badge_do_not_follow_either() -> None:
    grants = people(20, 5) + [Grant(f"m{n}", JUNE, "badge", "catch") for n in range(18)]
    shown = totals(RULES, replay(RULES, [], grants, as_of=YEAR), days=range(YEAR))
    badge = next(row["members"] for row in shown.badges if row["badge"] == "catch")
    assert None in (badge, shown.members)


def test_a_hidden_action_says_nothing_at_all() -> None:
    grants = [*people(20, 5), Grant("m1", JUNE, "points", "farming")]
    shown = totals(RULES, replay(RULES, [], grants, as_of=YEAR), days=range(YEAR))
    assert shown.actions[2] == {"action": "farming", "members": None, "times": None, "points": None}
    assert shown.actions[0]["times"] == 0
