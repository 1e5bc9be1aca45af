"""`Network`: all that collection needs of the world outside. Tests give another one; no declaration can."""

from __future__ import annotations

import ipaddress
import random
import socket
import ssl
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from briefing.fetch.fault import NotFetchedError, UnreachableError

HTTPS = 443
Address = tuple[str, int]


@dataclass(frozen=True)
class Limits:
    """How long and how much: seconds to connect, seconds between two pieces, seconds for a whole answer, bytes, tries, longest wait."""

    connect: float = 10.0
    read: float = 30.0
    whole: float = 300.0
    size: int = 64 * 1024 * 1024  # the largest delivery that is read into memory
    tries: int = 4
    longest_wait: float = 120.0  # a service that asks for a longer pause is left for the next run


def _looked_up(host: str) -> Sequence[Address]:
    """The addresses of a host, of both families; UnreachableError where it has none."""
    try:
        found = socket.getaddrinfo(host, HTTPS, type=socket.SOCK_STREAM)
    except OSError:
        raise UnreachableError(f"namnet {host} går inte att slå upp") from None
    return tuple(dict.fromkeys((str(each[4][0]), HTTPS) for each in found))


@dataclass(frozen=True)
class Network:
    """`resolve` gives a host's addresses, `certificates` whom to trust (always verified), `spread` a number from 0 to 1 for jitter.

    `proxy` is the way out of a closed network; then it is the proxy that looks names up, and addresses are its to judge.
    `loopback_allowed` exists for tests and is set in Python only.
    """

    resolve: Callable[[str], Sequence[Address]] = _looked_up
    certificates: Callable[[], ssl.SSLContext] = ssl.create_default_context
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    spread: Callable[[], float] = random.random
    limits: Limits = Limits()
    proxy: str = ""
    loopback_allowed: bool = False


def public_addresses(host: str, network: Network) -> Sequence[Address]:
    """The addresses of a host, all of them on the public internet; NotFetchedError where one is not.

    One private address among public ones is enough to refuse: which of them is used is not ours to guess.
    """
    addresses = network.resolve(host)
    for address, _ in addresses:
        if not _is_public(address) and not (network.loopback_allowed and ipaddress.ip_address(address).is_loopback):
            raise NotFetchedError(
                f"{host} leder till den privata adressen {address}", "en adress på internet", "kontrollera hosts under [fetch]"
            )
    if not addresses:
        raise NotFetchedError(f"namnet {host} går inte att slå upp")
    return addresses


def _is_public(text: str) -> bool:
    address = ipaddress.ip_address(text.partition("%")[0])
    inner = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None) or address
    return bool(inner.is_global and address.is_global and not inner.is_multicast) if inner is address else bool(inner.is_global)
