"""The command as a program: verbs, help, exit codes, errors for people."""

import subprocess
import sys

import pytest
from click.testing import CliRunner

from commops.cli import main
from commops.cli._options import message_language
from commops.errors import InputError
from commops.texts import Text


def run(*arguments, **environment):
    import os

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


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_our_errors_are_messages_in_both_languages(lang, tmp_path):
    done = run("check", "-C", str(tmp_path), COMMOPS_LANG=lang)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert ("怎么办" in done.stderr) == (lang == "zh")
    assert ("What to do" in done.stderr) == (lang == "en")


def test_an_error_cannot_smuggle_terminal_escapes():
    error = InputError("a\x1b[2J.yml:1", Text("坏", "bad"), Text("改", "mend"))
    assert "\x1b" not in error.render("en")


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
