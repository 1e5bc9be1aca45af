"""How a declaration names an indicator and its period."""

from __future__ import annotations

from briefing.errors import Problem
from briefing.terms.indicator import indicator_problems

PLACE = ("nämnd", "indicators")


def test_an_indicator_is_named_with_its_period_and_stands_in_the_catalogue() -> None:
    assert not list(indicator_problems(PLACE, ("brott/kvartal", "brott/ar", "oro/manad"), {"brott", "oro"}))
    assert list(indicator_problems(PLACE, ("brott", "oro/ar", "brott/vecka"), {"brott"})) == [
        Problem(PLACE, "'brott' has no period", "write for example anmalda-brott/kvartal"),
        Problem(PLACE, "'oro' is not in sources/indicators.toml", "declare it there, or name another"),
        Problem(PLACE, "'brott/vecka' has no period", "write for example anmalda-brott/kvartal"),
    ]
