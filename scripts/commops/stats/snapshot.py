"""The committed numbers of a week: one file per ISO week, with small groups kept out, and frozen once it is there."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias

from commops.errors import InputError
from commops.files import write_atomic
from commops.stats import pages, periods
from commops.stats.context import tables
from commops.stats.engine import Engine
from commops.stats.forgotten_since import lacks, leave_sums_out
from commops.stats.pages import Page
from commops.stats.suppress import hide_small
from commops.stats.table import Row, finish
from commops.texts import Text

FOLDER = Path("community/stats")
SCHEMA = 1

_BY_HAND = frozenset(tables()) - {"members", "events", "channels"}

Status: TypeAlias = Literal["new", "same", "replaced", "frozen"]
Printed: TypeAlias = "Mapping[str, Sequence[Row]]"
Sizes: TypeAlias = "Mapping[tuple[str, object, object], int]"
"""How many people a cohort was released with, by column, grain and cohort."""


@dataclass(frozen=True, slots=True)
class Release:
    """What happened to one week's file. ``frozen``: it stays as it was released, though it would now differ."""

    period: str
    path: Path
    status: Status
    difference: Text | None = None
    """What differs from the file that was there, for ``replaced`` and ``frozen``."""


def build(
    engine: Engine,
    week_n: int,
    metrics: Sequence[str] | None = None,
    sizes: Sizes | None = None,
    printed: Printed | None = None,
) -> dict[str, Any]:
    """The document of one ISO week: every row whose window closed in that week, seen from that week's Sunday.

    ``metrics``: keys of those that it holds, None for all. What is hidden depends on all of them together.
    ``sizes``: of cohorts in weeks released earlier; a cohort that has become smaller since is given with that size.
    ``printed``: the rows of the three weeks before as released, by metric.

    Later messages play no part, so a week gives the same document whenever it is built. The engine is left at that
    Sunday. Shape: schemas/snapshot.schema.json.
    """
    monday = periods.first_day_of_week(week_n)
    engine.as_of(monday + 6)
    every = [pages.load_page(key) for key in (pages.keys() if metrics is None else metrics)]
    chosen = [page for page in every if page.files == "week"]
    found = engine.run_all(chosen)
    rows = {page.key: [row for row in found[page.key] if _belongs(page, row, week_n)] for page in chosen}
    for page in chosen:
        _keep_sizes(page, rows[page.key], sizes or {})
    # The weeks of the last 28 days are out already: together with the sum over them they must not tell a hidden one.
    earlier = [
        (page, [row for row in found[page.key] for week in range(week_n - 3, week_n) if _belongs(page, row, week)])
        for page in chosen
        if page.adds_up
    ]
    if any(lacks(page, now, (printed or {}).get(page.key, ())) for page, now in earlier):
        leave_sums_out(chosen, rows)
    hide_small([(page, rows[page.key]) for page in chosen], earlier)
    sunday = periods.day_label(monday + 6)
    return {
        "schema": SCHEMA,
        "period": periods.week_label(week_n),
        "from": periods.day_label(monday),
        "to": sunday,
        "as_of": sunday,
        "timezone": engine.context.timezone,
        "inputs": _inputs(engine, monday + 6, chosen),
        "definitions": {page.key: page.definition for page in chosen},
        "metrics": {page.key: finish(page, rows[page.key], as_of=None).records() for page in chosen},
    }


def _belongs(page: Page, row: Row, week_n: int) -> bool:
    due = week_n % page.every == 0 and row["closed_n"] == week_n
    return due and all(row[name] in values for name, values in page.publish.items())


def _keep_sizes(page: Page, rows: Iterable[Row], sizes: Sizes) -> None:
    """Give cohorts the size they were released with: what they lack since would tell when a forgotten member came."""
    for row in rows:
        size, known = row.get(page.n), sizes.get((page.n, row.get("grain"), row.get("cohort")))
        if isinstance(size, int) and known is not None and known > size:
            row[page.n] = known


