"""Bevakningslista and skyddsfaktorer: what levels, developments and comparisons say together (statistics.md rule 5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from briefing.findings import gaps
from briefing.findings.finding import Comparison, Development, Level, Position, TotalComparison, Trend
from briefing.findings.panel import distinct
from briefing.findings.profile import ProtectiveFactor, ProtectiveProfile, WatchEntry, WatchList
from briefing.findings.subject_data import SubjectData
from briefing.findings.vocabulary import Protection
from briefing.terms.citation import Citation
from briefing.terms.gap import Gap
from briefing.terms.indicator import Polarity, ProblemArea

WATCH_LIST, PROTECTIVE = "bevakningslista", "skyddsfaktorer"

_WRONG_WAY = {Polarity.LAGRE_BATTRE: Trend.OKAR, Polarity.HOGRE_BATTRE: Trend.MINSKAR}
_PROTECTIONS: Mapping[ProblemArea, Protection] = {
    ProblemArea.SKOLA: Protection.SKOLRESULTAT,
    ProblemArea.FRITID: Protection.MENINGSFULL_FRITID,
    ProblemArea.ARBETE_OCH_EKONOMI: Protection.EKONOMISK_STABILITET,
}


@dataclass(frozen=True)
class Judged:
    """What was found of one subject."""

    data: SubjectData
    level: Level
    development: Development
    comparisons: tuple[Comparison | TotalComparison, ...]

    @property
    def citations(self) -> tuple[Citation, ...]:
        found = (self.level, self.development, *self.comparisons)
        return distinct(each.citations for each in found)

    @property
    def rests_on(self) -> tuple[str, ...]:
        return (self.development.id, *(each.id for each in self.comparisons))


def watch_list(subjects: Sequence[Judged], area: str) -> WatchList:
    """The subjects that are significantly worse than every comparator that could be judged, at least one, and moving the wrong way.

    Both words are those of the development and the comparisons; nothing is tested anew. Where more is not worse (tolkas) there is no
    wrong way, and what is not to be tested is not watched.
    """
    watchable = [each for each in subjects if each.data.indicator.polarity in _WRONG_WAY and each.data.indicator.tested]
    hindered = {each.data.subject: gap for each in watchable if (gap := _hindrance(each)) is not None}
    judged = [each for each in watchable if each.data.subject not in hindered]
    return WatchList(
        id=WATCH_LIST,
        area=area,
        entries=tuple(_entry(each) for each in judged if _is_worsening(each)),
        judged=tuple(each.data.subject for each in judged),
        unjudged=tuple(hindered.items()),
        gap=None if judged else gaps.nothing_to_watch(WATCH_LIST),
        citations=_all_citations(judged),
    )


def protective_profile(subjects: Sequence[Judged], area: str) -> ProtectiveProfile:
    """Level, development and comparison of every protective indicator with a value, and a gap for each of the three without one."""
    factors = tuple(_factor(each) for each in subjects if each.data.indicator.protective)
    told = {factor.protection for factor in factors}
    asked = (each for each in Protection if each is not Protection.OVRIGT)
    return ProtectiveProfile(
        id=PROTECTIVE,
        area=area,
        factors=factors,
        missing=tuple((each, gaps.no_protective_factor(PROTECTIVE, each)) for each in asked if each not in told),
        gap=None if factors else gaps.no_protective_factors(PROTECTIVE),
        citations=_all_citations(each for each in subjects if each.data.indicator.protective),
    )


def _hindrance(found: Judged) -> Gap | None:
    """Why a subject can neither be put on the list nor left off it: one of the two is not known."""
    if found.development.gap is not None:
        return found.development.gap
    if not found.comparisons:
        return gaps.not_compared(f"bevakning:{found.data.subject.id}")
    return None if _verdicts(found) else found.comparisons[0].gap


def _verdicts(found: Judged) -> list[Comparison | TotalComparison]:
    return [each for each in found.comparisons if each.verdict is not Position.GAR_INTE_ATT_BEDOMA]


def _is_worsening(found: Judged) -> bool:
    is_wrong_way = found.development.verdict is _WRONG_WAY[found.data.indicator.polarity]
    return is_wrong_way and all(each.verdict is Position.SAMRE for each in _verdicts(found))


def _entry(found: Judged) -> WatchEntry:
    verdicts = _verdicts(found)
    return WatchEntry(
        subject=found.data.subject,
        period=found.development.period,
        development=found.development.verdict,
        comparators=tuple(each.comparator for each in verdicts),
        rests_on=(found.development.id, *(each.id for each in verdicts)),
    )


def _factor(found: Judged) -> ProtectiveFactor:
    indicator, level = found.data.indicator, found.level
    return ProtectiveFactor(
        subject=found.data.subject,
        protection=_PROTECTIONS.get(indicator.problem_area, Protection.OVRIGT),
        period=level.period,
        value=next((each for each in (level.value, level.rate, level.count) if each is not None), None),
        measure=found.data.rate_or_value if level.value is not None or level.rate is not None else indicator.unit,
        development=found.development.verdict,
        positions=tuple((each.comparator, each.verdict) for each in found.comparisons),
        rests_on=(level.id, *found.rests_on),
    )


def _all_citations(found: Iterable[Judged]) -> tuple[Citation, ...]:
    return distinct(each.citations for each in found)
