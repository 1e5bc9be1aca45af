"""A difference between two sources of the same matter, told whole."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from builders_observations import counted, indicator, request, rows, years

from briefing.findings.differing import _usable, differences, is_within
from briefing.findings.disagreement import Difference
from briefing.findings.vocabulary import Subject
from briefing.observations.observations import Observations, joined
from briefing.terms.citation import Citation
from briefing.terms.indicator import Indicator, Tolerance, Unit
from briefing.terms.period import Frequency, Year

BRA, TOLERANCE = indicator("anmalda-brott"), Tolerance(absolute=3.0)


def kolada(**changes: Any) -> Indicator:
    given: dict[str, Any] = {"unit": Unit.PER_100K, "same_matter_as": "anmalda-brott", "tolerance": TOLERANCE}
    return indicator("kolada", **given | changes)


def from_kolada(values: dict[str, float | str], measure: Unit = Unit.PER_100K, **constant: Any) -> Observations:
    return rows(values, measure=measure, about="kolada", delivery="kolada/2025", **constant)


def compared(*series: Observations, one: Indicator | None = None, **asked: Any) -> tuple[Difference, ...]:
    return differences(joined(series), request("2026-K2", [BRA, one or kolada()], **asked))


def told(**changes: Any) -> Difference:
    """2 025 per 100 000 in the one, 2 020 in the other, of 2025."""
    given: dict[str, Any] = {
        "id": "skillnad:kolada:ar:anmalda-brott",
        "subject": Subject("kolada", Frequency.AR),
        "other": Subject("anmalda-brott", Frequency.AR),
        "area": "2480",
        "period": Year(2025),
        "measure": Unit.PER_100K,
        "other_measure": Unit.PER_100K,
        "value": 2025.0,
        "other_value": 2020.0,
        "size": 5.0,
        "relative": 5 / 2020,
        "tolerance": TOLERANCE,
        "within": False,
        "preliminary": False,
        "other_preliminary": False,
        "reasons": (),
        "gap": None,
        "citations": (Citation("kolada/2025", "rad 2480.per_100k.2025"), Citation("bra-anmalda-brott/2026-K2", "rad 2480.per_100k.2025")),
    }
    return Difference(**given | changes)


SERIES = counted(years([1000, 2020])), from_kolada({"2024": 1003.0, "2025": 2025.0})


@pytest.mark.parametrize(
    ("series", "one", "changes"),
    [
        (SERIES, kolada(), {}),
        (SERIES, kolada(may_differ_because="Olika år."), {"reasons": ("Olika år.",)}),
        (SERIES, kolada(tolerance=None), {"tolerance": None, "within": None}),
        ((counted(years([2020]), status="preliminar"), SERIES[1]), kolada(), {"other_preliminary": True}),
        ((SERIES[0], from_kolada({"2025": 2025.0}, status="preliminar")), kolada(), {"preliminary": True}),
    ],
)
def test_a_difference_is_told_whole(series: tuple[Observations, ...], one: Indicator, changes: dict[str, Any]) -> None:
    assert compared(*series, one=one) == (told(**changes),)


def test_a_share_of_nothing_is_none() -> None:
    [found] = compared(counted(years([0])), from_kolada({"2025": 2.0}))
    assert (found.size, found.relative, found.within) == (2.0, None, True)


def test_what_cannot_be_held_beside_each_other_says_so_of_itself() -> None:
    [apart] = compared(counted(years([2020])), from_kolada({"2024": 1.0}))
    [unlike] = compared(counted(years([2020])), from_kolada({"2025": 24.0}, Unit.ANDEL), one=kolada(unit=Unit.ANDEL))
    assert (apart.gap and apart.gap.subject, unlike.gap and unlike.gap.subject) == (apart.id, unlike.id)
    assert apart == told(period=None, value=None, other_value=None, size=None, relative=None, within=None, gap=apart.gap, citations=())


def test_what_is_not_linked_or_links_to_nothing_has_no_difference() -> None:
    both = joined(SERIES)
    assert differences(both, request(indicators=[BRA, kolada(same_matter_as="")])) == ()
    assert differences(both, request(indicators=[kolada()])) == ()


def test_what_came_on_the_day_of_the_cut_off_came_too_late() -> None:
    late = from_kolada({"2025": 1.0}, received_on=[date(2026, 10, 31)])
    days = (date(2026, 10, 31), date(2026, 11, 1))
    assert [each.value for day in days for each in compared(*SERIES, late, cut_off=day)] == [2025.0, 1.0]
    assert [each.value for each in compared(*SERIES, late)] == [1.0]


def test_only_the_municipalitys_own_values_of_what_is_linked_are_read() -> None:
    others = [rows({"2025": 1.0}, area="0580", about="kolada"), rows({"2025": 1.0}, about="ran"), rows({"2027": 1.0}, about="kolada")]
    read = _usable(joined([*SERIES, *others]), request(indicators=[BRA, kolada(), indicator("ran")])).frame
    assert {*zip(read["area"], read["indicator"], read["period"], strict=True)} == {
        ("2480", name, year) for name in ("anmalda-brott", "kolada") for year in ("2024", "2025")
    }


def test_counts_are_compared_where_rates_are_not_had_by_both() -> None:
    [found] = compared(counted(years([2020])), from_kolada({"2025": 2025.0}, Unit.ANTAL))
    assert (found.measure, found.other_measure, found.size) == (Unit.ANTAL, Unit.ANTAL, 5.0)


def test_a_tolerance_of_nothing_allows_nothing() -> None:
    assert not is_within(1.0, 10.0, Tolerance(relative=0.0))
    assert not is_within(1.0, 10.0, Tolerance())
    assert is_within(-1.0, -10.0, Tolerance(relative=0.1))
