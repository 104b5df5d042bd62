"""Every format: its shape, its limits, the unit of its columns, what it never tells."""

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import hypothesis.strategies as st
import jsonschema
import pytest
from hypothesis import example, given
from printing import PAYLOADS, finding, material

from commops.findings import Severity, State
from commops.report.columns import utf8, utf16
from commops.report.formats import github, gitlab, junit, markdown, rdjson, sarif
from commops.report.formats import json as as_json
from commops.report.material import Edit
from commops.report.registry import names, printer
from commops.rule import NOT_LEGAL_ADVICE
from commops.texts import safe

ROOT = Path(__file__).resolve().parents[2]
PROMISE = json.loads((ROOT / "schemas/output/findings.schema.json").read_text("utf-8"))
SARIF = json.loads(Path(__file__).with_name("sarif-schema-2.1.0.json").read_text("utf-8"))
NASTY = (
    st.text(alphabet="a标:#[]()%,|@\n\r\t\x1b\x00\u202e\u2028;=<>&\"'`\\{0}", max_size=30)
    | st.text(max_size=30)
    | st.sampled_from(PAYLOADS)
)
LINE = "标题👩: 乱 b"


@pytest.fixture(autouse=True)
def not_in_a_runner(monkeypatch):
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)


def printed(name, findings, **more):
    return printer(name).render(material(findings, **more))


def test_the_formats_are_the_modules():
    assert names() == ("text", "concise", "github", "gitlab", "json", "junit", "markdown", "rdjson", "sarif")


@pytest.mark.parametrize("name", names())
@given(NASTY, NASTY, NASTY)
@example("", "", "\ud800 half a character \udc80")
def test_no_format_lets_a_text_act_in_a_terminal_or_a_log(name, message, fix, path):
    found = finding(message=message, fix=fix, path=f"content/{path}", length=4, legal=True)
    text = printed(name, [found], line=message, site="https://site.example/book")
    assert "##[" not in text
    assert not [line for line in text.split("\n") if line.strip().startswith("::")][1 if name == "github" else 0 :]
    assert safe(text) == text.replace("\u200b", "")
    text.encode()


@pytest.mark.parametrize("name", names())
@pytest.mark.parametrize("leaky", [False, True])
def test_no_format_tells_what_is_private(name, leaky):
    number = "13800001234"
    message = f"{number} 不能写" if leaky else "不能写"
    secret = finding(
        message=message, fix=message, column=5, length=11, private=True, value="138*****234", fingerprint="a" * 64
    )
    beside = finding(column=1, length=3)
    edit = Edit(1, 1, 3, f"tel {number}")
    text = printed(
        name, [secret, beside], line=f"tel {number}!", info=True, repair=lambda one: edit if one is secret else None
    )
    assert number not in text
    assert "tel " not in text


@pytest.mark.parametrize("name", names())
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_legal_rules_are_no_legal_advice_said_once(name, lang):
    notice = NOT_LEGAL_ADVICE.get(lang)
    legal = [finding(line=number, rule="absolute-terms", legal=True) for number in (1, 2)]
    assert printed(name, legal, lang=lang).count(notice) == 1
    assert notice not in printed(name, [finding()], lang=lang)


@given(st.lists(st.tuples(NASTY, st.sampled_from(Severity), st.sampled_from([None, *State])), max_size=4))
def test_json_and_sarif_keep_to_their_schemas(rows):
    findings = [finding(level, message=text, fingerprint="0" * 64, state=state) for text, level, state in rows]
    jsonschema.validate(json.loads(printed("json", findings)), PROMISE)
    jsonschema.Draft4Validator(SARIF, format_checker=jsonschema.FormatChecker()).validate(
        json.loads(printed("sarif", findings, site="https://site.example"))
    )


def test_sarif_says_what_the_columns_are_and_what_the_rules_mean():
    found = finding(column=6, length=1, line=7, path="content/帖 子.md", state=State.NEW, fingerprint="ab" * 32)
    (run,) = json.loads(printed("sarif", [found], line=LINE, lang="zh"))["runs"]
    (rule,), (result,) = run["tool"]["driver"]["rules"], run["results"]
    place = result["locations"][0]["physicalLocation"]
    assert run["columnKind"] == "utf16CodeUnits"
    assert place["region"] == {"startLine": 7, "startColumn": 7, "endColumn": 8}
    assert place["artifactLocation"]["uri"].endswith("content/%E5%B8%96%20%E5%AD%90.md")
    assert (result["baselineState"], result["partialFingerprints"]) == ("new", {"commopsFinding/v1": "ab" * 32})
    assert rule["id"] == "unknown-key"
    assert re.search("[\u4e00-\u9fff].*\n\n.*[a-z]", rule["help"]["text"])


