"""Ryggradsdiagram: where the municipality stands among all others, one row per indicator, each with a scale of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import log

from briefing.document import wording
from briefing.document.country import not_placed
from briefing.document.drawing import source_row
from briefing.document.figure import Figure, Mark, Spine, SpineRow
from briefing.document.outline import BlockOutline, subject
from briefing.document.scene import Composed, Scene
from briefing.document.tables import source_note
from briefing.findings.finding import Level, Spread, Subject
from briefing.terms.indicator import Indicator, Polarity, Scale

_FEWEST = 20  # with fewer municipalities a place in the country says nothing
_HEAD_MM, _GROUP_MM, _ROW_MM, _KEY_MM = 4.0, 7.8, 8.8, 6.4  # 8.8 mm is 25 points: the label, its second line, air
_OWN_SIGN = 0.04  # how much of the scale the own sign hides
_SAME = 0.5  # a rate is published to the whole number


def spine(block: BlockOutline, scene: Scene) -> Composed:
    """The values of all municipalities on a line per indicator; lower better, higher better and background apart."""
    asked = [subject(each) for each in block.indicators]
    spreads = {each: scene.findings.spread(each) for each in asked}
    shown = [found for found in spreads.values() if found and len(found.values) >= _FEWEST and found.value(found.area) is not None]
    placed = {each.subject for each in shown}
    gaps = tuple(not_placed(each, scene) for each in asked if each not in placed)
    if not shown:
        return Composed(gaps=gaps)
    rows = [(scene.indicator(each.subject).polarity, _row(each, scene)) for each in shown]
    grouped = ((polarity, tuple(row for of, row in rows if of is polarity)) for polarity in Polarity)
    picture = Spine(
        tuple((wording.POLARITIES[polarity], inside) for polarity, inside in grouped if inside), _words([row for _, row in rows], scene)
    )
    citations = tuple(citation for each in shown for citation in each.citations)
    figure = Figure(
        id=f"ryggrad-{shown[0].subject.indicator}",
        label="",
        caption=block.caption,
        picture=picture,
        alt=f"Ryggradsdiagram. {block.caption}. " + " ".join(_in_words(each, scene) for each in shown),
        notes=(" ".join([source_note(citations, scene), *_notes(picture)]),),
        sources=tuple(source_row(scene.indicator(each.subject).label, each.citations[-1], scene) for each in shown),
        height_mm=round(_HEAD_MM + _KEY_MM + _GROUP_MM * len(picture.groups) + _ROW_MM * len(rows), 2),
        synthetic=scene.is_synthetic(*citations),
    )
    return Composed((figure,), gaps, scene.sensitivity_of(*citations))


def _words(rows: list[SpineRow], scene: Scene) -> tuple[tuple[str, str], ...]:
    """The key, without what no row shows."""
    return (
        ("own", scene.request.municipality.name),
        *((("interval", f"95{wording.NBSP}% intervall"),) if any(row.interval for row in rows) else ()),
        *((("peer", "jämförbar kommun"),) if any(row.peers for row in rows) else ()),
        ("everyone", "en kommun"),
        ("median", "median"),
        ("quartiles", "mellersta hälften"),
        ("lowest", "lägst i landet"),
        ("highest", "högst i landet"),
    )


def _row(spread: Spread, scene: Scene) -> SpineRow:
    indicator = scene.indicator(spread.subject)
    marks = _Marks(spread, indicator)
    lower, median, upper = (marks.at(each, is_labelled=True) for each in spread.quartiles)
    own = spread.value(spread.area)
    assert own is not None  # spreads without the own municipality are gaps
    level = _same_matter(spread, own, scene)
    interval = (level.lower, level.upper) if level and level.lower is not None and level.upper is not None else None
    log_scale = " (log-skala)" if marks.is_log else ""
    label = wording.preliminary(wording.measured(own, spread.measure), is_preliminary=spread.area in spread.preliminary)
    return SpineRow(
        label=indicator.label,
        note=f"{wording.UNITS[spread.measure]}, {wording.short_period(spread.period)}{log_scale}",
        everyone=tuple(marks.at(value) for _, value in spread.values),
        peers=tuple(marks.at(value) for peer in scene.request.peers if (value := spread.value(peer.code)) is not None),
        quartiles=(lower, upper),
        median=median,
        own=replace(marks.at(own), label=label),
        lowest=wording.measured(spread.lowest, spread.measure),
        highest=wording.measured(spread.highest, spread.measure),
        basis=(spread.id, level.id) if level and interval else (spread.id,),
        interval=(marks.at(interval[0], is_labelled=True), marks.at(interval[1], is_labelled=True)) if interval else None,
    )


class _Marks:
    """Values as marks on the scale of one spread: 0 is its lowest value, 1 its highest; all in the middle where they are equal.

    A logarithmic scale is declared in the catalogue; where a value is not above 0 the scale is linear.
    """

    def __init__(self, spread: Spread, indicator: Indicator) -> None:
        self.is_log = indicator.scale is Scale.LOG and spread.lowest > 0
        self._unit = spread.measure
        self._low, self._high = self._scaled(spread.lowest), self._scaled(spread.highest)

    def at(self, value: float, *, is_labelled: bool = False) -> Mark:
        span = self._high - self._low
        place = (self._scaled(value) - self._low) / span if span else 0.5
        return Mark(value, round(min(max(place, 0.0), 1.0), 5), wording.measured(value, self._unit) if is_labelled else "")

    def _scaled(self, value: float) -> float:
        return log(max(value, 1e-9)) if self.is_log else value


def _same_matter(spread: Spread, own: float, scene: Scene) -> Level | None:
    """The level with an interval of this value: its own, or that of the same matter from another source if it gives the same value."""
    indicator = scene.indicator(spread.subject)
    for name in filter(None, (indicator.id, indicator.same_matter_as)):
        level = scene.findings.level(Subject(name, spread.subject.frequency))
        value = level.value if level and level.value is not None else level.rate if level else None
        if level and value is not None and level.lower is not None and level.period == spread.period and abs(value - own) <= _SAME:
            return level
    return None


def _notes(picture: Spine) -> Iterator[str]:
    yield "Varje rad har sin egen skala, från landets lägsta till dess högsta värde. Median och mellersta hälften är ovägda."
    rows = [row for _, inside in picture.groups for row in inside]
    yield "Skillnaderna mot andra kommuner är inte prövade."
    if any(row.interval for row in rows):
        hidden = [wording.running(row.label) for row in rows if row.interval and _width(row.interval) < _OWN_SIGN]
        words = f"; för {wording.listed(hidden)} är det smalare än tecknet" if hidden else ""
        yield f"95 % intervall: egen beräkning, bara där antalet är känt{words}."


def _width(interval: tuple[Mark, Mark]) -> float:
    return interval[1].place - interval[0].place


def _in_words(spread: Spread, scene: Scene) -> str:
    """The own value and its place, the lowest, the median and the highest, from the values that are drawn."""
    own = spread.value(spread.area)
    assert own is not None
    printed = {
        "lägst": wording.measured(spread.lowest, spread.measure),
        "median": wording.measured(spread.quartiles[1], spread.measure),
        "högst": wording.measured(spread.highest, spread.measure),
    }
    told = wording.preliminary(wording.measured(own, spread.measure), is_preliminary=spread.area in spread.preliminary)
    what = f"{scene.indicator(spread.subject).label}, {wording.UNITS_IN_TEXT[spread.measure]}, {wording.period(spread.period)}"
    name, place = scene.request.municipality.name, f"plats {spread.rank(own)} av {len(spread.values)} räknat från lägst"
    return f"{what}: {name} {told}, {place}; {', '.join(f'{word} {value}' for word, value in printed.items())}."
