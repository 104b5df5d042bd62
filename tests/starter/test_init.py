"""A new workspace passes its own check at once, in every language and on every platform, and overwrites nothing."""

import itertools
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from commops import check
from commops.cli.main import cli
from commops.errors import InputError
from commops.findings import Severity
from commops.starter.init import platforms
from commops.workspace.load import load


def init(root, *options, code=0):
    result = CliRunner().invoke(cli, ["init", str(root), *options])
    assert result.exit_code == code, result.output
    return result


PAIRS = list(itertools.product(["zh", "en", "zh+en", "en+zh"], ["github", "gitlab", "none"]))
SOME = PAIRS[0], PAIRS[4], PAIRS[8], PAIRS[9]  # every language, and every hosting
OTHERS = [pytest.param(*pair, marks=pytest.mark.slow) for pair in PAIRS if pair not in SOME]


@pytest.mark.parametrize(("languages", "hosting"), [*SOME, *OTHERS])
def test_a_new_workspace_has_no_error_and_no_warning(tmp_path, languages, hosting):
    init(tmp_path / "new", "--name", "纸船 Paper Boat", "--languages", languages, "--hosting", hosting)
    ws = load(tmp_path / "new", today=None, as_of=load_day(tmp_path / "new"))
    assert [(one.rule, one.at.path, one.message.en) for one in check.run(ws) if one.severity is not Severity.INFO] == []
    assert len(ws.posts) == 1
    assert {path for path in ws.tracked if path.startswith(".vscode/")}
    assert any(path.startswith((".github/", ".gitlab")) for path in ws.tracked) == (hosting != "none")
    assert CliRunner().invoke(cli, ["fmt", "-C", str(tmp_path / "new"), "--check"]).exit_code == 0


def load_day(root: Path):
    """The day the workspace was made on, as it says itself."""
    import datetime as dt

    line = next(
        line for line in (root / "community/community.yml").read_text().split("\n") if line.startswith("founded")
    )
    return dt.date.fromisoformat(line.partition(": ")[2])


def test_every_platform_can_be_chosen(tmp_path):
    init(tmp_path, "--name", "All", "--languages", "en", "--channels", ",".join(platforms()))
    ws = load(tmp_path, as_of=load_day(tmp_path))
    assert {channel.platform for channel in ws.channels} == set(platforms())
    assert [one.message.en for one in check.run(ws) if one.severity is Severity.ERROR] == []


@pytest.mark.parametrize(
    "options",
    [
        ["--name", '"; rm: -rf\n#'],
        ["--name", "<script>alert(1)</script>", "--slogan", "{{ config }} ${x} %s"],
        ["--name", "- a: b", "--lead", "no", "--deputy", "null"],
        ["--name", "同名", "--lead", "Lin", "--deputy", "Lin"],
    ],
)
def test_odd_names_stay_what_they_are(tmp_path, options):
    init(tmp_path, *options, "--languages", "zh")
    ws = load(tmp_path, as_of=load_day(tmp_path))
    assert list(ws.faults("readable-file")) == []
    assert ws.profile.name == options[1].strip()
    assert len(ws.people) == 2


def test_nothing_is_overwritten(tmp_path):
    (tmp_path / "README.md").write_text("mine")
    result = init(tmp_path, "--name", "X", code=1)
    assert isinstance(result.exception, InputError)
    assert (tmp_path / "README.md").read_text() == "mine"
    assert not (tmp_path / "community").exists()


@pytest.mark.parametrize(
    ("options", "code"),
    [([], 2), (["--name", "X", "--timezone", "Mars/Base"], 1), (["--name", "X", "--channels", "icq"], 1),
     (["--name", "X", "--languages", "fr"], 2)],
)  # fmt: skip
def test_wrong_answers_write_nothing(tmp_path, options, code):
    init(tmp_path / "new", *options, code=code)
    assert not (tmp_path / "new").exists()


def test_at_a_terminal_it_asks(tmp_path):
    main, side = pty.openpty()
    command = [sys.executable, "-m", "commops", "init", str(tmp_path / "new"), "--lang", "en"]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "scripts")}
    process = subprocess.Popen(command, stdin=side, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment)
    os.close(side)
    os.write(main, b"en\nPaper Boat\n\n\nAda\nBo\ndiscord\nnone\n")
    told = process.communicate(timeout=60)[0].decode()
    os.close(main)
    assert process.returncode == 0, told
    ws = load(tmp_path / "new", as_of=load_day(tmp_path / "new"))
    assert ws.profile.name == "Paper Boat"
    assert [person.id for person in ws.people] == ["ada", "bo"]
    assert [channel.id for channel in ws.channels] == ["discord"]


def test_a_wrong_answer_is_asked_again_and_names_in_chinese_are_understood(tmp_path):
    main, side = pty.openpty()
    command = [sys.executable, "-m", "commops", "init", str(tmp_path / "new"), "--lang", "zh"]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "scripts")}
    process = subprocess.Popen(command, stdin=side, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment)
    os.close(side)
    os.write(
        main,
        "法文\n中文\n纸船\n\n北京时间\nAsia/Shanghai\n阿林\n小梅\n朋友圈群,微信群\n微信群，小红书、QQ群,公众号\nsvn\nnone\n".encode(),
    )
    told = process.communicate(timeout=60)[0].decode()
    os.close(main)
    assert process.returncode == 0, told
    assert told.count("怎么办：") == 4
    ws = load(tmp_path / "new", as_of=load_day(tmp_path / "new"))
    assert {one.platform for one in ws.channels} == {"wechat-group", "xiaohongshu", "qq-group", "wechat-oa"}
