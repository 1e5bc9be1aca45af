"""What sentence templates may ask for, in printed words. Whatever they ask for becomes the sentence's basis."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from briefing.document import differing, wording
from briefing.document.basis import Basis
from briefing.document.outline import subject
from briefing.document.scene import Scene
from briefing.document.tables import printed
from briefing.findings.finding import Comparison, Development, Level, Position, Subject, Trend, YearlyTrend
from briefing.findings.rounds import DimensionShift, Shift, rounds, shifts
from briefing.terms.gap import Gap, GapReason
from briefing.terms.indicator import Unit
from briefing.terms.period import Frequency

_F = TypeVar("_F", Level, Development, Comparison)


class AbsentError(Exception):
    """A sentence asked for something that is not there; the gap stands in its place."""

    def __init__(self, gap: Gap) -> None:
        super().__init__(gap.detail)
        self.gap = gap


def phrases(scene: Scene, basis: Basis) -> dict[str, Callable[..., Any]]:
    """The functions that sentence templates call, by their Swedish names. Each notes in `basis` what it gave."""
    return {
        "niva": lambda written: level_words(_level(scene, basis, subject(written)), scene),
        "utveckling": lambda written: development_words(_development(scene, basis, subject(written)), scene),
        "jamforelse": lambda written: comparison_words(_comparison(scene, basis, subject(written)), scene),
        "aret_fore": lambda written: _year_before(scene, basis, subject(written)),
        "rullande": lambda written, periods: _rolling(scene, basis, subject(written), periods),
        "utvecklingar": lambda written: _developments(scene, basis, written),
        "omgang": lambda source: _round(scene, basis, source),
        "luckor": lambda written: _missing(scene, basis, written, withheld=False),
        "undantagna": lambda written: _missing(scene, basis, written, withheld=True),
        "skillnader": lambda written: _differing(scene, basis, written),
    }


def level_words(level: Level, scene: Scene) -> dict[str, Any]:
    """A level in printed words; an empty text where the source gives no such figure."""
    indicator = scene.indicator(level.subject)

    def marked(value: float | None, unit: Unit) -> str:
        return "" if value is None else wording.preliminary(wording.measured(value, unit), is_preliminary=level.preliminary)

    return {
        "rubrik": indicator.label,
        "period": wording.period(level.period),
        "kort_period": wording.short_period(level.period),
        "antal": marked(level.count, Unit.ANTAL),
        "per_100k": marked(level.rate, Unit.PER_100K),
        "varde": marked(level.value, indicator.unit),
        "enhet": wording.UNITS[indicator.unit],
        "andel": "" if level.share is None else wording.number(level.share, 1),
        "preliminar": level.preliminary,
    }


def development_words(development: Development, scene: Scene) -> dict[str, Any]:
    """A development in printed words: `ord` the verdict, `sats` the verdict with its verb, `vantat` the expected range."""
    word = wording.TRENDS[development.verdict]
    within = development.verdict is Trend.INOM_NORMAL_VARIATION
    has_range = development.lower is not None and development.upper is not None
    return {
        "rubrik": scene.indicator(development.subject).label,
        "period": wording.period(development.period),
        "ord": word,
        "sats": f"är {word}" if within else word,
        "antal": "" if development.observed is None else wording.measured(development.observed, development.measure),
        "vantat": wording.expected(development.lower or 0.0, development.upper or 0.0, development.measure) if has_range else "",
        "skal": development.gap.detail if development.gap else " ".join(wording.CAVEATS[each] for each in development.caveats),
        "trend": _trend_words(development.trend),
    }


def _trend_words(trend: YearlyTrend | None) -> str:
    """The yearly trend with its interval; empty where there is none. A number without a verdict, so no word of change is said."""
    if trend is None:
        return ""
    change, lower, upper = (wording.number(each, 1) for each in (trend.change, trend.lower, trend.upper))
    years = f"{wording.period(trend.first)}–{wording.period(trend.last)}"
    return f"{change} procent per år {years} (95-procentigt intervall från {lower} till {upper})"


def comparison_words(comparison: Comparison, scene: Scene) -> dict[str, Any]:
    """A comparison in printed words: `sats` is what is said of the level ("nivån …"), `plats` counts from the lowest."""
    indicator = scene.indicator(comparison.subject)
    word = wording.position(comparison.verdict, indicator.polarity)
    predicates = {
        Position.LIKNANDE: "liknar den i jämförbara kommuner",
        Position.GAR_INTE_ATT_BEDOMA: "går inte att jämföra säkert med den i jämförbara kommuner",
    }
    return {
        "rubrik": indicator.label,
        "period": wording.period(comparison.period),
        "ord": word,
        "sats": predicates.get(comparison.verdict, f"är {word} än i jämförbara kommuner"),
        "varde": "" if comparison.value is None else wording.measured(comparison.value, comparison.measure),
        "medel": "" if comparison.mean is None else wording.measured(comparison.mean, comparison.measure),
        "enhet": wording.UNITS_IN_TEXT[comparison.measure],
        "antal": len(comparison.members),
        "plats": rank(comparison),
        "av": len(comparison.members) + 1,
        "skal": comparison.gap.detail if comparison.gap else "",
    }


def rank(comparison: Comparison) -> str:
    """`1`, or `4 (3–5)` with the ranks that the interval covers; empty where there is none."""
    if comparison.rank is None:
        return ""
    lowest, highest = comparison.rank_lowest, comparison.rank_highest
    covers_more = lowest is not None and highest is not None and lowest != highest
    return f"{comparison.rank} ({lowest}–{highest})" if covers_more else str(comparison.rank)


def _level(scene: Scene, basis: Basis, asked: Subject) -> Level:
    """The level; a count that was not delivered is a gap, since no sentence can be made around it."""
    level = _noted(scene.findings.level(asked), scene, basis, asked)
    indicator = scene.indicator(asked)
    if indicator.unit is Unit.ANTAL and level.count is None:
        detail = f"{indicator.label}: antalet för {wording.period(level.period)} saknas i leveransen."
        raise AbsentError(Gap(GapReason.SAKNAS, detail, indicator.id))
    return level


def _development(scene: Scene, basis: Basis, asked: Subject) -> Development:
    return _noted(scene.findings.development(asked), scene, basis, asked)


def _comparison(scene: Scene, basis: Basis, asked: Subject) -> Comparison:
    return _noted(scene.findings.comparison(asked), scene, basis, asked)


def _noted(finding: _F | None, scene: Scene, basis: Basis, asked: Subject) -> _F:
    """The finding, noted as basis; where there is none the sentence ends here, and its gap is told."""
    if finding is None:
        raise AbsentError(scene.not_delivered(asked))
    basis.note(finding.id, finding.citations)
    return finding


def _developments(scene: Scene, basis: Basis, written: Iterable[str]) -> list[dict[str, Any]]:
    """Those of the indicators that have a development, in order."""
    found = [scene.findings.development(subject(each)) for each in written]
    for development in (each for each in found if each is not None):
        basis.note(development.id, development.citations)
    words = [development_words(each, scene) for each in found if each is not None]
    if not words:
        raise AbsentError(scene.none_delivered(subject(each) for each in written))
    return words


def _year_before(scene: Scene, basis: Basis, asked: Subject) -> str:
    """The count of the same period a year earlier as printed; empty where there is none."""
    level = _level(scene, basis, asked)
    history = scene.findings.history(asked, level.area, Unit.ANTAL)
    point = history.at(level.period.years_before(1)) if history else None
    if history is None or point is None:
        return ""
    basis.note(history.id, point.citations)
    return printed(point, Unit.ANTAL)


def _rolling(scene: Scene, basis: Basis, asked: Subject, periods: int) -> dict[str, str]:
    """The sum of the latest periods: number, rate, and the peers' middle half; empty texts where a gap stands."""
    level = _level(scene, basis, asked)

    def said(area: str, unit: Unit) -> str:
        history = scene.findings.history(asked, area, unit, periods)
        point = history.at(level.period) if history else None
        if history is None or point is None or not printed(point, unit):
            return ""
        basis.note(history.id, point.citations)
        return printed(point, unit)

    lower, upper = (said(f"liknande:{edge}", Unit.PER_100K).removesuffix(f"{wording.NBSP}(p)") for edge in ("q1", "q3"))
    middle = {"fran": lower, "till": upper} if lower and upper else {"fran": "", "till": ""}
    return {"antal": said(level.area, Unit.ANTAL), "per_100k": said(level.area, Unit.PER_100K), **middle}


