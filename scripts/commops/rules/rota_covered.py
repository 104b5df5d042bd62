"""Hours of the week in which members may write but nobody is on duty."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from commops.findings import Hit, Location
from commops.rule import rule
from commops.texts import Text, pick
from commops.workspace import Workspace
from commops.workspace._types import Channel, Team
from commops.workspace.hours import DAY, WEEK, WEEKDAYS, Span, spans_of

_SHOWN = tuple(
    Text(f"周{zh}", en)
    for zh, en in zip("一二三四五六日", ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), strict=True)
)
_GROUPS = frozenset(
    ["wechat-group", "wecom-group", "qq-group", "feishu-group", "dingtalk", "discord", "telegram", "slack", "discourse"]
)


@rule("rota-covered")
def check(ws: Workspace) -> Iterator[Hit]:
    """Active hours of a channel are those outside its quiet hours; a channel without quiet hours promises none."""
    team = ws.team
    if team is None or not team.rota:
        return
    together: defaultdict[Span, list[Channel]] = defaultdict(list)
    for channel in ws.channels:
        if channel.status != "active" or channel.platform not in _GROUPS or not channel.quiet_hours:
            continue
        shifts = [shift for shift in team.rota if channel.id in (shift.get("channels") or [channel.id])]
        if not shifts:
            yield Hit(channel.at("id"), channel.id, {"channels": _names([channel])}, case="never")
            continue
        for gap in uncovered(spans_of(channel.quiet_hours), spans_of(shifts)):
            together[gap].append(channel)
    daily: defaultdict[tuple[int, int, tuple[str, ...]], list[Span]] = defaultdict(list)
    for (start, end), channels in sorted(together.items()):
        daily[start % DAY, end - start, tuple(channel.id for channel in channels)].append((start, end))
    for (_, _, names), gaps in daily.items():
        yield _hit(team, gaps, [ws.get("channel", name) for name in names])


def _hit(team: Team, gaps: Sequence[Span], channels: Sequence[Channel]) -> Hit:
    start, end = gaps[0]
    days = [_SHOWN[begin // DAY] for begin, _ in gaps]
    shown = Text("、".join(day.zh for day in days), ", ".join(day.en for day in days))
    last = _SHOWN[end // DAY % 7] if end - start > DAY else Text("", "")
    facts: dict[str, object] = {
        "days": Text("每天", "every day") if len(gaps) == len(WEEKDAYS) else shown,
        "from": _clock(start),
        "to": Text(last.zh + _clock(end), f"{last.en} {_clock(end)}".strip()),
        "channels": _names(channels),
    }
    return Hit(_place(team, start, channels), f"{days[0].en} {_clock(start)}", facts)


def _place(team: Team, start: int, channels: Sequence[Channel]) -> Location:
    """The end of the shift behind which the gap opens, the one of fewest days first; else the whole rota."""
    names = {channel.id for channel in channels}
    ending = [
        (len(shift["days"]), number)
        for number, shift in enumerate(team.rota or ())
        if names.intersection(shift.get("channels") or names)
        and any(end % WEEK == start for _, end in spans_of([shift]))
    ]
    return team.at("rota", min(ending)[1], "to") if ending else team.at("rota")


def uncovered(*covered: list[Span]) -> list[Span]:
    """The parts of the week that no span covers. What goes over Sunday midnight is one gap."""
    spans = sorted((start + turn, end + turn) for group in covered for start, end in group for turn in (-WEEK, 0))
    found: list[Span] = []
    reached = 0
    for start, end in spans:
        if start > reached:
            found.append((reached, start))
        reached = max(reached, end)
    if reached < WEEK:
        found.append((reached, WEEK))
    if len(found) > 1 and found[0][0] == 0 and found[-1][1] == WEEK:
        found = [*found[1:-1], (found[-1][0], WEEK + found[0][1])]
    return found


def _clock(minute: int) -> str:
    return f"{minute % DAY // 60:02}:{minute % 60:02}"


def _names(channels: Sequence[Channel]) -> Text:
    zh, en = ([pick(channel.name, lang) for channel in channels] for lang in ("zh", "en"))
    return Text("、".join(zh), ", ".join(en))
