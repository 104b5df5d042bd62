"""Every page of a rule is its own test: what the examples promise is what the check finds, over all rules."""

import re
import string
import tempfile
from functools import cache
from pathlib import Path

import pytest

from commops import check
from commops import rule as rule_module
from commops.fences import Fence, fences
from commops.findings import Finding, Severity
from commops.resources import PACKAGE
from commops.rule import CRASHED, PAGES, load_closing_rules, load_rules, page, page_ids
from commops.texts import LANGS
from commops.workspace.load import load

BASE = PAGES / "example_base"
PROMISE = re.compile(r"(error|warning|info): \[([a-z-]+)\]")
CATALOGUE = re.compile(
    r"(?:GEN|PRV|PRF|RUL|TEM|CHN|STR|PER|CMP|PIL|CAL|PST|COP|CPL|EVT|RAF|MOD|ADM|MEM|FBK|PAR|MET|RPT|TRD)\d\d"
)


@cache
def examples_of(name: str) -> dict[str, list[Fence]]:
    """The fences of a page by their heading."""
    by_heading: dict[str, list[Fence]] = {}
    for fence in fences(page(name).body):
        by_heading.setdefault(fence.heading, []).append(fence)
    return by_heading


def examples():
    """Every heading of every page."""
    for name in page_ids():
        for heading in examples_of(name):
            yield pytest.param(name, heading, id=f"{name}: {heading.rpartition('/')[2].strip()}")


def write(root: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


def workspace(root: Path, found: list[Fence]):
    """The example over the faultless workspace; fences with ``at="base"`` say how it was before the change."""
    common = {path.relative_to(BASE).as_posix(): path.read_text(encoding="utf-8") for path in BASE.rglob("*.yml")}
    before = [fence for fence in found if fence.attributes.get("at") == "base"]
    write(root / "head", common | {fence.attributes["title"]: fence.text for fence in found if fence not in before})
    ws = load(root / "head")
    if before:
        write(root / "base", common | {fence.attributes["title"]: fence.text for fence in before})
        ws.base = load(root / "base")
    return ws


def promised(found: list[Fence]):
    for fence in found:
        path = fence.attributes["title"]
        for number, line in enumerate(fence.text.split("\n"), 1):
            yield from ((path, number, severity, name) for severity, name in PROMISE.findall(line))
        for words in filter(None, fence.attributes.get("expect", "").split(";")):
            line, severity, name = words.split()
            yield path, int(line), severity, name


@cache
def found_in(name: str, heading: str) -> list[Finding]:
    with tempfile.TemporaryDirectory() as root:
        return check.run(workspace(Path(root), examples_of(name)[heading]))


@pytest.mark.parametrize(("name", "heading"), list(examples()))
def test_the_examples_of_a_page_find_exactly_what_they_promise(name, heading):
    findings = found_in(name, heading)
    promises = sorted(promised(examples_of(name)[heading]))
    named = {rule for *_, rule in promises} | {name}
    # All rules run. What the page is not about must be free of errors; advice of other rules need not be repeated.
    seen = sorted(
        (one.at.path, one.at.line, str(one.severity), one.rule)
        for one in findings
        if one.rule in named or one.severity is Severity.ERROR
    )
    assert seen == promises, [(one.rule, one.message.en) for one in findings]
    for one in findings:
        for lang in LANGS:
            assert one.message.get(lang)
            assert one.fix.get(lang)
            assert not re.search(r"\bNone\b|[{}]", one.message.get(lang)), one.message


def ordinary_pages():
    return [name for name in page_ids() if name != CRASHED]


def test_every_case_of_a_page_occurs_in_an_example():
    for name in ordinary_pages():
        cases = len([case for case in page(name).cases if case])
        seen = set()
        for heading in examples_of(name):
            if len(seen) < cases:
                seen |= {one.message.en for one in found_in(name, heading) if one.rule == name}
        assert len(seen) >= cases, name


@pytest.mark.parametrize("name", ordinary_pages())
def test_each_page_has_a_bad_and_a_good_example(name):
    by_heading: dict[str, list[Fence]] = {}
    for fence in fences(page(name).body):
        by_heading.setdefault(fence.heading, []).append(fence)
    own = {heading: {rule for *_, rule in promised(found)} for heading, found in by_heading.items()}
    assert any(name in rules for rules in own.values())
    assert any(name not in rules for heading, rules in own.items())
    for heading, rules in own.items():
        assert re.fullmatch(r"(反例|正例|提示).* / (Bad|Good|Note)\b.*", heading), heading
        assert (name in rules) == (not heading.startswith("正例")), heading


@pytest.mark.parametrize("name", page_ids())
def test_each_page_is_complete_in_both_languages(name):
    told = page(name)
    assert CATALOGUE.fullmatch(told.row)
    assert set(told.severities) == {"commercial", "otherwise"}
    source = (told.source,) if told.source else ()
    for text in (
        told.title,
        told.why,
        *source,
        *(part for case in told.cases.values() for part in (case.message, case.fix)),
    ):
        assert text.zh.strip()
        assert text.en.strip()
        assert re.search("[\u4e00-\u9fff]", text.zh) or re.fullmatch(r"\{\w+\}\u3002?", text.zh), text.zh
        assert not re.search("[\uff0c\uff1a\u3002]", text.en), text.en
        names = [{place for _, place, _, _ in string.Formatter().parse(text.get(lang)) if place} for lang in LANGS]
        assert names[0] == names[1], text


def test_rules_and_pages_belong_together():
    functions = set(load_rules()) | set(load_closing_rules())
    assert functions | {CRASHED} == set(page_ids())
    modules = {path.stem.replace("_", "-") for path in (PACKAGE / "rules").glob("*.py")} - {"--init--"}
    assert modules == functions


def test_each_rule_is_declared_as_it_is_registered():
    """Rules are found by the line with the decorator, and imported later."""
    for name, found in load_rules().items():
        assert found.check.__module__ == f"commops.rules.{name.replace('-', '_')}"
        assert (found.id, found.each) == (rule_module._rules[name].id, rule_module._rules[name].each)
    assert set(load_rules()) == set(rule_module._rules)


def test_the_base_of_the_examples_is_faultless():
    assert [one for one in check.run(load(BASE)) if one.severity is Severity.ERROR] == []


def test_the_rows_of_this_issue_are_there():
    rows = {page(name).row for name in page_ids()}
    wanted = "GEN01 GEN02 GEN03 GEN04 GEN05 GEN06 GEN07 GEN08 PST01 PST02 CAL02 EVT01 PRV01 PRV02 COP01"
    assert set(wanted.split()) <= rows


def test_the_severity_of_advertising_words_depends_on_the_use():
    assert page("absolute-terms").severity(commercial=True) is Severity.ERROR
    assert page("absolute-terms").severity(commercial=False) is Severity.INFO
