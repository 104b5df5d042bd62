"""Running rules: sentences and severity from the pages, order, waivers, and rules that fail."""

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path

import pytest

from commops import check
from commops.findings import Finding, Hit, Location, Severity
from commops.rule import PAGES, Rule
from commops.texts import Text
from commops.workspace.load import load
from commops.workspace.waivers import Waiver

POST = "content/posts/2026/11/2026-11-25-late.md"


@pytest.fixture
def workspace(tmp_path):
    """A function: the faultless example workspace with some files laid over it."""

    def make(**files):
        base = PAGES / "example_base"
        texts = {path.relative_to(base).as_posix(): path.read_text(encoding="utf-8") for path in base.rglob("*.yml")}
        for path, text in (texts | files).items():
            target = tmp_path / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        return load(tmp_path)

    return make


def named(checks):
    return {name: Rule(name, None, function) for name, function in checks.items()}


def late_post(waive=""):
    return "---\ntitle: {zh: 晚, en: Late}\ndate: 2026-11-25T23:40+08:00\nchannels: [wx]\n" + waive + "---\n晚安\n"


def test_a_finding_has_its_sentences_in_both_languages_and_its_severity(workspace):
    (found,) = check.run(workspace(**{POST: late_post()}))
    assert found.rule == "quiet-hours"
    assert found.severity is Severity.ERROR
    assert found.message.en == '23:40 is in the quiet hours 22:30\u201308:00 of "Reading group".'
    assert "免打扰" in found.message.zh
    assert found.at == Location(POST, 3, 7, 22)


@pytest.mark.parametrize(
    ("until", "rules"),
    [("", []), ("2026-11-22", []), ("2026-11-21", ["quiet-hours", "waiver-current"])],
)
def test_a_waiver_holds_until_its_last_day(workspace, until, rules):
    waive = "waive:\n  - {rule: quiet-hours, reason: 跨年, by: lin" + (f", until: {until}" if until else "") + "}\n"
    verdict = check.examine(workspace(**{POST: late_post(waive)}))
    assert [found.rule for found in verdict.findings] == rules
    assert verdict.waived == (0 if rules else 1)


def test_a_waiver_of_an_entry_covers_only_that_entry(workspace):
    text = (PAGES / "example_base/community/channels.yml").read_text(encoding="utf-8")
    text = text.replace("owner: lin", "owner: bo\n    waive: [{rule: person-active, reason: 交接中, by: lin}]")
    text = text.replace("owner: mei", "owner: bo")
    findings = check.run(workspace(**{"community/channels.yml": text}))
    assert [(found.rule, found.at.route[:2]) for found in findings] == [("person-active", ("channels", 1))]


def test_a_waiver_cannot_silence_the_rule_about_waivers(workspace):
    waive = (
        "waive:\n  - {rule: waiver-current, reason: 不想看见, by: lin}\n"
        "  - {rule: translated, reason: 不想看见, by: lin}\n"
    )
    findings = check.run(workspace(**{POST: late_post(waive).replace("23:40", "20:00")}))
    assert [found.rule for found in findings] == ["waiver-current", "waiver-current"]


def test_a_rule_that_fails_is_a_finding_and_the_others_go_on(workspace):
    def broken(_ws):
        yield Hit(Location("a.yml"), "x", {"suggestion": "y", "key": "x"})
        raise RuntimeError("Boom\x1b[31m")

    def works(_ws):
        yield Hit(Location("b.yml"), "x", {"suggestion": "y", "key": "x"})

    verdict = check.examine(workspace(), named({"unknown-key": broken, "time-has-offset": works}), {})
    assert [found.rule for found in verdict.findings] == ["unknown-key", "time-has-offset", "rule-crashed"]
    crashed = verdict.findings[-1]
    assert "unknown-key" in crashed.message.en
    assert "RuntimeError: Boom" in crashed.message.zh


