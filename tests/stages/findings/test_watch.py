"""The watch list and the protective profile, from levels, developments and comparisons that are given."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from builders_observations import counted, indicator, request

from briefing.findings.finding import Comparison, Development, Level, Position, Subject, Trend
from briefing.findings.panel import panel_of
from briefing.findings.profile import ProtectiveFactor, ProtectiveProfile, WatchEntry, WatchList
from briefing.findings.subject_data import SubjectData, subject_data, subject_table
from briefing.findings.vocabulary import Protection
from briefing.findings.watch import Judged, protective_profile, watch_list
from briefing.terms.citation import Citation
from briefing.terms.gap import Gap, GapReason
from briefing.terms.indicator import Comparator, Polarity, ProblemArea, Unit
from briefing.terms.period import Frequency, Year

YEAR, AT = Year(2025), "2480"
UNKNOWN = Gap(GapReason.FOR_LITET_UNDERLAG, "För få år.", "ran")
ALONE = Gap(GapReason.SAKNAS, "Ingen att jämföra med.", "ran")


@cache
def data(about: str, **changes: Any) -> SubjectData:
    panel = panel_of(counted({"2025": 5}, about=about), None, YEAR.last_day, None)
    return subject_data(subject_table(panel, {}, Subject(about, Frequency.AR), indicator(about, **changes)), request())


def cited(name: str) -> tuple[Citation, ...]:
    return (Citation(name, "rad 1"),)


def compared(about: str, verdict: Position, comparator: Comparator = Comparator.LIKNANDE) -> Comparison:
    nothing: dict[str, Any] = dict.fromkeys(
        ("value", "mean", "difference_lower", "difference_upper", "quartiles", "rank", "rank_lowest", "rank_highest")
    )
    gap = ALONE if verdict is Position.GAR_INTE_ATT_BEDOMA else None
    name, subject = f"jamforelse-{comparator.value}:{about}", Subject(about, Frequency.AR)
    return Comparison(
        name,
        subject,
        AT,
        YEAR,
        Unit.ANTAL,
        verdict,
        **nothing,
        members=(),
        missing=(),
        gap=gap,
        citations=cited(name),
        comparator=comparator,
        tied=0,
        preliminary=False,
    )


def judged(
    about: str = "ran",
    *found: Comparison,
    trend: Trend = Trend.OKAR,
    value: float | None = None,
    rate: float | None = None,
    count: float | None = None,
    **changes: Any,
) -> Judged:
    seen = data(about, **changes)
    level = Level(f"niva:{about}", seen.subject, AT, YEAR, count, rate, value, None, None, None, False, (), cited(f"niva:{about}"))
    nothing: dict[str, Any] = dict.fromkeys(("observed", "expected", "lower", "upper", "level", "p", "p_adjusted", "dispersion"))
    development = Development(
        f"utveckling:{about}",
        seen.subject,
        AT,
        YEAR,
        trend,
        **nothing,
        pooled_over=0,
        tests=1,
        reference=(),
        gap=UNKNOWN if trend is Trend.GAR_INTE_ATT_BEDOMA else None,
        citations=cited(f"utveckling:{about}"),
    )
    return Judged(seen, level, development, found)


WORSE, ALIKE, UNJUDGED = (compared("ran", each) for each in (Position.SAMRE, Position.LIKNANDE, Position.GAR_INTE_ATT_BEDOMA))
WORSE_THAN_COUNTY = compared("ran", Position.SAMRE, Comparator.LAN)


def listed(*found: Judged) -> WatchList:
    return watch_list(found, AT)


def test_an_entry_rests_on_the_development_and_every_comparison_with_a_verdict() -> None:
    one = judged("ran", UNJUDGED, WORSE, WORSE_THAN_COUNTY)
    subject = Subject("ran", Frequency.AR)
    rests_on = ("utveckling:ran", "jamforelse-liknande:ran", "jamforelse-lan:ran")
    assert listed(one) == WatchList(
        id="bevakningslista",
        area=AT,
        entries=(WatchEntry(subject, YEAR, Trend.OKAR, (Comparator.LIKNANDE, Comparator.LAN), rests_on),),
        judged=(subject,),
        unjudged=(),
        gap=None,
        citations=(
            Citation("niva:ran", "rad 1"),
            Citation("utveckling:ran", "rad 1"),
            *UNJUDGED.citations,
            *WORSE.citations,
            *WORSE_THAN_COUNTY.citations,
        ),
    )


@pytest.mark.parametrize(
    ("found", "changes", "is_listed"),
    [
        ((WORSE,), {"trend": Trend.OKAR}, True),
        ((WORSE,), {"trend": Trend.MINSKAR}, False),
        ((WORSE,), {"trend": Trend.INOM_NORMAL_VARIATION}, False),
        ((WORSE,), {"trend": Trend.MINSKAR, "polarity": Polarity.HOGRE_BATTRE}, True),
        ((WORSE,), {"trend": Trend.OKAR, "polarity": Polarity.HOGRE_BATTRE}, False),
        ((ALIKE,), {"trend": Trend.OKAR}, False),
        ((WORSE_THAN_COUNTY, ALIKE), {"trend": Trend.OKAR}, False),
        ((WORSE, UNJUDGED), {"trend": Trend.OKAR}, True),
    ],
)
def test_on_the_list_is_what_is_worse_than_all_and_moves_the_wrong_way(
    found: tuple[Comparison, ...], changes: dict[str, Any], *, is_listed: bool
) -> None:
    told = listed(judged("ran", *found, **changes))
    assert (len(told.entries), len(told.judged), told.unjudged, told.gap) == (int(is_listed), 1, (), None)


@pytest.mark.parametrize(
    ("found", "trend", "gap"),
    [
        ((WORSE,), Trend.GAR_INTE_ATT_BEDOMA, UNKNOWN),
        ((), Trend.GAR_INTE_ATT_BEDOMA, UNKNOWN),
        ((), Trend.OKAR, Gap(GapReason.EJ_TILLAMPLIG, "Ingen jämförelse är angiven för indikatorn.", "bevakning:ran:ar")),
        ((UNJUDGED,), Trend.OKAR, ALONE),
    ],
)
def test_what_cannot_be_judged_is_neither_on_the_list_nor_off_it(found: tuple[Comparison, ...], trend: Trend, gap: Gap) -> None:
    told = listed(judged("ran", *found, trend=trend))
    assert told == WatchList(
        id="bevakningslista",
        area=AT,
        entries=(),
        judged=(),
        unjudged=((Subject("ran", Frequency.AR), gap),),
        gap=Gap(
            GapReason.FOR_LITET_UNDERLAG,
            "Ingen indikator har både en utveckling och en jämförelse som går att bedöma, så ingen kan sättas upp för bevakning.",
            "bevakningslista",
        ),
        citations=(),
    )


@pytest.mark.parametrize("changes", [{"polarity": Polarity.TOLKAS}, {"tested": False}])
def test_what_has_no_wrong_way_or_is_not_tested_is_not_watched(changes: dict[str, Any]) -> None:
    told = listed(judged("ran", WORSE, **changes))
    assert (told.entries, told.judged, told.unjudged, told.citations) == ((), (), (), ())


def profile(*found: Judged) -> ProtectiveProfile:
    return protective_profile(found, AT)


def missing(protection: Protection, words: str) -> tuple[Protection, Gap]:
    detail = f"{words} kan inte beskrivas, eftersom ingen uppgift har kommit."
    return protection, Gap(GapReason.EJ_LEVERERAD, detail, "skyddsfaktorer")


NOTHING_TOLD = (
    missing(Protection.SKOLRESULTAT, "Skolresultat"),
    missing(Protection.MENINGSFULL_FRITID, "Meningsfull fritid"),
    missing(Protection.EKONOMISK_STABILITET, "Ekonomisk stabilitet"),
)


def test_a_protective_factor_is_told_whole_and_others_are_left_out() -> None:
    school = judged("ran", UNJUDGED, WORSE, value=81.5, rate=7.0, count=9.0, protective=True, problem_area=ProblemArea.SKOLA)
    assert profile(judged("stold", ALIKE), school) == ProtectiveProfile(
        id="skyddsfaktorer",
        area=AT,
        factors=(
            ProtectiveFactor(
                subject=Subject("ran", Frequency.AR),
                protection=Protection.SKOLRESULTAT,
                period=YEAR,
                value=81.5,
                measure=Unit.PER_100K,
                development=Trend.OKAR,
                positions=((Comparator.LIKNANDE, Position.GAR_INTE_ATT_BEDOMA), (Comparator.LIKNANDE, Position.SAMRE)),
                rests_on=("niva:ran", "utveckling:ran", UNJUDGED.id, WORSE.id),
            ),
        ),
        missing=NOTHING_TOLD[1:],
        gap=None,
        citations=(Citation("niva:ran", "rad 1"), Citation("utveckling:ran", "rad 1"), *UNJUDGED.citations, *WORSE.citations),
    )


@pytest.mark.parametrize(
    ("told", "value", "measure"),
    [
        ({"value": 0.0, "rate": 2.0, "count": 3.0}, 0.0, Unit.PER_100K),
        ({"rate": 2.0, "count": 3.0}, 2.0, Unit.PER_100K),
        ({"count": 3.0}, 3.0, Unit.ANTAL),
        ({}, None, Unit.ANTAL),
        ({"value": 4.0, "unit": Unit.ANDEL}, 4.0, Unit.ANDEL),
    ],
)
def test_the_value_of_a_factor_is_its_own_else_its_rate_else_its_count(told: dict[str, Any], value: float | None, measure: Unit) -> None:
    [factor] = profile(judged("ran", protective=True, **told)).factors
    assert (factor.value, factor.measure) == (value, measure)


@pytest.mark.parametrize(
    ("area", "protection"),
    [
        (ProblemArea.SKOLA, Protection.SKOLRESULTAT),
        (ProblemArea.FRITID, Protection.MENINGSFULL_FRITID),
        (ProblemArea.ARBETE_OCH_EKONOMI, Protection.EKONOMISK_STABILITET),
        (ProblemArea.TRYGGHET, Protection.OVRIGT),
    ],
)
def test_a_factor_tells_of_what_its_problem_area_is_about_and_the_rest_is_missing(area: ProblemArea, protection: Protection) -> None:
    told = profile(judged("ran", protective=True, problem_area=area))
    assert [each.protection for each in told.factors] == [protection]
    assert told.missing == tuple(each for each in NOTHING_TOLD if each[0] is not protection)


def test_a_profile_of_nothing_says_so() -> None:
    gap = Gap(GapReason.EJ_LEVERERAD, "Ingen skyddsfaktor kan beskrivas, eftersom inga uppgifter har kommit.", "skyddsfaktorer")
    assert profile(judged("ran", WORSE)) == ProtectiveProfile("skyddsfaktorer", AT, (), NOTHING_TOLD, gap, ())
