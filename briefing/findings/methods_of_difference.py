"""The methods of difference: against comparable municipalities, a published total, a model and the country; the watch list; funnels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefing.findings.comparison import FEWEST_MEMBERS
from briefing.findings.finding import Comparison, Finding, Funnel, ModelComparison, Placement, Spread, TotalComparison, WatchList
from briefing.findings.funnel import FAR, NEAR
from briefing.findings.funnel_plot import FEWEST_AREAS
from briefing.findings.history import FEWEST_IN_QUARTILES
from briefing.findings.level import FEW_CASES
from briefing.findings.method_parts import CONFIDENCE, left_out, parameters, spans
from briefing.findings.method_use import LeftOut, MethodId, MethodUse
from briefing.findings.placement import FEWEST_PLACED


def of_differences(findings: Sequence[Finding]) -> Iterator[MethodUse]:
    """Every method by which a level was held against others."""
    comparisons = [each for each in findings if isinstance(each, Comparison)]
    yield _of_comparisons(comparisons)
    totals = [each for each in findings if isinstance(each, TotalComparison)]
    yield MethodUse(
        MethodId.JAMFORELSE_TOTAL, "1", parameters(konfidens=CONFIDENCE), sum(each.gap is None for each in totals), (), _gaps(totals)
    )
    models = [each for each in findings if isinstance(each, ModelComparison)]
    yield MethodUse(MethodId.JAMFORELSE_MODELL, "1", (), sum(each.gap is None for each in models), (), _gaps(models))
    yield _of_placements([each for each in findings if isinstance(each, Placement | Spread)])
    middle = sum(each.quartiles is not None for each in comparisons)
    yield MethodUse(MethodId.KVARTILER, "1", parameters(kommuner_minst=float(FEWEST_IN_QUARTILES), typ="7"), middle)
    yield _of_watch_lists([each for each in findings if isinstance(each, WatchList)])
    yield _of_funnels([each for each in findings if isinstance(each, Funnel)])


def _gaps(compared: Sequence[TotalComparison | ModelComparison]) -> tuple[LeftOut, ...]:
    return left_out(each.gap for each in compared)


def _of_comparisons(comparisons: Sequence[Comparison]) -> MethodUse:
    judged = [each for each in comparisons if each.gap is None]
    return MethodUse(
        MethodId.JAMFORELSE,
        "1",
        parameters(kommuner_minst=float(FEWEST_MEMBERS), fall_minst=float(FEW_CASES), konfidens=CONFIDENCE),
        len(judged),
        spans(kommuner=[float(len(each.members)) for each in judged]),
        left_out(each.gap for each in comparisons),
    )


def _of_placements(placed: Sequence[Placement | Spread]) -> MethodUse:
    of = [float(each.of if isinstance(each, Placement) else len(each.values)) for each in placed]
    places = sum(isinstance(each, Placement) for each in placed)
    return MethodUse(MethodId.PLACERING, "1", parameters(kommuner_minst=float(FEWEST_PLACED)), places, spans(kommuner=of))


def _of_watch_lists(lists: Sequence[WatchList]) -> MethodUse:
    judged, listed = (sum(len(part) for part in parts) for parts in ([each.judged for each in lists], [each.entries for each in lists]))
    why = left_out(gap for each in lists for _, gap in each.unjudged)
    return MethodUse(MethodId.BEVAKNING, "1", (), judged, parameters(provade=float(judged), listade=float(listed)), why)


def _of_funnels(funnels: Sequence[Funnel]) -> MethodUse:
    made = [each for each in funnels if each.points]
    outcome = spans(omraden=[float(len(each.points)) for each in made], fi=[each.dispersion for each in made])
    why = left_out(gap for each in funnels for gap in (each.gap, *(gap for _, gap in each.left_out)))
    rules = parameters(nara=NEAR, langt=FAR, omraden_minst=float(FEWEST_AREAS))
    return MethodUse(MethodId.TRATT, "1", rules, len(made), outcome, why)
