"""Checks a folder: reads it, compares it with a git version if asked to, and keeps the verdict for the next time."""

from __future__ import annotations

import datetime as dt
import time
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from commops.collector import no_collector
from commops.findings import Finding
from commops.workspace.cache import Cache, program_of
from commops.workspace.gitref import ask_tree, load_commit, merge_base
from commops.workspace.load import DiskTree
from commops.workspace.remembered import adopt, packed, packed_places, place, unpacked
from commops.workspace.standard import Standard, standard_of

if TYPE_CHECKING:
    from commops.check import Verdict
    from commops.git import Answer
    from commops.judging.memory import Memory
    from commops.workspace import Workspace

_SPARE = 0.02
"""Share of the files whose data may be missing in the cache before it is written anew."""


class Request(NamedTuple):
    """What is asked: the folder, the day (see ``load``), and the git versions to compare with and to be judged by."""

    root: Path
    as_of: dt.date | None = None
    today: dt.date | None = None
    base: str | None = None
    policy_ref: str | None = None
    keep: bool = True
    """Whether to use and to write the cache."""
    listing: Answer | None = None
    """Git's answer to ``LISTING`` in the folder, if it was asked for before this module was loaded."""


class Checked(NamedTuple):
    """The answer, and what a report of it needs."""

    findings: list[Finding]
    """With states if there was a base; sorted."""
    waived: int
    files: int
    """How many files of the community were read."""
    languages: tuple[str, ...]
    site_url: str
    tree: DiskTree
    """The files."""
    held: object = None
    """What was read, kept in memory: to take it apart takes longer than to leave it to the end of the process."""

    def text_of(self, path: str) -> str | None:
        """The text of a file, for the lines that a report shows; None if there is none that can be shown."""
        try:
            raw = self.tree.read(path) if path in self.tree.sizes else b"\x00"
            return None if b"\x00" in raw else raw.decode("utf-8-sig").replace("\r\n", "\n")
        except (OSError, UnicodeDecodeError):
            return None


def check_folder(asked: Request) -> Checked:
    """Check a workspace. Raises InputError for a folder that is none and for git versions that are not there."""
    with ExitStack() as stack:
        stack.enter_context(no_collector())
        standard = stack.enter_context(standard_of(asked.root, asked.policy_ref)) if asked.policy_ref else None
        return _Check(asked, standard, merge_base(asked.root, asked.base) if asked.base else "").checked()


class _Check:
    """One check with its cache."""

    def __init__(self, asked: Request, standard: Standard | None, base: str) -> None:
        self.asked = asked
        self.standard = standard
        self.base = base
        self.looked = time.time_ns()
        self.base_tree = ask_tree(asked.root, base) if base else None
        self.cache = Cache(asked.root, program_of(standard.tables if standard else "")) if asked.keep else None
        # Git still looks for the files; meanwhile those of the last time are looked at.
        self.last: dict[str, Any] = self._load("run") or {}
        self.tree = DiskTree(asked.root, asked.listing, self.last.get("files", {}))
        if self.tree.cache_is_foreign:
            self.cache, self.last = None, {}
        refused = [f"{path} {problem.problem.en}" for path, problem in self.tree.refused]
        self.question = [str(asked.as_of), str(asked.today), base, standard.name if standard else "", *refused]

    def checked(self) -> Checked:
        """From the cache if nothing at all changed, else worked out, with the cache for what did not change."""
        last = self.last
        same, reread = adopt(self.tree, last.get("files", {}), last.get("looked", 0))
        if same and last.get("question") == self.question:
            if reread and self.cache is not None:
                files = {path: [stamp, last["files"][path][1]] for path, stamp in self.tree.stamps.items()}
                self.cache.keep("run", last | {"looked": self.looked, "files": files})
            return self._as_kept(last)
        from commops.workspace.build import build

        data = self._load("data") or {}
        like = unpacked(data, self.tree.read)
        ws = build(self.tree, as_of=self.asked.as_of, today=self.asked.today, like=like)
        if self.standard is not None:
            self.standard.judge(ws)
        verdict = self._judged(ws)
        profile = ws.profile
        result = Checked(
            verdict.findings,
            verdict.waived,
            len(ws.sources),
            ws.languages,
            (profile.site_url or "") if profile else "",
            self.tree,
            held=(ws, verdict, data),
        )
        if self.cache is not None:
            self._keep(ws, result, data)
        return result

    def _judged(self, ws: Workspace) -> Verdict:
        """The verdict over the head, compared with the one over the base if there is one."""
        from commops.check import Verdict, examine
        from commops.judging.compare import compared
        from commops.judging.keeping import memory, plain_memory

        if self.base:
            ws.base = load_commit(self.asked.root, self.base, ws, self.base_tree)
            ws.base.judge_by(ws.policy_from)
        before, places = self._load("head") or (None, {})
        place(ws.sources, places)
        verdict = examine(ws, before=memory(before))
        if self.cache is not None:
            self.cache.keep("head", [plain_memory(verdict.memory), packed_places(ws.sources)])
        if ws.base is None:
            return verdict
        findings = compared(verdict.findings, self._former(ws, ws.base, verdict.memory), ws, ws.base)
        return Verdict(findings, verdict.waived, verdict.memory)

    def _former(self, ws: Workspace, base: Workspace, memory_of_head: Memory) -> list[Finding]:
        """The findings of the base: a commit does not change, so they hang on the day and the policy only."""
        from commops.check import examine
        from commops.judging.digests import Digests
        from commops.judging.keeping import finding, memory, plain, plain_memory

        question = [self.base, base.as_of.isoformat(), Digests(ws).policy]
        kept = self._load("base")
        if kept and kept["question"] == question:
            return [finding(row) for row in kept["findings"]]
        before = self._load("base-memory")
        former = examine(base, before=memory(before) if before else memory_of_head)
        if self.cache is not None:
            found = [plain(one) for one in former.findings]
            self.cache.keep("base", {"question": question, "findings": found})
            self.cache.keep("base-memory", plain_memory(former.memory))
        return former.findings

    def _load(self, name: str) -> Any:
        return self.cache.load(name) if self.cache is not None else None

    def _as_kept(self, last: dict[str, Any]) -> Checked:
        from commops.judging.keeping import finding

        return Checked(
            [finding(row) for row in last["findings"]],
            last["waived"],
            last["count"],
            tuple(last["languages"]),
            last["site_url"],
            self.tree,
        )

    def _keep(self, ws: Workspace, result: Checked, data: dict[str, Any]) -> None:
        from commops.judging.keeping import plain

        assert self.cache is not None  # noqa: S101 - the only caller has asked
        blobs = self.tree.blobs | {path: source.blob for path, source in ws.sources.items()}
        self.cache.keep(
            "run",
            {
                "question": self.question,
                "looked": self.looked,
                "files": {path: [stamp, blobs.get(path, "")] for path, stamp in self.tree.stamps.items()},
                "findings": [plain(found) for found in result.findings],
                "waived": result.waived,
                "count": result.files,
                "languages": result.languages,
                "site_url": result.site_url,
            },
        )
        fresh = [path for path, one in ws.sources.items() if path not in data or data[path][0] != one.blob]
        if len(fresh) > _SPARE * len(ws.sources) + 1:
            self.cache.keep("data", packed(ws.sources))