def test_sarif_holds_the_worst_when_there_are_too_many(monkeypatch):
    monkeypatch.setattr(sarif, "MOST", 3)
    findings = [finding(Severity.WARNING, line) for line in range(1, 6)] + [finding(line=9, message="x" * 5000)]
    (run,) = json.loads(printed("sarif", findings))["runs"]
    assert [result["level"] for result in run["results"]] == ["error", "warning", "warning"]
    assert len(run["results"][0]["message"]["text"]) == 1000
    assert "Of 6" in run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]


@given(NASTY)
def test_a_sarif_message_holds_no_link_and_no_placeholder(text):
    (run,) = json.loads(printed("sarif", [finding(message=text)]))["runs"]
    assert not re.search(r"\]\(|\{\d+\}", run["results"][0]["message"]["text"])


@given(st.lists(st.tuples(NASTY, NASTY, st.sampled_from(Severity)), max_size=5))
def test_junit_is_xml_and_only_errors_fail(rows):
    findings = [finding(level, message=text, path=f"content/{path}") for text, path, level in rows]
    suite = ET.fromstring(junit.render(material(findings)))
    cases = list(suite)
    assert suite.tag == "testsuite"
    assert int(suite.get("tests")) == len(cases) == max(len({found.at.path for found in findings}), 1)
    assert int(suite.get("failures")) == len(suite.findall("testcase/failure"))
    assert len(suite.findall("testcase/failure")) == len({f.at.path for f in findings if f.severity is Severity.ERROR})


def test_junit_names_file_rule_place_and_remedy():
    (case,) = ET.fromstring(printed("junit", [finding(line=4, message="坏", fix="改", path="a&b.md")], lang="zh"))
    assert (case.get("classname"), case.get("name")) == ("a&b.md", "unknown-key")
    assert case.find("failure").get("message") == "坏"
    assert case.find("failure").text == "4:3 错误 坏\n  改"


def test_gitlab_tells_findings_apart():
    findings = [finding(fingerprint="ab" * 32), finding(Severity.WARNING, fingerprint="ab" * 32), finding(), finding()]
    rows = json.loads(gitlab.render(material(findings)))
    assert rows[0]["fingerprint"] == "ab" * 32
    assert len({row["fingerprint"] for row in rows}) == 4
    assert all(re.fullmatch("[0-9a-f]{64}", row["fingerprint"]) for row in rows)
    assert [row["severity"] for row in rows] == ["major", "minor", "major", "major"]
    assert set(rows[0]) == {"description", "check_name", "fingerprint", "severity", "location"}
    assert rows[0]["location"]["lines"] == {"begin": 1}


def test_reviewdog_counts_bytes_and_gets_the_repair():
    found = finding(column=6, length=1)
    (row,) = json.loads(printed("rdjson", [found], line=LINE, repair=lambda _: Edit(1, 6, 1, "顺")))["diagnostics"]
    place = {"start": {"line": 1, "column": 13}, "end": {"line": 1, "column": 16}}
    assert row["location"]["range"] == place
    assert row["suggestions"] == [{"range": place, "text": "顺"}]
    assert LINE.encode()[12:15].decode() == "乱"
    insertion = json.loads(printed("rdjson", [found], line=LINE, repair=lambda _: Edit(1, 1, 0, "x")))
    assert insertion["diagnostics"][0]["suggestions"][0]["range"]["end"] == {"line": 1, "column": 1}


def test_reviewdog_posts_messages_as_markdown():
    (row,) = json.loads(printed("rdjson", [finding(message="@all <b> [x](y)")]))["diagnostics"]
    assert row["message"].split("\n")[0] == "@&#8203;all &lt;b&gt; \\[x\\](y)"


def test_paths_of_reports_for_forges_count_from_the_top_of_the_repository(tmp_path):
    (tmp_path / ".git").mkdir()
    root = tmp_path / "communities/one"
    root.mkdir(parents=True)
    (row,) = json.loads(printed("gitlab", [finding()], root=root))
    assert row["location"]["path"] == "communities/one/content/a.md"
    assert "communities/one/content/a.md" in printed("sarif", [finding()], root=root)


