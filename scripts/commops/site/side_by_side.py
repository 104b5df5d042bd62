"""Does several jobs at once, each in a process of its own that shares what was read before."""

from __future__ import annotations

import gc
import os
import selectors
import signal
import sys
import time
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, TypeVar

import orjson

from commops.errors import InputError
from commops.processes import can_fork
from commops.texts import Text

_T = TypeVar("_T")


def side_by_side(jobs: Mapping[str, Callable[[], Any]], *, patience: float) -> dict[str, Any]:
    """The answers of the jobs by name; an answer is what JSON can hold. The first InputError of a job is raised.

    Processes are copies of this one, so that nothing is read twice, and give all their memory back at the end. Where
    that cannot be had (Windows) or is not safe (other threads are at work), the jobs run here, one after the other.
    After ``patience`` seconds a job is given up: hostile Markdown can take for ever.
    """
    if len(jobs) < 2 or not can_fork():
        return {name: job() for name, job in jobs.items()}
    return _forked(jobs, patience)[0]


def beside(there: Callable[[], Any], here: Callable[[], _T], *, patience: float) -> tuple[Any, _T]:
    """The answers of a job in a process of its own (what JSON can hold) and of one that runs here at the same time.

    To be asked only where ``can_fork`` says so.
    """
    answers, own = _forked({"": there}, patience, here)
    return answers[""], own


def apart(job: Callable[[], Any], *, patience: float) -> Any:
    """The answer of one job that takes much memory, done in a process of its own where that can be had."""
    return _forked({"": job}, patience)[0][""] if can_fork() else job()


def _forked(
    jobs: Mapping[str, Callable[[], Any]], patience: float, meanwhile: Callable[[], Any] = lambda: None
) -> tuple[dict[str, Any], Any]:
    sys.stdout.flush()
    sys.stderr.flush()
    # What the search for garbage has looked at it writes to, and what is written to is no longer shared.
    gc.freeze()
    children = {name: _start(job) for name, job in jobs.items()}
    gc.unfreeze()
    try:
        own = meanwhile()
        said = _listen({name: pipe for name, (_, pipe) in children.items()}, time.monotonic() + patience)
    finally:
        for process, pipe in children.values():
            os.close(pipe)
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
    return {name: _answer(name, said[name]) for name in jobs}, own


def _start(job: Callable[[], Any]) -> tuple[int, int]:
    """Start a job; returns its process and where its answer will come from."""
    reading, writing = os.pipe()
    process = os.fork()
    if process:
        os.close(writing)
        return process, reading
    # From here on it is the child: whatever happens, it must not go on as if it were the program.
    try:
        os.close(reading)
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(orjson.dumps(_do(job)))
    finally:
        os._exit(0)


def _do(job: Callable[[], Any]) -> dict[str, Any]:
    try:
        return {"value": job()}
    except InputError as error:
        return {"wrong": [error.place, *error.what, *error.fix]}
    except Exception:
        return {"failed": traceback.format_exc()}


def _listen(pipes: Mapping[str, int], until: float) -> dict[str, bytes]:
    said: dict[str, bytearray] = {name: bytearray() for name in pipes}
    with selectors.DefaultSelector() as waiting:
        for name, pipe in pipes.items():
            waiting.register(pipe, selectors.EVENT_READ, name)
        while waiting.get_map():
            ready = waiting.select(max(0.0, until - time.monotonic()))
            if not ready:
                break
            for one, _ in ready:
                part = os.read(one.fd, 1 << 16)
                said[one.data] += part
                if not part:
                    waiting.unregister(one.fd)
    return {name: bytes(part) for name, part in said.items()}


def _answer(name: str, said: bytes) -> Any:
    if not said:
        raise InputError(
            name,
            Text("没有在时限内完成。", "It did not finish in time."),
            Text(
                "看看最近改的正文里有没有特别长的一段。", "See whether a text that changed lately has a very long part."
            ),
        )
    answer = orjson.loads(said)
    if "wrong" in answer:
        place, *words = answer["wrong"]
        raise InputError(place, Text(*words[:2]), Text(*words[2:]))
    if "failed" in answer:
        raise RuntimeError(answer["failed"])
    return answer["value"]
