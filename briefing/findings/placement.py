"""Where the municipality stands among all municipalities of the country."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pandas as pd

from briefing.findings.finding import Placement
from briefing.findings.subject_data import SubjectData
from briefing.observations.observations import Observations
from briefing.terms.citation import Citation
from briefing.terms.period import Period
from briefing.terms.request import Request

FEWEST_PLACED = 20  # with fewer municipalities a place in the country says nothing


def placement(observations: Observations, request: Request, data: SubjectData, period: Period) -> Placement | None:
    """The own value among all areas with a value for that period; None where too few have one, or the municipality has none.

    Quartiles as in R type 7. The citation is of the whole delivery's rows for the indicator and period.
    """
    frame = _of_period(observations, request, data, period)
    own = frame[frame["area"] == data.own.code]
    if len(frame) < FEWEST_PLACED or len(own) != 1:
        return None
    values, value = frame["value"].to_numpy(), float(own["value"].iloc[0])
    lowest, lower, median, upper, highest = (float(each) for each in np.quantile(values, [0, 0.25, 0.5, 0.75, 1]))
    aggregate = Citation(str(own["delivery"].iloc[0]), f"rader: {len(frame)}, filter: {data.indicator.id}, {period.code}")
    return Placement(
        id=f"placering:{data.subject.id}",
        subject=data.subject,
        area=data.own.code,
        period=period,
        measure=data.indicator.unit,
        value=value,
        rank=1 + int((values < value).sum()),
        of=len(frame),
        lowest=lowest,
        median=median,
        quartiles=(lower, upper),
        highest=highest,
        citations=(Citation(str(own["delivery"].iloc[0]), str(own["place"].iloc[0])), aggregate),
    )


def _of_period(observations: Observations, request: Request, data: SubjectData, period: Period) -> pd.DataFrame:
    """The latest vintage of every area's value in that period."""
    frame = observations.frame
    measure = data.indicator.unit.value
    wanted = (frame["indicator"] == data.indicator.id) & (frame["period"] == period.code) & (frame["measure"] == measure)
    of_period = Observations(frame[wanted & (frame["group"] == "") & frame["value"].notna()])
    return of_period.as_known(request.cut_off - timedelta(days=1) if request.cut_off else None).frame
