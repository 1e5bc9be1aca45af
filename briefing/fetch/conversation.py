"""`Conversation`: calls that belong together, since what one answer sets as cookies the next call has to send."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlencode

from briefing.fetch.fault import NotFetchedError
from briefing.fetch.transport import Response
from briefing.fetch.web import MOST_MOVES, Web, refused

_COOKIE = re.compile(r"(?:^|,\s*)([^\s=;,]+)=([^;,]*)")


class Conversation:
    """A session with a form. Its cookies go to the host that set them and to no other: no redirect leads elsewhere."""

    def __init__(self, web: Web) -> None:
        self._web = web
        self._cookies: dict[str, str] = {}

    def get(self, url: str) -> bytes:
        """The page at an address."""
        return self._followed("GET", url, None)

    def post(self, url: str, fields: Mapping[str, str]) -> bytes:
        """The page that a form leads to. A redirect after it is read, as browsers do."""
        return self._followed("POST", url, urlencode(fields).encode("ascii"))

    def _followed(self, method: str, url: str, body: bytes | None) -> bytes:
        for _ in range(MOST_MOVES):
            response = self._said(method, url, body)
            following = self._web.elsewhere(url, response)
            if not following:
                if response.status != 200:
                    raise refused(response)
                return response.content
            method, url, body = "GET", following, None
        raise NotFetchedError("hänvisningar i ring", "en sida")

    def _said(self, method: str, url: str, body: bytes | None) -> Response:
        headers = {"Accept": "text/html, text/plain, */*"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        if self._cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        response = self._web.response(method, url, headers, body)
        self._cookies |= dict(_COOKIE.findall(response.headers.get("set-cookie", "")))
        return response