def _printed(root: Path, week_n: int) -> Printed:
    """The rows of the three weeks before one, as their files have them."""
    found: dict[str, list[Row]] = {}
    for week in range(week_n - 3, week_n):
        path = root / FOLDER / f"{periods.week_label(week)}.json"
        for key, rows in _metrics(path.read_bytes()).items() if path.exists() else ():
            found.setdefault(key, []).extend(rows)
    return found


def _sizes(root: Path) -> Sizes:
    """The sizes of cohorts in the files under ``root``; of several the largest."""
    found: dict[tuple[str, object, object], int] = {}
    for path in sorted((root / FOLDER).glob("*-W*.json")):
        for key, rows in _metrics(path.read_bytes()).items():
            size = pages.load_page(key).n if key in pages.keys() else ""  # noqa: SIM118 - a function
            for row in rows:
                if "cohort" in row and isinstance(row.get(size), int):
                    about = (size, row.get("grain"), row["cohort"])
                    found[about] = max(found.get(about, 0), row[size])
    return found


def _metrics(released: bytes) -> dict[str, list[dict[str, Any]]]:
    """The rows of a released file by metric; none when it cannot be read, which `commops check` tells."""
    try:
        metrics: dict[str, list[dict[str, Any]]] = json.loads(released)["metrics"]
        return metrics if all(isinstance(row, dict) for rows in metrics.values() for row in rows) else {}
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}


def _inputs(engine: Engine, day_n: int, chosen: Iterable[Page]) -> list[str]:
    """SHA-256 of the messages, the typed member counts and the events that were known by the end of a day.

    A fourth one, of further tables of the workspace, only where the chosen metrics read any: weeks that were released
    before there were such metrics stay as they are.
    """
    known = engine.context.until(day_n)
    days = [day for day in engine.fingerprint if day[0] <= day_n]
    parts: list[object] = [days, [list(row) for row in known.members], [list(row) for row in known.events]]
    by_hand = sorted(_BY_HAND & {table for page in chosen for table in page.tables})
    if by_hand:
        parts.append([[name, [list(row) for row in known.rows(name)]] for name in by_hand])
    return [hashlib.sha256(json.dumps(part).encode()).hexdigest() for part in parts]


def text_of(document: dict[str, Any]) -> str:
    """The document as the file holds it: keys sorted, one row of numbers per line, so that a diff shows rows."""
    lines = []
    for name, value in sorted(document.items()):
        if name == "metrics":
            tables = [f"    {json.dumps(key)}: {_rows(rows)}" for key, rows in sorted(value.items())]
            lines.append('  "metrics": {\n' + ",\n".join(tables) + "\n  }")
        else:
            shown = json.dumps(value, ensure_ascii=False, sort_keys=True, indent=2 if isinstance(value, dict) else None)
            lines.append(f"  {json.dumps(name)}: " + shown.replace("\n", "\n  "))
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _rows(rows: list[Row]) -> str:
    shown = [json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":")) for row in rows]
    return "[\n      " + ",\n      ".join(shown) + "\n    ]" if rows else "[]"


def release(
    root: Path,
    engine: Engine,
    weeks: Iterable[int],
    *,
    rerelease: bool = False,
) -> list[Release]:
    """Write the files of the weeks (``week_n``) under ``root``; a file that is there stays unless ``rerelease``.

    A file is compared in the metrics that it holds: those that the program has learned since appear in the weeks
    released from now on, and in older ones only by ``rerelease``.

    Numbers once published are not worked out again: the difference between two versions would tell what one erased
    member did (domain/security, section 2). Raises InputError for a week that the log does not cover whole.
    """
    done = []
    for week_n in weeks:
        period = periods.week_label(week_n)
        if week_n not in engine.full_weeks():
            raise _not_covered(engine, period)
        path = root / FOLDER / f"{period}.json"
        before = path.read_bytes() if path.exists() else None
        held = None if before is None or rerelease else _held(before)
        frozen = (None, None) if rerelease else (_sizes(root), _printed(root, week_n))
        document = build(engine, week_n, held, *frozen)
        done.append(put(root, document, rerelease=rerelease))
    return done


