"""The panel that many municipalities share: the same answers together as alone, vintages, periods, and one reading of the frame."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders_observations import PEERS, UMEA, catalogue, counted, indicator, recorded, request, rows, same_quarter, years

from briefing.findings.analysis import analyse, analyse_many
from briefing.findings.finding import Subject
from briefing.findings.panel import NOWHERE, ordinal, panel_of, period_of
from briefing.observations.observations import Observations, Point, joined
from briefing.terms.area import Area, Municipality
from briefing.terms.citation import Citation
from briefing.terms.gap import Gap, GapReason
from briefing.terms.indicator import Unit
from briefing.terms.period import Day, Frequency, Month, Period, Quarter, Year
from briefing.terms.request import Request
from briefing.terms.sensitivity import Sensitivity

QUARTER = Subject("anmalda-brott", Frequency.KVARTAL)
END = date(2026, 6, 30)


@pytest.mark.parametrize("period", [Year(2025), Quarter(2025, 4), Quarter(2026, 1), Month(2025, 12), Day(date(2026, 2, 28))])
def test_periods_are_numbered_one_after_another(period: Period) -> None:
    assert period_of(period.frequency, ordinal(period)) == period
    assert ordinal(period.shifted(1)) == ordinal(period) + 1


def seen_from(code: str) -> Request:
    """The request of one of the eight, compared with the other seven."""
    everyone = (UMEA.area, *PEERS)
    own = next(area for area in everyone if area.code == code)
    peers = tuple(area for area in everyone if area != own)
    municipality = Municipality(own.code, own.name, own.name, own.code[:2], tuple(peer.code for peer in peers), 2025)
    return replace(request(indicators=catalogue()), municipality=municipality, peers=peers)


def test_municipalities_analysed_together_find_what_they_find_alone(shared_data: object) -> None:
    from pathlib import Path

    assert isinstance(shared_data, Path)
    observations = recorded(shared_data)
    requests = tuple(seen_from(area.code) for area in (UMEA.area, *PEERS))
    subjects = (QUARTER, *(Subject(each.id, Frequency.AR) for each in catalogue()))
    for asked, together in zip(requests, analyse_many(observations, requests, subjects), strict=True):
        alone = analyse(observations, asked, subjects)
        assert (together.judged, together.gaps) == (alone.judged, alone.gaps)
        assert together.all == alone.all


def test_each_vintage_of_the_same_day_is_told_apart_by_what_it_covers_and_by_its_revision() -> None:
    later_cover = rows({"2026-K1": 2}, delivery="bra-anmalda-brott/2026-K2")
    earlier_cover = rows({"2026-K1": 1}, delivery="bra-anmalda-brott/2026-K1")
    revised = rows({"2026-K1": 3}, delivery="bra-anmalda-brott/2026-K2.r2", revision=2)
    newest = rows({"2026-K1": 4}, delivery="bra-anmalda-brott/2026-K1", received_on=[date(2026, 9, 1)])
    for kept, vintages in ((2, [later_cover, earlier_cover]), (3, [revised, later_cover, earlier_cover]), (4, [newest, revised])):
        panel = panel_of(joined(vintages), None, END, None)
        assert panel.value(0) == kept
        assert len(panel.columns["value"]) == 1


def test_what_came_on_the_cut_off_day_is_too_late() -> None:
    came = rows({"2026-K1": 1}, received_on=[date(2026, 8, 14)])
    assert len(panel_of(came, None, END, date(2026, 8, 14)).columns["value"]) == 0
    assert len(panel_of(came, None, END, date(2026, 8, 15)).columns["value"]) == 1


def test_only_the_areas_asked_for_and_whole_populations_are_kept() -> None:
    women = rows({"2026-K1": 9}, group="K")
    panel = panel_of(joined([rows({"2026-K1": 1}), rows({"2026-K1": 2}, area="0180"), women]), {"2480"}, END, None)
    assert dict(panel.areas) == {"2480": 0}
    assert panel.value(0) == 1
    later = panel_of(joined([rows({"2026-K1": 1}), women]), None, END, date(2026, 12, 1))
    assert [later.value(row) for row in range(len(later.columns["value"]))] == [1]


def test_a_period_that_ends_after_the_edition_is_not_in_the_panel() -> None:
    panel = panel_of(rows({"2026-K2": 1, "2026-K3": 2}), None, END, None)
    assert panel.column(Quarter(2026, 2)) == 0
    assert panel.column(Quarter(2026, 3)) is None
    assert panel.column(Year(2025)) is None


def test_a_cell_that_nobody_delivered_is_nowhere_and_one_without_a_value_says_why() -> None:
    panel = panel_of(rows({"2025-K4": 5, "2026-K2": "sekretess"}), None, END, None)
    grid = panel.grid("anmalda-brott", Frequency.KVARTAL, Unit.ANTAL)
    assert grid is not None
    assert [row == NOWHERE for row in grid.rows[0]] == [False, True, False]
    value = panel.value(int(grid.rows[0, 2]))
    assert isinstance(value, Gap)
    assert value.reason is GapReason.SEKRETESS
    assert panel.grid("anmalda-brott", Frequency.KVARTAL, Unit.PER_100K) is None
    assert panel.grid("anmalda-brott", Frequency.AR, Unit.ANTAL) is None
    assert panel.grid("okand", Frequency.KVARTAL, Unit.ANTAL) is None


def test_years_and_quarters_of_one_indicator_do_not_mix() -> None:
    panel = panel_of(joined([rows(years([7, 8])), rows(same_quarter([1, 2]))]), None, END, None)
    yearly, quarterly = (panel.grid("anmalda-brott", frequency, Unit.ANTAL) for frequency in (Frequency.AR, Frequency.KVARTAL))
    assert yearly is not None
    assert quarterly is not None
    assert yearly.values.tolist() == [[7, 8]]
    assert quarterly.values[0, [0, -1]].tolist() == [1, 2]


def test_a_history_is_found_by_its_key_and_stands_among_all_findings() -> None:
    found = analyse(counted(same_quarter([5, 6])), request(indicators=[indicator()]), (QUARTER,))
    history = found.history(QUARTER, "2480", Unit.ANTAL)
    assert history is not None
    assert history in found.all
    assert history not in found.judged
    assert found.history(QUARTER, "9999", Unit.ANTAL) is None
    assert found.history(Subject("okand", Frequency.AR), "2480", Unit.ANTAL) is None
    assert found.history(QUARTER, "2480", Unit.ANTAL) is history


def test_the_population_is_that_of_the_largest_count_of_the_same_source() -> None:
    small = counted({"2026-K2": 7}, about="ran", population=130_000)
    large = counted({"2026-K2": 3000}, population=130_000)
    elsewhere = counted({"2026-K2": 9000}, about="barn", population=20_000, delivery="skolan/2026-K2")
    from briefing.findings.subject_data import implied_populations

    implied = implied_populations(panel_of(joined([elsewhere, small, large]), None, END, None))
    assert implied["bra-anmalda-brott", Frequency.KVARTAL].tolist() == [[pytest.approx(130_000, rel=1e-3)]]
    assert implied["skolan", Frequency.KVARTAL].tolist() == [[pytest.approx(20_000, rel=1e-3)]]


def test_an_area_that_the_request_does_not_name_changes_nothing() -> None:
    own = counted(same_quarter([500, 520, 480, 510, 490, 505]))
    stranger = counted(same_quarter([50, 900, 10, 700, 30, 9000]), area="0180")
    asked = request(indicators=[indicator()], peers=(Area("0183", "Sundbyberg"),))
    assert analyse(joined([own, stranger]), asked, (QUARTER,)).judged == analyse(own, asked, (QUARTER,)).judged


def points(*observations: Observations) -> list[tuple[str, float | str]]:
    """Place and value, or the reason why there is none, of every row that a panel keeps."""
    panel = panel_of(joined(observations), None, END, None)
    values = [panel.value(row) for row in range(len(panel.columns["value"]))]
    places = [panel.cited(row)[0].place for row in range(len(values))]
    return [
        (place, each.detail or each.reason.value if isinstance(each, Gap) else each) for place, each in zip(places, values, strict=True)
    ]


@pytest.mark.parametrize(
    ("unit", "value", "said"),
    [
        (Unit.ANTAL, 0.0, None),
        (Unit.ANTAL, 2.5, "2,5 kan inte vara ett antal."),
        (Unit.ANTAL, -1.0, "\u22121 kan inte vara ett antal."),
        (Unit.PER_100K, 2.5, None),
        (Unit.PER_100K, -0.5, "\u22120,5 kan inte vara ett tal per 100\u00a0000 invånare."),
        (Unit.ANDEL, -0.5, "\u22120,5 kan inte vara en andel."),
        (Unit.ANDEL, 100.5, None),
        (Unit.MEDEL, -0.5, None),
        (Unit.PROCENT, -0.5, None),
        (Unit.PROCENT, float("inf"), "inf kan inte vara ett värde."),
        (Unit.MEDEL, float("-inf"), "\u2212inf kan inte vara ett värde."),
    ],
)
def test_a_value_that_its_unit_does_not_allow_is_none_and_says_so(unit: Unit, value: float, said: str | None) -> None:
    place = f"rad 2480.{unit.value}.2026-K1"
    assert points(rows({"2026-K1": value}, measure=unit)) == [(place, value if said is None else said)]
    if said is not None:
        grid = panel_of(rows({"2026-K1": value}, measure=unit), None, END, None).grid("anmalda-brott", Frequency.KVARTAL, unit)
        assert grid is not None
        assert str(grid.values[0, 0]) == "nan"


def test_of_two_values_that_came_together_neither_counts_unless_they_agree_or_one_is_missing() -> None:
    twice = "Två uppgifter som kom samtidigt säger olika."
    place = "rad 2480.antal.2026-K1"
    first, other, same, none = (rows({"2026-K1": value}) for value in (1, 2, 1, "saknas"))
    assert points(first, other) == [(place, twice)]
    assert points(first, same) == [(place, 1.0)]
    assert [each for each in points(first, none) if each[1] == twice] == []
    assert points(first, other, rows({"2026-K1": 3}, received_on=[date(2026, 9, 1)])) == [(place, 3.0)]
    assert points(first, other, rows({"2026-K2": 7})) == [(place, twice), ("rad 2480.antal.2026-K2", 7.0)]
    assert points(rows({"2026-K1": 5}, area="0180"), first, other) == [("rad 0180.antal.2026-K1", 5.0), (place, twice)]


def test_a_point_holds_all_that_its_row_says() -> None:
    panel = panel_of(rows({"2026-K1": 12}, measure=Unit.ANDEL, lower=10.0, upper=14.0, n=900.0, status="preliminar"), None, END, None)
    citation = Citation("bra-anmalda-brott/2026-K2", "rad 2480.andel.2026-K1")
    assert panel.point(0) == Point(Quarter(2026, 1), 12.0, 10.0, 14.0, 900.0, "preliminar", (citation,), Sensitivity.OPPEN)
    assert panel.point(0) is panel.point(0)
    assert panel.cited(0) is panel.cited(0)
    assert panel.source(0) == "bra-anmalda-brott"
    plain = panel_of(rows({"2026-K1": 12}, sensitivity="intern"), None, END, None).point(0)
    assert (plain.lower, plain.upper, plain.n, plain.sensitivity, plain.status) == (None, None, None, Sensitivity.INTERN, "slutlig")


def test_a_grid_spans_what_anybody_has_and_puts_every_value_in_its_cell() -> None:
    panel = panel_of(
        joined(
            [
                rows({"2025-K3": 1, "2026-K1": 2}),
                rows({"2026-K2": 3}, area="0180"),
                rows({"2025-K4": 4}, area="0180", about="ran"),
                rows({"2026-05": 5}, about="ran"),
            ]
        ),
        None,
        END,
        None,
    )
    quarters = [Quarter(2025, 3), Quarter(2025, 4), Quarter(2026, 1), Quarter(2026, 2)]
    assert list(panel.periods(Frequency.KVARTAL)) == quarters
    assert [panel.column(each) for each in quarters] == [0, 1, 2, 3]
    assert (panel.periods(Frequency.AR), list(panel.periods(Frequency.MANAD))) == ((), [Month(2026, 5)])
    cells = {}
    for about in ("anmalda-brott", "ran"):
        grid = panel.grid(about, Frequency.KVARTAL, Unit.ANTAL)
        assert grid is not None
        cells |= {
            (about, area, quarters[column].code): grid.values[row, column]
            for area, row in panel.areas.items()
            for column in range(4)
            if grid.values[row, column] == grid.values[row, column]
        }
        assert ((grid.rows == NOWHERE) == (grid.values != grid.values)).all()
    assert cells == {
        ("anmalda-brott", "2480", "2025-K3"): 1,
        ("anmalda-brott", "2480", "2026-K1"): 2,
        ("anmalda-brott", "0180", "2026-K2"): 3,
        ("ran", "0180", "2025-K4"): 4,
    }
    assert panel.grid("ran", Frequency.KVARTAL, Unit.ANTAL) is panel.grid("ran", Frequency.KVARTAL, Unit.ANTAL)


def test_why_a_value_is_none_says_of_which_indicator() -> None:
    panel = panel_of(joined([rows({"2025-K4": -1, "2026-K1": 1}), rows({"2026-K1": 2})]), None, END, None)
    assert [panel.value(row) for row in range(2)] == [
        Gap(GapReason.EJ_LASBAR, "\u22121 kan inte vara ett antal.", "anmalda-brott"),
        Gap(GapReason.EJ_LASBAR, "Två uppgifter som kom samtidigt säger olika.", "anmalda-brott"),
    ]
