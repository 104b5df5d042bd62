"""Runs ``commops`` in this process and keeps all that an operator would see of it, in both languages."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import click
from click.testing import CliRunner

from commops.cli._usage import told
from commops.cli.main import cli
from commops.errors import InputError


@dataclass
class Terminal:
    """A workspace, and what its commands have printed so far."""

    root: Path
    whole: bool
    """Whether to run every command in every form, or each once."""
    shown: dict[str, str] = field(default_factory=dict)

    def run(self, *words: str | Path, code: int | None = 0, lang: str = "zh") -> str:
        """Run a command there; ``code``: how it must end (None: anyhow, but never with a traceback)."""
        arguments = [str(word) for word in words]
        result = CliRunner().invoke(cli, [*arguments, "-C", str(self.root), "--lang", lang], standalone_mode=False)
        output = result.stdout + result.stderr
        error, ended = result.exception, result.exit_code
        if isinstance(error, InputError):
            output += error.render("zh") + error.render("en") + str(error)
        elif isinstance(error, click.ClickException):
            output, ended = output + told(error), error.exit_code
        elif error is not None and not isinstance(error, SystemExit):
            raise AssertionError(f"{arguments} ended with {type(error).__name__}") from error
        assert code is None or ended == code, (arguments, ended, output[-2000:])
        self.shown[f"{' '.join(arguments)} {lang}"] = output
        return output

    def every(self, *commands: tuple[str | Path, ...], code: int | None = 0) -> None:
        """Run some commands, and each in English too when it prints sentences."""
        for words in commands:
            self.run(*words, code=code)
            if self.whole and not {"json", "csv", "-o", "--xlsx", "apply", "settle"} & set(map(str, words)):
                self.run(*words, code=code, lang="en")
