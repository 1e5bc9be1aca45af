"""`Form`: what a contributor is asked for one period, with what was answered last and the latest numbers beside the empty fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from briefing.document import wording
from briefing.document.document import Paragraph
from briefing.document.form_earlier import NOT_ANSWERED, answered, earlier_answers
from briefing.document.prose import Prose, paragraphs
from briefing.observations.form_fields import LABELS
from briefing.observations.form_shape import row_dimension, row_label, top_labels, words_of
from briefing.observations.observations import HAS_VALUE, Observations
from briefing.observations.reading import Material
from briefing.observations.register_rows import open_rows
from briefing.observations.statement import Assessment, Entry, Statement
from briefing.sources.asked import JUDGED_FORMAT, asked_fields, is_judged
from briefing.sources.punctuality import due_day
from briefing.sources.source import Source
from briefing.terms.area import LocalArea, Municipality
from briefing.terms.control import FieldName
from briefing.terms.indicator import Indicator, Unit
from briefing.terms.period import Period, in_words, parse_period

GUIDE = "formular/inledning.md.j2"


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

    `top` is what is answered once: key → what stands there before anybody has filled it in. `area` is the part of the municipality that it
    is about, None for the whole. `guide` is how to fill it in; `synthetic`: what stands beside the fields is invented for the example.
    """

    source: str
    title: str
    municipality: Municipality
    period: Period
    due_on: date | None
    top: Mapping[str, str] = field(hash=False)
    earlier: str
    guide: tuple[Paragraph, ...]
    dimensions: tuple[FormDimension, ...]
    synthetic: bool = False
    area: LocalArea | None = None

    @property
    def name(self) -> str:
        """The name of its file, without ending, until it is delivered under the name of its period."""
        return "-".join((self.source, *([self.area.code] if self.area else []), self.period.code))

    @property
    def heading(self) -> str:
        return ", ".join((self.title, *([self.area.name] if self.area else []), in_words(self.period)))

    @property
    def identity(self) -> Mapping[str, str]:
        """What says which form it is, by the keys that its reader knows."""
        own = {"kommun": self.municipality.code, "kalla": self.source, "period": self.period.code}
        return own | ({"omrade": self.area.code} if self.area else {})

    @property
    def identity_words(self) -> Mapping[str, str]:
        """The same in words, each with its code in parentheses."""
        return {
            "kommun": f"{self.municipality.name} ({self.municipality.code})",
            "kalla": f"{self.title} ({self.source})",
            "period": f"{in_words(self.period)} ({self.period.code})",
        } | ({"omrade": f"{self.area.name} ({self.area.code})"} if self.area else {})


@dataclass(frozen=True)
class Asking:
    """Who asks, and from what: municipality, who takes care of the answers, all that has come, the catalogue, the templates, its areas."""

    municipality: Municipality
    contact: str
    material: Material
    indicators: tuple[Indicator, ...]
    prose: Prose
    areas: tuple[LocalArea, ...] = ()


@dataclass(frozen=True)
class _Numbers:
    """The latest values of an area up to a period, and what the indicators are called."""

    latest: Observations
    area: str
    period: Period
    labels: Mapping[str, str]

    def lines(self, wanted: tuple[str, ...]) -> Iterator[str]:
        """A line per indicator: the latest value and the one of the year before."""
        for indicator in wanted:
            label, values = self.labels.get(indicator, indicator), _values(self.latest, indicator, self.area, self.period)
            if not values:
                yield f"{label}: {wording.NO_VALUE}"
                continue
            (newest, value, unit), before = values[-1], {each: (number, of) for each, number, of in values}
            year_before = before.get(newest.years_before(1))
            beside = f" ({in_words(newest.years_before(1))}: {wording.measured(*year_before)})" if year_before else ""
            yield f"{label}, {in_words(newest)}: {wording.measured(value, unit)}{beside}"


@dataclass(frozen=True)
class _Question:
    """A dimension as the form asks it: its id and label, what to write, and the one that its declaration stands under."""

    dimension: str
    label: str
    help: str
    declared: str


