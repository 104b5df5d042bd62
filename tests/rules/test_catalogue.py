"""The check catalogue, read without the rules in hand: each of its rows has a rule that finds its bad input."""

from collections import Counter

import pytest
from catalogue_events import CASES as EVENTS
from catalogue_form import BASE, GUILTY, Case, Files
from catalogue_people import CASES as PEOPLE
from catalogue_posts import CASES as POSTS

from commops import check
from commops.rule import page, page_ids
from commops.workspace.load import load

CASES = [*PEOPLE, *POSTS, *EVENTS]
BY_SEVERITY = {
    "E": """GEN01 GEN02 GEN03 GEN04 GEN06 PRV01 PRV02 PRV03 PRV04 PRV05 PRF01 RUL01 RUL02 TEM01 CHN01 STR01 PIL01 CAL02
        PST01 PST02 PST03 PST04 PST05 PST06 PST07 COP07 COP08 CPL01 CPL02 CPL03 CPL10 EVT01 EVT02 EVT03 EVT09 RAF01
        RAF02 RAF04 RAF05 MOD01 MOD02 MOD04 MET01 RPT01""",
    "W": """GEN05 GEN07 GEN08 PRV06 RUL03 RUL04 TEM02 TEM03 CHN02 CHN03 CHN04 STR02 PER01 CMP01 CAL01 CAL03 CAL04 CAL05
        PST08 PST09 PST10 PST11 PST12 PST14 PST15 COP05 COP09 CPL11 EVT04 EVT05 EVT06 EVT07 EVT08 RAF03 RAF06 MOD03
        ADM01 MEM01 FBK01 PAR01 RPT02 TRD01""",
    "I": "CAL06 PST13",
    "E*": "CMP02 COP01 COP03 COP04",
    "W*": "COP02 COP06",
}
ROWS = {row: level for level, rows in BY_SEVERITY.items() for row in rows.split()}
"""Severity by row; with a star it holds in advertising only and is information elsewhere."""
SEVERITIES = {
    "E": ("error", "error"),
    "W": ("warning", "warning"),
    "I": ("info", "info"),
    "E*": ("error", "info"),
    "W*": ("warning", "info"),
}
DIFFERENT: dict[str, tuple[str, str]] = {
    "dated-file-name": ("warning", "A post that was moved keeps its file, so that links to it still work."),
    "post-offset": ("warning", "The moment is clear; only its clock is not that of the place."),
    "person-on-leave": ("warning", "A leave is a plan; the person may have arranged it."),
    "policy-rule": ("error", "A setting that does nothing hides that a rule is not as strict as people think."),
    "picture-author": ("warning", "Credit inside a picture may be wanted; contact data there is an error."),
    "embargo": ("error", "What went out too early cannot be taken back."),
    "holiday-year-known": ("warning", "Without the table nothing can be said about that year."),
    "memorial-tone": (
        "warning",
        "Celebration on a day of mourning is a mistake; that there is such a day is information.",
    ),
    "fits-reported-limit": ("warning", "Limits that no platform has confirmed only warn, as channels.md asks."),
    "report-unfinished": ("error", "A draft may wait for its conclusion; a report that is called final may not."),
    "sound-programme": ("error", "With a programme that contradicts itself nobody's points can be counted."),
    "survey-adds-up": ("error", "Counts that do not add up are wrong whichever way one looks at them."),
    "platform-facts-current": ("warning", "An old figure is no fault of the post."),
}
"""Rules whose severity is not their row's: what it is, and why."""
INSTEAD = {
    "valid-value": "What the shape of a file refuses is told once, by the shape.",
    "readable-file": "Invisible characters are refused before any rule looks for words.",
    "status-requirements": "What a status demands is told once, by the status.",
}
"""Rules of other rows that tell some inputs, and why."""


FRAME = {path.relative_to(BASE).as_posix(): path.read_text("utf-8") for path in BASE.rglob("*.yml")}


def write(root, files: Files):
    for path, text in (FRAME | files).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text.replace(GUILTY, ""), "utf-8")
    return load(root)


def guilty(case: Case) -> tuple[str, int | None]:
    """Where the finding must be; the line is None where the catalogue does not make it clear."""
    marked = [
        (path, number)
        for path, text in case.files.items()
        for number, line in enumerate(text.split("\n"), 1)
        if GUILTY in line
    ]
    if case.at:
        return case.at, None
    (place,) = marked or [(*case.files, None)]
    return place


def names():
    seen: Counter[str] = Counter()
    for case in CASES:
        name = f"{case.row}: {case.what}"
        seen[name] += 1
        assert seen[name] == 1, name
        yield pytest.param(case, id=name)


@pytest.mark.parametrize("case", list(names()))
def test_the_bad_input_of_a_row_is_found(case, tmp_path):
    ws = write(tmp_path / "head", case.files)
    if case.base is not None:
        ws.base = write(tmp_path / "base", case.base)
    findings = check.run(ws)
    path, line = guilty(case)
    of_row = [one for one in findings if (one.rule == case.by if case.by else page(one.rule).row == case.row)]
    told = [(one.rule, one.at.path, one.at.line, one.message.zh) for one in findings]
    there = [one for one in of_row if one.at.path == path and line in (None, one.at.line)]
    assert there, told
    wanted = SEVERITIES[ROWS[case.row]][0 if case.commercial else 1]
    seen = {str(one.severity) for one in there if one.rule not in DIFFERENT}
    assert seen <= {wanted} or case.by in INSTEAD, told
    sentences = [one.message.zh + one.fix.zh for one in there]
    assert any(words in sentence for sentence in sentences for words in case.says.split("|")), sentences


@pytest.mark.parametrize("row", sorted(ROWS))
def test_each_row_has_a_rule_of_its_severity(row):
    pages = [page(name) for name in page_ids() if page(name).row == row]
    assert any(one.id not in DIFFERENT for one in pages), row
    for one in pages:
        found = str(one.severity(commercial=True)), str(one.severity(commercial=False))
        wanted = SEVERITIES[ROWS[row]] if one.id not in DIFFERENT else (DIFFERENT[one.id][0],) * 2
        assert found == wanted, one.id
        assert one.id not in DIFFERENT or wanted != SEVERITIES[ROWS[row]], f"{one.id} differs no longer"


def test_each_row_has_a_case():
    assert {case.row for case in CASES} == set(ROWS)
