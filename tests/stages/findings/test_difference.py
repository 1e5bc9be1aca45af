"""Where a value stands among those of a spread."""

from __future__ import annotations

from briefing.findings.difference import Spread
from briefing.findings.vocabulary import Subject
from briefing.terms.indicator import Unit
from briefing.terms.period import Frequency, Year

VALUES = (("a", 1.0), ("b", 2.0), ("c", 2.0), ("d", 5.0))
SPREAD = Spread("f", Subject("ran", Frequency.AR), "2480", Year(2025), Unit.ANTAL, VALUES, (1.5, 2.0, 3.0), ())


def test_a_spread_knows_its_ends_its_areas_and_the_rank_of_a_value() -> None:
    assert (SPREAD.lowest, SPREAD.highest) == (1.0, 5.0)
    assert [SPREAD.value(area) for area in ("c", "d", "e")] == [2.0, 5.0, None]
    assert [SPREAD.rank(value) for value in (0.0, 1.0, 2.0, 3.0, 5.0, 6.0)] == [1, 1, 2, 4, 4, 5]
    assert SPREAD.preliminary == SPREAD.protected == frozenset()
