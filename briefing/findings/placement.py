"""Where the municipality stands among all municipalities of the country."""

from __future__ import annotations

from math import isnan

import numpy as np

from briefing.findings.comparison import quantile, rank, uncertainty
from briefing.findings.dispersion import Dispersion
from briefing.findings.finding import Placement
from briefing.findings.panel import Panel
from briefing.findings.subject_data import SubjectData
from briefing.terms.citation import Citation
from briefing.terms.gap import Gap
from briefing.terms.period import Period

FEWEST_PLACED = 20  # with fewer municipalities a place in the country says nothing
_CODE_LENGTH = 4  # of a municipality's code; the country and the counties have two digits, parts of a municipality more


def placement(country: Panel, data: SubjectData, period: Period, variation: Dispersion | None) -> Placement | None:
    """The own value among all municipalities with a value for that period; None where too few have one, or the municipality has none.

    Quartiles as in R type 7, unweighted. The citation is of the whole delivery's rows for the indicator and period.
    """
    grid, column = country.grid(data.indicator.id, period.frequency, data.indicator.unit), country.column(period)
    row = country.areas.get(data.own.code)
    if grid is None or row is None or column is None or isnan(grid.values[row, column]):
        return None
    municipalities = [position for code, position in country.areas.items() if len(code) == _CODE_LENGTH]
    values = np.sort(grid.values[municipalities, column])
    ordered = values[~np.isnan(values)].tolist()
    if len(ordered) < FEWEST_PLACED:
        return None
    own = country.point(int(grid.rows[row, column]))
    known = uncertainty(data, period, own, variation, f"placering:{data.subject.id}")
    reach = None if isinstance(known, Gap) or data.rate_or_value is not data.indicator.unit else known.half_width
    delivery = own.citations[0].delivery
    return Placement(
        id=f"placering:{data.subject.id}",
        subject=data.subject,
        area=data.own.code,
        period=period,
        measure=data.indicator.unit,
        value=own.number,
        rank=rank(own.number, ordered),
        of=len(ordered),
        lowest=ordered[0],
        median=quantile(ordered, 0.5),
        quartiles=(quantile(ordered, 0.25), quantile(ordered, 0.75)),
        highest=ordered[-1],
        citations=(*own.citations, Citation(delivery, f"rader: {len(ordered)}, filter: {data.indicator.id}, {period.code}")),
        rank_lowest=None if reach is None else _rank_among_others(own.number - reach, own.number, ordered),
        rank_highest=None if reach is None else _rank_among_others(own.number + reach, own.number, ordered),
    )


def _rank_among_others(value: float, own: float, ordered: list[float]) -> int:
    """The rank that another value of the municipality would have: its own present value is not one of the others."""
    return rank(value, ordered) - (own < value)