def _round(scene: Scene, basis: Basis, source_id: str) -> dict[str, Any]:
    """The latest round of statements from a source against the one before."""
    told = rounds(scene.material, scene.request, source_id)
    if not told:
        raise AbsentError(statements_missing(scene, source_id))
    now, before = told[-1], told[-2] if len(told) > 1 else None
    source = scene.material.source(source_id)
    labels = dict(source.dimensions) if source else {}
    changed = shifts(tuple(labels), now, before)
    for shift in changed:
        for statement in (shift.now, shift.before):
            if statement is not None:
                basis.note(statement.id, (statement.citation,), statement.sensitivity)
    return {
        "kalla": source.title if source else source_id,
        "datum": wording.day(now.dated),
        "forra_datum": wording.day(before.dated) if before else "",
        "forsamrade": [_shift_words(each, labels) for each in changed if each.shift is Shift.FORSAMRAD],
        "forbattrade": [_shift_words(each, labels) for each in changed if each.shift is Shift.FORBATTRAD],
        "jamforda": sum(1 for each in changed if each.now and each.before and each.now.level and each.before.level),
    }


def _shift_words(shift: DimensionShift, labels: dict[str, str]) -> dict[str, str]:
    def level(statement: Any) -> str:
        return wording.LEVELS[statement.level] if statement and statement.level else ""

    confidence = wording.CONFIDENCES[shift.now.confidence] if shift.now and shift.now.confidence else ""
    label = labels[shift.dimension]
    return {"rubrik": label, "niva": level(shift.now), "forra": level(shift.before), "sakerhet": confidence}


