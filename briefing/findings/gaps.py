"""What cannot be said and why, in Swedish klarspråk: one sentence per reason."""

from __future__ import annotations

from collections.abc import Iterable

from briefing.findings.vocabulary import Protection, Subject
from briefing.terms.boundary_change import BoundaryChange
from briefing.terms.gap import Gap, GapReason
from briefing.terms.indicator import Break, Comparator, Indicator, Unit
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

_WHAT = {Unit.ANTAL: "ett antal", Unit.PER_100K: "ett tal per 100\u00a0000 invånare", Unit.ANDEL: "en andel"}

_PROTECTIONS = {
    Protection.SKOLRESULTAT: "Skolresultat",
    Protection.MENINGSFULL_FRITID: "Meningsfull fritid",
    Protection.EKONOMISK_STABILITET: "Ekonomisk stabilitet",
    Protection.OVRIGT: "Övriga skyddsfaktorer",
}


def in_figures(number: int) -> str:
    """A whole number with no-break spaces between thousands."""
    return f"{number:,}".replace(",", "\u00a0")


def not_declared(subject: Subject) -> Gap:
    """The catalogue has no such indicator."""
    return Gap(GapReason.EJ_DEKLARERAD, f"Indikatorn {subject.indicator} finns inte i katalogen över indikatorer.", subject.indicator)


def not_delivered(indicator: Indicator, subject: Subject, period: Period | None, stands: Gap | None) -> Gap:
    """Nothing to show of an indicator, for `period` or at all (None); `stands` is the reason that the source itself gives."""
    if stands is not None and period is not None and stands.reason is GapReason.EJ_LASBAR:
        return Gap(stands.reason, f"{indicator.label}: uppgiften för {in_words(period)} används inte. {stands.detail}", indicator.id)
    if stands is not None and period is not None:
        return Gap(stands.reason, f"{indicator.label}: uppgiften för {in_words(period)} {_WHY_EMPTY[stands.reason]}.", indicator.id)
    when = in_words(period) if period is not None else _ANY[subject.frequency]
    return Gap(GapReason.EJ_LEVERERAD, f"{indicator.label}: ingen uppgift för {when} har levererats.", indicator.id)


def impossible(about: str, value: float, measure: Unit) -> Gap:
    """A value that its unit does not allow."""
    written = f"{value:.10g}".replace(".", ",").replace("-", "\u2212")
    return Gap(GapReason.EJ_LASBAR, f"{written} kan inte vara {_WHAT.get(measure, 'ett värde')}.", about)


def told_in_two_ways(about: str) -> Gap:
    """Two values of one key, received at the same time."""
    return Gap(GapReason.EJ_LASBAR, "Två uppgifter som kom samtidigt säger olika.", about)


def rate_against_count(about: str) -> Gap:
    """A rate that is 0 though there are cases, or the other way round: no population gives both."""
    return Gap(GapReason.EJ_LASBAR, "Antalet och talet per 100\u00a0000 invånare går inte ihop.", about)


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


def boundaries_changed(about: str, change: BoundaryChange) -> Gap:
    """Too few periods since an area got the boundaries that it has."""
    why = f" ({change.reason.rstrip('.')})" if change.reason else ""
    detail = f"Områdets gränser ändrades {change.on.isoformat()}{why}, och för få perioder har gått sedan dess."
    return Gap(GapReason.BRUTEN, detail, about)


def too_few_for_rate(about: str, fewest: int) -> Gap:
    """Fewer cases than an own rate is computed of."""
    return Gap(GapReason.FOR_LITET_UNDERLAG, f"Inget tal per 10\u00a0000 invånare: färre än {in_figures(fewest)} fall.", about)


def too_small_for_rate(about: str, smallest: int) -> Gap:
    """A smaller population than an own rate is computed for."""
    return Gap(GapReason.FOR_LITET_UNDERLAG, f"Inget tal per 10\u00a0000 invånare: färre än {in_figures(smallest)} invånare.", about)


def no_population(about: str) -> Gap:
    """No published rate tells the population."""
    return Gap(GapReason.FOR_LITET_UNDERLAG, "Folkmängden framgår inte av källan, så ett väntat antal kan inte beräknas.", about)


def too_few_cases(about: str) -> Gap:
    """Fewer than five cases expected."""
    return Gap(GapReason.FOR_LITET_UNDERLAG, "Färre än fem fall är att vänta, och så få räcker inte för att pröva en förändring.", about)


def change_not_tested(about: str) -> Gap:
    """The catalogue says that it is not tested, or its periods are months or days."""
    return Gap(GapReason.EJ_TILLAMPLIG, "Förändringar prövas inte för den här uppgiften.", about)


def change_without_counts(about: str, unit: Unit) -> Gap:
    """A rate without its number of cases; a share or mean without answers or intervals."""
    what = {Unit.ANTAL: "Antal fall", Unit.PER_100K: "Antal fall", Unit.ANDEL: "Antal svarande eller elever"}.get(
        unit, "Uppgift om osäkerhet"
    )
    return Gap(GapReason.OSAKERHET_SAKNAS, f"{what} saknas, så förändringen kan inte prövas.", about)