def put(root: Path, document: dict[str, Any], *, rerelease: bool) -> Release:
    """Write a released document to its place, unless another one is there and ``rerelease`` is not asked for."""
    period: str = document["period"]
    path, text = root / FOLDER / f"{period}.json", text_of(document)
    before = path.read_bytes() if path.exists() else None
    if before is None:
        write_atomic(path, text)
        return Release(period, path, "new")
    if before == text.encode():
        return Release(period, path, "same")
    if rerelease:
        write_atomic(path, text)
    return Release(period, path, "replaced" if rerelease else "frozen", _difference(before, document))


def _held(released: bytes) -> list[str] | None:
    """The metrics that a released file holds, as far as there still are such; None when it cannot be read."""
    try:
        definitions = json.loads(released)["definitions"]
        return [key for key in pages.keys() if key in definitions]  # noqa: SIM118
    except (ValueError, KeyError, TypeError):
        return None


def _difference(before: bytes, now: dict[str, Any]) -> Text:
    """Why a released file would come out differently today."""
    try:
        old = json.loads(before)
        inputs, definitions = old["inputs"], old["definitions"]
        names = [name for name in now["definitions"] if definitions.get(name) != now["definitions"][name]]
    except (ValueError, KeyError, TypeError, AttributeError):
        return Text("已有文件读不出来。", "The file that is there cannot be read.")
    if inputs != now["inputs"]:
        changed = [
            name
            for name, one, other in zip(
                (
                    Text("聊天记录", "the messages"),
                    Text("成员数记录", "the member counts"),
                    Text("活动", "the events"),
                    Text("手工记录", "what is written down by hand"),
                ),
                [*inputs, None, None, None, None],
                now["inputs"],
                strict=False,
            )
            if one != other
        ]
        return Text(
            f"发布之后{'、'.join(name.zh for name in changed)}变了。",
            f"Since the release {' and '.join(name.en for name in changed)} changed.",
        )
    if names:
        return Text(
            f"发布之后指标定义变了：{'、'.join(names)}。",
            f"Since the release the definition changed: {', '.join(names)}.",
        )
    return Text("内容与重算结果不同。", "Its content differs from what is worked out now.")


def frozen_error(frozen: list[Release]) -> InputError:
    """The message for released weeks that would now come out differently."""
    reason = frozen[0].difference or Text("", "")
    periods_ = ", ".join(entry.period for entry in frozen)
    return InputError(
        str(FOLDER),
        Text(
            f"已发布的 {periods_} 保持不变，虽然重算会得到不同结果。{reason.zh}",
            f"{periods_} stay as released, although they would come out differently now. {reason.en}",
        ),
        Text(
            "一般不必处理：发布过的数字不重算，以免新旧之差泄露个人。"
            "确需更正时加 --rerelease，并在合并请求里说明原因。",
            "Usually nothing: released numbers are not worked out again, as the difference could give a person away. "
            "For a real correction add --rerelease and say why in the pull request.",
        ),
    )


def _not_covered(engine: Engine, period: str) -> InputError:
    weeks = engine.full_weeks()
    if not weeks:
        return InputError(
            period,
            Text(
                "记录里还没有一个完整的周（周一到周日）。",
                "the log does not cover a whole week (Monday to Sunday) yet.",
            ),
            Text("导入更多记录后再试。", "Import more of the log and try again."),
        )
    first, last = periods.week_label(weeks[0]), periods.week_label(weeks[-1])
    return InputError(
        period,
        Text("记录没有完整覆盖这一周。", "the log does not cover the whole of this week."),
        Text(f"可选 {first} 到 {last}。", f"Choose from {first} to {last}."),
    )
