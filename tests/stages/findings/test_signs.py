"""The signs of an area, told whole, and how they are adjusted for each other. Areas and figures are invented."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders_observations import counted, indicator, request, rows, same_quarter

from briefing.findings.area_signs import AreaSigns, Sign
from briefing.findings.finding import Trend
from briefing.findings.signs import area_signs
from briefing.findings.vocabulary import Subject
from briefing.observations.observations import Observations, joined
from briefing.terms.area import AreaKind, LocalArea
from briefing.terms.citation import Citation
from briefing.terms.gap import Gap, GapReason
from briefing.terms.indicator import Unit
from briefing.terms.period import Frequency, Quarter, Year

AREAS = tuple(LocalArea(f"2480R00{number}", f"Exempelområdet {number}", AreaKind.REGSO) for number in (1, 2, 3))
DAMAGE, FIRES = (Subject(name, Frequency.KVARTAL) for name in ("skadegorelse", "brander"))
CATALOGUE = (indicator("skadegorelse", sign=True), indicator("brander", sign=True, available_from="Räddningstjänsten"))
QUIET = (40, 44, 41, 39, 43, 42)


def delivered(area: LocalArea, counts: tuple[float | str, ...] = QUIET, about: str = "skadegorelse") -> Observations:
    return counted(same_quarter(counts), area=area.code, population=5_000, about=about)


def profiles(
    *observations: Observations, areas: tuple[LocalArea, ...] = AREAS, agreed: tuple[str, ...] = ("skadegorelse", "brander")
) -> tuple[AreaSigns, ...]:
    asked = replace(request(indicators=CATALOGUE), areas=areas)
    return area_signs(joined(observations), asked, (DAMAGE, FIRES), agreed)


def sign(found: tuple[AreaSigns, ...], area: int, subject: Subject = DAMAGE) -> Sign:
    return next(each for each in found[area].signs if each.subject == subject)


def test_a_sign_and_an_area_are_told_whole() -> None:
    place = "bra-anmalda-brott/2026-K2"
    found = profiles(*(delivered(area) for area in AREAS))
    own = [Citation(place, f"rad {AREAS[0].code}.{measure}.{code}") for measure, code in (("antal", "2026-K2"), ("per_100k", "2026-K2"))]
    before = [Citation(place, f"rad {AREAS[0].code}.antal.{year}-K2") for year in (2025, 2024, 2023, 2022, 2021)]
    quiet = sign(found, 0)
    assert quiet.p is not None
    assert quiet.p_adjusted is not None
    assert quiet == Sign(
        subject=DAMAGE,
        period=Quarter(2026, 2),
        count=42.0,
        rate=840.0,
        value=None,
        preliminary=False,
        verdict=Trend.INOM_NORMAL_VARIATION,
        p=quiet.p,
        p_adjusted=quiet.p_adjusted,
        gap=None,
        citations=(*own, *before),
    )
    assert 0.7 < quiet.p <= quiet.p_adjusted <= 1
    missing = sign(found, 0, FIRES)
    assert missing == Sign(
        subject=FIRES,
        period=None,
        count=None,
        rate=None,
        value=None,
        preliminary=False,
        verdict=Trend.GAR_INTE_ATT_BEDOMA,
        p=None,
        p_adjusted=None,
        gap=Gap(GapReason.EJ_LEVERERAD, "Brander har inte lämnats för Exempelområdet 1.", "brander:2480R001"),
        citations=(),
    )
    assert (found[0].id, found[0].area, found[0].tests, found[0].signs) == ("tecken:2480R001", AREAS[0], 3, (quiet, missing))
    assert found[0].citations == (*own, *before)


def test_a_sign_that_is_a_share_is_told_in_its_own_unit_and_a_preliminary_one_as_such() -> None:
    survey = Subject("enkat", Frequency.AR)
    asked = replace(request(indicators=[indicator("enkat", unit=Unit.ANDEL, sign=True)]), areas=AREAS)
    answers = rows({"2024": 10, "2025": 30}, area=AREAS[0].code, measure=Unit.ANDEL, about="enkat", n=1000.0, status="preliminar")
    [only, *_] = area_signs(answers, asked, (survey,), ("enkat",))
    [told] = only.signs
    assert (told.period, told.count, told.rate, told.value, told.preliminary) == (Year(2025), None, None, 30.0, True)
    assert (told.verdict, told.gap) == (Trend.OKAR, None)


def test_a_change_that_chance_has_no_probability_of_is_a_change() -> None:
    survey = Subject("enkat", Frequency.AR)
    asked = replace(request(indicators=[indicator("enkat", unit=Unit.ANDEL, sign=True)]), areas=AREAS[:1])
    answers = rows({"2024": 10, "2025": 30}, area=AREAS[0].code, measure=Unit.ANDEL, about="enkat", n=1e6)
    [only] = area_signs(answers, asked, (survey,), ("enkat",))
    assert [(each.p, each.verdict) for each in only.signs] == [(0.0, Trend.OKAR)]


def test_a_sign_with_a_level_and_no_test_says_why() -> None:
    told = sign(profiles(delivered(AREAS[0], (42,))), 0)
    assert told.gap is not None
    assert (told.count, told.verdict, told.p, told.p_adjusted) == (42.0, Trend.GAR_INTE_ATT_BEDOMA, None, None)
    assert (told.gap.detail, told.gap.reason) == ("Bara ett kvartal i underlaget.", GapReason.FOR_LITET_UNDERLAG)
    assert [each.place for each in told.citations] == ["rad 2480R001.antal.2026-K2", "rad 2480R001.per_100k.2026-K2"]


def test_the_word_of_a_sign_is_that_of_the_adjustment_over_all_areas() -> None:
    """63 is more than expected among three areas (p 0.015, adjusted 0.044); among eight it is not (0.0077, adjusted 0.061)."""
    many = tuple(LocalArea(f"2480R1{number:02d}", f"Område {number}", AreaKind.REGSO) for number in range(8))
    changed = delivered(many[0], (*QUIET[:-1], 63))
    few, among = (sign(profiles(changed, *(delivered(area) for area in areas[1:]), areas=areas), 0) for areas in (many[:3], many))
    assert few.verdict is Trend.OKAR
    assert (few.p_adjusted, among.p_adjusted) == (pytest.approx(0.0442, abs=1e-4), pytest.approx(0.0613, abs=1e-4))
    assert among.verdict is Trend.INOM_NORMAL_VARIATION


def test_areas_of_another_kind_tell_nothing_of_how_an_area_varies() -> None:
    """Three areas of one kind share their φ; a fourth of another kind has its own."""
    odd = LocalArea("2480T001", "Tätorten", AreaKind.TATORT)
    wild = (20, 80, 30, 90, 25, 60)
    calm = profiles(*(delivered(area) for area in AREAS), delivered(odd, wild), areas=(*AREAS, odd))
    restless = profiles(*(delivered(area, wild) for area in AREAS), delivered(odd, wild), areas=(*AREAS, odd))
    assert sign(calm, 0).p == sign(profiles(*(delivered(area) for area in AREAS)), 0).p
    assert sign(calm, 3).p == sign(restless, 3).p
    assert sign(restless, 0).p != sign(restless, 3).p


def test_what_is_observed_of_other_indicators_in_an_area_tells_nothing_of_its_signs() -> None:
    """A rate of something else would tell a population, and with it a direction."""
    counts = rows(same_quarter(QUIET), area=AREAS[0].code, about="skadegorelse")
    other = counted(same_quarter([900] * 6), area=AREAS[0].code, population=5_000, about="annat")
    told = sign(profiles(counts, other), 0)
    assert (told.count, told.verdict) == (42.0, Trend.GAR_INTE_ATT_BEDOMA)
    assert told == sign(profiles(counts), 0)


def test_a_sign_that_did_not_come_says_which_of_three_ways() -> None:
    """Nobody has agreed to deliver it, it did not come, or the source says why it is empty; each names the area."""
    nobody = sign(profiles(delivered(AREAS[0]), agreed=()), 1)
    assert nobody.gap == Gap(
        GapReason.EJ_DEKLARERAD, "Skadegorelse: ingen källa är överenskommen för Exempelområdet 2.", "skadegorelse:2480R002"
    )
    absent = sign(profiles(delivered(AREAS[0])), 1)
    assert absent.gap == Gap(GapReason.EJ_LEVERERAD, "Skadegorelse har inte lämnats för Exempelområdet 2.", "skadegorelse:2480R002")
    hidden = sign(profiles(delivered(AREAS[0], ("sekretess",))), 0)
    assert hidden.gap == Gap(
        GapReason.SEKRETESS,
        "Exempelområdet 1. Skadegorelse: uppgiften för 2026 kvartal\u00a02 är skyddad, så att den inte röjer enskilda.",
        "skadegorelse:2480R001",
    )
    assert (nobody.period, absent.verdict, hidden.count) == (None, Trend.GAR_INTE_ATT_BEDOMA, None)


def test_a_sign_that_the_catalogue_does_not_name_is_told_by_its_id() -> None:
    asked = replace(request(indicators=CATALOGUE), areas=AREAS[:1])
    [only] = area_signs(joined([delivered(AREAS[0])]), asked, (Subject("okand", Frequency.AR),), ())
    assert [each.gap.detail for each in only.signs if each.gap] == ["okand: ingen källa är överenskommen för Exempelområdet 1."]
