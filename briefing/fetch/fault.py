"""`NotFetchedError`: why a service's answer is not used, in Swedish."""

from __future__ import annotations


class NotFetchedError(Exception):
    """What came and what was expected. `remedy` is set where the operator can do something about it, empty where one has to wait."""

    def __init__(self, found: str, expected: str = "", remedy: str = "") -> None:
        super().__init__(f"{found}, väntat {expected}" if expected else found)
        self.remedy = remedy


class UntrustedError(NotFetchedError):
    """A certificate that cannot be verified. It may be that the service leaves out one that leads to a known root."""


class UnreachableError(NotFetchedError):
    """A service that did not answer. What it had answered before is as good as it was, and is kept for the next run of the day."""
