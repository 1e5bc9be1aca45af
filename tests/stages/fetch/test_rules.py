"""Addresses that may be asked, and how long to wait."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from briefing.fetch.address import checked_host, redirected
from briefing.fetch.fault import NotFetchedError
from briefing.fetch.network import HTTPS, Network, public_addresses
from briefing.fetch.waiting import Pace, wait_before

HOSTS = ("polisen.se", "bra.se")
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_an_address_on_the_list_may_be_asked() -> None:
    assert checked_host("https://polisen.se/api/events", HOSTS) == "polisen.se"
    assert checked_host("https://polisen.se:443/", HOSTS) == "polisen.se"


@pytest.mark.parametrize(
    "url",
    [
        "http://polisen.se/",
        "ftp://polisen.se/",
        "file:///etc/passwd",
        "https://polisen.se.example.se/",
        "https://example.se/?polisen.se",
        "https://polisen.se@example.se/",
        "https://name:word@polisen.se/",
        "https://polisen.se:8443/",
        "https://polisen.se:notaport/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "//polisen.se/",
        "",
    ],
)
def test_every_other_address_is_refused(url: str) -> None:
    with pytest.raises(NotFetchedError, match="adressen"):
        checked_host(url, HOSTS)


@pytest.mark.parametrize(
    "location", ["https://bra.se/", "//bra.se/api", "http://polisen.se/", "https://polisen.se:8443/", "file:///etc/passwd"]
)
def test_a_redirect_stays_on_its_host_and_on_https(location: str) -> None:
    with pytest.raises(NotFetchedError):
        redirected("https://polisen.se/api/events", location, HOSTS)
    assert redirected("https://polisen.se/api/events", "/api/v2/events", HOSTS) == "https://polisen.se/api/v2/events"


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "240.0.0.1"),
        *("::1", "fe80::1%eth0", "fc00::1", "::ffff:10.0.0.1", "::", "ff02::1", "2002:0a00:0001::"),
    ],
)
def test_private_addresses_are_refused_even_among_public_ones(address: str) -> None:
    with pytest.raises(NotFetchedError, match="privata adressen"):
        public_addresses("polisen.se", Network(resolve=lambda host: [("193.181.14.10", HTTPS), (address, HTTPS)]))


def test_public_addresses_are_called() -> None:
    found = [("193.181.14.10", HTTPS), ("2a00:1450:400f:80d::200e", HTTPS)]
    assert public_addresses("polisen.se", Network(resolve=lambda host: found)) == found


def test_the_way_for_tests_opens_loopback_and_nothing_else() -> None:
    assert public_addresses("polisen.se", Network(resolve=lambda host: [("127.0.0.1", 8443)], loopback_allowed=True))
    with pytest.raises(NotFetchedError):
        public_addresses("polisen.se", Network(resolve=lambda host: [("10.0.0.1", 8443)], loopback_allowed=True))
    assert not Network().loopback_allowed


@pytest.mark.parametrize(
    ("attempt", "retry_after", "seconds"),
    [
        (1, "", 1.5),
        (2, "", 3.0),
        (3, "", 6.0),
        (3, "17", 17.0),
        (1, "Sun, 22 Nov 2026 12:00:30 GMT", 30.0),
        (1, "Sun, 22 Nov 2026 11:00:00 GMT", 0.0),
        (1, "soon", 1.5),
        (1, "-5", 1.5),
    ],
)
def test_the_wait_grows_and_retry_after_decides(attempt: int, retry_after: str, seconds: float) -> None:
    assert wait_before(attempt, retry_after, NOW, 0.5) == seconds


def test_the_pace_of_a_host_is_kept_and_is_its_own() -> None:
    times = iter(range(100))
    slept: list[float] = []
    pace = Pace(lambda: float(next(times)) / 100, slept.append, lambda line: None)
    pace.set("scb.se", calls=3, seconds=1)
    for host in ("scb.se", "bra.se", "scb.se", "scb.se"):
        pace.keep(host)
    assert len(slept) == 2
    assert all(0.2 < each <= 1 / 3 for each in slept)
