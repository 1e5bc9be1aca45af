"""What an edition asks for decides which findings there are; what many municipalities share is read once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders_observations import PEERS, UMEA, counted, indicator, request, rows, same_quarter, years

from briefing.findings.analysis import _root, _Shared, analyse, analyse_many
from briefing.findings.finding import Findings, Subject
from briefing.observations.observations import Observations, joined, observations_of
from briefing.terms.area import Area
from briefing.terms.gap import Gap, GapReason
from briefing.terms.indicator import Comparator, Unit
from briefing.terms.period import Frequency, Quarter, Year

YEAR = Subject("otrygghet", Frequency.AR)
ROBBERY = Subject("ran", Frequency.KVARTAL)
COUNTY = tuple(Area(f"24{number:02d}", f"Kommun {number}") for number in range(1, 4))
PLACED = indicator("otrygghet", unit=Unit.ANDEL, comparators=tuple(Comparator), modelled="modell")


def shares(own: float, **constant: object) -> Observations:
    """The own share, 30 … 39 of peers and county, 35 of the country and 41 … 60 of twenty others."""
    others = [*(each.code for each in (*PEERS, *COUNTY)), "00", *(str(3000 + number) for number in range(20))]
    given = {
        "indicator": "otrygghet",
        "area": ["2480", *others],
        "period": "2025",
        "frequency": "ar",
        "measure": "andel",
        "value": [own, *map(float, (*range(30, 40), 35, *range(41, 61)))],
        "status": "slutlig",
        "received_on": [date(2026, 8, 14)] * 32,
        "delivery": "scb/2025",
        "place": [f"rad {number}" for number in range(32)],
    }
    return observations_of({**given, **constant})


@pytest.fixture(scope="module")
def found() -> Findings:
    """A share with all comparators and a model; robberies by quarter, a part of all crimes; four that have nothing to show."""
    catalogue = (
        PLACED,
        indicator("modell", unit=Unit.ANDEL),
        indicator("ran", part_of="anmalda-brott", comparators=()),
        indicator("anmalda-brott"),
        indicator("hemligt", comparators=()),
        indicator("aldrig", protective=True),
    )
    observations = joined(
        [
            shares(33, n=900.0),
            rows({"2025": 20}, measure=Unit.ANDEL, about="modell"),
            counted(same_quarter([100] * 6), about="ran"),
            counted(same_quarter([1000] * 6)),
            rows({"2026-K1": 8}, about="hemligt"),
            rows({"2026-K1": 8, "2026-K2": "sekretess"}, about="hemligt", measure=Unit.PER_100K),
        ]
    )
    asked = (YEAR, ROBBERY, Subject("hemligt", Frequency.KVARTAL), Subject("aldrig", Frequency.AR), Subject("okand", Frequency.AR), YEAR)
    return analyse(observations, request(indicators=catalogue, county=COUNTY), asked)


def test_the_findings_are_those_that_the_catalogue_asks_for_in_their_order(found: Findings) -> None:
    assert [each.id for each in found.judged] == [
        "niva:otrygghet:ar",
        "niva:ran:kvartal",
        "utveckling:otrygghet:ar",
        "utveckling:ran:kvartal",
        "jamforelse:otrygghet:ar",
        "jamforelse:otrygghet:ar:lan",
        "jamforelse:otrygghet:ar:riket",
        "placering:otrygghet:ar",
        "modell:otrygghet:ar",
        "utblick:ran:kvartal",
        "bevakningslista",
        "skyddsfaktorer",
    ]
    assert {getattr(each, "area", "") for each in found.judged} == {"2480"}


def test_what_has_nothing_to_show_is_a_gap_with_the_reason_of_the_quarter_asked_about(found: Findings) -> None:
    assert found.gaps == (
        Gap(GapReason.EJ_DEKLARERAD, "Indikatorn okand finns inte i katalogen över indikatorer.", "okand"),
        Gap(GapReason.SEKRETESS, "Hemligt: uppgiften för 2026 kvartal\u00a02 är skyddad, så att den inte röjer enskilda.", "hemligt"),
        Gap(GapReason.EJ_LEVERERAD, "Aldrig: ingen uppgift för något år har levererats.", "aldrig"),
    )


def test_a_value_stands_among_all_municipalities_and_not_only_those_that_are_compared(found: Findings) -> None:
    place = found.placement(YEAR)
    assert place is not None
    assert (place.of, place.rank, place.lowest, place.highest) == (31, 4, 30.0, 60.0)
    county = found.comparison(YEAR, Comparator.LAN)
    assert county is not None
    assert (county.members, county.mean) == (COUNTY, 38.0)
    total = found.total_comparison(YEAR)
    assert total is not None
    assert total.total == 35.0
    model = found.model_comparison(YEAR)
    assert model is not None
    assert (model.period, model.expected) == (Year(2025), 20.0)


def test_the_variation_of_the_years_before_widens_a_rate_against_its_county_and_in_the_country() -> None:
    others = (*COUNTY, *(Area(str(3000 + number), "") for number in range(20)))
    known = [counted(years([500 + number] * 6), area=each.code) for number, each in enumerate(others)]
    catalogue = [indicator(unit=Unit.PER_100K, comparators=(Comparator.LAN, Comparator.ALLA))]
    subject = Subject("anmalda-brott", Frequency.AR)
    found = analyse(
        joined([counted(years([500, 520, 480, 510, 490, 510])), *known]), request(indicators=catalogue, county=COUNTY), (subject,)
    )
    county, place = found.comparison(subject, Comparator.LAN), found.placement(subject)
    assert county is not None
    assert place is not None
    assert (county.rank_lowest, county.rank_highest, county.gap) == (1, 4, None)
    assert (place.rank_lowest, place.rank, place.rank_highest) == (1, 11, 24)


def test_twelve_quarters_have_an_outlook_by_the_model_of_their_run() -> None:
    quarters = {f"{year}-K{number}": 500.0 for year in (2023, 2024, 2025, 2026) for number in (1, 2, 3, 4)}
    asked = {code: value for code, value in quarters.items() if "2023-K2" < code < "2026-K3"}
    found = analyse(counted(asked), request(indicators=[indicator(comparators=())]), (Subject("anmalda-brott", Frequency.KVARTAL),))
    ahead = found.outlook(Subject("anmalda-brott", Frequency.KVARTAL))
    assert ahead is not None
    assert (ahead.gap, len(ahead.points), ahead.quarters) == (None, 4, 12)


def test_a_part_is_a_share_of_what_it_is_part_of_in_the_same_period(found: Findings) -> None:
    level = found.level(ROBBERY)
    assert level is not None
    assert (level.period, level.share) == (Quarter(2026, 2), 10.0)


def test_without_an_indicator_that_is_protective_there_is_no_profile_and_without_subjects_no_list() -> None:
    own = counted(same_quarter([100] * 6))
    asked = request(indicators=[indicator(comparators=())])
    ids = {each.id for each in analyse(own, asked, (Subject("anmalda-brott", Frequency.KVARTAL),)).judged}
    assert "bevakningslista" in ids
    assert "skyddsfaktorer" not in ids
    assert analyse(own, asked, ()).judged == ()


def test_requests_of_one_run_are_answered_in_their_order_and_share_period_cut_off_and_catalogue() -> None:
    first, second = request(), request(municipality=replace(UMEA, code="0580", name="Linköping"))
    subject = Subject("anmalda-brott", Frequency.AR)
    both = joined([counted(years([100])), counted(years([90]), area="0580")])
    levels = [each.level(subject) for each in analyse_many(both, (first, second), (subject,))]
    assert [(each.area, each.count) for each in levels if each] == [("2480", 100.0), ("0580", 90.0)]
    assert analyse_many(both, (), (subject,)) == ()
    for other in (request("2026-K1"), request(cut_off=date(2026, 8, 1)), request(indicators=[indicator("ran")])):
        with pytest.raises(ValueError, match=r"^requests that are analysed together have one period, one cut-off and one catalogue$"):
            analyse_many(both, (first, other), (subject,))


def test_what_a_run_reads_is_of_the_areas_that_are_asked_about_and_of_the_whole_country_only_what_is_placed_in_it() -> None:
    observations = joined([shares(33), counted(years([100]))])
    catalogue = (PLACED, indicator(comparators=()))
    shared = _Shared.of(observations, (request(indicators=catalogue, county=COUNTY),))
    assert {*shared.panel.areas} == {"00", "2480", *(each.code for each in (*PEERS, *COUNTY))}
    assert {*shared.panel.indicators} == {"otrygghet", "anmalda-brott"}
    assert shared.country is not None
    assert len(shared.country.areas) == 32
    assert {*shared.country.indicators} == {"otrygghet"}
    assert _Shared.of(observations, (request(indicators=catalogue[1:]),)).country is None


def test_nothing_later_than_the_edition_or_its_cut_off_is_read_of_the_country_either() -> None:
    late = rows({"2026": 70.0, "2025": 1.0}, area="3000", measure=Unit.ANDEL, about="otrygghet", received_on=[date(2026, 12, 1)] * 2)
    asked = request(indicators=[PLACED], county=COUNTY, cut_off=date(2026, 11, 1))
    found = analyse(joined([shares(33), late]), asked, (YEAR,))
    place = found.placement(YEAR)
    assert place is not None
    assert (place.period, place.lowest) == (Year(2025), 30.0)
    shared = _Shared.of(joined([shares(33), late]), (asked,))
    assert shared.country is not None
    assert shared.country.spans == shared.panel.spans == {Frequency.AR: (2025, 2025)}


def test_a_table_of_a_subject_is_made_once() -> None:
    shared = _Shared.of(counted(years([100])), (request(),))
    first = shared.table(indicator(), Frequency.AR)
    assert shared.table(indicator(), Frequency.AR) is first
    assert first.subject == Subject("anmalda-brott", Frequency.AR)
    assert first.indicator == indicator()
    assert first.population is not None
    assert shared.tables == {first.subject: first}


def test_the_root_is_the_last_above_that_is_declared_and_a_ring_ends() -> None:
    part, middle, whole = indicator("a", part_of="b"), indicator("b", part_of="c"), indicator("c", part_of="d")
    assert _root(part, {each.id: each for each in (part, middle, whole)}) is whole
    assert _root(part, {}) is part
    ring = indicator("c", part_of="a")
    assert _root(part, {each.id: each for each in (part, middle, ring)}) is ring
