"""What a source says beside what the numbers say, told whole; the latest of both counts."""

from __future__ import annotations

from datetime import date
from typing import Any

from builders_observations import indicator, request

from briefing.findings.contradicting import contradictions
from briefing.findings.disagreement import Contradiction
from briefing.findings.finding import Development
from briefing.findings.vocabulary import Subject, Trend
from briefing.observations.observations import joined
from briefing.observations.reading import Material
from briefing.observations.statement import Direction, Statement
from briefing.sources.source import Delivery, Matter, Source
from briefing.terms.citation import Citation
from briefing.terms.period import Frequency, Month, Period, Quarter, Year
from briefing.terms.sensitivity import Sensitivity


def statement(source: str, dimension: str, direction: Direction | None, delivery: str = "2026-K2") -> Statement:
    place = Citation(f"{source}/{delivery}", "uppgift 1")
    return Statement(source, "", dimension, None, direction, None, "", "Polisen", Sensitivity.INTERN, date(2026, 7, 3), place)


def source(name: str, **matters: Matter) -> Source:
    return Source(name, "uppgifter", name.capitalize(), dimensions=dict.fromkeys(matters, "En sak"), same_matter=matters)


def said(sources: tuple[Source, ...], *statements: Statement) -> Material:
    places = {tuple(each.citation.delivery.split("/")) for each in statements}
    deliveries = tuple(Delivery(name, Quarter(int(code[:4]), int(code[-1])), 1, date(2026, 7, 3), ()) for name, code in sorted(places))
    return Material(joined(()), statements, (), (), (), (), deliveries, sources)


def developed(verdict: Trend, period: Period, about: str = "ran") -> Development:
    subject = Subject(about, period.frequency)
    nothing: dict[str, Any] = dict.fromkeys(("observed", "expected", "lower", "upper", "level", "p", "p_adjusted", "dispersion"))
    told: dict[str, Any] = {"pooled_over": 8, "tests": 1, "reference": (), "gap": None, "citations": (Citation("bra/2025", "rad 1"),)}
    return Development(f"utveckling:{subject.id}", subject, "2480", period, verdict, **nothing, **told)


def test_a_contradiction_is_told_whole() -> None:
    material = said((source("polisen", vald=Matter("ran", "Få händelser.")),), statement("polisen", "vald", Direction.FORSAMRAD))
    developments = [developed(Trend.MINSKAR, Year(2025)), developed(Trend.OKAR, Year(2025), "stold")]
    assert contradictions(material, request(indicators=[indicator("ran"), indicator("stold")]), developments) == (
        Contradiction(
            id="motsagelse:polisen:vald:ran:ar",
            source="polisen",
            dimension="vald",
            statement="uppgift:polisen/2026-K2:vald",
            dated=date(2026, 7, 3),
            direction=Direction.FORSAMRAD,
            subject=Subject("ran", Frequency.AR),
            period=Year(2025),
            development="utveckling:ran:ar",
            verdict=Trend.MINSKAR,
            agrees=False,
            reasons=("Få händelser.",),
            citations=(Citation("polisen/2026-K2", "uppgift 1"), Citation("bra/2025", "rad 1")),
        ),
    )


def test_what_cannot_be_held_beside_anything_does_not_hide_what_can() -> None:
    """No round, no direction, no development, no indicator: each is passed over, and the last is still told."""
    sources = (
        source("tyst", vald=Matter("ran", "")),
        source("polisen", stum=Matter("ran", ""), ovrig=Matter("stold", ""), okand=Matter("hot", ""), vald=Matter("ran", "")),
    )
    statements = [
        statement("polisen", name, None if name == "stum" else Direction.OFORANDRAD) for name in ("stum", "ovrig", "okand", "vald")
    ]
    developments = [developed(Trend.INOM_NORMAL_VARIATION, Year(2025)), developed(Trend.OKAR, Year(2025), "hot")]
    found = contradictions(said(sources, *statements), request(indicators=[indicator("ran"), indicator("stold")]), iter(developments))
    assert [(each.dimension, each.agrees, each.reasons) for each in found] == [("vald", True, ())]


def test_the_latest_round_and_the_latest_period_count_and_of_two_that_end_together_the_shorter() -> None:
    spoken = [statement("polisen", "vald", Direction.FORBATTRAD, "2026-K1"), statement("polisen", "vald", Direction.FORSAMRAD)]
    material = said((source("polisen", vald=Matter("ran", "")),), *spoken)
    periods = (Month(2026, 6), Quarter(2026, 2), Year(2025))
    [found] = contradictions(material, request(indicators=[indicator("ran")]), [developed(Trend.OKAR, each) for each in periods])
    assert (found.direction, found.period) == (Direction.FORSAMRAD, Month(2026, 6))