def test_findings_are_in_order_of_place_and_do_not_depend_on_the_order_of_rules(workspace):
    def at(path, line):
        def found(_ws):
            yield Hit(
                Location(path, line), "x", {"key": "x", "suggestion": "y", "file": "f", "line": 1, "expected": "e"}
            )

        return found

    rules = {"unknown-key": at("b.yml", 1), "unique-id": at("a.yml", 2), "time-has-offset": at("a.yml", 1)}
    ws = workspace()
    forwards = check.examine(ws, named(rules), {}).findings
    backwards = check.examine(ws, named(dict(reversed(rules.items()))), {}).findings
    assert forwards == backwards
    assert [found.rule for found in forwards] == ["time-has-offset", "unique-id", "unknown-key"]


def test_a_closing_rule_learns_what_each_waiver_did(workspace):
    seen: list[Waiver] = []

    def last(_ws, waivers):
        seen.extend(replace(waiver) for waiver in waivers)
        return iter(())

    waive = "waive:\n  - {rule: quiet-hours, reason: 跨年, by: lin}\n  - {rule: translated, reason: 跨年, by: lin}\n"
    ws = workspace(**{POST: late_post(waive)})
    check.examine(ws, None, {"waiver-current": last})
    assert [(waiver.rule, waiver.used) for waiver in seen] == [("quiet-hours", True), ("translated", False)]


def test_long_values_are_cut_and_facts_are_put_in_in_each_language():
    hit = Hit(Location("a.yml"), "长" * 5000, {"suggestion": Text("中文", "English")})
    found = check.finding("time-has-offset", hit)
    assert isinstance(found, Finding)
    assert len(found.message.zh) < 200
    assert "中文" in found.fix.zh
    assert "English" in found.fix.en


@pytest.mark.parametrize("nasty", ["{0}", "{value.__class__}", "{", "}", "%s", "{{}}"])
def test_values_from_files_are_never_read_as_a_template(nasty):
    found = check.finding("time-has-offset", Hit(Location("a.yml"), nasty, {"suggestion": nasty}))
    assert nasty in found.message.en
    assert nasty in found.fix.zh


def test_a_waiver_with_a_broken_date_silences_nothing(workspace):
    pillars = """waive:
  - {rule: translated, reason: 试一试, by: lin, until: 明年}
pillars:
  - {id: read, name: 读书, share_target: 1}
"""
    rules = [found.rule for found in check.run(workspace(**{"content/pillars.yml": pillars}))]
    assert sorted(rules) == ["translated", "valid-value"]


ALIENS = ["[]", "{}", "3", "true", '""', "[{}]", "{zh: 3}", "~", "2026-99-99", '"25:99"', "[[1]]", "[x, 3]"]


@pytest.mark.parametrize("alien", ALIENS)
@pytest.mark.parametrize("offset", [0, *(pytest.param(number, marks=pytest.mark.slow) for number in range(1, 5))])
def test_no_rule_fails_on_values_of_a_wrong_kind(alien, offset, tmp_path):
    """Each value of the bad week in turn, a few at a time, so that every rule meets every kind of nonsense."""
    source = Path(__file__).parents[1] / "examples/bad-week"
    for path in sorted(found for found in source.rglob("*.*") if found.suffix in (".yml", ".md")):
        target = tmp_path / path.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        lines = path.read_text(encoding="utf-8").split("\n")
        target.write_text("\n".join(replaced(lines, alien, offset)), encoding="utf-8")
    findings = check.run(load(tmp_path, today=dt.date(2026, 11, 22)))
    assert [found.message.en for found in findings if found.rule == "rule-crashed"] == []


def replaced(lines, alien, offset):
    """Every fifth line ``key: value`` with the value replaced."""
    for number, line in enumerate(lines):
        found = re.fullmatch(r"(\s*(?:- )?\w+): .+", line)
        yield f"{found[1]}: {alien}" if found and number % 5 == offset else line
