"""`commops dev`: write the files that follow from the schemas, or check that they are up to date."""

from __future__ import annotations

import click

from commops.cli._options import Group, message_language
from commops.texts import Text


@click.group(cls=Group)
def command() -> None:
    """For people who change CommOps itself: files that follow from schemas/. 给改程序的人用。"""


def _write(part: str) -> None:
    from commops.devtools import generated
    from commops.files import write_atomic

    root, lang = generated.clone(), message_language()
    for path, text in generated.PARTS[part](root).items():
        changed = write_atomic(path, text)
        said = Text("已写入", "Wrote") if changed else Text("没有变化", "Unchanged")
        click.echo(f"{said.get(lang)}: {path.relative_to(root).as_posix()}")


@command.command()
def schemas() -> None:
    """Copy shared definitions into every schema and lay the files out."""
    _write("schemas")


@command.command()
def types() -> None:
    """Write workspace/_types.py and _shapes.py."""
    _write("types")


@command.command()
def editor() -> None:
    """Write .vscode/: settings, and schemas that speak both languages."""
    _write("editor")


@command.command()
def check() -> None:
    """Exit with 1 when a generated file is not what the schemas say."""
    from commops.devtools import generated
    from commops.errors import InputError

    stale = generated.stale(generated.clone())
    if stale:
        commands = " && ".join(f"commops dev {part}" for part in stale)
        raise InputError(
            ", ".join(path for paths in stale.values() for path in paths),
            Text("与 schemas/ 不一致", "does not match schemas/"),
            Text(f"运行 {commands}，并把结果一起提交。", f"Run {commands} and commit the result."),
        )
    click.echo(Text("生成的文件都是最新的。", "All generated files are up to date.").get(message_language()))
