"""What an outlook makes of the bounds that a model gives, which quarters the model is fitted to, and when there is none."""

from __future__ import annotations

from datetime import date
from math import nan
from typing import Any

import numpy as np
import pytest
from builders_observations import PEERS, counted, indicator, request, rows, years

from briefing.findings.outlook import Ahead, Models, models, outlook
from briefing.findings.panel import panel_of
from briefing.findings.profile import Outlook, OutlookPoint
from briefing.findings.residents import populations
from briefing.findings.subject_data import SubjectData, subject_data, subject_table
from briefing.findings.vocabulary import Subject
from briefing.observations.observations import Observations, joined
from briefing.terms.citation import Citation
from briefing.terms.gap import Gap, GapReason
from briefing.terms.indicator import Break, Indicator, Unit
from briefing.terms.period import Day, Frequency, Month, Period, Quarter, Year

QUARTER = Subject("anmalda-brott", Frequency.KVARTAL)
LAST = Quarter(2026, 2)
ABOUT = "utblick:anmalda-brott:kvartal"
ORDINARY = (300.0, 400, 350, 301) * 10


def codes(number: int) -> list[str]:
    return [LAST.shifted(back - number + 1).code for back in range(number)]


def series(counts: Any, **more: Any) -> Observations:
    return counted(dict(zip(codes(len(counts)), counts, strict=True)), **more)


def seen(*observations: Observations, what: Indicator | None = None, about: Subject = QUARTER, **asked: Any) -> SubjectData:
    panel = panel_of(joined(observations), None, LAST.last_day, None)
    indicators = [what or indicator(), indicator("invanare", denominator=True)]
    table = subject_table(panel, populations(panel, indicators), about, indicators[0])
    return subject_data(table, request(indicators=indicators, **asked))


def known(*bounds: tuple[float, float]) -> Models:
    return {(QUARTER, "2480"): Ahead(np.array(bounds), 1.5)}


def told(data: SubjectData, *bounds: tuple[float, float], period: Quarter = LAST) -> Outlook:
    found = outlook(data, period, known(*bounds))
    assert found is not None
    return found


def detail(data: SubjectData) -> str:
    """Why there is no outlook."""
    assert models([(data, LAST)]) == {}
    found = told(data)
    assert found.gap is not None
    assert (found.gap.subject, found.gap.reason) == (ABOUT, GapReason.FOR_LITET_UNDERLAG)
    return found.gap.detail


def test_an_outlook_is_told_whole_with_whole_numbers_inside_the_bounds() -> None:
    counts = [*ORDINARY[:7], "saknas", *ORDINARY[8:16]]
    revised = series([350.0], delivery="bra-anmalda-brott/2026-K2.r2", revision=2)
    data = seen(series(counts), revised, series(ORDINARY[:20], area=PEERS[0].code))
    given = ((100.2, 200.9), (50.0, 60.0), (7.0, 8.5), (9.1, 10.0))
    expected = Outlook(
        id=ABOUT,
        subject=QUARTER,
        area="2480",
        points=tuple(
            OutlookPoint(LAST.shifted(step), lower, upper)
            for step, lower, upper in ((1, 101.0, 200.0), (2, 50.0, 60.0), (3, 7.0, 8.0), (4, 10.0, 10.0))
        ),
        level=0.95,
        first=Quarter(2022, 3),
        last=LAST,
        quarters=15,
        dispersion=1.5,
        population=pytest.approx(100_000),
        simulations=1000,
        gap=None,
        citations=tuple(
            Citation(f"bra-anmalda-brott/{each}", "rader: 15, filter: anmalda-brott, 2022-K3–2026-K2") for each in ("2026-K2", "2026-K2.r2")
        ),
    )
    assert told(data, *given) == expected


