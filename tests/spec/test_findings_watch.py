"""Bevakningslista: significantly worse and moving the wrong way, nothing less. Skyddsfaktorer: a profile, never one score."""

from __future__ import annotations

from builders_observations import PEERS, counted, indicator, request, rows, same_quarter

from briefing.findings.analysis import analyse
from briefing.findings.finding import Findings, Position, ProtectiveProfile, Subject, Trend, WatchList
from briefing.findings.vocabulary import Protection
from briefing.observations.observations import Observations, joined
from briefing.terms.gap import GapReason
from briefing.terms.indicator import Comparator, Indicator, Polarity, ProblemArea, Unit
from briefing.terms.period import Frequency

STEADY = (500, 520, 480, 510, 490)
SCHOOL, LEISURE = "skolresultat", "fritid"


def edition(own: dict[str, tuple[float, ...]], catalogue: tuple[Indicator, ...], peers: float = 500) -> Findings:
    """Quarters of the municipality by indicator; the peers are steady around `peers`."""
    series: list[Observations] = []
    for about, counts in own.items():
        series.append(counted(same_quarter(counts), about=about))
        steady = [value * peers / 500 for value in (*STEADY, 500)]
        series += [counted(same_quarter(steady), area=peer.code, about=about) for peer in PEERS]
    return analyse(joined(series), request(indicators=catalogue), tuple(Subject(about, Frequency.KVARTAL) for about in own))


def watched(found: Findings) -> WatchList:
    assert found.watch_list is not None
    return found.watch_list


def profile(found: Findings) -> ProtectiveProfile:
    assert found.protective_profile is not None
    return found.protective_profile


def names(found: WatchList) -> list[str]:
    return [entry.subject.indicator for entry in found.entries]


def test_worse_and_increasing_is_on_the_list_and_neither_alone_is() -> None:
    own = {
        "samre-och-okar": (*STEADY, 800.0),
        "samre": (790.0, 805, 800, 795, 810, 800),
        "okar": (200.0, 205, 195, 200, 200, 330),
        "stilla": (*STEADY, 500.0),
    }
    listed = watched(edition(own, tuple(map(indicator, own))))
    assert names(listed) == ["samre-och-okar"]
    assert [each.indicator for each in listed.judged] == list(own)
    (entry,) = listed.entries
    assert (entry.id, entry.development, entry.comparators) == (
        "bevakning:samre-och-okar:kvartal",
        Trend.OKAR,
        (Comparator.LIKNANDE,),
    )
    assert entry.rests_on == ("utveckling:samre-och-okar:kvartal", "jamforelse:samre-och-okar:kvartal")
    assert listed.citations


def test_where_more_is_better_the_wrong_way_is_down() -> None:
    own = {"ner": (*STEADY, 200.0), "upp": (*STEADY, 900.0)}
    catalogue = tuple(indicator(about, polarity=Polarity.HOGRE_BATTRE) for about in own)
    assert names(watched(edition(own, catalogue))) == ["ner"]


def test_where_more_is_not_worse_nothing_is_watched() -> None:
    listed = watched(edition({"narkotika": (*STEADY, 900.0)}, (indicator("narkotika", polarity=Polarity.TOLKAS),)))
    assert (listed.entries, listed.judged, listed.unjudged) == ((), (), ())


def test_a_change_that_is_not_tested_watches_nothing() -> None:
    listed = watched(edition({"a": (*STEADY, 900.0)}, (indicator("a", tested=False),)))
    assert (listed.entries, listed.judged, listed.unjudged) == ((), (), ())


def test_the_word_of_the_list_is_the_adjusted_one() -> None:
    """560 alone increases; among ten tests it does not, and then it is not watched."""
    alone = {"a": (*STEADY, 560.0)}
    many = alone | {f"lugn-{number}": (*STEADY, 500.0) for number in range(9)}
    assert names(watched(edition(alone, (indicator("a"),), peers=300))) == ["a"]
    assert names(watched(edition(many, tuple(map(indicator, many)), peers=300))) == []


def test_a_subject_that_could_not_be_judged_is_named_with_its_reason() -> None:
    found = edition({"kort": (500.0, 900.0), "ensam": (*STEADY, 900.0)}, (indicator("kort"), indicator("ensam", comparators=())))
    listed = watched(found)
    assert (listed.entries, listed.judged) == ((), ())
    assert [(subject.indicator, gap.reason) for subject, gap in listed.unjudged] == [
        ("kort", GapReason.FOR_LITET_UNDERLAG),
        ("ensam", GapReason.EJ_TILLAMPLIG),
    ]
    assert listed.gap is not None
    assert (listed.gap.subject, listed.area) == ("bevakningslista", "2480")


