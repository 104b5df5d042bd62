"""Numbers that were committed are found by metric, column, channel, period and row, or it is said why not."""

import json

import pytest

from commops.workspace.load import load
from commops.workspace.recorded import Missing, Wanted, measured, reported

ROWS = {
    "active": [
        {"channel": "*", "grain": "28d", "period": "2026-W46", "speakers": 251},
        {"channel": "*", "grain": "week", "period": "2026-W46", "speakers": 130},
        {"channel": "wx", "grain": "week", "period": "2026-W46", "speakers": None},
        {"channel": "*", "grain": "month", "period": "2026-10", "speakers": 239},
    ],
    "kept": [{"cohort": "2026-W39", "age": 4, "rate": 0.1594}, {"cohort": "2026-W39", "age": 8, "rate": 0.1}],
    "none": [],
}


@pytest.fixture(scope="module")
def ws(tmp_path_factory):
    root = tmp_path_factory.mktemp("ws")
    files = {
        "community/community.yml": "id: x\ntimezone: Asia/Shanghai\nlanguages: [zh-CN]\nas_of: 2026-11-22\n",
        "events/2026-11-07-talk/event.yml": "{name: x, start: 2026-11-07T14:00+08:00, end: 2026-11-07T15:00+08:00}",
        "events/2026-11-07-talk/results.yml": "registered: 71\nattended: 38\nspend: {amount: 12.5, currency: CNY}\n"
        "figures: [{id: merged, name: x, value: 11}]\nremarks: [x]\n",
        "community/stats/2026-W46.json": json.dumps(
            {
                "schema": 1, "period": "2026-W46", "from": "2026-11-09", "to": "2026-11-15", "as_of": "2026-11-15",
                "timezone": "Asia/Shanghai", "inputs": [], "definitions": {}, "metrics": ROWS,
            }
        ),
    }  # fmt: skip
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    return load(root)


@pytest.mark.parametrize(
    ("wanted", "value"),
    [
        (Wanted("active", "speakers", "2026-W46"), 130),
        (Wanted("active", "speakers", "2026-W46", where={"grain": "28d"}), 251),
        (Wanted("active", "speakers", "2026-10"), 239),
        (Wanted("kept", "rate", "2026-W46", where={"age": 4}), 0.1594),
        (Wanted("active", "speakers", "2026-W46", "wx"), Missing.HIDDEN),
        (Wanted("active", "speakers", "2026-W46", "qq"), Missing.ROW),
        (Wanted("kept", "rate", "2026-W46"), Missing.ROW),
        (Wanted("kept", "rate", "2026-W46", "wx", {"age": 4}), Missing.ROW),
        (Wanted("active", "rate", "2026-W46"), Missing.COLUMN),
        (Wanted("none", "rate", "2026-W46"), Missing.METRIC),
        (Wanted("unknown", "rate", "2026-W46"), Missing.METRIC),
        (Wanted("active", "speakers", "2026-W45"), Missing.PERIOD),
        (Wanted("active", "speakers", "2026-09"), Missing.METRIC),
    ],
)
def test_a_cell_of_a_snapshot(ws, wanted, value):
    assert measured(ws, wanted) == value


@pytest.mark.parametrize(
    ("event", "column", "value"),
    [
        ("2026-11-07-talk", "attended", 38),
        ("2026-11-07-talk", "merged", 11),
        ("2026-11-07-talk", "spend", 12.5),
        ("2026-11-07-talk", "remarks", Missing.COLUMN),
        ("2026-11-07-talk", "peak", Missing.COLUMN),
        ("2026-11-08-talk", "attended", Missing.PERIOD),
    ],
)
def test_a_field_of_results(ws, event, column, value):
    assert reported(ws, event, column) == value
