"""Hostile files that parse: what they cost when all rules judge them. Not a test module: hostile.py runs these.

Each row is a name, the hostile file, and the files that lie beside it.
"""

from __future__ import annotations

import random
import zlib
from collections.abc import Iterator

Files = dict[str, bytes]
Row = tuple[str, str, bytes, Files]

POST = "content/posts/2026/11/2026-11-25-x.md"
EVENT = "events/2026-12-12-x/event.yml"
HEAD = "---\ntitle: x\ndate: 2026-11-25T12:00+08:00\nchannels: [wx]\ncommercial: true\n---\n"
ROOM = 250 << 10


def filled(unit: str, size: int = ROOM) -> str:
    """A text of that many bytes."""
    return unit * (size // len(unit.encode()))


def rows() -> Iterator[Row]:
    """All of them."""
    yield from bodies()
    yield from word_lists()
    yield from policies()
    yield from events()
    yield from raffles()
    yield from binaries()


def bodies() -> Iterator[Row]:
    """Bodies made to slow down a search: almost-matches of numbers, addresses, tokens, words and links."""
    for unit in (
        *(
            "1",
            "1 ",
            "1-",
            "138 ",
            "+1 ",
            "a@",
            "a@b.",
            "@",
            "一三",
            "微信",
            "微信a",
            "vx:",
            "QQ:",
            "京A",
            "京A1",
            "护照",
        ),
        *(
            "password:",
            "secret=",
            "token: a",
            "密码：",
            "eyJ.",
            "://a:",
            "sk-",
            "xoxb-",
            "Bearer ",
            "12345678:",
            "M" * 24 + ".",
        ),
        *("[x](", "http://", "https://a.b/", "#", "第一", "最", "第 一", "no.1 ", "é\u0301", "１", "①", "🙂", "１３８"),
        *("13800001234 ", "a@b.cn ", "QQ:123456 ", "微信 abc_1234 ", "密码：Moon2026 ", "全网第一 ", "震惊！"),
        *(" dot a at ", "a(at)", "a at b dot ", "年化", "<!--", "广告", "，,", "“", "《"),
    ):
        yield f"body {unit!r}", POST, (HEAD + filled(unit)).encode(), {}
    signs = "0123456789 -@.:+京A微信QQvx密码tokn=[](){}<>http/#一二三最第"
    noise = "".join(random.Random(3).choices(signs, k=120_000))
    yield "body of noise", POST, (HEAD + noise).encode()[: 250 << 10], {}
    yield "20,000 brackets", POST, (HEAD + "[" * 20_000).encode(), {}
    yield "20,000 brackets in lines", POST, (HEAD + "[\n\n" * 20_000).encode(), {}


def word_lists() -> Iterator[Row]:
    """Lists of a community's own words, as slow as their schema lets them be, against long texts."""
    path = "community/terms/x.yml"
    for name, terms, unit in (
        ("gaps", ["a{..}" * 8] * 1000, "a"),
        ("gaps and ends", ["{..}{..}{..}{..}{..}{..}{..}{..}b"] * 1000, "a"),
        ("numbers", ["{n}" * 13] * 1000, "1"),
        ("numbers and gaps", ["{n}{..}" * 5] * 1000, "1a"),
        ("many words", [f"词{number}语" for number in range(1000)], "词1语"),
        ("one letter twice", ["aa"] * 1000, "a"),
    ):
        rows = "".join(f'  - {{term: "{term[:40]}", table: absolute}}\n' for term in terms)
        text = f"terms:\n{rows}".encode()
        yield f"words: {name}", path, text, {POST: (HEAD + filled(unit)).encode()}
    text = "terms:\n" + '  - {term: "(a+)+$", table: house}\n  - {term: ".*.*.*x", table: house}\n' * 400
    yield "words that are patterns", path, text.encode(), {POST: (HEAD + filled("a")).encode()}


def policies() -> Iterator[Row]:
    """Policy files that try to break the rules they set."""
    path = "community/policy.yml"
    yield (
        "severities of nothing",
        path,
        b"rules:\n" + b"".join(b"  r%d: {severity: off, reason: x, by: x}\n" % number for number in range(5000)),
        {},
    )
    yield (
        "huge settings",
        path,
        b"settings: {gap_days: 99999999999999999999, promo_near_days: -1, safety_days: 1e308}\n",
        {},
    )
    yield "settings of the wrong kind", path, b"settings: {gap_days: [1], promo_near_days: {a: b}, retro_days: x}\n", {}
    yield "unknown settings", path, b"settings:\n" + b"".join(b"  s%d: 1\n" % number for number in range(20_000)), {}
    yield "a list of rules", path, b"rules: [" + b"a, " * 100_000 + b"a]\n", {}


def events() -> Iterator[Row]:
    """Events and tasks with more than anybody has."""
    start = b"name: x\nstart: 2026-12-12T10:00+08:00\nend: 2026-12-12T18:00+08:00\nstatus: announced\n"
    yield (
        "agenda of 200 overlaps",
        EVENT,
        start + b"agenda:\n" + b'  - {from: "10:00", to: "18:00", title: x}\n' * 200,
        {},
    )
    tasks = "events/2026-12-12-x/tasks.yml"
    ring = b"".join(
        b"  - {id: t%d, title: x, due_t: -40, depends: [%s]}\n"
        % (at, b", ".join(b"t%d" % ((at + step) % 200) for step in range(1, 21)))
        for at in range(200)
    )
    yield "tasks that all wait for each other", tasks, b"tasks:\n" + ring, {EVENT: start}
    chain = b"".join(b"  - {id: t%d, title: x, due_t: 0, depends: [t%d]}\n" % (at, at + 1) for at in range(199))
    yield "a chain of tasks", tasks, b"tasks:\n" + chain + b"  - {id: t199, title: x, due_t: 0}\n", {EVENT: start}
    yield (
        "posts that name it",
        EVENT,
        start + b"promo_posts: [" + b", ".join(b"p%d" % at for at in range(60)) + b"]\n",
        {},
    )


def raffles() -> Iterator[Row]:
    """The longest list of entries that fits, and prizes without end."""
    entries = b", ".join(b"m-%08x" % (at * 2654435761 % 2**32) for at in range(20_000))
    text = (
        b"id: ab\ndraw_at: 2026-11-20T10:00+08:00\n"
        b"prizes: [{name: x, category: x, quantity: 1000000, unit_value: {amount: 1, currency: CNY}}]\n"
        b"commit:\n  seed_hash: 2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881\n"
        b"  published_at: 2026-11-01T10:00+08:00\n"
        b"result: {entries_count: 20000, winners: [], seed: x, drawn_at: 2026-11-20T10:00+08:00, entries: ["
        + entries
        + b"]}\n"
    )
    yield "twenty thousand entries", "content/raffles/x.yml", text, {}


def binaries() -> Iterator[Row]:
    """Pictures and archives that lie about their sizes, or that unpack to gigabytes."""
    bomb = zlib.compress(b"x" * (64 << 20), 9)
    chunk = len(bomb + b"a\x00\x00").to_bytes(4, "big") + b"zTXta\x00\x00" + bomb + b"\x00" * 4
    yield "a picture of bombs", "content/images/x.png", (b"\x89PNG\r\n\x1a\n" + chunk * 15)[: 1 << 20], {}
    yield "empty segments", "content/images/x.jpg", b"\xff\xd8\xff" + b"\xff\xe1\x00\x02" * 250_000, {}
    yield (
        "directories without end",
        "content/images/x.tiff",
        b"II*\x00\x08\x00\x00\x00\xff\xff" + b"\x0e\x01\x02\x00\xff\xff\xff\x00\x00\x00\x00\x00" * 80_000,
        {},
    )
    yield "packets without end", "content/images/x.heic", b"<x:xmpmeta" * 100_000, {}
    raw = zlib.compressobj(9, zlib.DEFLATED, -15)
    deflated = raw.compress(b"[20:00 <" * (8 << 20)) + raw.flush()
    member = b"PK\x03\x04\x14\x00\x00\x00\x08\x00" + b"\x00" * 16 + b"\x05\x00\x00\x00a.txt" + deflated
    yield "an archive of bombs", "data/x.zip", (member * 30)[: 1 << 20], {}
    yield "headers only", "data/x.zip", (b"PK\x03\x04" + b"\x00" * 26) * 30_000, {}
    yield "a log line almost", "data/x.txt", b"2019-07-16 18:15:05 " * 50_000, {}
    yield "a table of commas", "data/x.csv", b",;|\t" * 250_000, {}
