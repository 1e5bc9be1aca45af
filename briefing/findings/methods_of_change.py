"""The methods of change: tests of counts and of shares, the adjustment for many tests, the trend, and the outlook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefing.findings.development import FEWEST_EXPECTED
from briefing.findings.dispersion import POOLED_FROM
from briefing.findings.finding import Development, Method, Outlook, Trend
from briefing.findings.method_parts import CONFIDENCE, left_out, parameters, spans
from briefing.findings.method_use import MethodId, MethodUse
from briefing.findings.multiplicity import FALSE_DISCOVERY_RATE
from briefing.findings.outlook import AHEAD, FEWEST_QUARTERS, LEVEL, MOST_QUARTERS
from briefing.findings.reference import FEWEST_BEFORE, YEARS_BEFORE
from briefing.findings.seasonal import SIMULATIONS
from briefing.findings.single_counts import BELOW
from briefing.findings.trend import YEARS_OF_TREND
from briefing.findings.two_shares import FEWEST_OF_EACH
from briefing.terms.period import Frequency


def of_developments(developments: Sequence[Development]) -> Iterator[MethodUse]:
    """The tests by their kind, the adjustment for all of them together, and the trend beside them."""
    tested = [each for each in developments if each.p is not None]
    yield _of_counts([each for each in tested if each.method in (Method.KVASI_POISSON, None)], developments)
    single, shares, published = (
        sum(each.method is method for each in tested) for method in (Method.E_TEST, Method.TVA_ANDELAR, Method.OSAKERHETSTAL)
    )
    yield MethodUse(MethodId.ENSKILDA_ANTAL, "1", parameters(fall_under=float(BELOW)), single)
    yield MethodUse(MethodId.TVA_ANDELAR, "1", parameters(svar_minst=float(FEWEST_OF_EACH)), shares)
    yield MethodUse(MethodId.OSAKERHETSTAL, "1", (), published)
    changed = sum(each.verdict in (Trend.OKAR, Trend.MINSKAR) for each in tested)
    level = next((each.level for each in tested if each.level is not None), 0.0)
    outcome = parameters(prov=float(len(tested)), andrade=float(changed), niva=level)
    yield MethodUse(MethodId.FLERA_PROV, "1", parameters(andel_falska=FALSE_DISCOVERY_RATE), len(tested), outcome)
    trends = sum(each.trend is not None for each in developments)
    yield MethodUse(MethodId.TREND, "1", parameters(ar=float(YEARS_OF_TREND), konfidens=CONFIDENCE), trends)


def of_outlooks(outlooks: Sequence[Outlook]) -> MethodUse:
    """The extrapolations, and why there is none."""
    made = [each for each in outlooks if each.points]
    rules = parameters(
        framat=float(AHEAD),
        kvartal_minst=float(FEWEST_QUARTERS),
        kvartal_mest=float(MOST_QUARTERS),
        konfidens=LEVEL,
        dragningar=float(SIMULATIONS),
    )
    outcome = spans(
        fi=[each.dispersion for each in made if each.dispersion is not None],
        kvartal=[float(each.quarters) for each in made],
    )
    return MethodUse(MethodId.UTBLICK, "1", rules, len(made), outcome, left_out(each.gap for each in outlooks))


def _of_counts(tested: Sequence[Development], developments: Sequence[Development]) -> MethodUse:
    """The quasi-Poisson test; what could be tested by no method at all stands here too."""
    return MethodUse(
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
        spans(
            fi=[each.dispersion for each in tested if each.dispersion is not None],
            kommuner=[float(each.pooled_over) for each in tested],
            referens=[float(len(each.reference)) for each in tested],
        ),
        left_out(each.gap for each in developments),
    )
