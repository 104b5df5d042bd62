"""commops raffle from commitment to verification, with the demo's raffle and a list outside the workspace."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from commops.cli.raffle import command
from commops.errors import InputError
from commops.raffles.files import read_entries, read_seed
from commops.workspace.load import load

ROOT = Path(__file__).resolve().parents[2]
NAME = "reading-challenge-2026"
FILE = "events/2026-11-01-reading-challenge/raffle.yml"


def run(*words):
    return CliRunner().invoke(command, [str(word) for word in words], catch_exceptions=False, standalone_mode=False)


@pytest.fixture
def demo(tmp_path):
    """The demo as it is on the day of the draw, with a seed of its own, and a list of 168 entries outside of it."""
    root = tmp_path / "ws"
    for name in ("community", "events"):
        shutil.copytree(ROOT / name, root / name)
    seed, entries = tmp_path / "seed.txt", tmp_path / "entries.txt"
    done = run("commit", seed, "--lang", "en")
    lines = done.stdout.splitlines()
    assert lines[0] == "commit:"
    assert seed.stat().st_mode & 0o77 == 0
    file = root / FILE
    old = file.read_text("utf-8")
    hash_line = next(line for line in old.splitlines() if line.startswith("  seed_hash:"))
    file.write_text(old.replace(hash_line, lines[1]), "utf-8")
    entries.write_text("".join(f"m-{number * 2654435761 % 16**6:06x}\n" for number in range(168)), "utf-8")
    return root, entries, seed


def test_the_demo_is_committed_and_not_drawn():
    done = run("verify", NAME, "-C", ROOT, "--lang", "en")
    assert done.output == f"{NAME}: not drawn yet; the hash was published at 2026-10-29T20:00:00+08:00.\n"


@pytest.mark.parametrize("listed", [True, False])
def test_from_the_draw_to_its_verification(demo, listed):
    root, entries, seed = demo
    assert run("draw", NAME, entries, seed, "-C", root, "--write", *(["--list"] if listed else [])).return_value is None
    raffle = load(root).get("raffle", NAME)
    assert [winner["prize"] for winner in raffle.result["winners"]] == [1] + [2] * 9 + [3] * 20
    alone = run("verify", NAME, "-C", root, "--lang", "en")
    assert alone.return_value == 0
    assert "✗" not in alone.output
    assert run("verify", NAME, "-C", root, "--entries", entries).return_value == 0


def test_a_forged_winner_is_told_with_the_right_ones(demo):
    root, entries, seed = demo
    run("draw", NAME, entries, seed, "-C", root, "--write")
    file = root / FILE
    text = file.read_text("utf-8")
    winners = {line.split(",")[0].rpartition(" ")[2] for line in text.splitlines() if "member:" in line}
    loser = next(entry for entry in read_entries(entries) if entry not in winners)
    first = next(line for line in text.splitlines() if "member:" in line)
    file.write_text(text.replace(first, f"    - {{member: {loser}, prize: 1}}"), "utf-8")
    done = run("verify", NAME, "-C", root, "--entries", entries, "--lang", "en")
    assert done.return_value == 1
    assert "✗ the winners are those that the draw gives" in done.output
    assert first.split(",")[0].rpartition(" ")[2] in done.output


def test_another_seed_and_a_second_draw_are_refused(demo, tmp_path):
    root, entries, seed = demo
    other = tmp_path / "other.txt"
    other.write_text("another seed\n")
    with pytest.raises(InputError, match="does not give the hash"):
        run("draw", NAME, entries, other, "-C", root)
    run("draw", NAME, entries, seed, "-C", root, "--write")
    with pytest.raises(InputError, match="has a result already"):
        run("draw", NAME, entries, seed, "-C", root)
    with pytest.raises(InputError, match="no such raffle"):
        run("verify", "nothing", "-C", root)


@pytest.mark.parametrize("raw", [b"m-7f3a2c\n13800001234\n", b"m-7f3a2c\nm-7f3a2c\n", b"\xff\xfe", b"m-7f3a2c, x\n"])
def test_a_list_that_cannot_be_used(tmp_path, raw):
    path = tmp_path / "entries.txt"
    path.write_bytes(raw)
    with pytest.raises(InputError):
        read_entries(path)


@pytest.mark.parametrize("raw", [b"", b"\n", b" seed\n", b"\xff", b"x" * 300, b"a\x00b\n"])
def test_a_seed_that_cannot_be_used(tmp_path, raw):
    path = tmp_path / "seed.txt"
    path.write_bytes(raw)
    with pytest.raises(InputError):
        read_seed(path)


def test_lists_and_seeds_as_windows_saves_them(tmp_path):
    (tmp_path / "seed.txt").write_bytes(b"\xef\xbb\xbfpaper boats\r\n")
    (tmp_path / "entries.txt").write_bytes(b"\xef\xbb\xbfm-7f3a2c\r\n\r\nm-0b91de\r\n")
    assert read_seed(tmp_path / "seed.txt") == "paper boats"
    assert read_entries(tmp_path / "entries.txt") == ["m-0b91de", "m-7f3a2c"]
