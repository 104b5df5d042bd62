"""``commops synth``: what it says, where it refuses to write, and that memory does not grow with the log."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from commops.cli.main import cli
from commops.errors import InputError
from commops.synth import run
from commops.synth.place import MARK, check_place
from commops.synth.recipe import Recipe

BIG = """
import sys
from pathlib import Path
from commops.synth.recipe import Recipe
from commops.synth.run import make
make(Path(sys.argv[1]), Recipe().sized(int(sys.argv[2])), "telegram")
# Not ru_maxrss: that one counts what the parent had before it started this program.
peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(int(peak.split()[1]) // 1024)
"""


def synth(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli, ["synth", *words])
    if isinstance(result.exception, InputError):
        return 1, result.exception.render("en")
    return result.exit_code, result.output


def test_it_says_what_it_wrote(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "out"
    code, told = synth(str(folder), "--messages", "300", "--lang", "en")
    assert code == 0
    assert "All of it is made up." in told
    assert "files: 1 (" in told
    assert (folder / "result.json").is_file()
    assert "made up" in (folder / MARK).read_text(encoding="utf-8")
    assert sorted(path.name for path in folder.parent.iterdir()) == ["out"]


def test_in_chinese(tmp_path: Path) -> None:
    code, told = synth(str(tmp_path / "out"), "--messages", "300", "--format", "irc", "--lang", "zh")
    assert code == 0
    assert "条消息" in told
    assert "全部为虚构" in told


def test_its_own_folder_is_replaced_whole(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    assert synth(str(folder), "--messages", "300", "--format", "irc")[0] == 0
    assert synth(str(folder), "--messages", "300", "--format", "telegram")[0] == 0
    assert sorted(path.name for path in folder.iterdir()) == [MARK, "result.json"]


def test_a_folder_of_others_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "result.json").write_text("{}")
    code, told = synth(str(tmp_path), "--messages", "300")
    assert code == 1
    assert "synth did not write" in told
    assert (tmp_path / "result.json").read_text() == "{}"
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError, match="a file here"):
        check_place(tmp_path / "file")


def test_git_must_not_see_it(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    (tmp_path / ".gitignore").write_text("/exports/\n")
    code, told = synth(str(tmp_path / "logs"), "--messages", "300")
    assert code == 1
    assert "Git would pick this up" in told
    assert not (tmp_path / "logs").exists()
    assert synth(str(tmp_path / "exports" / "a"), "--messages", "300")[0] == 0


def test_a_disk_that_refuses(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    code, told = synth(str(tmp_path / "file" / "out"), "--messages", "300")
    assert code == 1
    assert "cannot be written" in told


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("--from", "2026-06-02", "--to", "2026-06-01"), "before the first"),
        (("--variant", "ios"), "no such variant"),
        (("--messages", "10000001"), "10000000"),
        (("--format", "msn"), "telegram"),
    ],
)
def test_wrong_usage(words: tuple[str, ...], complaint: str, tmp_path: Path) -> None:
    code, told = synth(str(tmp_path / "out"), *words)
    assert code == 2
    assert complaint in told


def test_a_failure_leaves_nothing_and_keeps_the_old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "out"
    run.make(folder, Recipe().sized(300), "irc")
    before = sorted(folder.rglob("*"))

    def full(*_anything: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(run, "_write", full)
    with pytest.raises(OSError, match="No space"):
        run.make(folder, Recipe().sized(300), "telegram")
    assert sorted(folder.rglob("*")) == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads the peak of a process from /proc")
def test_memory_is_bounded(tmp_path: Path) -> None:
    """A log of 200,000 messages is 110 MB on disk; twenty times as many messages may not need 40 MB more."""
    used = {}
    for messages in (10_000, 200_000):
        words = [sys.executable, "-c", BIG, str(tmp_path / str(messages)), str(messages)]
        used[messages] = int(subprocess.run(words, check=True, capture_output=True, text=True).stdout)
    assert used[200_000] - used[10_000] < 40
    assert used[200_000] < 100
