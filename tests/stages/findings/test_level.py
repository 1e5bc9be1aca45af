from __future__ import annotations

from datetime import date

import pytest
from builders_observations import counted, indicator, request, rows, same_quarter, years
from scipy import stats

from briefing.findings.analysis import analyse
from briefing.findings.finding import Level, Subject
from briefing.findings.intervals import poisson_interval
from briefing.findings.vocabulary import IntervalKind
from briefing.observations.observations import Observations, joined
from briefing.terms.citation import Citation
from briefing.terms.gap import Caveat
from briefing.terms.indicator import Indicator, Unit
from briefing.terms.period import Frequency, Quarter, Year

QUARTER, YEAR = (Subject("anmalda-brott", frequency) for frequency in (Frequency.KVARTAL, Frequency.AR))


def level(observations: Observations, subject: Subject, *indicators: Indicator, period: str = "2026-K2") -> Level:
    found = analyse(observations, request(period, indicators), (subject,)).level(subject)
    assert found is not None
    return found


def test_the_interval_is_that_of_the_count_on_the_scale_of_the_published_rate() -> None:
    found = level(counted(same_quarter([400]), population=130_000), QUARTER)
    lower, upper = poisson_interval(400)
    assert (found.lower, found.upper) == pytest.approx((lower * 308 / 400, upper * 308 / 400))


@pytest.mark.parametrize(("count", "few"), [(0, True), (4, True), (5, False)])
def test_below_five_cases_no_interval_is_given(count: int, few: bool) -> None:
    found = level(counted(same_quarter([count])), QUARTER)
    assert (Caveat.LITET_ANTAL in found.caveats) is few
    assert (found.lower is None) is few
    assert found.count == count


def test_a_rate_without_its_count_has_no_interval() -> None:
    found = level(rows(years([9210]), measure=Unit.PER_100K), YEAR, indicator(unit=Unit.PER_100K))
    assert (found.count, found.rate, found.value, found.lower) == (None, 9210, None, None)


def test_a_share_with_answers_has_wilsons_interval_in_percent() -> None:
    found = level(rows(years([65]), measure=Unit.ANDEL, n=100.0), YEAR, indicator(unit=Unit.ANDEL))
    assert (found.value, found.rate) == (65, None)
    assert (found.lower, found.upper) == pytest.approx((55.254443, 73.635752))


def test_a_published_interval_is_used_before_our_own() -> None:
    found = level(rows(years([65]), measure=Unit.ANDEL, n=100.0, lower=60.0, upper=70.0), YEAR, indicator(unit=Unit.ANDEL))
    assert (found.lower, found.upper) == (60, 70)


def test_a_percentage_that_is_no_share_has_no_interval() -> None:
    found = level(rows(years([22.8]), measure=Unit.PROCENT, n=100.0), YEAR, indicator(unit=Unit.PROCENT))
    assert (found.value, found.lower, found.upper) == (22.8, None, None)


@pytest.mark.parametrize(("year", "is_old"), [(2024, False), (2023, True)])
def test_a_value_is_old_after_eighteen_months(year: int, is_old: bool) -> None:
    """2024 ended exactly eighteen months before 2026 kvartal 2 did."""
    assert (Caveat.INALDRAD in level(counted({str(year): 700}), YEAR).caveats) is is_old


def test_the_latest_year_that_has_ended_is_taken() -> None:
    assert level(counted(years([700, 710, "saknas"])), YEAR).period == Year(2024)
    assert level(counted(years([700, 710], last=2026)), YEAR).period == Year(2025)


def test_an_edition_for_a_meeting_takes_the_latest_quarter() -> None:
    found = level(counted({"2026-K1": 300, "2026-K2": 310, "2026-K3": 320}), QUARTER, period="2026-08-20")
    assert found.period == Quarter(2026, 2)


def test_a_share_of_a_whole_cites_the_whole() -> None:
    parts = joined([counted({"2025": 200}, about="bostadsinbrott"), counted({"2025": 1000})])
    catalogue = (indicator(), indicator("bostadsinbrott", part_of="tillgreppsbrott"), indicator("tillgreppsbrott", part_of="anmalda-brott"))
    found = level(parts, Subject("bostadsinbrott", Frequency.AR), *catalogue)
    assert found.share == 20
    assert {citation.place for citation in found.citations} == {"rad 2480.antal.2025", "rad 2480.per_100k.2025"}


def test_parts_that_name_each_other_do_not_loop() -> None:
    catalogue = (indicator("a", part_of="b"), indicator("b", part_of="a"))
    assert level(counted({"2025": 200}, about="a"), Subject("a", Frequency.AR), *catalogue).share is None


def test_a_later_vintage_replaces_and_the_cut_off_keeps_it_out() -> None:
    first, later = date(2026, 7, 14), date(2026, 8, 14)
    both = joined([counted({"2026-K2": 300}, received_on=[first]), counted({"2026-K2": 310}, received_on=[later])])
    of_cut_off = {cut_off: analyse(both, request(cut_off=cut_off), (QUARTER,)).level(QUARTER) for cut_off in (None, later, first)}
    assert of_cut_off[first] is None
    assert [found.count if found else None for found in of_cut_off.values()] == [310, 300, None]


def test_a_share_of_nothing_is_none() -> None:
    parts = joined([rows({"2025": 0}, about="bostadsinbrott"), rows({"2025": 0})])
    catalogue = (indicator(), indicator("bostadsinbrott", part_of="anmalda-brott"))
    assert level(parts, Subject("bostadsinbrott", Frequency.AR), *catalogue).share is None


