"""As much of GitHub's REST API as a comment needs: JSON over HTTPS, with limits, never to another host."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode, urlsplit

from commops.errors import InputError
from commops.texts import Text

Send = Callable[[urllib.request.Request], bytes]
"""Sends a request and returns the body of the answer. Raises OSError."""

_LARGEST = 16 * 1024 * 1024
_TIMEOUT_S = 30
_PER_PAGE = 100


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect would carry the token to wherever it leads."""

    def redirect_request(self, *_arguments: Any) -> None:
        """Follow none."""


def send(request: urllib.request.Request) -> bytes:
    """Send a request over the network. Raises OSError, also for an answer that is an error or too long."""
    with urllib.request.build_opener(_NoRedirect).open(request, timeout=_TIMEOUT_S) as answer:
        body: bytes = answer.read(_LARGEST + 1)
    if len(body) > _LARGEST:
        raise OSError("the answer is too long")
    return body


class Api:
    """The API of one GitHub, with a token that is sent nowhere else."""

    def __init__(self, base: str, token: str, send: Send = send) -> None:
        parts = urlsplit(base)
        if parts.scheme != "https" or not parts.netloc:
            raise InputError(
                base,
                Text("接口地址要以 https 开头", "The address of the API must begin with https"),
                Text("例如 https://api.github.com。", "Such as https://api.github.com."),
            )
        self._base, self._token, self._send = base.rstrip("/"), token, send

    def get(self, path: str, **query: object) -> Any:
        """The answer to a GET. Raises InputError."""
        return self._call("GET", f"{path}?{urlencode(query)}" if query else path)

    def pages(self, path: str, most: int, **query: object) -> Iterator[Any]:
        """The entries of a list over at most so many pages of a hundred. Raises InputError."""
        for number in range(1, most + 1):
            entries = self.get(path, **query, per_page=_PER_PAGE, page=number)
            yield from entries
            if len(entries) < _PER_PAGE:
                return

    def write(self, method: str, path: str, **content: object) -> Any:
        """The answer to a POST or PATCH. Raises InputError."""
        return self._call(method, path, json.dumps(content).encode())

    def _call(self, method: str, path: str, content: bytes | None = None) -> Any:
        request = urllib.request.Request(f"{self._base}{path}", data=content, method=method)  # noqa: S310 - https only
        request.add_header("Authorization", f"Bearer {self._token}")
        request.add_header("Accept", "application/vnd.github+json")
        request.add_header("X-GitHub-Api-Version", "2022-11-28")
        request.add_header("User-Agent", "commops")
        try:
            return json.loads(self._send(request))
        except (OSError, ValueError) as error:
            status = error.code if isinstance(error, urllib.error.HTTPError) else type(error).__name__
            raise InputError(
                f"{method} {path.partition('?')[0]}",
                Text(f"GitHub 没有按预期回答（{status}）", f"GitHub did not answer as expected ({status})"),
                Text("检查权限，再运行一次。", "Check the permissions and run it again."),
            ) from None
