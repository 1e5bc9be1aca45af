"""The register of areas: codes are known or refused, vintages never mix, no series crosses a boundary change, rates say by what.

Areas, counts and inhabitants are invented for these tests.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from builders_observations import counted, indicator, request, rows, same_quarter

from briefing.errors import DeclarationError
from briefing.findings.area_signs import Sign
from briefing.findings.finding import Funnel
from briefing.findings.funnel_plot import funnel_of_parts
from briefing.findings.signs import area_signs
from briefing.findings.vocabulary import Subject, Trend
from briefing.observations.area_spans import within_boundaries
from briefing.observations.observations import Observations, joined
from briefing.observations.readers import READERS
from briefing.observations.reading import Reading
from briefing.sources.source import CubeLayout, Delivery, Part, Source, TableLayout
from briefing.terms.area import AreaKind, LocalArea
from briefing.terms.boundary_change import BoundaryChange, in_force, standing
from briefing.terms.gap import GapReason
from briefing.terms.indicator import Unit
from briefing.terms.period import Frequency, Quarter, Year
from briefing.workspace.configuration import Configuration, parse_configuration
from briefing.workspace.municipalities import division_schemes, municipalities

OLD, NEW = "2480A0010", "2480A0010_DeSO2025"
DISTRICTS = tuple(LocalArea(f"2480-0{number}", f"Exempelbyn {number}", AreaKind.STADSDEL) for number in (1, 2, 3))
CHANGE = BoundaryChange(date(2024, 1, 1), (OLD,), (NEW,), "SCB:s DeSO 2025")
SMALL = tuple(LocalArea(code, f"Exempeldelen {code[9:]}", AreaKind.DESO) for code in (OLD, NEW))
DAMAGE, YEARLY = (Subject("skadegorelse", each) for each in (Frequency.KVARTAL, Frequency.AR))
CATALOGUE = (indicator("skadegorelse", sign=True), indicator("invanare-omrade", denominator=True, tested=False, comparators=()))

TOML = """
municipality = "2480"
peers = []
peers_year = 2025
[calendar]
first = "2026-K2"
[[area]]
code = "2480A0010"
name = "Exempeldelen"
kind = "deso"
last = 2023-12-31
[[area]]
code = "2480A0010_DeSO2025"
name = "Exempeldelen"
kind = "deso"
part_of = "2480-01"
[[area]]
code = "2480-01"
name = "Exempelbyn"
kind = "stadsdel"
[[area]]
code = "2480-LPO"
name = "Exempelpolisen"
kind = "lokalpolisomrade"
[[boundary_change]]
on = 2024-01-01
before = ["2480A0010"]
after = ["2480A0010_DeSO2025"]
reason = "SCB:s DeSO 2025"
"""


def configured(text: str = TOML) -> Configuration:
    return parse_configuration(text, municipalities(), "briefing.toml")


def faults(old: str, new: str) -> dict[str, str]:
    assert old in TOML
    with pytest.raises(DeclarationError) as raised:
        configured(TOML.replace(old, new, 1))
    return {" > ".join(each.where[1:]): each.problem for each in raised.value.problems}


def source(*areas: LocalArea, division: str = "", **more: Any) -> Source:
    mapped = division_schemes(areas, municipalities()["2480"]).get(division, {each.name: each.code for each in areas})
    names = {"Skador": "skadegorelse"}
    return Source(
        "skador", "tabell", areas=mapped, indicators=names, municipality="2480", register_of_areas=areas, division=division, **more
    )


def read(form: str, text: str, agreed: Source, name: str = "2026.csv") -> Reading:
    content = text.encode()
    return READERS[form](Delivery("skador", Year(2026), 1, date(2026, 8, 1), (Part(name, len(content), "0" * 128, content),)), agreed)


def table(agreed: Source, *areas: str) -> Reading:
    layout = TableLayout({"area": "Område", "indicator": "Vad", "period": "År", "value": "Antal"})
    lines = ["Område;Vad;År;Antal", *(f"{area};Skador;2025;{7 + number}" for number, area in enumerate(areas))]
    return read("tabell", "\n".join(lines), replace(agreed, table=layout))


# --- What the register is


def test_an_area_has_a_kind_a_whole_days_and_of_scbs_a_vintage() -> None:
    old, new, district, police = configured().areas
    assert [each.division for each in (old, new, district, police)] == ["deso-2018", "deso-2025", "stadsdel", "lokalpolisomrade"]
    assert (old.vintage, new.vintage, district.vintage) == (2018, 2025, None)
    assert (old.last, new.part_of) == (date(2023, 12, 31), district.code)


@pytest.mark.parametrize(
    ("old", "new", "place", "problem"),
    [
        ('code = "2480A0010"', 'code = "2480A001"', "area > item 1 > code", "'2480A001' is not a code of a deso area"),
        (
            'code = "2480A0010"',
            'code = "2480A0010_RegSO2025"',
            "area > item 1 > code",
            "'2480A0010_RegSO2025' is not a code of a deso area",
        ),
        ('part_of = "2480-01"', 'part_of = "2480-09"', "area > item 2 > part_of", "'2480-09' is not the code of an [[area]]"),
        ('part_of = "2480-01"', f'part_of = "{NEW}"', "area > item 2 > part_of", f"'{NEW}' is a part of itself"),
        ("last = 2023-12-31", "first = 2024-01-01\nlast = 2023-12-31", "area > item 1 > last", "2023-12-31 is before 2024-01-01"),
        (
            'after = ["2480A0010_DeSO2025"]',
            'after = ["2480A0011"]',
            "boundary_change > item 1 > after",
            "'2480A0011' is not the code of an [[area]]",
        ),
        ('before = ["2480A0010"]', "before = []", "boundary_change > item 1 > before", "the list is empty"),
        ("peers = []", "peers = []\nsmallest_population = 0", "smallest_population", "0 is too few for any rate"),
    ],
)
def test_what_does_not_fit_in_the_register_is_said_with_its_place(old: str, new: str, place: str, problem: str) -> None:
    assert faults(old, new)[place] == problem


def test_two_areas_of_one_division_never_have_the_same_name_but_two_vintages_may() -> None:
    assert faults(f'code = "{NEW}"', 'code = "2480A0020"')["area > item 2 > name"] == "'Exempeldelen' stands here twice"


# --- What is delivered of areas


def test_a_source_names_the_areas_of_a_division_by_name_or_code_without_mapping_them() -> None:
    reading = table(source(*DISTRICTS, division="stadsdel"), "Exempelbyn 1", "2480-02", "Umeå")
    assert list(reading.observations.frame["area"]) == ["2480-01", "2480-02", "2480"]


def test_a_code_that_the_register_does_not_have_is_refused_with_its_row() -> None:
    reading = table(source(*DISTRICTS, division="stadsdel"), "2480-01", "2480-07")
    [refused] = reading.refusals
    assert (refused.place, refused.found) == ("rad 3", 'områdeskoden "2480-07"')
    assert refused.expected == "ett område i registret (2480-01, 2480-02, 2480-03)"
    assert (reading.rows_read, reading.rows_refused, len(reading.observations.frame)) == (2, 1, 1)


@pytest.mark.parametrize(("own", "told"), [(SMALL[0], NEW), (SMALL[1], OLD)])
def test_a_code_of_another_vintage_is_refused_and_the_sentence_says_so(own: LocalArea, told: str) -> None:
    reading = table(source(own, division=own.division), own.code, told)
    [refused] = reading.refusals
    assert "som är DeSO" in refused.found
    assert refused.expected == f"en kod i DeSO {own.vintage}, som är källans indelning"
    assert "årgångar blandas aldrig" in refused.remedy


def test_a_vintage_that_is_in_the_register_but_not_the_sources_is_refused_too() -> None:
    assert [each.rows for each in table(source(*SMALL, division="deso-2025"), OLD, NEW).refusals] == [1]


def test_an_area_that_the_source_maps_to_no_area_of_the_register_is_refused() -> None:
    agreed = replace(source(*DISTRICTS), areas={"Exempelbyn 1": "2480-01", "Annan by": "2480-99"})
    [refused] = table(agreed, "Exempelbyn 1", "Annan by").refusals
    assert refused.found == 'områdeskoden "2480-99"'


def test_areas_of_other_municipalities_are_left_out_and_names_that_nobody_knows_are_told() -> None:
    reading = table(source(*DISTRICTS, division="stadsdel"), "0180A0010", "Exempelbyn 1", "Okända byn")
    assert (reading.unmapped, reading.refusals) == (2, ())
    assert ['"Okända byn"' in each.text for each in reading.doubts] == [True]


def test_a_list_of_events_and_a_table_of_dimensions_refuse_strange_codes_too() -> None:
    listed = read("handelselista", "Datum;Område\n2026-03-01;2480-01\n2026-03-02;2480-77\n", replace(source(*DISTRICTS), events=_events()))
    assert (listed.rows_refused, listed.observations.frame["value"].sum()) == (1, 1)
    stat = '{"version":"2.0","class":"dataset","label":"Skador","id":["Region","Tid"],"size":[2,1],"dimension":{"Region":{"category":'
    stat += '{"index":["%s","%s"]}},"Tid":{"category":{"index":["2025"]}}},"value":[4,5]}' % (OLD, NEW)  # noqa: UP031 - braces
    agreed = replace(source(SMALL[1], division="deso-2025"), cube=CubeLayout("Region", "Tid"))
    cube = read("json-stat", stat, agreed, "2026.json")
    assert [each.found for each in cube.refusals] == [f'koden "{OLD}", som är DeSO 2018']
    assert list(cube.observations.frame["area"]) == [NEW]


def _events() -> Any:
    from briefing.sources.layouts import EventList

    return EventList(date="Datum", area="Område", of_type="Skador")


# --- Boundary changes


def test_areas_come_and_go_with_their_boundaries() -> None:
    assert [each.code for each in in_force(SMALL, (CHANGE,), date(2023, 12, 31))] == [OLD]
    assert [each.code for each in in_force(SMALL, (CHANGE,), date(2024, 1, 1))] == [NEW]


def test_an_area_that_keeps_its_code_has_new_boundaries_from_that_day_and_not_before() -> None:
    moved = BoundaryChange(date(2025, 7, 1), ("2480-01",), ("2480-01",), "kvarter bytte stadsdel")
    now, then = standing(DISTRICTS[0], (moved,), date(2026, 6, 30)), standing(DISTRICTS[0], (moved,), date(2025, 3, 31))
    assert [now.holds(Quarter(2025, each)) for each in (2, 3)] == [False, True]
    assert [then.holds(Quarter(2025, each)) for each in (2, 3)] == [True, False]
    assert not now.holds(Year(2025))


def asked(areas: tuple[LocalArea, ...] = DISTRICTS, *changes: BoundaryChange, **more: Any) -> Any:
    return request(indicators=CATALOGUE, areas=areas, boundary_changes=changes, **more)


def test_no_series_crosses_a_boundary_change_and_the_remark_says_what_is_left_out() -> None:
    moved = BoundaryChange(date(2025, 1, 1), ("2480-01",), ("2480-01",))
    observed = joined([counted(same_quarter((40, 44, 41, 39, 43, 42)), area=each.code, about="skadegorelse") for each in DISTRICTS])
    frame, doubts = within_boundaries(observed.frame, asked(DISTRICTS, moved))
    assert set(frame.loc[frame["area"] == "2480-01", "period"]) == {"2025-K2", "2026-K2"}
    assert len(frame[frame["area"] == "2480-02"]) == 12
    assert [each.text for each in doubts] == [
        "bra-anmalda-brott/2026-K2 har 8 värden för Exempelbyn 1 från tiden före 2025-01-01, "
        "då området hade andra gränser. De används inte."
    ]


def test_a_direction_over_a_boundary_change_cannot_be_judged_and_names_the_change() -> None:
    moved = BoundaryChange(date(2025, 1, 1), ("2480-01",), ("2480-01",), "kvarter bytte stadsdel")
    found = signs(
        *(counted(same_quarter((140, 144, 141, 139, 143, 142)), area=each.code, about="skadegorelse") for each in DISTRICTS),
        changes=(moved,),
    )
    assert [each.verdict for each in found] == [Trend.GAR_INTE_ATT_BEDOMA, *[Trend.INOM_NORMAL_VARIATION] * 2]
    assert found[0].gap is not None
    assert (found[0].count, found[0].gap.reason, found[0].gap.subject) == (142.0, GapReason.BRUTEN, "skadegorelse")
    assert found[0].gap.detail.startswith("Områdets gränser ändrades 2025-01-01 (kvarter bytte stadsdel), och för få perioder")


def test_an_area_that_is_no_more_is_not_shown_and_one_that_is_there_is_shown_or_is_a_gap() -> None:
    shown = area_signs(joined([rows({"2026-K2": 9}, area=OLD, about="skadegorelse")]), asked(SMALL, CHANGE), (DAMAGE,), ("skadegorelse",))
    assert [each.area.code for each in shown] == [NEW]
    assert shown[0].signs[0].gap is not None


# --- Inhabitants and own rates


def signs(*observed: Observations, changes: tuple[BoundaryChange, ...] = (), about: Subject = DAMAGE, **more: Any) -> list[Sign]:
    its = asked(DISTRICTS, *changes, **more)
    frame, _ = within_boundaries(joined(observed).frame, its)
    return [each.signs[0] for each in area_signs(Observations(frame), its, (about,), ("skadegorelse",))]


def people(area: LocalArea, **by_year: float) -> Observations:
    return rows({year.lstrip("y"): number for year, number in by_year.items()}, area=area.code, about="invanare-omrade")


def test_a_rate_of_an_area_is_per_10_000_of_the_mean_of_two_year_ends_and_says_so() -> None:
    damage = rows({"2025": 42}, area="2480-01", about="skadegorelse")
    [rated, *_] = signs(damage, people(DISTRICTS[0], y2024=4_000, y2025=4_400), about=YEARLY)
    assert rated.own_rate is not None
    assert (rated.own_rate.per_10k, rated.own_rate.people, rated.own_rate.years) == (pytest.approx(100.0), 4_200.0, (2024, 2025))
    assert not rated.own_rate.is_provisional


def test_while_the_years_end_is_unknown_the_year_before_is_used_and_said() -> None:
    [rated, *_] = signs(rows({"2026-K2": 42}, area="2480-01", about="skadegorelse"), people(DISTRICTS[0], y2024=4_000, y2025=4_200))
    assert rated.own_rate is not None
    assert (rated.own_rate.years, rated.own_rate.is_provisional, rated.own_rate.per_10k) == ((2025,), True, pytest.approx(100.0))


@pytest.mark.parametrize(("count", "inhabitants", "why"), [(4, 4_000, "färre än 5 fall"), (9, 999, "färre än 1\u00a0000 invånare")])
def test_few_cases_or_few_inhabitants_give_no_rate_and_the_reason(count: float, inhabitants: float, why: str) -> None:
    [rated, *_] = signs(rows({"2026-K2": count}, area="2480-01", about="skadegorelse"), people(DISTRICTS[0], y2025=inhabitants))
    assert rated.no_rate is not None
    assert (rated.own_rate, rated.count) == (None, count)
    assert rated.no_rate.detail == f"Inget tal per 10\u00a0000 invånare: {why}."


def test_what_is_too_few_is_set_by_the_municipality() -> None:
    few = rows({"2026-K2": 4}, area="2480-01", about="skadegorelse")
    [rated, *_] = signs(few, people(DISTRICTS[0], y2025=800), fewest_cases=3, smallest_population=500)
    assert rated.own_rate is not None


def test_a_published_rate_is_never_computed_again() -> None:
    [rated, *_] = signs(counted(same_quarter((40, 42)), area="2480-01", about="skadegorelse"), people(DISTRICTS[0], y2025=4_000))
    assert (rated.own_rate, rated.rate) == (None, 42.0)


def test_counts_alone_have_a_direction_when_the_inhabitants_are_known() -> None:
    counts = dict(zip([f"{year}-K2" for year in range(2021, 2027)], (40, 44, 41, 39, 43, 140), strict=True))
    inhabited = people(DISTRICTS[0], **{f"y{year}": 4_000 for year in range(2020, 2026)})
    damage = rows(counts, area="2480-01", about="skadegorelse")
    assert signs(damage)[0].verdict is Trend.GAR_INTE_ATT_BEDOMA
    assert signs(damage, inhabited)[0].verdict is Trend.OKAR


def test_a_funnel_stands_on_counts_and_registered_inhabitants_of_the_areas_there_were() -> None:
    gone = replace(DISTRICTS[2], last=date(2024, 12, 31))
    areas = (*DISTRICTS[:2], gone, LocalArea("2480-04", "Exempelbyn 4", AreaKind.STADSDEL))
    counts = [rows({"2025": 20.0 * number}, area=each.code, about="skadegorelse") for number, each in enumerate(areas, start=1)]
    homes = [people(each, y2024=2_000, y2025=2_000) for each in areas]
    found = funnel_of_parts(joined([*counts, *homes]), asked(areas), YEARLY, CATALOGUE[0])
    assert isinstance(found, Funnel)
    assert [(each.area.code, each.observed, each.expected) for each in found.points] == [
        ("2480-01", 20.0, pytest.approx(140 / 3)),
        ("2480-02", 40.0, pytest.approx(140 / 3)),
        ("2480-04", 80.0, pytest.approx(140 / 3)),
    ]
    assert CATALOGUE[1].unit is Unit.ANTAL
