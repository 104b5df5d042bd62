"""``commops stats`` from the outside: what it prints, what it refuses, what it writes."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from commops.cli.main import cli
from commops.errors import InputError
from commops.logs.warehouse import open_warehouse
from commops.stats import pages
from commops.workspace.load import load

Run = Callable[..., Result]
DEMO = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the demo community with a few weeks of a small made-up log imported."""
    folder = tmp_path_factory.mktemp("community")
    for name in ("community", "events"):
        shutil.copytree(DEMO / name, folder / name, ignore=shutil.ignore_patterns("stats"))
    sizes = ["--messages", "2500", "--from", "2026-06-01", "--to", "2026-07-08"]
    assert CliRunner().invoke(cli, ["synth", str(folder / "exports"), *sizes]).exit_code == 0
    open_warehouse(folder).import_paths([folder / "exports"], load(folder), jobs=1)
    return folder


def invoke(root: Path, arguments: Sequence[str]) -> Result:
    return CliRunner().invoke(cli, ["stats", "-C", str(root), *arguments], env={"COMMOPS_LANG": "en"})


def test_tables_of_everything(root: Path) -> None:
    result = invoke(root, [])
    assert result.exit_code == 0
    assert all(f" {key} (" in result.output for key in pages.keys())  # noqa: SIM118
    assert "earlier rows not shown: commops stats speak_rate" in result.output


def test_one_metric_in_chinese(root: Path) -> None:
    result = invoke(root, ["stickiness", "--lang", "zh"])
    assert result.exit_code == 0
    assert result.output.startswith("粘性（DAU/MAU） · stickiness (M12)\n")


def test_json_looks_at_the_log_as_it_was(root: Path) -> None:
    def speakers(*more: str) -> dict[str, int]:
        rows = json.loads(invoke(root, ["active_speakers", "--format", "json", *more]).output)
        found = rows["metrics"]["active_speakers"]["rows"]
        return {row["period"]: row["speakers"] for row in found if (row["grain"], row["channel"]) == ("week", "*")}

    whole = speakers()
    assert list(whole) == [f"2026-W{week}" for week in range(23, 29)]
    assert list(speakers("--to", "2026-06-21")) == ["2026-W23", "2026-W24", "2026-W25"]
    assert list(speakers("--from", "2026-07-05")) == ["2026-W27", "2026-W28"]
    assert json.loads(invoke(root, ["joins", "--format", "json", "--to", "2026-06-21"]).output)["as_of"] == "2026-06-21"


def test_csv_hides_small_cells_unless_asked(root: Path) -> None:
    hidden = invoke(root, ["active_hours", "--format", "csv"]).output.splitlines()
    exact = invoke(root, ["active_hours", "--format", "csv", "--exact"]).output.splitlines()
    assert hidden[0] == exact[0] == "dow,hour,messages,speakers,share,open"
    assert not [line for line in hidden[1:] if line.split(",")[3] in ("1", "2", "3", "4")]
    assert [line for line in exact[1:] if line.split(",")[3] in ("1", "2", "3", "4")]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["speek_rate"], "Did you mean speak_rate?"),
        (["zzz"], "No metric 'zzz'. See commops stats --list."),
        (["snapshot", "joins"], "no METRIC"),
        (["snapshot", "--all", "--week", "2026-W24"], "either --week or --all"),
        (["--week", "2026-W24"], "belong to"),
        (["--to", "yesterday"], "does not match the format"),
        (["--master", "spark://cluster:7077"], "--master goes with --engine spark"),
        (["--engine", "hadoop"], "is not one of 'duckdb', 'spark'"),
        (["--warehouse", "s3a://bucket/warehouse"], "only --engine spark can read it"),
    ],
)
def test_wrong_usage(root: Path, arguments: list[str], said: str) -> None:
    result = invoke(root, arguments)
    assert result.exit_code == 2
    assert said in result.output


def test_the_list_needs_no_log(tmp_path: Path) -> None:
    result = invoke(tmp_path, ["--list"])
    assert result.exit_code == 0
    assert [line.split()[0] for line in result.output.splitlines()] == list(pages.keys())


def test_without_a_log_it_says_what_to_do(root: Path, tmp_path: Path) -> None:
    shutil.copytree(root / "community", tmp_path / "community")
    result = invoke(tmp_path, ["joins"])
    assert isinstance(result.exception, InputError)
    assert "commops logs import" in result.exception.fix.en
    assert "commops logs import" in result.exception.fix.zh


def test_metrics_of_the_workspace_need_no_log(root: Path, tmp_path: Path) -> None:
    shutil.copytree(root / "community", tmp_path / "community")
    shutil.copytree(root / "events", tmp_path / "events")
    result = invoke(tmp_path, ["nps", "event_funnel", "--format", "json", "--to", "2026-11-14"])
    assert result.exit_code == 0, result.output
    document = json.loads(result.output)
    (score,) = document["metrics"]["nps"]["rows"]
    assert (score["answers"], score["nps"], score["margin"]) == (146, 41.1, 11.6)
    assert [row["event"] for row in document["metrics"]["event_funnel"]["rows"]] == [
        "2026-10-11-reading-night",
        "2026-10-24-firmware-sprint",
        "2026-11-07-shanghai-workshop",
    ]
    assert document["as_of"] == "2026-11-14"
    assert isinstance(invoke(tmp_path, ["nps", "spam_rate"]).exception, InputError)


