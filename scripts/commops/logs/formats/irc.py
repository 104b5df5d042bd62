"""IRC logs as text: ``[HH:MM] <nick> text``, with joins, leaves, nickname changes and actions.

Seen in real public logs of several channels and clients. Times are local to an unnamed zone; the date stands in the
file's name or path, in the lines, or in lines that announce a new day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from commops.errors import InputError
from commops.logs.addressing import Addressing
from commops.logs.canonical import BATCH_ROWS, EARLIEST, LATEST, Batch, Chat, Format, Kind, Settings, has_link
from commops.logs.clock import DATE, DAY, EPOCH, TIME, Clock, date_in_path
from commops.logs.probe import Probe
from commops.logs.rows import Rows
from commops.patterns import lazy
from commops.texts import Text

_LINE_BYTES = 1 << 16
_SNIFFED_LINES = 60

# Bold, colour and other marks of the protocol; they are not part of the text.
_MARKS = lazy("\x03(?:[0-9]{1,2}(?:,[0-9]{1,2})?)?|[\x00-\x08\x0b-\x1f\x7f]")
_MESSAGE = lazy(r"<[ @+%&~!]?(?P<nick>[^\s<>]+) *>(?:[ \t](?P<text>.*))?$", re.S)
_ACTION = lazy(r"(?:\*[ \t]+|Action: )(?P<nick>[^\s*]\S*)(?:[ \t]+(?P<text>.*))?$", re.S)
_EVENT = lazy(r"(?:===|\*\*\*|-!-|-->|<--|--|→|←)[ \t]+(?P<rest>.*)$", re.S)
# Some clients write events as actions, and some with no mark at all; a host, or how they end, tells them apart.
_WITH_HOST = (
    r"\S+ [\[(<][^\s\])>]*@[^\s\])>]*[\])>] (?:has (?:joined|left|quit)|[Jj]oined|[Ll]eft|[Qq]uit|got kicked)\b"
)
_STARRED = lazy(
    rf"\*[ \t]+(?P<rest>(?:{_WITH_HOST}|\S+ has (?:left #\S+|quit)(?: \(.*\))?$|\S+ is now known as \S+$).*)", re.S
)
_BARE = lazy(rf"(?P<rest>(?:{_WITH_HOST}|Nick change: ).*)", re.S)
_NOTICE = lazy(r"-[^\s-]\S*- ")
_TABBED = lazy(r"[@+%&~!]?(?P<nick>[^\s<>]+)\t(?P<text>.*)$", re.S)
_SPACED = lazy(r"<?(?P<nick>[^\s<>]+)>?[ \t]+(?P<text>.*)$", re.S)
_HOST = r"(?:[ \t]+[\[(<][^\s\])>]*[\])>])?"
_RENAME = lazy(r"(?:Nick change: )?(?P<nick>\S+) (?:(?:is|are) now known as|->) (?P<new>\S+)")
_JOIN = lazy(rf"(?:Joins?: )?(?P<nick>\S+){_HOST}[ \t]+(?:\([^)]*\) )?(?:has )?joined\b")
_LEAVE = lazy(rf"(?P<nick>\S+){_HOST}[ \t]+(?:\([^)]*\) )?(?:has )?(?:left|[Qq]uit|parted|got kicked)\b")
_TITLED = lazy(r"(?P<what>Join|Part|Quit|Leave)s?: (?P<nick>\S+)")
_KICKED = lazy(r"(?P<nick>\S+) (?:was|has been) kicked\b|\S+ (?:has )?kicked (?P<whom>\S+)")
_FILLER = lazy(r"(?i)\b(?:raw|log|logs|irc|txt|weechatlog|freenode|libera|libera\.chat|oftc)\b")

_GUEST = lazy(r"(?i)^(?:guest|webchat|mib_|kiwi_?)\d*$")
_BOT = lazy(
    r"(?i)bot[\d_`|^\[\]-]*$|^(?:u?botty|ubott[ui]\d?|ubotu\d?|camelia|chanserv|nickserv|memoserv|floodbot\w*|supybot"
    r"|limnoria|meetingology|lambdabot|\w*serv)$"
)


def _sniff(probe: Probe) -> bool:
    if probe.mapping or probe.members or not probe.head or b"\0" in probe.head:
        return False
    lines = [line for line in probe.text_head.splitlines() if line.strip()][: _SNIFFED_LINES + 1]
    if len(lines) > 1 and len(lines) > _SNIFFED_LINES:
        lines.pop()
    strong = sum(_strong(_MARKS.sub("", line)) for line in lines)
    return bool(lines) and strong * 2 >= len(lines)


def _strong(line: str) -> bool:
    """Whether a line can hardly be anything but IRC."""
    timed = TIME.match(line)
    rest = line[timed.end() :] if timed else line
    if event := _EVENT.match(rest) or _STARRED.match(rest) or _BARE.match(rest):
        return any(pattern.match(event["rest"]) for pattern in (_RENAME, _JOIN, _LEAVE, _TITLED))
    if DAY.match(line) or (timed and _MESSAGE.match(rest)):
        return True
    if epoch := EPOCH.match(line):
        return bool(_SPACED.match(line, epoch.end()))
    dated = timed and (timed["date"] or timed["month"])
    return bool(timed and (_ACTION.match(rest) or (dated and _TABBED.match(rest))))


def _hint(probe: Probe) -> str:
    date = date_in_path(probe.path)
    return f"{date.isoformat() if date else ''} {_channel(probe.path)}"


FORMAT = Format(
    name="irc",
    label=Text("IRC 文本记录", "IRC text log"),
    source="irc",
    has_id=False,
    zone="assumed",
    private=("nick", "host", "text"),
    sniff=_sniff,
    hint=_hint,
)


def read(probe: Probe, settings: Settings) -> Iterator[Batch]:
    """Batches in file order. Every line that is not blank is a record. Raises InputError when no date is known."""
    name = _channel(probe.path)
    rows, heard = Rows(settings.key, FORMAT.source), Addressing()
    clock = Clock(settings.zone, date_in_path(probe.path), _has_twelve_hours(probe.path))
    waiting: list[tuple[int, str]] = []
    chat = Chat(name.casefold(), name)
    rows.chats.append(chat)
    position = 0
    for number, (line, size) in enumerate(_lines(probe.path), 1):
        position += size
        if line is None:
            rows.skip("too-long", f"line {number}")
        elif line.strip():
            if clock.now is None and not clock.set(_MARKS.sub("", line)):
                # Events before the first time of the log happened no later than that time.
                waiting.append((number, line))
                continue
            for earlier in waiting:
                _read_line(*earlier, chat.key, clock, rows, heard)
            waiting.clear()
            _read_line(number, line, chat.key, clock, rows, heard)
        if len(rows) >= BATCH_ROWS:
            yield rows.take(position)
            rows.chats.append(chat)
    if waiting and clock.day is None:
        raise _no_date(probe.path)
    for earlier in waiting:
        clock.start()
        _read_line(*earlier, chat.key, clock, rows, heard)
    yield rows.take(position)


def _lines(path: Path) -> Iterator[tuple[str | None, int]]:
    """Lines with their size in bytes; None for one too long to be a chat line. UTF-8, else Latin-1, line by line."""
    with path.open("rb") as file:
        start = True
        while raw := file.readline(_LINE_BYTES):
            size, ended = len(raw), raw.endswith(b"\n")
            while not ended and (more := file.readline(_LINE_BYTES)):
                size, ended = size + len(more), more.endswith(b"\n")
                raw = b""
            raw = raw.removeprefix(b"\xef\xbb\xbf") if start else raw
            start = False
            if not raw:
                yield None, size
                continue
            try:
                line = raw.decode("utf-8")
            except UnicodeDecodeError:
                line = raw.decode("latin-1")
            yield line.rstrip("\r\n"), size


def _has_twelve_hours(path: Path) -> bool:
    """Whether the log's clock goes from 12 to 1 and knows neither 0 nor 13."""
    previous, turned = 0, False
    for line, _size in _lines(path):
        if line and (found := TIME.match(_MARKS.sub("", line))):
            hour = int(found["hour"])
            if not 1 <= hour <= 12:
                return False
            turned = turned or (previous, hour) == (12, 1)
            previous = hour
    return turned


