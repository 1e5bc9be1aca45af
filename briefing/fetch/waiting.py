"""How long to wait: between calls to one host, and before a call is tried again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

AGAIN = frozenset({429, 500, 502, 503, 504})
USUAL_GAP = 0.5
_BETWEEN = {"polisen.se": 10.0, "api.kolada.se": 0.2, "statistik.bra.se": 1.0}
# As published: polisen 10 s. Kolada's clients keep to 5 a second; SOL is an old form, and a second is what a quick person needs.
_FIRST_WAIT = 1.0


class Pace:
    """Seconds between two calls to one host, as the services ask for."""

    def __init__(self, clock: Callable[[], float], sleep: Callable[[float], None], say: Callable[[str], None]) -> None:
        self._clock, self._sleep, self._say = clock, sleep, say
        self._gaps = dict(_BETWEEN)
        self._last: dict[str, float] = {}

    def set(self, host: str, calls: int, seconds: float) -> None:
        """What a service says of itself: so many calls in so many seconds."""
        self._gaps[host] = seconds / max(calls, 1)

    def keep(self, host: str) -> None:
        """Waits until the host may be called again, and notes the call."""
        gap = self._gaps.get(host, USUAL_GAP)
        left = self._last.get(host, self._clock() - gap) + gap - self._clock()
        if left > 0:
            if left > 2:
                self._say(f"  väntar {left:.0f} s: {host} tillåter ett anrop på {gap:.0f} s")
            self._sleep(left)
        self._last[host] = self._clock()


def wait_before(attempt: int, retry_after: str, now: datetime, spread: float) -> float:
    """Seconds before try number `attempt` + 1: what `Retry-After` says (seconds or a date), else 1, 2, 4 … and up to as much again."""
    told = _told(retry_after, now)
    return told if told is not None else _FIRST_WAIT * 2 ** (attempt - 1) * (1 + spread)


def _told(retry_after: str, now: datetime) -> float | None:
    text = retry_after.strip()
    if text.isdecimal():
        return float(text)
    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return None
    return max((until.replace(tzinfo=until.tzinfo or UTC) - now).total_seconds(), 0.0)
