"""Every reason why something cannot be said, word by word, as the reader sees it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from builders_observations import indicator

from briefing.findings import gaps
from briefing.findings.vocabulary import Protection, Subject
from briefing.terms.boundary_change import BoundaryChange
from briefing.terms.gap import Gap, GapReason
from briefing.terms.indicator import Break, Comparator, Unit
from briefing.terms.period import Frequency, Quarter, Year

MISSING, SMALL, NONE = GapReason.SAKNAS, GapReason.FOR_LITET_UNDERLAG, GapReason.EJ_TILLAMPLIG
UNSURE, WRONG, NOT_THERE = GapReason.OSAKERHET_SAKNAS, GapReason.EJ_LASBAR, GapReason.EJ_LEVERERAD
X = "utveckling:ran:kvartal"


@pytest.mark.parametrize(
    ("gap", "reason", "detail"),
    [
        (lambda: gaps.impossible(X, -5.0, Unit.ANTAL), WRONG, "\u22125 kan inte vara ett antal."),
        (lambda: gaps.impossible(X, 0.5, Unit.PER_100K), WRONG, "0,5 kan inte vara ett tal per 100\u00a0000 invånare."),
        (lambda: gaps.impossible(X, -1234567.5, Unit.ANDEL), WRONG, "\u22121234567,5 kan inte vara en andel."),
        (lambda: gaps.impossible(X, float("inf"), Unit.MEDEL), WRONG, "inf kan inte vara ett värde."),
        (lambda: gaps.told_in_two_ways(X), WRONG, "Två uppgifter som kom samtidigt säger olika."),
        (lambda: gaps.rate_against_count(X), WRONG, "Antalet och talet per 100\u00a0000 invånare går inte ihop."),
        (lambda: gaps.one_period_only(X, Frequency.AR), SMALL, "Bara ett år i underlaget."),
        (lambda: gaps.one_period_only(X, Frequency.KVARTAL), SMALL, "Bara ett kvartal i underlaget."),
        (lambda: gaps.one_period_only(X, Frequency.MANAD), SMALL, "Bara en månad i underlaget."),
        (lambda: gaps.one_period_only(X, Frequency.DAG), SMALL, "Bara en dag i underlaget."),
        (
            lambda: gaps.too_few_periods(X, Frequency.KVARTAL, 0, 5, 3),
            SMALL,
            "Inget av de fem åren före har ett värde för samma kvartal; minst tre behövs.",
        ),
        (lambda: gaps.too_few_periods(X, Frequency.AR, 4, 10, 5), SMALL, "Bara fyra av de tio åren före har ett värde; minst fem behövs."),
        (
            lambda: gaps.broken_series(X, Break(Year(2024), "")),
            GapReason.BRUTEN,
            "Tidsserien bröts 2024, och för få perioder har gått sedan dess.",
        ),
        (
            lambda: gaps.broken_series(X, Break(Quarter(2024, 3), "Rutin X.")),
            GapReason.BRUTEN,
            "Tidsserien bröts 2024 kvartal\u00a03 (Rutin X), och för få perioder har gått sedan dess.",
        ),
        (
            lambda: gaps.boundaries_changed(X, BoundaryChange(date(2025, 1, 1), ("a",), ("b",))),
            GapReason.BRUTEN,
            "Områdets gränser ändrades 2025-01-01, och för få perioder har gått sedan dess.",
        ),
        (
            lambda: gaps.boundaries_changed(X, BoundaryChange(date(2025, 1, 1), ("a",), ("b",), "Indelning X.")),
            GapReason.BRUTEN,
            "Områdets gränser ändrades 2025-01-01 (Indelning X), och för få perioder har gått sedan dess.",
        ),
        (lambda: gaps.too_few_for_rate(X, 5), SMALL, "Inget tal per 10\u00a0000 invånare: färre än 5 fall."),
        (lambda: gaps.too_small_for_rate(X, 1500), SMALL, "Inget tal per 10\u00a0000 invånare: färre än 1\u00a0500 invånare."),
        (lambda: gaps.no_population(X), SMALL, "Folkmängden framgår inte av källan, så ett väntat antal kan inte beräknas."),
        (lambda: gaps.too_few_cases(X), SMALL, "Färre än fem fall är att vänta, och så få räcker inte för att pröva en förändring."),
        (lambda: gaps.change_not_tested(X), NONE, "Förändringar prövas inte för den här uppgiften."),
        (lambda: gaps.change_without_counts(X, Unit.ANTAL), UNSURE, "Antal fall saknas, så förändringen kan inte prövas."),
        (lambda: gaps.change_without_counts(X, Unit.PER_100K), UNSURE, "Antal fall saknas, så förändringen kan inte prövas."),
        (lambda: gaps.change_without_counts(X, Unit.ANDEL), UNSURE, "Antal svarande eller elever saknas, så förändringen kan inte prövas."),
        (lambda: gaps.change_without_counts(X, Unit.MEDEL), UNSURE, "Uppgift om osäkerhet saknas, så förändringen kan inte prövas."),
        (lambda: gaps.no_earlier_value(X), SMALL, "Inget tidigare värde finns att jämföra med."),
        (lambda: gaps.too_few_answers(X), SMALL, "Svaren är för få för att pröva en förändring."),
        (
            lambda: gaps.too_few_members(X, Comparator.LIKNANDE, 0, 3),
            SMALL,
            "Ingen av de jämförbara kommunerna har ett värde för perioden; minst tre behövs.",
        ),
        (
            lambda: gaps.too_few_members(X, Comparator.LAN, 2, 3),
            SMALL,
            "Bara två av länets andra kommuner har ett värde för perioden; minst tre behövs.",
        ),
        (
            lambda: gaps.too_few_members(X, Comparator.LIKNANDE, 1, 3),
            SMALL,
            "Bara en av de jämförbara kommunerna har ett värde för perioden; minst tre behövs.",
        ),
        (lambda: gaps.total_not_delivered(X), NOT_THERE, "Värdet för riket har inte levererats för perioden."),
        (
            lambda: gaps.total_is_context(X),
            NONE,
            "Riket är bara ett sammanhang, eftersom där ingår brott som inte kan knytas till någon kommun.",
        ),
        (lambda: gaps.model_not_delivered(X), NOT_THERE, "Det modellberäknade värdet har inte levererats för perioden."),
        (lambda: gaps.model_not_understood(X, 3.0), WRONG, "Det modellberäknade värdet är 3, och bara 0, 1 och 2 har en betydelse."),
        (lambda: gaps.nothing_to_compare(X, Unit.ANDEL), MISSING, "Kommunen har inget värde för perioden att jämföra."),
        (
            lambda: gaps.nothing_to_compare(X, Unit.PER_100K),
            MISSING,
            "Kommunen har inget tal per 100\u00a0000 invånare för perioden att jämföra.",
        ),
        (lambda: gaps.difference_not_tested(X), NONE, "Skillnader prövas inte för den här uppgiften."),
        (
            lambda: gaps.too_few_cases_to_compare(X),
            SMALL,
            "Kommunen har färre än fem fall, och så få räcker inte för att pröva en skillnad.",
        ),
        (
            lambda: gaps.variation_unknown(X),
            UNSURE,
            "Åren före är för få för att visa den vanliga variationen, så skillnaden kan inte prövas.",
        ),
        (lambda: gaps.difference_without_uncertainty(X, Unit.PER_100K), UNSURE, "Antal fall saknas, så skillnaden kan inte prövas."),
        (
            lambda: gaps.difference_without_uncertainty(X, Unit.ANDEL),
            UNSURE,
            "Antal svarande eller elever saknas, så skillnaden kan inte prövas.",
        ),
        (lambda: gaps.difference_without_uncertainty(X, Unit.MEDEL), UNSURE, "Uppgift om osäkerhet saknas, så skillnaden kan inte prövas."),
        (
            lambda: gaps.nothing_to_watch(X),
            SMALL,
            "Ingen indikator har både en utveckling och en jämförelse som går att bedöma, så ingen kan sättas upp för bevakning.",
        ),
        (lambda: gaps.not_compared(X), NONE, "Ingen jämförelse är angiven för indikatorn."),
        (lambda: gaps.no_protective_factors(X), NOT_THERE, "Ingen skyddsfaktor kan beskrivas, eftersom inga uppgifter har kommit."),
        *(
            (
                lambda each=each: gaps.no_protective_factor(X, each),
                NOT_THERE,
                f"{named} kan inte beskrivas, eftersom ingen uppgift har kommit.",
            )
            for each, named in (
                (Protection.SKOLRESULTAT, "Skolresultat"),
                (Protection.MENINGSFULL_FRITID, "Meningsfull fritid"),
                (Protection.EKONOMISK_STABILITET, "Ekonomisk stabilitet"),
                (Protection.OVRIGT, "Övriga skyddsfaktorer"),
            )
        ),
        (lambda: gaps.outlook_not_made(X), NONE, "Ingen utblick görs för den här uppgiften."),
        (
            lambda: gaps.outlook_too_short(X, 0, 12),
            SMALL,
            "Inga kvartal har både antal och folkmängd utan brott i serien; minst 12 behövs för en utblick, tre av varje.",
        ),
        (
            lambda: gaps.outlook_too_short(X, 1, 12),
            SMALL,
            "Bara 1 kvartal har både antal och folkmängd utan brott i serien; minst 12 behövs för en utblick, tre av varje.",
        ),
        (lambda: gaps.outlook_too_few_cases(X), SMALL, "Färre än fem fall per kvartal räcker inte för en utblick."),
        (lambda: gaps.outlook_too_uncertain(X), SMALL, "Kvartalen varierar så mycket att en utblick inte säger något."),
        (
            lambda: gaps.no_area_data(X),
            SMALL,
            "För få områden har både antal och folkmängd för en jämförelse mellan områden.",
        ),
        (lambda: gaps.area_without_data(X), MISSING, "Området saknar antal eller folkmängd för perioden."),
        (lambda: gaps.area_protected(X), GapReason.SEKRETESS, "Områdets antal är skyddat, så att det inte röjer enskilda."),
        (lambda: gaps.rolling_protected(X), GapReason.SEKRETESS, "En av perioderna är skyddad, så summan visas inte."),
        (lambda: gaps.no_common_period(X), MISSING, "Källorna har ingen period gemensam."),
        (
            lambda: gaps.different_measures(X),
            NONE,
            "Källorna mäter i olika mått, så skillnadens storlek går inte att räkna ut.",
        ),
        (lambda: gaps.rolling_incomplete(X, 4), MISSING, "Alla fyra perioderna har inte ett värde."),
        (lambda: gaps.rolling_broken(X), GapReason.BRUTEN, "Tidsserien bryts mellan perioderna, så de kan inte läggas ihop."),
        (lambda: gaps.period_not_delivered(X), NOT_THERE, "Perioden har inte levererats."),
    ],
)
def test_every_reason_is_a_sentence_of_its_own(gap: Callable[[], Gap], reason: GapReason, detail: str) -> None:
    assert gap() == Gap(reason, detail, X)


@pytest.mark.parametrize(
    ("frequency", "when"),
    [(Frequency.AR, "något år"), (Frequency.KVARTAL, "något kvartal"), (Frequency.MANAD, "någon månad"), (Frequency.DAG, "någon dag")],
)
def test_what_was_never_delivered_is_told_by_its_frequency(frequency: Frequency, when: str) -> None:
    gap = gaps.not_delivered(indicator("ran"), Subject("ran", frequency), None, None)
    assert gap == Gap(NOT_THERE, f"Ran: ingen uppgift för {when} har levererats.", "ran")


@pytest.mark.parametrize(
    ("reason", "why"),
    [
        (GapReason.SAKNAS, "saknas i källan"),
        (GapReason.SEKRETESS, "är skyddad, så att den inte röjer enskilda"),
        (GapReason.EJ_TILLAMPLIG, "är inte tillämplig"),
        (GapReason.UTGATT, "har utgått"),
        (GapReason.BRUTEN, "kan inte användas, eftersom tidsserien är bruten"),
    ],
)
def test_the_sources_own_reason_is_said_in_words(reason: GapReason, why: str) -> None:
    gap = gaps.not_delivered(indicator("ran"), Subject("ran", Frequency.KVARTAL), Quarter(2026, 2), Gap(reason, "", "ran"))
    assert gap == Gap(reason, f"Ran: uppgiften för 2026 kvartal\u00a02 {why}.", "ran")


def test_a_value_that_could_not_be_read_is_not_used_and_the_reason_is_told() -> None:
    why = Gap(WRONG, "2,5 kan inte vara ett antal.", "ran")
    assert gaps.not_delivered(indicator("ran"), Subject("ran", Frequency.AR), Year(2025), why) == Gap(
        WRONG, "Ran: uppgiften för 2025 används inte. 2,5 kan inte vara ett antal.", "ran"
    )
    assert gaps.not_delivered(indicator("ran"), Subject("ran", Frequency.AR), None, why).reason is NOT_THERE
    assert gaps.not_delivered(indicator("ran"), Subject("ran", Frequency.AR), Year(2025), None) == Gap(
        NOT_THERE, "Ran: ingen uppgift för 2025 har levererats.", "ran"
    )


@pytest.mark.parametrize(
    ("number", "written"),
    list(enumerate(("ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio"), start=1)),
)
def test_numbers_up_to_ten_are_written_out(number: int, written: str) -> None:
    assert gaps.rolling_incomplete(X, number).detail == f"Alla {written} perioderna har inte ett värde."


def test_a_subject_that_nobody_declared_is_named() -> None:
    assert gaps.not_declared(Subject("okand", Frequency.AR)) == Gap(
        GapReason.EJ_DEKLARERAD, "Indikatorn okand finns inte i katalogen över indikatorer.", "okand"
    )


def test_gaps_of_one_subject_become_one_with_the_first_reason_and_each_detail_once() -> None:
    first, again, other = Gap(MISSING, "A.", "ran"), Gap(SMALL, "B.", "ran"), Gap(NONE, "C.", "stold")
    assert gaps.joined([first, again, first, other]) == (Gap(MISSING, "A. B.", "ran"), other)
