"""Brings together what points are counted from: the programme, the merged log, grants, and who is of the team."""

from __future__ import annotations

import hmac
import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from commops.errors import InputError
from commops.logs.keys import Key, load_key
from commops.logs.warehouse import Warehouse, open_warehouse
from commops.points.grants import Grant, Person, read_grants, read_staff
from commops.points.programme import Rules, Season, read_rules
from commops.points.replay import Ledger, replay
from commops.points.tally import Seen, tally
from commops.stats import periods
from commops.stats.context import counted
from commops.texts import Text
from commops.workspace import Workspace

_NO_LOG = Text("还没有导入聊天记录。", "no log has been imported yet.")
_IMPORT = Text("先运行 commops logs import 导出的文件。", "Run commops logs import with an exported log first.")
_OTHER_KEY = Text(
    "记录是用另一把密钥导入的，认不出这些账号", "the log was imported with another key, so accounts cannot be found"
)
_OLD_KEY = Text("换回原来的密钥。", "Put the old key back.")
_NO_SEASON = Text("没有这个赛季。", "there is no such season.")
_SEASONS = Text("programme.yml 的 seasons 里有：{known}。", "Seasons in programme.yml: {known}.")


@dataclass(frozen=True, slots=True)
class Books:
    """Everything that can become points, and the day up to which the log goes (``day_n``)."""

    rules: Rules
    seen: tuple[Seen, ...]
    grants: tuple[Grant, ...]
    staff: frozenset[str]
    last_day: int
    person: Person
    key: Callable[[], Key]

    def ledgers(self, as_of: int, season: Season | None = None) -> dict[str, Ledger]:
        """The ledgers as they stood at the end of a day."""
        return replay(self.rules, self.seen, self.grants, as_of=as_of, season=season)

    def season(self, name: str) -> Season:
        """The season of that id. Raises InputError."""
        for season in self.rules.seasons:
            if season.id == name:
                return season
        known = ", ".join(season.id for season in self.rules.seasons) or "-"
        raise InputError(name, _NO_SEASON, _SEASONS.fill(known=known))

    def digests(self, as_of: int) -> tuple[str, str]:
        """HMAC-SHA-256 (hex) of what was counted and of what was granted up to a day.

        Made of totals by day without pseudonyms, so that it is the same wherever the same exports are imported; keyed,
        because small totals could be guessed from a plain hash.
        """
        log: Counter[tuple[int, str, str]] = Counter()
        for row in self.seen:
            if row.day_n <= as_of:
                log[row.day_n, row.counts, "times"] += row.times
                log[row.day_n, row.counts, "dropped"] += row.dropped
                log[row.day_n, row.counts, "members"] += 1
        given: Counter[tuple[int, str, str, int]] = Counter()
        for grant in self.grants:
            if grant.day_n <= as_of:
                given[grant.day_n, grant.what, grant.name, grant.until] += grant.times
        return self._digest(log.items()), self._digest(given.items())

    def _digest(self, totals: Iterable[tuple[tuple[object, ...], int]]) -> str:
        text = json.dumps(sorted([*key, count] for key, count in totals))
        return hmac.digest(self.key().secret, f"points\0{text}".encode(), "sha256").hex()


def open_books(root: Path, ws: Workspace) -> Books:
    """The books of the workspace at ``root``. Raises InputError for a bad programme or list, and without a log."""
    rules = read_rules(ws)
    warehouse = open_warehouse(root)
    warehouse.refresh(ws)
    files = warehouse.parquet_files()
    if not files:
        raise InputError(str(root / ".commops"), _NO_LOG, _IMPORT)
    key = cache(lambda: _key(warehouse))
    person = _person(warehouse, key)
    staff = read_staff(root, person)
    grants = tuple(grant for grant in read_grants(root, rules, person) if grant.member not in staff)
    only, wanted = counted(ws), {action.counts for action in rules.actions.values()}
    seen = tuple(tally(files, rules.guards, wanted=wanted, staff=staff, only=only))
    return Books(rules, seen, grants, staff, _last_day(warehouse, ws, only), person, key)


def _key(warehouse: Warehouse) -> Key:
    key = load_key(warehouse.private)
    if key.mark != warehouse.state.key:
        raise InputError(str(warehouse.private), _OTHER_KEY, _OLD_KEY)
    return key


def _person(warehouse: Warehouse, key: Callable[[], Key]) -> Person:
    """Finds pseudonyms; those that stand for another one in the merged table become it."""
    links = warehouse.links()
    every = {one: other for found in links.values() for one, other in found.items()}

    def person(source: str, text: str) -> str:
        if not source:
            return every.get(text, text)
        pseudonym = key().author(source, text)
        return links.get(source, {}).get(pseudonym, pseudonym)

    return person


def _last_day(warehouse: Warehouse, ws: Workspace, only: frozenset[str] | None) -> int:
    """The local day of the newest row in the channels that count; 0 when there is none."""
    last = max((c["last"] for c in warehouse.summary().channels if only is None or c["channel"] in only), default=0)
    return periods.local_day(last, ws.zone)
