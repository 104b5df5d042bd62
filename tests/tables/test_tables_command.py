"""The command as people use it: what it says, in which language, with which exit code."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tablekit import EVENT, table, workspace

from commops.cli._tables_report import funnel_rows
from commops.cli.main import cli
from commops.tables.funnel import Funnel

UP = [
    ["姓名", "手机号", "报名时间", "是否到场"],
    *[[f"测试{n}", f"1380013{n:04}", "2026-11-01", "是"] for n in range(6)],
    ["合计", 6, "", ""],
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return workspace(tmp_path / "ws")


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "报名表.csv"
    path.write_bytes(table(UP).encode("gbk"))
    return path


def run(*words: object) -> Result:
    return CliRunner().invoke(cli, ["tables", *map(str, words)])


def test_import_says_what_was_read_and_what_was_not(root: Path, sheet: Path) -> None:
    result = run("import", sheet, "-C", root, "--event", EVENT, "--lang", "zh")
    assert result.exit_code == 0
    assert "活动报名表" in result.output
    assert "读到 7 行：计入 6，跳过 1" in result.output
    assert "1 × 合计行（第一处：line 8）" in result.output
    again = run("import", sheet, "-C", root, "--lang", "en")
    assert "imported before, nothing changed" in again.output


def test_import_as_json(root: Path, sheet: Path) -> None:
    data = json.loads(run("import", sheet, "-C", root, "--event", EVENT, "--format", "json").output)
    assert data["schema"] == 1
    (file,) = data["files"]
    assert (file["kind"], file["rows"], file["read"], file["skipped"]) == ("registrations", 7, 6, {"total": 1})


def test_from_import_to_the_workspace(root: Path, sheet: Path) -> None:
    run("import", sheet, "-C", root, "--event", EVENT)
    dry = run("apply", "-C", root, "--lang", "en")
    assert "+registered: 6" in dry.stdout
    assert "add --write" in dry.stderr
    results = root / "events" / EVENT / "results.yml"
    assert not results.exists()
    assert "2 values written" in run("apply", "-C", root, "--write", "--lang", "en").stderr
    assert results.read_text() == "registered: 6\nattended: 6\n"
    assert "nothing to write" in run("apply", "-C", root, "--lang", "en").stderr


def test_import_with_write_does_both(root: Path, sheet: Path) -> None:
    result = run("import", sheet, "-C", root, "--event", EVENT, "--write", "--lang", "en")
    assert "2 values written" in result.stderr
    assert run("import", sheet, "-C", root.parent, "--write").exit_code == 2


def test_list_and_show(root: Path, sheet: Path) -> None:
    assert "No table has been imported" in run("list", "-C", root, "--lang", "en").output
    assert "No table has been imported" in run("show", "roster", "-C", root, "--lang", "en").output
    run("import", sheet, "-C", root, "--event", EVENT)
    assert EVENT in run("list", "-C", root).output
    assert json.loads(run("list", "-C", root, "--format", "json").output)["files"][0]["read"] == 6
    shown = json.loads(run("show", "registrations", "-C", root, "--format", "json").output)
    expected = {"event": EVENT, "people": 6, "registered": 6, "waitlisted": 0, "cancelled": 0, "attended": 6}
    assert shown["rows"] == [expected]
    assert "到场" in run("show", "registrations", "-C", root, "--lang", "zh").output


def test_show_the_numbers_of_each_other_kind(root: Path, tmp_path: Path) -> None:
    files = {
        "stats.csv": "日期,群名称,成员数\n2026-11-08,wx,110\n",
        "ga.csv": "# Start date: 20261101\n# End date: 20261130\nSession campaign,Sessions\nSolder26,30\n",
        "posts.csv": "标题,播放量,发布时间\nx,3,2026-11-03\n",
        "roster.csv": "群昵称,入群时间,退群时间,群名称\n甲,2026-01-01,2026-02-01,wx\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert run("import", *[tmp_path / name for name in files], "-C", root).exit_code == 0
    rows = {
        kind: json.loads(run("show", kind, "-C", root, "--format", "json").output)["rows"]
        for kind in ("group-stats", "web-campaigns", "post-results", "roster")
    }
    assert rows == {
        "group-stats": [{"channel": "wx", "rows": 1, "first": "2026-11-08", "last": "2026-11-08"}],
        "web-campaigns": [
            {"campaign": "Solder26", "rows": 1, "first": "2026-11-01", "last": "2026-11-30", "sessions": 30}
        ],
        "post-results": [{"channel": None, "rows": 1, "first": "2026-11-03", "last": "2026-11-03"}],
        "roster": [{"channel": "wx", "people": 1, "left": 1}],
    }
    assert "Solder26" in run("show", "web-campaigns", "-C", root).output


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--as", "registration"], "registrations"),
        (["--as", "xyz"], "group-stats"),
        (["--event", "2026-11-07-workshopp"], EVENT),
        (["--channel", "wxx"], "wx"),
    ],
)
def test_a_slip_in_an_option_is_wrong_usage_with_a_suggestion(
    root: Path, sheet: Path, words: list[str], told: str
) -> None:
    result = run("import", sheet, "-C", root, *words, "--lang", "en")
    assert result.exit_code == 2
    assert told in result.stderr


def test_a_file_that_is_no_table_ends_with_1_and_words(root: Path, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("a,b\n1,2\n")
    result = run("import", tmp_path / "x.csv", "-C", root, "--lang", "zh")
    assert result.exit_code == 1
    assert "怎么办" in result.output
    assert "x.mapping.yml" in result.output


def test_a_sheet_that_git_keeps_is_refused(root: Path, tmp_path: Path) -> None:
    for words in (["init", "-q"], ["add", "-f", "."]):
        (tmp_path / "up.csv").write_text(table(UP), encoding="utf-8")
        subprocess.run(["git", "-C", str(tmp_path), *words], check=True)
    result = run("import", tmp_path / "up.csv", "-C", root)
    assert result.exception is not None
    assert "tracked by Git" in str(result.exception)


def test_forget_says_how_many_rows_went(root: Path, sheet: Path) -> None:
    run("import", sheet, "-C", root, "--event", EVENT)
    assert "1 rows removed" in run("forget", "138-0013-0003", "-C", root, "--lang", "en").output
    assert "nobody" in str(run("forget", "138-0013-0003", "-C", root).exception)


def test_the_funnel_hides_small_groups_and_open_days(root: Path, sheet: Path, tmp_path: Path) -> None:
    assert "No sheet" in str(run("funnel", EVENT, "-C", root).exception)
    run("import", sheet, "-C", root, "--event", EVENT)
    assert "No log" in str(run("funnel", EVENT, "-C", root).exception)
    (tmp_path / "club.mapping.yml").write_text("columns: {time: t, author: a, text: x}\n")
    (tmp_path / "club.csv").write_text("t,a,x\n2026-11-08,测试0,hi\n2026-11-14,测试1,hi\n", encoding="utf-8")
    CliRunner().invoke(cli, ["logs", "import", str(tmp_path / "club.csv"), "-C", str(root)])
    rows = json.loads(run("funnel", EVENT, "-C", root, "--format", "json").output)["rows"]
    steps = {row["step"]: (row["people"], row["hidden"]) for row in rows}
    assert steps["attended"] == (6, False)
    assert steps["spoke_7d"] == (None, True)
    assert steps["active_30"] == (None, False)
    exact = run("funnel", EVENT, "-C", root, "--exact", "--lang", "zh").output
    assert "七天内发言" in exact
    assert "2" in exact
    assert "日子未到" in exact


def test_the_funnel_follows_accounts_that_were_joined(root: Path, tmp_path: Path) -> None:
    """Who signed up under a QQ number speaks in the log under a name; an alias says that both are one."""
    up = [["QQ号", "报名时间", "是否到场"], *[[f"88000{n:04}", "2026-11-01", "是"] for n in range(6)]]
    (tmp_path / "up.csv").write_text(table(up), encoding="utf-8")
    run("import", tmp_path / "up.csv", "-C", root, "--event", EVENT)
    (tmp_path / "club.mapping.yml").write_text("columns: {time: t, author: a, text: x}\n")
    said = "".join(f"2026-11-0{8 + n % 2},测试{n},hi\n" for n in range(6))
    (tmp_path / "club.csv").write_text(f"t,a,x\n{said}2026-11-14,别人,hi\n", encoding="utf-8")
    CliRunner().invoke(cli, ["logs", "import", str(tmp_path / "club.csv"), "-C", str(root)])

    def linked() -> int | None:
        rows = json.loads(run("funnel", EVENT, "-C", root, "--format", "json").output)["rows"]
        return next(row["people"] for row in rows if row["step"] == "linked")

    assert linked() == 0
    people = "".join(
        f"  - {{person: p{n}, accounts: [{{source: qq, id: '88000{n:04}'}}, {{source: table, name: 测试{n}}}]}}\n"
        for n in range(6)
    )
    (root / ".commops/aliases.yml").write_text(f"people:\n{people}", encoding="utf-8")
    assert linked() == 6


def test_sheets_beside_logs_are_no_mistake(root: Path, sheet: Path, tmp_path: Path) -> None:
    """A folder that is shared by logs and sheets: one line says which command reads the sheets."""
    folder = tmp_path / "exports"
    folder.mkdir()
    sheet.rename(folder / sheet.name)
    (folder / "odd.csv").write_text("a,b\n1,2\n")
    command = ["logs", "import", str(folder), "-C", str(root), "--lang", "zh"]
    done = CliRunner().invoke(cli, command)
    assert done.stderr == f"这些是表格，不是聊天记录，用 commops tables import 导入：{sheet.name}\n"
    assert "odd.csv" in done.stdout
    assert sheet.name not in done.stdout
    assert done.exit_code == 1, "a table of messages would need a mapping"
    (folder / "odd.csv").unlink()
    assert CliRunner().invoke(cli, command).exit_code == 0
    named = CliRunner().invoke(cli, ["logs", "import", str(folder / sheet.name), "-C", str(root)])
    assert named.exit_code == 1, "a file that was named is not passed over"


def test_the_funnel_hides_what_subtraction_would_tell() -> None:
    """20 came and 18 of them had registered: the two who had not would be told. So would the one who fell silent."""
    found = Funnel("e", 40, 20, 18, 15, 14, 5, None)
    shown = {row["step"]: row["people"] for row in funnel_rows(found, exact=False)}
    assert shown == {"registered": 40, "attended": 20, "came_registered": None, "linked": 15, "spoke_7d": None,
                     "active_7": 5, "active_30": None}  # fmt: skip
    assert [row["people"] for row in funnel_rows(found, exact=True)] == [40, 20, 18, 15, 14, 5, None]
