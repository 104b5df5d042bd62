"""From the paths that were given to the exports to read: folders walked, formats recognised, problems in words."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from commops.errors import InputError
from commops.logs.probe import HEAD_BYTES, Probe
from commops.logs.registry import Adapter, adapters, recognise
from commops.texts import Text

if TYPE_CHECKING:
    from commops.logs.canonical import Settings
    from commops.logs.intake import Taken
    from commops.logs.state import Export

MAPPING_END = ".mapping.yml"

_LIKELY = frozenset(
    {".7z", ".bak", ".csv", ".dat", ".db", ".gz", ".htm", ".html", ".json", ".jsonl", ".log", ".mht", ".ndjson", ".rar"}
    | {".sqlite", ".tar", ".tgz", ".tsv", ".txt", ".xml", ".zip"}
)
"""Endings of files that may hold a chat."""
_SENT = frozenset(
    {"__MACOSX", "attachments", "css", "files", "images", "js", "media", "photos", "resources", "stickers"}
    | {"video_files", "voice_messages"}
)
"""Folders in which exporting programs put what was sent in a chat: no exports, and their names are private."""

_AGAIN = Text("", "")
_UNPACK = Text(
    "里面若是导出的聊天，先解压，再导入解压出来的文件夹。",
    "if exported chats are inside, unpack it and import the folder; it should hold",
)
_DATABASE = Text(
    "这里不读、不解密数据库；用导出工具导出成文件再导入。",
    "databases are neither read nor decrypted here; let a program export it as",
)
_ENCODING = Text("用编辑器另存为 UTF-8 后再导入。", "save it as UTF-8 and import it again; it should be")
_PAGE = Text(
    "导出时选 JSON（Telegram：格式选“机器可读的 JSON”），不要选 HTML。",
    "choose JSON, not HTML, when exporting (Telegram: machine-readable JSON); it should be",
)


@dataclass(frozen=True, slots=True)
class Input:
    """One file to import: recognised (``adapter``) or not usable (``problem``)."""

    probe: Probe
    adapter: Adapter | None = None
    problem: InputError | None = None
    name: str = ""
    """What it is called, when that is no path of this machine."""
    taken: Callable[[], Taken] | None = None
    """Takes over what another machine has read of it; None for a file that is still to be read."""


FanOut: TypeAlias = "Callable[[Settings, dict[str, Export], Path], Iterator[Input]]"
"""Reads files on other machines: given how to read, what is known already, and the warehouse's folder."""


def find_inputs(paths: Sequence[Path], mapping: Path | None = None) -> Iterator[Input]:
    """The exports under ``paths``, in the order given, folders walked by name.

    A file that was named must be an export; in a folder, files that are not are passed over.
    """
    for path in paths:
        if not path.is_dir():
            yield _named(path, mapping)
            continue
        found = False
        for source in _walk(path, mapping):
            found = True
            yield source
        if not found:
            yield Input(Probe(path), problem=nothing_found(str(path)))


def _walk(folder: Path, mapping: Path | None) -> Iterator[Input]:
    for place, folders, files in os.walk(folder):
        folders.sort()
        whole = Probe(Path(place), members=tuple(sorted(files)))
        if adapter := recognise(whole):
            folders.clear()
            whole.members = _all_files(whole.path)
            whole.size = sum((whole.path / name).stat().st_size for name in whole.members)
            yield Input(whole, adapter)
            continue
        for name in sorted(files):
            path = Path(place) / name
            if path.is_symlink() or not path.is_file() or name.endswith(MAPPING_END):
                continue
            source = _named(path, mapping)
            if source.adapter or (source.problem and not isinstance(source.problem, NotAnExportError)):
                yield source


def _all_files(folder: Path) -> tuple[str, ...]:
    """Regular files below a folder, as sorted relative names; links are not followed."""
    found = []
    for place, _folders, files in os.walk(folder):
        for name in files:
            path = Path(place) / name
            if path.is_file() and not path.is_symlink():
                found.append(path.relative_to(folder).as_posix())
    return tuple(sorted(found))


