"""Figures as data: trends over a band, bars with the expected range, and the alt text written from the same numbers."""

from __future__ import annotations

from dataclasses import replace

from briefing.document import wording
from briefing.document.axis import axis_of
from briefing.document.drawing import Drawing, same_season, shown_periods, verdict_words
from briefing.document.figure import Axis, Chart, ChartKind, Figure, Interval, Trace, TraceRole
from briefing.document.outline import BlockOutline, subject
from briefing.document.scene import Composed, Scene
from briefing.document.tables import source_note
from briefing.findings.finding import Development, Subject
from briefing.terms.gap import Gap, GapReason
from briefing.terms.indicator import Unit

_FEWEST_POINTS = 3  # two points are a line that shows no development
_EDGES = ((TraceRole.KVARTIL_NEDRE, "q1"), (TraceRole.KVARTIL_OVRE, "q3"))


def trend(block: BlockOutline, scene: Scene) -> Composed:
    """The own municipality thick, each comparable one thin, the middle half of them as a band."""
    asked = subject(block.indicators[0])
    unit = scene.indicator(asked).unit
    drawing = drawing_of(asked, scene, Unit.PER_100K if unit is Unit.ANTAL else unit, block)
    if drawing is None:
        return Composed(gaps=(too_few(asked, scene),))
    traces = _trend_traces(drawing, block)
    axis = axis_of([value for trace in traces for value in trace.values if value is not None])
    chart = Chart(
        kind=ChartKind.TREND,
        categories=tuple(wording.short_period(each) for each in drawing.periods),
        tick_labels=drawing.years(),
        traces=traces,
        axis=axis,
        legend=_legend(traces, scene),
        preliminary_label="preliminärt (p)" if traces[-1].preliminary else "",
        periods=drawing.periods,
        breaks=drawing.breaks(),
    )
    figure = Figure(
        id=f"trend-{asked.indicator}-{asked.frequency.value}",
        label="",
        caption=block.caption,
        picture=chart,
        alt=_trend_alt(drawing, block),
        notes=_trend_notes(drawing, block.rolling, axis, traces[-1]),
        sources=drawing.source_rows(traces),
        height_mm=block.height_mm,
        synthetic=drawing.synthetic,
    )
    return Composed((figure,), sensitivity=drawing.sensitivity)


def bars(block: BlockOutline, scene: Scene) -> Composed:
    """The same quarter of every year (or every year) as bars, with the expected range beside the last."""
    asked = subject(block.indicators[0])
    drawing = drawing_of(asked, scene, Unit.ANTAL, block)
    level = scene.findings.level(asked)
    same = same_season(drawing.periods, level.period) if drawing and level else ()
    if drawing is None or len(same) < _FEWEST_POINTS:
        return Composed(gaps=(too_few(asked, scene),))
    drawing = replace(drawing, periods=same)
    development = scene.findings.development(asked)
    interval, trace = _interval(development), drawing.own_trace
    reference = set(development.reference) if development else set()
    ends = (0.0, *((interval.upper,) if interval else ()), *(value for value in trace.values if value is not None))
    chart = Chart(
        kind=ChartKind.STAPLAR,
        categories=tuple(wording.short_period(each) for each in same),
        tick_labels=tuple(wording.preliminary(each.code[:4], is_preliminary=i in trace.preliminary) for i, each in enumerate(same)),
        traces=(trace,),
        axis=axis_of(ends, most_ticks=6),
        interval=interval,
        emphasised=frozenset(i for i, each in enumerate(same) if each in reference),
        periods=same,
    )
    figure = Figure(
        id=f"staplar-{asked.indicator}-{asked.frequency.value}",
        label="",
        caption=block.caption,
        picture=chart,
        alt=f"Stapeldiagram. {block.caption}. {drawing.in_words()}{verdict_words(development)}",
        notes=_bar_notes(drawing, trace, len(reference) if interval else 0),
        sources=drawing.source_rows((trace,)),
        height_mm=block.height_mm,
        synthetic=drawing.synthetic,
    )
    return Composed((figure,), sensitivity=drawing.sensitivity)


def skyline(written: str, scene: Scene) -> Figure | None:
    """The cover's bars: every quarter, the edition's own quarter stronger; None where there is too little to draw."""
    asked = subject(written)
    drawing = drawing_of(asked, scene, Unit.ANTAL, None)
    level = scene.findings.level(asked)
    if drawing is None or level is None:
        return None
    trace = drawing.own_trace
    last = f"{wording.short_period(drawing.periods[-1])}: {trace.value_labels[-1] or wording.PROTECTED}"
    trace = replace(trace, end_label=last)
    caption = f"{scene.indicator(asked).label} i {scene.request.municipality.bra_name}, antal per kvartal"
    same = same_season(drawing.periods, level.period)
    note = f"{caption}. Samma kvartal som utgåvan är mörkare."
    striped = " Randig stapel: preliminär uppgift (p)." if trace.preliminary else ""
    highest = axis_of([0.0, *(value for value in trace.values if value is not None)])
    chart = Chart(
        kind=ChartKind.OMSLAG,
        categories=tuple(wording.short_period(each) for each in drawing.periods),
        tick_labels=drawing.years(at_start=True),
        traces=(trace,),
        axis=replace(highest, ticks=()),
        emphasised=frozenset(i for i, each in enumerate(drawing.periods) if each in same),
        periods=drawing.periods,
    )
    return Figure(
        id="omslag",
        label="",
        caption=caption,
        picture=chart,
        alt=f"Stapeldiagram. {caption}. {drawing.in_words()}",
        notes=(f"{note}{striped} {source_note(drawing.citations, scene)}",),
        sources=drawing.source_rows((trace,)),
        height_mm=44,
    )