@pytest.mark.parametrize(
    ("meeting", "is_old"),
    [("2026-06-29", False), ("2026-06-30", False), ("2026-07-01", True), ("2026-12-03", True), ("2025-12-31", False)],
)
def test_eighteen_months_are_counted_to_the_day(meeting: str, is_old: bool) -> None:
    assert (Caveat.INALDRAD in level(counted({"2024": 700}), YEAR, period=meeting).caveats) is is_old


@pytest.mark.parametrize(
    ("count", "kind"), [(4, None), (5, IntervalKind.EXAKT), (9, IntervalKind.EXAKT), (10, IntervalKind.BYAR), (11, IntervalKind.BYAR)]
)
def test_fewer_than_ten_cases_have_the_exact_interval(count: int, kind: IntervalKind | None) -> None:
    found = level(counted({"2025": count}, population=50_000), YEAR)
    assert found.interval is kind
    if kind is not None:
        exact = (stats.gamma.ppf(0.025, count), stats.gamma.ppf(0.975, count + 1))
        is_exact = (found.lower, found.upper) == pytest.approx((2 * exact[0], 2 * exact[1]), rel=1e-9)
        assert is_exact is (kind is IntervalKind.EXAKT)


def test_half_an_interval_is_none_of_the_sources() -> None:
    share = indicator(unit=Unit.ANDEL)
    for edge in ("lower", "upper"):
        found = level(rows(years([65]), measure=Unit.ANDEL, n=100.0, **{edge: 64.0}), YEAR, share)
        assert (found.interval, found.lower) == (IntervalKind.WILSON, pytest.approx(55.254443))
        both = joined([rows({"2025": 200}), rows({"2025": 400}, measure=Unit.PER_100K, **{edge: 390.0})])
        rate = level(both, YEAR)
        assert (rate.interval, rate.lower) == (IntervalKind.BYAR, pytest.approx(346.479, abs=1e-3))
        assert (level(rows(years([65]), measure=Unit.ANDEL, **{edge: 64.0}), YEAR, share).lower) is None


def test_a_published_interval_of_a_rate_is_used_before_our_own_also_below_five_cases() -> None:
    both = joined([rows({"2025": 3}), rows({"2025": 6}, measure=Unit.PER_100K, lower=1.0, upper=20.0)])
    found = level(both, YEAR)
    assert (found.lower, found.upper, found.interval) == (1, 20, IntervalKind.PUBLICERAT)


@pytest.mark.parametrize(
    ("share", "n", "has_interval"),
    [(0, 1, True), (100, 1, True), (50, 0.6, True), (50, 0.4, False), (0.5, 200, True), (99.5, 200, True), (100.9, 200, False)],
)
def test_a_share_of_at_least_one_answer_has_an_interval(share: float, n: float, has_interval: bool) -> None:
    found = level(rows(years([share]), measure=Unit.ANDEL, n=float(n)), YEAR, indicator(unit=Unit.ANDEL))
    assert (found.lower is not None) is has_interval


def test_the_only_case_of_a_whole_is_all_of_it() -> None:
    parts = joined([rows({"2025": 1}, about="bostadsinbrott"), rows({"2025": 1})])
    catalogue = (indicator(), indicator("bostadsinbrott", part_of="anmalda-brott"))
    assert level(parts, Subject("bostadsinbrott", Frequency.AR), *catalogue).share == 100


def test_a_value_in_its_own_unit_stands_beside_its_count_and_its_rate() -> None:
    mean = indicator(unit=Unit.MEDEL)
    found = level(
        joined([rows({"2025": 7}), rows({"2025": 14}, measure=Unit.PER_100K), rows({"2025": 3.5}, measure=Unit.MEDEL)]), YEAR, mean
    )
    assert (found.count, found.rate, found.value, found.lower, found.interval) == (7, 14, 3.5, None, None)


def test_a_rate_of_one_and_less_has_the_interval_of_its_count() -> None:
    for rate in (1.0, 0.5):
        found = level(joined([rows({"2025": 40}), rows({"2025": rate}, measure=Unit.PER_100K)]), YEAR)
        assert (found.lower, found.upper) == pytest.approx(tuple(each / 40 * rate for each in poisson_interval(40)))


def test_a_level_is_told_whole() -> None:
    parts = joined(
        [
            rows({"2023": 3}, about="bostadsinbrott", status="preliminar"),
            rows({"2023": 6}, about="bostadsinbrott", measure=Unit.PER_100K),
            rows({"2023": 12}, delivery="alla-brott/2023"),
        ]
    )
    catalogue = (indicator(), indicator("bostadsinbrott", part_of="anmalda-brott"))
    subject = Subject("bostadsinbrott", Frequency.AR)
    own, whole = "bra-anmalda-brott/2026-K2", "alla-brott/2023"
    assert level(parts, subject, *catalogue) == Level(
        id="niva:bostadsinbrott:ar",
        subject=subject,
        area="2480",
        period=Year(2023),
        count=3.0,
        rate=6.0,
        value=None,
        lower=None,
        upper=None,
        share=25.0,
        preliminary=True,
        caveats=(Caveat.PRELIMINAR, Caveat.INALDRAD, Caveat.LITET_ANTAL),
        citations=(Citation(own, "rad 2480.antal.2023"), Citation(own, "rad 2480.per_100k.2023"), Citation(whole, "rad 2480.antal.2023")),
        interval=None,
    )
