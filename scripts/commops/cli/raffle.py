"""``commops raffle``: commit to a seed, draw from a list outside Git, and verify what was published."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from commops.cli._options import Group, lang_option, message_language, now, root_option, today
from commops.errors import InputError
from commops.texts import Lang, Text

if TYPE_CHECKING:
    from commops.workspace._types import Raffle

_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
_SECRET = Text(
    "种子写在 {path}。开奖前不要给任何人看，也不要放进仓库；丢了就没法开奖，请另存一份。",
    "The seed is in {path}. Show it to nobody before the draw and keep it out of the repository; "
    "without it there is no draw, so keep a copy.",
)
_PASTE = Text("把下面几行写进抽奖文件，并在截止前公布：", "Add these lines to the raffle's file, and publish them:")
_PASTE_RESULT = Text("把下面几行写进抽奖文件并公布：", "Add these lines to the raffle's file, and publish them:")
_WROTE = Text("已写入 {path}。", "Written to {path}.")
_YES = Text("✓ {what}", "✓ {what}")
_NO = Text("✗ {what}", "✗ {what}")
_CHECKS = {
    "seed": Text("种子符合事先公布的哈希", "the seed gives the hash that was published before"),
    "entries": Text("名单符合人数和哈希", "the list has the right number and hash"),
    "winners": Text("获奖者和复算的一致", "the winners are those that the draw gives"),
    "order": Text("获奖者的次序符合种子", "the order of the winners fits the seed"),
}
_NOT_DRAWN = Text("{id}：还没开奖；种子的哈希已在 {at} 公布。", "{id}: not drawn yet; the hash was published at {at}.")
_NO_COMMIT = Text("{id}：没有公布种子的哈希。", "{id}: no hash of a seed is published.")


@click.group("raffle", cls=Group)
def command() -> None:
    """Draw prizes so that anybody can recompute it. 开一次人人能复算的奖。

    commit before entries close, draw from the frozen list, verify at any time. The guide tells how to do it by hand.
    """


@command.command("commit")
@click.argument("seed_file", metavar="SEED_FILE", type=click.Path(path_type=Path, dir_okay=False))
@lang_option
def commit(seed_file: Path, lang: str | None) -> None:
    """Make a seed (or take the one in SEED_FILE) and print its hash. 生成种子并算出哈希。"""
    import secrets

    from commops.files import write_atomic
    from commops.raffles.files import commitment, read_seed

    speaks = message_language(lang)
    if not seed_file.exists():
        write_atomic(seed_file, secrets.token_hex(20) + "\n", mode=0o600)
    seed = read_seed(seed_file)
    click.echo(_SECRET.fill(path=seed_file).get(speaks), err=True)
    click.echo(_PASTE.get(speaks), err=True)
    click.echo(commitment(seed, now()), nl=False)


@command.command("draw")
@click.argument("raffle_id", metavar="RAFFLE")
@click.argument("entries_file", metavar="ENTRIES", type=_FILE)
@click.argument("seed_file", metavar="SEED_FILE", type=_FILE)
@root_option
@click.option("--list", "listed", is_flag=True, help="Put the whole list into the result. 把整份名单写进结果。")
@click.option("--write", is_flag=True, help="Append the result to the raffle's file. 直接写进抽奖文件。")
@lang_option
def draw_(
    raffle_id: str, entries_file: Path, seed_file: Path, root: Path, listed: bool, write: bool, lang: str | None
) -> None:
    """Draw the winners of RAFFLE from a file with one id per line. 从名单里抽出获奖者。"""
    from commops.raffles.draw import draw, sha256
    from commops.raffles.files import read_entries, read_seed, result

    raffle = _raffle(root, raffle_id)
    seed, entries = read_seed(seed_file), read_entries(entries_file)
    if raffle.commit is None or raffle.commit["seed_hash"] != sha256(seed):
        raise InputError(
            raffle.source.path,
            Text("种子和公布过的哈希对不上", "The seed does not give the hash that was published"),
            Text(
                "用 commit 时生成的那个种子文件；哈希必须在截止前公布。",
                "Use the seed file that commit made; its hash must have been published before entries closed.",
            ),
        )
    if raffle.result:
        raise InputError(
            raffle.source.path,
            Text("这次抽奖已经有结果", "This raffle has a result already"),
            Text("用 commops raffle verify 复算。", "Recompute it with commops raffle verify."),
        )
    wins = draw(seed, entries, _quantities(raffle))
    block = result(seed, entries, wins, now(), listed=listed)
    speaks = message_language(lang)
    if not write:
        click.echo(_PASTE_RESULT.get(speaks), err=True)
        click.echo(block, nl=False)
        return
    from commops.files import write_atomic

    path = root / raffle.source.path
    write_atomic(path, f"{raffle.source.text.rstrip()}\n{block}")
    click.echo(_WROTE.fill(path=path).get(speaks))


@command.command("verify")
@click.argument("raffle_id", metavar="RAFFLE")
@root_option
@click.option("--entries", "entries_file", type=_FILE, help="The list, when the result holds only its hash. 名单文件。")
@lang_option
def verify(raffle_id: str, root: Path, entries_file: Path | None, lang: str | None) -> int:
    """Recompute a published result. Exits with 1 if it is wrong. 复算公布的结果。"""
    from commops.raffles.files import read_entries

    raffle, speaks = _raffle(root, raffle_id), message_language(lang)
    if raffle.commit is None:
        click.echo(_NO_COMMIT.fill(id=raffle.id).get(speaks))
        return 1
    if raffle.result is None:
        click.echo(_NOT_DRAWN.fill(id=raffle.id, at=raffle.commit["published_at"]).get(speaks))
        return 0
    entries = read_entries(entries_file) if entries_file else raffle.result.get("entries")
    verdicts = _verdicts(raffle, entries)
    for name, fine in verdicts.items():
        click.echo((_YES if fine else _NO).fill(what=_CHECKS[name].get(speaks)).get(speaks))
    _tell(raffle, entries, verdicts, speaks)
    return 0 if all(verdicts.values()) else 1


def _verdicts(raffle: Raffle, entries: list[str] | None) -> dict[str, bool]:
    """What was compared, and whether it fits."""
    from commops.raffles.draw import doubts, draw, entries_hash, repeated, sha256

    result = raffle.result
    assert result is not None  # noqa: S101 - the caller looked
    assert raffle.commit is not None  # noqa: S101
    winners = [(row["member"], row["prize"]) for row in result["winners"]]
    found = {"seed": sha256(result["seed"]) == raffle.commit["seed_hash"]}
    if entries is None:
        return found | {"order": next(doubts(result["seed"], winners, _quantities(raffle)), None) is None}
    found["entries"] = (
        len(entries) == result["entries_count"]
        and not repeated(entries)
        and result.get("entries_hash", entries_hash(entries)) == entries_hash(entries)
    )
    right = [(win.entry, win.prize) for win in draw(result["seed"], entries, _quantities(raffle))]
    return found | {"winners": sorted(winners) == sorted(right)}


def _tell(raffle: Raffle, entries: list[str] | None, verdicts: dict[str, bool], speaks: Lang) -> None:
    """The right winners, where those that were published are wrong; where the list is missing, how to do it fully."""
    from commops.raffles.draw import draw

    if entries is None:
        hint = Text("用 --entries 给出名单可以完整复算。", "Give the list with --entries to recompute all of it.")
        click.echo(hint.get(speaks))
    elif not verdicts["winners"] and raffle.result:
        for win in draw(raffle.result["seed"], entries, _quantities(raffle)):
            click.echo(f"  {win.prize}  {win.entry}  {win.ticket[:16]}…")


def _quantities(raffle: Raffle) -> list[int]:
    return [prize.get("quantity", 0) for prize in raffle.prizes or ()]


def _raffle(root: Path, name: str) -> Raffle:
    """The raffle of that id. Raises InputError."""
    from commops.workspace.load import load

    ws = load(root, today=today())
    raffle: Raffle | None = ws.get("raffle", name)
    if raffle is None:
        known = ", ".join(one.id for one in ws.raffles) or "-"
        raise InputError(
            name,
            Text("没有这个抽奖，或它的文件有错", "There is no such raffle, or its file has errors"),
            Text(f"现有：{known}。先运行 commops check。", f"There are: {known}. Run commops check first."),
        )
    return raffle
