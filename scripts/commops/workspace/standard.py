"""What a change is judged by when its author shall have no say in it: tables and policy of a git version."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from commops import resources
from commops.workspace.build import build
from commops.workspace.gitref import GitTree, files_at_top
from commops.workspace.model import Workspace
from commops.workspace.shape.kinds import kinds
from commops.workspace.tree import PROFILE, blob_name

_TABLES = "schemas"


class Standard(NamedTuple):
    """Where policy comes from."""

    root: Path
    ref: str
    tree: GitTree
    tables: str = ""
    """A digest of the tables in use; "" when they are those of the program, since the repository has none."""

    @property
    def name(self) -> str:
        """Says which commit it is."""
        return self.tree.commit

    def judge(self, ws: Workspace) -> None:
        """Let a workspace be judged by this policy, not by its own."""
        tree = self.tree
        tree.sizes = {
            path: size
            for path, size in tree.sizes.items()
            if path == PROFILE or ((kind := kinds().of(path)) is not None and kind.name in kinds().policy)
        }
        tree.refused = []
        ws.judge_by(build(tree, as_of=ws.as_of, today=None, empty=True))


@contextmanager
def standard_of(root: Path, ref: str) -> Iterator[Standard]:
    """Inside the block the tables are those of a git version, if its repository keeps any (``schemas/kinds.yml``).

    Tables that are new since then come from the program, so that a change may add some and cannot weaken any.
    Raises InputError for an unknown version.
    """
    tree = GitTree(root, ref)
    found = files_at_top(root, tree.commit, _TABLES)
    if f"{_TABLES}/kinds.yml" not in found:
        yield Standard(root, ref, tree)
        return
    import tempfile  # with all that it brings along; most runs take the program's own tables

    own = resources.folder(_TABLES)
    with tempfile.TemporaryDirectory(prefix="commops-") as place:
        top = Path(place)
        for path in sorted(own.rglob("*")):
            if path.is_file() and not path.is_symlink():
                found.setdefault(f"{_TABLES}/{path.relative_to(own).as_posix()}", path.read_bytes())
        digest = hashlib.blake2b(digest_size=16)
        for name, content in sorted(found.items()):
            digest.update(f"{name} {blob_name(content)}\n".encode())
            target = top / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        with resources.instead(_TABLES, top / _TABLES):
            yield Standard(root, ref, tree, digest.hexdigest())
