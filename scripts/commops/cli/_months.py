"""``commops stats snapshot --month``: the file of a month, drawn from its released weeks."""

from __future__ import annotations

from pathlib import Path

import click

from commops.cli._options import message_language
from commops.texts import Text

_STATUS = {
    "new": Text("已发布 {path}", "Released {path}"),
    "replaced": Text("已重新发布 {path}", "Released again: {path}"),
    "same": Text("{path} 与已发布的一致", "{path} is as released"),
}


def release(root: Path, month: str, *, rerelease: bool, lang: str | None) -> None:
    """Write it, or say that it stays as it was released."""
    from commops.stats import monthly, periods
    from commops.stats.snapshot import frozen_error

    done = monthly.release(root, periods.parse_month(month), rerelease=rerelease)
    if done.status == "frozen":
        raise frozen_error([done])
    click.echo(_STATUS[done.status].fill(path=done.path.as_posix()).get(message_language(lang)))
