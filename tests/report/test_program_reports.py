"""The reports for programs: JSON keeps its promise, workflow commands cannot be broken out of."""

import json
import re

import hypothesis.strategies as st
from hypothesis import given
from printing import finding, material

from commops.findings import Severity
from commops.report.formats import github
from commops.report.formats import json as as_json

NASTY = st.text(alphabet="a标:#[]%,\n\r\t\x1b\x00\u202e\u2028;=", max_size=30) | st.text(max_size=30)


def test_the_shape_of_the_json():
    told = json.loads(as_json.render(material([finding()])))
    assert told == {
        "schema": 1,
        "findings": [
            {
                "rule": "unknown-key",
                "row": "GEN01",
                "severity": "error",
                "state": None,
                "fingerprint": "",
                "path": "content/a.md",
                "line": 1,
                "column": 3,
                "end_column": 5,
                "message": "m",
                "fix": "f",
                "legal": False,
                "docs": None,
            }
        ],
        "summary": {"files": 4, "errors": 1, "warnings": 0, "infos": 0, "waived": 0, "existing": 0, "fixed": 0},
        "notice": "",
    }


@given(NASTY, NASTY)
def test_json_keeps_every_character_and_prints_none_that_hides(message, fix):
    text = as_json.render(material([finding(message=message, fix=fix)], "zh"))
    row = json.loads(text)["findings"][0]
    assert (row["message"], row["fix"]) == (message, fix)
    assert "##[" not in text
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b]", text)
    text.encode()


@given(NASTY, NASTY, NASTY)
def test_a_finding_is_one_command_and_stays_one(message, fix, path):
    found = finding(message=message, fix=fix, path=f"content/{path}")
    lines = github.render(material([found]), {}).split("\n")
    assert len(lines) == 2
    head, _, data = lines[0][2:].partition("::")
    assert "##[" not in lines[0]
    assert "::" not in data
    assert not re.search(r"[\x00-\x1f\x7f\u2028\u202e]", lines[0])
    name, _, properties = head.partition(" ")
    assert name == "error"
    assert [part.partition("=")[0] for part in properties.split(",")] == ["file", "line", "col", "endColumn", "title"]
    assert not re.search("%(?!25|0A|3A|2C)", lines[0])


def test_paths_count_from_the_top_of_the_repository(tmp_path):
    (tmp_path / "examples/week").mkdir(parents=True)
    found = [finding()]
    week = material(found, root=tmp_path / "examples/week")
    inside = github.render(week, {"GITHUB_WORKSPACE": str(tmp_path)})
    assert "file=examples/week/content/a.md," in inside
    outside = github.render(material(found, root=tmp_path), {"GITHUB_WORKSPACE": "/somewhere/else"})
    assert "file=content/a.md," in outside


def test_notes_become_notices():
    found = [finding(Severity.INFO)]
    assert github.render(material(found, "zh"), {}).startswith("::notice file=content/a.md,line=1,col=3,")
