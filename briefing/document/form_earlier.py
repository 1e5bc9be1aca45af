"""What a contributor answered last: the statements and judgements that stand beside the empty fields of a form."""

from __future__ import annotations

from collections.abc import Mapping

from briefing.document import wording
from briefing.document.prose import paragraphs
from briefing.observations.reading import Material
from briefing.observations.statement import Assessment, Statement
from briefing.sources.source import Source
from briefing.terms.period import Period

NOT_ANSWERED = "inte besvarad"

_LEVELS = {"overall": "level"}


def earlier_answers(source: Source, period: Period, area: str, material: Material) -> Mapping[str, Statement | Assessment]:
    """Dimension → what was said of it last before the period; of statements only those of the latest delivery that has any.

    `area` is the code of a part of the municipality, empty for the whole of it.
    """
    own = [each for each in material.deliveries if each.source == source.id and each.covers.last_day < period.last_day]
    told: dict[str, Statement | Assessment] = {}
    for delivery in sorted(own, key=lambda each: (each.covers.last_day, each.revision)):
        said = [each for each in material.statements if each.citation.delivery == delivery.id and each.area == area]
        if said:
            told = {name: each for name, each in told.items() if isinstance(each, Assessment)}
            told |= {each.dimension: each for each in said}
        judged = (each for each in material.assessments if each.citation.delivery == delivery.id and each.area == area)
        told |= {each.subject: each for each in judged}
    return told


def answered(told: Statement | Assessment, key: str) -> str:
    """What was answered in a field, in the words of the form."""
    value = getattr(told, _LEVELS.get(key, key), None)
    if key in ("text", "speaks_against"):
        return "\n".join(each.text for each in paragraphs(str(value))) or NOT_ANSWERED
    if isinstance(value, tuple):
        return "; ".join(value) or NOT_ANSWERED
    if isinstance(value, str):
        return value or NOT_ANSWERED
    return wording.word(value).lower().removesuffix(" läge") if value else NOT_ANSWERED
