"""Där källorna skiljer sig åt: two sources of the same matter stand beside each other with the size of the difference, never averaged."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from builders_observations import counted, indicator, request, rows, same_quarter, years
from editions import Made

from briefing.document.document import Table
from briefing.findings.contradicting import contradictions
from briefing.findings.differing import differences, is_within
from briefing.findings.disagreement import Contradiction, Difference
from briefing.findings.edition import edition_findings
from briefing.findings.finding import Development, Level, Trend
from briefing.findings.vocabulary import Subject
from briefing.observations.observations import Observations, joined
from briefing.observations.reading import Material
from briefing.observations.statement import Direction, SituationLevel, Statement
from briefing.sources.source import Delivery, Matter, Source
from briefing.terms.citation import Citation
from briefing.terms.gap import GapReason
from briefing.terms.indicator import Indicator, Polarity, Tolerance, Unit
from briefing.terms.period import Frequency, Quarter, Year
from briefing.terms.sensitivity import Sensitivity

BRA = indicator("anmalda-brott")


def kolada(**changes: Any) -> Indicator:
    given: dict[str, Any] = {"unit": Unit.PER_100K, "same_matter_as": "anmalda-brott", "tolerance": Tolerance(relative=0.005)}
    return indicator("kolada", **given | changes)


def from_kolada(values: dict[str, float | str], measure: Unit = Unit.PER_100K, **constant: Any) -> Observations:
    return rows(values, measure=measure, about="kolada", delivery="kolada/2025", **constant)


def compared(*series: Observations, one: Indicator | None = None, period: str = "2026-K2", **asked: Any) -> tuple[Difference, ...]:
    return differences(joined(series), request(period, [BRA, one or kolada()], **asked))


def test_the_same_number_in_two_sources_is_within_the_tolerance_with_the_size_of_the_difference() -> None:
    [found] = compared(counted(years([9000, 9210])), from_kolada({"2025": 9209.6378}))
    assert (found.period, found.measure, found.value, found.other_value) == (Year(2025), Unit.PER_100K, 9209.6378, 9210.0)
    assert (found.size, found.relative) == (pytest.approx(-0.3622), pytest.approx(-0.3622 / 9210))
    assert found.within is True


def test_a_difference_beyond_the_tolerance_is_said_and_both_places_are_cited() -> None:
    [found] = compared(counted(years([9210])), from_kolada({"2025": 9300.0}))
    assert found.within is False
    assert {citation.delivery for citation in found.citations} == {"kolada/2025", "bra-anmalda-brott/2026-K2"}


@pytest.mark.parametrize(
    ("size", "other", "tolerance", "within"),
    [
        (50.0, 10_000.0, Tolerance(relative=0.005), True),  # on the limit
        (50.1, 10_000.0, Tolerance(relative=0.005), False),
        (-50.1, 10_000.0, Tolerance(relative=0.005), False),
        (2.0, 0.0, Tolerance(relative=0.5), False),  # a share of nothing is nothing
        (0.0, 0.0, Tolerance(relative=0.0), True),
        (2.0, 10.0, Tolerance(absolute=2.0), True),
        (-2.1, 10.0, Tolerance(absolute=2.0), False),
        (0.0, 5.0, Tolerance(absolute=0.0), True),
    ],
)
def test_a_tolerance_is_a_share_of_the_other_value_or_a_number(size: float, other: float, tolerance: Tolerance, within: bool) -> None:
    assert is_within(size, other, tolerance) is within


def test_without_a_tolerance_the_size_is_said_and_no_word_about_it() -> None:
    [found] = compared(counted(years([9210])), from_kolada({"2025": 9300.0}), one=kolada(tolerance=None))
    assert (found.size, found.within) == (90.0, None)


def test_sources_are_compared_in_the_latest_period_that_both_have() -> None:
    [found] = compared(counted(years([9000, 9210])), from_kolada({"2023": 8000.0, "2024": 9005.0}))
    assert (found.period, found.size) == (Year(2024), 5.0)


def test_a_gap_in_one_source_is_no_period_in_common() -> None:
    [found] = compared(counted(years([9000, "saknas"])), from_kolada({"2025": 9005.0}))
    assert found.gap is not None
    assert (found.period, found.value, found.other_value, found.size, found.gap.reason) == (None, None, None, None, GapReason.SAKNAS)
    assert found.gap.subject == found.id
    assert found.citations == ()


def test_different_units_are_shown_side_by_side_without_a_size() -> None:
    survey = kolada(unit=Unit.ANDEL)
    [found] = compared(counted(years([9210])), from_kolada({"2025": 24.0}, Unit.ANDEL), one=survey)
    assert found.gap is not None
    assert (found.measure, found.other_measure, found.value, found.other_value) == (Unit.ANDEL, Unit.ANTAL, 24.0, 9210.0)
    assert (found.size, found.within, found.gap.reason) == (None, None, GapReason.EJ_TILLAMPLIG)


def test_a_source_that_was_never_delivered_is_held_beside_nothing() -> None:
    assert compared(counted(years([9210]))) == ()
    assert compared(from_kolada({"2025": 9300.0})) == ()


def test_quarters_and_years_are_compared_each_for_themselves() -> None:
    quarters = rows(same_quarter([3132]), about="kolada", measure=Unit.PER_100K, delivery="kolada/2026")
    found = compared(counted(years([9210])), counted(same_quarter([3132])), from_kolada({"2025": 9210.0}), quarters)
    assert [(each.subject.frequency, each.period) for each in found] == [
        (Frequency.AR, Year(2025)),
        (Frequency.KVARTAL, Quarter(2026, 2)),
    ]


def test_nothing_later_than_the_edition_and_nothing_after_the_cut_off_is_used() -> None:
    series = counted(years([9000, 9210])), from_kolada({"2024": 9000.0, "2025": 9210.0})
    [found] = compared(*series, period="2025-K2")
    assert found.period == Year(2024)
    late = compared(*series, from_kolada({"2025": 1.0}, received_on=[date(2026, 12, 1)]), cut_off=date(2026, 11, 1))
    assert [each.value for each in late] == [9210.0]


def test_only_the_own_municipality_is_compared() -> None:
    others = counted(years([1]), area="0580"), rows({"2025": 1.0}, area="0580", measure=Unit.PER_100K, about="kolada")
    assert compared(*others) == ()


# --- What is said beside what is counted

POLICE = Source(
    "polisen", "uppgifter", "Polisen", dimensions={"vald": "Våld"}, same_matter={"vald": Matter("anmalda-brott", "Få händelser.")}
)


def said(direction: Direction | None) -> Material:
    place = Citation("polisen/2026-K2", "uppgift 1")
    level = SituationLevel.HOG
    statement = Statement("polisen", "", "vald", level, direction, None, "", "Polisen", Sensitivity.INTERN, date(2026, 7, 3), place)
    delivery = Delivery("polisen", Quarter(2026, 2), 1, date(2026, 7, 3), ())
    return Material(joined(()), (statement,), (), (), (), (), (delivery,), (POLICE,))


def developed(verdict: Trend, period: Year | Quarter = Year(2025)) -> Development:  # noqa: B008 - a frozen value
    subject = Subject("anmalda-brott", period.frequency)
    nothing: dict[str, Any] = dict.fromkeys(("observed", "expected", "lower", "upper", "level", "p", "p_adjusted", "dispersion"))
    told: dict[str, Any] = {"pooled_over": 8, "tests": 1, "reference": (), "gap": None, "citations": (Citation("bra/2025", "rad 1"),)}
    return Development(f"utveckling:{subject.id}", subject, "2480", period, verdict, **nothing, **told)


def held(direction: Direction | None, verdict: Trend, polarity: Polarity = Polarity.LAGRE_BATTRE) -> list[bool]:
    asked = request(indicators=[indicator(polarity=polarity)])
    return [each.agrees for each in contradictions(said(direction), asked, [developed(verdict)])]


@pytest.mark.parametrize(
    ("direction", "verdict", "polarity", "agrees"),
    [
        (Direction.FORSAMRAD, Trend.INOM_NORMAL_VARIATION, Polarity.LAGRE_BATTRE, [False]),
        (Direction.FORBATTRAD, Trend.INOM_NORMAL_VARIATION, Polarity.TOLKAS, [False]),
        (Direction.OFORANDRAD, Trend.INOM_NORMAL_VARIATION, Polarity.LAGRE_BATTRE, [True]),
        (Direction.OFORANDRAD, Trend.OKAR, Polarity.TOLKAS, [False]),
        (Direction.FORSAMRAD, Trend.OKAR, Polarity.LAGRE_BATTRE, [True]),
        (Direction.FORSAMRAD, Trend.MINSKAR, Polarity.LAGRE_BATTRE, [False]),
        (Direction.FORBATTRAD, Trend.MINSKAR, Polarity.LAGRE_BATTRE, [True]),
        (Direction.FORSAMRAD, Trend.MINSKAR, Polarity.HOGRE_BATTRE, [True]),
        (Direction.FORBATTRAD, Trend.OKAR, Polarity.HOGRE_BATTRE, [True]),
        (Direction.FORSAMRAD, Trend.OKAR, Polarity.TOLKAS, []),  # more is neither better nor worse
        (Direction.FORSAMRAD, Trend.GAR_INTE_ATT_BEDOMA, Polarity.LAGRE_BATTRE, []),
        (None, Trend.OKAR, Polarity.LAGRE_BATTRE, []),
    ],
)
def test_a_direction_is_held_beside_a_verdict(direction: Direction | None, verdict: Trend, polarity: Polarity, agrees: list[bool]) -> None:
    assert held(direction, verdict, polarity) == agrees


def test_a_contradiction_cites_both_and_says_what_may_explain_it() -> None:
    [found] = contradictions(said(Direction.FORSAMRAD), request(), [developed(Trend.INOM_NORMAL_VARIATION)])
    assert (found.statement, found.development) == ("uppgift:polisen/2026-K2:vald", "utveckling:anmalda-brott:ar")
    assert [each.delivery for each in found.citations] == ["polisen/2026-K2", "bra/2025"]
    assert found.reasons == ("Få händelser.",)


def test_the_latest_judged_development_is_the_one_that_counts() -> None:
    developments = [developed(Trend.OKAR), developed(Trend.INOM_NORMAL_VARIATION, Quarter(2026, 2))]
    [found] = contradictions(said(Direction.FORSAMRAD), request(), developments)
    assert (found.period, found.agrees) == (Quarter(2026, 2), False)


def test_what_people_say_stays_out_of_a_record_whose_document_does_not_show_it(kvartal: Made, radsbriefing: Made) -> None:
    for made, is_shown in ((kvartal, True), (radsbriefing, False)):
        assert any(isinstance(each, Contradiction) for each in made.production.findings.all)
        assert any(each["id"].startswith("motsagelse:") for each in made.record["findings"]) is is_shown


def test_the_demo_shows_both_sources_and_no_average_of_them(kvartal: Made) -> None:
    table = next(block for block in kvartal.document.blocks() if isinstance(block, Table) and block.id == "skillnader")
    rows_of = {row[0].text: [cell.text.replace("\u00a0", " ") for cell in row[1:4]] for row in table.rows}
    assert rows_of["Anmälda brott"] == ["9 210", "9 210", "inom toleransen"]
    assert rows_of["Beställt våld"] == ["försämrad", "inom normal variation", "skiljer sig åt"]
    assert rows_of["Våldsnivå"] == ["oförändrad", "inom normal variation", "stämmer överens"]
    assert [row[3].text for row in table.rows] == ["skiljer sig åt", "skiljer sig åt", "inom toleransen", "stämmer överens"]


def test_numbers_and_words_of_a_whole_edition_are_held_beside_each_other(kvartal: Made) -> None:
    [number] = [each for each in kvartal.production.findings.all if isinstance(each, Difference)]
    assert (number.subject.id, number.other.id, number.within) == ("anmalda-brott-kolada:ar", "anmalda-brott:ar", True)
    quiet = replace(kvartal.material, statements=())
    subjects = tuple({each.subject for each in kvartal.production.findings.all if isinstance(each, Level)})
    assert not any(isinstance(each, Contradiction) for each in edition_findings(quiet, kvartal.request, subjects).all)