def _read_line(number: int, line: str, chat: str, clock: Clock, rows: Rows, heard: Addressing) -> None:
    line = _MARKS.sub("", line).lstrip()
    timed = TIME.match(line)
    epoch = None if timed else EPOCH.match(line)
    if (timed or epoch or DAY.match(line)) and not clock.set(line):
        rows.skip("bad-time", f"line {number}")
        return
    clock.start()
    ts_s = clock.now
    if ts_s is None or not EARLIEST <= ts_s < LATEST:
        rows.skip("no-time", f"line {number}")
        return
    rest = line[timed.end() :] if timed else line[epoch.end() :] if epoch else line
    dated = bool(epoch) or bool(timed and timed["date"])
    if not _read_rest(rest, ts_s, chat, rows, heard, timed=bool(timed or epoch), dated=dated, triple=bool(epoch)):
        rows.skip("no-match", f"line {number}")
        return
    rows.zone = rows.zone or clock.assumed
    rows.parsed += 1
    rows.seen_until = max(rows.seen_until, ts_s)


def _read_rest(
    rest: str, ts_s: int, chat: str, rows: Rows, heard: Addressing, *, timed: bool, dated: bool, triple: bool
) -> bool:
    """What a line says after its time; False when it says nothing known."""
    if event := _EVENT.match(rest) or _STARRED.match(rest) or (None if triple else _BARE.match(rest)):
        _happen(event["rest"], ts_s, chat, rows, heard)
    elif found := _MESSAGE.match(rest) or _ACTION.match(rest):
        _say(found, ts_s, chat, rows, heard)
    elif DAY.match(rest) or (timed and _NOTICE.match(rest)):
        rows.add(chat, None, ts_s, None, kind="system", media="other")
    elif found := (_TABBED.match(rest) if dated else None) or (_SPACED.match(rest) if triple else None):
        _say(found, ts_s, chat, rows, heard)
    else:
        return False
    return True