@pytest.mark.slow
def test_snapshots(root: Path) -> None:
    written = root / "community/stats"
    assert invoke(root, ["snapshot"]).output == f"{written.as_posix()}: released, weeks: 1\n"
    assert [path.name for path in written.iterdir()] == ["2026-W27.json"]
    assert ": released, weeks: 4" in invoke(root, ["snapshot", "--all"]).output
    same = invoke(root, ["snapshot", "--week", "2026-W25"]).output
    assert same == f"{written.as_posix()}: as released, weeks: 1\n"
    (written / "2026-W24.json").write_text("{}")
    frozen = invoke(root, ["snapshot", "--week", "2026-W24"])
    assert isinstance(frozen.exception, InputError)
    assert "2026-W24 stay as released" in frozen.exception.what.en
    assert ": released again, weeks: 1" in invoke(root, ["snapshot", "--week", "2026-W24", "--rerelease"]).output
    for week in ("2026-W28", "2026-W99", "W24"):
        assert isinstance(invoke(root, ["snapshot", "--week", week]).exception, InputError)


def test_chats_that_are_not_the_communitys_are_neither_counted_nor_published(root: Path, tmp_path: Path) -> None:
    copy = tmp_path / "community"
    shutil.copytree(root, copy, ignore=shutil.ignore_patterns("stats"))
    people = [f"user{number}" for number in range(9)]
    family = [
        {
            "id": n,
            "type": "message",
            "date_unixtime": str(1_780_300_000 + n * 3600),
            "from": who,
            "from_id": who,
            "text": "x",
        }
        for n, who in enumerate(people * 60, 1)
    ]
    chat = {"name": "王家亲友群", "type": "private_group", "id": 4711, "messages": family}
    (copy / "family.json").write_text(json.dumps(chat, ensure_ascii=False, indent=1), "utf-8")
    before = invoke(copy, ["--format", "json"])
    open_warehouse(copy).import_paths([copy / "family.json"], load(copy), jobs=1)
    after = invoke(copy, ["--format", "json"])
    assert "王家亲友群" in after.stderr
    assert json.loads(after.stdout) == json.loads(before.stdout)
    assert "王家亲友群" in invoke(copy, ["active_speakers", "--all-chats", "--format", "csv"]).stdout
    assert invoke(copy, ["snapshot", "--all"]).exit_code == 0
    released = [path.read_text("utf-8") for path in (copy / "community/stats").glob("*.json")]
    assert len(released) > 3
    assert not any("王家亲友群" in text for text in released)


def test_nothing_is_published_while_no_channel_is_listed(root: Path, tmp_path: Path) -> None:
    copy = tmp_path / "community"
    shutil.copytree(root, copy, ignore=shutil.ignore_patterns("stats"))
    (copy / "community/channels.yml").unlink()
    assert invoke(copy, ["stickiness"]).exit_code == 0
    result = invoke(copy, ["snapshot"])
    assert isinstance(result.exception, InputError)
    assert "channels.yml" in result.exception.place
    assert not (copy / "community/stats").exists()


def test_a_log_of_strangers_can_be_looked_at_but_not_published(root: Path, tmp_path: Path) -> None:
    copy = tmp_path / "community"
    shutil.copytree(root, copy, ignore=shutil.ignore_patterns("stats", ".commops"))
    log = copy / "2026-06-01-strangers.txt"
    log.write_text("".join(f"[10:{n:02}] <nick{n % 9}> hello\n" for n in range(60)), "utf-8")
    open_warehouse(copy).import_paths([log], load(copy), jobs=1)
    shown = invoke(copy, ["active_speakers", "--format", "csv"])
    assert shown.exit_code == 0
    assert "strangers" in shown.stdout
    assert "not to publish" in shown.stderr
    assert isinstance(invoke(copy, ["snapshot", "--all"]).exception, InputError)


def test_a_workbook_and_a_comparison_from_the_log(root: Path, tmp_path: Path) -> None:
    book = tmp_path / "numbers.xlsx"
    assert invoke(root, ["joins", "--format", "xlsx", "-o", str(book)]).exit_code == 0
    first = book.read_bytes()
    assert invoke(root, ["joins", "--format", "xlsx", "-o", str(book)]).exit_code == 0
    assert book.read_bytes() == first
    shown = invoke(root, ["joins", "--compare", "2026-W25", "2026-W26", "--format", "json", "--exact"])
    assert json.loads(shown.stdout)["source"] == "log"
    assert json.loads(shown.stdout)["rows"]


