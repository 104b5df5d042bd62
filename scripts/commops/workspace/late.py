"""A workspace whose files are read when somebody asks for things of their kind, for commands that need a few kinds.

It answers like one that was read at once; what is wrong in a file of which nobody asks anything, nobody learns.
"""

from __future__ import annotations

import datetime as dt

from commops.collector import no_collector
from commops.workspace.build import Builder, need_profile, sort_by_path
from commops.workspace.model import Workspace
from commops.workspace.shape.kinds import kinds
from commops.workspace.tree import CONTENT, Tree


def late(tree: Tree, *, as_of: dt.date | None, today: dt.date | None) -> Workspace:
    """The workspace of a tree, of which the profile alone is read at once. Raises InputError like ``build``."""
    need_profile(tree)
    return _Late(tree, {}, None).build(as_of, today)


class _Late(Builder):
    """Finds and reads files kind by kind; ``more`` may be called for the same kind again."""

    def build(self, as_of: dt.date | None, today: dt.date | None) -> Workspace:
        self._done: set[str | None] = set()
        self.more("profile")
        return self.workspace(as_of, today, self.more)

    def more(self, kind: str | None) -> None:
        """Read the files that hold things of a kind; None: all that is left."""
        if kind in self._done or None in self._done:
            return
        self._done.add(kind)
        left = {path: size for path, size in self.tree.sizes.items() if path not in self.claimed}
        if kind is None:
            self.refuse()
        else:
            inside = (path for path in left if path.startswith(CONTENT))
            left = {path: left[path] for path in kinds().claimed_by(kinds().files_of.get(kind, ()), inside)}
        with no_collector():
            self.find(left)
            self.read()
        sort_by_path(self.claimed)