def test_every_finding_links_to_its_page_where_a_site_is_known():
    for name in set(names()) - {"concise", "gitlab"}:
        assert "https://site.example/book/reference/rules/unknown-key/" in printed(
            name, [finding()], site="https://site.example/book/"
        ).replace("%3A", ":")


@pytest.mark.parametrize(
    "site", ["javascript:alert(1)", "https://a.example/)x", "https://a b/", "https://a\n::x::y", "x"]
)
def test_an_address_that_is_none_makes_no_link(site):
    for name in names():
        assert "reference/rules" not in printed(name, [finding()], site=site)


def test_what_was_fixed_is_counted_and_what_was_there_is_not_shown_to_people():
    findings = [
        finding(line=1, message="brought", state=State.NEW),
        finding(line=2, message="old", state=State.EXISTING),
        finding(line=3, message="gone", state=State.FIXED),
    ]
    for name in ("text", "concise", "github"):
        text = printed(name, findings)
        assert "brought" in text
        assert "old" not in text
        assert "gone" not in text
        assert "4 files checked: 1 error, 1 more were there before, 1 fixed." in text
    rows = [row["state"] for row in json.loads(printed("json", findings))["findings"]]
    assert rows == ["new", "existing", "fixed"]


def test_github_shows_ten_of_each_and_the_summary_shows_all(tmp_path):
    findings = [finding(Severity.WARNING, line, message=f"w{line}.") for line in range(1, 13)]
    findings += [finding(line=line, message=f"e{line}.") for line in range(20, 30)]
    summary = tmp_path / "summary.md"
    lines = github.render(material(findings), {"GITHUB_STEP_SUMMARY": str(summary)}).split("\n")
    kinds = [line.split("::")[1].split(" ")[0] for line in lines[:-1]]
    assert kinds == ["error"] * 10 + ["warning"] * 10
    assert lines[19].startswith("::warning title=CommOps::3 more of this kind (warning) are not shown beside")
    table = summary.read_text("utf-8")
    assert all(f"| {found.message.en} |" in table for found in findings)
    assert table.index("e29.") < table.index("w1.")


def test_the_summary_stays_below_what_github_takes(tmp_path):
    findings = [finding(line=line, message="长" * 490) for line in range(1, 1500)]
    summary = tmp_path / "summary.md"
    github.render(material(findings), {"GITHUB_STEP_SUMMARY": str(summary)})
    assert 800_000 < summary.stat().st_size < 900_100
    assert re.search(r"\n\d+ more do not fit here", summary.read_text("utf-8"))


def test_a_comment_has_room_for_the_worst():
    findings = [finding(Severity.WARNING, line, message="w" * 400) for line in range(1, 500)]
    text = markdown.render(material([*findings, finding(line=900, message="worst")]))
    assert len(text) <= markdown.LONGEST
    assert text.split("\n")[4].startswith("| 🔴 error | content/a.md:900:3 | worst |")
    left_out = int(re.search(r"\n(\d+) more do not fit here", text)[1])
    assert text.count("\n| 🟡") + 1 + left_out == 500


def test_no_findings_no_table():
    assert printed("markdown", []) == "4 files checked: no problems."
    assert json.loads(printed("gitlab", [])) == []


@given(st.text(min_size=1, max_size=20), st.integers(1, 25), st.integers(1, 9))
def test_columns_in_files_can_be_read_back(line, column, length):
    line = line.replace("\n", " ").replace("\r", " ")
    found = finding(column=column, length=length)
    expected = line[column - 1 : column - 1 + length]
    place = json.loads(printed("rdjson", [found], line=line))["diagnostics"][0]["location"]["range"]
    assert line.encode()[place["start"]["column"] - 1 : place["end"]["column"] - 1].decode() == expected
    (run,) = json.loads(printed("sarif", [found], line=line))["runs"]
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert region["endColumn"] - region["startColumn"] == utf16(expected)
    row = json.loads(as_json.render(material([found], line=line)))["findings"][0]
    assert row["end_column"] == min(column, len(line) + 1) + len(expected)
    assert utf8(expected) == len(expected.encode())
    assert rdjson.render(material([found], line=line))
