"""The rows of numbers that have changed: a row per period, or one for a whole series where many periods have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from briefing.document import wording
from briefing.document.document import Cell
from briefing.document.scene import Scene
from briefing.document.since_row import NOTHING, Row
from briefing.document.since_words import NUMBERS, relative, series_kind
from briefing.document.tables import gap_cell
from briefing.findings.since_numbers import ChangedNumber, ChangedSeries, NumberKind
from briefing.findings.vocabulary import Subject
from briefing.terms.citation import Citation
from briefing.terms.gap import GapReason
from briefing.terms.indicator import Unit
from briefing.terms.period import Period

_ONE_BY_ONE = 3  # more changed periods of one series than this make one row, so that a revised history of ten years stays readable


def number_rows(changed: Iterable[ChangedNumber], scene: Scene) -> list[Row]:
    """Count and rate of a period stand in one row; new periods of a series too, and what has changed in many of its periods."""
    found: dict[tuple[NumberKind, Subject], dict[Period, list[ChangedNumber]]] = {}
    for each in sorted(changed, key=lambda each: list(NumberKind).index(each.kind)):
        found.setdefault((each.kind, each.history.subject), {}).setdefault(each.period, []).append(each)
    rows: list[Row] = []
    for (kind, asked), periods in found.items():
        limit = 1 if kind in (NumberKind.NYA_UPPGIFTER, NumberKind.NU_SLUTLIG) else _ONE_BY_ONE
        if len(periods) > limit:
            rows.append(_many(kind, asked, periods, scene))
        else:
            rows += [_one(kind, asked, period, measures, scene) for period, measures in periods.items()]
    return rows


def series_rows(changed: Iterable[ChangedSeries], scene: Scene) -> list[Row]:
    """Indicators, or measures of an indicator, that only one of the editions shows; an indicator once."""
    rows = {(each.subject, each.is_new, each.measure if not each.is_whole else None): each for each in reversed((*changed,))}
    return [_series_row(each, scene) for each in reversed(rows.values())]


def _series_row(changed: ChangedSeries, scene: Scene) -> Row:
    asked = changed.subject
    indicator, level = scene.request.indicator(asked.indicator), scene.findings.level(asked)
    earlier = scene.earlier.definitions if scene.earlier else ()
    label = indicator.label if indicator else next((each.label for each in earlier if each.indicator == asked.indicator), asked.indicator)
    note = wording.FREQUENCIES[asked.frequency] + ("" if changed.is_whole else f", {wording.UNITS[changed.measure]}")
    what = Cell(label, note=note, basis=(level.id,) if level else _edition_basis(scene))
    remark = "Fanns inte i den förra utgåvan." if changed.is_new else "Fanns i den förra utgåvan."
    return Row(series_kind(changed), what, NOTHING, NOTHING, remark, level.citations if level else ())


def _edition_basis(scene: Scene) -> tuple[str, ...]:
    return (f"utgava:{scene.earlier.edition}",) if scene.earlier else ()


def _one(kind: NumberKind, asked: Subject, period: Period, measures: list[ChangedNumber], scene: Scene) -> Row:
    return _row(kind, f"{scene.indicator(asked).label}, {wording.period(period)}", measures, _remark(kind, measures[0], scene), scene)


def _many(kind: NumberKind, asked: Subject, periods: Mapping[Period, list[ChangedNumber]], scene: Scene) -> Row:
    """One row for all: the latest of new periods, else the one that has changed most in proportion, and which that is."""
    ordered = sorted(periods, key=lambda each: each.first_day)
    first, last = wording.period(ordered[0]), wording.period(ordered[-1])
    what = f"{scene.indicator(asked).label}, {wording.spelled(len(ordered))} perioder {first}–{last}"
    if kind is NumberKind.REVIDERAD_HISTORIK:
        shown = max(ordered, key=lambda each: abs(relative(periods[each][0])))
        told = f"Visas: {wording.period(shown)}, där ändringen är störst."
    else:
        shown, told = ordered[-1], f"Visas: {last}."
    return _row(kind, what, periods[shown], f"{_remark(kind, periods[shown][0], scene)} {told}".strip(), scene)


def _row(kind: NumberKind, what: str, measures: list[ChangedNumber], remark: str, scene: Scene) -> Row:
    basis = tuple(dict.fromkeys(each.history.id for each in measures))
    units = " · ".join(wording.UNITS[each.history.measure] for each in measures)
    before = _values((each.before, each.history.measure, each.was_preliminary) for each in measures)
    now = _values((each.now, each.history.measure, each.is_preliminary) for each in measures)
    gap = next((each.gap for each in measures if each.gap), None)
    before = "" if gap and gap.reason is GapReason.SEKRETESS else before  # what is protected now is not told by what it was
    return Row(
        NUMBERS[kind],
        Cell(what, note=units, basis=basis),
        Cell(before, measures[0].before, basis) if before else NOTHING,
        Cell(now, measures[0].now, basis) if now else gap_cell(gap, basis),
        remark,
        _read_at(measures),
    )


def _values(values: Iterable[tuple[float | None, Unit, bool]]) -> str:
    """`3 132 (p) · 2 315 (p)`; empty where there is no value."""
    there = ((wording.measured(value, unit), is_preliminary) for value, unit, is_preliminary in values if value is not None)
    return " · ".join(wording.preliminary(text, is_preliminary=is_preliminary) for text, is_preliminary in there)


def _read_at(measures: Iterable[ChangedNumber]) -> tuple[Citation, ...]:
    points = (each.history.at(each.period) for each in measures)
    return tuple(dict.fromkeys(citation for point in points if point for citation in point.citations))


def _remark(kind: NumberKind, change: ChangedNumber, scene: Scene) -> str:
    """When it came, and for a revision how large it is and whether the value has become final."""
    said = []
    if kind is NumberKind.REVIDERAD_HISTORIK and change.before is not None and change.now is not None:
        unit = change.history.measure
        difference = change.now - change.before
        share = f" ({wording.signed(100 * relative(change), 1)} procent)" if change.before else ""
        said.append(f"Ändring {wording.signed(difference, wording.decimals(unit))}{share}.")
    if kind is NumberKind.REVIDERAD_HISTORIK and change.was_preliminary and not change.is_preliminary:
        said.append("Var preliminär, är slutlig.")
    received = [scene.material.delivery(each).received_on for each in _read_at([change])]
    if received:
        said.append(f"Kom {wording.day(max(received))}.")
    return " ".join(said)
