"""The ``commops`` command: finds its verbs in this folder, and turns our own errors into messages and exit codes."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from pathlib import Path
from typing import NoReturn

import click

from commops import __version__
from commops.cli._options import Group, message_language
from commops.errors import InputError
from commops.texts import Text


class Verbs(Group):
    """A group whose commands are the modules beside this file (``check.py`` is ``commops check``), loaded on use.

    A verb module holds one click command named ``command``. Loading on use keeps the start-up of one verb free of
    what the others import.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The verbs, sorted: every module here but this one and the private ones."""
        names = (module.name for module in pkgutil.iter_modules([str(Path(__file__).parent)]))
        return sorted(name.replace("_", "-") for name in names if name != "main" and not name.startswith("_"))

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Import one verb; None for a name that is not a verb (click then suggests and exits with 2)."""
        if name not in self.list_commands(ctx):
            return None
        command = importlib.import_module(f"commops.cli.{name.replace('-', '_')}").command
        assert isinstance(command, click.Command)  # noqa: S101 - each verb module defines one
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the verb; for a misspelt one name the nearest."""
        import difflib

        names = self.list_commands(ctx)
        near = [] if args[0] in names else difflib.get_close_matches(args[0], names, n=1, cutoff=0.5)
        if near:
            ctx.fail(f'No such command "{args[0]}". Did you mean "{near[0]}"? 没有这个命令，是不是想用“{near[0]}”？')
        return super().resolve_command(ctx, args)


@click.command(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="commops")
def cli() -> None:
    """CommOps: run a community from Git. 社群运营即代码。"""


def main() -> None:
    """Entry point. Exit codes: 0 fine, 1 findings or unusable input, 2 wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        # A console that cannot show a character (GBK, latin-1) must not stop the command.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        cli(standalone_mode=True)
    except InputError as error:
        _fail(error)
    except BrokenPipeError:
        # The reader (head, less) has seen enough; Python would complain once more while closing stdout.
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        # Not foreseen where it happened: a full disk, a folder without permission.
        reason = error.strerror or str(error)
        _fail(
            InputError(
                str(error.filename or "commops"),
                Text(f"无法读写（{reason}）", f"cannot be read or written ({reason})"),
                Text("检查路径、权限和磁盘空间。", "Check the path, the permissions and free disk space."),
            )
        )


def _fail(error: InputError) -> NoReturn:
    """Say what is wrong and end with 1."""
    click.echo(error.render(message_language()), err=True)
    sys.exit(1)