@pytest.mark.parametrize(
    ("bounds", "is_told"),
    [
        ((2.0, 20.0), True),
        ((2.0, 20.5), False),
        ((1.0, 10.0), True),
        ((0.0, 10.0), True),
        ((0.0, 10.5), False),
        ((1.5, 15.5), False),
        ((0.0, nan), False),
    ],
)
def test_an_upper_bound_more_than_ten_times_the_lower_says_nothing(bounds: tuple[float, float], is_told: bool) -> None:
    found = told(seen(series(ORDINARY)), (300.0, 400.0), bounds)
    assert bool(found.points) is is_told
    too_wide = Gap(GapReason.FOR_LITET_UNDERLAG, "Kvartalen varierar så mycket att en utblick inte säger något.", ABOUT)
    assert found.gap == (None if is_told else too_wide)


def test_what_is_not_tested_or_not_counted_has_no_outlook_and_what_is_not_by_quarter_none_to_tell_of() -> None:
    not_made = Gap(GapReason.EJ_TILLAMPLIG, "Ingen utblick görs för den här uppgiften.", ABOUT)
    share = rows(dict.fromkeys(codes(24), 40.0), measure=Unit.ANDEL)
    for data in (
        seen(series(ORDINARY), what=indicator(tested=False)),
        seen(share, what=indicator(unit=Unit.ANDEL)),
        seen(series(ORDINARY), share, what=indicator(unit=Unit.ANDEL)),
        seen(rows(dict.fromkeys(codes(24), 40.0), measure=Unit.PER_100K)),
    ):
        assert told(data) == Outlook(ABOUT, QUARTER, "2480", (), None, None, None, 0, None, None, 0, not_made, ())
        assert models([(data, LAST)]) == {}
    yearly = seen(series(ORDINARY), counted({"2025": 500}), about=Subject("anmalda-brott", Frequency.AR))
    assert outlook(yearly, Year(2025), {}) is None
    assert models([(yearly, Year(2025))]) == {}


def test_the_quarter_spoken_of_must_have_a_value_and_each_season_two() -> None:
    short = "{} kvartal har både antal och folkmängd utan brott i serien; minst 12 behövs för en utblick, tre av varje."
    assert detail(seen(series([*ORDINARY[:23], "saknas"]))) == short.format("Bara 23")
    assert told(seen(series(ORDINARY[:12])), (300.0, 400.0)).quarters == 12
    assert detail(seen(series(["saknas"] * 3 + [*ORDINARY[3:14]]))) == short.format("Bara 11")
    assert detail(seen(series(ORDINARY[:11]), series(ORDINARY[:24], area=PEERS[0].code))) == short.format("Bara 11")
    once = [each if position % 4 or position == 8 else "saknas" for position, each in enumerate(ORDINARY[:20])]
    assert detail(seen(series(once))) == short.format("Bara 16")
    twice = [each if position % 4 or position in (0, 8) else "saknas" for position, each in enumerate(ORDINARY[:20])]
    assert len(models([(seen(series(twice)), LAST)])) == 1
    assert detail(seen(rows(dict.fromkeys(codes(24), 40.0)))) == short.format("Inga")


def test_five_cases_in_the_quietest_season_are_enough_and_one_who_lives_there_is_a_population() -> None:
    few = "Färre än fem fall per kvartal räcker inte för en utblick."
    assert detail(seen(series((30.0, 40, 35, 4) * 6))) == few
    assert detail(seen(series((30.0, 40, 35, 4, 30, 40, 35, 5) * 3))) == few
    quietest = iter(("saknas", "saknas", 4.0, 5.0, 4.0, 5.0))  # four and a half, whatever the two that are missing were
    assert detail(seen(series([each for quiet in quietest for each in (30.0, 40.0, 35.0, quiet)]))) == few
    assert len(models([(seen(series((30.0, 40, 35, 5) * 6)), LAST)])) == 1
    alone = joined(
        [
            rows(dict(zip(codes(24), ORDINARY[:24], strict=True))),
            rows(years([1.0] * 7), about="invanare"),
        ]
    )
    assert told(seen(alone), (300.0, 400.0)).population == 1.0
    one_missing = joined([alone, rows({LAST.shifted(-5).code: "saknas"}, received_on=[date(2026, 9, 1)])])
    assert told(seen(one_missing), (300.0, 400.0)).quarters == 23


