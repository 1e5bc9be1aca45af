"""One call over https to the address that was checked: the certificate is always verified, size and time are limited."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from http.cookiejar import CookieJar, DefaultCookiePolicy
from threading import Event, Timer
from typing import Any
from urllib.parse import urlsplit

import httpx

from briefing.fetch.fault import NotFetchedError, UntrustedError
from briefing.fetch.network import HTTPS, Address, Network, public_addresses


@dataclass(frozen=True)
class Response:
    """What came: the status, headers by lower-case name, the body as it was before it was packed for the wire."""

    status: int
    headers: Mapping[str, str] = field(hash=False)
    content: bytes = field(repr=False)


class PassingError(Exception):
    """A fault of the moment, in Swedish: it may be gone when the call is made again."""


class Transport:
    """Calls to any host, each with connections of its own: one certificate never answers for another host at the same address.

    The name is looked up once, its addresses are checked, and it is those addresses that are called.
    """

    def __init__(self, network: Network, agent: str) -> None:
        self._network, self._agent = network, agent
        self._clients: dict[str, tuple[httpx.Client, Address]] = {}
        self._sockets: dict[str, socket.socket] = {}
        self._extra: dict[str, str] = {}  # certificates that a host leaves out, as PEM
        self._turns: dict[str, int] = {}  # which of a host's addresses is called; the next one after a fault

    def call(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None) -> Response:
        """The response, whatever its status. PassingError where it did not come whole; NotFetchedError where it never can."""
        host = urlsplit(url).hostname or ""
        client, (address, port) = self._client(host)
        pinned = httpx.URL(url) if not address else httpx.URL(url).copy_with(host=address, port=None if port == HTTPS else port)
        extensions = {"sni_hostname": host, "timeout": self._timeout(), "trace": partial(self._noted, host)}
        request = client.build_request(method, pinned, headers={"Host": host, **headers}, content=body, extensions=extensions)
        try:
            return self._in_time(host, client, request)
        except PassingError:
            self._forget(host)
            raise
        except httpx.TimeoutException:
            self._forget(host)
            raise PassingError("tjänsten svarade inte i tid") from None
        except httpx.TransportError as error:
            self._forget(host)
            raise _fault(error, host) from None

    def trust(self, host: str, certificates: str) -> None:
        """Trusts these certificates (PEM) besides those of the machine, for this host alone; ValueError where they are none."""
        try:
            self._network.certificates().load_verify_locations(cadata=certificates)
        except ssl.SSLError:
            raise ValueError("no certificates in PEM") from None
        self._extra[host] = certificates
        if host in self._clients:
            self._forget(host)

    def close(self) -> None:
        """Ends all connections."""
        for host in tuple(self._clients):
            self._forget(host)

    def _in_time(self, host: str, client: httpx.Client, request: httpx.Request) -> Response:
        """The response. Its connection is cut when the time is over, also of a service that never ends its headers."""
        ended = Event()
        watch = Timer(self._network.limits.whole, self._cut, (host, ended))
        watch.daemon = True
        watch.start()
        try:
            return self._answer(client, request)
        except httpx.TransportError:
            if ended.is_set():
                raise PassingError(f"svaret var inte klart efter {self._network.limits.whole:.0f} sekunder") from None
            raise
        finally:
            watch.cancel()

    def _answer(self, client: httpx.Client, request: httpx.Request) -> Response:
        response = client.send(request, stream=True)
        largest = self._network.limits.size
        try:
            content = bytearray()
            for piece in response.iter_bytes():
                content += piece
                if len(content) > largest:
                    raise NotFetchedError(f"ett svar som är större än {largest // 1024 // 1024} MB", "ett mindre uttag", "dela uttaget")
        finally:
            response.close()
        return Response(response.status_code, {name.lower(): value for name, value in response.headers.items()}, bytes(content))

    def _noted(self, host: str, event: str, told: Mapping[str, Any]) -> None:
        """Keeps the socket of a connection as it is made."""
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            self._sockets[host] = told["return_value"].get_extra_info("socket")

    def _cut(self, host: str, ended: Event) -> None:
        ended.set()
        with suppress(OSError, KeyError):
            socket.socket.shutdown(self._sockets[host], socket.SHUT_RDWR)

    def _address(self, host: str) -> Address:
        """The address to call; none where a proxy finds it."""
        if self._network.proxy:
            return ("", HTTPS)
        addresses = public_addresses(host, self._network)
        return addresses[self._turns.get(host, 0) % len(addresses)]

    def _client(self, host: str) -> tuple[httpx.Client, Address]:
        if host not in self._clients:
            client = httpx.Client(
                verify=self._trusted(host),
                cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),  # a conversation keeps its own; other calls need none
                proxy=self._network.proxy or None,
                trust_env=False,
                follow_redirects=False,
                headers={"User-Agent": self._agent},
            )
            self._clients[host] = (client, self._address(host))
        return self._clients[host]

    def _trusted(self, host: str) -> ssl.SSLContext:
        context = self._network.certificates()
        if host in self._extra:
            context.load_verify_locations(cadata=self._extra[host])
        return context

    def _timeout(self) -> dict[str, float]:
        limits = self._network.limits
        return {"connect": limits.connect, "read": limits.read, "write": limits.read, "pool": limits.read}

    def _forget(self, host: str) -> None:
        self._turns[host] = self._turns.get(host, 0) + 1
        client, _ = self._clients.pop(host)
        client.close()


def _fault(error: BaseException, host: str) -> Exception:
    """A certificate that cannot be verified is no fault of the moment; a lost connection is."""
    inner: BaseException | None = error
    while inner is not None:
        if isinstance(inner, ssl.SSLCertVerificationError):
            found = f"{host} visar ett certifikat som inte går att lita på ({inner.verify_message})"
            return UntrustedError(found, remedy="fråga it-avdelningen; kontrollen av certifikat kan inte stängas av")
        inner = inner.__cause__ or inner.__context__
    if isinstance(error, httpx.ConnectError):
        return PassingError(f"{host} går inte att nå")
    return PassingError("svaret tog slut innan det var helt")
