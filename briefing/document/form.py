"""`Form`: what a contributor is asked for one period, with what was answered last and the latest numbers beside the empty fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from briefing.document import wording
from briefing.document.document import Paragraph
from briefing.document.prose import Prose, paragraphs
from briefing.observations.form_fields import LABELS, WORDS
from briefing.observations.observations import HAS_VALUE, Observations
from briefing.observations.reading import Material
from briefing.observations.statement import Statement
from briefing.sources.source import Source
from briefing.terms.area import Municipality
from briefing.terms.control import FieldName
from briefing.terms.indicator import Indicator, Unit
from briefing.terms.period import Period, in_words, parse_period

GUIDE = "formular/inledning.md.j2"
NOT_ANSWERED = "inte besvarad"


@dataclass(frozen=True)
class FormField:
    """One field: its name and label, the words that may be chosen (none: free text), and what was answered last."""

    name: FieldName
    label: str
    choices: tuple[str, ...]
    earlier: str


@dataclass(frozen=True)
class FormDimension:
    """One dimension: what it is called, what to write, the latest numbers about the same matter, its fields."""

    label: str
    help: str
    numbers: tuple[str, ...]
    fields: tuple[FormField, ...]


@dataclass(frozen=True)
class Form:
    """The form of one contributor for one period. `earlier` says when the answers beside the fields were given, empty for the first time.

    `guide` is how to fill it in; `synthetic`: what stands beside the fields is invented for the example.
    """

    source: str
    title: str
    municipality: Municipality
    period: Period
    due_on: date | None
    body: str
    earlier: str
    guide: tuple[Paragraph, ...]
    dimensions: tuple[FormDimension, ...]
    synthetic: bool = False

    @property
    def name(self) -> str:
        """The name of its file, without ending, until it is delivered under the name of its period."""
        return f"{self.source}-{self.period.code}"

    @property
    def heading(self) -> str:
        return f"{self.title}, {in_words(self.period)}"

    @property
    def identity(self) -> Mapping[str, str]:
        """What says which form it is, by the keys that its reader knows."""
        return {"kommun": self.municipality.code, "kalla": self.source, "period": self.period.code}

    @property
    def identity_words(self) -> Mapping[str, str]:
        """The same in words, each with its code in parentheses."""
        return {
            "kommun": f"{self.municipality.name} ({self.municipality.code})",
            "kalla": f"{self.title} ({self.source})",
            "period": f"{in_words(self.period)} ({self.period.code})",
        }


@dataclass(frozen=True)
class Asking:
    """Who asks, and from what: the municipality, who takes care of the answers, all that has come, the catalogue, the templates."""

    municipality: Municipality
    contact: str
    material: Material
    indicators: tuple[Indicator, ...]
    prose: Prose


def form_of(source: Source, period: Period, asking: Asking) -> Form:
    """The form of a source; BriefingError where its guide in templates/ cannot be filled in."""
    material, municipality = asking.material, asking.municipality
    earlier = _earlier(source, period, material)
    latest = material.observations.as_known()
    labels = {each.id: each.label for each in asking.indicators}
    told = {each.dimension: each for each in earlier}
    due = None if source.due_after_days is None else period.last_day + timedelta(days=source.due_after_days)
    values = {
        "kalla": source.title,
        "period": in_words(period),
        "fil": period.code,
        "kontakt": asking.contact,
        "grund": wording.SENSITIVITIES[source.sensitivity].lower(),
        "far_oppna": source.may_clear,
        "med_niva": any(each not in source.text_only for each in source.dimensions),
    }
    return Form(
        source.id,
        source.title,
        municipality,
        period,
        due,
        earlier[0].body if earlier else source.producer,
        f"{earlier[0].body}, {wording.day(earlier[0].dated)}" if earlier else "",
        paragraphs(asking.prose.filled(GUIDE, values)),
        tuple(
            FormDimension(
                label,
                source.help.get(dimension, ""),
                tuple(_numbers(_wanted(source, dimension), latest, municipality.code, period, labels)),
                tuple(_fields(source, dimension, told.get(dimension), is_first=not earlier)),
            )
            for dimension, label in source.dimensions.items()
        ),
        source.synthetic,
    )


def _earlier(source: Source, period: Period, material: Material) -> tuple[Statement, ...]:
    """What the source said last of the whole municipality, before the period; a correction takes the place of what it corrects."""
    own = [each for each in material.deliveries if each.source == source.id and each.covers.last_day < period.last_day]
    for delivery in sorted(own, key=lambda each: (each.covers.last_day, each.revision), reverse=True):
        told = tuple(each for each in material.statements if each.citation.delivery == delivery.id and not each.area)
        if told:
            return told
    return ()


def _fields(source: Source, dimension: str, told: Statement | None, *, is_first: bool) -> Iterator[FormField]:
    for key, label in LABELS.items():
        if dimension in source.text_only and key in ("level", "direction"):
            continue
        earlier = _answered(told, key) if told else "–" if is_first else NOT_ANSWERED
        yield FormField(FieldName(dimension, key), label, WORDS.get(key, ()), earlier)


def _answered(told: Statement, key: str) -> str:
    value = getattr(told, key)
    if key == "text":
        return "\n".join(each.text for each in paragraphs(told.text)) or NOT_ANSWERED
    return wording.word(value).lower() if value else NOT_ANSWERED


def _wanted(source: Source, dimension: str) -> tuple[str, ...]:
    """The indicators beside a dimension: those declared for it, else the one that it is held beside."""
    matter = source.same_matter.get(dimension)
    return source.numbers.get(dimension, (matter.indicator,) if matter else ())


def _numbers(wanted: tuple[str, ...], latest: Observations, area: str, period: Period, labels: Mapping[str, str]) -> Iterator[str]:
    """A line per indicator: the latest value and the one of the year before."""
    for indicator in wanted:
        values = _values(latest, indicator, area, period)
        if not values:
            yield f"{labels.get(indicator, indicator)}: {wording.NO_VALUE}"
            continue
        (newest, value, unit), before = values[-1], {each: (number, of) for each, number, of in values}
        year_before = before.get(newest.years_before(1))
        beside = f" ({in_words(newest.years_before(1))}: {wording.measured(*year_before)})" if year_before else ""
        yield f"{labels.get(indicator, indicator)}, {in_words(newest)}: {wording.measured(value, unit)}{beside}"


def _values(latest: Observations, indicator: str, area: str, period: Period) -> list[tuple[Period, float, Unit]]:
    """The values of the municipality up to the period, oldest first: of the measure antal where there is one, of the finest frequency."""
    frame = latest.frame
    own = frame[(frame["indicator"] == indicator) & (frame["area"] == area) & (frame["group"] == "") & frame["status"].isin(HAS_VALUE)]
    if own.empty:
        return []
    measure = Unit.ANTAL.value if (own["measure"] == Unit.ANTAL.value).any() else own["measure"].iloc[0]
    rows = own[own["measure"] == measure]
    told = [(parse_period(code), float(value), Unit(measure)) for code, value in zip(rows["period"], rows["value"], strict=True)]
    told = sorted((each for each in told if each[0].last_day <= period.last_day), key=lambda each: each[0].last_day)
    finest = min((each[0] for each in told if each[0].last_day == told[-1][0].last_day), key=_days, default=None)
    return [each for each in told if finest is not None and each[0].frequency == finest.frequency]


def _days(period: Period) -> int:
    return (period.last_day - period.first_day).days
