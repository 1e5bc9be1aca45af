"""The methods that an edition rests on, read from its findings: what was used, with which rules, what it gave and what it could not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from briefing.findings.area_signs import AreaSigns
from briefing.findings.comparison import FEWEST_MEMBERS
from briefing.findings.development import FEWEST_EXPECTED
from briefing.findings.disagreement import Contradiction, Difference
from briefing.findings.dispersion import POOLED_FROM
from briefing.findings.finding import Comparison, Development, Finding, History, Level, Placement, Trend
from briefing.findings.history import FEWEST_IN_QUARTILES, FIRST_QUARTILE
from briefing.findings.intervals import EXACT_BELOW
from briefing.findings.level import FEW_CASES
from briefing.findings.method_use import LeftOut, MethodId, MethodUse, Parameter, Value
from briefing.findings.multiplicity import FALSE_DISCOVERY_RATE
from briefing.findings.placement import FEWEST_PLACED
from briefing.findings.reference import FEWEST_BEFORE, YEARS_BEFORE
from briefing.findings.trend import YEARS_OF_TREND
from briefing.findings.vocabulary import IntervalKind
from briefing.terms.gap import Gap
from briefing.terms.period import Frequency

_CONFIDENCE = 0.95


def methods(findings: Sequence[Finding]) -> tuple[MethodUse, ...]:
    """Every method that gave, or was asked for and could not give, a result among the findings; in the order of the method appendix."""
    levels, developments, comparisons = (
        [each for each in findings if isinstance(each, Level)],
        [each for each in findings if isinstance(each, Development)],
        [each for each in findings if isinstance(each, Comparison)],
    )
    used = (
        *_of_developments(developments),
        _of_comparisons(comparisons),
        _of_placements([each for each in findings if isinstance(each, Placement)]),
        _of_quartiles([each for each in findings if isinstance(each, History) and each.area == FIRST_QUARTILE]),
        *_of_levels(levels),
        _of_sources(
            [each for each in findings if isinstance(each, Difference)], [each for each in findings if isinstance(each, Contradiction)]
        ),
    )
    used = (*used, _of_signs([each for each in findings if isinstance(each, AreaSigns)]))
    return tuple(each for each in used if each.uses or each.left_out)


def parameters(**named: Value) -> tuple[Parameter, ...]:
    """Named values as parameters, in the order given."""
    return tuple(Parameter(name, value) for name, value in named.items())


def left_out(gaps: Iterable[Gap | None]) -> tuple[LeftOut, ...]:
    """What could not be given, the most common reason first."""
    counted = Counter(gap.detail for gap in gaps if gap is not None)
    return tuple(LeftOut(why, count) for why, count in counted.most_common())


def _of_developments(developments: Sequence[Development]) -> Iterator[MethodUse]:
    """The test of one count, the adjustment for many tests, and the trend beside them."""
    tested = [each for each in developments if each.p is not None]
    yield MethodUse(
        MethodId.UTVECKLING,
        "1",
        parameters(
            transformation="2/3",
            kvartal_ar=float(YEARS_BEFORE[Frequency.KVARTAL]),
            kvartal_minst=float(FEWEST_BEFORE[Frequency.KVARTAL]),
            ar_ar=float(YEARS_BEFORE[Frequency.AR]),
            ar_minst=float(FEWEST_BEFORE[Frequency.AR]),
            vantat_minst=FEWEST_EXPECTED,
            gemensam_fran=float(POOLED_FROM),
            fordelning="t",
        ),
        len(tested),
        _spans(
            fi=[each.dispersion for each in tested if each.dispersion is not None],
            kommuner=[float(each.pooled_over) for each in tested],
            referens=[float(len(each.reference)) for each in tested],
        ),
        left_out(each.gap for each in developments),
    )
    changed = sum(each.verdict in (Trend.OKAR, Trend.MINSKAR) for each in tested)
    level = next((each.level for each in tested if each.level is not None), 0.0)
    outcome = parameters(prov=float(len(tested)), andrade=float(changed), niva=level)
    yield MethodUse(MethodId.FLERA_PROV, "1", parameters(andel_falska=FALSE_DISCOVERY_RATE), len(tested), outcome)
    trends = sum(each.trend is not None for each in developments)
    yield MethodUse(MethodId.TREND, "1", parameters(ar=float(YEARS_OF_TREND), konfidens=_CONFIDENCE), trends)


def _of_comparisons(comparisons: Sequence[Comparison]) -> MethodUse:
    judged = [each for each in comparisons if each.gap is None]
    return MethodUse(
        MethodId.JAMFORELSE,
        "1",
        parameters(kommuner_minst=float(FEWEST_MEMBERS), fall_minst=float(FEW_CASES), konfidens=_CONFIDENCE),
        len(judged),
        _spans(kommuner=[float(len(each.members)) for each in judged]),
        left_out(each.gap for each in comparisons),
    )


def _of_placements(placements: Sequence[Placement]) -> MethodUse:
    outcome = _spans(kommuner=[float(each.of) for each in placements])
    return MethodUse(MethodId.PLACERING, "1", parameters(kommuner_minst=float(FEWEST_PLACED)), len(placements), outcome)


def _of_quartiles(quartiles: Sequence[History]) -> MethodUse:
    return MethodUse(MethodId.KVARTILER, "1", parameters(kommuner_minst=float(FEWEST_IN_QUARTILES), typ="7"), len(quartiles))


def _of_levels(levels: Sequence[Level]) -> Iterator[MethodUse]:
    """The intervals of counts and rates, and those of shares."""
    kinds = Counter(each.interval for each in levels)
    exact, byar, wilson = (kinds[each] for each in (IntervalKind.EXAKT, IntervalKind.BYAR, IntervalKind.WILSON))
    counts = parameters(exakt_under=float(EXACT_BELOW), fall_minst=float(FEW_CASES), konfidens=_CONFIDENCE)
    few = sum(each.rate is not None and each.count is not None and each.count < FEW_CASES for each in levels)
    why = (LeftOut("Färre än fem fall, och därför visas inget intervall.", few),) if few else ()
    yield MethodUse(MethodId.INTERVALL_ANTAL, "1", counts, exact + byar, parameters(byar=float(byar), exakt=float(exact)), why)
    shares = sum(each.value is not None and each.interval is IntervalKind.PUBLICERAT for each in levels)
    outcome = parameters(wilson=float(wilson), publicerade=float(shares))
    yield MethodUse(MethodId.INTERVALL_ANDEL, "1", parameters(konfidens=_CONFIDENCE), wilson + shares, outcome)


def _of_sources(differences: Sequence[Difference], contradictions: Sequence[Contradiction]) -> MethodUse:
    """Sources held beside each other: pairs of numbers by their declared tolerance, and statements beside verdicts."""
    outcome = parameters(
        utanfor=float(sum(each.within is False for each in differences)),
        inom=float(sum(each.within is True for each in differences)),
        uppgifter=float(len(contradictions)),
        olika=float(sum(not each.agrees for each in contradictions)),
    )
    uses = sum(each.gap is None for each in differences) + len(contradictions)
    return MethodUse(MethodId.KALLSKILLNAD, "1", (), uses, outcome, left_out(each.gap for each in differences))


def _of_signs(areas: Sequence[AreaSigns]) -> MethodUse:
    """The directions of the signs of all areas, adjusted for each other."""
    signs = [sign for each in areas for sign in each.signs]
    judged = [each for each in signs if each.p is not None]
    changed = sum(each.verdict in (Trend.OKAR, Trend.MINSKAR) for each in judged)
    outcome = parameters(omraden=float(len(areas)), prov=float(len(judged)), andrade=float(changed))
    missing = sum(each.period is None for each in signs)
    absent = (LeftOut("Uppgiften har inte lämnats för området.", missing),) if missing else ()
    why = left_out(each.gap for each in signs if each.period is not None)
    return MethodUse(MethodId.TECKEN, "1", parameters(andel_falska=FALSE_DISCOVERY_RATE), len(judged), outcome, (*absent, *why))


def _spans(**many: Sequence[float]) -> tuple[Parameter, ...]:
    """The lowest and highest of each; nothing of what is empty."""
    spans = {f"{name}_{edge.__name__}": edge(values) for name, values in many.items() if values for edge in (min, max)}
    return parameters(**spans)