def forms_of(source: Source, period: Period, asking: Asking) -> Iterator[Form]:
    """All forms of a source: one for the municipality, and one for every declared area where it is asked of areas."""
    if any(each not in source.per_area for each in source.dimensions):
        yield form_of(source, period, asking)
    if source.per_area:
        yield from (form_of(source, period, asking, area) for area in asking.areas)


def form_of(source: Source, period: Period, asking: Asking, area: LocalArea | None = None) -> Form:
    """The form of a source, of one area or of the whole municipality; BriefingError where its guide in templates/ cannot be filled in."""
    material, own_area = asking.material, area.code if area else ""
    questions = tuple(_questions(source, material, is_of_area=area is not None))
    told = earlier_answers(source, period, own_area, material)
    beside = [told[each.dimension] for each in questions if each.dimension in told]
    latest = max(beside, key=lambda each: each.dated, default=None)
    numbers = _Numbers(
        material.observations.as_known(),
        own_area or asking.municipality.code,
        period,
        {each.id: each.label for each in asking.indicators},
    )
    return Form(
        source.id,
        source.title,
        asking.municipality,
        period,
        due_day(source, period),
        {
            key: (latest.body if latest else source.producer) if key == "body" and not _is_signed(source) else ""
            for key in top_labels(source)
        },
        f"{latest.body}, {wording.day(latest.dated)}" if latest else "",
        paragraphs(asking.prose.filled(GUIDE, _guide_values(source, period, asking, questions))),
        tuple(
            FormDimension(
                each.label,
                each.help,
                tuple(numbers.lines(_wanted(source, each.declared))),
                tuple(_fields(source, each, told.get(each.dimension), is_first=not beside)),
            )
            for each in questions
        ),
        source.synthetic,
        area,
    )


def _is_signed(source: Source) -> bool:
    """Whether whoever answers signs: then nothing stands in the signature before."""
    return source.format == JUDGED_FORMAT


def _guide_values(source: Source, period: Period, asking: Asking, questions: tuple[_Question, ...]) -> dict[str, object]:
    asked = {key for each in questions for key in asked_fields(source, each.declared)}
    return {
        "kalla": source.title,
        "period": in_words(period),
        "fil": period.code,
        "kontakt": asking.contact,
        "grund": wording.SENSITIVITIES[source.sensitivity].lower(),
        "far_oppna": source.may_clear,
        "med_niva": "level" in asked,
        "med_sakerhet": "confidence" in asked,
        "med_bedomning": any(is_judged(source, each.declared) for each in questions),
        "med_lage": "overall" in asked,
        "sannolikhetsord": source.likelihood if "likelihood" in asked else (),
    }


def _questions(source: Source, material: Material, *, is_of_area: bool) -> Iterator[_Question]:
    """The dimensions of a form in the declared order; one that is asked for each row of a register once for each of its open rows."""
    for dimension, label in source.dimensions.items():
        help_text = source.help.get(dimension, "")
        if (dimension in source.per_area) is not is_of_area:
            continue
        if dimension not in source.each:
            yield _Question(dimension, label, help_text, dimension)
            continue
        for row in open_rows(source.each[dimension], material):
            about = " ".join(part for part in (_named(row), help_text) if part)
            yield _Question(row_dimension(dimension, row.id), row_label(label, row.id), about, dimension)


def _named(row: Entry) -> str:
    """What a row of a register is about: the first thing that it says."""
    text = next(iter(row.fields.values()), "")
    return f"{text}." if text else ""


def _fields(source: Source, question: _Question, told: Statement | Assessment | None, *, is_first: bool) -> Iterator[FormField]:
    for key in asked_fields(source, question.declared):
        earlier = answered(told, key) if told else "–" if is_first else NOT_ANSWERED
        yield FormField(FieldName(question.dimension, key), LABELS[key], words_of(source, key), earlier)


def _wanted(source: Source, dimension: str) -> tuple[str, ...]:
    """The indicators beside a dimension: those declared for it, else the one that it is held beside."""
    matter = source.same_matter.get(dimension)
    return source.numbers.get(dimension, (matter.indicator,) if matter else ())


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