def statements_missing(scene: Scene, source_id: str) -> Gap:
    """The gap of a source that has told nothing that this edition may use."""
    source = scene.material.source(source_id)
    title = source.title if source else source_id
    return scene.withheld(title, source_id) or Gap(GapReason.EJ_LEVERERAD, f"{title} har inte kommit.", source_id)


def _missing(scene: Scene, basis: Basis, written: Iterable[str], *, withheld: bool) -> list[str]:
    """The labels of those indicators that have no value in this edition; or of those whose values it may not show."""
    subjects = [subject(each) for each in written] or list(scene.outline.subjects)
    gaps = {each: scene.not_delivered(each) for each in subjects if scene.findings.level(each) is None}
    missing = [each for each, gap in gaps.items() if gap.reason.is_withheld == withheld]
    for each in missing:
        basis.note(gaps[each].id, ())
    labels = dict.fromkeys(scene.indicator(each).label + _frequency(each, missing) for each in missing)
    return list(labels)


def _differing(scene: Scene, basis: Basis, written: Sequence[str]) -> dict[str, list[str]]:
    """What two sources say different things of, and what they say the same of, by name."""
    found = differing.sources_beside(written, scene)
    if not found:
        raise AbsentError(differing.nothing_beside())
    for each in found:
        basis.note(each.id, each.citations, differing.sensitivity_of([each], scene))
    names: dict[bool, list[str]] = {True: [], False: []}
    for each in found:
        if (name := differing.name_of(each, scene)) not in names[differing.agrees(each)]:
            names[differing.agrees(each)].append(name)
    return {"lika": names[True], "olika": names[False]}


def _frequency(asked: Subject, missing: list[Subject]) -> str:
    """The frequency in words, only where one indicator is missing for more than one."""
    words = {Frequency.AR: "år", Frequency.KVARTAL: "kvartal", Frequency.MANAD: "månad", Frequency.DAG: "dag"}
    is_one_of_more = sum(each.indicator == asked.indicator for each in missing) > 1
    return f" ({words[asked.frequency]})" if is_one_of_more else ""
