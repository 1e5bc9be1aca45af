"""Which addresses may be asked: https, a host on the declared list, the usual port, no password."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urljoin, urlsplit

from briefing.fetch.fault import NotFetchedError

_REMEDY = "kontrollera url och hosts under [fetch] i source.toml"


def checked_host(url: str, hosts: Collection[str]) -> str:
    """The host of an address that may be asked; NotFetchedError where it may not."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise NotFetchedError(f"adressen {_shown(url)}", "en adress som börjar med https://", _REMEDY) from None
    if parts.scheme != "https":
        raise NotFetchedError(f"adressen {_shown(url)}", "en adress som börjar med https://", _REMEDY)
    if parts.username is not None or parts.password is not None or port not in (None, 443):
        raise NotFetchedError(f"adressen {_shown(url)}", "en adress utan användarnamn och med den vanliga porten", _REMEDY)
    if (host := parts.hostname or "") not in hosts:
        raise NotFetchedError(f"adressen {_shown(url)}", f"en värd bland {', '.join(hosts)}", _REMEDY)
    return host


def redirected(url: str, location: str, hosts: Collection[str]) -> str:
    """Where an answer sends us on to; NotFetchedError where that is another host."""
    target = urljoin(url, location)
    if urlsplit(target).hostname != urlsplit(url).hostname:
        raise NotFetchedError(f"en hänvisning till en annan värd ({_shown(target)})", f"ett svar från {urlsplit(url).hostname}")
    checked_host(target, hosts)
    return target


def _shown(url: str) -> str:
    return url if len(url) <= 120 else url[:120] + "…"
