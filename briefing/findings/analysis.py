"""All findings of one edition, or of many municipalities' editions at once, of the subjects that an outline asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from briefing.findings import gaps
from briefing.findings.comparison import comparison
from briefing.findings.development import developments, expected
from briefing.findings.dispersion import Dispersion
from briefing.findings.finding import Comparison, Finding, Findings, Subject, TotalComparison
from briefing.findings.history import Histories
from briefing.findings.level import level
from briefing.findings.outlook import Models, models, outlook
from briefing.findings.panel import Panel, panel_of
from briefing.findings.placement import placement
from briefing.findings.reference import variation
from briefing.findings.residents import populations
from briefing.findings.subject_data import Populations, SubjectData, SubjectTable, subject_data, subject_table
from briefing.findings.totals import model_comparison, total_comparison
from briefing.findings.watch import Judged, protective_profile, watch_list
from briefing.observations.observations import Observations, Point
from briefing.terms.area import COUNTRY
from briefing.terms.gap import Gap
from briefing.terms.indicator import Comparator, Indicator, Unit
from briefing.terms.period import Frequency, Period
from briefing.terms.request import Request


def analyse(observations: Observations, request: Request, subjects: Sequence[Subject]) -> Findings:
    """What the observations say of the subjects, for the municipality of the request against its comparators.

    Uses the latest vintage received before the cut-off, and no period that ends after the edition's own. A subject without a value has
    a gap and no level, development or comparison; its histories show what there is. All developments are adjusted for each other,
    so the subjects of one edition belong in one call.
    """
    (found,) = analyse_many(observations, (request,), subjects)
    return found


def analyse_many(observations: Observations, requests: Sequence[Request], subjects: Sequence[Subject]) -> tuple[Findings, ...]:
    """The findings of each request, in order; what the municipalities share is read and computed once.

    ValueError where the requests are not of one period, cut-off and catalogue: then they share nothing.
    """
    if len({(each.period, each.cut_off, each.indicators) for each in requests}) > 1:
        raise ValueError("requests that are analysed together have one period, one cut-off and one catalogue")
    if not requests:
        return ()
    shared = _Shared.of(observations, requests)
    asked = tuple(dict.fromkeys(subjects))
    read = [_read(shared, request, asked) for request in requests]
    shared = replace(shared, ahead=models((data, data.period) for of_one in read for data in of_one if data.period))
    return tuple(_findings(shared, request, asked, of_one) for request, of_one in zip(requests, read, strict=True))


@dataclass(frozen=True, eq=False)
class _Shared:
    """What all requests of a run have in common: values in arrays, and tables of subjects, each made when it is first asked for.

    `ahead` are the models of outlooks.
    """

    panel: Panel
    country: Panel | None
    populations: Populations
    catalogue: Mapping[str, Indicator]
    ahead: Models = field(default_factory=dict)
    tables: dict[Subject, SubjectTable] = field(default_factory=dict)

    @classmethod
    def of(cls, observations: Observations, requests: Sequence[Request]) -> _Shared:
        first = requests[0]
        codes = {COUNTRY.code}
        for request in requests:
            codes |= {request.municipality.code, *(area.code for area in (*request.peers, *request.county))}
        panel = panel_of(observations, codes, first.period.last_day, first.cut_off)
        everywhere = [each.id for each in first.indicators if Comparator.ALLA in each.comparators]
        all_areas = observations.frame[observations.frame["indicator"].isin(everywhere)] if everywhere else None
        country = None if all_areas is None else panel_of(Observations(all_areas), None, first.period.last_day, first.cut_off)
        return cls(panel, country, populations(panel, first.indicators), {each.id: each for each in first.indicators})

    def table(self, indicator: Indicator, frequency: Frequency) -> SubjectTable:
        subject = Subject(indicator.id, frequency)
        if subject not in self.tables:
            self.tables[subject] = subject_table(self.panel, self.populations, subject, indicator)
        return self.tables[subject]


@dataclass(frozen=True)
class _Seen:
    """A subject with a value: the period that is spoken of, and its φ."""

    data: SubjectData
    period: Period
    variation: Dispersion | None


def _read(shared: _Shared, request: Request, subjects: Sequence[Subject]) -> tuple[SubjectData, ...]:
    """The subjects that the catalogue declares, seen from the municipality of the request."""
    declared = ((each, shared.catalogue.get(each.indicator)) for each in subjects)
    return tuple(subject_data(shared.table(indicator, each.frequency), request) for each, indicator in declared if indicator)


def _findings(shared: _Shared, request: Request, subjects: Sequence[Subject], read: tuple[SubjectData, ...]) -> Findings:
    seen = [_Seen(data, data.period, variation(data, data.period)) for data in read if data.period]
    levels = [level(each.data, each.period, _whole(shared, each), request.period.last_day) for each in seen]
    changes = developments([(each.data, each.period, expected(each.data, each.period, each.variation)) for each in seen])
    differences = [tuple(_comparisons(each, request)) for each in seen]
    columns = zip(seen, levels, changes, differences, strict=True)
    judged = [Judged(each.data, stands, change, compared) for each, stands, change, compared in columns]
    findings: tuple[Finding, ...] = (
        *levels,
        *changes,
        *(each for of_subject in differences for each in of_subject),
        *(each for one in seen for each in _alone(shared, one, request)),
        *_together(judged, asks_for_protection=any(data.indicator.protective for data in read)),
    )
    undeclared = [gaps.not_declared(subject) for subject in subjects if subject.indicator not in shared.catalogue]
    missing = gaps.joined([*undeclared, *(_without_value(data) for data in read if not data.period)])
    return Findings(findings, missing, drawn=Histories(read))


def _comparisons(seen: _Seen, request: Request) -> Iterator[Comparison | TotalComparison]:
    """A comparison for every comparator that the catalogue names but all municipalities, among whom the value only has a place."""
    comparators = seen.data.indicator.comparators
    if Comparator.LIKNANDE in comparators:
        yield comparison(seen.data, seen.period, seen.variation)
    if Comparator.LAN in comparators:
        yield comparison(seen.data, seen.period, seen.variation, Comparator.LAN, request.county)
    if Comparator.RIKET in comparators:
        yield total_comparison(seen.data, seen.period)


def _alone(shared: _Shared, seen: _Seen, request: Request) -> Iterator[Finding]:
    """What is found of a subject beside level, development and comparisons."""
    data, period, indicator = seen.data, seen.period, seen.data.indicator
    if shared.country is not None:  # it holds only what is to be placed
        place = placement(shared.country, data, period, seen.variation)
        yield from (place,) if place else ()
    model = shared.catalogue.get(indicator.modelled)
    if model is not None:
        yield model_comparison(data, subject_data(shared.table(model, period.frequency), request), period, seen.variation)
    extrapolated = outlook(data, period, shared.ahead)
    yield from (extrapolated,) if extrapolated else ()


def _together(judged: Sequence[Judged], *, asks_for_protection: bool) -> Iterator[Finding]:
    """What levels, developments and comparisons say together; the profile where a protective factor was asked for."""
    if judged:
        area = judged[0].data.own.code
        yield watch_list(judged, area)
        yield from (protective_profile(judged, area),) if asks_for_protection else ()


def _whole(shared: _Shared, seen: _Seen) -> Point | None:
    """The count that a level is a share of: that of the indicator at the root of its `part_of`, same area and period."""
    indicator = seen.data.indicator
    root = _root(indicator, shared.catalogue)
    if root is indicator:
        return None
    whole = replace(seen.data, table=shared.table(root, seen.period.frequency))
    return whole.point(seen.data.own.code, Unit.ANTAL, seen.period)


def _root(indicator: Indicator, catalogue: Mapping[str, Indicator]) -> Indicator:
    passed = [indicator]
    while (above := catalogue.get(passed[-1].part_of)) and above not in passed:
        passed.append(above)
    return passed[-1]


def _without_value(data: SubjectData) -> Gap:
    """Why a subject has nothing to show: the reason that the source gives for the quarter asked about, else that nothing came."""
    points = [data.point(data.own.code, measure, data.asked) for measure in data.measures] if data.asked else []
    stands = next((point.value for point in points if point and isinstance(point.value, Gap)), None)
    return gaps.not_delivered(data.indicator, data.subject, data.asked, stands)
