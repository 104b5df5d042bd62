"""The ``commops`` command: finds its verbs in this folder, and turns our own errors into messages and exit codes."""

from __future__ import annotations

import contextlib
import importlib
import os
import pkgutil
import sys
from functools import cache
from pathlib import Path
from typing import NoReturn

import click

from commops import __version__
from commops.cli._options import SPOKEN, Finished, Group, message_language
from commops.errors import InputError
from commops.texts import Text

_NO_COMMAND = Text("没有命令“{name}”。", 'No such command "{name}".')
_NEAR = Text("是不是想用“{near}”？", ' Did you mean "{near}"?')
_STOPPED = Text("已中断。", "Interrupted.")
_UNFORESEEN = Text(
    "程序自身出错（{kind}），不是你的操作有误。出错信息里可能有成员的资料，所以不显示。报告问题时请附上以下位置：",
    "The program itself failed ({kind}); it is not your doing. What the error says may quote members, so it is not "
    "shown. When you report it, add these places:",
)


@cache
def _verbs() -> list[str]:
    names = (module.name for module in pkgutil.iter_modules([str(Path(__file__).parent)]))
    return sorted(name.replace("_", "-") for name in names if name != "main" and not name.startswith("_"))


class Verbs(Group):
    """A group whose commands are the modules beside this file (``check.py`` is ``commops check``), loaded on use.

    A verb module holds one click command named ``command``. Loading on use keeps the start-up of one verb free of
    what the others import.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The verbs, sorted: every module here but this one and the private ones."""
        return _verbs()

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Import one verb; None for a name that is not a verb (click then suggests and exits with 2)."""
        if name not in self.list_commands(ctx):
            return None
        command = importlib.import_module(f"commops.cli.{name.replace('-', '_')}").command
        assert isinstance(command, click.Command)  # noqa: S101 - each verb module defines one
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run the verb. Our own errors learn on their way out which language it was asked to speak."""
        try:
            return super().invoke(ctx)
        except InputError as error:
            error.lang = ctx.meta.get(SPOKEN)
            raise

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the verb; for a misspelt one name the nearest."""
        names = self.list_commands(ctx)
        if args[0] not in names and not args[0].startswith("-"):
            import difflib

            near = difflib.get_close_matches(args[0], names, n=1, cutoff=0.5)
            hint = _NEAR.fill(near=near[0]) if near else Text("", "")
            message = Text(_NO_COMMAND.zh + hint.zh, _NO_COMMAND.en + hint.en).fill(name=args[0])
            ctx.fail(message.get(message_language()))
        return super().resolve_command(ctx, args)


@click.command(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="commops")
def cli() -> None:
    """CommOps: run a community from Git. 社群运营即代码。"""


def main() -> None:
    """Entry point. Exit codes: 0 fine, 1 findings or unusable input, 2 wrong usage."""
    _open_streams()
    try:
        status = cli(standalone_mode=False)
        sys.stdout.flush()
        sys.exit(status if isinstance(status, int) else 0)
    except Finished as end:
        _leave(int(end.code or 0))
    except click.Abort:
        _say(_STOPPED)
        sys.exit(1)
    except click.ClickException as error:
        from commops.cli._usage import told

        click.echo(told(error), err=True)
        sys.exit(error.exit_code)
    except InputError as error:
        _fail(error)
    except BrokenPipeError:
        # The reader (head, less) has seen enough. Not 0: nobody has seen whether there were errors.
        _let_go_of_output()
        sys.exit(1)
    except OSError as error:
        # Not foreseen where it happened: a full disk, a folder without permission.
        reason = error.strerror or type(error).__name__
        if error.filename is None:
            _let_go_of_output()
        _fail(
            InputError(
                str(error.filename or "commops"),
                Text(f"无法读写（{reason}）", f"cannot be read or written ({reason})"),
                Text("检查路径、权限和磁盘空间。", "Check the path, the permissions and free disk space."),
            )
        )
    except Exception as error:
        if sys.flags.dev_mode:
            raise
        _tell_places(error)
        sys.exit(1)


def _fail(error: InputError) -> NoReturn:
    """Say what is wrong and end with 1."""
    click.echo(error.render(message_language(error.lang)), err=True)
    sys.exit(1)


def _tell_places(error: Exception) -> None:
    """Where the program failed, without a word of the error: it may hold a name, or a line of a log."""
    import traceback

    _say(_UNFORESEEN.fill(kind=type(error).__name__))
    for frame in traceback.extract_tb(error.__traceback__):
        place = "/".join(Path(frame.filename).parts[-3:])
        click.echo(f"  {place}:{frame.lineno} {frame.name}", err=True)


def _leave(code: int) -> NoReturn:
    """End the process at once. A million small objects take longer to take apart than many a check to run."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        code = 1
    os._exit(code)


def _open_streams() -> None:
    """Make output work that was closed (``>&-``), and with characters that a console cannot show (GBK, latin-1)."""
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - until the end
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _let_go_of_output() -> None:
    """Point stdout at nothing; else Python would fail once more, with a traceback, while it closes the stream."""
    with contextlib.suppress(OSError, ValueError):
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, sys.stdout.fileno())


def _say(text: Text) -> None:
    click.echo(text.get(message_language()), err=True)
