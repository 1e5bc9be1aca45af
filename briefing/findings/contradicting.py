"""Där källorna skiljer sig åt: what somebody says beside what the numbers say of the same matter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefing.findings.disagreement import Contradiction
from briefing.findings.finding import Development
from briefing.findings.rounds import rounds
from briefing.findings.vocabulary import Trend
from briefing.observations.reading import Material
from briefing.observations.statement import Direction, Statement
from briefing.sources.source import Matter, Source
from briefing.terms.indicator import Polarity
from briefing.terms.request import Request

_DIRECTIONS = {
    (Polarity.LAGRE_BATTRE, Trend.OKAR): Direction.FORSAMRAD,
    (Polarity.LAGRE_BATTRE, Trend.MINSKAR): Direction.FORBATTRAD,
    (Polarity.HOGRE_BATTRE, Trend.OKAR): Direction.FORBATTRAD,
    (Polarity.HOGRE_BATTRE, Trend.MINSKAR): Direction.FORSAMRAD,
}


def contradictions(material: Material, request: Request, developments: Iterable[Development]) -> tuple[Contradiction, ...]:
    """The latest statements of every source beside the developments that its declaration holds them against (`same_matter`).

    A statement without a direction, and a development that cannot be judged, say nothing that could be held beside anything; and where
    more is not worse (tolkas), a change of the number is neither better nor worse.
    """
    judged = [each for each in developments if each.verdict is not Trend.GAR_INTE_ATT_BEDOMA]
    return tuple(_contradictions(material, request, judged))


def _contradictions(material: Material, request: Request, judged: list[Development]) -> Iterator[Contradiction]:
    held = ((source, *each) for source in material.sources for each in source.same_matter.items())
    for source, dimension, matter in held:
        told = rounds(material, request, source.id)
        statement = told[-1].of(dimension) if told else None
        about = [each for each in judged if each.subject.indicator == matter.indicator]
        development = max(about, key=lambda each: (each.period.last_day, each.period.first_day), default=None)
        indicator = request.indicator(matter.indicator)
        if statement is None or statement.direction is None or development is None or indicator is None:
            continue
        agrees = _agrees(statement.direction, development.verdict, indicator.polarity)
        if agrees is not None:
            yield _contradiction(source, matter, statement, development, agrees=agrees)


def _contradiction(source: Source, matter: Matter, statement: Statement, development: Development, *, agrees: bool) -> Contradiction:
    assert statement.direction is not None
    return Contradiction(
        id=f"motsagelse:{source.id}:{statement.dimension}:{development.subject.id}",
        source=source.id,
        dimension=statement.dimension,
        statement=statement.id,
        dated=statement.dated,
        direction=statement.direction,
        subject=development.subject,
        period=development.period,
        development=development.id,
        verdict=development.verdict,
        agrees=agrees,
        reasons=(matter.may_differ_because,) if matter.may_differ_because else (),
        citations=(statement.citation, *development.citations),
    )


def _agrees(direction: Direction, verdict: Trend, polarity: Polarity) -> bool | None:
    """Whether a direction and a verdict say the same; None where they cannot be held beside each other."""
    if verdict is Trend.INOM_NORMAL_VARIATION or direction is Direction.OFORANDRAD:
        return direction is Direction.OFORANDRAD and verdict is Trend.INOM_NORMAL_VARIATION
    says = _DIRECTIONS.get((polarity, verdict))
    return None if says is None else says is direction
