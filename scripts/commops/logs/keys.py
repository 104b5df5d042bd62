"""The secret key of a community's logs, and the pseudonyms and text marks made with it."""

from __future__ import annotations

import base64
import contextlib
import functools
import hashlib
import hmac
import itertools
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from commops.errors import InputError
from commops.files import write_atomic
from commops.texts import Text

VARIABLE = "COMMOPS_KEY"
_LEAST_CHARACTERS = 16
_BASE32 = "abcdefghijklmnopqrstuvwxyz234567"
_INNER, _OUTER = bytes(byte ^ 0x36 for byte in range(256)), bytes(byte ^ 0x5C for byte in range(256))
"""What HMAC does to its key (RFC 2104). Written out so that the key is worked in once: that halves the time of each."""
_FOLDERS = (
    "warehouse", "warehouse/exports", "warehouse/merged", "warehouse/tmp", "warehouse/derived",
    "warehouse/tables", "warehouse/tables/files", "warehouse/tables/merged",
)  # fmt: skip


@functools.cache
def _triples() -> tuple[str, ...]:
    """Fifteen bits at a time in base32: base64.b32encode takes as long as the HMAC."""
    return tuple(map("".join, itertools.product(_BASE32, repeat=3)))


@dataclass(frozen=True, slots=True)
class Key:
    """A 256-bit key. What is made with it cannot be traced back, or guessed from lists of names, without it."""

    secret: bytes

    def author(self, source: str, raw: str) -> str:
        """The pseudonym of a person: ``m-`` and 13 base32 characters (65 bits) of HMAC-SHA-256.

        65 bits: among 100,000 members the chance of any two sharing one is about 1e-10.
        """
        return self.namer(source)(raw)

    def namer(self, source: str) -> Callable[[str], str]:
        """The same as a function, for many people of one source: what stands before the name is worked in once."""
        pad = self.secret.ljust(hashlib.sha256().block_size, b"\0")
        inner = hashlib.sha256(pad.translate(_INNER) + f"author\0{source}\0".encode()).copy
        outer = hashlib.sha256(pad.translate(_OUTER)).copy
        number, triple = int.from_bytes, _triples()

        def name(raw: str) -> str:
            message, whole = inner(), outer()
            message.update(raw.encode("utf-8", "surrogatepass"))
            whole.update(message.digest())
            bits = number(whole.digest()[:10])
            head = f"{triple[bits >> 65]}{triple[bits >> 50 & 32767]}{triple[bits >> 35 & 32767]}"
            return f"m-{head}{triple[bits >> 20 & 32767]}{_BASE32[bits >> 15 & 31]}"

        return name

    def text(self, text: str) -> int:
        """A signed 64-bit mark of a text: equal for equal texts, of no use without the key."""
        return self.marker()(text)

    def marker(self) -> Callable[[str], int]:
        """The same as a function, for many texts: the key is worked in once, which takes as long as a short text."""
        fresh, number = hashlib.sha256(self.salt.encode()).copy, int.from_bytes

        def mark(text: str) -> int:
            state = fresh()
            state.update(text.encode("utf-8", "surrogatepass"))
            return number(state.digest()[:8], "big", signed=True)

        return mark

    @property
    def salt(self) -> str:
        """What stands before a text when it is marked: the first 64 bits of SHA-256 over both are the mark.

        126 secret bits of a fixed length, and three quarters of the digest are never told, so nothing can be appended
        to a text whose mark is known. Databases have SHA-256; and a short text after so few bytes is a single block.
        """
        return base64.b64encode(hmac.digest(self.secret, b"text", "sha256"))[:21].decode()

    @property
    def mark(self) -> str:
        """A public fingerprint of the key, to notice that a warehouse was made with another one."""
        return hmac.digest(self.secret, b"mark", "sha256")[:8].hex()


def load_key(private: Path) -> Key:
    """The key from the environment (COMMOPS_KEY), else from ``private``/key, made there on first use.

    ``private`` is the folder ``.commops`` of a workspace. Raises InputError for a key too short or unreadable.
    """
    given = os.environ.get(VARIABLE, "")
    if given:
        return _checked(given, VARIABLE)
    path = private / "key"
    if not path.exists():
        guard(private)
        write_atomic(path, secrets.token_hex(32) + "\n", mode=0o600)
    try:
        with contextlib.suppress(OSError):
            path.chmod(0o600)
        return _checked(path.read_text("ascii").strip(), str(path))
    except (OSError, UnicodeDecodeError):
        raise InputError(
            str(path),
            Text("密钥文件无法读取", "the key file cannot be read"),
            Text("恢复备份，或删除 .commops 后重新导入全部导出文件", "restore it, or delete .commops and import again"),
        ) from None


def _checked(given: str, place: str) -> Key:
    if len(given) < _LEAST_CHARACTERS:
        raise InputError(
            place,
            Text("密钥太短（至少 {n} 个字符）", "the key has fewer than {n} characters").fill(n=_LEAST_CHARACTERS),
            Text("用密码管理器生成一个长随机串", "let a password manager make a long random one"),
        )
    return Key(hashlib.sha256(b"commops\0" + given.encode("utf-8", "surrogateescape")).digest())


def guard(private: Path) -> None:
    """Make the private folder, readable by its owner only, with a .gitignore that keeps all of it out of Git.

    Raises InputError when it, or a folder of the warehouse in it, is a link.
    """
    for folder in (private, *(private / name for name in _FOLDERS)):
        if folder.is_symlink():
            # A pull request can bring one along: private data would go where it leads, and files there be swept away.
            raise InputError(
                str(folder),
                Text("这是符号链接，私有数据会写到别处", "this is a symbolic link; private data would go elsewhere"),
                Text("删掉这个链接", "delete the link"),
            )
    private.mkdir(mode=0o700, parents=True, exist_ok=True)
    with contextlib.suppress(OSError):
        private.chmod(0o700)
    write_atomic(private / ".gitignore", "*\n")


def another_key(warehouse: Path) -> InputError:
    """The refusal of a key that a warehouse was not made with."""
    return InputError(
        str(warehouse),
        Text("仓库是用另一把密钥建立的", "the warehouse was made with another key"),
        Text(
            "换回原来的密钥；密钥已丢失时，删除 .commops/warehouse 后重新导入",
            "put the old key back; if it is lost, delete .commops/warehouse and import again",
        ),
    )