def drawing_of(asked: Subject, scene: Scene, measure: Unit, block: BlockOutline | None) -> Drawing | None:
    """What a figure is drawn from, since the outline's first year or the latest break; None with too few periods."""
    rolling, since = (block.rolling, block.since) if block else (1, 0)
    since = since or max((each.first.first_day.year for each in scene.indicator(asked).breaks), default=0)
    own = scene.findings.history(asked, scene.request.municipality.code, measure, rolling)
    periods = shown_periods(own, since)
    if own is None or len(periods) < _FEWEST_POINTS or all(isinstance(point.value, Gap) for each in periods if (point := own.at(each))):
        return None
    return Drawing(asked, own, periods, measure, scene)


def too_few(asked: Subject, scene: Scene) -> Gap:
    """The gap of a figure that has too few periods to be drawn, or none."""
    if scene.findings.level(asked) is None:
        return scene.not_delivered(asked)
    detail = f"{scene.indicator(asked).label}: för få perioder för en figur."
    return Gap(GapReason.FOR_LITET_UNDERLAG, detail, f"figur:{asked.id}")


def _trend_traces(drawing: Drawing, block: BlockOutline) -> tuple[Trace, ...]:
    """Band, peers (unless brief), and last the own municipality, so that it is drawn on top; peers without a value are left out."""
    areas = [("", role, f"liknande:{edge}") for role, edge in _EDGES]
    areas += [(area.name, TraceRole.JAMFORBAR, area.code) for area in drawing.scene.request.peers if not block.brief]
    findings = drawing.scene.findings
    histories = [(name, role, findings.history(drawing.asked, area, drawing.measure, block.rolling)) for name, role, area in areas]
    traces = [drawing.trace(name, role, history) for name, role, history in histories if history]
    return (*(trace for trace in traces if any(value is not None for value in trace.values)), drawing.own_trace)


def _interval(development: Development | None) -> Interval | None:
    if development is None or development.lower is None or development.upper is None:
        return None
    low, high = wording.expected(development.lower, development.upper).split("–")
    return Interval(development.lower, development.upper, f"väntat lägst {low}", f"väntat högst {high}")


def _legend(traces: tuple[Trace, ...], scene: Scene) -> tuple[tuple[TraceRole, str], ...]:
    roles = {trace.role for trace in traces}
    words = [(TraceRole.EGEN, scene.request.municipality.name)]
    if TraceRole.JAMFORBAR in roles:
        words.append((TraceRole.JAMFORBAR, "en jämförbar kommun"))
    if TraceRole.KVARTIL_NEDRE in roles:
        words.append((TraceRole.KVARTIL_NEDRE, "mellersta hälften av de jämförbara kommunerna"))
    return tuple(words)


def _trend_notes(drawing: Drawing, rolling: int, axis: Axis, own: Trace) -> tuple[str, ...]:
    notes = [source_note(drawing.citations, drawing.scene)]
    if axis.minimum > 0:
        notes.append(f"Axeln börjar vid {axis.ticks[0][1]}.")
    if rolling > 1:
        notes.append(f"Varje punkt är summan av {wording.spelled(rolling)} kvartal. Årtalen står vid fjärde kvartalet.")
    if own.preliminary:
        notes.append("Streckad linje med ofyllda ringar: preliminär uppgift (p).")
    breaks = drawing.scene.indicator(drawing.asked).breaks
    notes.extend(f"Brott i serien {wording.period(each.first)}: {each.reason}." for each in breaks)
    return (" ".join(notes),)


def _bar_notes(drawing: Drawing, own: Trace, reference_years: int) -> tuple[str, ...]:
    notes = [source_note(drawing.citations, drawing.scene)]
    if reference_years:
        notes.append(f"Mörka staplar: de {wording.spelled(reference_years)} år som det väntade antalet bygger på.")
    if own.preliminary:
        notes.append("Randig stapel: preliminär uppgift (p).")
    return (" ".join(notes),)


def _trend_alt(drawing: Drawing, block: BlockOutline) -> str:
    words = [f"Linjediagram. {block.caption}.", drawing.in_words()]
    findings = drawing.scene.findings
    edges = [findings.history(drawing.asked, f"liknande:{edge}", drawing.measure, block.rolling) for _, edge in _EDGES]
    points = [edge.at(drawing.periods[-1]) for edge in edges if edge]
    values = [point.value for point in points if point and not isinstance(point.value, Gap)]
    if len(values) == len(_EDGES):
        span = wording.between(values[0], values[1], drawing.measure)
        words.append(f"Mellersta hälften av de jämförbara kommunerna ligger senast på {span}.")
    return " ".join(words) + verdict_words(findings.development(drawing.asked))
