"""What cannot be said and why, in Swedish klarspråk: one sentence per reason."""

from __future__ import annotations

from collections.abc import Iterable

from briefing.findings.finding import Subject
from briefing.terms.gap import Gap, GapReason
from briefing.terms.indicator import Break, Indicator, Unit
from briefing.terms.period import Frequency, Period, in_words

_ONE = {Frequency.AR: "ett år", Frequency.KVARTAL: "ett kvartal", Frequency.MANAD: "en månad", Frequency.DAG: "en dag"}
_ANY = {Frequency.AR: "något år", Frequency.KVARTAL: "något kvartal", Frequency.MANAD: "någon månad", Frequency.DAG: "någon dag"}
_NUMBERS = ("inget", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio")
_WHY_EMPTY = {
    GapReason.SAKNAS: "saknas i källan",
    GapReason.SEKRETESS: "är skyddad, så att den inte röjer enskilda",
    GapReason.EJ_TILLAMPLIG: "är inte tillämplig",
    GapReason.UTGATT: "har utgått",
    GapReason.BRUTEN: "kan inte användas, eftersom tidsserien är bruten",
}


def not_declared(subject: Subject) -> Gap:
    """The catalogue has no such indicator."""
    return Gap(GapReason.EJ_DEKLARERAD, f"Indikatorn {subject.indicator} finns inte i katalogen över indikatorer.", subject.indicator)


def not_delivered(indicator: Indicator, subject: Subject, period: Period | None, stands: Gap | None) -> Gap:
    """Nothing to show of an indicator, for `period` or at all (None); `stands` is the reason that the source itself gives."""
    if stands is not None and period is not None:
        return Gap(stands.reason, f"{indicator.label}: uppgiften för {in_words(period)} {_WHY_EMPTY[stands.reason]}.", indicator.id)
    when = in_words(period) if period is not None else _ANY[subject.frequency]
    return Gap(GapReason.EJ_LEVERERAD, f"{indicator.label}: ingen uppgift för {when} har levererats.", indicator.id)


def joined(gaps: Iterable[Gap]) -> tuple[Gap, ...]:
    """One gap per subject: the first reason, all details."""
    by_subject: dict[str, list[Gap]] = {}
    for gap in gaps:
        by_subject.setdefault(gap.subject, []).append(gap)
    return tuple(Gap(same[0].reason, " ".join(dict.fromkeys(gap.detail for gap in same)), subject) for subject, same in by_subject.items())


def one_period_only(about: str, frequency: Frequency) -> Gap:
    """One value has nothing before it."""
    return Gap(GapReason.FOR_LITET_UNDERLAG, f"Bara {_ONE[frequency]} i underlaget.", about)


def too_few_periods(about: str, frequency: Frequency, counted: int, asked: int, needed: int) -> Gap:
    """Too few earlier values to say what is ordinary: `counted` of the `asked` years, where `needed` are."""
    some = f"Bara {_NUMBERS[counted]}" if counted else "Inget"
    what = "ett värde för samma kvartal" if frequency is Frequency.KVARTAL else "ett värde"
    return Gap(
        GapReason.FOR_LITET_UNDERLAG, f"{some} av de {_NUMBERS[asked]} åren före har {what}; minst {_NUMBERS[needed]} behövs.", about
    )


def broken_series(about: str, broken: Break) -> Gap:
    """Too few periods since the series was broken."""
    why = f" ({broken.reason.rstrip('.')})" if broken.reason else ""
    return Gap(GapReason.BRUTEN, f"Tidsserien bröts {in_words(broken.first)}{why}, och för få perioder har gått sedan dess.", about)


def no_population(about: str) -> Gap:
    """No published rate tells the population."""
    return Gap(GapReason.FOR_LITET_UNDERLAG, "Folkmängden framgår inte av källan, så ett väntat antal kan inte beräknas.", about)


def too_few_cases(about: str) -> Gap:
    """Fewer than five cases expected."""
    return Gap(GapReason.FOR_LITET_UNDERLAG, "Färre än fem fall är att vänta, och så få räcker inte för att pröva en förändring.", about)


def change_not_tested(about: str) -> Gap:
    """The catalogue says that it is not tested, or its periods are months or days."""
    return Gap(GapReason.EJ_TILLAMPLIG, "Förändringar prövas inte för den här uppgiften.", about)


def change_without_counts(about: str) -> Gap:
    """A share or a rate without its number of cases."""
    return Gap(GapReason.OSAKERHET_SAKNAS, "Antal fall saknas, så förändringen kan inte prövas.", about)


def too_few_members(about: str, members: int, needed: int) -> Gap:
    """Too few comparable municipalities have a value."""
    some = f"Bara {_NUMBERS[members]}" if members else "Ingen"
    some = "Bara en" if members == 1 else some
    detail = f"{some} av de jämförbara kommunerna har ett värde för perioden; minst {_NUMBERS[needed]} behövs."
    return Gap(GapReason.FOR_LITET_UNDERLAG, detail, about)


def nothing_to_compare(about: str, measure: Unit) -> Gap:
    """The own municipality has no value in the unit of the comparison."""
    what = "tal per 100\u00a0000 invånare" if measure is Unit.PER_100K else "värde"
    return Gap(GapReason.SAKNAS, f"Kommunen har inget {what} för perioden att jämföra.", about)


def difference_not_tested(about: str) -> Gap:
    """The catalogue says that it is not tested."""
    return Gap(GapReason.EJ_TILLAMPLIG, "Skillnader prövas inte för den här uppgiften.", about)


def too_few_cases_to_compare(about: str) -> Gap:
    """Fewer than five cases in the own municipality."""
    return Gap(GapReason.FOR_LITET_UNDERLAG, "Kommunen har färre än fem fall, och så få räcker inte för att pröva en skillnad.", about)


def variation_unknown(about: str) -> Gap:
    """Too few years before to estimate φ."""
    detail = "Åren före är för få för att visa den vanliga variationen, så skillnaden kan inte prövas."
    return Gap(GapReason.OSAKERHET_SAKNAS, detail, about)


def difference_without_uncertainty(about: str, measure: Unit) -> Gap:
    """The source gives neither counts nor an interval."""
    what = {Unit.PER_100K: "Antal fall", Unit.ANDEL: "Antal svarande eller elever"}.get(measure, "Uppgift om osäkerhet")
    return Gap(GapReason.OSAKERHET_SAKNAS, f"{what} saknas, så skillnaden kan inte prövas.", about)


def rolling_incomplete(about: str, periods: int) -> Gap:
    """A rolling sum with a gap in it."""
    return Gap(GapReason.SAKNAS, f"Alla {_NUMBERS[periods]} perioderna har inte ett värde.", about)


def rolling_broken(about: str) -> Gap:
    """A rolling sum over a break."""
    return Gap(GapReason.BRUTEN, "Tidsserien bryts mellan perioderna, så de kan inte läggas ihop.", about)


def period_not_delivered(about: str) -> Gap:
    """A period inside a series for which nothing came."""
    return Gap(GapReason.EJ_LEVERERAD, "Perioden har inte levererats.", about)


def no_common_period(about: str) -> Gap:
    """Two sources of the same matter that have no period in common."""
    return Gap(GapReason.SAKNAS, "Källorna har ingen period gemensam.", about)


def different_measures(about: str) -> Gap:
    """Two sources of the same matter in units that cannot be subtracted."""
    return Gap(GapReason.EJ_TILLAMPLIG, "Källorna mäter i olika mått, så skillnadens storlek går inte att räkna ut.", about)