def test_better_than_one_comparator_and_worse_than_another_is_not_on_the_list() -> None:
    """Worse than the county, not worse than the comparable municipalities."""
    county = [rows({"2025": 10 + number}, area=f"240{number}", measure=Unit.ANDEL, about="a") for number in range(4)]
    peers = [rows({"2025": 60 + number}, area=peer.code, measure=Unit.ANDEL, about="a") for number, peer in enumerate(PEERS)]
    own = rows({"2024": 30, "2025": 40}, measure=Unit.ANDEL, about="a", n=2000.0)
    both = indicator("a", unit=Unit.ANDEL, comparators=(Comparator.LIKNANDE, Comparator.LAN))
    asked = request(indicators=(both,), county=tuple(type(PEERS[0])(f"240{number}", str(number)) for number in range(4)))
    found = analyse(joined([own, *county, *peers]), asked, (Subject("a", Frequency.AR),))
    positions = {each.comparator: each.verdict for each in found.judged if hasattr(each, "comparator")}
    assert positions == {Comparator.LIKNANDE: Position.BATTRE, Comparator.LAN: Position.SAMRE}
    assert watched(found).entries == ()
    assert len(watched(found).judged) == 1


def protective(about: str, area: ProblemArea) -> Indicator:
    return indicator(about, unit=Unit.ANDEL, polarity=Polarity.HOGRE_BATTRE, problem_area=area, protective=True)


def school(**constant: object) -> Observations:
    members = [rows({"2025": 85 + number}, area=peer.code, measure=Unit.ANDEL, about=SCHOOL) for number, peer in enumerate(PEERS)]
    own = rows({"2024": 90, "2025": 80}, measure=Unit.ANDEL, about=SCHOOL, n=1300.0, **constant)
    return joined([own, *members])


def test_a_protective_factor_has_level_development_and_comparison_together() -> None:
    found = analyse(school(), request(indicators=(protective(SCHOOL, ProblemArea.SKOLA),)), (Subject(SCHOOL, Frequency.AR),))
    (factor,) = profile(found).factors
    assert (factor.id, factor.period.code) == ("skyddsfaktor:skolresultat:ar", "2025")
    assert (factor.protection, factor.value, factor.measure) == (Protection.SKOLRESULTAT, 80, Unit.ANDEL)
    assert (factor.development, factor.positions) == (Trend.MINSKAR, ((Comparator.LIKNANDE, Position.SAMRE),))
    assert factor.rests_on == ("niva:skolresultat:ar", "utveckling:skolresultat:ar", "jamforelse:skolresultat:ar")
    assert profile(found).citations
    assert names(watched(found)) == [SCHOOL]


def test_those_of_the_three_that_nothing_tells_of_are_gaps() -> None:
    catalogue = (protective(SCHOOL, ProblemArea.SKOLA), protective(LEISURE, ProblemArea.FRITID))
    found = analyse(school(), request(indicators=catalogue), tuple(Subject(each.id, Frequency.AR) for each in catalogue))
    assert [protection for protection, _ in profile(found).missing] == [Protection.MENINGSFULL_FRITID, Protection.EKONOMISK_STABILITET]
    assert (
        next(gap.detail for _, gap in profile(found).missing) == "Meningsfull fritid kan inte beskrivas, eftersom ingen uppgift har kommit."
    )


def test_a_protective_factor_outside_the_three_is_shown_as_another() -> None:
    found = analyse(school(), request(indicators=(protective(SCHOOL, ProblemArea.CIVILSAMHALLE),)), (Subject(SCHOOL, Frequency.AR),))
    assert [factor.protection for factor in profile(found).factors] == [Protection.OVRIGT]
    assert len(profile(found).missing) == 3
    assert (profile(found).area, profile(found).gap) == ("2480", None)


def test_a_profile_without_any_value_says_so() -> None:
    catalogue = (protective(SCHOOL, ProblemArea.SKOLA), indicator("a"))
    asked = (Subject(SCHOOL, Frequency.AR), Subject("a", Frequency.KVARTAL))
    found = analyse(counted(same_quarter([*STEADY, 500.0]), about="a"), request(indicators=catalogue), asked)
    gap = profile(found).gap
    assert gap is not None
    assert (gap.subject, gap.reason, profile(found).factors) == ("skyddsfaktorer", GapReason.EJ_LEVERERAD, ())


def test_an_edition_that_asks_for_no_protective_factor_has_no_profile() -> None:
    found = edition({"a": (*STEADY, 500.0)}, (indicator("a"),))
    assert found.protective_profile is None


def test_an_edition_without_any_value_has_neither_list_nor_profile() -> None:
    found = analyse(joined([]), request(indicators=(protective(SCHOOL, ProblemArea.SKOLA),)), (Subject(SCHOOL, Frequency.AR),))
    assert (found.watch_list, found.protective_profile) == (None, None)
    assert found.gaps