def _say(found: re.Match[str], ts_s: int, chat: str, rows: Rows, heard: Addressing) -> None:
    nick, text = found["nick"], found["text"] or ""
    rows.add(
        chat,
        None,
        ts_s,
        _person(nick),
        text,
        media="link" if has_link(text) else "text",
        is_bot=bool(_BOT.search(nick)),
        addressee=heard.spoken_to(text, _person(nick)),
    )
    heard.hear(nick, _person(nick))


def _happen(event: str, ts_s: int, chat: str, rows: Rows, heard: Addressing) -> None:
    kind: Kind = "system"
    nick: str | None = None
    if found := _RENAME.match(event):
        nick = found["nick"]
        if not _GUEST.match(nick) and not _GUEST.match(found["new"]):
            # A guest name is given to anybody, so it says nothing about who somebody is.
            old, new = rows.author(_person(nick)), rows.author(_person(found["new"]))
            if old != new:
                rows.renames.add((old, new))
        heard.hear(found["new"], _person(found["new"]))
    elif found := _TITLED.match(event):
        kind, nick = "join" if found["what"] == "Join" else "leave", found["nick"]
    elif found := _JOIN.match(event):
        kind, nick = "join", found["nick"]
    elif found := _LEAVE.match(event):
        kind, nick = "leave", found["nick"]
    elif found := _KICKED.match(event):
        kind, nick = "leave", found["nick"] or found["whom"]
    author = _person(nick) if nick else None
    rows.add(chat, None, ts_s, author, kind=kind, media="other", is_bot=bool(nick and _BOT.search(nick)))


def _person(nick: str) -> str:
    """IRC does not tell upper from lower case in nicknames."""
    return nick.casefold()


def _channel(path: Path) -> str:
    """The channel: a ``#word`` in the file's name, else what is left of the name, else the nearest named folder."""
    if found := re.search(r"#+[^\s.,/]+", path.name):
        name = DATE.sub("", found[0]).strip("-_.")
        if name.strip("#"):
            return name
    stem = _FILLER.sub(" ", DATE.sub(" ", path.name.replace("_", " ").replace(".", " ")))
    stem = re.sub(r"\b\d+\b", " ", stem).strip(" -")
    if re.search(r"[^\W\d]", stem):
        return re.sub(r"\s+", " ", stem)
    folders = (folder for folder in path.absolute().parent.parts[::-1] if re.search(r"[^\W\d]", folder))
    return next(folders, "irc")


def _no_date(path: Path) -> InputError:
    return InputError(
        str(path),
        Text("记录里只有时刻，没有日期", "the lines have times but no date"),
        Text(
            "在文件名里写上日期，如 2026-11-22-channel.txt",
            "put the date into the file's name, such as 2026-11-22-channel.txt",
        ),
    )