def no_earlier_value(about: str) -> Gap:
    """A share or mean that was never measured before."""
    return Gap(GapReason.FOR_LITET_UNDERLAG, "Inget tidigare värde finns att jämföra med.", about)


def too_few_answers(about: str) -> Gap:
    """Two proportions with fewer than five expected answers of either kind."""
    return Gap(GapReason.FOR_LITET_UNDERLAG, "Svaren är för få för att pröva en förändring.", about)


def too_few_members(about: str, comparator: Comparator, members: int, needed: int) -> Gap:
    """Too few municipalities of the group have a value."""
    some = f"Bara {_NUMBERS[members]}" if members else "Ingen"
    some = "Bara en" if members == 1 else some
    group = "länets andra kommuner" if comparator is Comparator.LAN else "de jämförbara kommunerna"
    detail = f"{some} av {group} har ett värde för perioden; minst {_NUMBERS[needed]} behövs."
    return Gap(GapReason.FOR_LITET_UNDERLAG, detail, about)


def total_not_delivered(about: str) -> Gap:
    """No value for the country for the period."""
    return Gap(GapReason.EJ_LEVERERAD, "Värdet för riket har inte levererats för perioden.", about)


def total_is_context(about: str) -> Gap:
    """Cases of the whole country per inhabitant hold those that no municipality can be given."""
    detail = "Riket är bara ett sammanhang, eftersom där ingår brott som inte kan knytas till någon kommun."
    return Gap(GapReason.EJ_TILLAMPLIG, detail, about)


def model_not_delivered(about: str) -> Gap:
    """No modelled value for the period."""
    return Gap(GapReason.EJ_LEVERERAD, "Det modellberäknade värdet har inte levererats för perioden.", about)


def model_not_understood(about: str, code: float) -> Gap:
    """A code that is none of SKR's three."""
    return Gap(GapReason.EJ_LASBAR, f"Det modellberäknade värdet är {code:g}, och bara 0, 1 och 2 har en betydelse.", about)


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


def nothing_to_watch(about: str) -> Gap:
    """No indicator has both a development and a comparison."""
    detail = "Ingen indikator har både en utveckling och en jämförelse som går att bedöma, så ingen kan sättas upp för bevakning."
    return Gap(GapReason.FOR_LITET_UNDERLAG, detail, about)


def not_compared(about: str) -> Gap:
    """The catalogue names no comparator."""
    return Gap(GapReason.EJ_TILLAMPLIG, "Ingen jämförelse är angiven för indikatorn.", about)


def no_protective_factors(about: str) -> Gap:
    """No protective indicator has a value."""
    return Gap(GapReason.EJ_LEVERERAD, "Ingen skyddsfaktor kan beskrivas, eftersom inga uppgifter har kommit.", about)


def no_protective_factor(about: str, protection: Protection) -> Gap:
    """One of the three that a lägesbild tells of has no indicator with a value."""
    return Gap(GapReason.EJ_LEVERERAD, f"{_PROTECTIONS[protection]} kan inte beskrivas, eftersom ingen uppgift har kommit.", about)


def outlook_not_made(about: str) -> Gap:
    """The catalogue says that nothing is tested, or cases are not counted."""
    return Gap(GapReason.EJ_TILLAMPLIG, "Ingen utblick görs för den här uppgiften.", about)


def outlook_too_short(about: str, quarters: int, needed: int) -> Gap:
    """Too few quarters with a value and a population since the latest break."""
    some = f"Bara {quarters} kvartal" if quarters else "Inga kvartal"
    detail = f"{some} har både antal och folkmängd utan brott i serien; minst {needed} behövs för en utblick, tre av varje."
    return Gap(GapReason.FOR_LITET_UNDERLAG, detail, about)


def outlook_too_few_cases(about: str) -> Gap:
    """Fewer than five cases in an ordinary quarter of some season."""
    return Gap(GapReason.FOR_LITET_UNDERLAG, "Färre än fem fall per kvartal räcker inte för en utblick.", about)


def outlook_too_uncertain(about: str) -> Gap:
    """The range is so wide that it says nothing."""
    return Gap(GapReason.FOR_LITET_UNDERLAG, "Kvartalen varierar så mycket att en utblick inte säger något.", about)


def no_area_data(about: str) -> Gap:
    """Fewer areas than a funnel needs have both count and population."""
    return Gap(GapReason.FOR_LITET_UNDERLAG, "För få områden har både antal och folkmängd för en jämförelse mellan områden.", about)


def area_without_data(about: str) -> Gap:
    """An area that lacks count or population."""
    return Gap(GapReason.SAKNAS, "Området saknar antal eller folkmängd för perioden.", about)


def area_protected(about: str) -> Gap:
    """An area whose count is under secrecy."""
    return Gap(GapReason.SEKRETESS, "Områdets antal är skyddat, så att det inte röjer enskilda.", about)


def rolling_incomplete(about: str, periods: int) -> Gap:
    """A rolling sum with a gap in it."""
    return Gap(GapReason.SAKNAS, f"Alla {_NUMBERS[periods]} perioderna har inte ett värde.", about)


def rolling_protected(about: str) -> Gap:
    """A rolling sum of which a part is under secrecy."""
    return Gap(GapReason.SEKRETESS, "En av perioderna är skyddad, så summan visas inte.", about)


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