def test_a_warehouse_elsewhere_gives_the_same_numbers(root: Path, tmp_path: Path) -> None:
    copy, without = tmp_path / "copy", tmp_path / "without"
    shutil.copytree(root / ".commops/warehouse", copy)
    shutil.copytree(root, without, ignore=shutil.ignore_patterns("stats", ".commops"))
    expected = invoke(root, ["stickiness", "--format", "csv"]).stdout
    assert invoke(without, ["stickiness", "--format", "csv", "--warehouse", str(copy)]).stdout == expected
    channels = without / "community/channels.yml"
    channels.write_text(channels.read_text("utf-8").replace("log:", "unknown:"), "utf-8")
    refused = invoke(without, ["stickiness", "--warehouse", str(copy)])
    assert isinstance(refused.exception, InputError)
    assert "another channels.yml" in refused.exception.what.en
    nothing = invoke(root, ["stickiness", "--warehouse", str(tmp_path)])
    assert isinstance(nothing.exception, InputError)
    assert nothing.exception.place == str(tmp_path)


@pytest.mark.spark
def test_spark_gives_the_same_numbers(spark: object, root: Path, tmp_path: Path) -> None:
    copy = tmp_path / "仓库 [1]"
    shutil.copytree(root / ".commops/warehouse", copy)
    asked = ["joins", "concentration", "--format", "json"]
    expected = invoke(root, asked).stdout
    assert json.loads(expected)["metrics"]["joins"]["rows"]
    for where in ([], ["--warehouse", str(copy)], ["--warehouse", f"file://{root}/.commops/warehouse/"]):
        assert invoke(root, [*asked, "--engine", "spark", *where]).stdout == expected
    gone = invoke(root, [*asked, "--engine", "spark", "--warehouse", f"file://{tmp_path}/gone"])
    assert isinstance(gone.exception, InputError)
    assert "Spark could not finish ([PATH_NOT_FOUND]" in gone.exception.what.en


@pytest.mark.spark
def test_a_metric_that_needs_duckdb_is_refused_on_spark_by_name(
    spark: object, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = replace(pages.load_page("joins"), engine="duckdb")
    monkeypatch.setattr(pages, "load_page", {"joins": page, "stickiness": pages.load_page("stickiness")}.__getitem__)
    monkeypatch.setattr(pages, "keys", lambda: ("joins", "stickiness"))
    refused = invoke(root, ["joins", "--engine", "spark"])
    assert isinstance(refused.exception, InputError)
    assert (refused.exception.place, "--engine spark" in refused.exception.fix.zh) == ("joins", True)
    every = invoke(root, ["--engine", "spark", "--format", "json"])
    assert list(json.loads(every.stdout)["metrics"]) == ["stickiness"]
    assert "Not worked out (DuckDB only): joins." in every.stderr
    assert isinstance(invoke(root, ["snapshot", "--engine", "spark"]).exception, InputError)


def test_weeks_that_no_export_covers_are_named_and_not_released(root: Path, tmp_path: Path) -> None:
    """Two exports of a group with three weeks between them: these are not weeks in which nobody spoke."""
    copy = tmp_path / "community"
    shutil.copytree(root, copy, ignore=shutil.ignore_patterns("stats", ".commops", "exports"))
    start = 1_780_243_200  # Monday, 2026-06-01, 00:00 in Shanghai
    for number, days in enumerate((range(10), range(35, 49))):
        said = [
            {"id": day * 9 + n, "type": "message", "date_unixtime": str(start + day * 86_400 + n * 3600 + 60),
             "from": f"p{n}", "from_id": f"user{n}", "text": "x"}
            for day in days for n in range(9)
        ]  # fmt: skip
        chat = {"name": "硬件玩家群", "type": "private_group", "id": 4711, "messages": said}
        (tmp_path / f"{number}.json").write_text(json.dumps(chat, ensure_ascii=False, indent=1), "utf-8")
        open_warehouse(copy).import_paths([tmp_path / f"{number}.json"], load(copy), jobs=1)
    shown = invoke(copy, ["active_speakers", "--format", "csv"])
    assert "No export covers: wx-hw 2026-06-11 to 2026-07-05." in shown.stderr
    weeks = {
        row["period"]: row
        for row in csv.DictReader(io.StringIO(shown.stdout.removeprefix("\ufeff")))
        if (row["grain"], row["channel"]) == ("week", "*")
    }
    # Nobody knows how many spoke: that is nothing, not nought. In the week that is covered in part, some did.
    assert [weeks[f"2026-W{week}"]["speakers"] for week in (23, 24, 25, 26, 27, 28)] == ["9", "9", "", "", "", "9"]
    assert {weeks["2026-W26"][name] for name in ("messages", "dau_mean", "days")} == {""}
    done = invoke(copy, ["snapshot", "--all"])
    assert done.exit_code == 0
    assert "wx-hw 2026-06-11 to 2026-07-05" in done.stderr
    names = sorted(path.stem for path in (copy / "community/stats").glob("*.json"))
    assert names == ["2026-W23", "2026-W24", "2026-W28", "2026-W29"]  # W24 is covered in part
    refused = invoke(copy, ["snapshot", "--week", "2026-W26"])
    assert isinstance(refused.exception, InputError)
    assert "no export covers this week" in refused.exception.what.en
