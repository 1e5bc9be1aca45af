"""Facts entered from a deposited document (uppgifter ur en deponerad handling): a dated TOML text → what was told, assessed and counted."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from briefing.errors import DeclarationError, Problem
from briefing.observations.statement import Assessment, Confidence, Direction, OverallLevel, SituationLevel, Statement
from briefing.sources.source import Source
from briefing.terms.citation import Citation
from briefing.terms.declaration import declared
from briefing.terms.identity import found
from briefing.terms.indicator import Indicator, Unit
from briefing.terms.period import Month, Quarter, Year
from briefing.terms.sensitivity import Sensitivity


@dataclass(frozen=True)
class FactStatement:
    """What a source said of one of its dimensions. `document` may be left out where one file is deposited; `place` is the page or table."""

    source: str
    dimension: str
    place: str
    text: str = ""
    level: SituationLevel | None = None
    direction: Direction | None = None
    confidence: Confidence | None = None
    document: str = ""


@dataclass(frozen=True)
class FactAssessment:
    """What the municipality assessed of a subject."""

    subject: str
    text: str
    place: str
    level: OverallLevel | None = None
    document: str = ""


@dataclass(frozen=True)
class FactValue:
    """A figure of the municipality as the document printed it, with the unit that it counts in (`measure`)."""

    indicator: str
    period: Year | Quarter | Month
    value: float
    place: str
    measure: Unit = Unit.ANTAL
    preliminary: bool = False
    document: str = ""


@dataclass(frozen=True)
class Facts:
    """All that is entered: `dated` is the day of the judgements, `body` and `role` who stood for them, never a person."""

    dated: date
    body: str
    role: str = ""
    sensitivity: Sensitivity = Sensitivity.INTERN
    statement: tuple[FactStatement, ...] = ()
    assessment: tuple[FactAssessment, ...] = ()
    value: tuple[FactValue, ...] = ()


@dataclass(frozen=True)
class Value:
    """A figure with the place where it stands in the deposited document."""

    indicator: str
    period: Year | Quarter | Month
    value: float
    measure: Unit
    preliminary: bool
    citation: Citation


@dataclass(frozen=True)
class Known:
    """What facts may be about: sources with their dimensions, the catalogue, and the names of the deposited documents."""

    sources: Mapping[str, Source] = field(hash=False)
    indicators: Mapping[str, Indicator] = field(hash=False)
    documents: tuple[str, ...]


def parse_facts(text: str, known: Known, today: date, *where: str) -> Facts:
    """The facts in a text; DeclarationError has every problem in it. What points out a person is named by its place, never repeated."""
    facts = declared(Facts, text, *where)
    problems = [*_problems_of_who(facts, today, where), *_problems(facts, known, where), *_problems_twice(facts, where)]
    if problems:
        raise DeclarationError(problems)
    return facts


def statements(facts: Facts, delivery: str, documents: tuple[str, ...]) -> tuple[Statement, ...]:
    """What sources said, each cited to its place in the document; `delivery` is what the deposited documents are called."""
    return tuple(
        Statement(
            each.source,
            "",
            each.dimension,
            each.level,
            each.direction,
            each.confidence,
            each.text,
            facts.body,
            facts.sensitivity,
            facts.dated,
            _citation(each, delivery, documents),
        )
        for each in facts.statement
    )


def assessments(facts: Facts, delivery: str, documents: tuple[str, ...]) -> tuple[Assessment, ...]:
    """What the municipality assessed, each cited to its place in the document."""
    return tuple(
        Assessment(
            subject=each.subject,
            area="",
            level=each.level,
            text=each.text,
            body=facts.body,
            role=facts.role,
            dated=facts.dated,
            likelihood="",
            rests_on=(),
            speaks_against="",
            sensitivity=facts.sensitivity,
            citation=_citation(each, delivery, documents),
        )
        for each in facts.assessment
    )


def values(facts: Facts, delivery: str, documents: tuple[str, ...]) -> tuple[Value, ...]:
    """The figures, each cited to its place in the document."""
    return tuple(
        Value(each.indicator, each.period, each.value, each.measure, each.preliminary, _citation(each, delivery, documents))
        for each in facts.value
    )


Fact = FactStatement | FactAssessment | FactValue


def _citation(fact: Fact, delivery: str, documents: tuple[str, ...]) -> Citation:
    return Citation(delivery, f"{fact.document or documents[0]}, {fact.place}")


def _problems_of_who(facts: Facts, today: date, where: tuple[str, ...]) -> Iterator[Problem]:
    if facts.dated > today:
        yield Problem((*where, "dated"), f"{facts.dated} has not come yet", "write the day of the judgements in the document")
    if not facts.body.strip():
        yield Problem((*where, "body"), "the text is empty", "write the body that stood for the judgements")
    for key in ("body", "role"):
        if found(getattr(facts, key)):
            yield Problem((*where, key), "it points out a person", "write a body or a function")


def _problems(facts: Facts, known: Known, where: tuple[str, ...]) -> Iterator[Problem]:
    for kind in ("statement", "assessment", "value"):
        for number, fact in enumerate(getattr(facts, kind), start=1):
            place = (*where, kind, f"item {number}")
            yield from _problems_of_place(fact, known.documents, place)
            yield from _problems_of_words(fact, place)
            if isinstance(fact, FactStatement):
                yield from _problems_of_dimension(fact, known.sources, place)
            elif isinstance(fact, FactValue) and fact.indicator not in known.indicators:
                yield Problem((*place, "indicator"), f"'{fact.indicator}' is not in sources/indicators.toml", "declare it there first")


def _problems_of_place(fact: Fact, documents: Collection[str], place: tuple[str, ...]) -> Iterator[Problem]:
    if not fact.place.strip():
        yield Problem((*place, "place"), "the text is empty", "write where it stands, for example sida 12")
    if fact.document not in documents and (fact.document or len(documents) != 1):
        problem = f"'{fact.document}' is not one of the documents" if fact.document else "it does not say in which document it stands"
        yield Problem((*place, "document"), problem, f"write one of {', '.join(documents)}")


def _problems_of_words(fact: Fact, place: tuple[str, ...]) -> Iterator[Problem]:
    text = "" if isinstance(fact, FactValue) else fact.text
    if isinstance(fact, FactAssessment) and not text.strip():
        yield Problem((*place, "text"), "the text is empty", "write what the document says")
    if isinstance(fact, FactStatement) and not (text.strip() or fact.level):
        yield Problem(place, "it has neither level nor text", "write what the document says")
    if found(text):
        yield Problem((*place, "text"), "it points out a person", "leave out numbers, addresses and names")


def _problems_of_dimension(fact: FactStatement, sources: Mapping[str, Source], place: tuple[str, ...]) -> Iterator[Problem]:
    source = sources.get(fact.source)
    if source is None or not source.dimensions:
        with_dimensions = [each.id for each in sources.values() if each.dimensions]
        remedy = f"write one of {', '.join(with_dimensions)}" if with_dimensions else "declare the source first, see sources/README.md"
        yield Problem((*place, "source"), f"'{fact.source}' is not a source with dimensions", remedy)
    elif fact.dimension not in source.dimensions:
        problem = f"'{fact.dimension}' is not a dimension of {fact.source}"
        yield Problem((*place, "dimension"), problem, f"write one of {', '.join(source.dimensions)}")


def _problems_twice(facts: Facts, where: tuple[str, ...]) -> Iterator[Problem]:
    """What is said twice: the second could not be told from the first."""
    keys: Mapping[str, list[tuple[str, ...]]] = {
        "statement": [(each.source, each.dimension) for each in facts.statement],
        "assessment": [(each.subject,) for each in facts.assessment],
        "value": [(each.indicator, each.period.code, each.measure.value) for each in facts.value],
    }
    for kind, said in keys.items():
        for number, key in enumerate(said, start=1):
            if key in said[: number - 1]:
                yield Problem((*where, kind, f"item {number}"), f"{', '.join(key)} stands here twice", "remove one of them")
