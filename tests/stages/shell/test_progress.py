"""Progress of disclosure control is told in words, once it has taken a while, and then now and then."""

from __future__ import annotations

from briefing.shell.progress import DisclosureProgress


def told(*seconds: float) -> list[str]:
    """What is said when a round ends at each of those times, counted from the beginning."""
    lines: list[str] = []
    times = iter((0.0, *seconds))
    progress = DisclosureProgress(lines.append, clock=lambda: next(times))
    for rounds in range(1, len(seconds) + 1):
        progress(rounds, 10 - rounds)
    return lines


def test_a_short_run_says_nothing() -> None:
    assert told(0.1, 0.5, 1.9) == []


def test_a_long_one_says_the_round_and_what_is_left_now_and_then() -> None:
    assert told(1.0, 3.0, 4.0, 7.9, 8.1) == [
        "Röjandekontroll: omgång 2, 8 uppgifter går ännu att räkna ut (3 s).",
        "Röjandekontroll: omgång 5, 5 uppgifter går ännu att räkna ut (8 s).",
    ]


def test_one_is_said_as_one() -> None:
    assert told(*[0.0] * 8, 60.0) == ["Röjandekontroll: omgång 9, en uppgift går ännu att räkna ut (60 s)."]
