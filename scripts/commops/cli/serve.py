"""``commops serve``: the site on this computer, rebuilt and reloaded whenever a file of the community is saved."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click

from commops.cli._options import lang_option, message_language, root_option, today


@click.command("serve")
@root_option
@lang_option
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="Where to listen. 监听地址。")
def command(root: Path, lang: str | None, address: str) -> None:
    """Preview the site and follow your edits; Ctrl-C ends it. 预览网站，随改随看。"""
    from commops.site import engine
    from commops.texts import Text
    from commops.workspace.load import load

    ws = load(root, today=today())
    tree = engine.write_prepared(ws, root.resolve())
    config = root.resolve() / "build" / "mkdocs" / f"{tree.languages[0]}.yml"
    message = Text(f"打开 http://{address}/ ，按 Ctrl-C 结束", f"Open http://{address}/ and press Ctrl-C to stop")
    click.echo(message.get(message_language(lang, ws.languages[0])))
    command = [sys.executable, "-m", "mkdocs", "serve", "--no-strict", "--config-file", str(config),
               "--dev-addr", address]  # fmt: skip
    try:
        sys.exit(subprocess.run(command, env=engine.environment(), check=False).returncode)  # noqa: S603
    except KeyboardInterrupt:
        sys.exit(0)
