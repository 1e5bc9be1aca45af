"""Progress of what takes long, said on stderr while it goes on."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

_QUIET, _EVERY = 2.0, 5.0  # seconds: nothing is said of a short run, and then now and then


class DisclosureProgress:
    """How far disclosure control has come, told in words; `say` prints a line, `clock` tells seconds."""

    def __init__(self, say: Callable[[str], None], clock: Callable[[], float] = perf_counter) -> None:
        self._say, self._clock = say, clock
        self._begun = clock()
        self._next = self._begun + _QUIET

    def __call__(self, rounds: int, exposed: int) -> None:
        """Called in each round with how much could still be computed in it."""
        now = self._clock()
        if now >= self._next:
            self._next = now + _EVERY
            left = "en uppgift går" if exposed == 1 else f"{exposed} uppgifter går"
            self._say(f"Röjandekontroll: omgång {rounds}, {left} ännu att räkna ut ({now - self._begun:.0f} s).")