def residents_known(counts: Any) -> SubjectData:
    return seen(rows(dict(zip(codes(len(counts)), counts, strict=True))), rows(years([1e5] * 7), about="invanare"))


def test_cases_in_one_year_alone_tell_of_no_trend() -> None:
    varies = "Kvartalen varierar så mycket att en utblick inte säger något."
    for counts in ([0] * 12 + [40, 50, 60, 70], [70, 30, 60, 20] + [0] * 8, [0] * 4 + [70, 30, 60, 20] + [0] * 4):
        assert detail(residents_known(counts)) == varies
    again = residents_known([0] * 7 + [1, 40, 50, 60, 70])
    assert len(models([(again, LAST)])) == 1
    nearly = residents_known([1] + [0] * 19 + [2833, 3545, 7713, 9996])
    found = outlook(nearly, LAST, models([(nearly, LAST)]))
    assert found is not None
    assert found.gap == Gap(GapReason.FOR_LITET_UNDERLAG, varies, ABOUT)


def outlook_begins(counts: tuple[float, ...], broken: Period) -> Period | None:
    found = told(seen(series(counts), what=indicator(breaks=(Break(broken, ""),))), (300.0, 400.0))
    assert found.last == LAST
    return found.first


def test_only_ten_years_and_nothing_before_a_break_or_after_the_quarter_is_used() -> None:
    long = (*ORDINARY, *ORDINARY[:8])
    assert told(seen(series(long)), (300.0, 400.0)).quarters == 40
    assert told(seen(series(long[:39])), (300.0, 400.0)).first == Quarter(2016, 4)
    assert outlook_begins(long, Day(date(2023, 1, 1))) == Quarter(2023, 1)
    assert outlook_begins(long, Day(date(2023, 1, 2))) == Quarter(2023, 2)
    for month in range(1, 13):
        first = Month(2022, month)
        assert outlook_begins(long, first) == next(
            each for step in range(5) if (each := Quarter(2022, 1).shifted(step)).first_day >= first.first_day
        )
    older = told(seen(series(long)), (300.0, 400.0), period=Quarter(2025, 4))
    assert (older.first, older.last, older.points[0].period) == (Quarter(2016, 1), Quarter(2025, 4), Quarter(2026, 1))
    before = told(seen(series(long), what=indicator(breaks=(Break(Quarter(2010, 1), ""),))), (300.0, 400.0))
    assert before.quarters == 40


def test_series_are_modelled_together_only_as_far_as_they_are_equally_long_and_each_as_alone() -> None:
    """Two municipalities' series and a shorter one: each by subject and area, with the bounds that it has when it is fitted alone."""
    peer = series([each * 2 for each in ORDINARY[:24]], area=PEERS[0].code)
    own, short = series(ORDINARY[:24]), series(ORDINARY[:16], about="ran")
    frame = joined([own, peer, short])
    data = seen(frame)
    other = SubjectData(data.table, PEERS[0], (), LAST, LAST)
    robbed = seen(frame, about=Subject("ran", Frequency.KVARTAL), what=indicator("ran", breaks=(Break(Quarter(2022, 3), ""),)))
    together = models([(data, LAST), (robbed, LAST), (other, LAST)])
    assert list(together) == [(QUARTER, "2480"), (QUARTER, PEERS[0].code), (robbed.subject, "2480")]
    for each in (data, other, robbed):
        [(key, alone)] = models([(each, LAST)]).items()
        assert together[key].bounds.tolist() == alone.bounds.tolist()
        assert together[key].dispersion == alone.dispersion
        assert alone.bounds.shape == (4, 2)
    middle = together[QUARTER, PEERS[0].code].bounds.mean(axis=1)
    assert middle.tolist() == pytest.approx([2 * each for each in ORDINARY[:4]], rel=0.02)
