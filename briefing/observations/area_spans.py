"""Values of areas held against the days between which their boundaries were the same: a series never crosses a boundary change."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from briefing.observations.doubt import Check, Doubt
from briefing.terms.boundary_change import Standing, standing
from briefing.terms.period import parse_period
from briefing.terms.request import Request


def within_boundaries(frame: pd.DataFrame, request: Request) -> tuple[pd.DataFrame, tuple[Doubt, ...]]:
    """The values whose area had the same boundaries during the whole period as it has at the edition's end, and what was left out.

    A period in which the boundaries changed is left out as well. One doubt per delivery and area.
    """
    spans = _limited(request)
    of_parts = frame[frame["area"].isin(list(spans))]
    if of_parts.empty:
        return frame, ()
    pairs = of_parts[["area", "period"]].drop_duplicates().itertuples(index=False)
    outside = {(area, period) for area, period in pairs if not spans[area].holds(parse_period(period))}
    is_outside = pd.Series([key in outside for key in zip(of_parts["area"], of_parts["period"], strict=True)], index=of_parts.index)
    left_out = of_parts[is_outside]
    return frame.drop(index=left_out.index), tuple(_doubts(left_out, spans, request))


def _limited(request: Request) -> dict[str, Standing]:
    """The areas that have not had the same boundaries for ever."""
    day = request.period.last_day
    found = {area.code: standing(area, request.boundary_changes, day) for area in request.areas}
    return {code: each for code, each in found.items() if not each.is_unbounded}


def _doubts(left_out: pd.DataFrame, spans: dict[str, Standing], request: Request) -> Iterator[Doubt]:
    names = {area.code: area.name for area in request.areas}
    for (delivery, area), values in left_out.groupby(["delivery", "area"], sort=True):
        first, last = spans[str(area)].first, spans[str(area)].last
        when = " och ".join(filter(None, (f"före {first}" if first else "", f"efter {last}" if last else "")))
        told = f"{len(values)} värden" if len(values) > 1 else "ett värde"
        text = f"{delivery} har {told} för {names[str(area)]} från tiden {when}, då området hade andra gränser. De används inte."
        yield Doubt(Check.AVGRANSNING, str(delivery), text)
