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
    from commops.site.places import may_replace
    from commops.site.reader import Reader
    from commops.site.watch import follow
    from commops.texts import Text

    root = root.resolve()
    out = root / "build" / "site"
    host, _, port = address.rpartition(":")
    may_replace(out, root)
    reader = Reader(root, as_of=None, today=today())

    def tell(text: Text) -> None:
        click.echo(text.get(message_language(lang, reader.language)))

    steps = follow(reader, root, lambda ws: engine.build(ws, root, out), tell)
    server = None
    try:
        for _ in steps:
            if server is None:
                command = [sys.executable, "-m", "commops.site.server", str(out), host or "127.0.0.1", port]
                server = subprocess.Popen(command)  # noqa: S603 - our own program
                tell(
                    Text(f"打开 http://{address}/ ，按 Ctrl-C 结束", f"Open http://{address}/ and press Ctrl-C to stop")
                )
            elif server.poll() is not None:
                sys.exit(server.returncode)
    except KeyboardInterrupt:
        sys.exit(0)
    finally:
        if server is not None:
            server.terminate()
            server.wait()
