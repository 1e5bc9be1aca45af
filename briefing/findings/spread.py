"""Fördelning: the values of one indicator in all municipalities, or in all parts of them, and where the middle half lies."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pandas as pd

from briefing.findings.finding import Spread, Subject
from briefing.observations.observations import PRELIMINARY, Observations
from briefing.terms.citation import Citation
from briefing.terms.gap import GapReason
from briefing.terms.indicator import Indicator, Unit
from briefing.terms.period import Period, Quarter, parse_period
from briefing.terms.request import Request

_MUNICIPALITY = 4  # digits of a municipality's code; the country and the counties have two, parts of a municipality another code


def spread(observations: Observations, request: Request, subject: Subject, indicator: Indicator) -> Spread | None:
    """The latest spread up to the edition's end, or that of the quarter asked about; None where no area has a value.

    The period is the latest in which the own municipality has a value; where it has none, as for parts of it, the latest in which any
    area has. Of counted cases the rate per 100 000 is taken where it was delivered: counts of areas of different size say little.
    """
    delivered = _usable(observations, request, subject, indicator)
    frame, hidden = delivered[delivered["value"].notna()], delivered[delivered["status"] == GapReason.SEKRETESS.value]
    measure = indicator.unit
    if indicator.unit is Unit.ANTAL and (frame["measure"] == Unit.PER_100K.value).any():
        measure = Unit.PER_100K
    frame = frame[frame["measure"] == measure.value]
    period = _period(frame, request, subject)
    if period is None:
        return None
    frame = frame[frame["period"] == period.code]
    if frame.empty:
        return None
    ordered = frame.sort_values(["value", "area"])
    numbers = ordered["value"].to_numpy()
    lower, median, upper = (float(each) for each in np.quantile(numbers, [0.25, 0.5, 0.75]))
    return Spread(
        id=f"fordelning:{subject.id}",
        subject=subject,
        area=request.municipality.code,
        period=period,
        measure=measure,
        values=tuple(zip(ordered["area"].tolist(), numbers.tolist(), strict=True)),
        quartiles=(lower, median, upper),
        citations=_cited(ordered, request, indicator, period),
        preliminary=frozenset(ordered.loc[ordered["status"] == PRELIMINARY, "area"]),
        protected=frozenset(hidden.loc[hidden["period"] == period.code, "area"]) - frozenset(ordered["area"]),
    )


def _usable(observations: Observations, request: Request, subject: Subject, indicator: Indicator) -> pd.DataFrame:
    """The one vintage of the indicator's values that the edition may use, and of its hidden ones, of areas of one sort."""
    frame = observations.frame
    measures = (indicator.unit.value, Unit.PER_100K.value)
    wanted = (frame["indicator"] == indicator.id) & (frame["frequency"] == subject.frequency.value) & frame["measure"].isin(measures)
    frame = frame[wanted & (frame["group"] == "")]
    ended = [code for code in frame["period"].unique() if parse_period(code).last_day <= request.period.last_day]
    cut_off = request.cut_off - timedelta(days=1) if request.cut_off else None
    frame = Observations(frame[frame["period"].isin(ended)]).as_known(cut_off).frame
    has_place = frame["value"].notna() | (frame["status"] == GapReason.SEKRETESS.value)
    frame = frame[has_place & (frame["area"].str.len() >= _MUNICIPALITY)]
    is_municipality = (frame["area"].str.len() == _MUNICIPALITY) & frame["area"].str.isdigit()
    is_other = is_municipality & (frame["area"] != request.municipality.code)
    if is_other.any() or is_municipality.all():
        return frame[is_municipality]
    return _of_one_division(frame[~is_municipality], request)


def _of_one_division(parts: pd.DataFrame, request: Request) -> pd.DataFrame:
    """The parts of the division that most are of: areas of several overlap, and their values cannot stand in one spread.

    Declared parts that there are not at the edition's end are left out.
    """
    gone = {each.code for each in request.areas} - {each.code for each in request.areas_in_force}
    parts = parts[~parts["area"].isin(list(gone))]
    declared = {each.code: each.division for each in request.areas}
    divisions = parts["area"].map(lambda code: declared.get(code, ""))
    areas = parts["area"].groupby(divisions).nunique()
    return parts[divisions == areas.idxmax()] if len(areas) else parts


def _period(frame: pd.DataFrame, request: Request, subject: Subject) -> Period | None:
    if isinstance(request.period, Quarter) and subject.frequency is request.period.frequency:
        return request.period
    own = frame[frame["area"] == request.municipality.code]
    codes = (own if len(own) else frame)["period"].unique()
    return max(map(parse_period, codes), key=lambda period: period.first_day, default=None)


def _cited(frame: pd.DataFrame, request: Request, indicator: Indicator, period: Period) -> tuple[Citation, ...]:
    """The own value's place, and the rows of each delivery as a count with its filter."""
    own = frame[frame["area"] == request.municipality.code]
    places = [Citation(str(row.delivery), str(row.place)) for row in own.itertuples()]
    counts = frame.groupby("delivery").size()
    places += [Citation(str(delivery), f"rader: {rows}, filter: {indicator.id}, {period.code}") for delivery, rows in counts.items()]
    return tuple(places)