def _named(path: Path, mapping: Path | None) -> Input:
    beside = path.with_name(path.name + MAPPING_END)
    beside = beside if beside.exists() else path.with_name(path.stem + MAPPING_END)
    probe = Probe(path, mapping=mapping or (beside if beside.exists() else None))
    if path.exists() and not path.is_file():
        # Reading a pipe or a device could wait for ever.
        return Input(probe, problem=_unusable(path, Text("不是普通文件", "not a regular file")))
    try:
        with path.open("rb") as file:
            probe.head = file.read(HEAD_BYTES)
            probe.size = os.fstat(file.fileno()).st_size
    except OSError as error:
        what = Text("文件无法打开", "the file cannot be opened")
        return Input(
            probe, problem=_unusable(path, Text(f"{what.zh}({error.strerror})", f"{what.en} ({error.strerror})"))
        )
    try:
        adapter = recognise(probe)
    except InputError as error:
        return Input(probe, problem=error)
    return Input(probe, adapter) if adapter else Input(probe, problem=_unknown(probe))


class NotAnExportError(InputError):
    """A file of no known format: a mistake when it was named, of no interest inside a folder."""


def passed_over(paths: Sequence[Path], reported: Collection[Path]) -> Iterator[tuple[Path, Text]]:
    """Files in the given folders that somebody may have taken for exports, with what they look like.

    Pictures, sounds and the like are no exports to anybody. ``reported``: files and folders that an import told of.
    """
    for folder in paths:
        for place, folders, files in os.walk(folder):
            folders[:] = sorted(name for name in folders if Path(place) / name not in reported and name not in _SENT)
            for path in (Path(place) / name for name in sorted(files) if Path(place) not in reported):
                if path in reported or path.name.endswith(MAPPING_END) or path.is_symlink() or not path.is_file():
                    continue
                if path.suffix.lower() in _LIKELY:
                    with contextlib.suppress(OSError), path.open("rb") as file:
                        yield path, _seen(Probe(path, file.read(HEAD_BYTES)))[0]


def _unknown(probe: Probe) -> InputError:
    seen, advice = _seen(probe)
    labels = [adapter.format.label for adapter in adapters() if adapter.format.usable]
    names, names_zh = "; ".join(label.en for label in labels), "、".join(label.zh for label in labels)
    return NotAnExportError(
        str(probe.path),
        Text(f"不是认得的导出格式：看到的是{seen.zh}", f"not an export in a known format: this is {seen.en}"),
        Text(f"{advice.zh}支持的格式：{names_zh}", f"{advice.en or 'export again as'} one of: {names}"),
    )


def nothing_found(place: str) -> InputError:
    """What is said of a folder without any export in it."""
    return _unusable(place, Text("文件夹里没有认得的导出文件", "no export found in here"))


def _unusable(path: Path | str, what: Text) -> InputError:
    return InputError(str(path), what, Text("检查路径后再试一次", "check the path and try again"))


def _seen(probe: Probe) -> tuple[Text, Text]:
    """What kind of file it looks like, and what to do about that, up to the formats that could be read instead.

    Nothing of the file is quoted: the content may be private.
    """
    head = probe.head
    if not head:
        return Text("空文件", "an empty file"), _AGAIN
    if head.startswith(b"PK\x03\x04"):
        return Text("zip 压缩包", "a zip archive"), _UNPACK
    if head.startswith((b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!")):
        return Text("压缩包", "a compressed file"), _UNPACK
    if head.startswith(b"SQLite format 3"):
        return Text("SQLite 数据库", "an SQLite database"), _DATABASE
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Text("UTF-16 编码的文本", "text in UTF-16"), _ENCODING
    if b"\0" in head:
        return Text("二进制文件", "a binary file"), _AGAIN
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if start in (b"{", b"["):
        return Text("JSON 文件", "a JSON file"), _AGAIN
    if start == b"<":
        return Text("HTML 或 XML 文件", "an HTML or XML file"), _PAGE
    return Text("文本文件", "a text file"), _AGAIN
