"""Small groups stay out of the metrics of the workspace too, with whatever would give them away."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from made_up_log import row, write
from made_up_world import world

from commops.stats import pages
from commops.stats.compute import tables
from commops.stats.context import Context
from commops.stats.engine import Engine
from commops.stats.suppress import hide_small
from commops.stats.table import finish, rate_of

FUNNEL, NPS, ADMISSION, TRIAL = map(pages.load_page, ("conv_funnel", "nps", "admission_pass", "winback"))


def published(page: pages.Page, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    hide_small([(page, rows)])
    return finish(page, rows, as_of=None).records()


def step(name: str, before: str | None, people: int, of: int | None) -> dict[str, Any]:
    about = {"campaign": "spring", "day": "2026-06-30", "n_days": 30, "step": name, "before_step": before}
    return {**about, "people": people, "before": of, "closed_n": 1}


def test_a_step_of_few_is_hidden_where_it_is_repeated() -> None:
    rows = [step("click", None, 300, None), step("join", "click", 4, 300), step("pay", "join", 0, 4)]
    shown = published(FUNNEL, rows)
    assert [(r["people"], r["before"], r["conversion"]) for r in shown] == [
        (300, None, None),
        (None, 300, None),
        (0, None, None),
    ]


def test_a_step_that_nearly_everybody_took_tells_who_did_not() -> None:
    shown = published(FUNNEL, [step("join", None, 40, None), step("speak", "join", 38, 40)])
    assert [(r["people"], r["before"]) for r in shown] in ([(40, None), (None, 40)], [(None, None), (38, None)])


def survey(promoters: int, passives: int, detractors: int) -> dict[str, Any]:
    n = promoters + passives + detractors
    score, spread = promoters - detractors, n * (promoters + detractors) - (promoters - detractors) ** 2
    counts = {"invited": 200, "answers": n, "promoters": promoters, "passives": passives, "detractors": detractors}
    about = {"survey": "autumn", "question": "q", "day": "2026-06-01"}
    return {**about, **counts, "score": score, "spread": spread, "closed_n": 1}


def test_a_score_is_not_told_while_its_parts_are_hidden() -> None:
    (shown,) = published(NPS, [survey(30, 21, 9)])
    assert (shown["nps"], shown["margin"]) == (35.0, 18.3)
    (shown,) = published(NPS, [survey(30, 27, 3)])
    assert (shown["answers"], shown["detractors"], shown["nps"], shown["margin"]) == (60, None, None, None)
    # One hidden count would follow from the other two.
    assert [shown[name] for name in ("promoters", "passives")].count(None) == 1


def test_parts_of_a_whole_protect_each_other() -> None:
    counts = {"applied": 40, "decided": 38, "approved": 30, "rejected": 8, "undecided": 2}
    (shown,) = published(ADMISSION, [{"month": "2026-06", "source": "*", **counts, "closed_n": 1}])
    assert shown["undecided"] is None
    assert None in (shown["applied"], shown["decided"])


def test_a_difference_needs_both_groups() -> None:
    counts = {"contacted": 64, "contacted_back": 11, "held_out": 32, "held_out_back": 3}
    sums = {"everybody": 96, "back": 14, "silent": 82, "lift_over": 11 * 32 - 3 * 64}
    (shown,) = published(TRIAL, [{"trial": "t", "day": "2026-06-14", **counts, **sums, "closed_n": 1}])
    assert shown["contacted_rate"] == 0.1719
    assert [shown[name] for name in ("held_out_back", "held_out_rate", "lift", "margin")] == [None] * 4


def test_a_root_is_cut_not_guessed() -> None:
    rate = pages.Rate("x", ("v",), (1,), "", False, 3, True, ())
    assert rate_of({"v": 2}, rate) == 1.414
    assert rate_of({"v": 0}, rate) == 0.0
    assert rate_of({"v": None}, rate) is None


@pytest.mark.parametrize("seed", range(3))
def test_no_group_of_one_to_four_comes_out(tmp_path: Any, seed: int) -> None:
    dice = Random(seed)
    days = range(20605, 20675)
    rows = [
        row(dice.choice(days) * 86400 + dice.randrange(86400), dice.choice(("qq", "wx")), dice.choice("abcdefgh"))
        for _ in range(200)
    ]
    context = Context("UTC", more=world(dice, days[0], len(days), full=True))
    shown = 0
    with Engine(write(rows, tmp_path / "m.parquet"), context) as engine:
        for key, table in tables(engine).items():
            page = pages.load_page(key)
            for record in table.records():
                people = [record[name] for name in page.people if name in record]
                assert not [n for n in people if n is not None and 0 < n < 5], (key, record)
                for rate in page.rates:
                    hidden = [name for name in rate.needs if name in record and record[name] is None]
                    assert not hidden or record[rate.name] is None, (key, record)
                shown += page.files == "month" and any(n is not None for n in people)
    assert shown > 20
