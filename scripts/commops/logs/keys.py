"""The secret key of a community's logs, and the pseudonyms and text marks made with it."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
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
_TWO = tuple(first + second for first in _BASE32 for second in _BASE32)
"""Ten bits at a time, for this is done for every member: base64.b32encode takes as long as the HMAC."""
_FOLDERS = (
    "warehouse", "warehouse/exports", "warehouse/merged", "warehouse/tmp", "warehouse/derived",
    "warehouse/tables", "warehouse/tables/files", "warehouse/tables/merged",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Key:
    """A 256-bit key. What is made with it cannot be traced back, or guessed from lists of names, without it."""

    secret: bytes

    def author(self, source: str, raw: str) -> str:
        """The pseudonym of a person: ``m-`` and 13 base32 characters (65 bits) of HMAC-SHA-256.

        65 bits: among 100,000 members the chance of any two sharing one is about 1e-10.
        """
        message = f"author\0{source}\0{raw}".encode("utf-8", "surrogatepass")
        digest = hmac.digest(self.secret, message, "sha256")
        number = int.from_bytes(digest[:10])
        return "m-" + "".join([_TWO[number >> place & 1023] for place in range(70, -10, -10)])[:13]

    def text(self, text: str) -> int:
        """A signed 64-bit mark of a text: equal for equal texts, of no use without the key (keyed BLAKE2b)."""
        return self.marker()(text)

    def marker(self) -> Callable[[str], int]:
        """The same as a function, for many texts: the key is worked in once, which takes as long as a short text."""
        fresh, number = hashlib.blake2b(digest_size=8, key=self.secret).copy, int.from_bytes

        def mark(text: str) -> int:
            state = fresh()
            state.update(text.encode("utf-8", "surrogatepass"))
            return number(state.digest(), "little", signed=True)

        return mark

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
