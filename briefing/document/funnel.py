"""Trattdiagram: the parts of the municipality against the limits of chance, as data."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.document import wording
from briefing.document.axis import axis_of
from briefing.document.drawing import source_row
from briefing.document.figure import Axis, Figure, Spot
from briefing.document.figure import Funnel as Picture
from briefing.document.outline import BlockOutline, subject
from briefing.document.scene import Composed, Scene
from briefing.document.tables import source_note
from briefing.findings.finding import Funnel, FunnelArea, Position
from briefing.findings.funnel_plot import FAR, NEAR, limit_curves
from briefing.terms.area import Area
from briefing.terms.gap import GapReason

_RATIO_DECIMALS = 2
_AS_ALL = 1.0  # observed as many as expected
_NAMES = {NEAR: f"95{wording.NBSP}%", FAR: f"99,8{wording.NBSP}%"}


def funnel(block: BlockOutline, scene: Scene) -> Composed:
    """Each part's count through what is expected of it, against how much is expected."""
    asked = subject(block.indicators[0])
    found = scene.findings.funnel(asked)
    if found is None:
        return Composed(gaps=(scene.not_delivered(asked),))
    if found.gap is not None or not found.points:
        return Composed(gaps=(found.gap,) if found.gap else ())
    x_axis = axis_of([0.0, *(each.expected for each in found.points)])
    limits = tuple((_NAMES[each], *limit_curves(_first(found), x_axis.maximum, each)) for each in (NEAR, FAR))
    heights = [each.ratio for each in found.points] + [upper[0][1] for _, _, upper in limits]
    picture = Picture(
        spots=tuple(_spot(each, found, scene) for each in found.points),
        limits=limits,
        centre=_AS_ALL,
        centre_label="alla områden",
        x_axis=x_axis,
        y_axis=_from_zero(axis_of([0.0, *heights], most_ticks=6)),
        x_title="Väntat antal",
        y_title="Antal genom väntat antal",
        protected=tuple(_name(area, found, scene) for area, gap in found.left_out if gap.reason is GapReason.SEKRETESS),
    )
    figure = Figure(
        id=f"tratt-{asked.indicator}",
        label="",
        caption=block.caption,
        picture=picture,
        alt=_in_words(block.caption, found, picture),
        notes=(" ".join(_notes(found, scene)),),
        sources=(source_row(scene.indicator(asked).label, found.citations[0], scene),),
        height_mm=block.height_mm,
        synthetic=scene.is_synthetic(*found.citations),
    )
    return Composed((figure,), sensitivity=scene.sensitivity_of(*found.citations))


def _first(found: Funnel) -> float:
    """Where the curves begin: a little to the left of the smallest area, since they rise without end towards nothing expected."""
    return 0.7 * min(each.expected for each in found.points)


def _from_zero(axis: Axis) -> Axis:
    decimals = 1 if any(round(tick, 1) != round(tick) for tick, _ in axis.ticks) else 0
    return Axis(axis.minimum, axis.maximum, tuple((tick, wording.number(tick, decimals)) for tick, _ in axis.ticks))


def _spot(point: FunnelArea, found: Funnel, scene: Scene) -> Spot:
    return Spot(
        label=_name(point.area, found, scene),
        x=point.expected,
        y=point.ratio,
        x_label=wording.number(point.expected, 1),
        y_label=wording.number(point.ratio, _RATIO_DECIMALS),
        outside=_outside(point),
        basis=(found.id,),
    )


def _name(area: Area, found: Funnel, scene: Scene) -> str:
    """The name that the source itself uses; the code where it has none."""
    names = {code: name for citation in found.citations for name, code in scene.material.source_of(citation).areas.items()}
    return area.name or names.get(area.code, area.code)


def _outside(point: FunnelArea) -> str:
    """Which limit the area lies outside, empty inside them."""
    if point.position is Position.LIKNANDE:
        return ""
    side = "över" if point.position is Position.HOGRE else "under"
    return f"{side} gränsen för {_NAMES[FAR if point.far else NEAR]}"


def _notes(found: Funnel, scene: Scene) -> Iterator[str]:
    yield source_note(found.citations, scene)
    yield "Väntat antal: alla områdens gemensamma tal per invånare på områdets egen folkmängd, egen beräkning."
    yield "Mellan gränserna hamnar ett område av slump när risken är lika stor överallt (exakt Poisson)."
    if found.dispersion > 1:
        yield "Gränserna är vidgade, eftersom områdena varierar mer än slumpen."
    hidden = [_name(area, found, scene) for area, gap in found.left_out if gap.reason is GapReason.SEKRETESS]
    if hidden:
        yield f"Skyddade uppgifter, som inte är med i det gemensamma talet: {wording.listed(hidden)}."
    if without := [_name(area, found, scene) for area, gap in found.left_out if gap.reason is not GapReason.SEKRETESS]:
        yield f"Utan antal eller folkmängd: {wording.listed(without)}. {wording.MISSING_IS_NOT_ABSENT}"


def _in_words(caption: str, found: Funnel, picture: Picture) -> str:
    """How many areas, the highest and the lowest, and which lie outside which limit."""
    spots = sorted(picture.spots, key=lambda each: each.y)
    outside = [f"{each.label} {each.y_label} ({each.outside})" for each in reversed(spots) if each.outside]
    words = [f"Trattdiagram. {caption}, {wording.period(found.period)}. {len(spots)} områden."]
    words.append(f"Högst {spots[-1].label} {spots[-1].y_label} gånger väntat antal, lägst {spots[0].label} {spots[0].y_label}.")
    words.append(f"Utanför gränserna: {wording.listed(outside)}." if outside else "Inget område ligger utanför gränserna.")
    return " ".join(words)
