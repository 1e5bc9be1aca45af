"""The methods that an edition rests on, read from its findings: what was used, with which rules, what it gave and what it could not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from briefing.findings.area_signs import AreaSigns
from briefing.findings.disagreement import Contradiction, Difference
from briefing.findings.finding import Development, Finding, Level, Outlook, Trend
from briefing.findings.intervals import EXACT_BELOW
from briefing.findings.level import FEW_CASES
from briefing.findings.method_parts import CONFIDENCE, left_out, parameters
from briefing.findings.method_use import LeftOut, MethodId, MethodUse
from briefing.findings.methods_of_change import of_developments, of_outlooks
from briefing.findings.methods_of_difference import of_differences
from briefing.findings.multiplicity import FALSE_DISCOVERY_RATE
from briefing.findings.vocabulary import IntervalKind
from briefing.terms.gap import GapReason


def methods(findings: Sequence[Finding]) -> tuple[MethodUse, ...]:
    """Every method that gave, or was asked for and could not give, a result among the findings; in the order of the method appendix."""
    used = (
        *of_developments([each for each in findings if isinstance(each, Development)]),
        *of_differences(findings),
        *_of_levels([each for each in findings if isinstance(each, Level)]),
        of_outlooks([each for each in findings if isinstance(each, Outlook)]),
        _of_sources(
            [each for each in findings if isinstance(each, Difference)], [each for each in findings if isinstance(each, Contradiction)]
        ),
        _of_signs([each for each in findings if isinstance(each, AreaSigns)]),
    )
    return tuple(each for each in used if each.uses or each.left_out)


def _of_levels(levels: Sequence[Level]) -> Iterator[MethodUse]:
    """The intervals of counts and rates, and those of shares."""
    kinds = Counter(each.interval for each in levels)
    exact, byar, wilson = (kinds[each] for each in (IntervalKind.EXAKT, IntervalKind.BYAR, IntervalKind.WILSON))
    counts = parameters(exakt_under=float(EXACT_BELOW), fall_minst=float(FEW_CASES), konfidens=CONFIDENCE)
    few = sum(each.rate is not None and each.count is not None and each.count < FEW_CASES for each in levels)
    why = (LeftOut("Färre än fem fall, och därför visas inget intervall.", few),) if few else ()
    yield MethodUse(MethodId.INTERVALL_ANTAL, "1", counts, exact + byar, parameters(byar=float(byar), exakt=float(exact)), why)
    shares = sum(each.value is not None and each.interval is IntervalKind.PUBLICERAT for each in levels)
    outcome = parameters(wilson=float(wilson), publicerade=float(shares))
    yield MethodUse(MethodId.INTERVALL_ANDEL, "1", parameters(konfidens=CONFIDENCE), wilson + shares, outcome)


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
    without = [each for each in signs if each.period is None]
    hidden = sum(each.gap is not None and each.gap.reason is GapReason.SEKRETESS for each in without)
    reasons = (("Uppgiften har inte lämnats för området.", len(without) - hidden), ("Uppgiften är skyddad.", hidden))
    absent = tuple(LeftOut(reason, count) for reason, count in reasons if count)
    why = left_out(each.gap for each in signs if each.period is not None)
    return MethodUse(MethodId.TECKEN, "1", parameters(andel_falska=FALSE_DISCOVERY_RATE), len(judged), outcome, (*absent, *why))
