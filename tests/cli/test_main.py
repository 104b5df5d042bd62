"""The command as a program: verbs, help, exit codes, errors for people."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from commops.cli import main
from commops.cli._options import message_language
from commops.errors import InputError
from commops.texts import Text


def run(*arguments, **environment):
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG", "COMMOPS_"))}
    return subprocess.run(
        [sys.executable, "-m", "commops", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**clean, **environment},
        timeout=60,
    )


def test_every_verb_has_help_in_one_sentence():
    group = main.cli
    context = group.make_context("commops", ["check"], resilient_parsing=True)
    names = group.list_commands(context)
    assert {"check", "explain", "rules", "logs", "stats", "synth", "build", "serve", "run"} <= set(names)
    for name in names:
        command = group.get_command(context, name)
        assert command.get_short_help_str(), name
        assert CliRunner().invoke(main.cli, [name, "--help"]).exit_code == 0


@pytest.mark.parametrize("verb", ["check", "review", "init", "new", "fmt", "status", "explain", "rules"])
def test_the_verbs_of_every_day_show_examples(verb):
    assert f"\n  commops {verb}" in CliRunner().invoke(main.cli, [verb, "--help"]).output


def test_an_unknown_verb_is_wrong_usage():
    done = run("chek")
    assert done.returncode == 2
    assert "check" in done.stderr  # the suggestion
    assert "Traceback" not in done.stderr


def test_help_starts_without_the_heavy_libraries():
    code = (
        "import sys; from commops.cli.main import cli; cli(['--version'], standalone_mode=False);"
        "heavy = {'duckdb', 'pyarrow', 'mkdocs', 'jsonschema', 'rich', 'yaml'} & set(sys.modules);"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, timeout=60)


@pytest.mark.parametrize(
    ("arguments", "zh", "en"),
    [
        (["chek"], "没有命令“chek”。是不是想用“check”？", 'No such command "chek". Did you mean "check"?'),
        (["check", "--formt", "text"], "没有选项 --formt。是不是想用", "No such option"),
        (["check", "--format", "xml"], "可选 text、concise、github", "'text', 'concise', 'github'"),
        (["check", "--as-of", "soon"], "日期要写成 2026-11-22 的样子", "not a date like 2026-11-22"),
        (["check", "-C", "nowhere"], "没有这个路径", "does not exist"),
        (["check", "-C"], "后面要写值", "requires an argument"),
        (["explain"], "缺少 'RULE'", "Missing argument 'RULE'"),
        (["explain", "x", "y"], "多出了参数 y", "unexpected extra argument"),
    ],
)
def test_wrong_usage_is_told_in_both_languages(arguments, zh, en, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["commops", *arguments])
    for lang, expected in (("zh", zh), ("en", en)):
        monkeypatch.setenv("COMMOPS_LANG", lang)
        with pytest.raises(SystemExit) as ended:
            main.main()
        assert ended.value.code == 2
        said = capsys.readouterr().err
        assert expected in said
        assert ("错误：" in said) == (lang == "zh")


def test_wrong_usage_cannot_smuggle_terminal_escapes_or_fill_the_screen():
    for arguments in (["\x1b]52;c;aGk=\x07"], ["explain", "\x1b[2J" + "x" * 5000], ["check", "--\x1b[2J"]):
        done = run(*arguments)
        assert done.returncode == 2
        assert "\x1b" not in done.stderr
        assert len(done.stderr) < 1000


@pytest.mark.skipif(os.name != "posix", reason="shell redirections")
@pytest.mark.parametrize("to", [">&-", "2>&-", "| true", ">/dev/full"])
def test_output_that_goes_nowhere_is_no_traceback(to):
    if "/dev/full" in to and not Path("/dev/full").exists():
        pytest.skip("no /dev/full")
    line = f"{shlex.quote(sys.executable)} -m commops explain gen01 {to}"
    done = subprocess.run(["sh", "-c", line], capture_output=True, text=True, encoding="utf-8", timeout=60)
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
    assert done.returncode == (1 if to == ">/dev/full" else 0)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_our_errors_are_messages_in_both_languages(lang, tmp_path):
    done = run("check", "-C", str(tmp_path), COMMOPS_LANG=lang)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert ("怎么办" in done.stderr) == (lang == "zh")
    assert ("What to do" in done.stderr) == (lang == "en")


@pytest.mark.parametrize("verb", [["check"], ["stats", "snapshot"]])
def test_our_errors_speak_the_language_that_was_asked_for(verb, tmp_path):
    done = run(*verb, "-C", str(tmp_path), "--lang", "zh", COMMOPS_LANG="en")
    assert "怎么办：" in done.stderr


def test_an_error_cannot_smuggle_terminal_escapes():
    error = InputError("a\x1b[2J.yml:1", Text("坏", "bad"), Text("改", "mend"))
    assert "\x1b" not in error.render("en")


def test_an_error_cannot_smuggle_a_command_to_a_runner():
    error = InputError(
        "::error::a.yml", Text("坏\n  ::add-mask::x", "bad\n  ::add-mask::x"), Text("改", "##[group]mend")
    )
    assert not any(line.strip().startswith("::") for line in error.render("en").splitlines())
    assert "##[" not in error.render("en")


def test_an_unforeseen_failure_of_the_system_is_a_message(monkeypatch, capsys):
    def full(**_anything):
        raise OSError(28, "No space left on device", "build/site")

    monkeypatch.setattr(main, "cli", full)
    monkeypatch.setenv("COMMOPS_LANG", "en")
    with pytest.raises(SystemExit) as ended:
        main.main()
    assert ended.value.code == 1
    said = capsys.readouterr().err
    assert said.startswith("build/site: cannot be read or written (No space left on device)")
    assert "What to do" in said


@pytest.mark.parametrize("kind", [ValueError, OSError, KeyError])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_failure_of_the_program_quotes_nothing(monkeypatch, capsys, kind, lang):
    def fails(**_anything):
        try:
            int("name of a member")
        except ValueError:
            raise kind("name of a member") from None

    monkeypatch.setattr(main, "cli", fails)
    monkeypatch.setenv("COMMOPS_LANG", lang)
    with pytest.raises(SystemExit) as ended:
        main.main()
    assert ended.value.code == 1
    out, said = capsys.readouterr()
    assert out == ""
    assert "name of a member" not in said
    assert kind.__name__ in said
    assert kind is OSError or "test_main.py" in said


@pytest.mark.parametrize(
    ("environment", "chosen", "profile", "expected"),
    [
        ({}, None, "zh-CN", "zh"),
        ({"LANG": "C.UTF-8"}, None, "zh-CN", "zh"),
        ({"LANG": "en_US.UTF-8"}, None, "zh-CN", "en"),
        ({"LANG": "en_US.UTF-8", "COMMOPS_LANG": "zh"}, None, "en", "zh"),
        ({"COMMOPS_LANG": "zh"}, "en", "zh-CN", "en"),
    ],
)
def test_language_of_messages(monkeypatch, environment, chosen, profile, expected):
    for name in ("COMMOPS_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert message_language(chosen, profile) == expected
